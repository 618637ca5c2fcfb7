package storagetest

import (
	"context"
	"slices"
	"strings"
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

	g := consent.Grant{
		UserID: u.ID, ClientID: c.ID, Scopes: []string{"openid", "tokens:read"}, CreatedAt: noon, UpdatedAt: noon,
		Combinations: []consent.Combination{},
	}
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

	t.Run("combinations", func(t *testing.T) { testCombinations(t, s) })
	t.Run("at once", func(t *testing.T) { testConsentAtOnce(t, s) })
	t.Run("listed and removed", func(t *testing.T) { testConsentList(t, s) })
}

// testCombinations keeps what was allowed towards one origin for one resource
// apart from every other, byte for byte, however long they are.
func testCombinations(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	none := []consent.Combination{}
	long := "https://" + strings.Repeat("a", 900) + ".test"
	of := func(origin, resource string, scopes ...string) consent.Combination {
		return consent.Combination{Origin: origin, Resource: resource, Scopes: scopes, CreatedAt: noon, UpdatedAt: noon}
	}
	put := func(all ...consent.Combination) {
		t.Helper()
		must(t, s.PutConsent(ctx, consent.Grant{
			UserID: u.ID, ClientID: c.ID, Scopes: []string{"a"}, CreatedAt: noon, UpdatedAt: later, Combinations: all,
		}))
	}
	check := func(what string, want ...consent.Combination) {
		t.Helper()
		got, err := s.Consent(ctx, u.ID, c.ID)
		must(t, err)
		same(t, what, got.Combinations, want)
		listed, err := s.Consents(ctx, u.ID, "", 10)
		must(t, err)
		same(t, what+", listed", listed, []consent.Grant{got})
	}
	first, upper, other := of(long+"/", "", "a", "b"), of(strings.ToUpper(long), "", "a"), of(long, long+"?r", "c")
	put(first, other)
	put(upper)
	check("kept apart", upper, other, first)
	other.Scopes, other.SecondFactor, other.UpdatedAt = []string{"c", "d"}, true, later
	put(other)
	check("one replaced, the others as they were", upper, other, first)

	must(t, s.DeleteConsent(ctx, u.ID, c.ID))
	put(first)
	check("all was forgotten", first)
	must(t, s.DeleteClient(ctx, c.ID, later))
	must(t, s.PutConsent(ctx, consent.Grant{UserID: u.ID, ClientID: c.ID, CreatedAt: noon, UpdatedAt: noon}))
	check("with the client, too", none...)
}

func testConsentList(t *testing.T, s *storage.Store) {
	ctx, u, other := t.Context(), newUser(t, s), newUser(t, s)
	var all []consent.Grant
	for range 3 {
		c := newClient(t, s, u, nil)
		for _, who := range []string{u.ID, other.ID} {
			g := consent.Grant{
				UserID: who, ClientID: c.ID, Scopes: []string{"openid"}, CreatedAt: noon, UpdatedAt: later,
				Combinations: []consent.Combination{{Origin: "https://" + c.ID + ".test", Scopes: []string{}, CreatedAt: noon, UpdatedAt: later}},
			}
			must(t, s.PutConsent(ctx, g))
			if who == u.ID {
				all = append(all, g)
			}
		}
	}
	check := func(what, user, cursor string, limit int, want []consent.Grant) {
		t.Helper()
		got, err := s.Consents(ctx, user, cursor, limit)
		must(t, err)
		same(t, what, got, want)
	}
	check("by client", u.ID, "", 10, all)
	check("as many as asked", u.ID, "", 2, all[:2])
	check("after the cursor", u.ID, all[0].ClientID, 10, all[1:])
	check("nobody's", newID(), "", 10, []consent.Grant{})
	must(t, s.DeleteConsent(ctx, u.ID, all[1].ClientID))
	check("without the one removed", u.ID, "", 10, []consent.Grant{all[0], all[2]})
	is(t, "removed again", s.DeleteConsent(ctx, u.ID, all[1].ClientID), consent.ErrUnknown)
	is(t, "of nobody", s.DeleteConsent(ctx, newID(), all[0].ClientID), consent.ErrUnknown)
	_, err := s.Consent(ctx, other.ID, all[1].ClientID)
	must(t, err) // the other's stands
}

// testConsentAtOnce adds one scope each from many sides, beginning with none:
// what one side reads stays as it is until that side is done.
func testConsentAtOnce(t *testing.T, s *storage.Store) {
	u := newUser(t, s)
	c := newClient(t, s, u, nil)
	room := consent.New(s, func() time.Time { return noon })
	want := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	for i, err := range race(len(want), func(i int) error {
		return s.Transact(t.Context(), func(ctx context.Context) error {
			return room.Allow(ctx, consent.Request{UserID: u.ID, ClientID: c.ID, Origin: "https://app.test", Scopes: want[i : i+1]})
		})
	}) {
		if err != nil {
			t.Errorf("allow %s: %v", want[i], err)
		}
	}
	got, err := s.Consent(t.Context(), u.ID, c.ID)
	must(t, err)
	slices.Sort(got.Scopes)
	same(t, "all that was allowed", got.Scopes, want)
	same(t, "combinations", len(got.Combinations), 1)
	slices.Sort(got.Combinations[0].Scopes)
	same(t, "all that was allowed there", got.Combinations[0].Scopes, want)
}
