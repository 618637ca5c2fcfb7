package config_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/patio-auth/patio/config"
)

var update = flag.Bool("update", false, "write template.yaml anew")

const templateHead = `# The settings of Patio. Those that begin with # have their defaults; take the # away to change one.
# PATIO_ variables and flags count more than this file: PATIO_TOKENS_ACCESS_TTL is tokens.access_ttl.
#
# patio config check --config FILE says whether the settings are good, patio config show which ones are in force,
# and patio doctor whether the installation works. A secret belongs into a file of its own: PATIO_DATABASE_FILE
# names the one of database.
`

// TestTemplate holds the file of patio config init to the settings and their
// comments. Write it anew with: go test ./config -run TestTemplate -update.
func TestTemplate(t *testing.T) {
	written := templateHead
	comments := fieldComments(t)
	section := ""
	for _, s := range load(t, config.Options{}).Effective() {
		parent, name, nested := cutLast(s.Key)
		written += "\n"
		if nested && parent != section {
			written += openSection(section, parent)
		}
		section = parent
		indent := strings.Repeat("  ", strings.Count(s.Key, "."))
		for _, line := range wrapped(comments[s.Key], 112-len(indent)) {
			written += indent + "# " + line + "\n"
		}
		value, err := yaml.Marshal(s.Value)
		if err != nil {
			t.Fatal(err)
		}
		if s.Key == "issuer" {
			value = []byte("https://auth.example.org")
		}
		text := strings.TrimSpace(string(value))
		if list, ok := s.Value.([]string); ok && len(list) > 0 {
			text = "[" + strings.Join(list, ", ") + "]"
		}
		written += fmt.Sprintf("%s#%s: %s\n", indent, name, text)
	}
	if *update {
		if err := os.WriteFile("template.yaml", []byte(written), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if written != config.Template {
		t.Error("template.yaml is not what the settings and their comments say; run: go test ./config -run TestTemplate -update")
	}
}

// openSection writes the names of the sections that begin.
func openSection(before, now string) string {
	var text string
	path := ""
	for i, name := range strings.Split(now, ".") {
		path = strings.TrimPrefix(path+"."+name, ".")
		if before != path && !strings.HasPrefix(before, path+".") {
			text += strings.Repeat("  ", i) + name + ":\n"
		}
	}
	return text
}

func cutLast(key string) (parent, name string, nested bool) {
	if at := strings.LastIndex(key, "."); at >= 0 {
		return key[:at], key[at+1:], true
	}
	return "", key, false
}

// As it stands the file sets nothing, and without its # it sets the defaults.
func TestTemplateLoads(t *testing.T) {
	for _, s := range load(t, config.Options{File: file(t, config.Template)}).Effective() {
		if s.Source != config.SourceDefault {
			t.Errorf("%s comes from %s", s.Key, s.Source)
		}
	}
	bare := regexp.MustCompile(`(?m)^( *)#([a-z_]+: .*)$`).ReplaceAllString(config.Template, "$1$2")
	whole, defaults := load(t, config.Options{File: file(t, bare)}), load(t, config.Options{})
	if err := whole.Validate(); err != nil {
		t.Error(err)
	}
	var got, want bytes.Buffer
	whole.Issuer = defaults.Issuer
	for buffer, c := range map[*bytes.Buffer]*config.Config{&got: whole, &want: defaults} {
		for _, s := range c.Effective() {
			fmt.Fprintf(buffer, "%s %v\n", s.Key, s.Value)
		}
	}
	if got.String() != want.String() {
		t.Errorf("it sets\n%s\nand the defaults are\n%s", got.String(), want.String())
	}
	for _, s := range whole.Effective() {
		if s.Source != config.SourceFile {
			t.Errorf("%s is not in the file", s.Key)
		}
	}
}

// fieldComments are what the source says about each setting, by key.
func fieldComments(t *testing.T) map[string]string {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	structs, set := map[string]*ast.StructType{}, token.NewFileSet()
	for _, name := range names {
		source, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(source, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				if body, ok := spec.Type.(*ast.StructType); ok {
					structs[spec.Name.Name] = body
				}
			}
			return true
		})
	}
	all := map[string]string{}
	commentsBelow(structs, "Config", "", all)
	return all
}

func commentsBelow(structs map[string]*ast.StructType, name, prefix string, all map[string]string) {
	for _, field := range structs[name].Fields.List {
		if field.Tag == nil || len(field.Names) == 0 {
			continue
		}
		key := reflect.StructTag(strings.Trim(field.Tag.Value, "`")).Get("key")
		if key == "" {
			continue
		}
		if of, ok := field.Type.(*ast.Ident); ok && structs[of.Name] != nil && of.Name != "Rate" {
			commentsBelow(structs, of.Name, prefix+key+".", all)
			continue
		}
		text := strings.Join(strings.Fields(field.Doc.Text()), " ")
		all[prefix+key] = strings.Replace(text, field.Names[0].Name+" ", key+" ", 1)
	}
}

// wrapped breaks a text into lines.
func wrapped(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return slices.DeleteFunc(append(lines, line), func(l string) bool { return l == "" })
}
