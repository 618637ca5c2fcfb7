package e2e_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

// isLimited insists on a form that says when to try again, once and to the second where that is soon.
func (at *page) isLimited(t *testing.T) {
	t.Helper()
	at.is(t, http.StatusTooManyRequests).says(t, "Too many attempts. Try again in")
	wait, err := strconv.Atoi(at.Header.Get("Retry-After"))
	if err != nil {
		t.Fatalf("Retry-After is %q", at.Header.Get("Retry-After"))
	}
	if wait > 1 && wait <= 120 {
		at.says(t, "Try again in "+strconv.Itoa(wait)+" seconds.")
	}
	if strings.Contains(at.text(), "Wait a little") {
		t.Errorf("it says twice when to try again: %.300s", at.text())
	}
}

// TestLimitedFormsStay: each form that takes a password or a code stays where there were too many attempts.
func TestLimitedFormsStay(t *testing.T) {
	p := lone(t, settings{"limits.enabled": "true"})
	otto := p.person(t)
	mira, _, guarded := p.guarded(t)
	for _, form := range []struct {
		path, action string
		who          person
		wrong        url.Values
	}{
		{"/account", "/account/password", otto, url.Values{"current_password": {"wrong"}, "new_password": {"another long password"}}},
		{"/account/security", "/account/security/authenticator", otto, url.Values{"password": {"wrong"}}},
		{"/account/security/remove", "/account/security/remove", mira, url.Values{"password": {"wrong"}}},
		{"/account/security/recovery-codes", "/account/security/recovery-codes", mira, url.Values{"password": {"wrong"}}},
	} {
		t.Run(form.action, func(t *testing.T) {
			b := guarded
			if form.who == otto {
				b = p.session(t, otto).browser
			}
			at := b.open(t, form.path).is(t, http.StatusOK)
			for range 100 {
				at = b.submit(t, at, at.formTo(t, form.action), form.wrong)
				if at.Status == http.StatusTooManyRequests {
					at.formTo(t, form.action)
					at.isLimited(t)
					return
				}
			}
			t.Error("the limits let 100 attempts pass")
		})
	}
}

// TestMissingIsSaid: a form that lacks something says what, in the words of the form, and counts it as no attempt.
func TestMissingIsSaid(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	on := p.client(t, mira, clientSpec{})
	b := p.session(t, mira).browser
	_, factor, guarded := p.guarded(t)
	_ = factor
	for _, form := range []struct {
		b           *browser
		path, field string
		typed       url.Values
		says        []string
		neither     string // must not be said
	}{
		{b, "/account", "current_password", nil, []string{"Enter your current password.", "Enter a new password."}, "This is not"},
		{b, "/account/security", "password", nil, []string{"Enter your password."}, "This is not"},
		{guarded, "/account/security/remove", "password", nil, []string{"Enter your password."}, "This is not"},
		{b, "/developer/clients/new", "name", url.Values{"name": {" "}, "type": {""}, "redirect_uris": {"https://a.test/cb"}},
			[]string{"Enter a name.", "Choose where it runs."}, "confidential\""},
		{b, "/account/tokens/new?client_id=" + on.ID, "name", url.Values{"name": {""}, "scope": {"profile"}}, []string{"Enter a name."}, "takes 1"},
		{p.browser(), "/login", "password", nil, []string{"Enter your user name and your password."}, "wrong"},
		{p.browser(), "/login", "password", url.Values{"username": {"mira"}}, []string{"Enter your password."}, "wrong"},
		{p.browser(), "/leaked-token", "token", nil, []string{"Paste the token."}, "missing"},
	} {
		at := form.b.open(t, form.path).is(t, http.StatusOK)
		at = form.b.submit(t, at, at.form(t, form.field), form.typed).isRefused(t).says(t, form.says...)
		if strings.Contains(at.text(), form.neither) {
			t.Errorf("%s also says %q: %.400s", form.path, form.neither, at.text())
		}
	}
	if n := p.rows(t, "SELECT COUNT(*) FROM audit_events WHERE action IN ('user.sign_in_refused', 'user.password_refused')"); n != 0 {
		t.Errorf("%d attempts were recorded", n)
	}
}

// TestClientThatLeadsNowhere: a client that people are to allow has a redirect URI, unless it is registered over REST.
func TestClientThatLeadsNowhere(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	inside := p.session(t, mira)
	b := inside.browser
	at := b.open(t, "/developer/clients/new").is(t, http.StatusOK)
	at = b.submit(t, at, at.form(t, "name"), url.Values{"name": {"Nowhere"}}).is(t, http.StatusUnprocessableEntity)
	at.says(t, "Add a redirect URI, or untick")
	if got := p.rows(t, "SELECT COUNT(*) FROM clients WHERE owner_id = '"+mira.ID+"'"); got != 0 {
		t.Errorf("%d clients were registered", got)
	}
	made := b.submit(t, at, at.form(t, "name"), url.Values{"grant_type": {}}).is(t, http.StatusOK)
	p.hide(made.byID("client_secret"))
	on := p.client(t, mira, clientSpec{})
	at = b.open(t, "/developer/clients/"+on.ID).is(t, http.StatusOK)
	at = b.submit(t, at, at.form(t, "name"), url.Values{"redirect_uris": {"\n"}}).is(t, http.StatusUnprocessableEntity)
	at.says(t, "Keep a redirect URI")
	a := p.script(t, inside, http.MethodPost, "/clients", object{"name": "Later", "type": "public", "scopes": []string{"profile"}}).is(t, http.StatusCreated)
	bare := a.object(t).text(t, "client_id")
	at = b.open(t, "/developer/clients/"+bare).is(t, http.StatusOK)
	b.submit(t, at, at.form(t, "name"), url.Values{"name": {"Still later"}}).is(t, http.StatusOK).says(t, "Saved.")
}

// TestLeakKeepsThePaste: a report from a page that had expired keeps the token in the form; without cookies it says so.
func TestLeakKeepsThePaste(t *testing.T) {
	p := lone(t, nil)
	b := p.browser()
	at := b.open(t, "/leaked-token").is(t, http.StatusOK)
	at = b.submit(t, at, at.form(t, "token"), url.Values{"token": {"pat_pasted"}, "csrf_token": {"stale"}}).is(t, http.StatusForbidden)
	if got := at.says(t, "Nothing was done").form(t, "token").Values.Get("token"); got != "pat_pasted" {
		t.Errorf("the form comes back with %q", got)
	}
	forgetful := p.browser()
	forgetful.client.Jar = nil
	at = forgetful.open(t, "/leaked-token").is(t, http.StatusOK)
	at = forgetful.submit(t, at, at.form(t, "token"), url.Values{"token": {"pat_pasted"}}).is(t, http.StatusForbidden)
	if got := at.says(t, "allow cookies for").form(t, "token").Values.Get("token"); got != "pat_pasted" {
		t.Errorf("without cookies the form comes back with %q", got)
	}
	r := p.request(t, http.MethodPost, "/leaked-token", url.Values{"token": {"pat_planted"}})
	r.Header.Set("Origin", "https://evil.test")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if a := p.do(t, r); strings.Contains(a.Body, "pat_planted") {
		t.Error("what another site sent comes back")
	}
}

// TestErrorPagesInPlainWords: an error page speaks to a person, and leads back to where they came from.
func TestErrorPagesInPlainWords(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	b := p.session(t, mira).browser
	for path, to := range map[string]string{
		"/developer/clients?page=x": "/developer/clients", "/account/notices?cursor=x": "/account/notices",
		"/account/apps?cursor=x": "/account/apps", "/account/tokens?page=x": "/account/tokens", "/account/nothing": "/account",
		"/developer/clients/x": "/developer/clients", "/oauth/authorize?%zz": "/account/tokens",
	} {
		at := b.open(t, path)
		if at.Status < 400 || at.link(t, "to your") != to {
			t.Errorf("%s answered %d: %.300s", path, at.Status, at.text())
		}
		at.isPlain(t)
	}
	at := b.open(t, "/account").is(t, http.StatusOK)
	long := b.submit(t, at, at.form(t, "current_password"), url.Values{"new_password": {strings.Repeat("x", 1<<20)}})
	long.is(t, http.StatusRequestEntityTooLarge).isPlain(t)
	for body, kind := range map[string]string{"{}": "application/json", "a=%zz": "application/x-www-form-urlencoded"} {
		r := b.filled(t, at, at.form(t, "current_password"), nil)
		r.Body, r.ContentLength = http.NoBody, 0
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.URL.String(), strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", kind)
		odd := b.follow(t, r)
		if odd.isPlain(t); odd.Status < 400 || odd.link(t, "Open the page again") != "/account" {
			t.Errorf("%s answered %d: %.300s", kind, odd.Status, odd.text())
		}
	}
	b.open(t, "/account/password").is(t, http.StatusMethodNotAllowed).says(t, "This address only receives forms. Nothing was changed by opening it.")
	if got := strings.Count(b.open(t, "/nothing").is(t, http.StatusNotFound).byID("main"), "There is nothing"); got != 1 {
		t.Errorf("a page that is not there says so %d times", got)
	}
	if at := b.open(t, "/account/tokens/?show=revoked").is(t, http.StatusOK); at.URL.RequestURI() != "/account/tokens?show=revoked" {
		t.Errorf("an address with a slash behind it leads to %s", at.URL)
	}
	for _, path := range []string{"//evil.test/", "/%5Cevil.test/", "/%2Fevil.test/"} {
		if a := p.do(t, p.request(t, http.MethodGet, path, nil)); strings.HasPrefix(a.Header.Get("Location"), "//") {
			t.Errorf("%s leads to %s", path, a.Header.Get("Location"))
		}
	}
}

// isPlain insists that a page speaks no HTTP.
func (at *page) isPlain(t *testing.T) *page {
	t.Helper()
	for _, word := range []string{"cursor", "header", "Allow for", "body", "urlencoded", "parameter", "This address takes", "KiB"} {
		if strings.Contains(at.text(), word) {
			t.Errorf("%s says %q: %.300s", at.URL.Path, word, at.text())
		}
	}
	return at
}
