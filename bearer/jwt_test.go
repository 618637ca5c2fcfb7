package bearer_test

import (
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/patio-auth/patio/bearer"
)

func TestVerifyJWT(t *testing.T) {
	s := newIssuer(t)
	c := s.client(t)
	now := s.clock.now()
	for _, key := range []signingKey{es256, eddsa, rs256} {
		p, err := c.Verify(t.Context(), key.sign(s.claims()))
		if err != nil {
			t.Errorf("%s: %v", key.kid, err)
			continue
		}
		want := &bearer.Principal{
			Subject: "u-1", ClientID: "c-1", Scopes: []string{"notes:read", "notes:write"}, Audience: []string{audience},
			Issuer: s.URL, ID: "j-1", Kind: bearer.KindOAuth, IssuedAt: now, ExpiresAt: now.Add(10 * time.Minute),
			ACR: "pwd", AuthTime: now.Add(-time.Minute), Lineage: "l-1",
		}
		if !reflect.DeepEqual(p, want) {
			t.Errorf("%s: got\n%+v\nwant\n%+v", key.kid, p, want)
		}
	}
	if s.fetched() != 1 || s.askedTimes() != 0 {
		t.Errorf("%d fetches of the keys and %d introspections, want 1 and 0", s.fetched(), s.askedTimes())
	}
}

func TestVerifyJWTTakes(t *testing.T) {
	s := newIssuer(t)
	now := s.clock.now().Unix()
	tests := []struct {
		name           string
		claims, header object
	}{
		{"typ in full", nil, object{"typ": "application/at+jwt"}},
		{"typ in capitals", nil, object{"typ": "AT+JWT"}},
		{"a user name", object{"username": "ada"}, nil},
		{"no scope", object{"scope": nil}, nil},
		{"ours among others", object{"aud": []string{"https://other.test", audience}}, nil},
		{"the default audience", object{"aud": s.URL}, nil},
		{"a client for itself", object{"sub": "c-1", "lineage": nil, "auth_time": nil, "acr": nil}, nil},
		{"expired within the leeway", object{"exp": now - 4}, nil},
		{"issued in the future within the leeway", object{"iat": now + 5, "nbf": now + 5}, nil},
		{"fractions of a second", object{"exp": float64(now) + 0.5}, nil},
		{"a key of its own, not looked at", nil, object{"jwk": another.jwk(), "jku": "https://evil.test"}},
	}
	c := s.client(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := c.Verify(t.Context(), es256.sign(with(s.claims(), tt.claims), with(object{}, tt.header)))
			if err != nil {
				t.Fatal(err)
			}
			if name, _ := tt.claims["username"].(string); p.Username != name {
				t.Errorf("user name %q, want %q", p.Username, name)
			}
		})
	}
}

func TestVerifyJWTRefusesHeaders(t *testing.T) {
	s := newIssuer(t)
	claims := s.claims()
	payload, _ := json.Marshal(claims)
	publicPEM := pemOf(t, es256)
	tests := []struct {
		name  string
		token string
	}{
		{"alg none", b64([]byte(`{"alg":"none","typ":"at+jwt","kid":"es"}`)) + "." + b64(payload) + "."},
		{"alg none with a signature", unsigned(claims) + b64([]byte("signature"))},
		{"HS256 with the public key", hmac(claims, "es", publicPEM)},
		{"HS256 with an empty key", hmac(claims, "es", nil)},
		{"ES256 under the kid of an Ed25519 key", es256.sign(claims, object{"kid": "ed"})},
		{"EdDSA under the kid of a P-256 key", eddsa.sign(claims, object{"kid": "es"})},
		{"PS256, not on the list", signingKey{"rs", jwt.SigningMethodPS256, rs256.signer}.sign(claims)},
		{"RS512, not on the list", signingKey{"rs", jwt.SigningMethodRS512, rs256.signer}.sign(claims)},
		{"alg in another case", es256.signRaw(`{"alg":"es256","typ":"at+jwt","kid":"es"}`, string(payload))},
		{"alg missing", es256.signRaw(`{"typ":"at+jwt","kid":"es"}`, string(payload))},
		{"alg twice", es256.signRaw(`{"alg":"none","alg":"ES256","typ":"at+jwt","kid":"es"}`, string(payload))},
		{"typ JWT", es256.sign(claims, object{"typ": "JWT"})},
		{"typ of a logout token", es256.sign(claims, object{"typ": "logout+jwt"})},
		{"typ missing", es256.sign(claims, object{"typ": nil})},
		{"typ under another spelling", es256.sign(claims, object{"typ": nil, "Typ": "at+jwt"})},
		{"typ not a string", es256.sign(claims, object{"typ": []string{"at+jwt"}})},
		{"crit", es256.sign(claims, object{"crit": []string{"exp"}})},
		{"crit empty", es256.sign(claims, object{"crit": []string{}})},
		{"crit null", es256.signRaw(`{"alg":"ES256","typ":"at+jwt","kid":"es","crit":null}`, string(payload))},
		{"kid unknown", es256.sign(claims, object{"kid": "who"})},
		{"kid missing", es256.sign(claims, object{"kid": nil})},
		{"kid not a string", es256.sign(claims, object{"kid": 1})},
		{"a key of its own", another.sign(claims, object{"jwk": another.jwk()})},
		{"a key of its own with a new kid", another.sign(claims, object{"kid": "x", "jwk": another.jwk()})},
		{"another key under a known kid", another.sign(claims)},
		{"header no object", es256.signRaw(`["ES256"]`, string(payload))},
		{"header followed by something", es256.signRaw(`{"alg":"ES256","typ":"at+jwt","kid":"es"} {}`, string(payload))},
	}
	c := s.client(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { refused(t, c, tt.token) })
	}
}

func TestVerifyJWTRefusesClaims(t *testing.T) {
	s := newIssuer(t)
	now := s.clock.now().Unix()
	tests := []struct {
		name   string
		claims object
		says   string
	}{
		{"another issuer", object{"iss": "https://evil.test"}, "another authorization server"},
		{"issuer with a slash", object{"iss": s.URL + "/"}, "another authorization server"},
		{"issuer in capitals", object{"iss": strings.ToUpper(s.URL)}, "another authorization server"},
		{"no issuer", object{"iss": nil}, ""},
		{"issuer under another spelling", object{"iss": nil, "ISS": s.URL}, ""},
		{"another audience", object{"aud": "https://other.test"}, "another resource server"},
		{"our audience and a slash", object{"aud": []string{audience + "/"}}, "another resource server"},
		{"no audience", object{"aud": nil}, ""},
		{"an empty audience", object{"aud": []string{}}, ""},
		{"audience not a string", object{"aud": []any{1}}, ""},
		{"audience an object", object{"aud": object{audience: true}}, ""},
		{"expired", object{"exp": now - 5}, "expired"},
		{"expired long ago", object{"exp": 0}, "expired"},
		{"no expiry", object{"exp": nil}, ""},
		{"expiry a string", object{"exp": "9999999999"}, ""},
		{"expiry past all years", object{"exp": 1e300}, ""},
		{"expiry in the year 10000", object{"exp": 253402300800}, ""},
		{"expiry below zero", object{"exp": -1}, ""},
		{"issued before all time", object{"iat": -1}, ""},
		{"not yet", object{"nbf": now + 6}, "not valid yet"},
		{"issued in the future", object{"iat": now + 6}, "not valid yet"},
		{"no iat", object{"iat": nil}, ""},
		{"no jti", object{"jti": nil}, ""},
		{"an empty jti", object{"jti": ""}, ""},
		{"no sub", object{"sub": nil}, ""},
		{"sub a number", object{"sub": 1}, ""},
		{"no client_id", object{"client_id": nil}, ""},
		{"client_id under another spelling", object{"client_id": nil, "Client_ID": "c-1"}, ""},
		{"scope a list", object{"scope": []string{"notes:read"}}, ""},
		{"bound to a key", object{"cnf": object{"jkt": "x"}}, ""},
	}
	c := s.client(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := refused(t, c, es256.sign(with(s.claims(), tt.claims)))
			if e, _ := errors.AsType[*bearer.Error](err); e != nil && !strings.Contains(e.Description, tt.says) {
				t.Errorf("it says %q, want something about %q", e.Description, tt.says)
			}
		})
	}
	payload, _ := json.Marshal(s.claims())
	twice := strings.TrimSuffix(string(payload), "}") + `,"sub":"root"}`
	refused(t, c, es256.signRaw(`{"alg":"ES256","typ":"at+jwt","kid":"es"}`, twice))
}

func TestVerifyJWTRefusesSpellings(t *testing.T) {
	s := newIssuer(t)
	c := s.client(t)
	good := eddsa.sign(s.claims())
	parts := strings.Split(good, ".")
	header, _ := base64.RawURLEncoding.DecodeString(parts[0])
	other, _ := json.Marshal(with(s.claims(), object{"sub": "root"}))
	tests := map[string]string{
		"a character less":         good[:len(good)-1],
		"a byte of signature less": good[:len(good)-2],
		"no signature":             parts[0] + "." + parts[1] + ".",
		"two parts":                parts[0] + "." + parts[1],
		"four parts":               good + "." + parts[2],
		"five parts":               good + "..",
		"an empty header":          "." + parts[1] + "." + parts[2],
		"padding":                  good + "==",
		"padding inside":           parts[0] + "=." + parts[1] + "." + parts[2],
		"loose last bits":          good[:len(good)-1] + nextLetter(good[len(good)-1]),
		"a line break":             good[:9] + "\n" + good[9:],
		"a carriage return behind": good + "\r",
		"a space in front":         " " + good,
		"standard base64":          parts[0] + "." + parts[1] + "." + standard(parts[2]),
		"another payload":          parts[0] + "." + b64(other) + "." + parts[2],
		"a header with a space":    b64(append(header, ' ')) + "." + parts[1] + "." + parts[2],
		"payload no JSON":          eddsa.signRaw(string(header), "hello"),
		"payload a list":           eddsa.signRaw(string(header), "[]"),
		"payload null":             eddsa.signRaw(string(header), "null"),
		"payload of the JSON flag": eddsa.signRaw(string(header), "{}"),
		"too long":                 eddsa.sign(with(s.claims(), object{"x": strings.Repeat("x", 8<<10)})),
		"empty":                    "",
		"dots":                     "..",
		"a refresh token":          "pcr_" + goodPAT[4:],
		"a client secret":          "pcs_" + goodPAT[4:],
		"an unknown word":          "hello",
	}
	for name, token := range tests {
		t.Run(name, func(t *testing.T) {
			if token == good {
				t.Fatal("this is the good token")
			}
			refused(t, c, token)
		})
	}
	if _, err := c.Verify(t.Context(), good); err != nil {
		t.Errorf("the good token: %v", err)
	}
	if s.askedTimes() != 0 || s.fetched() != 1 {
		t.Errorf("%d introspections and %d fetches, want 0 and 1", s.askedTimes(), s.fetched())
	}
}

func TestAudienceByNameOnly(t *testing.T) {
	s := newIssuer(t)
	c := s.client(t, func(cfg *bearer.Config) { cfg.DefaultAudience = audience })
	refused(t, c, es256.sign(with(s.claims(), object{"aud": s.URL})))
	if _, err := c.Verify(t.Context(), es256.sign(s.claims())); err != nil {
		t.Error(err)
	}
	c = s.client(t, func(cfg *bearer.Config) { cfg.DefaultAudience = "https://api.test" })
	refused(t, c, es256.sign(with(s.claims(), object{"aud": s.URL})))
	if _, err := c.Verify(t.Context(), es256.sign(with(s.claims(), object{"aud": "https://api.test"}))); err != nil {
		t.Error(err)
	}
}

func refused(t *testing.T, c *bearer.Client, token string) error {
	t.Helper()
	p, err := c.Verify(t.Context(), token)
	if p != nil || !errors.Is(err, bearer.ErrInvalidToken) {
		t.Errorf("got %+v, %v; want ErrInvalidToken", p, err)
	}
	if err != nil && len(token) > 20 && strings.Contains(err.Error(), token) {
		t.Errorf("the error shows the token: %v", err)
	}
	return err
}

func unsigned(claims object) string {
	token := jwt.NewWithClaims(jwt.SigningMethodNone, jwt.MapClaims(claims))
	token.Header["typ"], token.Header["kid"] = "at+jwt", "es"
	signed, err := token.SignedString(jwt.UnsafeAllowNoneSignatureType)
	if err != nil {
		panic(err)
	}
	return signed
}

func hmac(claims object, kid string, key []byte) string {
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims(claims))
	token.Header["typ"], token.Header["kid"] = "at+jwt", kid
	signed, err := token.SignedString(key)
	if err != nil {
		panic(err)
	}
	return signed
}

func pemOf(t *testing.T, k signingKey) []byte {
	der, err := x509.MarshalPKIXPublicKey(k.signer.Public().(*ecdsa.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
}

// nextLetter changes bits that a lax decoder throws away: 64 bytes of signature leave four of them.
func nextLetter(c byte) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	i := strings.IndexByte(letters, c)
	return letters[i|1 : i|1+1]
}

func standard(part string) string {
	return strings.NewReplacer("-", "+", "_", "/").Replace(part) + "+/"
}
