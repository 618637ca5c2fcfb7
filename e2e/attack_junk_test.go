package e2e_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// TestAttackJunk sends texts that no database takes, or that some take for more than they are, wherever a text can be
// sent. Each database has its own ideas of NUL, of UTF-8, of case, of spaces at the end and of length.
func TestAttackJunk(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		app := p.client(t, mira, clientSpec{Scopes: []string{"profile", "tokens:read", "tokens:write"}, UserTokens: true})
		robot := p.robot(t, mira, clientSpec{Opaque: true})
		s := p.session(t, mira)
		held := p.grantIn(t, s.browser, app, mira)
		personal, id := p.pat(t, mira, app)
		junk := junkLike(app.ID, id)
		t.Run("forms", func(t *testing.T) { junkForms(t, p, junk, app, robot, held) })
		t.Run("authorize", func(t *testing.T) { junkAuthorize(t, p, junk, s, app) })
		t.Run("pages", func(t *testing.T) { junkPages(t, p, junk, s, app) })
		t.Run("REST", func(t *testing.T) { junkREST(t, p, junk, app, personal) })
		t.Run("logins", func(t *testing.T) { junkLogins(t, p, mira) })
		t.Run("as long as it may be", func(t *testing.T) { longestTexts(t, p, mira, personal) })
		p.me(t, held.Access).is(t, http.StatusOK)
		p.me(t, personal).is(t, http.StatusOK)
		if !p.alive(t, s.cookie) {
			t.Error("on the way the session has ended")
		}
	})
}

func junkLike(ids ...string) []string {
	junk := []string{
		"\x00", "a\x00b", "\xff\xfe", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "😀", "\u202e", "\ufeff", "\r\nX-Evil: 1",
		"' OR '1'='1", `'; DROP TABLE users; --`, `" OR ""="`, `\`, "%", "%s%n%d", "?", "$1", "0", "-1", "1e999", "null", " ",
		strings.Repeat("a", 9000), strings.Repeat("é", 1000), strings.Repeat("\x00", 300),
	}
	for _, id := range ids {
		junk = append(junk, strings.ToUpper(id), "{"+id+"}", "urn:uuid:"+id, strings.ReplaceAll(id, "-", ""), id+" ", id+"\x00")
	}
	return junk
}

// junkForms: every parameter of the protocol's forms, beside others that are as they should be.
func junkForms(t *testing.T, p *patio, junk []string, app, robot client, held tokens) {
	code := redemption(app, "pcc_"+held.Refresh[4:], strings.Repeat("v", 43))
	fresh := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {"pcr_000000000000000000000000000000000000"}}
	bases := map[string]url.Values{
		"grant_type": code, "code": code, "redirect_uri": code, "code_verifier": code, "refresh_token": fresh, "scope": ownToken,
		"resource": ownToken, "client_id": ownToken, "x": ownToken,
	}
	for _, j := range junk {
		for name, base := range bases {
			as := app
			if base.Get("grant_type") == "client_credentials" {
				as = robot
			}
			base = altered(base, name, "x")
			base.Set(name, j)
			served(t, name+" "+j, p.token(t, as, base))
		}
		served(t, "id "+j, p.asBasic(t, "/oauth/token", basicOf(j, app.Secret), ownToken))
		served(t, "secret "+j, p.asBasic(t, "/oauth/token", basicOf(app.ID, j), ownToken))
		served(t, "id and secret "+j, p.post(t, "/oauth/token", url.Values{"client_id": {j}, "client_secret": {j}}))
		for _, prefix := range []string{"", "pat_", "pca_", "pcr_", "ey."} {
			inactive(t, p, app, prefix+j+"x")
			served(t, prefix+j, p.do(t, p.clientPost(t, "/oauth/revoke", app, url.Values{"token": {prefix + j},
				"token_type_hint": {j}})))
		}
	}
}

// junkAuthorize: every parameter of an authorization request, of a person who has allowed the app, so that nothing but
// the request's own checks stands between it and the database.
func junkAuthorize(t *testing.T, p *patio, junk []string, s session, app client) {
	hash := p.authorization(t, app, nil).Get("code_challenge")
	junk = append(slices.Clone(junk), hash+strings.Repeat("\n", 2500), strings.Repeat("profile ", 1000)+"profile", p.issuer)
	for _, j := range junk {
		for _, name := range []string{
			"client_id", "redirect_uri", "response_type", "scope", "state", "code_challenge", "resource", "prompt",
		} {
			values := p.authorization(t, app, url.Values{name: {j}})
			a := p.do(t, s.with(p.request(t, http.MethodGet, "/oauth/authorize?"+values.Encode(), nil)))
			served(t, name+" "+j, a)
			if name != "client_id" && name != "redirect_uri" && a.Status != http.StatusSeeOther && a.Status != http.StatusOK &&
				a.Status != http.StatusRequestHeaderFieldsTooLarge {
				t.Errorf("%s %.60q is answered with %d and not by an answer to the app: %.200s", name, j, a.Status, a.Body)
			}
		}
	}
}

func junkPages(t *testing.T, p *patio, junk []string, s session, app client) {
	for _, j := range junk {
		q, path := url.QueryEscape(j), url.PathEscape(j)
		for _, address := range []string{
			"/login?return_to=" + q, "/logout?return_to=" + q, "/account?done=" + q, "/account/tokens?page=" + q, "/account/tokens?q=" + q, "/developer/clients?q=" + q, "/account/notices?cursor=" + q,
			"/account/tokens?done=" + q, "/account/tokens/new?client_id=" + q, "/account/tokens/" + path + "/revoke",
			"/account/tokens/" + path, "/" + path, "/static/" + path,
		} {
			served(t, address, p.do(t, s.with(p.request(t, http.MethodGet, address, nil))))
		}
		for _, name := range []string{"client_id", "name", "scope", "expires_in", "x"} {
			form := url.Values{"csrf_token": {s.csrf}, "client_id": {app.ID}, "name": {""}, "scope": {"profile"},
				"expires_in": {"7d"}}
			form[name] = []string{j}
			served(t, name+" "+j, p.do(t, s.with(p.request(t, http.MethodPost, "/account/tokens", form))))
		}
		served(t, "revoke "+j, p.do(t, s.with(p.request(t, http.MethodPost, "/account/tokens/"+path+"/revoke",
			url.Values{"csrf_token": {s.csrf}}))))
		served(t, "csrf "+j, p.do(t, s.with(p.request(t, http.MethodPost, "/account/password", url.Values{"csrf_token": {j}}))))
		served(t, "logout "+j, p.do(t, s.with(p.request(t, http.MethodPost, "/logout", url.Values{"csrf_token": {j},
			"return_to": {j}}))))
		if cookie := url.QueryEscape(j); len(cookie) < 20_000 {
			r := p.request(t, http.MethodGet, "/account", nil)
			r.Header.Set("Cookie", "patio_session="+cookie+"; patio_visit="+cookie)
			served(t, "cookie "+j, p.do(t, r))
		}
	}
}

func junkREST(t *testing.T, p *patio, junk []string, app client, token string) {
	for _, j := range junk {
		q, path := url.QueryEscape(j), url.PathEscape(j)
		for _, address := range []string{pats + "/" + path, pats + "?cursor=" + q, pats + "?limit=" + q, "/" + path} {
			served(t, address, p.api(t, http.MethodGet, address, token, nil))
		}
		served(t, path, p.api(t, http.MethodDelete, pats+"/"+path, token, nil))
		inJSON := strings.NewReplacer("\x00", `\u0000`, "\n", `\n`, "\r", `\r`, "\t", `\t`, `\`, `\\`, `"`, `\"`).Replace(j)
		named := `{"client_id":"` + app.ID + `","name":"x",`
		for _, text := range []string{j, inJSON} {
			for _, body := range []string{
				`{"client_id":"%s","name":"x"}`, `{"client_id":"` + app.ID + `","name":"%s","scopes":["openid"]}`, `{"%s":"x"}`,
				named + `"scopes":["%s"]}`, named + `"expires_at":"%s"}`, named + `"expires_in_seconds":%s,"scopes":["openid"]}`,
			} {
				r := p.request(t, http.MethodPost, "/api/v1"+pats, fmt.Sprintf(body, text))
				r.Header.Set("Content-Type", "application/json")
				r.Header.Set("Authorization", "Bearer "+token)
				a := p.do(t, r)
				if served(t, body+text, a); a.Status < 400 && !strings.Contains(text, "x") {
					t.Errorf("%s with %.60q is answered with %d", body, text, a.Status)
				}
			}
		}
	}
}

// junkLogins are few, since each hashes a password.
func junkLogins(t *testing.T, p *patio, who person) {
	g := newGuesser(t, p)
	for _, login := range []string{
		"", "\x00", who.Username + "\x00", "\xff", who.Username + "'--", "' OR 1=1 --@x", strings.Repeat("a", 60_000), "é" + who.Username,
		who.Username + "%", "@",
	} {
		if a := g.try(t, login, who.Password); a.Status != http.StatusUnauthorized {
			t.Errorf("signing in as %.60q is answered with %d", login, a.Status)
		}
	}
	for _, password := range []string{"", "\x00", who.Password + "\x00", who.Password + " ", "\xff", strings.Repeat("a", 60_000)} {
		if a := g.try(t, who.Username, password); a.Status != http.StatusUnauthorized {
			t.Errorf("the password %.20q is answered with %d", password, a.Status)
		}
	}
	for _, agent := range []string{strings.Repeat("a", 20_000), "\xff\xfe\t😀", "'; DROP TABLE sessions; --"} {
		r := g.request(t, who.Username, who.Password)
		r.Header.Set("User-Agent", agent)
		p.do(t, r).is(t, http.StatusSeeOther)
	}
}

// longestTexts: what is allowed is kept as it is, on every database, at its longest and in any script.
func longestTexts(t *testing.T, p *patio, owner person, personal string) {
	wide := strings.Repeat("😀", 99) + "ß"
	who := p.person(t, "--name", wide)
	app := p.client(t, owner, clientSpec{Name: wide, UserTokens: true,
		Redirects: []string{"https://app.example.org/" + strings.Repeat("a", 970)}})
	token, _ := p.pat(t, who, app, "--name", wide)
	me := p.me(t, token).is(t, http.StatusOK).object(t)
	if me.object(t, "user")["name"] != wide || me.object(t, "client")["name"] != wide {
		t.Errorf("a name of 100 wide characters comes back as %v", me)
	}
	held := p.grant(t, app, who, "profile")
	speaksFor(t, p, held.Access, app, who2(who, wide), "profile")
	if len(p.cli(t, "pat", "list", "--user", who.Username).list(t, "items")) != 1 {
		t.Error("the token is not in the list")
	}
	p.me(t, personal).is(t, http.StatusOK)
}

// who2 is a person under another name.
func who2(who person, name string) person {
	who.Name = name
	return who
}
