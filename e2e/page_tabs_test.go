package e2e_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestTwoTabs: a browser with more than one page of Patio's open goes on in each of them.
func TestTwoTabs(t *testing.T) {
	p := lone(t, nil)
	mira, otto := p.person(t), p.person(t)
	app := p.client(t, mira, clientSpec{})
	t.Run("signed in in the other tab", func(t *testing.T) {
		b := p.browser()
		one, two := b.open(t, p.authorizeURL(app, nil).URL), b.open(t, "/login?return_to=/account/apps")
		consent := b.signIn(t, one, mira).is(t, http.StatusOK).says(t, "wants to use your account")
		if at := b.signIn(t, two, mira).is(t, http.StatusOK); at.URL.Path != "/account/apps" {
			t.Errorf("the second tab came to %s", at.URL)
		}
		if got := b.decide(t, consent, "allow").answerOf(t); !got.Has("code") {
			t.Errorf("the first tab got %v", got)
		}
	})
	t.Run("signed in as somebody else", func(t *testing.T) {
		b := p.browser()
		one, two := b.open(t, "/login"), b.open(t, "/login?return_to=/account/apps")
		b.signIn(t, one, mira).is(t, http.StatusOK)
		at := b.signIn(t, two, otto).is(t, http.StatusOK).says(t, "Sign out?", mira.Username)
		at = b.submit(t, at, at.form(t, "return_to"), nil)
		if at = b.signIn(t, at, otto).is(t, http.StatusOK); at.URL.Path != "/account/apps" {
			t.Errorf("otto came to %s", at.URL)
		}
	})
	t.Run("confirmed in the other tab", func(t *testing.T) {
		b := p.session(t, mira).browser
		form := b.open(t, "/account/tokens/new?client_id="+app.ID).is(t, http.StatusOK)
		p.staleSignIn(t, mira)
		at := b.open(t, "/account/security/confirm?return_to=/account")
		b.submit(t, at, at.form(t, "password"), url.Values{"password": {mira.Password}}).is(t, http.StatusOK)
		made := b.submit(t, form, form.form(t, "name"), url.Values{"name": {"from the first tab"}}).is(t, http.StatusOK)
		p.hide(made.byID("token"))
		if made.byID("token") == "" {
			t.Errorf("the form of the first tab leads to %s", made.URL)
		}
	})
	t.Run("signed out and in again as somebody else", func(t *testing.T) {
		b := p.session(t, mira).browser
		form := b.open(t, "/account/tokens/new?client_id="+app.ID).is(t, http.StatusOK)
		at := b.open(t, "/logout")
		b.submit(t, at, at.formTo(t, "/logout"), nil)
		b.signIn(t, b.open(t, "/login"), otto).is(t, http.StatusOK)
		b.submit(t, form, form.form(t, "name"), url.Values{"name": {"of another person"}}).isRefused(t)
	})
}

// isRefused insists on a page that refuses.
func (at *page) isRefused(t *testing.T) *page {
	t.Helper()
	if at.Status < 400 || at.Status > 499 {
		t.Errorf("%s answered %d: %.300s", at.URL.Path, at.Status, at.text())
	}
	return at
}

// TestTypedTextSurvives: a form whose session has ended comes back filled in after the sign-in, also with a second
// factor; one that has become stale comes back at once.
func TestTypedTextSurvives(t *testing.T) {
	p := lone(t, nil)
	mira, factor, guarded := p.guarded(t)
	app := p.client(t, mira, clientSpec{})
	typed := url.Values{"name": {"nightly & \"quoted\" <b>"}, "scope": {"profile", "notes:read"}, "allowed_ips": {"203.0.113.0/24"}, "expires_in": {"30d"}}
	for name, form := range map[string]struct {
		path  string
		check func(t *testing.T, f form)
		typed url.Values
	}{
		"new token": {"/account/tokens/new?client_id=" + app.ID, func(t *testing.T, f form) {
			if f.Values.Get("name") != typed.Get("name") || strings.Join(f.Values["scope"], " ") != "profile notes:read" ||
				f.Values.Get("allowed_ips") != typed.Get("allowed_ips") || f.Values.Get("expires_in") != "30d" || f.Values.Get("client_id") != app.ID {
				t.Errorf("the form comes back with %v", f.Values)
			}
		}, typed},
		"new client": {"/developer/clients/new", func(t *testing.T, f form) {
			if f.Values.Get("name") != "Kept" || f.Values.Get("redirect_uris") != "https://a.test/cb" || f.Values.Get("type") != "public" {
				t.Errorf("the form comes back with %v", f.Values)
			}
		}, url.Values{"name": {"Kept"}, "redirect_uris": {"https://a.test/cb"}, "type": {"public"}}},
		"a client": {"/developer/clients/" + app.ID, func(t *testing.T, f form) {
			if f.Values.Get("name") != "Renamed" {
				t.Errorf("the form comes back with %v", f.Values)
			}
		}, url.Values{"name": {"Renamed"}}},
	} {
		t.Run(name, func(t *testing.T) {
			at := guarded.open(t, form.path).is(t, http.StatusOK)
			if _, err := storagetest.SQL(t, p.database).ExecContext(t.Context(), "UPDATE sessions SET expires_at = 1 WHERE user_id = '"+mira.ID+"'"); err != nil {
				t.Fatal(err)
			}
			at = guarded.submit(t, at, at.form(t, "name"), form.typed).is(t, http.StatusOK).says(t, "what you typed is kept")
			f := at.form(t, "password")
			at = guarded.submit(t, at, f, url.Values{"username": {mira.Username}, "password": {"wrong"}}).is(t, http.StatusUnauthorized)
			f = at.form(t, "password")
			at = guarded.submit(t, at, f, url.Values{"username": {mira.Username}, "password": {mira.Password}}).is(t, http.StatusOK)
			if at.has("recovery_code") {
				at = guarded.giveCode(t, at, factor.code(t)).is(t, http.StatusOK)
			}
			form.check(t, at.form(t, "name"))
			stale := guarded.submit(t, at, at.form(t, "name"), url.Values{"csrf_token": {"stale"}}).is(t, http.StatusForbidden)
			form.check(t, stale.form(t, "name"))
			sent := guarded.submit(t, stale, stale.form(t, "name"), nil).is(t, http.StatusOK)
			p.hide(sent.byID("token"), sent.byID("client_secret"))
		})
	}
	t.Run("signed out in another tab", func(t *testing.T) {
		at := guarded.open(t, "/developer/clients/new").is(t, http.StatusOK)
		guarded.signOut(t)
		at = guarded.submit(t, at, at.form(t, "name"), url.Values{"name": {"Kept"}}).is(t, http.StatusOK).says(t, "what you typed is kept")
		at = guarded.signIn(t, at, mira)
		if at = guarded.giveCode(t, at, factor.code(t)).is(t, http.StatusOK); at.form(t, "name").Values.Get("name") != "Kept" {
			t.Errorf("%s comes back without what was typed", at.URL.Path)
		}
	})
	t.Run("the user name", func(t *testing.T) {
		b := p.browser()
		at := b.open(t, "/login").is(t, http.StatusOK)
		at = b.submit(t, at, at.form(t, "password"), url.Values{"username": {"mira"}, "password": {"x"}, "csrf_token": {"stale"}})
		if got := at.is(t, http.StatusForbidden).form(t, "password").Values.Get("username"); got != "mira" {
			t.Errorf("an expired sign-in comes back with the name %q", got)
		}
	})
	t.Run("from another site", func(t *testing.T) {
		r := p.request(t, http.MethodPost, "/account/tokens", url.Values{"name": {"planted"}})
		r.Header.Set("Origin", "https://evil.test")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		r.Header.Set("Cookie", "patio_session="+guarded.cookie(t, "patio_session"))
		if a := p.do(t, r); strings.Contains(a.Body, "planted") {
			t.Errorf("the form of another site comes back (%d)", a.Status)
		}
	})
}

// secretInputs are those that no form gives back, and choices those that nobody types.
var (
	secretInputs = []string{"password", "current_password", "new_password", "code", "recovery_code", "token"}
	typedKinds   = []string{"", "text", "search", "email", "date", "url"}
)

// TestEveryTypedFieldIsKept sends every form of the pages that has a field to type in, signed out: it is kept.
func TestEveryTypedFieldIsKept(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{})
	_, id := p.pat(t, mira, app)
	b := p.session(t, mira).browser
	p.grantIn(t, b, app, mira)
	found := 0
	for _, path := range []string{
		"/account", "/account/security", "/account/notices", "/account/apps", "/account/apps/" + app.ID + "/withdraw",
		"/account/tokens", "/account/tokens/new?client_id=" + app.ID, "/account/tokens/new?client_id=personal",
		"/account/tokens/" + id, "/account/tokens/" + id + "/revoke", "/developer/clients", "/developer/clients/new",
		"/developer/clients/" + app.ID, "/developer/clients/" + app.ID + "/delete",
	} {
		at := b.open(t, path).is(t, http.StatusOK)
		for n := range descendants(at.root) {
			if n.Data != "form" || !strings.EqualFold(attr(n, "method"), "post") {
				continue
			}
			typed := url.Values{}
			for e := range descendants(n) {
				name := attr(e, "name")
				types := e.Data == "textarea" || e.Data == "input" && slices.Contains(typedKinds, attr(e, "type"))
				if types && name != "" && !slices.Contains(secretInputs, name) {
					typed.Set(name, "typed")
				}
			}
			if len(typed) == 0 {
				continue
			}
			found++
			away := p.browser()
			kept := away.submit(t, at, readForm(n), typed).is(t, http.StatusOK).says(t, "what you typed is kept")
			for name := range typed {
				if draft := kept.form(t, "draft").Values.Get("draft"); !strings.Contains(draft, name+"=typed") {
					t.Errorf("%s: %s is not kept", attr(n, "action"), name)
				}
			}
		}
	}
	if found < 4 {
		t.Errorf("%d forms were found", found)
	}
}

// signOut signs a browser out, as in another tab.
func (b *browser) signOut(t *testing.T) {
	t.Helper()
	at := b.open(t, "/logout").is(t, http.StatusOK)
	b.submit(t, at, at.formTo(t, "/logout"), nil).is(t, http.StatusOK)
}

// TestSignedOutBefore: a form without text that is sent after the session has ended, however it ended, says that it did
// nothing, and its page comes back after the sign-in.
func TestSignedOutBefore(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{})
	_, id := p.pat(t, mira, app)
	b := p.session(t, mira).browser
	p.grantIn(t, b, app, mira)
	ended := map[string]func(){
		"signed out": func() { b.signOut(t) },
		"expired": func() {
			db := storagetest.SQL(t, p.database)
			if _, err := db.ExecContext(t.Context(), "UPDATE sessions SET expires_at = 1 WHERE user_id = '"+mira.ID+"'"); err != nil {
				t.Fatal(err)
			}
		},
	}
	token, client := "/account/tokens/"+id, "/developer/clients/"+app.ID
	for _, form := range []struct{ page, action, back string }{
		{token + "/revoke", token + "/revoke", ""}, {token, token + "/rotate", ""}, {client, client + "/disable", ""},
		{client, client + "/secret", ""}, {client + "/delete", client + "/delete", ""}, {"/account/notices", "/account/notices/read", ""},
		{"/account", "/account/password", ""}, {"/account/security", "/account/security/authenticator", ""},
		{"/account/apps/" + app.ID + "/withdraw", "/account/apps/" + app.ID + "/withdraw", ""},
	} {
		for how, end := range ended {
			at := b.open(t, form.page).is(t, http.StatusOK)
			f := at.formTo(t, form.action)
			end()
			at = b.submit(t, at, f, nil).is(t, http.StatusOK).says(t, "You were signed out before this was sent. Nothing was changed.")
			if at = b.signIn(t, at, mira).is(t, http.StatusOK); at.URL.Path != form.page {
				t.Errorf("%s, %s: the sign-in leads to %s", form.action, how, at.URL)
			}
		}
	}
	t.Run("the consent page", func(t *testing.T) {
		other := p.client(t, mira, clientSpec{})
		at := b.open(t, p.authorizeURL(other, nil).URL)
		f := at.is(t, http.StatusOK).formWithButton(t, "decision", "allow")
		b.signOut(t)
		again := b.submit(t, at, f, url.Values{"decision": {"allow"}}).is(t, http.StatusOK).says(t, "You were signed out before this was sent.")
		consent := b.signIn(t, again, mira).is(t, http.StatusOK).says(t, "wants to use your account")
		if got := b.decide(t, consent, "allow").answerOf(t); !got.Has("code") {
			t.Errorf("the app got %v", got)
		}
	})
}

// TestOtherHost: a page that is opened under another host says which address to open; what programs ask for answers.
func TestOtherHost(t *testing.T) {
	p := start(t, storagetest.Fresh(t, storage.SQLite), settings{"issuer": "https://auth.example.org"})
	ask := func(method, path, host string, header ...string) answer {
		t.Helper()
		r := p.request(t, method, path, nil)
		r.URL.Scheme, r.URL.Host = "http", p.listen
		r.Host = host
		for i := 0; i+1 < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		return p.do(t, r)
	}
	p.issuer = "http://" + p.listen
	for _, host := range []string{"server.lan:8080", "localhost:8080", "192.0.2.7", "auth.example.org.evil.test", "auth.example.org:8080"} {
		for _, path := range []string{"/login", "/account/tokens", "/", "/nothing"} {
			a := ask(http.MethodGet, path, host).is(t, http.StatusMisdirectedRequest)
			if !strings.Contains(a.Body, "https://auth.example.org"+strings.TrimSuffix(path, "/")) || !strings.Contains(a.Body, "Go to auth.example.org") {
				t.Errorf("%s under %s does not say what to open: %.400s", path, host, a.Body)
			}
		}
		for path, status := range map[string]int{
			"/healthz": 200, "/readyz": 200, "/metrics": 200, "/.well-known/oauth-authorization-server": 200, "/api/v1/openapi.yaml": 200,
			"/api/v1/me": 401, "/oauth/authorize": 400, "/static/patio.css": 200,
		} {
			ask(http.MethodGet, path, host).is(t, status)
		}
		ask(http.MethodPost, "/oauth/token", host, "Content-Type", "application/x-www-form-urlencoded").is(t, http.StatusUnauthorized)
	}
	for _, host := range []string{"auth.example.org", "AUTH.example.org", "auth.example.org:443", "auth.example.org."} {
		ask(http.MethodGet, "/login", host).is(t, http.StatusOK)
	}
	ask(http.MethodGet, "/login", "127.0.0.1:8080", "X-Forwarded-For", "203.0.113.9").is(t, http.StatusOK) // a proxy that passes no Host on
	soon(t, "the log is written", func() bool { return strings.Contains(p.output.String(), "under another host") })
	if log := p.output.String(); strings.Count(log, "under another host") != 1 || !strings.Contains(log, "server.lan:8080") {
		t.Error("the log does not say once that a page was opened under another host")
	}
}

// TestErrorPagesLeadOn: every error page has a link, and speaks no HTTP.
func TestErrorPagesLeadOn(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{})
	_, id := p.pat(t, mira, app)
	inside := p.session(t, mira).browser
	for _, path := range []string{"/nothing", "/account/tokens/" + id + "/rotate", "/account/tokens/x", "/developer/clients/x", "/oauth/authorize?client_id=x", "/account/password"} {
		for name, b := range map[string]*browser{"signed in": inside, "nobody": p.browser()} {
			at := b.open(t, path)
			if at.Status < 400 {
				continue // nobody is led to the sign-in
			}
			if at.link(t, "") == "" || strings.Contains(at.text(), "GET") || strings.Contains(at.text(), "header") {
				t.Errorf("%s, %s: %.300s", name, path, at.text())
			}
			if name == "signed in" {
				at.says(t, "Tokens", "API clients", "Account")
			}
		}
	}
	at := inside.open(t, "/account/tokens/"+id+"/rotate").is(t, http.StatusMethodNotAllowed)
	if to := inside.open(t, at.link(t, "Go on")).is(t, http.StatusOK); to.URL.Path != "/account/tokens/"+id {
		t.Errorf("it leads on to %s", to.URL.Path)
	}
	at = inside.open(t, "/account")
	stale := inside.submit(t, at, at.form(t, "current_password"), url.Values{"csrf_token": {"x"}}).is(t, http.StatusForbidden)
	inside.open(t, stale.link(t, "Open the page again")).is(t, http.StatusOK)

	// Without cookies the sign-in says so.
	form := p.browser().open(t, "/login").form(t, "password")
	form.Values.Set("username", mira.Username)
	form.Values.Set("password", mira.Password)
	if a := p.post(t, "/login", form.Values).is(t, http.StatusForbidden); !strings.Contains(a.Body, "allow cookies for") {
		t.Errorf("without cookies it says %.300s", a.Body)
	}
}

// TestTooManySaysWhen: a page that refuses for now says when to try again.
func TestTooManySaysWhen(t *testing.T) {
	p := lone(t, settings{"limits.enabled": "true"})
	mira := p.person(t)
	for range 300 {
		b := p.browser()
		at := b.open(t, "/login")
		at = b.submit(t, at, at.form(t, "password"), url.Values{"username": {mira.Username}, "password": {"wrong"}})
		if at.Status != http.StatusTooManyRequests {
			continue
		}
		at.isLimited(t)
		return
	}
	t.Error("the limits let 300 attempts pass")
}
