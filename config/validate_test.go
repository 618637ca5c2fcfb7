package config_test

import (
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/patio-auth/patio/config"
)

var aKey = base64.StdEncoding.EncodeToString([]byte("0123456789abcdef0123456789abcdef"))

// TestBounds sets one or two flags each; say is a part of the only problem, or empty where the value is good.
func TestBounds(t *testing.T) {
	for _, c := range []struct{ key, value, say string }{
		{"issuer", "https://auth.example.org", ""},
		{"issuer", "https://auth.example.org:8443", ""},
		{"issuer", "http://localhost:8080", ""},
		{"issuer", "http://[::1]:8080", ""},
		{"issuer", "https://[2001:db8::1]", ""},
		{"issuer", "https://xn--bcher-kva.example", ""},
		{"issuer", "http://auth.example.org", "https://"},
		{"issuer", "http://127.0.0.1.example.org", "https://"},
		{"issuer", "ftp://auth.example.org", "must begin with https://"},
		{"issuer", "auth.example.org", "must be a URL"},
		{"issuer", "https:auth.example.org", "must be a URL"},
		{"issuer", "https://", "must be a URL"},
		{"issuer", "https://auth.example.org/", "slash"},
		{"issuer", "https://example.org/auth", ""},
		{"issuer", "https://example.org/Sign-in_2/auth.v1", ""},
		{"issuer", "https://example.org/auth/", "slash"},
		{"issuer", "https://example.org//auth", "not plain"},
		{"issuer", "https://example.org/../auth", "not plain"},
		{"issuer", "https://example.org/a%75th", "not plain"},
		{"issuer", "https://example.org/a b", "not plain"},
		{"issuer", "https://example.org/a:b", "not plain"},
		{"issuer", "https://example.org/bücher", "not plain"},
		{"issuer", "https://auth.example.org?x=1", "query"},
		{"issuer", "https://auth.example.org?", "query"},
		{"issuer", "https://auth.example.org#x", "fragment"},
		{"issuer", "https://auth.example.org#", "fragment"},
		{"issuer", "https://u:p@auth.example.org", "user name"},
		{"issuer", "https://auth.example.org:443", "default port"},
		{"issuer", "https://auth.example.org:", "default port"},
		{"issuer", "http://127.0.0.1:80", "default port"},
		{"issuer", "https://Auth.Example.org", "lower case: https://auth.example.org"},
		{"issuer", "HTTPS://auth.example.org", "lower case"},
		{"issuer", "https://bücher.example", "punycode"},
		{"issuer", "https://auth.example.org\n", "must be a URL"},
		{"listen", "localhost:9000", ""},
		{"listen", "[::1]:9000", ""},
		{"listen", ":8080", "issuer is missing"},
		{"listen", "0.0.0.0:8080", "issuer is missing"},
		{"listen", "127.0.0.1:0", "issuer is missing"},
		{"database", "sqlite:/srv/patio.db", ""},
		{"database", "sqlite:///srv/patio.db", ""},
		{"database", "sqlite:/srv/patio.db?cache=shared", "has the parameter cache, which Patio does not know; remove it"},
		{"database", "sqlite:patio.db?", "has the parameter"},
		{"database", "sqlite::memory:", "is in memory"},
		{"database", "postgresql://patio:p%40ss@db/patio?sslmode=disable", ""},
		{"database", "mysql://root@127.0.0.1:3306/patio", ""},
		{"database", "patio.db", "must begin with sqlite:"},
		{"database", "oracle://db", "must begin with sqlite:"},
		{"database", "postgres:db", "must begin with sqlite:"},
		{"database", "sqlite:", "names no file"},
		{"database", "sqlite:?cache=shared", "names no file"},
		{"database", "postgres://u:p%zz@db/patio", "percent-encode"},
		{"trusted_proxies", "10.0.0.1,10.0.0.0/8,fd00::/8,::1", ""},
		{"trusted_proxies", "10.0.0.1,nginx", "item 2, must be an address"},
		{"trusted_proxies", "0.0.0.0/0", "trusts everybody"},
		{"trusted_proxies", "::/0", "trusts everybody"},
		{"trusted_proxies", "fe80::1%eth0", "must be an address"},
		{"names.reserved", "Example Bank,Банк", ""},
		{"names.reserved", "Example Bank,!?", "names.reserved, item 2, must be a name"},
		{"names.reserved", strings.Repeat("ü", 101), "item 1, must be a name"},
		{"scopes", "orders:read=Read", ""},
		{"scopes", "profile=Mine", ""},
		{"scopes", "profile", ""}, // as it is built in
		{"scopes", "profile,profile=Mine", "item 2, defines profile a second time"},
		{"scopes", "a=A,a=B", "item 2, defines a a second time"},
		{"scopes", "a", "needs a description"},
		{"scopes", "a= ", "needs a description"},
		{"scopes", "a b=A", "needs a name"},
		{"scopes", `a"b=A`, "needs a name"},
		{"scopes", `a\b=A`, "needs a name"},
		{"scopes", "é=A", "needs a name"},
		{"scopes", "a=one\ntwo", "one line"},
		{"tokens.access_ttl", "0", "at least 1s"},
		{"tokens.access_ttl", "24h", "signing.overlap"},
		{"tokens.code_ttl", "11m", "at most 10m"},
		{"tokens.refresh_ttl", "0", "at least 1s"},
		{"tokens.refresh_ttl", "2s", ""},
		{"tokens.refresh_max_ttl", "0", ""},
		{"tokens.refresh_max_ttl", "500ms", "at least 1s"},
		{"tokens.refresh_grace", "1m", ""},
		{"tokens.refresh_grace", "61s", "at most 1m"},
		{"tokens.default_audience", "https://api.example.org/v1", ""},
		{"tokens.default_audience", "orders", ""},
		{"tokens.default_audience", "https://api.example.org/#x", "without a fragment"},
		{"tokens.default_audience", "two words", "without a fragment"},
		{"signing.algorithm", "EdDSA", ""},
		{"signing.algorithm", "RS256", ""},
		{"signing.algorithm", "HS256", "choose one of ES256, EdDSA, RS256"},
		{"signing.algorithm", "none", "choose one of"},
		{"signing.overlap", "10m", "must be longer than tokens.access_ttl (10m)"},
		{"signing.overlap", "601s", ""},
		{"signing.master_key", aKey, ""},
		{"signing.master_key", strings.TrimRight(aKey, "="), ""},
		{"signing.master_key", "c2hvcnQ=", "base64 of 32 bytes"},
		{"signing.master_key", "not base64 at all", "base64 of 32 bytes"},
		{"signing.master_key_file", "/nowhere/key", "cannot be read"},
		{"tls.cert_file", "/nowhere/cert.pem", "tls.key_file is missing"},
		{"tls.key_file", "/nowhere/key.pem", "tls.cert_file is missing"},
		{"sessions.idle_ttl", "0", "at least 1s"},
		{"sessions.max_ttl", "0", "at least 1s"},
		{"database_pool.max_open", "-1", "0 (what suits"},
		{"database_pool.timeout", "0", "at least 1ms"},
		{"database_pool.idle_timeout", "0", "at least 1s"},
		{"database_pool.max_lifetime", "2d", "at most 1d"},
		{"signing.publish_ahead", "2d", "at most 1d"},
		{"retention.expired", "1m", "at least 1h"},
		{"retention.ended", "1m", "at least 1h"},
		{"retention.every", "0", "at least 1s"},
		{"redis", "127.0.0.1:6379", "must begin with redis://"},
		{"redis", "http://h", "must begin with redis://"},
		{"redis", "redis://:p%zz@h", "percent-encode"},
		{"log.format", "xml", "choose one of text, json"},
		{"log.level", "INFO", "choose one of debug, info, warn, error"},
		{"server.drain_delay", "0s", ""},
		{"server.drain_delay", "2m", "at most 1m"},
		{"server.shutdown_timeout", "0s", ""},
		{"server.shutdown_timeout", "2h", "at most 1h"},
		{"server.max_connections", "10", ""},
		{"server.max_connections", "0", "must be 10 to 1000000"},
		{"server.max_connections", "1000001", "must be 10 to 1000000"},
	} {
		t.Run(c.key+"="+c.value, func(t *testing.T) {
			cfg := load(t, config.Options{Flags: map[string]string{c.key: c.value}, ReservedScopes: []string{"openid", "profile"}})
			found := problemsOf(t, cfg)
			if c.say == "" && len(found) != 0 {
				t.Errorf("refused: %v", found)
			}
			if c.say != "" && (len(found) != 1 || !strings.Contains(found[0].Message, c.say) || !strings.HasPrefix(found[0].Message, found[0].Key)) {
				t.Errorf("want one problem with %q, got %v", c.say, found)
			}
		})
	}
}

func problemsOf(t *testing.T, c *config.Config) []config.Problem {
	t.Helper()
	err := c.Validate()
	var e *config.Error
	if err != nil && !errors.As(err, &e) {
		t.Fatalf("not a *config.Error: %v", err)
	}
	if e == nil {
		return nil
	}
	return e.Problems
}

func TestListenNeedsAPort(t *testing.T) {
	for _, listen := range []string{"8080", "127.0.0.1", "127.0.0.1:http", "127.0.0.1:70000", "http://127.0.0.1:8080", "a b:80"} {
		c := load(t, config.Options{Flags: map[string]string{"listen": listen, "issuer": "https://auth.example.org"}})
		if found := problemsOf(t, c); len(found) != 1 || found[0].Key != "listen" {
			t.Errorf("listen %q: %v", listen, found)
		}
	}
}

func TestAllProblemsAtOnce(t *testing.T) {
	c := load(t, config.Options{Flags: map[string]string{
		"listen": ":8080", "database": "x", "tokens.code_ttl": "1h", "signing.algorithm": "none", "log.level": "loud",
	}})
	var keys []string
	for _, p := range problemsOf(t, c) {
		keys = append(keys, p.Key)
	}
	if want := []string{"issuer", "database", "tokens.code_ttl", "signing.algorithm", "log.level"}; !slices.Equal(keys, want) {
		t.Errorf("problems with %v, want %v", keys, want)
	}
	if lines := strings.Count(c.Validate().Error(), "\n") + 1; lines != len(keys) {
		t.Errorf("%d lines for %d problems", lines, len(keys))
	}
}

func TestSealingKey(t *testing.T) {
	none, err := load(t, config.Options{}).Signing.SealingKey()
	if none != nil || err != nil {
		t.Errorf("without a key: %x, %v", none, err)
	}
	name := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(name, []byte(aKey+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for key, value := range map[string]string{"signing.master_key": aKey, "signing.master_key_file": name} {
		got, err := load(t, config.Options{Flags: map[string]string{key: value}}).Signing.SealingKey()
		if err != nil || string(got) != "0123456789abcdef0123456789abcdef" {
			t.Errorf("%s: %x, %v", key, got, err)
		}
	}
	both := load(t, config.Options{Flags: map[string]string{"signing.master_key": aKey, "signing.master_key_file": name}})
	if found := problemsOf(t, both); len(found) != 1 || !strings.Contains(found[0].Message, "both set") {
		t.Errorf("both: %v", found)
	}
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	empty := load(t, config.Options{Flags: map[string]string{"signing.master_key_file": name}})
	if found := problemsOf(t, empty); len(found) != 1 || found[0].Key != "signing.master_key_file" {
		t.Errorf("an empty file: %v", found)
	}
}

// TestLongestAccessToken: no access token lives for more than a day.
func TestLongestAccessToken(t *testing.T) {
	cfg := load(t, config.Options{Flags: map[string]string{"tokens.access_ttl": "86401s", "signing.overlap": "3d"}})
	if found := problemsOf(t, cfg); len(found) != 1 || found[0].Key != "tokens.access_ttl" || !strings.Contains(found[0].Message, "at most 1d") {
		t.Errorf("one day and a second: %v", found)
	}
}
