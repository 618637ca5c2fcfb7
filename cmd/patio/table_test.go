package main

import (
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

// At any width no line is wider, and the ids are whole where there is room for
// them at all.
func TestTablesFit(t *testing.T) {
	for width := 10; width < 220; width++ {
		var text strings.Builder
		layOut(&text, fit(tokenColumns, copyOf(wideRows), width))
		for line := range strings.Lines(text.String()) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > width {
				t.Fatalf("at %d a line has %d characters: %s", width, n, line)
			}
		}
		if whole := strings.Count(text.String(), "01a22be8-1673-7333-9e11-22de5dce7d72"); width >= 60 && whole != 2 {
			t.Errorf("at %d an id is cut:\n%s", width, text.String())
		}
		if width >= 80 && !strings.Contains(text.String(), "HOLDER") {
			t.Errorf("at %d the holder is missing:\n%s", width, text.String())
		}
	}
	var whole, any strings.Builder
	layOut(&whole, wideRows)
	layOut(&any, fit(tokenColumns, copyOf(wideRows), 0))
	if whole.String() != any.String() || strings.Contains(strings.ReplaceAll(any.String(), "pat_…", ""), "…") {
		t.Errorf("without a terminal the table is cut:\n%s", any.String())
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
