package users

import (
	"context"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/secret"
)

// Store is what the room asks of a database. Transact runs fn in one
// transaction, which the context carries; calls inside join it.
type Store interface {
	audit.Log
	Transact(ctx context.Context, fn func(ctx context.Context) error) error

	// CreateUser inserts. Errors: *Error on the field (username, email) that
	// is taken.
	CreateUser(ctx context.Context, u User, passwordHash string) error
	// User reads by id. Errors: ErrUnknown.
	User(ctx context.Context, id string) (User, error)
	// UserByLogin reads by user name or e-mail, both lower case, and gives
	// the password hash too. Errors: ErrUnknown.
	UserByLogin(ctx context.Context, login string) (User, string, error)
	// Users lists by id, after cursor.
	Users(ctx context.Context, cursor string, limit int) ([]User, error)
	// SetUserDisabled sets when the account was switched off; zero: it is on.
	// Errors: ErrUnknown.
	SetUserDisabled(ctx context.Context, id string, at time.Time) error
	// SetPassword replaces the hash. Errors: ErrUnknown.
	SetPassword(ctx context.Context, id, passwordHash string) error

	// CreateSession inserts.
	CreateSession(ctx context.Context, s Session) error
	// Session reads a session with its user. Errors: ErrUnknown.
	Session(ctx context.Context, hash secret.Hash) (Session, User, error)
	// TouchSession moves the session's last use.
	TouchSession(ctx context.Context, hash secret.Hash, at time.Time) error
	// DeleteSession ends one session; none there is no error.
	DeleteSession(ctx context.Context, hash secret.Hash) error
	// DeleteSessions ends all of a user's sessions but keep (nil: all).
	DeleteSessions(ctx context.Context, userID string, keep *secret.Hash) error
}
