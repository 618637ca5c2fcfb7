package e2e_test

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
)

// TestClientsByREST is API clients over the REST API, from registration to deletion.
func TestClientsByREST(t *testing.T) {
	everyGrant := settings{"clients.self_service.grant_types": "authorization_code,refresh_token,client_credentials"}
	eachWith(t, everyGrant, func(t *testing.T, p *patio) {
		mira, ada := p.person(t), p.person(t)
		desk := p.client(t, mira, clientSpec{UserTokens: true, Scopes: []string{"clients:read", "clients:write", "notes:read", "notes:write", "tokens:write"}})
		hers, _ := p.pat(t, mira, desk)
		theirs, _ := p.pat(t, ada, desk)
		t.Run("register", func(t *testing.T) { registerByREST(t, p, hers, mira) })
		t.Run("refused", func(t *testing.T) { registrationsRefused(t, p, hers) })
		t.Run("resource server", func(t *testing.T) { registerAPI(t, p, desk, hers) })
		t.Run("list", func(t *testing.T) { clientsListed(t, p, desk, theirs) })
		t.Run("change", func(t *testing.T) { changeClient(t, p, hers, theirs, mira) })
		t.Run("fixed", func(t *testing.T) { fixedOfClient(t, p, hers) })
		t.Run("switch off", func(t *testing.T) { clientOffAndOn(t, p, hers, mira) })
		t.Run("another's", func(t *testing.T) { foreignClient(t, p, hers, theirs) })
		t.Run("secret", func(t *testing.T) { clientSecrets(t, p, hers) })
		t.Run("delete", func(t *testing.T) { clientDeletedByREST(t, p, hers, mira) })
		t.Run("scopes", func(t *testing.T) { scopesOfClientCalls(t, p, hers, desk, mira) })
	})
}

// registered registers a client over REST.
func (p *patio) registered(t *testing.T, token string, o order) (client, object) {
	t.Helper()
	made := p.api(t, http.MethodPost, "/clients", token, o).is(t, http.StatusCreated).object(t)
	c := client{
		ID: made.text(t, "client_id"), Name: made.text(t, "name"), AuthMethod: made.text(t, "token_endpoint_auth_method"),
		Scopes: made.texts(t, "scopes"), Redirect: callback,
	}
	c.Secret, _ = made["client_secret"].(string)
	return c, made
}

// named insists on a problem document (RFC 9457) about a field.
func (a answer) named(t *testing.T, status int, field string) {
	t.Helper()
	a.is(t, status)
	o := a.object(t)
	if a.Header.Get("Content-Type") != "application/problem+json" || o["field"] != field || o["status"] != float64(status) {
		t.Errorf("%s is refused as %s about %v, not about %q: %s", a.asked, a.Header.Get("Content-Type"), o["field"], field, a.Body)
	}
	o.text(t, "detail")
}

// shows insists on values of members; a list is compared by its texts.
func (o object) shows(t *testing.T, want object) {
	t.Helper()
	for name, value := range want {
		if list, ok := value.([]string); ok {
			if got := o.texts(t, name); !slices.Equal(got, list) {
				t.Errorf("%s is %v, not %v", name, got, list)
			}
		} else if got, there := o[name]; got != value || !there {
			t.Errorf("%s is %v, not %v", name, got, value)
		}
	}
}

// registerByREST makes one with everything left out and one with everything said, of either type.
func registerByREST(t *testing.T, p *patio, token string, who person) {
	made := p.api(t, http.MethodPost, "/clients", token, order{"name": " Ledgerly ", "type": "confidential", "scopes": []string{"notes:read"}}).
		is(t, http.StatusCreated)
	o := made.object(t)
	o.shows(t, object{
		"name": "Ledgerly", "type": "confidential", "owner_id": who.ID, "scopes": []string{"notes:read"}, "redirect_uris": []string{},
		"grant_types": []string{"authorization_code", "refresh_token"}, "token_endpoint_auth_method": "client_secret_basic",
		"access_token_format": "jwt", "resource_server": nil, "user_tokens": false, "disabled": false,
	})
	if at, err := time.Parse(time.RFC3339, o.text(t, "created_at")); err != nil || clocktest.Since(at).Abs() > time.Minute || !strings.HasSuffix(o.text(t, "created_at"), "Z") {
		t.Errorf("created_at is %v", o["created_at"])
	}
	id, secret := o.text(t, "client_id"), o.text(t, "client_secret")
	if !strings.HasPrefix(secret, "pcs_") || len(secret) != 40 || made.Header.Get("Cache-Control") != "no-store" ||
		made.Header.Get("Location") != "/api/v1/clients/"+id {
		t.Errorf("a secret of %d characters; Cache-Control %q, Location %q",
			len(secret), made.Header.Get("Cache-Control"), made.Header.Get("Location"))
	}
	shown := p.api(t, http.MethodGet, "/clients/"+id, token, nil).is(t, http.StatusOK)
	if shown.object(t).has("client_secret") || strings.Contains(shown.Body, secret) {
		t.Error("the secret is shown a second time")
	}
	delete(o, "client_secret")
	if again := shown.object(t); len(again) != len(o) || again["created_at"] != o["created_at"] {
		t.Errorf("it was registered as %v and is %v", o, again)
	}

	full, all := p.registered(t, token, order{
		"name": "Robot", "type": "confidential", "scopes": []string{"notes:write", "notes:read"}, "redirect_uris": []string{callback, "http://127.0.0.1/cb"},
		"grant_types": []string{"client_credentials"}, "token_endpoint_auth_method": "client_secret_post",
		"access_token_format": "opaque", "user_tokens": true,
	})
	all.shows(t, object{
		"scopes": []string{"notes:write", "notes:read"}, "redirect_uris": []string{callback, "http://127.0.0.1/cb"},
		"grant_types": []string{"client_credentials"}, "token_endpoint_auth_method": "client_secret_post",
		"access_token_format": "opaque", "user_tokens": true,
	})
	got := p.token(t, full, url.Values{"grant_type": {"client_credentials"}}).is(t, http.StatusOK).tokens(t)
	if !strings.HasPrefix(got.Access, "pca_") {
		t.Error("a client with opaque tokens got another kind")
	}
	phone, o := p.registered(t, token, order{"name": "Phone", "type": "public", "scopes": []string{"notes:read"}, "redirect_uris": []string{callback}})
	if o.has("client_secret") || o["token_endpoint_auth_method"] != "none" {
		t.Errorf("a public client has the members %v", o.names())
	}
	p.me(t, p.grant(t, phone, who).Access).is(t, http.StatusOK)
}

func registrationsRefused(t *testing.T, p *patio, token string) {
	good := func(with order) order {
		o := order{"name": "x", "type": "confidential", "scopes": []string{"notes:read"}}
		maps.Copy(o, with)
		return o
	}
	for name, c := range map[string]struct {
		with  order
		field string
	}{
		"no name":             {order{"name": ""}, "name"},
		"no type":             {order{"type": ""}, "type"},
		"a type not there":    {order{"type": "secret"}, "type"},
		"a scope not there":   {order{"scopes": []string{"everything"}}, "scopes"},
		"a redirect anywhere": {order{"redirect_uris": []string{"http://app.example.org/cb"}}, "redirect_uris"},
		"a fragment":          {order{"redirect_uris": []string{callback + "#x"}}, "redirect_uris"},
		"a grant not there":   {order{"grant_types": []string{"password"}}, "grant_types"},
		"public for itself":   {order{"type": "public", "grant_types": []string{"client_credentials"}}, "grant_types"},
		"public with Basic":   {order{"type": "public", "token_endpoint_auth_method": "client_secret_basic"}, "token_endpoint_auth_method"},
		"a format not there":  {order{"access_token_format": "paseto"}, "access_token_format"},
		"a field not there":   {order{"secret": "x"}, "secret"},
		"another spelling":    {order{"Scopes": []string{"notes:read"}}, "Scopes"},
		"another type":        {order{"user_tokens": "yes"}, "user_tokens"},
	} {
		t.Run(name, func(t *testing.T) {
			p.api(t, http.MethodPost, "/clients", token, good(c.with)).named(t, http.StatusUnprocessableEntity, c.field)
		})
	}
	twice := p.request(t, http.MethodPost, "/api/v1/clients", `{"name":"x","type":"public","scopes":[],"name":"y"}`)
	twice.Header.Set("Content-Type", "application/json")
	twice.Header.Set("Authorization", "Bearer "+token)
	if got := p.do(t, twice); got.Status != http.StatusBadRequest && got.Status != http.StatusUnprocessableEntity {
		t.Errorf("a member named twice: %d %s", got.Status, got.Body)
	}
}

// registerAPI: a resource server is told about every token meant for it, so no token registers one, not even an
// administrator's.
func registerAPI(t *testing.T, p *patio, desk client, token string) {
	o := order{"name": "Notes", "type": "confidential", "scopes": []string{}, "grant_types": []string{"client_credentials"}, "resource_server": "https://rest.example.org/api"}
	root := p.person(t, "--admin")
	admin, _ := p.pat(t, root, desk)
	for _, by := range []string{token, admin} {
		p.api(t, http.MethodPost, "/clients", by, o).is(t, http.StatusForbidden)
	}
	browser := p.session(t, root)
	p.script(t, browser, http.MethodPost, "/clients", o).is(t, http.StatusCreated).object(t).
		shows(t, object{"resource_server": "https://rest.example.org/api", "accepts_default_audience": true})
	p.script(t, browser, http.MethodPost, "/clients", o).named(t, http.StatusUnprocessableEntity, "resource_server")
	p.staleSignIn(t, root)
	p.script(t, browser, http.MethodPost, "/clients", o).is(t, http.StatusForbidden).object(t).shows(t, object{"code": "reauthentication_required"})
}

// clientsListed walks the list page by page: one's own, oldest first.
func clientsListed(t *testing.T, p *patio, desk client, token string) {
	var ids, got []string
	for range 5 {
		c, _ := p.registered(t, token, order{"name": "x", "type": "public", "scopes": []string{"notes:read"}})
		ids = append(ids, c.ID)
	}
	cursor := ""
	for range 3 {
		page := p.api(t, http.MethodGet, "/clients?limit=2&cursor="+cursor, token, nil).is(t, http.StatusOK).object(t)
		for _, row := range page.list(t, "items") {
			got = append(got, row.text(t, "client_id"))
			if row.has("client_secret") {
				t.Error("a row has a secret")
			}
		}
		if page["next_cursor"] == nil {
			break
		}
		cursor = page.text(t, "next_cursor")
	}
	if !slices.Equal(got, ids) || slices.Contains(got, desk.ID) {
		t.Errorf("page by page the list is %v, not %v", got, ids)
	}
	for query, field := range map[string]string{"limit=0": "limit", "limit=101": "limit", "cursor=x": "cursor"} {
		p.api(t, http.MethodGet, "/clients?"+query, token, nil).named(t, http.StatusUnprocessableEntity, field)
	}
}

func scopesOfClientCalls(t *testing.T, p *patio, token string, desk client, who person) {
	c, _ := p.registered(t, token, order{"name": "x", "type": "confidential", "scopes": []string{"notes:read"}})
	reads, _ := p.pat(t, who, desk, "--scope", "clients:read")
	writes, _ := p.pat(t, who, desk, "--scope", "clients:write")
	one := "/clients/" + c.ID
	for _, call := range []struct{ method, path, token, missing string }{
		{http.MethodPost, "/clients", reads, "clients:write"},
		{http.MethodPatch, one, reads, "clients:write"},
		{http.MethodDelete, one, reads, "clients:write"},
		{http.MethodPost, one + "/secret", reads, "clients:write"},
		{http.MethodGet, "/clients", writes, "clients:read"},
		{http.MethodGet, one, writes, "clients:read"},
	} {
		lacking(t, p, call.method, call.path, call.token, call.missing)
	}
	p.api(t, http.MethodGet, one, reads, nil).is(t, http.StatusOK)
	p.api(t, http.MethodPatch, one, writes, order{"name": "y"}).is(t, http.StatusOK)
}
