package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const maxImage = 150 << 10 // bytes: a page of documents should load at once

var links = regexp.MustCompile(`\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"\s]+)"`)

// TestLinks follows every link within the repository, to the heading.
func TestLinks(t *testing.T) {
	for _, d := range documents(t) {
		for _, match := range links.FindAllStringSubmatch(d.prose, -1) {
			link := match[1] + match[2]
			if strings.Contains(link, "://") {
				continue // other people's pages are not asked: tests stay on this machine
			}
			to, heading, _ := strings.Cut(link, "#")
			target := path.Join(path.Dir(d.name), to)
			if to == "" {
				target = d.name
			}
			found, err := fs.Stat(os.DirFS(root), target)
			switch {
			case err != nil:
				t.Errorf("%s links to %s, which is not there", d.name, link)
			case path.Ext(to) == ".png" && found.Size() > maxImage:
				t.Errorf("%s shows %s, which has %d bytes; %d is the most", d.name, link, found.Size(), maxImage)
			case heading != "" && !slices.Contains(anchors(readDocument(t, target)), heading):
				t.Errorf("%s links to %s, and there is no such heading", d.name, link)
			}
		}
	}
}

// anchors are the ids that a Markdown page gives its headings.
func anchors(d document) []string {
	var all []string
	for line := range strings.Lines(d.prose) {
		title := strings.TrimLeft(line, "#")
		if title == line || !strings.HasPrefix(title, " ") {
			continue
		}
		id := regexp.MustCompile(`[^\p{L}\p{N}_\- ]`).ReplaceAllString(strings.ToLower(strings.TrimSpace(title)), "")
		all = append(all, strings.ReplaceAll(id, " ", "-"))
	}
	return all
}

// sources are the endings of files that the repository must have.
var sources = []string{".go", ".md", ".sql", ".html", ".css", ".yml"}

// TestFiles looks up every file and directory that is named.
func TestFiles(t *testing.T) {
	for _, d := range documents(t) {
		for _, span := range d.spans() {
			name := strings.TrimSuffix(strings.NewReplacer("…", "*").Replace(span), "/")
			first, rest, nested := strings.Cut(strings.TrimPrefix(name, "./"), "/")
			if strings.ContainsAny(name, " :") {
				continue
			}
			_, err := os.Stat(filepath.Join(root, first))
			ours := nested && rest != "" && first != "" && err == nil
			if (ours || slices.Contains(sources, path.Ext(name))) && !exists(t, name) {
				t.Errorf("%s names %s, which is not there", d.name, span)
			}
		}
	}
}

// exists reports whether a name, perhaps with stars, is that of a file below
// the root; one without a directory may stand anywhere.
func exists(t *testing.T, name string) bool {
	t.Helper()
	found := false
	err := fs.WalkDir(os.DirFS(root), ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && file != "." && strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".ci" {
			return fs.SkipDir
		}
		whole, err := path.Match(name, file)
		found = found || whole || !strings.Contains(name, "/") && entry.Name() == name
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// cookies are named like metrics and are none.
var cookies = []string{"patio_session", "patio_device"}

var (
	goName   = regexp.MustCompile(`^([a-z]+)\.([A-Za-z]+)(?:\.([A-Za-z]+))?$`)
	testName = regexp.MustCompile(`^Test[A-Z]\w+$`)
	metric   = regexp.MustCompile(`^patio_\w+$`)
)

// TestNames looks up every name of the program: room.Name, tests, metrics.
func TestNames(t *testing.T) {
	declared := declarations(t)
	counters, err := os.ReadFile(filepath.Join(root, "telemetry", "metrics.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range documents(t) {
		for _, span := range d.spans() {
			name := goName.FindStringSubmatch(span)
			switch {
			case testName.MatchString(span) && !declared["Test"][span]:
				t.Errorf("%s names the test %s, which is not there", d.name, span)
			case metric.MatchString(span) && !slices.Contains(cookies, span) && !strings.Contains(string(counters), `"`+span+`"`):
				t.Errorf("%s names the metric %s, which is not there", d.name, span)
			case name != nil && declared[name[1]] != nil && !keyPattern.MatchString(span) && !isSource(span) &&
				(!declared[name[1]][name[2]] || name[3] != "" && !declared[name[1]][name[3]]):
				t.Errorf("%s names %s, which is not there", d.name, span)
			}
		}
	}
}

func isSource(span string) bool { return slices.Contains(sources, path.Ext(span)) }

// declarations are the names that each package declares, by the package's
// name; those of all tests are under "Test".
func declarations(t *testing.T) map[string]map[string]bool {
	t.Helper()
	all := map[string]map[string]bool{"Test": {}}
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Name() == "testdata" {
			return fs.SkipDir
		}
		if err != nil || entry.IsDir() || path.Ext(file) != ".go" {
			return err
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		pkg := syntax.Name.Name
		if strings.HasSuffix(file, "_test.go") {
			pkg = "Test"
		}
		if all[pkg] == nil {
			all[pkg] = map[string]bool{}
		}
		ast.Inspect(syntax, func(n ast.Node) bool { return declare(all[pkg], n) })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// declare notes what a declaration names: functions, types, fields, methods,
// constants, variables.
func declare(names map[string]bool, n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		names[n.Name.Name] = true
		return false
	case *ast.TypeSpec:
		names[n.Name.Name] = true
	case *ast.ValueSpec:
		for _, name := range n.Names {
			names[name.Name] = true
		}
	case *ast.Field:
		for _, name := range n.Names {
			names[name.Name] = true
		}
	}
	return true
}
