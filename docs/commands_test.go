//go:build unix

package docs_test

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// taught are the documents that teach by commands, so that none of them falls
// silent.
var taught = []string{
	"README.md", "docs/app-developers.md", "docs/configuration.md", "docs/containers.md", "docs/operations.md", "docs/resource-servers.md",
}

// TestCommands runs every document's commands from top to bottom, and holds
// what they print to what the document says.
func TestCommands(t *testing.T) {
	needs(t, "bash", "curl", "openssl", "sed", "awk", "gzip", "od")
	for _, d := range documents(t) {
		marked := slices.ContainsFunc(d.blocks, func(b block) bool { return b.role() != "" })
		if slices.Contains(taught, d.name) != marked {
			t.Errorf("%s: has marked blocks: %t", d.name, marked)
		}
		if marked {
			t.Run(d.name, func(t *testing.T) {
				t.Parallel()
				d.follow(t)
			})
		}
	}
}

// follow does what a reader would who pastes one block after another.
func (d document) follow(t *testing.T) {
	s := begin(t)
	for i, b := range d.blocks {
		switch b.role() {
		case "":
		case "serve":
			s.serve(t, b.text)
		case "run":
			printed, err := s.run(b.text)
			if err != nil {
				t.Fatalf("%s:%d: %v", d.name, b.line, err)
			}
			told := block{info: "text output"} // nothing
			if i+1 < len(d.blocks) && d.blocks[i+1].role() == "output" {
				told = d.blocks[i+1]
			}
			told.text = s.real(told.text)
			if !told.tells(printed) {
				t.Errorf("%s:%d: it printed\n%s\nand the document says\n%s", d.name, b.line, printed, told.text)
			}
		case "output":
			if i == 0 || d.blocks[i-1].role() != "run" {
				t.Errorf("%s:%d: no block that is run stands before this output", d.name, b.line)
			}
		default:
			t.Errorf("%s:%d: %q is no mark that is known", d.name, b.line, b.info)
		}
	}
}

var (
	whiteSpace = regexp.MustCompile(`\s+`)
	lineEnds   = regexp.MustCompile(`[ \t]*\n`)
)

// tells reports whether an output block says what was printed; … is anything.
// In JSON white space does not count.
func (b block) tells(printed string) bool {
	even := func(s string) string { return strings.TrimRight(lineEnds.ReplaceAllString(s+"\n", "\n"), "\n") }
	if b.language() == "json" {
		even = func(s string) string { return whiteSpace.ReplaceAllString(s, "") }
	}
	parts := strings.Split(even(b.text), "…")
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile(`(?s)\A` + strings.Join(parts, `.+?`) + `\z`).MatchString(even(printed))
}

func TestTells(t *testing.T) {
	for _, c := range []struct {
		info, text, printed string
		want                bool
	}{
		{"text output", "", "", true},
		{"text output", "", "more\n", false},
		{"text output", "id  …\nend\n", "id  17 \nend", true},
		{"text output", "id  …\n", "id  \n", false},
		{"text output", "a\n", "a\nb\n", false},
		{"text output", "a\n", "b\na\n", false},
		{"text output", "a.c\n", "abc\n", false},
		{"json output", "{\"a\": …,\n \"b\": [\"c\"]}\n", `{"a":1,"b":["c"]}`, true},
		{"json output", `{"a": "…"}`, `{"a": 1}`, false},
	} {
		if got := (block{info: c.info, text: c.text}).tells(c.printed); got != c.want {
			t.Errorf("%q of %q: %t", c.text, c.printed, got)
		}
	}
}

// TestShellSyntax reads the commands that are not run.
func TestShellSyntax(t *testing.T) {
	needs(t, "bash")
	for _, d := range documents(t) {
		for _, b := range d.blocks {
			if b.language() != "sh" {
				continue
			}
			check := exec.Command("bash", "-n")
			check.Stdin = strings.NewReader(b.text)
			if said, err := check.CombinedOutput(); err != nil {
				t.Errorf("%s:%d: bash does not read this: %s", d.name, b.line, said)
			}
		}
	}
}

// needs leaves a test out where a program is missing that the documents use;
// under CI nothing is left out.
func needs(t *testing.T, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err == nil {
			continue
		}
		sentence := "The documents' commands use " + program + ", which is not on this machine, so they are not run."
		if os.Getenv("CI") == "true" {
			t.Fatal(sentence)
		}
		t.Skip(sentence)
	}
}
