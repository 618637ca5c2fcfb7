package e2e_test

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestResourceSpelling: what names an API in another spelling of its identifier reaches it, and its tokens carry the
// registered one (RFC 8707). JavaScript appends a slash to a host.
func TestResourceSpelling(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		owner, mira := p.person(t), p.person(t)
		host := strings.ToLower(rand.Text()[:10]) + ".example.org"
		api := p.client(t, owner, clientSpec{
			Name: "Notes", Scopes: []string{}, Redirects: []string{}, Grants: []string{"client_credentials"}, ResourceServer: "https://" + host,
		})
		spellings := []string{"https://" + host, "https://" + host + "/", "HTTPS://" + strings.ToUpper(host) + ":443", "https://" + host + ":443/"}
		others := []string{"http://" + host, "https://" + host + "/api", "https://" + host + ":8443"}
		app := p.client(t, owner, clientSpec{
			Scopes: []string{"notes:read"}, Opaque: true, Grants: []string{"authorization_code", "refresh_token", "client_credentials"},
		})
		meant := func(what, token string, aud any) {
			t.Helper()
			if got := p.introspect(t, api, token); got["active"] != true || got["aud"] != aud {
				t.Errorf("%s: the API is told %v, want aud %v", what, got, aud)
			}
		}
		t.Run("client credentials", func(t *testing.T) {
			for _, resource := range spellings {
				meant(resource, p.own(t, app, "resource", resource).is(t, http.StatusOK).tokens(t).Access, api.ResourceServer)
			}
			twice := p.own(t, app, "resource", spellings[1], "resource", spellings[2]).is(t, http.StatusOK)
			meant("twice", twice.tokens(t).Access, api.ResourceServer)
			for _, resource := range others {
				p.own(t, app, "resource", resource).refused(t, http.StatusBadRequest, "invalid_target")
			}
			meant("the default audience", p.own(t, app, "resource", p.issuer+"/").is(t, http.StatusOK).tokens(t).Access, p.issuer)
		})
		t.Run("authorization", func(t *testing.T) {
			b := p.session(t, mira).browser
			held := p.grantWith(t, b, app, mira, nil, "resource", spellings[1])
			meant("the code's", held.Access, api.ResourceServer)
			for _, resource := range spellings {
				if got := b.silent(t, app, "resource", resource); !got.Has("code") {
					t.Errorf("%s is asked about again: %v", resource, got)
				}
				form := refresh(held.Refresh)
				form.Set("resource", resource)
				held = p.token(t, app, form).is(t, http.StatusOK).tokens(t)
				meant("refreshed with "+resource, held.Access, api.ResourceServer)
			}
			for _, resource := range others {
				form := refresh(held.Refresh)
				form.Set("resource", resource)
				p.token(t, app, form).refused(t, http.StatusBadRequest, "invalid_target")
			}
			a := p.authorizeURL(app, nil, "resource", spellings[2])
			form := redemption(app, b.code(t, a, mira), a.Verifier)
			form.Set("resource", spellings[3])
			meant("narrowed at the code", p.token(t, app, form).is(t, http.StatusOK).tokens(t).Access, api.ResourceServer)
		})
		t.Run("personal access token", func(t *testing.T) {
			for _, resource := range spellings {
				made := p.cli(t, "pat", "create", "--user", owner.Username, "--client", app.ID, "--name", "x", "--resource", resource)
				meant(resource, made.text(t, "token"), api.ResourceServer)
			}
		})
		t.Run("registered once", func(t *testing.T) {
			admin := p.session(t, p.person(t, "--admin"))
			for _, resource := range spellings {
				o := order{"name": "Notes", "type": "confidential", "scopes": []string{}, "grant_types": []string{"client_credentials"}, "resource_server": resource}
				p.script(t, admin, http.MethodPost, "/clients", o).named(t, http.StatusUnprocessableEntity, "resource_server")
			}
		})
		t.Run("without a host", func(t *testing.T) {
			urn := "urn:example:" + host
			p.client(t, owner, clientSpec{Scopes: []string{}, Redirects: []string{}, Grants: []string{"client_credentials"}, ResourceServer: urn})
			for resource, status := range map[string]int{urn: http.StatusOK, "URN" + urn[3:]: http.StatusOK, "urn:Example:" + host: http.StatusBadRequest} {
				p.token(t, app, url.Values{"grant_type": {"client_credentials"}, "resource": {resource}}).is(t, status)
			}
		})
	})
}
