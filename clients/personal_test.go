package clients_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/actor"
)

// TestPersonal: a person has one private client for tokens, made when it is
// first needed and only if what needed it worked.
func TestPersonal(t *testing.T) {
	r := newRoom(t)
	r.register(t, good()) // no private one
	stop := errors.New("stop")
	personal := func(who string, answer error) (own clients.Client) {
		t.Helper()
		err := r.Personal(t.Context(), actor.Actor{Credential: actor.Session, UserID: who}, func(_ context.Context, c clients.Client) error { own = c; return answer })
		if !errors.Is(err, answer) {
			t.Fatal(err)
		}
		return own
	}
	if failed := personal(owner, stop); !failed.Private() {
		t.Errorf("given %+v", failed)
	} else if _, err := r.Get(t.Context(), failed.ID); !errors.Is(err, clients.ErrUnknown) {
		t.Errorf("what was made for a failure is kept: %v", err)
	}
	first := personal(owner, nil)
	if !first.Private() || first.OwnerID != owner || first.UserTokens || !slices.Equal(first.Scopes, r.Catalogue().Grantable().Names()) {
		t.Errorf("made %+v", first)
	}
	if _, secrets, err := r.store.Credentials(t.Context(), first.ID); err != nil || len(secrets) != 0 {
		t.Errorf("%d secrets, %v; want none", len(secrets), err)
	}
	if again := personal(owner, nil); again.ID != first.ID {
		t.Errorf("a second private client %s beside %s", again.ID, first.ID)
	}
	if other := personal(stranger, nil); other.ID == first.ID || other.OwnerID != stranger {
		t.Errorf("somebody else's is %+v", other)
	}
	if _, err := r.Change(t.Context(), owner, first.ID, clients.Change{Disabled: new(true)}); err != nil {
		t.Fatal(err)
	}
	second := personal(owner, nil)
	if second.ID == first.ID {
		t.Error("a client that is off was given")
	}
	if _, err := r.Change(t.Context(), owner, second.ID, clients.Change{UserTokens: new(true)}); err != nil {
		t.Fatal(err)
	}
	if third := personal(owner, nil); third.ID == second.ID {
		t.Error("a client that is open to every user was given")
	}
	if got := r.trail(t)["client.registered"]; got != 5 {
		t.Errorf("%d registrations in the trail, want 5", got)
	}
}
