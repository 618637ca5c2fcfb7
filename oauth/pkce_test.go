package oauth_test

import (
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"github.com/patio-auth/patio/oauth"
)

// The pair of RFC 7636, appendix B.
const (
	rfcVerifier  = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
	rfcChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
)

func TestValidVerifier(t *testing.T) {
	v43 := strings.Repeat("a", 43)
	for s, want := range map[string]bool{
		rfcVerifier: true, v43: true, strings.Repeat("Z", 128): true, strings.Repeat("09-._~", 10): true,
		"": false, v43[:42]: false, strings.Repeat("a", 129): false, v43[:42] + "+": false, v43[:42] + "/": false, v43[:42] + "=": false,
		v43[:42] + " ": false, v43 + "\n": false, v43 + "\x00": false, v43[:42] + "é": false, v43[:42] + "%": false, strings.Repeat("a", 1<<20): false,
	} {
		if oauth.ValidVerifier(s) != want {
			t.Errorf("ValidVerifier(%.60q) is not %v", s, want)
		}
	}
}

func TestValidChallenge(t *testing.T) {
	for s, want := range map[string]bool{
		rfcChallenge: true, challengeOf(""): true, strings.Repeat("A", 43): true,
		"": false, rfcChallenge[:42]: false, rfcChallenge + "A": false, rfcChallenge + "=": false, "=" + rfcChallenge[1:]: false,
		rfcChallenge[:42] + "N":                    false, // the same bytes, spelt otherwise
		strings.ReplaceAll(rfcChallenge, "-", "+"): false, " " + rfcChallenge: false, rfcChallenge + "\n": false,
		rfcChallenge[:20] + "\n" + rfcChallenge[20:]: false, rfcChallenge[:42] + "\n": false, "\r\n" + rfcChallenge[2:]: false,
		rfcVerifier[:42] + "!": false, strings.Repeat("A", 1<<20): false,
	} {
		if oauth.ValidChallenge(s) != want {
			t.Errorf("ValidChallenge(%.60q) is not %v", s, want)
		}
	}
}

func TestVerifierFits(t *testing.T) {
	if !oauth.VerifierFits(rfcChallenge, rfcVerifier) {
		t.Error("the pair of RFC 7636 does not fit")
	}
	for challenge, verifier := range map[string]string{
		rfcChallenge:                  rfcVerifier + "x",
		"":                            "",
		rfcVerifier:                   rfcVerifier, // plain
		rfcChallenge + "=":            rfcVerifier,
		strings.ToLower(rfcChallenge): rfcVerifier,
	} {
		if oauth.VerifierFits(challenge, verifier) {
			t.Errorf("%q fits %q", verifier, challenge)
		}
	}
}

var unreserved = regexp.MustCompile(`\A[A-Za-z0-9\-._~]{43,128}\z`)

// FuzzVerifier: exactly the verifiers of the RFC pass, each fits its own
// challenge and no other.
func FuzzVerifier(f *testing.F) {
	for _, s := range []string{rfcVerifier, "", strings.Repeat("~", 128), strings.Repeat("a", 42) + "\n", rfcVerifier + "=", "é" + rfcVerifier} {
		f.Add(s, "x"+s)
	}
	f.Fuzz(func(t *testing.T, s, other string) {
		if oauth.ValidVerifier(s) != unreserved.MatchString(s) {
			t.Fatalf("ValidVerifier(%q) = %v", s, oauth.ValidVerifier(s))
		}
		if !oauth.VerifierFits(challengeOf(s), s) {
			t.Fatalf("%q does not fit its own challenge", s)
		}
		if s != other && oauth.VerifierFits(challengeOf(s), other) {
			t.Fatalf("%q fits the challenge of %q", other, s)
		}
	})
}

// FuzzChallenge: what passes is the one spelling of 32 bytes.
func FuzzChallenge(f *testing.F) {
	for _, s := range []string{rfcChallenge, "", rfcChallenge + "=", rfcChallenge[:42] + "\n", rfcChallenge + "\n", rfcChallenge[:42] + "N"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		raw, err := base64.RawURLEncoding.DecodeString(s)
		want := err == nil && len(raw) == 32 && base64.RawURLEncoding.EncodeToString(raw) == s
		if oauth.ValidChallenge(s) != want {
			t.Fatalf("ValidChallenge(%q) is not %v", s, want)
		}
	})
}
