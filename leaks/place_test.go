package leaks_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/leaks"
)

// teller stands for the notices: it remembers what it was told, or refuses.
type teller struct {
	told   []leaks.Issued
	places []string
	refuse error
}

func (n *teller) NotifyLeak(_ context.Context, i leaks.Issued, place string) error {
	n.told, n.places = append(n.told, i), append(n.places, place)
	return n.refuse
}

func (h *house) telling() *teller {
	n := &teller{}
	h.Desk = leaks.New(h.store, h.signer, leaks.Options{Now: h.now, Notifier: n})
	return n
}

// TestPlaces: the owner is told where a secret lay, as far as that is the
// address of a page and holds no secret itself.
func TestPlaces(t *testing.T) {
	h := newHouse(t)
	n := h.telling()
	other := secret.New(secret.RefreshToken)
	for given, want := range map[string]string{
		"https://github.com/octocat/Hello-World/blob/1234/foo/bar.txt": "https://github.com/octocat/Hello-World/blob/1234/foo/bar.txt",
		"https://github.com/octocat/x/blob/1234/a.txt#L10-L12":         "https://github.com/octocat/x/blob/1234/a.txt#L10-L12",
		"http://example.org/ä":                                     "http://example.org/%C3%A4",
		"https://mira:s3cret@example.org/a?token=" + other + "&b":  "https://example.org/a",
		"https://example.org/" + other:                             "",
		"https://example.org/" + other[:20]:                        "",
		"https://example.org/%70cr_" + other[4:]:                   "",
		"https://example.org/#" + other:                            "",
		"https://" + strings.ToLower(other[:20]) + ".example.org/": "",
		"https://example.org/eyJhbGciOiJFUzI1NiJ9.x":               "",
		"javascript:alert(1)":                                      "",
		"data:text/html,x":                                         "",
		"/etc/passwd":                                              "",
		"//example.org/a":                                          "",
		"https:///a":                                               "",
		"not a URL":                                                "",
		"":                                                         "",
		"https://example.org/a\r\nBcc: all@example.org":            "",
		"https://example.org/ a":                                   "",
		"https://example.org/\x00":                                 "",
		"https://example.org/" + strings.Repeat("a", 500):          "",
		"https://example.org/%zz":                                  "",
		"https://example.org/<script>alert(1)</script>":            "https://example.org/%3Cscript%3Ealert%281%29%3C/script%3E",
		"https://example.org/\u202egpj.exe":                        "https://example.org/%E2%80%AEgpj.exe",
	} {
		raw := h.mint(t)
		n.places = nil
		if _, err := h.Report(t.Context(), leaks.ByGitHub, []leaks.Report{{Secret: raw, Place: given}}); err != nil {
			t.Fatal(err)
		}
		if len(n.places) != 1 || n.places[0] != want {
			t.Errorf("%q is shown as %q, not %q", given, n.places, want)
		}
	}
	raw := h.mint(t)
	n.places = nil
	_, err := h.Report(t.Context(), leaks.ByGitHub, []leaks.Report{{raw, ""}, {raw, "https://a.test/" + raw}, {raw, "https://b.test/"}, {raw, "https://c.test/"}})
	if err != nil || len(n.places) != 1 || n.places[0] != "https://b.test/" {
		t.Errorf("of several places is shown %q, %v", n.places, err)
	}
}

// TestWhatCannotBeToldHasNotEnded: ending, trail and notice are one.
func TestWhatCannotBeToldHasNotEnded(t *testing.T) {
	h := newHouse(t)
	n := h.telling()
	n.refuse = errors.New("no")
	raw := h.mint(t)
	if _, err := h.Report(t.Context(), leaks.ByAPI, reports(raw)); !errors.Is(err, n.refuse) {
		t.Error(err)
	}
	if _, _, err := h.tokens.Verify(t.Context(), raw); err != nil {
		t.Errorf("the token: %v", err)
	}
	n.refuse = nil
	if _, err := h.Report(t.Context(), leaks.ByAPI, reports(raw)); err != nil {
		t.Error(err)
	}
	if len(n.told) != 2 || n.told[1].UserID != mira || n.told[1].Name != "mine" || n.told[1].Client != "Ledgerly" {
		t.Errorf("%+v", n.told)
	}
}
