package storagetest

import (
	"bytes"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/idempotency"
	"github.com/patio-auth/patio/retention"
	"github.com/patio-auth/patio/storage"
)

// testIdempotency: one of several claims a key, and only who holds it stores a
// response or gives it back.
func testIdempotency(t *testing.T, s *storage.Store) {
	ctx := t.Context()
	key := idempotency.Record{ID: newHash(), Fingerprint: newHash(), ClaimedAt: noon}
	var all sync.WaitGroup
	claims := make([]bool, 12)
	for i := range claims {
		all.Go(func() {
			mine := key
			mine.Fingerprint = newHash()
			_, claimed, err := s.ClaimKey(ctx, mine)
			must(t, err)
			claims[i] = claimed
		})
	}
	all.Wait()
	won := 0
	for _, claimed := range claims {
		if claimed {
			won++
		}
	}
	same(t, "claims", won, 1)

	there := func(what string, want idempotency.Record) {
		t.Helper()
		other := key
		other.Fingerprint = newHash()
		found, claimed, err := s.ClaimKey(ctx, other)
		must(t, err)
		want.Fingerprint = found.Fingerprint
		same(t, what, []any{found, claimed}, []any{want, false})
	}
	there("claimed", key)
	stranger := key
	stranger.ClaimedAt, stranger.Response = later, []byte("stranger")
	must(t, s.KeepResponse(ctx, stranger))
	must(t, s.ReleaseKey(ctx, stranger))
	there("after another one's", key)

	next := key
	next.ClaimedAt = noon.Add(time.Minute)
	for _, want := range []bool{true, false} {
		taken, err := s.ReclaimKey(ctx, next, noon)
		must(t, err)
		same(t, "taken over", taken, want)
	}
	late := key
	late.Response = []byte("late")
	must(t, s.KeepResponse(ctx, late))
	there("taken over", next)
	next.Response = bytes.Repeat([]byte{0, 0xff}, 100_000)
	must(t, s.KeepResponse(ctx, next))
	there("with its response", next)

	again := next
	again.ClaimedAt, again.Response = later, nil
	taken, err := s.ReclaimKey(ctx, again, next.ClaimedAt)
	must(t, err)
	same(t, "taken over from a response", taken, true)
	there("without a response", again)
	must(t, s.ReleaseKey(ctx, again))
	_, claimed, err := s.ClaimKey(ctx, key)
	must(t, err)
	same(t, "claimed once it was released", claimed, true)

	n, err := s.DropExpired(ctx, retention.Responses, noon.Add(time.Millisecond), 10)
	must(t, err)
	same(t, "dropped", n, 1)
	_, claimed, err = s.ClaimKey(ctx, key)
	must(t, err)
	same(t, "claimed once it was dropped", claimed, true)
	must(t, s.ReleaseKey(ctx, key))
}
