package storage_test

import (
	"testing"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestResourceKeysOfOlderVersions: what was registered before there were keys is
// found in each spelling after the next start, and what could be registered twice
// then goes on being found by its exact identifier.
func TestResourceKeysOfOlderVersions(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, db, ctx := storagetest.Open(t, url), storagetest.SQL(t, url), t.Context()
		add := func(id, identifier, createdAt string) {
			exec(t, db, `INSERT INTO clients (id, owner_id, name, type, scopes, redirect_uris, grant_types, auth_method, token_format,
				resource_server, user_tokens, disabled_at, created_at) VALUES ('`+id+`', 'o', 'API', 'confidential', '', '[]', '', 'client_secret_basic',
				'jwt', '`+identifier+`', FALSE, 0, `+createdAt+`)`)
		}
		add("b", "https://Notes.example.org", "2")
		add("a", "https://notes.example.org/", "3") // younger, although its id comes first
		add("c", "urn:example:notes", "1")
		for range 2 {
			if err := s.Migrate(ctx); err != nil {
				t.Fatal(err)
			}
			for identifier, want := range map[string]string{
				"https://Notes.example.org": "b", "https://notes.example.org/": "a", "https://notes.example.org:443": "b",
				"urn:example:notes": "c", "URN:example:notes": "c",
			} {
				if got, err := s.ResourceServer(ctx, identifier); err != nil || got.ID != want {
					t.Errorf("%s is %q, %v; want %s", identifier, got.ID, err, want)
				}
			}
		}
		third := clients.Client{ID: "d", Type: clients.Confidential, ResourceServer: "https://NOTES.example.org:443/"}
		if err := s.CreateClient(ctx, third, nil); err == nil {
			t.Error("another spelling of a registered identifier was registered")
		}
		var filled int
		if err := db.QueryRow("SELECT COUNT(*) FROM clients WHERE resource_key IS NOT NULL").Scan(&filled); err != nil || filled != 2 {
			t.Errorf("%d keys, %v; want 2", filled, err)
		}
	})
}
