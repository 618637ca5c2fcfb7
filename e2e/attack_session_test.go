package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestAttackSessions is about browsers' sessions: planted, stolen, and left over.
func TestAttackSessions(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	t.Run("fixation", func(t *testing.T) { fixation(t, p, mira) })
	t.Run("left over", func(t *testing.T) { leftOver(t, p) })
	t.Run("planted", func(t *testing.T) { plantedCookies(t, p, mira) })
	t.Run("open redirect", func(t *testing.T) { openRedirects(t, p, mira) })
	t.Run("cookies", func(t *testing.T) { cookieAttributes(t, p, mira) })
}

// fixation: what a browser held before a sign-in is worth nothing after it (Zitadel CVE-2024-28197).
func fixation(t *testing.T, p *patio, who person) {
	b := p.browser()
	at := b.open(t, "/account").is(t, http.StatusOK)
	visit := b.cookie(t, "patio_visit")
	if visit == "" || b.cookie(t, "patio_session") != "" {
		t.Fatal("before the sign-in the browser should hold a visit and no session")
	}
	b.signIn(t, at, who).is(t, http.StatusOK)
	first := b.cookie(t, "patio_session")
	if first == visit || first == "" || p.alive(t, visit) || !p.alive(t, first) {
		t.Error("the cookie from before the sign-in is a session after it")
	}
	// Signing in once more, over a living session, gives a new id and ends the old one.
	csrf := b.open(t, "/account").form(t, "csrf_token").Values.Get("csrf_token")
	form := url.Values{"username": {who.Username}, "password": {who.Password}, "csrf_token": {csrf}}
	p.do(t, session{cookie: first}.with(p.request(t, http.MethodPost, "/login", form))).is(t, http.StatusSeeOther)
	if p.alive(t, first) {
		t.Error("a session outlives the next sign-in of its browser")
	}
	// A session that somebody else planted is not taken over, nor is an id that nobody issued.
	mallory := p.session(t, p.person(t))
	for _, planted := range []string{mallory.cookie, "pss_000000000000000000000000000000000000", visit, "x"} {
		r := p.request(t, http.MethodGet, "/login", nil)
		r.Header.Set("Cookie", "patio_session="+planted)
		page := p.do(t, r)
		cookie, token := planted, mallory.csrf
		if planted != mallory.cookie {
			cookie, token = setCookie(page, "patio_visit"), formValue(t, page.Body, "csrf_token")
		}
		r = p.request(t, http.MethodPost, "/login", url.Values{"username": {who.Username}, "password": {who.Password},
			"csrf_token": {token}})
		r.Header.Set("Cookie", "patio_session="+planted+"; patio_visit="+cookie)
		got := setCookie(p.do(t, r).is(t, http.StatusSeeOther), "patio_session")
		if got == "" || got == planted || p.alive(t, planted) || !p.alive(t, got) {
			t.Errorf("a planted session %.8q lives on after the sign-in", planted)
		}
	}
}

// setCookie is the value that an answer sets; "" where it sets none.
func setCookie(a answer, name string) string {
	for _, c := range (&http.Response{Header: a.Header}).Cookies() {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

// formValue is the first input of that name in a page's text.
func formValue(t *testing.T, body, name string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for n := range descendants(root) {
		if n.Data == "input" && attr(n, "name") == name {
			return attr(n, "value")
		}
	}
	return ""
}

// leftOver: each way in which a session ends ends it on the server.
func leftOver(t *testing.T, p *patio) {
	who := p.person(t)
	here, elsewhere := p.session(t, who), p.session(t, who)
	post := func(path string, form url.Values) answer {
		form.Set("csrf_token", here.csrf)
		return p.do(t, here.with(p.request(t, http.MethodPost, path, form)))
	}
	changed := who
	changed.Password = "quite another " + who.Password
	p.hide(changed.Password)
	both := url.Values{"current_password": {who.Password}, "new_password": {changed.Password}}
	a := post("/account/password", both).is(t, http.StatusSeeOther)
	if p.alive(t, elsewhere.cookie) || p.alive(t, here.cookie) {
		t.Error("a session from before a change of password lives on")
	}
	if next := setCookie(a, "patio_session"); next == "" || next == here.cookie || !p.alive(t, next) {
		t.Error("who changes the password is signed out, or goes on under the old session id")
	}
	here = p.session(t, changed)
	post("/logout", url.Values{}).is(t, http.StatusSeeOther)
	if p.alive(t, here.cookie) {
		t.Error("a session outlives signing out")
	}
	here = p.session(t, changed)
	p.cliWith(t, who.Password+"\n", "user", "reset-password", who.Username, "--password-stdin")
	if p.alive(t, here.cookie) {
		t.Error("a session outlives the operator's reset of the password")
	}
	here = p.session(t, who)
	p.cli(t, "user", "disable", who.Username)
	if p.alive(t, here.cookie) {
		t.Error("the session of a disabled person lives on")
	}
	p.cli(t, "user", "enable", who.Username)
	if p.alive(t, here.cookie) {
		t.Error("a session comes back with its person")
	}
}
