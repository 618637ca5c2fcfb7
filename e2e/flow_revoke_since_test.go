package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
)

// issued is one of everything, as a person and their apps get it.
type issued struct {
	personal, signed, opaque, own string
	refresh                       string
	web                           *browser
}

func issue(t *testing.T, p *patio, mira person, signed, opaque client) (got issued) {
	t.Helper()
	got.web = p.browser()
	grant := p.grantIn(t, got.web, signed, mira)
	got.signed, got.refresh = grant.Access, grant.Refresh
	got.opaque = p.grantIn(t, got.web, opaque, mira).Access
	got.own = p.token(t, opaque, url.Values{"grant_type": {"client_credentials"}}).is(t, http.StatusOK).tokens(t).Access
	got.personal, _ = p.pat(t, mira, signed)
	return got
}

// lives holds all of it to be good, or all of it to be bad.
func (i issued) lives(t *testing.T, p *patio, app client, want bool) {
	t.Helper()
	status := map[bool]int{true: http.StatusOK, false: http.StatusUnauthorized}[want]
	for name, token := range map[string]string{"personal": i.personal, "signed": i.signed, "opaque": i.opaque, "client's own": i.own} {
		if got := p.me(t, token).Status; got != status {
			t.Errorf("the %s token is answered with %d; want %d", name, got, status)
		}
		if active := p.introspect(t, app, token)["active"] == true; active != want && name != "opaque" && name != "client's own" {
			t.Errorf("of the %s token introspection says active %t", name, active)
		}
	}
	if at := i.web.open(t, "/account"); strings.Contains(at.URL.Path, "login") == want {
		t.Errorf("the browser is at %s, and was signed in: %t", at.URL.Path, want)
	}
}

// TestRevokeIssuedSince ends, beside a server that runs, what was issued since a moment, for its very next request; what
// is older lives on.
func TestRevokeIssuedSince(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		grants := []string{"authorization_code", "refresh_token", "client_credentials"}
		signed, opaque := p.client(t, mira, clientSpec{}), p.client(t, mira, clientSpec{Opaque: true, Grants: grants})
		old := issue(t, p, mira, signed, opaque)
		refreshed, turned := p.grant(t, signed, mira), ""
		_, turnedID := p.pat(t, mira, signed)
		time.Sleep(clocktest.Until(nextSecond())) // what has been made is a second old

		since := nextSecond().Format(time.RFC3339)
		fresh := issue(t, p, mira, signed, opaque)
		successor := p.token(t, signed, refresh(refreshed.Refresh)).is(t, http.StatusOK).tokens(t)
		turned = p.cli(t, "pat", "rotate", turnedID).text(t, "token")
		late := p.client(t, mira, clientSpec{Grants: grants})
		loose := p.token(t, late, url.Values{"grant_type": {"client_credentials"}}).is(t, http.StatusOK).tokens(t).Access

		would := p.cli(t, "revoke", "--issued-since", since, "--dry-run")
		fresh.lives(t, p, signed, true)
		did := p.cli(t, "revoke", "--issued-since", since, "--yes")
		for name, want := range map[string]float64{
			"sessions": 1, "client_secrets": 1, "personal_access_tokens": 2, "grants": 3, "client_tokens": 1,
		} {
			if would[name] != want || did[name] != want {
				t.Errorf("%s: %v were to end and %v did; want %v", name, would[name], did[name], want)
			}
		}
		fresh.lives(t, p, signed, false)
		p.me(t, turned).is(t, http.StatusUnauthorized)
		for _, token := range []string{refreshed.Access, successor.Access} {
			p.me(t, token).is(t, http.StatusUnauthorized)
		}
		for _, token := range []string{fresh.refresh, successor.Refresh} {
			p.token(t, signed, refresh(token)).refused(t, http.StatusBadRequest, "invalid_grant")
		}
		p.token(t, late, url.Values{"grant_type": {"client_credentials"}}).refused(t, http.StatusUnauthorized, "invalid_client")
		p.me(t, loose).is(t, http.StatusOK) // a JWT of a client's own has no row: it ends by itself, or with its key

		old.lives(t, p, signed, true)
		p.token(t, signed, refresh(old.refresh)).is(t, http.StatusOK)
		again := p.cli(t, "revoke", "--issued-since", since, "--kind", "pat,client-secret,client-token,session", "--yes")
		for _, name := range []string{"sessions", "client_secrets", "personal_access_tokens", "client_tokens"} {
			if again[name] != 0.0 {
				t.Errorf("the second time %v %s ended", again[name], name)
			}
		}
	})
}
