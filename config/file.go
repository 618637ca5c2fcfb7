package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// readFile reads the YAML file into inputs by key. It keeps to the nodes of the document, which know the type that was
// written and the line it stands on.
func readFile(name string, settings []field, found *problems) map[string]input {
	if name == "" {
		return nil
	}
	content, err := os.ReadFile(name)
	if err != nil {
		found.add(CodeFile, "", "the configuration file cannot be read: %v", err)
		return nil
	}
	root, err := parse(content)
	if err != nil {
		found.add(CodeFile, "", "%s is not a configuration file: %v", shown(name), err)
		return nil
	}
	w := walker{file: name, known: keysOf(settings), inputs: map[string]input{}, seen: map[string]bool{}, found: found}
	if root != nil {
		w.section("", root)
	}
	return w.inputs
}

// parse returns the document's mapping; nil for an empty document.
func parse(content []byte) (*yaml.Node, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	var document, second yaml.Node
	switch err := decoder.Decode(&document); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil && strings.Contains(err.Error(), "anchor"):
		// The parser repeats the name of the anchor, which may be a password that begins with *.
		return nil, errors.New("a value begins with *; put it in quotes")
	case err != nil:
		return nil, err
	}
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		return nil, errors.New("it holds more than one document; remove the line with ---")
	}
	root := document.Content[0]
	if root.Tag == "!!null" {
		return nil, nil
	}
	if root.Kind != yaml.MappingNode {
		return nil, errors.New("write settings as key: value, one a line")
	}
	return root, nil
}

// maxDepth ends the walk into mappings that are no settings, which an alias may have made endless.
const maxDepth = 3

// walker goes through the file's mappings and sorts what it finds into settings and problems.
type walker struct {
	file   string
	known  []string
	inputs map[string]input
	seen   map[string]bool
	found  *problems
}

func (w walker) section(prefix string, mapping *yaml.Node) {
	members, err := membersOf(mapping)
	if err != nil {
		w.found.add(CodeType, "", "%s%v in %s", prefix, err, shown(w.file))
	}
	for _, m := range members {
		if prefix == "" && strings.HasPrefix(m.name, "x-") {
			continue // a block that only anchors stand in
		}
		w.entry(prefix+m.name, m.line, m.value)
	}
}

func (w walker) entry(key string, line int, node *yaml.Node) {
	where := fmt.Sprintf(" in %s (line %d)", shown(w.file), line)
	twice := w.seen[key]
	w.seen[key] = true
	switch {
	case twice:
		w.found.add(CodeType, key, "%s%s is there twice; keep one of them", shown(key), where)
	case slices.Contains(w.known, key):
		w.inputs[key] = input{node: node, where: where}
	case node.Kind == yaml.MappingNode && len(node.Content) > 0 && strings.Count(key, ".") < maxDepth:
		w.section(key+".", node)
	case !w.isSection(key):
		w.found.add(CodeUnknown, key, "unknown setting %s%s; %s", shown(key), where, didYouMean(key, w.known))
	case node.Tag != "!!null" && node.Kind != yaml.MappingNode:
		w.found.add(CodeType, key, "%s%s is a section; write its settings below it, indented", key, where)
	}
}

func (w walker) isSection(key string) bool {
	return slices.ContainsFunc(w.known, func(k string) bool { return strings.HasPrefix(k, key+".") })
}

// resolve follows an alias to what it stands for.
func resolve(node *yaml.Node) *yaml.Node {
	for node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	return node
}
