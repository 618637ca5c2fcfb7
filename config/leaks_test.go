package config_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/patio-auth/patio/config"
)

func derOf(t *testing.T, public any) []byte {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func newKey(t *testing.T, curve elliptic.Curve) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// TestGitHubKeys: each key is taken in either form, and nothing else is.
func TestGitHubKeys(t *testing.T) {
	first, second := newKey(t, elliptic.P256()), newKey(t, elliptic.P256())
	base := base64.StdEncoding.EncodeToString(derOf(t, &first.PublicKey))
	block := string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: derOf(t, &second.PublicKey)}))
	file := filepath.Join(t.TempDir(), "patio.yaml")
	text := "leaks:\n  github_keys:\n    - a=" + base + "\n    - |\n      b=" + strings.ReplaceAll(strings.TrimSpace(block), "\n", "\n      ") + "\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c := load(t, config.Options{File: file})
	keys, err := c.Leaks.PublicKeys()
	if err != nil || len(keys) != 2 || !keys["a"].Equal(&first.PublicKey) || !keys["b"].Equal(&second.PublicKey) || len(problemsOf(t, c)) != 0 {
		t.Errorf("%v, %v, %v", keys, err, problemsOf(t, c))
	}

	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	encoded := func(der []byte) string { return base64.StdEncoding.EncodeToString(der) }
	private, err := x509.MarshalPKCS8PrivateKey(first)
	if err != nil {
		t.Fatal(err)
	}
	for name, wrong := range map[string]string{
		"no identifier": "=" + base, "no key": "a", "an empty key": "a=", "no base64": "a=!" + base, "cut short": "a=" + base[:40],
		"another curve": "a=" + encoded(derOf(t, &newKey(t, elliptic.P384()).PublicKey)), "RSA": "a=" + encoded(derOf(t, &other.PublicKey)),
		"a private key": "a=" + encoded(private), "twice": "a=" + base + ",a=" + base, "spaces": "a b=" + base,
		"a long identifier": strings.Repeat("a", 101) + "=" + base,
	} {
		c := load(t, config.Options{Flags: map[string]string{"leaks.github_keys": wrong}})
		if found := problemsOf(t, c); len(found) != 1 || found[0].Key != "leaks.github_keys" || strings.Contains(found[0].Message, encoded(private)) {
			t.Errorf("%s: %v", name, found)
		}
	}
}
