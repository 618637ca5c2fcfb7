package docs_test

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestMiddlewareExample holds the program of resource-servers.md to the
// example of package bearer, which compiles: the same body, and nothing
// imported that the example does not import.
func TestMiddlewareExample(t *testing.T) {
	page := readDocument(t, "docs/resource-servers.md")
	at := slices.IndexFunc(page.blocks, func(b block) bool { return b.language() == "go" })
	if at < 0 {
		t.Fatal("resource-servers.md has no program")
	}
	told := goFile(t, page.name, page.blocks[at].text)
	real := goFile(t, filepath.Join(root, "bearer", "example_test.go"), nil)
	if told.imports != real.imports {
		t.Errorf("the document imports %s, and the example %s", told.imports, real.imports)
	}
	if body := real.function(t, "Example"); told.function(t, "main") != body {
		t.Errorf("the document's program is not the example of package bearer, which is\n%s", body)
	}
}

// TestGoBlocks reads every other piece of Go.
func TestGoBlocks(t *testing.T) {
	for _, d := range documents(t) {
		for _, b := range d.blocks {
			if b.language() != "go" {
				continue
			}
			if formatted, err := format.Source([]byte(b.text)); err != nil || string(formatted) != b.text {
				t.Errorf("%s:%d: this is not formatted as gofmt does (%v)", d.name, b.line, err)
			}
		}
	}
}

// goSource is a Go file, read.
type goSource struct {
	imports string
	file    *ast.File
	set     *token.FileSet
}

func goFile(t *testing.T, name string, source any) goSource {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var imports []string
	for _, spec := range file.Imports {
		imports = append(imports, spec.Path.Value)
	}
	return goSource{strings.Join(imports, " "), file, set}
}

// function is the body of a function as gofmt writes it.
func (s goSource) function(t *testing.T, name string) string {
	t.Helper()
	for _, declaration := range s.file.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if !ok || function.Name.Name != name {
			continue
		}
		var text strings.Builder
		if err := format.Node(&text, s.set, function.Body); err != nil {
			t.Fatal(err)
		}
		return text.String()
	}
	t.Fatalf("there is no function %s", name)
	return ""
}
