package config_test

import (
	"bytes"
	"encoding/base64"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/patio-auth/patio/config"
)

var (
	hookKey = base64.StdEncoding.EncodeToString([]byte("0123456789abcdef0123+/6789abcdef"))
	hooked  = map[string]string{"notices.webhook.url": "https://hooks.example.org/patio", "notices.webhook.secret": "whsec_" + hookKey}
	mailed  = map[string]string{"smtp.host": "mail.example.org", "smtp.from": "Patio <patio@example.org>", "smtp.username": "patio", "smtp.password": "hunter22"}
)

// TestNoticeBounds sets one more setting over a good ground; say is a part of the only problem, which is about key.
func TestNoticeBounds(t *testing.T) {
	for _, c := range []struct {
		ground     map[string]string
		set, value string
		key, say   string
	}{
		{nil, "notices.first_warning", "14d", "", ""},
		{nil, "notices.first_warning", "0", "", ""},
		{nil, "notices.first_warning", "1d", "notices.first_warning", "longer than notices.last_warning (1d)"},
		{nil, "notices.first_warning", "91d", "notices.first_warning", "at most 90d"},
		{nil, "notices.last_warning", "0", "", ""},
		{nil, "notices.last_warning", "8d", "notices.first_warning", "longer than notices.last_warning (8d)"},
		{nil, "notices.scan_every", "0", "notices.scan_every", "at least 1s"},
		{nil, "notices.webhook.url", "https://hooks.example.org", "notices.webhook.secret", "is missing"},
		{nil, "notices.webhook.secret", hookKey, "notices.webhook.url", "is missing"},
		{hooked, "notices.webhook.secret", hookKey, "", ""},
		{hooked, "notices.webhook.secret", "whsec_", "notices.webhook.secret", "base64 of 24 to 64 bytes"},
		{hooked, "notices.webhook.secret", "c2hvcnQ=", "notices.webhook.secret", "base64 of 24 to 64 bytes"},
		{hooked, "notices.webhook.secret", strings.Repeat("A", 88), "notices.webhook.secret", "base64 of 24 to 64 bytes"},
		{hooked, "notices.webhook.secret", "not base64, whatever its length may be", "notices.webhook.secret", "base64"},
		{hooked, "notices.webhook.secret_file", "/nowhere/secret", "notices.webhook.secret_file", "both set"},
		{hooked, "notices.webhook.url", "http://127.0.0.1:9000/hook?k=v", "", ""},
		{hooked, "notices.webhook.url", "http://[::1]/", "", ""},
		{hooked, "notices.webhook.url", "http://hooks.example.org", "notices.webhook.url", "https://"},
		{hooked, "notices.webhook.url", "http://127.0.0.1.example.org", "notices.webhook.url", "https://"},
		{hooked, "notices.webhook.url", "ftp://127.0.0.1", "notices.webhook.url", "https://"},
		{hooked, "notices.webhook.url", "https:///patio", "notices.webhook.url", "https://"},
		{hooked, "notices.webhook.url", "https://hooks.example.org/#x", "notices.webhook.url", "fragment"},
		{hooked, "notices.webhook.url", "https://hooks.example.org/a b", "notices.webhook.url", "https://"},
		{hooked, "notices.webhook.url", "https://hooks.example.org/\r\nX: y", "notices.webhook.url", "https://"},
		{nil, "smtp.from", "patio@example.org", "smtp.host", "is missing"},
		{nil, "smtp.port", "465", "", ""},
		{mailed, "smtp.port", "65536", "smtp.port", "1 to 65535"},
		{mailed, "smtp.port", "-1", "smtp.port", "1 to 65535"},
		{mailed, "smtp.tls", "implicit", "", ""},
		{mailed, "smtp.tls", "ssl", "smtp.tls", "choose one of starttls, implicit, none"},
		{mailed, "smtp.tls", "none", "smtp.tls", "password in clear"},
		{mailed, "smtp.host", "10.0.0.7", "", ""},
		{mailed, "smtp.host", "2001:db8::1", "", ""},
		{mailed, "smtp.host", "mail.example.org:587", "smtp.host", "smtp.port"},
		{mailed, "smtp.host", "smtp://mail.example.org", "smtp.host", "the name or the address"},
		{mailed, "smtp.host", "mail.example.org\r\n", "smtp.host", "the name or the address"},
		{mailed, "smtp.host", "unix:///run/mail", "smtp.host", "the name or the address"},
		{mailed, "smtp.from", "patio@example.org", "", ""},
		{mailed, "smtp.from", "patio", "smtp.from", "e-mail address"},
		{mailed, "smtp.from", "a@example.org, b@example.org", "smtp.from", "e-mail address"},
		{mailed, "smtp.from", "a@example.org\r\nBcc: b@example.org", "smtp.from", "e-mail address"},
		{mailed, "smtp.username", "", "smtp.username", "is missing"},
		{mailed, "smtp.password", "", "smtp.password", "is missing"},
		{mailed, "smtp.password_file", "/nowhere/password", "smtp.password_file", "both set"},
		{mailed, "smtp.ca_file", "/nowhere/ca.pem", "smtp.ca_file", "cannot be read"},
	} {
		flags := map[string]string{}
		maps.Copy(flags, c.ground)
		flags[c.set] = c.value
		found := problemsOf(t, load(t, config.Options{Flags: flags}))
		switch {
		case c.say == "" && len(found) != 0:
			t.Errorf("%s=%q is refused: %v", c.set, c.value, found)
		case c.say != "" && (len(found) != 1 || found[0].Key != c.key || !strings.Contains(found[0].Message, c.say)):
			t.Errorf("%s=%q: want one problem of %s with %q, got %v", c.set, c.value, c.key, c.say, found)
		}
		for _, problem := range found {
			if strings.Contains(problem.Message, "hunter22") || strings.Contains(problem.Message, hookKey) {
				t.Errorf("a secret is told: %s", problem.Message)
			}
		}
	}
	none := map[string]string{"smtp.host": "127.0.0.1", "smtp.from": "patio@example.org", "smtp.tls": "none", "smtp.username": "patio", "smtp.password": "x"}
	if found := problemsOf(t, load(t, config.Options{Flags: none})); len(found) != 0 {
		t.Errorf("a password to this machine is refused: %v", found)
	}
}

// TestSecretFiles: what a file holds counts, without the line's end.
func TestSecretFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	c := load(t, config.Options{Flags: map[string]string{
		"smtp.password_file": write("password", "two words \r\n"), "notices.webhook.secret_file": write("secret", "whsec_"+hookKey+"\n"),
	}})
	if got, err := c.SMTP.Secret(); got != "two words " || err != nil {
		t.Errorf("the password is %q, %v", got, err)
	}
	if got, err := c.Notices.Webhook.Key(); string(got) != "0123456789abcdef0123+/6789abcdef" || err != nil {
		t.Errorf("the key is %q, %v", got, err)
	}
	c.SMTP.CAFile = write("ca.pem", "no certificate")
	if _, err := c.SMTP.Roots(); err == nil {
		t.Error("a file without a certificate is taken")
	}
}

// TestSectionsWithinSections: what is shown is a file that means the same.
func TestSectionsWithinSections(t *testing.T) {
	var shown bytes.Buffer
	c := load(t, config.Options{Flags: map[string]string{"notices.webhook.url": "https://hooks.example.org/x?key=hunter22", "notices.scan_every": "5s"}})
	if err := c.Effective().WriteYAML(&shown); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Notices struct {
			ScanEvery string `yaml:"scan_every"`
			Webhook   struct{ URL string }
		}
	}
	if err := yaml.Unmarshal(shown.Bytes(), &got); err != nil || got.Notices.ScanEvery != "5s" || got.Notices.Webhook.URL != "https://hooks.example.org/x?key=********" {
		t.Errorf("%v: %s", err, shown.String())
	}
	again := load(t, config.Options{File: file(t, shown.String())})
	if again.Notices.ScanEvery != 5*time.Second {
		t.Errorf("read again: %+v", again.Notices)
	}
}
