package e2e_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/clocktest"
)

// TestResourceServer is an API of somebody else's, behind the SDK.
func TestResourceServer(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		rs := p.resourceServer(t, mira)
		app, opaque := p.client(t, mira, clientSpec{}), p.client(t, mira, clientSpec{Opaque: true})
		offline, asking := p.protectedAPI(t, rs, false), p.protectedAPI(t, rs, true)

		t.Run("every kind of token", func(t *testing.T) {
			personal, _ := p.pat(t, mira, app)
			for name, token := range map[string]string{
				"jwt": p.grant(t, app, mira).Access, "opaque": p.grant(t, opaque, mira).Access, "pat": personal,
			} {
				sees(t, name, offline.ask(t, token), mira)
				sees(t, name, asking.ask(t, token), mira)
			}
		})
		t.Run("revoked", func(t *testing.T) { revokedAtAPI(t, p, mira, app, opaque, offline, asking) })
		t.Run("scope", func(t *testing.T) { scopeAtAPI(t, p, mira, app, offline) })
		t.Run("challenges", func(t *testing.T) { challengesAtAPI(t, p, mira, app, offline) })
		t.Run("for another API", func(t *testing.T) {
			other := p.resourceServer(t, mira)
			a := p.authorizeURL(app, nil, "resource", other.ResourceServer)
			token := p.token(t, app, redemption(app, p.browser().code(t, a, mira), a.Verifier)).is(t, http.StatusOK).tokens(t).Access
			offline.ask(t, token).is(t, http.StatusUnauthorized)
			asking.ask(t, token).is(t, http.StatusUnauthorized)
			sees(t, "the API that it is for", p.protectedAPI(t, other, false).ask(t, token), mira)
		})
		t.Run("a client that acts for itself", func(t *testing.T) {
			robot := p.client(t, mira, clientSpec{Grants: []string{"client_credentials"}, Redirects: []string{}})
			token := p.token(t, robot, url.Values{"grant_type": {"client_credentials"}}).is(t, http.StatusOK).tokens(t).Access
			seen := offline.ask(t, token).is(t, http.StatusOK).object(t)
			if seen["user"] != false || seen["sub"] != robot.ID {
				t.Errorf("the API sees %v", seen)
			}
		})
		t.Run("the server is gone", func(t *testing.T) { serverGone(t, p, mira, app, offline) }) // the last: it stops the server
	})
}

// protectedAPI is an API whose every call needs notes:read.
type protectedAPI struct {
	server *httptest.Server
}

func (p *patio) protectedAPI(t *testing.T, rs client, introspectJWT bool) protectedAPI {
	t.Helper()
	tokens, err := bearer.New(t.Context(), bearer.Config{
		Now:    clocktest.Now,
		Issuer: p.issuer, Audience: rs.ResourceServer, ClientID: rs.ID, ClientSecret: rs.Secret,
		IntrospectJWT: introspectJWT, HTTPClient: p.http(),
	})
	if err != nil {
		t.Fatalf("bearer.New: %v", err)
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, _ := bearer.FromContext(r.Context())
		_ = json.NewEncoder(w).Encode(map[string]any{ // the client reads it, or fails by itself
			"sub": who.Subject, "client_id": who.ClientID, "kind": who.Kind, "scopes": who.Scopes, "user": who.IsUser(),
			"lineage": who.Lineage,
		})
	})
	server := httptest.NewServer(bearer.Middleware(tokens)(bearer.RequireScope("notes:read")(handler)))
	t.Cleanup(func() { server.Close(); tokens.Close() })
	return protectedAPI{server}
}

// ask calls the API with a token; "" is none.
func (a protectedAPI) ask(t *testing.T, token string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, a.server.URL+"/notes", nil)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	got, err := (&patio{web: a.server.Client()}).try(r)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func sees(t *testing.T, what string, a answer, who person) {
	t.Helper()
	seen := a.is(t, http.StatusOK).object(t)
	if seen["sub"] != who.ID || seen["user"] != true || seen.text(t, "lineage") == "" {
		t.Errorf("%s: the API sees %v", what, seen)
	}
}

// revokedAtAPI: what is asked about is dead at once; a JWT that is only read lives to its end.
func revokedAtAPI(t *testing.T, p *patio, who person, app, opaque client, offline, asking protectedAPI) {
	personal, _ := p.pat(t, who, app)
	jwt, random := p.grant(t, app, who).Access, p.grant(t, opaque, who).Access
	for _, token := range []string{personal, jwt, random} {
		sees(t, "before", asking.ask(t, token), who)
	}
	p.revoke(t, app, personal).is(t, http.StatusOK)
	p.revoke(t, app, jwt).is(t, http.StatusOK)
	p.revoke(t, opaque, random).is(t, http.StatusOK)
	for _, token := range []string{personal, jwt, random} {
		asking.ask(t, token).is(t, http.StatusUnauthorized)
	}
	offline.ask(t, personal).is(t, http.StatusUnauthorized)
	offline.ask(t, random).is(t, http.StatusUnauthorized)
	offline.ask(t, jwt).is(t, http.StatusOK)
}

func scopeAtAPI(t *testing.T, p *patio, who person, app client, api protectedAPI) {
	personal, _ := p.pat(t, who, app, "--scope", "notes:write")
	for _, token := range []string{personal, p.grant(t, app, who, "notes:write").Access} {
		refused := api.ask(t, token).is(t, http.StatusForbidden)
		got := refused.Header.Get("WWW-Authenticate")
		if !strings.Contains(got, `error="insufficient_scope"`) || !strings.Contains(got, `scope="notes:read"`) {
			t.Errorf("the challenge is %q", got)
		}
	}
}

func challengesAtAPI(t *testing.T, p *patio, who person, app client, api protectedAPI) {
	if got := api.ask(t, "").is(t, http.StatusUnauthorized).Header.Get("WWW-Authenticate"); got != `Bearer realm="api"` {
		t.Errorf("without a token the challenge is %q", got)
	}
	personal, _ := p.pat(t, who, app)
	jwt := p.grant(t, app, who).Access
	for name, token := range map[string]string{
		"a typo": personal[:20] + "_" + personal[21:], "no token": "x", "a JWT with another signature": jwt[:len(jwt)-8] + "AAAAAAAA",
		"a refresh token": p.grant(t, app, who).Refresh,
	} {
		got := api.ask(t, token)
		if c := got.Header.Get("WWW-Authenticate"); got.Status != http.StatusUnauthorized || !strings.Contains(c, `error="invalid_token"`) {
			t.Errorf("%s: %d, %q", name, got.Status, c)
		}
	}
}

// serverGone: what can be read is still read; what must be asked fails closed, and says that it may pass.
func serverGone(t *testing.T, p *patio, who person, app client, api protectedAPI) {
	personal, _ := p.pat(t, who, app)
	jwt := p.grant(t, app, who).Access
	p.stop(t)
	sees(t, "a JWT", api.ask(t, jwt), who)
	gone := api.ask(t, personal).is(t, http.StatusServiceUnavailable)
	if gone.Header.Get("Retry-After") == "" {
		t.Error("a 503 says nothing about when to come again")
	}
}
