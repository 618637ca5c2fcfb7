package config

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"strings"
)

// PublicKeys are GitHub's keys by their identifiers.
func (l Leaks) PublicKeys() (map[string]*ecdsa.PublicKey, error) {
	keys := map[string]*ecdsa.PublicKey{}
	for i, entry := range l.GitHubKeys {
		identifier, text, found := strings.Cut(entry, "=")
		identifier = strings.TrimSpace(identifier)
		key := publicKey(text)
		switch {
		case !found || identifier == "" || len(identifier) > 100 || strings.ContainsFunc(identifier, func(r rune) bool { return r <= 0x20 || r >= 0x7F }):
			return nil, fmt.Errorf("item %d, must be the key's identifier, an equals sign, and the key", i+1)
		case key == nil:
			return nil, fmt.Errorf("item %d, must have a public key on P-256 behind the equals sign, in base64 or PEM", i+1)
		case keys[identifier] != nil:
			return nil, fmt.Errorf("item %d, names a key a second time; keep one of them", i+1)
		}
		keys[identifier] = key
	}
	return keys, nil
}

// publicKey reads a key on P-256; nil where that is none.
func publicKey(text string) *ecdsa.PublicKey {
	text = strings.TrimSpace(text)
	var der []byte
	if block, rest := pem.Decode([]byte(text)); block != nil && block.Type == "PUBLIC KEY" && strings.TrimSpace(string(rest)) == "" {
		der = block.Bytes
	} else if decoded, err := base64.StdEncoding.Strict().DecodeString(text); err == nil {
		der = decoded
	}
	found, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return nil
	}
	key, is := found.(*ecdsa.PublicKey)
	if !is || key.Curve != elliptic.P256() {
		return nil
	}
	return key
}

func (c *Config) validateLeaks(p *problems) {
	if _, err := c.Leaks.PublicKeys(); err != nil {
		p.add(CodeInvalid, "leaks.github_keys", "leaks.github_keys, %v", err)
	}
}
