package storagetest

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/patio-auth/patio/leaks"
	"github.com/patio-auth/patio/revocations"
	"github.com/patio-auth/patio/storage"
)

// testEnded ends one thing of each kind, and finds each one once, in order,
// in the transaction that ended it and in no other.
func testEnded(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	grant, _ := newGrant(t, s, u, c)
	future := time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
	child := draftToken(u, c)
	child.ExpiresAt = future
	must(t, s.CreateToken(ctx, child, newHash(), grant.ID))
	jti, past := newID(), newID()
	must(t, s.RevokeJWT(ctx, jti, future))
	must(t, s.RevokeJWT(ctx, past, noon)) // it has expired: nobody asks any more
	must(t, s.EndLineage(ctx, grant.ID, "test", future))
	must(t, s.SetUserDisabled(ctx, u.ID, future))
	must(t, s.SetClientDisabled(ctx, c.ID, future))
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
				if age := now.Sub(e.At).Abs(); age > time.Minute || now.Before(noon) || !e.Until.After(now) {
					t.Errorf("%s ended %v ago and matters until %v", kind, age, e.Until)
				}
			}
		}
		return n
	}
	for id, kind := range map[string]revocations.Kind{
		jti: revocations.Token, grant.ID: revocations.Lineage, child.Lineage: revocations.Lineage,
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
