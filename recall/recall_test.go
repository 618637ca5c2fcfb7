package recall_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/recall"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

var now = clocktest.At(time.Date(2026, 11, 22, 12, 0, 0, 700_000_000, time.UTC))

func clock() time.Time { return now }

// flaky loses its database at one of the records of the trail.
type flaky struct {
	*storage.Store
	left int
}

var errLost = errors.New("lost")

func (f *flaky) Record(ctx context.Context, e audit.Event) error {
	if f.left--; f.left < 0 {
		return errLost
	}
	return f.Store.Record(ctx, e)
}

// issue makes opaque access tokens that hang from nothing.
func issue(t *testing.T, s *storage.Store, n int, at time.Time) {
	t.Helper()
	for range n {
		id := uuid.NewString()
		err := s.CreateAccess(t.Context(), oauth.Access{
			Hash: secret.HashOf(id), ID: id, ClientID: "client", CreatedAt: at, ExpiresAt: now.Add(time.Hour),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func recalled(t *testing.T, s *storage.Store) int {
	t.Helper()
	events, err := s.AuditEvents(t.Context(), "", 10_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if e.Action != "oauth.token_revoked" || e.Detail["reason"] != "recalled" || e.Detail["client_id"] != "client" || e.Subject == "" {
			t.Errorf("the trail says %+v", e)
		}
	}
	return len(events)
}

// TestSince breaks off in the middle of a batch, over more than a page: what was reported has ended and is recorded, the
// batch has not, and the next run has the rest.
func TestSince(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, since := storagetest.Open(t, url), now.Add(-time.Hour)
		issue(t, s, 520, since)
		issue(t, s, 30, since.Truncate(time.Second).Add(-time.Millisecond))
		heard := 0
		order := recall.Order{Since: since, Progress: func(n int) { heard += n }}
		counts, err := recall.New(s, clock).Since(t.Context(), recall.Order{Since: since, DryRun: true})
		if err != nil || counts[recall.ClientToken] != 520 || recalled(t, s) != 0 {
			t.Fatalf("dry: %v, %v, %d records", counts, err, recalled(t, s))
		}
		counts, err = recall.New(&flaky{s, 125}, clock).Since(t.Context(), order)
		if done := counts[recall.ClientToken]; !errors.Is(err, errLost) || done == 0 || done > 125 || recalled(t, s) != done {
			t.Fatalf("broken off: %v, %v, %d records", counts, err, recalled(t, s))
		}
		ended := counts[recall.ClientToken]
		stopped, stop := context.WithCancel(t.Context())
		stop()
		if _, err = recall.New(s, clock).Since(stopped, order); err == nil {
			t.Error("it goes on after it was told to stop")
		}
		counts, err = recall.New(s, clock).Since(t.Context(), order)
		if err != nil || ended+counts[recall.ClientToken] != 520 || recalled(t, s) != 520 || heard != 520 {
			t.Fatalf("the rest: %v, %v, %d records, %d were told of", counts, err, recalled(t, s), heard)
		}
		counts, err = recall.New(s, clock).Since(t.Context(), order)
		if err != nil || counts[recall.ClientToken] != 0 {
			t.Errorf("again: %v, %v", counts, err)
		}
	})
}

// TestWhen: a second counts from its begin, and what is still to come is refused.
func TestWhen(t *testing.T) {
	s := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))
	desk := recall.New(s, clock)
	_, err := desk.Since(t.Context(), recall.Order{Since: now.Add(time.Millisecond)})
	if future, ok := errors.AsType[*recall.FutureError](err); !ok || !future.Now.Equal(now) {
		t.Errorf("a time to come: %v", err)
	}
	issue(t, s, 1, now.Truncate(time.Second))
	if counts, err := desk.Since(t.Context(), recall.Order{Since: now, Kinds: []recall.Kind{recall.PAT, recall.Grant}}); err != nil || counts[recall.ClientToken] != 0 {
		t.Errorf("of other kinds: %v, %v", counts, err)
	}
	if counts, err := desk.Since(t.Context(), recall.Order{Since: now}); err != nil || counts[recall.ClientToken] != 1 {
		t.Errorf("of the same second: %v, %v", counts, err)
	}
}
