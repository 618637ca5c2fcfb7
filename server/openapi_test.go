package server

import (
	"net/http"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/patio-auth/patio/server/openapi"
)

// operation is what the description says of a call, as far as the table of
// routes knows it.
type operation struct {
	Security []map[string][]string `yaml:"security"`
}

// TestEveryCallIsDescribed holds the description to the table of routes, in
// both directions, with who may come in.
func TestEveryCallIsDescribed(t *testing.T) {
	described := describedCalls(t)
	for _, r := range (&Server{}).routes() {
		path, below := strings.CutPrefix(r.path, apiPath)
		if !below {
			continue
		}
		call := r.method + " " + regexp.MustCompile(`:(\w+)`).ReplaceAllString(path, "{$1}")
		got, there := described[call]
		if !there {
			t.Errorf("%s stands in no file of server/openapi/paths", call)
			continue
		}
		delete(described, call)
		if want := securityOf(r); !reflect.DeepEqual(got.Security, want) {
			t.Errorf("%s is described for %v; the table of routes lets in %v", call, got.Security, want)
		}
	}
	for call := range described {
		t.Errorf("%s is described and not served", call)
	}
}

func describedCalls(t *testing.T) map[string]operation {
	t.Helper()
	var document struct {
		Paths map[string]map[string]yaml.Node `yaml:"paths"`
	}
	if err := yaml.Unmarshal(openapi.Document(), &document); err != nil {
		t.Fatal(err)
	}
	all := map[string]operation{}
	for path, item := range document.Paths {
		for method, node := range item {
			if method == "parameters" {
				continue
			}
			var op operation
			if err := node.Decode(&op); err != nil {
				t.Fatalf("%s %s: %v", method, path, err)
			}
			all[strings.ToUpper(method)+" "+path] = op
		}
	}
	return all
}

// securityOf is what it takes to make a call, in the words of the description:
// one of the list, all of an entry.
func securityOf(r route) []map[string][]string {
	scopes := []string{}
	if r.access.kind == scoped {
		scopes = append(scopes, r.access.scope)
	}
	byToken := []map[string][]string{{"bearer": scopes}, {"personalToken": scopes}}
	switch {
	case r.access.kind == open:
		return []map[string][]string{}
	case r.access.kind == itself:
		return byToken
	case r.method == http.MethodGet:
		return append(byToken, map[string][]string{"session": {}})
	}
	return append(byToken, map[string][]string{"session": {}, "csrf": {}})
}
