package pat

import (
	"context"
	"net/netip"
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

// Use is when, from where and by what a token was last used.
type Use struct {
	At      time.Time
	Address string // "" where nobody said: the last known one stays, with its agent
	Agent   string // printable ASCII, up to 200 bytes
	Old     int    // how many of these uses were of a replaced secret
}

// Asking is a token that asks, as a store needs to know it.
type Asking struct {
	ID, Lineage, UserID, ClientID string
	Scopes                        []string
	Resources                     []string // that it is bound to; none: the default audience
	IssuedAt, ExpiresAt           time.Time
	Personal                      bool        // a personal access token; else one of OAuth's
	Presented                     secret.Hash // of the secret that it came with; zero for a JWT
}

// Bounds are what a token may not exceed.
type Bounds struct {
	Scopes     []string
	ExpiresAt  time.Time      // zero: no end
	AllowedIPs []netip.Prefix // none: from anywhere
	Resources  []string       // none: the default audience
	Privileges Privileges
}

// Store is what the room asks of a database. Transact runs fn in one
// transaction, which the context carries; calls inside join it.
type Store interface {
	audit.Log
	Transact(ctx context.Context, fn func(ctx context.Context) error) error

	// Terms reads a client's terms. Errors: ErrUnknown.
	Terms(ctx context.Context, clientID string) (Terms, error)
	// LockUser holds a user's row until the transaction ends, so that what
	// counts or moves their tokens goes one after the other. One that is not
	// there is no error.
	LockUser(ctx context.Context, id string) error
	// HasFactor reports whether a user's account has a second factor.
	HasFactor(ctx context.Context, userID string) (bool, error)
	// LockAsker holds the lineage of a token that asks until the transaction
	// ends, and gives the one that hangs what it makes: of a personal access
	// token its own; of an OAuth access token one of its own, made now if need
	// be, which hangs from its grant and ends with that token. Errors:
	// ErrParentEnded, also where the access token was revoked; ErrReplaced where
	// a personal access token presented another secret than its current one.
	LockAsker(ctx context.Context, by Asking) (string, error)
	// Ancestors is a lineage, then what it hangs from, up to the root.
	Ancestors(ctx context.Context, lineage string) ([]string, error)
	// Generations is how many living generations a lineage has, itself the
	// first.
	Generations(ctx context.Context, lineage string) (int, error)
	// CountCreated counts what a lineage has created and what has not ended:
	// tokens and clients.
	CountCreated(ctx context.Context, lineage string) (int, error)
	// Hang lets a lineage hang from another one.
	Hang(ctx context.Context, lineage, parent string) error
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
	// Tokens lists those that pass the filter by id, newest first, before cursor;
	// userID "" is everybody.
	Tokens(ctx context.Context, userID string, only Filter, m Marks, cursor string, limit int) ([]Token, error)
	// SearchTokens returns one page of what a search finds of a user's tokens, and
	// how many it finds.
	SearchTokens(ctx context.Context, userID string, q Search, m Marks) (found []Token, total int, err error)
	// ClientsOfTokens returns up to limit clients on which a user has tokens, by
	// name.
	ClientsOfTokens(ctx context.Context, userID string, limit int) ([]ClientOfTokens, error)
	// CountShelves counts a user's tokens on every shelf, in one query.
	CountShelves(ctx context.Context, userID string, m Marks) (map[Shelf]int, error)
	// ClientTokens lists the active tokens on a client with their holders,
	// newest first.
	ClientTokens(ctx context.Context, clientID string, m Marks, offset, limit int) ([]Holding, error)
	// ClientToken reads by client and id. Errors: ErrUnknown.
	ClientToken(ctx context.Context, clientID, id string) (Holding, error)
	// LockToken reads by id and holds the token until the transaction ends.
	// Errors: ErrUnknown.
	LockToken(ctx context.Context, id string) (Token, error)
	// ParentBounds is the bounds of the token that minted this lineage; false
	// where a person did.
	ParentBounds(ctx context.Context, lineage string) (Bounds, bool, error)
	// RegisteredResource returns how the identifier of a resource server is
	// spelled that is registered and not switched off; "" where there is none.
	RegisteredResource(ctx context.Context, identifier string) (string, error)
	// CountLive is how many tokens of a user have not ended by now.
	CountLive(ctx context.Context, userID string, now time.Time) (int, error)
	// LivingTokens lists everybody's living tokens by user and id, after one.
	LivingTokens(ctx context.Context, afterUser, afterID string, now time.Time, limit int) ([]Held, error)
	// LivingOf is all living tokens of one user, by id.
	LivingOf(ctx context.Context, userID string, now time.Time) ([]Held, error)
	// UpdateToken writes name, scopes, end, networks and privileges at that time,
	// and holds every child, and theirs, to them. A child that is left with none
	// of the scopes that it had, or with no address, ends, with what hangs from it.
	UpdateToken(ctx context.Context, t Token, at time.Time) error
	// KinAbove lists what a lineage hangs from, the nearest first, up to limit.
	KinAbove(ctx context.Context, lineage string, limit int) ([]Kin, error)
	// KinBelow lists up to limit of what hangs from lineages, one generation,
	// the oldest first; living: only what has not ended.
	KinBelow(ctx context.Context, lineages []string, living bool, limit int) ([]Kin, error)
	// KinOn lists up to limit of a user's lineages on a client that have not ended,
	// the oldest first.
	KinOn(ctx context.Context, clientID, userID string, limit int) ([]Kin, error)
	// Secrets lists a token's secrets, the newest first, up to limit.
	Secrets(ctx context.Context, tokenID string, limit int) ([]SecretSpan, error)
	// ReplaceSecret gives the token a new current secret and hint; the former
	// ones end at oldUntil unless they end sooner. The count of old uses begins
	// anew.
	ReplaceSecret(ctx context.Context, t Token, hash secret.Hash, at, oldUntil time.Time) error
	// EndLineage ends a lineage and its children; one that has ended already
	// keeps its time and reason. Where those are very many it takes several
	// transactions, of which the first ends the lineage itself; without an error
	// all have ended, what was to end before among them. After one, retention ends
	// the rest.
	EndLineage(ctx context.Context, id, reason string, at time.Time) error
	// TouchTokens records last uses; an older one never replaces a newer. Uses
	// of replaced secrets count in any case.
	TouchTokens(ctx context.Context, uses map[string]Use) error
	// AddUses adds to what has been counted, all of it or nothing. What several
	// processes add at the same time sums up.
	AddUses(ctx context.Context, counts []Count) error
	// Uses lists what was counted of a token from a day on, by scope and day.
	Uses(ctx context.Context, tokenID string, since time.Time) ([]Count, error)
	// DailyUses lists all uses, whatever for, of some tokens from a day on.
	DailyUses(ctx context.Context, tokenIDs []string, since time.Time) ([]Count, error)
	// ForgetUses drops what was counted of up to limit tokens' days before a
	// day, the oldest first, and says whether there may be more.
	ForgetUses(ctx context.Context, before time.Time, limit int) (more bool, err error)
}
