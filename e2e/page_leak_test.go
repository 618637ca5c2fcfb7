package e2e_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
)

// leakInChromium hands in a token as somebody does who has just found it and has no account; then its owner reads of it.
func leakInChromium(t *testing.T, p *patio, chrome context.Context, scripts bool) {
	mira := p.person(t)
	token, _ := p.pat(t, mira, p.client(t, mira, clientSpec{Name: "Reports"}))
	s := p.screen(t, chrome, scripts)
	s.open(t, "/leaked-token")
	s.says(t, "Report a leaked token", "You need not say who you are.")
	s.look(t, "leaked-token")
	s.fill(t, "token", token[:30])
	s.press(t, "form button.is-main")
	s.says(t, "a part of it is missing")
	s.look(t, "leaked-token-error")
	p.me(t, token).is(t, http.StatusOK)
	s.fill(t, "token", token)
	s.press(t, "form button.is-main")
	s.says(t, "Thank you. If Patio had issued it, it no longer works")
	s.look(t, "leaked-token-done")
	if at := s.address(t); strings.Contains(at.String(), token) || strings.Contains(s.text(t, "html"), token) {
		t.Error("the page shows the token")
	}
	p.me(t, token).is(t, http.StatusUnauthorized)

	s.open(t, "/account/notices")
	s.fill(t, "username", mira.Username)
	s.fill(t, "password", mira.Password)
	s.press(t, "form button.is-main")
	s.says(t, "A token was found in the open", "Somebody reported it as leaked. It has been ended")
	s.look(t, "leaked-token-notice")
	s.press(t, "li.notice a")
	s.says(t, "it was reported as leaked")
}
