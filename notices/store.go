package notices

import (
	"context"
	"time"
)

// Channel is a way to a person beside the account page.
type Channel string

// The channels.
const (
	Mail    Channel = "mail"
	Webhook Channel = "webhook"
	// FormerMail is mail to the address that the account had before.
	FormerMail Channel = "former_mail"
)

// Ways is how a notice goes out, in addition to the account page.
type Ways struct {
	Channels []Channel
	DueAt    time.Time
}

// Recipient is whom a mail goes to, as the account is now.
type Recipient struct {
	Username string
	Email    string
	Disabled bool
}

// Delivery is a notice that still has to go out by one channel.
type Delivery struct {
	Notice  Notice
	Channel Channel
	To      Recipient
	Tries   int // how often it was claimed; the claim that a claimer holds has this number
	// Held says that it was not due when it was posted, since the person had had
	// many of the kind.
	Held bool
	// Combined is how many other notices the message tells of, and Others are the
	// first of them.
	Combined int
	Others   []Notice
}

// Outcome is how a delivery ended.
type Outcome string

// The outcomes.
const (
	Sent    Outcome = "sent"
	GivenUp Outcome = "given up" // refused for good, or tried often enough
	Skipped Outcome = "skipped"  // there is nobody to send it to
	Merged  Outcome = "combined" // the message of another notice tells of it
)

// Ending is a token that ends in a span of time.
type Ending struct {
	UserID string
	Token  Token
	Dead   bool // it works no more already: revoked, or its user or client is disabled
}

// Place is where a walk through the tokens in the order of their ends stands.
type Place struct {
	ExpiresAt time.Time
	TokenID   string // "": before all that end then
}

// Store is what the room asks of a database. Transact runs fn in one
// transaction, which the context carries; calls inside join it.
type Store interface {
	Transact(ctx context.Context, fn func(ctx context.Context) error) error

	// CreateNotice inserts a notice with a delivery for each channel, due then,
	// unless there is one of the same kind about the same token on the same
	// occasion. It says whether it did. Of callers at once, in whatever process,
	// one does.
	CreateNotice(ctx context.Context, n Notice, ways Ways) (bool, error)
	// CountNotices counts a user's notices of one kind since, up to limit.
	CountNotices(ctx context.Context, userID string, kind Kind, since time.Time, limit int) (int, error)
	// Notices lists a user's notices, newest first, before cursor.
	Notices(ctx context.Context, userID, cursor string, limit int) ([]Notice, error)
	// UnreadNotices lists a user's unread notices, newest first.
	UnreadNotices(ctx context.Context, userID string, limit int) ([]Notice, error)
	// CountUnread counts them.
	CountUnread(ctx context.Context, userID string) (int, error)
	// MarkNoticesRead marks a user's unread notices up to that id. One that is
	// read keeps its time.
	MarkNoticesRead(ctx context.Context, userID, upTo string, at time.Time) error
	// DeleteNotices deletes the oldest notices, read or not, that were made
	// before that time, with their deliveries, and says how many: at most limit.
	DeleteNotices(ctx context.Context, before time.Time, limit int) (int, error)

	// TokensEnding lists tokens that end after a place and no later than until,
	// in the order of their ends. It reads at most limit rows, dead ones too.
	TokensEnding(ctx context.Context, after Place, until time.Time, limit int) ([]Ending, error)
	// Occasions is which occasions of one kind tokens have notices for, by the
	// tokens' ids.
	Occasions(ctx context.Context, kind Kind, tokenIDs []string) (map[string][]string, error)

	DeliveryStore
}

// DeliveryStore is what sending notices asks of a database.
type DeliveryStore interface {
	// DueDeliveries lists what is due on a channel at that time: urgent notices
	// first, then by turn, so that people with few of them do not wait for those
	// with many, then the longest waiting. Others are not filled in.
	DueDeliveries(ctx context.Context, channel Channel, at time.Time, limit int) ([]Delivery, error)
	// ClaimDelivery claims a delivery as it was read: until then nobody else
	// finds it due. Of callers at once, in whatever process, one is told true,
	// and holds the claim d.Tries+1.
	ClaimDelivery(ctx context.Context, d Delivery, until time.Time) (bool, error)
	// CombineDeliveries settles, at that time, up to most other deliveries of the
	// same channel, user and kind which nobody has tried yet, due or not, and
	// notes that the message of d tells of them. It says how many. Where there
	// are fewer than least, it does nothing.
	CombineDeliveries(ctx context.Context, d Delivery, least, most int, at time.Time) (int, error)
	// CombinedNotices lists the first notices, by id, that the message of d tells
	// of in addition to its own.
	CombinedNotices(ctx context.Context, d Delivery, limit int) ([]Notice, error)
	// SettleDelivery ends a delivery under the claim d.Tries, and RetryDelivery
	// makes it due again then. They say whether that claim still held: another
	// one may have come after it.
	SettleDelivery(ctx context.Context, d Delivery, o Outcome, at time.Time) (bool, error)
	RetryDelivery(ctx context.Context, d Delivery, due time.Time) (bool, error)
}
