package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestConsent is about what a person is asked, and when (AUTHORITY: consent is given for scopes, a resource and a
// redirect origin).
func TestConsent(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		owner, mira := p.person(t), p.person(t)
		desk := p.client(t, owner, clientSpec{Scopes: append([]string{"clients:read", "clients:write"}, defaultScopes...)})
		token, _ := p.pat(t, owner, desk)
		t.Run("a new redirect origin", func(t *testing.T) { consentByOrigin(t, p, token, owner, mira) })
		t.Run("a new resource", func(t *testing.T) { consentByResource(t, p, owner, mira) })
		t.Run("this device", func(t *testing.T) { consentOnThisDevice(t, p, owner, mira) })
		t.Run("before the sign-in", func(t *testing.T) { beforeSignIn(t, p, token, owner, mira) })
		t.Run("pending and suspended", func(t *testing.T) { inactiveApps(t, p, token, owner) })
		t.Run("clients:write", func(t *testing.T) { appsMakeNoApps(t, p, owner, mira) })
		t.Run("the default audience", func(t *testing.T) { defaultAudience(t, p, owner, mira) })
	})
}

// silent sends a request that may show no page, and gives the app's answer.
func (b *browser) silent(t *testing.T, c client, extra ...string) url.Values {
	t.Helper()
	return b.open(t, b.p.authorizeURL(c, nil, append([]string{"prompt", "none"}, extra...)...).URL).answerOf(t)
}

// consentByOrigin: whoever changes the redirect URIs of an app does not get what people allowed the app before.
func consentByOrigin(t *testing.T, p *patio, token string, owner, mira person) {
	app, _ := p.registered(t, token, order{
		"name": "Ledgerly", "type": "confidential", "scopes": []string{"notes:read"}, "redirect_uris": []string{callback},
	})
	b := p.session(t, mira).browser
	b.open(t, p.authorizeURL(app, nil).URL).is(t, http.StatusOK).says(t,
		"This service and every API that accepts its default audience", "by "+owner.Name, "No. Allow it only if you know who makes it.",
		"Until you withdraw it or the app is not used for 30 days", "Withdraw it under Apps.")
	p.grantIn(t, b, app, mira)
	if got := b.silent(t, app); !got.Has("code") {
		t.Errorf("what was allowed is asked again: %v", got)
	}
	b.open(t, p.authorizeURL(app, nil, "prompt", "consent").URL).is(t, http.StatusOK).says(t, "wants to use your account")

	evil := "https://evil.example.net:8443/cb"
	p.api(t, http.MethodPatch, "/clients/"+app.ID, token, order{"redirect_uris": []string{callback, evil}}).is(t, http.StatusOK)
	moved := app
	moved.Redirect = evil
	b.open(t, p.authorizeURL(moved, nil).URL).is(t, http.StatusOK).says(t, "Now it leads somewhere else: evil.example.net:8443")
	if got := b.silent(t, moved); got.Get("error") != "consent_required" || got.Get("iss") != p.issuer || got.Get("state") == "" {
		t.Errorf("towards another origin the app is told %v", got)
	}
	p.grantIn(t, b, moved, mira)
	reader, _ := p.pat(t, mira, p.client(t, mira, clientSpec{Scopes: []string{"apps:read"}}))
	var origins []string
	for _, row := range p.api(t, http.MethodGet, allowedApps, reader, nil).is(t, http.StatusOK).object(t).list(t, "items") {
		if row["client_id"] != app.ID {
			continue
		}
		for _, g := range row.list(t, "grants") {
			g.shows(t, object{"resource": nil, "scopes": []string{"notes:read"}, "acr": false})
			origins = append(origins, g.text(t, "origin"))
		}
	}
	if strings.Join(origins, " ") != "https://app.example.org https://evil.example.net:8443" {
		t.Errorf("the app may take it to %q", origins)
	}
	b.open(t, "/account/apps").is(t, http.StatusOK).says(t, "app.example.org", "evil.example.net:8443")
	withdraw := "/account/apps/" + app.ID + "/withdraw"
	at := b.open(t, withdraw).is(t, http.StatusOK)
	b.submit(t, at, at.formTo(t, withdraw), nil).is(t, http.StatusOK)
	for _, c := range []client{app, moved} {
		if got := b.silent(t, c); got.Get("error") != "consent_required" {
			t.Errorf("withdrawn, and at %s the app is told %v", c.Redirect, got)
		}
	}
}

// consentByResource: what was allowed for one API is not allowed for another, nor for all of them.
func consentByResource(t *testing.T, p *patio, owner, mira person) {
	app, one, two := p.client(t, owner, clientSpec{Scopes: []string{"notes:read"}}), p.resourceServer(t, owner), p.resourceServer(t, owner)
	b := p.session(t, mira).browser
	to := func(rs client) []string { return []string{"resource", rs.ResourceServer} }
	b.open(t, p.authorizeURL(app, nil, to(one)...).URL).is(t, http.StatusOK).says(t, one.Name, one.ResourceServer,
		"By an administrator of this service")
	p.grantWith(t, b, app, mira, nil, to(one)...)
	if got := b.silent(t, app, to(one)...); !got.Has("code") {
		t.Errorf("the API that was allowed: %v", got)
	}
	for what, extra := range map[string][]string{"another": to(two), "both": append(to(one), to(two)...), "none": nil} {
		if got := b.silent(t, app, extra...); got.Get("error") != "consent_required" {
			t.Errorf("%s: the app is told %v", what, got)
		}
	}
	p.grantIn(t, b, app, mira)
	if got := b.silent(t, app, "resource", p.issuer); !got.Has("code") {
		t.Errorf("the default audience by its name: %v", got)
	}
}

// consentOnThisDevice: an answer to the person's own device may reach any program there, also by https.
func consentOnThisDevice(t *testing.T, p *patio, owner, mira person) {
	b := p.session(t, mira).browser
	for _, redirect := range []string{"https://localhost/cb", "https://127.0.0.1:5/cb", "http://127.0.0.1/cb"} {
		app := p.client(t, owner, clientSpec{Public: true, Redirects: []string{redirect}})
		app.Redirect = redirect
		p.grantIn(t, b, app, mira)
		b.open(t, p.authorizeURL(app, nil).URL).is(t, http.StatusOK).says(t, "Allow hands over to an app on this device")
		if got := b.silent(t, app); got.Get("error") != "consent_required" {
			t.Errorf("%s: the app is told %v", redirect, got)
		}
	}
}

// beforeSignIn: anybody may register an app, so before the sign-in Patio neither leads on to it nor shows its name,
// until an administrator has reviewed it.
func beforeSignIn(t *testing.T, p *patio, token string, owner, mira person) {
	name := "Call 1 555 0100"
	order := order{
		"name": name, "type": "public", "scopes": []string{"notes:read"}, "redirect_uris": []string{callback, "http://127.0.0.1/cb"},
	}
	app, _ := p.registered(t, token, order)
	bad := url.Values{"response_type": {"token"}}
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		p.browser().authorize(t, method, p.authorization(t, app, bad)).stays(t, method, http.StatusBadRequest)
	}
	onLoopback := p.browser().authorize(t, http.MethodGet, p.authorization(t, app,
		url.Values{"response_type": {"token"}, "redirect_uri": {"http://127.0.0.1:4000/cb"}}))
	if onLoopback.Left == nil {
		t.Errorf("on loopback: %d", onLoopback.Status)
	}
	if got := p.browser().silent(t, app); got.Get("error") != "login_required" || got.Get("iss") != p.issuer {
		t.Errorf("a valid request with prompt=none: %v", got)
	}
	if at := p.browser().open(t, p.authorizeURL(app, nil).URL).is(t, http.StatusOK); strings.Contains(at.text(), name) {
		t.Errorf("the sign-in page names the app: %s", at.text())
	}
	signedIn := p.session(t, mira).browser
	if got := signedIn.authorize(t, http.MethodGet, p.authorization(t, app, bad)).answerOf(t); got.Get("error") != "unsupported_response_type" {
		t.Errorf("after the sign-in: %v", got)
	}
	p.cli(t, "client", "approve", app.ID)
	if got := p.browser().authorize(t, http.MethodGet, p.authorization(t, app, bad)).answerOf(t); got.Get("error") != "unsupported_response_type" {
		t.Errorf("reviewed: %v", got)
	}
	p.browser().open(t, p.authorizeURL(app, nil).URL).is(t, http.StatusOK).says(t, "to continue to "+name)
}

// inactiveApps: an app that waits for approval or is suspended leads nowhere, and its makers are told why.
func inactiveApps(t *testing.T, p *patio, token string, owner person) {
	pending, made := p.registered(t, token, order{
		"name": "Waiting", "type": "confidential", "scopes": []string{"notes:read"}, "redirect_uris": []string{callback},
		"grant_types": []string{"authorization_code", "client_credentials"},
	})
	made.shows(t, object{"status": "pending"})
	off := p.client(t, owner, clientSpec{Grants: []string{"authorization_code", "client_credentials"}})
	p.cli(t, "client", "disable", off.ID)
	for _, c := range []struct {
		app         client
		page, token string
	}{
		{pending, "This app is waiting for approval", "This client is pending"},
		{off, "This app is suspended", "This client is suspended: an administrator suspended it."},
	} {
		at := p.browser().open(t, p.authorizeURL(c.app, nil).URL).says(t, c.page)
		at.stays(t, c.page, http.StatusBadRequest)
		if strings.Contains(at.text(), c.app.Name) {
			t.Errorf("%s: the page names the app", c.page)
		}
		told := p.token(t, c.app, forItself).refused(t, http.StatusBadRequest, "unauthorized_client").object(t)
		if said := told.text(t, "error_description"); !strings.HasPrefix(said, c.token) {
			t.Errorf("%s: %q", c.page, said)
		}
	}
}

// appsMakeNoApps: an app's token cannot register apps, unless an administrator trusts the app.
func appsMakeNoApps(t *testing.T, p *patio, owner, mira person) {
	app := p.client(t, owner, clientSpec{Scopes: []string{"notes:read", "clients:write"}})
	b := p.session(t, mira).browser
	if got := b.open(t, p.authorizeURL(app, []string{"clients:write"}).URL).answerOf(t); got.Get("error") != "invalid_scope" {
		t.Errorf("named, it is answered with %v", got)
	}
	if at := b.open(t, p.authorizeURL(app, nil).URL).is(t, http.StatusOK); strings.Contains(at.text(), "Manage your API clients") {
		t.Error("the page asks for what the app cannot have")
	}
	if got := p.grantIn(t, b, app, mira); got.Scope != "notes:read" {
		t.Errorf("not named, it gets %q", got.Scope)
	}
}

// defaultAudience: an API that does not accept it learns nothing of tokens that name no API, of either kind.
func defaultAudience(t *testing.T, p *patio, owner, mira person) {
	rs := p.resourceServer(t, owner)
	strict := p.cli(t, "client", "create", "--owner", owner.Username, "--name", "Strict", "--type", "confidential", "--grant-type",
		"client_credentials", "--resource-server", rs.ResourceServer+"/strict", "--no-accepts-default-audience")
	api := client{ID: strict.text(t, "client_id"), Secret: strict.text(t, "client_secret"), AuthMethod: "client_secret_basic", ResourceServer: rs.ResourceServer + "/strict"}
	for _, opaque := range []bool{false, true} {
		app := p.client(t, mira, clientSpec{Opaque: opaque})
		held := p.grant(t, app, mira)
		personal, _ := p.pat(t, mira, app)
		for _, token := range []string{held.Access, personal} {
			inactive(t, p, api, token)
			if got := p.introspect(t, rs, token); got["active"] != true {
				t.Errorf("the API that accepts it is told %v", got)
			}
		}
		narrowed := refresh(held.Refresh)
		narrowed.Set("resource", api.ResourceServer)
		p.token(t, app, narrowed).refused(t, http.StatusBadRequest, "invalid_target")
		named := p.grantWith(t, p.browser(), app, mira, nil, "resource", api.ResourceServer)
		if got := p.introspect(t, api, named.Access); got["active"] != true {
			t.Errorf("of a token that names it, it is told %v", got)
		}
	}
}

// TestRequireResource: where the operator wants it, every request names its API.
func TestRequireResource(t *testing.T) {
	p := lone(t, settings{"tokens.require_resource": "true"})
	mira := p.person(t)
	app, api := p.client(t, mira, clientSpec{Grants: []string{"authorization_code", "client_credentials"}}), p.resourceServer(t, mira)
	got := p.browser().open(t, p.authorizeURL(app, nil).URL).answerOf(t)
	if got.Get("error") != "invalid_target" || !strings.Contains(got.Get("error_description"), "resource parameter is missing") {
		t.Errorf("the app is told %v", got)
	}
	p.token(t, app, forItself).refused(t, http.StatusBadRequest, "invalid_target")
	p.token(t, app, url.Values{"grant_type": {"client_credentials"}, "resource": {api.ResourceServer}}).is(t, http.StatusOK)
	b, a := p.browser(), p.authorizeURL(app, nil, "resource", api.ResourceServer)
	p.token(t, app, redemption(app, b.code(t, a, mira), a.Verifier)).is(t, http.StatusOK)
}

// TestRequireResourceOfPersonalTokens: where the operator wants it, a new personal access token names its API too, in
// the browser, over REST and at the command line. Those that were there go on.
func TestRequireResourceOfPersonalTokens(t *testing.T) {
	before := lone(t, nil)
	mira := before.person(t)
	own, api := before.client(t, mira, clientSpec{Scopes: []string{"tokens:read", "tokens:write"}}), before.resourceServer(t, mira)
	token, id := before.pat(t, mira, own)
	p := before
	p.env = environment(settings{"issuer": before.issuer, "tokens.require_resource": "true"})
	p.restart(t)

	named := func(resource any, status int) answer {
		t.Helper()
		return p.api(t, http.MethodPost, pats, token, order{"client_id": own.ID, "name": "a", "scopes": []string{"tokens:read"}, "resource": resource}).is(t, status)
	}
	for _, nothing := range []any{nil, []string{}} {
		said := named(nothing, http.StatusUnprocessableEntity)
		if !strings.Contains(said.Body, `"field":"resource"`) || !strings.Contains(said.Body, "tokens.require_resource") {
			t.Errorf("without one, the answer is %s", said.Body)
		}
	}
	named(api.ResourceServer, http.StatusCreated)
	named(before.issuer, http.StatusCreated).object(t).shows(t, object{"resource": nil})

	got := p.run(t, "", "pat", "create", "--user", mira.Username, "--client", own.ID, "--name", "x")
	if got.Status == 0 || !strings.Contains(got.Stderr, "--resource is missing") || !strings.Contains(got.Stderr, "tokens.require_resource") {
		t.Errorf("the command says %d %s", got.Status, got.Stderr)
	}
	b := p.session(t, mira).browser
	at := b.open(t, "/account/tokens/new?client_id="+own.ID).is(t, http.StatusOK).says(t, "Required here; "+before.issuer+" is all of them.")
	refused := b.submit(t, at, at.form(t, "expires_in"), url.Values{"name": {"x"}})
	refused.is(t, http.StatusUnprocessableEntity).says(t, "This is missing; name the API that the token is for")
	b.submit(t, refused, refused.form(t, "expires_in"), url.Values{"name": {"x"}, "resource": {api.ResourceServer}}).is(t, http.StatusOK)

	p.me(t, token).is(t, http.StatusOK)
	fresh := p.api(t, http.MethodPost, pats+"/"+id+"/rotate", token, nil).is(t, http.StatusOK).object(t).text(t, "token")
	p.me(t, fresh).is(t, http.StatusOK)
}
