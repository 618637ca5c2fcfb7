package storagetest

import (
	"context"
	"testing"
	"time"

	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/storage"
)

// postKind inserts a notice of a kind that waits on a channel until due.
func postKind(t *testing.T, s *storage.Store, userID string, kind notices.Kind, due time.Time, channel notices.Channel) notices.Notice {
	t.Helper()
	n := draftNotice(userID, newID(), "")
	n.Kind = kind
	created, err := s.CreateNotice(t.Context(), n, notices.Ways{Channels: []notices.Channel{channel}, DueAt: due})
	must(t, err)
	same(t, "created", created, true)
	return n
}

// idsDue is what is due on a channel, in order.
func idsDue(t *testing.T, s *storage.Store, channel notices.Channel, at time.Time) []string {
	t.Helper()
	due, err := s.DueDeliveries(t.Context(), channel, at, 100)
	must(t, err)
	ids := []string{}
	for _, d := range due {
		ids = append(ids, d.Notice.ID)
	}
	return ids
}

// testDeliveryOrder: urgent ones first, then one of each person after the other.
func testDeliveryOrder(t *testing.T, s *storage.Store) {
	channel, eve, mira := newChannel(), newID(), newID()
	first := postKind(t, s, eve, notices.TokenCreated, noon, channel)
	second := postKind(t, s, eve, notices.TokenExpiring, noon, channel)
	third := postKind(t, s, eve, notices.TokenCreated, noon, channel)
	mirasFirst := postKind(t, s, mira, notices.TokenCreated, noon.Add(time.Minute), channel)
	mirasSecond := postKind(t, s, mira, notices.TokenCreated, noon.Add(time.Minute), channel)
	urgent := postKind(t, s, mira, notices.PasswordChanged, noon.Add(time.Hour), channel)
	same(t, "order", idsDue(t, s, channel, later),
		[]string{urgent.ID, first.ID, mirasFirst.ID, second.ID, mirasSecond.ID, third.ID})
	same(t, "before the urgent one is due", idsDue(t, s, channel, noon), []string{first.ID, second.ID, third.ID})
	n, err := s.CountNotices(t.Context(), mira, notices.TokenCreated, noon.Add(-time.Second), 10)
	must(t, err)
	same(t, "of one kind", n, 2)
	n, err = s.CountNotices(t.Context(), mira, notices.TokenCreated, noon.Add(-time.Second), 1)
	must(t, err)
	same(t, "of one kind, up to a limit", n, 1)
	n, err = s.CountNotices(t.Context(), mira, notices.TokenCreated, noon, 10)
	must(t, err)
	same(t, "since", n, 0)
}

// testCombineDeliveries settles the others of a kind with a claimed delivery.
func testCombineDeliveries(t *testing.T, s *storage.Store) {
	ctx, channel, elsewhere, mira := t.Context(), newChannel(), newChannel(), newID()
	leader := postKind(t, s, mira, notices.TokenCreated, noon, channel)
	others := []notices.Notice{
		postKind(t, s, mira, notices.TokenCreated, noon, channel),
		postKind(t, s, mira, notices.TokenCreated, later, channel), // not due yet
	}
	tried := postKind(t, s, mira, notices.TokenCreated, noon, channel)
	kept := []string{
		postKind(t, s, newID(), notices.TokenCreated, noon, channel).ID, postKind(t, s, mira, notices.TokenExpiring, noon, channel).ID,
	}
	away := postKind(t, s, mira, notices.TokenCreated, noon, elsewhere)
	claimed, err := s.ClaimDelivery(ctx, notices.Delivery{Notice: tried, Channel: channel}, later)
	must(t, err)
	same(t, "claimed", claimed, true)

	d := notices.Delivery{Notice: leader, Channel: channel}
	claimed, err = s.ClaimDelivery(ctx, d, later)
	must(t, err)
	same(t, "claimed", claimed, true)
	n, err := s.CombineDeliveries(ctx, d, 3, 10, noon)
	must(t, err)
	same(t, "fewer than at least", n, 0)
	n, err = s.CombineDeliveries(ctx, d, 2, 10, noon)
	must(t, err)
	same(t, "combined", n, 2)
	n, err = s.CombineDeliveries(ctx, d, 1, 10, noon)
	must(t, err)
	same(t, "combined again", n, 0)
	same(t, "what is still due", idsDue(t, s, channel, noon), kept)
	same(t, "what is still due elsewhere", idsDue(t, s, elsewhere, noon), []string{away.ID})

	due, err := s.DueDeliveries(ctx, channel, later, 10)
	must(t, err)
	found := 0
	for _, again := range due {
		switch again.Notice.ID {
		case leader.ID:
			found++
			same(t, "what it tells of", again.Combined, 2)
			got, err := s.CombinedNotices(ctx, again, 10)
			must(t, err)
			same(t, "the others", got, others)
			got, err = s.CombinedNotices(ctx, again, 1)
			must(t, err)
			same(t, "the first of the others", got, others[:1])
		case others[0].ID, others[1].ID:
			t.Errorf("%s is due by itself", again.Notice.ID)
		}
	}
	same(t, "the leader is due again", found, 1)
}

// testCombineAtOnce has several processes claim and combine the same notices:
// each is told of once.
func testCombineAtOnce(t *testing.T, s *storage.Store) {
	const count = 30
	channel, mira := newChannel(), newID()
	for range count {
		postKind(t, s, mira, notices.TokenCreated, noon, channel)
	}
	due, err := s.DueDeliveries(t.Context(), channel, noon, count)
	must(t, err)
	told := 0
	for _, n := range race(6, func(i int) int {
		own := 0
		err := s.Transact(t.Context(), func(ctx context.Context) error {
			own = 0
			d := due[i*3]
			claimed, err := s.ClaimDelivery(ctx, d, later)
			if err != nil || !claimed {
				return err
			}
			others, err := s.CombineDeliveries(ctx, d, 1, count, noon)
			own = 1 + others
			return err
		})
		if err != nil {
			t.Error(err)
		}
		return own
	}) {
		told += n
	}
	same(t, "told of", told, count)
	same(t, "left", len(idsDue(t, s, channel, noon)), 0)
}
