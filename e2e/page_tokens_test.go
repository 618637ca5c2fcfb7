package e2e_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func tokensInChromium(t *testing.T, p *patio, chrome context.Context, scripts bool) {
	mira := p.person(t)
	s := p.screen(t, chrome, scripts)
	s.open(t, "/account/tokens")
	s.says(t, "Sign in")
	s.look(t, "login")
	s.fill(t, "username", mira.Username)
	s.fill(t, "password", mira.Password)
	s.press(t, "form button.is-main")
	s.says(t, "No tokens yet")
	s.look(t, "tokens-empty")

	p.client(t, mira, clientSpec{Name: "Ledgerly"})
	s.open(t, "/account/tokens")
	s.press(t, "a.button.is-main")
	s.says(t, "What it may do", "Write notes for you")
	s.look(t, "token-new")
	s.fill(t, "name", "nightly backup")
	for _, scope := range []string{"profile", "email", "notes:read"} {
		s.tick(t, "scope", scope)
	}
	s.press(t, "form.card button.is-main")
	token := s.text(t, "#token")
	p.hide(token)
	s.says(t, "Copy it now.", "This is the only time you will see it.", "in 90 days")
	copyButtons(t, s, scripts)
	s.look(t, "token-created")
	if got := p.me(t, token).is(t, http.StatusOK).object(t).object(t, "token").texts(t, "scopes"); len(got) != 3 {
		t.Errorf("the token has the scopes %v", got)
	}

	s.press(t, "main > p > a.button") // Done
	s.says(t, "nightly backup", "on Ledgerly")
	if strings.Contains(s.text(t, "html"), token) {
		t.Error("the token is shown a second time")
	}
	s.look(t, "tokens")
	s.do(t, "menu", chromedp.Click(chromedp.CSS("details.row-menu summary")))
	s.press(t, "details.row-menu a.is-danger")
	s.says(t, "Revoke nightly backup?")
	s.look(t, "token-revoke")
	s.press(t, "form button.is-destroy")
	s.says(t, "The token is revoked.")
	s.look(t, "tokens-revoked")
	p.me(t, token).is(t, http.StatusUnauthorized)

	s.do(t, "menu", chromedp.Click(chromedp.CSS("details.me summary")))
	s.press(t, "details.me form button")
	s.says(t, "You are signed out")
	s.look(t, "signed-out")
	s.open(t, "/account/tokens")
	s.says(t, "Sign in")
}

// copyButtons come with JavaScript; without, nothing is offered that does not work.
func copyButtons(t *testing.T, s *screen, scripts bool) {
	t.Helper()
	s.call(t, "copy buttons", func(ctx context.Context) error {
		shown, err := chromedp.Run(ctx, chromedp.Evaluate[int]("document.querySelectorAll('button[data-copy]:not([hidden])').length"))
		if err == nil && (shown == 2) != scripts {
			t.Errorf("%d copy buttons are shown; JavaScript: %t", shown, scripts)
		}
		return err
	})
}

func accountInChromium(t *testing.T, p *patio, chrome context.Context, scripts bool) {
	mira := p.person(t)
	s := p.screen(t, chrome, scripts)
	s.open(t, "/account")
	s.fill(t, "username", mira.Username)
	s.fill(t, "password", mira.Password)
	s.press(t, "form button.is-main")
	s.says(t, "Your account", mira.Email)
	s.look(t, "account")
	s.fill(t, "current_password", "not the password")
	s.fill(t, "new_password", "something new and long")
	s.press(t, "form.stack button.is-main")
	s.says(t, "This is not your current password.")
	s.look(t, "account-refused")
	s.open(t, "/logout")
	s.says(t, "Sign out?", "Your tokens keep working.")
	s.look(t, "logout")
}

func errorPages(t *testing.T, p *patio, chrome context.Context) {
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{})
	s := p.screen(t, chrome, true)
	app.Redirect = "https://elsewhere.example.org/callback"
	s.open(t, p.authorizeURL(app, nil).URL)
	s.says(t, "This sign-in link does not work", "The redirect_uri is not registered for this app.")
	s.look(t, "error-redirect")
	s.open(t, "/nothing/here")
	s.says(t, "There is nothing here")
	s.look(t, "error-404")
	s.open(t, "/login")
	s.fill(t, "username", mira.Username)
	s.fill(t, "password", "not the password")
	s.press(t, "form button.is-main")
	s.look(t, "login-refused")
}
