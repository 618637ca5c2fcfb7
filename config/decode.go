package config

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// input is one value as it was written: text from a variable or a flag, or a node of the file.
type input struct {
	text  string
	node  *yaml.Node
	where string
}

// decode reads in into the variable that target points to. Its errors are phrases to put behind the setting's name, and
// never repeat the value of a secret.
func decode(target any, in input) (err error) {
	switch t := target.(type) {
	case *string:
		*t, err = in.scalar("!!str", errText)
	case *Secret:
		return decodeText(t, in)
	case *SecretURL:
		return decodeText(t, in)
	case *bool:
		*t, err = decodeWith(in, "!!bool", errBool, strconv.ParseBool)
	case *int:
		*t, err = decodeWith(in, "!!int", errInt, strconv.Atoi)
	case *time.Duration:
		*t, err = decodeWith(in, "!!str", errDuration, ParseDuration)
	case *Rate:
		*t, err = decodeWith(in, "!!str", errRate, ParseRate)
	case *[]string:
		*t, err = in.list()
	case *[]Scope:
		*t, err = in.scopes()
	default:
		panic(fmt.Sprintf("config: no decoder for %T", target))
	}
	return err
}

var (
	errText  = errors.New("must be text; put it in quotes")
	errBool  = errors.New("must be true or false")
	errInt   = errors.New("must be a whole number")
	errEmpty = errors.New("has no value; give it one or remove the line")
	errList  = errors.New("must be a list: one item a line, each behind a dash")
)

func decodeText[T ~string](target *T, in input) error {
	s, err := in.scalar("!!str", errText)
	*target = T(s)
	return err
}

// decodeWith parses a scalar; a value of the wrong type gives wrong, and one that does not parse says what was there.
func decodeWith[T any](in input, tag string, wrong error, parse func(string) (T, error)) (T, error) {
	var zero T
	s, err := in.scalar(tag, wrong)
	if err != nil {
		return zero, err
	}
	value, err := parse(s)
	if errors.Is(err, strconv.ErrSyntax) || errors.Is(err, strconv.ErrRange) {
		err = wrong
	}
	if err != nil {
		return zero, fmt.Errorf("%w; it is %s", err, shown(s))
	}
	return value, nil
}

// scalar is the text of a value that must be of the YAML type tag. A plain 0 is allowed for durations.
func (in input) scalar(tag string, wrong error) (string, error) {
	switch {
	case in.node == nil:
		return in.text, nil
	case in.node.Tag == "!!null":
		return "", errEmpty
	case in.node.Kind == yaml.ScalarNode && in.node.Tag == tag:
		return in.node.Value, nil
	case in.node.Value == "0" && errors.Is(wrong, errDuration):
		return "0", nil
	}
	return "", wrong
}

// list is a YAML list of texts, or comma-separated text.
func (in input) list() ([]string, error) {
	if in.node == nil {
		return splitList(in.text), nil
	}
	if err := in.mustBeList(); err != nil {
		return nil, err
	}
	var items []string
	for _, item := range in.node.Content {
		s, err := input{node: resolve(item)}.scalar("!!str", errText)
		if err != nil {
			return nil, fmt.Errorf("has an item, on line %d, that %w", item.Line, err)
		}
		items = append(items, s)
	}
	return items, nil
}

func (in input) mustBeList() error {
	if in.node.Tag == "!!null" {
		return errEmpty
	}
	if in.node.Kind != yaml.SequenceNode {
		return errList
	}
	return nil
}

func splitList(text string) []string {
	var items []string
	for item := range strings.SplitSeq(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

// scopes is a YAML list of name, description and flags, or text like "orders:read=Read your orders,orders:write=Change them".
func (in input) scopes() ([]Scope, error) {
	var scopes []Scope
	if in.node == nil {
		for _, item := range splitList(in.text) {
			name, description, _ := strings.Cut(item, "=")
			scopes = append(scopes, Scope{Name: name, Description: description})
		}
		return scopes, nil
	}
	if err := in.mustBeList(); err != nil {
		return nil, err
	}
	for _, item := range in.node.Content {
		scope, err := scopeOf(resolve(item))
		if err != nil {
			return nil, fmt.Errorf("has an item, on line %d, that %w", item.Line, err)
		}
		scopes = append(scopes, scope)
	}
	return scopes, nil
}

func scopeOf(item *yaml.Node) (Scope, error) {
	var scope Scope
	targets := map[string]*string{"name": &scope.Name, "description": &scope.Description}
	flags := map[string]**bool{
		"restricted": &scope.Restricted, "sensitive": &scope.Sensitive, "grantable_to_apps": &scope.GrantableToApps,
	}
	if item.Kind != yaml.MappingNode {
		return scope, errors.New("must have a name and a description")
	}
	members, err := membersOf(item)
	if err != nil {
		return scope, fmt.Errorf("has %w", err)
	}
	for _, m := range members {
		name, value := m.name, input{node: m.value}
		if flag := flags[name]; flag != nil {
			delete(flags, name)
			said, err := decodeWith(value, "!!bool", errBool, strconv.ParseBool)
			if err != nil {
				return scope, fmt.Errorf("has a %s that %w", name, err)
			}
			*flag = &said
			continue
		}
		target, known := targets[name]
		if !known {
			return scope, fmt.Errorf("has the unknown field %s; %s", shown(name), scopeField(name))
		}
		delete(targets, name)
		s, err := value.scalar("!!str", errText)
		if err != nil {
			return scope, fmt.Errorf("has a %s that %w", name, err)
		}
		*target = s
	}
	return scope, nil
}

func scopeField(name string) string {
	if editDistance(plain(name), "name") <= 2 {
		return "did you mean name?"
	}
	if editDistance(plain(name), "description") <= 3 {
		return "did you mean description?"
	}
	for _, flag := range []string{"restricted", "sensitive", "grantable_to_apps"} {
		if editDistance(plain(name), plain(flag)) <= 3 {
			return "did you mean " + flag + "?"
		}
	}
	return "a scope has a name, a description, and the flags restricted, sensitive and grantable_to_apps"
}
