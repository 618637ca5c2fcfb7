package storagetest

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/patio-auth/patio/keys"
	"github.com/patio-auth/patio/revocations"
	"github.com/patio-auth/patio/storage"
)

func testKeys(t *testing.T, s *storage.Store) {
	ctx := t.Context()
	none, err := s.SigningKeys(ctx)
	must(t, err)
	same(t, "keys of an empty database", none, []keys.Row{})

	key := func(id string, generation int64) keys.Row {
		return keys.Row{
			ID: id, Generation: generation, Algorithm: "ES256", Private: bytes.Repeat([]byte{0, 255, '\'', byte(generation)}, 400),
			Sealed: generation == 2, CreatedAt: noon, AccessTTL: time.Duration(generation) * time.Minute,
		}
	}
	rows := []keys.Row{key("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", 1), key("nzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", 2), key("c", 10)}
	rows[2].SignsAt = later
	for _, i := range []int{2, 0, 1} { // the order is that of the generations, not of the inserts
		must(t, s.AddSigningKey(ctx, rows[i]))
	}
	got, err := s.SigningKeys(ctx)
	must(t, err)
	same(t, "keys", got, rows)

	is(t, "a generation that is taken", s.AddSigningKey(ctx, key("d", 10)), keys.ErrRaced)
	if err := s.AddSigningKey(ctx, key("c", 11)); err == nil || errors.Is(err, keys.ErrRaced) {
		t.Errorf("an id that is taken: error %v, want one that is not about a race", err)
	}
	must(t, s.RetireSigningKeys(ctx, 2, noon, later))
	rows[0].RetiredAt, rows[0].ExpiresAt = noon, later
	must(t, s.RetireSigningKeys(ctx, 10, later, later.Add(later.Sub(noon)))) // leaves the one that was retired before
	rows[1].RetiredAt, rows[1].ExpiresAt = later, later.Add(later.Sub(noon))
	got, err = s.SigningKeys(ctx)
	must(t, err)
	same(t, "keys after two retirements", got, rows)

	moved, err := s.ResealSigningKey(ctx, "c", []byte("another form"), []byte{1})
	must(t, err)
	same(t, "resealed from a form that it does not rest in", moved, false)
	moved, err = s.ResealSigningKey(ctx, "c", rows[2].Private, []byte{0, 1, 2})
	must(t, err)
	same(t, "resealed", moved, true)
	rows[2].Private, rows[2].Sealed = []byte{0, 1, 2}, true
	got, err = s.SigningKeys(ctx)
	must(t, err)
	same(t, "keys after resealing one", got, rows)

	must(t, s.RaiseSigningKeyTTL(ctx, "c", time.Hour+time.Microsecond))
	rows[2].AccessTTL = time.Hour + time.Millisecond // rounded up
	must(t, s.RaiseSigningKeyTTL(ctx, "c", time.Minute))
	got, err = s.SigningKeys(ctx)
	must(t, err)
	same(t, "keys after a longer and a shorter life", got, rows)
	testKeyRevocation(t, s, rows)

	won := 0
	for i, err := range race(8, func(i int) error { return s.AddSigningKey(ctx, key("raced"+string(rune('a'+i)), 11)) }) {
		switch {
		case err == nil:
			won++
		case !errors.Is(err, keys.ErrRaced):
			t.Errorf("racer %d: %v", i, err)
		}
	}
	same(t, "winners of one generation", won, 1)
}

// testKeyRevocation revokes a retired key and one that signs.
func testKeyRevocation(t *testing.T, s *storage.Store, rows []keys.Row) {
	t.Helper()
	ctx, between := t.Context(), noon.Add(later.Sub(noon)/2)
	seen := s.KeyRevocationSeen()
	for id, want := range map[string]bool{rows[0].ID: true, rows[2].ID: true, "unknown": false} {
		first, err := s.RevokeSigningKey(ctx, id, between)
		must(t, err)
		same(t, "revoked "+id, first, want)
		first, err = s.RevokeSigningKey(ctx, id, later)
		must(t, err)
		same(t, "revoked again "+id, first, false)
	}
	rows[0].ExpiresAt, rows[0].RevokedAt = between, between
	rows[2].RetiredAt, rows[2].ExpiresAt, rows[2].RevokedAt = between, between, between
	got, err := s.SigningKeys(ctx)
	must(t, err)
	same(t, "keys after two revocations", got, rows)
	told, err := s.Ended(ctx, revocations.Place{}, noon, 1000)
	must(t, err)
	for _, row := range []keys.Row{rows[0], rows[2]} {
		if !slices.ContainsFunc(told, func(e revocations.Ended) bool {
			return e.Kind == revocations.Key && e.ID == revocations.KeyRef(row.ID) && e.Until.Equal(between.Add(revocations.KeysCached))
		}) {
			t.Errorf("nobody who follows is told of key %s: %v", row.ID, told)
		}
	}
	same(t, "seen before a client authenticates", s.KeyRevocationSeen(), seen)
	c := newClient(t, s, newUser(t, s), nil)
	_, _, err = s.Credentials(ctx, c.ID)
	must(t, err)
	same(t, "seen after it", s.KeyRevocationSeen(), between)
}
