package e2e_test

import (
	"cmp"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestReplicas puts three processes (one on SQLite) behind a balancer that gives each request to the next: nobody notices.
func TestReplicas(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database string) {
		t.Parallel()
		f := replicated(t, database, settings{"signing.publish_ahead": "3s", "tokens.refresh_grace": "0s"})
		mira := f.person(t)
		app := f.client(t, mira, clientSpec{Scopes: []string{"profile", "tokens:read", "tokens:write"}})
		t.Run("sessions and consent follow", func(t *testing.T) { sessionsFollow(t, f, mira, app) })
		t.Run("one winner", func(t *testing.T) { oneWinnerOfAll(t, f, mira, app) })
		t.Run("the very next verdict", func(t *testing.T) { nextVerdict(t, f, mira, app) })
		t.Run("changed tokens", func(t *testing.T) { changedToken(t, f, mira, app) })
		t.Run("keys", func(t *testing.T) { keysAhead(t, f, mira, app) })
	})
}

func sessionsFollow(t *testing.T, f *front, who person, app client) {
	s := f.session(t, who)
	for range 2 * len(f.replicas) {
		s.browser.open(t, "/account").is(t, http.StatusOK)
	}
	held := f.grantIn(t, s.browser, app, who) // login at one, consent at the next, the code at another
	f.everywhere(t, "the token", http.StatusOK, func() answer { return f.me(t, held.Access) })
	for range len(f.replicas) { // and no consent is asked for a second time
		a := f.authorizeURL(app, nil)
		page := s.browser.open(t, strings.TrimPrefix(a.URL, f.issuer))
		if page.Left == nil || page.Left.Query().Get("code") == "" {
			t.Errorf("what was allowed at one process is asked for at another: %d", page.Status)
		}
	}
}

func oneWinnerOfAll(t *testing.T, f *front, who person, app client) {
	b := f.browser()
	for range 3 {
		_, form := newCode(t, f.patio, b, who, app)
		won := oneWinner(t, f.at16(t, func() *http.Request { return f.clientPost(t, "/oauth/token", app, form) })).tokens(t)
		f.everywhere(t, "what a replayed code bought", http.StatusUnauthorized, func() answer { return f.me(t, won.Access) })
		held := f.grantIn(t, b, app, who)
		next := oneWinner(t, f.at16(t, func() *http.Request { return f.clientPost(t, "/oauth/token", app, refresh(held.Refresh)) })).tokens(t)
		for _, token := range []string{held.Access, next.Access} {
			f.everywhere(t, "what a replayed refresh token bought", http.StatusUnauthorized, func() answer { return f.me(t, token) })
		}
	}
}

func nextVerdict(t *testing.T, f *front, owner person, app client) {
	who := f.person(t)
	own := f.client(t, who, clientSpec{Scopes: []string{"profile"}})
	held, personal := f.grant(t, own, who), ""
	personal, _ = f.pat(t, who, own)
	both := func(what string, status int) {
		t.Helper()
		for _, token := range []string{held.Access, personal} {
			f.everywhere(t, what, status, func() answer { return f.me(t, token) })
		}
	}
	both("at first", http.StatusOK)
	for _, turn := range [][2][]string{
		{{"user", "disable", who.Username}, {"user", "enable", who.Username}},
		{{"client", "disable", own.ID}, {"client", "enable", own.ID}},
	} {
		f.cli(t, turn[0]...)
		both(strings.Join(turn[0][:2], " "), http.StatusUnauthorized)
		f.cli(t, turn[1]...)
		both(strings.Join(turn[1][:2], " "), http.StatusOK)
	}
	f.revoke(t, own, held.Access).is(t, http.StatusOK)
	f.revoke(t, own, personal).is(t, http.StatusOK)
	both("revoked", http.StatusUnauthorized)
	f.everywhere(t, "somebody else's", http.StatusOK, func() answer { return f.me(t, f.grant(t, app, owner).Access) })
}

func changedToken(t *testing.T, f *front, who person, app client) {
	token, id := f.pat(t, who, app)
	f.everywhere(t, "before", http.StatusOK, func() answer { return f.api(t, http.MethodGet, pats, token, nil) })
	f.api(t, http.MethodPatch, pats+"/"+id, token, order{"scopes": []string{"profile"}}).is(t, http.StatusOK)
	f.everywhere(t, "narrowed", http.StatusForbidden, func() answer { return f.api(t, http.MethodGet, pats, token, nil) })
}

// keysAhead rotates and looks at every process in turn: no token is ever signed by a key that one of them does not
// publish.
func keysAhead(t *testing.T, f *front, who person, app client) {
	b := f.browser()
	made := f.cli(t, "key", "rotate").text(t, "id")
	publishedEverywhere := func(kid string) {
		t.Helper()
		for range f.replicas {
			all := f.get(t, "/.well-known/jwks.json").object(t).list(t, "keys")
			if !slices.ContainsFunc(all, func(k object) bool { return k["kid"] == kid }) {
				t.Errorf("one of them does not publish %s", kid)
			}
		}
	}
	publishedEverywhere(made)
	if kid := header(t, f.grantIn(t, b, app, who).Access)["kid"]; kid == made {
		t.Error("the new key signs as soon as it is there")
	}
	signers := map[string]bool{}
	soon(t, "every process signs with the new key", func() bool {
		fresh := 0
		for range f.replicas {
			token := f.grantIn(t, b, app, who).Access
			kid, _ := header(t, token)["kid"].(string)
			if signers[kid] = true; kid == made {
				fresh++
			}
			f.everywhere(t, "a token of the time of the change", http.StatusOK, func() answer { return f.me(t, token) })
		}
		return fresh == len(f.replicas)
	})
	for kid := range signers {
		publishedEverywhere(kid)
	}
}

// TestReplicasShareLimits: of wrong secrets at three processes no more are judged than at one.
func TestReplicasShareLimits(t *testing.T) {
	redis := cmp.Or(os.Getenv("PATIO_TEST_REDIS"), "redis://127.0.0.1:6379/0")
	f := replicated(t, storagetest.Fresh(t, storage.PostgreSQL), settings{
		"limits.enabled": "true", "redis": redis, "limits.client_auth_per_client_and_address": "6/1h",
		"limits.client_auth_per_address": "1000000/1m", "limits.bad_tokens_per_address": "1000000/1m",
	})
	app := f.client(t, f.person(t), clientSpec{})
	wrong := app
	wrong.Secret = "pcs_00000000000000000000000000000000"
	for i := range 12 {
		a := f.token(t, wrong, url.Values{"grant_type": {"client_credentials"}})
		want := http.StatusUnauthorized
		if i >= 6 {
			want = http.StatusTooManyRequests
		}
		if a.Status != want || want == http.StatusTooManyRequests && a.Header.Get("Retry-After") == "" {
			t.Errorf("wrong secret %d: %d, want %d", i+1, a.Status, want)
		}
	}
	for i, p := range f.replicas {
		if strings.Contains(p.output.String(), "counted by each process for itself") {
			t.Errorf("replica %d does not reach Redis:\n%s", i, p.output)
		}
	}
	alone := start(t, f.database, settings{"limits.enabled": "true"})
	said := func() int { return strings.Count(alone.output.String(), "set redis to share them") }
	soon(t, "it is said that limits are this process's own", func() bool { return said() > 0 })
	if said() != 1 {
		t.Errorf("it is said %d times that limits are this process's own", said())
	}
}

// TestPgBouncer drives the flows through the real one in transaction mode, with five connections for three processes.
func TestPgBouncer(t *testing.T) {
	database := storagetest.Pooled(t, storagetest.Fresh(t, storage.PostgreSQL), 5)
	f := replicated(t, database, oneUse)
	mira := f.person(t)
	app := f.client(t, mira, clientSpec{Scopes: []string{"profile", "tokens:read", "tokens:write"}})
	sessionsFollow(t, f, mira, app)
	oneWinnerOfAll(t, f, mira, app)
	nextVerdict(t, f, mira, app)
	changedToken(t, f, mira, app)
}
