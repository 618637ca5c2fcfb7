package e2e_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestLongLists searches, filters, sorts and pages through lists, as a person does on the pages.
func TestLongLists(t *testing.T) {
	t.Parallel()
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	mira := p.person(t)
	var all []client
	for i := range 12 {
		all = append(all, p.client(t, mira, clientSpec{Name: fmt.Sprintf("Ledger %02d", i), Scopes: []string{"profile", "email"}}))
	}
	for i := range 21 {
		p.pat(t, mira, all[0], "--name", fmt.Sprintf("backup %02d", i), "--expires-in", fmt.Sprintf("%dd", 100-i))
	}
	_, eclair := p.pat(t, mira, all[1], "--name", "Éclair", "--expires-in", "never")
	b := p.browser()
	b.signIn(t, b.open(t, "/account/tokens"), mira)

	rows := func(at *page) (names []string) {
		for n := range at.root.Descendants() {
			if n.Data == "strong" && within(n, "ul") && within(n, "main") {
				names = append(names, textOf(n))
			}
		}
		return names
	}
	search := func(path string, values url.Values) *page {
		t.Helper()
		f := b.open(t, path).form(t, "q")
		for name := range values {
			if !f.Fields[name] || !strings.EqualFold(f.Method, http.MethodGet) || f.Action != path {
				t.Errorf("%s cannot be searched by %s: %+v", path, name, f)
			}
		}
		return b.open(t, path+"?"+values.Encode()).is(t, http.StatusOK)
	}
	for _, c := range []struct {
		path   string
		values url.Values
		first  string
		n      int
	}{
		{"/account/tokens", url.Values{"q": {"éCL"}}, "Éclair", 1},
		{"/account/tokens", url.Values{"q": {"ledger 00"}, "sort": {"name"}}, "backup 00", 21},
		{"/account/tokens", url.Values{"sort": {"expires"}}, "backup 20", 22},
		{"/account/tokens", url.Values{"client_id": {all[1].ID}}, "Éclair", 1},
		{"/account/tokens", url.Values{"q": {"%"}}, "", 0},
		{"/developer/clients", url.Values{"q": {"LEDGER 1"}, "sort": {"newest"}}, "Ledger 11", 2},
		{"/developer/clients", url.Values{"q": {all[7].ID}}, "Ledger 07", 1},
		{"/developer/clients", url.Values{"status": {"pending"}}, "", 0},
		{"/account/tokens/new", url.Values{"q": {"03"}}, "Just for me", 2},
	} {
		names := rows(search(c.path, c.values))
		if len(names) != c.n || c.n > 0 && names[0] != c.first {
			t.Errorf("%s?%s lists %q", c.path, c.values.Encode(), names)
		}
	}

	at := b.open(t, "/developer/clients/"+all[0].ID).says(t, "1–20")
	if next := at.link(t, "Next"); !strings.HasSuffix(next, "?page=2#tokens") {
		t.Errorf("the next tokens of a client are at %s", next)
	}
	if names := rows(b.open(t, at.link(t, "Next")).says(t, "21–21")); names[len(names)-1] != "backup 00" {
		t.Errorf("the second page of tokens has %q", names)
	}
	b.open(t, "/account/tokens?page=7&sort=name").is(t, http.StatusOK).says(t, "backup 00") // there is no such page any more: the last one
	b.open(t, "/account/tokens?page=x").is(t, http.StatusNotFound).says(t, "There is no such page of this list")

	at = b.open(t, "/account/tokens?q=back&sort=name")
	if href := at.link(t, "Revoked 0"); !strings.Contains(href, "q=back") || !strings.Contains(href, "sort=name") || !strings.Contains(href, "show=revoked") {
		t.Errorf("another status forgets the search: %s", href)
	}
	p.cli(t, "pat", "revoke", eclair, "--yes")
	if names := rows(b.open(t, "/account/tokens?show=revoked")); len(names) != 1 || names[0] != "Éclair" {
		t.Errorf("revoked are %q", names)
	}
}

// within reports whether an element stands in another one of that name.
func within(n *html.Node, name string) bool {
	for at := n.Parent; at != nil; at = at.Parent {
		if at.Data == name {
			return true
		}
	}
	return false
}
