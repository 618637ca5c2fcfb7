package oauth

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
)

// challengeLength is how long 32 bytes are in base64url.
const challengeLength = 43

// ValidChallenge reports whether s can be an S256 code challenge: 32 bytes in
// base64url without padding (RFC 7636, section 4.2). The length counts too,
// since the decoder skips line breaks, any number of them.
func ValidChallenge(s string) bool {
	sum, err := base64.RawURLEncoding.Strict().DecodeString(s)
	return err == nil && len(s) == challengeLength && len(sum) == sha256.Size
}

// ValidVerifier reports whether s can be a code verifier: 43 to 128 unreserved
// characters (RFC 7636, section 4.1).
func ValidVerifier(s string) bool {
	if len(s) < 43 || len(s) > 128 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		unreserved := c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' ||
			c == '-' || c == '.' || c == '_' || c == '~'
		if !unreserved {
			return false
		}
	}
	return true
}

// VerifierFits reports whether a verifier hashes to the challenge
// (RFC 7636, section 4.6).
func VerifierFits(challenge, verifier string) bool {
	sum := sha256.Sum256([]byte(verifier))
	hashed := base64.RawURLEncoding.EncodeToString(sum[:])
	return subtle.ConstantTimeCompare([]byte(hashed), []byte(challenge)) == 1
}
