package leaks_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"github.com/patio-auth/patio/leaks"
)

// GitHub's documents show these two messages, signed by a key for tests.
const (
	githubID  = "f9525bf080f75b3506ca1ead061add62b8633a346606dc5fe544e29231c6ee0d"
	githubKey = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEsz9ugWDj5jK5ELBK42ynytbo38gPHzZFI03Exwz8Lh/tCfL3YxwMdLjB+bMznsanlhK0RwcGP3IDb34kQDIo3Q=="
)

var githubMessages = map[string]string{
	`[{"token":"some_token","type":"some_type","url":"some_url","source":"some_source"}]`:                                                                                                         "MEUCIFLZzeK++IhS+y276SRk2Pe5LfDrfvTXu6iwKKcFGCrvAiEAhHN2kDOhy2I6eGkOFmxNkOJ+L2y8oQ9A2T9GGJo6WJY=",
	`[{"token":"NMIfyYncKcRALEXAMPLE","type":"mycompany_api_token","url":"https://github.com/octocat/Hello-World/blob/12345600b9cbe38a219f39a9941c9319b600c002/foo/bar.txt","source":"content"}]`: "MEUCIQDfLvT8/zM8F1aB3cM0ZwyeWF1m5YR6IhcUIv1OKQYL0wIgBZ5lVXB3gHK+dT8+xt0WgRVLqvsTPFiDO9QP/7eJ4yE=",
}

func withKeys(keys map[string]*ecdsa.PublicKey) *leaks.Desk {
	return leaks.New(nil, nil, leaks.Options{GitHubKeys: keys})
}

func publicKey(t *testing.T, text string) *ecdsa.PublicKey {
	t.Helper()
	der, err := base64.StdEncoding.DecodeString(text)
	must(t, err)
	key, err := x509.ParsePKIXPublicKey(der)
	must(t, err)
	found, is := key.(*ecdsa.PublicKey)
	if !is {
		t.Fatalf("%T", key)
	}
	return found
}

// TestGitHubsOwnExamples: what GitHub's documents show is taken, and nothing
// that differs from it by a byte.
func TestGitHubsOwnExamples(t *testing.T) {
	desk := withKeys(map[string]*ecdsa.PublicKey{githubID: publicKey(t, githubKey)})
	if !desk.TakesGitHub() || withKeys(nil).TakesGitHub() {
		t.Error("whether GitHub's reports are taken does not follow the keys")
	}
	for body, signature := range githubMessages {
		if err := desk.FromGitHub(githubID, signature, []byte(body)); err != nil {
			t.Errorf("%s: %v", body, err)
		}
		for name, forged := range map[string][3]string{
			"another identifier": {"90a421169f0a406205f1563a953312f0be898d3c7b6c06b681aa86a874555f4a", signature, body},
			"no identifier":      {"", signature, body},
			"upper case":         {strings.ToUpper(githubID), signature, body},
			"another body":       {githubID, signature, strings.Replace(body, "some", "Some", 1) + " "},
			"a line break":       {githubID, signature, body + "\n"},
			"no body":            {githubID, signature, ""},
			"no signature":       {githubID, "", body},
			"no base64":          {githubID, "!" + signature[1:], body},
			"spaces":             {githubID, signature + " ", body},
			"cut short":          {githubID, signature[:len(signature)-4], body},
			"something behind":   {githubID, strings.TrimRight(signature, "=") + "AAAA", body},
			"zeros":              {githubID, base64.StdEncoding.EncodeToString([]byte{0x30, 6, 2, 1, 0, 2, 1, 0}), body},
			"a long one":         {githubID, strings.Repeat("A", 1<<20), body},
		} {
			if err := desk.FromGitHub(forged[0], forged[1], []byte(forged[2])); !errors.Is(err, leaks.ErrNotSigned) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := withKeys(nil).FromGitHub(githubID, signature, []byte(body)); !errors.Is(err, leaks.ErrNotSigned) {
			t.Errorf("without keys: %v", err)
		}
	}
}

// TestEachGitHubKeyForItself: a good signature by one key is none by another.
func TestEachGitHubKeyForItself(t *testing.T) {
	keys, private := map[string]*ecdsa.PublicKey{}, map[string]*ecdsa.PrivateKey{}
	for _, id := range []string{"a", "b"} {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		must(t, err)
		keys[id], private[id] = &key.PublicKey, key
	}
	desk, body := withKeys(keys), []byte("[]")
	digest := sha256.Sum256(body)
	for _, signer := range []string{"a", "b"} {
		signature, err := ecdsa.SignASN1(rand.Reader, private[signer], digest[:])
		must(t, err)
		for _, named := range []string{"a", "b"} {
			err := desk.FromGitHub(named, base64.StdEncoding.EncodeToString(signature), body)
			if good := err == nil; good != (named == signer) {
				t.Errorf("signed by %s, said to be by %s: %v", signer, named, err)
			}
		}
	}
}
