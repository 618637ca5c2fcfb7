package e2e_test

import (
	"net/http"
	"net/url"
	"testing"
)

// TestIntrospection is who may know what (RFC 7662).
func TestIntrospection(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		api, otherAPI := p.resourceServer(t, mira), p.resourceServer(t, mira)
		app, other := p.client(t, mira, clientSpec{Name: "Ledgerly"}), p.client(t, mira, clientSpec{})
		t.Run("oauth", func(t *testing.T) {
			token := p.grant(t, app, mira, "profile", "notes:read").Access
			about := p.introspect(t, api, token)
			describes(t, p, about, app, mira, "oauth", "profile notes:read")
			if about["exp"].(float64)-about["iat"].(float64) != 600 || about["auth_time"] == nil {
				t.Errorf("iat %v, exp %v, auth_time %v", about["iat"], about["exp"], about["auth_time"])
			}
		})
		t.Run("opaque", func(t *testing.T) {
			opaque := p.client(t, mira, clientSpec{Opaque: true})
			token := p.grant(t, opaque, mira, "notes:read").Access
			describes(t, p, p.introspect(t, api, token), opaque, mira, "oauth", "notes:read")
		})
		t.Run("pat", func(t *testing.T) {
			token, id := p.pat(t, mira, app, "--scope", "notes:read")
			about := p.introspect(t, api, token)
			describes(t, p, about, app, mira, "pat", "notes:read")
			if about.has("exp") || about["jti"] != id {
				t.Errorf("a token without an end has exp %v; its jti is %v, its id %s", about["exp"], about["jti"], id)
			}
			if ending, _ := p.pat(t, mira, app, "--expires-in", "90d"); !p.introspect(t, api, ending).has("exp") {
				t.Error("a token with an end has no exp")
			}
		})
		t.Run("who may ask", func(t *testing.T) { whoMayAsk(t, p, mira, app, other, api, otherAPI) })
		t.Run("for a resource", func(t *testing.T) { forOneResource(t, p, mira, app, api, otherAPI) })
		t.Run("refresh token", func(t *testing.T) { refreshIntrospected(t, p, mira, app, other, api) })
	})
}

func describes(t *testing.T, p *patio, about object, c client, who person, kind, scope string) {
	t.Helper()
	for name, want := range map[string]any{
		"active": true, "client_id": c.ID, "username": who.Username, "sub": who.ID, "token_kind": kind, "scope": scope,
		"iss": p.issuer, "token_type": "Bearer",
	} {
		if about[name] != want {
			t.Errorf("%s is %v, not %v", name, about[name], want)
		}
	}
	if about["jti"] == nil || about["iat"] == nil || about["aud"] != p.issuer {
		t.Errorf("jti %v, iat %v, aud %v", about["jti"], about["iat"], about["aud"])
	}
}

func whoMayAsk(t *testing.T, p *patio, who person, app, other, api, otherAPI client) {
	personal, _ := p.pat(t, who, app)
	for _, token := range []string{p.grant(t, app, who).Access, personal} {
		for name, asker := range map[string]client{"the client itself": app, "an API": api, "another API": otherAPI} {
			if p.introspect(t, asker, token)["active"] != true {
				t.Errorf("%s is not told about a token that is meant for the default audience", name)
			}
		}
		inactive(t, p, other, token)
	}
	// Nobody who cannot prove who they are is told anything.
	public := p.client(t, who, clientSpec{Public: true})
	form := url.Values{"token": {personal}}
	p.do(t, p.clientPost(t, "/oauth/introspect", public, form)).refused(t, http.StatusUnauthorized, "invalid_client")
	p.post(t, "/oauth/introspect", form).refused(t, http.StatusUnauthorized, "invalid_client")
	for _, nonsense := range []string{"x", "a.b.c", "pat_" + personal[4:20], personal[:len(personal)-1] + "0"} {
		if nonsense != personal {
			inactive(t, p, api, nonsense)
		}
	}
}

// forOneResource is RFC 8707: a token for one API is nothing to another, nor to Patio's own.
func forOneResource(t *testing.T, p *patio, who person, app, api, otherAPI client) {
	a := p.authorizeURL(app, []string{"notes:read"}, "resource", api.ResourceServer)
	got := p.token(t, app, redemption(app, p.browser().code(t, a, who), a.Verifier)).is(t, http.StatusOK).tokens(t)
	if about := p.introspect(t, api, got.Access); about["active"] != true || about["aud"] != api.ResourceServer {
		t.Errorf("the API that it is meant for is told %v", about)
	}
	inactive(t, p, otherAPI, got.Access)
	p.me(t, got.Access).is(t, http.StatusUnauthorized)
	// The audience stays with the grant, and grows no wider.
	form := refresh(got.Refresh)
	form.Set("resource", otherAPI.ResourceServer)
	p.token(t, app, form).refused(t, http.StatusBadRequest, "invalid_target")
	next := p.token(t, app, refresh(got.Refresh)).is(t, http.StatusOK).tokens(t)
	inactive(t, p, otherAPI, next.Access)
	if p.introspect(t, api, next.Access)["active"] != true {
		t.Error("after a refresh the API is no longer told about the token that is meant for it")
	}
}

func refreshIntrospected(t *testing.T, p *patio, who person, app, other, api client) {
	held := p.grant(t, app, who)
	if about := p.introspect(t, app, held.Refresh); about["active"] != true || about["client_id"] != app.ID {
		t.Errorf("the client that holds a refresh token is told %v", about)
	}
	inactive(t, p, other, held.Refresh)
	inactive(t, p, api, held.Refresh)
	p.me(t, held.Refresh).is(t, http.StatusUnauthorized)
}
