package e2e_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestWhatEndsIsCounted: the pages that ask before something ends count the tokens and the API clients that end with it.
func TestWhatEndsIsCounted(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira, owner := p.person(t), p.person(t)
		scopes := []string{"profile", "clients:write", "tokens:write"}
		app := p.client(t, owner, clientSpec{Scopes: scopes, FirstParty: true, UserTokens: true})
		b := p.session(t, mira).browser
		held := p.grantIn(t, b, app, mira)
		withdraw, remove := "/account/apps/"+app.ID+"/withdraw", "/developer/clients/"+app.ID+"/delete"
		nothing := func(path string) {
			t.Helper()
			if said := b.open(t, path).is(t, http.StatusOK).text(); strings.Contains(said, "with it.") || strings.Contains(said, "created is suspended") {
				t.Errorf("%s counts what is not there: %s", path, said)
			}
		}
		nothing(withdraw)
		nothing("/account")

		register := func(token string) {
			p.registered(t, token, order{"name": "Made", "type": "confidential", "scopes": []string{"profile"}})
		}
		mint := func(token string) string {
			return p.api(t, http.MethodPost, pats, token, order{"client_id": app.ID, "name": "made"}).is(t, http.StatusCreated).object(t).text(t, "token")
		}
		register(held.Access)
		b.open(t, withdraw).is(t, http.StatusOK).says(t, "One API client that it created is suspended, and everything on it ends.")
		register(mint(mint(held.Access))) // which descends from the app's grant
		byHand, _ := p.pat(t, mira, app)
		register(byHand)
		b.open(t, withdraw).is(t, http.StatusOK).says(t, "3 live tokens end with it.",
			"3 API clients that it created are suspended, and everything on them ends.")
		b.open(t, "/account").is(t, http.StatusOK).says(t, "3 live tokens end with it.",
			"3 API clients that a token created are suspended, and everything on them ends.")
		p.session(t, owner).browser.open(t, remove).is(t, http.StatusOK).says(t, "3 personal access tokens, and what was made with them.",
			"3 API clients that a token on it created are suspended, and everything on them ends.")

		p.cli(t, "user", "revoke", mira.Username, "--yes").shows(t, object{"personal_access_tokens": 3.0, "clients_suspended": 3.0})
		b = p.session(t, mira).browser
		p.grantIn(t, b, app, mira)
		nothing(withdraw)
	})
}
