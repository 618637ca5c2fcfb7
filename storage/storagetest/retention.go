package storagetest

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/retention"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/users"
)

func testChores(t *testing.T, s *storage.Store) {
	ctx, name := t.Context(), "chore "+newID()
	won := 0
	for _, mine := range race(8, func(int) bool {
		mine, err := s.ClaimChore(ctx, name, newID(), noon, later)
		must(t, err)
		return mine
	}) {
		if mine {
			won++
		}
	}
	same(t, "holders of one chore", won, 1)
	claim := func(what, holder string, now, until time.Time, want bool) {
		t.Helper()
		mine, err := s.ClaimChore(ctx, name, holder, now, until)
		must(t, err)
		same(t, what, mine, want)
	}
	a, b := newID(), newID()
	claim("while it is another's", a, later.Add(-time.Millisecond), later.Add(time.Hour), false)
	claim("once that is over", a, later, later.Add(time.Hour), true)
	claim("again by its holder", a, later, later.Add(2*time.Hour), true)
	claim("unchanged by its holder", a, later, later.Add(2*time.Hour), true)
	claim("by another meanwhile", b, later.Add(time.Hour), later.Add(3*time.Hour), false)
	nextYear := later.Add(365 * 24 * time.Hour)
	claim("by its holder, whose clock is ahead", a, nextYear, nextYear.Add(time.Hour), true)
	claim("by another, whose clock is right", b, later, later.Add(time.Hour), true)
}

// testDropExpired keeps what has not expired for long enough, spent or not,
// and takes the oldest first, some at a time.
func testDropExpired(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	old := time.UnixMilli(1000).UTC() // before anything that other parts have made
	grant := func(ends time.Time) oauth.Code {
		l, code := newGrant(t, s, u, c)
		code.Hash, code.ExpiresAt = newHash(), ends
		l.ID = newID()
		code.LineageID = l.ID
		must(t, s.CreateGrant(ctx, l, code))
		return code
	}
	first, second, kept := grant(old), grant(old.Add(time.Millisecond)), grant(old.Add(time.Second))
	spent, err := s.SpendCode(ctx, kept.Hash, old)
	must(t, err)
	same(t, "spent", spent, true)
	before := old.Add(time.Second)
	drop := func(what retention.Kind, limit, want int) {
		t.Helper()
		n, err := s.DropExpired(ctx, what, before, limit)
		must(t, err)
		same(t, "dropped "+string(what), n, want)
	}
	drop(retention.Codes, 1, 1)
	_, _, err = s.Code(ctx, first.Hash)
	is(t, "the oldest code", err, oauth.ErrNotFound)
	_, _, err = s.Code(ctx, second.Hash)
	must(t, err)
	drop(retention.Codes, 10, 1)
	drop(retention.Codes, 10, 0)
	got, _, err := s.Code(ctx, kept.Hash)
	must(t, err)
	same(t, "a spent code that is not old enough", got.SpentAt, old)

	access := func(ends time.Time) oauth.Access {
		a := oauth.Access{Hash: newHash(), ID: newID(), ClientID: c.ID, CreatedAt: old, ExpiresAt: ends}
		must(t, s.CreateAccess(ctx, a))
		return a
	}
	gone, stays := access(old), access(before)
	drop(retention.AccessTokens, 10, 1)
	_, _, err = s.Access(ctx, gone.Hash)
	is(t, "an old access token", err, oauth.ErrNotFound)
	_, _, err = s.Access(ctx, stays.Hash)
	must(t, err)

	session := func(ends time.Time) users.Session {
		n := users.Session{Hash: newHash(), UserID: u.ID, AuthTime: old, CreatedAt: old, LastSeenAt: old, ExpiresAt: ends}
		must(t, s.CreateSession(ctx, n))
		return n
	}
	over, open := session(old), session(before)
	drop(retention.Sessions, 10, 1)
	_, _, err = s.Session(ctx, over.Hash)
	is(t, "an old session", err, users.ErrUnknown)
	_, _, err = s.Session(ctx, open.Hash)
	must(t, err)
	drop(retention.Ceremonies, 10, 0)

	dead, living := newID(), newID()
	must(t, s.RevokeJWT(ctx, dead, old))
	must(t, s.RevokeJWT(ctx, living, before))
	drop(retention.Revocations, 10, 1)
	for jti, want := range map[string]bool{dead: false, living: true} {
		holder, _, err := jwtHolder(t, s, oauth.Signed{ID: jti, ClientID: c.ID})
		must(t, err)
		same(t, "revoked", holder.Ended, want)
	}
	raceDrops(t, s, c.ID, old)
}

// raceDrops lets four processes drop the same things: each thing goes once.
func raceDrops(t *testing.T, s *storage.Store, clientID string, old time.Time) {
	ctx := t.Context()
	for range 40 {
		must(t, s.CreateAccess(ctx, oauth.Access{Hash: newHash(), ID: newID(), ClientID: clientID, CreatedAt: old, ExpiresAt: old}))
	}
	total := 0
	for _, n := range race(4, func(int) (n int) {
		for {
			dropped, err := s.DropExpired(ctx, retention.AccessTokens, old.Add(time.Millisecond), 7)
			must(t, err)
			if n += dropped; dropped == 0 {
				return n
			}
		}
	}) {
		total += n
	}
	if total < 40 { // one may be counted twice where nobody can skip what another holds
		t.Errorf("%d of 40 were dropped", total)
	}
	left, err := s.DropExpired(ctx, retention.AccessTokens, old.Add(time.Millisecond), 100)
	must(t, err)
	same(t, "left", left, 0)
}

// past makes ids that sort before all those of the suite.
type past struct {
	made time.Time
	n    byte
}

func (p *past) id() string {
	p.n++
	raw := [16]byte{0, 0, 0, 0, byte(p.made.UnixMilli() >> 8), byte(p.made.UnixMilli()), 0x70, p.n, 0x80}
	return uuid.UUID(raw).String()
}

// testDropLineages makes one lineage of each sort a long time ago, and keeps
// each one from which anything could still come.
func testDropLineages(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	p := &past{made: time.UnixMilli(5000).UTC()}
	bounds := retention.Bounds{Ended: time.UnixMilli(10_000).UTC(), Used: time.UnixMilli(8000).UTC()}
	at := func(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
	grant := func(refresh ...time.Time) (string, []oauth.Refresh) {
		l := oauth.Lineage{ID: p.id(), UserID: u.ID, ClientID: c.ID, Scopes: []string{"openid"}, CreatedAt: p.made}
		must(t, s.CreateGrant(ctx, l, oauth.Code{Hash: newHash(), LineageID: l.ID, ExpiresAt: later}))
		var made []oauth.Refresh
		for _, ends := range refresh {
			r := oauth.Refresh{Hash: newHash(), LineageID: l.ID, CreatedAt: p.made, ExpiresAt: ends}
			must(t, s.CreateRefresh(ctx, r))
			made = append(made, r)
		}
		return l.ID, made
	}
	token := func(ends time.Time, parent string) pat.Token {
		k := draftToken(u, c)
		k.ID, k.Lineage, k.CreatedAt, k.ExpiresAt = p.id(), p.id(), p.made, ends
		must(t, s.CreateToken(ctx, k, newHash(), parent))
		return k
	}
	gone, kept := map[string]string{}, map[string]string{}
	id, dropped := grant(at(6000), at(7999))
	gone["idle, its refresh tokens long over"] = id
	id, _ = grant()
	gone["idle, never redeemed"] = id
	id, spent := grant(at(6000), at(8000))
	kept["a refresh token that was good lately"] = id
	_, err := s.SpendRefresh(ctx, spent[0], p.made, nil)
	must(t, err)
	id, _ = grant(later)
	must(t, s.EndLineage(ctx, id, "test", at(9999)))
	gone["ended long ago, its refresh token in time"] = id
	id, recent := grant(at(6000))
	must(t, s.EndLineage(ctx, id, "test", at(10_000)))
	kept["ended lately"] = id
	forever, expired, fresh := token(time.Time{}, ""), token(at(9999), ""), token(at(10_000), "")
	kept["a personal access token without end"] = forever.Lineage
	gone["one that ended long ago"] = expired.Lineage
	kept["one that ended lately"] = fresh.Lineage
	id, _ = grant()
	kept["the parent of a living one"] = id
	child := token(time.Time{}, id)
	kept["a child"] = child.Lineage
	revoked := token(time.Time{}, "")
	must(t, s.EndLineage(ctx, revoked.Lineage, "test", at(9000)))
	gone["a revoked one"] = revoked.Lineage
	must(t, s.AddUses(ctx, []pat.Count{{TokenID: revoked.ID, Day: at(0), Uses: 1}}))

	dropAll(t, s, bounds)
	there := func(what, id string, want bool) {
		t.Helper()
		found, err := s.Ancestors(ctx, id) // itself the first
		must(t, err)
		same(t, what+" is there", len(found) > 0, want)
	}
	for what, id := range gone {
		there(what, id, false)
	}
	for what, id := range kept {
		there(what, id, true)
	}
	for _, r := range dropped {
		if _, _, err := s.Refresh(ctx, r.Hash); err == nil {
			t.Error("a refresh token outlives its lineage")
		}
	}
	for _, r := range append(spent, recent...) {
		_, state, err := s.Refresh(ctx, r.Hash)
		must(t, err)
		same(t, "its lineage", state.ID, r.LineageID)
	}
	again, _, err := s.Refresh(ctx, spent[0].Hash)
	must(t, err)
	same(t, "spent, and known to be", again.SpentAt, p.made)
	for _, k := range []pat.Token{forever, fresh, child} {
		_, err := s.Token(ctx, k.ID)
		must(t, err)
	}
	for _, k := range []pat.Token{expired, revoked} {
		if _, err := s.Token(ctx, k.ID); err == nil {
			t.Error("a token outlives its lineage")
		}
	}
	uses, err := s.Uses(ctx, revoked.ID, time.UnixMilli(0))
	must(t, err)
	same(t, "uses of a token that is gone", len(uses), 0)
}

// dropAll makes a whole pass, two at a time.
func dropAll(t *testing.T, s *storage.Store, b retention.Bounds) {
	t.Helper()
	cursor, steps := "", 0
	for ; steps < 1000; steps++ {
		next, err := s.DropLineages(t.Context(), cursor, b, 2)
		must(t, err)
		if next == "" {
			break
		}
		if next <= cursor {
			t.Fatalf("after %s comes %s", cursor, next)
		}
		cursor = next
	}
	if steps < 3 {
		t.Errorf("a pass of %d steps", steps)
	}
}
