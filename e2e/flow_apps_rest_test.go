package e2e_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
)

const allowedApps = "/authorized-apps"

// TestAppsByREST is the apps that a person has allowed, and how they take that back.
func TestAppsByREST(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		owner, mira := p.person(t), p.person(t)
		desk := p.client(t, owner, clientSpec{UserTokens: true, Scopes: []string{"apps:read", "apps:write", "users:read"}})
		hers, _ := p.pat(t, mira, desk)
		t.Run("list", func(t *testing.T) { appsListed(t, p, desk, owner) })
		t.Run("withdraw", func(t *testing.T) { withdrawApp(t, p, hers, mira, owner) })
		t.Run("by the app", func(t *testing.T) { appWithdrawsItself(t, p, mira, owner) })
		t.Run("nothing there", func(t *testing.T) { withdrawNothing(t, p, hers, owner) })
		t.Run("scopes", func(t *testing.T) { scopesOfAppCalls(t, p, mira, desk) })
	})
}

// appsListed walks the list page by page, and sees what was allowed grow.
func appsListed(t *testing.T, p *patio, desk client, owner person) {
	who := p.person(t)
	token, _ := p.pat(t, who, desk)
	empty := p.api(t, http.MethodGet, allowedApps, token, nil).is(t, http.StatusOK).object(t)
	if len(empty.list(t, "items")) != 0 || empty["next_cursor"] != nil || !empty.has("next_cursor") {
		t.Errorf("with nothing allowed the list is %v", empty)
	}
	b, allowed := p.browser(), map[string]client{}
	for range 3 {
		app := p.client(t, owner, clientSpec{})
		p.grantIn(t, b, app, who, "notes:read")
		allowed[app.ID] = app
	}
	var got []string
	cursor := ""
	for range 2 {
		page := p.api(t, http.MethodGet, allowedApps+"?limit=2&cursor="+cursor, token, nil).is(t, http.StatusOK).object(t)
		for _, row := range page.list(t, "items") {
			id := row.text(t, "client_id")
			got = append(got, id)
			row.shows(t, object{"name": allowed[id].Name, "scopes": []string{"notes:read"}})
			for _, at := range []string{"created_at", "updated_at"} {
				if when, err := time.Parse(time.RFC3339, row.text(t, at)); err != nil || clocktest.Since(when).Abs() > time.Minute {
					t.Errorf("%s is %v", at, row[at])
				}
			}
		}
		if page["next_cursor"] != nil {
			cursor = page.text(t, "next_cursor")
		}
	}
	if slices.Sort(got); len(got) != 3 || len(slices.Compact(got)) != 3 {
		t.Errorf("three apps were allowed, page by page there are %v", got)
	}
	first := allowed[got[0]]
	p.grantIn(t, b, first, who, "notes:write")
	for _, row := range p.api(t, http.MethodGet, allowedApps, token, nil).is(t, http.StatusOK).object(t).list(t, "items") {
		scopes := row.texts(t, "scopes")
		if slices.Sort(scopes); row["client_id"] == first.ID && !slices.Equal(scopes, []string{"notes:read", "notes:write"}) {
			t.Errorf("after a second consent the app is allowed %v", scopes)
		}
	}
	p.api(t, http.MethodGet, allowedApps+"?limit=0", token, nil).named(t, http.StatusUnprocessableEntity, "limit")
}

// withdrawApp: everything that the app holds for the person ends at once; what it holds for others does not, nor what
// other apps hold for the person.
func withdrawApp(t *testing.T, p *patio, token string, who, owner person) {
	h, others := p.holdings(t, who, owner), p.person(t)
	fromOther := p.grant(t, h.jwt, others)
	api := p.resourceServer(t, owner)
	p.api(t, http.MethodDelete, allowedApps+"/"+h.jwt.ID, token, nil).is(t, http.StatusNoContent)
	for _, ended := range []string{h.byJWT.Access, h.personal} {
		p.me(t, ended).is(t, http.StatusUnauthorized)
		inactive(t, p, api, ended)
	}
	p.token(t, h.jwt, refresh(h.byJWT.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")
	p.token(t, h.jwt, h.code).refused(t, http.StatusBadRequest, "invalid_grant")
	p.me(t, fromOther.Access).is(t, http.StatusOK)
	p.token(t, h.jwt, refresh(fromOther.Refresh)).is(t, http.StatusOK)
	p.me(t, h.byPCA.Access).is(t, http.StatusOK)

	p.api(t, http.MethodDelete, allowedApps+"/"+h.opaque.ID, token, nil).is(t, http.StatusNoContent)
	p.me(t, h.byPCA.Access).is(t, http.StatusUnauthorized)
	inactive(t, p, api, h.byPCA.Access)
	p.token(t, h.opaque, refresh(h.byPCA.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")

	for _, row := range p.api(t, http.MethodGet, allowedApps, token, nil).is(t, http.StatusOK).object(t).list(t, "items") {
		if row["client_id"] == h.jwt.ID || row["client_id"] == h.opaque.ID {
			t.Errorf("the list still has %v", row)
		}
	}
	p.api(t, http.MethodDelete, allowedApps+"/"+h.jwt.ID, token, nil).is(t, http.StatusNotFound)
	if got := trail(t, p, h.jwt.ID); !slices.Contains(got, "consent.withdrawn") {
		t.Errorf("the trail of the app is %v", got)
	}
	// The browser is still signed in, and asks again.
	a := p.authorizeURL(h.jwt, nil)
	at := h.browser.open(t, a.URL)
	code := h.browser.decide(t, at, "allow").answerOf(t).Get("code")
	again := p.token(t, h.jwt, redemption(h.jwt, code, a.Verifier)).is(t, http.StatusOK).tokens(t)
	p.me(t, again.Access).is(t, http.StatusOK)
	p.me(t, h.byJWT.Access).is(t, http.StatusUnauthorized)
}

// appWithdrawsItself: the token that asks may be one of those that end.
func appWithdrawsItself(t *testing.T, p *patio, who, owner person) {
	app := p.client(t, owner, clientSpec{Scopes: []string{"apps:write", "apps:read"}})
	held := p.grant(t, app, who)
	p.api(t, http.MethodDelete, allowedApps+"/"+app.ID, held.Access, nil).is(t, http.StatusNoContent)
	p.api(t, http.MethodGet, allowedApps, held.Access, nil).is(t, http.StatusUnauthorized)
	p.token(t, app, refresh(held.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")
}

// withdrawNothing: an app that was never allowed anything, or is none, is not there.
func withdrawNothing(t *testing.T, p *patio, token string, owner person) {
	app, others := p.client(t, owner, clientSpec{}), p.person(t)
	held := p.grant(t, app, others)
	for _, id := range []string{app.ID, "00000000-0000-7000-8000-000000000000", "nonsense"} {
		p.api(t, http.MethodDelete, allowedApps+"/"+id, token, nil).is(t, http.StatusNotFound)
	}
	p.me(t, held.Access).is(t, http.StatusOK)
	robot := p.client(t, owner, clientSpec{Scopes: []string{"apps:read", "apps:write"}, Grants: []string{"client_credentials"}, Redirects: []string{}})
	itself := p.token(t, robot, forItself).is(t, http.StatusOK).tokens(t).Access
	p.api(t, http.MethodGet, allowedApps, itself, nil).is(t, http.StatusForbidden)
	p.api(t, http.MethodDelete, allowedApps+"/"+app.ID, itself, nil).is(t, http.StatusForbidden)
}

func scopesOfAppCalls(t *testing.T, p *patio, who person, desk client) {
	reads, _ := p.pat(t, who, desk, "--scope", "apps:read")
	writes, _ := p.pat(t, who, desk, "--scope", "apps:write")
	lacking(t, p, http.MethodGet, allowedApps, writes, "apps:read")
	lacking(t, p, http.MethodDelete, allowedApps+"/"+desk.ID, reads, "apps:write")
	lacking(t, p, http.MethodGet, "/users/"+who.ID, reads, "users:read")
}

// lacking insists on a refusal that names the scope that is missing, and on one of nobody at all.
func lacking(t *testing.T, p *patio, method, path, token, missing string) {
	t.Helper()
	challenge := p.api(t, method, path, token, nil).is(t, http.StatusForbidden).Header.Get("WWW-Authenticate")
	if !strings.Contains(challenge, `error="insufficient_scope"`) || !strings.Contains(challenge, `scope="`+missing+`"`) {
		t.Errorf("%s %s without %s: %q", method, path, missing, challenge)
	}
	p.api(t, method, path, "", nil).is(t, http.StatusUnauthorized)
}

// TestUsersByREST is what anybody may know of another user.
func TestUsersByREST(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira, ada := p.person(t), p.person(t)
		desk := p.client(t, mira, clientSpec{Scopes: []string{"users:read"}})
		token, _ := p.pat(t, mira, desk)
		for _, who := range []person{ada, mira} {
			o := p.api(t, http.MethodGet, "/users/"+who.ID, token, nil).is(t, http.StatusOK).object(t)
			o.shows(t, object{"id": who.ID, "name": who.Name, "avatar_url": nil})
			if !slices.Equal(o.names(), []string{"avatar_url", "id", "name"}) {
				t.Errorf("a public profile has the members %v", o.names())
			}
		}
		for _, id := range []string{"00000000-0000-7000-8000-000000000000", "nonsense", ada.Username, url.PathEscape(ada.Email), "%00"} {
			p.api(t, http.MethodGet, "/users/"+id, token, nil).is(t, http.StatusNotFound)
		}
		// A client that acts for itself may ask as well.
		robot := p.client(t, mira, clientSpec{Scopes: []string{"users:read"}, Grants: []string{"client_credentials"}, Redirects: []string{}})
		itself := p.token(t, robot, forItself).is(t, http.StatusOK).tokens(t).Access
		p.api(t, http.MethodGet, "/users/"+ada.ID, itself, nil).is(t, http.StatusOK).object(t).shows(t, object{"name": ada.Name})
	})
}
