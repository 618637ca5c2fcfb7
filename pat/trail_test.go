package pat_test

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// last is the newest record of an action.
func (h *house) last(t *testing.T, action audit.Action) audit.Event {
	t.Helper()
	events, err := h.store.FindAuditEvents(t.Context(), audit.Filter{Action: action}, "", 1)
	must(t, err)
	if len(events) != 1 {
		t.Fatalf("no record of %s", action)
	}
	return events[0]
}

// TestTrailChanges: a record says what a change found and what it left, and no secret.
func TestTrailChanges(t *testing.T) {
	h := newHouse(t)
	end := h.at.Add(time.Hour)
	token, raw := h.mint(t, pat.Order{
		UserID: mira, ClientID: own, Name: "first", Scopes: []string{"a", "b"}, AllowedIPs: []string{"192.0.2.0/24"},
		ExpiresAt: end.Add(time.Hour), Privileged: true, SecondFactorAt: h.at,
	})
	made := h.last(t, "pat.created")
	until := audit.Time(end.Add(time.Hour))
	want := map[string]string{
		"name": "first", "user_id": mira, "client_id": own, "scopes": "a b", "expires_at": until,
		"allowed_ips": "192.0.2.0/24", "resource": "", "self_rotate": "no", "advanced_privileges_until": until,
	}
	if made.Before != nil || !maps.Equal(made.After, want) {
		t.Errorf("created: from %v to %v", made.Before, made.After)
	}
	_, err := h.Change(t.Context(), mira, token.ID, pat.Change{
		Name: new("second"), Scopes: []string{"a"}, ExpiresAt: &end, AllowedIPs: &[]string{"192.0.2.7"}, Privileged: new(false),
	}, nil)
	must(t, err)
	for field, pair := range map[string][2]string{
		"name": {"first", "second"}, "scopes": {"a b", "a"}, "expires_at": {until, audit.Time(end)},
		"allowed_ips": {"192.0.2.0/24", "192.0.2.7/32"}, "advanced_privileges_until": {until, ""},
	} {
		if e := h.last(t, "pat.changed"); len(e.After) != 5 || e.Before[field] != pair[0] || e.After[field] != pair[1] {
			t.Errorf("%s: from %v to %v, want %v", field, e.Before, e.After, pair)
		}
	}
	_, fresh, err := h.Rotate(t.Context(), mira, token.ID, time.Minute, nil)
	must(t, err)
	e := h.last(t, "pat.rotated")
	if e.Before["secret"] == "" || e.After["secret"] == e.Before["secret"] || e.After["previous_secret_until"] != audit.Time(h.at.Add(time.Minute)) {
		t.Errorf("rotated: from %v to %v", e.Before, e.After)
	}
	must(t, h.Revoke(t.Context(), mira, token.ID))
	if e := h.last(t, "pat.revoked"); e.Before["status"] != "active" || e.After["status"] != "revoked" {
		t.Errorf("revoked: from %v to %v", e.Before, e.After)
	}
	all, err := h.store.AuditEvents(t.Context(), "", 100)
	must(t, err)
	for _, secret := range []string{raw, fresh, raw[4:], fresh[4:]} {
		if strings.Contains(fmt.Sprint(all), secret) {
			t.Error("the trail holds a secret")
		}
	}
}

// TestTrailRefusals: what a token asks beyond itself is refused and recorded, once and with who asked; what is wrong
// in itself is not.
func TestTrailRefusals(t *testing.T) {
	h := newHouse(t)
	end := h.at.Add(time.Hour)
	asking, raw := h.mint(t, pat.Order{
		UserID: mira, ClientID: own, Name: "asking", Scopes: []string{"a"}, ExpiresAt: end, AllowedIPs: []string{"192.0.2.0/24"},
	})
	p, s, err := h.VerifyFrom(t.Context(), raw, "192.0.2.1")
	must(t, err)
	by := &pat.Asker{Principal: p, Presented: s.Presented}
	wide, _ := h.mint(t, pat.Order{UserID: mira, ClientID: own, Name: "wide"})
	ctx := actor.NewContext(t.Context(), &actor.Actor{UserID: mira, Credential: actor.PAT, GrantID: asking.Lineage})
	mint := func(change func(o *pat.Order)) func() error {
		return func() error {
			o := pat.Order{UserID: mira, ClientID: own, Name: "x", Parent: by}
			o.Scopes = []string{"a"}
			change(&o)
			_, _, err := h.Mint(ctx, o)
			return err
		}
	}
	patch := func(ch pat.Change) func() error {
		return func() error { _, err := h.Change(ctx, mira, asking.ID, ch, by); return err }
	}
	for _, identifier := range []string{"https://api.test/notes", "https://api.test/other"} {
		must(t, h.store.CreateClient(t.Context(), clients.Client{
			ID: newID(), OwnerID: mira, Name: "API", Type: clients.Confidential, ResourceServer: identifier, CreatedAt: h.at,
		}, nil))
	}
	elsewhere := as(by, func(p *bearer.Principal) { p.Audience = []string{"https://api.test/notes"} })
	for _, c := range []struct {
		name           string
		action         audit.Action
		subject, field string // field "": not recorded
		try            func() error
	}{
		{"a wider scope", "pat.created", "", "scopes", mint(func(o *pat.Order) { o.Scopes = []string{"a", "b"} })},
		{"a scope that nobody has", "pat.created", "", "scopes", mint(func(o *pat.Order) { o.Scopes = []string{"z"} })},
		{"a later end", "pat.created", "", "expires_at", mint(func(o *pat.Order) { o.ExpiresAt = end.Add(time.Second) })},
		{"more networks", "pat.created", "", "allowed_ips", mint(func(o *pat.Order) { o.AllowedIPs = []string{"0.0.0.0/0"} })},
		{"privileges", "pat.created", "", "advanced_privileges", mint(func(o *pat.Order) { o.Privileged = true })},
		{"another resource", "pat.created", "", "resource", mint(func(o *pat.Order) {
			o.Parent, o.Resources = elsewhere, []string{"https://api.test/other"}
		})},
		{"a wrong name", "pat.created", "", "", mint(func(o *pat.Order) { o.Name = "" })},
		{"a past end", "pat.created", "", "", mint(func(o *pat.Order) { o.ExpiresAt = h.at.Add(-time.Hour) })},
		{"a wider scope later", "pat.changed", asking.ID, "scopes", patch(pat.Change{Scopes: []string{"a", "b"}})},
		{"a later end later", "pat.changed", asking.ID, "expires_at", patch(pat.Change{ExpiresAt: new(end.Add(time.Minute))})},
		{"no end later", "pat.changed", asking.ID, "expires_at", patch(pat.Change{ExpiresAt: &time.Time{}})},
		{"more networks later", "pat.changed", asking.ID, "allowed_ips", patch(pat.Change{AllowedIPs: &[]string{}})},
		{"privileges later", "pat.changed", asking.ID, "advanced_privileges", patch(pat.Change{Privileged: new(true)})},
		{"no scopes", "pat.changed", asking.ID, "", patch(pat.Change{Scopes: []string{}})},
		{"the secret of a wider one", "pat.rotated", wide.ID, "id", func() error {
			_, _, err := h.Rotate(ctx, mira, wide.ID, 0, by)
			return err
		}},
		{"its own new secret", "pat.rotated", asking.ID, "self", func() error {
			_, _, err := h.RotateSelf(ctx, by, 0)
			return err
		}},
		{"somebody else's", "pat.changed", nobody, "", func() error {
			_, err := h.Change(ctx, mira, nobody, pat.Change{Scopes: []string{"a", "b"}}, by)
			return err
		}},
	} {
		before, err := h.store.AuditEvents(t.Context(), "", 1000)
		must(t, err)
		err = c.try()
		after, readErr := h.store.AuditEvents(t.Context(), "", 1000)
		must(t, readErr)
		var refusal *pat.Error
		switch {
		case err == nil:
			t.Errorf("%s: allowed", c.name)
		case c.field == "" && len(after) != len(before):
			t.Errorf("%s: recorded %+v", c.name, after[0])
		case c.field == "":
		case len(after) != len(before)+1:
			t.Errorf("%s: %d records", c.name, len(after)-len(before))
		case after[0].Action != c.action || after[0].Outcome != audit.Refused || after[0].Subject != c.subject ||
			after[0].Actor.GrantID != asking.Lineage || after[0].Detail["reason"] == "":
			t.Errorf("%s: recorded %+v", c.name, after[0])
		case errors.As(err, &refusal) && (refusal.Field != c.field || after[0].Detail["field"] != c.field):
			t.Errorf("%s: refused %v, recorded %+v", c.name, err, after[0])
		}
	}
}

// TestTrailRefusalKept: a refusal that cannot be recorded says so, and stays one.
func TestTrailRefusalKept(t *testing.T) {
	url := storagetest.Fresh(t, storage.SQLite)
	h := newHouseOn(t, storagetest.Open(t, url))
	_, raw := h.mint(t, pat.Order{UserID: mira, ClientID: own, Name: "x", Scopes: []string{"a"}})
	by := h.principal(t, raw)
	_, err := storagetest.SQL(t, url).Exec("ALTER TABLE audit_events RENAME TO gone")
	must(t, err)
	_, _, err = h.Mint(t.Context(), pat.Order{UserID: mira, ClientID: own, Name: "y", Scopes: []string{"b"}, Parent: by})
	var refusal *pat.Error
	if !errors.As(err, &refusal) || !strings.Contains(err.Error(), "audit_events") {
		t.Errorf("refused without a trail: %v", err)
	}
}
