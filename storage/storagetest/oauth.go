package storagetest

import (
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/keys"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/users"
)

const racers = 16

func testCodes(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	l, code := newGrant(t, s, u, c)
	got, state, err := s.Code(ctx, code.Hash)
	must(t, err)
	same(t, "code", got, code)
	same(t, "lineage", state, oauth.LineageState{Lineage: l})
	_, _, err = s.Code(ctx, newHash())
	is(t, "unknown code", err, oauth.ErrNotFound)

	bare := oauth.Lineage{ID: newID(), UserID: u.ID, ClientID: c.ID, Scopes: []string{}, CreatedAt: noon}
	bareCode := oauth.Code{Hash: newHash(), LineageID: bare.ID, ExpiresAt: later}
	must(t, s.CreateGrant(ctx, bare, bareCode))
	got, state, err = s.Code(ctx, bareCode.Hash)
	must(t, err)
	same(t, "bare code", got, bareCode)
	same(t, "bare lineage", state, oauth.LineageState{Lineage: bare})

	must(t, s.SetUserDisabled(ctx, u.ID, noon))
	must(t, s.EndLineage(ctx, l.ID, "test", noon))
	_, state, err = s.Code(ctx, code.Hash)
	must(t, err)
	same(t, "state after the ends", state, oauth.LineageState{Lineage: l, Ended: true, UserDisabled: true})

	t.Run("spend", func(t *testing.T) {
		first, err := s.SpendCode(ctx, bareCode.Hash, later)
		must(t, err)
		again, err := s.SpendCode(ctx, bareCode.Hash, later.Add(time.Second))
		must(t, err)
		unknown, err := s.SpendCode(ctx, newHash(), later)
		must(t, err)
		same(t, "first, second and unknown spend", []bool{first, again, unknown}, []bool{true, false, false})
		got, _, err := s.Code(ctx, bareCode.Hash)
		must(t, err)
		same(t, "spent at", got.SpentAt, later)
	})
	t.Run("race", func(t *testing.T) {
		_, code := newGrant(t, s, u, c)
		oneSpends(t, func() (bool, error) { return s.SpendCode(ctx, code.Hash, noon) })
	})
}

type spend struct {
	first bool
	err   error
}

// oneSpends lets many spend the same thing at the same time.
func oneSpends(t *testing.T, fn func() (bool, error)) {
	t.Helper()
	won := 0
	for _, a := range race(racers, func(int) spend { first, err := fn(); return spend{first, err} }) {
		must(t, a.err)
		if a.first {
			won++
		}
	}
	same(t, "winners", won, 1)
}

func testRefresh(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	l, _ := newGrant(t, s, u, newClient(t, s, u, nil))
	issue := func() oauth.Refresh {
		r := oauth.Refresh{Hash: newHash(), LineageID: l.ID, CreatedAt: noon, ExpiresAt: later}
		must(t, s.CreateRefresh(ctx, r))
		return r
	}
	r, plain := issue(), issue()
	got, state, err := s.Refresh(ctx, r.Hash)
	must(t, err)
	same(t, "refresh token", got, r)
	same(t, "lineage", state, oauth.LineageState{Lineage: l})
	_, _, err = s.Refresh(ctx, newHash())
	is(t, "unknown refresh token", err, oauth.ErrNotFound)

	sealed := []byte{0, 1, '\'', 255, 0}
	first, err := s.SpendRefresh(ctx, r, later, sealed)
	must(t, err)
	again, err := s.SpendRefresh(ctx, r, later.Add(time.Second), []byte("another"))
	must(t, err)
	unknown, err := s.SpendRefresh(ctx, oauth.Refresh{Hash: newHash()}, later, nil)
	must(t, err)
	same(t, "first, second and unknown spend", []bool{first, again, unknown}, []bool{true, false, false})
	r.SpentAt, r.Successor = later, sealed
	got, _, err = s.Refresh(ctx, r.Hash)
	must(t, err)
	same(t, "spent refresh token", got, r)

	_, err = s.SpendRefresh(ctx, plain, later, nil)
	must(t, err)
	plain.SpentAt = later
	got, _, err = s.Refresh(ctx, plain.Hash)
	must(t, err)
	same(t, "spent without a successor", got, plain)

	raced := issue()
	oneSpends(t, func() (bool, error) { return s.SpendRefresh(ctx, raced, noon, sealed) })
	if err := s.CreateRefresh(ctx, raced); err == nil {
		t.Error("one refresh token was inserted twice")
	}
}

func testAccess(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	l, _ := newGrant(t, s, u, c)
	person := oauth.Access{
		Hash: newHash(), ID: newID(), LineageID: l.ID, UserID: u.ID, ClientID: c.ID, Scopes: []string{"openid"},
		Audience: []string{"https://api.example.org", "urn:b c"}, CreatedAt: noon, ExpiresAt: later,
	}
	machine := oauth.Access{
		Hash: newHash(), ID: newID(), ClientID: c.ID, Scopes: []string{}, CreatedAt: noon, ExpiresAt: later,
	}
	for _, a := range []oauth.Access{person, machine} {
		must(t, s.CreateAccess(ctx, a))
	}
	check := func(what string, a oauth.Access, want oauth.Holder) {
		t.Helper()
		got, holder, err := s.Access(ctx, a.Hash)
		must(t, err)
		same(t, what, got, a)
		same(t, what+", holder", holder, want)
	}
	alive, own := holderOf(u, c, l), oauth.Holder{ClientName: c.Name}
	alive.MFAUntil = l.MFAUntil
	ended := alive
	ended.Ended = true
	check("person's", person, alive)
	check("client's own", machine, own)
	_, _, err := s.Access(ctx, newHash())
	is(t, "unknown", err, oauth.ErrNotFound)

	must(t, s.SetUserDisabled(ctx, u.ID, noon))
	check("of a disabled user", person, ended)
	check("client's own, user disabled", machine, own)
	must(t, s.SetUserDisabled(ctx, u.ID, time.Time{}))
	setActive(t, s, c.ID, noon)
	check("of a disabled client", person, ended)
	check("of a disabled client, its own", machine, oauth.Holder{ClientName: c.Name, Ended: true})
	setActive(t, s, c.ID, time.Time{})
	check("all enabled again", person, alive)

	for _, at := range []time.Time{noon, later} { // the first end counts
		must(t, s.RevokeAccess(ctx, machine.Hash, at))
	}
	machine.RevokedAt = noon
	check("revoked", machine, own)
	check("the one beside it", person, alive)
	must(t, s.RevokeAccess(ctx, newHash(), noon))
	must(t, s.EndLineage(ctx, l.ID, "test", noon))
	check("of an ended lineage", person, ended)
	must(t, s.DeleteClient(ctx, c.ID, noon))
	_, _, err = s.Access(ctx, machine.Hash)
	is(t, "of a client that is gone", err, oauth.ErrNotFound)
}

// holderOf is what a verdict reads of a person's living token.
func holderOf(u users.User, c clients.Client, l oauth.Lineage) oauth.Holder {
	return oauth.Holder{
		Username: u.Username, Name: u.Name, Email: u.Email, AvatarURL: u.AvatarURL, ClientName: c.Name, AuthTime: l.AuthTime,
	}
}

// signs inserts a signing key, once, for the tokens that a part of the suite makes up.
func signs(t *testing.T, s *storage.Store) string {
	t.Helper()
	rows, err := s.SigningKeys(t.Context())
	must(t, err)
	for _, row := range rows {
		if row.RevokedAt.IsZero() && strings.HasPrefix(row.ID, "key of ") {
			return row.ID
		}
	}
	row := keys.Row{ID: "key of " + newID(), Generation: int64(len(rows)) + 1000, Algorithm: "ES256", Private: []byte{1}, CreatedAt: noon, AccessTTL: keyTTL}
	must(t, s.AddSigningKey(t.Context(), row))
	return row.ID
}

const keyTTL = 10 * time.Minute

// jwtHolder reads what a token hangs from that a living key has signed.
func jwtHolder(t *testing.T, s *storage.Store, token oauth.Signed) (oauth.Holder, oauth.Bounds, error) {
	t.Helper()
	token.KeyID = signs(t, s)
	return s.JWTHolder(t.Context(), token)
}

func testJWTHolder(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	l, _ := newGrant(t, s, u, c)
	ended, _ := newGrant(t, s, u, c)
	must(t, s.EndLineage(ctx, ended.ID, "test", noon))
	offUser, offClient, other := newUser(t, s), newClient(t, s, u, nil), newClient(t, s, u, nil)
	ofOff, _ := newGrant(t, s, offUser, c)
	ofClient, _ := newGrant(t, s, u, offClient)
	must(t, s.SetUserDisabled(ctx, offUser.ID, noon))
	setActive(t, s, offClient.ID, noon)
	revoked := newID()
	for _, until := range []time.Time{later, noon} {
		must(t, s.RevokeJWT(ctx, revoked, until)) // again is no error
	}

	grant := oauth.Bounds{Scopes: l.Scopes, GrantTypes: []string{}, Resources: l.Resources, ExpiresAt: l.ExpiresAt, Life: keyTTL}
	itself := oauth.Bounds{Scopes: c.Scopes, GrantTypes: c.GrantTypes, Life: keyTTL}
	none := oauth.Bounds{}
	dead := func(h oauth.Holder) oauth.Holder { h.Ended = true; return h }
	person := func(u users.User, c clients.Client, l oauth.Lineage) oauth.Holder {
		h := holderOf(u, c, l)
		h.MFAUntil = l.MFAUntil
		return h
	}
	alive, own, gone := person(u, c, l), oauth.Holder{ClientName: c.Name}, oauth.Holder{Ended: true}
	for _, c := range []struct {
		name                       string
		jti, lineage, client, user string
		want                       oauth.Holder
		bounds                     oauth.Bounds
	}{
		{"person", newID(), l.ID, c.ID, u.ID, alive, grant},
		{"client itself", newID(), "", c.ID, "", own, itself},
		{"revoked", revoked, l.ID, c.ID, u.ID, dead(alive), grant},
		{"revoked, client itself", revoked, "", c.ID, "", dead(own), itself},
		{"ended lineage", newID(), ended.ID, c.ID, u.ID, dead(alive), grant},
		{"unknown lineage", newID(), newID(), c.ID, u.ID, gone, none},
		{"person without lineage", newID(), "", c.ID, u.ID, gone, none},
		{"disabled user", newID(), ofOff.ID, c.ID, offUser.ID, dead(person(offUser, c, l)), grant},
		{"another's lineage", newID(), ofOff.ID, c.ID, u.ID, gone, none},
		{"another client's lineage", newID(), l.ID, other.ID, u.ID, gone, none},
		{"unknown user", newID(), l.ID, c.ID, newID(), gone, none},
		{"disabled client", newID(), ofClient.ID, offClient.ID, u.ID, dead(person(u, offClient, l)), grant},
		{"disabled client itself", newID(), "", offClient.ID, "", dead(oauth.Holder{ClientName: offClient.Name}), itself},
		{"unknown client", newID(), l.ID, newID(), u.ID, gone, none},
		{"unknown client itself", newID(), "", newID(), "", gone, none},
	} {
		got, bounds, err := jwtHolder(t, s, oauth.Signed{ID: c.jti, LineageID: c.lineage, ClientID: c.client, UserID: c.user})
		must(t, err)
		same(t, c.name, got, c.want)
		same(t, c.name+", bounds", bounds, c.bounds)
	}
	good := oauth.Signed{ID: newID(), KeyID: signs(t, s), LineageID: l.ID, ClientID: c.ID, UserID: u.ID}
	unknown := good
	unknown.KeyID = "unknown"
	first, err := s.RevokeSigningKey(ctx, good.KeyID, noon)
	must(t, err)
	same(t, "revoked now", first, true)
	for name, token := range map[string]oauth.Signed{"a revoked key": good, "an unknown key": unknown} {
		got, bounds, err := s.JWTHolder(ctx, token)
		must(t, err)
		same(t, name, got, gone)
		same(t, name+", bounds", bounds, none)
	}
}
