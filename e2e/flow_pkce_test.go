package e2e_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"golang.org/x/oauth2"
)

// TestPKCEOptional: a confidential client can be registered without PKCE, for libraries that have none. Nobody else does
// without it, and leaving out a part of it gets nobody around the rest.
func TestPKCEOptional(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		older := p.client(t, mira, clientSpec{})
		p.cli(t, "client", "set", older.ID, "--require-pkce=false").shows(t, object{"require_pkce": false})
		usual := p.client(t, mira, clientSpec{})
		b := p.session(t, mira).browser
		without := func(c client, extra ...string) string {
			a, err := url.Parse(p.authorizeURL(c, nil, extra...).URL)
			if err != nil {
				t.Fatal(err)
			}
			q := a.Query()
			q.Del("code_challenge")
			q.Del("code_challenge_method")
			a.RawQuery = q.Encode()
			return a.String()
		}
		bare := func() string { // a code that was asked for without a challenge
			t.Helper()
			at := b.open(t, without(older))
			if at.Left == nil {
				at = b.decide(t, at, "allow")
			}
			return at.answerOf(t).Get("code")
		}
		challenged := func() (code, verifier string) {
			t.Helper()
			a := p.authorizeURL(older, nil)
			return b.code(t, a, mira), a.Verifier
		}
		verifier := oauth2.GenerateVerifier()

		t.Run("a library without PKCE", func(t *testing.T) {
			config := oauth2.Config{
				ClientID: older.ID, ClientSecret: older.Secret, RedirectURL: older.Redirect,
				Endpoint: oauth2.Endpoint{AuthURL: p.issuer + "/oauth/authorize", TokenURL: p.issuer + "/oauth/token"},
			}
			at := b.open(t, config.AuthCodeURL("state"))
			if at.Left == nil {
				at = b.decide(t, at, "allow")
			}
			got, err := config.Exchange(context.WithValue(t.Context(), oauth2.HTTPClient, p.http()), at.answerOf(t).Get("code"))
			if err != nil {
				t.Fatal(err)
			}
			p.me(t, got.AccessToken).is(t, http.StatusOK)
		})
		t.Run("at the token endpoint", func(t *testing.T) {
			code := bare()
			form := redemption(older, code, verifier)
			p.token(t, older, form).refused(t, http.StatusBadRequest, "invalid_grant") // a verifier of no challenge
			form.Del("code_verifier")
			p.token(t, older, altered(form, "redirect_uri", older.Redirect+"x")).refused(t, http.StatusBadRequest, "invalid_grant")
			p.token(t, older, altered(form, "redirect_uri", "")).refused(t, http.StatusBadRequest, "invalid_request")
			p.token(t, usual, form).refused(t, http.StatusBadRequest, "invalid_request")
			got := p.token(t, older, form).is(t, http.StatusOK).tokens(t)
			p.token(t, older, form).refused(t, http.StatusBadRequest, "invalid_grant") // and the grant ends
			p.me(t, got.Access).is(t, http.StatusUnauthorized)
		})
		t.Run("downgrade", func(t *testing.T) {
			code, right := challenged()
			form := redemption(older, code, right)
			p.token(t, older, altered(form, "code_verifier", "")).refused(t, http.StatusBadRequest, "invalid_grant")
			p.token(t, older, altered(form, "code_verifier", verifier)).refused(t, http.StatusBadRequest, "invalid_grant")
			form.Del("redirect_uri")
			p.token(t, older, form).is(t, http.StatusOK)
			// The challenge of an empty verifier is none that a missing one answers.
			empty := p.authorizeURL(older, nil)
			at := b.open(t, replaced(t, empty.URL, "code_challenge", oauth2.S256ChallengeFromVerifier("")))
			if at.Left == nil {
				at = b.decide(t, at, "allow")
			}
			form = redemption(older, at.answerOf(t).Get("code"), "")
			form.Del("code_verifier")
			p.token(t, older, form).refused(t, http.StatusBadRequest, "invalid_grant")
		})
		t.Run("required again", func(t *testing.T) {
			code := bare()
			p.cli(t, "client", "set", older.ID, "--require-pkce")
			form := redemption(older, code, "")
			form.Del("code_verifier")
			p.token(t, older, form).refused(t, http.StatusBadRequest, "invalid_request")
			if got := b.open(t, without(older)).answerOf(t); got.Get("error") != "invalid_request" {
				t.Errorf("the app is told %v", got)
			}
			p.cli(t, "client", "set", older.ID, "--require-pkce=false")
		})
		t.Run("everybody else", func(t *testing.T) {
			for _, c := range []client{usual, p.client(t, mira, clientSpec{Public: true})} {
				if got := b.open(t, without(c)).answerOf(t); got.Get("error") != "invalid_request" {
					t.Errorf("the app is told %v", got)
				}
			}
			for _, extra := range [][]string{{"code_challenge_method", "plain"}, {"code_challenge_method", "S256"}} {
				if got := b.open(t, without(older)+"&"+url.Values{extra[0]: {extra[1]}}.Encode()).answerOf(t); got.Get("error") != "invalid_request" {
					t.Errorf("a method without a challenge: %v", got)
				}
			}
		})
		t.Run("over REST", func(t *testing.T) { pkceOverREST(t, p) })
	})
}

// pkceOverREST: whoever switches it off must be who controls the client.
func pkceOverREST(t *testing.T, p *patio) {
	mira := p.person(t)
	s := p.session(t, mira)
	o := order{"name": "Older", "type": "confidential", "redirect_uris": []string{callback}, "require_pkce": false}
	made := p.script(t, s, http.MethodPost, "/clients", o).is(t, http.StatusCreated).object(t)
	made.shows(t, object{"require_pkce": false})
	path := "/clients/" + made.text(t, "client_id")
	p.script(t, s, http.MethodGet, path, nil).object(t).shows(t, object{"require_pkce": false})
	p.script(t, s, http.MethodPatch, path, order{"require_pkce": true}).is(t, http.StatusOK).object(t).shows(t, object{"require_pkce": true})
	s.browser.open(t, p.issuer+"/developer"+path).is(t, http.StatusOK).says(t, "PKCE", "Required")

	desk := p.client(t, mira, clientSpec{Scopes: []string{"clients:read", "clients:write"}})
	token, _ := p.pat(t, mira, desk)
	p.api(t, http.MethodPatch, path, token, order{"require_pkce": true, "name": "Old"}).is(t, http.StatusOK)
	p.api(t, http.MethodPatch, path, token, order{"require_pkce": false}).challenged(t)
	p.script(t, s, http.MethodPatch, path, order{"require_pkce": nil}).named(t, http.StatusUnprocessableEntity, "require_pkce")
	p.script(t, s, http.MethodPatch, path, order{"require_pkce": false}).is(t, http.StatusOK)
	s.browser.open(t, p.issuer+"/developer"+path).is(t, http.StatusOK).says(t, "Not required")

	o["type"] = "public"
	p.script(t, s, http.MethodPost, "/clients", o).named(t, http.StatusUnprocessableEntity, "require_pkce")
	o["require_pkce"] = true
	public := p.script(t, s, http.MethodPost, "/clients", o).is(t, http.StatusCreated).object(t).text(t, "client_id")
	p.script(t, s, http.MethodPatch, "/clients/"+public, order{"require_pkce": false}).named(t, http.StatusUnprocessableEntity, "require_pkce")
	p.staleSignIn(t, mira)
	p.script(t, s, http.MethodPatch, path, order{"require_pkce": true}).is(t, http.StatusForbidden).object(t).
		shows(t, object{"code": "reauthentication_required"})
}

// replaced is an address with another value of a parameter.
func replaced(t *testing.T, address, name, value string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set(name, value)
	u.RawQuery = q.Encode()
	return u.String()
}
