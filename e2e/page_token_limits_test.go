package e2e_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestLimitsPages: the forms of a token under a policy, and what binds it.
func TestLimitsPages(t *testing.T) {
	t.Parallel()
	p := start(t, storagetest.Fresh(t, storage.SQLite), settings{
		"personal_tokens.max_lifetime": "60d", "personal_tokens.default_lifetime": "7d", "personal_tokens.max_active": "3",
		"personal_tokens.allowed_ips": "127.0.0.0/8,203.0.113.0/24",
	})
	mira := p.person(t)
	own := p.client(t, mira, clientSpec{})
	bare := p.client(t, mira, clientSpec{Scopes: []string{}})
	rs := p.resourceServer(t, mira)
	b := p.browser()
	b.signIn(t, b.open(t, "/login"), mira)
	make := func(on client, values url.Values) *page {
		t.Helper()
		at := b.open(t, "/account/tokens/new?client_id="+on.ID)
		return b.submit(t, at, at.form(t, "expires_in"), values)
	}
	at := b.open(t, "/account/tokens/new?client_id="+own.ID)
	if chosen := at.form(t, "expires_in").Values.Get("expires_in"); chosen != "7d" {
		t.Errorf("chosen at first: %q", chosen)
	}
	for what, want := range map[string]bool{"30 days": true, "60 days": true, "90 days": false, "Never": false} {
		if strings.Contains(at.text(), what) != want {
			t.Errorf("%s is offered: %t", what, !want)
		}
	}
	for field, values := range map[string]url.Values{
		"That end lies after": {"expires_in": {"61d"}}, "That end is missing": {"expires_in": {""}},
		"bits set behind its length": {"allowed_ips": {"203.0.113.1/24"}}, "This reaches beyond the networks": {"allowed_ips": {"203.0.113.0/24\n10.0.0.0/8"}},
		"This takes networks such as": {"allowed_ips": {"office"}}, "This is none that a resource server": {"resource": {"https://nobody.example.org"}},
	} {
		values.Set("name", "x")
		refused := make(own, values)
		if refused.Status != http.StatusUnprocessableEntity || !strings.Contains(refused.text(), field) {
			t.Errorf("%v: %d %.300s", values, refused.Status, refused.text())
		}
		again := refused.form(t, "expires_in").Values
		if again.Get("name") != "x" || again.Get("resource") != values.Get("resource") || strings.ReplaceAll(again.Get("allowed_ips"), "\r", "") != values.Get("allowed_ips") {
			t.Errorf("what was typed is gone: %v", again)
		}
	}
	made := make(own, url.Values{"name": {"bound"}, "expires_in": {"60d"}, "allowed_ips": {"203.0.113.0/25\r\n127.0.0.1, 127.0.0.2"}, "resource": {rs.ResourceServer}})
	if made.Status != http.StatusOK || !strings.Contains(made.text(), "127.0.0.2/32") || !strings.Contains(made.text(), rs.ResourceServer) {
		t.Fatalf("%d %.600s", made.Status, made.text())
	}
	if made := make(bare, url.Values{"name": {"without scopes"}}); made.Status != http.StatusOK {
		t.Errorf("on a client without scopes: %d %.300s", made.Status, made.text())
	}
	row := p.cli(t, "pat", "list", "--user", mira.Username).list(t, "items")[1]
	one := b.open(t, "/account/tokens/"+row.text(t, "id"))
	if values := one.form(t, "allowed_ips").Values; !slices.Equal(strings.Fields(values.Get("allowed_ips")), []string{"127.0.0.1/32", "127.0.0.2/32", "203.0.113.0/25"}) {
		t.Errorf("its form has %v", values)
	}
	saved := b.submit(t, one, one.form(t, "allowed_ips"), url.Values{"allowed_ips": {""}})
	if !strings.Contains(saved.text(), "Saved.") || strings.Contains(saved.text(), "127.0.0.2/32") {
		t.Errorf("%d %.300s", saved.Status, saved.text())
	}
	wrong := b.submit(t, saved, saved.form(t, "allowed_ips"), url.Values{"allowed_ips": {"10.0.0.0/8"}})
	if wrong.Status != http.StatusUnprocessableEntity || !strings.Contains(wrong.text(), "reaches beyond") {
		t.Errorf("%d %.300s", wrong.Status, wrong.text())
	}
	make(own, url.Values{"name": {"the third"}})
	if full := make(own, url.Values{"name": {"the fourth"}}); full.Status != http.StatusUnprocessableEntity || !strings.Contains(full.text(), "as many as personal_tokens.max_active allows") {
		t.Errorf("%d %.300s", full.Status, full.text())
	}
}
