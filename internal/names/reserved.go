package names

import (
	"strings"
	"unicode"

	"go.mau.fi/util/confusable"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Reserved holds the names that only an operator may give. The zero value
// reserves none.
type Reserved struct {
	looks map[string]string // from what a name looks like to the name
}

// Reserve returns the reserved names. One without a letter or digit reserves
// nothing.
func Reserve(reserved ...string) Reserved {
	r := Reserved{looks: map[string]string{}}
	for _, name := range reserved {
		for _, look := range looksOf(name) {
			r.looks[look] = name
		}
	}
	return r
}

// Check refuses a name that could be taken for a reserved one: the whole name
// looks the same (UTS 39, section 4), whatever its case, spaces and
// punctuation. A longer name that contains a reserved one is accepted.
// Errors: *Error.
func (r Reserved) Check(name string) error {
	for _, look := range looksOf(name) {
		if reserved, found := r.looks[look]; found {
			return refuse("can be taken for %q, which is reserved; choose another name, or ask the operator to give it", reserved)
		}
	}
	return nil
}

// Name returns a display name as it is stored (see Check), and refuses the
// reserved ones unless the caller may give them. Errors: *Error.
func (r Reserved) Name(name string, mayReserved bool) (string, error) {
	name, err := Check(name)
	if err == nil && !mayReserved {
		err = r.Check(name)
	}
	if err != nil {
		return "", err
	}
	return name, nil
}

// looksOf returns what a name looks like: its skeletons as it is written, in
// small and in capital letters. Some letters are confusable in one case only,
// such as Latin l with capital I.
func looksOf(name string) []string {
	fold := cases.Fold()
	var looks []string
	for _, spelt := range []string{name, norm.NFKC.String(name)} {
		for _, written := range []string{spelt, fold.String(spelt), strings.ToUpper(spelt)} {
			look := strings.Map(onlyRead, fold.String(confusable.Skeleton(written)))
			if look != "" {
				looks = append(looks, look)
			}
		}
	}
	return looks
}

// onlyRead drops all but letters, digits and their marks.
func onlyRead(r rune) rune {
	if unicode.In(r, unicode.L, unicode.M, unicode.N) {
		return r
	}
	return -1
}
