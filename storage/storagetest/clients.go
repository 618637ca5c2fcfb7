package storagetest

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
)

func testClients(t *testing.T, s *storage.Store) {
	ctx, owner, stranger := t.Context(), newUser(t, s), newUser(t, s)
	api := "https://api.example.org/" + owner.ID
	full := newClient(t, s, owner, func(c *clients.Client) { c.ResourceServer = api })
	bare := newClient(t, s, owner, func(c *clients.Client) {
		c.Type, c.AuthMethod, c.Format = clients.Public, clients.AuthNone, clients.Opaque
		c.Scopes, c.RedirectURIs, c.GrantTypes = []string{}, []string{}, []string{}
	})
	open := newClient(t, s, stranger, func(c *clients.Client) { c.UserTokens = true })
	off := newClient(t, s, owner, func(c *clients.Client) {
		c.UserTokens, c.InactiveSince, c.SuspendedBy = true, later, clients.ByOwner
	})
	newClient(t, s, stranger, func(c *clients.Client) { c.UserTokens, c.ReviewedAt = true, time.Time{} }) // offered to its owner only

	for _, want := range []clients.Client{full, bare, open, off} {
		got, err := s.Client(ctx, want.ID)
		must(t, err)
		same(t, "client", got, want)
		got, secrets, err := s.Credentials(ctx, want.ID)
		must(t, err)
		same(t, "client by credentials", asked(got), asked(want))
		same(t, "secrets", len(secrets), 0)
	}
	_, err := s.Client(ctx, newID())
	is(t, "unknown client", err, clients.ErrUnknown)
	_, _, err = s.Credentials(ctx, newID())
	is(t, "credentials of nobody", err, clients.ErrUnknown)
	_, err = s.Client(ctx, "")
	is(t, "no id", err, clients.ErrUnknown)

	own, err := s.Clients(ctx, owner.ID, clients.Filter{}, "", 10)
	must(t, err)
	same(t, "owner's clients", own, []clients.Client{full, bare, off})
	own, err = s.Clients(ctx, owner.ID, clients.Filter{}, full.ID, 1)
	must(t, err)
	same(t, "owner's second page", own, []clients.Client{bare})
	all, err := s.Clients(ctx, "", clients.Filter{}, newIDBefore(full.ID), 4)
	must(t, err)
	same(t, "everybody's", all, []clients.Client{full, bare, open, off})
	none, err := s.Clients(ctx, newID(), clients.Filter{}, "", 10)
	must(t, err)
	same(t, "nobody's", none, []clients.Client{})

	testClientFilters(t, s)
	t.Run("mintable", func(t *testing.T) {
		mine, err := s.MintableClients(ctx, owner.ID, 100)
		must(t, err)
		same(t, "one's own, and those open to all", mine, []clients.Client{full, bare, open})
		one, err := s.MintableClients(ctx, owner.ID, 1)
		must(t, err)
		same(t, "as many as asked", one, []clients.Client{full})
		open.InactiveSince, open.SuspendedBy = noon, clients.ByOperator
		must(t, s.SetClientState(ctx, open)) // leaves no client open to all for other parts of the suite
	})
	t.Run("resource server", func(t *testing.T) { testResourceServer(t, s, full, api) })
	t.Run("disabled", func(t *testing.T) {
		for _, at := range []time.Time{noon, noon, {}, {}} {
			want := bare
			want.InactiveSince, want.Pending, want.ReviewedAt, want.FirstParty = at, !at.IsZero(), noon, true
			want.OwnerID, want.CreatorLineage, want.ManagedBy = newID(), newID(), newID()
			if want.SuspendedBy = ""; !at.IsZero() {
				want.SuspendedBy = clients.ByTokenRevoked
			}
			must(t, s.SetClientState(ctx, want))
			got, err := s.Client(ctx, bare.ID)
			must(t, err)
			same(t, "state", got, want)
		}
		is(t, "suspend nobody", s.SetClientState(ctx, clients.Client{ID: newID()}), clients.ErrUnknown)
	})
}

// asked is what Credentials promises of a client.
func asked(c clients.Client) clients.Client {
	return clients.Client{
		ID: c.ID, Type: c.Type, Scopes: c.Scopes, GrantTypes: c.GrantTypes, Format: c.Format,
		ResourceServer: c.ResourceServer, InactiveSince: c.InactiveSince,
	}
}

func testResourceServer(t *testing.T, s *storage.Store, holder clients.Client, api string) {
	ctx := t.Context()
	got, err := s.ResourceServer(ctx, api)
	must(t, err)
	same(t, "by its identifier", got, holder)
	for _, unknown := range []string{api + "/", "https://other.example.org", ""} {
		_, err = s.ResourceServer(ctx, unknown)
		is(t, "unknown identifier "+unknown, err, clients.ErrUnknown)
	}
	second := holder
	second.ID = newID()
	err = s.CreateClient(ctx, second, &clients.Secret{Hash: newHash(), CreatedAt: noon})
	if refusal := (*clients.Error)(nil); !errors.As(err, &refusal) || refusal.Field != "resource_server" {
		t.Errorf("a taken identifier: error %v, want one on resource_server", err)
	}
	_, err = s.Client(ctx, second.ID)
	is(t, "the refused client", err, clients.ErrUnknown)
	testResourceSpellings(t, s, holder)
}

// testResourceSpellings: an identifier is found in each of its spellings, and is
// registered only once.
func testResourceSpellings(t *testing.T, s *storage.Store, like clients.Client) {
	ctx, host := t.Context(), "r"+newID()+".example.org"
	spellings := []string{
		"https://" + host, "https://" + host + "/", "HTTPS://" + strings.ToUpper(host), "https://" + host + ":443", "https://" + host + ":443/",
	}
	var all sync.WaitGroup
	errs, made := make([]error, len(spellings)), make([]clients.Client, len(spellings))
	for i, identifier := range spellings {
		made[i] = like
		made[i].ID, made[i].ResourceServer = newID(), identifier
		all.Go(func() { errs[i] = s.CreateClient(ctx, made[i], nil) })
	}
	all.Wait()
	first := slices.Index(errs, nil)
	for i, err := range errs {
		if refusal := (*clients.Error)(nil); i != first && (!errors.As(err, &refusal) || refusal.Field != "resource_server") {
			t.Errorf("%s beside %s: error %v, want one on resource_server", spellings[i], spellings[max(first, 0)], err)
		}
	}
	for _, identifier := range spellings {
		got, err := s.ResourceServer(ctx, identifier)
		must(t, err)
		same(t, "by the spelling "+identifier, got, made[first])
		registered, err := s.RegisteredResource(ctx, identifier)
		must(t, err)
		same(t, "registered spelling", registered, made[first].ResourceServer)
	}
	for _, other := range []string{"http://" + host, "https://" + host + "/x", "https://" + host + ":8443", "https://" + host + "?x"} {
		_, err := s.ResourceServer(ctx, other)
		is(t, "another identifier "+other, err, clients.ErrUnknown)
	}
}

func testClientSecrets(t *testing.T, s *storage.Store) {
	ctx := t.Context()
	c := newClient(t, s, newUser(t, s), nil)
	c.ID = newID()
	first := clients.Secret{Hash: newHash(), CreatedAt: noon}
	must(t, s.CreateClient(ctx, c, &first))
	neighbour := newClient(t, s, newUser(t, s), nil)
	must(t, s.AddSecret(ctx, neighbour.ID, clients.Secret{Hash: newHash(), CreatedAt: noon}, noon))

	ends := func(want map[secret.Hash]time.Time) {
		t.Helper()
		_, secrets, err := s.Credentials(ctx, c.ID)
		must(t, err)
		got := map[secret.Hash]time.Time{}
		for _, n := range secrets {
			got[n.Hash] = n.ExpiresAt
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("secrets end at %v, want %v", got, want)
		}
	}
	ends(map[secret.Hash]time.Time{first.Hash: {}})

	day := 24 * time.Hour
	second := clients.Secret{Hash: newHash(), CreatedAt: noon.Add(day)}
	must(t, s.AddSecret(ctx, c.ID, second, noon.Add(3*day)))
	ends(map[secret.Hash]time.Time{first.Hash: noon.Add(3 * day), second.Hash: {}})

	third := clients.Secret{Hash: newHash(), CreatedAt: noon.Add(2 * day)}
	must(t, s.AddSecret(ctx, c.ID, third, noon.Add(9*day)))
	ends(map[secret.Hash]time.Time{ // what ends sooner goes on ending sooner
		first.Hash: noon.Add(3 * day), second.Hash: noon.Add(9 * day), third.Hash: {},
	})
	fourth := clients.Secret{Hash: newHash(), CreatedAt: noon.Add(4 * day)}
	must(t, s.AddSecret(ctx, c.ID, fourth, noon.Add(5*day)))
	ends(map[secret.Hash]time.Time{second.Hash: noon.Add(5 * day), third.Hash: noon.Add(5 * day), fourth.Hash: {}})

	last := clients.Secret{Hash: newHash(), CreatedAt: noon.Add(4 * day)}
	must(t, s.AddSecret(ctx, c.ID, last, last.CreatedAt)) // no overlap at all
	ends(map[secret.Hash]time.Time{last.Hash: {}})
	_, secrets, err := s.Credentials(ctx, neighbour.ID)
	must(t, err)
	same(t, "the neighbour's secrets", len(secrets), 1)
	if err := s.AddSecret(ctx, c.ID, last, last.CreatedAt.Add(day)); err == nil {
		t.Error("one secret was inserted twice")
	}
}

// testClientSecretRace replaces a secret by several at once: none of them is
// lost before its overlap has passed.
func testClientSecretRace(t *testing.T, s *storage.Store) {
	ctx := t.Context()
	c := newClient(t, s, newUser(t, s), nil)
	made := map[secret.Hash]bool{}
	var all []clients.Secret
	for range 8 {
		all = append(all, clients.Secret{Hash: newHash(), CreatedAt: later})
		made[all[len(all)-1].Hash] = true
	}
	for _, err := range race(len(all), func(i int) error { return s.AddSecret(ctx, c.ID, all[i], later.Add(24*time.Hour)) }) {
		must(t, err)
	}
	_, secrets, err := s.Credentials(ctx, c.ID)
	must(t, err)
	endless := 0
	for _, n := range secrets {
		delete(made, n.Hash)
		if n.ExpiresAt.IsZero() {
			endless++
		}
	}
	same(t, "acknowledged secrets that are gone", len(made), 0)
	same(t, "secrets without an end", endless, 1)
}

func testDeleteClient(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c, kept := newClient(t, s, u, nil), newClient(t, s, u, nil)
	must(t, s.AddSecret(ctx, c.ID, clients.Secret{Hash: newHash(), CreatedAt: noon}, noon))
	for _, id := range []string{c.ID, kept.ID} {
		must(t, s.PutConsent(ctx, consent.Grant{UserID: u.ID, ClientID: id, Scopes: []string{"openid"}, CreatedAt: noon, UpdatedAt: noon}))
	}
	_, code := newGrant(t, s, u, c)
	_, keptCode := newGrant(t, s, u, kept)
	token, hash := newToken(t, s, u, c, "")
	child, childHash := newToken(t, s, u, kept, token.Lineage)

	must(t, s.DeleteClient(ctx, c.ID, later))
	_, err := s.Client(ctx, c.ID)
	is(t, "client", err, clients.ErrUnknown)
	_, _, err = s.Credentials(ctx, c.ID)
	is(t, "credentials", err, clients.ErrUnknown)
	_, err = s.Terms(ctx, c.ID)
	is(t, "terms", err, pat.ErrUnknown)
	_, err = s.Consent(ctx, u.ID, c.ID)
	is(t, "consent", err, consent.ErrUnknown)
	_, state, err := s.Code(ctx, code.Hash)
	must(t, err)
	same(t, "lineage ended", state.Ended, true)
	_, err = s.TokenState(ctx, hash)
	is(t, "verdict on its token", err, pat.ErrUnknown)
	childState, err := s.TokenState(ctx, childHash)
	must(t, err)
	same(t, "child "+child.ID+" ended", childState.LineageEnded, true)
	seen, err := s.Token(ctx, token.ID) // the owner still sees what became of it
	must(t, err)
	same(t, "revoked at", seen.RevokedAt, later)
	same(t, "name of the client that is gone", seen.ClientName, "")
	holder, _, err := jwtHolder(t, s, oauth.Signed{ID: newID(), LineageID: code.LineageID, ClientID: c.ID, UserID: u.ID})
	must(t, err)
	same(t, "holder", holder, oauth.Holder{Ended: true})

	_, state, err = s.Code(ctx, keptCode.Hash)
	must(t, err)
	same(t, "another client's lineage ended", state.Ended, false)
	_, err = s.Consent(ctx, u.ID, kept.ID)
	must(t, err)
	is(t, "delete again", s.DeleteClient(ctx, c.ID, later), clients.ErrUnknown)
}

// testClientFilters: a filter by status has the clients whose Status that is.
func testClientFilters(t *testing.T, s *storage.Store) {
	ctx, owner := t.Context(), newUser(t, s)
	var all []clients.Client
	for _, state := range []clients.Client{
		{Name: "one"}, {Name: "two"}, {Name: "one", InactiveSince: noon, Pending: true}, {Name: "one", InactiveSince: noon, SuspendedBy: clients.ByOwner},
		{Name: "two", InactiveSince: noon, SuspendedBy: clients.ByOperator, Pending: true}, {Name: "One"},
	} {
		all = append(all, newClient(t, s, owner, func(c *clients.Client) {
			c.Name, c.InactiveSince, c.Pending, c.SuspendedBy = state.Name, state.InactiveSince, state.Pending, state.SuspendedBy
		}))
	}
	for _, name := range []string{"", "one", "two", "three"} {
		for _, status := range []clients.Status{"", clients.StatusActive, clients.StatusPending, clients.StatusSuspended} {
			want := []clients.Client{}
			for _, c := range all {
				if (name == "" || c.Name == name) && (status == "" || c.Status() == status) {
					want = append(want, c)
				}
			}
			got, err := s.Clients(ctx, owner.ID, clients.Filter{Name: name, Status: status}, "", 10)
			must(t, err)
			same(t, "clients named "+name+" that are "+string(status), got, want)
			if len(want) > 1 {
				got, err = s.Clients(ctx, owner.ID, clients.Filter{Name: name, Status: status}, want[0].ID, 1)
				must(t, err)
				same(t, "the second of them", got, want[1:2])
			}
		}
	}
}
