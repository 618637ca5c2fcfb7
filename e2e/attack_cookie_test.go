package e2e_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// plantedCookies: nothing but one well-formed session cookie is a session.
func plantedCookies(t *testing.T, p *patio, who person) {
	s := p.session(t, who)
	token, _ := p.pat(t, who, p.client(t, who, clientSpec{}))
	for name, header := range map[string]string{
		"a token": "patio_session=" + token, "upper case": "patio_session=" + strings.ToUpper(s.cookie),
		"another name":    "Patio_session=" + s.cookie,
		"one letter more": "patio_session=" + s.cookie + "0", "one letter less": "patio_session=" + s.cookie[:len(s.cookie)-1],
		"in an array":             "patio_session[]=" + s.cookie,
		"two":                     "patio_session=pss_000000000000000000000000000000000000; patio_session=" + s.cookie,
		"two, the good one first": "patio_session=" + s.cookie + "; patio_session=x",
		"the visit's name":        "patio_visit=" + s.cookie, "secure name": "__Host-patio_session=" + s.cookie,
		"path": "$Path=/; patio_session=\"" + s.cookie + "x\"",
	} {
		for _, path := range []string{"/account", "/api/v1/me"} {
			r := p.request(t, http.MethodGet, path, nil)
			r.Header.Set("Cookie", header)
			if a := p.do(t, r); a.Status == http.StatusOK {
				t.Errorf("%s lets somebody in at %s", name, path)
			}
		}
	}
	// A session is no bearer token, and beside a token that is refused it is not asked.
	p.me(t, s.cookie).is(t, http.StatusUnauthorized)
	for _, authorization := range []string{"Bearer " + s.cookie, "Bearer x", "Basic eDp4", "", "Bearer"} {
		r := s.with(p.request(t, http.MethodGet, "/api/v1/me", nil))
		r.Header.Set("Authorization", authorization)
		if a := p.do(t, r); a.Status == http.StatusOK {
			t.Errorf("beside %q the session is asked", authorization)
		}
	}
}

// cookieAttributes: scripts do not see the cookies, other sites' forms do not carry them, and other hosts do not set them.
func cookieAttributes(t *testing.T, p *patio, who person) {
	visit := p.get(t, "/login")
	form := url.Values{"username": {who.Username}, "password": {who.Password},
		"csrf_token": {formValue(t, visit.Body, "csrf_token")}}
	r := p.request(t, http.MethodPost, "/login", form)
	r.Header.Set("Cookie", "patio_visit="+setCookie(visit, "patio_visit"))
	signedIn := p.do(t, r).is(t, http.StatusSeeOther)
	if setCookie(visit, "patio_visit") == "" || setCookie(signedIn, "patio_session") == "" {
		t.Fatal("a visit or a session was not set")
	}
	wellSet(t, visit, "patio_", false)
	wellSet(t, signedIn, "patio_", false)
}

func wellSet(t *testing.T, a answer, prefix string, secure bool) {
	t.Helper()
	for _, c := range (&http.Response{Header: a.Header}).Cookies() {
		sameSite := c.SameSite == http.SameSiteLaxMode || c.SameSite == http.SameSiteStrictMode
		if !strings.HasPrefix(c.Name, prefix) || !c.HttpOnly || !sameSite || c.Path != "/" || c.Domain != "" || c.Secure != secure {
			t.Errorf("%s sets the cookie %s", a.asked, strings.Replace(c.Raw, c.Value, "…", 1))
		}
	}
}

// TestAttackBehindTLS is a server that people reach by https: its cookies are for TLS alone, and whatever a request says
// of its host or scheme changes nothing (Coder CVE-2026-55430).
func TestAttackBehindTLS(t *testing.T) {
	p := lone(t, settings{"issuer": "https://patio.test", "trusted_proxies": "127.0.0.1"})
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{})
	visit := p.get(t, "/login")
	wellSet(t, visit, "__Host-patio_", true)
	form := url.Values{"username": {mira.Username}, "password": {mira.Password},
		"csrf_token": {formValue(t, visit.Body, "csrf_token")}}
	r := p.request(t, http.MethodPost, "/login", form)
	r.Header.Set("Cookie", "__Host-patio_visit="+setCookie(visit, "__Host-patio_visit"))
	r.Header.Set("Origin", "https://patio.test")
	signedIn := p.do(t, r).is(t, http.StatusSeeOther)
	wellSet(t, signedIn, "__Host-patio_", true)
	session := setCookie(signedIn, "__Host-patio_session")
	// A cookie without the prefix, which another host could have planted, is nobody's.
	for name, want := range map[string]int{"__Host-patio_session": http.StatusOK, "patio_session": http.StatusSeeOther} {
		r := p.request(t, http.MethodGet, "/account", nil)
		r.Header.Set("Cookie", name+"="+session)
		p.do(t, r).is(t, want)
	}
	values := p.authorization(t, app, url.Values{"response_type": {"token"}})
	var documents []string
	for _, header := range []http.Header{
		{}, {"X-Forwarded-Host": {"evil.test"}, "X-Forwarded-Proto": {"http"}, "X-Forwarded-Port": {"81"},
			"X-Forwarded-Prefix": {"/evil"}},
		{"Forwarded": {"for=1.2.3.4;host=evil.test;proto=http"}, "X-Original-Url": {"/healthz"}, "X-Rewrite-Url": {"/healthz"},
			"X-Original-Host": {"evil.test"}},
		{"Host": {"evil.test"}}, {"Host": {"evil.test:1\\@patio.test"}},
	} {
		for _, path := range []string{
			"/.well-known/oauth-authorization-server", "/login", "/account", "/oauth/authorize?" + values.Encode(), "/api/v1/",
		} {
			r := p.request(t, http.MethodGet, path, nil)
			r.Header = header.Clone()
			r.Host = header.Get("Host")
			a := p.do(t, r)
			if strings.Contains(a.Body+a.Header.Get("Location")+a.Header.Get("Set-Cookie")+a.Header.Get("WWW-Authenticate"),
				"evil") {
				t.Errorf("with %v %s is answered with %s %.300s", header, path, a.Header.Get("Location"), a.Body)
			}
			if strings.HasPrefix(path, "/.well") {
				documents = append(documents, a.Body)
			}
			if strings.HasPrefix(path, "/oauth") && !strings.Contains(a.Header.Get("Location"), "iss=https%3A%2F%2Fpatio.test") {
				t.Errorf("with %v the app is told %s", header, a.Header.Get("Location"))
			}
		}
	}
	if len(slices.Compact(documents)) != 1 || !strings.Contains(documents[0], `"issuer":"https://patio.test"`) {
		t.Errorf("the metadata follows the request: %v", slices.Compact(documents))
	}
}
