package oauth_test

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/oauth"
)

// TestAuthorizeUnknown: as long as client or redirect URI is not known good
// there is nothing that an answer could be sent by.
func TestAuthorizeUnknown(t *testing.T) {
	h := newHouse(t)
	app := h.app(t, nil)
	for _, c := range []struct {
		name   string
		change func(r *oauth.AuthorizationRequest)
	}{
		{"no client", func(r *oauth.AuthorizationRequest) { r.ClientID = "" }},
		{"an unknown client", func(r *oauth.AuthorizationRequest) { r.ClientID = mira }},
		{"not an id", func(r *oauth.AuthorizationRequest) { r.ClientID = "\x00' OR 1=1 --" }},
		{"a client in capitals", func(r *oauth.AuthorizationRequest) { r.ClientID = "urn:uuid:" + r.ClientID }},
		{"two clients", func(r *oauth.AuthorizationRequest) { r.Repeated = "client_id" }},
		{"no redirect URI", func(r *oauth.AuthorizationRequest) { r.RedirectURI = "" }},
		{"two redirect URIs", func(r *oauth.AuthorizationRequest) { r.Repeated = "redirect_uri" }},
		{"another redirect URI", func(r *oauth.AuthorizationRequest) { r.RedirectURI = "https://evil.test/cb?keep=1" }},
		{"a longer redirect URI", func(r *oauth.AuthorizationRequest) { r.RedirectURI += "&x=1" }},
		{"a shorter redirect URI", func(r *oauth.AuthorizationRequest) { r.RedirectURI = "https://app.test/cb" }},
		{"a script", func(r *oauth.AuthorizationRequest) { r.RedirectURI = "javascript:alert(1)" }},
	} {
		r := request(app)
		c.change(&r)
		r.ResponseType, r.Scope = "token", "unknown" // whatever else is wrong is not looked at yet
		a, err := h.Authorize(t.Context(), r)
		refused(t, c.name, err, oauth.InvalidRequest)
		if a != nil {
			t.Errorf("%s: an answer could be sent to %s", c.name, a.RedirectURI)
		}
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	a, err := h.Authorize(cancelled, request(app))
	if refusal := (*oauth.Error)(nil); a != nil || err == nil || errors.As(err, &refusal) {
		t.Errorf("without a database: %v, %v", a, err)
	}
}

// TestAuthorizeRefused: everything else goes back to the app.
func TestAuthorizeRefused(t *testing.T) {
	h := newHouse(t)
	app := h.app(t, nil)
	machine := h.app(t, func(r *clients.Registration) { r.GrantTypes = []string{clients.GrantClientCredentials} })
	h.app(t, func(r *clients.Registration) { r.ResourceServer = api })
	for _, c := range []struct {
		name   string
		change func(r *oauth.AuthorizationRequest)
		code   string
	}{
		{"a parameter twice", func(r *oauth.AuthorizationRequest) { r.Repeated = "scope" }, oauth.InvalidRequest},
		{"a request object", func(r *oauth.AuthorizationRequest) { r.Request = "e30.e30." }, oauth.RequestNotSupported},
		{"a request URI", func(r *oauth.AuthorizationRequest) { r.RequestURI = "https://evil.test/r" }, oauth.RequestURINotSupported},
		{"no response type", func(r *oauth.AuthorizationRequest) { r.ResponseType = "" }, oauth.InvalidRequest},
		{"the implicit flow", func(r *oauth.AuthorizationRequest) { r.ResponseType = "token" }, oauth.UnsupportedResponseType},
		{"a hybrid flow", func(r *oauth.AuthorizationRequest) { r.ResponseType = "code id_token" }, oauth.UnsupportedResponseType},
		{"a response type in capitals", func(r *oauth.AuthorizationRequest) { r.ResponseType = "CODE" }, oauth.UnsupportedResponseType},
		{"a client without the grant", func(r *oauth.AuthorizationRequest) { r.ClientID = machine.ID }, oauth.UnauthorizedClient},
		{"an answer in a fragment", func(r *oauth.AuthorizationRequest) { r.ResponseMode = "fragment" }, oauth.InvalidRequest},
		{"an answer in a form", func(r *oauth.AuthorizationRequest) { r.ResponseMode = "form_post" }, oauth.InvalidRequest},
		{"no challenge", func(r *oauth.AuthorizationRequest) { r.Challenge = "" }, oauth.InvalidRequest},
		{"no challenge, no method", func(r *oauth.AuthorizationRequest) { r.Challenge, r.ChallengeMethod = "", "" }, oauth.InvalidRequest},
		{"no method", func(r *oauth.AuthorizationRequest) { r.ChallengeMethod = "" }, oauth.InvalidRequest},
		{"plain", func(r *oauth.AuthorizationRequest) { r.Challenge, r.ChallengeMethod = verifier, "plain" }, oauth.InvalidRequest},
		{"s256", func(r *oauth.AuthorizationRequest) { r.ChallengeMethod = "s256" }, oauth.InvalidRequest},
		{"a short challenge", func(r *oauth.AuthorizationRequest) { r.Challenge = "abc" }, oauth.InvalidRequest},
		{"a padded challenge", func(r *oauth.AuthorizationRequest) { r.Challenge += "=" }, oauth.InvalidRequest},
		{"an unknown scope", func(r *oauth.AuthorizationRequest) { r.Scope = "a d" }, oauth.InvalidScope},
		{"a scope of the catalogue alone", func(r *oauth.AuthorizationRequest) { r.Scope = "clients:write" }, oauth.InvalidScope},
		{"only spaces", func(r *oauth.AuthorizationRequest) { r.Scope = "  " }, oauth.InvalidScope},
		{"only offline_access", func(r *oauth.AuthorizationRequest) { r.Scope = "offline_access" }, oauth.InvalidScope},
		{"a tab", func(r *oauth.AuthorizationRequest) { r.Scope = "a\tb" }, oauth.InvalidScope},
		{"a quote", func(r *oauth.AuthorizationRequest) { r.Scope = `a"` }, oauth.InvalidScope},
		{"a letter beyond ASCII", func(r *oauth.AuthorizationRequest) { r.Scope = "ä" }, oauth.InvalidScope},
		{"a scope in capitals", func(r *oauth.AuthorizationRequest) { r.Scope = "A" }, oauth.InvalidScope},
		{"an unknown resource", func(r *oauth.AuthorizationRequest) { r.Resources = []string{api, "https://evil.test"} }, oauth.InvalidTarget},
		{"a resource and a slash", func(r *oauth.AuthorizationRequest) { r.Resources = []string{api + "/"} }, oauth.InvalidTarget},
		{"a resource with a fragment", func(r *oauth.AuthorizationRequest) { r.Resources = []string{api + "#"} }, oauth.InvalidTarget},
		{"a relative resource", func(r *oauth.AuthorizationRequest) { r.Resources = []string{"/v1"} }, oauth.InvalidTarget},
		{"an empty resource", func(r *oauth.AuthorizationRequest) { r.Resources = []string{""} }, oauth.InvalidTarget},
		{"too many resources", func(r *oauth.AuthorizationRequest) { r.Resources = slices.Repeat([]string{api}, 11) }, oauth.InvalidTarget},
	} {
		r := request(app)
		c.change(&r)
		a, err := h.Authorize(t.Context(), r)
		refused(t, c.name, err, c.code)
		var refusal *oauth.Error
		if a == nil || !errors.As(err, &refusal) {
			t.Errorf("%s: no way back to the app", c.name)
			continue
		}
		q := queryOf(t, a.Refusal(refusal))
		want := url.Values{
			"keep": {"1"}, "error": {c.code}, "error_description": {refusal.Description}, "state": {"s&t=1 ü"}, "iss": {issuer},
		}
		if !strings.HasPrefix(a.Refusal(refusal), callback+"&") || q.Encode() != want.Encode() {
			t.Errorf("%s: sent back by %s", c.name, a.Refusal(refusal))
		}
	}
}

func TestAuthorizeGranted(t *testing.T) {
	h := newHouse(t)
	app := h.app(t, nil)
	h.app(t, func(r *clients.Registration) { r.ResourceServer = api })
	for scope, want := range map[string][]string{"": {"a", "b", "c"}, "b": {"b"}, "c a c": {"c", "a"}} {
		r := request(app)
		r.Scope, r.Resources, r.ResponseMode = scope, []string{api, "https://default.test"}, "query"
		a, err := h.Authorize(t.Context(), r)
		must(t, err)
		if !slices.Equal(a.Scopes, want) || a.Client.ID != app.ID || a.RedirectURI != callback || !slices.Equal(a.Resources, r.Resources) {
			t.Errorf("scope %q: %+v", scope, a)
		}
	}
}

// TestAnswerURL: the answer is added to the redirect URI as it was registered.
func TestAnswerURL(t *testing.T) {
	h := newHouse(t)
	for _, c := range []struct{ registered, asked, state, want string }{
		{"https://app.test/cb", "", "", "https://app.test/cb?error=x&error_description=d+%26+e&iss=https%3A%2F%2Fpatio.test"},
		{"https://app.test", "", "s", "https://app.test?error=x&error_description=d+%26+e&state=s&iss=https%3A%2F%2Fpatio.test"},
		{"https://app.test/cb?a=b%20c&d", "", "s", "https://app.test/cb?a=b%20c&d&error=x&error_description=d+%26+e&state=s&iss=https%3A%2F%2Fpatio.test"},
		{"https://app.test/cb?", "", "s", "https://app.test/cb?&error=x&error_description=d+%26+e&state=s&iss=https%3A%2F%2Fpatio.test"},
		{"org.example.app:/cb", "", "s", "org.example.app:/cb?error=x&error_description=d+%26+e&state=s&iss=https%3A%2F%2Fpatio.test"},
		{"http://127.0.0.1/cb", "http://127.0.0.1:4000/cb", "s", "http://127.0.0.1:4000/cb?error=x&error_description=d+%26+e&state=s&iss=https%3A%2F%2Fpatio.test"},
		{"https://app.test/cb", "", "a&iss=evil#\r\nX: \x00<ü\"", "https://app.test/cb?error=x&error_description=d+%26+e&state=a%26iss%3Devil%23%0D%0AX%3A+%00%3C%C3%BC%22&iss=https%3A%2F%2Fpatio.test"},
	} {
		app := h.app(t, func(r *clients.Registration) { r.RedirectURIs = []string{c.registered} })
		r := request(app)
		r.RedirectURI, r.State = c.registered, c.state
		if c.asked != "" {
			r.RedirectURI = c.asked
		}
		a, err := h.Authorize(t.Context(), r)
		must(t, err)
		if got := a.Refusal(oauth.Refuse("x", "d & e")); got != c.want {
			t.Errorf("%s with state %q:\n got %s\nwant %s", c.registered, c.state, got, c.want)
		}
	}
}

func TestAsk(t *testing.T) {
	h := newHouse(t)
	app := h.app(t, func(r *clients.Registration) { r.RedirectURIs = []string{callback, "org.example.app:/cb"} })
	check := func(what, scope, redirect string, wantAsk bool, wantFresh ...string) {
		t.Helper()
		r := request(app)
		r.Scope, r.RedirectURI = scope, redirect
		a, err := h.Authorize(t.Context(), r)
		must(t, err)
		got, err := h.Ask(t.Context(), a, mira)
		if err != nil || got.Ask != wantAsk || !slices.Equal(got.NewScopes, wantFresh) {
			t.Errorf("%s: %+v, %v; want %v, %v", what, got, err, wantAsk, wantFresh)
		}
	}
	check("never asked", "a", callback, true)
	h.code(t, app, func(r *oauth.AuthorizationRequest) { r.Scope = "a" })
	check("allowed before", "a", callback, false)
	check("the scopes have grown", "a b", callback, true, "b")
	check("all of the client's", "", callback, true, "b", "c")
	check("a redirect that any app could catch", "a", "org.example.app:/cb", true)
	h.code(t, app, nil)
	check("all allowed", "", callback, false)
}

// TestApproveIsOne: code, consent and trail are written together or not at all.
func TestApproveIsOne(t *testing.T) {
	h := newHouse(t)
	app := h.app(t, nil)
	a, err := h.Authorize(t.Context(), request(app))
	must(t, err)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if answer, err := h.Approve(cancelled, a, oauth.Person{UserID: mira, AuthTime: h.now()}); err == nil || answer != "" {
		t.Errorf("without a database: %q, %v", answer, err)
	}
	if got, err := h.Ask(t.Context(), a, mira); !got.Ask || err != nil {
		t.Errorf("what was not answered was remembered: %+v, %v", got, err)
	}
	answer, err := h.Approve(t.Context(), a, oauth.Person{UserID: mira, AuthTime: h.now()})
	must(t, err)
	q := queryOf(t, answer)
	if q.Get("state") != "s&t=1 ü" || q.Get("iss") != issuer || q.Get("keep") != "1" || len(q) != 4 {
		t.Errorf("answer %s", answer)
	}
	trail, err := h.store.AuditEvents(t.Context(), "", 2)
	if err != nil || trail[0].Action != "oauth.code_issued" || trail[1].Action != "consent.allowed" {
		t.Errorf("trail %+v, %v", trail, err)
	}
	if trail[0].Detail["client_id"] != app.ID || strings.Contains(answer, trail[0].Subject) {
		t.Errorf("event %+v", trail[0])
	}
}
