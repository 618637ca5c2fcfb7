package oauth_test

import (
	"errors"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/oauth"
)

func graceful(o *oauth.Options) { o.RefreshGrace = 30 * time.Second }

// testGrace: within the window a client whose answer was lost gets the same
// successor again.
func testGrace(t *testing.T, h *house) {
	h = h.with(graceful)
	for _, kind := range []func(r *clients.Registration){nil, opaque} {
		app, other := h.app(t, kind), h.app(t, nil)
		first := h.issue(t, app)
		next := h.token(t, app, refreshing(first.RefreshToken))
		h.advance(30 * time.Second)
		for range 2 {
			again := h.token(t, app, refreshing(first.RefreshToken))
			if again.RefreshToken != next.RefreshToken || again.AccessToken == next.AccessToken || again.Scope != "a b c" {
				t.Errorf("again %+v, want the successor %s", again, next.RefreshToken)
			}
			h.good(t, "again", again.AccessToken)
		}
		_, err := h.Token(t.Context(), other, refreshing(first.RefreshToken))
		refused(t, "another client in the window", err, oauth.InvalidGrant)
		wide := refreshing(first.RefreshToken)
		wide.Scope = "d"
		_, err = h.Token(t.Context(), app, wide)
		refused(t, "a wider scope in the window", err, oauth.InvalidScope)
		h.good(t, "after all that", next.AccessToken)
		h.token(t, app, refreshing(next.RefreshToken))
	}
}

func testGraceEnds(t *testing.T, h *house) {
	h = h.with(graceful)
	app := h.app(t, nil)
	first := h.issue(t, app)
	next := h.token(t, app, refreshing(first.RefreshToken))
	third := h.token(t, app, refreshing(next.RefreshToken))
	_, err := h.Token(t.Context(), app, refreshing(first.RefreshToken))
	refused(t, "in the window, but its successor was used", err, oauth.InvalidGrant)
	h.dead(t, "what hung from it", third.AccessToken)

	first = h.issue(t, app)
	next = h.token(t, app, refreshing(first.RefreshToken))
	h.advance(30*time.Second + time.Millisecond)
	_, err = h.Token(t.Context(), app, refreshing(first.RefreshToken))
	refused(t, "after the window", err, oauth.InvalidGrant)
	h.dead(t, "what hung from it", next.AccessToken)
	_, err = h.Token(t.Context(), app, refreshing(next.RefreshToken))
	refused(t, "the successor after a replay", err, oauth.InvalidGrant)

	first = h.issue(t, app)
	next = h.token(t, app, refreshing(first.RefreshToken))
	must(t, h.Revoke(t.Context(), app, next.RefreshToken))
	_, err = h.Token(t.Context(), app, refreshing(first.RefreshToken))
	refused(t, "in the window, but revoked", err, oauth.InvalidGrant)

	first = h.issue(t, app)
	h.token(t, app, refreshing(first.RefreshToken))
	// The window is closed by configuration: what was sealed is no help.
	_, err = h.with(func(o *oauth.Options) { o.RefreshGrace = 0 }).Token(t.Context(), app, refreshing(first.RefreshToken))
	refused(t, "the window was closed", err, oauth.InvalidGrant)
}

type outcome struct {
	answer oauth.TokenResponse
	err    error
}

const racers = 16

// testRaces redeems one code, or one refresh token, sixteen times at once:
// one wins, nobody meets an error of the server, and since what was spent has
// come again, what was won ends.
func testRaces(t *testing.T, h *house) {
	for _, kind := range []func(r *clients.Registration){nil, opaque} {
		app := h.app(t, kind)
		for what, r := range map[string]oauth.TokenRequest{
			"code": redemption(h.code(t, app, nil)), "refresh token": refreshing(h.issue(t, app).RefreshToken),
		} {
			winner := oneWins(t, what, race(racers, func() outcome {
				answer, err := h.Token(t.Context(), app, r)
				return outcome{answer, err}
			}))
			if winner == nil {
				continue
			}
			h.dead(t, what+": what was won", winner.AccessToken)
			_, err := h.Token(t.Context(), app, refreshing(winner.RefreshToken))
			refused(t, what+": the refresh token that was won", err, oauth.InvalidGrant)
		}
	}
}

func oneWins(t *testing.T, what string, all []outcome) *oauth.TokenResponse {
	t.Helper()
	var winner *oauth.TokenResponse
	for _, one := range all {
		var refusal *oauth.Error
		switch {
		case one.err == nil && winner != nil:
			t.Errorf("%s: two winners", what)
		case one.err == nil:
			winner = &one.answer
		case !errors.As(one.err, &refusal) || refusal.Code != oauth.InvalidGrant:
			t.Errorf("%s: a loser met %v", what, one.err)
		}
	}
	if winner == nil {
		t.Errorf("%s: nobody won", what)
	}
	return winner
}

// testGraceRace: in a window all racers get tokens, and one and the same
// successor among them, which is good for one more refresh.
func testGraceRace(t *testing.T, h *house) {
	h = h.with(graceful)
	app := h.app(t, nil)
	first := h.issue(t, app)
	successors := map[string]bool{}
	for _, one := range race(racers, func() outcome {
		answer, err := h.Token(t.Context(), app, refreshing(first.RefreshToken))
		return outcome{answer, err}
	}) {
		must(t, one.err)
		h.good(t, "a racer's", one.answer.AccessToken)
		successors[one.answer.RefreshToken] = true
	}
	if len(successors) != 1 {
		t.Fatalf("%d living successors of one refresh token", len(successors))
	}
	for successor := range successors {
		h.token(t, app, refreshing(successor))
	}
}
