package e2e_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"maps"
	"math/big"
	"net/http"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"
)

// forger makes JWTs out of a good one: with foreign keys, and with the server's own, taken from its database, so that
// every claim is tried under a signature that is good.
type forger struct {
	own, foreign *ecdsa.PrivateKey
	good         string
	header       map[string]any
	claims       map[string]any
}

func newForger(t *testing.T, p *patio, good string) forger {
	t.Helper()
	f := forger{good: good, header: header(t, good), claims: map[string]any{}}
	var kid string
	var der []byte
	if err := p.behind(t).QueryRow("SELECT id, private FROM signing_keys").Scan(&kid, &der); err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil || f.header["kid"] != kid {
		t.Fatalf("the key in the database is not the one that signs: %v", err)
	}
	f.own, _ = parsed.(*ecdsa.PrivateKey)
	if f.foreign, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(good, ".")[1])
	if err == nil {
		err = json.Unmarshal(payload, &f.claims)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"exp", "iat", "auth_time"} {
		if at, ok := f.claims[name].(float64); ok { // a client's own token has no auth_time
			f.claims[name] = int64(at)
		}
	}
	return f
}

// with is a map with some members replaced; nil takes one out.
func with(base map[string]any, pairs ...any) map[string]any {
	changed := maps.Clone(base)
	for i := 0; i+1 < len(pairs); i += 2 {
		name, _ := pairs[i].(string)
		if changed[name] = pairs[i+1]; pairs[i+1] == nil {
			delete(changed, name)
		}
	}
	return changed
}

// sign signs by ES256, whatever the header says.
func (f forger) sign(key *ecdsa.PrivateKey, header, claims any) string {
	text := segment(header) + "." + segment(claims)
	signature, err := jwt.SigningMethodES256.Sign(text, key)
	if err != nil {
		panic(err) // the key is one of that curve
	}
	return text + "." + base64.RawURLEncoding.EncodeToString(signature)
}

// mac signs by HS256.
func (f forger) mac(secret []byte, header any) string {
	text := segment(header) + "." + segment(f.claims)
	sum := hmac.New(sha256.New, secret)
	sum.Write([]byte(text))
	return text + "." + base64.RawURLEncoding.EncodeToString(sum.Sum(nil))
}

// segment is JSON in base64url; a string is JSON already.
func segment(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // maps of plain values
	}
	if s, ok := v.(string); ok {
		text = []byte(s)
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// TestAttackJWT presents signed tokens that nobody issued, at the API and at introspection.
func TestAttackJWT(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{})
	f := newForger(t, p, p.grant(t, app, mira).Access)
	refused := func(t *testing.T, what, token string) {
		t.Helper()
		if a := p.me(t, token); a.Status != http.StatusUnauthorized && a.Status != http.StatusBadRequest {
			t.Errorf("%s: the API answers %d", what, a.Status)
		}
		inactive(t, p, app, token)
		served(t, what, p.revoke(t, app, token)) // which must not end the good one
	}
	// What the forger makes with the server's own key is good, so that each refusal has its own reason.
	again := f.sign(f.own, f.header, with(f.claims, "jti", "01900000-0000-7000-8000-000000000001"))
	p.hide(again)
	p.me(t, again).is(t, http.StatusOK)
	t.Run("algorithms", func(t *testing.T) { wrongAlgorithms(t, f, refused) })
	t.Run("keys", func(t *testing.T) { wrongKeys(t, f, refused) })
	t.Run("headers", func(t *testing.T) { wrongHeaders(t, f, refused) })
	t.Run("claims", func(t *testing.T) { wrongClaims(t, p, f, refused) })
	t.Run("spelling", func(t *testing.T) { wrongSpellings(t, p, app, f, refused) })
	p.me(t, again).is(t, http.StatusOK)
	p.me(t, f.good).is(t, http.StatusOK)
	t.Run("revoked", func(t *testing.T) { revokedJWT(t, p, app, f, again) })
}

type refusal func(t *testing.T, what, token string)

func wrongAlgorithms(t *testing.T, f forger, refused refusal) {
	der, err := x509.MarshalPKIXPublicKey(f.own.Public())
	if err != nil {
		t.Fatal(err)
	}
	point, err := f.own.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	text := string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
	for name, secret := range map[string][]byte{
		"PEM": []byte(text), "PEM without its end": []byte(strings.TrimSpace(text)), "DER": der, "point": point, "x": point[1:33],
		"kid": []byte(f.header["kid"].(string)), "nothing": nil,
	} {
		for _, alg := range []string{"HS256", "HS384", "hs256", "ES256"} {
			refused(t, alg+" with "+name, f.mac(secret, with(f.header, "alg", alg)))
		}
	}
	for _, alg := range []any{
		"none", "None", "NONE", "nOnE", "", nil, "ES384", "ES256K", "RS256", "PS256", "EdDSA", "es256", 1, []string{"ES256"},
	} {
		body := segment(with(f.header, "alg", alg)) + "." + segment(f.claims) + "."
		refused(t, "no signature", body)
		refused(t, "the signature of another", body+strings.Split(f.good, ".")[2])
		refused(t, "a good signature under another name", f.sign(f.own, with(f.header, "alg", alg), f.claims))
	}
	// Signatures that some libraries have taken for good: all zero, the order of the curve, and another encoding.
	body := f.good[:strings.LastIndex(f.good, ".")+1]
	order := elliptic.P256().Params().N
	for _, rs := range [][2]*big.Int{
		{new(big.Int), new(big.Int)}, {order, order}, {big.NewInt(1), big.NewInt(1)}, {new(big.Int), big.NewInt(1)}, {big.NewInt(1), order},
	} {
		signature := make([]byte, 64)
		rs[0].FillBytes(signature[:32])
		rs[1].FillBytes(signature[32:])
		refused(t, fmt.Sprint(rs), body+base64.RawURLEncoding.EncodeToString(signature))
	}
	raw, err := base64.RawURLEncoding.DecodeString(strings.Split(f.good, ".")[2])
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := asn1.Marshal(struct{ R, S *big.Int }{new(big.Int).SetBytes(raw[:32]), new(big.Int).SetBytes(raw[32:])})
	if err != nil {
		t.Fatal(err)
	}
	refused(t, "DER", body+base64.RawURLEncoding.EncodeToString(encoded))
	refused(t, "longer", body+base64.RawURLEncoding.EncodeToString(append(raw, 0)))
	refused(t, "shorter", body+base64.RawURLEncoding.EncodeToString(raw[:63]))
	refused(t, "halves swapped", body+base64.RawURLEncoding.EncodeToString(append(raw[32:], raw[:32]...)))
}

// wrongKeys: a key that a token names or brings along is nobody's.
func wrongKeys(t *testing.T, f forger, refused refusal) {
	point, err := f.foreign.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	coordinate := base64.RawURLEncoding.EncodeToString
	jwk := map[string]any{
		"kty": "EC", "crv": "P-256", "x": coordinate(point[1:33]), "y": coordinate(point[33:]), "alg": "ES256", "use": "sig", "kid": f.header["kid"],
	}
	for name, value := range map[string]any{
		"jwk": jwk, "jku": "https://evil.test/jwks.json", "x5u": "https://evil.test/cert", "x5c": []string{"AAAA"}, "x": "y",
	} {
		refused(t, name, f.sign(f.foreign, with(f.header, name, value), f.claims))
		refused(t, name+" without kid", f.sign(f.foreign, with(f.header, name, value, "kid", nil), f.claims))
	}
	own, _ := f.header["kid"].(string)
	for _, kid := range []any{
		nil, "", "x", "../../../../dev/null", "/etc/passwd", "' OR '1'='1", "x' UNION SELECT 'a", "\x00", own + "\x00", own + " ",
		strings.ToLower(own), 1, true, []string{own}, map[string]any{"kid": own}, strings.Repeat("k", 6000), "$(id)", "%s%n",
	} {
		refused(t, "a kid", f.sign(f.foreign, with(f.header, "kid", kid), f.claims))
		refused(t, "a kid under the right key", f.sign(f.own, with(f.header, "kid", kid), f.claims))
	}
	refused(t, "a kid of 20 KB", f.sign(f.own, with(f.header, "kid", strings.Repeat("k", 20_000)), f.claims))
	strong, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	text := segment(with(f.header, "alg", "RS256")) + "." + segment(f.claims)
	signature, err := jwt.SigningMethodRS256.Sign(text, strong)
	if err != nil {
		t.Fatal(err)
	}
	refused(t, "RS256 of a foreign key", text+"."+coordinate(signature))
}
