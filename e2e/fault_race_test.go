package e2e_test

import (
	"net/http"
	"testing"
)

// TestFaultRaces redeems one code, and one refresh token, at two processes at the same moment, over and over: there is
// one winner each, and nobody is told that something went wrong.
func TestFaultRaces(t *testing.T) {
	eachWith(t, oneUse, func(t *testing.T, p *patio) {
		other := another(t, p, settings{"issuer": p.issuer, "tokens.refresh_grace": "0s"})
		t.Cleanup(func() {
			p.hide(secretsOf(other)...)
			other.hide(secretsOf(p)...)
		})
		mira := p.person(t)
		app := p.client(t, mira, clientSpec{})
		b := p.browser()
		rounds := times(5, 1000)
		first := 0
		for range rounds {
			_, form := newCode(t, p, b, mira, app)
			answers := p.together(t, p.clientPost(t, "/oauth/token", app, form), other.clientPost(t, "/oauth/token", app, form))
			oneWinner(t, answers)
			held := p.grantIn(t, b, app, mira)
			answers = p.together(t, p.clientPost(t, "/oauth/token", app, refresh(held.Refresh)),
				other.clientPost(t, "/oauth/token", app, refresh(held.Refresh)))
			oneWinner(t, answers)
			if answers[0].Status == http.StatusOK {
				first++
			}
		}
		p.sound(t)
		t.Logf("%d codes and %d refresh tokens raced, one winner each; %d refreshes were won by the first process", rounds, rounds, first)
	})
}
