package names

import (
	"bufio"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/language"
)

// scriptExtensions is the file of that name from the Unicode Character
// Database, as published.
//
//go:embed ScriptExtensions.txt
var scriptExtensions string

// scriptSet is the scripts that a character is used in; nil is every script.
type scriptSet []language.Script

// The sets that UTS 39, section 5.1, adds to those of Unicode, since these
// languages write with several scripts.
var (
	hanb = scriptOf("Hanb") // Han with Bopomofo
	jpan = scriptOf("Jpan") // Japanese: Han, Hiragana and Katakana
	kore = scriptOf("Kore") // Korean: Han and Hangul
)

func scriptOf(code string) language.Script {
	s, err := language.ParseScript(code)
	if err != nil {
		panic(err) // only constants and the embedded file come here
	}
	return s
}

// extended is where one row of the file says more than a character's own
// script.
type extended struct {
	first, last rune
	scripts     scriptSet
}

// extensions are the rows of the file, in the order of their characters.
var extensions = sync.OnceValue(func() []extended { return parseExtensions(scriptExtensions) })

// parseExtensions reads rows such as "1CF5..1CF6 ; Beng Deva # comment".
func parseExtensions(file string) []extended {
	var all []extended
	for lines := bufio.NewScanner(strings.NewReader(file)); lines.Scan(); {
		row, _, _ := strings.Cut(lines.Text(), "#")
		points, codes, found := strings.Cut(row, ";")
		if !found {
			continue
		}
		var e extended
		n, _ := fmt.Sscanf(strings.TrimSpace(points), "%x..%x", &e.first, &e.last)
		switch n {
		case 0:
			panic("names: ScriptExtensions.txt: " + row)
		case 1:
			e.last = e.first
		}
		for code := range strings.FieldsSeq(codes) {
			e.scripts = append(e.scripts, scriptOf(code))
		}
		e.scripts = augmented(e.scripts)
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b extended) int { return int(a.first - b.first) })
	return all
}

// scriptsOf returns the augmented script set of a character.
func scriptsOf(r rune) scriptSet {
	rows := extensions()
	i, found := slices.BinarySearchFunc(rows, r, func(e extended, r rune) int {
		switch {
		case e.last < r:
			return -1
		case e.first > r:
			return 1
		}
		return 0
	})
	if found {
		return rows[i].scripts
	}
	return augmented(scriptSet{language.LookupScript(r)})
}

// augmented adds the sets of languages that write with several scripts. What
// is common to all scripts, or takes that of its letter, is in every set.
func augmented(base scriptSet) scriptSet {
	set := slices.Clone(base)
	for _, s := range base {
		switch s {
		case language.Common, language.Inherited:
			return nil
		case language.Han:
			set = append(set, hanb, jpan, kore)
		case language.Hiragana, language.Katakana:
			set = append(set, jpan)
		case language.Hangul:
			set = append(set, kore)
		case language.Bopomofo:
			set = append(set, hanb)
		}
	}
	return set
}

// and returns the scripts that are in both sets, and whether there are any.
func (s scriptSet) and(other scriptSet) (scriptSet, bool) {
	switch {
	case s == nil:
		return other, true
	case other == nil:
		return s, true
	}
	both := slices.DeleteFunc(slices.Clone(s), func(one language.Script) bool { return !slices.Contains(other, one) })
	return both, len(both) > 0
}

// checkScripts wants each word in one script (UTS 39, section 5.1), since the
// letters of two are hard to tell apart.
func checkScripts(name string) error {
	var word scriptSet
	for _, r := range name {
		if !unicode.In(r, unicode.L, unicode.M, unicode.N) {
			if !withinWords(r) {
				word = nil
			}
			continue
		}
		both, ok := word.and(scriptsOf(r))
		if !ok {
			return refuse("mixes scripts in one word: U+%04X is %s, and the letters before it are not; "+
				"write each word in one script", r, scriptName(r))
		}
		word = both
	}
	return nil
}

// withinWords reports whether a word goes on after r, which is no letter, mark
// or digit. It does after a full stop, an apostrophe and what connects (such as
// _), or "example.\u0441om" with a Cyrillic letter would be two words.
func withinWords(r rune) bool {
	return unicode.Is(unicode.Pc, r) || isJoiner(r) || strings.ContainsRune(".'\u2019\uff0e", r)
}

// scriptName returns the English name of a character's script.
func scriptName(r rune) string {
	for name, table := range unicode.Scripts {
		if name != "Common" && name != "Inherited" && unicode.Is(table, r) {
			return strings.ReplaceAll(name, "_", " ")
		}
	}
	return "of another script"
}
