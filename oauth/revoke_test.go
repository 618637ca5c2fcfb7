package oauth_test

import (
	"errors"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/retention"
)

// TestRevokeForgotten: an opaque access token that has expired, and of which the clean-up has deleted the row, still
// ends what it created when its own client revokes it.
func TestRevokeForgotten(t *testing.T) {
	h := newHouse(t)
	tokens := pat.New(h.store, pat.Options{Now: h.now, Issuer: issuer, Audience: api})
	app, other := h.app(t, opaque), h.app(t, opaque)
	raw := h.issue(t, app).AccessToken
	by := &pat.Asker{Principal: h.good(t, "the token", raw), Presented: secret.HashOf(raw)}
	_, made, err := tokens.Mint(t.Context(), pat.Order{UserID: mira, ClientID: app.ID, Name: "made", Parent: by})
	must(t, err)
	h.advance(time.Hour)
	_, err = h.store.DropExpired(t.Context(), retention.AccessTokens, h.now(), 100)
	must(t, err)
	lives := func() bool {
		t.Helper()
		state, err := h.store.TokenState(t.Context(), secret.HashOf(made))
		must(t, err)
		return !state.LineageEnded
	}
	if err := h.Revoke(t.Context(), other, raw); !errors.Is(err, oauth.ErrNotYours) || !lives() {
		t.Errorf("by another client: %v, and what it made lives: %t", err, lives())
	}
	for range 2 {
		must(t, h.Revoke(t.Context(), app, raw))
		if lives() {
			t.Error("what it made lives")
		}
	}
	must(t, h.Revoke(t.Context(), app, secret.New(secret.AccessToken)))
	h.dead(t, "the token", raw)
	if _, _, err := tokens.Verify(t.Context(), made); !errors.Is(err, bearer.ErrInvalidToken) {
		t.Errorf("what it made: %v", err)
	}
}
