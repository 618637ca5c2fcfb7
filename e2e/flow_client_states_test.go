package e2e_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestClientStatesByREST takes clients through their states over the REST API, with every credential that may and
// those that may not. Every answer is held to the OpenAPI document.
func TestClientStatesByREST(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		s := stateScene{p: p, mira: p.person(t), ada: p.person(t), admin: p.person(t, "--admin")}
		s.desk = p.client(t, s.mira, clientSpec{UserTokens: true, Scopes: []string{"clients:read", "clients:write", "notes:read"}})
		s.hers, _ = p.pat(t, s.mira, s.desk)
		t.Run("approve", s.approve)
		t.Run("suspend and activate", s.suspend)
		t.Run("transfer", s.transfer)
		t.Run("detach", s.detach)
		t.Run("manage", s.manage)
		t.Run("another's", s.anothers)
	})
}

// stateScene is who changes the states of clients: an owner with a token, another user and an administrator.
type stateScene struct {
	p                *patio
	mira, ada, admin person
	desk             client
	hers             string // a token of mira's that may change clients
}

// made registers a client of mira's with her token.
func (s stateScene) made(t *testing.T, grants ...string) (path string, o object) {
	t.Helper()
	with := order{"name": "Reports", "type": "confidential", "scopes": []string{"notes:read"}}
	if len(grants) > 0 {
		with["grant_types"] = grants
	}
	c, o := s.p.registered(t, s.hers, with)
	return "/clients/" + c.ID, o
}

// inBrowser signs somebody in and returns what calls the REST API by that session.
func (s stateScene) inBrowser(t *testing.T, who person) func(method, path string, body any) answer {
	t.Helper()
	b := s.p.browser()
	b.signIn(t, b.open(t, "/account"), who)
	csrf := b.open(t, "/account").form(t, "csrf_token").Values.Get("csrf_token")
	return func(method, path string, body any) answer { t.Helper(); return b.api(t, method, path, csrf, body) }
}

// signedInEarlier ages the sign-ins of somebody without a second factor by the time that they count as recent.
func (p *patio) signedInEarlier(t *testing.T, who person) {
	t.Helper()
	db := storagetest.SQL(t, p.database)
	query := "UPDATE sessions SET auth_time = auth_time - 300000 WHERE user_id = '" + who.ID + "'"
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatal(err)
	}
}

func (s stateScene) post(t *testing.T, token, path string, body any) answer {
	t.Helper()
	return s.p.api(t, http.MethodPost, path, token, body)
}

// toldToAuthenticate insists on the refusal of RFC 9470.
func (a answer) toldToAuthenticate(t *testing.T) {
	t.Helper()
	a.is(t, http.StatusUnauthorized).object(t).shows(t, object{
		"error": "insufficient_user_authentication", "acr_values": acrMFA, "max_age": float64(300),
	})
}

// toldToSignIn insists on the refusal that a page's script gets.
func (a answer) toldToSignIn(t *testing.T) {
	t.Helper()
	a.is(t, http.StatusForbidden).object(t).shows(t, object{"code": "reauthentication_required"})
}

// approve: what asks for more than self-service waits, and only an administrator lets it act.
func (s stateScene) approve(t *testing.T) {
	_, o := s.made(t)
	o.shows(t, object{
		"status": "active", "suspended_by": nil, "reviewed": false, "first_party": false,
		"managed_by_token_id": nil, "accepts_default_audience": true,
	})
	path, o := s.made(t, "client_credentials")
	o.shows(t, object{"status": "pending", "disabled": false, "reviewed": false})
	s.post(t, s.hers, path+"/approve", nil).is(t, http.StatusForbidden)
	plain, _ := s.p.pat(t, s.admin, s.desk)
	s.post(t, plain, path+"/approve", nil).toldToAuthenticate(t)
	call := s.inBrowser(t, s.admin)
	approved := call(http.MethodPost, path+"/approve", nil).is(t, http.StatusOK).object(t)
	approved.shows(t, object{"status": "active", "reviewed": true, "owner_id": s.mira.ID})
	s.p.signedInEarlier(t, s.admin)
	call(http.MethodPost, path+"/approve", nil).toldToSignIn(t)
}

// suspend: an owner ends their own suspension, and an operator's stays the operator's.
func (s stateScene) suspend(t *testing.T) {
	path, _ := s.made(t)
	s.post(t, s.hers, path+"/suspend", nil).is(t, http.StatusOK).object(t).shows(t,
		object{"status": "suspended", "suspended_by": "owner", "disabled": true})
	s.post(t, s.hers, path+"/activate", nil).is(t, http.StatusOK).object(t).shows(t,
		object{"status": "active", "suspended_by": nil, "disabled": false})
	call := s.inBrowser(t, s.admin)
	call(http.MethodPost, path+"/suspend", nil).is(t, http.StatusOK).object(t).shows(t, object{"suspended_by": "operator"})
	s.post(t, s.hers, path+"/activate", nil).is(t, http.StatusForbidden)
	s.p.api(t, http.MethodPatch, path, s.hers, order{"disabled": false}).is(t, http.StatusForbidden)
	call(http.MethodPost, path+"/activate", nil).is(t, http.StatusOK).object(t).shows(t, object{"status": "active"})
}

// transfer: an administrator gives a client to somebody whose account is not disabled.
func (s stateScene) transfer(t *testing.T) {
	path, _ := s.made(t)
	to := order{"owner_id": s.ada.ID}
	s.post(t, s.hers, path+"/transfer", to).is(t, http.StatusForbidden)
	call := s.inBrowser(t, s.admin)
	call(http.MethodPost, path+"/transfer", order{"owner_id": s.desk.ID}).named(t, http.StatusUnprocessableEntity, "owner_id")
	call(http.MethodPost, path+"/transfer", order{"owner": s.ada.ID}).named(t, http.StatusUnprocessableEntity, "owner")
	call(http.MethodPost, path+"/transfer", to).is(t, http.StatusOK).object(t).shows(t, object{"owner_id": s.ada.ID})
	s.p.api(t, http.MethodGet, path, s.hers, nil).is(t, http.StatusNotFound)
}

// detach: a client outlives the token that created it where its owner says so, after a recent sign-in.
func (s stateScene) detach(t *testing.T) {
	token, id := s.p.pat(t, s.mira, s.desk)
	var paths []string
	for range 2 {
		c, _ := s.p.registered(t, token, order{"name": "Reports", "type": "public", "scopes": []string{"notes:read"}})
		paths = append(paths, "/clients/"+c.ID)
	}
	s.post(t, token, paths[0]+"/detach", nil).toldToAuthenticate(t)
	call := s.inBrowser(t, s.mira)
	call(http.MethodPost, paths[0]+"/detach", nil).is(t, http.StatusOK).object(t).shows(t, object{"status": "active"})
	s.p.cli(t, "pat", "revoke", id, "--yes")
	s.p.api(t, http.MethodGet, paths[0], s.hers, nil).is(t, http.StatusOK).object(t).shows(t, object{"status": "active"})
	s.p.api(t, http.MethodGet, paths[1], s.hers, nil).is(t, http.StatusOK).object(t).shows(t, object{"suspended_by": "token_revoked"})
	s.post(t, s.hers, paths[1]+"/activate", nil).toldToAuthenticate(t)
	s.p.signedInEarlier(t, s.mira)
	call(http.MethodPost, paths[1]+"/activate", nil).toldToSignIn(t)
	call(http.MethodPost, paths[1]+"/detach", nil).toldToSignIn(t)
}

// manage: another token takes over from the one that created a client.
func (s stateScene) manage(t *testing.T) {
	path, _ := s.made(t)
	next, id := s.p.pat(t, s.mira, s.desk)
	redirects := order{"redirect_uris": []string{callback}}
	s.p.api(t, http.MethodPatch, path, next, redirects).toldToAuthenticate(t)
	s.p.api(t, http.MethodPatch, path, s.hers, order{"managed_by_token_id": id}).toldToAuthenticate(t)
	call := s.inBrowser(t, s.mira)
	call(http.MethodPatch, path, order{"managed_by_token_id": s.desk.ID}).named(t, http.StatusUnprocessableEntity, "managed_by_token_id")
	call(http.MethodPatch, path, order{"managed_by_token_id": id}).is(t, http.StatusOK).object(t).shows(t, object{"managed_by_token_id": id})
	s.p.api(t, http.MethodPatch, path, next, redirects).is(t, http.StatusOK)
	s.post(t, next, path+"/secret", nil).is(t, http.StatusOK)
	call(http.MethodPatch, path, order{"managed_by_token_id": nil}).is(t, http.StatusOK).object(t).shows(t, object{"managed_by_token_id": nil})
}

// anothers: somebody else's client looks like none.
func (s stateScene) anothers(t *testing.T) {
	path, _ := s.made(t)
	theirs, _ := s.p.pat(t, s.ada, s.desk)
	for _, state := range []string{"approve", "suspend", "activate", "detach"} {
		s.post(t, theirs, path+"/"+state, nil).is(t, http.StatusNotFound)
	}
	s.post(t, theirs, path+"/transfer", order{"owner_id": s.ada.ID}).is(t, http.StatusNotFound)
}

// TestApprovalOfAll: where an administrator approves every client, its owner widens none afterwards, be it one that was
// made on the way to a token.
func TestApprovalOfAll(t *testing.T) {
	p := start(t, storagetest.Fresh(t, storage.SQLite), settings{"clients.self_service.approval": "all"})
	mira, root := p.person(t), p.person(t, "--admin")
	s, admin := p.session(t, mira), p.session(t, root)
	personal := func(s session, who person) string {
		p.do(t, s.with(p.request(t, http.MethodPost, "/account/tokens", url.Values{
			"name": {"x"}, "client_id": {"personal"}, "scope": {"profile"}, "expires_in": {"30d"}, "csrf_token": {s.csrf},
		}))).is(t, http.StatusSeeOther)
		return p.cli(t, "client", "list", "--owner", who.Username).list(t, "items")[0].text(t, "client_id")
	}
	made := p.script(t, s, http.MethodPost, "/clients", order{
		"name": "Reports", "type": "confidential", "scopes": []string{"profile"}, "grant_types": []string{"authorization_code"}, "redirect_uris": []string{callback},
	}).is(t, http.StatusCreated).object(t)
	made.shows(t, object{"status": "pending", "reviewed": false})
	id := made.text(t, "client_id")
	p.script(t, s, http.MethodPatch, "/clients/"+id, order{"redirect_uris": []string{callback, callback + "/2"}}).is(t, http.StatusOK) // it waits anyway
	p.script(t, admin, http.MethodPost, "/clients/"+id+"/approve", nil).is(t, http.StatusOK)
	for _, id := range []string{id, personal(s, mira)} {
		for _, change := range []order{
			{"grant_types": []string{"authorization_code", "refresh_token"}}, {"user_tokens": true}, {"redirect_uris": []string{callback + "/3"}},
		} {
			p.script(t, s, http.MethodPatch, "/clients/"+id, change).is(t, http.StatusForbidden)
		}
	}
	p.script(t, s, http.MethodPatch, "/clients/"+id, order{"redirect_uris": []string{callback}, "name": "Other reports"}).is(t, http.StatusOK)
	p.script(t, admin, http.MethodGet, "/clients/"+personal(admin, root), nil).is(t, http.StatusOK).object(t).shows(t, object{"reviewed": true})
}

// TestPatchWhatWasShown: a document that comes back as it was changes nothing, whatever is fixed in it.
func TestPatchWhatWasShown(t *testing.T) {
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	mira := p.person(t)
	desk := p.client(t, mira, clientSpec{UserTokens: true, Scopes: []string{"clients:read", "clients:write", "tokens:read", "tokens:write"}})
	hers, id := p.pat(t, mira, desk)
	for _, path := range []string{"/clients/" + desk.ID, "/personal-access-tokens/" + id} {
		shown := p.api(t, http.MethodGet, path, hers, nil).is(t, http.StatusOK)
		if again := p.patched(t, path, hers, shown.Body).is(t, http.StatusOK); again.Body != shown.Body && path != "/personal-access-tokens/"+id { // which was used meanwhile
			t.Errorf("%s became %s", shown.Body, again.Body)
		}
		scopes := shown.object(t).texts(t, "scopes")
		slices.Reverse(scopes)
		created := strings.Replace(shown.object(t).text(t, "created_at"), "Z", "+00:00", 1)
		p.api(t, http.MethodPatch, path, hers, order{"scopes": scopes, "created_at": created}).is(t, http.StatusOK)
		p.api(t, http.MethodPatch, path, hers, order{"created_at": "2020-01-01T00:00:00Z"}).named(t, http.StatusUnprocessableEntity, "created_at")
		p.api(t, http.MethodPatch, path, hers, order{"nothing": nil}).named(t, http.StatusUnprocessableEntity, "nothing")
		p.patched(t, path, hers, `{"name":null}`).named(t, http.StatusUnprocessableEntity, "name")
		p.patched(t, path, hers, `{"scopes":null}`).named(t, http.StatusUnprocessableEntity, "scopes")
	}
	p.api(t, http.MethodPatch, "/clients/"+desk.ID, hers, order{"scopes": []string{"clients:read"}}).named(t, http.StatusUnprocessableEntity, "scopes")
	p.patched(t, "/clients/"+desk.ID, hers, `{"redirect_uris":null}`).named(t, http.StatusUnprocessableEntity, "redirect_uris")
}

// patched sends a merge patch (RFC 7396).
func (p *patio) patched(t *testing.T, path, token, body string) answer {
	t.Helper()
	r := p.request(t, http.MethodPatch, "/api/v1"+path, body)
	r.Header.Set("Content-Type", "application/merge-patch+json")
	r.Header.Set("Authorization", "Bearer "+token)
	return p.do(t, r)
}

// TestOwnersAreNamed: wherever a person chooses among clients, the owners of other people's are named.
func TestOwnersAreNamed(t *testing.T) {
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	mira, eve := p.person(t), p.person(t)
	own, theirs := p.client(t, mira, clientSpec{}), p.client(t, eve, clientSpec{UserTokens: true})
	b := p.browser()
	at := b.signIn(t, b.open(t, "/account/tokens/new"), mira).is(t, http.StatusOK).says(t, "By "+eve.Username)
	if text := at.text(); strings.Contains(text, "By "+mira.Username) || strings.Index(text, own.Name) > strings.Index(text, theirs.Name) {
		t.Errorf("the choice is %s", text)
	}
	b.open(t, "/account/tokens/new?client_id="+theirs.ID).is(t, http.StatusOK).says(t, "On "+theirs.Name+", by "+eve.Username)
	if listed := p.run(t, "", "client", "list").Stdout; !strings.Contains(listed, eve.Username) {
		t.Errorf("patio client list says %s", listed)
	}
}

// TestTrustIsTheOperators: an existing client becomes first-party, and an API takes other tokens, by the operator's word
// or an administrator's; how a client authenticates changes like everything else that controls it.
func TestTrustIsTheOperators(t *testing.T) {
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	mira, root := p.person(t), p.person(t, "--admin")
	desk := p.client(t, mira, clientSpec{Scopes: []string{"clients:read", "clients:write"}})
	hers, _ := p.pat(t, mira, desk)
	s, admin := p.session(t, mira), p.session(t, root)
	app, own := p.client(t, mira, clientSpec{}), p.client(t, root, clientSpec{})
	trust := order{"first_party": true}
	p.api(t, http.MethodPatch, "/clients/"+app.ID, hers, trust).is(t, http.StatusForbidden)
	p.script(t, s, http.MethodPatch, "/clients/"+app.ID, trust).is(t, http.StatusForbidden)
	p.script(t, admin, http.MethodPatch, "/clients/"+own.ID, trust).is(t, http.StatusOK).object(t).shows(t, object{"first_party": true})
	p.cli(t, "client", "set", app.ID, "--first-party", "--name", "Ours", "--token-endpoint-auth-method", "client_secret_post").
		shows(t, object{"first_party": true, "name": "Ours", "token_endpoint_auth_method": "client_secret_post", "redirect_uris": []string{callback}})
	p.cli(t, "client", "set", app.ID, "--no-first-party").shows(t, object{"first_party": false, "name": "Ours"})
	app.AuthMethod = "client_secret_post"
	p.grant(t, app, mira)

	rs := p.resourceServer(t, mira)
	narrow := order{"accepts_default_audience": false}
	p.api(t, http.MethodPatch, "/clients/"+rs.ID, hers, narrow).challenged(t)
	p.script(t, s, http.MethodPatch, "/clients/"+rs.ID, narrow).is(t, http.StatusOK).object(t).shows(t, object{"accepts_default_audience": false})
	p.cli(t, "client", "set", rs.ID, "--accepts-default-audience").shows(t, object{"accepts_default_audience": true})
	p.api(t, http.MethodPatch, "/clients/"+desk.ID, hers, order{"token_endpoint_auth_method": "client_secret_post"}).challenged(t)
	if got := p.run(t, "", "client", "set", app.ID, "--token-endpoint-auth-method", "none"); got.Status != 1 || !strings.Contains(got.Stderr, "--token-endpoint-auth-method") {
		t.Errorf("a confidential client without a secret: exit status %d, %q", got.Status, got.Stderr)
	}
}
