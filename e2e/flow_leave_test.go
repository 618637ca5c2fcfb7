package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestOffboarding is what becomes of a person's clients and tokens when they leave, by the command line next to a
// running server: each command holds for the very next request.
func TestOffboarding(t *testing.T) {
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	t.Run("clients of a disabled owner", func(t *testing.T) { ownerDisabled(t, p) })
	t.Run("revoked", func(t *testing.T) { userRevoked(t, p) })
	t.Run("deleted", func(t *testing.T) { userDeleted(t, p) })
	t.Run("transferred", func(t *testing.T) { userTransferred(t, p) })
	t.Run("with a new password", func(t *testing.T) { passwordRevokes(t, p) })
}

var everyGrant = clientSpec{Grants: []string{"authorization_code", "refresh_token", "client_credentials"}}

func ownerDisabled(t *testing.T, p *patio) {
	bob, mira := p.person(t), p.person(t)
	app, own := p.client(t, bob, everyGrant), p.client(t, bob, everyGrant)
	p.cli(t, "client", "disable", own.ID)
	held := p.grant(t, app, mira)
	itself := p.token(t, app, forItself).is(t, http.StatusOK).tokens(t)

	listed := p.cli(t, "user", "disable", bob.Username).list(t, "clients")
	if len(listed) != 1 || listed[0]["client_id"] != app.ID || listed[0]["suspended_by"] != "owner_disabled" {
		t.Errorf("the command lists %v", listed)
	}
	p.token(t, app, forItself).refused(t, http.StatusBadRequest, "unauthorized_client")
	p.token(t, app, refresh(held.Refresh)).refused(t, http.StatusBadRequest, "unauthorized_client")
	p.browser().open(t, p.authorizeURL(app, nil).URL).is(t, http.StatusBadRequest).says(t, "This app is suspended")
	for _, token := range []string{held.Access, itself.Access} {
		p.me(t, token).is(t, http.StatusUnauthorized)
	}

	p.cli(t, "user", "enable", bob.Username)
	p.token(t, app, forItself).is(t, http.StatusOK)
	p.token(t, app, refresh(held.Refresh)).is(t, http.StatusOK)
	p.grant(t, app, mira)
	p.token(t, own, forItself).refused(t, http.StatusBadRequest, "unauthorized_client")

	if kept := p.cli(t, "user", "disable", bob.Username, "--keep-clients").list(t, "clients"); len(kept) != 0 {
		t.Errorf("--keep-clients lists %v", kept)
	}
	p.token(t, app, forItself).is(t, http.StatusOK)
}

func userRevoked(t *testing.T, p *patio) {
	mira, owner := p.person(t), p.person(t)
	h, other := p.holdings(t, mira, owner), p.holdings(t, owner, owner)
	got := p.run(t, "", "user", "revoke", mira.Username)
	if got.Status != 2 || !strings.Contains(got.Stderr, "--yes") {
		t.Errorf("without --yes: exit status %d, %q", got.Status, got.Stderr)
	}
	p.me(t, h.personal).is(t, http.StatusOK)
	p.cli(t, "user", "revoke", mira.Username, "--yes").shows(t, object{"personal_access_tokens": 1.0, "grants": 3.0, "sessions": 1.0})
	h.over(t, p)
	h.browser.open(t, "/account/tokens").is(t, http.StatusOK).form(t, "password") // signed out
	p.me(t, other.personal).is(t, http.StatusOK)
	p.me(t, p.grant(t, h.jwt, mira).Access).is(t, http.StatusOK) // the account goes on
}

// over fails where anything of some holdings lives.
func (h holdings) over(t *testing.T, p *patio) {
	t.Helper()
	tokenEnded(t, p, h.jwt, h.byJWT.Access)
	tokenEnded(t, p, h.opaque, h.byPCA.Access)
	tokenEnded(t, p, h.jwt, h.personal)
	p.token(t, h.jwt, refresh(h.byJWT.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")
	p.token(t, h.opaque, refresh(h.byPCA.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")
	p.token(t, h.jwt, h.code).refused(t, http.StatusBadRequest, "invalid_grant")
}

func userDeleted(t *testing.T, p *patio) {
	bob, mira, owner := p.person(t), p.person(t), p.person(t)
	h := p.holdings(t, bob, owner)
	app := p.client(t, bob, everyGrant)
	held := p.grant(t, app, mira)
	p.pat(t, bob, app)
	if got := p.run(t, "", "user", "delete", bob.Username, "--yes"); got.Status != 1 || !strings.Contains(got.Stderr, "owns 1 API clients") {
		t.Errorf("with a client: exit status %d, %q", got.Status, got.Stderr)
	}
	p.me(t, h.personal).is(t, http.StatusOK)
	gone := p.cli(t, "user", "delete", bob.Username, "--delete-clients", "--yes")
	if deleted := gone.list(t, "clients_deleted"); len(deleted) != 1 || deleted[0]["client_id"] != app.ID {
		t.Errorf("the command lists %v", deleted)
	}
	gone.shows(t, object{"personal_access_tokens": 2.0})
	h.over(t, p)
	p.me(t, held.Access).is(t, http.StatusUnauthorized)
	p.token(t, app, forItself).refused(t, http.StatusUnauthorized, "invalid_client")
	at := h.browser.open(t, "/account/tokens").is(t, http.StatusOK)
	h.browser.signIn(t, at, bob).is(t, http.StatusUnauthorized)
	if said := p.run(t, "", "audit", "list").Stdout; !strings.Contains(said, "user.deleted") {
		t.Error("the audit trail does not tell of it")
	}
}

func userTransferred(t *testing.T, p *patio) {
	bob, mira := p.person(t), p.person(t)
	app := p.client(t, bob, everyGrant)
	held := p.grant(t, app, mira)
	p.cli(t, "user", "disable", bob.Username)
	p.cli(t, "user", "delete", bob.Username, "--transfer-clients-to", mira.Username, "--yes")
	p.me(t, held.Access).is(t, http.StatusOK)
	p.token(t, app, forItself).is(t, http.StatusOK)
	p.cli(t, "client", "show", app.ID).shows(t, object{"owner_id": mira.ID, "status": "active"})
}

func passwordRevokes(t *testing.T, p *patio) {
	mira, owner := p.person(t), p.person(t)
	h := p.holdings(t, mira, owner)
	change := func(form url.Values) {
		at := h.browser.open(t, "/account").is(t, http.StatusOK)
		fresh := "a new password, " + mira.Password
		form.Set("current_password", mira.Password)
		form.Set("new_password", fresh)
		p.hide(fresh)
		mira.Password = fresh
		h.browser.submit(t, at, at.formTo(t, "/account/password"), form).is(t, http.StatusOK).says(t, "Your password is changed.")
	}
	change(url.Values{})
	p.me(t, h.personal).is(t, http.StatusOK)
	p.me(t, h.byJWT.Access).is(t, http.StatusOK)
	change(url.Values{"revoke": {"true"}})
	h.over(t, p)
	h.browser.open(t, "/account").is(t, http.StatusOK).says(t, "Your account") // who did it stays signed in
}
