package oauth_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/keys"
	"github.com/patio-auth/patio/oauth"
)

// parts is header and claims of a JWT, as JSON.
func parts(t *testing.T, raw string) (header, claims map[string]any) {
	t.Helper()
	for i, into := range []*map[string]any{&header, &claims} {
		text, err := base64.RawURLEncoding.DecodeString(strings.Split(raw, ".")[i])
		must(t, err)
		must(t, json.Unmarshal(text, into))
	}
	return header, claims
}

// TestJWT: what RFC 9068, section 2, asks of an access token.
func TestJWT(t *testing.T) {
	h := newHouse(t)
	app := h.app(t, nil)
	answer := h.issue(t, app)
	key, err := h.keys.Signer(t.Context())
	must(t, err)
	header, claims := parts(t, answer.AccessToken)
	if header["typ"] != "at+jwt" || header["alg"] != "ES256" || header["kid"] != key.ID || len(header) != 3 {
		t.Errorf("header %v", header)
	}
	p := h.good(t, "its verdict", answer.AccessToken)
	want := map[string]any{
		"iss": issuer, "sub": mira, "client_id": app.ID, "scope": "a b c", "jti": p.ID, "lineage": p.Lineage,
		"exp": float64(p.ExpiresAt.Unix()), "iat": float64(p.IssuedAt.Unix()), "auth_time": float64(p.AuthTime.Unix()),
	}
	aud := claims["aud"]
	delete(claims, "aud")
	if !maps.Equal(claims, want) {
		t.Errorf("claims %v, want %v", claims, want)
	}
	if list, ok := aud.([]any); aud != "https://default.test" && (!ok || len(list) != 1 || list[0] != "https://default.test") {
		t.Errorf("audience %v", aud)
	}
	again := h.token(t, app, refreshing(answer.RefreshToken))
	if _, second := parts(t, again.AccessToken); second["jti"] == p.ID {
		t.Error("two tokens of one second have one jti")
	}
	_, holder, err := h.Verify(t.Context(), again.AccessToken)
	if err != nil || holder.Username != "mira" || holder.Name != "Name of mira" || holder.Email != "mira@example.org" || holder.ClientName != "App" || holder.Ended {
		t.Errorf("holder %+v, %v", holder, err)
	}
}

// TestJWTRefused signs tokens that are good but for one thing, each twice:
// what was refused must not be remembered as good.
func TestJWTRefused(t *testing.T) {
	h := newHouse(t)
	raw := h.issue(t, h.app(t, nil)).AccessToken
	key, err := h.keys.Signer(t.Context())
	must(t, err)
	stranger, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	spki, err := x509.MarshalPKIXPublicKey(key.Public)
	must(t, err)
	header, claims := parts(t, raw)
	sign := func(method jwt.SigningMethod, by any, change func(header, claims map[string]any)) string {
		t.Helper()
		token := jwt.NewWithClaims(method, jwt.MapClaims(maps.Clone(claims)))
		for name, value := range header {
			if name != "alg" {
				token.Header[name] = value
			}
		}
		change(token.Header, token.Claims.(jwt.MapClaims))
		out, err := token.SignedString(by)
		must(t, err)
		return out
	}
	ours := func(change func(header, claims map[string]any)) string { return sign(key.Method, key.Private, change) }
	h.good(t, "signed anew, unchanged", ours(func(_, _ map[string]any) {}))
	h.good(t, "the long form of the type", ours(func(h, _ map[string]any) { h["typ"] = "application/at+jwt" }))
	h.good(t, "the type in capitals", ours(func(h, _ map[string]any) { h["typ"] = "AT+JWT" }))

	segments := strings.Split(raw, ".")
	altered := func(i int, change func(s string) string) string {
		s := strings.Split(raw, ".")
		s[i] = change(s[i])
		return strings.Join(s, ".")
	}
	for name, forged := range map[string]string{
		"no type":                              ours(func(h, _ map[string]any) { delete(h, "typ") }),
		"the type of any JWT":                  ours(func(h, _ map[string]any) { h["typ"] = "JWT" }),
		"an ID token's type":                   ours(func(h, _ map[string]any) { h["typ"] = "id_token+jwt" }),
		"a type that is a list":                ours(func(h, _ map[string]any) { h["typ"] = []string{"at+jwt"} }),
		"a critical header":                    ours(func(h, _ map[string]any) { h["crit"] = []string{"x"}; h["x"] = true }),
		"an empty critical list":               ours(func(h, _ map[string]any) { h["crit"] = []string{} }),
		"no key id":                            ours(func(h, _ map[string]any) { delete(h, "kid") }),
		"an unknown key id":                    ours(func(h, _ map[string]any) { h["kid"] = "unknown" }),
		"a key id that is a path":              ours(func(h, _ map[string]any) { h["kid"] = "../../dev/null" }),
		"another issuer":                       ours(func(_, c map[string]any) { c["iss"] = "https://evil.test" }),
		"an issuer and a slash":                ours(func(_, c map[string]any) { c["iss"] = issuer + "/" }),
		"no issuer":                            ours(func(_, c map[string]any) { delete(c, "iss") }),
		"an end in the past":                   ours(func(_, c map[string]any) { c["exp"] = h.now().Unix() - 1 }),
		"an end right now":                     ours(func(_, c map[string]any) { c["exp"] = h.now().Unix() }),
		"no end":                               ours(func(_, c map[string]any) { delete(c, "exp") }),
		"an end that is text":                  ours(func(_, c map[string]any) { c["exp"] = "9999999999" }),
		"no start":                             ours(func(_, c map[string]any) { delete(c, "iat") }),
		"no id":                                ours(func(_, c map[string]any) { delete(c, "jti") }),
		"no subject":                           ours(func(_, c map[string]any) { delete(c, "sub") }),
		"no client":                            ours(func(_, c map[string]any) { delete(c, "client_id") }),
		"an unknown client":                    ours(func(_, c map[string]any) { c["client_id"] = noor }),
		"an unknown subject":                   ours(func(_, c map[string]any) { c["sub"] = "0195aaaa-0000-7000-8000-0000000000ff" }),
		"no lineage":                           ours(func(_, c map[string]any) { delete(c, "lineage") }),
		"an unknown lineage":                   ours(func(_, c map[string]any) { c["lineage"] = noor }),
		"another's signature":                  sign(jwt.SigningMethodES256, stranger, func(_, _ map[string]any) {}),
		"another algorithm":                    sign(jwt.SigningMethodHS256, spki, func(_, _ map[string]any) {}),
		"another algorithm, the key id as key": sign(jwt.SigningMethodHS256, []byte(key.ID), func(_, _ map[string]any) {}),
		"no algorithm":                         sign(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, func(_, _ map[string]any) {}),
		"no algorithm, in capitals":            altered(0, func(string) string { return encoded(t, map[string]any{"alg": "NONE", "typ": "at+jwt", "kid": key.ID}) }),
		"an embedded key":                      sign(jwt.SigningMethodES256, stranger, func(h, _ map[string]any) { h["jwk"] = map[string]string{"kty": "EC"} }),
		"no signature":                         segments[0] + "." + segments[1] + ".",
		"a truncated signature":                raw[:len(raw)-4],
		"one letter less":                      raw[:len(raw)-1],
		"a longer signature":                   raw + "AAAA",
		"another spelling of the end":          altered(2, otherSpelling),
		"a padded signature":                   raw + "==",
		"a padded header":                      altered(0, func(s string) string { return s + "=" }),
		"a zero signature":                     altered(2, func(string) string { return strings.Repeat("A", 86) }),
		"standard base64":                      altered(2, func(s string) string { return strings.NewReplacer("-", "+", "_", "/").Replace(s) + "+" }),
		"a space before":                       " " + raw,
		"a line break after":                   raw + "\n",
		"a line break inside":                  altered(1, func(s string) string { return s[:10] + "\n" + s[10:] }),
		"other claims":                         altered(1, func(string) string { claims["scope"] = "a b c openid"; return encoded(t, claims) }),
		"four parts":                           raw + ".AAAA",
		"two parts":                            segments[0] + "." + segments[1],
		"nothing":                              "",
		"two dots":                             "..",
		"not JSON":                             altered(0, func(string) string { return "e30x" }),
		"much of it":                           strings.Repeat("A", 1<<20) + "..",
		"a refresh token":                      secret.New(secret.RefreshToken),
	} {
		for range 2 {
			h.dead(t, name, forged)
		}
	}
	h.good(t, "the token itself, after all of them", raw)
}

func encoded(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	must(t, err)
	return base64.RawURLEncoding.EncodeToString(text)
}

// otherSpelling sets a bit that base64 does not use: the same bytes in a
// decoder that does not look.
func otherSpelling(s string) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	last := strings.IndexByte(letters, s[len(s)-1])
	return s[:len(s)-1] + string(letters[last^1])
}

// TestJWTRemembered: a signature that was checked once is not checked again,
// but everything that can end a token still does, at once.
func TestJWTRemembered(t *testing.T) {
	h := newHouse(t)
	app := h.app(t, nil)
	fresh := func() string {
		raw := h.issue(t, app).AccessToken
		for range 3 {
			h.good(t, "remembered", raw)
		}
		return raw
	}
	raw := fresh()
	must(t, h.store.SetUserDisabled(t.Context(), mira, h.now()))
	h.dead(t, "user disabled", raw)
	must(t, h.store.SetUserDisabled(t.Context(), mira, time.Time{}))
	h.good(t, "user enabled", raw)
	must(t, h.clients.SetDisabled(t.Context(), app.ID, true))
	h.dead(t, "client disabled", raw)
	must(t, h.clients.SetDisabled(t.Context(), app.ID, false))
	h.good(t, "client enabled", raw)
	h.advance(10*time.Minute - 251*time.Millisecond)
	h.good(t, "just before its end", raw)
	h.advance(time.Millisecond)
	h.dead(t, "at its end", raw)

	raw = fresh()
	must(t, h.Revoke(t.Context(), app, raw))
	h.dead(t, "revoked", raw)
	raw = fresh()
	p := h.good(t, "before its lineage ends", raw)
	must(t, h.store.EndLineage(t.Context(), p.Lineage, "test", h.now()))
	h.dead(t, "its lineage ended", raw)

	long := h.with(func(o *oauth.Options) { o.AccessTTL = 3 * time.Hour }) // longer than a retired key verifies
	raw = long.issue(t, app).AccessToken
	long.good(t, "before the rotation", raw)
	_, err := h.keys.Rotate(t.Context())
	must(t, err)
	long.good(t, "after the rotation", raw)
	long.advance(time.Hour)
	long.dead(t, "after the end of its key", raw)
}

// TestOtherReplicaRotates: a token signed by a key that another process has
// made a moment ago is good here at once, in whatever algorithm.
func TestOtherReplicaRotates(t *testing.T) {
	h := newHouse(t)
	app := h.app(t, nil)
	old := h.issue(t, app).AccessToken
	for _, algorithm := range []string{"EdDSA", "RS256"} {
		there := *h
		var err error
		there.keys, err = keys.Open(t.Context(), h.store, keys.Options{Now: h.now, Algorithm: algorithm, Overlap: time.Hour})
		must(t, err)
		there.Server = oauth.New(h.store, h.clients.Clients, h.consent, there.keys, h.opts)
		raw := there.issue(t, app).AccessToken
		if header, _ := parts(t, raw); header["alg"] != algorithm {
			t.Errorf("signed by %v", header)
		}
		h.good(t, "by the new key, here", raw)
		there.good(t, "by the old key, there", old)
		// A key verifies in its own algorithm alone.
		head := encoded(t, map[string]any{"alg": "ES256", "typ": "at+jwt", "kid": keyID(t, raw)})
		h.dead(t, "the new key in the old algorithm", head+raw[strings.IndexByte(raw, '.'):])
	}
}

func keyID(t *testing.T, raw string) string {
	t.Helper()
	header, _ := parts(t, raw)
	return header["kid"].(string)
}

func TestOpaque(t *testing.T) {
	h := newHouse(t)
	app := h.app(t, opaque)
	answer := h.issue(t, app)
	raw := answer.AccessToken
	for _, other := range []string{
		raw + "0", raw[:len(raw)-1], strings.ToUpper(raw), " " + raw, secret.New(secret.AccessToken), "pca_", "pca_" + answer.RefreshToken[4:],
		answer.RefreshToken, secret.New(secret.PersonalAccessToken),
	} {
		h.dead(t, other, other)
	}
	_, holder, err := h.Verify(t.Context(), raw)
	if err != nil || holder.Username != "mira" || holder.ClientName != "App" {
		t.Errorf("holder %+v, %v", holder, err)
	}
	must(t, h.store.SetUserDisabled(t.Context(), mira, h.now()))
	h.dead(t, "user disabled", raw)
	must(t, h.store.SetUserDisabled(t.Context(), mira, time.Time{}))
	must(t, h.clients.SetDisabled(t.Context(), app.ID, true))
	h.dead(t, "client disabled", raw)
	must(t, h.clients.SetDisabled(t.Context(), app.ID, false))
	p := h.good(t, "enabled again", raw)
	h.advance(p.ExpiresAt.Sub(h.now()) - time.Millisecond)
	h.good(t, "just before its end", raw)
	h.advance(time.Millisecond)
	h.dead(t, "at its end", raw)

	second := h.issue(t, app).AccessToken
	p = h.good(t, "before its lineage ends", second)
	must(t, h.store.EndLineage(t.Context(), p.Lineage, "test", h.now()))
	h.dead(t, "its lineage ended", second)
	third := h.issue(t, app).AccessToken
	must(t, h.clients.Delete(t.Context(), app.ID))
	h.dead(t, "client deleted", third)
}

// TestVerifyWithoutDatabase: what cannot be asked is neither good nor bad.
func TestVerifyWithoutDatabase(t *testing.T) {
	h := newHouse(t)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, change := range map[string]func(r *clients.Registration){"JWT": nil, "opaque": opaque} {
		raw := h.issue(t, h.app(t, change)).AccessToken
		p, _, err := h.Verify(cancelled, raw)
		var e interface{ Unavailable() bool }
		if p != nil || errors.Is(err, bearer.ErrInvalidToken) || !errors.As(err, &e) {
			t.Errorf("%s: %v, %v", name, p, err)
		}
	}
}
