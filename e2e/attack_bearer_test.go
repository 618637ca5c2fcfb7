package e2e_test

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestAttackBearer presents good and bad tokens in ways that RFC 6750 does not know.
func TestAttackBearer(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{Scopes: []string{"profile", "tokens:read", "tokens:write"}})
	opaque := p.client(t, mira, clientSpec{Opaque: true, Scopes: app.Scopes})
	personal, _ := p.pat(t, mira, app)
	held, random := p.grant(t, app, mira), p.grant(t, opaque, mira)
	all := map[string]string{"pat": personal, "jwt": held.Access, "opaque": random.Access}
	t.Run("headers", func(t *testing.T) { oddHeaders(t, p, all) })
	t.Run("elsewhere", func(t *testing.T) { tokenElsewhere(t, p, all) })
	t.Run("spelling", func(t *testing.T) { tokenSpelling(t, p, app, all) })
	t.Run("not access tokens", func(t *testing.T) { notAccessTokens(t, p, mira, app, held) })
	t.Run("not theirs", func(t *testing.T) { othersRevocation(t, p, mira, app, opaque, all) })
}

// presented is GET /api/v1/me with these Authorization headers.
func (p *patio) presented(t *testing.T, headers ...string) answer {
	t.Helper()
	r := p.request(t, http.MethodGet, "/api/v1/me", nil)
	r.Header["Authorization"] = headers
	return p.do(t, r)
}

// challenged insists on 400 or 401 with a challenge, and a document that says why.
func challenged(t *testing.T, what string, a answer) {
	t.Helper()
	challenge := a.Header.Get("WWW-Authenticate")
	if a.Status != http.StatusUnauthorized && a.Status != http.StatusBadRequest || !strings.HasPrefix(challenge, "Bearer ") ||
		a.Header.Get("Content-Type") != "application/problem+json" || a.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%.100q is answered with %d, challenge %q: %.200s", what, a.Status, challenge, a.Body)
	}
}

func oddHeaders(t *testing.T, p *patio, all map[string]string) {
	for kind, token := range all {
		for _, good := range []string{"Bearer " + token, "bearer " + token, "BEARER " + token, "bEaReR  " + token} {
			if a := p.presented(t, good); a.Status != http.StatusOK {
				t.Errorf("%s: %.10q is answered with %d", kind, good, a.Status)
			}
		}
		basic := func(s string) string { return "Basic " + base64.StdEncoding.EncodeToString([]byte(s)) }
		for _, odd := range [][]string{
			{token}, {"Bearer"}, {"Bearer "}, {"Bearer\t" + token}, {"Bearer" + token}, {"Bearer:" + token},
			{"Bearer=" + token}, {"Token " + token}, {"token " + token}, {"DPoP " + token}, {"OAuth " + token},
			{"Bearer " + token + " x"}, {"Bearer " + token + ","}, {"Bearer " + token + ", Bearer " + token},
			{"Bearer \"" + token + "\""}, {"Bearer token=" + token}, {"Bearer Bearer " + token}, {"Bearer " + token + ";"},
			{"Bearer " + token, "Bearer " + token}, {"Bearer x", "Bearer " + token}, {"Bearer " + token, "Basic eDp4"},
			{"", "Bearer " + token}, {"Basic eDp4, Bearer " + token},
			{basic(token + ":")}, {basic(":" + token)}, {basic("x:" + token)}, {basic(token + ":x-oauth-basic")},
			{basic("x-access-token:" + token)}, // Gitea CVE-2026-28699
		} {
			challenged(t, kind+" "+strings.Join(odd, " | "), p.presented(t, odd...))
		}
	}
	none := p.get(t, "/api/v1/me").is(t, http.StatusUnauthorized)
	if got := none.Header.Get("WWW-Authenticate"); got != `Bearer realm="patio"` {
		t.Errorf("without a token the challenge is %q; it may say no more than the realm (RFC 6750, section 3.1)", got)
	}
}

// tokenElsewhere: not in the URL, not in the body, not in a cookie, not in a header of another name; and never in two places.
func tokenElsewhere(t *testing.T, p *patio, all map[string]string) {
	for kind, token := range all {
		for _, name := range []string{"access_token", "%61ccess_token", "a=b;access_token", "x&access_token"} {
			a := p.get(t, "/api/v1/me?"+name+"="+token)
			challenged(t, kind+" in "+name, a)
			r := p.request(t, http.MethodGet, "/api/v1/me?"+name+"="+token, nil)
			r.Header.Set("Authorization", "Bearer "+token)
			a = p.do(t, r)
			challenged(t, kind+" twice", a)
			if a.Status != http.StatusBadRequest || !strings.Contains(a.Header.Get("WWW-Authenticate"), `error="invalid_request"`) {
				t.Errorf("%s in the header and in the URL is answered with %d", kind, a.Status)
			}
		}
		for _, query := range []string{"private_token", "token", "api_key", "Access_Token"} {
			challenged(t, query, p.get(t, "/api/v1/me?"+query+"="+token))
		}
		for _, method := range []string{http.MethodPost, http.MethodGet} {
			r := p.request(t, method, "/api/v1"+pats, url.Values{"access_token": {token}})
			challenged(t, kind+" in the body", p.do(t, r))
		}
		for name, value := range map[string]string{
			"Cookie": "access_token=" + token + "; patio_session=" + token, "X-Access-Token": token, "Private-Token": token,
			"Proxy-Authorization": "Bearer " + token, "X-Authorization": "Bearer " + token,
		} {
			r := p.request(t, http.MethodGet, "/api/v1/me", nil)
			r.Header.Set(name, value)
			challenged(t, kind+" in "+name, p.do(t, r))
		}
	}
}

// tokenSpelling: a token has one spelling, here and at introspection; a typo is found before the database.
func tokenSpelling(t *testing.T, p *patio, app client, all map[string]string) {
	for kind, token := range all {
		for _, odd := range []string{
			strings.ToUpper(token), strings.ToLower(token), swapCase(token, 4), swapCase(token, 20), token[:len(token)-1], token + "0",
			token[1:], "x" + token, token + "=", token + "==", "%" + hexOf(token[0]) + token[1:], "pat_" + token, "pca_" + token[4:],
			"pat_" + token[4:], "PAT_" + token[4:], token[:4] + token, token + "~", token + "/..", token[:10] + "+" + token[10:],
		} {
			if odd == token {
				continue
			}
			challenged(t, kind+" as "+odd, p.presented(t, "Bearer "+odd))
			inactive(t, p, app, odd)
		}
		for _, odd := range []string{
			token + "\n", "\n" + token, token + " ", " " + token, token + "\x00", "\x00" + token, token + "\xff", token + "\r\n",
			"Bearer " + token, token + "," + token, token + "\n" + token, "\"" + token + "\"",
		} {
			inactive(t, p, app, odd)
		}
	}
	for _, length := range []int{8 << 10, 20_000} {
		challenged(t, "a long one", p.presented(t, "Bearer pat_"+strings.Repeat("a", length)))
		challenged(t, "a long one", p.presented(t, "Bearer ey"+strings.Repeat("a", length)+".a.a"))
	}
	inactive(t, p, app, strings.Repeat("a.", 30_000))
	inactive(t, p, app, strings.Repeat("ä", 10_000))
}

// notAccessTokens: of all the secrets that Patio hands out, access tokens and personal access tokens alone open the API.
func notAccessTokens(t *testing.T, p *patio, who person, app client, held tokens) {
	s := p.session(t, who)
	code := s.browser.code(t, p.authorizeURL(app, nil), who)
	for name, secret := range map[string]string{
		"refresh token": held.Refresh, "client secret": app.Secret, "code": code, "session": s.cookie, "CSRF value": s.csrf,
		"password": who.Password, "client id": app.ID, "user id": who.ID,
	} {
		challenged(t, name, p.presented(t, "Bearer "+secret))
		if name != "refresh token" { // which is described to its own client
			inactive(t, p, app, secret)
		}
	}
}

// othersRevocation: nobody ends what another client holds, and nobody is told that it was done.
func othersRevocation(t *testing.T, p *patio, who person, app, opaque client, all map[string]string) {
	rival, api, public := p.client(t, who, clientSpec{}), p.resourceServer(t, who), p.client(t, who, clientSpec{Public: true})
	robot := p.robot(t, who, clientSpec{})
	all["own"] = p.own(t, robot).is(t, http.StatusOK).tokens(t).Access
	for kind, token := range all {
		for _, stranger := range []client{
			rival, api, public} {
			for _, hint := range []string{"", "access_token", "refresh_token", "pat", "x"} {
				a := p.do(t, p.clientPost(t, "/oauth/revoke", stranger, url.Values{"token": {token}, "token_type_hint": {hint}}))
				if a.Status == http.StatusOK || a.Status > 499 {
					t.Errorf("%s: a stranger's revocation is answered with %d", kind, a.Status)
				}
			}
			if stranger.Secret != "" && stranger.ID != api.ID {
				inactive(t, p, stranger, token)
			}
		}
		p.me(t, token).is(t, http.StatusOK)
	}
	// Their own clients end them, once and again, whatever the hint says.
	for kind, owner := range map[string]client{
		"pat": app, "jwt": app, "opaque": opaque, "own": robot} {
		for _, hint := range []string{"refresh_token", "x", ""} {
			form := url.Values{"token": {all[kind]}, "token_type_hint": {hint}}
			p.do(t, p.clientPost(t, "/oauth/revoke", owner, form)).is(t, http.StatusOK)
			tokenEnded(t, p, owner, all[kind])
		}
	}
}
