package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// stays insists on a page with that status that leads nowhere.
func (at *page) stays(t *testing.T, what string, status int) {
	t.Helper()
	if at.Left != nil || at.Status != status || at.Header.Get("Location") != "" || at.Header.Get("Refresh") != "" {
		t.Errorf("%q: status %d, left for %v; want a page with %d", what, at.Status, at.Left, status)
		return
	}
	at.decent(t)
}

// wrongRedirects: nothing is redirected to that is not registered to the letter (go-oauth2 takes any host that ends
// like it; Pocket ID CVE-2026-28512 took user information).
func wrongRedirects(t *testing.T, p *patio, app client) {
	tricks := [][]string{
		nil, {""}, {callback, callback}, {callback, "https://evil.test/"}, {"https://evil.test/", callback}, {callback, ""},
	}
	for _, one := range []string{
		callback + "/", callback + "?", callback + "?x=1", callback + "#", callback + "#x", callback + " ", " " + callback, callback + "\n",
		callback + "\x00", callback + "\r\nSet-Cookie: a=b", callback + "%00", callback + "/..", callback + "%2f..",
		"https://app.example.org", "https://app.example.org/", "https://app.example.org/Callback", "HTTPS://app.example.org/callback",
		"https://APP.example.org/callback", "http://app.example.org/callback", "https://app.example.org:443/callback",
		"https://app.example.org//callback", "https://app.example.org/./callback", "https://app.example.org/x/../callback",
		"https://app.example.org/%63allback", "https://app.example.org./callback", "//app.example.org/callback", "/callback", "callback",
		"https://user@app.example.org/callback", "https://user:pw@app.example.org/callback", "https://@app.example.org/callback",
		"https://app.example.org@evil.test/callback", "https://app.example.org:x@evil.test/callback",
		"https://app.example.org\\@evil.test/callback", "https://evil.test\\@app.example.org/callback",
		"https://evil.test#@app.example.org/callback", "https://evil.test/https://app.example.org/callback",
		"https://app.example.org.evil.test/callback", "https://evilapp.example.org/callback", "https://xapp.example.org/callback",
		"https://example.org/callback", "https://аpp.example.org/callback", "https://app.example.org／callback",
		"https://app.example.org/\xffcallback", "https://app.example.org/?a=b&c=d", "https://app.example.org/?",
		"https://app.example.org/?a=%62", "javascript:alert(1)", "javascript://app.example.org/callback%0aalert(1)",
		"data:text/html,<script>alert(1)</script>", "about:blank", "file:///etc/passwd", "http://127.0.0.1:80@evil.test/cb",
		"http://127.0.0.1@evil.test/cb", "http://127.0.0.1.evil.test/cb", "http://127.0.0.1:80.evil.test/cb", "http://127.0.0.1:99999/cb",
		"http://127.0.0.1:0/cb", "http://127.0.0.1:/cb", "http://127.0.0.1:+80/cb", "http://127.0.0.1:-1/cb", "http://127.0.0.1:80:80/cb",
		"http://127.0.0.1:8080/other", "http://127.0.0.1:8080/cb/", "http://127.0.0.1:8080/cb?x", "http://127.0.0.1:8080/cb#x",
		"http://127.0.0.1:8080\\@evil.test/cb", "http://localhost/cb", "http://localhost:8080/cb", "http://127.0.0.2/cb", "http://127.1/cb",
		"http://2130706433/cb", "http://0.0.0.0/cb", "https://127.0.0.1/cb", "http://[::1]/cb/", "http://[::2]/cb",
		"http://[0:0:0:0:0:0:0:1]/cb", "http://[::ffff:127.0.0.1]/cb", "http://[::1%25eth0]/cb", "http://[::1]evil.test/cb",
		"org.example.app:/cb/", "org.example.app://cb", "org.example.app:/CB", "org.example.app:cb", "org.example.app.evil:/cb",
		strings.Repeat("a", 9000), "https://app.example.org/callback?" + strings.Repeat("a", 9000),
	} {
		tricks = append(tricks, []string{one})
	}
	b := p.browser()
	for _, trick := range tricks {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			b.authorize(t, method, p.authorization(t, app, url.Values{"redirect_uri": trick})).
				stays(t, method+" "+strings.Join(trick, " and "), http.StatusBadRequest)
		}
	}
	// What is registered is good, at any port of a loopback address: or the list above would prove nothing.
	for _, good := range []string{
		callback, "https://app.example.org/?a=b", "http://127.0.0.1/cb", "http://127.0.0.1:1/cb", "http://127.0.0.1:65535/cb",
		"http://[::1]:8/cb", "org.example.app:/cb",
	} {
		at := b.authorize(t, http.MethodGet, p.authorization(t, app, url.Values{"redirect_uri": {good}}))
		at.is(t, http.StatusOK).form(t, "password")
	}
}

// wrongRegistrations: what could never be a good redirect URI is refused when a client is registered; more of them are
// tried where that is decided.
func wrongRegistrations(t *testing.T, p *patio, who person) {
	for _, uri := range []string{
		"javascript:alert(1)", "data:text/html,x", "https://app.example.org/#x", "https://user@app.example.org/", "http://app.example.org/",
		"https://app.example.org/\n", "http://127.0.0.1.evil.test/", "https://app.example.org\\@evil.test/",
		"https://app.example.org;script-src/cb",
	} {
		got := p.run(t, "", "client", "create", "--owner", who.Username, "--name", "x", "--type", "confidential", "--scope",
			"profile", "--redirect-uri", uri)
		if got.Status == 0 {
			t.Errorf("the redirect URI %q can be registered", uri)
		}
	}
}

// elsewhere is every way that people spell an address of another site in return_to (Gitea CVE-2026-25779, Casdoor
// CVE-2026-5467).
var elsewhere = []string{
	"https://evil.test", "http://evil.test/", "//evil.test", "///evil.test", "////evil.test", "/\\evil.test", "\\\\evil.test",
	"\\/evil.test", "/\\/evil.test", "/\t/evil.test", "\t//evil.test", "/\n/evil.test", "/\r\n/evil.test", " //evil.test", "/ /evil.test",
	"/\x00/evil.test", "\x00//evil.test", "\x01https://evil.test", "https:evil.test", "https:/evil.test", "https:\\\\evil.test",
	"HTTPS://evil.test", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "evil.test",
	".evil.test", "@evil.test", "/@evil.test//", "//evil.test@x/", "/%2f/evil.test", "/%5cevil.test", "/%09/evil.test", "/..//evil.test",
	"/.//evil.test", "/./\\evil.test", "/x/..//evil.test", "/account/..//evil.test", "/;//evil.test", "/?//evil.test", "/#//evil.test",
	"?//evil.test", "#x", "／／evil.test", "/／evil.test", "/\u2028/evil.test", "/\u00a0/evil.test", "/\ufeff/evil.test", "//[::1]",
	"//%65vil.test", "/login?return_to=//evil.test", "/logout?return_to=https://evil.test", "/\xff/evil.test", "http:///evil.test",
	"/account/tokens\r\nLocation: https://evil.test", "/account/tokens\r\n\r\n<script>", "/" + strings.Repeat("/", 100) + "evil.test",
}

func openRedirects(t *testing.T, p *patio, who person) {
	s := p.session(t, who)
	for _, to := range elsewhere {
		q := "?return_to=" + url.QueryEscape(to)
		a := p.do(t, s.with(p.request(t, http.MethodGet, "/login"+q, nil))).is(t, http.StatusSeeOther)
		p.staysHere(t, "/login "+to, a.Header.Get("Location"))
		a = p.do(t, s.with(p.request(t, http.MethodGet, "/logout"+q, nil))).is(t, http.StatusOK)
		p.staysHere(t, "/logout "+to, formValue(t, a.Body, "return_to"))
		at := p.browser().open(t, "/login"+q).is(t, http.StatusOK).decent(t)
		p.staysHere(t, "the form of /login "+to, at.form(t, "password").Values.Get("return_to"))
	}
	// By a form whose hidden field somebody has changed, too: after signing out, and after signing in. Each try hashes a
	// password, so one address in three will do.
	for i, to := range elsewhere {
		if i%3 > 0 {
			continue
		}
		out := p.do(t, s.with(p.request(t, http.MethodPost, "/logout", url.Values{"return_to": {to},
			"csrf_token": {s.csrf}}))).is(t, http.StatusSeeOther)
		location := out.Header.Get("Location")
		p.staysHere(t, "POST /logout "+to, location)
		if u, err := url.Parse(location); err == nil {
			p.staysHere(t, "after signing out "+to, u.Query().Get("return_to"))
		}
		b := p.browser()
		values := b.open(t, "/login").form(t, "password").Values
		for name, v := range map[string]string{"return_to": to, "username": who.Username, "password": who.Password} {
			values.Set(name, v)
		}
		r := p.request(t, http.MethodPost, "/login", values)
		r.Header.Set("Cookie", "patio_visit="+b.cookie(t, "patio_visit"))
		in := p.do(t, r).is(t, http.StatusSeeOther)
		p.staysHere(t, "POST /login "+to, in.Header.Get("Location"))
		s.cookie = setCookie(in, "patio_session")
		s.csrf = formValue(t, p.do(t, s.with(p.request(t, http.MethodGet, "/account", nil))).Body, "csrf_token")
	}
}
