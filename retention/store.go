package retention

import (
	"context"
	"time"
)

// Kind is a kind of thing that goes by its expiry alone.
type Kind string

// The kinds of things that go by their expiry.
const (
	Codes        Kind = "codes"
	AccessTokens Kind = "access tokens" // opaque ones; a JWT has no row
	Sessions     Kind = "sessions"
	Ceremonies   Kind = "ceremonies"
	Revocations  Kind = "revocations"
	Submissions  Kind = "submissions" // forms that were sent
	Responses    Kind = "responses"   // of requests with an Idempotency-Key
)

// Bounds say which lineages are dead. A living lineage is dead when no
// refresh token of it expired after Used, no personal access token of it
// after Ended, it is older than Used, and nothing hangs from it.
type Bounds struct {
	Ended time.Time // those ended before
	Used  time.Time // those from which nothing can have been got since
}

// Store is what the room asks of a database.
type Store interface {
	// ClaimChore makes a chore this holder's until then, unless it is another's
	// at that time. Of holders at once one is told true; the holder itself
	// always is.
	ClaimChore(ctx context.Context, name, holder string, now, until time.Time) (bool, error)
	// EndRest goes on with what one transaction did not come to end (see
	// EndLineage of oauth.Store and pat.Store), for a moment, and says whether
	// there may be more. Any number may do it at once.
	EndRest(ctx context.Context) (more bool, err error)
	// DropExpired deletes up to limit things of a kind that expired before a
	// time, the oldest first, and says how many. It waits for no lock that a
	// request holds on one of them.
	DropExpired(ctx context.Context, what Kind, before time.Time, limit int) (int, error)
	// DropLineages looks at up to limit lineages after that id, in the order of
	// their ids, and deletes the dead ones with their refresh tokens and their
	// personal access tokens. It gives the id to go on after; "" where none that
	// could be dead is left.
	DropLineages(ctx context.Context, after string, b Bounds, limit int) (next string, err error)
}
