package pat_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

// The people and clients of these tests. Nobody is a well-formed id that
// belongs to nothing.
const (
	mira    = "0195aaaa-0000-7000-8000-000000000001"
	noor    = "0195aaaa-0000-7000-8000-000000000002"
	own     = "0195aaaa-0000-7000-8000-000000000011" // mira's client
	open    = "0195aaaa-0000-7000-8000-000000000012" // mira's, open to every user
	foreign = "0195aaaa-0000-7000-8000-000000000013" // noor's
	off     = "0195aaaa-0000-7000-8000-000000000014" // mira's, switched off
	nobody  = "0195aaaa-0000-7000-8000-0000000000ff"
)

// privilegesTTL is how long privileges last in these tests.
const privilegesTTL = 30 * 24 * time.Hour

// house is the room on a real store, with a clock that can be set.
type house struct {
	*pat.Tokens
	store *storage.Store
	at    time.Time
}

func newHouse(t *testing.T) *house {
	t.Helper()
	return newHouseOn(t, storagetest.Open(t, storagetest.Fresh(t, storage.SQLite)))
}

func newHouseOn(t *testing.T, store *storage.Store) *house {
	t.Helper()
	h := &house{store: store, at: clocktest.At(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))}
	h.Tokens = pat.New(store, pat.Options{
		Now: func() time.Time { return h.at }, Issuer: "https://patio.test", Audience: "https://api.test",
		PrivilegesTTL: privilegesTTL, FreshFactor: 5 * time.Minute,
	})
	for id, name := range map[string]string{mira: "mira", noor: "noor"} {
		must(t, store.CreateUser(t.Context(), users.User{ID: id, Username: name, Email: name + "@example.org", CreatedAt: h.at}, "no hash"))
	}
	must(t, store.AddFactor(t.Context(), users.Factor{UserID: mira, Kind: users.FactorTOTP, Secret: []byte("key"), CreatedAt: h.at}))
	for _, c := range []clients.Client{
		{ID: own, OwnerID: mira}, {ID: open, OwnerID: mira, UserTokens: true}, {ID: foreign, OwnerID: noor},
		{ID: off, OwnerID: mira, InactiveSince: h.at},
	} {
		c.Name, c.Type, c.Scopes, c.CreatedAt = "Client", clients.Confidential, []string{"b", "a", "c"}, h.at
		c.ReviewedAt = h.at
		must(t, store.CreateClient(t.Context(), c, nil))
	}
	return h
}

func (h *house) mint(t *testing.T, o pat.Order) (pat.Token, string) {
	t.Helper()
	token, raw, err := h.Mint(t.Context(), o)
	must(t, err)
	return token, raw
}

// order is an order that nothing is wrong with.
func order() pat.Order { return pat.Order{UserID: mira, ClientID: own, Name: "mine"} }

// principal is the verdict on a token that is good.
func (h *house) principal(t *testing.T, raw string) *pat.Asker {
	t.Helper()
	p, s, err := h.Verify(t.Context(), raw)
	must(t, err)
	return &pat.Asker{Principal: p, Presented: s.Presented}
}

// as is an asker with a principal that differs.
func as(by *pat.Asker, change func(p *bearer.Principal)) *pat.Asker {
	p := *by.Principal
	change(&p)
	return &pat.Asker{Principal: &p, Presented: by.Presented}
}

// dead fails where a token is still good.
func (h *house) dead(t *testing.T, what, raw string) {
	t.Helper()
	if p, s, err := h.Verify(t.Context(), raw); !errors.Is(err, bearer.ErrInvalidToken) || p != nil || s.ID != "" {
		t.Errorf("%s: %+v, %v; want %v", what, p, err, bearer.ErrInvalidToken)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }
