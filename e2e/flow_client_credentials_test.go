package e2e_test

import (
	"database/sql"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestClientCredentials is RFC 6749, section 4.4: a client that acts for itself.
func TestClientCredentials(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		for name, spec := range map[string]clientSpec{
			"basic": {}, "post": {AuthMethod: "client_secret_post"}, "opaque": {Opaque: true},
		} {
			spec.Grants, spec.Redirects = []string{"client_credentials"}, []string{}
			t.Run(name, func(t *testing.T) { clientCredentials(t, p, p.client(t, mira, spec)) })
		}
		t.Run("rows/jwt", func(t *testing.T) { rowsWritten(t, p, mira, clientSpec{}, map[string]int{}) })
		t.Run("rows/opaque", func(t *testing.T) {
			rowsWritten(t, p, mira, clientSpec{Opaque: true}, map[string]int{"access_tokens": requestsCounted})
		})
	})
}

func clientCredentials(t *testing.T, p *patio, app client) {
	style := oauth2.AuthStyleInHeader
	if app.AuthMethod == "client_secret_post" {
		style = oauth2.AuthStyleInParams
	}
	cfg := clientcredentials.Config{
		ClientID: app.ID, ClientSecret: app.Secret, TokenURL: p.issuer + "/oauth/token", AuthStyle: style,
		Scopes: []string{"notes:read"},
	}
	token, err := cfg.Token(p.using(t))
	if err != nil {
		t.Fatal(err)
	}
	if token.RefreshToken != "" || token.Extra("scope") != "notes:read" || token.Extra("expires_in") != 600.0 {
		t.Errorf("the answer has scope %v, expires_in %v, refresh token %t", token.Extra("scope"), token.Extra("expires_in"), token.RefreshToken != "")
	}
	me := p.me(t, token.AccessToken).is(t, http.StatusOK).object(t)
	if me["user"] != nil || me.object(t, "client")["client_id"] != app.ID {
		t.Errorf("the API sees %v; want the client and no user", me)
	}
	about := p.introspect(t, app, token.AccessToken)
	if about["sub"] != app.ID || about["client_id"] != app.ID || about.has("username") {
		t.Errorf("introspection answers %v; want the client as sub and no username", about)
	}
	// Without a scope parameter it is all that the client has; beyond that, nothing.
	all := p.token(t, app, url.Values{"grant_type": {"client_credentials"}}).is(t, http.StatusOK).tokens(t)
	if want := strings.Join(app.Scopes, " "); all.Scope != want {
		t.Errorf("without a scope parameter the scope is %q, not %q", all.Scope, want)
	}
	p.token(t, app, url.Values{"grant_type": {"client_credentials"}, "scope": {"users:read"}}).
		refused(t, http.StatusBadRequest, "invalid_scope")
}

const requestsCounted = 5

// rowsWritten counts the rows of every table before and after some requests.
func rowsWritten(t *testing.T, p *patio, owner person, spec clientSpec, want map[string]int) {
	spec.Grants, spec.Redirects = []string{"client_credentials"}, []string{}
	app := p.client(t, owner, spec)
	db := p.behind(t)
	before := countRows(t, db, p.kind)
	for range requestsCounted {
		got := p.token(t, app, url.Values{"grant_type": {"client_credentials"}}).is(t, http.StatusOK).tokens(t)
		p.me(t, got.Access).is(t, http.StatusOK)
		p.introspect(t, app, got.Access)
	}
	after := countRows(t, db, p.kind)
	for table, n := range after {
		if wrote := n - before[table]; wrote != want[table] {
			t.Errorf("%d requests wrote %d rows into %s; want %d", requestsCounted, wrote, table, want[table])
		}
	}
}

// behind is a connection to the server's database that does not write: SQLite's file is opened for reading alone.
func (p *patio) behind(t *testing.T) *sql.DB {
	t.Helper()
	if p.back != nil {
		return p.back
	}
	url := p.database
	if p.kind == storage.SQLite {
		url = "sqlite:file:" + strings.TrimPrefix(p.database, "sqlite:") + "?mode=ro"
	}
	p.back = storagetest.SQL(t, url)
	t.Cleanup(func() { p.back = nil }) // it was this test's
	return p.back
}

func countRows(t *testing.T, db *sql.DB, kind storage.Dialect) map[string]int {
	t.Helper()
	tables, err := storagetest.Tables(db, kind)
	if err != nil {
		t.Fatal(err)
	}
	if len(tables) < 10 {
		t.Fatalf("the database has the tables %v and no more", tables)
	}
	counts := map[string]int{}
	for _, table := range tables {
		var n int
		if err := db.QueryRow("SELECT COUNT(*) FROM " + table).Scan(&n); err != nil {
			t.Fatalf("%s: %v", table, err)
		}
		counts[table] = n
	}
	return counts
}
