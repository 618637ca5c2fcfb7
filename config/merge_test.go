package config_test

import (
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/config"
)

func TestMergeKeys(t *testing.T) {
	c := load(t, config.Options{File: file(t, `
x-base: &base
  access_ttl: 5m
  code_ttl: 30s
x-other: &other {access_ttl: 7m, refresh_grace: 10s}
x-anything: [1, {two: 3}]
x-empty:
x-root: &root
  log: {level: warn}
  listen: 127.0.0.1:9000
x-scope: &scope {sensitive: true, description: Read}
<<: *root
listen: 127.0.0.1:9001
tokens:
  <<: [*base, *other]
  code_ttl: 45s
scopes:
  - <<: *scope
    name: a:read
  - {<<: *scope, name: b:read, description: Read b}
`)})
	if c.Tokens.AccessTTL != 5*time.Minute || c.Tokens.CodeTTL != 45*time.Second || c.Tokens.RefreshGrace != 10*time.Second {
		t.Errorf("tokens: %+v", c.Tokens)
	}
	if c.Log.Level != "warn" || c.Listen != "127.0.0.1:9001" {
		t.Errorf("of the root: level %s, listen %s", c.Log.Level, c.Listen)
	}
	if len(c.Scopes) != 2 || c.Scopes[0].Description != "Read" || c.Scopes[1].Description != "Read b" || c.Scopes[0].Sensitive == nil || !*c.Scopes[0].Sensitive {
		t.Errorf("scopes: %+v", c.Scopes)
	}
	if err := c.Validate(); err != nil {
		t.Error(err)
	}
}

// What is merged is held to the same rules as what is written out.
func TestMergeKeysProblems(t *testing.T) {
	for yaml, say := range map[string]string{
		"x-a: &a {acess_ttl: 5m}\ntokens: {<<: *a}\n":             "unknown setting tokens.acess_ttl",
		"x-a: &a {access_ttl: [5m]}\ntokens: {<<: *a}\n":          "tokens.access_ttl",
		"tokens: {<<: 5m}\n":                                      "must name a section",
		"x-a: &a [1]\ntokens: {<<: *a}\n":                         "must name a section",
		"tokens: &a {<<: *a}\n":                                   "leads back to itself",
		"tokens: {x-a: 1}\n":                                      "unknown setting tokens.x-a",
		"tokens: {\"<<\": 1}\n":                                   "unknown setting tokens.<<",
		"tokens: {access_ttl: 5m, access_ttl: 6m}\n":              "twice",
		"x-s: &s {nme: a}\nscopes: [{<<: *s, description: Read}]": "unknown field nme",
	} {
		_, err := config.Load(config.Options{File: file(t, yaml)})
		if err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("%q: %v", yaml, err)
		}
	}
}

func TestByteOrderMarkOfSecrets(t *testing.T) {
	const url = "postgres://patio:x@db/patio"
	if c := load(t, config.Options{Env: []string{"PATIO_DATABASE_FILE=" + file(t, "\ufeff"+url+"\r\n")}}); c.Database.Reveal() != url {
		t.Errorf("the database is %q", c.Database.Reveal())
	}
	c := load(t, config.Options{Flags: map[string]string{
		"signing.master_key_file": file(t, "\ufeff"+aKey+"\n"), "smtp.password_file": file(t, "\ufeffpass word\r\n"),
		"notices.webhook.secret_file": file(t, "\ufeff"+aKey), "users.password_blocklist": file(t, "\ufeffcorrect horse battery\n"),
	}})
	if key, err := c.Signing.SealingKey(); err != nil || len(key) != 32 {
		t.Errorf("the master key: %v", err)
	}
	if password, err := c.SMTP.Secret(); err != nil || password != "pass word" {
		t.Errorf("the password of the mail server: %q, %v", password, err)
	}
	if key, err := c.Notices.Webhook.Key(); err != nil || len(key) != 32 {
		t.Errorf("the key of the webhook: %v", err)
	}
	if words, err := c.Users.Blocklist(); err != nil || len(words) != 1 || words[0] != "correct horse battery" {
		t.Errorf("the blocklist: %q, %v", words, err)
	}
	if _, err := config.Load(config.Options{Env: []string{"PATIO_DATABASE_FILE=" + file(t, "\ufeff\n")}}); err == nil || !strings.Contains(err.Error(), "is empty") {
		t.Errorf("only the mark: %v", err)
	}
}

// Quotes and line breaks that docker run --env-file leaves in a value.
func TestVariablesWithQuotes(t *testing.T) {
	for entry, say := range map[string]string{
		`PATIO_ISSUER="https://auth.example.org"`:     "issuer in PATIO_ISSUER has quotes around its value; remove them",
		`PATIO_ISSUER='https://auth.example.org'`:     "has quotes around its value",
		"PATIO_ISSUER=https://auth.example.org\n":     "ends with a line break",
		"PATIO_ISSUER=https://auth.example.org\r":     "ends with a line break",
		"PATIO_ISSUER= https://auth.example.org":      "begins or ends with a space",
		`PATIO_LISTEN=":8080"`:                        "has quotes",
		`PATIO_DATABASE="sqlite:patio.db"`:            "has quotes",
		"PATIO_DATABASE=postgres://u:canary@db/p\r":   "line break",
		`PATIO_TOKENS_ACCESS_TTL="5m"`:                "has quotes",
		`PATIO_LIMITS_ENABLED='true'`:                 "has quotes",
		`PATIO_SMTP_FROM="Patio" <patio@example.org>`: "",
		"PATIO_SCOPES=\n a:b=A,\n b:c=B\n":            "",
		`PATIO_SMTP_PASSWORD="quoted"`:                "",
	} {
		_, err := config.Load(config.Options{Env: []string{entry}})
		if say == "" && err != nil || say != "" && (err == nil || !strings.Contains(err.Error(), say) || strings.Contains(err.Error(), "canary")) {
			t.Errorf("%q: %v", entry, err)
		}
	}
}
