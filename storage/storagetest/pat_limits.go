package storagetest

import (
	"net/netip"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
)

// testLimits: networks and resource servers come back as they went, to whoever
// reads the token.
func testLimits(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	identifier := "urn:example:" + newID()
	c := newClient(t, s, u, func(c *clients.Client) { c.ResourceServer = identifier })
	add := func(parent string, networks []netip.Prefix, resources ...string) (pat.Token, pat.State) {
		t.Helper()
		token, hash := draftToken(u, c), newHash()
		token.AllowedIPs, token.Resources = networks, resources
		must(t, s.CreateToken(ctx, token, hash, parent))
		state, err := s.TokenState(ctx, hash)
		must(t, err)
		return token, state
	}
	networks := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("2001:db8::/32")}
	for what, one := range map[string]struct {
		networks  []netip.Prefix
		resources []string
	}{
		"none": {}, "networks": {networks, nil}, "resources": {nil, []string{identifier, "https://api.example.org/a?b=c%20d"}},
		"both": {networks[:1], []string{identifier}},
	} {
		token, state := add("", one.networks, one.resources...)
		same(t, what, state, stateOf(token, u))
		got, err := s.Token(ctx, token.ID)
		must(t, err)
		same(t, what+" by id", got, token)
		child, _ := add(token.Lineage, nil)
		bounds, minted, err := s.ParentBounds(ctx, child.Lineage)
		must(t, err)
		same(t, what+" as bounds", []any{bounds, minted}, []any{
			pat.Bounds{Scopes: token.Scopes, ExpiresAt: later, AllowedIPs: one.networks, Resources: one.resources, Privileges: token.Privileges}, true,
		})
	}
	for id, want := range map[string]string{identifier: identifier, "urn:example:other": "", "": ""} {
		registered, err := s.RegisteredResource(ctx, id)
		must(t, err)
		same(t, "registered as "+id, registered, want)
	}
	setActive(t, s, c.ID, noon)
	registered, err := s.RegisteredResource(ctx, identifier)
	must(t, err)
	same(t, "registered, but off", registered, "")
}

// testLiving counts and lists what has not ended.
func testLiving(t *testing.T, s *storage.Store) {
	ctx, a, b := t.Context(), newUser(t, s), newUser(t, s)
	c := newClient(t, s, a, nil)
	first, _ := newToken(t, s, a, c, "")
	child, _ := newToken(t, s, a, c, first.Lineage)
	ended, _ := newToken(t, s, a, c, "")
	other, _ := newToken(t, s, b, c, "")
	must(t, s.EndLineage(ctx, ended.Lineage, "test", noon))
	count := func(what string, of string, now time.Time, want int) {
		t.Helper()
		got, err := s.CountLive(ctx, of, now)
		must(t, err)
		same(t, what, got, want)
	}
	count("living", a.ID, noon, 2)
	count("another's", b.ID, noon, 1)
	count("at their end", a.ID, later, 0)
	count("nobody's", newID(), noon, 0)
	held := func(token pat.Token, of string, parent string) pat.Held {
		return pat.Held{Token: token, Username: of, Parent: parent}
	}
	want := []pat.Held{held(first, a.Username, ""), held(child, a.Username, first.Lineage)}
	got, err := s.LivingOf(ctx, a.ID, noon)
	must(t, err)
	same(t, "one person's", got, want)
	got, err = s.LivingTokens(ctx, a.ID, "", noon, 3)
	must(t, err)
	same(t, "everybody's from there", got, append(want, held(other, b.Username, "")))
	got, err = s.LivingTokens(ctx, a.ID, first.ID, noon, 1)
	must(t, err)
	same(t, "as many as asked", got, want[1:])
	got, err = s.LivingTokens(ctx, b.ID, other.ID, noon, 10)
	must(t, err)
	same(t, "none left", len(got), 0)
}
