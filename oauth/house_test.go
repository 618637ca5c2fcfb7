package oauth_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/keys"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

const (
	issuer   = "https://patio.test"
	api      = "https://api.test/v1"
	callback = "https://app.test/cb?keep=1"
	mira     = "0195aaaa-0000-7000-8000-000000000001"
	noor     = "0195aaaa-0000-7000-8000-000000000002"
)

var verifier = strings.Repeat("v", 43)

// clock is a settable now. It is read from many goroutines.
type clock struct{ ms atomic.Int64 }

func (c *clock) now() time.Time          { return time.UnixMilli(c.ms.Load()).UTC() }
func (c *clock) advance(d time.Duration) { c.ms.Add(d.Milliseconds()) }

// registry is the clients as the operator changes them.
type registry struct{ *clients.Clients }

func (r registry) Register(ctx context.Context, reg clients.Registration) (clients.Client, string, error) {
	return r.Clients.Register(ctx, actor.Operator(), reg)
}

func (r registry) Delete(ctx context.Context, id string) error {
	return r.Clients.Delete(ctx, actor.Operator(), id)
}

func (r registry) SetDisabled(ctx context.Context, id string, disabled bool) error {
	change := r.Activate
	if disabled {
		change = r.Suspend
	}
	_, err := change(ctx, actor.Operator(), id)
	return err
}

// house is the protocol's room with all that it needs, on a real store.
type house struct {
	*oauth.Server
	*clock
	store   *storage.Store
	clients registry
	consent *consent.Consents
	keys    *keys.Ring
	opts    oauth.Options
}

func newHouse(t *testing.T) *house {
	t.Helper()
	return newHouseOn(t, storagetest.Fresh(t, storage.SQLite))
}

func newHouseOn(t *testing.T, url string) *house {
	t.Helper()
	h := &house{clock: &clock{}, store: storagetest.Open(t, url)}
	h.ms.Store(clocktest.At(time.Date(2026, 3, 1, 12, 0, 0, 250e6, time.UTC)).UnixMilli())
	for id, name := range map[string]string{mira: "mira", noor: "noor"} {
		u := users.User{ID: id, Username: name, Email: name + "@example.org", Name: "Name of " + name, CreatedAt: h.now()}
		must(t, h.store.CreateUser(t.Context(), u, "no hash"))
	}
	catalogue := append(clients.BuiltIn(), clients.Scope{Name: "a"}, clients.Scope{Name: "b"}, clients.Scope{Name: "c"})
	h.clients = registry{clients.New(h.store, clients.Options{Catalogue: catalogue, Now: h.now})}
	h.consent = consent.New(h.store, h.now)
	var err error
	h.keys, err = keys.Open(t.Context(), h.store, keys.Options{Now: h.now, Algorithm: "ES256", Overlap: time.Hour})
	must(t, err)
	h.opts = oauth.Options{
		Now: h.now, Issuer: issuer, DefaultAudience: "https://default.test", AccessTTL: 10 * time.Minute,
		CodeTTL: time.Minute, RefreshTTL: 24 * time.Hour,
	}
	h.Server = oauth.New(h.store, h.clients.Clients, h.consent, h.keys, h.opts)
	return h
}

// with is the same house with other settings.
func (h *house) with(change func(o *oauth.Options)) *house {
	other := *h
	change(&other.opts)
	other.Server = oauth.New(h.store, h.clients.Clients, h.consent, h.keys, other.opts)
	return &other
}

// app registers a client and authenticates as it, so that tests see of it
// what a token request sees.
func (h *house) app(t *testing.T, change func(r *clients.Registration)) clients.Client {
	t.Helper()
	r := clients.Registration{
		OwnerID: mira, Name: "App", Type: clients.Confidential, Scopes: []string{"a", "b", "c"}, RedirectURIs: []string{callback},
		GrantTypes: []string{clients.GrantCode, clients.GrantRefresh, clients.GrantClientCredentials},
	}
	if change != nil {
		change(&r)
	}
	registered, raw, err := h.clients.Register(t.Context(), r)
	must(t, err)
	method := clients.AuthBasic
	if r.Type == clients.Public {
		method = clients.AuthNone
	}
	c, err := h.Authenticate(t.Context(), clients.Credentials{ID: registered.ID, Secret: raw, Method: method})
	must(t, err)
	return c
}

func public(r *clients.Registration) {
	r.Type, r.GrantTypes = clients.Public, []string{clients.GrantCode, clients.GrantRefresh}
}

func opaque(r *clients.Registration) { r.Format = clients.Opaque }

// request is an authorization request that nothing is wrong with.
func request(c clients.Client) oauth.AuthorizationRequest {
	return oauth.AuthorizationRequest{
		ClientID: c.ID, RedirectURI: callback, ResponseType: "code", State: "s&t=1 ü",
		Challenge: challengeOf(verifier), ChallengeMethod: "S256",
	}
}

func challengeOf(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// code lets mira allow a client what it asks for and gives the code.
func (h *house) code(t *testing.T, c clients.Client, change func(r *oauth.AuthorizationRequest)) string {
	t.Helper()
	r := request(c)
	if change != nil {
		change(&r)
	}
	a, err := h.Authorize(t.Context(), r)
	must(t, err)
	answer, err := h.Approve(t.Context(), a, oauth.Person{UserID: mira, AuthTime: h.now().Add(-time.Minute)})
	must(t, err)
	code := queryOf(t, answer).Get("code")
	if code == "" {
		t.Fatalf("no code in %s", answer)
	}
	return code
}

func queryOf(t *testing.T, raw string) url.Values {
	t.Helper()
	u, err := url.Parse(raw)
	must(t, err)
	return u.Query()
}

// redemption is a token request for a code that nothing is wrong with.
func redemption(code string) oauth.TokenRequest {
	return oauth.TokenRequest{GrantType: clients.GrantCode, Code: code, RedirectURI: callback, Verifier: verifier}
}

func refreshing(raw string) oauth.TokenRequest {
	return oauth.TokenRequest{GrantType: clients.GrantRefresh, RefreshToken: raw}
}

// token answers a token request that is granted.
func (h *house) token(t *testing.T, c clients.Client, r oauth.TokenRequest) oauth.TokenResponse {
	t.Helper()
	answer, err := h.Token(t.Context(), c, r)
	must(t, err)
	return answer
}

// issue goes through the whole code flow.
func (h *house) issue(t *testing.T, c clients.Client) oauth.TokenResponse {
	t.Helper()
	return h.token(t, c, redemption(h.code(t, c, nil)))
}

// good is the verdict on an access token that must be good.
func (h *house) good(t *testing.T, what, raw string) *bearer.Principal {
	t.Helper()
	p, _, err := h.Verify(t.Context(), raw)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	return p
}

// dead fails where an access token is still good.
func (h *house) dead(t *testing.T, what, raw string) {
	t.Helper()
	if p, holder, err := h.Verify(t.Context(), raw); !errors.Is(err, bearer.ErrInvalidToken) || p != nil || holder != (oauth.Holder{}) {
		t.Errorf("%s: %+v, %v; want %v", what, p, err, bearer.ErrInvalidToken)
	}
}

// refused fails where an error is not a refusal with that code.
func refused(t *testing.T, what string, err error, code string) {
	t.Helper()
	var refusal *oauth.Error
	if !errors.As(err, &refusal) || refusal.Code != code {
		t.Errorf("%s: error %v, want %s", what, err, code)
		return
	}
	// RFC 6749, section 5.2: the characters that a description may have.
	if refusal.Description == "" || strings.ContainsFunc(refusal.Description, func(r rune) bool { return r < ' ' || r > '~' || r == '"' || r == '\\' }) {
		t.Errorf("%s: description %q", what, refusal.Description)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// race calls fn from n goroutines that start together.
func race[Answer any](n int, fn func() Answer) []Answer {
	answers, start := make([]Answer, n), make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-start
			answers[i] = fn()
		})
	}
	close(start)
	all.Wait()
	return answers
}
