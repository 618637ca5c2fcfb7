package config_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/patio-auth/patio/config"
)

const canary = "hunter2canary"

// shown is what patio config show and patio config check print.
func shown(t *testing.T, c *config.Config) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Effective().WriteYAML(&b); err != nil {
		t.Fatal(err)
	}
	if err := c.Effective().WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(&b, c.Effective(), c.Validate())
	return b.String()
}

// printed is every other way in which a program could print a whole configuration.
func printed(t *testing.T, c *config.Config) string {
	t.Helper()
	encoded, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%v %+v %#v %s", c, c, c, encoded)
}

func TestSecretsNeverShow(t *testing.T) {
	for _, c := range []struct{ name, key, value string }{
		{"master key", "signing.master_key", canary},
		{"password", "database", "postgres://patio:" + canary + "@db/patio"},
		{"password alone", "database", "mysql://:" + canary + "@db/patio"},
		{"unescaped @", "database", "postgres://patio:" + canary + "@" + canary + "@db/patio"},
		{"unescaped slash", "database", "postgres://patio:12/" + canary + "@db/patio"},
		{"unescaped question mark", "database", "postgres://patio:12?" + canary + "@db/patio"},
		{"unescaped hash", "database", "postgres://patio:12#" + canary + "@db/patio"},
		{"bad escape", "database", "postgres://patio:%zz" + canary + "@db/patio"},
		{"host forgotten", "database", "postgres://patio:" + canary},
		{"password parameter", "database", "postgres://db/patio?password=" + canary},
		{"escaped parameter", "database", "postgres://db/patio?pass%77ord=" + canary},
		{"hidden behind a plain one", "database", "postgres://db/patio?sslmode=disable;password=" + canary},
		{"parameter without a value", "database", "postgres://db/patio?" + canary},
		{"fragment", "database", "postgres://db/patio#" + canary},
		{"driver's own form", "database", "patio:" + canary + "@tcp(db:3306)/patio"},
		{"libpq's own form", "database", "host=db user=patio password=" + canary + " dbname=patio"},
		{"one slash", "database", "postgres:/patio:" + canary},
		{"no slash", "database", "postgres:patio:" + canary + "@db"},
		{"no colon", "database", "postgres//patio:" + canary},
		{"no scheme", "database", "patio:" + canary},
		{"slash for a colon", "database", "mysql://patio/" + canary + "@db/patio"},
		{"host of SQLite", "database", "sqlite://patio:" + canary + "@db/patio"},
		{"password parameter with &", "database", "postgres://db/patio?user=patio&password=x&" + canary},
		{"password parameter with & and =", "database", "postgres://db/patio?user=patio&password=x&" + canary + "=1"},
		{"Redis without slashes", "redis", "redis:" + canary},
		{"Redis", "database", "redis://:" + canary + "@cache:6379/0"},
		{"SQLite parameter", "database", "sqlite:patio.db?_auth_pass=" + canary},
		{"user information of the issuer", "issuer", "https://patio:" + canary + "@auth.example.org"},
		{"query of the issuer", "issuer", "https://auth.example.org?key=" + canary},
		{"user information of a proxy", "trusted_proxies", "http://u:" + canary + "@10.0.0.1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cfg := load(t, config.Options{Flags: map[string]string{c.key: c.value}})
			out := shown(t, cfg)
			if c.key == "database" || c.key == "signing.master_key" {
				out += printed(t, cfg)
			}
			if strings.Contains(out, canary) {
				t.Errorf("it shows:\n%s", out)
			}
			if !strings.Contains(shown(t, cfg), "********") {
				t.Error("nothing is masked")
			}
		})
	}
}

func TestProblemsNeverShowSecrets(t *testing.T) {
	for _, yaml := range []string{
		"signing:\n  master_key: [" + canary + "]\n", "signing: {master_key: {a: " + canary + "}}\n", "database: [" + canary + "]\n",
		canary + "\n", "- " + canary + "\n", "signing: " + canary + "\n",
		"signing: {master_key: *" + canary + "}\n", "signing: {master_key: !" + canary + " x}\n", "signing: {master_key: \"" + canary + "\n",
	} {
		if _, err := config.Load(config.Options{File: file(t, yaml)}); err == nil || strings.Contains(err.Error(), canary) {
			t.Errorf("%q: %v", yaml, err)
		}
	}
	if _, err := config.Load(config.Options{Env: []string{"PATIO_SIGNING_MASTERKEY=" + canary}}); err == nil || strings.Contains(err.Error(), canary) {
		t.Error(err)
	}
}

func TestMaskKeepsWhatHelps(t *testing.T) {
	for url, want := range map[config.SecretURL]string{
		"sqlite:patio.db":                            "sqlite:patio.db",
		"sqlite:/srv/a@b/patio.db?cache=shared":      "sqlite:/srv/a@b/patio.db?cache=shared",
		"postgres://patio@db:5432/p?sslmode=disable": "postgres://patio@db:5432/p?sslmode=disable",
		"postgres://patio:x@db:5432/p":               "postgres://patio:********@db:5432/p",
		"redis://:x@cache:6379/1":                    "redis://:********@cache:6379/1",
		"rediss://cache:6379/1?password=x&db=2":      "rediss://cache:6379/1?password=********&db=2",
		"":                                           "",
	} {
		if url.String() != want {
			t.Errorf("%s is shown as %s, want %s", url.Reveal(), url, want)
		}
	}
}

func TestShownFileIsAConfigurationFile(t *testing.T) {
	c := load(t, config.Options{Env: []string{"PATIO_SCOPES=a:b=A # sign: here", "PATIO_TRUSTED_PROXIES=10.0.0.1"}, Flags: map[string]string{"log.level": "warn"}})
	var first, second, asJSON bytes.Buffer
	if err := c.Effective().WriteYAML(&first); err != nil {
		t.Fatal(err)
	}
	again := load(t, config.Options{File: file(t, first.String())})
	if err := again.Effective().WriteYAML(&second); err != nil {
		t.Fatal(err)
	}
	var a, b map[string]any
	if yaml.Unmarshal(first.Bytes(), &a) != nil || yaml.Unmarshal(second.Bytes(), &b) != nil || fmt.Sprint(a) != fmt.Sprint(b) {
		t.Errorf("it reads back as\n%s\nand was\n%s", second.String(), first.String())
	}
	for _, line := range []string{"level: warn # flag", "trusted_proxies: # env", "access_ttl: 10m # default"} {
		if !strings.Contains(first.String(), line+"\n") {
			t.Errorf("no %q in\n%s", line, first.String())
		}
	}
	if err := c.Effective().WriteJSON(&asJSON); err != nil {
		t.Fatal(err)
	}
	var object map[string]struct {
		Value  any
		Source string
	}
	if err := json.Unmarshal(asJSON.Bytes(), &object); err != nil {
		t.Fatal(err)
	}
	if len(object) != len(c.Effective()) || object["log.level"].Value != "warn" || object["log.level"].Source != "flag" {
		t.Errorf("JSON: %s", asJSON.String())
	}
}
