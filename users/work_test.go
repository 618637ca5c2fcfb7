package users_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

// counted is a store that counts what it is asked.
type counted struct {
	*storage.Store
	work *work
}

// work is what one sign-in costs.
type work struct{ reads, transactions, writes, hashes int }

func (c counted) UserByLogin(ctx context.Context, login string) (users.User, string, error) {
	c.work.reads++
	return c.Store.UserByLogin(ctx, login)
}

func (c counted) User(ctx context.Context, id string) (users.User, error) {
	c.work.reads++
	return c.Store.User(ctx, id)
}

func (c counted) Transact(ctx context.Context, fn func(ctx context.Context) error) error {
	c.work.transactions++
	return c.Store.Transact(ctx, fn)
}

func (c counted) SetPassword(ctx context.Context, id, hash string) error {
	c.work.writes++
	return c.Store.SetPassword(ctx, id, hash)
}

// TestEveryRefusalIsTheSameWork: a wrong password, a right one for a disabled account, a name that nobody has, and an
// account that had too many guesses: the same reads, writes and hashes, whichever way the password is spelt.
func TestEveryRefusalIsTheSameWork(t *testing.T) {
	store := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))
	var cost work
	var hashes atomic.Int64
	people := users.New(counted{store, &cost}, users.Options{
		Now: time.Now, IdleTTL: time.Hour, MaxTTL: time.Hour, Hashed: func() { hashes.Add(1) },
	})
	for _, name := range []string{"mira", "off"} {
		d := draft(name)
		d.Password = nfd
		made, err := people.Create(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		if name == "off" {
			if _, err := people.SetDisabled(t.Context(), made.ID, true, false); err != nil {
				t.Fatal(err)
			}
		}
	}
	measured := func(login, password string, try func(ctx context.Context, login, password string) error) work {
		cost = work{}
		hashes.Store(0)
		if _, err := people.Recognise(t.Context(), login, ""); err != nil {
			t.Fatal(err)
		}
		if err := try(t.Context(), login, password); !errors.Is(err, users.ErrCredentials) {
			t.Fatalf("%s: %v", login, err)
		}
		cost.hashes = int(hashes.Load())
		return cost
	}
	authenticate := func(ctx context.Context, login, password string) error {
		_, err := people.Authenticate(ctx, login, password)
		return err
	}
	for password, wantHashes := range map[string]int{"quite another": 1, "cafe\u0301 noir": 2, "": 1} {
		want := work{reads: 2, hashes: wantHashes}
		for _, login := range []string{"mira", "MIRA@example.org", "off", "nobody", "nobody@example.org", "", "no name at all"} {
			if got := measured(login, password, authenticate); got != want {
				t.Errorf("%q with %q costs %+v, want %+v", login, password, got, want)
			}
			if got := measured(login, password, people.Pretend); got != want {
				t.Errorf("%q with %q, too many guesses, costs %+v, want %+v", login, password, got, want)
			}
		}
	}
	// The right password tells nothing either, where it is not looked at.
	for _, password := range []string{nfc, nfd} {
		wrong := "x" + password
		if right, other := measured("off", password, authenticate), measured("off", wrong, authenticate); right != other {
			t.Errorf("a disabled account: the right password costs %+v, a wrong one %+v", right, other)
		}
		if right, other := measured("mira", password, people.Pretend), measured("mira", wrong, people.Pretend); right != other {
			t.Errorf("too many guesses: the right password costs %+v, a wrong one %+v", right, other)
		}
	}
}
