package notices

import (
	"context"
	"time"
)

// Store is what the room asks of a database. Transact runs fn in one
// transaction, which the context carries; calls inside join it.
type Store interface {
	Transact(ctx context.Context, fn func(ctx context.Context) error) error

	// CreateNotice inserts a notice, unless there is one of the same kind about
	// the same token on the same occasion. It says whether it did. Of callers at
	// once, in whatever process, one does.
	CreateNotice(ctx context.Context, n Notice) (bool, error)
	// Notices lists a user's notices, newest first, before cursor.
	Notices(ctx context.Context, userID, cursor string, limit int) ([]Notice, error)
	// UnreadNotices lists a user's unread notices, newest first.
	UnreadNotices(ctx context.Context, userID string, limit int) ([]Notice, error)
	// CountUnread counts them.
	CountUnread(ctx context.Context, userID string) (int, error)
	// MarkNoticesRead marks a user's unread notices up to that id. One that is
	// read keeps its time.
	MarkNoticesRead(ctx context.Context, userID, upTo string, at time.Time) error
}
