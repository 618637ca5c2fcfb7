package e2e_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestCustomSchemes: with clients.allow_custom_schemes an app gets its code at cursor://, and people are asked each time.
// Switched off again, what is registered goes on working.
func TestCustomSchemes(t *testing.T) {
	t.Parallel()
	url := storagetest.Fresh(t, storage.SQLite)
	p := start(t, url, settings{"clients.allow_custom_schemes": "true"})
	mira := p.person(t)
	s, redirect := p.session(t, mira), "cursor://anysphere.cursor-mcp/oauth/callback"
	o := order{"name": "Editor", "type": "public", "scopes": []string{"profile"}, "redirect_uris": []string{redirect}}
	made := p.script(t, s, http.MethodPost, "/clients", o).is(t, http.StatusCreated).object(t)
	app := client{ID: made.text(t, "client_id"), AuthMethod: "none", Redirect: redirect}
	for range 2 {
		a := p.authorizeURL(app, nil)
		at := s.browser.open(t, a.URL).is(t, http.StatusOK)
		at = s.browser.decide(t, at, "allow")
		if !strings.HasPrefix(at.Left.String(), redirect+"?") {
			t.Fatalf("the browser goes to %s", at.Left)
		}
		p.token(t, app, redemption(app, at.answerOf(t).Get("code"), a.Verifier)).is(t, http.StatusOK)
	}
	for _, bad := range []string{"javascript:alert(1)", "data:text/html,x", "file:///x", "http://app.example.org/cb"} {
		o["redirect_uris"] = []string{bad}
		p.script(t, s, http.MethodPost, "/clients", o).named(t, http.StatusUnprocessableEntity, "redirect_uris")
	}

	p.stop(t)
	later := start(t, url, nil)
	s = later.session(t, mira)
	o["redirect_uris"] = []string{redirect}
	later.script(t, s, http.MethodPost, "/clients", o).named(t, http.StatusUnprocessableEntity, "redirect_uris")
	later.script(t, s, http.MethodPatch, "/clients/"+app.ID, order{"name": "Other editor"}).is(t, http.StatusOK)
	later.script(t, s, http.MethodPatch, "/clients/"+app.ID, order{"redirect_uris": []string{redirect, "vscode://x/cb"}}).
		named(t, http.StatusUnprocessableEntity, "redirect_uris")
	s.browser.open(t, later.authorizeURL(app, nil).URL).is(t, http.StatusOK)
}
