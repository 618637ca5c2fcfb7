package e2e_test

import (
	"net/http"
	"net/url"
	"testing"
)

// TestRevocation is RFC 7009: every kind of token, by its client alone, and dead at once.
func TestRevocation(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		apps := map[string]client{
			"jwt": p.client(t, mira, clientSpec{}), "opaque": p.client(t, mira, clientSpec{Opaque: true}),
			"post": p.client(t, mira, clientSpec{AuthMethod: "client_secret_post"}), "public": p.client(t, mira, clientSpec{Public: true}),
		}
		for name, app := range apps {
			t.Run("access/"+name, func(t *testing.T) { revokeAccess(t, p, app, mira) })
			t.Run("refresh/"+name, func(t *testing.T) { revokeRefresh(t, p, app, mira) })
		}
		t.Run("client credentials", func(t *testing.T) {
			for _, opaque := range []bool{false, true} {
				robot := p.client(t, mira, clientSpec{Opaque: opaque, Grants: []string{"client_credentials"}, Redirects: []string{}})
				token := p.token(t, robot, url.Values{"grant_type": {"client_credentials"}}).is(t, http.StatusOK).tokens(t).Access
				p.me(t, token).is(t, http.StatusOK)
				p.revoke(t, robot, token).is(t, http.StatusOK)
				tokenEnded(t, p, robot, token)
			}
		})
		t.Run("pat", func(t *testing.T) { revokePersonal(t, p, apps["jwt"], mira) })
		t.Run("not yours", func(t *testing.T) { revokeOthers(t, p, apps["jwt"], apps["post"], mira) })
		t.Run("unknown", func(t *testing.T) { revokeUnknown(t, p, apps["jwt"]) })
	})
}

// revokeAccess ends one access token and nothing else.
func revokeAccess(t *testing.T, p *patio, app client, who person) {
	held := p.grant(t, app, who)
	next := p.token(t, app, refresh(held.Refresh)).is(t, http.StatusOK).tokens(t)
	p.me(t, held.Access).is(t, http.StatusOK)
	p.revoke(t, app, held.Access).is(t, http.StatusOK)
	tokenEnded(t, p, app, held.Access)
	p.revoke(t, app, held.Access).is(t, http.StatusOK)
	p.me(t, next.Access).is(t, http.StatusOK)
	p.token(t, app, refresh(next.Refresh)).is(t, http.StatusOK)
}

// revokeRefresh ends everything in the grant.
func revokeRefresh(t *testing.T, p *patio, app client, who person) {
	held := p.grant(t, app, who)
	next := p.token(t, app, refresh(held.Refresh)).is(t, http.StatusOK).tokens(t)
	p.me(t, held.Access).is(t, http.StatusOK)
	p.revoke(t, app, next.Refresh).is(t, http.StatusOK)
	lineageEnded(t, p, app, held, next)
	p.revoke(t, app, next.Refresh).is(t, http.StatusOK)
}

// revokePersonal revokes a personal access token by the client that it belongs to.
func revokePersonal(t *testing.T, p *patio, app client, who person) {
	token, id := p.pat(t, who, app)
	p.me(t, token).is(t, http.StatusOK)
	p.revoke(t, app, token).is(t, http.StatusOK)
	tokenEnded(t, p, app, token)
	for _, row := range p.cli(t, "pat", "list", "--user", who.Username).list(t, "items") {
		if row["id"] == id && row["revoked_at"] == nil {
			t.Error("the list does not say that the token is revoked")
		}
	}
}

// revokeOthers insists that no client ends what another holds.
func revokeOthers(t *testing.T, p *patio, app, other client, who person) {
	held := p.grant(t, app, who)
	personal, _ := p.pat(t, who, app)
	for _, token := range []string{held.Access, held.Refresh, personal} {
		p.revoke(t, other, token).is(t, http.StatusBadRequest)
	}
	p.me(t, held.Access).is(t, http.StatusOK)
	p.me(t, personal).is(t, http.StatusOK)
	p.token(t, app, refresh(held.Refresh)).is(t, http.StatusOK)
	p.post(t, "/oauth/revoke", url.Values{"token": {personal}}).refused(t, http.StatusUnauthorized, "invalid_client")
}

// revokeUnknown is no error (RFC 7009, section 2.2); a missing parameter is one.
func revokeUnknown(t *testing.T, p *patio, app client) {
	for _, token := range []string{"x", "a.b.c", "pcr_000000000000000000000000000000000000", "pat_000000000000000000000000000000000000"} {
		p.revoke(t, app, token).is(t, http.StatusOK)
	}
	form := url.Values{"token_type_hint": {"access_token"}}
	p.do(t, p.clientPost(t, "/oauth/revoke", app, form)).refused(t, http.StatusBadRequest, "invalid_request")
}
