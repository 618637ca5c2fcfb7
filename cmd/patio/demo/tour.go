package demo

import (
	_ "embed"
	"strings"
	"text/template"
)

//go:embed tour.txt
var tourText string

var tour = template.Must(template.New("tour").Option("missingkey=error").Parse(tourText))

// Tour is the text of the demo: what to open in a browser, and between two
// rules the lines to paste into a POSIX shell. patio is how this program is
// called there, and database is its --database, both quoted for the shell.
//
// Headings inside the lines are printed, and not comments: some shells take a
// pasted comment for a command.
func (d *Data) Tour(patio, database string) (string, error) {
	var text strings.Builder
	err := tour.Execute(&text, struct {
		*Data
		Patio, Database, Verifier string
	}{d, patio, database, d.shell.verifier})
	return text.String(), err
}
