package users_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/patio-auth/patio/users"
)

// owned is the clients of one person, by what was done to them.
type owned struct {
	left []users.OwnedClient
	did  []string
}

func (o *owned) do(what string) ([]users.OwnedClient, error) {
	o.did = append(o.did, what)
	return o.left, nil
}

func (o *owned) OwnedClients(context.Context, string) ([]users.OwnedClient, error) {
	return o.left, nil
}
func (o *owned) SuspendClients(context.Context, string) ([]users.OwnedClient, error) {
	return o.do("suspended")
}
func (o *owned) ActivateClients(context.Context, string) ([]users.OwnedClient, error) {
	return o.do("activated")
}
func (o *owned) DeleteClients(context.Context, string) ([]users.OwnedClient, error) {
	return o.do("deleted")
}
func (o *owned) TransferClients(_ context.Context, _, to string) ([]users.OwnedClient, error) {
	return o.do("given to " + to)
}

func newOwningRoom(t *testing.T) (*room, *owned) {
	t.Helper()
	r, o := newRoom(t), &owned{left: []users.OwnedClient{{ID: "1", Name: "App"}}}
	r.Users = users.New(r.store, users.Options{Now: r.now, IdleTTL: time.Hour, MaxTTL: 24 * time.Hour, Clients: o})
	return r, o
}

func TestDisabledWithClients(t *testing.T) {
	r, o := newOwningRoom(t)
	mira := r.insert(t, "mira")
	for _, step := range []struct {
		disabled, keep bool
		did            []string
	}{{true, true, nil}, {true, false, []string{"suspended"}}, {false, false, []string{"activated"}}} {
		o.did = nil
		changed, err := r.Users.SetDisabled(t.Context(), mira.ID, step.disabled, step.keep)
		if err != nil || len(o.did) != len(step.did) || len(changed) != len(step.did) || len(step.did) == 1 && o.did[0] != step.did[0] {
			t.Errorf("%+v: %v, %v, %v", step, o.did, changed, err)
		}
	}
}

func TestRevoke(t *testing.T) {
	r := newRoom(t)
	mira, noor := r.insert(t, "mira"), r.insert(t, "noor")
	_, here := r.start(t, mira, "")
	_, other := r.start(t, noor, "")
	if has, err := r.Standing(t.Context(), mira.ID); err != nil || has != (users.Standing{Sessions: 1}) {
		t.Errorf("standing %+v, %v", has, err)
	}
	if was, err := r.Revoke(t.Context(), mira.ID); err != nil || was.Sessions != 1 {
		t.Errorf("revoked %+v, %v", was, err)
	}
	r.living(t, "revoked", here, false)
	r.living(t, "somebody else's", other, true)
	if _, err := r.Get(t.Context(), mira.ID); err != nil {
		t.Errorf("the account: %v", err)
	}
	if _, err := r.Revoke(t.Context(), "0195aaaa-0000-7000-8000-00000000000f"); !errors.Is(err, users.ErrUnknown) {
		t.Errorf("of nobody: %v", err)
	}
	events, err := r.store.AuditEvents(t.Context(), "", 1)
	if err != nil || events[0].Action != "user.revoked" || events[0].Detail["sessions"] != "1" {
		t.Errorf("trail %+v, %v", events, err)
	}
}

func TestDelete(t *testing.T) {
	r, o := newOwningRoom(t)
	mira, noor := r.insert(t, "mira"), r.insert(t, "noor")
	_, raw := r.start(t, mira, "")
	var owns *users.OwnsClientsError
	if _, err := r.Delete(t.Context(), mira.ID, users.Disposal{}); !errors.As(err, &owns) || len(owns.Clients) != 1 {
		t.Errorf("with clients: %v", err)
	}
	var refusal *users.Error
	if _, err := r.Delete(t.Context(), mira.ID, users.Disposal{TransferTo: mira.ID}); !errors.As(err, &refusal) {
		t.Errorf("its clients to itself: %v", err)
	}
	r.living(t, "after refusals", raw, true)
	gone, err := r.Delete(t.Context(), mira.ID, users.Disposal{TransferTo: noor.ID})
	if err != nil || gone.Sessions != 1 || len(gone.TransferredClients) != 1 || len(o.did) != 1 || o.did[0] != "given to "+noor.ID {
		t.Errorf("deleted %+v, %v, %v", gone, o.did, err)
	}
	r.living(t, "deleted", raw, false)
	if _, err := r.Get(t.Context(), mira.ID); !errors.Is(err, users.ErrUnknown) {
		t.Errorf("the account: %v", err)
	}
	events, err := r.store.AuditEvents(t.Context(), "", 1)
	if err != nil || events[0].Action != "user.deleted" || events[0].Subject != mira.ID || events[0].Detail["username"] != "mira" {
		t.Errorf("trail %+v, %v", events, err)
	}
	o.left = nil
	if _, err := r.Delete(t.Context(), noor.ID, users.Disposal{}); err != nil {
		t.Errorf("without clients: %v", err)
	}
	if _, err := r.Delete(t.Context(), noor.ID, users.Disposal{}); !errors.Is(err, users.ErrUnknown) {
		t.Errorf("twice: %v", err)
	}
}
