package pat

import (
	"context"
	"time"
)

// Shelf is a part of somebody's tokens, by what has become of them.
type Shelf string

// The shelves. Active, Expired and Revoked hold every token between them; the
// other two are parts of Active.
const (
	ShelfActive   Shelf = "active"
	ShelfExpiring Shelf = "expiring" // ends within Soon
	ShelfUnused   Shelf = "unused"   // made or last used longer than Idle ago
	ShelfExpired  Shelf = "expired"
	ShelfRevoked  Shelf = "revoked"
)

// Soon is how long before its end a token is pointed out, and Idle is after
// how long without use.
const (
	Soon = 7 * 24 * time.Hour
	Idle = 90 * 24 * time.Hour
)

// Marks are the moments by which tokens are put on their shelves.
type Marks struct {
	Now  time.Time
	Soon time.Time // what ends until then is expiring
	Idle time.Time // what was not used since then is unused
}

func (t *Tokens) marks() Marks {
	now := t.opts.Now().UTC()
	return Marks{Now: now, Soon: now.Add(Soon), Idle: now.Add(-Idle)}
}

// Sorting is the order of a list of tokens.
type Sorting string

// The orders. Among equals the newest token comes first.
const (
	ByCreation Sorting = "created" // the newest first
	ByName     Sorting = "name"
	ByLastUse  Sorting = "used"    // the last used first
	ByEnd      Sorting = "expires" // the next to expire first, and those without an end last
)

// Search says which of a user's tokens a page shows.
type Search struct {
	Shelf         Shelf
	Text          string // part of the token's or the client's name, in any case; "": all
	ClientID      string // "": all
	Order         Sorting
	Offset, Limit int
}

// ClientOfTokens is a client on which a user has tokens.
type ClientOfTokens struct{ ID, Name string }

// Search returns the tokens of a user that q asks for, and how many there are on
// all pages. An unknown shelf has no tokens.
func (t *Tokens) Search(ctx context.Context, userID string, q Search) (found []Token, total int, err error) {
	return t.store.SearchTokens(ctx, userID, q, t.marks())
}

// ClientsOf returns up to limit of the clients on which a user has tokens, by name.
func (t *Tokens) ClientsOf(ctx context.Context, userID string, limit int) ([]ClientOfTokens, error) {
	return t.store.ClientsOfTokens(ctx, userID, limit)
}

// CountShelves is how many tokens a user has on each shelf.
func (t *Tokens) CountShelves(ctx context.Context, userID string) (map[Shelf]int, error) {
	return t.store.CountShelves(ctx, userID, t.marks())
}

// Unused reports whether a token that still works has gone without use for
// longer than Idle.
func (t Token) Unused(now time.Time) bool {
	since := now.Add(-Idle)
	return t.Live(now) && t.CreatedAt.Before(since) && t.LastUsedAt.Before(since)
}
