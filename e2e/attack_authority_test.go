package e2e_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage/storagetest"
)

// TestAttackAuthority tries to get more than one was given, by way of API clients.
func TestAttackAuthority(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira, root := p.person(t), p.person(t, "--admin")
		t.Run("a token registers nothing wider than itself", func(t *testing.T) { wideRegistrations(t, p, mira) })
		t.Run("a token takes no client over", func(t *testing.T) { clientsTakenOver(t, p, mira) })
		t.Run("what a token created ends with it", func(t *testing.T) { createdEndsWithToken(t, p, mira) })
		t.Run("self-service waits for approval", func(t *testing.T) { pendingClient(t, p, mira, root) })
		t.Run("the owner undoes what the operator did", func(t *testing.T) { operatorsWord(t, p, mira) })
		t.Run("an old sign-in", func(t *testing.T) { oldSignIn(t, p, mira) })
		t.Run("the form survives re-authentication", func(t *testing.T) { formAfterConfirmation(t, p, mira) })
	})
}

// staleSignIn lets all sign-ins of a person lie more than five minutes ago.
func (p *patio) staleSignIn(t *testing.T, who person) {
	t.Helper()
	db := storagetest.SQL(t, p.database)
	if _, err := db.ExecContext(t.Context(), "UPDATE sessions SET auth_time = auth_time - 300000 WHERE user_id = '"+who.ID+"'"); err != nil {
		t.Fatal(err)
	}
}

// script calls the REST API as a page's script does.
func (p *patio) script(t *testing.T, s session, method, path string, body any) answer {
	t.Helper()
	r := s.with(p.request(t, method, "/api/v1"+path, body))
	r.Header.Set("X-CSRF-Token", s.csrf)
	return p.do(t, r)
}

// challenged insists on the challenge of RFC 9470.
func (a answer) challenged(t *testing.T) {
	t.Helper()
	a.is(t, http.StatusUnauthorized)
	if got := a.Header.Get("WWW-Authenticate"); !strings.Contains(got, "insufficient_user_authentication") {
		t.Errorf("%s is refused with %q", a.asked, got)
	}
}

func wideRegistrations(t *testing.T, p *patio, mira person) {
	desk := p.client(t, mira, clientSpec{Scopes: []string{"clients:write", "clients:read", "tokens:write", "profile", "notes:read"}})
	narrow, _ := p.pat(t, mira, desk, "--scope", "clients:write profile")
	bound, _ := p.pat(t, mira, desk, "--scope", "clients:write profile", "--allowed-ip", "127.0.0.1")
	for _, c := range []struct {
		name, token string
		order       order
	}{
		{"a wider scope", narrow, order{"name": "x", "type": "confidential", "scopes": []string{"profile", "notes:read"}}},
		{"a scope of Patio's", narrow, order{"name": "x", "type": "confidential", "scopes": []string{"tokens:write"}}},
		{"from a token bound to an address", bound, order{"name": "x", "type": "confidential", "scopes": []string{"profile"}}},
		{"a resource server", narrow, order{"name": "x", "type": "confidential", "resource_server": "https://api.attacker.test"}},
		{"a first-party client", narrow, order{"name": "x", "type": "confidential", "first_party": true}},
	} {
		if a := p.api(t, http.MethodPost, "/clients", c.token, c.order).is(t, http.StatusForbidden); a.object(t).text(t, "detail") == "" {
			t.Errorf("%s: %s", c.name, a.Body)
		}
	}
	p.api(t, http.MethodPost, "/clients", narrow, order{"name": "x", "type": "confidential", "scopes": []string{"profile"}}).is(t, http.StatusCreated)
}

func clientsTakenOver(t *testing.T, p *patio, mira person) {
	popular := p.client(t, mira, clientSpec{Scopes: []string{"clients:write", "profile"}})
	token, _ := p.pat(t, mira, popular, "--scope", "clients:write")
	at := "/clients/" + popular.ID
	for _, change := range []order{
		{"redirect_uris": []string{callback, "https://attacker.test/x"}}, {"redirect_uris": []string{}},
		{"grant_types": []string{"client_credentials"}}, {"user_tokens": true}, {"managed_by_token_id": nil, "redirect_uris": []string{}},
	} {
		p.api(t, http.MethodPatch, at, token, change).challenged(t)
	}
	p.api(t, http.MethodPost, at+"/secret", token, order{"overlap_seconds": 2592000}).challenged(t)
	p.api(t, http.MethodDelete, at, token, nil).challenged(t)
	p.token(t, popular, url.Values{"grant_type": {"client_credentials"}}).refused(t, http.StatusBadRequest, "unauthorized_client")
	p.authorization(t, popular, url.Values{"redirect_uri": {callback}})
}

func createdEndsWithToken(t *testing.T, p *patio, mira person) {
	desk := p.client(t, mira, clientSpec{Scopes: []string{"clients:write", "clients:read", "profile"}})
	watch, _ := p.pat(t, mira, desk, "--scope", "clients:read")
	token, id := p.pat(t, mira, desk)
	made, _ := p.registered(t, token, order{"name": "By a token", "type": "confidential", "scopes": []string{"profile"}, "redirect_uris": []string{callback}})
	rotated := p.api(t, http.MethodPost, "/clients/"+made.ID+"/secret", token, nil).is(t, http.StatusOK).object(t).text(t, "client_secret")
	made.Secret = rotated
	granted := p.grant(t, made, mira, "profile")
	p.me(t, granted.Access).is(t, http.StatusOK)
	on, _ := p.pat(t, mira, made)
	p.me(t, on).is(t, http.StatusOK)
	p.cli(t, "pat", "revoke", id, "--yes")
	p.me(t, granted.Access).is(t, http.StatusUnauthorized)
	p.me(t, on).is(t, http.StatusUnauthorized)
	p.token(t, made, refresh(granted.Refresh)).is(t, http.StatusUnauthorized) // its secrets are gone
	p.api(t, http.MethodGet, "/clients/"+made.ID, watch, nil).is(t, http.StatusOK).object(t).shows(t, object{
		"status": "suspended", "suspended_by": "token_revoked", "disabled": true,
	})
	s := p.session(t, mira)
	p.staleSignIn(t, mira)
	p.script(t, s, http.MethodPost, "/clients/"+made.ID+"/activate", nil).is(t, http.StatusForbidden).object(t).shows(t, object{"code": "reauthentication_required"})
	s = p.session(t, mira)
	p.script(t, s, http.MethodPost, "/clients/"+made.ID+"/activate", nil).is(t, http.StatusOK).object(t).shows(t, object{"status": "active"})
	p.me(t, granted.Access).is(t, http.StatusUnauthorized)
	p.me(t, on).is(t, http.StatusUnauthorized)
}

func pendingClient(t *testing.T, p *patio, mira, root person) {
	s, admin := p.session(t, mira), p.session(t, root)
	made := p.script(t, s, http.MethodPost, "/clients", order{
		"name": "Robot", "type": "confidential", "scopes": []string{"profile"}, "grant_types": []string{"client_credentials"},
	}).is(t, http.StatusCreated).object(t)
	made.shows(t, object{"status": "pending", "reviewed": false, "disabled": false})
	robot := client{ID: made.text(t, "client_id"), Secret: made.text(t, "client_secret"), AuthMethod: "client_secret_basic"}
	p.own(t, robot).refused(t, http.StatusBadRequest, "unauthorized_client")
	at := "/clients/" + robot.ID
	p.script(t, s, http.MethodPost, at+"/approve", nil).is(t, http.StatusForbidden)
	p.script(t, s, http.MethodPost, at+"/activate", nil).is(t, http.StatusOK).object(t).shows(t, object{"status": "pending"})
	p.own(t, robot).refused(t, http.StatusBadRequest, "unauthorized_client")
	p.script(t, admin, http.MethodPost, at+"/approve", nil).is(t, http.StatusOK).object(t).shows(t, object{"status": "active", "reviewed": true})
	p.own(t, robot).is(t, http.StatusOK)
	plain := p.script(t, s, http.MethodPost, "/clients", order{"name": "App", "type": "confidential", "scopes": []string{"profile"}}).is(t, http.StatusCreated).object(t)
	plain.shows(t, object{"status": "active", "reviewed": false})
	p.script(t, s, http.MethodPatch, "/clients/"+plain.text(t, "client_id"), order{"grant_types": []string{"client_credentials"}}).is(t, http.StatusForbidden)
}

func operatorsWord(t *testing.T, p *patio, mira person) {
	robot := p.robot(t, mira, clientSpec{})
	p.own(t, robot).is(t, http.StatusOK)
	p.cli(t, "client", "disable", robot.ID)
	p.own(t, robot).refused(t, http.StatusBadRequest, "unauthorized_client")
	s := p.session(t, mira)
	at := "/clients/" + robot.ID
	p.script(t, s, http.MethodPatch, at, order{"disabled": false}).is(t, http.StatusForbidden)
	p.script(t, s, http.MethodPost, at+"/activate", nil).is(t, http.StatusForbidden)
	p.script(t, s, http.MethodPost, at+"/suspend", nil).is(t, http.StatusOK).object(t).shows(t, object{"suspended_by": "operator"})
	p.own(t, robot).refused(t, http.StatusBadRequest, "unauthorized_client")
	p.cli(t, "client", "enable", robot.ID)
	p.own(t, robot).is(t, http.StatusOK)
	p.script(t, s, http.MethodPost, at+"/suspend", nil).is(t, http.StatusOK).object(t).shows(t, object{"suspended_by": "owner"})
	p.script(t, s, http.MethodPatch, at, order{"disabled": false}).is(t, http.StatusOK).object(t).shows(t, object{"status": "active"})
}

func oldSignIn(t *testing.T, p *patio, mira person) {
	app := p.client(t, mira, clientSpec{})
	s := p.session(t, mira)
	p.staleSignIn(t, mira)
	at := "/clients/" + app.ID
	for _, a := range []answer{
		p.script(t, s, http.MethodPatch, at, order{"redirect_uris": []string{}}), p.script(t, s, http.MethodPost, at+"/secret", nil),
		p.script(t, s, http.MethodPatch, at, order{"user_tokens": true}), p.script(t, s, http.MethodDelete, at, nil),
	} {
		a.is(t, http.StatusForbidden).object(t).shows(t, object{"code": "reauthentication_required"})
	}
	p.script(t, s, http.MethodPatch, at, order{"name": "Another name"}).is(t, http.StatusOK)
	s = p.session(t, mira)
	p.script(t, s, http.MethodPost, at+"/secret", nil).is(t, http.StatusOK)
}

func formAfterConfirmation(t *testing.T, p *patio, mira person) {
	app := p.client(t, mira, clientSpec{})
	b := p.session(t, mira).browser
	p.staleSignIn(t, mira)
	at := b.open(t, "/developer/clients/"+app.ID).is(t, http.StatusOK)
	typed := url.Values{"name": {"Typed name"}, "redirect_uris": {"https://typed.example.org/cb"}}
	at = b.submit(t, at, at.form(t, "redirect_uris"), typed).is(t, http.StatusOK)
	at = b.submit(t, at, at.form(t, "password"), url.Values{"password": {"not the password"}}).is(t, http.StatusUnauthorized)
	at = b.submit(t, at, at.form(t, "password"), url.Values{"password": {mira.Password}}).is(t, http.StatusOK)
	form := at.form(t, "redirect_uris")
	if form.Values.Get("name") != "Typed name" || form.Values.Get("redirect_uris") != "https://typed.example.org/cb" {
		t.Fatalf("after the password the form holds %v", form.Values)
	}
	if shown := p.cli(t, "client", "show", app.ID); shown.text(t, "name") == "Typed name" {
		t.Error("the change was made before the person saw the form again")
	}
	b.submit(t, at, form, nil).is(t, http.StatusOK)
	shown := p.cli(t, "client", "show", app.ID)
	if uris := shown.texts(t, "redirect_uris"); shown.text(t, "name") != "Typed name" || !slices.Equal(uris, []string{"https://typed.example.org/cb"}) {
		t.Errorf("saved %v", shown)
	}
}
