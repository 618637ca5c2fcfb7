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
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/internal/names"
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
	CreatedAt      time.Time

	// InactiveSince is since when the client is pending or suspended; zero: it
	// is active. Everything issued to it is refused meanwhile.
	InactiveSince time.Time
	Pending       bool        // it waits for an administrator's approval
	SuspendedBy   SuspendedBy // "": it is not suspended
	ReviewedAt    time.Time   // when an administrator registered or approved it; zero: none did

	FirstParty             bool   // an administrator trusts it as the service's own
	AcceptsDefaultAudience bool   // as a resource server: tokens that name no resource are meant for it too
	PKCEOptional           bool   // its library cannot send a code_challenge; only of a confidential client
	OwnLineage             string // the lineage of what it gets for itself; "" since before lineages were recorded
	CreatorLineage         string // the lineage of the token that created it, with which it ends; "": none
	ManagedBy              string // id of the token that its owner lets manage it; "": none
}

// Status is whether a client may act.
type Status string

// The states of a client.
const (
	StatusPending   Status = "pending"
	StatusActive    Status = "active"
	StatusSuspended Status = "suspended"
)

// SuspendedBy is who or what suspended a client, and so who may reactivate it.
type SuspendedBy string

// What suspends a client.
const (
	ByOwner         SuspendedBy = "owner"
	ByOperator      SuspendedBy = "operator"
	ByOwnerDisabled SuspendedBy = "owner_disabled" // its owner's account is disabled
	ByTokenRevoked  SuspendedBy = "token_revoked"  // the token that created it was revoked
)

// Status returns the client's state.
func (c Client) Status() Status {
	switch {
	case c.SuspendedBy != "":
		return StatusSuspended
	case c.Pending:
		return StatusPending
	case !c.InactiveSince.IsZero():
		return StatusSuspended
	}
	return StatusActive
}

// Active reports whether the client may act.
func (c Client) Active() bool { return c.InactiveSince.IsZero() }

// Reviewed reports whether an administrator registered or approved the client.
func (c Client) Reviewed() bool { return !c.ReviewedAt.IsZero() }

// MayUse reports whether the client is registered for a grant type.
func (c Client) MayUse(grant string) bool { return slices.Contains(c.GrantTypes, grant) }

// RequiresPKCE reports whether its authorization requests must have a
// code_challenge. Those of a public client always must (RFC 9700, section 2.1.1).
func (c Client) RequiresPKCE() bool { return c.Type != Confidential || !c.PKCEOptional }

// Secret is one of a client's secrets, by its hash.
type Secret struct {
	Hash      secret.Hash
	CreatedAt time.Time
	ExpiresAt time.Time // zero: until replaced

	CreatorLineage string // the lineage of the token that created it, with which it ends; "": none
}

// Options are the values that the package takes.
type Options struct {
	Now         func() time.Time
	Catalogue   Catalogue
	SelfService SelfService
	Quotas      Quotas
	Audience    string         // the default audience; a token for anything else is bound to a resource
	Reserved    names.Reserved // names that only the operator gives
	// CustomSchemes lets redirect URIs have schemes without a dot, such as cursor:.
	CustomSchemes bool
	Notifier      Notifier // tells owners of changes to their clients; nil: nobody is told
}

// Clients registers and changes API clients, and says which one sends a request.
type Clients struct {
	store Store
	opts  Options
}

// New returns the clients of a store.
func New(store Store, opts Options) *Clients { return &Clients{store: store, opts: opts} }

// Catalogue is the list of scopes that a client may be registered with.
func (c *Clients) Catalogue() Catalogue { return c.opts.Catalogue }

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
	return c.Find(ctx, ownerID, Filter{}, cursor, limit)
}

// Filter says which clients a list has; the zero value: all of them.
type Filter struct {
	ID     string // "": any
	Name   string // exactly; "": any
	Status Status // "": any
}

// Find is List of those clients that pass a filter.
func (c *Clients) Find(ctx context.Context, ownerID string, only Filter, cursor string, limit int) ([]Client, error) {
	return c.store.Clients(ctx, ownerID, only, cursor, limit)
}

// Mintable is the clients on which a user may mint personal access tokens:
// their own first, then those open to every user that an administrator has
// reviewed; none that is pending or suspended.
func (c *Clients) Mintable(ctx context.Context, userID string) ([]Client, error) {
	return c.store.MintableClients(ctx, userID, maxMintable)
}

// maxMintable bounds how many clients a person chooses from.
const maxMintable = 200

// Delete removes a client and ends everything issued to it. Errors: ErrUnknown,
// ErrNotFresh, *Denied.
func (c *Clients) Delete(ctx context.Context, by actor.Actor, id string) error {
	return c.DeleteExpected(ctx, by, id, nil)
}

// DeleteExpected is Delete of a client that expected has no error about, as it is
// when it is deleted. Errors: those, too.
func (c *Clients) DeleteExpected(ctx context.Context, by actor.Actor, id string, expected func(Client) error) error {
	now := c.opts.Now().UTC()
	err := c.store.Transact(ctx, func(ctx context.Context) error {
		client, err := c.lock(ctx, by, id)
		if err != nil {
			return err
		}
		if err := c.mayControl(by, client); err != nil {
			return err
		}
		if expected != nil {
			if err := expected(client); err != nil {
				return err
			}
		}
		if err := c.store.DeleteClient(ctx, id, now); err != nil {
			return err
		}
		if err := c.tell(ctx, Notice{Kind: NoticeChanged, Client: client, Changed: []string{"deleted"}}); err != nil {
			return err
		}
		return audit.RecordChange(ctx, c.store, now, "client.deleted", id, audit.Change{Before: facts(client)}, nil)
	})
	return c.refusal(ctx, "client.deleted", id, err)
}

// lock holds one of the actor's clients until the transaction ends. Errors:
// ErrUnknown, *Denied.
func (c *Clients) lock(ctx context.Context, by actor.Actor, id string) (Client, error) {
	if !plausibleID(id) {
		return Client{}, ErrUnknown
	}
	client, err := c.store.LockClient(ctx, id)
	if err == nil {
		err = c.mayChange(by, client)
	}
	return client, err
}

// CreatedBy returns up to limit of the clients that end with a token, by its
// lineage: those that it created, and those that its descendants did.
func (c *Clients) CreatedBy(ctx context.Context, lineage string, limit int) ([]Client, error) {
	return c.store.CreatedBelow(ctx, lineage, limit)
}

// CountCreatedUnder counts the clients that end with what a user has on a client,
// or with userID "" with all that there is on it: those that its tokens created,
// and those that the descendants of these did. It may stop once there are enough.
func (c *Clients) CountCreatedUnder(ctx context.Context, clientID, userID string, enough int) (int, error) {
	return c.store.CountCreatedUnder(ctx, clientID, userID, enough)
}

// ResourceServer is the enabled client that stands for an API's identifier.
// Errors: ErrUnknown.
func (c *Clients) ResourceServer(ctx context.Context, identifier string) (Client, error) {
	if !validIdentifier(identifier) {
		return Client{}, ErrUnknown
	}
	found, err := c.store.ResourceServer(ctx, identifier)
	if err == nil && !found.Active() {
		return Client{}, ErrUnknown
	}
	return found, err
}
