package storagetest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/leaks"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/revocations"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/users"
)

// testEnded ends one thing of each kind, and finds each one once, in order,
// in the transaction that ended it and in no other.
func testEnded(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	grant, _ := newGrant(t, s, u, c)
	began, err := s.Clock(ctx) // that of the database, whatever the clock of the tests says
	must(t, err)
	future := clocktest.At(began.AddDate(1, 0, 0))
	child := draftToken(u, c)
	child.ExpiresAt = future
	must(t, s.CreateToken(ctx, child, newHash(), grant.ID))
	jti, past := newID(), newID()
	must(t, s.RevokeJWT(ctx, jti, future))
	must(t, s.RevokeJWT(ctx, past, began.Add(-time.Hour))) // it has expired: nobody asks any more
	must(t, s.EndLineage(ctx, grant.ID, "test", future))
	must(t, s.SetUserDisabled(ctx, u.ID, future))
	setActive(t, s, c.ID, future)
	stop := errors.New("stop")
	is(t, "rolled back", s.Transact(ctx, func(ctx context.Context) error {
		must(t, s.RevokeJWT(ctx, "never", future))
		return stop
	}), stop)

	now, err := s.Clock(ctx)
	must(t, err)
	// It reads two at a time, behind where it stands.
	var found []revocations.Ended
	place := revocations.Place{}
	for range 10_000 {
		page, err := s.Ended(ctx, place, now, 2)
		must(t, err)
		if len(page) == 0 {
			break
		}
		last := page[len(page)-1]
		place = revocations.Place{At: last.At, Kind: last.Kind, ID: last.ID}
		found = append(found, page...)
	}
	if !slices.IsSortedFunc(found, func(a, b revocations.Ended) int { return a.At.Compare(b.At) }) {
		t.Error("they are not in the order in which they ended")
	}
	count := func(kind revocations.Kind, id string) (n int) {
		for _, e := range found {
			if e.Kind == kind && e.ID == id {
				n++
				if age := now.Sub(e.At).Abs(); age > time.Minute || now.Before(began) || !e.Until.After(now) {
					t.Errorf("%s ended %v ago and matters until %v", kind, age, e.Until)
				}
			}
		}
		return n
	}
	same(t, "told of a personal access token that ended with what made it", count(revocations.Lineage, child.Lineage), 0)
	for id, kind := range map[string]revocations.Kind{
		jti: revocations.Token, grant.ID: revocations.Lineage,
		u.ID: revocations.User, c.ID: revocations.Client,
	} {
		same(t, "told of "+string(kind), count(kind, id), 1)
	}
	same(t, "told of what had expired", count(revocations.Token, past), 0)
	same(t, "told of what was rolled back", count(revocations.Token, "never"), 0)

	// What is enabled and ends again is told of again, and so is a leak.
	time.Sleep(5 * time.Millisecond)
	must(t, s.SetUserDisabled(ctx, u.ID, time.Time{}))
	must(t, s.SetUserDisabled(ctx, u.ID, future))
	leaked := newID()
	ended, err := s.EndIssued(ctx, []leaks.Issued{{Kind: leaks.Signed, Subject: leaked, EndsAt: future}}, "leaked", noon)
	must(t, err)
	same(t, "the leaks ended", len(ended), 1)
	found, err = s.Ended(ctx, revocations.Place{At: now, Kind: "zzz"}, now, 100)
	must(t, err)
	same(t, "told of the person again", count(revocations.User, u.ID), 1)
	same(t, "told of the leak", count(revocations.Token, leaked), 1)
	same(t, "told of the client again", count(revocations.Client, c.ID), 0)
}

// testEndedAudience ends lineages on which tokens were signed for several
// audiences, for none, or for nobody knows whom.
func testEndedAudience(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	signs := func(audience ...string) string {
		l := oauth.Lineage{ID: newID(), UserID: u.ID, ClientID: c.ID, CreatedAt: noon, SignedFor: audience}
		must(t, s.CreateGrant(ctx, l, oauth.Code{Hash: newHash(), LineageID: l.ID, ExpiresAt: later}))
		return l.ID
	}
	a, both, more := signs("https://a.example"), signs("https://issuer.example", oauth.DefaultMarker), signs("https://a.example")
	for range 2 {
		living, err := s.SignFor(ctx, more, []string{"https://b.example", "https://a.example"})
		must(t, err)
		same(t, "it lives", living, true)
	}
	personal, _ := newToken(t, s, u, c, "")
	bound := draftToken(u, c)
	bound.Resources = []string{"https://a.example"}
	must(t, s.CreateToken(ctx, bound, newHash(), ""))
	jti, anybody := newID(), newID()
	must(t, s.RevokeJWT(ctx, jti, later, "https://a.example"))
	must(t, s.RevokeJWT(ctx, anybody, later))
	for _, id := range []string{a, both, more, personal.Lineage, bound.Lineage} {
		must(t, s.EndLineage(ctx, id, "test", later))
	}
	living, err := s.SignFor(ctx, a, []string{"https://b.example"})
	must(t, err)
	same(t, "what has ended signs", living, false)

	// An app with very many: all of them are told of, whether or not they have
	// signed something.
	var unsigned []string
	for range 60 {
		unsigned = append(unsigned, signs())
	}
	last := signs("https://a.example")
	must(t, s.EndGrants(ctx, u.ID, c.ID, "test", later))

	found := endedOf(t, s)
	for id, want := range map[string][]string{
		a: {"https://a.example"}, both: {"https://issuer.example", ""}, more: {"https://a.example", "https://b.example"},
		personal.Lineage: {""}, bound.Lineage: {"https://a.example"}, last: {"https://a.example"},
		jti: {"https://a.example"}, anybody: nil,
	} {
		e, there := found[id]
		same(t, "told of "+id, there, true)
		same(t, "whom it concerns", e.Audience, want)
	}
	for _, id := range unsigned {
		e, there := found[id]
		same(t, "told of "+id, there, true)
		same(t, "whom it concerns", e.Audience, []string{""})
	}
}

// testEndedRoots ends everything of people who have much, and of a client that
// has much: the roots are told of, however many they are, and nothing below them
// on which nothing was signed. Where a client ends, that is told of instead.
func testEndedRoots(t *testing.T, s *storage.Store) {
	ctx, mira, noor := t.Context(), newUser(t, s), newUser(t, s)
	c := newClient(t, s, mira, nil)
	tokens := func(u users.User) (roots, below []string) {
		for range 60 {
			root, _ := newToken(t, s, u, c, "")
			child, _ := newToken(t, s, u, c, root.Lineage)
			roots, below = append(roots, root.Lineage), append(below, child.Lineage)
		}
		return roots, below
	}
	told := func(what string, ids []string, want bool) {
		t.Helper()
		found := endedOf(t, s)
		for _, id := range ids {
			if _, there := found[id]; there != want {
				t.Errorf("%s: told of %s: %t", what, id, there)
			}
		}
	}
	roots, below := tokens(mira)
	must(t, s.EndAllOf(ctx, mira.ID, "test", later))
	told("the roots of a person", roots, true)
	told("what hangs from them", below, false)

	roots, below = tokens(noor)
	must(t, s.DeleteClient(ctx, c.ID, later))
	told("the client", []string{c.ID}, true)
	told("the roots on it", append(roots, below...), false)
}

// endedOf is all that has ended, by its id.
func endedOf(t *testing.T, s *storage.Store) map[string]revocations.Ended {
	t.Helper()
	found, err := s.Ended(t.Context(), revocations.Place{}, noon, 10_000)
	must(t, err)
	byID := map[string]revocations.Ended{}
	for _, e := range found {
		byID[e.ID] = e
	}
	return byID
}
