package e2e_test

import (
	"net/http"
	"net/url"
	"testing"
)

// TestAttackReplicas uses at one process what was spent, ended or replaced at another a moment ago: whatever one has
// answered holds for the next request of every other.
func TestAttackReplicas(t *testing.T) {
	eachWith(t, oneUse, func(t *testing.T, p *patio) {
		other := another(t, p, settings{"issuer": p.issuer, "tokens.refresh_grace": "0s"})
		t.Cleanup(func() { // what one has handed out may not stand in the other's log either
			p.hide(secretsOf(other)...)
			other.hide(secretsOf(p)...)
		})
		mira := p.person(t)
		app := p.client(t, mira, clientSpec{Scopes: []string{"profile", "tokens:read", "tokens:write"}})
		opaque := p.client(t, mira, clientSpec{Opaque: true})
		t.Run("ended elsewhere", func(t *testing.T) { endedElsewhere(t, p, other, mira, app, opaque) })
		t.Run("replayed elsewhere", func(t *testing.T) { replayedElsewhere(t, p, other, mira, app) })
		t.Run("at both at once", func(t *testing.T) { atBothAtOnce(t, p, other, mira, app) })
		t.Run("new key", func(t *testing.T) { keyOfElsewhere(t, p, other, mira, app) })
		t.Run("sessions", func(t *testing.T) { sessionsElsewhere(t, p, other, mira) })
	})
}

func secretsOf(p *patio) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []string
	for secret := range p.seen {
		all = append(all, secret)
	}
	return all
}

func endedElsewhere(t *testing.T, p, other *patio, who person, app, opaque client) {
	held, random := p.grant(t, app, who), p.grant(t, opaque, who)
	personal, id := p.pat(t, who, app)
	for _, token := range []string{held.Access, random.Access, personal} {
		other.me(t, token).is(t, http.StatusOK) // and whatever it may keep of it, it keeps now
	}
	p.revoke(t, app, held.Access).is(t, http.StatusOK)
	tokenEnded(t, other, app, held.Access)
	p.revoke(t, opaque, random.Access).is(t, http.StatusOK)
	tokenEnded(t, other, opaque, random.Access)
	other.api(t, http.MethodDelete, pats+"/"+id, personal, nil).is(t, http.StatusNoContent)
	tokenEnded(t, p, app, personal)
	next := other.token(t, app, refresh(held.Refresh)).is(t, http.StatusOK).tokens(t)
	p.revoke(t, app, next.Refresh).is(t, http.StatusOK)
	lineageEnded(t, other, app, held, next)
}

func replayedElsewhere(t *testing.T, p, other *patio, who person, app client) {
	a := p.authorizeURL(app, nil)
	form := redemption(app, p.browser().code(t, a, who), a.Verifier)
	first := p.token(t, app, form).is(t, http.StatusOK).tokens(t)
	second := other.token(t, app, refresh(first.Refresh)).is(t, http.StatusOK).tokens(t)
	other.token(t, app, form).refused(t, http.StatusBadRequest, "invalid_grant")
	lineageEnded(t, p, app, first, second)
	third := p.grant(t, app, who)
	fourth := p.token(t, app, refresh(third.Refresh)).is(t, http.StatusOK).tokens(t)
	other.token(t, app, refresh(third.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")
	lineageEnded(t, p, app, third, fourth)
}

// atBothAtOnce: one code, and one refresh token, at two processes at the same moment.
func atBothAtOnce(t *testing.T, p, other *patio, who person, app client) {
	for range 2 {
		a := p.authorizeURL(app, nil)
		form := redemption(app, p.browser().code(t, a, who), a.Verifier)
		won := oneWinner(t, p.together(t, atBoth(t, p, other, app, form)...)).tokens(t)
		lineageEnded(t, other, app, won)
		held := p.grant(t, app, who)
		next := oneWinner(t, p.together(t, atBoth(t, p, other, app, refresh(held.Refresh))...)).tokens(t)
		lineageEnded(t, other, app, held, next)
	}
}

func atBoth(t *testing.T, p, other *patio, app client, form url.Values) (requests []*http.Request) {
	t.Helper()
	for range 6 {
		requests = append(requests, p.clientPost(t, "/oauth/token", app, form), other.clientPost(t, "/oauth/token", app, form))
	}
	return requests
}

// keyOfElsewhere: a key that another process has made is known as soon as a token comes that it has signed.
func keyOfElsewhere(t *testing.T, p, other *patio, who person, app client) {
	b := p.browser()
	old := p.grantIn(t, b, app, who)
	made := p.cli(t, "key", "rotate").text(t, "id")
	var fresh tokens
	soon(t, "the new key signs", func() bool {
		fresh = p.grantIn(t, b, app, who)
		return header(t, fresh.Access)["kid"] == made
	})
	for _, token := range []string{fresh.Access, old.Access} {
		other.me(t, token).is(t, http.StatusOK)
	}
}

func sessionsElsewhere(t *testing.T, p, other *patio, who person) {
	s := p.session(t, who)
	if !other.alive(t, s.cookie) {
		t.Error("a session of one process is nothing to another")
	}
	r := s.with(other.request(t, http.MethodPost, "/logout", url.Values{"csrf_token": {s.csrf}}))
	other.do(t, r).is(t, http.StatusSeeOther)
	if p.alive(t, s.cookie) {
		t.Error("a session that ended at one process lives at another")
	}
	guest := p.person(t)
	token, _ := p.pat(t, guest, p.client(t, guest, clientSpec{}))
	other.me(t, token).is(t, http.StatusOK)
	p.cli(t, "user", "disable", guest.Username)
	other.me(t, token).is(t, http.StatusUnauthorized)
}
