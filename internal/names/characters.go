package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/secure/precis"
	"golang.org/x/text/unicode/norm"
)

const (
	nonJoiner = '\u200c' // ZERO WIDTH NON-JOINER
	joiner    = '\u200d' // ZERO WIDTH JOINER
)

// maxMarks is how many nonspacing marks may follow each other (UTS 39, section
// 5.4). With more, a name runs over the lines above and below it.
const maxMarks = 4

// blank are the characters that are drawn as nothing although no property of
// theirs says so.
var blank = map[rune]string{
	0x2800:  "braille pattern blank",
	0x13441: "Egyptian hieroglyph full blank",
	0x13442: "Egyptian hieroglyph half blank",
	0x16FE4: "Khitan small script filler",
	0x1D159: "musical symbol null notehead",
}

// checkCharacters refuses every character that cannot be seen, or looks
// different on each screen. Joiners have a rule of their own.
func checkCharacters(name string) error {
	for _, r := range name {
		if isJoiner(r) {
			continue
		}
		if what := unwanted(r); what != "" {
			return refuse("contains U+%04X, %s; remove it", r, what)
		}
	}
	return nil
}

// checkEnds refuses the spaces that only other keyboards have (U+00A0, U+3000)
// at the ends, where nobody sees them.
func checkEnds(name string) error {
	first, _ := utf8.DecodeRuneInString(name)
	last, _ := utf8.DecodeLastRuneInString(name)
	for _, r := range []rune{first, last} {
		if unicode.IsSpace(r) {
			return refuse("begins or ends with U+%04X, a space that cannot be seen there; remove it", r)
		}
	}
	return nil
}

// unwanted says what r is, if names must not contain it, and otherwise "".
func unwanted(r rune) string {
	switch {
	case unicode.Is(unicode.Cc, r):
		return "a control character"
	case unicode.Is(unicode.Zl, r):
		return "a line separator"
	case unicode.Is(unicode.Zp, r):
		return "a paragraph separator"
	case unicode.Is(unicode.Variation_Selector, r):
		return "a variation selector, which cannot be seen"
	case unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point):
		return "an invisible formatting character"
	case unicode.Is(unicode.Co, r):
		return "a private-use character, which each font draws differently"
	case unicode.In(r, unicode.Cn, unicode.Cs):
		return "which is no character of Unicode " + unicode.Version
	case blank[r] != "":
		return "a character that is drawn as nothing (" + blank[r] + ")"
	}
	return ""
}

// checkMarks wants a letter, digit or symbol below every combining mark, and
// no piles of them. They are counted decomposed, so that a precomposed letter
// does not hide some.
func checkMarks(name string) error {
	based, row := false, 0
	for _, r := range norm.NFD.String(name) {
		switch {
		case !unicode.Is(unicode.M, r):
			based, row = unicode.In(r, unicode.L, unicode.N, unicode.S) || based && isJoiner(r), 0
			continue
		case !based:
			return refuse("contains U+%04X, a combining mark without a letter before it; remove it", r)
		case unicode.In(r, unicode.Mn, unicode.Me):
			row++
		default:
			row = 0
		}
		if row > maxMarks {
			return refuse("has more than %d combining marks in a row, up to U+%04X; remove some", maxMarks, r)
		}
	}
	return nil
}

func isJoiner(r rune) bool { return r == nonJoiner || r == joiner }

// checkJoiners allows joiners between two letters, where the script has a use
// for them: after a virama, and the non-joiner between letters that would
// connect (RFC 5892, appendices A.1 and A.2, as PRECIS applies them).
func checkJoiners(name string) error {
	runes := []rune(name)
	for i, r := range runes {
		if isJoiner(r) && !joins(runes, i) {
			return refuse("contains U+%04X, a joiner where the letters around it do not need one; remove it", r)
		}
	}
	return nil
}

// joins reports whether the joiner at i stands between two letters that need
// it.
func joins(runes []rune, i int) bool {
	if i+1 == len(runes) || !unicode.IsLetter(runes[i+1]) {
		return false
	}
	before := i
	for before > 0 && unicode.Is(unicode.M, runes[before-1]) {
		before--
	}
	if before == 0 || !unicode.IsLetter(runes[before-1]) {
		return false
	}
	// Only these letters and this joiner: what else PRECIS refuses is not asked.
	var around strings.Builder
	for _, r := range runes[before-1 : i+2] {
		around.WriteRune(r)
	}
	_, err := precis.NewFreeform().String(around.String())
	return err == nil
}
