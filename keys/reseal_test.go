package keys_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/keys"
	"github.com/patio-auth/patio/storage/storagetest"
)

func ringWith(t *testing.T, s keys.Store, c *clock, master, other string) (*keys.Ring, error) {
	t.Helper()
	o := keys.Options{Now: c.now, Algorithm: "ES256", Overlap: time.Hour}
	if master != "" {
		o.Master = []byte(master)
	}
	if other != "" {
		o.OtherMaster = []byte(other)
	}
	return keys.Open(t.Context(), s, o)
}

func mustRing(t *testing.T, s keys.Store, c *clock, master, other string) *keys.Ring {
	t.Helper()
	ring, err := ringWith(t, s, c, master, other)
	if err != nil {
		t.Fatalf("with %q and %q: %v", master, other, err)
	}
	return ring
}

// TestReseal replaces a master key while processes with the old one, with both
// and with the new one are at work.
func TestReseal(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, c := storagetest.Open(t, url), newClock()
		if _, err := mustRing(t, s, c, "", "").Reseal(t.Context()); !errors.Is(err, keys.ErrNoMasterKey) {
			t.Errorf("without a master key: %v", err)
		}
		if n, err := mustRing(t, s, c, "old", "").Reseal(t.Context()); n != 1 || err != nil {
			t.Errorf("a key that rests in clear: %d, %v", n, err)
		}
		old := mustRing(t, s, c, "old", "new")
		second, err := old.Rotate(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		both := mustRing(t, s, c, "new", "old")
		if n, err := both.Reseal(t.Context()); n != 2 || err != nil {
			t.Fatalf("resealed %d, %v", n, err)
		}
		if n, err := both.Reseal(t.Context()); n != 0 || err != nil {
			t.Errorf("again: %d, %v", n, err)
		}
		if _, err := ringWith(t, s, c, "old", ""); !errors.Is(err, keys.ErrMasterKey) {
			t.Errorf("the old key alone: %v", err)
		}
		for _, ring := range []*keys.Ring{old, both, mustRing(t, s, c, "new", ""), mustRing(t, s, c, "old", "new")} {
			c.advance(2 * time.Second)
			if got := signer(t, ring); got.ID != second.ID {
				t.Errorf("signs with %s, not with %s", got.ID, second.ID)
			}
			token, err := signer(t, ring).SignAccessToken([]byte(`{}`))
			if err != nil || token == "" {
				t.Error(err)
			}
		}
		var resealed int
		events, err := s.AuditEvents(t.Context(), "", 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			if e.Action == "key.resealed" {
				resealed++
			}
		}
		if resealed != 3 {
			t.Errorf("%d of 3 resealings are in the audit trail", resealed)
		}
	})
}

// TestResealIsAllOrNothing: one key that opens with neither stops all.
func TestResealIsAllOrNothing(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, c := storagetest.Open(t, url), newClock()
		mustRing(t, s, c, "one", "")
		both := mustRing(t, s, c, "new", "one") // read while all was well
		foreign := mustRing(t, s, c, "two", "one")
		if _, err := foreign.Rotate(t.Context()); err != nil {
			t.Fatal(err)
		}
		before, err := s.SigningKeys(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if n, err := both.Reseal(t.Context()); !errors.Is(err, keys.ErrMasterKey) {
			t.Errorf("resealed %d, %v", n, err)
		}
		after, err := s.SigningKeys(t.Context())
		if err != nil || len(after) != 2 || string(after[0].Private) != string(before[0].Private) {
			t.Errorf("a key was changed all the same (%v)", err)
		}
	})
}

// TestResealRaces: several at once, beside a rotation, each row once.
func TestResealRaces(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, c := storagetest.Open(t, url), newClock()
		first := mustRing(t, s, c, "old", "new")
		for range 3 {
			if _, err := first.Rotate(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		both := mustRing(t, s, c, "new", "old")
		var all sync.WaitGroup
		var mu sync.Mutex
		total := 0
		for range 4 {
			all.Go(func() {
				n, err := both.Reseal(context.WithoutCancel(t.Context()))
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				total += n
			})
		}
		all.Go(func() {
			if _, err := both.Rotate(context.WithoutCancel(t.Context())); err != nil {
				t.Error(err)
			}
		})
		all.Wait()
		if total != 4 {
			t.Errorf("4 keys were resealed %d times", total)
		}
		mustRing(t, s, c, "new", "")
	})
}
