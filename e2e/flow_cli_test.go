package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
)

// TestBesideTheServer is the command line on the database of a running server: whatever it changes holds for the
// server's very next request.
func TestBesideTheServer(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		t.Run("pat", func(t *testing.T) { tokensByCLI(t, p) })
		t.Run("user", func(t *testing.T) { userDisabled(t, p) })
		t.Run("client", func(t *testing.T) { clientDisabled(t, p) })
		t.Run("client deleted", func(t *testing.T) { clientDeleted(t, p) })
		t.Run("secret", func(t *testing.T) { secretRotated(t, p) })
		t.Run("password", func(t *testing.T) { passwordReset(t, p) })
		t.Run("audit", func(t *testing.T) { audited(t, p) })
	})
}

func tokensByCLI(t *testing.T, p *patio) {
	mira, ada := p.person(t), p.person(t)
	own := p.client(t, mira, clientSpec{})
	token, id := p.pat(t, mira, own, "--scope", "notes:read", "--expires-in", "90d")
	me := p.me(t, token).is(t, http.StatusOK).object(t).object(t, "token")
	end, err := time.Parse(time.RFC3339, me.text(t, "expires_at"))
	if err != nil || strings.Join(me.texts(t, "scopes"), " ") != "notes:read" || clocktest.Until(end).Round(24*time.Hour) != 90*24*time.Hour {
		t.Errorf("the API sees %v", me)
	}
	found := false
	for _, row := range p.cli(t, "pat", "list", "--user", mira.Username).list(t, "items") {
		found = found || row["id"] == id && row["revoked_at"] == nil && !row.has("token")
	}
	if !found {
		t.Error("the new token is not in the list")
	}
	p.cli(t, "pat", "revoke", id, "--yes")
	tokenEnded(t, p, own, token)
	// What is refused says why in one line, and makes nothing.
	for _, args := range [][]string{
		{"--user", ada.Username, "--client", own.ID, "--name", "x"},
		{"--user", mira.Username, "--client", own.ID, "--name", "x", "--scope", "users:read"},
		{"--user", "nobody-here", "--client", own.ID, "--name", "x"},
	} {
		got := p.run(t, "", append([]string{"pat", "create"}, args...)...)
		if got.Status != 1 || got.Stdout != "" || strings.Count(got.Stderr, "\n") != 1 {
			t.Errorf("%v: exit status %d, %q on stdout, %q on stderr", args, got.Status, got.Stdout, got.Stderr)
		}
	}
}

// holdings is one of every kind of credential that a person's apps and scripts hold.
type holdings struct {
	jwt, opaque  client
	byJWT, byPCA tokens
	personal     string
	code         url.Values // not redeemed yet
	browser      *browser
}

func (p *patio) holdings(t *testing.T, who, owner person) holdings {
	t.Helper()
	h := holdings{jwt: p.client(t, owner, clientSpec{UserTokens: true}), opaque: p.client(t, owner, clientSpec{Opaque: true}), browser: p.browser()}
	h.byJWT, h.byPCA = p.grantIn(t, h.browser, h.jwt, who), p.grantIn(t, h.browser, h.opaque, who)
	h.personal, _ = p.pat(t, who, h.jwt)
	a := p.authorizeURL(h.jwt, nil)
	h.code = redemption(h.jwt, h.browser.code(t, a, who), a.Verifier)
	for _, token := range []string{h.byJWT.Access, h.byPCA.Access, h.personal} {
		p.me(t, token).is(t, http.StatusOK)
	}
	return h
}

func userDisabled(t *testing.T, p *patio) {
	mira, owner := p.person(t), p.person(t)
	h := p.holdings(t, mira, owner)
	p.cli(t, "user", "disable", mira.Username)
	tokenEnded(t, p, h.jwt, h.byJWT.Access)
	tokenEnded(t, p, h.opaque, h.byPCA.Access)
	tokenEnded(t, p, h.jwt, h.personal)
	p.token(t, h.jwt, refresh(h.byJWT.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")
	p.token(t, h.opaque, refresh(h.byPCA.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")
	p.token(t, h.jwt, h.code).refused(t, http.StatusBadRequest, "invalid_grant")
	at := h.browser.open(t, "/account/tokens").is(t, http.StatusOK)
	h.browser.signIn(t, at, mira).is(t, http.StatusUnauthorized)

	p.cli(t, "user", "enable", mira.Username)
	p.me(t, h.personal).is(t, http.StatusOK)
	// The browser's session ended for good.
	h.browser.open(t, "/account/tokens").is(t, http.StatusOK).form(t, "password")
}

func clientDisabled(t *testing.T, p *patio) {
	mira, owner := p.person(t), p.person(t)
	h := p.holdings(t, mira, owner)
	api := p.resourceServer(t, owner)
	p.cli(t, "client", "disable", h.jwt.ID)
	p.cli(t, "client", "disable", h.opaque.ID)
	for _, token := range []string{h.byJWT.Access, h.byPCA.Access, h.personal} {
		p.me(t, token).is(t, http.StatusUnauthorized)
		inactive(t, p, api, token)
	}
	for _, form := range []url.Values{refresh(h.byJWT.Refresh), h.code} {
		p.token(t, h.jwt, form).refused(t, http.StatusBadRequest, "unauthorized_client")
	}
	at := h.browser.open(t, p.authorizeURL(h.jwt, nil).URL)
	at.is(t, http.StatusBadRequest).says(t, "This app is suspended")

	p.cli(t, "client", "enable", h.jwt.ID)
	p.me(t, h.personal).is(t, http.StatusOK)
	p.token(t, h.jwt, refresh(h.byJWT.Refresh)).is(t, http.StatusOK)
}

func clientDeleted(t *testing.T, p *patio) {
	mira := p.person(t)
	h := p.holdings(t, mira, mira)
	api := p.resourceServer(t, mira)
	p.cli(t, "client", "delete", h.jwt.ID, "--yes")
	for _, token := range []string{h.byJWT.Access, h.personal} {
		p.me(t, token).is(t, http.StatusUnauthorized)
		inactive(t, p, api, token)
	}
	p.token(t, h.jwt, refresh(h.byJWT.Refresh)).refused(t, http.StatusUnauthorized, "invalid_client")
	p.me(t, h.byPCA.Access).is(t, http.StatusOK)
	h.browser.open(t, "/account/tokens").is(t, http.StatusOK)
}

func secretRotated(t *testing.T, p *patio) {
	mira := p.person(t)
	spec := clientSpec{Grants: []string{"client_credentials"}, Redirects: []string{}}
	old := p.client(t, mira, spec)
	form := url.Values{"grant_type": {"client_credentials"}}
	fresh := old
	fresh.Secret = p.cli(t, "client", "rotate-secret", old.ID).text(t, "client_secret")
	p.token(t, fresh, form).is(t, http.StatusOK)
	p.token(t, old, form).refused(t, http.StatusUnauthorized, "invalid_client")

	newest := old
	newest.Secret = p.cli(t, "client", "rotate-secret", old.ID, "--overlap", "1h").text(t, "client_secret")
	p.token(t, newest, form).is(t, http.StatusOK)
	p.token(t, fresh, form).is(t, http.StatusOK)
	p.token(t, old, form).refused(t, http.StatusUnauthorized, "invalid_client")
}

func passwordReset(t *testing.T, p *patio) {
	mira := p.person(t)
	b := p.browser()
	b.signIn(t, b.open(t, "/account"), mira).is(t, http.StatusOK)
	fresh := mira
	fresh.Password = "reset by the operator " + mira.Password
	p.hide(fresh.Password)
	p.cliWith(t, fresh.Password+"\n", "user", "reset-password", mira.Username, "--password-stdin")
	at := b.open(t, "/account").is(t, http.StatusOK)
	at = b.signIn(t, at, mira).is(t, http.StatusUnauthorized)
	f := at.form(t, "password")
	b.submit(t, at, f, url.Values{"username": {fresh.Username}, "password": {fresh.Password}}).is(t, http.StatusOK).says(t, mira.Username)
}

// audited: who did what is in the trail, and no secret is.
func audited(t *testing.T, p *patio) {
	mira := p.person(t)
	h := p.holdings(t, mira, mira)
	p.revoke(t, h.jwt, h.personal).is(t, http.StatusOK)
	p.token(t, h.jwt, h.code).is(t, http.StatusOK)
	trail := p.run(t, "", "audit", "list", "--limit", "1000", "--json")
	for _, action := range []string{"client.registered", "oauth.code_redeemed", "pat.created", "pat.revoked", "user.signed_in"} {
		if !strings.Contains(trail.Stdout, action) {
			t.Errorf("the trail has no %s", action)
		}
	}
	for secret := range p.secrets() {
		if strings.Contains(trail.Stdout, secret) {
			t.Errorf("the trail holds a secret (%s…)", secret[:6])
		}
	}
}
