package main

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var wideRows = [][]string{
	{"NAME", "HOLDER", "TOKEN", "CLIENT", "STATE", "LAST USED", "ENDS", "ID"},
	{"Nightly backup of everything", "mira", "pat_…aB3d", "Ledgerly with a long name", "good", "2026-11-30 10:02 UTC", "never", "01a22be8-1673-7333-9e11-22de5dce7d72"},
	{"büro", "someone.with.a.long.name", "pat_…aB3d", "L", "revoked", "never", "2026-11-30 10:02 UTC", "01a22be8-1673-7333-9e11-22de5dce7d72"},
}

func copyOf(rows [][]string) [][]string {
	all := make([][]string, len(rows))
	for i, row := range rows {
		all[i] = append([]string{}, row...)
	}
	return all
}

// widest is how wide the widest line of a text is, apart from single words.
func widest(text string) (most int) {
	for line := range strings.Lines(text) {
		if len(strings.Fields(line)) > 1 {
			most = max(most, utf8.RuneCountInString(strings.TrimRight(line, "\n")))
		}
	}
	return most
}

// At any width no line is wider, and every id is whole: in a table that says
// what it leaves out, or else one row below the other.
func TestTablesFit(t *testing.T) {
	names := wideRows[0]
	for width := 10; width < 220; width++ {
		var text strings.Builder
		shown, ok := fit(tokenColumns, copyOf(wideRows), width)
		if ok {
			layOut(&text, shown.rows)
		} else {
			stack(&text, names, copyOf(wideRows)[1:], width)
		}
		if n := widest(text.String()); n > max(width, 12) { // "last used: …"
			t.Fatalf("at %d a line has %d characters:\n%s", width, n, text.String())
		}
		if strings.Count(text.String(), "01a22be8-1673-7333-9e11-22de5dce7d72") != 2 {
			t.Errorf("at %d an id is cut:\n%s", width, text.String())
		}
		for _, name := range names {
			if there := strings.Contains(text.String(), name); ok && there == slices.Contains(shown.dropped, name) {
				t.Errorf("at %d the column %s is there: %t, and %q", width, name, there, shown.missing())
			}
			if !ok && !strings.Contains(text.String(), strings.ToLower(name)+":") {
				t.Errorf("at %d the record has no %s:\n%s", width, name, text.String())
			}
		}
	}
}

func TestStack(t *testing.T) {
	var text strings.Builder
	stack(&text, []string{"NAME", "DETAIL", "CLIENT ID"}, [][]string{
		{"Nightly backup of everything", "", "01a22be8-1673-7333-9e11-22de5dce7d72"},
		{"b", "one two", "01a22be8-1673-7333-9e11-22de5dce7d73"},
	}, 40)
	const want = `name: Nightly backup of everything
client id:
  01a22be8-1673-7333-9e11-22de5dce7d72

name: b
detail: one two
client id:
  01a22be8-1673-7333-9e11-22de5dce7d73
`
	if text.String() != want {
		t.Errorf("%s", text.String())
	}
}

func TestMissing(t *testing.T) {
	for want, f := range map[string]fitted{
		"": {},
		"Not shown: A, B. A wider terminal or --json shows everything.":                            {dropped: []string{"A", "B"}},
		"Values that end in … are cut. A wider terminal or --json shows everything.":               {cut: true},
		"Not shown: A. Values that end in … are cut. A wider terminal or --json shows everything.": {dropped: []string{"A"}, cut: true},
	} {
		if got := f.missing(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Long values go on below themselves on a terminal, and in one line elsewhere.
func TestFactsWrap(t *testing.T) {
	pairs := [][2]string{{"type", "public"}, {"redirect URIs", "https://a.example/callback https://b.example/callback"}}
	for width, want := range map[int]string{
		0:  "  type           public\n  redirect URIs  https://a.example/callback https://b.example/callback\n",
		50: "  type           public\n  redirect URIs  https://a.example/callback\n                 https://b.example/callback\n",
		35: "  type           public\n  redirect URIs\n    https://a.example/callback\n    https://b.example/callback\n",
	} {
		answer := page{width: width}
		facts(&answer, pairs...)
		if answer.String() != want {
			t.Errorf("at %d:\n%s", width, answer.String())
		}
	}
}

func TestCutText(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"abc", 3, "abc"}, {"abcd", 3, "ab…"}, {"äöüß", 3, "äö…"}, {"ab", 1, "…"}, {"ab", 0, ""}, {"", 0, ""},
	} {
		if got := cutText(c.text, c.width); got != c.want {
			t.Errorf("%q to %d: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}
