package storagetest

import (
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/revocations"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/users"
)

// possessions is one of everything that a person has.
type possessions struct {
	user    users.User
	grant   oauth.Lineage
	refresh secret.Hash
	access  secret.Hash
	token   pat.Token
	secret  secret.Hash
	child   secret.Hash
	made    clients.Client // by the token
	session secret.Hash
}

func newPossessions(t *testing.T, s *storage.Store, on clients.Client) possessions {
	t.Helper()
	ctx, p := t.Context(), possessions{user: newUser(t, s), refresh: newHash(), access: newHash(), session: newHash()}
	p.grant, _ = newGrant(t, s, p.user, on)
	must(t, s.PutConsent(ctx, consent.Grant{UserID: p.user.ID, ClientID: on.ID, Scopes: []string{"openid"}, CreatedAt: noon, UpdatedAt: noon}))
	must(t, s.CreateRefresh(ctx, oauth.Refresh{Hash: p.refresh, LineageID: p.grant.ID, CreatedAt: noon, ExpiresAt: later}))
	must(t, s.CreateAccess(ctx, oauth.Access{
		Hash: p.access, ID: newID(), LineageID: p.grant.ID, UserID: p.user.ID, ClientID: on.ID, CreatedAt: noon, ExpiresAt: later,
	}))
	p.token, p.secret = newToken(t, s, p.user, on, "")
	_, p.child = newToken(t, s, p.user, on, p.token.Lineage)
	p.made = newClient(t, s, p.user, func(c *clients.Client) { c.CreatorLineage = p.token.Lineage })
	must(t, s.CreateSession(ctx, users.Session{
		Hash: p.session, UserID: p.user.ID, AuthTime: noon, CreatedAt: noon, LastSeenAt: noon, ExpiresAt: later,
	}))
	must(t, s.AddFactor(ctx, draftFactor(p.user)))
	must(t, s.ReplaceRecoveryCodes(ctx, p.user.ID, []secret.Hash{newHash()}, noon))
	_, _, err := s.RememberBrowser(ctx, p.user.ID, "Firefox", noon, noon)
	must(t, err)
	_, err = s.CreateNotice(ctx, draftNotice(p.user.ID, p.token.ID, ""), notices.Ways{Channels: []notices.Channel{notices.Mail}, DueAt: noon})
	must(t, err)
	return p
}

// lives fails unless all that was issued lives, or none of it.
func (p possessions) lives(t *testing.T, s *storage.Store, want bool) {
	t.Helper()
	ctx := t.Context()
	for what, hash := range map[string]secret.Hash{"token": p.secret, "child": p.child} {
		state, err := s.TokenState(ctx, hash)
		must(t, err)
		same(t, what+" lives", !state.LineageEnded, want)
	}
	_, holder, err := s.Access(ctx, p.access)
	must(t, err)
	same(t, "access token lives", !holder.Ended, want)
	_, state, err := s.Refresh(ctx, p.refresh)
	must(t, err)
	same(t, "refresh token lives", !state.Ended, want)
	allowed, err := s.Consents(ctx, p.user.ID, "", 10)
	must(t, err)
	same(t, "allowed", len(allowed) == 1, want)
	made, err := s.Client(ctx, p.made.ID)
	must(t, err)
	same(t, "the client that the token created is active", made.Active(), want)
}

func (p possessions) standing(t *testing.T, s *storage.Store, want users.Standing) {
	t.Helper()
	got, err := s.Standing(t.Context(), p.user.ID, noon, noon)
	must(t, err)
	same(t, "standing", got, want)
}

func testEndAllOf(t *testing.T, s *storage.Store) {
	api := newClient(t, s, newUser(t, s), nil)
	mira, theo := newPossessions(t, s, api), newPossessions(t, s, api)
	all := users.Standing{PersonalTokens: 2, Grants: 1, Sessions: 1, CreatedClients: 1}
	mira.standing(t, s, all)
	mira.lives(t, s, true)
	for range 2 {
		must(t, s.EndAllOf(t.Context(), mira.user.ID, "user revoked", noon))
		mira.lives(t, s, false)
	}
	mira.standing(t, s, users.Standing{Sessions: 1})
	theo.standing(t, s, all)
	theo.lives(t, s, true)
	must(t, s.EndAllOf(t.Context(), newID(), "user revoked", noon))

	late, err := s.Standing(t.Context(), theo.user.ID, later, noon.Add(time.Millisecond))
	must(t, err)
	same(t, "what has expired", late, users.Standing{CreatedClients: 1})
}

func testDeleteUser(t *testing.T, s *storage.Store) {
	ctx, api := t.Context(), newClient(t, s, newUser(t, s), nil)
	mira, theo := newPossessions(t, s, api), newPossessions(t, s, api)
	must(t, s.EndAllOf(ctx, mira.user.ID, "user deleted", noon))
	must(t, s.DeleteUser(ctx, mira.user.ID, noon))
	is(t, "deleted again", s.DeleteUser(ctx, mira.user.ID, noon), users.ErrUnknown)
	_, _, err := s.Session(ctx, mira.session)
	is(t, "session", err, users.ErrUnknown)
	noted, err := s.Ended(ctx, revocations.Place{}, noon, 10_000)
	must(t, err)
	found := map[string]bool{}
	for _, e := range noted {
		found[string(e.Kind)+e.ID] = true
	}
	same(t, "resource servers are told", []bool{found["user"+mira.user.ID], found["lineage"+mira.grant.ID]}, []bool{true, true})

	for range 2 {
		must(t, s.DropRemains(ctx, mira.user.ID))
	}
	factors, err := s.Factors(ctx, mira.user.ID)
	must(t, err)
	told, err := s.Notices(ctx, mira.user.ID, "", 10)
	must(t, err)
	codes, err := s.CountRecoveryCodes(ctx, mira.user.ID)
	must(t, err)
	_, err = s.Token(ctx, mira.token.ID)
	is(t, "token", err, pat.ErrUnknown)
	same(t, "what is left", []int{len(factors), len(told), codes}, []int{0, 0, 0})
	_, _, err = s.Access(ctx, mira.access)
	is(t, "access token", err, oauth.ErrNotFound)
	_, _, err = s.Refresh(ctx, mira.refresh)
	is(t, "refresh token", err, oauth.ErrNotFound)
	theo.lives(t, s, true)
	theo.standing(t, s, users.Standing{PersonalTokens: 2, Grants: 1, Sessions: 1, CreatedClients: 1})
}
