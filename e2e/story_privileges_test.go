package e2e_test

import (
	"net/http"
	"strings"
	"testing"
)

// grantsPrivileges: advanced privileges are offered to whoever has a second factor, granted on the token's page after
// it was given just now, and to be seen by every API that asks about the token.
func grantsPrivileges(t *testing.T, p *patio, s *screen, token, id string) {
	api := p.resourceServer(t, s.who)
	s.open(t, "/account/tokens/"+id)
	if n := s.count(t, "input[name=advanced_privileges]"); n != 0 {
		t.Error("privileges are offered to somebody without a second factor")
	}
	s.says(t, "Set one up first, under Security.")
	app := setsUpFactor(t, s)

	s.open(t, "/account/tokens/"+id)
	s.tick(t, "advanced_privileges", "true")
	s.look(t, "opencollective-7-privileges")
	s.follow(t, "Save changes") // the factor was given a moment ago
	s.says(t, "Saved.", "Advanced privileges", "in 30 days")
	if acr, _ := p.acr(t, api, token); acr != acrMFA {
		t.Errorf("granted, and the acr is %q", acr)
	}
	p.stale(t, s.who)
	s.tick(t, "advanced_privileges", "true") // off: taking away asks for nothing
	s.follow(t, "Save changes")
	if acr, _ := p.acr(t, api, token); acr != "" {
		t.Errorf("taken away, and the acr is %q", acr)
	}
	s.tick(t, "advanced_privileges", "true")
	s.follow(t, "Save changes")
	s.says(t, "Confirm that it is you")
	s.look(t, "opencollective-8-second-factor")
	s.fill(t, "code", "000000")
	s.press(t, "form button.is-main")
	s.says(t, "That code is not right")
	if acr, _ := p.acr(t, api, token); acr != "" {
		t.Error("a wrong code grants privileges")
	}
	s.fill(t, "code", app.code(t))
	s.press(t, "form button.is-main")
	s.says(t, "Saved.", "in 30 days")
	if acr, _ := p.acr(t, api, token); acr != acrMFA {
		t.Errorf("granted again, and the acr is %q", acr)
	}
	s.look(t, "opencollective-9-privileged")
	// A token grants none, not even to itself.
	refused := p.api(t, http.MethodPatch, pats+"/"+id, token, order{"advanced_privileges": true}).is(t, http.StatusForbidden)
	refused.object(t).shows(t, object{"field": "advanced_privileges"})
}

// setsUpFactor goes from a token's page to Account → Security, and sets an authenticator app up.
func setsUpFactor(t *testing.T, s *screen) *authenticator {
	s.follow(t, "Security")
	s.fill(t, "password", s.who.Password)
	s.follow(t, "Set up an authenticator app")
	app := &authenticator{key: strings.ReplaceAll(s.secret(t, "#key"), " ", "")}
	s.p.hide(app.key)
	if n := s.count(t, "svg.qr"); n != 1 {
		t.Errorf("the page shows %d QR codes", n)
	}
	s.look(t, "opencollective-5-authenticator")
	s.fill(t, "code", app.code(t))
	kept(t, s.follow(t, "Switch it on"))
	s.says(t, "Your recovery codes", "Keep them now.")
	app.recovery = strings.Fields(s.text(t, "#codes"))
	if s.p.hide(app.recovery...); len(app.recovery) != 10 {
		t.Errorf("there are %d recovery codes", len(app.recovery))
	}
	s.look(t, "opencollective-6-recovery-codes")
	s.follow(t, "I have kept them")
	s.silent(t, app.recovery[0])
	return app
}
