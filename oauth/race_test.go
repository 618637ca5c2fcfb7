package oauth_test

import (
	"errors"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/oauth"
)

func graceful(o *oauth.Options) { o.RefreshGrace = 30 * time.Second }

// testGrace: within the grace period a client whose answer was lost gets the same
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
		refused(t, "another client in the grace period", err, oauth.InvalidGrant)
		wide := refreshing(first.RefreshToken)
		wide.Scope = "d"
		_, err = h.Token(t.Context(), app, wide)
		refused(t, "a wider scope in the grace period", err, oauth.InvalidScope)
		h.good(t, "after all that", next.AccessToken)
		h.token(t, app, refreshing(next.RefreshToken))
	}
}

// testGraceUsed: within the grace period a process that comes late gets an access token, and the grant goes on. After
// it, whoever comes late ends the grant.
func testGraceUsed(t *testing.T, h *house) {
	h = h.with(graceful)
	for _, kind := range []func(r *clients.Registration){nil, opaque} {
		app := h.app(t, kind)
		first := h.issue(t, app)
		next := h.token(t, app, refreshing(first.RefreshToken))
		third := h.token(t, app, refreshing(next.RefreshToken))
		h.advance(30 * time.Second)
		for range 2 {
			late := h.token(t, app, refreshing(first.RefreshToken))
			if late.RefreshToken != "" || late.Scope != "a b c" {
				t.Errorf("after its successor was used: %+v, want an access token and no refresh token", late)
			}
			h.good(t, "a late access token", late.AccessToken)
		}
		fourth := h.token(t, app, refreshing(third.RefreshToken))
		h.advance(time.Millisecond)
		_, err := h.Token(t.Context(), app, refreshing(first.RefreshToken))
		refused(t, "after the grace period, its successor used", err, oauth.InvalidGrant)
		h.dead(t, "what hung from it", fourth.AccessToken)
		_, err = h.Token(t.Context(), app, refreshing(fourth.RefreshToken))
		refused(t, "the newest after a replay", err, oauth.InvalidGrant)
	}
}

// testLostResponse: a response that never arrived ends nothing, however late its client tries again. The refresh token in
// it is replaced; if it was not lost after all, its use ends the grant.
func testLostResponse(t *testing.T, h *house) {
	h = h.with(graceful)
	for _, kind := range []func(r *clients.Registration){nil, opaque} {
		app := h.app(t, kind)
		first := h.issue(t, app)
		lost := h.token(t, app, refreshing(first.RefreshToken))
		h.advance(23 * time.Hour)
		wide := refreshing(first.RefreshToken)
		wide.Scope = "d"
		_, err := h.Token(t.Context(), app, wide)
		refused(t, "a wider scope after the grace period", err, oauth.InvalidScope)
		next := h.token(t, app, refreshing(first.RefreshToken))
		if next.RefreshToken == "" || next.RefreshToken == lost.RefreshToken {
			t.Errorf("after the grace period %+v, want another successor than %s", next, lost.RefreshToken)
		}
		h.good(t, "after a lost response", next.AccessToken)
		// The grace period begins again, for the other processes of the same app.
		h.advance(30 * time.Second)
		if again := h.token(t, app, refreshing(first.RefreshToken)); again.RefreshToken != next.RefreshToken {
			t.Errorf("in the new grace period the successor is %s, want %s", again.RefreshToken, next.RefreshToken)
		}
		third := h.token(t, app, refreshing(next.RefreshToken))
		_, err = h.Token(t.Context(), app, refreshing(lost.RefreshToken))
		refused(t, "the replaced successor", err, oauth.InvalidGrant)
		h.dead(t, "what hung from it", third.AccessToken)
	}

	app := h.app(t, nil)
	first := h.issue(t, app)
	h.token(t, app, refreshing(first.RefreshToken))
	h.advance(24 * time.Hour)
	_, err := h.Token(t.Context(), app, refreshing(first.RefreshToken))
	refused(t, "when its successor has expired", err, oauth.InvalidGrant)
}

// testGraceEnds: what was revoked stays so, and without a grace period every second use ends the grant.
func testGraceEnds(t *testing.T, h *house) {
	h = h.with(graceful)
	app := h.app(t, nil)
	first := h.issue(t, app)
	next := h.token(t, app, refreshing(first.RefreshToken))
	must(t, h.Revoke(t.Context(), app, next.RefreshToken))
	_, err := h.Token(t.Context(), app, refreshing(first.RefreshToken))
	refused(t, "in the grace period, but revoked", err, oauth.InvalidGrant)

	first = h.issue(t, app)
	next = h.token(t, app, refreshing(first.RefreshToken))
	// The grace period ends by configuration: what was sealed is no help.
	without := h.with(func(o *oauth.Options) { o.RefreshGrace = 0 })
	_, err = without.Token(t.Context(), app, refreshing(first.RefreshToken))
	refused(t, "the grace period was switched off", err, oauth.InvalidGrant)
	h.dead(t, "what hung from it", next.AccessToken)

	first = without.issue(t, app)
	next = without.token(t, app, refreshing(first.RefreshToken))
	_, err = h.Token(t.Context(), app, refreshing(first.RefreshToken))
	refused(t, "spent before there was a grace period", err, oauth.InvalidGrant)
	h.dead(t, "what hung from it", next.AccessToken)
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

// testGraceRace: in the grace period all racers get tokens, and one and the
// same successor among them, which is good for one more refresh. So it is with
// a token of which the response was lost.
func testGraceRace(t *testing.T, h *house) {
	h = h.with(graceful)
	app := h.app(t, nil)
	first := h.issue(t, app)
	raceInGrace(t, h, app, first)
	first = h.issue(t, app)
	h.token(t, app, refreshing(first.RefreshToken))
	h.advance(time.Hour)
	raceInGrace(t, h, app, first)
}

func raceInGrace(t *testing.T, h *house, app clients.Client, first oauth.TokenResponse) {
	t.Helper()
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
