package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestTokensInBrowser is personal access tokens by a person's browser: by the pages, and by the REST API with the
// browser's session.
func TestTokensInBrowser(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		t.Run("pages", func(t *testing.T) { tokenPages(t, p) })
		t.Run("session at the API", func(t *testing.T) { sessionAtAPI(t, p, mira) })
		t.Run("two clients", func(t *testing.T) { chooseClient(t, p, mira) })
		t.Run("sign out", func(t *testing.T) { signOut(t, p, mira) })
		t.Run("password", func(t *testing.T) { changePassword(t, p) })
	})
}

func tokenPages(t *testing.T, p *patio) {
	who := p.person(t)
	b := p.browser()
	at := b.signIn(t, b.open(t, "/account/tokens"), who)
	at.is(t, http.StatusOK).says(t, "No tokens yet")
	app := p.client(t, who, clientSpec{Name: "Ledgerly"})

	at = b.open(t, "/account/tokens/new")
	f := at.form(t, "name")
	at = b.submit(t, at, f, url.Values{"name": {""}}).is(t, http.StatusUnprocessableEntity)
	at = b.submit(t, at, at.form(t, "name"), url.Values{"name": {"laptop"}, "scope": {"notes:read", "profile"}})
	token := strings.TrimSpace(at.is(t, http.StatusOK).byID("token"))
	p.hide(token)
	if at.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the page that shows the token has Cache-Control %q", at.Header.Get("Cache-Control"))
	}
	at.says(t, "Copy it now.", "in 90 days", "notes:write") // the last one is struck through
	me := p.me(t, token).is(t, http.StatusOK).object(t)
	if got := strings.Join(me.object(t, "token").texts(t, "scopes"), " "); got != "notes:read profile" || me.object(t, "client")["client_id"] != app.ID {
		t.Errorf("the API sees %v", me)
	}
	at = b.open(t, "/account/tokens").is(t, http.StatusOK).says(t, "laptop", "on Ledgerly", "notes:read")
	if strings.Contains(at.Body, token) {
		t.Error("the token is shown a second time")
	}
	at = b.open(t, at.link(t, "Revoke")).says(t, "Revoke laptop?")
	at = b.submit(t, at, at.formTo(t, at.URL.Path), nil)
	at.is(t, http.StatusOK).says(t, "The token is revoked.", "Revoked")
	p.me(t, token).is(t, http.StatusUnauthorized)
}

// sessionAtAPI: the browser's session may call the REST API, but changes something only with the page's CSRF value.
func sessionAtAPI(t *testing.T, p *patio, who person) {
	app := p.client(t, who, clientSpec{})
	b := p.browser()
	at := b.signIn(t, b.open(t, "/account/tokens"), who)
	csrf := at.form(t, "csrf_token").Values.Get("csrf_token")
	call := func(method, path, token string, body any) answer {
		t.Helper()
		r := p.request(t, method, "/api/v1"+path, body)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		if token != "" {
			r.Header.Set("X-CSRF-Token", token)
		}
		got, err := (&patio{web: b.client}).try(r)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if me := call(http.MethodGet, "/me", "", nil).is(t, http.StatusOK).object(t); me.object(t, "user")["id"] != who.ID {
		t.Errorf("the API sees %v", me)
	}
	body := order{"client_id": app.ID, "name": "from a script on the page"}
	call(http.MethodPost, pats, "", body).is(t, http.StatusForbidden)
	call(http.MethodPost, pats, csrf[:len(csrf)-4]+"AAAA", body).is(t, http.StatusForbidden)
	made := call(http.MethodPost, pats, csrf, body).is(t, http.StatusCreated).object(t)
	p.me(t, made.text(t, "token")).is(t, http.StatusOK)
	call(http.MethodDelete, pats+"/"+made.text(t, "id"), "", nil).is(t, http.StatusForbidden)
	call(http.MethodDelete, pats+"/"+made.text(t, "id"), csrf, nil).is(t, http.StatusNoContent)
	p.me(t, made.text(t, "token")).is(t, http.StatusUnauthorized)
}

// chooseClient: where a person may mint on several clients they are asked first.
func chooseClient(t *testing.T, p *patio, other person) {
	who := p.person(t)
	own := p.client(t, who, clientSpec{Name: "Mine"})
	open := p.client(t, other, clientSpec{Name: "Everybody's", UserTokens: true, Scopes: []string{"notes:read"}})
	b := p.browser()
	at := b.signIn(t, b.open(t, "/account/tokens/new"), who)
	at.is(t, http.StatusOK).says(t, "Which API is it for?", own.Name, open.Name)
	at = b.open(t, "/account/tokens/new?client_id="+open.ID)
	at = b.submit(t, at, at.form(t, "name"), url.Values{"name": {"x"}, "expires_in": {""}})
	token := strings.TrimSpace(at.is(t, http.StatusOK).byID("token"))
	p.hide(token)
	if got := p.me(t, token).is(t, http.StatusOK).object(t); got.object(t, "client")["client_id"] != open.ID {
		t.Errorf("the API sees %v", got)
	}
	at.says(t, "Never")
}

func signOut(t *testing.T, p *patio, who person) {
	token, _ := p.pat(t, who, p.client(t, who, clientSpec{}))
	b := p.browser()
	at := b.signIn(t, b.open(t, "/account/tokens"), who)
	cookie := b.client.Jar.Cookies(at.URL)
	at = b.open(t, "/logout").says(t, "Sign out?")
	at = b.submit(t, at, at.formTo(t, "/logout"), nil)
	at.is(t, http.StatusOK).says(t, "You are signed out")
	b.open(t, "/account/tokens").is(t, http.StatusOK).form(t, "password")
	// The session has ended on the server too, and a token is no session.
	r := p.request(t, http.MethodGet, "/account/tokens", nil)
	for _, c := range cookie {
		r.AddCookie(c)
	}
	if got := p.do(t, r); got.Status != http.StatusSeeOther {
		t.Errorf("the cookie of a session that was signed out is answered with %d", got.Status)
	}
	p.me(t, token).is(t, http.StatusOK)
}

// changePassword signs other browsers out and keeps this one.
func changePassword(t *testing.T, p *patio) {
	who := p.person(t)
	here, elsewhere := p.browser(), p.browser()
	elsewhere.signIn(t, elsewhere.open(t, "/account"), who)
	at := here.signIn(t, here.open(t, "/account"), who)
	wrong := url.Values{"current_password": {"not the password"}, "new_password": {"a few new words"}}
	at = here.submit(t, at, at.form(t, "current_password"), wrong).is(t, http.StatusUnprocessableEntity)
	fresh := who
	fresh.Password = "a few new words " + who.Password
	p.hide(fresh.Password)
	right := url.Values{"current_password": {who.Password}, "new_password": {fresh.Password}}
	here.submit(t, at, at.form(t, "current_password"), right).is(t, http.StatusOK).says(t, "Your password is changed.")
	here.open(t, "/account").is(t, http.StatusOK).says(t, who.Username)
	at = elsewhere.open(t, "/account")
	at = elsewhere.signIn(t, at, who)
	at.is(t, http.StatusUnauthorized)
	f := at.form(t, "password")
	elsewhere.submit(t, at, f, url.Values{"username": {who.Email}, "password": {fresh.Password}}).is(t, http.StatusOK).says(t, who.Username)
}
