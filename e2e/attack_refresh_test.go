package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestAttackRefresh is about refresh tokens in the wrong hands (RFC 9700, section 4.14).
func TestAttackRefresh(t *testing.T) {
	p := lone(t, oneUse)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{})
	t.Run("wrong hands", func(t *testing.T) { refreshInWrongHands(t, p, mira, app) })
	t.Run("replay", func(t *testing.T) { refreshReplays(t, p, mira, app) })
	t.Run("switched off", func(t *testing.T) { switchedOff(t, p) })
	t.Run("after a restart", func(t *testing.T) { afterRestart(t, p, mira, app) })
}

// refreshInWrongHands: another client gets nothing, the right one no more than was allowed, and nobody burns the token
// (Pocket ID CVE-2026-28513; go-oauth2 compares neither client nor scope).
func refreshInWrongHands(t *testing.T, p *patio, who person, app client) {
	api, rivalAPI := p.resourceServer(t, who), p.resourceServer(t, who)
	a := p.authorizeURL(app, []string{"profile", "notes:read"}, "resource", api.ResourceServer)
	held := p.token(t, app, redemption(app, p.browser().code(t, a, who), a.Verifier)).is(t, http.StatusOK).tokens(t)
	rival, public := p.client(t, who, clientSpec{}), p.client(t, who, clientSpec{Public: true})
	personal, _ := p.pat(t, who, app)
	good := refresh(held.Refresh)
	for name, try := range map[string]struct {
		as   client
		form url.Values
		code string
	}{
		"another client":           {rival, good, "invalid_grant"},
		"a public client":          {public, good, "invalid_grant"},
		"another client, no more":  {rival, altered(good, "scope", "profile"), "invalid_grant"},
		"a scope of the client's":  {app, altered(good, "scope", "profile notes:read notes:write"), "invalid_scope"},
		"a scope of nobody's":      {app, altered(good, "scope", "profile admin"), "invalid_scope"},
		"another case":             {app, altered(good, "scope", "PROFILE"), "invalid_scope"},
		"a tab":                    {app, altered(good, "scope", "profile\tnotes:read"), "invalid_scope"},
		"another resource":         {app, altered(good, "resource", rivalAPI.ResourceServer), "invalid_target"},
		"the default audience":     {app, altered(good, "resource", p.issuer), "invalid_target"},
		"a resource of nobody's":   {app, altered(good, "resource", "https://unknown.example.org"), "invalid_target"},
		"an access token":          {app, altered(good, "refresh_token", held.Access), "invalid_grant"},
		"a personal access token":  {app, altered(good, "refresh_token", personal), "invalid_grant"},
		"upper case":               {app, altered(good, "refresh_token", strings.ToUpper(held.Refresh)), "invalid_grant"},
		"one letter in other case": {app, altered(good, "refresh_token", swapCase(held.Refresh, 10)), "invalid_grant"},
		"a line break":             {app, altered(good, "refresh_token", held.Refresh+"\n"), "invalid_grant"},
		"a NUL":                    {app, altered(good, "refresh_token", held.Refresh+"\x00"), "invalid_grant"},
		"none":                     {app, altered(good, "refresh_token", ""), "invalid_request"},
	} {
		withRefusal(t, name, p.token(t, try.as, try.form), http.StatusBadRequest, try.code)
	}
	p.token(t, app, good).is(t, http.StatusOK)
}

// refreshReplays: a spent token ends its lineage, whatever else stands in the request, but only by its own client.
func refreshReplays(t *testing.T, p *patio, who person, app client) {
	rival := p.client(t, who, clientSpec{})
	for name, change := range map[string]func(url.Values) url.Values{
		"as it was":          func(form url.Values) url.Values { return form },
		"with a wider scope": func(form url.Values) url.Values { return altered(form, "scope", "profile users:read") },
		"with another API": func(form url.Values) url.Values {
			return altered(form, "resource",
				"https://unknown.example.org")
		},
		"with a broken scope":  func(form url.Values) url.Values { return altered(form, "scope", "\x00") },
		"with a smaller scope": func(form url.Values) url.Values { return altered(form, "scope", "profile") },
	} {
		first := p.grant(t, app, who)
		second := p.token(t, app, refresh(first.Refresh)).is(t, http.StatusOK).tokens(t)
		withRefusal(t, name, p.token(t, rival, refresh(first.Refresh)), http.StatusBadRequest, "invalid_grant")
		p.me(t, second.Access).is(t, http.StatusOK)
		withRefusal(t, name, p.token(t, app, change(refresh(first.Refresh))), http.StatusBadRequest, "invalid_grant")
		if a := p.me(t, second.Access); a.Status != http.StatusUnauthorized {
			t.Errorf("%s: after a replay the access token is answered with %d", name, a.Status)
		}
		lineageEnded(t, p, app, first, second)
	}
}

// switchedOff: who is switched off has no token that works, of any form, from that moment on (Zitadel CVE-2024-47000,
// Pocket ID CVE-2026-43983); and what ended while they were off has ended for good.
func switchedOff(t *testing.T, p *patio) {
	owner, who := p.person(t), p.person(t)
	app, opaque := p.client(t, owner, clientSpec{UserTokens: true}), p.client(t, owner, clientSpec{Opaque: true})
	api := p.resourceServer(t, owner)
	held, random := p.grant(t, app, who), p.grant(t, opaque, who)
	personal, _ := p.pat(t, who, app)
	all := map[string]string{"jwt": held.Access, "opaque": random.Access, "pat": personal}
	check := func(what string, want int) {
		t.Helper()
		for kind, token := range all {
			if a := p.me(t, token); a.Status != want {
				t.Errorf("%s: %s is answered with %d, not %d", what, kind, a.Status, want)
			}
			if active := p.introspect(t, api, token)["active"]; active != (want == http.StatusOK) {
				t.Errorf("%s: %s is active: %v", what, kind, active)
			}
		}
	}
	check("before", http.StatusOK)
	p.cli(t, "user", "disable", who.Username)
	check("person off", http.StatusUnauthorized)
	p.token(t, app, refresh(held.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")
	inactive(t, p, app, held.Refresh)
	b := p.browser()
	b.signIn(t, b.open(t, "/login"), who).is(t, http.StatusUnauthorized)
	p.cli(t, "user", "enable", who.Username)
	check("person on again", http.StatusOK)

	p.cli(t, "client", "disable", app.ID)
	p.cli(t, "client", "disable", opaque.ID)
	check("clients off", http.StatusUnauthorized)
	p.token(t, app, refresh(held.Refresh)).refused(t, http.StatusBadRequest, "unauthorized_client")
	p.browser().open(t, p.authorizeURL(app, nil).URL).stays(t, "an app that is off", http.StatusBadRequest)
	p.cli(t, "client", "enable", app.ID)
	p.cli(t, "client", "enable", opaque.ID)
	check("clients on again", http.StatusOK)

	p.cli(t, "client", "delete", app.ID, "--yes")
	p.cli(t, "client", "delete", opaque.ID, "--yes")
	check("clients gone", http.StatusUnauthorized)
	p.token(t, app, refresh(held.Refresh)).refused(t, http.StatusUnauthorized, "invalid_client")
}

// afterRestart: what was spent or ended stays so (Keycloak CVE-2026-9802).
func afterRestart(t *testing.T, p *patio, who person, app client) {
	b := p.browser()
	first, aside := p.grantIn(t, b, app, who), p.grantIn(t, b, app, who)
	second := p.token(t, app, refresh(first.Refresh)).is(t, http.StatusOK).tokens(t)
	a := p.authorizeURL(app, nil)
	form := redemption(app, b.code(t, a, who), a.Verifier)
	bought := p.token(t, app, form).is(t, http.StatusOK).tokens(t)
	p.revoke(t, app, aside.Access).is(t, http.StatusOK)
	s := p.session(t, who)
	p.restart(t)
	p.me(t, aside.Access).is(t, http.StatusUnauthorized)
	p.me(t, second.Access).is(t, http.StatusOK)
	if !p.alive(t, s.cookie) {
		t.Error("a restart signs people out")
	}
	p.token(t, app, refresh(first.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")
	lineageEnded(t, p, app, first, second)
	p.token(t, app, form).refused(t, http.StatusBadRequest, "invalid_grant")
	lineageEnded(t, p, app, bought)
}
