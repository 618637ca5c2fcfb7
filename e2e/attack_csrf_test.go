package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// change is a request of a page's form that changes something, in whose browser, and how to see that it has not.
type change struct {
	session
	path      string
	form      url.Values
	unchanged func(t *testing.T) bool
}

// forgery is a way to send somebody else's browser's form.
type forgery struct {
	name   string
	change func(r *http.Request, form url.Values) // before the form is written
}

// TestAttackCSRF sends the forms of a person's browser from elsewhere.
func TestAttackCSRF(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{})
	s, other := p.session(t, mira), p.session(t, p.person(t))
	token, id := p.pat(t, mira, app)
	changes := changesOf(t, p, mira, app, s, token, id)
	t.Run("forged", func(t *testing.T) {
		for _, c := range changes {
			for _, f := range forgeries(p, other) {
				forge(t, p, c, f)
			}
		}
	})
	t.Run("other types", func(t *testing.T) { formsOfOtherTypes(t, p, changes) })
	t.Run("by GET", func(t *testing.T) { changesByGet(t, p, mira, app, changes) })
	t.Run("login", func(t *testing.T) { forgedLogin(t, p, mira, other) })
	t.Run("REST", func(t *testing.T) { forgedREST(t, p, app, s, other, token, id) })
	// Sent as the page sends it, each of them does what it says: or nothing above would mean anything.
	t.Run("as the page sends it", func(t *testing.T) {
		for _, c := range changes {
			forge(t, p, c, forgery{})
		}
	})
}

func changesOf(t *testing.T, p *patio, who person, app client, s session, token, id string) []change {
	leaving := p.session(t, who) // who changes a password or signs out is no longer there for the next one
	tokens := func(t *testing.T) int {
		a := p.do(t, s.with(p.request(t, http.MethodGet, "/api/v1"+pats+"?limit=100", nil)))
		return len(a.is(t, http.StatusOK).object(t).list(t, "items"))
	}
	had := tokens(t)
	return []change{
		{s, "/oauth/authorize", p.authorization(t, app, url.Values{"decision": {"allow"}}), func(t *testing.T) bool {
			at := p.do(t, s.with(p.request(t, http.MethodGet, "/oauth/authorize?"+p.authorization(t, app, nil).Encode(), nil)))
			return at.Status == http.StatusOK // still asked
		}},
		{s, "/account/tokens", url.Values{"client_id": {app.ID}, "name": {"forged"}, "scope": {"profile"},
			"expires_in": {"90d"}}, func(t *testing.T) bool { return tokens(t) == had }},
		{s, "/account/tokens/" + id + "/revoke", url.Values{},
			func(t *testing.T) bool { return p.me(t, token).Status == http.StatusOK }},
		{leaving, "/logout", url.Values{}, func(t *testing.T) bool { return p.alive(t, leaving.cookie) }},
		{s, "/account/password", url.Values{"current_password": {who.Password}, "new_password": {"owned by mallory"}},
			func(t *testing.T) bool { return p.alive(t, s.cookie) }},
	}
}

// forgeries: each of them alone must be enough to be refused.
func forgeries(p *patio, other session) []forgery {
	header := func(name, value string) func(*http.Request, url.Values) {
		return func(r *http.Request, _ url.Values) { r.Header.Set(name, value) }
	}
	token := func(values ...string) func(*http.Request, url.Values) {
		return func(_ *http.Request, form url.Values) { form["csrf_token"] = values }
	}
	return []forgery{
		{"no token", token()}, {"an empty token", token("")}, {"another's token", token(other.csrf)},
		{"a made-up token", token(strings.Repeat("A", 43))},
		{"the token in the URL", func(r *http.Request, form url.Values) {
			r.URL.RawQuery = url.Values{"csrf_token": form["csrf_token"]}.Encode()
			form.Del("csrf_token")
		}},
		{"the token in a header", func(r *http.Request, form url.Values) {
			r.Header.Set("X-CSRF-Token", form.Get("csrf_token"))
			form.Del("csrf_token")
		}},
		{"another token first", func(_ *http.Request, form url.Values) {
			form["csrf_token"] = []string{other.csrf, form.Get("csrf_token")}
		}},
		{"cross-site", header("Sec-Fetch-Site", "cross-site")}, {"same-site", header("Sec-Fetch-Site", "same-site")},
		{"odd site", header("Sec-Fetch-Site", "x")},
		{"foreign origin", header("Origin", "https://evil.test")}, {"null origin", header("Origin", "null")},
		{"another port", header("Origin", "http://127.0.0.1:1")},
		{"our name in theirs", header("Origin", p.issuer+".evil.test")},
		{"a foreign origin that says same-origin is the browser's word against none", func(r *http.Request, _ url.Values) {
			r.Header.Set("Origin", "https://evil.test")
			r.Header.Set("Sec-Fetch-Site", "cross-site")
		}},
	}
}

// forge sends a change; the zero forgery is the page's own way, which must work.
func forge(t *testing.T, p *patio, c change, f forgery) {
	t.Helper()
	form := url.Values{"csrf_token": {c.csrf}}
	for name, v := range c.form {
		form[name] = v
	}
	r := c.with(p.request(t, http.MethodPost, c.path, nil))
	if f.change != nil {
		f.change(r, form)
	}
	sent := p.request(t, http.MethodPost, c.path, form)
	r.Body, r.ContentLength = sent.Body, sent.ContentLength
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	a := p.do(t, r)
	if f.change == nil {
		p.hide(tokenOnPage(t, a))
		if a.Status >= 400 || c.unchanged(t) {
			t.Errorf("POST %s as the page sends it: %d, and nothing has changed", c.path, a.Status)
		}
		return
	}
	if a.Status != http.StatusForbidden {
		t.Errorf("POST %s with %s is answered with %d (Location %q)", c.path, f.name, a.Status, a.Header.Get("Location"))
	}
	if !c.unchanged(t) {
		t.Fatalf("POST %s with %s has changed something", c.path, f.name)
	}
}

// tokenOnPage is the token that a page shows, if it is that page.
func tokenOnPage(t *testing.T, a answer) string {
	t.Helper()
	_, after, _ := strings.Cut(a.Body, `id="token">`)
	token, _, _ := strings.Cut(after, "<")
	return token
}

// formsOfOtherTypes: what a form of another site can send without asking (RFC 6454 knows three types) is no form here.
func formsOfOtherTypes(t *testing.T, p *patio, changes []change) {
	for _, c := range changes {
		for kind, body := range map[string]string{
			"text/plain": "csrf_token=" + c.csrf + "&" + c.form.Encode(), "application/json": `{"csrf_token":"` + c.csrf + `"}`,
			"":                                "csrf_token=" + c.csrf,
			"multipart/form-data; boundary=x": "--x\r\nContent-Disposition: form-data; name=\"csrf_token\"\r\n\r\n" + c.csrf + "\r\n--x--\r\n",
		} {
			r := c.with(p.request(t, http.MethodPost, c.path, body))
			r.Header.Set("Content-Type", kind)
			if a := p.do(t, r); a.Status < 400 || a.Status > 499 || !c.unchanged(t) {
				t.Errorf("POST %s as %q is answered with %d", c.path, kind, a.Status)
			}
		}
	}
}

// changesByGet: a link, an image or a prefetch changes nothing, whatever its query says.
func changesByGet(t *testing.T, p *patio, who person, app client, changes []change) {
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodOptions} {
		for _, c := range changes {
			query := url.Values{"csrf_token": {c.csrf}, "_method": {"POST"}}
			for name, v := range c.form {
				query[name] = v
			}
			r := c.with(p.request(t, method, c.path+"?"+query.Encode(), nil))
			r.Header.Set("X-HTTP-Method-Override", "POST")
			if a := p.do(t, r); a.Status >= 500 || !c.unchanged(t) {
				t.Errorf("%s %s is answered with %d, and changes something", method, c.path, a.Status)
			}
		}
		r := p.request(t, method, "/login?"+url.Values{"username": {who.Username}, "password": {who.Password}}.Encode(), nil)
		if a := p.do(t, r); setCookie(a, "patio_session") != "" {
			t.Errorf("%s /login signs in", method)
		}
	}
	for _, path := range []string{"/oauth/token", "/oauth/revoke"} {
		query := url.Values{"grant_type": {"client_credentials"}, "token": {"x"}, "client_id": {app.ID},
			"client_secret": {app.Secret}}
		p.get(t, path+"?"+query.Encode()).is(t, http.StatusMethodNotAllowed)
	}
}

// forgedLogin: nobody is signed in to somebody else's account by a form of another site.
func forgedLogin(t *testing.T, p *patio, who person, other session) {
	for _, f := range forgeries(p, other) {
		b := p.browser()
		at := b.open(t, "/login")
		form := at.form(t, "password").Values
		form.Set("username", who.Username)
		form.Set("password", who.Password)
		r := p.request(t, http.MethodPost, "/login", nil)
		f.change(r, form)
		sent := p.request(t, http.MethodPost, "/login", form)
		r.Body, r.ContentLength = sent.Body, sent.ContentLength
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Cookie", "patio_visit="+b.cookie(t, "patio_visit"))
		if a := p.do(t, r); a.Status != http.StatusForbidden || setCookie(a, "patio_session") != "" {
			t.Errorf("signing in with %s is answered with %d", f.name, a.Status)
		}
	}
	// Without the cookie that the form is bound to there is nothing that it could be bound to.
	at := p.browser().open(t, "/login")
	form := at.form(t, "password").Values
	form.Set("username", who.Username)
	form.Set("password", who.Password)
	p.post(t, "/login", form).is(t, http.StatusForbidden)
}

// forgedREST: with the browser's session the REST API changes something for the page's CSRF value alone.
func forgedREST(t *testing.T, p *patio, app client, s, other session, token, id string) {
	body := order{"client_id": app.ID, "name": "forged", "scopes": []string{"profile"}}
	for name, header := range map[string]http.Header{
		"nothing": {}, "an empty value": {"X-Csrf-Token": {""}}, "another's": {"X-Csrf-Token": {other.csrf}},
		"a made-up one":            {"X-Csrf-Token": {strings.Repeat("A", 43)}},
		"cross-site":               {"X-Csrf-Token": {s.csrf}, "Sec-Fetch-Site": {"cross-site"}},
		"same-site":                {"X-Csrf-Token": {s.csrf}, "Sec-Fetch-Site": {"same-site"}},
		"foreign origin":           {"X-Csrf-Token": {s.csrf}, "Origin": {"https://evil.test"}},
		"two, the wrong one first": {"X-Csrf-Token": {other.csrf, s.csrf}},
		"the cookie":               {"X-Csrf-Token": {s.cookie}},
	} {
		for method, path := range map[string]string{http.MethodPost: pats, http.MethodDelete: pats + "/" + id} {
			r := s.with(p.request(t, method, "/api/v1"+path, body))
			for n, v := range header {
				r.Header[n] = v
			}
			if a := p.do(t, r); a.Status != http.StatusForbidden {
				t.Errorf("%s %s with %s is answered with %d", method, path, name, a.Status)
			}
		}
	}
	p.me(t, token).is(t, http.StatusOK)
	// A session opens nothing to a script of another origin, of a sibling host neither; and reads nothing of pages.
	for _, path := range []string{"/api/v1/me", "/api/v1/", "/api/v1/personal-access-tokens"} {
		for name, header := range map[string]http.Header{
			"Origin":                {"Origin": {"https://evil.test"}},
			"Origin: null":          {"Origin": {"null"}},
			"another site":          {"Sec-Fetch-Site": {"cross-site"}},
			"the same site, really": {"Sec-Fetch-Site": {"same-site"}, "Origin": {"https://sibling." + strings.TrimPrefix(p.issuer, "https://")}},
		} {
			r := s.with(p.request(t, http.MethodGet, path, nil))
			for n, v := range header {
				r.Header[n] = v
			}
			if a := p.do(t, r); a.Status != http.StatusUnauthorized || a.Header.Get("Access-Control-Allow-Credentials") != "" {
				t.Errorf("%s by %s is answered with %d", path, name, a.Status)
			}
		}
	}
	for _, path := range []string{"/account", "/oauth/introspect", "/oauth/authorize", "/login", "/healthz", "/developer/clients"} {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodOptions} {
			r := s.with(p.request(t, method, path, nil))
			r.Header.Set("Origin", "https://evil.test")
			r.Header.Set("Access-Control-Request-Method", "POST")
			if a := p.do(t, r); a.Header.Get("Access-Control-Allow-Origin") != "" ||
				a.Header.Get("Access-Control-Allow-Credentials") != "" {
				t.Errorf("%s %s allows other origins: %v", method, path, a.Header)
			}
		}
	}
}
