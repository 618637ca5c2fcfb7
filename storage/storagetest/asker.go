package storagetest

import (
	"context"
	"errors"
	"testing"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
)

// testAskers: what a token asks for hangs from it, if it has not ended and came
// with its current secret.
func testAskers(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	token, hash := newToken(t, s, u, c, "")
	by := pat.Asking{Presented: hash, UserID: u.ID, ClientID: c.ID, Personal: true, ID: token.ID, Lineage: token.Lineage}
	got, err := s.LockAsker(ctx, by)
	must(t, err)
	same(t, "the hook of a token", got, token.Lineage)
	_, other := newToken(t, s, u, c, "")
	for what, wrong := range map[string]secret.Hash{"none": {}, "unknown": newHash(), "another token's": other} {
		with := by
		with.Presented = wrong
		_, err := s.LockAsker(ctx, with)
		is(t, what+" presented", err, pat.ErrReplaced)
	}
	must(t, s.ReplaceSecret(ctx, token, newHash(), noon, later))
	_, err = s.LockAsker(ctx, by)
	is(t, "a replaced secret, within its overlap", err, pat.ErrReplaced)
	must(t, s.EndLineage(ctx, token.Lineage, "test", noon))
	_, err = s.LockAsker(ctx, by)
	is(t, "ended", err, pat.ErrParentEnded)
	must(t, s.LockUser(ctx, newID())) // nobody
	t.Run("family", func(t *testing.T) { testFamily(t, s) })
	t.Run("access tokens", func(t *testing.T) { testAccessAskers(t, s) })
	t.Run("access tokens being revoked", func(t *testing.T) { testRevokedAskers(t, s) })
}

func testFamily(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	top, _ := newToken(t, s, u, c, "")
	middle, _ := newToken(t, s, u, c, top.Lineage)
	low, _ := newToken(t, s, u, c, middle.Lineage)
	alone, _ := newToken(t, s, u, c, "")
	above := func(what, of string, want ...string) {
		t.Helper()
		got, err := s.Ancestors(ctx, of)
		must(t, err)
		same(t, what, append([]string{}, got...), append([]string{}, want...))
	}
	below := func(what, of string, want int) {
		t.Helper()
		got, err := s.Generations(ctx, of)
		must(t, err)
		same(t, what, got, want)
	}
	above("three", low.Lineage, low.Lineage, middle.Lineage, top.Lineage)
	above("one", top.Lineage, top.Lineage)
	above("none", newID())
	below("three", top.Lineage, 3)
	below("none", newID(), 0)
	must(t, s.Hang(ctx, top.Lineage, alone.Lineage))
	above("four", low.Lineage, low.Lineage, middle.Lineage, top.Lineage, alone.Lineage)
	must(t, s.EndLineage(ctx, middle.Lineage, "test", noon))
	below("living", alone.Lineage, 2)
}

// accessAsker is an access token of a grant that asks.
func accessAsker(grant oauth.Lineage, id string, presented secret.Hash) pat.Asking {
	return pat.Asking{
		Presented: presented, UserID: grant.UserID, ClientID: grant.ClientID, ID: id, Lineage: grant.ID,
		Scopes: []string{"openid"}, IssuedAt: noon, ExpiresAt: later,
	}
}

// testAccessAskers: what an access token makes is held to that token, and ends
// with it alone.
func testAccessAskers(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, func(c *clients.Client) { c.Scopes = []string{"openid", "email"} })
	grant, _ := newGrant(t, s, u, c)
	id, beside := newID(), newID()
	hooks := map[string]string{}
	for _, access := range []string{id, id, beside} { // an access token may make several
		hook, err := s.LockAsker(ctx, accessAsker(grant, access, secret.Hash{}))
		must(t, err)
		hooks[access] = hook
	}
	same(t, "hooks", hooks, map[string]string{id: id, beside: beside})
	token, hash := newToken(t, s, u, c, id)
	_, sibling := newToken(t, s, u, c, beside)
	bounds, minted, err := s.ParentBounds(ctx, token.Lineage)
	must(t, err)
	same(t, "bounds", []any{bounds, minted}, []any{pat.Bounds{Scopes: []string{"openid"}, ExpiresAt: later}, true})

	endMinted := func(what, grant string, want bool) {
		t.Helper()
		some, err := s.EndMinted(ctx, grant, id, "revoked", noon)
		must(t, err)
		same(t, what, some, want)
	}
	endMinted("nobody's", "", false)
	endMinted("another grant's", newID(), false)
	ended := func(what string, hash secret.Hash, want bool) {
		t.Helper()
		state, err := s.TokenState(ctx, hash)
		must(t, err)
		same(t, what, state.LineageEnded, want)
	}
	ended("by nobody", hash, false)
	endMinted("its grant's", grant.ID, true)
	endMinted("its grant's, again", grant.ID, false)
	ended("with the access token that made it", hash, true)
	ended("with another access token", sibling, false)
	_, err = s.LockAsker(ctx, accessAsker(grant, id, secret.Hash{}))
	is(t, "after its end", err, pat.ErrParentEnded)

	revoked := newID()
	must(t, s.RevokeJWT(ctx, revoked, later))
	_, err = s.LockAsker(ctx, accessAsker(grant, revoked, secret.Hash{}))
	is(t, "a revoked JWT", err, pat.ErrParentEnded)
	opaque := oauth.Access{Hash: newHash(), ID: newID(), LineageID: grant.ID, UserID: u.ID, ClientID: c.ID, CreatedAt: noon, ExpiresAt: later}
	must(t, s.CreateAccess(ctx, opaque))
	_, err = s.LockAsker(ctx, accessAsker(grant, opaque.ID, opaque.Hash))
	must(t, err)
	must(t, s.RevokeAccess(ctx, opaque.Hash, noon))
	_, err = s.LockAsker(ctx, accessAsker(grant, opaque.ID, opaque.Hash))
	is(t, "a revoked opaque token", err, pat.ErrParentEnded)
	must(t, s.EndLineage(ctx, grant.ID, "test", noon))
	ended("with the grant", sibling, true)
}

// testRevokedAskers revokes an access token while it makes others: whatever it
// made is over afterwards.
func testRevokedAskers(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	for range 4 {
		grant, _ := newGrant(t, s, u, c)
		id := newID()
		type outcome struct {
			hash secret.Hash
			err  error
		}
		for _, o := range race(8, func(i int) (o outcome) {
			if i == 0 {
				o.err = s.Transact(ctx, func(ctx context.Context) error {
					if err := s.RevokeJWT(ctx, id, later); err != nil {
						return err
					}
					_, err := s.EndMinted(ctx, grant.ID, id, "race", noon)
					return err
				})
				return o
			}
			o.hash = newHash()
			o.err = s.Transact(ctx, func(ctx context.Context) error {
				hook, err := s.LockAsker(ctx, accessAsker(grant, id, secret.Hash{}))
				if err != nil {
					return err
				}
				return s.CreateToken(ctx, draftToken(u, c), o.hash, hook)
			})
			return o
		}) {
			if errors.Is(o.err, pat.ErrParentEnded) || o.err == nil && o.hash == (secret.Hash{}) {
				continue
			}
			must(t, o.err)
			state, err := s.TokenState(ctx, o.hash)
			must(t, err)
			same(t, "what it made meanwhile ended", state.LineageEnded, true)
		}
	}
}
