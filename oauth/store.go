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
	SignedFor []string  // whom its signed tokens were meant for: identifiers, DefaultMarker, AnyAudience
}

const (
	// DefaultMarker stands for the default audience in what is recorded of signed
	// tokens, next to its name, which may change.
	DefaultMarker = ""
	// AnyAudience says that signed tokens may have been meant for others, too: it
	// was not recorded from the beginning.
	AnyAudience = "*"
)

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
	Successor []byte    // sealed under the token itself; nil without a grace period
}

func (r Refresh) spent() bool { return !r.SpentAt.IsZero() }

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
	Admin                            bool // the user is an administrator
	FirstParty                       bool // an administrator trusts the client as the service's own
	AuthTime                         time.Time
	MFAUntil                         time.Time // see Lineage
	Ended                            bool      // lineage or token ended, user or client gone or switched off
}

// Signed is what a signed token says of itself: who signed it and what it hangs
// from. LineageID and UserID are "" for client credentials.
type Signed struct {
	ID        string // its jti
	KeyID     string // the kid of its header
	LineageID string
	ClientID  string
	UserID    string
}

// Bounds are what a signed token must keep within: those of its lineage, or for
// client credentials of the client. A key that was stolen signs nothing beyond
// them. The zero value allows nothing.
type Bounds struct {
	Scopes     []string
	GrantTypes []string      // the client's; for client credentials only
	OwnLineage string        // of the client; for client credentials only
	Resources  []string      // none: the default audience, and those of SignedFor
	SignedFor  []string      // see Lineage
	ExpiresAt  time.Time     // of the lineage; zero: no end
	Life       time.Duration // from iat to exp: the longest that was signed with its key
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
	// Code reads a code with its lineage in one indexed query. Errors: ErrNotFound.
	Code(ctx context.Context, hash secret.Hash) (Code, LineageState, error)
	// SpendCode marks a code spent; false where it was already.
	SpendCode(ctx context.Context, hash secret.Hash, at time.Time) (bool, error)

	// CreateRefresh inserts.
	CreateRefresh(ctx context.Context, r Refresh) error
	// Refresh reads a refresh token with its lineage in one indexed query.
	// Errors: ErrNotFound.
	Refresh(ctx context.Context, hash secret.Hash) (Refresh, LineageState, error)
	// SpendRefresh marks a refresh token spent at a time and keeps its sealed
	// successor; false where it was spent since it was read.
	SpendRefresh(ctx context.Context, r Refresh, at time.Time, successor []byte) (bool, error)

	// CreateAccess inserts an opaque access token.
	CreateAccess(ctx context.Context, a Access) error
	// Access reads an opaque access token with its holder in one indexed
	// query. Errors: ErrNotFound.
	Access(ctx context.Context, hash secret.Hash) (Access, Holder, error)
	// ForgottenAccess reads an opaque access token of which the clean-up has deleted
	// the row, by what it created and what has not ended: without its audience.
	// Errors: ErrNotFound.
	ForgottenAccess(ctx context.Context, hash secret.Hash) (Access, error)
	// JWTHolder reads, in one query by primary keys, what a signed token hangs
	// from and must keep within. The holder has ended, and the bounds are zero,
	// where the key was revoked, the client, user or lineage is gone, or the
	// lineage is another user's or client's.
	JWTHolder(ctx context.Context, t Signed) (Holder, Bounds, error)

	// EndLineage ends a lineage and its children; one that has ended already
	// keeps its time and reason. Where those are very many it takes several
	// transactions, of which the first ends the lineage itself; without an error
	// all have ended, what was to end before among them. After one, retention ends
	// the rest.
	EndLineage(ctx context.Context, id, reason string, at time.Time) error
	// EndMinted ends what an access token of that id made, with its children;
	// false where it made nothing, or that has ended.
	// It holds the lineage of the grant, as minting does, so that nothing slips
	// by. Where the lineage is "", there is nothing.
	EndMinted(ctx context.Context, lineage, accessID, reason string, at time.Time) (ended bool, err error)
	// Authorized reports whether an authorization of a user lives on a client.
	Authorized(ctx context.Context, userID, clientID string) (bool, error)
	// EndGrants ends every lineage of a user on a client, and its children.
	EndGrants(ctx context.Context, userID, clientID, reason string, at time.Time) error
	// SignFor records that signed tokens of a lineage are issued for an audience;
	// false where the lineage has ended. It holds the lineage until the transaction
	// ends, so what ends it later tells that audience, too.
	SignFor(ctx context.Context, lineage string, audience []string) (living bool, err error)
	// RevokeJWT ends a signed token; `until` is when it would have expired, and
	// its audience is who is told of it (none: every resource server).
	RevokeJWT(ctx context.Context, jti string, until time.Time, audience ...string) error
	// RevokeAccess ends an opaque access token.
	RevokeAccess(ctx context.Context, hash secret.Hash, at time.Time) error
}
