package e2e_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"
)

var forItself = url.Values{"grant_type": {"client_credentials"}}

// changeClient: each change holds for the very next request.
func changeClient(t *testing.T, p *patio, hers, theirs string, who person) {
	c, _ := p.registered(t, hers, order{"name": "Before", "type": "confidential", "scopes": []string{"notes:read"}, "redirect_uris": []string{callback}})
	one := "/clients/" + c.ID
	patch := func(o order) object {
		t.Helper()
		got := p.api(t, http.MethodPatch, one, hers, o).is(t, http.StatusOK).object(t)
		if got.has("client_secret") {
			t.Error("a change shows a secret")
		}
		return got
	}
	for range 2 { // the second changes nothing, which is no failure
		patch(order{"name": "After"}).shows(t, object{"name": "After", "redirect_uris": []string{callback}, "disabled": false})
	}
	held := p.grant(t, c, who)

	moved := "https://app.example.org/moved"
	patch(order{"redirect_uris": []string{moved}}).shows(t, object{"name": "After", "redirect_uris": []string{moved}})
	p.browser().open(t, p.authorizeURL(c, nil).URL).is(t, http.StatusBadRequest)
	p.token(t, c, refresh(held.Refresh)).is(t, http.StatusOK) // what was granted before stays
	c.Redirect = moved
	held = p.grant(t, c, who)

	p.token(t, c, forItself).refused(t, http.StatusBadRequest, "unauthorized_client")
	patch(order{"grant_types": []string{"client_credentials"}}).shows(t, object{"grant_types": []string{"client_credentials"}})
	p.token(t, c, forItself).is(t, http.StatusOK)
	p.token(t, c, refresh(held.Refresh)).refused(t, http.StatusBadRequest, "unauthorized_client")

	mint := order{"client_id": c.ID, "name": "x", "scopes": []string{"notes:read"}}
	p.api(t, http.MethodPost, pats, theirs, mint).named(t, http.StatusUnprocessableEntity, "client_id")
	patch(order{"user_tokens": true}).shows(t, object{"user_tokens": true})
	p.api(t, http.MethodPost, pats, theirs, mint).named(t, http.StatusUnprocessableEntity, "client_id")
	p.cli(t, "client", "approve", c.ID)
	p.api(t, http.MethodPost, pats, theirs, mint).is(t, http.StatusCreated)
	p.api(t, http.MethodPatch, one, hers, order{"user_tokens": false}).challenged(t) // it no longer belongs to the token that made it
	p.script(t, p.session(t, who), http.MethodPatch, one, order{"user_tokens": false}).is(t, http.StatusOK).object(t).
		shows(t, object{"user_tokens": false})
	p.api(t, http.MethodPost, pats, theirs, mint).named(t, http.StatusUnprocessableEntity, "client_id")
	shown := p.api(t, http.MethodGet, one, hers, nil).is(t, http.StatusOK).object(t)
	shown.shows(t, object{"name": "After", "redirect_uris": []string{moved}, "grant_types": []string{"client_credentials"}, "scopes": []string{"notes:read"}})
}

// fixedOfClient: what is fixed is named where it is sent with another value, and nothing else changes with it.
func fixedOfClient(t *testing.T, p *patio, token string) {
	c, _ := p.registered(t, token, order{"name": "Before", "type": "confidential", "scopes": []string{"notes:read"}})
	one, somebody := "/clients/"+c.ID, "01234567-89ab-7cde-8f01-23456789abcd"
	for name, value := range map[string]any{
		"scopes": []string{}, "type": "public", "owner_id": somebody, "resource_server": "https://x.example.org", "client_id": somebody,
		"token_endpoint_auth_method": "none", "client_secret": "x", "nonsense": 1,
	} {
		p.api(t, http.MethodPatch, one, token, order{"name": "After", name: value}).named(t, http.StatusUnprocessableEntity, name)
	}
	for _, name := range []string{"scopes", "type", "owner_id"} {
		p.api(t, http.MethodPatch, one, token, order{"name": "After", name: nil}).named(t, http.StatusUnprocessableEntity, name)
	}
	for name, value := range map[string]any{
		"name": "", "redirect_uris": []string{"nowhere"}, "grant_types": []string{"password"}, "access_token_format": "x", "disabled": "yes",
	} {
		p.api(t, http.MethodPatch, one, token, order{name: value}).named(t, http.StatusUnprocessableEntity, name)
	}
	// A change that is refused in part is refused whole.
	p.api(t, http.MethodPatch, one, token, order{"disabled": true, "name": ""}).named(t, http.StatusUnprocessableEntity, "name")
	p.api(t, http.MethodGet, one, token, nil).is(t, http.StatusOK).object(t).shows(t, object{"name": "Before", "disabled": false, "type": "confidential"})
	phone, _ := p.registered(t, token, order{"name": "x", "type": "public", "scopes": []string{}})
	p.api(t, http.MethodPatch, "/clients/"+phone.ID, token, order{"grant_types": []string{"client_credentials"}}).
		named(t, http.StatusUnprocessableEntity, "grant_types")
	p.api(t, http.MethodPost, "/clients/"+phone.ID+"/secret", token, nil).is(t, http.StatusConflict)
}

func clientOffAndOn(t *testing.T, p *patio, token string, who person) {
	c, _ := p.registered(t, token, order{
		"name": "x", "type": "confidential", "scopes": []string{"notes:read"}, "redirect_uris": []string{callback},
		"grant_types": []string{"authorization_code", "refresh_token", "client_credentials"},
	})
	held := p.grant(t, c, who)
	personal, _ := p.pat(t, who, c)
	for _, step := range []struct {
		disabled            bool
		atToken, atResource int
	}{{true, http.StatusBadRequest, http.StatusUnauthorized}, {false, http.StatusOK, http.StatusOK}} {
		p.api(t, http.MethodPatch, "/clients/"+c.ID, token, order{"disabled": step.disabled}).is(t, http.StatusOK).object(t).
			shows(t, object{"disabled": step.disabled})
		p.token(t, c, forItself).is(t, step.atToken)
		p.me(t, held.Access).is(t, step.atResource)
		p.me(t, personal).is(t, step.atResource)
	}
}

// foreignClient: somebody else's client looks like none at all.
func foreignClient(t *testing.T, p *patio, hers, theirs string) {
	c, _ := p.registered(t, hers, order{"name": "x", "type": "confidential", "scopes": []string{"notes:read"}, "grant_types": []string{"client_credentials"}})
	for _, call := range []struct {
		method, rest string
		body         any
	}{
		{http.MethodGet, "", nil}, {http.MethodPatch, "", order{"name": "theirs"}}, {http.MethodPatch, "", order{"scopes": []string{}}},
		{http.MethodPost, "/secret", nil}, {http.MethodDelete, "", nil},
	} {
		foreign := p.api(t, call.method, "/clients/"+c.ID+call.rest, theirs, call.body).is(t, http.StatusNotFound)
		for _, id := range []string{"00000000-0000-7000-8000-000000000000", "nonsense"} {
			if unknown := p.api(t, call.method, "/clients/"+id+call.rest, theirs, call.body).is(t, http.StatusNotFound); unknown.Body != foreign.Body {
				t.Errorf("%s: another's is %s, an unknown one %s", call.method, foreign.Body, unknown.Body)
			}
		}
	}
	p.token(t, c, forItself).is(t, http.StatusOK)
}

// clientSecrets: an old secret is good for as long as the caller names, and not at all where it names nothing.
func clientSecrets(t *testing.T, p *patio, token string) {
	first, _ := p.registered(t, token, order{"name": "x", "type": "confidential", "scopes": []string{"notes:read"}, "grant_types": []string{"client_credentials"}})
	path := "/clients/" + first.ID + "/secret"
	rotated := func(body any) client {
		t.Helper()
		got := p.api(t, http.MethodPost, path, token, body).is(t, http.StatusOK)
		if got.Header.Get("Cache-Control") != "no-store" {
			t.Error("the answer with the secret may be stored")
		}
		next := first
		next.Secret = got.object(t).text(t, "client_secret")
		return next
	}
	second := rotated(order{"overlap_seconds": 3600})
	p.token(t, first, forItself).is(t, http.StatusOK)
	p.token(t, second, forItself).is(t, http.StatusOK)

	third := rotated(order{"overlap_seconds": 1}) // also of the first one's hour
	time.Sleep(1100 * time.Millisecond)
	p.token(t, first, forItself).refused(t, http.StatusUnauthorized, "invalid_client")
	p.token(t, second, forItself).refused(t, http.StatusUnauthorized, "invalid_client")
	p.token(t, third, forItself).is(t, http.StatusOK)

	fourth := rotated(nil)
	p.token(t, third, forItself).refused(t, http.StatusUnauthorized, "invalid_client")
	p.token(t, fourth, forItself).is(t, http.StatusOK)
	for _, seconds := range []any{-1, 30*24*3600 + 1, "10", 1.5} {
		p.api(t, http.MethodPost, path, token, order{"overlap_seconds": seconds}).named(t, http.StatusUnprocessableEntity, "overlap_seconds")
	}
	p.token(t, fourth, forItself).is(t, http.StatusOK)
}

// clientDeletedByREST: everything that was issued to a client ends with it.
func clientDeletedByREST(t *testing.T, p *patio, token string, who person) {
	for _, format := range []string{"jwt", "opaque"} {
		c, _ := p.registered(t, token, order{
			"name": "x", "type": "confidential", "scopes": []string{"notes:read"}, "redirect_uris": []string{callback}, "access_token_format": format,
			"grant_types": []string{"authorization_code", "refresh_token", "client_credentials"},
		})
		held := p.grant(t, c, who)
		personal, _ := p.pat(t, who, c)
		itself := p.token(t, c, forItself).is(t, http.StatusOK).tokens(t).Access
		all := []string{held.Access, personal, itself}
		for _, issued := range all {
			p.me(t, issued).is(t, http.StatusOK)
		}
		p.api(t, http.MethodDelete, "/clients/"+c.ID, token, nil).is(t, http.StatusNoContent)
		for _, issued := range all {
			p.me(t, issued).is(t, http.StatusUnauthorized)
		}
		p.token(t, c, refresh(held.Refresh)).refused(t, http.StatusUnauthorized, "invalid_client")
		p.api(t, http.MethodGet, "/clients/"+c.ID, token, nil).is(t, http.StatusNotFound)
		p.api(t, http.MethodDelete, "/clients/"+c.ID, token, nil).is(t, http.StatusNotFound)
	}
}
