package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestSecondFactor goes through the life of a second factor on every database.
func TestSecondFactor(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		t.Run("sign in", func(t *testing.T) { signInByFactor(t, p) })
		t.Run("an app waits meanwhile", func(t *testing.T) { authorizeByFactor(t, p) })
		t.Run("set up, renew, remove", func(t *testing.T) { factorComesAndGoes(t, p) })
		t.Run("the operator", func(t *testing.T) { operatorResetsFactor(t, p) })
		t.Run("sessions", func(t *testing.T) { sessionsListed(t, p) })
	})
}

func signInByFactor(t *testing.T, p *patio) {
	who, app, _ := p.guarded(t)
	for _, code := range []string{app.code(t), strings.ToUpper(app.recoveryCode(t)), strings.ReplaceAll(app.recoveryCode(t), "-", " ")} {
		b := p.browser()
		at := b.signIn(t, b.open(t, "/account/apps"), who).is(t, http.StatusOK).says(t, "One more step")
		if strings.Contains(at.text(), who.Username) || strings.Contains(at.text(), who.Name) {
			t.Error("the second step tells whose account it is")
		}
		at = b.giveCode(t, at, code).is(t, http.StatusOK)
		if at.URL.Path != "/account/apps" {
			t.Errorf("the sign-in came to %s", at.URL.Path)
		}
		if b.cookie(t, "patio_sign_in") != "" || b.cookie(t, "patio_visit") != "" {
			t.Error("the browser keeps what the sign-in needed on the way")
		}
	}
	b := p.browser()
	b.signIn(t, b.open(t, "/account"), who).says(t, "One more step")
	at := b.open(t, "/account").is(t, http.StatusOK)
	if !at.has("password") {
		t.Error("half a sign-in opens the account")
	}
	b.open(t, "/login/second-factor?return_to=/account").is(t, http.StatusOK).says(t, "One more step")
	p.browser().open(t, "/login/second-factor").is(t, http.StatusOK).says(t, "User name or e-mail")
}

func authorizeByFactor(t *testing.T, p *patio) {
	who, app, _ := p.guarded(t)
	c := p.client(t, who, clientSpec{})
	a := p.authorizeURL(c, nil)
	b := p.browser()
	at := b.signIn(t, b.open(t, a.URL), who).is(t, http.StatusOK).says(t, "One more step", "to continue to "+c.Name)
	at = b.giveCode(t, at, "000000").is(t, http.StatusUnauthorized).says(t, "That code is not right")
	at = b.decide(t, b.giveCode(t, at, app.code(t)), "allow")
	if got := at.answerOf(t); got.Get("code") == "" || got.Get("state") != a.State {
		t.Errorf("the answer to the app is %v", got)
	}
}

func factorComesAndGoes(t *testing.T, p *patio) {
	who, b := p.person(t), p.browser()
	b.signIn(t, b.open(t, "/account"), who).is(t, http.StatusOK).says(t, "Your second factor is off")
	elsewhere := p.session(t, who)
	at := b.open(t, "/account/security")
	at = b.submit(t, at, at.formTo(t, "/account/security/authenticator"), url.Values{"password": {"not the password"}})
	at.is(t, http.StatusUnprocessableEntity).says(t, "This is not your password.")
	at, app := b.beginFactor(t, who)
	b.submit(t, at, at.form(t, "code"), url.Values{"code": {"12 34 56"}}).is(t, http.StatusUnprocessableEntity).says(t, "not the code")
	before := b.cookie(t, "patio_session")
	at = b.submit(t, at, at.form(t, "code"), url.Values{"code": {app.code(t)}}).is(t, http.StatusOK)
	old := at.recoveryCodes(p)
	if p.alive(t, before) || p.alive(t, elsewhere.cookie) || !p.alive(t, b.cookie(t, "patio_session")) {
		t.Error("sessions from before the second factor live on")
	}
	if b.open(t, "/account/security/authenticator").says(t, "Authenticator app", "10 are left").byID("key") != "" {
		t.Error("the key is shown a second time")
	}
	b.open(t, "/account").says(t, "Your second factor is on")

	at = b.open(t, "/account/security/recovery-codes").is(t, http.StatusOK)
	b.submit(t, at, at.form(t, "password"), url.Values{"password": {"no"}}).is(t, http.StatusUnprocessableEntity)
	at = b.submit(t, at, at.form(t, "password"), url.Values{"password": {who.Password}}).is(t, http.StatusOK)
	app.recovery = at.recoveryCodes(p)
	if len(app.recovery) != 10 || app.recovery[0] == old[0] {
		t.Errorf("new codes %d", len(app.recovery))
	}
	other := p.browser()
	at = other.signIn(t, other.open(t, "/account"), who)
	other.giveCode(t, at, old[0]).is(t, http.StatusUnauthorized)
	other.giveCode(t, at, app.recoveryCode(t)).is(t, http.StatusOK).says(t, "Your account")

	at = b.open(t, "/account/security/remove").is(t, http.StatusOK).says(t, "Remove your second factor?")
	b.submit(t, at, at.form(t, "password"), url.Values{"password": {"no"}}).is(t, http.StatusUnprocessableEntity)
	b.submit(t, at, at.form(t, "password"), url.Values{"password": {who.Password}}).is(t, http.StatusOK).says(t, "Your second factor is removed.")
	if p.alive(t, other.cookie(t, "patio_session")) {
		t.Error("another session outlives the removal")
	}
	third := p.browser()
	third.signIn(t, third.open(t, "/account"), who).is(t, http.StatusOK).says(t, "Your account")
}

func operatorResetsFactor(t *testing.T, p *patio) {
	who, _, b := p.guarded(t)
	// A reset of the password leaves the second factor.
	who.Password = "quite another " + who.Password
	p.hide(who.Password)
	p.cliWith(t, who.Password+"\n", "user", "reset-password", who.Username, "--password-stdin")
	if p.alive(t, b.cookie(t, "patio_session")) {
		t.Error("a session outlives the reset of the password")
	}
	b.signIn(t, b.open(t, "/account"), who).is(t, http.StatusOK).says(t, "One more step")
	half := b.cookie(t, "patio_sign_in")
	p.cli(t, "user", "reset-second-factor", who.Username)
	b.open(t, "/login/second-factor").says(t, "User name or e-mail")
	if half == "" {
		t.Error("no half-finished sign-in")
	}
	b.signIn(t, b.open(t, "/account"), who).is(t, http.StatusOK).says(t, "Your account")
	if said := p.run(t, "", "audit", "list").Stdout; !strings.Contains(said, "user.second_factor_reset") || !strings.Contains(said, "user.second_factor_added") {
		t.Error("the audit trail lacks the reset, or the set-up")
	}
}

func sessionsListed(t *testing.T, p *patio) {
	who := p.person(t)
	here, one, two := p.session(t, who), p.session(t, who), p.session(t, who)
	foreign := p.session(t, p.person(t))
	at := here.browser.open(t, "/account").says(t, "Where you are signed in", "This one")
	var ends []form
	for _, f := range at.forms() {
		if strings.HasPrefix(f.Action, "/account/sessions/") && f.Action != "/account/sessions/end" {
			ends = append(ends, f)
		}
	}
	if len(ends) != 2 {
		t.Fatalf("%d sessions to end", len(ends))
	}
	// Somebody else's page does not end it.
	stolen := ends[0]
	stolen.Values = url.Values{"csrf_token": {foreign.csrf}}
	foreign.browser.submit(t, at, stolen, nil).is(t, http.StatusNotFound)
	here.browser.submit(t, at, ends[0], nil).is(t, http.StatusOK).says(t, "That browser has been signed out.")
	if living := p.alive(t, one.cookie); living == p.alive(t, two.cookie) || !p.alive(t, here.cookie) {
		t.Error("not just the one session ended")
	}
	at = here.browser.open(t, "/account")
	here.browser.submit(t, at, at.formTo(t, "/account/sessions/end"), nil).is(t, http.StatusOK)
	if p.alive(t, one.cookie) || p.alive(t, two.cookie) || !p.alive(t, here.cookie) || !p.alive(t, foreign.cookie) {
		t.Error("not all others, or more than that, ended")
	}
}
