package leaks_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/leaks"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

const (
	mira = "0195aaaa-0000-7000-8000-000000000001"
	app  = "0195aaaa-0000-7000-8000-000000000011" // mira's
)

// counting is a real store that counts what it is asked, and can be gone.
type counting struct {
	*storage.Store
	reads, hashes, writes int
	events                []audit.Event
	gone                  error
}

func (c *counting) Issued(ctx context.Context, kind secret.Prefix, hashes []secret.Hash) ([]leaks.Issued, error) {
	c.reads++
	c.hashes += len(hashes)
	if c.gone != nil {
		return nil, c.gone
	}
	return c.Store.Issued(ctx, kind, hashes)
}

func (c *counting) Transact(ctx context.Context, fn func(ctx context.Context) error) error {
	c.writes++
	return c.Store.Transact(ctx, fn)
}

func (c *counting) Record(ctx context.Context, e audit.Event) error {
	c.events = append(c.events, e)
	return c.Store.Record(ctx, e)
}

// signer stands for oauth: it knows a few signed tokens.
type signer struct {
	known map[string]*bearer.Principal
	asked int
}

func (s *signer) Open(_ context.Context, raw string, _ time.Time) (*bearer.Principal, error) {
	s.asked++
	if p := s.known[raw]; p != nil {
		return p, nil
	}
	return nil, bearer.ErrInvalidToken
}

// house is the room on a real store, with a clock that can be set.
type house struct {
	*leaks.Desk
	store  *counting
	signer *signer
	tokens *pat.Tokens
	at     time.Time
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{
		store:  &counting{Store: storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))},
		signer: &signer{known: map[string]*bearer.Principal{}}, at: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC),
	}
	h.Desk = leaks.New(h.store, h.signer, leaks.Options{Now: h.now})
	h.tokens = pat.New(h.store.Store, pat.Options{Now: h.now, Issuer: "https://patio.test", Audience: "https://patio.test"})
	must(t, h.store.CreateUser(t.Context(), users.User{ID: mira, Username: "mira", Email: "mira@example.org", CreatedAt: h.at}, "no hash"))
	must(t, h.store.CreateClient(t.Context(), clients.Client{
		ID: app, OwnerID: mira, Name: "Ledgerly", Type: clients.Confidential, Scopes: []string{"profile"}, CreatedAt: h.at,
	}, nil))
	return h
}

func (h *house) now() time.Time { return h.at }

func (h *house) mint(t *testing.T) string {
	t.Helper()
	_, raw, err := h.tokens.Mint(t.Context(), pat.Order{UserID: mira, ClientID: app, Name: "mine"})
	must(t, err)
	return raw
}

func (h *house) report(t *testing.T, found ...string) []bool {
	t.Helper()
	issued, err := h.Report(t.Context(), leaks.ByAPI, reports(found...))
	must(t, err)
	return issued
}

func reports(found ...string) []leaks.Report {
	all := make([]leaks.Report, len(found))
	for i, f := range found {
		all[i].Secret = f
	}
	return all
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// junk is what has no good checksum, or no shape at all.
func junk(n int) []string {
	var all []string
	for len(all) < n {
		raw := secret.New(secret.PersonalAccessToken)
		all = append(all, raw[:len(raw)-1], raw+"0", strings.ToUpper(raw), " "+raw, raw+"\n", "ghp_"+raw[4:], "pss_"+raw[4:], "pcc_"+raw[4:],
			raw[:39]+string(raw[39]^1), "pat_"+strings.Repeat("0", 36), "", "\x00", "\xff\xfe", "eyJ", "eyJ.a", "a.b.c", "eyJ"+strings.Repeat("a.", 5000),
			"eyJ"+strings.Repeat("a", 9000)+".a.a", strings.Repeat("pat_", 5000), secret.New("xyz_"))
	}
	return all[:n]
}

// TestJunkCostsNothing: a thousand reported texts without a good checksum ask
// the database nothing, and no signature is checked.
func TestJunkCostsNothing(t *testing.T) {
	h := newHouse(t)
	for i, issued := range h.report(t, junk(1000)...) {
		if issued {
			t.Errorf("piece %d is taken for a secret of Patio's", i)
		}
	}
	if h.store.reads != 0 || h.store.writes != 0 || h.signer.asked != 0 {
		t.Errorf("junk cost %d reads, %d transactions and %d signatures", h.store.reads, h.store.writes, h.signer.asked)
	}
	for _, j := range junk(40) {
		if leaks.Plausible(j) {
			t.Errorf("%.60q is plausible", j)
		}
	}
}

// TestEachOnce: whatever is reported twice is read once and ends once, and
// unknown ones write nothing.
func TestEachOnce(t *testing.T) {
	h := newHouse(t)
	known, unknown := h.mint(t), secret.New(secret.PersonalAccessToken)
	for _, issued := range [][]bool{h.report(t, unknown, known, known, unknown, known), h.report(t, unknown, known, known, unknown, known)} {
		if issued[0] || !issued[1] || !issued[2] || issued[3] || !issued[4] {
			t.Errorf("issued: %v", issued)
		}
	}
	if h.store.reads != 2 || h.store.hashes != 4 || len(h.store.events) != 1 {
		t.Errorf("%d reads of %d hashes, %d events", h.store.reads, h.store.hashes, len(h.store.events))
	}
	h.store.writes = 0
	var many []string
	for range 1000 {
		many = append(many, secret.New(secret.RefreshToken))
	}
	h.report(t, many...)
	if h.store.writes != 0 || h.store.reads != 3 {
		t.Errorf("unknown ones cost %d transactions and %d calls", h.store.writes, h.store.reads-2)
	}
}

// TestAccessTokens: one that is over takes nothing along, one that lives does.
func TestAccessTokens(t *testing.T) {
	h := newHouse(t)
	grant := oauth.Lineage{ID: "0195aaaa-0000-7000-8000-000000000021", UserID: mira, ClientID: app, CreatedAt: h.at}
	must(t, h.store.CreateGrant(t.Context(), grant, oauth.Code{Hash: secret.HashOf("code"), LineageID: grant.ID, ExpiresAt: h.at}))
	access := func(end time.Time) string {
		raw := secret.New(secret.AccessToken)
		must(t, h.store.CreateAccess(t.Context(), oauth.Access{
			Hash: secret.HashOf(raw), ID: "0195aaaa-0000-7000-8000-00000000003" + raw[4:5], LineageID: grant.ID, UserID: mira, ClientID: app, CreatedAt: h.at, ExpiresAt: end,
		}))
		return raw
	}
	ended := func() bool {
		_, state, err := h.store.Code(t.Context(), secret.HashOf("code"))
		must(t, err)
		return state.Ended
	}
	h.signer.known["eyJ.over.x"] = &bearer.Principal{Subject: mira, ClientID: app, Lineage: grant.ID, ID: "jti", ExpiresAt: h.at}
	for _, over := range []string{access(h.at), access(h.at.Add(-time.Hour)), "eyJ.over.x"} {
		if issued := h.report(t, over); !issued[0] || ended() {
			t.Errorf("%.4s: issued %v, and the grant ended: %v", over, issued[0], ended())
		}
	}
	if issued := h.report(t, access(h.at.Add(time.Second))); !issued[0] || !ended() {
		t.Errorf("a living one: issued %v, and the grant ended: %v", issued[0], ended())
	}
}

// TestAnOutageIsAnError: nothing is said to have ended where it could not be
// looked up, or not be written.
func TestAnOutageIsAnError(t *testing.T) {
	h := newHouse(t)
	raw, gone := h.mint(t), errors.New("gone")
	h.store.gone = gone
	if issued, err := h.Report(t.Context(), leaks.ByAPI, reports("junk", raw)); !errors.Is(err, gone) || issued != nil {
		t.Errorf("%v, %v", issued, err)
	}
	h.store.gone = nil
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if issued, err := h.Report(ctx, leaks.ByAPI, reports(raw)); err == nil || issued != nil {
		t.Errorf("%v, %v", issued, err)
	}
	if _, _, err := h.tokens.Verify(t.Context(), raw); err != nil {
		t.Errorf("the token whose report failed: %v", err)
	}
}
