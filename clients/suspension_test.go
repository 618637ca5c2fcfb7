package clients_test

import (
	"errors"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestSuspendedByItsOwnerToo: an owner's own suspension makes it no easier to end that of a revoked token.
func TestSuspendedByItsOwnerToo(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		a := newAuthority(t, url, nil)
		creator, other := a.token(t, nil, "clients:write", "profile"), a.token(t, nil, "clients:write", "profile")
		made, _, err := a.Register(t.Context(), creator, app("profile"))
		if err != nil {
			t.Fatal(err)
		}
		if err := a.tokens.Revoke(t.Context(), a.mira, creator.Token.ID); err != nil {
			t.Fatal(err)
		}
		if got, err := a.Suspend(t.Context(), other, made.ID); err != nil || got.SuspendedBy != clients.ByTokenRevoked {
			t.Errorf("suspended again: %q, %v", got.SuspendedBy, err)
		}
		if got, err := a.Activate(t.Context(), other, made.ID); !errors.Is(err, clients.ErrNotFresh) {
			t.Errorf("a token reactivated what a revoked token created: %q, %v", got.Status(), err)
		}
	})
}

// TestExpiredBetween: what a token created ends with the token above it also where one between them has expired.
func TestExpiredBetween(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		a := newAuthority(t, url, nil)
		root := a.token(t, nil, "clients:write", "tokens:write", "profile")
		asker := func(p *pat.Asker) *pat.Asker {
			_, raw, err := a.tokens.Mint(t.Context(), pat.Order{
				UserID: a.mira, ClientID: root.ClientID, Name: "short", Scopes: []string{"clients:write", "tokens:write", "profile"},
				ExpiresAt: a.at.Add(time.Hour), Parent: p,
			})
			if err != nil {
				t.Fatal(err)
			}
			got, _, err := a.tokens.Verify(t.Context(), raw)
			if err != nil {
				t.Fatal(err)
			}
			return &pat.Asker{Principal: got, Presented: secret.HashOf(raw)}
		}
		between := asker(&pat.Asker{Principal: root.Token.Principal, Presented: root.Token.Presented})
		last := asker(between)
		by := root
		by.GrantID = last.Lineage
		token := *root.Token
		token.Principal, token.Presented = last.Principal, last.Presented
		by.Token = &token
		made, _, err := a.Register(t.Context(), by, app("profile"))
		if err != nil {
			t.Fatal(err)
		}
		a.at = a.at.Add(3 * time.Hour)
		if got, err := a.Get(t.Context(), made.ID); err != nil || !got.Active() {
			t.Fatalf("it ended with the expiry: %q, %v", got.Status(), err)
		}
		if err := a.tokens.Revoke(t.Context(), a.mira, root.Token.ID); err != nil {
			t.Fatal(err)
		}
		if got, err := a.Get(t.Context(), made.ID); err != nil || got.SuspendedBy != clients.ByTokenRevoked {
			t.Errorf("it outlives the token above: %q by %q, %v", got.Status(), got.SuspendedBy, err)
		}
	})
}
