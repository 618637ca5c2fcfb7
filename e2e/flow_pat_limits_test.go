package e2e_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestTokenLimits: from where a personal access token works, and for whom.
func TestTokenLimits(t *testing.T) {
	eachWith(t, settings{"trusted_proxies": "127.0.0.1"}, func(t *testing.T, p *patio) {
		mira := p.person(t)
		own := p.client(t, mira, clientSpec{Scopes: []string{"notes:read", "tokens:read", "tokens:write"}})
		rs, other := p.resourceServer(t, mira), p.resourceServer(t, mira)
		hers, _ := p.pat(t, mira, own)
		t.Run("addresses at the REST API", func(t *testing.T) { boundAtPatio(t, p, hers, own) })
		t.Run("addresses at introspection", func(t *testing.T) { boundAtIntrospection(t, p, hers, own, rs) })
		t.Run("addresses at the middleware", func(t *testing.T) { boundAtAPI(t, p, hers, own, rs) })
		t.Run("children", func(t *testing.T) { boundChildren(t, p, hers, own) })
		t.Run("resource", func(t *testing.T) { forOneAPI(t, p, hers, mira, own, rs, other) })
	})
}

// fromAddress is GET /api/v1/me through a proxy that is trusted.
func (p *patio) fromAddress(t *testing.T, token, address string) answer {
	t.Helper()
	r := p.request(t, http.MethodGet, "/api/v1/me", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	if address != "" {
		r.Header.Set("X-Forwarded-For", address)
	}
	return p.do(t, r)
}

func (p *patio) bound(t *testing.T, by string, on client, networks ...string) (token, id string) {
	t.Helper()
	made := p.api(t, http.MethodPost, pats, by, order{"client_id": on.ID, "name": "bound", "allowed_ips": networks}).is(t, http.StatusCreated).object(t)
	made.shows(t, object{"allowed_ips": networks, "resource": nil})
	return made.text(t, "token"), made.text(t, "id")
}

func boundAtPatio(t *testing.T, p *patio, hers string, on client) {
	token, id := p.bound(t, hers, on, "203.0.113.0/24", "2001:db8::/32")
	for address, status := range map[string]int{
		"203.0.113.9": 200, "::ffff:203.0.113.9": 200, "2001:db8::1": 200, "10.0.0.1, 203.0.113.9": 200,
		"203.0.114.9": 401, "203.0.113.9, 198.51.100.1": 401, "": 401, "junk": 401,
	} {
		p.fromAddress(t, token, address).is(t, status)
	}
	refused := p.fromAddress(t, token, "192.0.2.1").is(t, http.StatusUnauthorized)
	if unknown := p.me(t, "pat_0000000000000000000000000000002C8GjS"); unknown.Body != refused.Body {
		t.Errorf("a token from elsewhere is told %s, an unknown one %s", refused.Body, unknown.Body)
	}
	one := pats + "/" + id
	for _, junk := range []any{[]string{"203.0.113.1/24"}, []string{"x"}, []string{""}, []string{"10.0.0.0/33"}, "10.0.0.0/8", []int{1}, make21()} {
		p.api(t, http.MethodPatch, one, hers, order{"allowed_ips": junk}).named(t, http.StatusUnprocessableEntity, "allowed_ips")
		p.api(t, http.MethodPost, pats, hers, order{"client_id": on.ID, "name": "x", "allowed_ips": junk}).named(t, http.StatusUnprocessableEntity, "allowed_ips")
	}
	for _, wider := range []any{nil, []string{}, []string{"0.0.0.0/0"}} {
		p.api(t, http.MethodPatch, one, hers, order{"allowed_ips": wider}).named(t, http.StatusForbidden, "allowed_ips")
	}
	p.api(t, http.MethodPatch, one, hers, order{"allowed_ips": []string{"203.0.113.128/25"}}).is(t, http.StatusOK).object(t).
		shows(t, object{"allowed_ips": []string{"203.0.113.128/25"}})
	p.fromAddress(t, token, "203.0.113.9").is(t, http.StatusUnauthorized)
	p.fromAddress(t, token, "203.0.113.200").is(t, http.StatusOK)
	p.api(t, http.MethodPatch, one, hers, order{"resource": "https://x.example.org"}).named(t, http.StatusUnprocessableEntity, "resource")
}

func make21() []string {
	many := make([]string, 21)
	for i := range many {
		many[i] = "10.0.0.0/8"
	}
	return many
}

func (p *patio) introspectFrom(t *testing.T, as client, token, address string) answer {
	t.Helper()
	return p.do(t, p.clientPost(t, "/oauth/introspect", as, url.Values{"token": {token}, "client_ip": {address}}))
}

func boundAtIntrospection(t *testing.T, p *patio, hers string, on, rs client) {
	token, _ := p.bound(t, hers, on, "203.0.113.0/24")
	for _, as := range []client{rs, on} {
		if got := p.introspect(t, as, token); len(got) != 1 || got["active"] != false {
			t.Errorf("without an address: %v", got)
		}
		if got := p.introspectFrom(t, as, token, "192.0.2.1").is(t, http.StatusOK).object(t); len(got) != 1 || got["active"] != false {
			t.Errorf("from elsewhere: %v", got)
		}
		p.introspectFrom(t, as, token, "203.0.113.7").is(t, http.StatusOK).object(t).shows(t, object{"active": true, "allowed_ips": []string{"203.0.113.0/24"}})
		for _, junk := range []string{"203.0.113.7:80", "203.0.113.0/24", "x", "203.0.113.7 "} {
			p.introspectFrom(t, as, token, junk).refused(t, http.StatusBadRequest, "invalid_request")
		}
	}
	for _, address := range []string{"", "192.0.2.1"} {
		got := p.introspectFrom(t, rs, hers, address).is(t, http.StatusOK).object(t)
		if got["active"] != true || got.has("allowed_ips") {
			t.Errorf("a token for everywhere, from %q: %v", address, got)
		}
	}
}

func boundAtAPI(t *testing.T, p *patio, hers string, on, rs client) {
	token, _ := p.bound(t, hers, on, "203.0.113.0/24")
	tokens, err := bearer.New(t.Context(), bearer.Config{
		Now:    clocktest.Now,
		Issuer: p.issuer, Audience: rs.ResourceServer, ClientID: rs.ID, ClientSecret: rs.Secret, HTTPClient: p.http(),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer tokens.Close()
	said := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, _ := bearer.FromContext(r.Context())
		_ = json.NewEncoder(w).Encode(who.AllowedIPs)
	})
	ask := func(address string, options ...bearer.Option) int {
		t.Helper()
		r := httptest.NewRequest(http.MethodGet, "/notes", nil)
		r.RemoteAddr = "127.0.0.1:4711"
		r.Header.Set("X-Forwarded-For", address)
		r.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		bearer.Middleware(tokens, options...)(said).ServeHTTP(w, r)
		return w.Code
	}
	behind := bearer.WithClientIP(bearer.ForwardedAddress(netip.MustParsePrefix("127.0.0.0/8")))
	for address, want := range map[string]int{"203.0.113.7": 200, "192.0.2.1": 401, "203.0.113.7, 192.0.2.1": 401} {
		if got := ask(address, behind); got != want {
			t.Errorf("from %s: %d, want %d", address, got, want)
		}
	}
	if got := ask("203.0.113.7"); got != 401 {
		t.Errorf("without the option: %d", got)
	}
	if got := ask("203.0.113.7", bearer.WithClientIP(bearer.PeerAddress)); got != 401 {
		t.Errorf("from the proxy itself: %d", got)
	}
}

func boundChildren(t *testing.T, p *patio, hers string, on client) {
	token, _ := p.bound(t, hers, on, "203.0.113.0/24")
	mint := func(o order) answer {
		t.Helper()
		o["client_id"], o["name"] = on.ID, "child"
		r := p.request(t, http.MethodPost, "/api/v1"+pats, o)
		r.Header.Set("Authorization", "Bearer "+token)
		r.Header.Set("X-Forwarded-For", "203.0.113.7")
		return p.do(t, r)
	}
	heir := mint(order{}).is(t, http.StatusCreated).object(t)
	heir.shows(t, object{"allowed_ips": []string{"203.0.113.0/24"}})
	p.fromAddress(t, heir.text(t, "token"), "192.0.2.1").is(t, http.StatusUnauthorized)
	p.fromAddress(t, heir.text(t, "token"), "203.0.113.1").is(t, http.StatusOK)
	for _, wider := range []any{nil, []string{}, []string{"203.0.112.0/23"}, []string{"203.0.113.1", "192.0.2.1"}} {
		mint(order{"allowed_ips": wider}).named(t, http.StatusForbidden, "allowed_ips")
	}
}

// forOneAPI: a token that was made for one resource server is nothing to another one, nor to Patio.
func forOneAPI(t *testing.T, p *patio, hers string, who person, on, rs, other client) {
	made := p.api(t, http.MethodPost, pats, hers, order{"client_id": on.ID, "name": "x", "resource": rs.ResourceServer}).is(t, http.StatusCreated).object(t)
	made.shows(t, object{"resource": rs.ResourceServer})
	typed, _ := p.pat(t, who, on, "--resource", rs.ResourceServer)
	for _, token := range []string{made.text(t, "token"), typed} {
		p.introspect(t, rs, token).shows(t, object{"active": true, "aud": rs.ResourceServer})
		if got := p.introspect(t, other, token); len(got) != 1 || got["active"] != false {
			t.Errorf("another resource server is told %v", got)
		}
		p.me(t, token).is(t, http.StatusUnauthorized)
		p.api(t, http.MethodPost, pats, token, order{"client_id": on.ID, "name": "x"}).is(t, http.StatusUnauthorized)
		p.api(t, http.MethodGet, pats+"/self", token, nil).is(t, http.StatusUnauthorized)
	}
	for _, junk := range []any{"https://nobody.example.org", rs.ResourceServer + "#x", "/notes", "", "notes", 1, []any{1}} {
		p.api(t, http.MethodPost, pats, hers, order{"client_id": on.ID, "name": "x", "resource": junk}).named(t, http.StatusUnprocessableEntity, "resource")
	}
	both := p.api(t, http.MethodPost, pats, hers, order{"client_id": on.ID, "name": "x", "resource": []string{rs.ResourceServer, other.ResourceServer}}).
		is(t, http.StatusCreated).object(t).text(t, "token")
	for _, as := range []client{rs, other} {
		p.introspect(t, as, both).shows(t, object{"active": true})
	}
	p.api(t, http.MethodPost, pats, hers, order{"client_id": on.ID, "name": "x", "resource": nil}).is(t, http.StatusCreated).object(t).shows(t, object{"resource": nil})
}

// TestTokenPolicy: what the operator allows, at every door.
func TestTokenPolicy(t *testing.T) {
	t.Parallel()
	p := start(t, storagetest.Fresh(t, storage.SQLite), settings{
		"personal_tokens.max_lifetime": "90d", "personal_tokens.default_lifetime": "30d", "personal_tokens.max_active": "6",
		"personal_tokens.allowed_ips": "127.0.0.0/8,192.0.2.0/24", "trusted_proxies": "127.0.0.2",
	})
	mira := p.person(t)
	own := p.client(t, mira, clientSpec{Scopes: []string{"tokens:read", "tokens:write"}})
	rs := p.resourceServer(t, mira)
	hers, id := p.pat(t, mira, own, "--expires-in", "90d")
	mint := func(o order) answer {
		t.Helper()
		o["client_id"], o["name"] = own.ID, "x"
		return p.api(t, http.MethodPost, pats, hers, o)
	}
	mint(order{"expires_in_seconds": 91 * 24 * 3600}).named(t, http.StatusForbidden, "expires_at") // beyond itself
	mint(order{"expires_at": nil}).named(t, http.StatusForbidden, "expires_at")
	mint(order{"allowed_ips": []string{"10.0.0.0/8"}}).named(t, http.StatusUnprocessableEntity, "allowed_ips")
	p.api(t, http.MethodPatch, pats+"/"+id, hers, order{"expires_at": nil}).named(t, http.StatusUnprocessableEntity, "expires_at")
	p.api(t, http.MethodPatch, pats+"/"+id, hers, order{"expires_at": clocktest.Now().AddDate(0, 0, 92).Format(time.RFC3339)}).named(t, http.StatusUnprocessableEntity, "expires_at")
	if got := p.introspect(t, rs, hers); len(got) != 1 || got["active"] != false {
		t.Errorf("from nowhere known: %v", got)
	}
	p.introspectFrom(t, rs, hers, "192.0.2.7").is(t, http.StatusOK).object(t).shows(t, object{"active": true, "allowed_ips": []string{"127.0.0.0/8", "192.0.2.0/24"}})
	p.introspectFrom(t, rs, hers, "10.0.0.1").is(t, http.StatusOK).object(t).shows(t, object{"active": false})
	for range 5 {
		mint(order{}).is(t, http.StatusCreated)
	}
	mint(order{}).named(t, http.StatusUnprocessableEntity, "tokens")
}

// TestAccessTokenRevoked: what an access token made ends with it, and its grant goes on.
func TestAccessTokenRevoked(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		for _, opaque := range []bool{false, true} {
			app := p.client(t, mira, clientSpec{Scopes: []string{"tokens:write", "notes:read"}, Opaque: opaque, UserTokens: true})
			granted := p.grant(t, app, mira)
			made := p.api(t, http.MethodPost, pats, granted.Access, order{"client_id": app.ID, "name": "x"}).is(t, http.StatusCreated).object(t)
			p.me(t, made.text(t, "token")).is(t, http.StatusOK)
			p.revoke(t, app, granted.Access).is(t, http.StatusOK)
			p.me(t, made.text(t, "token")).is(t, http.StatusUnauthorized)
			p.token(t, app, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {granted.Refresh}}).is(t, http.StatusOK)
		}
	})
}
