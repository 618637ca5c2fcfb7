package e2e_test

import (
	"slices"
	"testing"
)

// object is a JSON object.
type object map[string]any

// has reports whether there is such a member.
func (o object) has(name string) bool { _, ok := o[name]; return ok }

// text is a member that must be a text, and not an empty one.
func (o object) text(t *testing.T, name string) string {
	t.Helper()
	s, ok := o[name].(string)
	if !ok || s == "" {
		t.Fatalf("%q is %v and not a text, among %v", name, o[name], o.names())
	}
	return s
}

// object is a member that must be an object.
func (o object) object(t *testing.T, name string) object {
	t.Helper()
	inner, ok := o[name].(map[string]any)
	if !ok {
		t.Fatalf("%q is %v and not an object, among %v", name, o[name], o.names())
	}
	return inner
}

// list is a member that must be a list of objects.
func (o object) list(t *testing.T, name string) []object {
	t.Helper()
	items, ok := o[name].([]any)
	if !ok {
		t.Fatalf("%q is %v and not a list, among %v", name, o[name], o.names())
	}
	all := make([]object, len(items))
	for i, item := range items {
		all[i], _ = item.(map[string]any)
	}
	return all
}

// texts is a member that must be a list of texts.
func (o object) texts(t *testing.T, name string) []string {
	t.Helper()
	items, ok := o[name].([]any)
	if !ok {
		t.Fatalf("%q is %v and not a list, among %v", name, o[name], o.names())
	}
	all := make([]string, len(items))
	for i, item := range items {
		all[i], _ = item.(string)
	}
	return all
}

func (o object) names() []string {
	var names []string
	for name := range o {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
