package e2e_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestClientChangesOnItsPage changes on a client's page what REST can change: how it gets tokens, and in which format.
func TestClientChangesOnItsPage(t *testing.T) {
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{})
	path := "/developer/clients/" + app.ID
	b := p.browser()
	at := b.signIn(t, b.open(t, path), mira)
	send := func(values url.Values) *page {
		t.Helper()
		return b.submit(t, at, at.formTo(t, path), values)
	}
	shown := func() object { return p.cli(t, "client", "show", app.ID) }
	before := shown()
	if send(nil).is(t, http.StatusOK); !slices.Equal(shown().texts(t, "grant_types"), before.texts(t, "grant_types")) ||
		shown().text(t, "access_token_format") != before.text(t, "access_token_format") {
		t.Errorf("sent as it was, the form changed %v into %v", before, shown())
	}
	at = send(url.Values{"grant_type": {"authorization_code"}, "access_token_format": {"opaque"}}).is(t, http.StatusOK).says(t, "Saved.")
	if got := shown(); !slices.Equal(got.texts(t, "grant_types"), []string{"authorization_code"}) || got.text(t, "access_token_format") != "opaque" {
		t.Errorf("it is %v", got)
	}
	at = send(url.Values{"name": {"Kept"}, "grant_type": {"client_credentials"}}).is(t, http.StatusForbidden) // which self-service does not allow
	if at.says(t, "There is a problem", "Only an administrator"); at.formTo(t, path).Values.Get("name") != "Kept" {
		t.Error("the form forgot what was typed")
	}
}
