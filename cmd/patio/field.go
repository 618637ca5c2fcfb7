package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/patio-auth/patio/config"
)

// forPrograms reports whether the output is JSON, or a value of it.
func (c *call) forPrograms() bool { return c.JSON || c.Field != nil }

// noFieldError says that a JSON value has nothing by a name.
type noFieldError struct {
	field string
	known []string
}

// Error lists the names there are.
func (e *noFieldError) Error() string {
	if len(e.known) == 0 {
		return fmt.Sprintf("the output has no field %.60q", e.field)
	}
	return fmt.Sprintf("the output has no field %.60q; it has %s", e.field, strings.Join(e.known, ", "))
}

// printField prints one value of the JSON form of an object and a line break: a
// text as it is, null as nothing, a list of texts one a line, anything else as
// JSON. Of a list of objects ({"items": […]}) it is the value of each, one a line.
func printField(w io.Writer, object any, field string) error {
	encoded, err := json.Marshal(object)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(encoded))
	decoder.UseNumber()
	var whole any
	if err := decoder.Decode(&whole); err != nil {
		return err
	}
	values, err := fieldOf(whole, field)
	if err != nil {
		return err
	}
	for _, value := range values {
		text, err := plainText(value)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(w, text); err != nil {
			return err
		}
	}
	return nil
}

// fieldOf finds the value of a field, or of that field in every item of a list.
func fieldOf(whole any, field string) ([]any, error) {
	found, err := lookInto(whole, field)
	object, ok := whole.(map[string]any)
	items, isList := object["items"].([]any)
	if err == nil || !ok || !isList || len(object) != 1 {
		return []any{found}, err
	}
	values := make([]any, len(items))
	for i, item := range items {
		if values[i], err = lookInto(item, field); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// lookInto follows a path such as items.0.id. A name may have dots in it, as
// those of settings do.
func lookInto(value any, path string) (any, error) {
	if list, ok := value.([]any); ok {
		first, rest, more := strings.Cut(path, ".")
		i, err := strconv.Atoi(first)
		if err != nil || i < 0 || i >= len(list) {
			return nil, &noFieldError{field: path}
		}
		if !more {
			return list[i], nil
		}
		return lookInto(list[i], rest)
	}
	object, ok := value.(map[string]any)
	if !ok {
		return nil, &noFieldError{field: path}
	}
	for end := len(path); end > 0; end = strings.LastIndex(path[:end], ".") {
		member, known := object[path[:end]]
		switch {
		case known && end == len(path):
			return member, nil
		case known:
			return lookInto(member, path[end+1:])
		}
	}
	return nil, &noFieldError{path, slices.Sorted(maps.Keys(object))}
}

// plainText is a value for a shell.
func plainText(value any) (string, error) {
	switch v := value.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case []any:
		lines := make([]string, len(v))
		for i, one := range v {
			text, isText := one.(string)
			if !isText {
				return asJSON(value)
			}
			lines[i] = text
		}
		return strings.Join(lines, "\n"), nil
	}
	return asJSON(value)
}

func asJSON(value any) (string, error) {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return strings.TrimSuffix(text.String(), "\n"), err
}

// checkField refuses a field that the output of a command cannot have, before the
// command does anything: a secret that it shows once would be lost.
func checkField(object any, field string) error {
	if object == nil {
		return errors.New("this command prints no JSON; leave --field (-q) out")
	}
	first, _, _ := strings.Cut(field, ".")
	known := knownFields(object)
	_, settings := object.(settingsObject)
	_, list := elementOf(reflect.TypeOf(object))
	if settings || slices.Contains(known, first) || list && first == "items" {
		return nil // a setting is looked up by the command, which changes nothing
	}
	return &noFieldError{field, known}
}

// settingsObject stands for the output of patio config show, whose fields are the
// settings.
type settingsObject struct{}

// knownFields are the fields that the output of a command can have; of a list,
// those of its items.
func knownFields(object any) []string {
	if _, settings := object.(settingsObject); settings {
		return config.Keys()
	}
	if object == nil {
		return nil
	}
	of := reflect.TypeOf(object)
	if item, list := elementOf(of); list {
		of = item
	}
	return fieldsOf(of)
}

// elementOf is the type of the items of a list.
func elementOf(of reflect.Type) (reflect.Type, bool) {
	if of.Kind() != reflect.Struct || of.NumField() != 1 || of.Field(0).Tag.Get("json") != "items" {
		return nil, false
	}
	return of.Field(0).Type.Elem(), true
}

// fieldsOf are the names that a struct has in JSON.
func fieldsOf(of reflect.Type) []string {
	var names []string
	for field := range fieldsIn(of) {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case field.Anonymous && name == "":
			names = append(names, fieldsOf(field.Type)...)
		case field.IsExported() && name != "-" && name != "":
			names = append(names, name)
		}
	}
	return names
}

func fieldsIn(of reflect.Type) func(yield func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		if of.Kind() != reflect.Struct {
			return
		}
		for i := range of.NumField() {
			if !yield(of.Field(i)) {
				return
			}
		}
	}
}
