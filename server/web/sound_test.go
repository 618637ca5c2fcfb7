package web_test

import (
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"github.com/patio-auth/patio/server/web"
)

// evil tries to leave every context that a template puts a text in, and to
// turn the direction of what follows.
const evil = "\"><script>alert(1)</script><style>*{}</style><img src=x onerror=alert(2)>' onfocus='alert(3)' style='x' \u202egnp\u2066.\u2069\u200f"

// hostile is v with every text in it evil and everything optional present.
func hostile(v web.View) web.View {
	filled := reflect.New(reflect.TypeOf(v)).Elem()
	fill(filled, 0)
	return filled.Interface().(web.View)
}

// deep is how many structs within each other are filled; a tree has no end.
const deep = 7

func fill(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(evil)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(3)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), depth)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), depth+1)
		}
	case reflect.Slice:
		if depth >= deep {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), depth)
		fill(v.Index(1), depth)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for _, field := range []string{"", "name", "scope", "expires_in", "current_password", "new_password", "password", "code", "type", "grant_type", "redirect_uris", "access_token_format"} {
			v.SetMapIndex(reflect.ValueOf(field), reflect.ValueOf(evil))
		}
	default:
		panic("a view holds a " + v.Kind().String() + ": teach the test to fill it")
	}
}

func checkNothingInline(t *testing.T, page *html.Node) {
	t.Helper()
	for n := range elements(page) {
		switch n.Data {
		case "script":
			if !strings.HasPrefix(attr(n, "src"), web.StaticPrefix) || n.FirstChild != nil {
				t.Errorf("a script that is not ours: %v", n.Attr)
			}
		case "style", "img", "iframe", "object", "embed", "base":
			t.Errorf("there is a <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
				t.Errorf("<%s> has inline %s", n.Data, a.Key)
			}
			if slices.Contains([]string{"href", "src", "action"}, a.Key) && strings.HasPrefix(strings.ToLower(a.Val), "javascript:") {
				t.Errorf("<%s> leads to a script: %s", n.Data, a.Val)
			}
		}
	}
}

func checkDocument(t *testing.T, page *html.Node) {
	t.Helper()
	count, ids, leading := map[string]int{}, map[string]int{}, 0
	for n := range elements(page) {
		count[n.Data]++
		if id := attr(n, "id"); id != "" {
			ids[id]++
		}
		if n.Data == "html" && attr(n, "lang") != "en" {
			t.Error("the page does not say its language")
		}
		class := strings.Fields(attr(n, "class"))
		if slices.Contains(class, "is-main") || slices.Contains(class, "is-destroy") {
			leading++
		}
		if slices.Contains([]string{"h1", "title", "summary"}, n.Data) && text(n) == "" && attr(n, "aria-label") == "" {
			t.Errorf("an empty <%s>", n.Data)
		}
	}
	if count["h1"] != 1 || count["main"] != 1 || count["title"] != 1 {
		t.Errorf("%d h1, %d main, %d title; want one of each", count["h1"], count["main"], count["title"])
	}
	if leading > 1 {
		t.Errorf("%d buttons want to be the one", leading)
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("%d elements are called %q", n, id)
		}
	}
	for n := range elements(page) {
		for _, ref := range slices.Concat(strings.Fields(attr(n, "aria-describedby")), strings.Fields(attr(n, "aria-labelledby"))) {
			if ids[ref] == 0 {
				t.Errorf("<%s> refers to %q, which is not there", n.Data, ref)
			}
		}
	}
}

func checkForms(t *testing.T, page *html.Node) {
	t.Helper()
	labelled := map[string]bool{}
	for n := range elements(page, "label") {
		labelled[attr(n, "for")] = text(n) != ""
	}
	for form := range elements(page, "form") {
		if attr(form, "method") == "get" && attr(form, "role") == "search" {
			continue // it changes nothing
		}
		if attr(form, "method") != "post" {
			t.Errorf("the form to %q is not posted", attr(form, "action"))
		}
		if !slices.Contains(fieldNames(form), "csrf_token") {
			t.Errorf("the form to %q has no csrf_token", attr(form, "action"))
		}
	}
	for n := range elements(page, "input", "select", "textarea") {
		if attr(n, "type") == "hidden" || has(n, "hidden") {
			continue
		}
		if !labelled[attr(n, "id")] {
			t.Errorf("<%s name=%q> has no label", n.Data, attr(n, "name"))
		}
	}
}

// checkDirection: no text that a person sees or hears may turn the direction
// of writing. What goes back to the server stays as it came, and so does what
// is there to be copied (the token is ours, not a stranger's).
func checkDirection(t *testing.T, page *html.Node) {
	t.Helper()
	turns := func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Bidi_Control, r) })
	}
	for n := range page.Descendants() {
		if n.Type == html.TextNode && turns(n.Data) && !isCode(n) && n.Parent.Data != "textarea" {
			t.Errorf("in <%s>: %q", n.Parent.Data, n.Data)
		}
		for _, key := range []string{"aria-label", "title", "alt", "placeholder"} {
			if turns(attr(n, key)) {
				t.Errorf("%s of <%s>: %q", key, n.Data, attr(n, key))
			}
		}
	}
}

func isCode(n *html.Node) bool {
	for p := range n.Ancestors() {
		if strings.HasPrefix(attr(p, "class"), "code") {
			return true
		}
	}
	return false
}

func parse(t *testing.T, page string) *html.Node {
	t.Helper()
	if !strings.HasPrefix(page, "<!doctype html>") {
		t.Fatalf("the page begins %.40q", page)
	}
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// elements are all elements below root, or those with one of the names. What a
// drawing calls a title, the words on one of its parts, is none.
func elements(root *html.Node, names ...string) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && (n.Namespace != "svg" || n.Data != "title") && (len(names) == 0 || slices.Contains(names, n.Data)) && !yield(n) {
				return
			}
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

func rawText(n *html.Node) string {
	var all strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			all.WriteString(d.Data)
		}
	}
	return all.String()
}

// text is what is written below n, spaces folded; a line break is one too.
func text(n *html.Node) string {
	var all strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			all.WriteString(d.Data)
		} else if d.Data == "br" {
			all.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(all.String()), " ")
}
