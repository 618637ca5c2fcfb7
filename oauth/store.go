package oauth

import (
	"context"
	"errors"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/secret"
)

// Lineage is what everything that was issued on one authorization hangs from.
type Lineage struct {
	ID        string
	UserID    string
	ClientID  string
	Scopes    []string
	Resources []string  // RFC 8707; none: the default audience
	AuthTime  time.Time // when the person last proved who they are
	MFATime   time.Time // when they gave a second factor; zero: they did not
	MFAUntil  time.Time // until when that counts in what is issued
	CreatedAt time.Time
	ExpiresAt time.Time // zero: no end
}

// LineageState is a lineage as a redemption finds it.
type LineageState struct {
	Lineage
	Ended        bool
	UserDisabled bool
}

// Code is an authorization code, by its hash.
type Code struct {
	Hash        secret.Hash
	LineageID   string
	RedirectURI string
	Challenge   string // S256
	ExpiresAt   time.Time
	SpentAt     time.Time // zero: not yet
}

// Refresh is a refresh token, by its hash.
type Refresh struct {
	Hash      secret.Hash
	LineageID string
	CreatedAt time.Time
	ExpiresAt time.Time // when unused
	SpentAt   time.Time // zero: not yet
	Successor []byte    // sealed under the token itself; nil without a grace window
}

// Access is an opaque access token, by its hash.
type Access struct {
	Hash      secret.Hash
	ID        string // its jti
	LineageID string // "" for client credentials
	UserID    string // "" for client credentials
	ClientID  string
	Scopes    []string
	Audience  []string
	CreatedAt time.Time
	ExpiresAt time.Time
	RevokedAt time.Time // zero: not revoked
}

// Holder is the state of what an access token hangs from. For client
// credentials all that is a person's is empty.
type Holder struct {
	Username, Name, Email, AvatarURL string
	ClientName                       string
	AuthTime                         time.Time
	MFAUntil                         time.Time // see Lineage; of opaque tokens alone
	Ended                            bool      // lineage or token ended, user or client gone or switched off
}

// ErrNotFound says that a code or a token was never issued, or is long gone.
var ErrNotFound = errors.New("no such code or token")

// Store is what the room asks of a database. Transact runs fn in one
// transaction, which the context carries; calls inside join it.
type Store interface {
	audit.Log
	Transact(ctx context.Context, fn func(ctx context.Context) error) error

	// LockUser holds a user's row until the transaction ends, so that what they
	// allow and what they take back go one after the other. One that is not
	// there is no error.
	LockUser(ctx context.Context, id string) error
	// HasFactor reports whether a user's account has a second factor.
	HasFactor(ctx context.Context, userID string) (bool, error)

	// CreateGrant inserts a lineage and the code that stands for it.
	CreateGrant(ctx context.Context, l Lineage, c Code) error
	// Code reads a code with its lineage. Errors: ErrNotFound.
	Code(ctx context.Context, hash secret.Hash) (Code, LineageState, error)
	// SpendCode marks a code spent; false where it was already.
	SpendCode(ctx context.Context, hash secret.Hash, at time.Time) (bool, error)

	// CreateRefresh inserts.
	CreateRefresh(ctx context.Context, r Refresh) error
	// Refresh reads a refresh token with its lineage. Errors: ErrNotFound.
	Refresh(ctx context.Context, hash secret.Hash) (Refresh, LineageState, error)
	// SpendRefresh marks a refresh token spent and keeps its sealed successor;
	// false where it was spent already.
	SpendRefresh(ctx context.Context, hash secret.Hash, at time.Time, successor []byte) (bool, error)

	// CreateAccess inserts an opaque access token.
	CreateAccess(ctx context.Context, a Access) error
	// Access reads an opaque access token with its holder in one indexed
	// query. Errors: ErrNotFound.
	Access(ctx context.Context, hash secret.Hash) (Access, Holder, error)
	// JWTHolder reads, in one query by primary keys, what a signed token hangs
	// from; userID and lineageID are "" for client credentials.
	JWTHolder(ctx context.Context, jti, lineageID, clientID, userID string) (Holder, error)

	// EndLineage ends a lineage and its children; one that has ended already
	// keeps its time and reason. Where those are very many it takes several
	// transactions, of which the first ends the lineage itself; without an error
	// all have ended, what was to end before among them. After one, retention ends
	// the rest.
	EndLineage(ctx context.Context, id, reason string, at time.Time) error
	// EndMinted ends what an access token of that id made, with its children.
	// It holds the lineage of the grant, as minting does, so that nothing slips
	// by. Where the lineage is "", there is nothing.
	EndMinted(ctx context.Context, lineage, accessID, reason string, at time.Time) error
	// Authorized reports whether an authorization of a user lives on a client.
	Authorized(ctx context.Context, userID, clientID string) (bool, error)
	// EndGrants ends every lineage of a user on a client, and its children.
	EndGrants(ctx context.Context, userID, clientID, reason string, at time.Time) error
	// RevokeJWT ends a signed token; `until` is when it would have expired.
	RevokeJWT(ctx context.Context, jti string, until time.Time) error
	// RevokeAccess ends an opaque access token.
	RevokeAccess(ctx context.Context, hash secret.Hash, at time.Time) error
}
