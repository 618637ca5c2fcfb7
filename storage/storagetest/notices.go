package storagetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/storage"
)

// draftNotice is a notice with everything in it that one can have.
func draftNotice(userID, tokenID, occasion string) notices.Notice {
	return notices.Notice{
		ID: newID(), UserID: userID, Kind: notices.TokenLeaked, Occasion: occasion, Source: unicodeName, Address: "2001:db8::1", At: noon,
		Token: notices.Token{ID: tokenID, Name: unicodeName, ClientName: "<b>" + unicodeName, Scopes: []string{"a", "b"}, ExpiresAt: later},
	}
}

func testNotices(t *testing.T, s *storage.Store) {
	ctx, mira, theo := t.Context(), newID(), newID()
	add := func(n notices.Notice, want bool) notices.Notice {
		t.Helper()
		created, err := s.CreateNotice(ctx, n, notices.Ways{})
		must(t, err)
		same(t, "created", created, want)
		return n
	}
	token := newID()
	first := add(draftNotice(mira, token, "one"), true)
	bare := notices.Notice{ID: newID(), UserID: mira, Kind: notices.TokenCreated, Token: notices.Token{ID: token}, At: later}
	add(bare, true)
	add(draftNotice(mira, token, "one"), false)
	for _, other := range []string{"One", "one ", "", "onë"} { // each an occasion of its own
		add(draftNotice(theo, token, other), true)
	}
	add(draftNotice(theo, newID(), "one"), true)

	list := func(user, cursor string, limit int, want ...notices.Notice) {
		t.Helper()
		got, err := s.Notices(ctx, user, cursor, limit)
		must(t, err)
		same(t, "list", got, append([]notices.Notice{}, want...))
	}
	list(mira, "", 10, bare, first)
	list(mira, "", 1, bare)
	list(mira, bare.ID, 10, first)
	list(mira, first.ID, 10)
	list(newID(), "", 10)

	unread := func(user string, want ...notices.Notice) {
		t.Helper()
		got, err := s.UnreadNotices(ctx, user, 10)
		must(t, err)
		same(t, "unread", got, append([]notices.Notice{}, want...))
		n, err := s.CountUnread(ctx, user)
		must(t, err)
		same(t, "how many are unread", n, len(want))
	}
	unread(mira, bare, first)
	must(t, s.MarkNoticesRead(ctx, mira, first.ID, later))
	first.ReadAt = later
	unread(mira, bare)
	must(t, s.MarkNoticesRead(ctx, mira, bare.ID, later.Add(time.Hour)))
	bare.ReadAt = later.Add(time.Hour)
	unread(mira)
	list(mira, "", 10, bare, first) // the first keeps its time
	n, err := s.CountUnread(ctx, theo)
	must(t, err)
	same(t, "somebody else's", n, 5)
	t.Run("in a transaction that fails", func(t *testing.T) { testNoticeTakenBack(t, s) })
	t.Run("at once", func(t *testing.T) { testNoticesAtOnce(t, s) })
}

// testNoticeTakenBack: nobody is told of what was not done, and it can be told
// when it is done after all.
func testNoticeTakenBack(t *testing.T, s *storage.Store) {
	ctx, stop, user, token := t.Context(), errors.New("stop"), newID(), newID()
	is(t, "transaction", s.Transact(ctx, func(ctx context.Context) error {
		created, err := s.CreateNotice(ctx, draftNotice(user, token, ""), notices.Ways{})
		must(t, err)
		same(t, "created", created, true)
		return stop
	}), stop)
	n, err := s.CountUnread(ctx, user)
	must(t, err)
	same(t, "after it was taken back", n, 0)
	created, err := s.CreateNotice(ctx, draftNotice(user, token, ""), notices.Ways{})
	must(t, err)
	same(t, "created after all", created, true)
}

// testNoticesAtOnce posts the same notices from many sides, in transactions
// that go through them in different orders.
func testNoticesAtOnce(t *testing.T, s *storage.Store) {
	user, tokens := newID(), []string{newID(), newID(), newID()}
	created := 0
	for _, n := range race(4, func(i int) int {
		var own int
		err := s.Transact(t.Context(), func(ctx context.Context) error {
			own = 0
			for j := range tokens {
				is, err := s.CreateNotice(ctx, draftNotice(user, tokens[(i+j)%len(tokens)], "once"), notices.Ways{})
				if err != nil {
					return err
				}
				if is {
					own++
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		return own
	}) {
		created += n
	}
	n, err := s.CountUnread(t.Context(), user)
	must(t, err)
	same(t, "created, and there", []int{created, n}, []int{len(tokens), len(tokens)})
}
