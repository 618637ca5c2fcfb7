package architecture_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/patio-auth/patio"

// everyRoom stands for a package that may know all of the house.
var everyRoom = []string{
	"audit", "bearer", "clients", "config", "consent", "internal/actor", "internal/idempotency", "internal/names",
	"internal/resource", "internal/secret", "internal/submissions", "keys", "leaks",
	"notices", "oauth", "pat", "ratelimit",
	"recall", "retention", "revocations", "server", "server/openapi", "server/web", "storage", "telemetry", "users",
}

// mayImport says which of our packages each of our packages may import, tests
// aside. A package that is not in here does not pass.
var mayImport = map[string][]string{
	"internal/actor":       {"bearer", "internal/secret"},
	"audit":                {"internal/actor"},
	"ratelimit":            {},
	"config":               {},
	"retention":            {},
	"revocations":          {},
	"telemetry":            {},
	"internal/names":       {},
	"internal/secret":      {},
	"internal/resource":    {},
	"internal/submissions": {"internal/secret"},
	"internal/idempotency": {"internal/secret"},
	"bearer":               {},
	"users":                {"audit", "internal/actor", "internal/names", "internal/secret"},
	"clients":              {"audit", "internal/actor", "internal/names", "internal/secret"},
	"keys":                 {"audit", "internal/actor", "internal/secret"},
	"consent":              {"audit", "internal/actor", "internal/resource"},
	"pat":                  {"audit", "internal/actor", "internal/names", "internal/resource", "internal/secret", "bearer"},
	"notices":              {"audit", "internal/actor", "internal/secret"},
	"oauth":                {"clients", "consent", "keys", "audit", "internal/actor", "internal/resource", "internal/secret", "bearer"},
	"recall":               {"audit", "internal/actor"},
	"leaks":                {"audit", "internal/actor", "internal/secret", "bearer"},
	"server":               without(everyRoom, "server", "storage", "config", "internal/names", "recall", "retention"),
	"server/openapi":       {},
	"server/web":           {},
	"storage":              {"users", "clients", "consent", "keys", "leaks", "notices", "oauth", "pat", "recall", "retention", "revocations", "audit", "internal/actor", "internal/idempotency", "internal/resource", "internal/secret", "internal/submissions"},

	"notices/noticestest":   {},
	"storage/storagetest":   {"storage", "internal/clocktest", "users", "clients", "consent", "keys", "leaks", "notices", "oauth", "pat", "recall", "retention", "revocations", "audit", "internal/actor", "internal/idempotency", "internal/resource", "internal/secret", "internal/submissions"},
	"cmd/patio":             append(slices.Clone(everyRoom), "cmd/patio/demo"),
	"cmd/patio/demo":        everyRoom,
	"bench":                 {"storage/storagetest"},
	"docs":                  {},
	"e2e":                   {},
	"examples/app":          {},
	"examples/forward-auth": {"bearer"},
	"internal/architecture": {},
	"internal/clocktest":    {},

	"examples/resource-server": {"bearer"},
}

// knownTo says where a dependency may be known, tests included: the beginning
// of an import path, and the files that may import it.
var knownTo = map[string]func(f file) bool{
	"github.com/gin-gonic":        in("server", "bench"),
	"github.com/gin-contrib":      in("server"),
	"gorm.io":                     in("storage"),
	"github.com/gofrs/flock":      in("storage"),
	"github.com/go-gormigrate":    in("storage"),
	"modernc.org/sqlite":          in("storage", "storage/storagetest"),
	"zombiezen.com/go/sqlite":     in("storage"),
	"github.com/jackc/pgx":        in("storage", "storage/storagetest"),
	"github.com/go-sql-driver":    in("storage", "storage/storagetest"),
	"github.com/redis":            in("ratelimit"),
	"github.com/alexedwards":      in("users"),
	"golang.org/x/crypto":         in("users"),
	"github.com/pquerna/otp":      in("users", "storage"), // in storage, for the test of what rests
	"go.mau.fi/util":              in("internal/names"),
	"github.com/go-text":          in("internal/names"),
	"github.com/boombuler":        in("server/web"),
	"github.com/wneessen/go-mail": in("notices"),
	"github.com/emersion":         in("notices", "notices/noticestest", "e2e"),
	"github.com/alecthomas/kong":  in("cmd/patio"),
	"github.com/pires":            in("cmd/patio", "e2e"),
	"github.com/knadh/koanf":      in("config"),
	"github.com/go-oauth2/oauth2": func(f file) bool { return f.pkg == "oauth" && strings.HasPrefix(path.Base(f.name), "engine") },
}

// readsTheClock are the packages that join the rooms or stand outside of
// them; everywhere else time is handed in. bearer may name time.Now as the
// default of a setting, but not call it.
var (
	readsTheClock = []string{"cmd/patio", "cmd/patio/demo", "bench", "e2e", "examples/app", "examples/forward-auth", "examples/resource-server", "internal/clocktest", "notices/noticestest"}
	namesTheClock = []string{"bearer"}
)

const maxLines = 400 // beyond it a file holds a second noun

func TestImports(t *testing.T) {
	for _, f := range files(t) {
		allowed, known := mayImport[f.pkg]
		if !known {
			t.Errorf("%s: package %s is not in the plan; say in mayImport what it may import", f.name, f.pkg)
			continue
		}
		for _, imported := range f.imports() {
			ours, internal := strings.CutPrefix(imported, module+"/")
			if internal && !f.test && !slices.Contains(allowed, ours) {
				t.Errorf("%s: %s may not import %s", f.name, f.pkg, ours)
			}
			for dependency, may := range knownTo {
				if beginsWith(imported, dependency) && !may(f) {
					t.Errorf("%s: %s is not for this file to know", f.name, imported)
				}
			}
		}
	}
}

// TestBearerStandsAlone: a resource server takes bearer and gets nothing else.
func TestBearerStandsAlone(t *testing.T) {
	for _, f := range files(t) {
		if f.pkg != "bearer" || f.test {
			continue
		}
		for _, imported := range f.imports() {
			host, _, _ := strings.Cut(imported, "/")
			if strings.Contains(host, ".") && imported != "github.com/golang-jwt/jwt/v5" {
				t.Errorf("%s imports %s; bearer has the standard library and golang-jwt", f.name, imported)
			}
		}
	}
}

// TestWalls: two pairs of rooms never meet, not through a third one either.
func TestWalls(t *testing.T) {
	for _, wall := range [][2]string{{"server", "storage"}, {"pat", "oauth"}} {
		if reaches(t, wall[0], wall[1]) || reaches(t, wall[1], wall[0]) {
			t.Errorf("%s and %s know of each other through what they import", wall[0], wall[1])
		}
	}
}

// reaches follows the imports of a package, tests aside.
func reaches(t *testing.T, from, to string) bool {
	seen, next := map[string]bool{}, []string{from}
	for len(next) > 0 {
		pkg := next[0]
		next = next[1:]
		if seen[pkg] {
			continue
		}
		seen[pkg] = true
		for _, f := range files(t) {
			if f.pkg != pkg || f.test {
				continue
			}
			for _, imported := range f.imports() {
				if ours, ok := strings.CutPrefix(imported, module+"/"); ok {
					next = append(next, ours)
				}
			}
		}
	}
	return seen[to]
}

func TestPackageComments(t *testing.T) {
	commented := map[string]bool{}
	for _, f := range files(t) {
		commented[f.pkg] = commented[f.pkg] || !f.test && f.syntax.Doc != nil
	}
	for _, pkg := range slices.Sorted(maps.Keys(commented)) {
		if !commented[pkg] {
			t.Errorf("package %s has no comment that says what it owns, what it does not, and who comes in", pkg)
		}
	}
}

func TestFileLength(t *testing.T) {
	for _, f := range files(t) {
		if lines := bytes.Count(f.source, []byte("\n")); lines > maxLines && !f.test {
			t.Errorf("%s has %d lines; past %d a file holds a second noun: find it", f.name, lines, maxLines)
		}
	}
}

func TestClock(t *testing.T) {
	for _, f := range files(t) {
		if f.test || slices.Contains(readsTheClock, f.pkg) {
			continue
		}
		called := map[ast.Node]bool{}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				called[call.Fun] = true
			}
			selector, ok := n.(*ast.SelectorExpr)
			if !ok || !slices.Contains([]string{"Now", "Since", "Until"}, selector.Sel.Name) {
				return true
			}
			if pkg, ok := selector.X.(*ast.Ident); ok && pkg.Name == "time" && (called[n] || !slices.Contains(namesTheClock, f.pkg)) {
				t.Errorf("%s:%d reads the clock; take a now func() time.Time", f.name, f.set.Position(n.Pos()).Line)
			}
			return true
		})
	}
}

// file is one Go file of the module.
type file struct {
	name   string // below the module's root
	pkg    string // its directory
	test   bool
	source []byte
	syntax *ast.File
	set    *token.FileSet
}

func (f file) imports() []string {
	out := make([]string, len(f.syntax.Imports))
	for i, spec := range f.syntax.Imports {
		out[i], _ = strconv.Unquote(spec.Path.Value) // the parser has read it already
	}
	return out
}

var all []file

// files parses every Go file of the module, once.
func files(t *testing.T) []file {
	t.Helper()
	if all != nil {
		return all
	}
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && skipped(root, name):
			return fs.SkipDir
		case entry.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		source, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		syntax, err := parser.ParseFile(set, name, source, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		all = append(all, file{
			name: name, pkg: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), source: source, syntax: syntax, set: set,
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 50 {
		t.Fatalf("only %d Go files were found", len(all))
	}
	return all
}

// skipped are directories that the go command does not look into either, and
// other modules.
func skipped(root fs.FS, name string) bool {
	base := path.Base(name)
	if base[0] == '.' || base[0] == '_' || base == "testdata" || base == "vendor" || base == "node_modules" {
		return true
	}
	_, err := fs.Stat(root, path.Join(name, "go.mod"))
	return err == nil
}

func in(packages ...string) func(f file) bool {
	return func(f file) bool { return slices.Contains(packages, f.pkg) }
}

func without(list []string, names ...string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(names, s) })
}

func beginsWith(imported, dependency string) bool {
	return imported == dependency || strings.HasPrefix(imported, dependency+"/")
}
