package e2e_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// authorize sends a request as a browser by GET or POST, and goes where it leads.
func (b *browser) authorize(t *testing.T, method string, values url.Values) *page {
	t.Helper()
	if method == http.MethodGet {
		return b.open(t, "/oauth/authorize?"+values.Encode())
	}
	return b.follow(t, b.p.request(t, http.MethodPost, "/oauth/authorize", values))
}

// TestAttackAuthorize is about requests that no decent app makes (RFC 9700, sections 2.1 and 4.1).
func TestAttackAuthorize(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{Redirects: []string{
		callback, "https://app.example.org/?a=b", "http://127.0.0.1/cb", "http://[::1]:9/cb", "org.example.app:/cb",
	}})
	t.Run("redirect URIs", func(t *testing.T) { wrongRedirects(t, p, app) })
	t.Run("clients", func(t *testing.T) { wrongClients(t, p, mira, app) })
	t.Run("errors go back", func(t *testing.T) { errorsGoBack(t, p, mira, app) })
	t.Run("registration", func(t *testing.T) { wrongRegistrations(t, p, mira) })
	t.Run("oddities", func(t *testing.T) { oddRequests(t, p, mira, app) })
	t.Run("posing as an app", func(t *testing.T) { posingAsApp(t, p, mira) })
}

// posingAsApp: where another program on the device could have asked in the app's name, and could use the answer, the
// person is asked each time (RFC 8252, section 8.6; ASVS 5.0, 10.7.1).
func posingAsApp(t *testing.T, p *patio, who person) {
	b := p.session(t, who).browser
	for _, c := range []struct {
		redirect      string
		public, again bool
	}{
		{"http://127.0.0.1/cb", true, true}, {"http://127.0.0.1/cb", false, false}, {"http://localhost:8910/cb", true, true},
		{"org.example.app:/cb", true, true}, {callback, true, false}, {callback, false, false},
	} {
		app := p.client(t, who, clientSpec{Public: c.public, Redirects: []string{c.redirect}})
		b.decide(t, b.open(t, p.authorizeURL(app, nil).URL), "allow").answerOf(t)
		if at := b.open(t, p.authorizeURL(app, nil).URL); c.again != (at.Left == nil) {
			t.Errorf("public %t at %s: asked again is %t", c.public, c.redirect, at.Left == nil)
		}
	}
}

// wrongClients: where the client is not known the redirect URI is worth nothing.
func wrongClients(t *testing.T, p *patio, who person, app client) {
	off := p.client(t, who, clientSpec{})
	p.cli(t, "client", "disable", off.ID)
	for _, ids := range [][]string{
		nil, {""}, {"x"}, {app.ID, app.ID}, {app.ID, off.ID}, {off.ID}, {"01900000-0000-7000-8000-000000000000"}, {strings.ToUpper(app.ID)},
		{"{" + app.ID + "}"}, {"urn:uuid:" + app.ID}, {strings.ReplaceAll(app.ID, "-", "")}, {app.ID + " "}, {app.ID + "\x00"},
		{app.ID[:35]}, {"' OR '1'='1"}, {"\xff\xfe"}, {strings.Repeat("a", 9000)}, {app.Name},
	} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			p.browser().authorize(t, method, p.authorization(t, app, url.Values{"client_id": ids})).
				stays(t, method+" "+strings.Join(ids, " and "), http.StatusBadRequest)
		}
	}
}

// errorsGoBack: once client and redirect URI are known good every error goes to the app, with state and iss.
func errorsGoBack(t *testing.T, p *patio, who person, app client) {
	hash := p.authorization(t, app, nil).Get("code_challenge")
	once := p.client(t, who, clientSpec{Grants: []string{"client_credentials"}})
	for _, c := range []struct {
		client  client
		changes url.Values
		code    string
	}{
		{app, url.Values{"response_type": nil}, "invalid_request"}, {app, url.Values{"response_type": {""}}, "invalid_request"},
		{app, url.Values{"response_type": {"token"}}, "unsupported_response_type"},
		{app, url.Values{"response_type": {"id_token"}}, "unsupported_response_type"},
		{app, url.Values{"response_type": {"code token"}}, "unsupported_response_type"},
		{app, url.Values{"response_type": {"code id_token"}}, "unsupported_response_type"},
		{app, url.Values{"response_type": {"CODE"}}, "unsupported_response_type"},
		{app, url.Values{"response_type": {"none"}}, "unsupported_response_type"},
		{app, url.Values{"response_type": {"code "}}, "unsupported_response_type"},
		{app, url.Values{"response_type": {"\x00"}}, "unsupported_response_type"},
		{app, url.Values{"code_challenge": nil}, "invalid_request"},
		{app, url.Values{"code_challenge": nil, "code_challenge_method": nil}, "invalid_request"},
		{app, url.Values{"code_challenge": {""}}, "invalid_request"},
		{app, url.Values{"code_challenge_method": nil}, "invalid_request"},
		{app, url.Values{"code_challenge_method": {"plain"}}, "invalid_request"},
		{app, url.Values{"code_challenge_method": {"s256"}}, "invalid_request"},
		{app, url.Values{"code_challenge_method": {""}}, "invalid_request"},
		{app, url.Values{"code_challenge_method": {"S512"}}, "invalid_request"},
		{app, url.Values{"code_challenge": {hash[:42]}}, "invalid_request"},
		{app, url.Values{"code_challenge": {hash + "A"}}, "invalid_request"},
		{app, url.Values{"code_challenge": {hash + "="}}, "invalid_request"},
		{app, url.Values{"code_challenge": {"+" + hash[1:]}}, "invalid_request"},
		{app, url.Values{"code_challenge": {hash[:20] + "\n" + hash[20:]}}, "invalid_request"},
		{app, url.Values{"code_challenge": {hash + "\r\n"}}, "invalid_request"},
		{app, url.Values{"code_challenge": {hash[:42] + "~"}}, "invalid_request"},
		{app, url.Values{"code_challenge": {hash[:42] + "B"}}, "invalid_request"}, // bits that mean nothing
		{app, url.Values{"response_mode": {"fragment"}}, "invalid_request"},
		{app, url.Values{"response_mode": {"form_post"}}, "invalid_request"},
		{app, url.Values{"response_mode": {"query.jwt"}}, "invalid_request"},
		{app, url.Values{"response_mode": {"<script>"}}, "invalid_request"},
		{app, url.Values{"request": {"a.b.c"}}, "request_not_supported"},
		{app, url.Values{"request_uri": {"https://evil.test/r"}}, "request_uri_not_supported"},
		{app, url.Values{"state": {"a", "a"}}, "invalid_request"},
		{app, url.Values{"scope": {"profile", "email"}}, "invalid_request"},
		{app, url.Values{"response_type": {"code", "code"}}, "invalid_request"},
		{app, url.Values{"code_challenge": {hash, hash}}, "invalid_request"},
		{app, url.Values{"code_challenge_method": {"S256", "plain"}}, "invalid_request"},
		{app, url.Values{"response_mode": {"query", "query"}}, "invalid_request"},
		{app, url.Values{"prompt": {"none", "login"}}, "invalid_request"},
		{app, url.Values{"unheard_of": {"a", "b"}}, "invalid_request"},
		{app, url.Values{"scope": {"profile users:read"}}, "invalid_scope"},
		{app, url.Values{"scope": {"unheard_of"}}, "invalid_scope"},
		{app, url.Values{"scope": {"profile\temail"}}, "invalid_scope"}, {app, url.Values{"scope": {" "}}, "invalid_scope"},
		{app, url.Values{"scope": {"PROFILE"}}, "invalid_scope"},
		{app, url.Values{"scope": {"a\"b"}}, "invalid_scope"}, {app, url.Values{"scope": {"profile\x00"}}, "invalid_scope"},
		{app, url.Values{"scope": {"\xff"}}, "invalid_scope"},
		{app, url.Values{"resource": {"https://unknown.example.org"}}, "invalid_target"},
		{app, url.Values{"resource": {"notes"}}, "invalid_target"},
		{app, url.Values{"resource": {p.issuer + "#x"}}, "invalid_target"},
		{app, url.Values{"resource": {"\x00"}}, "invalid_target"},
		{app, url.Values{"resource": slices.Repeat([]string{p.issuer}, 11)}, "invalid_target"},
		{once, nil, "unauthorized_client"},
	} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			what := method + " " + c.changes.Encode()
			values := p.authorization(t, c.client, c.changes)
			at := p.browser().authorize(t, method, values)
			if at.Left == nil {
				t.Errorf("%s: no redirect to the app but %d %.200s", what, at.Status, at.text())
				continue
			}
			got := at.Left.Query()
			where, _, _ := strings.Cut(at.Left.String(), "?")
			if where != callback || got.Get("error") != c.code || got.Get("state") != values.Get("state") ||
				got.Get("iss") != p.issuer || got.Has("code") || at.Left.Fragment != "" {
				t.Errorf("%s: the app is told %v at %s; want %s with state and iss", what, got, where, c.code)
			}
		}
	}
	// The state comes back as it went, and none where there was none.
	for _, state := range []string{
		"a&code=stolen&b=c#d", "\r\nSet-Cookie: a=b", "<script>alert(1)</script>", "ä\x00\xff +%20", strings.Repeat("s", 4000),
	} {
		at := p.browser().authorize(t, http.MethodGet, p.authorization(t, app,
			url.Values{"state": {state}, "response_type": {"token"}}))
		if got := at.answerOf(t); got.Get("state") != state || got.Has("code") || at.Header.Get("Set-Cookie") != "" {
			t.Errorf("the state %.60q comes back as %.60q", state, got.Get("state"))
		}
	}
	if got := p.browser().authorize(t, http.MethodGet, p.authorization(t, app,
		url.Values{"state": nil, "response_type": {"token"}})).answerOf(t); got.Has("state") {
		t.Errorf("a state that nobody sent comes back: %v", got)
	}
}

// oddRequests: what is none of the parameters is ignored, what is in the wrong place is refused, and nothing is half there.
func oddRequests(t *testing.T, p *patio, who person, app client) {
	for _, junk := range []string{
		"none", "login", "consent", "select_account", "create", "x\x00", "\xff", "none login", strings.Repeat("p", 5000),
	} {
		at := p.browser().authorize(t, http.MethodGet, p.authorization(t, app,
			url.Values{"prompt": {junk}, "max_age": {"-1"}, "login_hint": {junk}, "nonce": {junk}, "display": {"x"},
				"claims": {"{"}}))
		if at.Left == nil {
			at.is(t, http.StatusOK).form(t, "password")
		}
	}
	// A secret that passes through the browser is lost; the app's makers are told, and nobody is redirected.
	p.browser().authorize(t, http.MethodGet, p.authorization(t, app, url.Values{"client_secret": {app.Secret}})).stays(t,
		"client_secret", http.StatusBadRequest)
	p.browser().authorize(t, http.MethodPost, p.authorization(t, app, url.Values{"client_secret": {app.Secret}})).stays(t,
		"client_secret", http.StatusBadRequest)
	good := p.authorization(t, app, nil).Encode()
	for kind, body := range map[string]string{
		"application/json": "{}", "multipart/form-data; boundary=x": "--x--", "text/plain": good, "": good,
	} {
		r := p.request(t, http.MethodPost, "/oauth/authorize", body)
		r.Header.Set("Content-Type", kind)
		if a := p.do(t, r); a.Status < 400 || a.Status > 499 || a.Header.Get("Location") != "" {
			t.Errorf("a POST as %q is answered with %d and Location %q", kind, a.Status, a.Header.Get("Location"))
		}
	}
	for _, query := range []string{good + "&%zz", good + "&a;b=c", good + strings.Repeat("&x", 100), "?" + good, "%"} {
		a := p.get(t, "/oauth/authorize?"+query)
		if a.Status != http.StatusBadRequest || a.Header.Get("Location") != "" {
			t.Errorf("the query %.60q is answered with %d and Location %q", query, a.Status, a.Header.Get("Location"))
		}
	}
	otherMethods(t, p, "/oauth/authorize", "GET", "HEAD", "POST")
	// A person who is signed in and has allowed the app is not sent on with a bad request either.
	b := p.browser()
	p.grantIn(t, b, app, who)
	b.authorize(t, http.MethodGet, p.authorization(t, app, url.Values{"redirect_uri": {"https://evil.test/"}})).stays(t,
		"signed in", http.StatusBadRequest)
	if got := b.authorize(t, http.MethodGet, p.authorization(t, app,
		url.Values{"code_challenge": nil})).answerOf(t); got.Has("code") || got.Get("error") != "invalid_request" {
		t.Errorf("without a challenge a signed-in person's app is told %v", got)
	}
}
