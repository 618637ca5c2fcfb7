package e2e_test

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestAsSpeckleDoes is Speckle's way: Account → Tokens → New token in one form; the token shown once, with a command
// that runs; listed with its last use beside the apps that the person has allowed; and dead the moment it is revoked.
func TestAsSpeckleDoes(t *testing.T) {
	story(t, nil, func(t *testing.T, p *patio, open func() *screen) {
		mira, s := p.person(t), open()
		app := p.appServer(t, "127.0.0.1")
		ledgerly := p.client(t, p.person(t), clientSpec{Name: "Ledgerly", Redirects: []string{app.callback}})
		token := newTokenInOneForm(t, p, s, mira)
		shownOnce(t, p, s, token)
		withOAuth1(t, p, token)
		held := allowsApp(t, p, s, app, ledgerly)
		listedWithLastUse(t, p, s, token)
		deadAtOnce(t, p, s, token)
		p.me(t, held.Access).is(t, http.StatusOK)
		withdrawn(t, p, s, held)
	})
}

// newTokenInOneForm goes Account → Tokens → New token.
func newTokenInOneForm(t *testing.T, p *patio, s *screen, who person) string {
	s.enter(t, "/account", who)
	s.follow(t, "Personal access tokens")
	s.look(t, "speckle-1-no-tokens")
	s.follow(t, "Make your first token")
	for _, field := range []string{"input[name=name]", "input[name=scope]", "select[name=expires_in]"} {
		if s.count(t, "main form.card "+field) == 0 {
			t.Errorf("the one form has no %s", field)
		}
	}
	if n := s.count(t, "main form"); n != 1 {
		t.Errorf("the page has %d forms", n)
	}
	s.fill(t, "name", "laptop, model sync")
	s.tick(t, "scope", "profile")
	s.tick(t, "scope", "notes:read")
	s.choose(t, "expires_in", "30d")
	kept(t, s.follow(t, "Make token"))
	s.says(t, "Copy it now.", "This is the only time you will see it.", "Treat it like a password", "in 30 days")
	return s.secret(t, "#token")
}

// shownOnce: the page's command runs, its button copies, and neither a page nor the database has the token again.
func shownOnce(t *testing.T, p *patio, s *screen, token string) {
	var me object
	if err := json.Unmarshal([]byte(s.paste(t, ".code pre code")), &me); err != nil {
		t.Fatalf("the command prints no JSON: %v", err)
	}
	me.object(t, "user").shows(t, object{"id": s.who.ID})
	copyButtons(t, s, s.scripts)
	s.look(t, "speckle-2-token")
	if s.scripts {
		s.do(t, "copy", chromedp.Click(chromedp.CSS("button[data-copy]"), chromedp.NodeVisible))
		soon(t, "the button says so", func() bool { return s.text(t, "button[data-copy]") == "Copied" })
	}
	s.follow(t, "Done")
	s.silent(t, token)
	s.open(t, "/account/tokens")
	s.follow(t, "laptop, model sync")
	s.silent(t, token)
	file := strings.TrimPrefix(p.database, "sqlite:")
	for _, name := range []string{file, file + "-wal"} {
		if content, err := os.ReadFile(name); err == nil && strings.Contains(string(content), token) {
			t.Errorf("%s holds the token", name)
		}
	}
}

// withOAuth1: a request that is signed as in OAuth 1.0a and carries a token is told what to do instead.
func withOAuth1(t *testing.T, p *patio, token string) {
	for _, c := range []carriage{
		{authorization: []string{strings.Replace(oauth1, "OAuth ", `OAuth oauth_token="`+token+`", `, 1)}},
		{authorization: []string{oauth1}, personal: []string{token}},
	} {
		a := p.carried(t, c).is(t, http.StatusBadRequest).object(t)
		if a["error"] != "invalid_request" || !strings.Contains(a.text(t, "detail"), "OAuth 1.0a") || !strings.Contains(a.text(t, "detail"), "Bearer") {
			t.Errorf("the refusal says %v", a)
		}
	}
}

// allowsApp takes the person to an app and back.
func allowsApp(t *testing.T, p *patio, s *screen, at appServer, app client) tokens {
	a := p.authorizeURL(app, []string{"profile", "notes:read"})
	s.open(t, a.URL)
	s.says(t, "Ledgerly wants to use your account")
	s.press(t, "button[name=decision][value=allow]")
	code := at.answer(t, s).Get("code")
	return p.token(t, app, redemption(app, code, a.Verifier)).is(t, http.StatusOK).tokens(t)
}

// listedWithLastUse finds the token with its last use, and the app below it.
func listedWithLastUse(t *testing.T, p *patio, s *screen, token string) {
	p.me(t, token).is(t, http.StatusOK)
	soon(t, "the list tells the last use", func() bool {
		s.open(t, "/account/tokens")
		return strings.Contains(s.text(t, "main"), "used just now")
	})
	s.says(t, "laptop, model sync", token[:7]+"…"+token[len(token)-4:], "on Personal", "In 30 days", "Apps you have allowed", "Ledgerly", "notes:read")
	s.look(t, "speckle-3-tokens-and-apps")
	s.follow(t, "laptop, model sync")
	s.says(t, "from 127.0.0.1")
	s.look(t, "speckle-4-token-page")
}

// deadAtOnce: the page says what breaks, and the next request is refused.
func deadAtOnce(t *testing.T, p *patio, s *screen, token string) {
	s.follow(t, "Revoke token")
	s.says(t, "Revoke laptop, model sync?", "127.0.0.1", "This cannot be undone")
	s.look(t, "speckle-5-revoke")
	p.me(t, token).is(t, http.StatusOK)
	s.follow(t, "Revoke token")
	p.me(t, token).is(t, http.StatusUnauthorized)
	s.says(t, "The token is revoked.")
	s.follow(t, "Revoked 1")
	s.says(t, "laptop, model sync")
	s.look(t, "speckle-6-revoked")
}

// withdrawn: the app beside it goes as quickly.
func withdrawn(t *testing.T, p *patio, s *screen, held tokens) {
	s.open(t, "/account/apps")
	s.look(t, "speckle-7-apps")
	s.follow(t, "Withdraw")
	s.says(t, "Withdraw Ledgerly’s access?")
	s.follow(t, "Withdraw access")
	p.me(t, held.Access).is(t, http.StatusUnauthorized)
	s.says(t, "No apps yet")
}
