package oauth_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/storage"
)

// counted is a store that counts what it is asked.
type counted struct {
	*storage.Store
	work *work
}

// work is what it costs to refuse a code or a token.
type work struct{ reads, transactions, records int }

func (c counted) Code(ctx context.Context, hash secret.Hash) (oauth.Code, oauth.LineageState, error) {
	c.work.reads++
	return c.Store.Code(ctx, hash)
}

func (c counted) Refresh(ctx context.Context, hash secret.Hash) (oauth.Refresh, oauth.LineageState, error) {
	c.work.reads++
	return c.Store.Refresh(ctx, hash)
}

func (c counted) Access(ctx context.Context, hash secret.Hash) (oauth.Access, oauth.Holder, error) {
	c.work.reads++
	return c.Store.Access(ctx, hash)
}

func (c counted) JWTHolder(ctx context.Context, t oauth.Signed) (oauth.Holder, oauth.Bounds, error) {
	c.work.reads++
	return c.Store.JWTHolder(ctx, t)
}

func (c counted) ResourceServer(ctx context.Context, identifier string) (clients.Client, error) {
	c.work.reads++
	return c.Store.ResourceServer(ctx, identifier)
}

func (c counted) Transact(ctx context.Context, fn func(ctx context.Context) error) error {
	c.work.transactions++
	return c.Store.Transact(ctx, fn)
}

func (c counted) EndLineage(ctx context.Context, id, reason string, at time.Time) error {
	c.work.transactions++
	return c.Store.EndLineage(ctx, id, reason, at)
}

func (c counted) Record(ctx context.Context, e audit.Event) error {
	c.work.records++
	return c.Store.Record(ctx, e)
}

// counting is the house's server on a store that counts.
func (h *house) counting() (*oauth.Server, *work) {
	cost := &work{}
	store := counted{h.store, cost}
	return oauth.New(store, clients.New(store, clients.Options{Now: h.now}), h.consent, h.keys, h.opts), cost
}

// TestEveryGrantRefusalIsTheSameWork: a code or refresh token that is unknown, expired, ended, another client's or
// asked for with a wrong verifier: the same error, and one read. What is used twice ends its grant, which takes more
// work; the error is the same.
func TestEveryGrantRefusalIsTheSameWork(t *testing.T) {
	h := newHouse(t)
	app, other := h.app(t, nil), h.app(t, nil)
	h.app(t, func(r *clients.Registration) { r.ResourceServer = api })
	expiredCode, expired := h.code(t, app, nil), h.issue(t, app).RefreshToken
	h.advance(24 * time.Hour)
	living, ended, foreign, spentCode := h.code(t, app, nil), h.code(t, app, nil), h.code(t, other, nil), h.code(t, other, nil)
	h.token(t, other, redemption(spentCode))
	_, state, err := h.store.Code(t.Context(), secret.HashOf(ended))
	must(t, err)
	must(t, h.store.EndLineage(t.Context(), state.ID, "test", h.now()))
	revoked, spent := h.issue(t, app).RefreshToken, h.issue(t, other).RefreshToken
	must(t, h.Revoke(t.Context(), app, revoked))
	h.token(t, other, refreshing(spent))
	with := func(r oauth.TokenRequest, change func(r *oauth.TokenRequest)) oauth.TokenRequest {
		change(&r)
		return r
	}
	requests := map[string]map[string]oauth.TokenRequest{
		"code": {
			"unknown": redemption(secret.New(secret.AuthorizationCode)), "expired": redemption(expiredCode), "ended": redemption(ended),
			"another client's": redemption(foreign), "another client's, spent": redemption(spentCode),
			"a wrong verifier":     with(redemption(living), func(r *oauth.TokenRequest) { r.Verifier += "x" }),
			"a wrong redirect URI": with(redemption(living), func(r *oauth.TokenRequest) { r.RedirectURI += "x" }),
		},
		"refresh token": {
			"unknown": refreshing(secret.New(secret.RefreshToken)), "expired": refreshing(expired), "revoked": refreshing(revoked),
			"another client's": refreshing(h.issue(t, other).RefreshToken), "another client's, spent": refreshing(spent),
		},
	}
	counting, cost := h.counting()
	refusal := func(kind, name string, r oauth.TokenRequest) {
		t.Helper()
		_, err := counting.Token(t.Context(), app, r)
		if want := "invalid_grant: The " + kind + " is unknown, expired, used already, or not for this client."; err == nil || err.Error() != want {
			t.Errorf("%s, %s: %v, want %s", kind, name, err, want)
		}
	}
	for kind, all := range requests {
		for name, r := range all {
			for _, resources := range [][]string{nil, {api}, {"https://unknown.test"}} {
				*cost = work{}
				refusal(kind, name, with(r, func(r *oauth.TokenRequest) { r.Resources = resources }))
				if want := (work{reads: 1}); *cost != want {
					t.Errorf("%s, %s, resources %v: costs %+v, want %+v", kind, name, resources, *cost, want)
				}
			}
		}
	}
	h.token(t, app, redemption(living))
	refusal("code", "used twice", redemption(living))
	used := h.issue(t, app).RefreshToken
	h.token(t, app, refreshing(used))
	refusal("refresh token", "used twice", refreshing(used))
}

// TestEveryInactiveTokenIsTheSameWork: a token that is unknown, expired, revoked or another client's is introspected
// with one read and without a write. Of a JWT the signature and the end are public, so that a forged or expired one
// needs no read; those that are neither take one each.
func TestEveryInactiveTokenIsTheSameWork(t *testing.T) {
	h := newHouse(t)
	app, other := h.app(t, opaque), h.app(t, opaque)
	signed, otherSigned := h.app(t, nil), h.app(t, nil)
	expired := h.issue(t, app)
	h.advance(24 * time.Hour)
	foreign, left, revoked, spent, ended := h.issue(t, other), h.issue(t, app), h.issue(t, app), h.issue(t, app), h.issue(t, app)
	must(t, h.Revoke(t.Context(), app, revoked.AccessToken))
	h.token(t, app, refreshing(spent.RefreshToken))
	must(t, h.Revoke(t.Context(), app, ended.RefreshToken))
	signedRevoked, signedEnded := h.issue(t, signed), h.issue(t, signed)
	must(t, h.Revoke(t.Context(), signed, signedRevoked.AccessToken))
	must(t, h.Revoke(t.Context(), signed, signedEnded.RefreshToken))

	counting, cost := h.counting()
	introspect := func(caller clients.Client, raw string) string {
		t.Helper()
		if oauth.IsRefresh(raw) {
			d, err := counting.DescribeRefresh(t.Context(), caller, raw)
			must(t, err)
			return described(t, d)
		}
		p, _, err := counting.Verify(t.Context(), raw)
		if errors.Is(err, bearer.ErrInvalidToken) {
			return inactive
		}
		must(t, err)
		return described(t, counting.Describe(caller, p))
	}
	for name, c := range map[string]struct {
		caller clients.Client
		raw    string
	}{
		"unknown access token":                {app, secret.New(secret.AccessToken)},
		"expired access token":                {app, expired.AccessToken},
		"revoked access token":                {app, revoked.AccessToken},
		"another client's access token":       {app, foreign.AccessToken},
		"access token of an ended grant":      {app, ended.AccessToken},
		"unknown refresh token":               {app, secret.New(secret.RefreshToken)},
		"expired refresh token":               {app, expired.RefreshToken},
		"spent refresh token":                 {app, spent.RefreshToken},
		"another client's refresh token":      {app, foreign.RefreshToken},
		"refresh token of an ended grant":     {app, ended.RefreshToken},
		"revoked JWT":                         {signed, signedRevoked.AccessToken},
		"another client's JWT":                {otherSigned, h.issue(t, signed).AccessToken},
		"another client's revoked JWT":        {otherSigned, signedRevoked.AccessToken},
		"JWT of an ended grant":               {signed, signedEnded.AccessToken},
		"another client's, to one with a JWT": {signed, left.AccessToken},
	} {
		*cost = work{}
		if got := introspect(c.caller, c.raw); got != inactive {
			t.Errorf("%s: %s", name, got)
		}
		if want := (work{reads: 1}); *cost != want {
			t.Errorf("%s costs %+v, want %+v", name, *cost, want)
		}
	}
	server := h.app(t, func(r *clients.Registration) { r.ResourceServer = api })
	*cost = work{}
	if got := introspect(server, left.RefreshToken); got != inactive || *cost != (work{}) {
		t.Errorf("a resource server that asks about a refresh token: %s, for %+v", got, *cost)
	}
}
