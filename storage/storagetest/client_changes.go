package storagetest

import (
	"context"
	"testing"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/storage"
)

// testUpdateClient writes what may change of a client and nothing else.
func testUpdateClient(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	api := "https://api.example.org/" + u.ID
	want := newClient(t, s, u, func(c *clients.Client) { c.ResourceServer = api })
	beside := newClient(t, s, u, nil)
	check := func(what string, want clients.Client) {
		t.Helper()
		got, err := s.Client(ctx, want.ID)
		must(t, err)
		same(t, what, got, want)
	}
	want.Name, want.RedirectURIs, want.GrantTypes = "Other "+unicodeName, []string{"https://b.example/?a=b,c"}, []string{clients.GrantCode}
	want.Format, want.UserTokens, want.AuthMethod, want.FirstParty, want.AcceptsDefaultAudience = clients.Opaque, true, clients.AuthPost, true, true
	want.PKCEOptional = true
	wild := want // with what is fixed
	wild.OwnerID, wild.Type, wild.Scopes = newID(), clients.Public, []string{"admin"}
	wild.ResourceServer, wild.InactiveSince, wild.CreatedAt = "https://stolen.example", later, later
	for range 2 { // the second time nothing is new
		must(t, s.UpdateClient(ctx, wild))
		check("changed", want)
	}
	want.RedirectURIs, want.GrantTypes, want.UserTokens = []string{}, []string{}, false
	must(t, s.UpdateClient(ctx, want))
	check("emptied", want)
	check("beside", beside)
	wild.ID = newID()
	is(t, "update nobody", s.UpdateClient(ctx, wild), clients.ErrUnknown)
	_, err := s.LockClient(ctx, newID())
	is(t, "lock nobody", err, clients.ErrUnknown)

	for _, err := range race(8, func(i int) error { // each adds to what it read
		return s.Transact(ctx, func(ctx context.Context) error {
			c, err := s.LockClient(ctx, want.ID)
			if err != nil {
				return err
			}
			c.RedirectURIs = append(c.RedirectURIs, "https://app.example/"+string(rune('a'+i)))
			return s.UpdateClient(ctx, c)
		})
	}) {
		must(t, err)
	}
	got, err := s.Client(ctx, want.ID)
	must(t, err)
	same(t, "changes at once that all last", len(got.RedirectURIs), 8)
}
