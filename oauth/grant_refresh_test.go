package oauth_test

import (
	"slices"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/oauth"
)

func testRefresh(t *testing.T, h *house) {
	for name, change := range map[string]func(r *clients.Registration){"JWT": nil, "opaque": opaque, "public": public} {
		app := h.app(t, change)
		first := h.issue(t, app)
		h.advance(time.Second)
		next := h.token(t, app, refreshing(first.RefreshToken))
		if next.RefreshToken == first.RefreshToken || next.AccessToken == first.AccessToken || next.Scope != "a b c" || next.ExpiresIn != 600 {
			t.Errorf("%s: answer %+v", name, next)
		}
		a, b := h.good(t, "the first", first.AccessToken), h.good(t, "the next", next.AccessToken)
		if a.Lineage != b.Lineage || a.ID == b.ID || !a.AuthTime.Equal(b.AuthTime) || b.Subject != mira {
			t.Errorf("%s: verdicts %+v and %+v", name, a, b)
		}
	}
}

// testNarrowing: a narrower scope at a refresh is that access token's alone.
func testNarrowing(t *testing.T, h *house) {
	app := h.app(t, nil)
	first := h.token(t, app, redemption(h.code(t, app, func(r *oauth.AuthorizationRequest) { r.Scope = "a b" })))
	r := refreshing(first.RefreshToken)
	r.Scope = "b"
	narrow := h.token(t, app, r)
	if p := h.good(t, "narrow", narrow.AccessToken); narrow.Scope != "b" || !slices.Equal(p.Scopes, []string{"b"}) {
		t.Errorf("narrowed to %v", p.Scopes)
	}
	wide := h.token(t, app, refreshing(narrow.RefreshToken))
	if wide.Scope != "a b" {
		t.Errorf("the grant was narrowed to %q", wide.Scope)
	}
	r = refreshing(wide.RefreshToken)
	r.Scope = "a b c" // the client has c, the grant has not
	_, err := h.Token(t.Context(), app, r)
	refused(t, "wider than the grant", err, oauth.InvalidScope)
	h.token(t, app, refreshing(wide.RefreshToken)) // it was not burnt
}

func testRefreshAttempts(t *testing.T, h *house) {
	app, thief := h.app(t, nil), h.app(t, nil)
	raw := h.issue(t, app).RefreshToken
	for _, c := range []struct {
		name   string
		client clients.Client
		change func(r *oauth.TokenRequest)
		code   string
	}{
		{"another client", thief, func(*oauth.TokenRequest) {}, oauth.InvalidGrant},
		{"another client, wider", thief, func(r *oauth.TokenRequest) { r.Scope = "a b c openid" }, oauth.InvalidGrant},
		{"no token", app, func(r *oauth.TokenRequest) { r.RefreshToken = "" }, oauth.InvalidRequest},
		{"an unknown token", app, func(r *oauth.TokenRequest) { r.RefreshToken = secret.New(secret.RefreshToken) }, oauth.InvalidGrant},
		{"a typo", app, func(r *oauth.TokenRequest) { r.RefreshToken += "x" }, oauth.InvalidGrant},
		{"an access token", app, func(r *oauth.TokenRequest) { r.RefreshToken = secret.New(secret.AccessToken) }, oauth.InvalidGrant},
		{"an unknown scope", app, func(r *oauth.TokenRequest) { r.Scope = "d" }, oauth.InvalidScope},
		{"an unknown resource", app, func(r *oauth.TokenRequest) { r.Resources = []string{"https://unknown.test"} }, oauth.InvalidTarget},
	} {
		r := refreshing(raw)
		c.change(&r)
		answer, err := h.Token(t.Context(), c.client, r)
		refused(t, c.name, err, c.code)
		if answer != (oauth.TokenResponse{}) {
			t.Errorf("%s: refused with %+v", c.name, answer)
		}
	}
	must(t, h.store.SetUserDisabled(t.Context(), mira, h.now()))
	_, err := h.Token(t.Context(), app, refreshing(raw))
	must(t, h.store.SetUserDisabled(t.Context(), mira, time.Time{}))
	refused(t, "user disabled", err, oauth.InvalidGrant)
	h.token(t, app, refreshing(raw))
}

// testRefreshTwice: a spent refresh token that comes again ends the lineage.
func testRefreshTwice(t *testing.T, h *house) {
	app, other := h.app(t, nil), h.app(t, nil)
	first := h.issue(t, app)
	next := h.token(t, app, refreshing(first.RefreshToken))
	_, err := h.Token(t.Context(), other, refreshing(first.RefreshToken))
	refused(t, "by another client", err, oauth.InvalidGrant)
	h.good(t, "what another client cannot end", next.AccessToken)
	_, err = h.Token(t.Context(), app, refreshing(first.RefreshToken))
	refused(t, "again", err, oauth.InvalidGrant)
	h.dead(t, "first access token", first.AccessToken)
	h.dead(t, "next access token", next.AccessToken)
	_, err = h.Token(t.Context(), app, refreshing(next.RefreshToken))
	refused(t, "the successor", err, oauth.InvalidGrant)
}

// testSpentRefreshWrongRequest: a spent refresh token ends its lineage, whatever else is wrong with the request.
func testSpentRefreshWrongRequest(t *testing.T, h *house) {
	for name, change := range map[string]func(r *oauth.TokenRequest){
		"a wider scope":       func(r *oauth.TokenRequest) { r.Scope = "d" },
		"no scope at all":     func(r *oauth.TokenRequest) { r.Scope = " " },
		"an unknown resource": func(r *oauth.TokenRequest) { r.Resources = []string{"https://unknown.test"} },
	} {
		app := h.app(t, nil)
		first := h.issue(t, app)
		next := h.token(t, app, refreshing(first.RefreshToken))
		again := refreshing(first.RefreshToken)
		change(&again)
		_, err := h.Token(t.Context(), app, again)
		refused(t, name, err, oauth.InvalidGrant)
		h.dead(t, name+": access token", next.AccessToken)
		_, err = h.Token(t.Context(), app, refreshing(next.RefreshToken))
		refused(t, name+": the successor", err, oauth.InvalidGrant)
	}
}

func testRefreshEnds(t *testing.T, h *house) {
	h = h.with(func(o *oauth.Options) { o.RefreshMaxTTL = 60 * time.Hour })
	app := h.app(t, nil)
	raw := h.issue(t, app).RefreshToken
	h.advance(24*time.Hour - time.Millisecond)
	raw = h.token(t, app, refreshing(raw)).RefreshToken // the end moves on with each use
	h.advance(24 * time.Hour)
	_, err := h.Token(t.Context(), app, refreshing(raw))
	refused(t, "unused for too long", err, oauth.InvalidGrant)

	raw = h.issue(t, app).RefreshToken
	for range 2 {
		h.advance(23 * time.Hour)
		raw = h.token(t, app, refreshing(raw)).RefreshToken
	}
	h.advance(14*time.Hour - time.Second)
	if answer := h.token(t, app, refreshing(raw)); answer.ExpiresIn > 1 {
		t.Errorf("an access token of %d s beyond the end of what was allowed", answer.ExpiresIn)
	} else {
		raw = answer.RefreshToken
	}
	h.advance(time.Second)
	_, err = h.Token(t.Context(), app, refreshing(raw))
	refused(t, "after the end of what was allowed", err, oauth.InvalidGrant)
}

func testClientCredentials(t *testing.T, h *house) {
	api1 := api + newSuffix()
	h.app(t, func(r *clients.Registration) { r.ResourceServer = api1 })
	for name, change := range map[string]func(r *clients.Registration){"JWT": nil, "opaque": opaque} {
		app := h.app(t, change)
		before, err := h.store.AuditEvents(t.Context(), "", 1)
		must(t, err)
		answer := h.token(t, app, oauth.TokenRequest{GrantType: clients.GrantClientCredentials, Scope: "c", Resources: []string{api1}})
		p := h.good(t, name, answer.AccessToken)
		if answer.RefreshToken != "" || answer.Scope != "c" || p.Subject != app.ID || p.IsUser() || p.Username != "" || p.Lineage != "" ||
			!slices.Equal(p.Audience, []string{api1}) || !slices.Equal(p.Scopes, []string{"c"}) || !p.AuthTime.IsZero() {
			t.Errorf("%s: %+v, verdict %+v", name, answer, p)
		}
		after, err := h.store.AuditEvents(t.Context(), "", 1)
		if err != nil || after[0].ID != before[0].ID {
			t.Errorf("%s: it wrote to the trail: %+v, %v", name, after, err)
		}
		for scope, code := range map[string]string{"d": oauth.InvalidScope, "a\tb": oauth.InvalidScope, "  ": oauth.InvalidScope, "offline_access": oauth.InvalidScope} {
			_, err := h.Token(t.Context(), app, oauth.TokenRequest{GrantType: clients.GrantClientCredentials, Scope: scope})
			refused(t, scope, err, code)
		}
		must(t, h.clients.SetDisabled(t.Context(), app.ID, true))
		h.dead(t, name+", client disabled", answer.AccessToken)
		must(t, h.clients.Delete(t.Context(), app.ID))
		h.dead(t, name+", client deleted", answer.AccessToken)
	}
	_, err := h.Token(t.Context(), h.app(t, public), oauth.TokenRequest{GrantType: clients.GrantClientCredentials})
	refused(t, "a public client", err, oauth.UnauthorizedClient)
}
