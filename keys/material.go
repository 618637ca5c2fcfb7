package keys

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/go-jose/go-jose/v4"
	"github.com/golang-jwt/jwt/v5"

	"github.com/patio-auth/patio/internal/secret"
)

// sealPurpose binds a sealed private key to its column.
const sealPurpose = "signing key"

// Algorithms are the signing algorithms that Patio offers.
var Algorithms = []string{"ES256", "EdDSA", "RS256"}

// generate makes a key. Its ID does not begin with a dash, since the command line
// would take that for a flag; one key in 64 is made anew for it.
func generate(algorithm string, masters secret.Masters) (Row, error) {
	private, err := newPrivate(algorithm)
	if err != nil {
		return Row{}, err
	}
	thumb, err := (&jose.JSONWebKey{Key: private.Public()}).Thumbprint(crypto.SHA256)
	if err != nil {
		return Row{}, err
	}
	id := base64.RawURLEncoding.EncodeToString(thumb)
	if strings.HasPrefix(id, "-") {
		return generate(algorithm, masters)
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return Row{}, err
	}
	row := Row{ID: id, Algorithm: algorithm}
	row.Private, row.Sealed, err = masters.Seal(sealPurpose, der)
	return row, err
}

func newPrivate(algorithm string) (crypto.Signer, error) {
	switch algorithm {
	case "ES256":
		return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	case "EdDSA":
		_, private, err := ed25519.GenerateKey(rand.Reader)
		return private, err
	case "RS256":
		return rsa.GenerateKey(rand.Reader, 2048)
	}
	return nil, fmt.Errorf("signing algorithm %q is not one of ES256, EdDSA, RS256", algorithm)
}

// ErrMasterKey says that private keys rest sealed and the master key at hand
// does not open them. Another process may have the right one, so it counts as
// unavailable.
var ErrMasterKey error = sealed("it rests sealed and the configured master key does not open it; set signing.master_key, or signing.other_master_key, to the key it was sealed with")

type sealed string

func (e sealed) Error() string { return string(e) }

// Unavailable tells the error apart from those that no other replica could mend.
func (sealed) Unavailable() bool { return true }

func parse(row Row, masters secret.Masters) (*Key, error) {
	der, err := masters.Open(sealPurpose, row.Private, row.Sealed)
	if err != nil {
		return nil, ErrMasterKey
	}
	parsed, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, err
	}
	signer, ok := parsed.(crypto.Signer)
	method := jwt.GetSigningMethod(row.Algorithm)
	if !ok || method == nil {
		return nil, fmt.Errorf("algorithm %q does not fit the key", row.Algorithm)
	}
	return &Key{
		ID: row.ID, Algorithm: row.Algorithm, Generation: row.Generation, CreatedAt: row.CreatedAt,
		SignsAt: row.SignsAt, RetiredAt: row.RetiredAt, ExpiresAt: row.ExpiresAt, RevokedAt: row.RevokedAt, AccessTTL: row.AccessTTL,
		Method: method, Private: signer, Public: signer.Public(),
		accessHeader: accessHeaderOf(row),
	}, nil
}
