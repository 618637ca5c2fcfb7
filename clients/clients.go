// Package clients owns API clients: their registration and change, their
// secrets, the redirect URIs they may use and the scopes they hold, which are
// fixed from the registration on.
//
// It decides whether a program is the client that it says it is. It does not
// know what a client is allowed by a person (consent does) nor how a token is
// made (oauth and pat do).
package clients

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/secret"
)

// Type says whether a client can keep a secret (RFC 6749, section 2.1).
type Type string

// The two types of client.
const (
	Confidential Type = "confidential"
	Public       Type = "public"
)

// Format says what a client's access tokens look like.
type Format string

// The two formats of access token.
const (
	JWT    Format = "jwt"    // RFC 9068, verified offline
	Opaque Format = "opaque" // a random string, verified by introspection
)

// Grant types and authentication methods, by their registered names.
const (
	GrantCode              = "authorization_code"
	GrantRefresh           = "refresh_token"
	GrantClientCredentials = "client_credentials"

	AuthBasic = "client_secret_basic"
	AuthPost  = "client_secret_post"
	AuthNone  = "none"
)

// Client is a registered program.
type Client struct {
	ID             string
	OwnerID        string // the user who registered it
	Name           string
	Type           Type
	Scopes         []string // fixed at registration
	RedirectURIs   []string
	GrantTypes     []string
	AuthMethod     string // token_endpoint_auth_method
	Format         Format // of its access tokens
	ResourceServer string // the API's identifier, where the client is one (RFC 8707)
	UserTokens     bool   // any user may mint personal access tokens on it
	DisabledAt     time.Time
	CreatedAt      time.Time
}

// Disabled reports whether the client is switched off.
func (c Client) Disabled() bool { return !c.DisabledAt.IsZero() }

// MayUse reports whether the client is registered for a grant type.
func (c Client) MayUse(grant string) bool { return slices.Contains(c.GrantTypes, grant) }

// Secret is one of a client's secrets, by its hash.
type Secret struct {
	Hash      secret.Hash
	CreatedAt time.Time
	ExpiresAt time.Time // zero: until replaced
}

// Clients is the room.
type Clients struct {
	store     Store
	catalogue Catalogue
	now       func() time.Time
}

// New opens the room over a store and the catalogue of scopes.
func New(store Store, catalogue Catalogue, now func() time.Time) *Clients {
	return &Clients{store: store, catalogue: catalogue, now: now}
}

// Catalogue is the list of scopes that a client may be registered with.
func (c *Clients) Catalogue() Catalogue { return c.catalogue }

// Register makes a client. For a confidential one it gives the secret, which
// is not kept. Errors: *Error naming the field.
func (c *Clients) Register(ctx context.Context, r Registration) (Client, string, error) {
	client, err := r.client(c.catalogue)
	if err != nil {
		return Client{}, "", err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return Client{}, "", err
	}
	client.ID, client.CreatedAt = id.String(), c.now().UTC().Truncate(time.Second)
	raw, first := "", (*Secret)(nil)
	if client.Type == Confidential {
		raw = secret.New(secret.ClientSecret)
		first = &Secret{Hash: secret.HashOf(raw), CreatedAt: client.CreatedAt}
	}
	err = c.store.Transact(ctx, func(ctx context.Context) error { return c.keep(ctx, client, first) })
	if err != nil {
		return Client{}, "", err
	}
	return client, raw, nil
}

func (c *Clients) keep(ctx context.Context, client Client, first *Secret) error {
	if err := c.store.CreateClient(ctx, client, first); err != nil {
		return err
	}
	return audit.Record(ctx, c.store, client.CreatedAt, "client.registered", client.ID, nil)
}

// Get is the client with that id. Errors: ErrUnknown.
func (c *Clients) Get(ctx context.Context, id string) (Client, error) {
	if !plausibleID(id) {
		return Client{}, ErrUnknown
	}
	return c.store.Client(ctx, id)
}

// plausibleID keeps what can not be an id (too long, control characters, not
// text) away from the database.
func plausibleID(id string) bool { return uuid.Validate(id) == nil && len(id) == 36 }

// List is up to limit clients after cursor, of one owner or (owner "") of all.
func (c *Clients) List(ctx context.Context, ownerID, cursor string, limit int) ([]Client, error) {
	return c.store.Clients(ctx, ownerID, cursor, limit)
}

// Mintable is the clients on which a user may mint personal access tokens:
// their own, and those open to every user; none that is switched off.
func (c *Clients) Mintable(ctx context.Context, userID string) ([]Client, error) {
	return c.store.MintableClients(ctx, userID, maxMintable)
}

// maxMintable bounds how many clients a person chooses from.
const maxMintable = 200

// SetDisabled switches a client off or on. All its tokens are refused as long
// as it is off. Errors: ErrUnknown.
func (c *Clients) SetDisabled(ctx context.Context, id string, disabled bool) error {
	now := c.now().UTC()
	at, action := time.Time{}, audit.Action("client.enabled")
	if disabled {
		at, action = now, "client.disabled"
	}
	return c.store.Transact(ctx, func(ctx context.Context) error {
		if err := c.store.SetClientDisabled(ctx, id, at); err != nil {
			return err
		}
		return audit.Record(ctx, c.store, now, action, id, nil)
	})
}

// Delete removes a client and ends everything issued to it. Errors: ErrUnknown.
func (c *Clients) Delete(ctx context.Context, id string) error {
	now := c.now().UTC()
	return c.store.Transact(ctx, func(ctx context.Context) error {
		if err := c.store.DeleteClient(ctx, id, now); err != nil {
			return err
		}
		return audit.Record(ctx, c.store, now, "client.deleted", id, nil)
	})
}

// ResourceServer is the enabled client that stands for an API's identifier.
// Errors: ErrUnknown.
func (c *Clients) ResourceServer(ctx context.Context, identifier string) (Client, error) {
	if !validIdentifier(identifier) {
		return Client{}, ErrUnknown
	}
	found, err := c.store.ResourceServer(ctx, identifier)
	if err == nil && found.Disabled() {
		return Client{}, ErrUnknown
	}
	return found, err
}
