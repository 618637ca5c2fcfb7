package storagetest

import (
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/leaks"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
)

// leaked is what became of one row of every kind that can be reported.
type leaked struct {
	issued leaks.Issued
	living func() bool
}

// testIssued reads secrets of every kind among many that were never issued.
func testIssued(t *testing.T, s *storage.Store) {
	for kind, l := range leakable(t, s) {
		unknown := make([]secret.Hash, 1203) // more than one statement takes
		for i := range unknown {
			unknown[i] = newHash()
		}
		got, err := s.Issued(t.Context(), kind, unknown)
		must(t, err)
		same(t, string(kind)+" never issued", len(got), 0)
		for _, at := range []int{0, 1, 499, 500, 1202} {
			unknown[at] = l.issued.Hash
			got, err := s.Issued(t.Context(), kind, unknown[:at+1])
			must(t, err)
			if len(got) == 0 {
				t.Fatalf("%s at %d is not found", kind, at)
			}
			same(t, string(kind), got[0], l.issued)
			unknown[at] = newHash()
		}
		for _, other := range []secret.Prefix{secret.PersonalAccessToken, secret.RefreshToken, secret.AccessToken, secret.ClientSecret} {
			got, err := s.Issued(t.Context(), other, []secret.Hash{l.issued.Hash})
			must(t, err)
			same(t, string(kind)+" among "+string(other), len(got) == 1, other == kind)
		}
	}
}

// testEndIssued ends one of each kind, many times at once: one call does it,
// and it is done.
func testEndIssued(t *testing.T, s *storage.Store) {
	type answer struct {
		ended []leaks.Issued
		err   error
	}
	rows := leakable(t, s)
	signed := leaks.Issued{Kind: leaks.Signed, Subject: newID(), ClientID: newID(), EndsAt: later}
	rows[leaks.Signed] = leaked{signed, func() bool {
		holder, _, err := jwtHolder(t, s, oauth.Signed{ID: signed.Subject, ClientID: rows[secret.ClientSecret].issued.ClientID})
		must(t, err)
		return !holder.Ended
	}}
	for kind, l := range rows {
		same(t, string(kind)+" lives", l.living(), true)
		won := 0
		for _, a := range race(8, func(int) answer {
			ended, err := s.EndIssued(t.Context(), []leaks.Issued{l.issued, l.issued}, "test", noon)
			return answer{ended, err}
		}) {
			must(t, a.err)
			won += len(a.ended)
			if len(a.ended) > 0 {
				same(t, string(kind)+", as ended", a.ended[0], l.issued)
			}
		}
		same(t, string(kind)+": so many calls ended it", won, 1)
		same(t, string(kind)+" lives afterwards", l.living(), false)
	}
	signedAndRevoked(t, s)
	secretIssued := rows[secret.ClientSecret].issued
	owned, err := s.Owned(t.Context(), secretIssued.ClientID)
	must(t, err)
	same(t, "whose the client is", owned, leaks.Owned{UserID: secretIssued.UserID, Client: secretIssued.Client})
	owned, err = s.Owned(t.Context(), newID())
	must(t, err)
	same(t, "whose an unknown client is", owned, leaks.Owned{})
}

// signedAndRevoked: a signed token that alone was ended takes nothing along.
func signedAndRevoked(t *testing.T, s *storage.Store) {
	u := newUser(t, s)
	grant, _ := newGrant(t, s, u, newClient(t, s, u, nil))
	i := leaks.Issued{Kind: leaks.Signed, Subject: newID(), Lineage: grant.ID, EndsAt: later}
	must(t, s.RevokeJWT(t.Context(), i.Subject, later))
	ended, err := s.EndIssued(t.Context(), []leaks.Issued{i}, "test", noon)
	must(t, err)
	same(t, "ended by a token that was revoked", len(ended), 0)
	living := i
	living.Subject = newID()
	ended, err = s.EndIssued(t.Context(), []leaks.Issued{i, living, i}, "test", noon)
	must(t, err)
	same(t, "ended by one that was not", ended, []leaks.Issued{living})
}

// testEndIssuedTogether ends secrets of every kind in one call, some of one
// lineage, some above others and some that have ended.
func testEndIssuedTogether(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	issued := func(token pat.Token, hash secret.Hash) leaks.Issued {
		return leaks.Issued{Kind: secret.PersonalAccessToken, Hash: hash, Subject: token.ID, Lineage: token.Lineage}
	}
	top, topHash := newToken(t, s, u, c, "")
	below, belowHash := newToken(t, s, u, c, top.Lineage)
	beside, besideHash := newToken(t, s, u, c, "")
	over, overHash := newToken(t, s, u, c, "")
	must(t, s.EndLineage(ctx, over.Lineage, "before", noon))
	rows := leakable(t, s)
	all := []leaks.Issued{issued(below, belowHash), issued(over, overHash), issued(top, topHash), issued(top, newHash())}
	for _, l := range rows {
		all = append(all, l.issued)
	}
	ended, err := s.EndIssued(ctx, all, "together", later)
	must(t, err)
	same(t, "so many ended", len(ended), 2+len(rows))
	for kind, l := range rows {
		same(t, string(kind)+" lives", l.living(), false)
	}
	for _, c := range []struct {
		hash secret.Hash
		at   time.Time
	}{{topHash, later}, {belowHash, later}, {overHash, noon}, {besideHash, time.Time{}}} {
		state, err := s.TokenState(ctx, c.hash)
		must(t, err)
		same(t, "ended at", state.RevokedAt, c.at)
	}
	ended, err = s.EndIssued(ctx, append(all, issued(beside, besideHash)), "again", later)
	must(t, err)
	same(t, "ended the second time", ended, []leaks.Issued{issued(beside, besideHash)})
	ended, err = s.EndIssued(ctx, nil, "none", later)
	must(t, err)
	same(t, "of none", len(ended), 0)
}

// leakable inserts one secret of each kind that rests as a hash.
func leakable(t *testing.T, s *storage.Store) map[secret.Prefix]leaked {
	t.Helper()
	ctx, u := t.Context(), newUser(t, s)
	first := clients.Secret{Hash: newHash(), CreatedAt: noon}
	c := newClient(t, s, u, nil)
	must(t, s.AddSecret(ctx, c.ID, first, noon))
	token, tokenHash := newToken(t, s, u, c, "")
	grant, _ := newGrant(t, s, u, c)
	refresh := oauth.Refresh{Hash: newHash(), LineageID: grant.ID, CreatedAt: noon, ExpiresAt: later}
	must(t, s.CreateRefresh(ctx, refresh))
	access := oauth.Access{Hash: newHash(), ID: newID(), ClientID: c.ID, CreatedAt: noon, ExpiresAt: later}
	must(t, s.CreateAccess(ctx, access))
	return map[secret.Prefix]leaked{
		secret.PersonalAccessToken: {leaks.Issued{
			Kind: secret.PersonalAccessToken, Hash: tokenHash, Subject: token.ID, Lineage: token.Lineage, UserID: u.ID, ClientID: c.ID, Client: c.Name, Name: token.Name,
			Scopes: token.Scopes, EndsAt: token.ExpiresAt,
		}, func() bool {
			state, err := s.TokenState(ctx, tokenHash)
			must(t, err)
			return !state.LineageEnded
		}},
		secret.RefreshToken: {leaks.Issued{
			Kind: secret.RefreshToken, Hash: refresh.Hash, Subject: grant.ID, Lineage: grant.ID, UserID: u.ID, ClientID: c.ID, Client: c.Name, Scopes: []string{},
		}, func() bool {
			_, state, err := s.Refresh(ctx, refresh.Hash)
			must(t, err)
			return !state.Ended
		}},
		secret.AccessToken: {leaks.Issued{
			Kind: secret.AccessToken, Hash: access.Hash, Subject: access.ID, UserID: u.ID, ClientID: c.ID, Client: c.Name, Scopes: []string{}, EndsAt: later,
		}, func() bool {
			got, _, err := s.Access(ctx, access.Hash)
			must(t, err)
			return got.RevokedAt.IsZero()
		}},
		secret.ClientSecret: {leaks.Issued{
			Kind: secret.ClientSecret, Hash: first.Hash, Subject: c.ID, UserID: u.ID, ClientID: c.ID, Client: c.Name, Scopes: []string{},
		}, func() bool { return secretLives(t, s, c.ID, first.Hash) }},
	}
}

// secretLives reports whether a client's secret would be taken by a replica
// whose clock is an hour behind.
func secretLives(t *testing.T, s *storage.Store, id string, hash secret.Hash) bool {
	t.Helper()
	_, secrets, err := s.Credentials(t.Context(), id)
	must(t, err)
	for _, n := range secrets {
		if n.Hash == hash {
			return n.ExpiresAt.IsZero() || noon.Add(-time.Hour).Before(n.ExpiresAt)
		}
	}
	return false
}
