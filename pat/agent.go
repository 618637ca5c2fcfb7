package pat

import (
	"strings"

	"github.com/patio-auth/patio/internal/secret"
)

const (
	maxAgent  = 200 // how many bytes of an agent's words are kept
	secretLen = 40  // of a prefix and its body
)

// plainAgent is what an agent says of itself, in printable ASCII and cut short:
// whoever has the token chooses these words. Where they hold a secret, which
// some put into the wrong header, nothing is kept.
func plainAgent(s string) string {
	if s = s[:min(len(s), 4*maxAgent)]; holdsSecret(s) {
		return ""
	}
	out := make([]byte, 0, min(maxAgent, len(s)))
	for i := 0; i < len(s) && len(out) < maxAgent; i++ {
		if s[i] >= ' ' && s[i] <= '~' {
			out = append(out, s[i])
		}
	}
	return strings.TrimSpace(string(out))
}

func holdsSecret(s string) bool {
	for i := 0; i+secretLen <= len(s); i++ {
		if s[i] != 'p' || s[i+3] != '_' {
			continue
		}
		for _, prefix := range []secret.Prefix{secret.PersonalAccessToken, secret.AccessToken, secret.RefreshToken, secret.ClientSecret} {
			if secret.Valid(prefix, s[i:i+secretLen]) {
				return true
			}
		}
	}
	return false
}
