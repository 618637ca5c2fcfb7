package oauth_test

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/oauth"
)

const inactive = `{"active":false}`

func described(t *testing.T, d oauth.Introspection) string {
	t.Helper()
	text, err := json.Marshal(d)
	must(t, err)
	return string(text)
}

// TestWhoMayAsk: a resource server about tokens that are meant for it, any
// other client about its own, and nobody anything else.
func TestWhoMayAsk(t *testing.T) {
	h := newHouse(t)
	app, other := h.app(t, nil), h.app(t, nil)
	server := h.app(t, func(r *clients.Registration) { r.ResourceServer = api })
	elsewhere := h.app(t, func(r *clients.Registration) { r.ResourceServer = api + "/other" })
	meant := func(resources ...string) *bearer.Principal {
		code := h.code(t, app, func(r *oauth.AuthorizationRequest) { r.Resources = resources })
		return h.good(t, "token", h.token(t, app, redemption(code)).AccessToken)
	}
	own := h.good(t, "the resource server's own", h.token(t, server, oauth.TokenRequest{GrantType: clients.GrantClientCredentials, Resources: []string{api + "/other"}}).AccessToken)
	for _, c := range []struct {
		name   string
		caller clients.Client
		token  *bearer.Principal
		knows  bool
	}{
		{"its client", app, meant(), true},
		{"its client, meant for an API", app, meant(api), true},
		{"another client", other, meant(), false},
		{"another client, meant for an API", other, meant(api), false},
		{"a resource server, meant for all", server, meant(), true},
		{"a resource server, meant for it", server, meant(api), true},
		{"a resource server, meant for it and another", server, meant(api+"/other", api), true},
		{"a resource server, meant for another", elsewhere, meant(api), false},
		{"a resource server's own token, meant for another", server, own, false},
		{"the one it is meant for", elsewhere, own, true},
		{"meant for the default by name", elsewhere, meant("https://default.test"), true},
	} {
		if got := described(t, h.Describe(c.caller, c.token)); (got != inactive) != c.knows {
			t.Errorf("%s: %s, want an answer %v", c.name, got, c.knows)
		}
	}
}

func TestDescribe(t *testing.T) {
	h := newHouse(t)
	app := h.app(t, opaque)
	at := h.now().Truncate(time.Second)
	p := &bearer.Principal{
		Subject: mira, Username: "mira", ClientID: app.ID, Scopes: []string{"a", "b"}, Audience: []string{api}, Issuer: issuer,
		ID: "id", Kind: bearer.KindPAT, IssuedAt: at, ExpiresAt: at.Add(time.Hour), ACR: "mfa", AuthTime: at.Add(-time.Hour), Lineage: "l",
	}
	var got, want map[string]any
	must(t, json.Unmarshal([]byte(described(t, h.Describe(app, p))), &got))
	want = map[string]any{
		"active": true, "scope": "a b", "client_id": app.ID, "username": "mira", "token_type": "Bearer", "sub": mira, "iss": issuer,
		"exp": float64(at.Add(time.Hour).Unix()), "iat": float64(at.Unix()), "aud": api, "jti": "id", "token_kind": "pat",
		"acr": "mfa", "auth_time": float64(at.Add(-time.Hour).Unix()), "lineage": "l",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("described as %v\nwant %v", got, want)
	}
	endless := *p
	endless.ExpiresAt, endless.AuthTime, endless.ACR, endless.Scopes = time.Time{}, time.Time{}, "", nil
	text := described(t, h.Describe(app, &endless))
	for _, absent := range []string{`"exp"`, `"auth_time"`, `"acr"`} {
		if strings.Contains(text, absent) {
			t.Errorf("%s in %s", absent, text)
		}
	}
	if !strings.Contains(text, `"scope":""`) {
		t.Errorf("no scope in %s", text)
	}
}

func TestDescribeRefresh(t *testing.T) {
	h := newHouse(t)
	app, other := h.app(t, nil), h.app(t, nil)
	server := h.app(t, func(r *clients.Registration) { r.ResourceServer = api })
	describe := func(caller clients.Client, raw string) string {
		t.Helper()
		d, err := h.DescribeRefresh(t.Context(), caller, raw)
		must(t, err)
		return described(t, d)
	}
	first := h.issue(t, app)
	text := describe(app, first.RefreshToken)
	for _, part := range []string{`"active":true`, `"token_type":"refresh_token"`, `"client_id":"` + app.ID, `"sub":"` + mira, `"scope":"a b c"`, `"token_kind":"oauth"`} {
		if !strings.Contains(text, part) {
			t.Errorf("%s is not in %s", part, text)
		}
	}
	next := h.token(t, app, refreshing(first.RefreshToken))
	revoked := h.issue(t, app)
	must(t, h.Revoke(t.Context(), app, revoked.RefreshToken))
	for name, c := range map[string]struct {
		caller clients.Client
		raw    string
	}{
		"another client": {other, next.RefreshToken}, "a resource server": {server, next.RefreshToken}, "spent": {app, first.RefreshToken},
		"revoked": {app, revoked.RefreshToken}, "unknown": {app, secret.New(secret.RefreshToken)}, "a typo": {app, next.RefreshToken + "x"},
		"an access token": {app, next.AccessToken}, "nothing": {app, ""},
	} {
		if got := describe(c.caller, c.raw); got != inactive {
			t.Errorf("%s: %s", name, got)
		}
	}
	if _, err := h.Token(t.Context(), app, refreshing(next.RefreshToken)); err != nil {
		t.Errorf("asking about it spent it: %v", err)
	}
	late := h.issue(t, app)
	h.advance(24 * time.Hour)
	if got := describe(app, late.RefreshToken); got != inactive {
		t.Errorf("at its end: %s", got)
	}
	if !oauth.IsRefresh(first.RefreshToken) || oauth.IsRefresh(first.AccessToken) || oauth.IsRefresh("pcr_") || oauth.IsRefresh("") {
		t.Error("IsRefresh")
	}
}

func TestRevoke(t *testing.T) {
	h := newHouse(t)
	for name, kind := range map[string]func(r *clients.Registration){"JWT": nil, "opaque": opaque, "public": public} {
		app, other := h.app(t, kind), h.app(t, nil)
		first := h.issue(t, app)
		for _, raw := range []string{first.AccessToken, first.RefreshToken} {
			refused(t, name+", by another client", h.Revoke(t.Context(), other, raw), oauth.UnauthorizedClient)
		}
		h.good(t, name+": what another client cannot end", first.AccessToken)

		next := h.token(t, app, refreshing(first.RefreshToken))
		for range 2 {
			must(t, h.Revoke(t.Context(), app, first.AccessToken)) // again is no error
		}
		h.dead(t, name+": revoked access token", first.AccessToken)
		h.good(t, name+": the one beside it", next.AccessToken)
		third := h.token(t, app, refreshing(next.RefreshToken))
		for range 2 {
			must(t, h.Revoke(t.Context(), app, third.RefreshToken))
		}
		h.dead(t, name+": access token of a revoked refresh token", third.AccessToken)
		h.dead(t, name+": earlier access token of it", next.AccessToken)
		_, err := h.Token(t.Context(), app, refreshing(third.RefreshToken))
		refused(t, name+": revoked refresh token", err, oauth.InvalidGrant)

		spent := h.issue(t, app)
		after := h.token(t, app, refreshing(spent.RefreshToken))
		must(t, h.Revoke(t.Context(), app, spent.RefreshToken)) // a spent one ends its lineage all the same
		h.dead(t, name+": after revoking what was spent", after.AccessToken)
	}
	machine := h.app(t, nil)
	own := h.token(t, machine, oauth.TokenRequest{GrantType: clients.GrantClientCredentials}).AccessToken
	must(t, h.Revoke(t.Context(), machine, own))
	h.dead(t, "client's own", own)
}

// TestRevokeNothing: what is unknown, or over, is no error (RFC 7009, 2.2).
func TestRevokeNothing(t *testing.T) {
	h := newHouse(t)
	app := h.app(t, nil)
	expired := h.issue(t, app).AccessToken
	h.advance(time.Hour)
	ended := h.issue(t, app).RefreshToken
	must(t, h.Revoke(t.Context(), app, ended))
	before, err := h.store.AuditEvents(t.Context(), "", 1)
	must(t, err)
	for _, raw := range []string{
		"", "x", "..", "a.b.c", expired, ended, secret.New(secret.RefreshToken), secret.New(secret.AccessToken), "pcr_x", "pca_x",
		strings.Repeat("a", 1<<16), "\x00", expired[:len(expired)-4],
	} {
		if err := h.Revoke(t.Context(), app, raw); err != nil {
			t.Errorf("%.40q: %v", raw, err)
		}
	}
	after, err := h.store.AuditEvents(t.Context(), "", 1)
	if err != nil || before[0].ID != after[0].ID {
		t.Errorf("revoking nothing was recorded: %+v, %v", after, err)
	}
}

// TestRevokeWithoutDatabase: a revocation that was not taken is an error.
func TestRevokeWithoutDatabase(t *testing.T) {
	h := newHouse(t)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, kind := range map[string]func(r *clients.Registration){"JWT": nil, "opaque": opaque} {
		app := h.app(t, kind)
		answer := h.issue(t, app)
		for _, raw := range []string{answer.AccessToken, answer.RefreshToken} {
			var refusal *oauth.Error
			if err := h.Revoke(cancelled, app, raw); err == nil || errors.As(err, &refusal) {
				t.Errorf("%s: %v", name, err)
			}
		}
		h.good(t, name, answer.AccessToken)
	}
}

// TestMetadata: it names what works, and nothing else.
func TestMetadata(t *testing.T) {
	h := newHouse(t)
	m := h.Metadata(oauth.Endpoints{Authorization: "a", Token: "t", Introspection: "i", Revocation: "r", JWKS: "j"})
	if m.Issuer != issuer || m.AuthorizationEndpoint != "a" || m.TokenEndpoint != "t" || m.IntrospectionEndpoint != "i" || m.RevocationEndpoint != "r" || m.JWKSURI != "j" {
		t.Errorf("endpoints %+v", m)
	}
	for what, c := range map[string]struct{ got, want []string }{
		"grants":        {m.GrantTypesSupported, []string{"authorization_code", "client_credentials", "refresh_token"}},
		"challenges":    {m.CodeChallengeMethodsSupported, []string{"S256"}},
		"responses":     {m.ResponseTypesSupported, []string{"code"}},
		"token":         {m.TokenEndpointAuthMethodsSupported, []string{"client_secret_basic", "client_secret_post", "none"}},
		"introspection": {m.IntrospectionEndpointAuthMethodsSupported, []string{"client_secret_basic", "client_secret_post"}},
		"revocation":    {m.RevocationEndpointAuthMethodsSupported, []string{"client_secret_basic", "client_secret_post", "none"}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: %v, want %v", what, c.got, c.want)
		}
	}
	if !m.AuthorizationResponseIssParameterSupported || !slices.Contains(m.ScopesSupported, "a") || !slices.Contains(m.ScopesSupported, "profile") ||
		slices.Contains(m.ScopesSupported, "openid") || slices.Contains(m.ScopesSupported, "offline_access") {
		t.Errorf("metadata %+v", m)
	}
	bad, err := h.Authenticate(t.Context(), clients.Credentials{ID: mira, Secret: "x", Method: clients.AuthBasic})
	refused(t, "authentication", err, oauth.InvalidClient)
	if bad.ID != "" {
		t.Errorf("refused with %+v", bad)
	}
}
