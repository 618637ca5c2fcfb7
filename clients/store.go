package clients

import (
	"context"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/actor"
)

// Store is what the room asks of a database. Transact runs fn in one
// transaction, which the context carries; calls inside join it.
type Store interface {
	audit.Log
	Transact(ctx context.Context, fn func(ctx context.Context) error) error

	// LockUser holds a user's row until the transaction ends. One that is not
	// there is no error.
	LockUser(ctx context.Context, id string) error
	// CreateClient inserts a client and, where given, its first secret.
	// Errors: *Error on "resource_server" where that identifier is taken.
	CreateClient(ctx context.Context, c Client, first *Secret) error
	// Client reads by id. Errors: ErrUnknown.
	Client(ctx context.Context, id string) (Client, error)
	// LockClient is Client, held until the transaction ends. Errors: ErrUnknown.
	LockClient(ctx context.Context, id string) (Client, error)
	// Credentials reads a client's secrets in one query, and of the client what
	// a protocol request asks: all but owner, name, redirect URIs, the
	// registered authentication method and the times. Errors: ErrUnknown.
	Credentials(ctx context.Context, id string) (Client, []Secret, error)
	// Clients lists those that pass the filter by id after cursor; ownerID "" lists
	// everybody's.
	Clients(ctx context.Context, ownerID string, only Filter, cursor string, limit int) ([]Client, error)
	// OwnedClients returns all clients of a user, by id.
	OwnedClients(ctx context.Context, ownerID string) ([]Client, error)
	// MintableClients lists the active clients that the user owns, then those
	// that are open to every user and that an administrator has reviewed.
	MintableClients(ctx context.Context, userID string, limit int) ([]Client, error)
	// ResourceServer reads by the API's identifier. Errors: ErrUnknown.
	ResourceServer(ctx context.Context, identifier string) (Client, error)
	// UpdateClient writes what its owner may change: name, redirect URIs, grant
	// types, access token format, user_tokens, the managing token. Errors:
	// ErrUnknown.
	UpdateClient(ctx context.Context, c Client) error
	// SetClientState writes the client's state (since when and why it is
	// inactive, whether it is pending, when it was reviewed, whether it is first
	// party), its owner and the lineage that created it. Resource servers are
	// told where it becomes inactive. Errors: ErrUnknown.
	SetClientState(ctx context.Context, c Client) error
	// AddSecret inserts a secret and lets every other one of the client end at
	// oldUntil, unless it ends sooner.
	AddSecret(ctx context.Context, id string, fresh Secret, oldUntil time.Time) error
	// CreatedBelow lists the clients that a lineage and what descends from it
	// created, by id, up to limit.
	CreatedBelow(ctx context.Context, lineage string, limit int) ([]Client, error)
	// CountCreatedUnder counts the clients that a user's living lineages on a
	// client, and what descends from them, created; userID "" is everybody's. It
	// may stop once there are enough.
	CountCreatedUnder(ctx context.Context, clientID, userID string, enough int) (int, error)
	// DetachSecrets lets a client's secrets outlive the lineage that created them.
	DetachSecrets(ctx context.Context, clientID, lineage string) error
	// CountClients counts a user's clients.
	CountClients(ctx context.Context, ownerID string) (int, error)
	// CountSecrets counts the secrets of a client that work at a moment.
	CountSecrets(ctx context.Context, clientID string, at time.Time) (int, error)
	// CountCreated counts what a lineage has created and what has not ended:
	// tokens and clients.
	CountCreated(ctx context.Context, lineage string) (int, error)
	// LockCreator holds the lineage of a token until the transaction ends, and
	// returns the one to which what it creates is attached. Errors:
	// ErrTokenEnded.
	LockCreator(ctx context.Context, by actor.Token) (string, error)
	// Ancestors is a lineage, then what it descends from, up to the root.
	Ancestors(ctx context.Context, lineage string) ([]string, error)
	// LockOwner holds a user's row and reports whether the account is there and
	// enabled.
	LockOwner(ctx context.Context, userID string) (active bool, err error)
	// OwnsToken reports whether a user holds a personal access token of that id
	// that is active at a moment.
	OwnsToken(ctx context.Context, userID, tokenID string, at time.Time) (bool, error)
	// DeleteClient removes the client with its secrets and consents and ends
	// every lineage on it. Errors: ErrUnknown.
	DeleteClient(ctx context.Context, id string, at time.Time) error
}
