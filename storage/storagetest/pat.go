package storagetest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/users"
)

func testTokens(t *testing.T, s *storage.Store) {
	ctx, u, other := t.Context(), newUser(t, s), newUser(t, s)
	c := newClient(t, s, u, func(c *clients.Client) { c.UserTokens = true; c.Scopes = []string{} })
	terms, err := s.Terms(ctx, c.ID)
	must(t, err)
	same(t, "terms", terms, pat.Terms{ClientID: c.ID, ClientName: c.Name, OwnerID: u.ID, Scopes: []string{}, UserTokens: true})
	_, err = s.Terms(ctx, newID())
	is(t, "terms of nobody", err, pat.ErrUnknown)

	token, hash := newToken(t, s, u, c, "")
	endless := draftToken(other, c)
	endless.ExpiresAt, endless.Name, endless.Scopes = time.Time{}, strings.Repeat("🦊", 100), []string{}
	endlessHash := newHash()
	must(t, s.CreateToken(ctx, endless, endlessHash, ""))
	third, _ := newToken(t, s, u, c, token.Lineage)

	state, err := s.TokenState(ctx, hash)
	must(t, err)
	same(t, "state", state, stateOf(token, u))
	state, err = s.TokenState(ctx, endlessHash)
	must(t, err)
	same(t, "state without an end", state, stateOf(endless, other))
	_, err = s.TokenState(ctx, newHash())
	is(t, "state of nothing", err, pat.ErrUnknown)
	got, err := s.Token(ctx, endless.ID)
	must(t, err)
	same(t, "by id", got, endless)
	_, err = s.Token(ctx, newID())
	is(t, "unknown id", err, pat.ErrUnknown)

	for _, c := range []struct {
		name, user, cursor string
		limit              int
		want               []pat.Token
	}{
		{"newest first", u.ID, "", 10, []pat.Token{third, token}},
		{"as many as asked", u.ID, "", 1, []pat.Token{third}},
		{"before the cursor", u.ID, third.ID, 10, []pat.Token{token}},
		{"none left", u.ID, token.ID, 10, []pat.Token{}},
		{"nobody's", newID(), "", 10, []pat.Token{}},
		{"everybody's", "", "", 3, []pat.Token{third, endless, token}},
	} {
		got, err := s.Tokens(ctx, c.user, pat.Filter{}, pat.Marks{}, c.cursor, c.limit)
		must(t, err)
		same(t, c.name, got, c.want)
	}
	t.Run("states", func(t *testing.T) { testTokenStates(t, s) })
	t.Run("under an ended parent", func(t *testing.T) {
		must(t, s.EndLineage(ctx, token.Lineage, "test", noon))
		for _, parent := range []string{token.Lineage, third.Lineage, newID()} {
			late, lateHash := draftToken(u, c), newHash()
			is(t, "create", s.CreateToken(ctx, late, lateHash, parent), pat.ErrParentEnded)
			_, err := s.TokenState(ctx, lateHash)
			is(t, "what was refused", err, pat.ErrUnknown)
		}
	})
	if err := s.CreateToken(ctx, draftToken(u, c), endlessHash, ""); err == nil {
		t.Error("one hash was inserted twice")
	}
}

// stateOf is what a verdict reads of a living token.
func stateOf(token pat.Token, u users.User) pat.State {
	token.Name, token.Hint = "", ""
	return pat.State{Token: token, Username: u.Username, UserName: u.Name, UserEmail: u.Email, UserAvatar: u.AvatarURL}
}

func testTokenStates(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	token, hash := newToken(t, s, u, c, "")
	want := stateOf(token, u)
	check := func(what string) {
		t.Helper()
		got, err := s.TokenState(ctx, hash)
		must(t, err)
		same(t, what, got, want)
	}
	must(t, s.SetUserDisabled(ctx, u.ID, noon))
	want.UserDisabled = true
	check("user disabled")
	setActive(t, s, c.ID, noon)
	want.ClientDisabled = true
	check("client disabled too")
	terms, err := s.Terms(ctx, c.ID)
	must(t, err)
	same(t, "terms disabled", terms.Disabled, true)
	must(t, s.EndLineage(ctx, token.Lineage, "test", later))
	want.LineageEnded, want.RevokedAt = true, later
	check("lineage ended too")
}

func testTouchTokens(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	a, _ := newToken(t, s, u, c, "")
	b, _ := newToken(t, s, u, c, "")
	check := func(what, id string, at time.Time, address, agent string) {
		t.Helper()
		got, err := s.Token(ctx, id)
		must(t, err)
		same(t, what, []any{got.LastUsedAt, got.LastUsedIP, got.LastAgent}, []any{at, address, agent})
	}
	longest := strings.Repeat("~", 200)
	check("never used", a.ID, time.Time{}, "", "")
	must(t, s.TouchTokens(ctx, map[string]pat.Use{
		a.ID: {At: later, Address: "192.0.2.1", Agent: "curl/8"}, b.ID: {At: noon, Address: "2001:db8::1", Agent: longest}, newID(): {At: noon},
	}))
	check("used", a.ID, later, "192.0.2.1", "curl/8")
	check("used too", b.ID, noon, "2001:db8::1", longest)
	must(t, s.TouchTokens(ctx, map[string]pat.Use{a.ID: {At: noon, Address: "192.0.2.9", Agent: "old/1"}, b.ID: {At: later}}))
	check("an older use replaces nothing", a.ID, later, "192.0.2.1", "curl/8")
	check("a newer one from nowhere keeps address and agent", b.ID, later, "2001:db8::1", longest)
	must(t, s.TouchTokens(ctx, nil))

	ids := []string{a.ID, b.ID}
	for range 75 { // more than one statement takes
		more, _ := newToken(t, s, u, c, "")
		ids = append(ids, more.ID)
	}
	for _, err := range race(8, func(i int) error { // replicas write their batches at the same time
		batch := map[string]pat.Use{}
		for n, id := range ids {
			batch[id] = pat.Use{At: later.Add(time.Duration(i*100+n) * time.Second), Address: fmt.Sprintf("192.0.2.%d", n), Old: n % 2}
		}
		return s.TouchTokens(ctx, batch)
	}) {
		must(t, err)
	}
	for n, id := range ids {
		check("the newest of many, which said no agent", id, later.Add(time.Duration(700+n)*time.Second), fmt.Sprintf("192.0.2.%d", n), "")
		got, err := s.Token(ctx, id)
		must(t, err)
		same(t, "uses of replaced secrets, of all of them", got.OldUses, 8*(n%2))
	}
}
