package oauth_test

import (
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/oauth"
)

// TestACR: what was allowed after a second factor says so, for as long as that
// counts and no longer, in either form of token.
func TestACR(t *testing.T) {
	plain := newHouse(t)
	plain.guard(t, mira)
	h := plain.with(func(o *oauth.Options) { o.MFATTL, o.RefreshTTL = time.Hour, 48*time.Hour })
	for name, kind := range map[string]func(r *clients.Registration){"jwt": nil, "opaque": opaque} {
		app := h.app(t, kind)
		person := oauth.Person{UserID: mira, AuthTime: h.now(), MFATime: h.now()}
		issue := func(p oauth.Person) oauth.TokenResponse {
			t.Helper()
			a, err := h.Authorize(t.Context(), request(app))
			must(t, err)
			answer, err := h.Approve(t.Context(), a, p)
			must(t, err)
			return h.token(t, app, oauth.TokenRequest{
				GrantType: clients.GrantCode, Code: queryOf(t, answer).Get("code"), RedirectURI: request(app).RedirectURI, Verifier: verifier,
			})
		}
		acr := func(what string, got oauth.TokenResponse, want string) {
			t.Helper()
			p := h.good(t, what, got.AccessToken)
			if said := h.Describe(app, p); p.ACR != want || said.ACR != want || said.AuthTime != person.AuthTime.Unix() {
				t.Errorf("%s, %s: acr %q, introspection %q of %d; want %q", name, what, p.ACR, said.ACR, said.AuthTime, want)
			}
		}
		acr("with the password alone", issue(oauth.Person{UserID: mira, AuthTime: person.AuthTime}), "")
		first := issue(person)
		acr("with a second factor", first, bearer.ACRMFA)
		h.advance(time.Hour - time.Second)
		next := h.token(t, app, refreshing(first.RefreshToken))
		acr("refreshed while it counts", next, bearer.ACRMFA)
		h.advance(time.Second)
		acr("refreshed when it has ended", h.token(t, app, refreshing(next.RefreshToken)), "")
		if name == "opaque" {
			acr("an earlier one, when it has ended", next, "")
		}
	}
}
