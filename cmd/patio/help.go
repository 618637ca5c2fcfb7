package main

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

type helpCommand struct {
	Command []string `arg:"" optional:"" help:"The command to explain." placeholder:"COMMAND"`
}

// Run answers where flags stand before the word help; elsewhere arguments have
// made --help of it.
func (*helpCommand) Run() error {
	return &usageError{"help comes before everything else, as in: patio help client create"}
}

type versionCommand struct{}

// versionObject is what --json shows of the version.
type versionObject struct {
	Version string `json:"version"`
	Commit  string `json:"commit"`
}

// Run prints the version.
func (*versionCommand) Run(c *call) error {
	return c.show(versionObject{version, commit}, func(w io.Writer) { fmt.Fprintf(w, "patio %s (%s)\n", version, commit) })
}

// arguments are those of the command line, with --help where it asks for nothing
// or for help.
func arguments(typed []string) []string {
	switch {
	case len(typed) == 0:
		return []string{"--help"}
	case typed[0] == "help" && !slices.Contains(typed, "--help") && !slices.Contains(typed, "-h"):
		return append(slices.Clone(typed[1:]), "--help")
	}
	return joinNegative(typed)
}

// negative is a number or a duration below zero, which the parser would take for
// a flag.
var negative = regexp.MustCompile(`^-\d`)

// joinNegative makes --limit=-3 of --limit -3, so that the flag can say what it
// takes.
func joinNegative(typed []string) []string {
	var all []string
	for _, one := range typed {
		last := len(all) - 1
		if last >= 0 && negative.MatchString(one) && strings.HasPrefix(all[last], "--") && !strings.Contains(all[last], "=") {
			all[last] += "=" + one
			continue
		}
		all = append(all, one)
	}
	return all
}

// printHelp prints the help of a command, and examples of it.
func printHelp(options kong.HelpOptions, ctx *kong.Context) error {
	if err := kong.DefaultHelpPrinter(options, ctx); err != nil {
		return err
	}
	examples := notes[nameOf(ctx.Selected())].examples
	if len(examples) == 0 {
		return nil
	}
	text := "\nExamples:\n"
	for _, example := range examples {
		text += "  " + continued(example) + "\n"
	}
	_, err := io.WriteString(ctx.Stdout, text)
	return err
}

// exampleWidth is how wide a line of an example may be, behind its indent.
const exampleWidth = 76

// continued breaks a long command line before flags, as it would be typed. A line
// break belongs to a backslash, so it can be pasted as it is.
func continued(command string) string {
	const next = " \\\n    "
	parts := strings.Split(command, " -")
	text, width := parts[0], len(parts[0])
	for _, part := range parts[1:] {
		if width+len(" -")+len(part) > exampleWidth {
			text, width = text+next+"-"+part, len("  -")+len(part)
			continue
		}
		text, width = text+" -"+part, width+len(" -")+len(part)
	}
	return text
}

// nameOf is how a command is called, without the name of the program.
func nameOf(node *kong.Node) string {
	if node == nil {
		return ""
	}
	return strings.TrimPrefix(strings.TrimPrefix(node.FullPath(), "patio"), " ")
}
