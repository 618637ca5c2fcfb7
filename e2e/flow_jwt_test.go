package e2e_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/golang-jwt/jwt/v5"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestJWT verifies access tokens (RFC 9068) with go-oidc, by nothing but the server's metadata.
func TestJWT(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		t.Run("metadata", func(t *testing.T) { metadata(t, p) })
		t.Run("claims", func(t *testing.T) { claims(t, p, mira) })
		t.Run("rotation", func(t *testing.T) { keyRotation(t, p, mira) })
	})
	// How a token is signed is no matter of the database, so one will do.
	for _, algorithm := range []string{"EdDSA", "RS256"} {
		t.Run(algorithm, func(t *testing.T) {
			t.Parallel()
			p := start(t, storagetest.Fresh(t, storage.SQLite), settings{"signing.algorithm": algorithm})
			mira := p.person(t)
			app := p.client(t, mira, clientSpec{})
			token := p.grant(t, app, mira).Access
			if alg := header(t, token)["alg"]; alg != algorithm {
				t.Errorf("the token is signed with %v, not %s", alg, algorithm)
			}
			if _, err := verifier(t, p).Verify(t.Context(), token); err != nil {
				t.Errorf("go-oidc: %v", err)
			}
			p.me(t, token).is(t, http.StatusOK)
		})
	}
}

// verifier is go-oidc's, made of the metadata document as it stands.
func verifier(t *testing.T, p *patio) *oidc.IDTokenVerifier {
	t.Helper()
	var provider oidc.ProviderConfig
	document := p.get(t, "/.well-known/oauth-authorization-server").is(t, http.StatusOK).Body
	if err := json.Unmarshal([]byte(document), &provider); err != nil {
		t.Fatal(err)
	}
	ctx := oidc.ClientContext(t.Context(), p.http())
	return provider.NewProvider(ctx).VerifierContext(ctx, &oidc.Config{
		SkipClientIDCheck: true, SupportedSigningAlgs: []string{"ES256", "EdDSA", "RS256"}, Now: clocktest.Now,
	})
}

func header(t *testing.T, token string) object {
	t.Helper()
	text, err := base64.RawURLEncoding.DecodeString(strings.SplitN(token, ".", 2)[0])
	if err != nil {
		t.Fatal(err)
	}
	var o object
	if err := json.Unmarshal(text, &o); err != nil {
		t.Fatal(err)
	}
	return o
}

// metadata is RFC 8414: it says what works, and what it names is there.
func metadata(t *testing.T, p *patio) {
	m := p.get(t, "/.well-known/oauth-authorization-server").is(t, http.StatusOK).object(t)
	for name, want := range map[string]any{
		"issuer": p.issuer, "authorization_endpoint": p.issuer + "/oauth/authorize", "token_endpoint": p.issuer + "/oauth/token",
		"introspection_endpoint": p.issuer + "/oauth/introspect", "revocation_endpoint": p.issuer + "/oauth/revoke",
		"jwks_uri": p.issuer + "/.well-known/jwks.json", "authorization_response_iss_parameter_supported": true,
		"request_uri_parameter_supported": false,
	} {
		if m[name] != want {
			t.Errorf("%s is %v, not %v", name, m[name], want)
		}
	}
	for name, want := range map[string][]string{
		"response_types_supported": {"code"}, "code_challenge_methods_supported": {"S256"},
		"grant_types_supported":                 {"authorization_code", "client_credentials", "refresh_token"},
		"token_endpoint_auth_methods_supported": {"client_secret_basic", "client_secret_post", "none"},
	} {
		if got := m.texts(t, name); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
			t.Errorf("%s is %v, not %v", name, got, want)
		}
	}
	if scopes := m.texts(t, "scopes_supported"); !slices.Contains(scopes, "notes:read") || !slices.Contains(scopes, "tokens:write") {
		t.Errorf("scopes_supported is %v; want the built-in ones and the operator's", scopes)
	}
	for _, key := range p.get(t, "/.well-known/jwks.json").is(t, http.StatusOK).object(t).list(t, "keys") {
		if key["use"] != "sig" || key["alg"] != "ES256" || key["kid"] == "" || key.has("d") {
			t.Errorf("a published key has the members %v", key.names())
		}
	}
}

// claims are those of RFC 9068, section 2.2.
func claims(t *testing.T, p *patio, who person) {
	app := p.client(t, who, clientSpec{})
	before := clocktest.Now().Add(-time.Second)
	token := p.grant(t, app, who, "profile", "notes:read").Access
	if h := header(t, token); h["typ"] != "at+jwt" || h["alg"] != "ES256" || h["kid"] == nil {
		t.Errorf("the header is %v", h)
	}
	verified, err := verifier(t, p).Verify(t.Context(), token)
	if err != nil {
		t.Fatalf("go-oidc: %v", err)
	}
	var c struct {
		ID       string `json:"jti"`
		ClientID string `json:"client_id"`
		Scope    string `json:"scope"`
		AuthTime int64  `json:"auth_time"`
	}
	if err := verified.Claims(&c); err != nil {
		t.Fatal(err)
	}
	if verified.Issuer != p.issuer || verified.Subject != who.ID || !slices.Equal(verified.Audience, []string{p.issuer}) {
		t.Errorf("iss %s, sub %s, aud %v", verified.Issuer, verified.Subject, verified.Audience)
	}
	if verified.Expiry.Sub(verified.IssuedAt) != 10*time.Minute || verified.IssuedAt.Before(before.Truncate(time.Second)) {
		t.Errorf("iat %v, exp %v", verified.IssuedAt, verified.Expiry)
	}
	if c.ID == "" || c.ClientID != app.ID || c.Scope != "profile notes:read" || time.Unix(c.AuthTime, 0).Before(before.Truncate(time.Second)) {
		t.Errorf("jti %q, client_id %q, scope %q, auth_time %d", c.ID, c.ClientID, c.Scope, c.AuthTime)
	}
	// Two tokens of one second are two tokens.
	b := p.browser()
	first, second := p.grantIn(t, b, app, who), p.grantIn(t, b, app, who)
	if claim(t, first.Access, "jti") == claim(t, second.Access, "jti") {
		t.Error("two tokens have the same jti")
	}
}

// claim reads a claim without verifying anything.
func claim(t *testing.T, token, name string) any {
	t.Helper()
	all := jwt.MapClaims{}
	if _, _, err := jwt.NewParser().ParseUnverified(token, all); err != nil {
		t.Fatal(err)
	}
	return all[name]
}

// keyRotation rotates by the command line beside the running server.
func keyRotation(t *testing.T, p *patio, who person) {
	app := p.client(t, who, clientSpec{})
	b := p.browser()
	old := p.grantIn(t, b, app, who).Access
	early := verifier(t, p)
	if _, err := early.Verify(t.Context(), old); err != nil {
		t.Fatalf("go-oidc: %v", err)
	}
	made := p.cli(t, "key", "rotate").text(t, "id")
	var token string
	soon(t, "tokens are signed by the new key", func() bool {
		token = p.grantIn(t, b, app, who).Access
		return header(t, token)["kid"] == made
	})
	published := p.get(t, "/.well-known/jwks.json").object(t).list(t, "keys")
	if !slices.ContainsFunc(published, func(k object) bool { return k["kid"] == made }) {
		t.Fatalf("the new key is not published: %v", published)
	}
	// Who knew the old keys alone finds the new one, and the old token is good until its end.
	for name, v := range map[string]*oidc.IDTokenVerifier{"a verifier from before": early, "a new verifier": verifier(t, p)} {
		for _, one := range []string{old, token} {
			if _, err := v.Verify(t.Context(), one); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	p.me(t, old).is(t, http.StatusOK)
	p.me(t, token).is(t, http.StatusOK)
}
