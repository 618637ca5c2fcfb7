package clients_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/storage"
)

// counted is a store that counts what it is asked.
type counted struct {
	*storage.Store
	work *work
}

// work is what it costs to refuse a client.
type work struct{ reads, transactions, records int }

func (c counted) Credentials(ctx context.Context, id string) (clients.Client, []clients.Secret, error) {
	c.work.reads++
	return c.Store.Credentials(ctx, id)
}

func (c counted) Client(ctx context.Context, id string) (clients.Client, error) {
	c.work.reads++
	return c.Store.Client(ctx, id)
}

func (c counted) Transact(ctx context.Context, fn func(ctx context.Context) error) error {
	c.work.transactions++
	return c.Store.Transact(ctx, fn)
}

func (c counted) Record(ctx context.Context, e audit.Event) error {
	c.work.records++
	return c.Store.Record(ctx, e)
}

// TestEveryRefusalIsTheSameWork: a client that nobody has registered, a wrong secret, and a client that is suspended,
// deleted or of another type: the same error, reads and writes. The secret is hashed before anything is known.
func TestEveryRefusalIsTheSameWork(t *testing.T) {
	r := newRoom(t)
	var cost work
	counting := clients.New(counted{r.store, &cost}, clients.Options{Now: func() time.Time { return r.at }})
	app, _ := r.register(t, good())
	_, otherRaw := r.register(t, good())
	rotated, oldRaw := r.register(t, good())
	for range 2 { // the first secret has expired, the second is in its overlap
		if _, err := r.RotateSecret(t.Context(), rotated.ID, time.Hour); err != nil {
			t.Fatal(err)
		}
		r.at = r.at.Add(time.Hour)
	}
	open, _ := r.register(t, public())
	suspended, _ := r.register(t, good())
	if err := r.SetDisabled(t.Context(), suspended.ID, true); err != nil {
		t.Fatal(err)
	}
	deleted, deletedRaw := r.register(t, good())
	if err := r.Delete(t.Context(), deleted.ID); err != nil {
		t.Fatal(err)
	}
	wrong, want := secret.New(secret.ClientSecret), work{reads: 1, records: 1}
	for name, cred := range map[string]clients.Credentials{
		"unknown":                     {ID: "0195aaaa-0000-7000-8000-00000000ffff", Secret: wrong, Method: clients.AuthBasic},
		"unknown, no secret":          {ID: "0195aaaa-0000-7000-8000-00000000ffff", Method: clients.AuthNone},
		"not an id":                   {ID: "nobody", Secret: wrong, Method: clients.AuthBasic},
		"a wrong secret":              {ID: app.ID, Secret: wrong, Method: clients.AuthBasic},
		"a wrong secret, in the body": {ID: app.ID, Secret: wrong, Method: clients.AuthPost},
		"no secret":                   {ID: app.ID, Method: clients.AuthNone},
		"another client's secret":     {ID: app.ID, Secret: otherRaw, Method: clients.AuthBasic},
		"an expired secret":           {ID: rotated.ID, Secret: oldRaw, Method: clients.AuthBasic},
		"suspended":                   {ID: suspended.ID, Secret: wrong, Method: clients.AuthBasic},
		"suspended, no secret":        {ID: suspended.ID, Method: clients.AuthNone},
		"deleted":                     {ID: deleted.ID, Secret: deletedRaw, Method: clients.AuthBasic},
		"public, with a secret":       {ID: open.ID, Secret: otherRaw, Method: clients.AuthBasic},
	} {
		cost = work{}
		got, err := counting.Authenticate(t.Context(), cred)
		if !errors.Is(err, clients.ErrAuthentication) || got.ID != "" {
			t.Errorf("%s: error %v and client %q", name, err, got.ID)
		}
		if err := counting.RecordRefusal(t.Context(), cred.ID); err != nil {
			t.Fatal(err)
		}
		if cost != want {
			t.Errorf("%s costs %+v, want %+v", name, cost, want)
		}
	}
}
