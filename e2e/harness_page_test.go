package e2e_test

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// form is a form of a page with the values that it would be sent with. Buttons are not pressed yet.
type form struct {
	Action, Method string
	Values         url.Values
	Buttons        url.Values
	Fields         map[string]bool // the names of all inputs, hidden ones too
}

// forms are all forms of the page, in order.
func (at *page) forms() []form {
	var all []form
	for n := range descendants(at.root) {
		if n.Data == "form" {
			all = append(all, readForm(n))
		}
	}
	return all
}

// form is the one form that has an input of that name.
func (at *page) form(t *testing.T, field string) form {
	t.Helper()
	for _, f := range at.forms() {
		if f.Fields[field] {
			return f
		}
	}
	t.Fatalf("%s (%d) has no form with %q: %.600s", at.URL.Path, at.Status, field, at.text())
	return form{}
}

// formWithButton is the one form that has such a button.
func (at *page) formWithButton(t *testing.T, name, value string) form {
	t.Helper()
	for _, f := range at.forms() {
		for _, v := range f.Buttons[name] {
			if v == value {
				return f
			}
		}
	}
	t.Fatalf("%s (%d) has no button %s=%s: %.600s", at.URL.Path, at.Status, name, value, at.text())
	return form{}
}

// formTo is the one form of the page's own that goes to an address; the menu's, which stands on every page, comes last.
func (at *page) formTo(t *testing.T, action string) form {
	t.Helper()
	for _, f := range at.forms() {
		if f.Action == action {
			return f
		}
	}
	t.Fatalf("%s (%d) has no form to %s: %.600s", at.URL.Path, at.Status, action, at.text())
	return form{}
}

// has reports whether a form of the page has an input of that name.
func (at *page) has(field string) bool {
	for _, f := range at.forms() {
		if f.Fields[field] {
			return true
		}
	}
	return false
}

// link is the address of the first link that says just these words, or else of the first that has them among others.
func (at *page) link(t *testing.T, words string) string {
	t.Helper()
	among := ""
	for n := range descendants(at.root) {
		if n.Data != "a" || !strings.Contains(textOf(n), words) {
			continue
		}
		if textOf(n) == words {
			return attr(n, "href")
		}
		if among == "" {
			among = attr(n, "href")
		}
	}
	if among != "" {
		return among
	}
	t.Fatalf("%s has no link %q: %.600s", at.URL.Path, words, at.text())
	return ""
}

// byID is the text of the element with that id; "" where there is none.
func (at *page) byID(id string) string {
	for n := range descendants(at.root) {
		if attr(n, "id") == id {
			return textOf(n)
		}
	}
	return ""
}

// text is what a person reads on the page.
func (at *page) text() string { return textOf(at.root) }

// says insists on words on the page.
func (at *page) says(t *testing.T, words ...string) *page {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(at.text(), w) {
			t.Errorf("%s does not say %q: %.800s", at.URL.Path, w, at.text())
		}
	}
	return at
}

func readForm(n *html.Node) form {
	f := form{
		Action: attr(n, "action"), Method: strings.ToUpper(cmp.Or(attr(n, "method"), http.MethodGet)),
		Values: url.Values{}, Buttons: url.Values{}, Fields: map[string]bool{},
	}
	for e := range descendants(n) {
		name := attr(e, "name")
		if name == "" {
			continue
		}
		switch e.Data {
		case "button":
			f.Buttons.Add(name, attr(e, "value"))
		case "input":
			f.Fields[name] = true
			if kind := attr(e, "type"); kind == "checkbox" || kind == "radio" {
				if hasAttr(e, "checked") {
					f.Values.Add(name, attr(e, "value"))
				}
				continue
			}
			f.Values.Add(name, attr(e, "value"))
		case "select":
			f.Fields[name] = true
			f.Values.Add(name, selected(e))
		case "textarea":
			f.Fields[name] = true
			typed := ""
			if e.FirstChild != nil {
				typed = e.FirstChild.Data
			}
			f.Values.Add(name, typed)
		}
	}
	return f
}

func selected(n *html.Node) string {
	first, found := "", false
	for e := range descendants(n) {
		if e.Data != "option" {
			continue
		}
		if hasAttr(e, "selected") {
			return attr(e, "value")
		}
		if !found {
			first, found = attr(e, "value"), true
		}
	}
	return first
}

// descendants are the elements below a node, in the order of the page.
func descendants(n *html.Node) func(yield func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) {
		if n == nil {
			return
		}
		for e := range n.Descendants() {
			if e.Type == html.ElementNode && !yield(e) {
				return
			}
		}
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// textOf is the text below a node with its spaces put in order.
func textOf(n *html.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	for e := range n.Descendants() {
		switch {
		case e.Type == html.TextNode && e.Parent.Data != "script" && e.Parent.Data != "style":
			b.WriteString(e.Data)
		case e.Type == html.ElementNode && !inline[e.Data]:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// inline elements stand within a word or a line; all others begin something new.
var inline = map[string]bool{"a": true, "b": true, "bdi": true, "code": true, "del": true, "span": true, "strong": true, "time": true}
