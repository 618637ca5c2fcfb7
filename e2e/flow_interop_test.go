package e2e_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestRequestsOfLibraries: what widespread client libraries send is understood, though it is not the usual form.
func TestRequestsOfLibraries(t *testing.T) {
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	mira := p.person(t)
	web := p.client(t, mira, clientSpec{})
	native := p.client(t, mira, clientSpec{Public: true, Redirects: []string{"http://localhost:3000/callback"}})
	bare := p.client(t, mira, clientSpec{Grants: []string{"authorization_code"}})
	redeemed := func(c client, scope string, change func(form url.Values, r *http.Request)) answer {
		t.Helper()
		a := p.authorizeURL(c, strings.Split(scope, " "))
		form := redemption(c, p.browser().code(t, a, mira), a.Verifier)
		r := p.clientPost(t, "/oauth/token", c, form)
		if change != nil {
			change(form, r)
			changed := p.request(t, http.MethodPost, "/oauth/token", form)
			r.Body, r.ContentLength = changed.Body, changed.ContentLength
		}
		return p.do(t, r)
	}

	t.Run("no redirect_uri at the token endpoint", func(t *testing.T) {
		for _, c := range []client{web, native} {
			redeemed(c, "profile", func(form url.Values, _ *http.Request) {
				form.Del("redirect_uri")
				form.Set("client_id", c.ID)
			}).is(t, http.StatusOK)
		}
	})
	t.Run("scopes", func(t *testing.T) {
		for asked, granted := range map[string]string{
			"profile  notes:read": "profile notes:read", " profile ": "profile", "profile offline_access": "profile",
			"offline_access profile": "profile",
		} {
			if got := redeemed(web, asked, nil).is(t, http.StatusOK).tokens(t); got.Scope != granted || got.Refresh == "" {
				t.Errorf("%q: granted %q", asked, got.Scope)
			}
		}
		// What there is no OpenID Connect for is left out, also of what a client was registered with.
		every := p.client(t, mira, clientSpec{
			Scopes: []string{"openid", "offline_access", "profile"}, Grants: []string{"authorization_code", "refresh_token", "client_credentials"},
		})
		for _, asked := range []string{"openid profile", "profile offline_access openid"} {
			if got := redeemed(every, asked, nil).is(t, http.StatusOK).tokens(t); got.Scope != "profile" || got.Refresh == "" {
				t.Errorf("%q: granted %q", asked, got.Scope)
			}
			if got := p.own(t, every, "scope", asked).is(t, http.StatusOK).tokens(t); got.Scope != "profile" {
				t.Errorf("%q to the client itself: granted %q", asked, got.Scope)
			}
		}
		if got := p.own(t, every).is(t, http.StatusOK).tokens(t); got.Scope != "profile" {
			t.Errorf("all to the client itself: granted %q", got.Scope)
		}
		if got := p.grant(t, every, mira); got.Scope != "profile" {
			t.Errorf("all: granted %q", got.Scope)
		}
		p.own(t, every, "scope", "openid").refused(t, http.StatusBadRequest, "invalid_scope")
		supported := p.get(t, "/.well-known/oauth-authorization-server").object(t).texts(t, "scopes_supported")
		if slices.Contains(supported, "openid") || slices.Contains(supported, "offline_access") || !slices.Contains(supported, "profile") {
			t.Errorf("scopes_supported is %v", supported)
		}
		if page := p.session(t, mira).browser.open(t, p.issuer+"/developer/clients/new").is(t, http.StatusOK).text(); strings.Contains(page, "offline_access") || strings.Contains(page, "openid") {
			t.Error("the page that registers clients offers them")
		}
		a := p.authorizeURL(bare, []string{"profile", "offline_access"}) // without the grant it is a scope like another
		if at := p.browser().open(t, a.URL); at.answerOf(t).Get("error") != "invalid_scope" {
			t.Errorf("a client without the refresh grant: %v", at.answerOf(t))
		}
		held := p.grant(t, web, mira, "profile", "notes:read")
		form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {held.Refresh}, "scope": {"profile  offline_access"}}
		if got := p.do(t, p.clientPost(t, "/oauth/token", web, form)).is(t, http.StatusOK).tokens(t); got.Scope != "profile" {
			t.Errorf("refreshed for %q", got.Scope)
		}
	})
	t.Run("a port of localhost", func(t *testing.T) {
		other := native
		other.Redirect = "http://localhost:49152/callback"
		redeemed(other, "profile", nil).is(t, http.StatusOK)
		fixed := p.client(t, mira, clientSpec{Redirects: []string{"http://localhost:3000/callback"}})
		fixed.Redirect = other.Redirect
		p.browser().open(t, p.authorizeURL(fixed, []string{"profile"}).URL).is(t, http.StatusBadRequest)
	})
	t.Run("Basic with an empty secret", func(t *testing.T) {
		held := redeemed(native, "profile", func(form url.Values, r *http.Request) {
			form.Del("client_id")
			r.SetBasicAuth(native.ID, "")
		}).is(t, http.StatusOK).tokens(t)
		r := p.request(t, http.MethodPost, "/oauth/revoke", url.Values{"token": {held.Refresh}})
		r.SetBasicAuth(native.ID, "")
		if a := p.do(t, r).is(t, http.StatusOK); a.Body != "{}" || a.Header.Get("Content-Type") != "application/json" {
			t.Errorf("revocation is answered with %q, %s", a.Body, a.Header.Get("Content-Type"))
		}
		p.me(t, held.Access).is(t, http.StatusUnauthorized)
		for _, path := range []string{"/oauth/token", "/oauth/revoke", "/oauth/introspect"} {
			r := p.request(t, http.MethodPost, path, url.Values{"token": {"x"}, "grant_type": {"client_credentials"}})
			r.SetBasicAuth(web.ID, "")
			p.do(t, r).refused(t, http.StatusUnauthorized, "invalid_client")
		}
	})
}
