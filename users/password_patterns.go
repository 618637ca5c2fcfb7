package users

import (
	"strings"
	"unicode"
)

// rows are what people run a finger along: the alphabet, the digits and the rows
// of common keyboards, in both directions.
var rows = []string{
	"abcdefghijklmnopqrstuvwxyz", "01234567890", "`1234567890-=", "!@#$%^&*()_+",
	"qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", // English
	"qwertzuiopü+", "asdfghjklöä#", "yxcvbnm,.-", // German
	"azertyuiop", "qsdfghjklm", "wxcvbn,;:!", // French
	"йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", // Russian
}

// isPattern reports whether a folded password says no more than a much shorter
// one: it is white space, or a piece of up to four characters repeated, or at
// most two runs, each of one character or along one of the rows.
func isPattern(p string) bool {
	typed := []rune(p)
	return strings.TrimFunc(p, unicode.IsSpace) == "" || isRepetition(typed) || runsIn(typed) <= 2
}

// isRepetition reports whether a short piece comes at least twice and fills all
// of the text; the last time it may break off.
func isRepetition(typed []rune) bool {
	for size := 1; size <= 4 && 2*size <= len(typed); size++ {
		repeats := true
		for i := size; i < len(typed) && repeats; i++ {
			repeats = typed[i] == typed[i-size]
		}
		if repeats {
			return true
		}
	}
	return false
}

// runsIn counts the runs of which a text is made.
func runsIn(typed []rune) int {
	runs := 0
	for len(typed) > 0 {
		typed = typed[runAt(typed):]
		runs++
	}
	return runs
}

// runAt returns how many of the first characters are one run.
func runAt(typed []rune) int {
	longest := 1
	for longest < len(typed) && typed[longest] == typed[0] {
		longest++
	}
	for _, row := range rows {
		for _, step := range []int{1, -1} {
			longest = max(longest, runAlong([]rune(row), typed, step))
		}
	}
	return longest
}

// runAlong returns how many of the first characters follow each other in a row.
func runAlong(row, typed []rune, step int) int {
	longest := 1
	for start := range row {
		length := 0
		for at := start; length < len(typed) && at >= 0 && at < len(row) && row[at] == typed[length]; at += step {
			length++
		}
		longest = max(longest, length)
	}
	return longest
}
