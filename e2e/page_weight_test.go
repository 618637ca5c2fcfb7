package e2e_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestPagesAreCompressed: a long list, with all that its page loads but fonts, is below 100 kB on the wire; pages that
// show a secret are not compressed, and no form has the same token twice.
func TestPagesAreCompressed(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{})
	for i := range 40 {
		p.pat(t, mira, app, "--scope", "profile notes:read", "--expires-in", fmt.Sprintf("%dd", 20+i))
	}
	s := p.session(t, mira)
	wire := func(path, coding string) (sent int, body string, header http.Header) {
		t.Helper()
		r := s.with(p.request(t, http.MethodGet, path, nil))
		r.Header.Set("Accept-Encoding", coding)
		a := p.do(t, r).is(t, http.StatusOK)
		if body = a.Body; a.Header.Get("Content-Encoding") == "gzip" {
			read, err := gzip.NewReader(strings.NewReader(a.Body))
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(read)
			if err != nil {
				t.Fatal(err)
			}
			body = string(text)
		}
		return len(a.Body), body, a.Header
	}
	total, list, header := wire("/account/tokens", "br, gzip;q=0.5")
	if header.Get("Content-Encoding") != "gzip" || !strings.Contains(header.Get("Vary"), "Accept-Encoding") || strings.Count(list, "nightly backup") < 40 {
		t.Errorf("the list is sent with %v", header)
	}
	page := p.session(t, mira).browser.open(t, "/account/tokens")
	for n := range descendants(page.root) {
		for _, name := range []string{attr(n, "href"), attr(n, "src")} {
			if strings.HasPrefix(name, "/static/") && !strings.Contains(name, "fonts/") {
				sent, _, _ := wire(name, "gzip")
				total += sent
			}
		}
	}
	if total > 100_000 {
		t.Errorf("the first load takes %d bytes", total)
	}
	t.Logf("the first load takes %d bytes", total)
	for _, coding := range []string{"", "br", "gzip;q=0", "identity"} {
		if _, _, header := wire("/account/tokens", coding); header.Get("Content-Encoding") != "" {
			t.Errorf("with Accept-Encoding %q it is compressed", coding)
		}
	}
	tokens := map[string]bool{}
	for range 5 {
		_, body, _ := wire("/account/tokens/new?client_id="+app.ID, "gzip")
		_, after, _ := strings.Cut(body, `name="csrf_token" value="`)
		token, _, _ := strings.Cut(after, `"`)
		if tokens[token] || token == "" {
			t.Error("a form has a token that another one had")
		}
		p.hide(token)
		tokens[token] = true
	}
	b := p.session(t, mira).browser
	form := b.open(t, "/account/tokens/new?client_id="+app.ID)
	r := b.filled(t, form, form.form(t, "name"), url.Values{"name": {"secret"}})
	made := b.follow(t, r).is(t, http.StatusOK)
	p.hide(made.byID("token"))
	if made.byID("token") == "" || made.Header.Get("Content-Encoding") != "" || made.Header.Get("Vary") != "" {
		t.Errorf("the page of a secret is sent with %v", made.Header)
	}
}
