package oauth_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/oauth"
)

// changed writes what only an administrator may change of a client.
func (h *house) changed(t *testing.T, c clients.Client, change func(c *clients.Client)) clients.Client {
	t.Helper()
	whole, err := h.store.Client(t.Context(), c.ID)
	must(t, err)
	change(&whole)
	must(t, h.store.SetClientState(t.Context(), whole))
	return whole
}

// TestAskByOriginAndResource: consent for one redirect origin or resource is
// none for another, and a change of redirect URIs does not take it along.
func TestAskByOriginAndResource(t *testing.T) {
	h := newHouse(t)
	app := h.app(t, nil)
	h.app(t, func(r *clients.Registration) { r.ResourceServer = api })
	h.code(t, app, nil)
	moved, err := h.store.Client(t.Context(), app.ID)
	must(t, err)
	moved.RedirectURIs = []string{callback, "https://app.test/other", "https://evil.test/cb"}
	must(t, h.store.UpdateClient(t.Context(), moved))
	check := func(what, redirect string, wantAsk bool, resources ...string) {
		t.Helper()
		r := request(app)
		r.RedirectURI, r.Resources = redirect, resources
		a, err := h.Authorize(t.Context(), r)
		must(t, err)
		got, err := h.Ask(t.Context(), a, mira)
		if err != nil || got.Ask != wantAsk || got.NewOrigin != strings.Contains(redirect, "evil") {
			t.Errorf("%s: %+v, %v; want %v", what, got, err, wantAsk)
		}
		_, err = h.ApproveAgain(t.Context(), a, oauth.Person{UserID: mira, AuthTime: h.now()})
		if errors.Is(err, oauth.ErrAsk) != wantAsk {
			t.Errorf("%s, when the code is made: %v", what, err)
		}
	}
	check("another path", "https://app.test/other", false)
	check("another origin", "https://evil.test/cb", true)
	check("the default audience by its name", callback, false, "https://default.test")
	check("a resource", callback, true, api)
	h.code(t, app, func(r *oauth.AuthorizationRequest) { r.Resources = []string{api} })
	check("a resource that was allowed", callback, false, api)
	check("that resource, elsewhere", "https://evil.test/cb", true, api)
	must(t, h.Withdraw(t.Context(), mira, app.ID))
	check("the resource, withdrawn", callback, true, api)
	check("the default, withdrawn", callback, true)
}

// TestAskOnThisDevice: where a public client's answer goes to the person's own device, by whatever scheme, they are
// asked every time, since any program may listen there.
func TestAskOnThisDevice(t *testing.T) {
	h := newHouse(t)
	for redirect, every := range map[string]bool{
		"http://127.0.0.1/cb": true, "http://localhost:4000/cb": true, "https://localhost/cb": true, "https://127.0.0.1:5/cb": true,
		"https://[::1]:8443/cb": true, "https://app.localhost/cb": true, "org.example.app:/cb": true, "https://app.test/cb": false,
	} {
		app := h.app(t, func(r *clients.Registration) {
			public(r)
			r.RedirectURIs = []string{redirect}
		})
		r := request(app)
		r.RedirectURI = redirect
		a, err := h.Authorize(t.Context(), r)
		must(t, err)
		person := oauth.Person{UserID: mira, AuthTime: h.now()}
		_, err = h.Approve(t.Context(), a, person)
		must(t, err)
		got, err := h.Ask(t.Context(), a, mira)
		must(t, err)
		if got.Ask != every {
			t.Errorf("%s: asked again: %t", redirect, got.Ask)
		}
		if _, err := h.ApproveAgain(t.Context(), a, person); errors.Is(err, oauth.ErrAsk) != every {
			t.Errorf("%s: a code at once: %v", redirect, err)
		}
	}
}

func TestPrompt(t *testing.T) {
	h := newHouse(t)
	app := h.app(t, nil)
	h.code(t, app, nil)
	for prompt, want := range map[string]struct{ silent, ask bool }{
		"": {}, "none": {silent: true}, "consent": {ask: true}, "login consent": {ask: true}, "login": {}, "unknown": {},
	} {
		r := request(app)
		r.Prompt = prompt
		a, err := h.Authorize(t.Context(), r)
		must(t, err)
		if got, err := h.Ask(t.Context(), a, mira); err != nil || got.Ask != want.ask || a.Silent != want.silent {
			t.Errorf("prompt %q: ask %v, silent %v, %v", prompt, got.Ask, a.Silent, err)
		}
	}
	r := request(app)
	r.Prompt = "none consent"
	a, err := h.Authorize(t.Context(), r)
	refused(t, "none with another", err, oauth.InvalidRequest)
	if a == nil {
		t.Error("no way back to the app")
	}
}

// TestInactiveClient: an app that is pending or suspended gets no answer at its
// redirect URI, and at the token endpoint it is told why.
func TestInactiveClient(t *testing.T) {
	h := newHouse(t)
	for name, c := range map[string]struct {
		change  func(c *clients.Client)
		pending bool
	}{
		"an administrator suspended it":        {func(c *clients.Client) { c.SuspendedBy = clients.ByOperator }, false},
		"its owner suspended it":               {func(c *clients.Client) { c.SuspendedBy = clients.ByOwner }, false},
		"the account of its owner is disabled": {func(c *clients.Client) { c.SuspendedBy = clients.ByOwnerDisabled }, false},
		"token that created it was revoked":    {func(c *clients.Client) { c.SuspendedBy = clients.ByTokenRevoked }, false},
		"is pending":                           {func(c *clients.Client) { c.Pending = true }, true},
	} {
		app := h.app(t, public)
		h.changed(t, app, func(client *clients.Client) {
			client.InactiveSince = h.now()
			c.change(client)
		})
		a, err := h.Authorize(t.Context(), request(app))
		var inactive *oauth.InactiveClient
		if !errors.As(err, &inactive) || inactive.Pending != c.pending || a != nil {
			t.Errorf("%s: %v, %v", name, a, err)
		}
		_, err = h.Authenticate(t.Context(), clients.Credentials{ID: app.ID, Method: clients.AuthNone})
		refused(t, name, err, oauth.UnauthorizedClient)
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestClientsWrite: an app does not get the scope that makes apps, but where an
// administrator trusts it or the operator lets every app have it.
func TestClientsWrite(t *testing.T) {
	h := newHouse(t)
	machine := func(r *clients.Registration) {
		r.Scopes = []string{"a", "clients:write"}
		r.GrantTypes = []string{clients.GrantCode, clients.GrantRefresh, clients.GrantClientCredentials}
	}
	app := h.app(t, machine)
	named := func(c clients.Client) error {
		r := request(c)
		r.Scope = "a clients:write"
		_, err := h.Authorize(t.Context(), r)
		return err
	}
	refused(t, "named at the authorization", named(app), oauth.InvalidScope)
	_, err := h.Token(t.Context(), app, oauth.TokenRequest{GrantType: clients.GrantClientCredentials, Scope: "clients:write"})
	refused(t, "named by a client", err, oauth.InvalidScope)
	own := h.token(t, app, oauth.TokenRequest{GrantType: clients.GrantClientCredentials})
	a, err := h.Authorize(t.Context(), request(app))
	must(t, err)
	issued := h.issue(t, app)
	if own.Scope != "a" || issued.Scope != "a" || !slices.Equal(a.Scopes, []string{"a"}) {
		t.Errorf("not named: %q, %q, %q", own.Scope, issued.Scope, a.Scopes)
	}

	trusted := h.changed(t, app, func(c *clients.Client) { c.FirstParty = true })
	must(t, named(trusted))
	granted := h.issue(t, trusted)
	if granted.Scope != "a clients:write" {
		t.Errorf("first party: %q", granted.Scope)
	}
	h.changed(t, app, func(c *clients.Client) { c.FirstParty = false })
	_, err = h.Token(t.Context(), app, oauth.TokenRequest{GrantType: clients.GrantRefresh, RefreshToken: granted.RefreshToken, Scope: "clients:write"})
	refused(t, "named at a refresh, trusted no more", err, oauth.InvalidScope)
	if again := h.token(t, app, refreshing(granted.RefreshToken)); again.Scope != "a" {
		t.Errorf("refreshed, trusted no more: %q", again.Scope)
	}

	open := slices.Clone(h.clients.Catalogue())
	for i := range open {
		open[i].GrantableToApps = open[i].Name == "clients:write"
	}
	h.clients = registry{clients.New(h.store, clients.Options{Catalogue: open, Now: h.now})}
	h.Server = oauth.New(h.store, h.clients.Clients, h.consent, h.keys, h.opts)
	must(t, named(app))
}

// TestRequireResource: where the operator requires it, nobody gets a token that
// is for every API.
func TestRequireResource(t *testing.T) {
	h := newHouse(t).with(func(o *oauth.Options) { o.RequireResource = true })
	app := h.app(t, nil)
	h.app(t, func(r *clients.Registration) { r.ResourceServer = api })
	a, err := h.Authorize(t.Context(), request(app))
	refused(t, "authorization", err, oauth.InvalidTarget)
	if a == nil {
		t.Error("no way back to the app")
	}
	r := oauth.TokenRequest{GrantType: clients.GrantClientCredentials}
	_, err = h.Token(t.Context(), app, r)
	refused(t, "client credentials", err, oauth.InvalidTarget)
	r.Resources = []string{api}
	h.token(t, app, r)
	code := h.code(t, app, func(r *oauth.AuthorizationRequest) { r.Resources = []string{api} })
	h.token(t, app, redemption(code))
}

// TestDefaultAudience: an API that does not accept the default audience learns
// nothing of a token that names no resource, and no such token is narrowed to it.
func TestDefaultAudience(t *testing.T) {
	h := newHouse(t)
	for name, kind := range map[string]func(r *clients.Registration){"jwt": nil, "opaque": opaque} {
		app, identifier := h.app(t, kind), api+newSuffix()
		registered, raw, err := h.clients.Register(t.Context(), clients.Registration{
			OwnerID: mira, Name: "API", Type: clients.Confidential, ResourceServer: identifier, GrantTypes: []string{clients.GrantClientCredentials},
		})
		must(t, err)
		server := func() clients.Client {
			t.Helper()
			c, err := h.Authenticate(t.Context(), clients.Credentials{ID: registered.ID, Secret: raw, Method: clients.AuthBasic})
			must(t, err)
			return c
		}
		accepts := func(yes bool) {
			t.Helper()
			registered.AcceptsDefaultAudience = yes
			must(t, h.store.DeleteClient(t.Context(), registered.ID, h.now().Add(-time.Hour)))
			must(t, h.store.CreateClient(t.Context(), registered, &clients.Secret{Hash: secret.HashOf(raw), CreatedAt: h.now()}))
		}
		accepts(true)
		general := h.issue(t, app)
		p := h.good(t, name, general.AccessToken)
		if !h.Describe(server(), p).Active {
			t.Errorf("%s: an API that accepts the default audience is told nothing", name)
		}
		narrowed := refreshing(general.RefreshToken)
		narrowed.Resources = []string{identifier}
		general = h.token(t, app, narrowed)
		accepts(false)
		if got := h.Describe(server(), p); got.Active {
			t.Errorf("%s: an API that does not accept the default audience is told %+v", name, got)
		}
		for what, aud := range map[string]bool{"https://default.test": false, identifier: true} {
			personal := &bearer.Principal{Kind: bearer.KindPAT, Audience: []string{what}, Subject: mira}
			if got := h.Describe(server(), personal); got.Active != aud {
				t.Errorf("%s: a personal access token for %s: %+v", name, what, got)
			}
		}
		narrowed.RefreshToken = general.RefreshToken
		_, err = h.Token(t.Context(), app, narrowed)
		refused(t, name+": narrowed at a refresh", err, oauth.InvalidTarget)
		code := redemption(h.code(t, app, nil))
		code.Resources = []string{identifier}
		_, err = h.Token(t.Context(), app, code)
		refused(t, name+": narrowed with a code", err, oauth.InvalidTarget)
		own := h.token(t, app, oauth.TokenRequest{GrantType: clients.GrantClientCredentials, Resources: []string{identifier}})
		if !h.Describe(server(), h.good(t, name, own.AccessToken)).Active {
			t.Errorf("%s: a token that names the API", name)
		}
	}
}
