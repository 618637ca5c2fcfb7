package e2e_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// rotateTwice takes a token through an overlap in which both secrets work, and past one.
func rotateTwice(t *testing.T, p *patio, token string, who person, on client) {
	first, id := p.pat(t, who, on)
	one := pats + "/" + id
	minted := p.api(t, http.MethodPost, pats, first, order{"client_id": on.ID, "name": "child"}).is(t, http.StatusCreated).object(t).text(t, "token")
	before := p.api(t, http.MethodGet, one, token, nil).is(t, http.StatusOK).object(t)
	rotate := func(seconds int) string {
		t.Helper()
		got := p.api(t, http.MethodPost, one+"/rotate", token, order{"overlap_seconds": seconds}).is(t, http.StatusOK)
		o := got.object(t)
		o.shows(t, object{"id": id, "name": before["name"], "client_id": on.ID, "scopes": on.Scopes, "expires_at": nil, "old_uses": 0.0, "old_used_at": nil})
		if next := o.text(t, "token"); !strings.HasPrefix(next, "pat_") || len(next) != 40 || o["hint"] == before["hint"] || got.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("after a rotation the hint is %v, Cache-Control %q", o["hint"], got.Header.Get("Cache-Control"))
		}
		return o.text(t, "token")
	}
	second := rotate(3600)
	for _, works := range []string{first, second, first, second, second} {
		p.me(t, works).is(t, http.StatusOK).object(t).object(t, "token").shows(t, object{"id": id})
	}
	soon(t, "two uses of the old secret are counted", func() bool {
		row := p.api(t, http.MethodGet, one, token, nil).is(t, http.StatusOK).object(t)
		return row["old_uses"] == 2.0 && row["old_used_at"] != nil
	})
	third := rotate(1) // which is also the end of the first one's hour
	time.Sleep(1100 * time.Millisecond)
	p.me(t, third).is(t, http.StatusOK)
	p.me(t, minted).is(t, http.StatusOK)
	if slices.Contains(trail(t, p, id), "pat.tripwire") {
		t.Error("the trail has a tripwire before anybody stepped on it")
	}
	p.me(t, second).is(t, http.StatusUnauthorized)
	for _, ended := range []string{first, second, third, minted} {
		p.me(t, ended).is(t, http.StatusUnauthorized)
	}
	p.me(t, token).is(t, http.StatusOK) // it only asked
	if p.api(t, http.MethodGet, one, token, nil).is(t, http.StatusOK).object(t)["revoked_at"] == nil {
		t.Error("a token that a tripwire ended does not say when")
	}
	if got := trail(t, p, id); !slices.Contains(got, "pat.tripwire") || !slices.Contains(got, "pat.rotated") {
		t.Errorf("the trail of the token is %v", got)
	}
	p.api(t, http.MethodPost, one+"/rotate", token, nil).is(t, http.StatusConflict)
}

// trail is the actions that the audit trail has about a thing.
func trail(t *testing.T, p *patio, subject string) []string {
	t.Helper()
	var actions []string
	for _, event := range p.cli(t, "audit", "list", "--limit", "1000").list(t, "items") {
		if event["subject"] == subject {
			actions = append(actions, event.text(t, "action"))
		}
	}
	return actions
}

// rotationsRefused: no overlap at all where none is named; no rotation of what reaches further than the asking token.
func rotationsRefused(t *testing.T, p *patio, token string, who person, on client) {
	first, id := p.pat(t, who, on)
	path := pats + "/" + id + "/rotate"
	for _, seconds := range []any{-1, 30*24*3600 + 1, "10", 1.5} {
		p.api(t, http.MethodPost, path, token, order{"overlap_seconds": seconds}).named(t, http.StatusUnprocessableEntity, "overlap_seconds")
	}
	p.api(t, http.MethodPost, path, token, order{"overlap": 60}).named(t, http.StatusUnprocessableEntity, "overlap")
	for _, flags := range [][]string{{"--scope", "tokens:write"}, {"--expires-in", "1h"}} {
		smaller, _ := p.pat(t, who, on, flags...)
		p.api(t, http.MethodPost, path, smaller, nil).named(t, http.StatusForbidden, "id")
	}
	p.me(t, first).is(t, http.StatusOK)
	second := p.api(t, http.MethodPost, path, token, nil).is(t, http.StatusOK).object(t).text(t, "token")
	p.me(t, second).is(t, http.StatusOK)
	p.me(t, first).is(t, http.StatusUnauthorized)
	p.me(t, second).is(t, http.StatusUnauthorized)
}

// aboutItself: what a token may do with itself needs no scope.
func aboutItself(t *testing.T, p *patio, who person, on client) {
	raw, id := p.pat(t, who, on, "--scope", "notes:read notes:write", "--expires-in", "5h")
	self := func(method, rest string, body any) answer {
		t.Helper()
		return p.api(t, method, pats+"/self"+rest, raw, body)
	}
	o := self(http.MethodGet, "", nil).is(t, http.StatusOK).object(t)
	o.shows(t, object{"id": id, "client_id": on.ID, "self_rotate": false, "scopes": []string{"notes:read", "notes:write"}})
	if o.has("token") {
		t.Error("the token is shown to itself")
	}
	self(http.MethodPatch, "", order{"name": "narrowed", "scopes": []string{"notes:read"}, "expires_in_seconds": 3600}).is(t, http.StatusOK).object(t).
		shows(t, object{"name": "narrowed", "scopes": []string{"notes:read"}})
	self(http.MethodPatch, "", order{"scopes": []string{"notes:read", "notes:write"}}).named(t, http.StatusUnprocessableEntity, "scopes")
	for _, end := range []order{{"expires_at": nil}, {"expires_in_seconds": 7200}} {
		self(http.MethodPatch, "", end).named(t, http.StatusForbidden, "expires_at")
	}
	self(http.MethodPost, "/rotate", nil).is(t, http.StatusForbidden)
	p.me(t, raw).is(t, http.StatusOK)
	self(http.MethodDelete, "", nil).is(t, http.StatusNoContent)
	p.me(t, raw).is(t, http.StatusUnauthorized)
	self(http.MethodDelete, "", nil).is(t, http.StatusUnauthorized)
}

// rotatesItself: a token that was made to replace itself does.
func rotatesItself(t *testing.T, p *patio, token string, who person, on client) {
	made := p.api(t, http.MethodPost, pats, token, order{"client_id": on.ID, "name": "x", "scopes": []string{"notes:read"}, "self_rotate": true}).
		is(t, http.StatusCreated).object(t)
	made.shows(t, object{"self_rotate": true})
	first := made.text(t, "token")
	second := p.api(t, http.MethodPost, pats+"/self/rotate", first, order{"overlap_seconds": 3600}).is(t, http.StatusOK).object(t).text(t, "token")
	third := p.api(t, http.MethodPost, pats+"/self/rotate", second, order{"overlap_seconds": 3600}).is(t, http.StatusOK).object(t).text(t, "token")
	for _, works := range []string{first, second, third} {
		p.api(t, http.MethodGet, pats+"/self", works, nil).is(t, http.StatusOK).object(t).shows(t, object{"id": made["id"]})
	}
	p.api(t, http.MethodDelete, pats+"/self", third, nil).is(t, http.StatusNoContent)
	for _, ended := range []string{first, second, third} {
		p.me(t, ended).is(t, http.StatusUnauthorized)
	}
}

// selfOfOthers: an OAuth token, a browser and nobody at all are no personal access token.
func selfOfOthers(t *testing.T, p *patio, who person, on client) {
	for _, opaque := range []bool{false, true} {
		app := p.client(t, who, clientSpec{Scopes: on.Scopes, Opaque: opaque})
		access := p.grant(t, app, who).Access
		for method, path := range map[string]string{http.MethodGet: "", http.MethodPatch: "", http.MethodDelete: "", http.MethodPost: "/rotate"} {
			p.api(t, method, pats+"/self"+path, access, order{}).is(t, http.StatusForbidden)
			p.api(t, method, pats+"/self"+path, "", order{}).is(t, http.StatusUnauthorized)
		}
		p.me(t, access).is(t, http.StatusOK)
	}
}

// endsSoon: the answers to a token that ends within seven days say so, and no others.
func endsSoon(t *testing.T, p *patio, who person, on client) {
	for ends, told := range map[string]bool{"1h": true, "167h": true, "169h": false, "": false} {
		flags := []string{}
		if ends != "" {
			flags = []string{"--expires-in", ends}
		}
		raw, id := p.pat(t, who, on, flags...)
		for _, path := range []string{"/me", "/", pats, pats + "/" + id, pats + "/00000000-0000-7000-8000-000000000000"} {
			got := p.api(t, http.MethodGet, path, raw, nil)
			want := ""
			if told {
				want = p.me(t, raw).is(t, http.StatusOK).object(t).object(t, "token").text(t, "expires_at")
			}
			if header := got.Header.Get("Token-Expires-At"); header != want {
				t.Errorf("%q: GET %s (%d) says Token-Expires-At: %q, not %q", ends, path, got.Status, header, want)
			}
		}
	}
	app := p.client(t, who, clientSpec{})
	if got := p.me(t, p.grant(t, app, who).Access).is(t, http.StatusOK); got.Header.Get("Token-Expires-At") != "" {
		t.Error("an access token of ten minutes is told that it ends")
	}
}
