package bearer_test

import (
	"strings"
	"testing"

	"github.com/patio-auth/patio/bearer"
)

func TestUnusableKeys(t *testing.T) {
	x := es256.jwk()["x"].(string)
	tests := []struct {
		name string
		key  signingKey
		jwk  object
	}{
		{"for encryption", eddsa, object{"use": "enc"}},
		{"for nobody knows what", eddsa, object{"use": 1}},
		{"for another algorithm", eddsa, object{"alg": "ES256"}},
		{"for PS256", rs256, object{"alg": "PS256"}},
		{"not for verifying", eddsa, object{"key_ops": []string{"sign"}}},
		{"without kid", eddsa, object{"kid": nil}},
		{"with a kid of another type", eddsa, object{"kid": 1}},
		{"with its private part", eddsa, object{"d": "AAAA"}},
		{"too short", eddsa, object{"x": "AAAA"}},
		{"padded", es256, object{"x": x + "="}},
		{"loose last bits", es256, object{"x": x[:42] + nextLetter(x[42])}},
		{"another curve", eddsa, object{"crv": "X25519"}},
		{"no curve", eddsa, object{"crv": nil}},
		{"RSA of 1024 bits", newRS256("weak", 1024), nil},
		{"RSA of 16384 bits", rs256, object{"n": b64(append([]byte{0x80}, make([]byte, 2047)...))}},
		{"RSA with exponent 1", rs256, object{"e": "AQ"}},
		{"RSA with an even exponent", rs256, object{"e": "AQAA"}},
		{"RSA with a huge exponent", rs256, object{"e": "AQAAAAAB"}},
		{"RSA without exponent", rs256, object{"e": nil}},
		{"symmetric", eddsa, object{"kty": "oct", "crv": nil, "k": "AAAA"}},
		{"a point off the curve", es256, object{"x": es256.jwk()["y"]}},
		{"a long coordinate", es256, object{"x": "AAAA" + x}},
		{"P-384", es256, object{"crv": "P-384"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newIssuer(t)
			s.jwks = object{"keys": []object{with(tt.key.jwk(), tt.jwk)}}
			if _, err := bearer.New(t.Context(), s.config()); err == nil || !strings.Contains(err.Error(), "no key") {
				t.Errorf("the key was taken: %v", err)
			}
			// Beside a key of use it is passed over.
			spare := newES256("spare")
			s.jwks = object{"keys": []object{with(tt.key.jwk(), tt.jwk), spare.jwk()}}
			good(t, s, s.client(t), spare)
		})
	}
}

func TestUsableKeys(t *testing.T) {
	for name, change := range map[string]object{
		"nothing but the key": {"use": nil, "alg": nil},
		"key_ops":             {"key_ops": []string{"verify"}},
		"unknown members":     {"x5c": []string{"AA"}, "d": nil, "USE": "enc"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newIssuer(t)
			s.jwks = object{"keys": []any{1, object{}, with(es256.jwk(), change), with(another.jwk(), nil)}}
			good(t, s, s.client(t), es256)
		})
	}
}
