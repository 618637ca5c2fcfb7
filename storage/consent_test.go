package storage_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

const allowedApp = "0195dddd-0000-7000-8000-000000000001"

// migrateConsents applies 0012_consents.sql once more, as to a database of the
// version before.
func migrateConsents(t *testing.T, s *storage.Store, db *sql.DB) {
	t.Helper()
	for _, statement := range []string{
		"DELETE FROM schema_versions WHERE id = '0012_consents'", "DROP TABLE consent_grants",
		"ALTER TABLE consents DROP COLUMN given_uris", "ALTER TABLE consents DROP COLUMN given_scopes",
	} {
		exec(t, db, statement)
	}
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func consentOf(t *testing.T, s *storage.Store) consent.Grant {
	t.Helper()
	g, err := s.Consent(t.Context(), oneID, allowedApp)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestConsentsOfTheVersionBefore: what was allowed before combinations were
// kept counts for the redirect origins that the client had at the migration and
// for the default audience, and for nothing that the client gets later.
func TestConsentsOfTheVersionBefore(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, db, ctx := storagetest.Open(t, url), storagetest.SQL(t, url), t.Context()
		app := clients.Client{
			ID: allowedApp, OwnerID: oneID, Name: "App", Type: clients.Public, CreatedAt: time.UnixMilli(1),
			RedirectURIs: []string{"https://app.test/a", "https://App.test:443/b", "http://127.0.0.1/cb", "org.example.app:/cb"},
		}
		if err := s.CreateClient(ctx, app, nil); err != nil {
			t.Fatal(err)
		}
		const allow = "INSERT INTO consents (user_id, client_id, scopes, created_at, updated_at) VALUES ('%s', '%s', 'a b', 5, 6)"
		exec(t, db, fmt.Sprintf(allow, oneID, allowedApp))
		lineage := oauth.Lineage{
			ID: "0195eeee-0000-7000-8000-000000000001", UserID: oneID, ClientID: allowedApp, CreatedAt: time.UnixMilli(5),
			MFATime: time.UnixMilli(4), MFAUntil: time.UnixMilli(9),
		}
		code := oauth.Code{Hash: oneOfEach(t, s, oneID), LineageID: lineage.ID, ExpiresAt: time.UnixMilli(9)}
		code.Hash[0]++
		if err := s.CreateGrant(ctx, lineage, code); err != nil {
			t.Fatal(err)
		}
		migrateConsents(t, s, db)
		if _, state, err := s.Code(ctx, code.Hash); err != nil || !state.MFAUntil.IsZero() {
			t.Errorf("a grant that nobody asked acr for keeps it until %v, %v", state.MFAUntil, err)
		}
		app.RedirectURIs = []string{"https://evil.test/a"}
		if err := s.UpdateClient(ctx, app); err != nil {
			t.Fatal(err)
		}
		got := consentOf(t, s)
		var origins []string
		for _, c := range got.Combinations {
			origins = append(origins, c.Origin)
			if c.Resource != "" || !slices.Equal(c.Scopes, []string{"a", "b"}) || c.SecondFactor {
				t.Errorf("combination %+v", c)
			}
		}
		if want := []string{"https://app.test", "org.example.app:", consent.ThisDevice}; !slices.Equal(origins, want) {
			t.Errorf("it counts for %q, want %q", origins, want)
		}
		room := consent.New(s, func() time.Time { return time.UnixMilli(7) })
		more := consent.Request{UserID: oneID, ClientID: allowedApp, Origin: "https://app.test", Scopes: []string{"c"}}
		if err := room.Allow(ctx, more); err != nil {
			t.Fatal(err)
		}
		for origin, want := range map[string]int{"https://app.test": 3, consent.ThisDevice: 2} {
			for _, c := range consentOf(t, s).Combinations {
				if c.Origin == origin && len(c.Scopes) != want {
					t.Errorf("%s: scopes %v, want %d of them", origin, c.Scopes, want)
				}
			}
		}
	})
}

// TestWithdrawnByTheVersionBefore: it deletes the row that it knows, and that
// takes every combination along.
func TestWithdrawnByTheVersionBefore(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, db, ctx := storagetest.Open(t, url), storagetest.SQL(t, url), t.Context()
		now := time.UnixMilli(5)
		room := consent.New(s, func() time.Time { return now })
		allow := func(origin string) {
			t.Helper()
			r := consent.Request{UserID: oneID, ClientID: allowedApp, Origin: origin, Scopes: []string{"a"}}
			err := s.Transact(ctx, func(ctx context.Context) error { return room.Allow(ctx, r) })
			if err != nil {
				t.Fatal(err)
			}
		}
		allow("https://a.test")
		allow("https://b.test")
		exec(t, db, "DELETE FROM consents WHERE client_id = '"+allowedApp+"'")
		if _, err := s.Consent(ctx, oneID, allowedApp); !errors.Is(err, consent.ErrUnknown) {
			t.Errorf("withdrawn: %v", err)
		}
		now = time.UnixMilli(6)
		allow("https://b.test")
		if got := consentOf(t, s).Combinations; len(got) != 1 || got[0].Origin != "https://b.test" {
			t.Errorf("what was withdrawn is back: %+v", got)
		}
	})
}
