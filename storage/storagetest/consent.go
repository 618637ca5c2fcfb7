package storagetest

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/storage"
)

func testConsent(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	_, err := s.Consent(ctx, u.ID, c.ID)
	is(t, "never asked", err, consent.ErrUnknown)

	g := consent.Grant{UserID: u.ID, ClientID: c.ID, Scopes: []string{"openid", "tokens:read"}, CreatedAt: noon, UpdatedAt: noon}
	must(t, s.PutConsent(ctx, g))
	got, err := s.Consent(ctx, u.ID, c.ID)
	must(t, err)
	same(t, "consent", got, g)

	g.Scopes, g.UpdatedAt = []string{}, later
	must(t, s.PutConsent(ctx, consent.Grant{UserID: u.ID, ClientID: c.ID, CreatedAt: later, UpdatedAt: later}))
	got, err = s.Consent(ctx, u.ID, c.ID)
	must(t, err)
	same(t, "replaced consent, as old as before", got, g)
	_, err = s.Consent(ctx, c.ID, u.ID)
	is(t, "the two ids swapped", err, consent.ErrUnknown)

	t.Run("at once", func(t *testing.T) { testConsentAtOnce(t, s) })
}

// testConsentAtOnce adds one scope each from many sides, beginning with none:
// what one side reads stays as it is until that side is done.
func testConsentAtOnce(t *testing.T, s *storage.Store) {
	u := newUser(t, s)
	c := newClient(t, s, u, nil)
	room := consent.New(s, func() time.Time { return noon })
	want := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	for i, err := range race(len(want), func(i int) error {
		return s.Transact(t.Context(), func(ctx context.Context) error { return room.Allow(ctx, u.ID, c.ID, want[i:i+1]) })
	}) {
		if err != nil {
			t.Errorf("allow %s: %v", want[i], err)
		}
	}
	got, err := s.Consent(t.Context(), u.ID, c.ID)
	must(t, err)
	slices.Sort(got.Scopes)
	same(t, "all that was allowed", got.Scopes, want)
}
