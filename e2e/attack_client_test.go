package e2e_test

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// asBasic sends a form with an Authorization header as it stands; "" sends none.
func (p *patio) asBasic(t *testing.T, path, authorization string, form url.Values) answer {
	t.Helper()
	r := p.request(t, http.MethodPost, path, form)
	if authorization != "" {
		r.Header.Set("Authorization", authorization)
	}
	return p.do(t, r)
}

// basicOf is the header for an id and a secret as they stand, without the encoding that RFC 6749 asks for.
func basicOf(id, secret string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(id+":"+secret))
}

var ownToken = url.Values{"grant_type": {"client_credentials"}, "token": {"x"}}

// TestAttackClients is about programs that are not who they say.
func TestAttackClients(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	robot := p.robot(t, mira, clientSpec{})
	t.Run("basic", func(t *testing.T) { oddBasic(t, p, mira, robot) })
	t.Run("two ways", func(t *testing.T) { twoWays(t, p, mira, robot) })
	t.Run("look the same", func(t *testing.T) { strangersLookAlike(t, p, mira, robot) })
	t.Run("without the secret", func(t *testing.T) { withoutSecret(t, p, mira) })
	t.Run("old secret", func(t *testing.T) { oldSecret(t, p, mira) })
}

// oddBasic: whatever stands in an Authorization header that does not prove the client is 401 with a challenge.
func oddBasic(t *testing.T, p *patio, who person, robot client) {
	token, _ := p.pat(t, who, p.client(t, who, clientSpec{}))
	joined := robot.ID + ":" + robot.Secret
	every := ""
	for i := range len(robot.Secret) {
		every += fmt.Sprintf("%%%02X", robot.Secret[i])
	}
	for _, good := range []string{
		basicOf(robot.ID, robot.Secret), strings.Replace(basicOf(robot.ID, robot.Secret), "Basic", "bASIC", 1), basicOf(robot.ID, every),
	} {
		p.asBasic(t, "/oauth/token", good, ownToken).is(t, http.StatusOK)
	}
	for _, odd := range []string{
		"Basic", "Basic ", "Basic !!!!", "Basic " + joined, "Basic " + url.QueryEscape(joined), "Negotiate abc",
		"Digest username=\"x\"",
		"Basic " + strings.TrimRight(base64.StdEncoding.EncodeToString([]byte(joined)), "="), // padding left out
		"Basic " + base64.StdEncoding.EncodeToString([]byte(robot.ID)), basicOf(robot.ID, "%zz"), basicOf("%", robot.Secret),
		basicOf(robot.ID, robot.Secret+" "), basicOf(robot.ID, robot.Secret+"\n"), basicOf(robot.ID, robot.Secret+"\x00"),
		basicOf(robot.ID, strings.ToUpper(robot.Secret)), basicOf(robot.ID, ""), basicOf("", robot.Secret), basicOf("", ""),
		basicOf(strings.ToUpper(robot.ID), robot.Secret), basicOf("{"+robot.ID+"}", robot.Secret),
		basicOf("urn:uuid:"+robot.ID, robot.Secret),
		basicOf(strings.ReplaceAll(robot.ID, "-", ""), robot.Secret), basicOf(robot.ID+" ", robot.Secret),
		basicOf(robot.ID+"\x00", robot.Secret),
		basicOf("\xff\xfe", "\xff\xfe"), basicOf("münchen", "schlüssel"), basicOf("' OR '1'='1", "' OR '1'='1"),
		basicOf(strings.Repeat("a", 8000), strings.Repeat("b", 8000)),
		"Bearer " + robot.Secret, "Bearer " + token, basicOf(robot.ID, token), basicOf(token, ""), basicOf("", token),
		// Gitea CVE-2026-28699
		basicOf(who.Username, who.Password),
	} {
		for _, path := range formEndpoints {
			a := p.asBasic(t, path, odd, ownToken)
			withRefusal(t, odd, a, http.StatusUnauthorized, "invalid_client")
			if got := a.Header.Get("WWW-Authenticate"); !strings.HasPrefix(got, "Basic ") {
				t.Errorf("%.60q is challenged with %q", odd, got)
			}
		}
	}
}

// twoWays: a client authenticates in one way, never two (RFC 6749, section 2.3).
func twoWays(t *testing.T, p *patio, who person, robot client) {
	other := p.robot(t, who, clientSpec{})
	good := basicOf(robot.ID, robot.Secret)
	more := func(pairs ...string) url.Values {
		form := maps.Clone(ownToken)
		for pair := range slices.Chunk(pairs, 2) {
			form.Set(pair[0], pair[1])
		}
		return form
	}
	assertion := []string{"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion",
		"a.b.c"}
	for _, path := range formEndpoints {
		for name, a := range map[string]answer{
			"basic and the same in the body": p.asBasic(t, path, good, more("client_id", robot.ID, "client_secret", robot.Secret)),
			"basic and another secret":       p.asBasic(t, path, good, more("client_secret", other.Secret)),
			"basic and another client":       p.asBasic(t, path, good, more("client_id", other.ID)),
			"basic and an assertion":         p.asBasic(t, path, good, more(assertion...)),
			"a secret and an assertion": p.asBasic(t, path, "",
				more(append(assertion, "client_id", robot.ID, "client_secret", robot.Secret)...)),
		} {
			withRefusal(t, name, a, http.StatusBadRequest, "invalid_request")
		}
		r := p.request(t, http.MethodPost, path, ownToken)
		r.Header["Authorization"] = []string{good, basicOf(other.ID, other.Secret)}
		if a := p.do(t, r); a.Status == http.StatusOK {
			t.Errorf("two Authorization headers are answered with %d", a.Status)
		}
		p.asBasic(t, path, good, more("client_id", robot.ID)).is(t, http.StatusOK) // one way, said twice
		// A client that may not send its secret by the URL, nor by other headers.
		for _, header := range []string{"X-Client-Secret", "Proxy-Authorization"} {
			r := p.request(t, http.MethodPost, path, more("client_id", robot.ID))
			r.Header.Set(header, good)
			withRefusal(t, header, p.do(t, r), http.StatusUnauthorized, "invalid_client")
		}
	}
}

// strangersLookAlike: an unknown client, a wrong secret (also for a client that is switched off) and a client that has
// no secret are answered alike, to the letter.
func strangersLookAlike(t *testing.T, p *patio, who person, robot client) {
	off, public := p.robot(t, who, clientSpec{}), p.client(t, who, clientSpec{Public: true})
	p.cli(t, "client", "disable", off.ID)
	wrong := robot.Secret[:len(robot.Secret)-1] + "_"
	tries := map[string][2]string{
		"unknown": {"01900000-0000-7000-8000-000000000000", robot.Secret}, "no id": {"nobody", robot.Secret},
		"wrong secret":     {robot.ID, wrong},
		"another's secret": {robot.ID, off.Secret}, "switched off": {off.ID, robot.Secret}, "public": {public.ID, robot.Secret},
	}
	for _, path := range formEndpoints {
		want := map[string]string{}
		for name, try := range tries {
			form := maps.Clone(ownToken)
			form.Set("client_id", try[0])
			form.Set("client_secret", try[1])
			for way, a := range map[string]answer{
				"basic": p.asBasic(t, path, basicOf(try[0], try[1]), ownToken), "post": p.asBasic(t, path, "", form),
			} {
				withRefusal(t, name, a, http.StatusUnauthorized, "invalid_client")
				if got := traits(a); want[way] == "" {
					want[way] = got
				} else if got != want[way] {
					t.Errorf("%s by %s looks different:\n%s\nand others\n%s", name, way, got, want[way])
				}
			}
		}
	}
}

// traits is all that an answer tells but for the time, its own id, and the tokens of forms, which are masked.
func traits(a answer) string {
	header := a.Header.Clone()
	header.Del("Date")
	header.Del("X-Request-Id")
	if wait := header.Get("Retry-After"); wait != "" { // which the next request finds a second less
		header.Set("Retry-After", fmt.Sprintf("a number of %d digits", len(wait)))
	}
	body := maskedToken.ReplaceAllString(a.Body, "TOKEN")
	return fmt.Sprint(a.Status, header, wordsOfTime.ReplaceAllString(body, "TIME"))
}

// wordsOfTime are those of a page that says when to come again.
var wordsOfTime = regexp.MustCompile(`in (?:a|\d+) (?:second|minute)s?|\d{4}-\d\d-\d\dT[\d:]+Z|\d+ \w+ \d{4}, \d\d:\d\d UTC`)

// withoutSecret: nobody redeems, refreshes, introspects or revokes for a confidential client that only names it
// (Coder GHSA-whr4-xxrp-33vc), and a public client has no secret that could be right.
func withoutSecret(t *testing.T, p *patio, who person) {
	app := p.client(t, who, clientSpec{})
	held := p.grant(t, app, who)
	a := p.authorizeURL(app, nil)
	code := p.browser().code(t, a, who)
	named := app
	named.AuthMethod = "none"
	for name, got := range map[string]answer{
		"code": p.token(t, named, redemption(app, code, a.Verifier)), "refresh": p.token(t, named, refresh(held.Refresh)),
		"own": p.own(t, named), "revoke": p.revoke(t, named, held.Refresh),
		"introspect": p.do(t, p.clientPost(t, "/oauth/introspect", named, url.Values{"token": {held.Access}})),
		"nobody":     p.post(t, "/oauth/token", refresh(held.Refresh)),
	} {
		withRefusal(t, name, got, http.StatusUnauthorized, "invalid_client")
	}
	p.token(t, app, refresh(held.Refresh)).is(t, http.StatusOK)
	p.token(t, app, redemption(app, code, a.Verifier)).is(t, http.StatusOK)

	public := p.client(t, who, clientSpec{Public: true})
	theirs := p.grant(t, public, who)
	for method, secret := range map[string]string{"client_secret_post": "x", "client_secret_basic": "x"} {
		pretends := public
		pretends.AuthMethod, pretends.Secret = method, secret
		withRefusal(t, method, p.token(t, pretends, refresh(theirs.Refresh)), http.StatusUnauthorized, "invalid_client")
	}
	p.token(t, public, refresh(theirs.Refresh)).is(t, http.StatusOK)
}

// oldSecret: a secret that was replaced is worth nothing, unless an overlap was asked for.
func oldSecret(t *testing.T, p *patio, who person) {
	robot := p.robot(t, who, clientSpec{})
	fresh := robot
	fresh.Secret = p.cli(t, "client", "rotate-secret", robot.ID).text(t, "client_secret")
	p.own(t, fresh).is(t, http.StatusOK)
	p.own(t, robot).refused(t, http.StatusUnauthorized, "invalid_client")
	p.cli(t, "client", "rotate-secret", robot.ID, "--overlap", "1h")
	p.own(t, fresh).is(t, http.StatusOK)
	p.cli(t, "client", "disable", robot.ID)
	p.own(t, fresh).refused(t, http.StatusBadRequest, "unauthorized_client")
	p.own(t, robot).refused(t, http.StatusUnauthorized, "invalid_client")
}
