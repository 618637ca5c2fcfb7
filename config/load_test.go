package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/config"
)

func file(t *testing.T, content string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "patio.yaml")
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func load(t *testing.T, opts config.Options) *config.Config {
	t.Helper()
	c, err := config.Load(opts)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func setting(t *testing.T, c *config.Config, key string) config.Setting {
	t.Helper()
	all := c.Effective()
	i := slices.IndexFunc(all, func(s config.Setting) bool { return s.Key == key })
	if i < 0 {
		t.Fatalf("there is no setting %s", key)
	}
	return all[i]
}

func TestDefaultsStandAlone(t *testing.T) {
	c := load(t, config.Options{})
	if err := c.Validate(); err != nil {
		t.Errorf("the defaults are refused: %v", err)
	}
	if c.Issuer != "http://127.0.0.1:8080" || c.Tokens.AccessTTL != 10*time.Minute || c.Tokens.RefreshTTL != 720*time.Hour {
		t.Errorf("defaults: issuer %s, access %v, refresh %v", c.Issuer, c.Tokens.AccessTTL, c.Tokens.RefreshTTL)
	}
	for _, s := range c.Effective() {
		if s.Source != config.SourceDefault {
			t.Errorf("%s comes from %s", s.Key, s.Source)
		}
	}
}

func TestPrecedence(t *testing.T) {
	yaml := file(t, "tokens:\n  access_ttl: 1m\n")
	env, flags := []string{"PATIO_TOKENS_ACCESS_TTL=2m"}, map[string]string{"tokens.access_ttl": "3m"}
	for _, c := range []struct {
		name   string
		opts   config.Options
		want   time.Duration
		source config.Source
	}{
		{"nothing", config.Options{}, 10 * time.Minute, "default"},
		{"file", config.Options{File: yaml}, time.Minute, "file"},
		{"variable", config.Options{Env: env}, 2 * time.Minute, "env"},
		{"variable over file", config.Options{File: yaml, Env: env}, 2 * time.Minute, "env"},
		{"empty variable is none", config.Options{File: yaml, Env: []string{"PATIO_TOKENS_ACCESS_TTL="}}, time.Minute, "file"},
		{"last variable counts", config.Options{Env: append(env, "PATIO_TOKENS_ACCESS_TTL=4m")}, 4 * time.Minute, "env"},
		{"flag over all", config.Options{File: yaml, Env: env, Flags: flags}, 3 * time.Minute, "flag"},
		{"file named by a variable", config.Options{Env: []string{"PATIO_CONFIG=" + yaml}}, time.Minute, "file"},
		{"flag's file over the variable's", config.Options{File: yaml, Env: []string{"PATIO_CONFIG=/nowhere.yaml"}}, time.Minute, "file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := load(t, c.opts)
			if got.Tokens.AccessTTL != c.want || setting(t, got, "tokens.access_ttl").Source != c.source {
				t.Errorf("got %v from %s", got.Tokens.AccessTTL, setting(t, got, "tokens.access_ttl").Source)
			}
		})
	}
}

func TestEveryTypeFromFileAndVariable(t *testing.T) {
	yaml := file(t, `
database: postgres://patio@db/patio
trusted_proxies: [10.0.0.7, "fd00::/8"]
scopes:
  - name: orders:read
    description: Read your orders
  - {name: orders:write, description: Change your orders}
tokens: {refresh_max_ttl: 0}
limits: {enabled: false, sign_in_per_account: 5/1h}
database_pool: {max_open: 12}
log:
`)
	env := []string{
		"PATIO_DATABASE=postgres://patio@db/patio", "PATIO_TRUSTED_PROXIES=10.0.0.7, fd00::/8",
		"PATIO_SCOPES=orders:read=Read your orders,orders:write=Change your orders", "PATIO_TOKENS_REFRESH_MAX_TTL=0",
		"PATIO_LIMITS_ENABLED=false", "PATIO_LIMITS_SIGN_IN_PER_ACCOUNT=5/1h", "PATIO_DATABASE_POOL_MAX_OPEN=12",
	}
	for name, opts := range map[string]config.Options{"file": {File: yaml}, "variables": {Env: env}} {
		c := load(t, opts)
		if c.Database.Reveal() != "postgres://patio@db/patio" || c.Database.Scheme() != "postgres" ||
			!slices.Equal(c.TrustedProxies, []string{"10.0.0.7", "fd00::/8"}) ||
			!slices.Equal(c.Scopes, []config.Scope{{Name: "orders:read", Description: "Read your orders"}, {Name: "orders:write", Description: "Change your orders"}}) ||
			c.Tokens.RefreshMaxTTL != 0 || c.Limits.Enabled || c.Limits.SignInPerAccount != (config.Rate{Count: 5, Per: time.Hour}) ||
			c.DatabasePool.MaxOpen != 12 {
			t.Errorf("%s: %+v", name, c)
		}
		if err := c.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestScopeFlags: a flag that is left out is not the same as one that is off, and a built-in scope needs no description.
func TestScopeFlags(t *testing.T) {
	c := load(t, config.Options{ReservedScopes: []string{"clients:write"}, File: file(t, `
scopes:
  - {name: clients:write, grantable_to_apps: true, sensitive: false}
  - {name: pay, description: Pay for you, sensitive: true, restricted: true}
`)})
	if err := c.Validate(); err != nil {
		t.Fatal(err)
	}
	own, pay := c.Scopes[0], c.Scopes[1]
	if own.Restricted != nil || *own.Sensitive || !*own.GrantableToApps || !*pay.Sensitive || !*pay.Restricted || pay.GrantableToApps != nil {
		t.Errorf("%+v, %+v", own, pay)
	}
}

func TestFileProblems(t *testing.T) {
	for _, c := range []struct{ name, yaml, key, say string }{
		{"misspelt key", "tokens:\n  acces_ttl: 5m\n", "tokens.acces_ttl", "patio.yaml (line 2); did you mean tokens.access_ttl?"},
		{"misspelt section", "token:\n  access_ttl: 5m\n", "token.access_ttl", "did you mean tokens.access_ttl?"},
		{"missing section", "access_ttl: 5m\n", "access_ttl", "did you mean tokens.access_ttl?"},
		{"other spelling", "tokens: {accessTtl: 5m}\n", "tokens.accessTtl", "did you mean tokens.access_ttl?"},
		{"nothing near", "colour: red\n", "colour", "patio config show"},
		{"line break in a name", "\"a\\nb\": 1\n", "a\nb", `unknown setting "a\nb"`},
		{"text for a list", "trusted_proxies: 10.0.0.1\n", "trusted_proxies", "must be a list"},
		{"list for a text", "issuer: [a]\n", "issuer", "must be text"},
		{"mapping for a text", "issuer: {a: b}\n", "issuer", "must be text"},
		{"number for a text", "listen: 8080\n", "listen", "put it in quotes"},
		{"number in a list", "trusted_proxies: [1]\n", "trusted_proxies", "item, on line 1, that must be text"},
		{"number for a duration", "tokens: {access_ttl: 600}\n", "tokens.access_ttl", "must be a duration such as"},
		{"words for a duration", "tokens: {access_ttl: 10 minutes}\n", "tokens.access_ttl", "it is 10 minutes"},
		{"negative duration", "tokens: {access_ttl: -5m}\n", "tokens.access_ttl", "must not be negative"},
		{"text for a number", "database_pool: {max_open: \"5\"}\n", "database_pool.max_open", "whole number"},
		{"fraction for a number", "database_pool: {max_open: 1.5}\n", "database_pool.max_open", "whole number"},
		{"text for a bool", "metrics: {enabled: yes}\n", "metrics.enabled", "true or false"},
		{"number for a rate", "limits: {sign_in_per_address: 10}\n", "limits.sign_in_per_address", "10/15m"},
		{"scalar for a section", "tokens: 5m\n", "tokens", "is a section"},
		{"value left out", "issuer:\n", "issuer", "has no value"},
		{"list left out", "scopes:\n", "scopes", "has no value"},
		{"set twice", "issuer: https://a.example\nissuer: https://b.example\n", "issuer", "line 2) is there twice"},
		{"section twice", "log: {level: info}\nlog: {format: text}\n", "log", "twice"},
		{"scope without a mapping", "scopes: [a]\n", "scopes", "must have a name and a description"},
		{"scope with a misspelt field", "scopes:\n  - nam: a\n", "scopes", "on line 2, that has the unknown field nam; did you mean name?"},
		{"scope with a misspelt flag", "scopes:\n  - sensitiv: true\n", "scopes", "did you mean sensitive?"},
		{"scope with a flag that is none", "scopes:\n  - sensitive: 1\n", "scopes", "has a sensitive that must be true or false"},
		{"scope with a wrong type", "scopes:\n  - name: 1\n", "scopes", "has a name that must be text"},
		{"endless alias", "a: &x {b: *x}\n", "a.b.b.b", "unknown setting"},
		{"not YAML", "issuer: [\n", "", "is not a configuration file"},
		{"no mapping", "- issuer\n", "", "write settings as key: value"},
		{"two documents", "log: {level: info}\n---\nlog: {level: warn}\n", "", "more than one document"},
	} {
		t.Run(c.name, func(t *testing.T) {
			wantProblem(t, config.Options{File: file(t, c.yaml)}, c.key, c.say)
		})
	}
}

func wantProblem(t *testing.T, opts config.Options, key, say string) {
	t.Helper()
	_, err := config.Load(opts)
	var e *config.Error
	if !errors.As(err, &e) || len(e.Problems) != 1 {
		t.Fatalf("want one problem, got %v", err)
	}
	if p := e.Problems[0]; p.Key != key || !strings.Contains(p.Message, say) || strings.Contains(p.Message, "\n") {
		t.Errorf("key %q: %s", p.Key, p.Message)
	}
}

func TestOtherProblems(t *testing.T) {
	for _, c := range []struct {
		name     string
		opts     config.Options
		key, say string
	}{
		{"missing file", config.Options{File: "/nowhere/patio.yaml"}, "", "cannot be read"},
		{"missing file of a variable", config.Options{Env: []string{"PATIO_CONFIG=/nowhere/patio.yaml"}}, "", "cannot be read"},
		{"misspelt variable", config.Options{Env: []string{"PATIO_TOKENS_ACCES_TTL=5m"}}, "PATIO_TOKENS_ACCES_TTL", "did you mean PATIO_TOKENS_ACCESS_TTL?"},
		{"misspelt empty variable", config.Options{Env: []string{"PATIO_ISUER="}}, "PATIO_ISUER", "did you mean PATIO_ISSUER?"},
		{"bad value of a variable", config.Options{Env: []string{"PATIO_LIMITS_ENABLED=maybe"}}, "limits.enabled", "in PATIO_LIMITS_ENABLED must be true or false; it is maybe"},
		{"bad value of a flag", config.Options{Flags: map[string]string{"tokens.code_ttl": "1"}}, "tokens.code_ttl", "in its flag must be a duration"},
		{"unknown flag", config.Options{Flags: map[string]string{"listn": "1"}}, "listn", "did you mean listen?"},
		{"a weaker layer counts too", config.Options{File: file(t, "tokens: {code_ttl: 1}\n"), Flags: map[string]string{"tokens.code_ttl": "1m"}}, "tokens.code_ttl", "line 1"},
	} {
		t.Run(c.name, func(t *testing.T) { wantProblem(t, c.opts, c.key, c.say) })
	}
}

func TestIgnoredVariables(t *testing.T) {
	load(t, config.Options{Env: []string{
		"PATH=/bin", "PATIO_TEST_POSTGRES=x", "PATIO_TEST_MYSQL=x", "PATIO_GALLERY=x", "PATIO_CLIENT_SECRET=x", "PATIO_CONFIG=",
		"PATIO_SERVICE_HOST=10.0.0.1", "PATIO_PORT=tcp://10.0.0.1:80", "PATIO_PORT_80_TCP_ADDR=10.0.0.1", "NOT_PATIO_X=1",
	}})
}

// TestServiceVariables checks that the variables of Kubernetes and Docker services are ignored, even if one has the name
// of a setting, and that misspelled settings are still refused.
func TestServiceVariables(t *testing.T) {
	c := load(t, config.Options{Env: []string{
		"PATIO_POSTGRESQL_SERVICE_HOST=10.0.0.1", "PATIO_POSTGRESQL_SERVICE_PORT=5432", "PATIO_POSTGRESQL_SERVICE_PORT_TCP_POSTGRESQL=5432",
		"PATIO_POSTGRESQL_PORT=tcp://10.0.0.1:5432", "PATIO_DB_SERVICE_HOST=fd00::1", "PATIO_DB_PORT=tcp://[fd00::1]:3306",
		"PATIO_REDIS_PORT_6379_TCP=tcp://10.0.0.2:6379", "PATIO_REDIS_PORT_6379_TCP_PROTO=tcp", "PATIO_REDIS_PORT_6379_TCP_PORT=6379",
		"PATIO_REDIS_PORT_6379_TCP_ADDR=10.0.0.2", "PATIO_DNS_PORT_53_UDP=udp://10.0.0.3:53", "PATIO_SMTP_PORT=tcp://10.0.0.4:25",
		"PATIO_MY_OTHER_THING_SERVICE_HOST=10.0.0.5",
	}})
	if plain := load(t, config.Options{}); c.SMTP.Port != plain.SMTP.Port {
		t.Errorf("smtp.port became %v", c.SMTP.Port)
	}
	for _, entry := range []string{
		"PATIO_MAIL_PROT=587", "PATIO_MAIL_PORT=587", "PATIO_MAILS_PORT=https://x.test:1", "PATIO_SERVER_HOST=x", "PATIO_SERVICE=x", "PATIO_REDIS_PORT=6379",
		"PATIO_REDIS_PORT_TCP=x", "PATIO_REDIS_PORT_6379=x",
	} {
		name, _, _ := strings.Cut(entry, "=")
		wantProblem(t, config.Options{Env: []string{entry}}, name, "unknown variable")
	}
}

func TestEmptyFileSetsNothing(t *testing.T) {
	for _, content := range []string{"", "# nothing yet\n", "---\n", "{}\n", "tokens:\n", "tokens: {}\n"} {
		if c := load(t, config.Options{File: file(t, content)}); c.Listen != "127.0.0.1:8080" {
			t.Errorf("%q: %+v", content, c)
		}
	}
}

func TestVariablesAreDistinct(t *testing.T) {
	seen := map[string]string{}
	for _, s := range load(t, config.Options{}).Effective() {
		if other := seen[config.Variable(s.Key)]; other != "" {
			t.Errorf("%s and %s share a variable", s.Key, other)
		}
		seen[config.Variable(s.Key)] = s.Key
	}
	if config.Variable("tokens.access_ttl") != "PATIO_TOKENS_ACCESS_TTL" {
		t.Error(config.Variable("tokens.access_ttl"))
	}
}
