package e2e_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
)

// TestExpiry waits for the end of things that live for seconds here.
func TestExpiry(t *testing.T) {
	t.Parallel() // it sleeps most of the time
	short := settings{
		"tokens.access_ttl": "2s", "tokens.code_ttl": "2s", "tokens.refresh_ttl": "5s", "tokens.refresh_max_ttl": "8s",
	}
	eachWith(t, short, func(t *testing.T, p *patio) {
		mira := p.person(t)
		jwt, opaque := p.client(t, mira, clientSpec{}), p.client(t, mira, clientSpec{Opaque: true})
		b := p.browser()
		waiting := p.authorizeURL(jwt, nil)
		code := redemption(jwt, b.code(t, waiting, mira), waiting.Verifier)
		held := map[*client]tokens{&jwt: p.grantIn(t, b, jwt, mira), &opaque: p.grantIn(t, b, opaque, mira)}
		personal, _ := p.pat(t, mira, jwt, "--expires-in", "2s")
		unused := p.grantIn(t, b, jwt, mira)
		began := time.Now()

		for app, h := range held {
			ends(t, p, *app, h.Access)
			// The end of an access token is not the end of the grant.
			p.token(t, *app, refresh(h.Refresh)).is(t, http.StatusOK)
		}
		ends(t, p, jwt, personal)
		createdByExpired(t, p, mira)
		time.Sleep(time.Until(began.Add(2100 * time.Millisecond)))
		p.token(t, jwt, code).refused(t, http.StatusBadRequest, "invalid_grant")

		time.Sleep(time.Until(began.Add(5100 * time.Millisecond)))
		inactive(t, p, jwt, unused.Refresh)
		p.token(t, jwt, refresh(unused.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")
		refreshesToTheEnd(t, p, b, jwt, mira)
	})
}

// createdByExpired: what a token created outlives the token, but not the token's revocation or a report of it later on.
func createdByExpired(t *testing.T, p *patio, mira person) {
	scopes := []string{"profile", "clients:read", "clients:write", "tokens:write"}
	type created struct {
		revoke func() answer
		app    client
		token  string
		byWhat string
	}
	var all []created
	for _, opaque := range []bool{false, true} {
		app := p.client(t, mira, clientSpec{Scopes: scopes, FirstParty: true, Opaque: opaque})
		b := p.browser()
		for name, revoke := range map[string]func(token string) answer{
			"revocation": func(token string) answer { return p.revoke(t, app, token) },
			"report": func(token string) answer {
				return p.do(t, p.request(t, http.MethodPost, leaksPath, order{"tokens": []string{token}}))
			},
		} {
			token := p.grantIn(t, b, app, mira).Access
			made, _ := p.registered(t, token, order{"name": "Made by " + name, "type": "confidential", "scopes": []string{"profile"}})
			all = append(all, created{func() answer { return revoke(token) }, made, token, fmt.Sprintf("%s, opaque: %t", name, opaque)})
		}
	}
	for _, c := range all {
		soon(t, "the token has ended", func() bool { return p.me(t, c.token).Status == http.StatusUnauthorized })
		p.cli(t, "client", "show", c.app.ID).shows(t, object{"status": "active"})
		c.revoke()
		shown := p.cli(t, "client", "show", c.app.ID)
		if shown["status"] != "suspended" || shown["suspended_by"] != "token_revoked" {
			t.Errorf("after %s of an expired token, what it created is %v, suspended by %v", c.byWhat, shown["status"], shown["suspended_by"])
		}
	}
}

// ends waits for a token to end, and sees to it that it did not do so too early.
func ends(t *testing.T, p *patio, app client, token string) {
	t.Helper()
	end, known := p.introspect(t, app, token)["exp"].(float64) // not known: it has ended already
	soon(t, "the token has ended", func() bool { return p.me(t, token).Status == http.StatusUnauthorized })
	if at := time.Unix(int64(end), 0); known && clocktest.Now().Before(at) {
		t.Errorf("the token ended before its exp %v", at)
	}
	tokenEnded(t, p, app, token)
}

// refreshesToTheEnd: use keeps a grant alive past the end of one refresh token, but not past the end of the grant.
func refreshesToTheEnd(t *testing.T, p *patio, b *browser, app client, who person) {
	held := p.grantIn(t, b, app, who)
	began := time.Now()
	for {
		time.Sleep(time.Second)
		next := p.token(t, app, refresh(held.Refresh))
		age := time.Since(began)
		if next.Status != http.StatusOK {
			next.refused(t, http.StatusBadRequest, "invalid_grant")
			if age < 7*time.Second {
				t.Errorf("a grant of eight seconds that was in use ended after %v", age)
			}
			return
		}
		if age > 11*time.Second {
			t.Fatalf("a grant of eight seconds still lives after %v", age)
		}
		held = next.tokens(t)
	}
}

// TestSessionExpiry is the end of a browser's session.
func TestSessionExpiry(t *testing.T) {
	t.Parallel() // it sleeps most of the time
	short := settings{"sessions.idle_ttl": "2s", "sessions.max_ttl": "1h"}
	eachWith(t, short, func(t *testing.T, p *patio) {
		mira := p.person(t)
		p.client(t, mira, clientSpec{})
		b := p.browser()
		at := b.signIn(t, b.open(t, "/account/tokens/new"), mira).is(t, http.StatusOK)
		f := at.form(t, "name")
		time.Sleep(2200 * time.Millisecond)
		// The form that is sent too late leads to the sign-in and does nothing.
		b.submit(t, at, f, url.Values{"name": {"too late"}}).is(t, http.StatusOK).form(t, "password")
		if made := p.cli(t, "pat", "list").list(t, "items"); len(made) != 0 {
			t.Errorf("a session that had ended made a token: %v", made)
		}
	})
}
