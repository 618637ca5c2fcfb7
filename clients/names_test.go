package clients_test

import (
	"errors"
	"testing"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/internal/names"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestReservedNames: only the operator gives a reserved name, at registration
// and later; a client that has one keeps it through other changes.
func TestReservedNames(t *testing.T) {
	a := newAuthority(t, storagetest.Fresh(t, storage.SQLite), func(o *clients.Options) { o.Reserved = names.Reserve("Patio") })
	mira, reg := a.session(0), app("profile")
	reg.Name = "PATIO"
	var refused *clients.Error
	if _, _, err := a.Register(t.Context(), mira, reg); !errors.As(err, &refused) || refused.Field != "name" {
		t.Errorf("registered: %v", err)
	}
	reg.OwnerID = a.mira
	made, _, err := a.Register(t.Context(), actor.Operator(), reg)
	if err != nil {
		t.Fatal(err)
	}
	same, uris := made.Name, []string{"https://other.example.org/cb"}
	if _, err := a.Change(t.Context(), mira, made.ID, clients.Change{Name: &same, RedirectURIs: &uris}); err != nil {
		t.Errorf("another change: %v", err)
	}
	other := "Patio!"
	if _, err := a.Change(t.Context(), mira, made.ID, clients.Change{Name: &other}); !errors.As(err, &refused) || refused.Field != "name" {
		t.Errorf("another reserved name: %v", err)
	}
	if got, err := a.Change(t.Context(), actor.Operator(), made.ID, clients.Change{Name: &other}); err != nil || got.Name != other {
		t.Errorf("by the operator: %q, %v", got.Name, err)
	}
}
