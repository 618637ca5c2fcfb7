package e2e_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestTokenChanges is what may become of a personal access token after it is made.
func TestTokenChanges(t *testing.T) {
	t.Parallel()
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	mira := p.person(t)
	own := p.client(t, mira, clientSpec{UserTokens: true, Scopes: []string{"notes:read", "notes:write", "tokens:read", "tokens:write"}})
	hers, _ := p.pat(t, mira, own)
	t.Run("name", func(t *testing.T) { renameToken(t, p, hers, mira, own) })
	t.Run("scopes", func(t *testing.T) { narrowToken(t, p, hers, mira, own) })
	t.Run("children", func(t *testing.T) { narrowChildren(t, p, mira, own) })
	t.Run("end", func(t *testing.T) { moveEnd(t, p, hers, mira, own) })
	t.Run("beyond the asking token", func(t *testing.T) { endBeyond(t, p, hers, mira, own) })
	t.Run("ended", func(t *testing.T) { endedStays(t, p, hers, mira, own) })
	t.Run("another's", func(t *testing.T) { foreignToken(t, p, hers, own) })
	t.Run("itself", func(t *testing.T) { aboutItself(t, p, mira, own) })
	t.Run("rotates itself", func(t *testing.T) { rotatesItself(t, p, hers, mira, own) })
	t.Run("others about themselves", func(t *testing.T) { selfOfOthers(t, p, mira, own) })
	t.Run("ends soon", func(t *testing.T) { endsSoon(t, p, mira, own) })
}

// TestTripwire: a replaced secret works for its overlap, and each use of it is counted. After that, whoever sends it ends
// the token: its holder and a thief cannot be told apart.
func TestTripwire(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		own := p.client(t, mira, clientSpec{Scopes: []string{"notes:read", "tokens:read", "tokens:write"}})
		hers, _ := p.pat(t, mira, own)
		t.Run("rotation", func(t *testing.T) { rotateTwice(t, p, hers, mira, own) })
		t.Run("refused", func(t *testing.T) { rotationsRefused(t, p, hers, mira, own) })
	})
}

func renameToken(t *testing.T, p *patio, token string, who person, on client) {
	raw, id := p.pat(t, who, on)
	one := pats + "/" + id
	for range 2 {
		got := p.api(t, http.MethodPatch, one, token, order{"name": " monthly backup "}).is(t, http.StatusOK).object(t)
		got.shows(t, object{"id": id, "name": "monthly backup", "expires_at": nil, "revoked_at": nil, "scopes": on.Scopes})
		if got.has("token") {
			t.Error("a change shows the token")
		}
	}
	p.me(t, raw).is(t, http.StatusOK)
	for name, value := range map[string]any{
		"name": "", "id": "x", "Name": "x", "client_id": id, "revoked_at": "2020-01-01T00:00:00Z", "expires_at": "tomorrow", "expires_in_seconds": 0, "scopes": []string{},
	} {
		p.api(t, http.MethodPatch, one, token, order{name: value}).named(t, http.StatusUnprocessableEntity, name)
	}
	p.api(t, http.MethodPatch, one, token, order{"advanced_privileges": true}).named(t, http.StatusForbidden, "advanced_privileges")
	p.api(t, http.MethodGet, one, token, nil).is(t, http.StatusOK).object(t).shows(t, object{"name": "monthly backup"})
}

func narrowToken(t *testing.T, p *patio, token string, who person, on client) {
	raw, id := p.pat(t, who, on, "--scope", "notes:read tokens:read")
	one := pats + "/" + id
	p.api(t, http.MethodPatch, one, token, order{"scopes": []string{"notes:read", "notes:write", "tokens:read"}}).named(t, http.StatusUnprocessableEntity, "scopes")
	p.api(t, http.MethodPatch, one, token, order{"scopes": []string{"notes:write"}}).named(t, http.StatusUnprocessableEntity, "scopes")
	p.api(t, http.MethodGet, one, raw, nil).is(t, http.StatusOK)
	p.api(t, http.MethodPatch, one, token, order{"scopes": []string{"notes:read", "notes:read"}}).is(t, http.StatusOK).object(t).
		shows(t, object{"scopes": []string{"notes:read"}})
	p.api(t, http.MethodGet, one, raw, nil).is(t, http.StatusForbidden)
	p.me(t, raw).is(t, http.StatusOK).object(t).object(t, "token").shows(t, object{"scopes": []string{"notes:read"}})
	p.api(t, http.MethodPatch, one, token, order{"scopes": []string{"notes:read", "tokens:read"}}).named(t, http.StatusUnprocessableEntity, "scopes")
}

// narrowChildren: what a token minted is held to its new bounds.
func narrowChildren(t *testing.T, p *patio, who person, on client) {
	parent, id := p.pat(t, who, on)
	made := p.api(t, http.MethodPost, pats, parent, order{"client_id": on.ID, "name": "child"}).is(t, http.StatusCreated).object(t)
	child, childPath := made.text(t, "token"), pats+"/"+made.text(t, "id")
	p.api(t, http.MethodPatch, pats+"/"+id, parent, order{"scopes": []string{"notes:read", "tokens:write"}, "expires_in_seconds": 3600}).is(t, http.StatusOK)
	me := p.me(t, child).is(t, http.StatusOK).object(t).object(t, "token")
	me.shows(t, object{"scopes": []string{"notes:read", "tokens:write"}})
	wholeHour(t, me["expires_at"], 1)
	other, _ := p.pat(t, who, on)
	for _, o := range []order{{"expires_at": nil}, {"expires_in_seconds": 7200}} {
		p.api(t, http.MethodPatch, childPath, other, o).named(t, http.StatusForbidden, "expires_at")
	}
}

func wholeHour(t *testing.T, end any, hours int) {
	t.Helper()
	text, _ := end.(string)
	at, err := time.Parse(time.RFC3339, text)
	if err != nil || at.Sub(clocktest.Now().Add(time.Duration(hours)*time.Hour)).Abs() > time.Minute {
		t.Errorf("it ends at %v, not in %d hours", end, hours)
	}
}

// moveEnd moves an end to sooner, later and never; then to now, which it lives to see.
func moveEnd(t *testing.T, p *patio, token string, who person, on client) {
	raw, id := p.pat(t, who, on, "--expires-in", "10h")
	one := pats + "/" + id
	patch := func(o order) any {
		t.Helper()
		return p.api(t, http.MethodPatch, one, token, o).is(t, http.StatusOK).object(t)["expires_at"]
	}
	wholeHour(t, patch(order{"expires_in_seconds": 3600}), 1)
	wholeHour(t, patch(order{"expires_at": clocktest.Now().Add(20 * time.Hour).Format(time.RFC3339)}), 20)
	wholeHour(t, patch(order{"name": "the end stays"}), 20)
	if end := patch(order{"expires_at": nil}); end != nil {
		t.Errorf("without an end it ends at %v", end)
	}
	p.api(t, http.MethodPatch, one, token, order{"expires_at": "2020-01-01T00:00:00Z"}).named(t, http.StatusUnprocessableEntity, "expires_at")
	for _, at := range []any{nil, "2099-01-01T00:00:00Z"} {
		p.api(t, http.MethodPatch, one, token, order{"expires_at": at, "expires_in_seconds": 60}).named(t, http.StatusUnprocessableEntity, "expires_in_seconds")
	}
	p.me(t, raw).is(t, http.StatusOK)
	patch(order{"expires_in_seconds": 2})
	soon(t, "the token has ended", func() bool { return p.me(t, raw).Status == http.StatusUnauthorized })
	p.api(t, http.MethodPatch, one, token, order{"expires_at": nil}).is(t, http.StatusConflict)
	p.me(t, raw).is(t, http.StatusUnauthorized)
}

// endBeyond: a token that asks gives none a longer life than its own, but may shorten any.
func endBeyond(t *testing.T, p *patio, token string, who person, on client) {
	asking, askingID := p.pat(t, who, on, "--expires-in", "2h")
	for _, ends := range []string{"1h", "5h"} {
		_, id := p.pat(t, who, on, "--expires-in", ends)
		for _, o := range []order{{"expires_at": nil}, {"expires_in_seconds": 6 * 3600}} {
			p.api(t, http.MethodPatch, pats+"/"+id, asking, o).named(t, http.StatusForbidden, "expires_at")
		}
		wholeHour(t, p.api(t, http.MethodPatch, pats+"/"+id, asking, order{"expires_in_seconds": 3600}).is(t, http.StatusOK).object(t)["expires_at"], 1)
	}
	p.api(t, http.MethodPatch, pats+"/"+askingID, asking, order{"expires_at": nil}).named(t, http.StatusForbidden, "expires_at")
	p.api(t, http.MethodPatch, pats+"/"+askingID, token, order{"expires_at": nil}).is(t, http.StatusOK)
}

// endedStays: nothing about a token that has ended changes.
func endedStays(t *testing.T, p *patio, token string, who person, on client) {
	raw, id := p.pat(t, who, on)
	p.api(t, http.MethodDelete, pats+"/"+id, token, nil).is(t, http.StatusNoContent)
	p.api(t, http.MethodPatch, pats+"/"+id, token, order{"name": "x"}).is(t, http.StatusConflict)
	p.api(t, http.MethodPost, pats+"/"+id+"/rotate", token, order{"overlap_seconds": 60}).is(t, http.StatusConflict)
	p.me(t, raw).is(t, http.StatusUnauthorized)
}

func foreignToken(t *testing.T, p *patio, hers string, on client) {
	theirs, id := p.pat(t, p.person(t), on)
	for _, unknown := range []string{id, "00000000-0000-7000-8000-000000000000", "nonsense"} {
		p.api(t, http.MethodPatch, pats+"/"+unknown, hers, order{"name": "mine"}).is(t, http.StatusNotFound)
		p.api(t, http.MethodPost, pats+"/"+unknown+"/rotate", hers, nil).is(t, http.StatusNotFound)
	}
	p.me(t, theirs).is(t, http.StatusOK)
}
