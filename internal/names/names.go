// Package names owns the rule for display names: what people may call a
// client, an account or a token, which others then read on a consent page, in
// a list or in a message.
//
// A name must be readable and must not pass for another one. Check says what
// it is made of (visible characters, one script a word), and Reserved which
// names only the operator may give. The packages that keep names use it; where
// they keep them, and who the operator is, they know themselves.
//
// The rule follows UTS 39 (Unicode Security Mechanisms) and the contextual
// rules of PRECIS (RFC 8264) for joiners.
package names

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxLength is how many characters (code points) a name may have.
const MaxLength = 100

// Error says what is wrong with a name, as the end of a sentence that begins
// with the field: "contains U+200B, …; remove it".
type Error struct{ Detail string }

func (e *Error) Error() string { return e.Detail }

func refuse(format string, args ...any) *Error { return &Error{Detail: fmt.Sprintf(format, args...)} }

// Check returns a name as it is stored: without plain spaces (U+0020) at its
// ends and in Unicode normalization form NFC. Everything else stays as it was
// typed, or is refused: a line break at an end is as unwanted as one inside.
// Errors: *Error.
func Check(name string) (string, error) {
	if !utf8.ValidString(name) {
		return "", refuse("is not valid UTF-8; send it in that encoding")
	}
	name = strings.Trim(name, " ")
	// Marks come first: normalizing a long row of them puts something in between.
	if err := checkMarks(name); err != nil {
		return "", err
	}
	name = norm.NFC.String(name)
	if n := utf8.RuneCountInString(name); n == 0 || n > MaxLength {
		return "", refuse("takes 1 to %d characters", MaxLength)
	}
	for _, check := range []func(string) error{checkCharacters, checkEnds, checkJoiners, checkVisible, checkScripts} {
		if err := check(name); err != nil {
			return "", err
		}
	}
	return name, nil
}

// checkVisible wants something that can be read aloud.
func checkVisible(name string) error {
	if !strings.ContainsFunc(name, isLetterOrDigit) {
		return refuse("must contain a letter or a digit that can be seen")
	}
	return nil
}

// isLetterOrDigit reports whether r is a letter or a digit. Invisible letters
// such as U+3164 never come this far.
func isLetterOrDigit(r rune) bool { return unicode.In(r, unicode.L, unicode.Nd, unicode.Nl) }
