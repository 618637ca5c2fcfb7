package e2e_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage/storagetest"

	"golang.org/x/oauth2"
)

// TestRefresh is rotation, reuse detection and narrowing (RFC 6749, section 6; RFC 9700, section 4.14.2).
func TestRefresh(t *testing.T) {
	eachWith(t, oneUse, func(t *testing.T, p *patio) {
		mira := p.person(t)
		jwt, opaque := p.client(t, mira, clientSpec{}), p.client(t, mira, clientSpec{Opaque: true})
		public := p.client(t, mira, clientSpec{Public: true})
		for name, app := range map[string]client{"jwt": jwt, "opaque": opaque, "public": public} {
			t.Run("rotation/"+name, func(t *testing.T) { rotation(t, p, app, mira) })
		}
		t.Run("replay/jwt", func(t *testing.T) { refreshReplay(t, p, jwt, mira) })
		t.Run("replay/opaque", func(t *testing.T) { refreshReplay(t, p, opaque, mira) })
		t.Run("code replay/jwt", func(t *testing.T) { codeReplay(t, p, jwt, mira) })
		t.Run("code replay/opaque", func(t *testing.T) { codeReplay(t, p, opaque, mira) })
		t.Run("narrowing", func(t *testing.T) { narrowing(t, p, jwt, mira) })
		t.Run("16 refreshes", func(t *testing.T) { parallelRefreshes(t, p, jwt, mira) })
		t.Run("16 refreshes/opaque", func(t *testing.T) { parallelRefreshes(t, p, opaque, mira) })
		t.Run("16 redemptions", func(t *testing.T) { parallelRedemptions(t, p, jwt, mira) })
		t.Run("16 redemptions/opaque", func(t *testing.T) { parallelRedemptions(t, p, opaque, mira) })
	})
}

// oneUse are the settings of a server where a refresh token works once, and every second use ends the grant.
var oneUse = settings{"tokens.refresh_grace": "0s"}

// refresh is the token request for a refresh token. No scopes: all that was allowed.
func refresh(token string, scopes ...string) url.Values {
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {token}}
	if len(scopes) > 0 {
		form.Set("scope", strings.Join(scopes, " "))
	}
	return form
}

// rotation refreshes as x/oauth2 does, again and again.
func rotation(t *testing.T, p *patio, app client, who person) {
	first := p.grant(t, app, who, "profile", "notes:read")
	held := &oauth2.Token{RefreshToken: first.Refresh}
	seen := []string{first.Access, first.Refresh}
	for range 3 {
		next, err := p.library(app).TokenSource(p.using(t), held).Token()
		if err != nil {
			t.Fatalf("refresh: %v", err)
		}
		if slices.Contains(seen, next.AccessToken) || slices.Contains(seen, next.RefreshToken) {
			t.Fatal("a refresh gave a token a second time")
		}
		seen = append(seen, next.AccessToken, next.RefreshToken)
		speaksFor(t, p, next.AccessToken, app, who, "profile", "notes:read")
		held = &oauth2.Token{RefreshToken: next.RefreshToken}
	}
	// A routine refresh ends no access token before its time.
	speaksFor(t, p, first.Access, app, who, "profile", "notes:read")
}

func refreshReplay(t *testing.T, p *patio, app client, who person) {
	first := p.grant(t, app, who)
	second := p.token(t, app, refresh(first.Refresh)).is(t, http.StatusOK).tokens(t)
	other := p.grant(t, app, who)

	p.token(t, app, refresh(first.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")
	lineageEnded(t, p, app, first, second)
	// Another grant to the same client is another lineage.
	p.me(t, other.Access).is(t, http.StatusOK)
	p.token(t, app, refresh(other.Refresh)).is(t, http.StatusOK)
}

func codeReplay(t *testing.T, p *patio, app client, who person) {
	a := p.authorizeURL(app, nil)
	form := redemption(app, p.browser().code(t, a, who), a.Verifier)
	first := p.token(t, app, form).is(t, http.StatusOK).tokens(t)
	second := p.token(t, app, refresh(first.Refresh)).is(t, http.StatusOK).tokens(t)
	p.token(t, app, form).refused(t, http.StatusBadRequest, "invalid_grant")
	lineageEnded(t, p, app, first, second)
}

// lineageEnded insists that nothing of what a grant bought is worth anything any more.
func lineageEnded(t *testing.T, p *patio, app client, all ...tokens) {
	t.Helper()
	for _, held := range all {
		tokenEnded(t, p, app, held.Access)
		if app.AuthMethod != "none" {
			inactive(t, p, app, held.Refresh)
		}
		p.token(t, app, refresh(held.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")
	}
}

// tokenEnded insists that an access token is refused, by the API and by introspection.
func tokenEnded(t *testing.T, p *patio, app client, token string) {
	t.Helper()
	refused := p.me(t, token).is(t, http.StatusUnauthorized)
	if got := refused.Header.Get("WWW-Authenticate"); !strings.Contains(got, `error="invalid_token"`) {
		t.Errorf("an ended token is challenged with %q", got)
	}
	if app.AuthMethod != "none" {
		inactive(t, p, app, token)
	}
}

// inactive insists on exactly {"active":false}.
func inactive(t *testing.T, p *patio, asker client, token string) {
	t.Helper()
	got := p.introspect(t, asker, token)
	if len(got) != 1 || got["active"] != false {
		t.Errorf("introspection answers %v and not {\"active\":false}", got)
	}
}

// narrowing narrows one access token and not the grant.
func narrowing(t *testing.T, p *patio, app client, who person) {
	first := p.grant(t, app, who, "profile", "notes:read")
	second := p.token(t, app, refresh(first.Refresh, "profile")).is(t, http.StatusOK).tokens(t)
	if second.Scope != "profile" {
		t.Errorf("a refresh for profile answers the scope %q", second.Scope)
	}
	speaksFor(t, p, second.Access, app, who, "profile")
	p.token(t, app, refresh(second.Refresh, "profile", "email")).refused(t, http.StatusBadRequest, "invalid_scope")
	third := p.token(t, app, refresh(second.Refresh)).is(t, http.StatusOK).tokens(t)
	speaksFor(t, p, third.Access, app, who, "profile", "notes:read")
}

func parallelRefreshes(t *testing.T, p *patio, app client, who person) {
	held := p.grant(t, app, who)
	winner := oneWinner(t, p.at16(t, func() *http.Request {
		return p.clientPost(t, "/oauth/token", app, refresh(held.Refresh))
	}))
	lineageEnded(t, p, app, held, winner.tokens(t))
}

func parallelRedemptions(t *testing.T, p *patio, app client, who person) {
	a := p.authorizeURL(app, nil)
	code := p.browser().code(t, a, who)
	winner := oneWinner(t, p.at16(t, func() *http.Request {
		return p.clientPost(t, "/oauth/token", app, redemption(app, code, a.Verifier))
	}))
	lineageEnded(t, p, app, winner.tokens(t))
}

// TestRefreshGrace is about the processes of one app that share a refresh token, with the default grace period.
func TestRefreshGrace(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		for name, app := range map[string]client{"jwt": p.client(t, mira, clientSpec{}), "opaque": p.client(t, mira, clientSpec{Opaque: true})} {
			t.Run("same successor/"+name, func(t *testing.T) { sameSuccessor(t, p, app, mira) })
			t.Run("16 refreshes/"+name, func(t *testing.T) { parallelWithGrace(t, p, app, mira) })
		}
		// A code has no grace period.
		t.Run("code replay", func(t *testing.T) { codeReplay(t, p, p.client(t, mira, clientSpec{}), mira) })
	})
	storagetest.Each(t, func(t *testing.T, url string) {
		t.Parallel()
		p := start(t, url, settings{"tokens.refresh_grace": "1s"})
		mira := p.person(t)
		for name, spec := range map[string]clientSpec{"jwt": {}, "opaque": {Opaque: true}, "public": {Public: true}} {
			t.Run(name, func(t *testing.T) { afterTheGrace(t, p, p.client(t, mira, spec), mira) })
		}
	})
}

// sameSuccessor: who comes late gets what the first one got. Where that was used already, it is an access token.
func sameSuccessor(t *testing.T, p *patio, app client, who person) {
	first := p.grant(t, app, who, "profile")
	second := p.token(t, app, refresh(first.Refresh)).is(t, http.StatusOK).tokens(t)
	again := p.token(t, app, refresh(first.Refresh)).is(t, http.StatusOK).tokens(t)
	if again.Refresh != second.Refresh {
		t.Fatal("a spent refresh token gave another successor within the grace period")
	}
	speaksFor(t, p, second.Access, app, who, "profile")
	speaksFor(t, p, again.Access, app, who, "profile")

	third := p.token(t, app, refresh(second.Refresh)).is(t, http.StatusOK).tokens(t)
	late := p.token(t, app, refresh(first.Refresh)).is(t, http.StatusOK)
	if _, there := late.object(t)["refresh_token"]; there {
		t.Error("the successor was used, and a refresh token comes all the same")
	}
	for _, live := range []tokens{late.tokens(t), first, second, again, third} {
		speaksFor(t, p, live.Access, app, who, "profile")
	}
	p.token(t, app, refresh(third.Refresh)).is(t, http.StatusOK)
}

// afterTheGrace: a lost response is made good, and any other second use ends the grant.
func afterTheGrace(t *testing.T, p *patio, app client, who person) {
	first := p.grant(t, app, who)
	lost := p.token(t, app, refresh(first.Refresh)).is(t, http.StatusOK).tokens(t)
	time.Sleep(1100 * time.Millisecond)
	found := p.token(t, app, refresh(first.Refresh)).is(t, http.StatusOK).tokens(t)
	if found.Refresh == "" || found.Refresh == lost.Refresh {
		t.Fatal("after a lost response there is no new refresh token")
	}
	next := p.token(t, app, refresh(found.Refresh)).is(t, http.StatusOK).tokens(t)
	p.token(t, app, refresh(lost.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")
	lineageEnded(t, p, app, first, lost, found, next)

	first = p.grant(t, app, who)
	second := p.token(t, app, refresh(first.Refresh)).is(t, http.StatusOK).tokens(t)
	third := p.token(t, app, refresh(second.Refresh)).is(t, http.StatusOK).tokens(t)
	time.Sleep(1100 * time.Millisecond)
	p.token(t, app, refresh(first.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")
	lineageEnded(t, p, app, first, second, third)
}

func parallelWithGrace(t *testing.T, p *patio, app client, who person) {
	held := p.grant(t, app, who)
	successors := map[string]bool{}
	for _, a := range p.at16(t, func() *http.Request { return p.clientPost(t, "/oauth/token", app, refresh(held.Refresh)) }) {
		got := a.is(t, http.StatusOK).tokens(t)
		successors[got.Refresh] = true
		p.me(t, got.Access).is(t, http.StatusOK)
	}
	if len(successors) != 1 {
		t.Errorf("sixteen refreshes within the grace period gave %d successors; they must give one", len(successors))
	}
}
