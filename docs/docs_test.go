package docs_test

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/patio-auth/patio/internal/clocktest"
)

const root = ".." // of the repository

// binDir is where the patio that the documents call stands.
var binDir string

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	dir, err := os.MkdirTemp("", "patio-docs-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }()
	args := []string{"build", "-buildvcs=false", "-o", filepath.Join(dir, "patio")}
	if clocktest.Years() != 0 {
		args = append(args, clocktest.Flags()...)
	}
	build := exec.Command("go", append(args, "./cmd/patio")...)
	build.Dir = root
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "patio does not build: %v\n%s", err, text)
		return 1
	}
	binDir = dir
	return m.Run()
}

// document is one page, taken apart.
type document struct {
	name   string // below the root
	text   string // all of it
	prose  string // without its code blocks
	blocks []block
}

// block is one fenced block of code.
type block struct {
	info string // what stands behind the fence: "sh run"
	text string
	line int // of the fence
}

// role is what the info string says beside the language: run, serve, output.
func (b block) role() string {
	_, role, _ := strings.Cut(b.info, " ")
	if strings.HasPrefix(role, "file=") { // e2e runs those
		return ""
	}
	return role
}

func (b block) language() string {
	language, _, _ := strings.Cut(b.info, " ")
	return language
}

// documents are all pages: those at the root, and those in here.
func documents(t *testing.T) []document {
	t.Helper()
	var all []document
	for _, pattern := range []string{"*.md", "docs/*.md"} {
		names, err := fs.Glob(os.DirFS(root), pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			all = append(all, readDocument(t, name))
		}
	}
	if len(all) < 9 {
		t.Fatalf("only %d documents were found", len(all))
	}
	return all
}

// readDocument reads one page, by its name below the root.
func readDocument(t *testing.T, name string) document {
	t.Helper()
	content, err := fs.ReadFile(os.DirFS(root), name)
	if err != nil {
		t.Fatal(err)
	}
	d := document{name: name, text: string(content)}
	if err := d.takeApart(); err != nil {
		t.Fatal(err)
	}
	return d
}

// takeApart sorts the lines into blocks and prose.
func (d *document) takeApart() error {
	var prose strings.Builder
	var open *block
	number := 0
	for line := range strings.Lines(d.text) {
		number++
		info, fence := strings.CutPrefix(strings.TrimRight(line, "\n"), "```")
		switch {
		case fence && open == nil:
			open = &block{info: info, line: number}
		case fence && info != "":
			return fmt.Errorf("%s:%d: a block begins within the one of line %d", d.name, number, open.line)
		case fence:
			d.blocks = append(d.blocks, *open)
			open = nil
		case open != nil:
			open.text += line
		default:
			prose.WriteString(line)
		}
	}
	if open != nil {
		return fmt.Errorf("%s:%d: this block has no end", d.name, open.line)
	}
	d.prose = prose.String()
	return nil
}

var spanPattern = regexp.MustCompile("`([^`\n]+)`")

// spans are all that stands between backticks in the prose.
func (d document) spans() []string { return spansOf(d.prose) }

func spansOf(text string) []string {
	var all []string
	for _, match := range spanPattern.FindAllStringSubmatch(text, -1) {
		all = append(all, match[1])
	}
	return all
}

// tables are the rows below every heading row that begins with these cells.
func (d document) rows(heading ...string) [][]string {
	var all [][]string
	inside := false
	for line := range strings.Lines(d.prose) {
		row := cells(line)
		switch {
		case row == nil:
			inside = false
		case len(row) >= len(heading) && slices.Equal(row[:len(heading)], heading):
			inside = true
		case inside && !strings.HasPrefix(row[0], "--"):
			all = append(all, row)
		}
	}
	return all
}

// cells are the cells of one line of a table; nil for any other line.
func cells(line string) []string {
	line = strings.TrimSpace(line)
	if !strings.HasPrefix(line, "|") || !strings.HasSuffix(line, "|") || len(line) < 2 {
		return nil
	}
	row := strings.Split(line[1:len(line)-1], "|")
	for i := range row {
		row[i] = strings.TrimSpace(row[i])
	}
	return row
}
