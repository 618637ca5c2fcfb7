package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/storage/storagetest"
)

const acrMFA = "urn:patio:acr:mfa"

// TestPrivileges grants advanced privileges in every way in which a person may, and asks what they are worth.
func TestPrivileges(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		t.Run("by page", func(t *testing.T) { privilegesByPage(t, p) })
		t.Run("by REST, in the browser", func(t *testing.T) { privilegesByREST(t, p) })
		t.Run("never by a token", func(t *testing.T) { privilegesByToken(t, p) })
		t.Run("an app after a second factor", func(t *testing.T) { acrOfApps(t, p) })
		t.Run("an app after the password alone", func(t *testing.T) { passwordIsNoFactor(t, p) })
		t.Run("they end with the second factor", func(t *testing.T) { privilegesWithoutFactor(t, p) })
	})
}

// stale lets the second factor of all of a person's sessions lie so long ago that it has to be given again.
func (p *patio) stale(t *testing.T, who person) {
	t.Helper()
	db := storagetest.SQL(t, p.database)
	query := "UPDATE sessions SET mfa_time = mfa_time - 300000 WHERE user_id = '" + who.ID + "' AND mfa_time <> 0"
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatal(err)
	}
}

// newToken sends the form for a new token.
func (b *browser) newToken(t *testing.T, on client, values url.Values) *page {
	t.Helper()
	at := b.open(t, "/account/tokens/new?client_id="+on.ID).is(t, http.StatusOK)
	return b.submit(t, at, at.form(t, "name"), values)
}

// secretOn is the token that the page shows.
func (at *page) secretOn(t *testing.T, p *patio) string {
	t.Helper()
	token := at.byID("token")
	p.hide(token)
	if !strings.HasPrefix(token, "pat_") {
		t.Fatalf("%s (%d) shows no token: %.600s", at.URL.Path, at.Status, at.text())
	}
	return token
}

// acr is what introspection says of a token's authentication.
func (p *patio) acr(t *testing.T, api client, token string) (acr string, authTime time.Time) {
	t.Helper()
	o := p.introspect(t, api, token)
	if o["active"] != true {
		t.Fatalf("introspection says %v", o)
	}
	acr, _ = o["acr"].(string)
	if at, ok := o["auth_time"].(float64); ok {
		authTime = time.Unix(int64(at), 0)
	}
	return acr, authTime
}

func privilegesByPage(t *testing.T, p *patio) {
	who, app, b := p.guarded(t)
	on, api := p.client(t, who, clientSpec{}), p.resourceServer(t, who)
	plain, _ := p.pat(t, who, on)
	if acr, _ := p.acr(t, api, plain); acr != "" {
		t.Errorf("a plain token has acr %q", acr)
	}
	wanted := url.Values{"name": {"deploy & <clean>"}, "advanced_privileges": {"true"}, "scope": {"notes:read", "email"}, "expires_in": {"365d"}}
	fresh := b.newToken(t, on, wanted).is(t, http.StatusOK).secretOn(t, p)
	if acr, at := p.acr(t, api, fresh); acr != acrMFA || clocktest.Since(at) > time.Minute {
		t.Errorf("acr %q of %v", acr, at)
	}

	// When the factor lies too long ago, the form waits for it and is not lost.
	p.stale(t, who)
	before := b.cookie(t, "patio_session")
	at := b.newToken(t, on, wanted).is(t, http.StatusOK).says(t, "Confirm that it is you")
	at = b.giveCode(t, at, "000000").is(t, http.StatusUnauthorized).says(t, "That code is not right")
	at = b.giveCode(t, at, app.code(t)).is(t, http.StatusOK).says(t, "deploy & <clean>", "Advanced privileges", "Until")
	token := at.secretOn(t, p)
	if p.alive(t, before) {
		t.Error("the session keeps its id over a step up")
	}
	o := p.api(t, http.MethodGet, "/personal-access-tokens/self", token, nil).is(t, http.StatusOK).object(t)
	if o["advanced_privileges"] != true || o["advanced_privileges_until"] == nil || strings.Join(o.texts(t, "scopes"), " ") != "email notes:read" {
		t.Errorf("minted %v", o)
	}
	until, err := time.Parse(time.RFC3339, o.text(t, "advanced_privileges_until"))
	if days := clocktest.Until(until) / (24 * time.Hour); err != nil || days < 29 || days > 30 {
		t.Errorf("privileges until %v, %v", until, err)
	}
	page := "/account/tokens/" + o.text(t, "id")
	at = b.open(t, page).is(t, http.StatusOK).says(t, "Advanced privileges", "in 30 days")

	// Saving leaves them; unticking takes them away without a second factor.
	p.stale(t, who)
	at = b.submit(t, at, at.form(t, "name"), url.Values{"name": {"renamed"}}).is(t, http.StatusOK).says(t, "Saved.", "in 30 days")
	at = b.submit(t, at, at.form(t, "name"), url.Values{"advanced_privileges": nil}).is(t, http.StatusOK).says(t, "Saved.")
	if acr, _ := p.acr(t, api, token); acr != "" {
		t.Errorf("taken away, and the acr is %q", acr)
	}
	// Ticking grants them, after the second factor.
	at = b.submit(t, at, at.form(t, "name"), url.Values{"advanced_privileges": {"true"}}).is(t, http.StatusOK).says(t, "Confirm that it is you")
	b.giveCode(t, at, app.code(t)).is(t, http.StatusOK).says(t, "Saved.", "renamed")
	if acr, _ := p.acr(t, api, token); acr != acrMFA {
		t.Errorf("granted again, and the acr is %q", acr)
	}
	personalPrivileges(t, p, who, b, api)
}

// personalPrivileges: who just wants a token gets one with privileges in the same one form.
func personalPrivileges(t *testing.T, p *patio, who person, b *browser, api client) {
	t.Helper()
	at := b.open(t, "/account/tokens/new?client_id=personal").is(t, http.StatusOK)
	at = b.submit(t, at, at.form(t, "name"), url.Values{"name": {"mine"}, "scope": {"profile"}, "advanced_privileges": {"true"}})
	if acr, _ := p.acr(t, api, at.is(t, http.StatusOK).secretOn(t, p)); acr != acrMFA {
		t.Errorf("a personal token has acr %q", acr)
	}
	// Who has no second factor is told where to set one up, and gets none by sending the box anyway.
	other, c := p.person(t), p.browser()
	c.signIn(t, c.open(t, "/account"), other)
	at = c.open(t, "/account/tokens/new").is(t, http.StatusOK).says(t, "Set one up first")
	if at.has("advanced_privileges") {
		t.Error("privileges are offered to somebody without a second factor")
	}
	at = c.submit(t, at, at.form(t, "name"), url.Values{"name": {"x"}, "scope": {"profile"}, "advanced_privileges": {"true"}})
	at.is(t, http.StatusForbidden).says(t, "second factor")
	at = c.submit(t, at, c.open(t, "/account/tokens/new").form(t, "name"), url.Values{"name": {"x"}, "scope": {"profile"}, "advanced_privileges": {"true"}, "code": {"123456"}})
	at.is(t, http.StatusForbidden)
	if items := p.cli(t, "pat", "list", "--user", other.Username).list(t, "items"); len(items) != 0 {
		t.Errorf("%d tokens were made", len(items))
	}
}

// api is a call to the REST API by the browser's session.
func (b *browser) api(t *testing.T, method, path, csrf string, body any) answer {
	t.Helper()
	r := b.p.request(t, method, "/api/v1"+path, body)
	r.Header.Set("Cookie", "patio_session="+b.cookie(t, "patio_session"))
	r.Header.Set("X-CSRF-Token", csrf)
	return b.p.do(t, r)
}

func privilegesByREST(t *testing.T, p *patio) {
	who, _, b := p.guarded(t)
	on, api := p.client(t, who, clientSpec{}), p.resourceServer(t, who)
	order := func() object { return object{"client_id": on.ID, "name": "x", "advanced_privileges": true} }
	csrf := b.open(t, "/account").form(t, "csrf_token").Values.Get("csrf_token")
	o := b.api(t, http.MethodPost, "/personal-access-tokens", csrf, order()).is(t, http.StatusCreated).object(t)
	if acr, _ := p.acr(t, api, o.text(t, "token")); acr != acrMFA || o["advanced_privileges"] != true {
		t.Errorf("acr %q of %v", acr, o)
	}
	b.api(t, http.MethodPost, "/personal-access-tokens", "", order()).is(t, http.StatusForbidden)
	path := "/personal-access-tokens/" + o.text(t, "id")

	p.stale(t, who)
	for _, a := range []answer{
		b.api(t, http.MethodPost, "/personal-access-tokens", csrf, order()),
		b.api(t, http.MethodPatch, path, csrf, object{"advanced_privileges": true}),
	} {
		said := a.is(t, http.StatusUnauthorized).object(t)
		challenge := a.Header.Get("WWW-Authenticate")
		if said["error"] != "insufficient_user_authentication" || said["acr_values"] != acrMFA || said["max_age"] != float64(300) ||
			!strings.Contains(challenge, `error="insufficient_user_authentication"`) || !strings.Contains(challenge, `max_age="300"`) ||
			!strings.Contains(said.text(t, "detail"), p.issuer+"/account/security/confirm") {
			t.Errorf("refused as %v, %s", said, challenge)
		}
	}
	if o := b.api(t, http.MethodPatch, path, csrf, object{"advanced_privileges": false}).is(t, http.StatusOK).object(t); o["advanced_privileges"] != false || o["advanced_privileges_until"] != nil {
		t.Errorf("taken away: %v", o)
	}
}

// privilegesByToken: stepping over by REST. No token grants anything, to itself, to others, to what it makes.
func privilegesByToken(t *testing.T, p *patio) {
	who, _, b := p.guarded(t)
	on := p.client(t, who, clientSpec{Scopes: []string{"tokens:write", "tokens:read"}})
	api := p.resourceServer(t, who)
	wide := b.newToken(t, on, url.Values{"name": {"wide"}, "advanced_privileges": {"true"}}).is(t, http.StatusOK).secretOn(t, p)
	plain, plainID := p.pat(t, who, on)
	grant := p.grantIn(t, b, on, who).Access
	wideID := p.api(t, http.MethodGet, "/personal-access-tokens/self", wide, nil).object(t).text(t, "id")
	for what, token := range map[string]string{"a privileged token": wide, "a plain one": plain, "an app's, after a second factor": grant} {
		for _, a := range []answer{
			p.api(t, http.MethodPost, "/personal-access-tokens", token, object{"client_id": on.ID, "name": "x", "advanced_privileges": true}),
			p.api(t, http.MethodPatch, "/personal-access-tokens/"+plainID, token, object{"advanced_privileges": true}),
			p.api(t, http.MethodPatch, "/personal-access-tokens/"+wideID, token, object{"advanced_privileges": true}),
		} {
			a.named(t, http.StatusForbidden, "advanced_privileges")
		}
		made := p.api(t, http.MethodPost, "/personal-access-tokens", token, object{"client_id": on.ID, "name": "child"}).is(t, http.StatusCreated).object(t)
		if acr, _ := p.acr(t, api, made.text(t, "token")); acr != "" || made["advanced_privileges"] != false {
			t.Errorf("%s made one with acr %q", what, acr)
		}
		if token == wide {
			continue
		}
		p.api(t, http.MethodPost, "/personal-access-tokens/"+wideID+"/rotate", token, object{}).is(t, http.StatusForbidden)
	}
	p.api(t, http.MethodPatch, "/personal-access-tokens/self", plain, object{"advanced_privileges": true}).is(t, http.StatusForbidden)
	rotated := p.api(t, http.MethodPost, "/personal-access-tokens/"+wideID+"/rotate", wide, object{}).is(t, http.StatusOK).object(t)
	if acr, _ := p.acr(t, api, rotated.text(t, "token")); acr != acrMFA {
		t.Errorf("rotated by itself, the acr is %q", acr)
	}
	p.api(t, http.MethodPatch, "/personal-access-tokens/"+wideID, plain, object{"advanced_privileges": false}).is(t, http.StatusOK)
	// Privileges reach none of the account's own locks: those take no token.
	for _, path := range []string{"/account/security", "/account/security/remove", "/account/password", "/account/security/recovery-codes"} {
		r := p.request(t, http.MethodPost, path, url.Values{"password": {who.Password}})
		r.Header.Set("Authorization", "Bearer "+rotated.text(t, "token"))
		if a := p.do(t, r); a.Status < 300 || a.Status == http.StatusSeeOther && !strings.HasPrefix(a.Header.Get("Location"), "/login") {
			t.Errorf("%s takes a token: %d", path, a.Status)
		}
	}
}

// acrOfApps: an app learns by what its person signed in.
func acrOfApps(t *testing.T, p *patio) {
	who, _, b := p.guarded(t)
	api := p.resourceServer(t, who)
	for name, spec := range map[string]clientSpec{"jwt": {}, "opaque": {Opaque: true}} {
		on := p.client(t, who, spec)
		if acr, _ := p.acr(t, api, p.grantIn(t, b, on, who).Access); acr != "" {
			t.Errorf("%s, which nobody asked for: acr %q", name, acr)
		}
		b.open(t, p.authorizeURL(on, nil, "acr_values", acrMFA).URL).is(t, http.StatusOK).says(t, "Do what asks for a second factor New")
		got := p.grantWith(t, b, on, who, nil, "acr_values", "urn:x "+acrMFA)
		if acr, at := p.acr(t, api, got.Access); acr != acrMFA || clocktest.Since(at) > time.Minute {
			t.Errorf("%s: acr %q of %v", name, acr, at)
		}
		got = p.token(t, on, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {got.Refresh}}).is(t, http.StatusOK).tokens(t)
		if acr, _ := p.acr(t, api, got.Access); acr != acrMFA {
			t.Errorf("%s, refreshed: acr %q", name, acr)
		}
		other := p.person(t)
		if acr, at := p.acr(t, api, p.grantWith(t, p.browser(), on, other, nil, "acr_values", acrMFA).Access); acr != "" || at.IsZero() {
			t.Errorf("%s, with the password alone: acr %q of %v", name, acr, at)
		}
	}
}

// passwordIsNoFactor: who gives the password once more, to change it, has not given the second factor again.
func passwordIsNoFactor(t *testing.T, p *patio) {
	who, _, b := p.guarded(t)
	api := p.resourceServer(t, who)
	p.stale(t, who)
	changed := "quite another " + who.Password
	p.hide(changed)
	at := b.open(t, "/account").is(t, http.StatusOK)
	b.submit(t, at, at.form(t, "current_password"), url.Values{"current_password": {who.Password}, "new_password": {changed}}).is(t, http.StatusOK)
	who.Password = changed
	for name, spec := range map[string]clientSpec{"jwt": {}, "opaque": {Opaque: true}} {
		if acr, at := p.acr(t, api, p.grantWith(t, b, p.client(t, who, spec), who, nil, "acr_values", acrMFA).Access); acr == acrMFA && clocktest.Since(at) < 4*time.Minute {
			t.Errorf("%s: acr %q of %v, after a password", name, acr, at)
		}
	}
}

// privilegesWithoutFactor: neither a person who removes the second factor nor an operator who resets it leaves anything
// behind that says it was given.
func privilegesWithoutFactor(t *testing.T, p *patio) {
	for name, remove := range map[string]func(who person, b *browser){
		"removed": func(who person, b *browser) {
			at := b.open(t, "/account/security/remove").is(t, http.StatusOK).says(t, "Tokens lose the advanced privileges")
			b.submit(t, at, at.form(t, "password"), url.Values{"password": {who.Password}}).is(t, http.StatusOK)
		},
		"reset": func(who person, _ *browser) { p.cli(t, "user", "reset-second-factor", who.Username) },
	} {
		who, _, b := p.guarded(t)
		api := p.resourceServer(t, who)
		wanted := url.Values{"name": {"deploy"}, "advanced_privileges": {"true"}, "scope": {"email"}, "expires_in": {"30d"}}
		tokens := []string{
			b.newToken(t, p.client(t, who, clientSpec{}), wanted).is(t, http.StatusOK).secretOn(t, p),
			p.grantWith(t, b, p.client(t, who, clientSpec{Opaque: true}), who, nil, "acr_values", acrMFA).Access,
		}
		for _, token := range tokens {
			if acr, _ := p.acr(t, api, token); acr != acrMFA {
				t.Errorf("before it is %s: acr %q", name, acr)
			}
		}
		remove(who, b)
		for _, token := range tokens {
			if acr, _ := p.acr(t, api, token); acr != "" {
				t.Errorf("%s, and the acr is %q", name, acr)
			}
		}
	}
}
