package oauth_test

import (
	"errors"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/oauth"
)

// withACR is a request of an app that asks to learn of a second factor.
func withACR(r oauth.AuthorizationRequest) oauth.AuthorizationRequest {
	r.ACRValues = "urn:example:gold " + bearer.ACRMFA
	return r
}

// TestACRUnasked: an app that did not ask learns nothing of a second factor,
// and a person who was not asked about it is.
func TestACRUnasked(t *testing.T) {
	plain := newHouse(t)
	plain.guard(t, mira)
	h := plain.with(func(o *oauth.Options) { o.MFATTL = time.Hour })
	person := oauth.Person{UserID: mira, AuthTime: h.now(), MFATime: h.now()}
	for name, kind := range map[string]func(r *clients.Registration){"jwt": nil, "opaque": opaque} {
		app := h.app(t, kind)
		for _, values := range []string{"", "urn:example:gold", "x" + bearer.ACRMFA} {
			r := request(app)
			r.ACRValues = values
			a, err := h.Authorize(t.Context(), r)
			must(t, err)
			answer, err := h.Approve(t.Context(), a, person)
			must(t, err)
			got := h.token(t, app, redemption(queryOf(t, answer).Get("code")))
			again := h.token(t, app, refreshing(got.RefreshToken))
			for _, raw := range []string{got.AccessToken, again.AccessToken} {
				if p := h.good(t, name, raw); p.ACR != "" {
					t.Errorf("%s: acr_values %q: acr %q", name, values, p.ACR)
				}
			}
		}
		a, err := h.Authorize(t.Context(), withACR(request(app)))
		must(t, err)
		if got, err := h.Ask(t.Context(), a, mira); err != nil || !got.Ask || !got.NewSecondFactor {
			t.Errorf("%s: nobody is asked: %+v, %v", name, got, err)
		}
		if _, err := h.ApproveAgain(t.Context(), a, person); !errors.Is(err, oauth.ErrAsk) {
			t.Errorf("%s: %v", name, err)
		}
		_, err = h.Approve(t.Context(), a, person)
		must(t, err)
		if got, err := h.Ask(t.Context(), a, mira); err != nil || got.Ask {
			t.Errorf("%s: asked again: %+v, %v", name, got, err)
		}
	}
}

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
			a, err := h.Authorize(t.Context(), withACR(request(app)))
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
