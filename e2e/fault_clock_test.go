package e2e_test

import (
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestFaultClockSteps sets the clock of a running server an hour forward and an hour back. What has an end is dead by
// the clock that holds; what has none lives; nobody is locked out.
func TestFaultClockSteps(t *testing.T) {
	t.Parallel()
	p, set := clocked(t, storagetest.Fresh(t, storage.SQLite), settings{"limits.enabled": "true", "tokens.access_ttl": "10m"})
	mira := p.person(t)
	app, opaque := p.client(t, mira, clientSpec{}), p.client(t, mira, clientSpec{Opaque: true})
	endless, _ := p.pat(t, mira, app)
	short, _ := p.pat(t, mira, app, "--expires-in", "30m")
	held, random := p.grant(t, app, mira), p.grant(t, opaque, mira)
	s := p.session(t, mira)
	all := []string{endless, short, held.Access, random.Access}
	expect := func(when string, lives ...bool) {
		t.Helper()
		for i, token := range all {
			if got := p.me(t, token).Status == http.StatusOK; got != lives[i] {
				t.Errorf("%s, token %d lives: %t, want %t", when, i, got, lives[i])
			}
			if got := p.introspect(t, []client{app, app, app, opaque}[i], token)["active"]; got != lives[i] {
				t.Errorf("%s, introspection of token %d says active %v, want %t", when, i, got, lives[i])
			}
		}
	}
	expect("at first", true, true, true, true)
	set(time.Hour)
	expect("an hour later", true, false, false, false)
	next := p.token(t, app, refresh(held.Refresh)).is(t, http.StatusOK).tokens(t) // idle for an hour of thirty days
	if !p.alive(t, s.cookie) {
		t.Error("an hour later the session is gone")
	}
	p.me(t, next.Access).is(t, http.StatusOK)
	set(-time.Hour)
	if got := p.me(t, endless).Status; got != http.StatusOK {
		t.Errorf("an hour back, a token without an end is answered with %d", got)
	}
	p.token(t, app, refresh(next.Refresh)).is(t, http.StatusOK)
	p.grant(t, app, mira)
	p.session(t, mira)
	set(0)
	p.me(t, endless).is(t, http.StatusOK)
	p.grant(t, app, mira)
}

// TestFaultClockSkew runs two servers whose clocks are ten seconds apart: what one issues the other takes at once, and
// nothing lives more than a minute beyond its end. An SQLite database has one server at a time.
func TestFaultClockSkew(t *testing.T) {
	for _, kind := range []storage.Dialect{storage.PostgreSQL, storage.MySQL} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			url := storagetest.Fresh(t, kind)
			ahead, setAhead := clocked(t, url, settings{"tokens.access_ttl": "20s"})
			behind, setBehind := clocked(t, url, settings{"tokens.access_ttl": "20s", "issuer": ahead.issuer})
			t.Cleanup(func() {
				ahead.hide(secretsOf(behind)...)
				behind.hide(secretsOf(ahead)...)
			})
			setAhead(5 * time.Second)
			setBehind(-5 * time.Second)
			mira := ahead.person(t)
			app, opaque := ahead.client(t, mira, clientSpec{}), ahead.client(t, mira, clientSpec{Opaque: true})
			for _, c := range []client{app, opaque} {
				for _, pair := range [][2]*patio{{ahead, behind}, {behind, ahead}} {
					there(t, pair[0], pair[1], mira, c)
				}
			}
			token, _ := ahead.pat(t, mira, app, "--expires-in", "20s")
			held := ahead.grant(t, app, mira)
			issued := time.Now()
			for _, at := range []*patio{ahead, behind} {
				for _, token := range []string{token, held.Access} {
					for at.me(t, token).Status != http.StatusUnauthorized {
						if time.Since(issued) > 80*time.Second {
							t.Fatal("a token lives more than a minute beyond its end")
						}
						time.Sleep(200 * time.Millisecond)
					}
				}
			}
			t.Logf("tokens for 20 s were dead everywhere after %v", time.Since(issued).Round(time.Second))
		})
	}
}

// there uses at one server at once what another has issued.
func there(t *testing.T, from, to *patio, who person, c client) {
	t.Helper()
	b := from.browser()
	a := from.authorizeURL(c, nil)
	at := b.open(t, a.URL)
	if at.Left == nil && at.has("password") {
		at = b.signIn(t, at, who)
	}
	if at.Left == nil {
		at = b.decide(t, at, "allow")
	}
	held := to.token(t, c, redemption(c, at.answerOf(t).Get("code"), a.Verifier)).is(t, http.StatusOK).tokens(t)
	from.me(t, held.Access).is(t, http.StatusOK)
	next := from.token(t, c, refresh(held.Refresh)).is(t, http.StatusOK).tokens(t)
	to.me(t, next.Access).is(t, http.StatusOK)
	if to.introspect(t, c, next.Access)["active"] != true {
		t.Error("a token of a server whose clock is ahead is not active at one whose clock is behind")
	}
	token, _ := from.pat(t, who, c)
	to.me(t, token).is(t, http.StatusOK)
}

// clocked is a server whose clock the test can set: off by so much from now on. That of its commands goes with it.
func clocked(t *testing.T, url string, set settings) (*patio, func(time.Duration)) {
	t.Helper()
	p, off := unstarted(t, url, set)
	off(0)
	p.launch(t)
	p.endWith(t)
	return p, off
}

// unstarted is clocked without the start, to start with the clock set.
func unstarted(t *testing.T, url string, set settings) (*patio, func(time.Duration)) {
	t.Helper()
	kind, err := storage.DialectOf(url)
	if err != nil {
		t.Fatal(err)
	}
	program, err := wrongClock()
	if err != nil {
		t.Fatal(err)
	}
	p := prepared(t, url, kind, set)
	file := filepath.Join(p.dir, "clock")
	off := func(by time.Duration) {
		if err := os.WriteFile(file, []byte(by.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		if p.process != nil {
			time.Sleep(150 * time.Millisecond) // until it is read
		}
	}
	p.env = append(p.env, "CLOCK_OFF_BY="+file)
	p.program, p.tool = program, program
	return p, off
}

// wrongClock is the program with the clock of package clocktest in it.
var wrongClock = sync.OnceValues(func() (string, error) {
	if clocktest.Years() != 0 {
		return binaries.command, nil // it has that clock already
	}
	return build("cmd/patio", "patio-wrong-clock", false, clocktest.Flags()...)
})
