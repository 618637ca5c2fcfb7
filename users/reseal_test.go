package users_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

func (r *room) withMasters(master, other string) {
	key := func(s string) []byte {
		if s == "" {
			return nil
		}
		return []byte(strings.Repeat(s, 32))
	}
	r.Users = users.New(r.store, users.Options{
		Now: r.now, IdleTTL: time.Hour, MaxTTL: time.Hour, Master: key(master), OtherMaster: key(other),
	})
}

// TestResealFactors goes through the exchange of a master key, as
// docs/operations.md has it: a code is taken at every step.
func TestResealFactors(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		r := newRoomOn(t, url)
		clear := r.guard(t, "from-before-there-was-a-key")
		r.withMasters("a", "")
		sealed := r.guard(t, "sealed")
		begun := &guarded{User: r.create(t, draft("in-the-middle"))}
		session, _ := r.start(t, begun.User, "")
		if err := r.BeginTOTP(t.Context(), session, password); err != nil {
			t.Fatal(err)
		}
		takes := func(when string) {
			t.Helper()
			for _, g := range []*guarded{clear, sealed} {
				if _, err := r.finish(t, r.halfway(t, g), r.code(t, g, 0)); err != nil {
					t.Errorf("%s, %s: %v", when, g.Username, err)
				}
			}
			r.at = r.at.Add(time.Minute)
		}
		takes("before")
		r.withMasters("a", "b")
		takes("the new key known")
		r.withMasters("b", "a")
		takes("the new key in charge")
		if n, err := r.ResealFactors(t.Context()); n != 2 || err != nil {
			t.Fatalf("resealed %d, %v", n, err)
		}
		if n, err := r.ResealFactors(t.Context()); n != 0 || err != nil {
			t.Errorf("again: %d, %v", n, err)
		}
		setup, err := r.PendingTOTP(t.Context(), session) // begun under the old key, finished after the resealing
		if err != nil {
			t.Fatal(err)
		}
		begun.key = setup.Key
		if _, _, _, err = r.FinishTOTP(t.Context(), session, r.code(t, begun, 0)); err != nil {
			t.Fatal(err)
		}
		r.at = r.at.Add(time.Minute)
		if n, err := r.ResealFactors(t.Context()); n != 0 || err != nil {
			t.Errorf("what was begun under the old key rests under it still: %d, %v", n, err)
		}
		r.withMasters("b", "")
		takes("the old key gone")
		if _, err := r.finish(t, r.halfway(t, begun), r.code(t, begun, 0)); err != nil {
			t.Error(err)
		}
		r.withMasters("a", "")
		if _, err := r.finish(t, r.halfway(t, sealed), r.code(t, sealed, 0)); !errors.Is(err, users.ErrFactorKey) {
			t.Errorf("with the old key: %v", err)
		}
		if n, err := r.ResealFactors(t.Context()); n != 0 || !errors.Is(err, users.ErrFactorKey) {
			t.Errorf("resealing with the old key: %d, %v", n, err)
		}
	})
}

// TestResealManyFactors goes over several pages, and leaves what is no secret.
func TestResealManyFactors(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		r := newRoomOn(t, url)
		const many = 1203
		err := r.store.Transact(t.Context(), func(ctx context.Context) error {
			for i := range many {
				f := users.Factor{UserID: fmt.Sprintf("u%05d", i/2), Kind: users.FactorTOTP, Ref: fmt.Sprint(i % 2), Secret: []byte{byte(i)}, CreatedAt: r.at}
				if err := r.store.AddFactor(ctx, f); err != nil {
					return err
				}
			}
			return r.store.AddFactor(ctx, users.Factor{UserID: "u00001", Kind: "passkey", Ref: "x", Secret: []byte("public"), CreatedAt: r.at})
		})
		if err != nil {
			t.Fatal(err)
		}
		r.withMasters("a", "")
		if n, err := r.ResealFactors(t.Context()); n != many || err != nil {
			t.Errorf("resealed %d of %d, %v", n, many, err)
		}
		factors, err := r.store.Factors(t.Context(), "u00001")
		if err != nil || len(factors) != 3 {
			t.Fatalf("%+v, %v", factors, err)
		}
		for _, f := range factors {
			if f.Sealed == (f.Kind == "passkey") {
				t.Errorf("%s rests sealed: %t", f.Kind, f.Sealed)
			}
		}
	})
}
