package oauth_test

import (
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/keys"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage/storagetest"
)

// forge signs the claims of a good token with the server's own key, but for some.
func (h *house) forge(t *testing.T, good string, changed map[string]any) string {
	t.Helper()
	key, err := h.keys.Signer(t.Context())
	must(t, err)
	_, claims := parts(t, good)
	claims["jti"] = uuid.NewString()
	maps.Copy(claims, changed)
	maps.DeleteFunc(claims, func(_ string, value any) bool { return value == nil })
	token := jwt.NewWithClaims(key.Method, jwt.MapClaims(claims))
	token.Header["kid"], token.Header["typ"] = key.ID, "at+jwt"
	raw, err := token.SignedString(key.Private)
	must(t, err)
	return raw
}

// TestStolenKey: who has the signing key forges nothing beyond the grants that there are.
func TestStolenKey(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, url)
		api1 := api + newSuffix()
		h.app(t, func(r *clients.Registration) { r.ResourceServer = api1 })
		app, other, none := h.app(t, nil), h.app(t, nil), h.app(t, public)
		grant := h.token(t, app, redemption(h.code(t, app, func(r *oauth.AuthorizationRequest) {
			r.Scope, r.Resources = "a b", []string{api1}
		}))).AccessToken
		own := h.token(t, app, oauth.TokenRequest{GrantType: clients.GrantClientCredentials}).AccessToken
		now := h.now().Unix()
		personal := pat.Token{
			ID: uuid.NewString(), Lineage: uuid.NewString(), UserID: mira, ClientID: app.ID, Name: "n", Scopes: []string{"a", "b"}, CreatedAt: h.now(),
		}
		must(t, h.store.CreateToken(t.Context(), personal, [32]byte{1}, ""))

		h.good(t, "signed anew", h.forge(t, grant, nil))
		h.good(t, "a client's own, signed anew", h.forge(t, own, nil))
		h.good(t, "with less", h.forge(t, grant, map[string]any{"scope": "b", "exp": now + 1}))
		for name, forged := range map[string]string{
			"a wider scope":                      h.forge(t, grant, map[string]any{"scope": "a b c"}),
			"another scope":                      h.forge(t, grant, map[string]any{"scope": "clients:write"}),
			"another client":                     h.forge(t, grant, map[string]any{"client_id": other.ID}),
			"another user":                       h.forge(t, grant, map[string]any{"sub": noor}),
			"the client as the subject":          h.forge(t, grant, map[string]any{"sub": app.ID}),
			"no lineage":                         h.forge(t, grant, map[string]any{"lineage": nil}),
			"a personal token's lineage":         h.forge(t, grant, map[string]any{"lineage": personal.Lineage}),
			"another audience":                   h.forge(t, grant, map[string]any{"aud": "https://default.test"}),
			"one audience more":                  h.forge(t, grant, map[string]any{"aud": []string{api1, "https://default.test"}}),
			"no audience":                        h.forge(t, grant, map[string]any{"aud": []string{}}),
			"a longer life":                      h.forge(t, grant, map[string]any{"exp": now + 601}),
			"31 years":                           h.forge(t, grant, map[string]any{"exp": now + 31*365*86400}),
			"from the future":                    h.forge(t, grant, map[string]any{"iat": now + 3600, "exp": now + 3660}),
			"from before all time":               h.forge(t, grant, map[string]any{"iat": int64(-9e18), "exp": int64(9e18)}),
			"a client's own, wider":              h.forge(t, own, map[string]any{"scope": "a b c openid"}),
			"a client's own, another's":          h.forge(t, own, map[string]any{"client_id": none.ID, "sub": none.ID}),
			"a client's own with a lineage":      h.forge(t, own, map[string]any{"lineage": uuid.NewString()}),
			"a client's own for a person":        h.forge(t, own, map[string]any{"sub": mira}),
			"a client's own, longer":             h.forge(t, own, map[string]any{"exp": now + 86401}),
			"a client's own without an audience": h.forge(t, own, map[string]any{"aud": nil}),
		} {
			h.dead(t, name, forged)
			h.dead(t, name+", again", forged)
			for _, by := range []clients.Client{app, other, none} {
				if err := h.Revoke(t.Context(), by, forged); err != nil && !errors.Is(err, oauth.ErrNotYours) {
					t.Errorf("%s: revoked with %v", name, err)
				}
			}
		}
		p := h.good(t, "acr that nobody gave", h.forge(t, grant, map[string]any{"acr": bearer.ACRMFA, "auth_time": now}))
		if p.ACR != "" || p.AuthTime.Unix() == now {
			t.Errorf("a forged acr %q, auth_time %v", p.ACR, p.AuthTime)
		}
		h.good(t, "after all of them", grant)
		h.good(t, "its own, after all of them", own)
		longer := h.with(func(o *oauth.Options) { o.AccessTTL = time.Hour })
		longer.good(t, "as long as another process signs", longer.issue(t, app).AccessToken)
		h.good(t, "as long, here", h.forge(t, grant, map[string]any{"exp": now + 3600}))
	})
}

// TestStolenKeyForOthers: on a grant that named no resource, whoever has the signing key forges for nobody but those
// that Patio has signed for: the default audience, by its name of then or of now, and whom a refresh named.
func TestStolenKeyForOthers(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, url)
		open, strict, app := api+newSuffix(), api+newSuffix(), h.app(t, nil)
		h.app(t, func(r *clients.Registration) { r.ResourceServer = open })
		h.app(t, func(r *clients.Registration) { r.ResourceServer, r.RefusesDefaultAudience = strict, true })
		held := h.issue(t, app)
		forged := func(aud ...string) string { return h.forge(t, held.AccessToken, map[string]any{"aud": aud}) }
		h.good(t, "for the default audience", forged("https://default.test"))
		h.good(t, "for the issuer", forged(issuer))
		for _, aud := range [][]string{{strict}, {"https://default.test", strict}, {open}, {issuer, open}, {""}, {"*"}, {"https://nobody.test"}} {
			h.dead(t, strings.Join(aud, " and "), forged(aud...))
		}
		named := h.token(t, app, oauth.TokenRequest{GrantType: clients.GrantRefresh, RefreshToken: held.RefreshToken, Resources: []string{open}})
		h.good(t, "for whom a refresh named", named.AccessToken)
		h.good(t, "forged for the same", forged(open))
		h.dead(t, "and for another", forged(open, strict))

		renamed := h.with(func(o *oauth.Options) { o.DefaultAudience = "https://renamed.test" })
		renamed.good(t, "for the default audience of then", held.AccessToken)
		renamed.good(t, "for that of now", forged("https://renamed.test"))
		h.dead(t, "where it has not changed", forged("https://renamed.test"))
	})
}

// TestFactorRemoved: a JWT says acr only as long as the grant has its second factor.
func TestFactorRemoved(t *testing.T) {
	plain := newHouse(t)
	plain.guard(t, mira)
	h := plain.with(func(o *oauth.Options) { o.MFATTL = time.Minute })
	app := h.app(t, nil)
	a, err := h.Authorize(t.Context(), withACR(request(app)))
	must(t, err)
	answer, err := h.Approve(t.Context(), a, oauth.Person{UserID: mira, AuthTime: h.now(), MFATime: h.now()})
	must(t, err)
	raw := h.token(t, app, redemption(queryOf(t, answer).Get("code"))).AccessToken
	_, claims := parts(t, raw)
	if p := h.good(t, "at first", raw); p.ACR != bearer.ACRMFA && claims["acr"] == bearer.ACRMFA {
		t.Errorf("acr %q", p.ACR)
	}
	h.advance(time.Minute)
	if p := h.good(t, "when it counts no longer", raw); p.ACR != "" {
		t.Errorf("acr %q", p.ACR)
	}
}

// replica is another process on the same database, with the same clock.
func (h *house) replica(t *testing.T, url string) *house {
	t.Helper()
	other := *h
	other.store = storagetest.Open(t, url)
	other.clients = registry{clients.New(other.store, clients.Options{Now: h.now})}
	other.consent = consent.New(other.store, h.now)
	var err error
	other.keys, err = keys.Open(t.Context(), other.store, keys.Options{Now: h.now, Algorithm: "ES256", Overlap: time.Hour})
	must(t, err)
	other.Server = oauth.New(other.store, other.clients.Clients, other.consent, other.keys, other.opts)
	return &other
}

// TestKeyRevoked: nothing that a revoked key signed is good at the next request, at no replica, remembered or not.
func TestKeyRevoked(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, url)
		there := h.replica(t, url)
		app := h.app(t, nil)
		raw, own := h.issue(t, app).AccessToken, h.token(t, app, oauth.TokenRequest{GrantType: clients.GrantClientCredentials}).AccessToken
		unseen := h.issue(t, app).AccessToken
		for _, at := range []*house{h, there} {
			at.good(t, "before", raw)
			at.good(t, "before, its own", own)
		}
		came := h.now()
		_, successor, err := h.keys.Revoke(t.Context(), keyID(t, raw))
		must(t, err)
		for _, at := range []*house{there, h} {
			at.dead(t, "after", raw)
			at.dead(t, "after, its own", own)
			at.dead(t, "after, never seen before", unseen)
			if _, err := at.Open(t.Context(), raw, came.Add(time.Millisecond)); !errors.Is(err, bearer.ErrInvalidToken) {
				t.Errorf("reported as leaked: %v", err)
			}
		}
		_, _, err = there.store.Credentials(t.Context(), app.ID) // as each token request does
		must(t, err)
		for _, at := range []*house{there, h} {
			fresh := at.issue(t, app).AccessToken
			if keyID(t, fresh) != successor.ID {
				t.Errorf("signed by %s, not by the successor", keyID(t, fresh))
			}
			h.good(t, "by the successor", fresh)
		}
	})
}
