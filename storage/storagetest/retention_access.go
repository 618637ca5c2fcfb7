package storagetest

import (
	"context"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/leaks"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/retention"
	"github.com/patio-auth/patio/storage"
)

// testForgottenAccess: once the clean-up has deleted an opaque access token, what
// it created is still found by the token's hash, for as long as its lineage is
// there.
func testForgottenAccess(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	grant, _ := newGrant(t, s, u, c)
	old := time.UnixMilli(1000).UTC() // before anything that other parts have made
	access := func() oauth.Access {
		a := oauth.Access{
			Hash: newHash(), ID: newID(), LineageID: grant.ID, UserID: u.ID, ClientID: c.ID, Scopes: []string{"openid"}, CreatedAt: old, ExpiresAt: old,
		}
		must(t, s.CreateAccess(ctx, a))
		return a
	}
	minter, idle := access(), access()
	for range 2 {
		must(t, s.Transact(ctx, func(ctx context.Context) error {
			lineage, err := s.LockAsker(ctx, pat.Asking{
				ID: minter.ID, Lineage: grant.ID, UserID: u.ID, ClientID: c.ID, Scopes: minter.Scopes, IssuedAt: old, ExpiresAt: old,
				Presented: minter.Hash,
			})
			same(t, "what it makes hangs from", lineage, minter.ID)
			return err
		}))
	}
	newToken(t, s, u, c, minter.ID)
	reported := func(want ...string) {
		t.Helper()
		found, err := s.Issued(ctx, secret.AccessToken, []secret.Hash{minter.Hash, idle.Hash})
		must(t, err)
		same(t, "found for a report", len(found), len(want))
		for _, i := range found {
			if i.Subject == minter.ID {
				i.Scopes = nil
				same(t, "it has expired", i.EndsAt.IsZero() || i.EndsAt.After(old), false)
				same(t, "what a report is about", i, leaks.Issued{
					Kind: secret.AccessToken, Hash: minter.Hash, Subject: minter.ID, Lineage: grant.ID, UserID: u.ID,
					ClientID: c.ID, Client: c.Name, EndsAt: i.EndsAt,
				})
			}
		}
	}
	reported(minter.ID, idle.ID)
	_, err := s.DropExpired(ctx, retention.AccessTokens, old.Add(time.Millisecond), 100)
	must(t, err)
	_, _, err = s.Access(ctx, minter.Hash)
	is(t, "its row", err, oauth.ErrNotFound)
	reported(minter.ID)
	_, err = s.ForgottenAccess(ctx, idle.Hash)
	is(t, "one that created nothing", err, oauth.ErrNotFound)
	got, err := s.ForgottenAccess(ctx, minter.Hash)
	must(t, err)
	same(t, "one that created something", got, minter)

	ended, err := s.EndMinted(ctx, got.LineageID, got.ID, "test", noon)
	must(t, err)
	same(t, "what it created ended", ended, true)
	_, err = s.ForgottenAccess(ctx, minter.Hash)
	must(t, err)
	must(t, s.EndLineage(ctx, grant.ID, "test", noon))
	must(t, s.DeleteUser(ctx, u.ID, noon))
	must(t, s.DropRemains(ctx, u.ID))
	_, err = s.ForgottenAccess(ctx, minter.Hash)
	is(t, "one whose lineage is gone", err, oauth.ErrNotFound)
	reported()
}
