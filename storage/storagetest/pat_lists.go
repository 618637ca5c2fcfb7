package storagetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
)

// testShelves puts one token, or two, on each shelf and one on either side of
// every mark.
func testShelves(t *testing.T, s *storage.Store) {
	ctx, u, other := t.Context(), newUser(t, s), newUser(t, s)
	c := newClient(t, s, u, nil)
	marks := pat.Marks{Now: noon, Soon: noon.Add(pat.Soon), Idle: noon.Add(-pat.Idle)}
	old, tick := noon.Add(-pat.Idle-time.Minute), time.Millisecond
	made := map[string]pat.Token{}
	for _, one := range []struct {
		name                   string
		created, ends, lastUse time.Time
	}{
		{"endless", noon, time.Time{}, time.Time{}},
		{"just alive", noon, noon.Add(tick), time.Time{}},
		{"just ended", noon, noon, time.Time{}},
		{"soon", noon, marks.Soon, time.Time{}},
		{"not soon", noon, marks.Soon.Add(tick), time.Time{}},
		{"idle", old, time.Time{}, marks.Idle.Add(-tick)},
		{"never used", old, marks.Soon.Add(tick), time.Time{}},
		{"old and used", old, time.Time{}, marks.Idle},
		{"idle and ended", old, old.Add(time.Second), time.Time{}},
		{"revoked", noon, time.Time{}, time.Time{}},
		{"expired, then revoked", old, old.Add(time.Second), time.Time{}},
	} {
		token := draftToken(u, c)
		token.Name, token.CreatedAt, token.ExpiresAt = one.name, one.created, one.ends
		must(t, s.CreateToken(ctx, token, newHash(), ""))
		if !one.lastUse.IsZero() {
			must(t, s.TouchTokens(ctx, map[string]pat.Use{token.ID: {At: one.lastUse}}))
		}
		made[one.name] = token
	}
	for _, name := range []string{"revoked", "expired, then revoked"} {
		must(t, s.EndLineage(ctx, made[name].Lineage, "for the test", noon))
	}
	newToken(t, s, other, c, "") // somebody else's, on no shelf of u's

	want := map[pat.Shelf][]string{ // newest first
		pat.ShelfActive:   {"old and used", "never used", "idle", "not soon", "soon", "just alive", "endless"},
		pat.ShelfExpiring: {"soon", "just alive"},
		pat.ShelfUnused:   {"never used", "idle"},
		pat.ShelfExpired:  {"idle and ended", "just ended"},
		pat.ShelfRevoked:  {"expired, then revoked", "revoked"},
		"made up":         nil,
	}
	counts, err := s.CountShelves(ctx, u.ID, marks)
	must(t, err)
	for shelf, names := range want {
		listed, total, err := s.SearchTokens(ctx, u.ID, pat.Search{Shelf: shelf, Limit: 50}, marks)
		must(t, err)
		same(t, "the total of "+string(shelf), total, len(names))
		same(t, string(shelf), namesOf(listed), names)
		same(t, "how many are "+string(shelf), counts[shelf], len(names))
	}
	same(t, "shelves", len(counts), 5)
	for _, c := range []struct {
		q     pat.Search
		names []string
		total int
	}{
		{pat.Search{Offset: 4, Limit: 2}, []string{"soon", "just alive"}, 7},
		{pat.Search{Offset: 7, Limit: 2}, nil, 7},
		{pat.Search{Order: pat.ByName, Limit: 3}, []string{"endless", "idle", "just alive"}, 7},
		{pat.Search{Order: pat.ByLastUse, Limit: 3}, []string{"old and used", "idle", "never used"}, 7},
		{pat.Search{Order: pat.ByEnd, Limit: 5}, []string{"just alive", "soon", "never used", "not soon", "old and used"}, 7},
		{pat.Search{Text: "USED", Limit: 9}, []string{"old and used", "never used"}, 2},
		{pat.Search{Text: "soon", Order: pat.ByName, Offset: 1, Limit: 9}, []string{"soon"}, 2},
		{pat.Search{Text: string([]rune(c.Name)[1:]), Limit: 1}, []string{"old and used"}, 7},
		{pat.Search{Text: "éCLAIR", Limit: 9}, nil, 0},
		{pat.Search{Text: "%", Limit: 9}, nil, 0},
		{pat.Search{Text: "_o_n", Limit: 9}, nil, 0},
		{pat.Search{Text: "!", Limit: 9}, nil, 0},
		{pat.Search{ClientID: c.ID, Limit: 1}, []string{"old and used"}, 7},
		{pat.Search{ClientID: newID(), Limit: 1}, nil, 0},
	} {
		c.q.Shelf = pat.ShelfActive
		found, total, err := s.SearchTokens(ctx, u.ID, c.q, marks)
		must(t, err)
		same(t, fmt.Sprintf("what %+v finds", c.q), namesOf(found), c.names)
		same(t, fmt.Sprintf("how many %+v finds", c.q), total, c.total)
	}
	on, err := s.ClientsOfTokens(ctx, u.ID, 9)
	must(t, err)
	same(t, "the clients of the tokens", on, []pat.ClientOfTokens{{ID: c.ID, Name: c.Name}})
	revoked, err := s.Token(ctx, made["revoked"].ID)
	must(t, err)
	same(t, "why it ended", revoked.EndReason, "for the test")
	none, err := s.CountShelves(ctx, newID(), marks)
	must(t, err)
	same(t, "nobody's", none[pat.ShelfActive]+none[pat.ShelfRevoked], 0)
}

func namesOf(tokens []pat.Token) []string {
	var names []string
	for _, token := range tokens {
		names = append(names, token.Name)
	}
	return names
}

// testClientTokens lists the tokens on one client with their holders: those
// that work, of everybody, and of no other client.
func testClientTokens(t *testing.T, s *storage.Store) {
	ctx, u, other := t.Context(), newUser(t, s), newUser(t, s)
	c, elsewhere := newClient(t, s, u, nil), newClient(t, s, u, nil)
	marks := pat.Marks{Now: noon, Soon: noon.Add(pat.Soon), Idle: noon.Add(-pat.Idle)}
	own, _ := newToken(t, s, u, c, "")
	theirs, _ := newToken(t, s, other, c, "")
	ended, _ := newToken(t, s, other, c, "")
	must(t, s.EndLineage(ctx, ended.Lineage, "test", noon))
	past := draftToken(other, c)
	past.ExpiresAt = noon
	must(t, s.CreateToken(ctx, past, newHash(), ""))
	newToken(t, s, u, elsewhere, "")

	want := []pat.Holding{
		{Token: theirs, Username: other.Username, UserName: other.Name},
		{Token: own, Username: u.Username, UserName: u.Name},
	}
	got, err := s.ClientTokens(ctx, c.ID, marks, 0, 50)
	must(t, err)
	same(t, "on the client", got, want)
	got, err = s.ClientTokens(ctx, c.ID, marks, 1, 50)
	must(t, err)
	same(t, "after the first", got, want[1:])
	got, err = s.ClientTokens(ctx, c.ID, marks, 0, 1)
	must(t, err)
	same(t, "as many as asked", got, want[:1])

	one, err := s.ClientToken(ctx, c.ID, theirs.ID)
	must(t, err)
	same(t, "by id", one, want[0])
	_, err = s.ClientToken(ctx, elsewhere.ID, theirs.ID)
	is(t, "on another client", err, pat.ErrUnknown)
	_, err = s.ClientToken(ctx, c.ID, newID())
	is(t, "unknown id", err, pat.ErrUnknown)
}
