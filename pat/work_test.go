package pat_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
)

// counted is a store that counts what a verdict asks of it.
type counted struct {
	*storage.Store
	reads, transactions *int
}

func (c counted) TokenState(ctx context.Context, hash secret.Hash) (pat.State, error) {
	*c.reads++
	return c.Store.TokenState(ctx, hash)
}

func (c counted) Token(ctx context.Context, id string) (pat.Token, error) {
	*c.reads++
	return c.Store.Token(ctx, id)
}

func (c counted) Transact(ctx context.Context, fn func(ctx context.Context) error) error {
	*c.transactions++
	return c.Store.Transact(ctx, fn)
}

// TestEveryVerdictIsTheSameWork: a token that is unknown, expired, revoked or bound to other addresses, and one that is
// good, which may be another client's: one read and no write. A replaced secret that comes back ends the token, once.
func TestEveryVerdictIsTheSameWork(t *testing.T) {
	h := newHouse(t)
	var reads, transactions int
	verdicts := pat.New(counted{h.store, &reads, &transactions}, pat.Options{Now: func() time.Time { return h.at }})
	verify := func(raw string) (live bool) {
		t.Helper()
		_, _, err := verdicts.Verify(t.Context(), raw)
		if err != nil && !errors.Is(err, bearer.ErrInvalidToken) {
			t.Fatal(err)
		}
		return err == nil
	}
	ending := order()
	ending.ExpiresAt = h.at.Add(time.Hour)
	_, expired := h.mint(t, ending)
	h.at = h.at.Add(time.Hour)
	revokedToken, revoked := h.mint(t, order())
	must(t, h.Revoke(t.Context(), mira, revokedToken.ID))
	_, bound := h.bound(t, nil, "203.0.113.0/24")
	_, good := h.mint(t, order())
	replacedToken, replaced := h.mint(t, order())
	_, _, err := h.Rotate(t.Context(), mira, replacedToken.ID, 0, nil)
	must(t, err)
	if verify(replaced) || transactions != 1 {
		t.Errorf("a replaced secret: %d transactions, want the one that ends the token", transactions)
	}
	for name, c := range map[string]struct {
		raw  string
		live bool
	}{
		"unknown": {secret.New(secret.PersonalAccessToken), false}, "expired": {expired, false}, "revoked": {revoked, false},
		"bound": {bound, false}, "replaced, again": {replaced, false}, "good": {good, true},
	} {
		reads, transactions = 0, 0
		if live := verify(c.raw); live != c.live || reads != 1 || transactions != 0 {
			t.Errorf("%s: live %v, for %d reads and %d transactions", name, live, reads, transactions)
		}
	}
}
