package e2e_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/oauth2"
)

// browser is a person's browser without a screen: it keeps cookies, follows redirects within Patio, reads forms, and
// sends the headers that browsers send.
type browser struct {
	p      *patio
	client *http.Client
	home   string // of an app that the browser is to follow to, beside Patio
}

// page is where a browser stands: a page of Patio's, or the address elsewhere that it was sent off to.
type page struct {
	URL    *url.URL
	Status int
	Header http.Header
	Body   string
	Left   *url.URL // where Patio sent the browser off to; nil while it is here
	root   *html.Node
}

func (p *patio) browser() *browser {
	jar, _ := cookiejar.New(nil) // it never fails
	client := p.newClient()
	client.Jar = jar
	return &browser{p: p, client: client}
}

// open goes to an address, as typed or by a link from elsewhere.
func (b *browser) open(t *testing.T, address string) *page {
	t.Helper()
	if strings.HasPrefix(address, "/") {
		address = b.p.issuer + address
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Sec-Fetch-Site", "none")
	return b.follow(t, r)
}

// follow sends a request and goes where the answers lead, as long as that is Patio.
func (b *browser) follow(t *testing.T, r *http.Request) *page {
	t.Helper()
	for range 10 {
		resp, err := b.client.Do(r)
		if err != nil {
			t.Fatalf("%s %s: %v", r.Method, r.URL.Path, err)
		}
		body, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close() // it is read to its end
		if err != nil {
			t.Fatal(err)
		}
		at := &page{URL: r.URL, Status: resp.StatusCode, Header: resp.Header, Body: string(body)}
		location := resp.Header.Get("Location")
		if location == "" {
			at.parse(t, b.p)
			return at
		}
		if resp.StatusCode != http.StatusSeeOther && r.Method == http.MethodPost {
			t.Fatalf("%s answered a form with %d, by which browsers may send it again; it must be 303", r.URL.Path, resp.StatusCode)
		}
		to, err := r.URL.Parse(location)
		if err != nil {
			t.Fatalf("%s redirects to %q: %v", r.URL.Path, location, err)
		}
		origin := to.Scheme + "://" + to.Host
		own, err := url.Parse(b.p.issuer)
		if err != nil {
			t.Fatal(err)
		}
		patios := origin == own.Scheme+"://"+own.Host
		if !patios && origin != b.home {
			at.Left = to
			return at
		}
		if patios && !strings.HasPrefix(to.Path, own.Path+"/") {
			t.Fatalf("%s redirects to %s, which is not below %s", r.URL.Path, to.Path, b.p.issuer)
		}
		if r, err = http.NewRequestWithContext(t.Context(), http.MethodGet, to.String(), nil); err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	t.Fatalf("the redirects from %s do not end", r.URL)
	return nil
}

// parse reads the page, and hides the CSRF values in it.
func (at *page) parse(t *testing.T, p *patio) {
	t.Helper()
	if !strings.HasPrefix(at.Header.Get("Content-Type"), "text/html") {
		return
	}
	root, err := html.Parse(strings.NewReader(at.Body))
	if err != nil {
		t.Fatal(err)
	}
	at.root = root
	for _, f := range at.forms() {
		p.hide(f.Values.Get("csrf_token"))
	}
}

// is insists on a status of a page of Patio's.
func (at *page) is(t *testing.T, status int) *page {
	t.Helper()
	if at.Left != nil {
		t.Fatalf("%s sent the browser off to %s", at.URL.Path, at.Left.Host)
	}
	if at.Status != status {
		t.Fatalf("%s answered %d, not %d: %.600s", at.URL.Path, at.Status, status, at.text())
	}
	return at
}

// submit fills in a form and sends it, as the person who was shown it would. A value of values replaces the form's own.
func (b *browser) submit(t *testing.T, at *page, f form, values url.Values) *page {
	t.Helper()
	if f.Method == http.MethodPost {
		return b.follow(t, b.filled(t, at, f, values))
	}
	to, full := f.with(t, at, values)
	to.RawQuery = full.Encode()
	return b.open(t, to.String())
}

// with is where a form goes once it is filled in, and what it says.
func (f form) with(t *testing.T, at *page, values url.Values) (to *url.URL, full url.Values) {
	t.Helper()
	full = url.Values{}
	for _, all := range []url.Values{f.Values, values} {
		for name, v := range all {
			full[name] = v
		}
	}
	to, err := at.URL.Parse(f.Action)
	if err != nil {
		t.Fatal(err)
	}
	return to, full
}

// filled is the request of a form that posts.
func (b *browser) filled(t *testing.T, at *page, f form, values url.Values) *http.Request {
	t.Helper()
	to, full := f.with(t, at, values)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, to.String(), strings.NewReader(full.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", at.URL.Scheme+"://"+at.URL.Host)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return r
}

// signIn gives name and password where the login form stands.
func (b *browser) signIn(t *testing.T, at *page, who person) *page {
	t.Helper()
	f := at.is(t, http.StatusOK).form(t, "password")
	return b.submit(t, at, f, url.Values{"username": {who.Username}, "password": {who.Password}})
}

// decide answers the consent page.
func (b *browser) decide(t *testing.T, at *page, decision string) *page {
	t.Helper()
	f := at.is(t, http.StatusOK).formWithButton(t, "decision", decision)
	return b.submit(t, at, f, url.Values{"decision": {decision}})
}

// answerOf is the answer that the browser carries to the app.
func (at *page) answerOf(t *testing.T) url.Values {
	t.Helper()
	if at.Left == nil {
		t.Fatalf("the browser is still at %s (%d): %.600s", at.URL.Path, at.Status, at.text())
	}
	return at.Left.Query()
}

// ask is one authorization request of an app, and what it must keep for the answer.
type ask struct {
	URL, State, Verifier string
}

// authorizeURL is what an app sends a browser to. No scopes: all of the client's. Extra parameters come in pairs.
func (p *patio) authorizeURL(c client, scopes []string, extra ...string) ask {
	a := ask{State: oauth2.GenerateVerifier(), Verifier: oauth2.GenerateVerifier()}
	p.hide(a.Verifier)
	q := url.Values{
		"response_type": {"code"}, "client_id": {c.ID}, "redirect_uri": {c.Redirect}, "state": {a.State},
		"code_challenge": {oauth2.S256ChallengeFromVerifier(a.Verifier)}, "code_challenge_method": {"S256"},
	}
	if len(scopes) > 0 {
		q.Set("scope", strings.Join(scopes, " "))
	}
	for i := 0; i+1 < len(extra); i += 2 {
		q.Add(extra[i], extra[i+1])
	}
	a.URL = p.issuer + "/oauth/authorize?" + q.Encode()
	return a
}

// code takes a person through login (where needed) and consent (where asked) and gives the code.
func (b *browser) code(t *testing.T, a ask, who person) string {
	t.Helper()
	at := b.open(t, a.URL)
	if at.Left == nil && at.has("password") {
		at = b.signIn(t, at, who)
	}
	if at.Left == nil {
		at = b.decide(t, at, "allow")
	}
	got := at.answerOf(t)
	if got.Get("code") == "" || got.Get("state") != a.State || got.Get("iss") != b.p.issuer {
		t.Fatalf("the answer to the app is %v", got)
	}
	return got.Get("code")
}

// tokens is what a client holds after a flow.
type tokens struct {
	Access, Refresh, Scope string
}

// redemption is the token request for a code.
func redemption(c client, code, verifier string) url.Values {
	return url.Values{
		"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {c.Redirect}, "code_verifier": {verifier},
	}
}

// grant runs the whole code flow in a browser of its own.
func (p *patio) grant(t *testing.T, c client, who person, scopes ...string) tokens {
	t.Helper()
	return p.grantIn(t, p.browser(), c, who, scopes...)
}

// grantIn is grant in a browser that may be signed in already.
func (p *patio) grantIn(t *testing.T, b *browser, c client, who person, scopes ...string) tokens {
	t.Helper()
	return p.grantWith(t, b, c, who, scopes)
}

// grantWith is grantIn with more parameters in the authorization request, in pairs.
func (p *patio) grantWith(t *testing.T, b *browser, c client, who person, scopes []string, extra ...string) tokens {
	t.Helper()
	a := p.authorizeURL(c, scopes, extra...)
	return p.token(t, c, redemption(c, b.code(t, a, who), a.Verifier)).is(t, http.StatusOK).tokens(t)
}

// tokens reads a token response.
func (a answer) tokens(t *testing.T) tokens {
	t.Helper()
	o := a.object(t)
	got := tokens{Access: o.text(t, "access_token"), Scope: o.text(t, "scope")}
	got.Refresh, _ = o["refresh_token"].(string)
	return got
}
