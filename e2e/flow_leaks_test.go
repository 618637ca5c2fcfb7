package e2e_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

const leaksPath = "/api/v1/leaked-tokens"

// report hands in what somebody has found.
func (p *patio) report(t *testing.T, found ...string) answer {
	t.Helper()
	return p.do(t, p.reporting(t, found...))
}

func (p *patio) reporting(t *testing.T, found ...string) *http.Request {
	t.Helper()
	for _, f := range found {
		if !strings.HasSuffix(f, ".") { // whose signature is nothing to be found
			p.hide(f)
		}
	}
	return p.request(t, http.MethodPost, leaksPath, order{"tokens": append([]string{}, found...)})
}

// TestLeaks: whoever finds a secret of Patio's ends it, of every kind, without saying who they are or learning anything.
func TestLeaks(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		on := p.client(t, mira, clientSpec{Scopes: []string{"profile", "tokens:read", "tokens:write"}})
		t.Run("a personal access token and its children", func(t *testing.T) { leakedPAT(t, p, mira, on) })
		t.Run("a replaced secret", func(t *testing.T) { leakedOldSecret(t, p, mira, on) })
		t.Run("what an app holds", func(t *testing.T) { leakedGrants(t, p, mira) })
		t.Run("an app's own tokens", func(t *testing.T) { leakedOwnTokens(t, p, mira) })
		t.Run("a client's secret", func(t *testing.T) { leakedClientSecret(t, p, mira) })
		t.Run("all at once", func(t *testing.T) { leakedTogether(t, p, mira, on) })
	})
}

// said is the one answer that everybody gets.
func said(t *testing.T, what string, a answer) {
	t.Helper()
	if a.Status != http.StatusAccepted || a.Body != `{"message":"Whatever Patio had issued of these no longer works."}` ||
		a.Header.Get("Content-Type") != "application/json" || a.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%s is answered with %d %v %s", what, a.Status, a.Header, a.Body)
	}
}

func leakedPAT(t *testing.T, p *patio, who person, on client) {
	parent, id := p.pat(t, who, on)
	child := minted(t, p, parent, on, "profile", "tokens:write").text(t, "token")
	grandchild := minted(t, p, child, on, "profile").text(t, "token")
	beside, _ := p.pat(t, who, on)
	said(t, "the parent", p.report(t, parent))
	for _, token := range []string{parent, child, grandchild} {
		tokenEnded(t, p, on, token)
	}
	p.me(t, beside).is(t, http.StatusOK)
	said(t, "the parent again", p.report(t, parent))
	p.trail(t, "pat.revoked", id, 1)
	p.browserOf(t, who).open(t, "/account/tokens/"+id).says(t, "it was reported as leaked")
}

// trail insists on so many records of the audit trail about a subject, each with the reason, and with no secret in it.
func (p *patio) trail(t *testing.T, action, subject string, times int) {
	t.Helper()
	found := 0
	for _, event := range p.cli(t, "audit", "list", "--limit", "500").list(t, "items") {
		detail, _ := event["detail"].(map[string]any)
		if event["action"] != action || event["subject"] != subject || detail["reason"] != "leaked" {
			continue
		}
		found++
		by, _ := event["actor"].(map[string]any)
		if by["address"] != "127.0.0.1" || by["user_id"] != nil || by["client_id"] != nil || by["credential"] != nil {
			t.Errorf("%s: the record is %v", action, event)
		}
	}
	if found != times {
		t.Errorf("%s %s is in the trail %d times, not %d", action, subject, found, times)
	}
	text, err := json.Marshal(p.cli(t, "audit", "list", "--limit", "500"))
	if err != nil {
		t.Fatal(err)
	}
	for secret := range p.secrets() {
		if strings.Contains(string(text), secret) {
			t.Errorf("the trail holds a secret (%s…)", secret[:6])
		}
	}
}

// browserOf is a browser in which somebody is signed in.
func (p *patio) browserOf(t *testing.T, who person) *browser {
	t.Helper()
	return p.session(t, who).browser
}

// leakedOldSecret: a secret that a rotation has replaced is reported, within its overlap and after it.
func leakedOldSecret(t *testing.T, p *patio, who person, on client) {
	for _, overlap := range []int{3600, 0} {
		old, id := p.pat(t, who, on)
		rotated := p.api(t, http.MethodPost, pats+"/"+id+"/rotate", old, order{"overlap_seconds": overlap}).is(t, http.StatusOK)
		current := rotated.object(t).text(t, "token")
		said(t, "the old secret", p.report(t, old))
		tokenEnded(t, p, on, old)
		tokenEnded(t, p, on, current)
		p.trail(t, "pat.revoked", id, 1)
	}
}

// leakedGrants: a refresh token, spent or not, or a living access token ends all that the person allowed the app.
func leakedGrants(t *testing.T, p *patio, who person) {
	b := p.browser()
	for _, opaque := range []bool{false, true} {
		app := p.client(t, who, clientSpec{Opaque: opaque})
		for name, pick := range map[string]func(held, next tokens) string{
			"refresh token":        func(_, next tokens) string { return next.Refresh },
			"spent refresh token":  func(held, _ tokens) string { return held.Refresh },
			"access token":         func(_, next tokens) string { return next.Access },
			"access token of then": func(held, _ tokens) string { return held.Access },
		} {
			held := p.grantIn(t, b, app, who)
			next := p.token(t, app, refresh(held.Refresh)).is(t, http.StatusOK).tokens(t)
			beside := p.grantIn(t, b, app, who)
			said(t, name, p.report(t, pick(held, next)))
			lineageEnded(t, p, app, held, next)
			p.me(t, beside.Access).is(t, http.StatusOK)
		}
		dead := p.grantIn(t, b, app, who)
		p.revoke(t, app, dead.Access).is(t, http.StatusOK)
		said(t, "a revoked access token", p.report(t, dead.Access))
		p.token(t, app, refresh(dead.Refresh)).is(t, http.StatusOK)
	}
}

// leakedOwnTokens: in a token from client_credentials there is no person and no lineage, so it ends alone.
func leakedOwnTokens(t *testing.T, p *patio, who person) {
	for _, opaque := range []bool{false, true} {
		robot := p.robot(t, who, clientSpec{Opaque: opaque})
		first := p.own(t, robot).is(t, http.StatusOK).tokens(t)
		second := p.own(t, robot).is(t, http.StatusOK).tokens(t)
		for range 2 {
			said(t, "a token of the app's own", p.report(t, first.Access))
			tokenEnded(t, p, robot, first.Access)
		}
		p.me(t, second.Access).is(t, http.StatusOK)
		b := p.browserOf(t, who)
		at := b.open(t, "/account/notices").says(t, "A client's token was found in the open", "Somebody reported it as leaked. That one token has been ended.")
		if got := b.open(t, at.link(t, "A client's token was found in the open")); got.URL.Path != "/developer/clients/"+robot.ID {
			t.Errorf("the notice leads to %s", got.URL)
		}
	}
}

// leakedClientSecret: that secret ends, and nothing else: neither another one of the client's nor what was issued.
func leakedClientSecret(t *testing.T, p *patio, who person) {
	app := p.client(t, who, clientSpec{Grants: []string{"authorization_code", "refresh_token", "client_credentials"}})
	held := p.grant(t, app, who)
	next := app
	next.Secret = p.cli(t, "client", "rotate-secret", app.ID, "--overlap", "1h").text(t, "client_secret")
	p.own(t, app).is(t, http.StatusOK)
	said(t, "the old secret", p.report(t, app.Secret))
	p.own(t, app).refused(t, http.StatusUnauthorized, "invalid_client")
	p.own(t, next).is(t, http.StatusOK)
	p.me(t, held.Access).is(t, http.StatusOK)
	said(t, "the last secret", p.report(t, next.Secret))
	p.own(t, next).refused(t, http.StatusUnauthorized, "invalid_client")
	said(t, "the last secret again", p.report(t, next.Secret))
	p.trail(t, "client.secret_revoked", app.ID, 2)
	last := app
	last.Secret = p.cli(t, "client", "rotate-secret", app.ID, "--overlap", "1h").text(t, "client_secret") // which revives none
	p.token(t, last, refresh(held.Refresh)).is(t, http.StatusOK)
	p.own(t, next).refused(t, http.StatusUnauthorized, "invalid_client")
}

// leakedTogether: many in one report, known and unknown, several times over.
func leakedTogether(t *testing.T, p *patio, who person, on client) {
	var living, found []string
	for range 3 {
		token, _ := p.pat(t, who, on)
		living = append(living, token)
	}
	for i := range 997 {
		found = append(found, strings.Repeat("x", i%50))
	}
	found = slices.Concat(found[:500], living, found[500:])
	said(t, "a thousand", p.report(t, found...))
	for _, token := range living {
		tokenEnded(t, p, on, token)
	}
	token, _ := p.pat(t, who, on)
	same := make([]string, 1000)
	for i := range same {
		same[i] = token
	}
	began := time.Now()
	said(t, "a thousand times the same", p.report(t, same...))
	if took := time.Since(began); took > 4*time.Second {
		t.Errorf("that took %v", took)
	}
	tokenEnded(t, p, on, token)
}
