package users

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	minPassword = 8    // characters (ASVS 5.0, 6.2.1)
	maxPassword = 1024 // bytes, so that hashing stays bounded
	minName     = 4    // characters of a name that a password must not be made of; shorter ones are in many words
)

// commonPasswords are refused to everybody (ASVS 5.0, 6.2.4): one on a line, folded,
// below lines of comment. They stay where the binary has them, off the heap.
//
//go:embed common_passwords.txt
var commonPasswords string

// normalPassword returns a password as it is hashed: in NFKC, so that one
// keyboard's spelling of a letter opens what another one's has set.
func normalPassword(p string) string { return norm.NFKC.String(p) }

// folded returns text as it is compared with lists and names.
func folded(s string) string { return strings.ToLower(normalPassword(s)) }

// checkNewPassword refuses a password that is too short or too long, cannot be
// typed, is one of the most common, follows a pattern, or is made of names that
// everybody knows: those of the person and of this service count for nothing in
// it.
// Errors: *Error on "password".
func (u *Users) checkNewPassword(p string, who User) error {
	normal := folded(p)
	rest := normal
	for _, name := range u.knownNames(who) {
		rest = strings.ReplaceAll(rest, name, "")
	}
	switch {
	case !utf8.ValidString(p) || strings.ContainsFunc(p, unicode.IsControl) || strings.HasPrefix(p, "\ufeff"):
		return invalid("password", "must be text in UTF-8 without control characters")
	case utf8.RuneCountInString(normalPassword(p)) < minPassword || len(p) > maxPassword:
		return invalid("password", "takes 8 to 1024 characters")
	case u.isCommon(normal) || u.isCommon(rest):
		return invalid("password", "is one that many people use; choose another")
	case utf8.RuneCountInString(rest) < minPassword:
		return invalid("password", "takes 8 characters besides your own names and those of this service")
	case isPattern(normal) || isPattern(rest):
		return invalid("password", "only repeats a few characters, or follows the alphabet or the keyboard; choose another")
	}
	return nil
}

// isCommon reports whether a folded password is on a list: as it is, without the
// punctuation around it, without up to four digits at its end too (admin2026!), or
// as one half of it (lemonlemon).
func (u *Users) isCommon(folded string) bool {
	bare := strings.TrimFunc(folded, isPunctuation)
	word := strings.TrimRightFunc(bare, unicode.IsDigit)
	half := bare[:len(bare)/2]
	return u.isListed(folded) || u.isListed(bare) || half+half == bare && u.isListed(half) ||
		len(bare)-len(word) <= 4 && utf8.RuneCountInString(word) >= minName && u.isListed(word)
}

func (u *Users) isListed(p string) bool {
	_, listed := u.blocklist[p]
	return listed || strings.Contains(commonPasswords, "\n"+p+"\n")
}

func isPunctuation(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// knownNames returns what anybody would try first for this person, folded, the
// longest first.
func (u *Users) knownNames(who User) []string {
	local, domain, _ := strings.Cut(who.Email, "@")
	names := []string{who.Username, who.Name, who.Email, local, domain}
	for _, text := range []string{who.Username, who.Name, local, domain, u.opts.Name} {
		names = append(names, strings.FieldsFunc(text, isPunctuation)...)
	}
	for i := range names {
		names[i] = folded(names[i])
	}
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	return slices.DeleteFunc(names, func(name string) bool { return utf8.RuneCountInString(name) < minName })
}

// foldedSet returns a blocklist as it is looked up.
func foldedSet(list []string) map[string]struct{} {
	set := make(map[string]struct{}, len(list))
	for _, p := range list {
		set[folded(p)] = struct{}{}
	}
	return set
}
