package e2e_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestSecurityPages sets a second factor up in a real Chromium, signs in by it and by a recovery code, and grants a
// token advanced privileges, with JavaScript and without.
func TestSecurityPages(t *testing.T) {
	chrome := chromium(t)
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	for name, scripts := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) { securityInChromium(t, p, chrome, scripts) })
	}
}

func securityInChromium(t *testing.T, p *patio, chrome context.Context, scripts bool) {
	mira := p.person(t)
	signIn := func(path string) *screen {
		s := p.screen(t, chrome, scripts)
		s.open(t, path)
		s.fill(t, "username", mira.Username)
		s.fill(t, "password", mira.Password)
		s.press(t, "form button.is-main")
		return s
	}
	s := signIn("/account")
	s.says(t, "Your second factor is off", "Where you are signed in")
	s.press(t, "a[href='/account/security']")
	s.look(t, "security-off")
	s.fill(t, "password", mira.Password)
	s.press(t, "form button.is-main")
	app := &authenticator{key: strings.ReplaceAll(s.text(t, "#key"), " ", "")}
	p.hide(app.key)
	s.look(t, "authenticator")
	s.fill(t, "code", app.code(t))
	s.press(t, "form.stack button.is-main")
	s.says(t, "Your second factor is on.", "Keep them now.")
	app.recovery = strings.Fields(s.text(t, "#codes"))
	p.hide(app.recovery...)
	s.look(t, "recovery-codes")
	s.press(t, "main a.is-main")
	s.says(t, "Authenticator app", "10 are left.")
	s.look(t, "security-on")

	// The form for a token waits for the second factor, and is not lost.
	p.stale(t, mira)
	s.open(t, "/account/tokens/new?client_id=personal")
	s.fill(t, "name", "deploy")
	s.do(t, "tick", chromedp.Click(chromedp.CSS("input[name=scope][value=profile]")), chromedp.Click(chromedp.ID("advanced_privileges")))
	s.look(t, "token-new-privileges")
	s.press(t, "form.card button.is-main")
	s.says(t, "Confirm that it is you")
	s.look(t, "confirm")
	s.fill(t, "code", app.code(t))
	s.press(t, "form button.is-main")
	s.says(t, "deploy", "Advanced privileges", "Until")
	token := s.text(t, "#token")
	p.hide(token)
	if o := p.api(t, http.MethodGet, "/personal-access-tokens/self", token, nil).is(t, http.StatusOK).object(t); o["advanced_privileges"] != true {
		t.Errorf("the token is %v", o)
	}

	other := signIn("/account/apps")
	other.says(t, "One more step")
	other.look(t, "second-factor")
	other.do(t, "open", chromedp.Click(chromedp.CSS("details.more summary")))
	other.fill(t, "recovery_code", app.recoveryCode(t))
	other.press(t, "form button.is-main")
	if at := other.address(t); at.Path != "/account/apps" {
		t.Errorf("the sign-in came to %s", at.Path)
	}
	other.open(t, "/account")
	other.says(t, "Your second factor is on", "This one")
	other.look(t, "account-guarded")
}
