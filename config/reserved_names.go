package config

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names holds what nobody but the operator may call a client, an account or a token.
type Names struct {
	// Reserved are the names that are refused, and with them what looks like one of them. "Patio" is reserved as well.
	Reserved []string `key:"reserved"`
}

const (
	maxReservedNames = 1000
	maxNameLength    = 100
)

// validateNames wants reserved names that somebody could give: each has a
// letter or digit, or it would reserve nothing.
func (c *Config) validateNames(p *problems) {
	if n := len(c.Names.Reserved); n > maxReservedNames {
		p.add(CodeInvalid, "names.reserved", "names.reserved has %d names; it takes at most %d", n, maxReservedNames)
	}
	for i, name := range c.Names.Reserved {
		readable := strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
		if !readable || !utf8.ValidString(name) ||
			utf8.RuneCountInString(name) > maxNameLength || strings.ContainsFunc(name, unicode.IsControl) {
			p.add(CodeInvalid, "names.reserved",
				"names.reserved, item %d, must be a name of 1 to %d characters with a letter or digit, such as Example Bank",
				i+1, maxNameLength)
		}
	}
}
