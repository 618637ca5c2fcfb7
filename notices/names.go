package notices

import (
	"regexp"
	"strings"
)

// maxName bounds a name that somebody chose, in characters.
const maxName = 100

// dotted finds what mail programs make a link of by themselves.
var dotted = regexp.MustCompile(`([\pL\pN])\.(\pL{2})`)

// inert is a name as a mail shows it: one short line in which nothing becomes a
// link, since somebody who has only a token chooses the names of others.
func inert(name string) string {
	name = strings.ReplaceAll(line(name, maxName), "://", "[:]//")
	return dotted.ReplaceAllString(name, "$1[.]$2")
}
