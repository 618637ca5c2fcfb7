package secret_test

import (
	"bytes"
	"errors"
	"hash/crc32"
	"math/big"
	"regexp"
	"strings"
	"testing"

	"github.com/patio-auth/patio/internal/secret"
)

func TestNewHasThePublishedFormat(t *testing.T) {
	pattern := regexp.MustCompile(`^pat_[0-9A-Za-z]{36}$`)
	seen := map[string]bool{}
	for range 2000 {
		s := secret.New(secret.PersonalAccessToken)
		if !pattern.MatchString(s) || !secret.Valid(secret.PersonalAccessToken, s) {
			t.Fatalf("%q is not in the published format", s)
		}
		if seen[s] {
			t.Fatal("the same secret twice")
		}
		seen[s] = true
	}
}

// The checksum is computed here a second time, with arithmetic of another
// make, since outsiders build scanners on it.
func TestChecksumIsCRC32InBase62(t *testing.T) {
	for range 200 {
		body := strings.TrimPrefix(secret.New(secret.ClientSecret), "pcs_")
		want := new(big.Int).SetUint64(uint64(crc32.ChecksumIEEE([]byte(body[:30])))).Text(62)
		// big.Int writes digits in the order 0-9a-zA-Z: swap the cases.
		want = strings.Map(func(r rune) rune {
			switch {
			case r >= 'a' && r <= 'z':
				return r - 'a' + 'A'
			case r >= 'A' && r <= 'Z':
				return r - 'A' + 'a'
			}
			return r
		}, want)
		want = strings.Repeat("0", 6-len(want)) + want
		if body[30:] != want {
			t.Fatalf("checksum of %s is %s, want %s", body[:30], body[30:], want)
		}
	}
}

func TestValidRefuses(t *testing.T) {
	good := "pat_" + strings.Repeat("0", 30)
	sum := crc32.ChecksumIEEE([]byte(strings.Repeat("0", 30)))
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	tail := ""
	for range 6 {
		tail = string(digits[sum%62]) + tail
		sum /= 62
	}
	good += tail
	if !secret.Valid(secret.PersonalAccessToken, good) {
		t.Fatalf("%s must be valid", good)
	}
	for name, s := range map[string]string{
		"empty":        "",
		"prefix alone": "pat_",
		"other prefix": "pca_" + good[4:],
		"upper prefix": "PAT_" + good[4:],
		"too short":    good[:39],
		"too long":     good + "0",
		"one letter":   "pat_1" + good[5:],
		"bad alphabet": good[:10] + "-" + good[11:],
		"line break":   good[:39] + "\n",
		"not ascii":    good[:38] + "é",
	} {
		if secret.Valid(secret.PersonalAccessToken, s) {
			t.Errorf("%s: %q must not be valid", name, s)
		}
	}
}

func TestHintShowsSevenCharacters(t *testing.T) {
	s := secret.New(secret.PersonalAccessToken)
	if got, want := secret.Hint(s), s[:7]+"…"+s[36:]; got != want {
		t.Fatalf("hint %q, want %q", got, want)
	}
	if secret.Hint("pat_abc") != "" {
		t.Fatal("a short string must have no hint")
	}
}

func TestSealOpensOnlyWithItsKeyAndPurpose(t *testing.T) {
	key, plain := []byte("a key that is long enough, really"), []byte("what rests")
	sealed, err := secret.Seal(key, "column", plain)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed, plain) {
		t.Fatal("sealed value shows its content")
	}
	got, err := secret.Open(key, "column", sealed)
	if err != nil || !bytes.Equal(got, plain) {
		t.Fatalf("open: %q, %v", got, err)
	}
	changed := bytes.Clone(sealed)
	changed[len(changed)-1] ^= 1
	for name, try := range map[string]func() ([]byte, error){
		"another key":     func() ([]byte, error) { return secret.Open([]byte("another"), "column", sealed) },
		"another purpose": func() ([]byte, error) { return secret.Open(key, "other", sealed) },
		"changed":         func() ([]byte, error) { return secret.Open(key, "column", changed) },
		"cut":             func() ([]byte, error) { return secret.Open(key, "column", sealed[:5]) },
	} {
		if _, err := try(); !errors.Is(err, secret.ErrSealed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzValid(f *testing.F) {
	f.Add("pat_")
	f.Add(secret.New(secret.PersonalAccessToken))
	f.Add("pat_000000000000000000000000000000000000")
	f.Fuzz(func(t *testing.T, s string) {
		if !secret.Valid(secret.PersonalAccessToken, s) {
			return
		}
		if len(s) != 40 || !strings.HasPrefix(s, "pat_") {
			t.Fatalf("%q passed", s)
		}
		// Any single changed character must be noticed by the checksum.
		for i := 4; i < 34; i++ {
			other := byte('0')
			if s[i] == other {
				other = '1'
			}
			if secret.Valid(secret.PersonalAccessToken, s[:i]+string(other)+s[i+1:]) {
				t.Fatalf("a typo at %d passed", i)
			}
		}
	})
}
