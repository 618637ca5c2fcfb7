package storage_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestGlance reads within glances, of which each must see what was committed
// before it, and give its connection back.
func TestGlance(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, other := storagetest.Open(t, url), storagetest.Open(t, url)
		hash := oneOfEach(t, s, oneID)
		for round := range 50 { // more than there are connections to lose
			at := time.UnixMilli(int64(round % 2))
			if round%2 == 0 {
				at = time.Time{}
			}
			if err := other.SetUserDisabled(t.Context(), oneID, at); err != nil {
				t.Fatal(err)
			}
			glance(t, s, func(ctx context.Context) {
				for range 3 { // the same read again, and another between
					state, err := s.TokenState(ctx, hash)
					if err != nil || state.UserDisabled != !at.IsZero() {
						t.Fatalf("round %d: %v, disabled %t", round, err, state.UserDisabled)
					}
					if client, secrets, err := s.Credentials(ctx, oneID); err != nil || client.ID != oneID || len(secrets) != 1 {
						t.Fatalf("round %d: %v, %+v, %d secrets", round, err, client, len(secrets))
					}
				}
				if _, err := s.TokenState(ctx, secret.Hash{}); !errors.Is(err, pat.ErrUnknown) {
					t.Errorf("an unknown token: %v", err)
				}
			})
		}
	})
}

func glance(t *testing.T, s *storage.Store, fn func(ctx context.Context)) {
	t.Helper()
	ctx, done, err := s.Glance(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	fn(ctx)
}

// TestGlancesSideBySide has many more readers than connections, writers among
// them, and a write from within a glance.
func TestGlancesSideBySide(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s := storagetest.Open(t, url)
		hash := oneOfEach(t, s, oneID)
		var all sync.WaitGroup
		for n := range 32 {
			all.Go(func() {
				for range 20 {
					ctx, done, err := s.Glance(t.Context())
					if err != nil {
						t.Error(err)
						return
					}
					_, err = s.TokenState(ctx, hash)
					if n%8 == 0 {
						err = errors.Join(err, s.EndLineage(ctx, "0195aaaa-0000-7000-8000-00000000dead", "test", time.UnixMilli(1)))
					}
					done()
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
	})
}

func TestGlanceWaitsNoLongerThanItsContext(t *testing.T) {
	s := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))
	var held []func()
	for {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		_, done, err := s.Glance(ctx)
		cancel()
		if err != nil {
			unavailable(t, "no connection left", err)
			break
		}
		if held = append(held, done); len(held) > 1000 {
			t.Fatal("there is no end of connections")
		}
	}
	held[0]()
	if _, err := s.TokenState(t.Context(), secret.Hash{}); !errors.Is(err, pat.ErrUnknown) {
		t.Errorf("after one came back: %v", err)
	}
	for _, done := range held[1:] {
		done()
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, err := s.TokenState(t.Context(), secret.Hash{})
	unavailable(t, "after the end", err)
}
