package clients

import (
	"context"
	"time"

	"github.com/patio-auth/patio/audit"
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
	// Clients lists by id after cursor; ownerID "" lists everybody's.
	Clients(ctx context.Context, ownerID, cursor string, limit int) ([]Client, error)
	// MintableClients lists the enabled clients that the user owns or that
	// are open to every user.
	MintableClients(ctx context.Context, userID string, limit int) ([]Client, error)
	// ResourceServer reads by the API's identifier. Errors: ErrUnknown.
	ResourceServer(ctx context.Context, identifier string) (Client, error)
	// UpdateClient writes what may change: name, redirect URIs, grant types,
	// access token format, user_tokens. Errors: ErrUnknown.
	UpdateClient(ctx context.Context, c Client) error
	// SetClientDisabled sets when the client was switched off; zero: it is on.
	// Errors: ErrUnknown.
	SetClientDisabled(ctx context.Context, id string, at time.Time) error
	// AddSecret inserts a secret and lets every other one of the client end at
	// oldUntil, unless it ends sooner.
	AddSecret(ctx context.Context, id string, fresh Secret, oldUntil time.Time) error
	// DeleteClient removes the client with its secrets and consents and ends
	// every lineage on it. Errors: ErrUnknown.
	DeleteClient(ctx context.Context, id string, at time.Time) error
}
