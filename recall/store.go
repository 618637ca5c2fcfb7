package recall

import (
	"context"
	"time"

	"github.com/patio-auth/patio/audit"
)

// Shelf is where things of one sort lie, in the order of a key.
type Shelf string

// The shelves.
const (
	PersonalTokens Shelf = "personal access tokens"
	Lineages       Shelf = "lineages" // of authorizations
	Codes          Shelf = "codes"    // spent ones, and with them the authorization
	AccessTokens   Shelf = "access tokens"
	Secrets        Shelf = "client secrets"
	Sessions       Shelf = "sessions"
	Ceremonies     Shelf = "ceremonies" // sign-ins that wait for their second factor
)

// Issued is one thing that was issued since the time, and lives.
type Issued struct {
	Key      string // its place on its shelf; only the store reads it
	Subject  string // id for the audit trail: of the token, the lineage, the client or the person
	Lineage  string // what ends with it; "": it alone
	UserID   string // "": nobody's
	ClientID string // "": no client's
}

// Store is what the room asks of a database. Transact runs fn in one
// transaction, which the context carries; calls inside join it.
type Store interface {
	audit.Log
	Transact(ctx context.Context, fn func(ctx context.Context) error) error

	// IssuedSince looks at the next limit things of a shelf, those behind after
	// ("": from the first on), and gives those of them that were issued at since
	// or later and live at now. next is where it stopped; "" at the end. It reads
	// by key alone, so its cost grows with limit and not with the shelf.
	IssuedSince(ctx context.Context, shelf Shelf, since, now time.Time, after string, limit int) (found []Issued, next string, err error)
	// EndRest goes on with what one transaction did not come to end, for a
	// moment, and says whether there may be more.
	EndRest(ctx context.Context) (more bool, err error)
	// Recall ends things of one shelf, with all that hangs from their lineages;
	// of authorizations it forgets what their person allowed at since or later,
	// so that they are asked again, and ends the older ones that stood on it. It
	// gives those that it has ended: what had ended already is left out, so of
	// several calls at once one has it.
	Recall(ctx context.Context, shelf Shelf, things []Issued, since time.Time, reason string, at time.Time) ([]Issued, error)
}
