package oauth_test

import (
	"errors"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage/storagetest"
)

// held is what a client holds for one person.
type held struct{ access, refresh, personal string }

// allow goes through the code flow as one person, who also makes a personal
// access token on the client.
func (h *house) allow(t *testing.T, tokens *pat.Tokens, c clients.Client, userID string) held {
	t.Helper()
	a, err := h.Authorize(t.Context(), request(c))
	must(t, err)
	answer, err := h.Approve(t.Context(), a, oauth.Person{UserID: userID, AuthTime: h.now()})
	must(t, err)
	issued := h.token(t, c, redemption(queryOf(t, answer).Get("code")))
	_, raw, err := tokens.Mint(t.Context(), pat.Order{UserID: userID, ClientID: c.ID, Name: "x"})
	must(t, err)
	return held{issued.AccessToken, issued.RefreshToken, raw}
}

// TestWithdraw: what a person takes back ends at once, of whatever kind, and
// nobody else notices.
func TestWithdraw(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, url)
		tokens := pat.New(h.store, pat.Options{Now: h.now, Issuer: issuer, Audience: api})
		personal := func(raw string) error { _, _, err := tokens.Verify(t.Context(), raw); return err }
		for name, change := range map[string]func(r *clients.Registration){"JWT": func(*clients.Registration) {}, "opaque": opaque} {
			openTo := func(r *clients.Registration) { change(r); r.UserTokens = true }
			app, other := h.app(t, openTo), h.app(t, openTo)
			gone := []held{h.allow(t, tokens, app, mira), h.allow(t, tokens, app, mira)}
			kept := map[string]held{
				"somebody else's": h.allow(t, tokens, app, noor), "on another client": h.allow(t, tokens, other, mira),
			}
			machine := h.token(t, app, oauth.TokenRequest{GrantType: clients.GrantClientCredentials})
			pending := h.code(t, app, nil)
			h.good(t, name, gone[0].access) // its signature is remembered from now on
			h.advance(time.Second)

			must(t, h.Withdraw(t.Context(), mira, app.ID))
			for _, one := range gone {
				h.dead(t, name+": access token", one.access)
				_, err := h.Token(t.Context(), app, refreshing(one.refresh))
				refused(t, name+": refresh token", err, oauth.InvalidGrant)
				if err := personal(one.personal); !errors.Is(err, bearer.ErrInvalidToken) {
					t.Errorf("%s: personal access token: %v", name, err)
				}
			}
			_, err := h.Token(t.Context(), app, redemption(pending))
			refused(t, name+": a code on its way", err, oauth.InvalidGrant)
			for whose, one := range kept {
				h.good(t, name+": "+whose, one.access)
				if err := personal(one.personal); err != nil {
					t.Errorf("%s: personal access token %s: %v", name, whose, err)
				}
			}
			h.token(t, app, refreshing(kept["somebody else's"].refresh))
			h.token(t, other, refreshing(kept["on another client"].refresh))
			h.good(t, name+": the client's own", machine.AccessToken)

			if _, err := h.consent.Get(t.Context(), mira, app.ID); !errors.Is(err, consent.ErrUnknown) {
				t.Errorf("%s: consent %v", name, err)
			}
			a, err := h.Authorize(t.Context(), request(app))
			must(t, err)
			if got, err := h.Ask(t.Context(), a, mira); err != nil || got.Before || !got.Ask {
				t.Errorf("%s: nobody would be asked again: %+v, %v", name, got, err)
			}
			again := h.allow(t, tokens, app, mira)
			h.good(t, name+": allowed again", again.access)
		}
	})
}

// TestWithdrawUnknown: without a consent there is nothing to take back, and
// nothing ends.
func TestWithdrawUnknown(t *testing.T) {
	h := newHouse(t)
	tokens := pat.New(h.store, pat.Options{Now: h.now, Issuer: issuer, Audience: api})
	app := h.app(t, nil)
	_, raw, err := tokens.Mint(t.Context(), pat.Order{UserID: mira, ClientID: app.ID, Name: "x"})
	must(t, err)
	for _, of := range [][2]string{{mira, app.ID}, {noor, app.ID}, {mira, secret.New(secret.Session)}, {"", ""}} {
		if err := h.Withdraw(t.Context(), of[0], of[1]); !errors.Is(err, consent.ErrUnknown) {
			t.Errorf("%q withdraws from %q: %v", of[0], of[1], err)
		}
	}
	if _, _, err := tokens.Verify(t.Context(), raw); err != nil {
		t.Errorf("a token on a client that was never allowed anything: %v", err)
	}
	trail, err := h.store.AuditEvents(t.Context(), "", 1)
	if err != nil || trail[0].Action != "pat.created" {
		t.Errorf("trail %+v, %v", trail, err)
	}
}
