package storagetest

import (
	"slices"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/users"
)

// post inserts a notice that waits on a channel of the test's own.
func post(t *testing.T, s *storage.Store, userID string, at time.Time, channels ...notices.Channel) notices.Notice {
	t.Helper()
	n := draftNotice(userID, newID(), "")
	n.At = at
	created, err := s.CreateNotice(t.Context(), n, notices.Ways{Channels: channels, DueAt: at})
	must(t, err)
	same(t, "created", created, true)
	return n
}

func newChannel() notices.Channel { return notices.Channel(newID()) }

// testDeliveries follows deliveries from due to settled.
func testDeliveries(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	mail, hook := newChannel(), newChannel()
	second := post(t, s, u.ID, noon.Add(time.Minute), mail, hook)
	first := post(t, s, u.ID, noon, mail)
	post(t, s, u.ID, noon)
	stranger := post(t, s, newID(), later, mail)
	again := second
	again.ID = newID()
	if created, err := s.CreateNotice(ctx, again, notices.Ways{Channels: []notices.Channel{mail, hook}, DueAt: again.At}); err != nil || created {
		t.Fatalf("created again: %t, %v", created, err)
	}
	due := func(what string, channel notices.Channel, at time.Time, limit int, want ...notices.Delivery) {
		t.Helper()
		got, err := s.DueDeliveries(ctx, channel, at, limit)
		must(t, err)
		same(t, what, got, append([]notices.Delivery{}, want...))
	}
	to := notices.Recipient{Username: u.Username, Email: u.Email}
	a := notices.Delivery{Notice: first, Channel: mail, To: to}
	b := notices.Delivery{Notice: second, Channel: mail, To: to}
	due("before", mail, noon.Add(-time.Millisecond), 10)
	due("at noon", mail, noon, 10, a)
	due("in turn", mail, later, 10, b, notices.Delivery{Notice: stranger, Channel: mail, To: notices.Recipient{Disabled: true}}, a)
	due("one of them", mail, later, 1, b)
	due("the other channel", hook, later, 10, notices.Delivery{Notice: second, Channel: hook, To: to})

	did := func(what string, want bool) func(bool, error) {
		return func(got bool, err error) {
			t.Helper()
			must(t, err)
			same(t, what, got, want)
		}
	}
	did("claim", true)(s.ClaimDelivery(ctx, a, later))
	did("claim what was claimed", false)(s.ClaimDelivery(ctx, a, later))
	due("while it is claimed", mail, noon, 10)
	stale := a
	did("settle without the claim", false)(s.SettleDelivery(ctx, stale, notices.Sent, noon))
	did("retry without the claim", false)(s.RetryDelivery(ctx, stale, noon))
	a.Tries = 1
	due("when the claim is over", mail, later, 1, b)
	due("and the others behind it", mail, later, 3, b, notices.Delivery{Notice: stranger, Channel: mail, To: notices.Recipient{Disabled: true}}, a)
	did("retry", true)(s.RetryDelivery(ctx, a, noon.Add(-time.Second)))
	due("due again", mail, noon, 10, a)
	did("claim again", true)(s.ClaimDelivery(ctx, a, later))
	did("a late answer to the first claim", false)(s.SettleDelivery(ctx, a, notices.GivenUp, noon))
	a.Tries = 2
	did("settle", true)(s.SettleDelivery(ctx, a, notices.Sent, noon))
	did("settle twice", false)(s.SettleDelivery(ctx, a, notices.GivenUp, noon))
	did("claim what is settled", false)(s.ClaimDelivery(ctx, a, later))
	due("settled", mail, later.Add(24*time.Hour), 1, b)

	must(t, s.SetUserDisabled(ctx, u.ID, noon))
	b.To.Disabled = true
	due("to somebody disabled", mail, later, 1, b)
	t.Run("at once", func(t *testing.T) { testClaimsAtOnce(t, s) })
	t.Run("order", func(t *testing.T) { testDeliveryOrder(t, s) })
	t.Run("combined", func(t *testing.T) { testCombineDeliveries(t, s) })
	t.Run("combined, at once", func(t *testing.T) { testCombineAtOnce(t, s) })
	t.Run("old ones go", func(t *testing.T) { testDeleteNotices(t, s) })
}

// testClaimsAtOnce lets many go for the same deliveries: each has one winner.
func testClaimsAtOnce(t *testing.T, s *storage.Store) {
	ctx, u, channel := t.Context(), newUser(t, s), newChannel()
	for range 10 {
		post(t, s, u.ID, noon, channel)
	}
	won := map[string]int{}
	for _, mine := range race(8, func(int) []string {
		due, err := s.DueDeliveries(ctx, channel, noon, 10)
		if err != nil {
			t.Error(err)
		}
		var mine []string
		for _, d := range due {
			claimed, err := s.ClaimDelivery(ctx, d, later)
			if err != nil {
				t.Error(err)
			}
			if claimed {
				mine = append(mine, d.Notice.ID)
			}
		}
		return mine
	}) {
		for _, id := range mine {
			won[id]++
		}
	}
	if len(won) != 10 {
		t.Errorf("%d of 10 deliveries were claimed", len(won))
	}
	for id, n := range won {
		if n != 1 {
			t.Errorf("%s was claimed %d times", id, n)
		}
	}
}

func testDeleteNotices(t *testing.T, s *storage.Store) {
	ctx, user, channel := t.Context(), newID(), newChannel()
	longAgo := noon.Add(-1000 * time.Hour)
	for range 3 {
		post(t, s, user, longAgo, channel)
	}
	kept := post(t, s, user, longAgo.Add(time.Millisecond), channel)
	n, err := s.DeleteNotices(ctx, longAgo.Add(time.Millisecond), 10_000)
	must(t, err)
	same(t, "deleted", n, 3)
	n, err = s.DeleteNotices(ctx, longAgo.Add(time.Millisecond), 10_000)
	must(t, err)
	same(t, "deleted again", n, 0)
	left, err := s.Notices(ctx, user, "", 10)
	must(t, err)
	same(t, "left", left, []notices.Notice{kept})
	due, err := s.DueDeliveries(ctx, channel, later, 10)
	must(t, err)
	same(t, "deliveries that are left", len(due), 1)
}

// testTokensEnding walks through the tokens in the order of their ends, those
// that end at the same moment by their ids, the dead among them.
func testTokensEnding(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	base := clocktest.At(time.Date(2031, 5, 1, 0, 0, 0, 0, time.UTC)) // nobody else's tokens end then
	end := func(hours int) time.Time { return base.Add(time.Duration(hours) * time.Hour) }
	add := func(at time.Time, u users.User, c clients.Client) pat.Token {
		token := draftToken(u, c)
		token.ExpiresAt = at
		must(t, s.CreateToken(ctx, token, newHash(), ""))
		return token
	}
	add(time.Time{}, u, c)
	all := []pat.Token{add(end(1), u, c), add(end(2), u, c), add(end(2), u, c), add(end(2), u, c), add(end(3), u, c)}
	ending := func(token pat.Token, dead bool) notices.Ending {
		return notices.Ending{UserID: token.UserID, Dead: dead, Token: notices.Token{
			ID: token.ID, Name: token.Name, ClientName: token.ClientName, Scopes: token.Scopes, ExpiresAt: token.ExpiresAt,
		}}
	}
	list := func(what string, after notices.Place, until time.Time, limit int, want ...notices.Ending) {
		t.Helper()
		got, err := s.TokensEnding(ctx, after, until, limit)
		must(t, err)
		same(t, what, got, append([]notices.Ending{}, want...))
	}
	must(t, s.EndLineage(ctx, all[2].Lineage, "test", noon))
	want := []notices.Ending{ending(all[0], false), ending(all[1], false), ending(all[2], true), ending(all[3], false), ending(all[4], false)}
	list("all", notices.Place{ExpiresAt: base}, end(3), 10, want...)
	list("both ends count", notices.Place{ExpiresAt: end(1)}, end(2), 10, want[:4]...)
	list("a batch", notices.Place{ExpiresAt: base}, end(9), 2, want[:2]...)
	list("the next one", notices.Place{ExpiresAt: all[1].ExpiresAt, TokenID: all[1].ID}, end(9), 2, want[2:4]...)
	list("the last one", notices.Place{ExpiresAt: all[3].ExpiresAt, TokenID: all[3].ID}, end(9), 2, want[4:]...)
	list("none left", notices.Place{ExpiresAt: all[4].ExpiresAt, TokenID: all[4].ID}, end(9), 2)

	off := newUser(t, s)
	switchedOff := newClient(t, s, u, func(c *clients.Client) { c.InactiveSince = noon })
	deleted := newClient(t, s, u, nil)
	dead := []pat.Token{add(end(10), off, c), add(end(11), u, switchedOff), add(end(12), u, deleted)}
	must(t, s.SetUserDisabled(ctx, off.ID, noon))
	must(t, s.DeleteClient(ctx, deleted.ID, noon))
	dead[2].ClientName = ""
	list("the dead", notices.Place{ExpiresAt: end(9)}, end(20), 10, ending(dead[0], true), ending(dead[1], true), ending(dead[2], true))

	n := draftNotice(u.ID, all[0].ID, "first 1")
	for _, n.Occasion = range []string{"first 1", "last 2"} {
		n.ID = newID()
		_, err := s.CreateNotice(ctx, n, notices.Ways{})
		must(t, err)
	}
	n.ID, n.Kind = newID(), notices.TokenExpiring
	_, err := s.CreateNotice(ctx, n, notices.Ways{})
	must(t, err)
	got, err := s.Occasions(ctx, notices.TokenLeaked, []string{all[0].ID, all[1].ID})
	must(t, err)
	slices.Sort(got[all[0].ID])
	same(t, "occasions", got, map[string][]string{all[0].ID: {"first 1", "last 2"}})
}
