package clients_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

const owner = "0195aaaa-0000-7000-8000-000000000001"

// room is the clients' room on a real store, with a clock that can be set.
type room struct {
	*clients.Clients
	store *storage.Store
	at    time.Time
}

func newRoom(t *testing.T) *room {
	t.Helper()
	r := &room{store: storagetest.Open(t, storagetest.Fresh(t, storage.SQLite)), at: clocktest.At(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))}
	catalogue := append(clients.BuiltIn(), clients.Scope{Name: "notes:read", Title: "Read your notes"})
	every := []string{clients.GrantCode, clients.GrantRefresh, clients.GrantClientCredentials}
	r.Clients = clients.New(r.store, clients.Options{
		Catalogue: catalogue, Now: func() time.Time { return r.at }, Audience: audience,
		SelfService: clients.SelfService{GrantTypes: every, Approval: clients.ApprovalRestricted},
	})
	return r
}

const audience = "https://patio.test"

// person is somebody who signed in just now.
func (r *room) person(id string) actor.Actor {
	return actor.Actor{Credential: actor.Session, UserID: id, SignedInAt: r.at}
}

// The methods below act for the operator, and Change for the owner.

func (r *room) Register(ctx context.Context, reg clients.Registration) (clients.Client, string, error) {
	return r.Clients.Register(ctx, actor.Operator(), reg)
}

func (r *room) RotateSecret(ctx context.Context, id string, overlap time.Duration) (string, error) {
	return r.Clients.RotateSecret(ctx, actor.Operator(), id, overlap)
}

func (r *room) Delete(ctx context.Context, id string) error {
	return r.Clients.Delete(ctx, actor.Operator(), id)
}

func (r *room) SetDisabled(ctx context.Context, id string, disabled bool) error {
	change := r.Activate
	if disabled {
		change = r.Suspend
	}
	_, err := change(ctx, actor.Operator(), id)
	return err
}

func (r *room) Change(ctx context.Context, ownerID, id string, change clients.Change) (clients.Client, error) {
	return r.Clients.Change(ctx, r.person(ownerID), id, change)
}

// good is a registration that nothing is wrong with.
func good() clients.Registration {
	return clients.Registration{
		OwnerID: owner, Name: "App", Type: clients.Confidential, Scopes: []string{"openid", "notes:read"},
		RedirectURIs: []string{"https://app.example.org/cb"},
	}
}

func public() clients.Registration {
	r := good()
	r.Type = clients.Public
	return r
}

func (r *room) register(t *testing.T, reg clients.Registration) (clients.Client, string) {
	t.Helper()
	c, raw, err := r.Register(t.Context(), reg)
	if err != nil {
		t.Fatal(err)
	}
	return c, raw
}

func TestRegister(t *testing.T) {
	r := newRoom(t)
	c, raw := r.register(t, clients.Registration{
		OwnerID: owner, Name: "  Ünï 🦊  ", Type: clients.Confidential,
		Scopes:       []string{"notes:read", "openid", "notes:read", ""},
		RedirectURIs: []string{"https://b.example/", "https://a.example/", "https://b.example/"},
	})
	want := clients.Client{
		ID: c.ID, OwnerID: owner, Name: "Ünï 🦊", Type: clients.Confidential, Scopes: []string{"notes:read", "openid"},
		RedirectURIs: []string{"https://b.example/", "https://a.example/"},
		GrantTypes:   []string{clients.GrantCode, clients.GrantRefresh}, AuthMethod: clients.AuthBasic, Format: clients.JWT, CreatedAt: r.at, ReviewedAt: r.at,
	}
	if !equal(c, want) || !secret.Valid(secret.ClientSecret, raw) {
		t.Errorf("registered %+v with secret %q", c, raw)
	}
	if got, err := r.Get(t.Context(), c.ID); err != nil || !equal(got, want) {
		t.Errorf("read back %+v, %v", got, err)
	}
	p, none := r.register(t, public())
	if p.AuthMethod != clients.AuthNone || none != "" {
		t.Errorf("public client by %s with secret %q", p.AuthMethod, none)
	}
	bare, _ := r.register(t, clients.Registration{OwnerID: owner, Name: "x", Type: clients.Confidential})
	if len(bare.Scopes) != 0 || bare.RedirectURIs == nil || bare.Scopes == nil {
		t.Errorf("lists of a bare client: %#v", bare)
	}
	events, err := r.store.AuditEvents(t.Context(), "", 10)
	if err != nil || len(events) != 3 || events[2].Action != "client.registered" || events[2].Subject != c.ID {
		t.Errorf("trail %+v, %v", events, err)
	}
}

func equal(a, b clients.Client) bool {
	lists := slices.Equal(a.Scopes, b.Scopes) && slices.Equal(a.RedirectURIs, b.RedirectURIs) && slices.Equal(a.GrantTypes, b.GrantTypes)
	return lists && a.ID == b.ID && a.OwnerID == b.OwnerID && a.Name == b.Name && a.Type == b.Type && a.AuthMethod == b.AuthMethod &&
		a.Format == b.Format && a.ResourceServer == b.ResourceServer && a.UserTokens == b.UserTokens &&
		a.Status() == b.Status() && a.InactiveSince.Equal(b.InactiveSince) && a.ReviewedAt.Equal(b.ReviewedAt) && a.CreatedAt.Equal(b.CreatedAt)
}

func TestRegistrationRefused(t *testing.T) {
	r := newRoom(t)
	taken := good()
	taken.ResourceServer = "https://api.example.org"
	r.register(t, taken)
	for _, c := range []struct {
		name, field string
		change      func(r *clients.Registration)
	}{
		{"no name", "name", func(r *clients.Registration) { r.Name = "" }},
		{"a name of spaces", "name", func(r *clients.Registration) { r.Name = " \t\n " }},
		{"a long name", "name", func(r *clients.Registration) { r.Name = strings.Repeat("ü", 101) }},
		{"a line break in the name", "name", func(r *clients.Registration) { r.Name = "a\nb" }},
		{"an escape in the name", "name", func(r *clients.Registration) { r.Name = "a\x1b[31mb" }},
		{"a zero byte in the name", "name", func(r *clients.Registration) { r.Name = "a\x00b" }},
		{"broken UTF-8 in the name", "name", func(r *clients.Registration) { r.Name = "a\xffb" }},
		{"a name that turns around", "name", func(r *clients.Registration) { r.Name = "a\u202egnp.exe" }},
		{"an invisible name", "name", func(r *clients.Registration) { r.Name = "\u200b" }},
		{"two scripts in a word of the name", "name", func(r *clients.Registration) { r.Name = "Pаtio" }},
		{"no type", "type", func(r *clients.Registration) { r.Type = "" }},
		{"an unknown type", "type", func(r *clients.Registration) { r.Type = "Confidential" }},
		{"a public client with a secret", "token_endpoint_auth_method", func(r *clients.Registration) { r.Type, r.AuthMethod = clients.Public, clients.AuthBasic }},
		{"a confidential client without", "token_endpoint_auth_method", func(r *clients.Registration) { r.AuthMethod = clients.AuthNone }},
		{"an unknown method", "token_endpoint_auth_method", func(r *clients.Registration) { r.AuthMethod = "private_key_jwt" }},
		{"an unknown format", "access_token_format", func(r *clients.Registration) { r.Format = "JWT" }},
		{"an unknown scope", "scopes", func(r *clients.Registration) { r.Scopes = []string{"openid", "admin"} }},
		{"a scope in capitals", "scopes", func(r *clients.Registration) { r.Scopes = []string{"OPENID"} }},
		{"two scopes in one", "scopes", func(r *clients.Registration) { r.Scopes = []string{"openid notes:read"} }},
		{"too many scopes", "scopes", func(r *clients.Registration) { r.Scopes = many("scope", 101) }},
		{"an unknown grant", "grant_types", func(r *clients.Registration) { r.GrantTypes = []string{"password"} }},
		{"the implicit grant", "grant_types", func(r *clients.Registration) { r.GrantTypes = []string{clients.GrantCode, "implicit"} }},
		{"client credentials without a secret", "grant_types", func(r *clients.Registration) {
			r.Type, r.GrantTypes = clients.Public, []string{clients.GrantClientCredentials}
		}},
		{"one bad redirect URI among good ones", "redirect_uris", func(r *clients.Registration) { r.RedirectURIs = append(r.RedirectURIs, "http://app.example.org/") }},
		{"too many redirect URIs", "redirect_uris", func(r *clients.Registration) { r.RedirectURIs = many("https://app.example.org/", 21) }},
		{"a public resource server", "resource_server", func(r *clients.Registration) { r.Type, r.ResourceServer = clients.Public, "https://a.example" }},
		{"a relative identifier", "resource_server", func(r *clients.Registration) { r.ResourceServer = "/api" }},
		{"an identifier with a fragment", "resource_server", func(r *clients.Registration) { r.ResourceServer = "https://a.example/#x" }},
		{"an identifier with an empty fragment", "resource_server", func(r *clients.Registration) { r.ResourceServer = "https://a.example/#" }},
		{"an identifier with a password", "resource_server", func(r *clients.Registration) { r.ResourceServer = "https://u:p@a.example" }},
		{"an identifier of a scheme alone", "resource_server", func(r *clients.Registration) { r.ResourceServer = "https://" }},
		{"an identifier with a space", "resource_server", func(r *clients.Registration) { r.ResourceServer = "https://a.example/a b" }},
		{"a long identifier", "resource_server", func(r *clients.Registration) { r.ResourceServer = "https://a.example/" + strings.Repeat("a", 255) }},
		{"an identifier that is taken", "resource_server", func(r *clients.Registration) { r.ResourceServer = "https://api.example.org" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			reg := good()
			c.change(&reg)
			_, raw, err := r.Register(t.Context(), reg)
			var refusal *clients.Error
			if !errors.As(err, &refusal) || refusal.Field != c.field || refusal.Detail == "" || raw != "" {
				t.Errorf("error %v, want one on %s", err, c.field)
			}
		})
	}
	if all, err := r.List(t.Context(), "", "", 10); err != nil || len(all) != 1 {
		t.Errorf("%d clients after the refusals, %v", len(all), err)
	}
}

func many(prefix string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = prefix + strings.Repeat("x", i)
	}
	return out
}

func TestLookups(t *testing.T) {
	r := newRoom(t)
	api := good()
	api.ResourceServer = "https://api.example.org"
	server, _ := r.register(t, api)
	if got, err := r.ResourceServer(t.Context(), api.ResourceServer); err != nil || got.ID != server.ID {
		t.Errorf("resource server: %v", err)
	}
	for _, spelling := range []string{"https://api.example.org/", "HTTPS://api.example.org", "https://API.example.org:443"} {
		if got, err := r.ResourceServer(t.Context(), spelling); err != nil || got.ID != server.ID || got.ResourceServer != api.ResourceServer {
			t.Errorf("resource server %q: %q, %v", spelling, got.ResourceServer, err)
		}
	}
	for _, unknown := range []string{"", "https://api.example.org/x", "http://api.example.org", "https://api.example.org#", "\x00", strings.Repeat("x", 300)} {
		if _, err := r.ResourceServer(t.Context(), unknown); !errors.Is(err, clients.ErrUnknown) {
			t.Errorf("resource server %q: %v", unknown, err)
		}
	}
	for _, unknown := range []string{"", owner, "x", "\xff", server.ID + " ", "{" + server.ID + "}"} {
		if _, err := r.Get(t.Context(), unknown); !errors.Is(err, clients.ErrUnknown) {
			t.Errorf("get %q: %v", unknown, err)
		}
	}
	if mine, err := r.Mintable(t.Context(), owner); err != nil || len(mine) != 1 {
		t.Errorf("mintable: %v, %v", mine, err)
	}
	if err := r.SetDisabled(t.Context(), server.ID, true); err != nil {
		t.Fatal(err)
	}
	if _, err := r.ResourceServer(t.Context(), api.ResourceServer); !errors.Is(err, clients.ErrUnknown) {
		t.Errorf("a resource server that is off: %v", err)
	}
	if mine, err := r.Mintable(t.Context(), owner); err != nil || len(mine) != 0 {
		t.Errorf("mintable while off: %v, %v", mine, err)
	}
	for _, call := range []func(context.Context, string) error{
		r.Delete, func(ctx context.Context, id string) error { return r.SetDisabled(ctx, id, true) },
	} {
		if err := call(t.Context(), owner); !errors.Is(err, clients.ErrUnknown) {
			t.Errorf("of nobody: %v", err)
		}
	}
	described := r.Catalogue().Describe([]string{"notes:read", "gone:scope"})
	if described[0].Title != "Read your notes" || described[1].Title != "gone:scope" || !r.Catalogue().Has("openid") || r.Catalogue().Has("") {
		t.Errorf("catalogue: %+v", described)
	}
}
