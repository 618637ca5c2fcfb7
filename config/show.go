package config

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Setting is one key with the value in force.
type Setting struct {
	// Key is the dotted name.
	Key string `json:"-"`
	// Value is a string, bool, int, []string or []Scope; secrets are masked, durations and rates are as one writes them.
	Value any `json:"value"`
	// Source is where the value came from.
	Source Source `json:"source"`
}

// Settings are all settings in the order of the documentation.
type Settings []Setting

// Effective lists every setting with its value, secrets masked, and where it came from.
func (c *Config) Effective() Settings {
	var all Settings
	for _, f := range fields(c) {
		source, set := c.sources[f.key]
		if !set {
			source = SourceDefault
		}
		all = append(all, Setting{f.key, presentable(f.target), source})
	}
	return all
}

// presentable is the value behind a pointer as it may be shown to anybody.
func presentable(target any) any {
	switch t := target.(type) {
	case *string:
		return presentableText(*t)
	case *time.Duration:
		return FormatDuration(*t)
	case fmt.Stringer:
		return t.String()
	case *bool:
		return *t
	case *int:
		return *t
	case *[]string:
		items := make([]string, len(*t))
		for i, item := range *t {
			items[i] = presentableText(item)
		}
		return items
	case *[]Scope:
		return append([]Scope{}, *t...)
	}
	panic(fmt.Sprintf("config: no presentation for %T", target))
}

// presentableText masks a password that was put where none belongs, such as into the issuer.
func presentableText(s string) string {
	if strings.Contains(s, "://") {
		return maskURL(s)
	}
	return s
}

// WriteJSON writes one object: each dotted key with its value and its source.
func (s Settings) WriteJSON(w io.Writer) error {
	byKey := map[string]Setting{}
	for _, setting := range s {
		byKey[setting.Key] = setting
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(byKey)
}

// WriteYAML writes a configuration file with the source of each value as a comment behind it.
func (s Settings) WriteYAML(w io.Writer) error {
	root := &yaml.Node{Kind: yaml.MappingNode}
	sections := map[string]*yaml.Node{}
	for _, setting := range s {
		section, name, path := root, setting.Key, ""
		for prefix, rest, nested := strings.Cut(name, "."); nested; prefix, rest, nested = strings.Cut(name, ".") {
			path, name = path+prefix+".", rest
			if sections[path] == nil {
				sections[path] = &yaml.Node{Kind: yaml.MappingNode}
				section.Content = append(section.Content, textNode(prefix), sections[path])
			}
			section = sections[path]
		}
		value := &yaml.Node{}
		if err := value.Encode(setting.Value); err != nil {
			return err
		}
		key := textNode(name)
		if value.Kind == yaml.ScalarNode || len(value.Content) == 0 {
			value.LineComment = string(setting.Source)
		} else {
			key.LineComment = string(setting.Source)
		}
		section.Content = append(section.Content, key, value)
	}
	encoder := yaml.NewEncoder(w)
	encoder.SetIndent(2)
	if err := encoder.Encode(root); err != nil {
		return err
	}
	return encoder.Close()
}

func textNode(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s} }
