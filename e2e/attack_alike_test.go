package e2e_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/patio-auth/patio/internal/secret"
)

// TestAttackLookAlike: what Patio has issued and what it has not are answered alike, to the letter, to anyone who may not
// know.
func TestAttackLookAlike(t *testing.T) {
	p := lone(t, oneUse)
	who := p.person(t)
	app := p.client(t, who, clientSpec{})
	t.Run("codes and refresh tokens", func(t *testing.T) { grantsLookAlike(t, p, who, app) })
	t.Run("introspected tokens", func(t *testing.T) { tokensLookAlike(t, p, who, app) })
	t.Run("public clients", func(t *testing.T) { publicLooksUnknown(t, p, who, app) })
}

// alike insists that all answers tell the same.
func alike(t *testing.T, what string, answers map[string]answer) {
	t.Helper()
	seen := map[string][]string{}
	for name, a := range answers {
		seen[traits(a)] = append(seen[traits(a)], name)
	}
	if len(seen) != 1 {
		t.Errorf("%s: the answers differ: %v", what, seen)
	}
}

func grantsLookAlike(t *testing.T, p *patio, who person, app client) {
	other := p.client(t, who, clientSpec{})
	b := p.browser()
	code := func(c client) url.Values {
		a := p.authorizeURL(c, nil)
		return redemption(app, b.code(t, a, who), a.Verifier)
	}
	withheld, spent, unknown := code(other), code(other), code(app)
	p.token(t, other, spent).is(t, http.StatusOK)
	unknown.Set("code", secret.New(secret.AuthorizationCode))
	mistaken := code(app)
	mistaken.Set("code_verifier", unknown.Get("code_verifier"))
	ended, held := p.grantIn(t, b, app, who), p.grantIn(t, b, other, who)
	p.revoke(t, app, ended.Refresh).is(t, http.StatusOK)
	replayed := p.grantIn(t, b, app, who)
	p.token(t, app, refresh(replayed.Refresh)).is(t, http.StatusOK)
	for what, forms := range map[string]map[string]url.Values{
		"code": {"unknown": unknown, "another client's": withheld, "another client's, spent": spent, "a wrong verifier": mistaken},
		"refresh token": {
			"unknown": refresh(secret.New(secret.RefreshToken)), "revoked": refresh(ended.Refresh),
			"another client's": refresh(held.Refresh), "spent": refresh(replayed.Refresh),
		},
	} {
		answers := map[string]answer{}
		for name, form := range forms {
			answers[name] = p.token(t, app, form).refused(t, http.StatusBadRequest, "invalid_grant")
		}
		alike(t, what, answers)
	}
	p.token(t, other, refresh(held.Refresh)).is(t, http.StatusOK)
}

func tokensLookAlike(t *testing.T, p *patio, who person, app client) {
	other, signed := p.client(t, who, clientSpec{Opaque: true}), p.client(t, who, clientSpec{})
	b, answers := p.browser(), map[string]answer{}
	ask := func(name, token string) {
		answers[name] = p.do(t, p.clientPost(t, "/oauth/introspect", app, url.Values{"token": {token}})).is(t, http.StatusOK)
	}
	for kind, issuer := range map[string]client{"opaque": other, "JWT": signed} {
		living, revoked := p.grantIn(t, b, issuer, who), p.grantIn(t, b, issuer, who)
		p.revoke(t, issuer, revoked.Refresh).is(t, http.StatusOK)
		ask(kind+", another client's", living.Access)
		ask(kind+", revoked", revoked.Access)
		ask(kind+", another client's refresh token", living.Refresh)
		ask(kind+", a revoked refresh token", revoked.Refresh)
	}
	personal, _ := p.pat(t, who, other)
	revoked, id := p.pat(t, who, app)
	p.cli(t, "pat", "revoke", id, "--yes")
	ask("another client's personal access token", personal)
	ask("a revoked personal access token", revoked)
	for _, prefix := range []secret.Prefix{secret.PersonalAccessToken, secret.AccessToken, secret.RefreshToken} {
		ask("unknown, "+string(prefix), secret.New(prefix))
	}
	ask("nonsense", "x")
	alike(t, "introspection", answers)
}

// publicLooksUnknown: at introspection a public client is nobody, as an unknown one is, and each try of theirs is
// recorded and counted.
func publicLooksUnknown(t *testing.T, p *patio, who person, app client) {
	public := p.client(t, who, clientSpec{Public: true})
	for _, form := range []url.Values{{"token": {"x"}}, {}} {
		answers := map[string]answer{}
		for name, id := range map[string]string{
			"unknown": "01900000-0000-7000-8000-000000000000", "public": public.ID, "confidential": app.ID,
		} {
			before := p.refusals(t, id)
			form.Set("client_id", id)
			answers[name] = p.post(t, "/oauth/introspect", form).refused(t, http.StatusUnauthorized, "invalid_client")
			if got := p.refusals(t, id) - before; got != 1 {
				t.Errorf("%s: %d refusals are recorded", name, got)
			}
		}
		alike(t, form.Encode(), answers)
	}
}

// refusals counts how often a client's authentication was refused, as the audit trail has it.
func (p *patio) refusals(t *testing.T, id string) (count int) {
	t.Helper()
	for _, event := range p.cli(t, "audit", "list", "--limit", "500").list(t, "items") {
		if event["action"] == "client.authentication_refused" && event["subject"] == id {
			count++
		}
	}
	return count
}
