package storagetest

import (
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/users"
)

// noon is when the suite's rows are made: a moment as precise as a store keeps
// it. later is an hour after it.
var (
	noon  = clocktest.At(time.Date(2026, 3, 1, 12, 0, 0, 123_000_000, time.UTC))
	later = noon.Add(time.Hour)
)

// unicodeName has letters of one to four bytes in UTF-8, composed and not.
const unicodeName = "Ünï 名前 🦊𝔘 e\u0301 ß"

// newID is an id that nobody has; ids of one test program sort by their age.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// newHash is the hash of a fresh secret.
func newHash() secret.Hash { return secret.HashOf(secret.New(secret.AccessToken)) }

// newUser inserts a user of its own for a test.
func newUser(t *testing.T, s *storage.Store) users.User {
	t.Helper()
	id := newID()
	name := "u" + strings.ReplaceAll(id, "-", "")
	u := users.User{
		ID: id, Username: name, Email: name + "@example.org", Name: unicodeName,
		AvatarURL: "https://example.org/" + name, CreatedAt: noon,
	}
	must(t, s.CreateUser(t.Context(), u, "hash of "+name))
	return u
}

// newClient inserts a client of that user, without a secret.
// setActive makes a client active, or suspends it since a moment that is not zero.
func setActive(t *testing.T, s *storage.Store, id string, since time.Time) {
	t.Helper()
	c, err := s.Client(t.Context(), id)
	must(t, err)
	c.InactiveSince, c.SuspendedBy = since, ""
	if !since.IsZero() {
		c.SuspendedBy = clients.ByOperator
	}
	must(t, s.SetClientState(t.Context(), c))
}

func newClient(t *testing.T, s *storage.Store, owner users.User, change func(c *clients.Client)) clients.Client {
	t.Helper()
	c := clients.Client{
		ID: newID(), OwnerID: owner.ID, Name: unicodeName, Type: clients.Confidential,
		Scopes: []string{"openid", "tokens:read"}, RedirectURIs: []string{"https://app.example.org/cb?a=b,c d"},
		GrantTypes: []string{clients.GrantCode, clients.GrantRefresh}, AuthMethod: clients.AuthBasic,
		Format: clients.JWT, CreatedAt: noon, ReviewedAt: noon,
	}
	if change != nil {
		change(&c)
	}
	must(t, s.CreateClient(t.Context(), c, nil))
	return c
}

// newGrant inserts a lineage of user and client with the code for it.
func newGrant(t *testing.T, s *storage.Store, u users.User, c clients.Client) (oauth.Lineage, oauth.Code) {
	t.Helper()
	l := oauth.Lineage{
		ID: newID(), UserID: u.ID, ClientID: c.ID, Scopes: []string{"openid", "tokens:read"},
		Resources: []string{"https://api.example.org/a b", "urn:other"}, AuthTime: noon.Add(-time.Minute),
		CreatedAt: noon, ExpiresAt: later, MFATime: noon.Add(-time.Second), MFAUntil: later.Add(time.Millisecond),
	}
	code := oauth.Code{
		Hash: newHash(), LineageID: l.ID, RedirectURI: c.RedirectURIs[0],
		Challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", ExpiresAt: noon.Add(time.Minute),
	}
	must(t, s.CreateGrant(t.Context(), l, code))
	return l, code
}

// newToken inserts a personal access token that hangs from a lineage, or "".
func newToken(t *testing.T, s *storage.Store, u users.User, c clients.Client, parent string) (pat.Token, secret.Hash) {
	t.Helper()
	token, hash := draftToken(u, c), newHash()
	must(t, s.CreateToken(t.Context(), token, hash, parent))
	return token, hash
}

func draftToken(u users.User, c clients.Client) pat.Token {
	return pat.Token{
		ID: newID(), UserID: u.ID, ClientID: c.ID, ClientName: c.Name, Lineage: newID(), Name: unicodeName,
		Scopes: []string{"openid"}, Hint: "pat_abc…wxyz", CreatedAt: noon, ExpiresAt: later,
		Privileges: pat.Privileges{ProvenAt: noon.Add(-time.Minute), Until: noon.Add(time.Minute)},
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// same fails where a value did not come back as it went.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

// is fails where an error is not the one that the contract names.
func is(t *testing.T, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s: error %v, want %v", what, got, want)
	}
}

// race calls fn from n goroutines that start together and gives what each
// answered.
func race[Answer any](n int, fn func(i int) Answer) []Answer {
	answers := make([]Answer, n)
	start := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-start
			answers[i] = fn(i)
		})
	}
	close(start)
	all.Wait()
	return answers
}
