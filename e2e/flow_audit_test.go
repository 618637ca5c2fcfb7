package e2e_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestAuditTrail: who did what is on record with what it changed, and so is what somebody was refused.
func TestAuditTrail(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		app := p.client(t, mira, clientSpec{Scopes: []string{"profile", "tokens:write", "tokens:read", "clients:write"}})
		t.Run("tokens", func(t *testing.T) { tokenTrail(t, p, mira, app) })
		t.Run("scopes that a client may not have", func(t *testing.T) { clientScopeTrail(t, p, mira, app) })
		t.Run("sign-in and sign-out", func(t *testing.T) { sessionTrail(t, p, mira) })
		trail := p.run(t, "", "audit", "list", "--limit", "1000", "--json")
		for secret := range p.secrets() {
			if strings.Contains(trail.Stdout, secret) {
				t.Errorf("the trail holds a secret (%s…)", secret[:6])
			}
		}
	})
}

// newest is the newest record of an action.
func (p *patio) newest(t *testing.T, action string) object {
	t.Helper()
	items := p.cli(t, "audit", "list", "--action", action, "--limit", "1").list(t, "items")
	if len(items) != 1 {
		t.Fatalf("no record of %s", action)
	}
	return items[0]
}

// records counts the records of an action.
func (p *patio) records(t *testing.T, action string) int {
	t.Helper()
	return len(p.cli(t, "audit", "list", "--action", action, "--limit", "1000").list(t, "items"))
}

// part is an object within an object; empty where it is null.
func part(t *testing.T, o object, name string) object {
	t.Helper()
	text, err := json.Marshal(o[name])
	if err != nil {
		t.Fatal(err)
	}
	var inner object
	if err := json.Unmarshal(text, &inner); err != nil {
		t.Fatal(err)
	}
	return inner
}

func tokenTrail(t *testing.T, p *patio, mira person, app client) {
	token, id := p.pat(t, mira, app, "--scope", "profile tokens:write", "--allowed-ip", "127.0.0.0/8", "--expires-in", "1h")
	wide, wideID := p.pat(t, mira, app)
	self := pats + "/" + id
	good := order{"name": "x", "client_id": app.ID, "scopes": []string{"profile"}}
	asks := func(name string, value any) order {
		o := order{}
		for k, v := range good {
			o[k] = v
		}
		o[name] = value
		return o
	}
	for _, c := range []struct {
		action, method, path, subject string
		body                          any
		status                        int
	}{
		{"pat.created", http.MethodPost, pats, "", asks("scopes", []string{"profile", "clients:write"}), http.StatusForbidden},
		{"pat.created", http.MethodPost, pats, "", asks("expires_in_seconds", 7200), http.StatusForbidden},
		{"pat.created", http.MethodPost, pats, "", asks("allowed_ips", []string{"0.0.0.0/0"}), http.StatusForbidden},
		{"pat.created", http.MethodPost, pats, "", asks("advanced_privileges", true), http.StatusForbidden},
		{"pat.rotated", http.MethodPost, pats + "/" + wideID + "/rotate", wideID, nil, http.StatusForbidden},
		{"pat.changed", http.MethodPatch, self, id, order{"expires_in_seconds": 7200}, http.StatusForbidden},
		{"pat.changed", http.MethodPatch, self, id, order{"allowed_ips": nil}, http.StatusForbidden},
		{"pat.changed", http.MethodPatch, self, id, order{"advanced_privileges": true}, http.StatusForbidden},
		{"pat.changed", http.MethodPatch, self, id, order{"scopes": []string{"clients:write"}}, http.StatusUnprocessableEntity},
		{"token.scope_refused", http.MethodGet, "/clients", id, nil, http.StatusForbidden},
		{"token.scope_refused", http.MethodPost, "/clients", id, order{"name": "x"}, http.StatusForbidden},
	} {
		before := p.records(t, c.action)
		p.api(t, c.method, c.path, token, c.body).is(t, c.status)
		if n := p.records(t, c.action) - before; n != 1 {
			t.Errorf("%s %s %v: %d records", c.method, c.path, c.body, n)
			continue
		}
		record := p.newest(t, c.action)
		record.shows(t, object{"outcome": "refused", "subject": c.subject, "before": nil, "after": nil})
		part(t, record, "actor").shows(t, object{"user_id": mira.ID, "client_id": app.ID, "credential": "pat", "address": "127.0.0.1"})
	}
	part(t, p.newest(t, "token.scope_refused"), "detail").shows(t, object{"scope": "clients:write", "request": "POST /api/v1/clients"})

	p.api(t, http.MethodPatch, self, wide, order{"name": "renamed"}).is(t, http.StatusOK)
	record := p.newest(t, "pat.changed")
	part(t, record, "before").shows(t, object{"name": "nightly backup"})
	part(t, record, "after").shows(t, object{"name": "renamed"})
	p.api(t, http.MethodDelete, self, wide, nil).is(t, http.StatusNoContent)
	record = p.newest(t, "pat.revoked")
	part(t, record, "before").shows(t, object{"status": "active"})
	part(t, record, "after").shows(t, object{"status": "revoked"})
	if said := p.run(t, "", "audit", "list", "--action", "pat.revoked", "--limit", "1").Stdout; !strings.Contains(said, "renamed ("+id+")") {
		t.Errorf("the token has no name: %s", said)
	}
}

// clientScopeTrail: an app asks for clients:write, at the authorization and for itself.
func clientScopeTrail(t *testing.T, p *patio, mira person, app client) {
	const action = "oauth.scope_refused"
	s := p.session(t, mira)
	before := p.records(t, action)
	s.browser.open(t, strings.TrimPrefix(p.authorizeURL(app, []string{"profile", "clients:write"}).URL, p.issuer))
	robot := p.robot(t, mira, clientSpec{Scopes: []string{"profile", "clients:write"}})
	p.own(t, robot, "scope", "clients:write").refused(t, http.StatusBadRequest, "invalid_scope")
	if n := p.records(t, action) - before; n != 2 {
		t.Errorf("%d records of 2 refusals", n)
	}
	record := p.newest(t, action)
	record.shows(t, object{"outcome": "refused", "subject": robot.ID})
	part(t, record, "detail").shows(t, object{"scope": "clients:write"})
	part(t, record, "actor").shows(t, object{"client_id": robot.ID, "credential": "client"})
}

// TestAuditTrailBounded: a client that is refused again and again does not fill the trail.
func TestAuditTrailBounded(t *testing.T) {
	p := start(t, storagetest.Fresh(t, storage.SQLite), settings{"limits.enabled": "true", "quotas.writes_per_user": "10/1m"})
	mira := p.person(t)
	robot := p.robot(t, mira, clientSpec{Scopes: []string{"profile", "clients:write"}})
	app := p.client(t, mira, clientSpec{Scopes: []string{"profile", "clients:read"}})
	token, _ := p.pat(t, mira, app, "--scope", "profile")
	for range 30 {
		p.own(t, robot, "scope", "clients:write").refused(t, http.StatusBadRequest, "invalid_scope")
		p.api(t, http.MethodGet, "/clients", token, nil).is(t, http.StatusForbidden)
	}
	for _, action := range []string{"oauth.scope_refused", "token.scope_refused"} {
		if n := p.records(t, action); n < 10 || n > 12 {
			t.Errorf("%s: %d records of 30 refusals, where 10 are allowed at once", action, n)
		}
	}
	p.api(t, http.MethodPatch, pats+"/self", token, order{"name": "renamed"}).is(t, http.StatusOK) // refusals use up no changes
}

func sessionTrail(t *testing.T, p *patio, mira person) {
	s := p.session(t, mira)
	record := p.newest(t, "user.signed_in")
	part(t, record, "actor").shows(t, object{"user_id": mira.ID})
	record.shows(t, object{"subject": mira.ID})
	at := s.browser.open(t, "/logout").is(t, http.StatusOK)
	s.browser.submit(t, at, at.form(t, "csrf_token"), nil).is(t, http.StatusOK)
	record = p.newest(t, "user.signed_out")
	record.shows(t, object{"subject": mira.ID, "outcome": "success"})
	part(t, record, "actor").shows(t, object{"user_id": mira.ID, "credential": "session"})
}
