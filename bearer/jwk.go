package bearer

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math/big"
	"slices"
)

const (
	maxKeys    = 64
	minRSABits = 2048
	maxRSABits = 8192
)

// keyID names a key. The algorithm is part of the name, so that a token cannot use a key with another one.
type keyID struct{ kid, alg string }

var errUnusableKey = errors.New("not a key that this package uses")

// parseKeys reads a JWK set (RFC 7517 section 5). Keys that are for something else are left out, as that section
// asks; of two with one name the first counts.
func parseKeys(m members) (map[keyID]crypto.PublicKey, error) {
	r := reader{members: m}
	var list []json.RawMessage
	r.into("keys", &list)
	switch {
	case !r.has("keys") || r.err != nil:
		return nil, errors.New("the document is no JWK set")
	case len(list) > maxKeys:
		return nil, errors.New("the JWK set holds too many keys")
	}
	keys := make(map[keyID]crypto.PublicKey, len(list))
	for _, raw := range list {
		id, key, err := parseKey(raw)
		if err != nil {
			continue
		}
		if _, taken := keys[id]; !taken {
			keys[id] = key
		}
	}
	return keys, nil
}

func parseKey(raw json.RawMessage) (keyID, crypto.PublicKey, error) {
	m, err := parseObject(raw)
	if err != nil {
		return keyID{}, nil, err
	}
	r := reader{members: m}
	id := keyID{kid: r.text("kid")}
	alg, use, ops := r.text("alg"), r.text("use"), r.list("key_ops")
	var key crypto.PublicKey
	switch r.text("kty") + " " + r.text("crv") {
	case "EC P-256":
		id.alg = "ES256"
		key, err = parseP256(&r)
	case "OKP Ed25519":
		id.alg = "EdDSA"
		key, err = parseEd25519(&r)
	case "RSA ":
		id.alg = "RS256"
		key, err = parseRSA(&r)
	default:
		err = errUnusableKey
	}
	// A set that shows the private part of a key has given that key away.
	if err != nil || r.err != nil || id.kid == "" || r.has("d") ||
		alg != "" && alg != id.alg || use != "" && use != "sig" || r.has("key_ops") && !slices.Contains(ops, "verify") {
		return keyID{}, nil, errUnusableKey
	}
	return id, key, nil
}

func parseP256(r *reader) (*ecdsa.PublicKey, error) {
	x, y := r.bytes("x"), r.bytes("y")
	if len(x) != 32 || len(y) != 32 {
		return nil, errUnusableKey
	}
	return ecdsa.ParseUncompressedPublicKey(elliptic.P256(), slices.Concat([]byte{4}, x, y))
}

func parseEd25519(r *reader) (ed25519.PublicKey, error) {
	x := r.bytes("x")
	if len(x) != ed25519.PublicKeySize {
		return nil, errUnusableKey
	}
	return ed25519.PublicKey(x), nil
}

func parseRSA(r *reader) (*rsa.PublicKey, error) {
	n, e := new(big.Int).SetBytes(r.bytes("n")), new(big.Int).SetBytes(r.bytes("e"))
	bits := n.BitLen()
	if bits < minRSABits || bits > maxRSABits || e.BitLen() < 2 || e.BitLen() > 31 || e.Bit(0) == 0 {
		return nil, errUnusableKey
	}
	return &rsa.PublicKey{N: n, E: int(e.Int64())}, nil
}

// bytes reads base64url without padding (RFC 7515 section 2).
func (r *reader) bytes(name string) []byte {
	b, err := base64.RawURLEncoding.Strict().DecodeString(r.text(name))
	if err != nil {
		r.fail(name)
	}
	return b
}
