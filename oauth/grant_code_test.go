package oauth_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/oauth"
)

func testCode(t *testing.T, h *house) {
	for name, change := range map[string]func(r *clients.Registration){
		"JWT": nil, "opaque": opaque, "public": public,
	} {
		app := h.app(t, change)
		answer := h.token(t, app, redemption(h.code(t, app, func(r *oauth.AuthorizationRequest) { r.Scope = "b a" })))
		if answer.TokenType != "Bearer" || answer.ExpiresIn != 600 || answer.Scope != "b a" || !secret.Valid(secret.RefreshToken, answer.RefreshToken) {
			t.Errorf("%s: answer %+v", name, answer)
		}
		if (name == "opaque") != secret.Valid(secret.AccessToken, answer.AccessToken) {
			t.Errorf("%s: access token %s", name, answer.AccessToken)
		}
		p := h.good(t, name, answer.AccessToken)
		if p.Subject != mira || p.Username != "mira" || p.ClientID != app.ID || !slices.Equal(p.Scopes, []string{"b", "a"}) ||
			!slices.Equal(p.Audience, []string{"https://default.test"}) || p.Issuer != issuer || p.Lineage == "" || p.ID == "" || p.Kind != "oauth" {
			t.Errorf("%s: verdict %+v", name, p)
		}
		if want := h.now().Truncate(time.Second); !p.IssuedAt.Equal(want) || !p.ExpiresAt.Equal(want.Add(10*time.Minute)) || !p.AuthTime.Equal(want.Add(-time.Minute)) {
			t.Errorf("%s: times %v, %v, %v", name, p.IssuedAt, p.ExpiresAt, p.AuthTime)
		}
	}
	bare := h.app(t, func(r *clients.Registration) { r.GrantTypes = []string{clients.GrantCode} })
	if answer := h.issue(t, bare); answer.RefreshToken != "" {
		t.Error("a refresh token for a client that is not registered for it")
	}
	long := h.with(func(o *oauth.Options) { o.RefreshMaxTTL = 5 * time.Minute })
	if answer := long.issue(t, long.app(t, nil)); answer.ExpiresIn != 300 {
		t.Errorf("an access token of %d s on a lineage of 300", answer.ExpiresIn)
	}
}

// testCodeAttempts: whatever goes wrong, the code is as good as before, for
// the client that it was made for.
func testCodeAttempts(t *testing.T, h *house) {
	app, thief, api1 := h.app(t, nil), h.app(t, nil), api+newSuffix()
	h.app(t, func(r *clients.Registration) { r.ResourceServer = api1 })
	h.app(t, func(r *clients.Registration) { r.ResourceServer = api1 + "/other" })
	code := h.code(t, app, func(r *oauth.AuthorizationRequest) { r.Resources = []string{api1} })
	for _, c := range []struct {
		name   string
		client clients.Client
		change func(r *oauth.TokenRequest)
		code   string
	}{
		{"another client", thief, func(*oauth.TokenRequest) {}, oauth.InvalidGrant},
		{"another redirect URI", app, func(r *oauth.TokenRequest) { r.RedirectURI += "x" }, oauth.InvalidGrant},
		{"no verifier", app, func(r *oauth.TokenRequest) { r.Verifier = "" }, oauth.InvalidRequest},
		{"another verifier", app, func(r *oauth.TokenRequest) { r.Verifier = verifier + "x" }, oauth.InvalidGrant},
		{"the challenge as verifier", app, func(r *oauth.TokenRequest) { r.Verifier = challengeOf(verifier) }, oauth.InvalidGrant},
		{"a short verifier", app, func(r *oauth.TokenRequest) { r.Verifier = "short" }, oauth.InvalidGrant},
		{"a verifier of other characters", app, func(r *oauth.TokenRequest) { r.Verifier = verifier[1:] + "=" }, oauth.InvalidGrant},
		{"another resource", app, func(r *oauth.TokenRequest) { r.Resources = []string{api1 + "/other"} }, oauth.InvalidTarget},
		{"no code", app, func(r *oauth.TokenRequest) { r.Code = "" }, oauth.InvalidRequest},
		{"an unknown code", app, func(r *oauth.TokenRequest) { r.Code = secret.New(secret.AuthorizationCode) }, oauth.InvalidGrant},
		{"half a code", app, func(r *oauth.TokenRequest) { r.Code = r.Code[:20] }, oauth.InvalidGrant},
		{"a code and a space", app, func(r *oauth.TokenRequest) { r.Code += " " }, oauth.InvalidGrant},
		{"no grant type", app, func(r *oauth.TokenRequest) { r.GrantType = "" }, oauth.InvalidRequest},
		{"the password grant", app, func(r *oauth.TokenRequest) { r.GrantType = "password" }, oauth.UnsupportedGrantType},
		{"a grant in capitals", app, func(r *oauth.TokenRequest) { r.GrantType = "AUTHORIZATION_CODE" }, oauth.UnsupportedGrantType},
	} {
		r := redemption(code)
		c.change(&r)
		answer, err := h.Token(t.Context(), c.client, r)
		refused(t, c.name, err, c.code)
		if answer != (oauth.TokenResponse{}) {
			t.Errorf("%s: refused with %+v", c.name, answer)
		}
	}
	bare := h.app(t, func(r *clients.Registration) { r.GrantTypes = []string{clients.GrantClientCredentials} })
	_, err := h.Token(t.Context(), bare, redemption(code))
	refused(t, "a client without the grant", err, oauth.UnauthorizedClient)

	last := redemption(code)
	last.RedirectURI = "" // may be left out: the verifier proves more
	answer := h.token(t, app, last)
	if p := h.good(t, "after all of them", answer.AccessToken); !slices.Equal(p.Audience, []string{api1}) {
		t.Errorf("audience %v", p.Audience)
	}
}

// newSuffix keeps the resource servers of the parts of a test apart.
func newSuffix() string { return "/" + secret.New(secret.Session)[4:14] }

// testCodeTwice: a second redemption ends what the first one bought.
func testCodeTwice(t *testing.T, h *house) {
	for _, kind := range []func(r *clients.Registration){nil, opaque, public} {
		app, other := h.app(t, kind), h.app(t, nil)
		beside := h.issue(t, app)
		code := h.code(t, app, nil)
		first := h.token(t, app, redemption(code))
		next := h.token(t, app, refreshing(first.RefreshToken))
		_, err := h.Token(t.Context(), other, redemption(code))
		refused(t, "by another client", err, oauth.InvalidGrant)
		h.good(t, "what another client cannot end", next.AccessToken)

		_, err = h.Token(t.Context(), app, redemption(code))
		refused(t, "again", err, oauth.InvalidGrant)
		h.dead(t, "access token", first.AccessToken)
		h.dead(t, "access token after a refresh", next.AccessToken)
		_, err = h.Token(t.Context(), app, refreshing(next.RefreshToken))
		refused(t, "refresh token", err, oauth.InvalidGrant)
		h.good(t, "another authorization", beside.AccessToken)
	}
	trail, err := h.store.AuditEvents(t.Context(), "", 1)
	if err != nil || trail[0].Action != "oauth.replay_stopped" || trail[0].Detail["what"] != "code" {
		t.Errorf("trail %+v, %v", trail, err)
	}
}

// testSpentCodeWrongRequest: a spent code ends nothing where anything else is wrong with the request.
func testSpentCodeWrongRequest(t *testing.T, h *house) {
	for name, c := range map[string]struct {
		change func(r *oauth.TokenRequest)
		code   string
	}{
		"another verifier":                      {func(r *oauth.TokenRequest) { r.Verifier += "x" }, oauth.InvalidGrant},
		"a verifier of 43 letters":              {func(r *oauth.TokenRequest) { r.Verifier = strings.Repeat("A", 43) }, oauth.InvalidGrant},
		"no verifier":                           {func(r *oauth.TokenRequest) { r.Verifier = "" }, oauth.InvalidRequest},
		"another redirect URI":                  {func(r *oauth.TokenRequest) { r.RedirectURI += "x" }, oauth.InvalidGrant},
		"an unknown resource":                   {func(r *oauth.TokenRequest) { r.Resources = []string{"https://unknown.test"} }, oauth.InvalidTarget},
		"a resource that is no URI":             {func(r *oauth.TokenRequest) { r.Resources = []string{"notes"} }, oauth.InvalidTarget},
		"another verifier, an unknown resource": {func(r *oauth.TokenRequest) { r.Verifier, r.Resources = verifier+"x", []string{"https://unknown.test"} }, oauth.InvalidGrant},
	} {
		for _, kind := range []func(r *clients.Registration){nil, opaque, public} {
			app := h.app(t, kind)
			code := h.code(t, app, nil)
			first := h.token(t, app, redemption(code))
			again := redemption(code)
			c.change(&again)
			_, err := h.Token(t.Context(), app, again)
			refused(t, name, err, c.code)
			h.good(t, name+": access token", first.AccessToken)
			h.token(t, app, refreshing(first.RefreshToken))
		}
	}
}

func testCodeEnds(t *testing.T, h *house) {
	app := h.app(t, nil)
	code := h.code(t, app, nil)
	h.advance(time.Minute - time.Millisecond)
	h.token(t, app, redemption(code))
	late := h.code(t, app, nil)
	h.advance(time.Minute)
	_, err := h.Token(t.Context(), app, redemption(late))
	refused(t, "at its end", err, oauth.InvalidGrant)

	code = h.code(t, app, nil)
	must(t, h.store.SetUserDisabled(t.Context(), mira, h.now()))
	_, err = h.Token(t.Context(), app, redemption(code))
	must(t, h.store.SetUserDisabled(t.Context(), mira, time.Time{}))
	refused(t, "user disabled", err, oauth.InvalidGrant)
	h.token(t, app, redemption(code)) // it was not burnt
}
