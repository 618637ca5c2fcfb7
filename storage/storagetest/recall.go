package storagetest

import (
	"slices"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/recall"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/users"
)

// dawn is after everything that other parts of the suite have made. What is
// made before it stays, what is made from it on is recalled, at dusk.
var (
	dawn = time.Date(2150, 1, 1, 6, 0, 0, 0, time.UTC)
	dusk = dawn.Add(12 * time.Hour)
)

// recallable is one thing of each way in which something is issued, by what it
// is called in the trail, and whether it lives.
type recallable struct {
	shelf   recall.Shelf
	subject string
	living  func() bool
}

// made makes everything at a moment, for a person and a client of its own.
func made(t *testing.T, s *storage.Store, at time.Time) []recallable {
	t.Helper()
	ctx, u := t.Context(), newUser(t, s)
	c, end := newClient(t, s, u, nil), dusk.Add(24*time.Hour)
	token := draftToken(u, c)
	token.CreatedAt, token.ExpiresAt = at, end
	tokenHash, secretHash := newHash(), newHash()
	must(t, s.CreateToken(ctx, token, tokenHash, ""))
	must(t, s.AddSecret(ctx, c.ID, clients.Secret{Hash: secretHash, CreatedAt: at}, at))
	grant, code := grantAt(t, s, u, c, at)
	refresh := oauth.Refresh{Hash: newHash(), LineageID: grant.ID, CreatedAt: at, ExpiresAt: end}
	must(t, s.CreateRefresh(ctx, refresh))
	spent, err := s.SpendCode(ctx, code.Hash, at)
	must(t, err)
	same(t, "spent", spent, true)
	access := oauth.Access{Hash: newHash(), ID: newID(), ClientID: c.ID, CreatedAt: at, ExpiresAt: end}
	must(t, s.CreateAccess(ctx, access))
	session := users.Session{Hash: newHash(), UserID: u.ID, AuthTime: at, CreatedAt: at, LastSeenAt: at, ExpiresAt: end}
	must(t, s.CreateSession(ctx, session))
	waiting := users.Ceremony{Hash: newHash(), Kind: users.CeremonySignIn, UserID: u.ID, CreatedAt: at, ExpiresAt: end}
	must(t, s.BeginCeremony(ctx, waiting))
	return []recallable{
		{recall.PersonalTokens, token.ID, func() bool { return tokenLives(t, s, tokenHash) }},
		{recall.Lineages, grant.ID, func() bool { return grantLives(t, s, refresh.Hash) }},
		{recall.AccessTokens, access.ID, func() bool {
			got, _, err := s.Access(ctx, access.Hash)
			must(t, err)
			return got.RevokedAt.IsZero()
		}},
		{recall.Secrets, c.ID, func() bool { return secretLives(t, s, c.ID, secretHash) }},
		{recall.Sessions, u.ID, func() bool {
			_, _, err := s.Session(ctx, session.Hash)
			return err == nil
		}},
		{recall.Ceremonies, u.ID, func() bool {
			_, _, err := s.Ceremony(ctx, waiting.Hash)
			return err == nil
		}},
	}
}

func grantAt(t *testing.T, s *storage.Store, u users.User, c clients.Client, at time.Time) (oauth.Lineage, oauth.Code) {
	t.Helper()
	l := oauth.Lineage{ID: newID(), UserID: u.ID, ClientID: c.ID, Scopes: []string{"openid"}, CreatedAt: at, ExpiresAt: dusk.Add(time.Hour)}
	code := oauth.Code{Hash: newHash(), LineageID: l.ID, ExpiresAt: at.Add(time.Minute)}
	must(t, s.CreateGrant(t.Context(), l, code))
	return l, code
}

func tokenLives(t *testing.T, s *storage.Store, hash secret.Hash) bool {
	t.Helper()
	state, err := s.TokenState(t.Context(), hash)
	must(t, err)
	return !state.LineageEnded
}

func grantLives(t *testing.T, s *storage.Store, hash secret.Hash) bool {
	t.Helper()
	_, state, err := s.Refresh(t.Context(), hash)
	must(t, err)
	return !state.Ended
}

// walk goes along a whole shelf, some at a time, and gives what was issued since dawn.
func walk(t *testing.T, s *storage.Store, shelf recall.Shelf, limit int) (all []recall.Issued) {
	t.Helper()
	for after, steps := "", 0; ; steps++ {
		found, next, err := s.IssuedSince(t.Context(), shelf, dawn, dusk, after, limit)
		must(t, err)
		all = append(all, found...)
		if next == "" {
			return all
		}
		if next <= after || steps > 100_000 {
			t.Fatalf("after %q comes %q", after, next)
		}
		after = next
	}
}

// subjects are those of some things, in order.
func subjects(things []recall.Issued) []string {
	all := []string{}
	for _, i := range things {
		all = append(all, i.Subject)
	}
	slices.Sort(all)
	return all
}

// testIssuedSince finds what was issued from dawn on, and nothing else, however
// long the steps are. What was issued since on something older counts, too.
func testIssuedSince(t *testing.T, s *storage.Store) {
	before, since := made(t, s, dawn.Add(-time.Millisecond)), made(t, s, dawn)
	for i, r := range since {
		for _, limit := range []int{3, 500} {
			same(t, string(r.shelf), subjects(walk(t, s, r.shelf, limit)), []string{r.subject})
		}
		ended, err := s.Recall(t.Context(), r.shelf, walk(t, s, r.shelf, 500), dawn, "test", dusk)
		must(t, err)
		same(t, string(r.shelf)+" ended", subjects(ended), []string{r.subject})
		same(t, string(r.shelf)+" lives", r.living(), false)
		same(t, string(r.shelf)+" from before lives", before[i].living(), true)
		same(t, string(r.shelf)+" afterwards", len(walk(t, s, r.shelf, 500)), 0)
	}
	newOnOld(t, s)
}

// newOnOld: a new secret, a refresh, a late redemption, a sign-in and a second
// factor on what is older.
func newOnOld(t *testing.T, s *storage.Store) {
	ctx, u, old := t.Context(), newUser(t, s), dawn.Add(-time.Second)
	c := newClient(t, s, u, nil)
	token := draftToken(u, c)
	token.CreatedAt, token.ExpiresAt = old, time.Time{}
	hash := newHash()
	must(t, s.CreateToken(ctx, token, hash, ""))
	must(t, s.ReplaceSecret(ctx, token, newHash(), dawn, dawn))
	refreshed, _ := grantAt(t, s, u, c, old)
	must(t, s.CreateRefresh(ctx, oauth.Refresh{Hash: newHash(), LineageID: refreshed.ID, CreatedAt: dawn, ExpiresAt: dusk}))
	redeemed, code := grantAt(t, s, u, c, old)
	_, err := s.SpendCode(ctx, code.Hash, dawn)
	must(t, err)
	grantAt(t, s, u, c, old) // whose code was never redeemed
	for _, n := range []users.Session{{AuthTime: dawn}, {AuthTime: old, MFATime: dawn}, {AuthTime: old}} {
		n.Hash, n.UserID, n.CreatedAt, n.LastSeenAt, n.ExpiresAt = newHash(), u.ID, old, dawn, dusk.Add(time.Hour)
		must(t, s.CreateSession(ctx, n))
	}
	for shelf, want := range map[recall.Shelf][]string{
		recall.PersonalTokens: {token.ID}, recall.Lineages: {refreshed.ID}, recall.Codes: {redeemed.ID}, recall.Sessions: {u.ID, u.ID},
	} {
		found := walk(t, s, shelf, 7)
		same(t, "on what is older: "+string(shelf), subjects(found), want)
		ended, err := s.Recall(ctx, shelf, found, dawn, "test", dusk)
		must(t, err)
		same(t, "ended on what is older: "+string(shelf), subjects(ended), want)
		same(t, "then: "+string(shelf), len(walk(t, s, shelf, 500)), 0)
	}
	same(t, "the older token lives", tokenLives(t, s, hash), false)
}

// testRecall ends the same things many times at once: one call has each. What
// hangs from an ended lineage ends with it, and what was allowed since is
// forgotten.
func testRecall(t *testing.T, s *storage.Store) {
	ctx := t.Context()
	for _, r := range made(t, s, dawn.Add(time.Hour)) {
		found := walk(t, s, r.shelf, 500)
		won := 0
		for _, n := range race(8, func(int) int {
			ended, err := s.Recall(ctx, r.shelf, append(found, found...), dawn, "test", dusk)
			must(t, err)
			return len(ended)
		}) {
			won += n
		}
		same(t, string(r.shelf)+": so many calls ended it", won, 1)
		same(t, string(r.shelf)+" lives afterwards", r.living(), false)
		ended, err := s.Recall(ctx, r.shelf, nil, dawn, "test", dusk)
		must(t, err)
		same(t, string(r.shelf)+": of none", len(ended), 0)
	}
	u := newUser(t, s)
	c, other := newClient(t, s, u, nil), newClient(t, s, u, nil)
	for _, g := range []consent.Grant{{ClientID: c.ID, UpdatedAt: dawn}, {ClientID: other.ID, UpdatedAt: dawn.Add(-time.Millisecond)}} {
		g.UserID, g.Scopes, g.CreatedAt = u.ID, []string{"openid"}, noon
		must(t, s.PutConsent(ctx, g))
		grantAt(t, s, u, clients.Client{ID: g.ClientID}, dawn)
	}
	grant, _ := grantAt(t, s, u, c, dawn)
	child := draftToken(u, c)
	child.CreatedAt, child.ExpiresAt = dawn.Add(-time.Hour), time.Time{}
	hash := newHash()
	must(t, s.CreateToken(ctx, child, hash, grant.ID))
	ended, err := s.Recall(ctx, recall.Lineages, walk(t, s, recall.Lineages, 500), dawn, "test", dusk)
	must(t, err)
	same(t, "grants ended", len(ended), 3)
	same(t, "what hangs from one lives", tokenLives(t, s, hash), false)
	_, err = s.Consent(ctx, u.ID, c.ID)
	is(t, "what was allowed since", err, consent.ErrUnknown)
	_, err = s.Consent(ctx, u.ID, other.ID)
	must(t, err)
	state, err := s.Token(ctx, child.ID)
	must(t, err)
	same(t, "ended at", state.RevokedAt, dusk)
	recallOlder(t, s)
}

// recallOlder: what an app held from before for who allowed it more since ends
// with that consent, since nobody would see it any more; an older personal
// access token goes on, and so does the grant of an app that was allowed no more.
func recallOlder(t *testing.T, s *storage.Store) {
	ctx, u, old := t.Context(), newUser(t, s), dawn.Add(-time.Hour)
	grown, steady := newClient(t, s, u, nil), newClient(t, s, u, nil)
	older := map[string]oauth.Refresh{}
	for id, at := range map[string]time.Time{grown.ID: dawn, steady.ID: old} {
		must(t, s.PutConsent(ctx, consent.Grant{UserID: u.ID, ClientID: id, Scopes: []string{"openid"}, CreatedAt: old, UpdatedAt: at}))
		grant, _ := grantAt(t, s, u, clients.Client{ID: id}, old)
		older[id] = oauth.Refresh{Hash: newHash(), LineageID: grant.ID, CreatedAt: old, ExpiresAt: dusk}
		must(t, s.CreateRefresh(ctx, older[id]))
		grantAt(t, s, u, clients.Client{ID: id}, dawn)
	}
	token := draftToken(u, grown)
	token.CreatedAt, token.ExpiresAt = old, time.Time{}
	hash := newHash()
	must(t, s.CreateToken(ctx, token, hash, ""))
	found := walk(t, s, recall.Lineages, 500)
	same(t, "found", len(found), 2)
	ended, err := s.Recall(ctx, recall.Lineages, found, dawn, "test", dusk)
	must(t, err)
	want := append(subjects(found), older[grown.ID].LineageID)
	slices.Sort(want)
	same(t, "ended with the consent", subjects(ended), want)
	for _, i := range ended {
		same(t, "of whom", []string{i.UserID, i.Lineage}, []string{u.ID, i.Subject})
	}
	same(t, "the older grant of what was allowed more", grantLives(t, s, older[grown.ID].Hash), false)
	same(t, "the older grant of what was not", grantLives(t, s, older[steady.ID].Hash), true)
	same(t, "the older personal access token", tokenLives(t, s, hash), true)
	held, err := s.Authorized(ctx, u.ID, grown.ID)
	must(t, err)
	same(t, "what the one still holds", held, false)
	held, err = s.Authorized(ctx, u.ID, steady.ID)
	must(t, err)
	same(t, "what the other still holds", held, true)
}
