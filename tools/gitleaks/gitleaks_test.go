package gitleaks_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestGitleaks lets gitleaks look for secrets by the configuration of docs/leaked-tokens.md.
func TestGitleaks(t *testing.T) {
	text, err := os.ReadFile("../../docs/leaked-tokens.md")
	if err != nil {
		t.Fatal(err)
	}
	_, config, found := strings.Cut(string(text), "file=.gitleaks.toml\n")
	config, _, ended := strings.Cut(config, "\n```\n")
	if !found || !ended {
		t.Fatal("docs/leaked-tokens.md has no .gitleaks.toml")
	}
	dir := t.TempDir()
	rules := filepath.Join(dir, "rules.toml")
	write(t, rules, config)

	// In pieces, so that nobody's scanner takes this file for a leak.
	random := "Zx9" + strings.Repeat("aB3", 11)
	secrets := map[string]string{
		"patio-personal-access-token": "pat_" + random,
		"patio-access-token":          "pca_" + random,
		"patio-refresh-token":         "pcr_" + random,
		"patio-client-secret":         "pcs_" + random,
		"patio-jwt":                   "eyJ" + "hbGciOiJFUzI1NiJ9." + "eyJ" + "zdWIiOiJtaXJhIn0." + strings.Repeat("aB-_", 22),
	}
	around := map[string]string{
		".env": "TOKEN=%\n", "a.json": `{"token": "%"}`, "a.yaml": "token: '%'\n", "url.txt": "https://api.example.org/?personalToken=%&x=y",
		"clone.txt": "https://x:%@host/", "main.go": `const token = "%"`, "ci.log": "Authorization: Bearer %\r\n", "escaped.json": `{"log": "line\n%"}`,
		"encoded.txt": "token%3D%", "joined.txt": "my_%",
	}
	for rule, secret := range secrets {
		for name, context := range around {
			content := context[:strings.LastIndex(context, "%")] + secret + context[strings.LastIndex(context, "%")+1:]
			write(t, filepath.Join(dir, "code", rule, name), content)
		}
	}
	write(t, filepath.Join(dir, "code", "clean.txt"), "pat_short pat-"+random+" PAT_"+random+" pat_"+random+"x eyJ.eyJ.a\n")

	report, err := exec.Command("go", "tool", "gitleaks", "dir", "--config", rules, "--exit-code", "0", "--no-banner", "--log-level", "error",
		"--max-decode-depth", "0", "--report-format", "json", "--report-path", "-", filepath.Join(dir, "code")).Output()
	if err != nil {
		t.Fatalf("gitleaks: %v", err)
	}
	var leaks []struct{ RuleID, File, Secret string }
	if err := json.Unmarshal(report, &leaks); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, leak := range leaks {
		if !strings.HasPrefix(leak.RuleID, "patio-") { // gitleaks' own rules look too
			continue
		}
		file, err := filepath.Rel(filepath.Join(dir, "code"), leak.File)
		if err != nil {
			t.Fatal(err)
		}
		if secrets[leak.RuleID] != leak.Secret {
			t.Errorf("%s is taken for a %s", file, leak.RuleID)
		}
		got[file] = leak.RuleID
	}
	for rule := range secrets {
		for name := range around {
			if file := filepath.Join(rule, name); got[file] != rule {
				t.Errorf("in %s gitleaks finds %q", file, got[file])
			}
		}
	}
	if len(got) != len(secrets)*len(around) {
		t.Errorf("gitleaks finds something in %d files", len(got))
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
