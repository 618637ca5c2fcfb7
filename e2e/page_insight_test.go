package e2e_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestInsightInChromium: somebody looks at how a token was used, takes away what was not, sees what hangs from it and
// what ends with it, and revokes it.
func TestInsightInChromium(t *testing.T) {
	chrome := chromium(t)
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	for name, scripts := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) { insightInChromium(t, p, chrome, scripts) })
	}
}

func insightInChromium(t *testing.T, p *patio, chrome context.Context, scripts bool) {
	mira := p.person(t)
	api := p.resourceServer(t, mira)
	own := p.client(t, mira, clientSpec{Name: "Ledgerly", Scopes: []string{"notes:read", "notes:write", "tokens:read", "tokens:write"}})
	raw, id := p.pat(t, mira, own)
	watch, _ := p.pat(t, mira, own, "--scope", "tokens:read")
	for range 7 {
		p.asked(t, api, raw, "notes:read").is(t, http.StatusOK)
	}
	p.childOf(t, own, raw, "laptop")
	second := p.childOf(t, own, raw, "one job")
	p.api(t, http.MethodDelete, pats+"/"+second.id, raw, nil).is(t, http.StatusNoContent)
	p.counted(t, watch, id, 10)

	s := p.screen(t, chrome, scripts)
	s.open(t, "/account/tokens/"+id)
	s.fill(t, "username", mira.Username)
	s.fill(t, "password", mira.Password)
	s.press(t, "form button.is-main")
	s.says(t, "Used 10 times in the last 30 days, on 1 day.", "notes:write", "Never asked for", "It loses", "and so does what hangs from it")
	s.says(t, "from 127.0.0.1 Go-http-client/1.1")
	s.says(t, "What hangs together", "1 live token ends with it.", "laptop", "one job", "Ended")
	s.look(t, "token-insight")
	s.press(t, "section[aria-labelledby=use] form button")
	s.says(t, "Saved.", "notes:read")
	left := p.me(t, raw).is(t, http.StatusOK).object(t).object(t, "token").texts(t, "scopes")
	if len(left) != 2 || left[0] != "notes:read" || left[1] != "tokens:write" {
		t.Errorf("the token has %v left", left)
	}
	s.open(t, "/account/tokens")
	s.says(t, "Last 20 days", "from 127.0.0.1 with Go-http-client/1.1")
	s.look(t, "tokens-plots")
	s.open(t, "/account/tokens/"+id+"/revoke")
	s.says(t, " in the last 30 days, on 1 day", "and 1 live token ends with it.", "Ends with it", "laptop")
	s.says(t, "from 127.0.0.1 Go-http-client/1.1")
	s.look(t, "token-revoke-tree")
	s.press(t, "form button.is-destroy")
	s.says(t, "The token is revoked.")
	p.me(t, raw).is(t, http.StatusUnauthorized)
}
