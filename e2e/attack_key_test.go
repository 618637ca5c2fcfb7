package e2e_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/bearer"
)

// TestAttackStolenKey forges with the server's own signing key what no grant allows.
func TestAttackStolenKey(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira, noor := p.person(t), p.person(t)
		app, other := p.client(t, mira, clientSpec{}), p.client(t, mira, clientSpec{})
		robot := p.robot(t, mira, clientSpec{})
		strict := p.cli(t, "client", "create", "--owner", mira.Username, "--name", "Strict", "--type", "confidential", "--grant-type",
			"client_credentials", "--resource-server", "https://strict.example.org/"+uuid.NewString(), "--no-accepts-default-audience")
		api := client{
			ID: strict.text(t, "client_id"), Secret: strict.text(t, "client_secret"), AuthMethod: "client_secret_basic",
			ResourceServer: strict.text(t, "resource_server"),
		}
		held, own := p.grant(t, app, mira), p.own(t, robot).is(t, http.StatusOK).tokens(t)
		noors := p.grant(t, app, noor)
		personal, _ := p.pat(t, mira, app)
		f, itself, of := newForger(t, p, held.Access), newForger(t, p, own.Access), newForger(t, p, noors.Access)
		now := time.Now().Unix()
		forged := func(f forger, pairs ...any) string {
			token := f.sign(f.own, f.header, with(f.claims, append([]any{"jti", uuid.NewString()}, pairs...)...))
			p.hide(token)
			return token
		}
		p.me(t, forged(f)).is(t, http.StatusOK)
		for name, token := range map[string]string{
			"a wider scope":                forged(f, "scope", "profile clients:write tokens:write"),
			"another client":               forged(f, "client_id", other.ID),
			"another user":                 forged(f, "sub", of.claims["sub"]),
			"another user's lineage":       forged(f, "lineage", of.claims["lineage"]),
			"the client as the subject":    forged(f, "sub", app.ID),
			"the client, and no lineage":   forged(f, "sub", app.ID, "lineage", nil),
			"an API that it did not name":  forged(f, "aud", api.ResourceServer),
			"and one that it may have":     forged(f, "aud", []string{p.issuer, api.ResourceServer}),
			"no lineage":                   forged(f, "lineage", nil),
			"a personal token's lineage":   forged(f, "lineage", p.introspect(t, app, personal)["lineage"]),
			"31 years":                     forged(f, "exp", now+31*365*86400),
			"from next year":               forged(f, "iat", now+365*86400, "exp", now+365*86400+60),
			"of a robot, a wider scope":    forged(itself, "scope", "profile clients:write"),
			"of a robot, for a person":     forged(itself, "sub", f.claims["sub"]),
			"of a robot, for 31 years":     forged(itself, "exp", now+31*365*86400),
			"of a robot, another client's": forged(itself, "sub", app.ID, "client_id", app.ID),
		} {
			if a := p.me(t, token); a.Status != http.StatusUnauthorized {
				t.Errorf("%s: the API answers %d", name, a.Status)
			}
			for _, by := range []client{app, other, robot, api} {
				inactive(t, p, by, token)
			}
		}
		about := p.introspect(t, app, forged(f, "acr", bearer.ACRMFA, "auth_time", now+1))
		if about["active"] != true || about["acr"] != nil || about["auth_time"] != float64(f.claims["auth_time"].(int64)) {
			t.Errorf("a forged acr and auth_time: %v", about)
		}
		p.me(t, held.Access).is(t, http.StatusOK)
		p.me(t, noors.Access).is(t, http.StatusOK)
	})
}

// TestAttackRevokedKey: what a revoked key signed is refused at the very next request of every replica, and what they
// sign after that is good.
func TestAttackRevokedKey(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		other := another(t, p, settings{"issuer": p.issuer})
		t.Cleanup(func() {
			p.hide(secretsOf(other)...)
			other.hide(secretsOf(p)...)
		})
		mira := p.person(t)
		app, robot := p.client(t, mira, clientSpec{}), p.robot(t, mira, clientSpec{})
		api := resourceServers(t, p, 1)[0]
		for range 3 {
			held, own := p.grant(t, app, mira), other.own(t, robot).is(t, http.StatusOK).tokens(t)
			unseen := p.own(t, robot).is(t, http.StatusOK).tokens(t)
			for _, at := range []*patio{p, other} {
				at.me(t, held.Access).is(t, http.StatusOK)
				if at.introspect(t, robot, own.Access)["active"] != true {
					t.Error("a token is not active before its key is revoked")
				}
			}
			kid, _ := header(t, held.Access)["kid"].(string)
			got := p.cli(t, "key", "revoke", kid, "--yes")
			successor, _ := got["successor"].(map[string]any)
			stolen := held.Access
			for _, at := range []*patio{other, p} {
				at.me(t, stolen).is(t, http.StatusUnauthorized)
				inactive(t, at, app, stolen)
				inactive(t, at, robot, own.Access)
				inactive(t, at, robot, unseen.Access)
				if slices.Contains(kids(t, at), kid) || !slices.Contains(kids(t, at), successor["id"].(string)) {
					t.Errorf("published: %v", kids(t, at))
				}
				fresh := at.own(t, robot).is(t, http.StatusOK).tokens(t)
				if header(t, fresh.Access)["kid"] != successor["id"] {
					t.Error("the successor does not sign")
				}
				for _, there := range []*patio{p, other} {
					if there.introspect(t, robot, fresh.Access)["active"] != true {
						t.Error("what the successor signed is not active")
					}
				}
				bear(t, api, fresh.Access) // its key set is fetched again for it
				held = at.token(t, app, refresh(held.Refresh)).is(t, http.StatusOK).tokens(t)
				p.me(t, held.Access).is(t, http.StatusOK)
			}
		}
	})
}

// kids are the ids of the keys that a server publishes.
func kids(t *testing.T, p *patio) []string {
	t.Helper()
	var all []string
	for _, key := range p.get(t, "/.well-known/jwks.json").is(t, http.StatusOK).object(t).list(t, "keys") {
		all = append(all, key.text(t, "kid"))
	}
	return all
}
