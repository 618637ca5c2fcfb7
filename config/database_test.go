package config_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/patio-auth/patio/config"
)

// refusal returns what Validate says of a setting, without secrets that the test
// hides in it.
func refusal(t *testing.T, key, value string) string {
	t.Helper()
	c := load(t, config.Options{Flags: map[string]string{
		key: value, "notices.webhook.secret": strings.Repeat("QUJD", 10), "notices.webhook.url": "https://hooks.test",
	}})
	if key == "notices.webhook.url" {
		c = load(t, config.Options{Flags: map[string]string{key: value, "notices.webhook.secret": strings.Repeat("QUJD", 10)}})
	}
	err := c.Validate()
	if out := shown(t, c); strings.Contains(out, canary) {
		t.Errorf("%s: it shows\n%s", value, out)
	}
	if err == nil {
		return ""
	}
	several, ok := errors.AsType[*config.Error](err)
	if !ok || several.Problems[0].Key != key {
		t.Errorf("%s: %v", value, err)
	}
	return err.Error()
}

// What a database would refuse at once is refused by the settings, in words that hold no part of a password.
func TestDatabaseURLs(t *testing.T) {
	for value, want := range map[string]string{
		"sqlite://patio:" + canary + "@db/patio":                        "names a host",
		"sqlite://patio.db":                                             "",
		"sqlite:///srv/patio.db":                                        "",
		"postgres://patio:x@db:99999/patio":                             "a port that is none",
		"postgres://patio:x@db:0/patio":                                 "a port that is none",
		"postgres://patio:x@::1/patio":                                  "in brackets",
		"postgres://patio:x@[::1]:5432/patio?sslmode=require":           "",
		"postgres://patio:x@db/patio?sslmode=REQUIRE":                   "verify-full",
		"postgres://db/patio?user=patio&password=x&" + canary:           "percent-encode",
		"postgres://db/patio?user=patio&password=x&" + canary + "=1":    "percent-encode",
		"postgres://root:12/?" + canary:                                 "percent-encode",
		"postgres://db/patio?password=x&user=patio&sslmode=verify-full": "",
		"postgres://db/patio?lock_timeout=5s":                           "",
		"postgres:///patio?host=/run/postgresql":                        "",
		"mysql://patio:x@db/":                                           "must name a host and a database",
		"mysql://patio:x@/patio":                                        "must name a host and a database",
		"mysql://patio:x@db/patio?" + canary:                            "percent-encode",
	} {
		said := refusal(t, "database", value)
		if !strings.Contains(said, want) || (want == "") != (said == "") || strings.Contains(said, canary) {
			t.Errorf("%s: %q", value, said)
		}
	}
	for value, want := range map[string]string{
		"redis://:x@cache:6379/1?dial_timeout=5s": "", "redis://cache": "", "unix:///run/redis.sock?db=1": "",
		"redis://cache?ssl=true": "rediss://", "redis://cache/patio": "the number of a database", "redis://cache:66666": "a port that is none",
	} {
		if said := refusal(t, "redis", value); !strings.Contains(said, want) || (want == "") != (said == "") {
			t.Errorf("%s: %q", value, said)
		}
	}
}

// A parameter that Patio would drop is refused by its name: who asks for TLS in
// the words of another driver must not get a connection without it.
func TestForeignDatabaseParameters(t *testing.T) {
	for _, query := range []string{
		"ssl=true", "sslmode=require", "ssl-mode=VERIFY_IDENTITY", "ssl_mode=REQUIRED", "sslMode=VERIFY_CA", "useSSL=true", "requireSSL=true",
		"TLS=true", "Tls=skip-verify", "use_tls=1", "verifyServerCertificate=true", "encrypt=true", "ssl-ca=/ca.pem", "tls=true&useSSL=true",
	} {
		said := refusal(t, "database", "mysql://patio:"+canary+"@db/patio?"+query)
		name, _, _ := strings.Cut(query[strings.LastIndex(query, "&")+1:], "=")
		if !strings.Contains(said, "the parameter "+name+",") || !strings.Contains(said, "write tls=true") {
			t.Errorf("%s: %s", query, said)
		}
	}
	for query, want := range map[string]string{
		"parseTime=true": "the parameter parseTime,", "charset=latin1": "the parameter charset,", "socket=/run/mysqld.sock": "the parameter socket,",
		"timeout=5s": "the parameter timeout,", "tls": "tls once", "tls=": "tls once", "tls=yes": "tls once", "tls=true&tls=false": "tls once",
		"tls=true;x=1": "cannot be read",
		"tls=true":     "", "tls=false": "", "tls=skip-verify": "", "tls=preferred": "", "": "",
	} {
		if said := refusal(t, "database", "mysql://patio:x@db/patio?"+query); !strings.Contains(said, want) || (want == "") != (said == "") {
			t.Errorf("%s: %s", query, said)
		}
	}
	for query, want := range map[string]string{
		"ssl=true": "sslmode=verify-full", "useSSL=true": "sslmode=verify-full", "ssl-mode=require": "sslmode=verify-full", "tls=true": "sslmode=verify-full",
		"sslmode=verify-full&sslrootcert=/ca.pem": "", "application_name=patio&connect_timeout=5&default_query_exec_mode=exec": "",
	} {
		if said := refusal(t, "database", "postgres://patio:x@db/patio?"+query); !strings.Contains(said, want) || (want == "") != (said == "") {
			t.Errorf("%s: %s", query, said)
		}
	}
}

// A password that was not encoded is refused wherever a parser could take a part
// of it for something else, and then print it.
func TestStrayAt(t *testing.T) {
	for key, urls := range map[string][]string{
		"database": {
			"postgres://root:p@" + canary + "@127.0.0.1/x", "mysql://root:p@" + canary + "@127.0.0.1/x", "postgresql://root:@" + canary + "@db/x",
			"postgres://root:12/" + canary + "@db/x", "mysql://root:12/" + canary + "@db/x", "postgres://root:12?" + canary + "@db/x",
			"mysql://root:12#" + canary + "@db/x", "postgres://" + canary + "@x@db/x", "postgres://root:" + canary + "@a@b@c/x",
		},
		"redis": {
			"redis://:p@" + canary + "@127.0.0.1:6379", "rediss://:12/" + canary + "@127.0.0.1:6379/0", "redis://:12?" + canary + "@h:1", "redis://" + canary + "@x@h",
		},
		"notices.webhook.url": {
			"https://me:p@" + canary + "@hooks.test/x", "https://me:12/" + canary + "@hooks.test/x", "https://" + canary + "@x@hooks.test",
		},
	} {
		for _, url := range urls {
			if said := refusal(t, key, url); !strings.Contains(said, "percent-encode") || strings.Contains(said, canary) {
				t.Errorf("%s: %q", url, said)
			}
		}
	}
	for key, urls := range map[string][]string{
		"database":            {"postgres://root:p%40ss@db/x", "mysql://a:b@[::1]:3306/x", "postgres://db/x"},
		"redis":               {"redis://:x%40@cache:6379/1", "redis://cache", "unix:///run/redis.sock"},
		"notices.webhook.url": {"https://hooks.test/@me/x", "https://u:p@hooks.test/@me", "https://hooks.test:8443/x"},
	} {
		for _, url := range urls {
			if said := refusal(t, key, url); said != "" {
				t.Errorf("%s: %s", url, said)
			}
		}
	}
	// What stands before the @ by itself is a token to everything but a database.
	for _, c := range [][2]string{{"redis", "redis://" + canary + "@cache"}, {"notices.webhook.url", "https://" + canary + "@hooks.test/x"}} {
		if said := refusal(t, c[0], c[1]); strings.Contains(said, canary) {
			t.Error(said)
		}
	}
}
