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

// ListOnShelf is up to limit of a user's tokens on one shelf after cursor,
// newest first. On a shelf that does not exist there is nothing.
func (t *Tokens) ListOnShelf(ctx context.Context, userID string, shelf Shelf, cursor string, limit int) ([]Token, error) {
	return t.store.ShelvedTokens(ctx, userID, shelf, t.marks(), cursor, limit)
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
