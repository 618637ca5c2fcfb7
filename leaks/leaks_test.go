package leaks_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/leaks"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/retention"
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
		signer: &signer{known: map[string]*bearer.Principal{}}, at: clocktest.At(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)),
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

// TestAccessTokens: one that has expired takes along what it made alone, one that lives its grant.
func TestAccessTokens(t *testing.T) {
	h := newHouse(t)
	grant := oauth.Lineage{ID: "0195aaaa-0000-7000-8000-000000000021", UserID: mira, ClientID: app, CreatedAt: h.at}
	must(t, h.store.CreateGrant(t.Context(), grant, oauth.Code{Hash: secret.HashOf("code"), LineageID: grant.ID, ExpiresAt: h.at}))
	id := func() string { return uuid.Must(uuid.NewV7()).String() }
	access := func(end time.Time) (raw, itself string) {
		raw, itself = secret.New(secret.AccessToken), id()
		must(t, h.store.CreateAccess(t.Context(), oauth.Access{
			Hash: secret.HashOf(raw), ID: itself, LineageID: grant.ID, UserID: mira, ClientID: app, CreatedAt: h.at, ExpiresAt: end,
		}))
		return raw, itself
	}
	// makes has an access token, which lives until the end of the test, make another token.
	makes := func(token, itself string) (raw string) {
		presented := secret.Hash{}
		if strings.HasPrefix(token, string(secret.AccessToken)) {
			presented = secret.HashOf(token)
		}
		_, raw, err := h.tokens.Mint(t.Context(), pat.Order{UserID: mira, ClientID: app, Name: "made", Parent: &pat.Asker{Presented: presented, Principal: &bearer.Principal{
			Subject: mira, ClientID: app, Scopes: []string{"profile", "tokens:write"}, Lineage: grant.ID, ID: itself, Kind: bearer.KindOAuth,
			IssuedAt: h.at, ExpiresAt: h.at.Add(time.Hour),
		}}})
		must(t, err)
		return raw
	}
	ended := func() bool {
		_, state, err := h.store.Code(t.Context(), secret.HashOf("code"))
		must(t, err)
		return state.Ended
	}
	signed := func() (raw, itself string) {
		itself = id()
		raw = "eyJ." + itself + ".x"
		h.signer.known[raw] = &bearer.Principal{Subject: mira, ClientID: app, Lineage: grant.ID, ID: itself, ExpiresAt: h.at}
		return raw, itself
	}
	for name, kind := range map[string]func() (raw, itself string){
		"expired just now": func() (string, string) { return access(h.at) },
		"expired before":   func() (string, string) { return access(h.at.Add(-time.Hour)) },
		"forgotten":        func() (string, string) { return access(h.at.Add(-2 * time.Hour)) },
		"signed":           signed,
	} {
		idle, _ := kind()
		raw, itself := kind()
		made := makes(raw, itself)
		if name == "forgotten" { // the clean-up has been there
			n, err := h.store.DropExpired(t.Context(), retention.AccessTokens, h.at.Add(-time.Hour), 100)
			if must(t, err); n != 2 {
				t.Fatalf("%d access tokens went", n)
			}
		}
		h.store.events = nil
		if issued := h.report(t, idle); issued[0] == (name == "forgotten") || ended() || len(h.store.events) > 0 {
			t.Errorf("%s, which made nothing: issued %v, the grant ended: %v, recorded: %v", name, issued[0], ended(), h.store.events)
		}
		if _, _, err := h.tokens.Verify(t.Context(), made); err != nil {
			t.Fatalf("%s: what another one made: %v", name, err)
		}
		if issued := h.report(t, raw); !issued[0] || ended() || len(h.store.events) != 1 {
			t.Errorf("%s: issued %v, the grant ended: %v, recorded: %v", name, issued[0], ended(), h.store.events)
		}
		if _, _, err := h.tokens.Verify(t.Context(), made); !errors.Is(err, bearer.ErrInvalidToken) {
			t.Errorf("%s: what it made: %v", name, err)
		}
	}
	living, _ := access(h.at.Add(time.Second))
	if issued := h.report(t, living); !issued[0] || !ended() {
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

// TestEqualLookUps: to look up what was issued takes the same questions as what was not, whatever its kind. How long
// ending takes is hidden by the answer's beat.
func TestEqualLookUps(t *testing.T) {
	h := newHouse(t)
	h.signer.known["eyJ.issued.x"] = &bearer.Principal{Subject: mira, ClientID: app, ID: "jti", ExpiresAt: h.at}
	cost := func(found string) (cost [3]int) {
		h.store.reads, h.store.hashes, h.signer.asked = 0, 0, 0
		h.report(t, found)
		return [3]int{h.store.reads, h.store.hashes, h.signer.asked}
	}
	for issued, unknown := range map[string]string{
		h.mint(t): secret.New(secret.PersonalAccessToken), "eyJ.issued.x": "eyJ.forged.x",
	} {
		if a, b := cost(issued), cost(unknown); a != b {
			t.Errorf("%.4s: what was issued costs %v, what was not %v", issued, a, b)
		}
	}
}
