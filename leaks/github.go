package leaks

import (
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/base64"
	"errors"
)

// ErrNotSigned says that a body does not bear the signature of a key that the
// operator has named.
var ErrNotSigned = errors.New("the report is not signed by a key that is known here")

// maxSignature bounds the text of a signature; one of P-256 has 96 characters.
const maxSignature = 200

// TakesGitHub reports whether the operator has named any of GitHub's keys, so
// that reports of its secret scanning can be told from anybody's.
func (d *Desk) TakesGitHub() bool { return len(d.opts.GitHubKeys) > 0 }

// FromGitHub checks that GitHub has sent a body, to the byte: an ECDSA
// signature over its SHA-256, in ASN.1 and base64, by the key of that
// identifier. Errors: ErrNotSigned.
func (d *Desk) FromGitHub(identifier, signature string, body []byte) error {
	key := d.opts.GitHubKeys[identifier]
	if key == nil || len(signature) > maxSignature {
		return ErrNotSigned
	}
	given, err := base64.StdEncoding.Strict().DecodeString(signature)
	if err != nil {
		return ErrNotSigned
	}
	if digest := sha256.Sum256(body); !ecdsa.VerifyASN1(key, digest[:], given) {
		return ErrNotSigned
	}
	return nil
}
