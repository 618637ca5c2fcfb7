package pat

import (
	"context"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/secret"
)

// Terms is what minting must know of a client and its would-be holder.
type Terms struct {
	ClientID   string
	ClientName string
	OwnerID    string
	Scopes     []string
	UserTokens bool // any user may mint on it
	Disabled   bool
}

// Use is when and from where a token was last used.
type Use struct {
	At      time.Time
	Address string // "" where a resource server asked on somebody's behalf
}

// Store is what the room asks of a database. Transact runs fn in one
// transaction, which the context carries; calls inside join it.
type Store interface {
	audit.Log
	Transact(ctx context.Context, fn func(ctx context.Context) error) error

	// Terms reads a client's terms. Errors: ErrUnknown.
	Terms(ctx context.Context, clientID string) (Terms, error)
	// CreateToken inserts the token and its lineage. Where the lineage has a
	// parent, the parent is locked and must not have ended. Errors:
	// ErrParentEnded.
	CreateToken(ctx context.Context, t Token, hash secret.Hash, parentLineage string) error
	// TokenState reads by hash, with the state of lineage, client and user, in
	// one indexed query: of the token all that a verdict asks, which name, hint
	// and last use are not. Errors: ErrUnknown.
	TokenState(ctx context.Context, hash secret.Hash) (State, error)
	// Token reads by id. Errors: ErrUnknown.
	Token(ctx context.Context, id string) (Token, error)
	// Tokens lists by id, newest first, before cursor; userID "" is everybody.
	Tokens(ctx context.Context, userID, cursor string, limit int) ([]Token, error)
	// EndLineage ends a lineage and its children; one that has ended already
	// keeps its time and reason.
	EndLineage(ctx context.Context, id, reason string, at time.Time) error
	// TouchTokens records last uses; an older one never replaces a newer.
	TouchTokens(ctx context.Context, uses map[string]Use) error
}
