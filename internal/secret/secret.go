// Package secret makes and recognises the secrets that Patio hands out.
//
// It owns their format (prefix, randomness, checksum), the hash under which
// they rest, comparison in constant time and the sealing of what must be
// recovered. It knows nothing of what a secret is good for: the rooms that
// issue one do.
//
//	pat_ + 30 random characters + 6 characters of checksum
//
// The 30 characters are drawn from 62 letters and digits (178 bits). The
// checksum is the CRC-32 (IEEE) of those 30 characters in base 62, so a secret
// scanner needs one regular expression and a typo never reaches the database.
package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"hash/crc32"
	"strings"
)

// Prefix says what a secret is, for people, scanners and the front door.
type Prefix string

// The prefixes of everything that Patio hands out.
const (
	PersonalAccessToken Prefix = "pat_" // a token that a person issued by hand
	AccessToken         Prefix = "pca_" // an opaque OAuth access token
	RefreshToken        Prefix = "pcr_" // a refresh token
	ClientSecret        Prefix = "pcs_" // a client's secret
	AuthorizationCode   Prefix = "pcc_" // an authorization code
	Session             Prefix = "pss_" // a browser session's cookie
	SignIn              Prefix = "psi_" // the cookie of a sign-in that waits for its second factor
)

const (
	alphabet     = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	randomLength = 30
	sumLength    = 6
	bodyLength   = randomLength + sumLength
)

// New draws a fresh secret: the prefix, 30 random characters, their checksum.
// It does not fail: the standard library ends the process where the system's
// random source is broken.
func New(prefix Prefix) string {
	body := randomBody()
	return string(prefix) + body + checksum(body)
}

// randomBody draws 30 characters without modulo bias: a byte at or above
// 248 (4×62) is thrown away.
func randomBody() string {
	out := make([]byte, 0, randomLength)
	var pool [48]byte
	for {
		// crypto/rand.Read is documented never to return an error.
		_, _ = rand.Read(pool[:])
		for _, b := range pool {
			if b >= 4*62 {
				continue
			}
			out = append(out, alphabet[b%62])
			if len(out) == randomLength {
				return string(out)
			}
		}
	}
}

// Valid reports whether s has the prefix, the length, the alphabet and the
// checksum of a secret of that kind. It says nothing about whether the secret
// was ever issued, and costs no read.
func Valid(prefix Prefix, s string) bool {
	body, ok := strings.CutPrefix(s, string(prefix))
	if !ok || len(body) != bodyLength {
		return false
	}
	for i := range len(body) {
		if !strings.Contains(alphabet, body[i:i+1]) {
			return false
		}
	}
	return body[randomLength:] == checksum(body[:randomLength])
}

// checksum is the CRC-32 (IEEE) of body in base 62, left-padded to six
// characters with zeros.
func checksum(body string) string {
	sum := crc32.ChecksumIEEE([]byte(body))
	var out [sumLength]byte
	for i := sumLength - 1; i >= 0; i-- {
		out[i] = alphabet[sum%62]
		sum /= 62
	}
	return string(out[:])
}

// Hash is what the database holds of a secret: its SHA-256. Secrets carry 178
// random bits, so a slow, salted hash would buy nothing.
type Hash [sha256.Size]byte

// HashOf is the hash under which s rests.
func HashOf(s string) Hash { return sha256.Sum256([]byte(s)) }

// Equal compares in constant time.
func (h Hash) Equal(other Hash) bool {
	return subtle.ConstantTimeCompare(h[:], other[:]) == 1
}

// Bytes is the hash as a slice, for a binary column.
func (h Hash) Bytes() []byte { return h[:] }

// Hint is what may be shown of a secret after its birth: enough to tell two
// apart, not enough to guess one (`pat_7Kq…m2Xd`). It is empty for anything
// too short to be a secret.
func Hint(s string) string {
	i := strings.IndexByte(s, '_') + 1
	if len(s)-i < bodyLength {
		return ""
	}
	return s[:i+3] + "…" + s[len(s)-4:]
}
