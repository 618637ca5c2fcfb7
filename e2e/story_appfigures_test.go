package e2e_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// TestAsAppfiguresDoes is Appfigures' way: a developer registers an API client, whose scopes are fixed from then on,
// makes a personal access token on the client's page, which inherits them, and sees and ends it there.
func TestAsAppfiguresDoes(t *testing.T) {
	story(t, nil, func(t *testing.T, p *patio, open func() *screen) {
		mira, s := p.person(t), open()
		on := registersReports(t, p, s, mira)
		scopesStayFixed(t, p, s, on, mira)
		token, id := makesOnClient(t, s, on)
		greets(t, p, token, mira)
		actsFor(t, p, token, on, "email", "notes:read", "profile", "tokens:read", "tokens:write")
		listedOnClient(t, p, s, on, token, id)
	})
}

// registersReports goes to Developer → API clients and registers a client there, being told what cannot change later.
func registersReports(t *testing.T, p *patio, s *screen, who person) client {
	s.enter(t, "/account/tokens", who)
	s.follow(t, "API clients")
	s.look(t, "appfigures-1-clients")
	s.follow(t, "Register")
	s.says(t, "Take the fewest that it can work with", "They are fixed from then on", "Read your notes", "Your name and picture")
	s.look(t, "appfigures-2-register")
	s.fill(t, "name", "Reports")
	s.tick(t, "type", "confidential")
	for _, scope := range []string{"profile", "email", "notes:read", "tokens:read", "tokens:write"} {
		s.tick(t, "scope", scope)
	}
	s.fill(t, "redirect_uris", callback)
	kept(t, s.follow(t, "Register"))
	s.says(t, "It is registered.", "Copy the secret now.", "They are fixed from now on.")
	c := client{
		ID: s.text(t, "#client_id"), Secret: s.secret(t, "#client_secret"), Name: "Reports", AuthMethod: "client_secret_basic",
		Redirect: callback, Scopes: []string{"profile", "email", "notes:read", "tokens:read", "tokens:write"},
	}
	s.look(t, "appfigures-3-registered")
	s.follow(t, "Done")
	s.silent(t, c.Secret)
	return c
}

// scopesStayFixed tries to change a client's scopes by page, by REST and by the command line.
func scopesStayFixed(t *testing.T, p *patio, s *screen, on client, who person) {
	s.open(t, "/developer/clients/"+on.ID)
	s.says(t, "Fixed when it was registered. Register another client for others.")
	if n := s.count(t, `main [name="scope"], main [name="scopes"]`); n != 0 {
		t.Errorf("the client's page has %d fields for scopes", n)
	}
	s.look(t, "appfigures-4-client")
	b := p.browser()
	at := b.signIn(t, b.open(t, "/developer/clients/"+on.ID), who)
	f := at.formTo(t, at.URL.Path)
	b.submit(t, at, f, url.Values{"scope": {"clients:write"}, "redirect_uris": {callback}}) // a form of one's own making

	manage := p.client(t, who, clientSpec{Scopes: []string{"clients:read", "clients:write"}})
	token, _ := p.pat(t, who, manage)
	for _, scopes := range []any{[]string{"profile", "clients:write"}, []string{"profile"}, []string{}, nil} {
		a := p.api(t, http.MethodPatch, "/clients/"+on.ID, token, order{"scopes": scopes}).is(t, http.StatusUnprocessableEntity)
		if got := a.object(t); got["field"] != "scopes" || !strings.Contains(got.text(t, "detail"), "fixed when the client was registered") {
			t.Errorf("the refusal of %v says %v", scopes, got)
		}
	}
	for _, command := range []string{"change", "update", "enable"} {
		if got := p.run(t, "", "client", command, on.ID, "--scope", "profile"); got.Status != 2 || got.Stderr == "" {
			t.Errorf("patio client %s --scope ends with %d and says %q", command, got.Status, got.Stderr)
		}
	}
	kept := p.api(t, http.MethodGet, "/clients/"+on.ID, token, nil).is(t, http.StatusOK).object(t).texts(t, "scopes")
	if slices.Sort(kept); !slices.Equal(kept, []string{"email", "notes:read", "profile", "tokens:read", "tokens:write"}) {
		t.Errorf("the scopes are now %v", kept)
	}
}

// makesOnClient makes a token on the client's page.
func makesOnClient(t *testing.T, s *screen, on client) (token, id string) {
	s.open(t, "/developer/clients/"+on.ID)
	s.follow(t, "Create personal access token")
	s.says(t, "On Reports.", "What it may do")
	all, ticked := s.count(t, "input[name=scope]"), s.count(t, "input[name=scope][checked]")
	if inherits := s.count(t, "input[name=scope_choice][value=all][checked]"); all != 5 || ticked != 0 || inherits != 1 {
		t.Errorf("%d of %d scopes are ticked; a token inherits all by one choice: %d", ticked, all, inherits)
	}
	s.fill(t, "name", "weekly figures")
	s.look(t, "appfigures-5-new-token")
	kept(t, s.follow(t, "Make token"))
	token = s.secret(t, "#token")
	s.says(t, "Copy it now.", "all that Reports has")
	s.look(t, "appfigures-6-token")
	s.follow(t, "Done")
	s.silent(t, token)
	got := s.p.me(t, token).is(t, http.StatusOK).object(t).object(t, "token")
	return token, got.text(t, "id")
}

// actsFor: a personal access token acts on that client and reaches just so far.
func actsFor(t *testing.T, p *patio, token string, on client, scopes ...string) {
	t.Helper()
	me := p.me(t, token).is(t, http.StatusOK).object(t)
	me.object(t, "client").shows(t, object{"client_id": on.ID, "name": on.Name})
	behind := me.object(t, "token")
	if got := behind.texts(t, "scopes"); behind["kind"] != "pat" || !slices.Equal(got, scopes) {
		t.Errorf("the token is %v", behind)
	}
}

// greets: GET /api/v1/ answers as the contract says.
func greets(t *testing.T, p *patio, token string, who person) {
	t.Helper()
	got := p.api(t, http.MethodGet, "/", token, nil).is(t, http.StatusOK).object(t)
	got.shows(t, object{"status": "200", "message": "OK", "version": "1.0"})
	got.object(t, "user").shows(t, object{"id": who.ID, "name": who.Name, "email": who.Email, "avatar_url": nil})
	if see := got.text(t, "see"); !strings.HasPrefix(see, p.issuer) {
		t.Errorf("it says to see %s", see)
	}
}

// listedOnClient finds the token on the client's page, beside somebody else's, and ends both there.
func listedOnClient(t *testing.T, p *patio, s *screen, on client, token, id string) {
	s.open(t, "/developer/clients/"+on.ID)
	s.tick(t, "user_tokens", "true")
	s.follow(t, "Save changes")
	p.cli(t, "client", "approve", on.ID)
	ada := p.person(t)
	theirs, _ := p.pat(t, ada, on, "--scope", "notes:read")
	p.me(t, theirs).is(t, http.StatusOK)

	s.open(t, "/developer/clients/"+on.ID)
	s.says(t, "weekly figures", token[:7]+"…"+token[len(token)-4:], ada.Name, "notes:read")
	if text := s.text(t, "main"); strings.Contains(text, theirs[len(theirs)-4:]) || strings.Contains(text, "nightly backup") {
		t.Error("the client's owner sees the hint or the name of somebody else's token")
	}
	s.look(t, "appfigures-7-tokens-on-client")
	s.open(t, "/developer/clients/"+on.ID+"/tokens/"+id+"/revoke")
	s.says(t, "Revoke weekly figures?")
	s.follow(t, "Revoke token")
	p.me(t, token).is(t, http.StatusUnauthorized)
	p.me(t, theirs).is(t, http.StatusOK)
	s.menu(t)
	s.press(t, "details.row-menu[open] a.is-danger")
	s.says(t, "Revoke a token of "+ada.Name+"?")
	s.look(t, "appfigures-8-revoke")
	s.follow(t, "Revoke token")
	p.me(t, theirs).is(t, http.StatusUnauthorized)
	s.says(t, "None yet that works.")
}
