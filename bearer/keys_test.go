package bearer_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"math/big"

	"github.com/golang-jwt/jwt/v5"
)

// signingKey is a private key and the name it is published under.
type signingKey struct {
	kid    string
	method jwt.SigningMethod
	signer crypto.Signer
}

var (
	es256   = newES256("es")
	eddsa   = newEdDSA("ed")
	rs256   = newRS256("rs", 2048)
	another = newES256("es") // the kid of a published key, and not that key
)

func newES256(kid string) signingKey {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	return signingKey{kid, jwt.SigningMethodES256, key}
}

func newRS256(kid string, bits int) signingKey {
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		panic(err)
	}
	return signingKey{kid, jwt.SigningMethodRS256, key}
}

func newEdDSA(kid string) signingKey {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		panic(err)
	}
	return signingKey{kid, jwt.SigningMethodEdDSA, key}
}

func (k signingKey) sign(claims object, header ...object) string {
	token := jwt.NewWithClaims(k.method, jwt.MapClaims(claims))
	token.Header["typ"], token.Header["kid"] = "at+jwt", k.kid
	for _, h := range header {
		token.Header = with(token.Header, h)
	}
	signed, err := token.SignedString(k.signer)
	if err != nil {
		panic(err)
	}
	return signed
}

// signRaw signs a header and a payload that no library would write.
func (k signingKey) signRaw(header, payload string) string {
	text := b64([]byte(header)) + "." + b64([]byte(payload))
	sig, err := k.method.Sign(text, k.signer)
	if err != nil {
		panic(err)
	}
	return text + "." + b64(sig)
}

func (k signingKey) jwk() object {
	jwk := object{"kid": k.kid, "use": "sig", "alg": k.method.Alg()}
	switch pub := k.signer.Public().(type) {
	case *ecdsa.PublicKey:
		point, _ := pub.Bytes()
		jwk["kty"], jwk["crv"], jwk["x"], jwk["y"] = "EC", "P-256", b64(point[1:33]), b64(point[33:])
	case ed25519.PublicKey:
		jwk["kty"], jwk["crv"], jwk["x"] = "OKP", "Ed25519", b64(pub)
	case *rsa.PublicKey:
		jwk["kty"], jwk["n"], jwk["e"] = "RSA", b64(pub.N.Bytes()), b64(big.NewInt(int64(pub.E)).Bytes())
	}
	return jwk
}

func keySet(keys ...signingKey) object {
	set := []object{}
	for _, k := range keys {
		set = append(set, k.jwk())
	}
	return object{"keys": set}
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
