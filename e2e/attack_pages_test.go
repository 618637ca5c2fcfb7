package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// decent holds a page to what every page owes: headers against framing, sniffing, caching and foreign scripts, and no
// script, style or address in it that is not Patio's own.
func (at *page) decent(t *testing.T) *page {
	t.Helper()
	h, where := at.Header, at.URL.Path
	if got := h.Get("Content-Type"); got != "text/html; charset=utf-8" {
		t.Errorf("%s has the type %q", where, got)
	}
	policy := h.Get("Content-Security-Policy")
	for _, want := range []string{
		"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "script-src 'self'",
	} {
		if !strings.Contains(policy, want) {
			t.Errorf("%s has a policy without %s: %q", where, want, policy)
		}
	}
	for _, never := range []string{"unsafe-", "*", " http:", " https: ", "script-src 'self' data:"} {
		if strings.Contains(policy, never) {
			t.Errorf("%s has a policy with %s: %q", where, never, policy)
		}
	}
	if strings.Contains(policy, "form-action 'self'") == at.leavesPatio() {
		t.Errorf("%s has forms that may lead to an app: %t, and the policy %q", where, at.leavesPatio(), policy)
	}
	if len(h["Content-Security-Policy"]) != 1 {
		t.Errorf("%s has %d policies", where, len(h["Content-Security-Policy"]))
	}
	for name, want := range map[string]string{
		"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Referrer-Policy": "same-origin",
	} {
		if h.Get(name) != want {
			t.Errorf("%s has %s %q, not %q", where, name, h.Get(name), want)
		}
	}
	for n := range descendants(at.root) {
		elementIsOurs(t, where, n)
	}
	return at
}

// leavesPatio reports whether a form of the page may lead to an app: one that asks for consent, or signs in for it.
func (at *page) leavesPatio() bool {
	for _, f := range at.forms() {
		if f.Buttons.Has("decision") || strings.HasPrefix(f.Action, "/login") && strings.HasPrefix(f.Values.Get("return_to"), "/oauth/authorize?") {
			return true
		}
	}
	return false
}

func elementIsOurs(t *testing.T, where string, n *html.Node) {
	t.Helper()
	switch n.Data {
	case "script":
		if n.FirstChild != nil || !strings.HasPrefix(attr(n, "src"), "/static/") {
			t.Errorf("%s has a script that is not ours: %q", where, attr(n, "src"))
		}
	case "style", "iframe", "frame", "object", "embed", "base", "img", "video", "audio", "template", "marquee":
		t.Errorf("%s has an element <%s>", where, n.Data)
	}
	for _, a := range n.Attr {
		switch {
		case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc":
			t.Errorf("%s has <%s %s=%q>", where, n.Data, a.Key, a.Val)
		case a.Key == "href" || a.Key == "src" || a.Key == "action" || a.Key == "formaction":
			if n.Namespace == "" && (!strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "#") ||
				strings.HasPrefix(a.Val, "//") || strings.ContainsAny(a.Val, "\\\n\t")) {
				t.Errorf("%s leads off the site: <%s %s=%q>", where, n.Data, a.Key, a.Val)
			}
		case a.Key == "http-equiv" && !strings.EqualFold(a.Val, "content-type"):
			t.Errorf("%s has <meta http-equiv=%q>", where, a.Val)
		}
	}
}

// scripts are what people put where a text is shown to others.
var scripts = []string{
	`<script>alert(1)</script>`, `"><script>alert(1)</script>`, `'"><img src=x onerror=alert(1)>`, `</title><script>alert(1)</script>`,
	`javascript:alert(1)`, `{{.CSRFToken}}`, `${7*7}`, `--><svg onload=alert(1)>`, `" autofocus onfocus=alert(1) x="`, "\u202e<b>x</b>",
	`&lt;script&gt;`,
}

// TestAttackScripts puts scripts wherever a page shows what somebody sent (Hydra CVE-2019-8400), and looks at every page
// there is on the way.
func TestAttackScripts(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t, "--name", `<script>alert("name")</script>`)
	named := p.client(t, mira, clientSpec{Name: `"><script>alert(1)</script><img src=x onerror=alert(2)>`})
	t.Run("before signing in", func(t *testing.T) { scriptsOutside(t, p, named) })
	t.Run("error pages", func(t *testing.T) { scriptsInErrors(t, p, named) })
	t.Run("signed in", func(t *testing.T) { scriptsInside(t, p, mira, named) })
	t.Run("consent", func(t *testing.T) { scriptsAtConsent(t, p, mira, named) })
	t.Run("documents", func(t *testing.T) { scriptsInDocuments(t, p, mira, named) })
}

func scriptsOutside(t *testing.T, p *patio, app client) {
	b := p.browser()
	for _, s := range scripts {
		q := url.QueryEscape(s)
		b.open(t, "/login?return_to="+q).is(t, http.StatusOK).decent(t)
		b.open(t, "/login?return_to="+url.QueryEscape("/"+s)).is(t, http.StatusOK).decent(t)
		b.open(t, "/login?error="+q+"&message="+q+"&username="+q).is(t, http.StatusOK).decent(t)
		b.open(t, "/logout?return_to="+q).is(t, http.StatusOK).decent(t)
		at := b.open(t, "/oauth/authorize?"+p.authorization(t, app, url.Values{"state": {s}, "login_hint": {s}}).Encode())
		at.is(t, http.StatusOK).decent(t)
		at = b.submit(t, at, at.form(t, "password"), url.Values{"username": {s}, "password": {s}})
		at.is(t, http.StatusUnauthorized).decent(t)
		if got := at.form(t, "password").Values.Get("username"); got != s {
			t.Errorf("the form shows %q for the user name %q", got, s)
		}
	}
}

func scriptsInErrors(t *testing.T, p *patio, app client) {
	b := p.browser()
	for _, s := range scripts {
		q, path := url.QueryEscape(s), url.PathEscape(s)
		b.open(t, "/"+path).is(t, http.StatusNotFound).decent(t)
		b.open(t, "/account/tokens/"+path+"/x/"+path).is(t, http.StatusNotFound).decent(t)
		b.open(t, "/oauth/authorize?error="+q+"&error_description="+q+"&error_hint="+q+"&error_debug="+q).stays(t, s,
			http.StatusBadRequest)
		for _, name := range []string{"client_id", "redirect_uri"} {
			b.authorize(t, http.MethodGet, p.authorization(t, app, url.Values{name: {s}})).stays(t, s, http.StatusBadRequest)
		}
		r := p.request(t, http.MethodGet, "/nothing", nil)
		r.Header.Set("X-Request-Id", s)
		r.Header.Set("User-Agent", "\"><script>alert(1)</script>")
		r.Header.Set("X-Forwarded-Host", "<script>")
		at := b.follow(t, r)
		at.is(t, http.StatusNotFound).decent(t)
		if at.Header.Get("X-Request-Id") == s || strings.Contains(at.Body, "alert(1)") {
			t.Errorf("the page has taken over a request's id")
		}
	}
	r := p.request(t, http.MethodDelete, "/login", nil)
	b.follow(t, r).is(t, http.StatusMethodNotAllowed).decent(t)
}

func scriptsInside(t *testing.T, p *patio, who person, app client) {
	b := p.session(t, who).browser
	for i, s := range scripts {
		at := b.open(t, "/account/tokens/new?client_id="+app.ID).is(t, http.StatusOK).decent(t)
		at = b.submit(t, at, at.form(t, "name"), url.Values{"name": {s}, "expires_in": {"7d"}})
		if strings.Contains(s, "\u202e") { // marks that turn the direction of text are no part of a name
			at.is(t, http.StatusUnprocessableEntity).decent(t)
			continue
		}
		at.is(t, http.StatusOK).decent(t)
		p.hide(strings.TrimSpace(at.byID("token")))
		at = b.submit(t, at, at.formTo(t, "/logout"), url.Values{"csrf_token": {"x"}}) // a form that is refused
		at.is(t, http.StatusForbidden).decent(t)
		at = b.open(t, "/account/tokens").is(t, http.StatusOK).decent(t).says(t, s)
		b.open(t, at.link(t, "Revoke")).is(t, http.StatusOK).decent(t)
		b.open(t, "/account?done="+url.QueryEscape(s)).is(t, http.StatusOK).decent(t)
		b.open(t, "/account/tokens?done="+url.QueryEscape(s)).is(t, http.StatusOK).decent(t)
		b.open(t, "/account/tokens?page="+url.QueryEscape(s)).is(t, http.StatusNotFound).decent(t)
		b.open(t, "/account/tokens/"+url.PathEscape(s)+"/revoke").is(t, http.StatusNotFound).decent(t)
		b.open(t, "/account/tokens/new?client_id="+url.QueryEscape(s)).is(t, http.StatusOK).decent(t)
		if i > 1 {
			continue
		}
		at = b.open(t, "/account").is(t, http.StatusOK).decent(t)
		both := url.Values{"current_password": {s}, "new_password": {s}}
		b.submit(t, at, at.form(t, "current_password"), both).is(t, http.StatusUnprocessableEntity).decent(t)
		b.open(t, "/logout?return_to="+url.QueryEscape("/"+s)).is(t, http.StatusOK).decent(t)
	}
}

func scriptsAtConsent(t *testing.T, p *patio, who person, app client) {
	b := p.session(t, who).browser
	for _, s := range scripts {
		at := b.open(t, "/oauth/authorize?"+p.authorization(t, app, url.Values{"state": {s}, "nonce": {s}}).Encode())
		at.is(t, http.StatusOK).decent(t).says(t, app.Name)
		got := b.decide(t, at, "deny").answerOf(t)
		if got.Get("state") != s {
			t.Errorf("through the consent page the state %q becomes %q", s, got.Get("state"))
		}
	}
}

// scriptsInDocuments: what is JSON says so, and no browser takes it for a page.
func scriptsInDocuments(t *testing.T, p *patio, who person, app client) {
	token, _ := p.pat(t, who, app)
	for _, s := range scripts {
		q, path := url.QueryEscape(s), url.PathEscape(s)
		form := url.Values{"grant_type": {s}, "client_id": {s}, "client_secret": {s}, "scope": {s}, "token": {s}}
		for _, a := range []answer{
			p.post(t, "/oauth/token", form), p.post(t, "/oauth/introspect", form), p.post(t, "/oauth/revoke", form),
			p.token(t, app, url.Values{"grant_type": {s}}), p.token(t, app, refresh(s, s)), p.get(t, "/oauth/"+path),
			p.get(t, "/.well-known/"+path), p.api(t, http.MethodGet, "/"+path, token, nil),
			p.api(t, http.MethodGet, pats+"/"+path, token, nil), p.api(t, http.MethodGet, pats+"?cursor="+q+"&limit="+q, token, nil),
			p.api(t, http.MethodPost, pats, token, order{s: s, "name": s, "client_id": s}),
			p.api(t, http.MethodGet, "/me?callback="+q, token, nil),
		} {
			kind := a.Header.Get("Content-Type")
			if a.Header.Get("X-Content-Type-Options") != "nosniff" || kind != "application/json" &&
				kind != "application/problem+json" || strings.Contains(a.Body, "<script") {
				t.Errorf("%s is answered as %q: %.200s", a.asked, kind, a.Body)
			}
		}
	}
}
