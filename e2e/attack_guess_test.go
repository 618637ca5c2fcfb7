package e2e_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// guesser is somebody at a login form who claims an address.
type guesser struct {
	p          *patio
	visit      string
	csrf       string
	device     string // the cookie of a browser that has signed in before
	forwarding http.Header
}

func newGuesser(t *testing.T, p *patio) *guesser {
	t.Helper()
	page := p.get(t, "/login")
	return &guesser{p: p, visit: setCookie(page, "patio_visit"), csrf: formValue(t, page.Body, "csrf_token")}
}

// from is the guesser at another address, as a proxy would say it.
func (g *guesser) from(address string) *guesser {
	other := *g
	other.forwarding = http.Header{"X-Forwarded-For": {address}}
	return &other
}

func (g *guesser) request(t *testing.T, login, password string) *http.Request {
	t.Helper()
	r := g.p.request(t, http.MethodPost, "/login", url.Values{"username": {login}, "password": {password}, "csrf_token": {g.csrf}})
	for name, values := range g.forwarding {
		r.Header[name] = values
	}
	r.Header.Set("Cookie", "patio_visit="+g.visit)
	if g.device != "" {
		r.Header.Set("Cookie", "patio_visit="+g.visit+"; patio_device="+g.device)
	}
	return r
}

// in is the guesser in a browser with that device cookie.
func (g *guesser) in(device string) *guesser {
	other := *g
	other.device = device
	return &other
}

func (g *guesser) try(t *testing.T, login, password string) answer {
	t.Helper()
	return g.p.do(t, g.request(t, login, password))
}

// TestAttackGuessing guesses passwords, secrets and tokens at a server that nobody stands in front of.
func TestAttackGuessing(t *testing.T) {
	p := lone(t, settings{
		"limits.enabled": "true", "limits.sign_in_per_account_and_address": "3/1h", "limits.sign_in_per_device": "3/1h",
		"limits.client_auth_per_client_and_address": "3/1h",
		"limits.bad_tokens_per_address":             "3/1h",
	})
	t.Run("aliases", func(t *testing.T) { guessByAliases(t, p) })
	t.Run("tells nothing", func(t *testing.T) { guessTellsNothing(t, p) })
	t.Run("side by side", func(t *testing.T) { guessSideBySide(t, p) })
	t.Run("the current password", func(t *testing.T) { guessCurrentPassword(t, p) })
	t.Run("client secrets", func(t *testing.T) { guessSecrets(t, p) })
	t.Run("tokens", func(t *testing.T) { guessTokens(t, p) }) // the last: this address may send no bad token after it
}

// slowed insists on 429 with a time to come again.
func slowed(t *testing.T, what string, a answer) {
	t.Helper()
	if a.Status != http.StatusTooManyRequests || a.Header.Get("Retry-After") == "" {
		t.Errorf("%s is answered with %d, Retry-After %q", what, a.Status, a.Header.Get("Retry-After"))
	}
}

// refused insists that nobody was let in, and that nothing is said of why: too many guesses at an account look like a
// wrong one.
func refused(t *testing.T, what string, a answer) {
	t.Helper()
	if a.Status != http.StatusUnauthorized && a.Status != http.StatusTooManyRequests || setCookie(a, "patio_session") != "" ||
		setCookie(a, "patio_device") != "" {
		t.Errorf("%s is answered with %d", what, a.Status)
	}
}

// guessByAliases: an account has one count, whatever it is called (Authelia CVE-2025-24806) and wherever a header says
// that the guess comes from (Gin CVE-2020-28483).
func guessByAliases(t *testing.T, p *patio) {
	who, other := p.person(t), p.person(t)
	g := newGuesser(t, p)
	for i, login := range []string{who.Username, strings.ToUpper(who.Email), "  " + strings.ToUpper(who.Username) + "\t"} {
		g.forwarding = []http.Header{{"X-Forwarded-For": {"198.51.100.1"}},
			{"X-Real-Ip": {"198.51.100.2"}, "Forwarded": {"for=198.51.100.2"}}, {"Cf-Connecting-Ip": {"198.51.100.3"}}}[i]
		g.try(t, login, "wrong").is(t, http.StatusUnauthorized)
	}
	for i, login := range []string{who.Username, who.Email, strings.ToUpper(who.Email), " " + who.Username} {
		g.forwarding = []http.Header{nil, {"X-Forwarded-For": {"203.0.113.9"}},
			{"X-Forwarded-For": {"203.0.113.10", "127.0.0.1"}},
			{"True-Client-Ip": {"203.0.113.11"}, "X-Client-Ip": {"203.0.113.11"}}}[i]
		refused(t, login, g.try(t, login, who.Password)) // the right password too: it must not tell
	}
	g.forwarding = nil
	g.try(t, other.Username, other.Password).is(t, http.StatusSeeOther)
}

// maskedToken is the token of a form, which is other characters each time.
var maskedToken = regexp.MustCompile(`name="csrf_token" value="[^"]*"`)

// guessTellsNothing: nobody, somebody with another password, and somebody who is switched off look the same (Gitea
// CVE-2025-69413).
func guessTellsNothing(t *testing.T, p *patio) {
	who, off := p.person(t), p.person(t)
	p.cli(t, "user", "disable", off.Username)
	nobody := "x" + who.Username[1:]
	if len(nobody) != len(off.Username) {
		t.Fatal("the names must be of one length to be compared")
	}
	g := newGuesser(t, p)
	for round := range 5 { // the fourth and the fifth are slowed
		var seen []string
		for login, password := range map[string]string{who.Username: "wrong", off.Username: off.Password, nobody: "wrong"} {
			a := g.try(t, login, password)
			seen = append(seen, strings.ReplaceAll(traits(a), login, "NAME"))
		}
		slices.Sort(seen)
		if all := slices.Compact(seen); len(all) != 1 {
			t.Errorf("round %d tells them apart:\n%s", round, strings.Join(all, "\n\n"))
		}
	}
}

// guessSideBySide: guesses that are under way at once do not slip through together.
func guessSideBySide(t *testing.T, p *patio) {
	who := p.person(t)
	g := newGuesser(t, p)
	got := map[int]int{}
	for _, a := range p.at16(t, func() *http.Request { return g.request(t, who.Email, "wrong") }) {
		got[a.Status]++
	}
	if got[http.StatusUnauthorized] != 3 || got[http.StatusTooManyRequests] != 13 {
		t.Errorf("of sixteen guesses at once, with three allowed, the answers are %v", got)
	}
}

// guessCurrentPassword: who finds an open browser does not guess there either.
func guessCurrentPassword(t *testing.T, p *patio) {
	who := p.person(t)
	s := p.session(t, who)
	guess := func(current string) answer {
		form := url.Values{"csrf_token": {s.csrf}, "current_password": {current}, "new_password": {"a new password of mallory's"}}
		return p.do(t, s.with(p.request(t, http.MethodPost, "/account/password", form)))
	}
	for range 3 {
		guess("wrong").is(t, http.StatusUnprocessableEntity)
	}
	slowed(t, "the fourth guess", guess(who.Password))
	newGuesser(t, p).try(t, who.Username, who.Password).is(t, http.StatusSeeOther) // the owner, elsewhere
}

// guessSecrets: by Basic, by the body and at every endpoint it is one count, and it is the client's alone.
func guessSecrets(t *testing.T, p *patio) {
	owner := p.person(t)
	robot, other := p.robot(t, owner, clientSpec{}), p.robot(t, owner, clientSpec{})
	wrong := robot
	wrong.Secret = "pcs_000000000000000000000000000000000000"
	wrong.AuthMethod = "client_secret_post"
	p.own(t, wrong).is(t, http.StatusUnauthorized)
	p.revoke(t, wrong, "x").is(t, http.StatusUnauthorized)
	p.asBasic(t, "/oauth/introspect", basicOf(robot.ID, "wrong"), ownToken).is(t, http.StatusUnauthorized)
	for _, path := range formEndpoints {
		slowed(t, path, p.asBasic(t, path, basicOf(robot.ID, robot.Secret), ownToken))
	}
	p.own(t, other).is(t, http.StatusOK)
}

// guessTokens: an address that sends made-up tokens is told to wait; good tokens from there go on working.
func guessTokens(t *testing.T, p *patio) {
	who := p.person(t)
	personal, _ := p.pat(t, who, p.client(t, who, clientSpec{}))
	for range 3 {
		p.me(t, "pat_0000000000000000000000000000002VmeFO").is(t, http.StatusUnauthorized)
	}
	slowed(t, "the fourth made-up token", p.me(t, "pca_0000000000000000000000000000002VmeFO"))
	p.me(t, personal).is(t, http.StatusOK)
}

// TestAttackGuessingBehindProxy guesses through a proxy that says where the guesses come from.
func TestAttackGuessingBehindProxy(t *testing.T) {
	p := lone(t, settings{
		"trusted_proxies": "127.0.0.1", "limits.enabled": "true", "limits.sign_in_per_account_and_address": "3/1h",
		"limits.sign_in_per_account":                "5/1h",
		"limits.client_auth_per_client_and_address": "3/1h",
	})
	who := p.person(t)
	g := newGuesser(t, p)
	home := "203.0.113.7"
	g.from(home).try(t, who.Username, who.Password).is(t, http.StatusSeeOther)
	// A stranger spends all that the account has, from here and there.
	for _, address := range []string{"198.51.100.1", "198.51.100.1", "198.51.100.2", "2001:db8::1", "2001:db8::2"} {
		g.from(address).try(t, who.Email, "wrong").is(t, http.StatusUnauthorized)
	}
	refused(t, "a new address", g.from("198.51.100.77").try(t, who.Username, who.Password))
	refused(t, "a neighbour of an old one", g.from("2001:db8::3").try(t, who.Username, who.Password))
	// What the stranger says of his address does not count: what the proxy adds at the end does.
	for _, forged := range [][]string{
		{home + ", 198.51.100.78"}, {home, "198.51.100.78"}, {home + ",198.51.100.78 , 127.0.0.1"},
		{"127.0.0.1, " + home + ", 198.51.100.78"}, {home + ", junk"}, {"::ffff:" + home + ", 198.51.100.79"}, {""}, {home + ":http"},
		{"[" + home + "]"}, {"0xCB007107"}, {home + "\t, 198.51.100.80"},
	} {
		forger := g.from("")
		forger.forwarding = http.Header{"X-Forwarded-For": forged, "X-Real-Ip": {home}, "Forwarded": {"for=" + home},
			"Client-Ip": {home}}
		refused(t, strings.Join(forged, " | "), forger.try(t, who.Username, who.Password))
	}
	// And the owner, who has signed in from home before, still does: nobody locks anybody else out.
	g.from(home).try(t, who.Email, who.Password).is(t, http.StatusSeeOther)
	for _, spelled := range []string{"::ffff:" + home, home + ":51234", "[::ffff:" + home + "]:51234", home + ", "} {
		g.from(spelled).try(t, who.Email, who.Password).is(t, http.StatusSeeOther)
	}

	robot := p.robot(t, who, clientSpec{})
	ask := func(address, secret string) answer {
		r := p.request(t, http.MethodPost, "/oauth/token", ownToken)
		r.SetBasicAuth(robot.ID, secret)
		r.Header.Set("X-Forwarded-For", address)
		return p.do(t, r)
	}
	for range 3 {
		ask("198.51.100.1", "wrong").is(t, http.StatusUnauthorized)
	}
	slowed(t, "the stranger's fourth secret", ask("198.51.100.1", robot.Secret))
	ask(home, robot.Secret).is(t, http.StatusOK)
}
