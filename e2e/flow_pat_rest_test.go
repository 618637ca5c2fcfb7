package e2e_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
)

const pats = "/personal-access-tokens"

// TestTokensByREST is personal access tokens over the REST API.
func TestTokensByREST(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira, ada := p.person(t), p.person(t)
		own := p.client(t, mira, clientSpec{Scopes: []string{"profile", "notes:read", "tokens:read", "tokens:write"}})
		open := p.client(t, mira, clientSpec{UserTokens: true, Scopes: []string{"notes:read", "tokens:read", "tokens:write"}})
		t.Run("mint", func(t *testing.T) { mint(t, p, mira, own) })
		t.Run("whose client", func(t *testing.T) { whoseClient(t, p, mira, ada, own, open) })
		t.Run("beyond the parent", func(t *testing.T) { beyondParent(t, p, mira, own) })
		t.Run("wrong orders", func(t *testing.T) { wrongOrders(t, p, mira, own) })
		t.Run("list", func(t *testing.T) { listed(t, p, own) })
		t.Run("others'", func(t *testing.T) { othersTokens(t, p, mira, ada, own, open) })
		t.Run("parent ends", func(t *testing.T) { parentEnds(t, p, mira, own) })
		t.Run("by OAuth", func(t *testing.T) { mintedByOAuth(t, p, mira, own) })
		t.Run("scopes", func(t *testing.T) { scopesOfCalls(t, p, mira, own) })
		t.Run("last use", func(t *testing.T) { lastUse(t, p, mira, own) })
	})
}

type order map[string]any

// mint makes one with everything left out, and one with everything said.
func mint(t *testing.T, p *patio, who person, on client) {
	parent, _ := p.pat(t, who, on)
	made := p.api(t, http.MethodPost, pats, parent, order{"client_id": on.ID, "name": "nightly backup"})
	o := made.is(t, http.StatusCreated).object(t)
	token, id := o.text(t, "token"), o.text(t, "id")
	if o["name"] != "nightly backup" || o["client_id"] != on.ID || o["expires_at"] != nil || o["revoked_at"] != nil ||
		o["last_used_at"] != nil || o["advanced_privileges"] != false || len(o.texts(t, "scopes")) != len(on.Scopes) {
		t.Errorf("the new token is %v", o)
	}
	if !strings.HasPrefix(token, "pat_") || len(token) != 40 || made.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the token has %d characters; Cache-Control is %q", len(token), made.Header.Get("Cache-Control"))
	}
	shown := p.api(t, http.MethodGet, pats+"/"+id, parent, nil).is(t, http.StatusOK)
	if shown.object(t).has("token") || strings.Contains(shown.Body, token) {
		t.Error("the token is shown a second time")
	}
	me := p.me(t, token).is(t, http.StatusOK).object(t)
	if me.object(t, "token")["kind"] != "pat" || me.object(t, "user")["id"] != who.ID {
		t.Errorf("the API sees %v", me)
	}

	end := clocktest.Now().Add(90 * 24 * time.Hour).UTC().Truncate(time.Second)
	for name, said := range map[string]order{
		"at":   {"client_id": on.ID, "name": "x", "scopes": []string{"notes:read"}, "expires_at": end.Format(time.RFC3339)},
		"zone": {"client_id": on.ID, "name": "x", "scopes": []string{"notes:read"}, "expires_at": end.In(time.FixedZone("", 7200)).Format(time.RFC3339)},
		"in":   {"client_id": on.ID, "name": "x", "scopes": []string{"notes:read"}, "expires_in_seconds": 90 * 24 * 3600},
	} {
		o := p.api(t, http.MethodPost, pats, parent, said).is(t, http.StatusCreated).object(t)
		got, err := time.Parse(time.RFC3339, o.text(t, "expires_at"))
		if err != nil || got.Sub(end).Abs() > 10*time.Second || got.Location() != time.UTC {
			t.Errorf("%s: the token ends at %v, not at %v", name, o["expires_at"], end)
		}
		if !slices.Equal(o.texts(t, "scopes"), []string{"notes:read"}) {
			t.Errorf("%s: the token has the scopes %v", name, o["scopes"])
		}
	}
	p.api(t, http.MethodDelete, pats+"/"+id, parent, nil).is(t, http.StatusNoContent)
	p.me(t, token).is(t, http.StatusUnauthorized)
	p.api(t, http.MethodDelete, pats+"/"+id, parent, nil).is(t, http.StatusNoContent)
	if p.api(t, http.MethodGet, pats+"/"+id, parent, nil).is(t, http.StatusOK).object(t)["revoked_at"] == nil {
		t.Error("a revoked token does not say when")
	}
}

// whoseClient: the owner mints on their client, anybody on one with user_tokens, nobody on another's.
func whoseClient(t *testing.T, p *patio, owner, other person, own, open client) {
	theirs, _ := p.pat(t, other, open)
	made := p.api(t, http.MethodPost, pats, theirs, order{"client_id": open.ID, "name": "x"}).is(t, http.StatusCreated).object(t)
	if p.me(t, made.text(t, "token")).is(t, http.StatusOK).object(t).object(t, "user")["id"] != other.ID {
		t.Error("the token speaks for somebody else")
	}
	p.api(t, http.MethodPost, pats, theirs, order{"client_id": own.ID, "name": "x", "scopes": []string{"notes:read"}}).
		is(t, http.StatusUnprocessableEntity)
	p.cli(t, "client", "disable", open.ID)
	t.Cleanup(func() { p.cli(t, "client", "enable", open.ID) })
	ours, _ := p.pat(t, owner, own)
	p.api(t, http.MethodPost, pats, ours, order{"client_id": open.ID, "name": "x", "scopes": []string{"notes:read"}}).
		is(t, http.StatusUnprocessableEntity)
}

// beyondParent: no token mints one that is wider or longer-lived than itself; it is refused, never cut down.
func beyondParent(t *testing.T, p *patio, who person, on client) {
	narrow, id := p.pat(t, who, on, "--scope", "tokens:write tokens:read", "--expires-in", "1h")
	end := p.api(t, http.MethodGet, pats+"/"+id, narrow, nil).is(t, http.StatusOK).object(t).text(t, "expires_at")
	for name, o := range map[string]order{
		"a scope more":        {"client_id": on.ID, "name": "x", "scopes": []string{"tokens:write", "notes:read"}},
		"all of the client's": {"client_id": on.ID, "name": "x"},
		"an hour more":        {"client_id": on.ID, "name": "x", "scopes": []string{"tokens:write"}, "expires_in_seconds": 7200},
		"privileges":          {"client_id": on.ID, "name": "x", "scopes": []string{"tokens:write"}, "advanced_privileges": true},
	} {
		if got := p.api(t, http.MethodPost, pats, narrow, o); got.Status != http.StatusForbidden && got.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
	}
	made := p.api(t, http.MethodPost, pats, narrow, order{"client_id": on.ID, "name": "x", "scopes": []string{"tokens:write"}}).
		is(t, http.StatusCreated).object(t)
	if made["expires_at"] != end {
		t.Errorf("an end left out is %v; the parent's is %s", made["expires_at"], end)
	}
}

func wrongOrders(t *testing.T, p *patio, who person, on client) {
	parent, _ := p.pat(t, who, on)
	for name, o := range map[string]order{
		"no name":           {"client_id": on.ID},
		"no client":         {"name": "x"},
		"no such client":    {"client_id": "00000000-0000-7000-8000-000000000000", "name": "x"},
		"no scope at all":   {"client_id": on.ID, "name": "x", "scopes": []string{}},
		"a scope not there": {"client_id": on.ID, "name": "x", "scopes": []string{"email"}},
		"in the past":       {"client_id": on.ID, "name": "x", "expires_at": "2020-01-01T00:00:00Z"},
		"two ends":          {"client_id": on.ID, "name": "x", "expires_at": "2099-01-01T00:00:00Z", "expires_in_seconds": 5},
		"no seconds":        {"client_id": on.ID, "name": "x", "expires_in_seconds": 0},
		"another spelling":  {"client_id": on.ID, "name": "x", "Scopes": []string{"notes:read"}},
	} {
		got := p.api(t, http.MethodPost, pats, parent, o).is(t, http.StatusUnprocessableEntity)
		if kind := got.Header.Get("Content-Type"); kind != "application/problem+json" || got.object(t).text(t, "detail") == "" {
			t.Errorf("%s: %s %s", name, kind, got.Body)
		}
	}
}

// listed walks a list page by page.
func listed(t *testing.T, p *patio, on client) {
	who := p.person(t) // whose tokens are counted
	on = p.client(t, who, clientSpec{Scopes: on.Scopes})
	parent, first := p.pat(t, who, on)
	ids := []string{first}
	for range 4 {
		made := p.api(t, http.MethodPost, pats, parent, order{"client_id": on.ID, "name": "x"}).is(t, http.StatusCreated)
		ids = append(ids, made.object(t).text(t, "id"))
	}
	slices.Reverse(ids)
	var got []string
	cursor := ""
	for range 3 {
		page := p.api(t, http.MethodGet, pats+"?limit=2&cursor="+cursor, parent, nil).is(t, http.StatusOK).object(t)
		for _, row := range page.list(t, "items") {
			got = append(got, row.text(t, "id"))
			if row.has("token") || row.text(t, "hint") == "" {
				t.Errorf("a row has the members %v", row.names())
			}
		}
		if page["next_cursor"] == nil {
			break
		}
		cursor = page.text(t, "next_cursor")
	}
	if !slices.Equal(got, ids) {
		t.Errorf("page by page the list is %v, not %v", got, ids)
	}
	for _, query := range []string{"limit=0", "limit=101", "limit=x", "cursor=1%27%20OR%201=1"} {
		p.api(t, http.MethodGet, pats+"?"+query, parent, nil).is(t, http.StatusUnprocessableEntity)
	}
}

// othersTokens are not there.
func othersTokens(t *testing.T, p *patio, owner, other person, own, open client) {
	theirs, _ := p.pat(t, other, open)
	ours, id := p.pat(t, owner, own)
	p.api(t, http.MethodGet, pats+"/"+id, theirs, nil).is(t, http.StatusNotFound)
	p.api(t, http.MethodDelete, pats+"/"+id, theirs, nil).is(t, http.StatusNotFound)
	p.me(t, ours).is(t, http.StatusOK)
	for _, row := range p.api(t, http.MethodGet, pats+"?limit=100", theirs, nil).object(t).list(t, "items") {
		if row["id"] == id {
			t.Error("somebody else's token is in the list")
		}
	}
}

// parentEnds: what a token minted ends with it, down to the grandchildren.
func parentEnds(t *testing.T, p *patio, who person, on client) {
	parent, id := p.pat(t, who, on)
	generations := []string{parent}
	for range 2 {
		made := p.api(t, http.MethodPost, pats, generations[len(generations)-1], order{"client_id": on.ID, "name": "x"})
		generations = append(generations, made.is(t, http.StatusCreated).object(t).text(t, "token"))
	}
	aside, _ := p.pat(t, who, on)
	p.api(t, http.MethodDelete, pats+"/"+id, aside, nil).is(t, http.StatusNoContent)
	for _, token := range generations {
		p.me(t, token).is(t, http.StatusUnauthorized)
	}
	p.me(t, aside).is(t, http.StatusOK)
}

// mintedByOAuth: an access token mints as far as it reaches itself, and no longer.
func mintedByOAuth(t *testing.T, p *patio, who person, on client) {
	app := p.client(t, who, clientSpec{Scopes: on.Scopes})
	held := p.grant(t, app, who, "tokens:write", "notes:read")
	o := order{"client_id": on.ID, "name": "x", "scopes": []string{"notes:read"}}
	made := p.api(t, http.MethodPost, pats, held.Access, o).is(t, http.StatusCreated).object(t)
	end, err := time.Parse(time.RFC3339, made.text(t, "expires_at"))
	if err != nil || clocktest.Until(end) > 10*time.Minute {
		t.Errorf("a token minted by one of ten minutes ends at %v", made["expires_at"])
	}
	o["scopes"] = []string{"tokens:read"}
	p.api(t, http.MethodPost, pats, held.Access, o).is(t, http.StatusForbidden)
	// A client that acts for itself has no person to mint for.
	robot := p.client(t, who, clientSpec{Scopes: on.Scopes, Grants: []string{"client_credentials"}, Redirects: []string{}})
	token := p.token(t, robot, url.Values{"grant_type": {"client_credentials"}}).is(t, http.StatusOK).tokens(t).Access
	p.api(t, http.MethodPost, pats, token, order{"client_id": on.ID, "name": "x"}).is(t, http.StatusForbidden)
}

// scopesOfCalls: each call asks for its scope, and names what is missing.
func scopesOfCalls(t *testing.T, p *patio, who person, on client) {
	reads, id := p.pat(t, who, on, "--scope", "tokens:read")
	writes, _ := p.pat(t, who, on, "--scope", "tokens:write")
	for _, call := range []struct{ method, path, token, missing string }{
		{http.MethodPost, pats, reads, "tokens:write"},
		{http.MethodDelete, pats + "/" + id, reads, "tokens:write"},
		{http.MethodGet, pats, writes, "tokens:read"},
		{http.MethodGet, pats + "/" + id, writes, "tokens:read"},
	} {
		got := p.api(t, call.method, call.path, call.token, nil)
		challenge := got.Header.Get("WWW-Authenticate")
		if got.Status != http.StatusForbidden || !strings.Contains(challenge, `error="insufficient_scope"`) ||
			!strings.Contains(challenge, `scope="`+call.missing+`"`) {
			t.Errorf("%s %s without %s: %d %q", call.method, call.path, call.missing, got.Status, challenge)
		}
	}
}

// lastUse is written in batches, so it is there a little later.
func lastUse(t *testing.T, p *patio, who person, on client) {
	token, id := p.pat(t, who, on)
	watch, _ := p.pat(t, who, on)
	r := p.request(t, http.MethodGet, "/api/v1/me", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("User-Agent", "backup/2 <script>"+strings.Repeat("x", 300))
	p.do(t, r).is(t, http.StatusOK)
	shows := func(what, address string, agent any) {
		t.Helper()
		soon(t, what, func() bool {
			row := p.api(t, http.MethodGet, pats+"/"+id, watch, nil).is(t, http.StatusOK).object(t)
			return row["last_used_at"] != nil && row["last_used_ip"] == address && row["last_used_agent"] == agent
		})
	}
	shows("the last use is in the list", "127.0.0.1", "backup/2 <script>"+strings.Repeat("x", 183))

	api := p.resourceServer(t, who)
	ask := func(more url.Values) answer {
		more.Set("token", token)
		return p.do(t, p.clientPost(t, "/oauth/introspect", api, more))
	}
	ask(url.Values{"client_ip": {"fe80::1%" + strings.Repeat("x", 300)}, "client_agent": {"notes\r\n\x00/1"}}).is(t, http.StatusOK)
	shows("what a resource server passes on", "fe80::1", "notes/1")
	ask(url.Values{"client_agent": {"nowhere/1"}}).is(t, http.StatusOK)
	ask(url.Values{"client_ip": {"::ffff:203.0.113.9"}}).is(t, http.StatusOK)
	shows("an address without an agent", "203.0.113.9", nil)
}
