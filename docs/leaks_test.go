package docs_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/patio-auth/patio/internal/secret"
)

// published are the regular expressions of leaked-tokens.md, by the prefix that
// each is about.
func published(t *testing.T) map[secret.Prefix]*regexp.Regexp {
	t.Helper()
	all := map[secret.Prefix]*regexp.Regexp{}
	document := readDocument(t, "docs/leaked-tokens.md")
	for _, row := range document.rows("kind", "regular expression") {
		text := strings.Trim(row[1], "`")
		if !strings.Contains(document.text, "regex = '''"+text+"'''\n") {
			t.Errorf("%s: the rules for gitleaks have another expression", row[0])
		}
		compiled, err := regexp.Compile(text)
		if err != nil {
			t.Errorf("%s: %v", row[0], err)
			continue
		}
		all[secret.Prefix(strings.TrimPrefix(text, `\b`)[:4])] = compiled
	}
	if len(all) != 5 {
		t.Fatalf("%d regular expressions were found", len(all))
	}
	return all
}

// TestLeakPatterns runs the published expressions against secrets that were
// just made, as they lie in files, and against what is nearly one.
func TestLeakPatterns(t *testing.T) {
	patterns := published(t)
	for _, prefix := range []secret.Prefix{secret.PersonalAccessToken, secret.AccessToken, secret.RefreshToken, secret.ClientSecret} {
		pattern := patterns[prefix]
		if pattern == nil {
			t.Errorf("there is no expression for %s", prefix)
			continue
		}
		for range 200 {
			raw := secret.New(prefix)
			for _, around := range []string{"%", "TOKEN=%\n", `"token": "%",`, "Authorization: Bearer %\r\n", "?personalToken=%&x=y", "https://x:%@host/", "é%é", "<%>", `{"log":"line\n%"}`, "my_%", "x%"} {
				text := strings.ReplaceAll(around, "%", raw)
				if got := pattern.FindAllString(text, -1); len(got) != 1 || got[0] != raw {
					t.Errorf("in %q is found %q", text, got)
				}
			}
			for _, near := range []string{
				raw[:len(raw)-1], raw + "0", raw[1:], strings.ToUpper(raw), raw[:20] + "-" + raw[21:], raw[:20] + " " + raw[20:],
				string(prefix[:3]) + "-" + raw[4:], raw + "_", "xyz_" + raw[4:],
			} {
				if got := pattern.FindString(near); got != "" {
					t.Errorf("%q is taken for a secret", near)
				}
			}
			for other, pattern := range patterns {
				if other != prefix && pattern.MatchString(raw) {
					t.Errorf("%s is taken for %s", prefix, other)
				}
			}
		}
	}
}

// TestLeakChecksum holds the page's example of a checksum to the code.
func TestLeakChecksum(t *testing.T) {
	text := readDocument(t, "docs/leaked-tokens.md").text
	found := regexp.MustCompile("Thirty times `0` has the checksum `(\\w{6})`").FindStringSubmatch(text)
	if found == nil || !secret.Valid(secret.PersonalAccessToken, "pat_"+strings.Repeat("0", 30)+found[1]) {
		t.Errorf("the example is not one: %v", found)
	}
}
