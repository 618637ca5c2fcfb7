package clients_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestOwnedClients: clients are suspended with their owner's account and come
// back with it, and those that anybody suspended separately do not.
func TestOwnedClients(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		n := &told{}
		a := newAuthority(t, url, func(o *clients.Options) { o.Notifier = n })
		ctx, op, theo := t.Context(), actor.Operator(), a.user(t)
		register := func(by actor.Actor, owner string, scopes ...string) clients.Client {
			c, _, err := a.Register(ctx, by, clients.Registration{
				OwnerID: owner, Name: "App", Type: clients.Confidential, Scopes: scopes, RedirectURIs: []string{"https://a.example/"},
			})
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		active, later, own := register(op, a.mira), register(op, a.mira), register(op, a.mira)
		waiting, foreign := register(a.session(0), a.mira, "notes:admin"), register(op, theo)
		if waiting.Status() != clients.StatusPending {
			t.Fatalf("the client is %s", waiting.Status())
		}
		did := func(what string, all []clients.Client, err error, want ...clients.Client) {
			t.Helper()
			ids := func(of []clients.Client) (ids []string) {
				for _, c := range of {
					ids = append(ids, c.ID)
				}
				slices.Sort(ids)
				return ids
			}
			if err != nil || !slices.Equal(ids(all), ids(want)) {
				t.Errorf("%s: %v, %v", what, ids(all), err)
			}
		}
		are := func(what string, c clients.Client, status clients.Status, by clients.SuspendedBy) {
			t.Helper()
			if got, err := a.Get(ctx, c.ID); err != nil || got.Status() != status || got.SuspendedBy != by || got.Active() != (status == clients.StatusActive) {
				t.Errorf("%s: %s by %q, %v", what, got.Status(), got.SuspendedBy, err)
			}
		}
		if _, err := a.Suspend(ctx, a.session(0), own.ID); err != nil {
			t.Fatal(err)
		}
		n.all = nil
		all, err := a.SuspendOwned(ctx, op, a.mira)
		did("suspended", all, err, active, later, waiting)
		if len(n.all) != 3 || n.all[0].Kind != clients.NoticeSuspended || n.all[0].Reason != clients.ByOwnerDisabled {
			t.Errorf("told %+v", n.all)
		}
		all, err = a.SuspendOwned(ctx, op, a.mira)
		did("suspended again", all, err)
		are("active", active, clients.StatusSuspended, clients.ByOwnerDisabled)
		are("pending", waiting, clients.StatusSuspended, clients.ByOwnerDisabled)
		are("own", own, clients.StatusSuspended, clients.ByOwner)
		are("foreign", foreign, clients.StatusActive, "")
		if _, err := a.Suspend(ctx, op, later.ID); err != nil {
			t.Fatal(err)
		}
		all, err = a.ActivateOwned(ctx, op, a.mira)
		did("activated", all, err, active, waiting)
		are("active again", active, clients.StatusActive, "")
		are("pending again", waiting, clients.StatusPending, "")
		are("suspended by the operator meanwhile", later, clients.StatusSuspended, clients.ByOperator)
		are("suspended by its owner before", own, clients.StatusSuspended, clients.ByOwner)

		var why *clients.Denied
		for what, by := range map[string]actor.Actor{"the owner": a.session(0), "nobody": {Credential: actor.System}} {
			if _, err := a.DeleteOwned(ctx, by, a.mira); !errors.As(err, &why) {
				t.Errorf("deleted by %s: %v", what, err)
			}
		}
		all, err = a.TransferOwned(ctx, op, theo, a.mira)
		did("given", all, err, foreign)
		all, err = a.DeleteOwned(ctx, op, a.mira)
		did("deleted", all, err, active, later, own, waiting, foreign)
		if left, err := a.OwnedBy(ctx, a.mira); err != nil || len(left) != 0 {
			t.Errorf("left %+v, %v", left, err)
		}
	})
}

// TestRegisterForNobody: an account that was disabled or deleted meanwhile
// registers no client.
func TestRegisterForNobody(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		a := newAuthority(t, url, func(o *clients.Options) { o.Quotas.ClientsPerUser = 10 })
		if err := a.store.SetUserDisabled(t.Context(), a.mira, a.at); err != nil {
			t.Fatal(err)
		}
		var why *clients.Denied
		_, _, err := a.Register(t.Context(), a.session(0), clients.Registration{Name: "App", Type: clients.Confidential})
		if !errors.As(err, &why) {
			t.Errorf("registered: %v", err)
		}
	})
}
