package e2e_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/oauth2"
)

// TestCode is the authorization code flow with PKCE, as x/oauth2 runs it.
func TestCode(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		for name, method := range map[string]string{"basic": "client_secret_basic", "post": "client_secret_post", "public": "none"} {
			t.Run(name, func(t *testing.T) {
				app := p.client(t, mira, clientSpec{Public: method == "none", AuthMethod: method})
				codeFlow(t, p, app, mira)
			})
		}
		t.Run("remembered", func(t *testing.T) { consentRemembered(t, p, mira) })
		t.Run("denied", func(t *testing.T) { consentDenied(t, p, mira) })
		t.Run("someone else", func(t *testing.T) { signInAsSomeoneElse(t, p, mira) })
		t.Run("loopback port", func(t *testing.T) { loopbackPort(t, p, mira) })
		t.Run("answer to a query", func(t *testing.T) { redirectWithQuery(t, p, mira) })
		t.Run("by post", func(t *testing.T) { requestByPost(t, p, mira) })
		t.Run("no refresh", func(t *testing.T) { withoutRefreshGrant(t, p, mira) })
	})
}

// library is the client as somebody else's library sees it.
func (p *patio) library(c client, scopes ...string) *oauth2.Config {
	style := oauth2.AuthStyleInParams
	if c.AuthMethod == "client_secret_basic" {
		style = oauth2.AuthStyleInHeader
	}
	return &oauth2.Config{
		ClientID: c.ID, ClientSecret: c.Secret, RedirectURL: c.Redirect, Scopes: scopes,
		Endpoint: oauth2.Endpoint{AuthURL: p.issuer + "/oauth/authorize", TokenURL: p.issuer + "/oauth/token", AuthStyle: style},
	}
}

// using is a context that makes x/oauth2 use the harness's HTTP client.
func (p *patio) using(t *testing.T) context.Context {
	return context.WithValue(t.Context(), oauth2.HTTPClient, p.http())
}

func codeFlow(t *testing.T, p *patio, app client, who person) {
	cfg := p.library(app, "profile", "notes:read")
	verifier, state := oauth2.GenerateVerifier(), oauth2.GenerateVerifier()
	p.hide(verifier)

	b := p.browser()
	at := b.open(t, cfg.AuthCodeURL(state, oauth2.S256ChallengeOption(verifier)))
	at.is(t, http.StatusOK).says(t, "Sign in", app.Name)
	at = b.signIn(t, at, who)
	at.is(t, http.StatusOK).says(t, app.Name, who.Username, "app.example.org", "See your profile", "Read your notes")
	if strings.Contains(at.text(), "Write notes") {
		t.Errorf("the consent page names a scope that was not asked for: %s", at.text())
	}
	at = b.decide(t, at, "allow")

	got := at.answerOf(t)
	if got.Get("state") != state || got.Get("iss") != p.issuer {
		t.Errorf("the answer to the app is %v; want state and iss %s", got, p.issuer)
	}
	if where := strings.SplitN(at.Left.String(), "?", 2)[0]; where != callback {
		t.Errorf("the answer went to %s", where)
	}
	token, err := cfg.Exchange(p.using(t), got.Get("code"), oauth2.VerifierOption(verifier))
	if err != nil {
		t.Fatalf("exchange: %v", err)
	}
	if token.TokenType != "Bearer" || token.RefreshToken == "" || token.ExpiresIn != 600 || token.Extra("scope") != "profile notes:read" {
		t.Errorf("the token response has type %q, expires_in %d, scope %v, refresh token %t",
			token.TokenType, token.ExpiresIn, token.Extra("scope"), token.RefreshToken != "")
	}
	speaksFor(t, p, token.AccessToken, app, who, "profile", "notes:read")
}

// speaksFor insists that the API sees this person, this client and these scopes behind a token.
func speaksFor(t *testing.T, p *patio, token string, c client, who person, scopes ...string) {
	t.Helper()
	me := p.me(t, token).is(t, http.StatusOK).object(t)
	user, behind := me.object(t, "user"), me.object(t, "token")
	if user["id"] != who.ID || me.object(t, "client")["client_id"] != c.ID || behind["kind"] != "oauth" {
		t.Errorf("the API sees %v", me)
	}
	if got := behind.texts(t, "scopes"); !slices.Equal(got, scopes) {
		t.Errorf("the token has the scopes %v, not %v", got, scopes)
	}
	wantName, wantEmail := any(nil), any(nil)
	if slices.Contains(scopes, "profile") {
		wantName = who.Name
	}
	if slices.Contains(scopes, "email") {
		wantEmail = who.Email
	}
	if user["name"] != wantName || user["email"] != wantEmail {
		t.Errorf("with the scopes %v the API tells name %v and e-mail %v", scopes, user["name"], user["email"])
	}
}

func consentRemembered(t *testing.T, p *patio, who person) {
	app := p.client(t, who, clientSpec{})
	b := p.browser()
	p.grantIn(t, b, app, who, "profile", "notes:read")

	for name, scopes := range map[string][]string{"the same": {"notes:read", "profile"}, "fewer": {"profile"}} {
		a := p.authorizeURL(app, scopes)
		if at := b.open(t, a.URL); at.Left == nil {
			t.Errorf("%s scopes are asked for again: %s", name, at.text())
		}
	}
	at := b.open(t, p.authorizeURL(app, []string{"profile", "notes:read", "notes:write"}).URL)
	at.is(t, http.StatusOK).says(t, "asks for more than before", "Write notes for you New")
	if strings.Contains(at.text(), "Read your notes New") {
		t.Errorf("what was allowed before is marked as new: %s", at.text())
	}
	b.decide(t, at, "allow").answerOf(t)
	if at := b.open(t, p.authorizeURL(app, []string{"notes:write"}).URL); at.Left == nil {
		t.Errorf("what was added is asked for again: %s", at.text())
	}
	// Somebody else has allowed nothing.
	other := p.person(t)
	b2 := p.browser()
	at = b2.signIn(t, b2.open(t, p.authorizeURL(app, []string{"profile"}).URL), other)
	at.is(t, http.StatusOK).formWithButton(t, "decision", "allow")
}

func consentDenied(t *testing.T, p *patio, who person) {
	app := p.client(t, who, clientSpec{})
	b := p.browser()
	a := p.authorizeURL(app, nil)
	at := b.signIn(t, b.open(t, a.URL), who)
	got := b.decide(t, at, "deny").answerOf(t)
	if got.Get("error") != "access_denied" || got.Get("state") != a.State || got.Get("iss") != p.issuer || got.Has("code") {
		t.Errorf("a denial is answered with %v", got)
	}
	// It is no answer for good: next time the person is asked again.
	b.open(t, p.authorizeURL(app, nil).URL).is(t, http.StatusOK).formWithButton(t, "decision", "allow")
}

// signInAsSomeoneElse follows "Not you?" from the consent page.
func signInAsSomeoneElse(t *testing.T, p *patio, who person) {
	app, other := p.client(t, who, clientSpec{}), p.person(t)
	b := p.browser()
	a := p.authorizeURL(app, []string{"profile"})
	at := b.signIn(t, b.open(t, a.URL), who)
	at = b.open(t, at.link(t, "Not you?"))
	at = b.submit(t, at, at.form(t, "return_to"), nil)
	at = b.signIn(t, at, other)
	at.is(t, http.StatusOK).says(t, "You are signed in as "+other.Username)
	code := b.decide(t, at, "allow").answerOf(t).Get("code")
	got := p.token(t, app, redemption(app, code, a.Verifier)).is(t, http.StatusOK).tokens(t)
	speaksFor(t, p, got.Access, app, other, "profile")
}

// loopbackPort is RFC 8252, section 7.3: a native app learns its port only when it runs.
func loopbackPort(t *testing.T, p *patio, who person) {
	app := p.client(t, who, clientSpec{Public: true, Redirects: []string{"http://127.0.0.1/callback"}})
	app.Redirect = "http://127.0.0.1:49731/callback"
	b := p.browser()
	got := p.grantIn(t, b, app, who, "profile")
	speaksFor(t, p, got.Access, app, who, "profile")
	// Another program of the device could listen there and pose as this one, so it is asked every time (section 8.6).
	b.open(t, p.authorizeURL(app, []string{"profile"}).URL).is(t, http.StatusOK).formWithButton(t, "decision", "allow")
}

// redirectWithQuery keeps what a registered redirect URI has of its own.
func redirectWithQuery(t *testing.T, p *patio, who person) {
	app := p.client(t, who, clientSpec{Redirects: []string{callback + "?tenant=a%20b"}})
	b := p.browser()
	a := p.authorizeURL(app, []string{"profile"})
	at := b.decide(t, b.signIn(t, b.open(t, a.URL), who), "allow")
	if got := at.Left.String(); !strings.HasPrefix(got, callback+"?tenant=a%20b&code=") {
		t.Errorf("the answer went to %.80s", got)
	}
	p.token(t, app, redemption(app, at.answerOf(t).Get("code"), a.Verifier)).is(t, http.StatusOK)
}

// requestByPost is RFC 6749, section 3.1: the authorization endpoint takes POST too.
func requestByPost(t *testing.T, p *patio, who person) {
	app := p.client(t, who, clientSpec{})
	a := p.authorizeURL(app, []string{"profile"})
	to, err := url.Parse(a.URL)
	if err != nil {
		t.Fatal(err)
	}
	b := p.browser()
	r := p.request(t, http.MethodPost, "/oauth/authorize", to.Query())
	r.Header.Set("Origin", "https://app.example.org")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	at := b.decide(t, b.signIn(t, b.follow(t, r), who), "allow")
	p.token(t, app, redemption(app, at.answerOf(t).Get("code"), a.Verifier)).is(t, http.StatusOK)
}

func withoutRefreshGrant(t *testing.T, p *patio, who person) {
	app := p.client(t, who, clientSpec{Grants: []string{"authorization_code"}})
	got := p.grant(t, app, who)
	if got.Refresh != "" {
		t.Error("a client that is not registered for refresh_token got a refresh token")
	}
	if want := strings.Join(defaultScopes, " "); got.Scope != want {
		t.Errorf("without a scope parameter the scope is %q, not %q", got.Scope, want)
	}
}
