package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	routeSpan = regexp.MustCompile(`^((?:GET|POST|PUT|PATCH|DELETE)(?:, (?:GET|POST|PUT|PATCH|DELETE))*) (/\S*)$`)
	parameter = regexp.MustCompile(`\{(\w+)\}`)
)

// documentedRoutes are the routes that a span names: "GET /a/:id".
func documentedRoutes(span string) []string {
	found := routeSpan.FindStringSubmatch(span)
	if found == nil {
		return nil
	}
	var all []string
	for method := range strings.SplitSeq(found[1], ", ") {
		all = append(all, method+" "+parameter.ReplaceAllString(found[2], ":$1"))
	}
	return all
}

// TestRoutes holds the documents to the table of routes, in both directions.
func TestRoutes(t *testing.T) {
	served, named := servedRoutes(t), map[string]bool{}
	for _, d := range documents(t) {
		for _, span := range d.spans() {
			for _, route := range documentedRoutes(span) {
				named[route] = true
				if _, there := served[route]; !there {
					t.Errorf("%s names %s, which server/routes.go does not", d.name, route)
				}
			}
		}
	}
	for _, route := range slices.Sorted(maps.Keys(served)) {
		if !named[route] {
			t.Errorf("no document names %s", route)
		}
	}
}

// TestRouteScopes holds the scopes in the table of the REST API to those that
// are enforced.
func TestRouteScopes(t *testing.T) {
	served, checked := servedRoutes(t), 0
	for _, row := range readDocument(t, "docs/app-developers.md").rows("address", "scope") {
		for _, route := range documentedRoutes(strings.Trim(row[0], "`")) {
			checked++
			if told := strings.Trim(row[1], "`"); told != served[route] {
				t.Errorf("%s takes the scope %q, and the document says %q", route, served[route], told)
			}
		}
	}
	for route, scope := range served {
		if strings.Contains(route, " /api/") != (scope != "") {
			t.Errorf("%s: who may come in is read as %q", route, scope)
		}
		if scope != "" {
			checked--
		}
	}
	if checked != 0 {
		t.Errorf("the table of the REST API has %d routes more than there are", checked)
	}
}

// servedRoutes reads server/routes.go: each route with the scope that it takes,
// "any" for a token of any kind, "itself" for a personal access token about
// itself, "none" for what anybody may call of the REST API, "a resource server"
// for what is for those alone, and "" elsewhere.
func servedRoutes(t *testing.T) map[string]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, "server", "routes.go"), nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	paths := reader{constants: map[string]string{}}
	all := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if i < len(n.Values) {
					paths.constants[name.Name] = paths.text(n.Values[i])
				}
			}
		case *ast.CompositeLit: // {get, path, access, handler}
			if len(n.Elts) == 4 {
				all[paths.text(n.Elts[0])+" "+paths.text(n.Elts[1])] = paths.scope(n.Elts[2])
			}
		case *ast.CallExpr: // engine.GET(path, …)
			if call, ok := n.Fun.(*ast.SelectorExpr); ok && call.Sel.Name == "GET" {
				all["GET "+paths.text(n.Args[0])] = ""
			}
		}
		return true
	})
	if len(all) < 20 {
		t.Fatalf("only %d routes were found in server/routes.go", len(all))
	}
	return all
}

// reader works out the constant texts of a file.
type reader struct{ constants map[string]string }

func (r reader) text(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, _ := strconv.Unquote(e.Value) // the parser has read it already
		return text
	case *ast.Ident:
		return r.constants[e.Name]
	case *ast.BinaryExpr:
		return r.text(e.X) + r.text(e.Y)
	case *ast.SelectorExpr: // http.MethodGet
		return strings.ToUpper(strings.TrimPrefix(e.Sel.Name, "Method"))
	}
	return ""
}

// scope reads who may come in: public, person, token, ownPAT, or scope("name").
func (r reader) scope(e ast.Expr) string {
	if call, ok := e.(*ast.CallExpr); ok {
		if method, ok := call.Fun.(*ast.SelectorExpr); ok { // access.replacing()
			return r.scope(method.X)
		}
		return r.text(call.Args[0])
	}
	if name, ok := e.(*ast.Ident); ok {
		return map[string]string{"token": "any", "ownPAT": "itself", "anybody": "none", "servers": "a resource server"}[name.Name]
	}
	return ""
}
