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
	// Standing counts what a person has at a moment; of sessions those that were
	// used since.
	Standing(ctx context.Context, userID string, at, usedSince time.Time) (Standing, error)
	// EndAllOf ends every lineage of a person, with what hangs from it, and
	// forgets what the person allowed.
	EndAllOf(ctx context.Context, userID, reason string, at time.Time) error
	// DeleteUser removes an account with all by which somebody could act as its
	// person; resource servers are told. Errors: ErrUnknown.
	DeleteUser(ctx context.Context, id string, at time.Time) error
	// DropRemains removes what else is kept of a person whose account is deleted
	// and of whom everything has ended, in as many transactions as it takes. The
	// audit trail stays.
	DropRemains(ctx context.Context, userID string) error
	// SetPassword replaces the hash. Errors: ErrUnknown.
	SetPassword(ctx context.Context, id, passwordHash string) error

	// SetEmail replaces the e-mail address. Errors: ErrUnknown, *Error on "email"
	// where it is taken.
	SetEmail(ctx context.Context, id, email string) error

	// RememberBrowser notes that a browser signed in as a user at that time, and
	// forgets those of the user that did so last before since. It returns those
	// that had signed in since, and whether any had ever.
	RememberBrowser(ctx context.Context, userID, browser string, at, since time.Time) (lately []string, before bool, err error)
	// CreateSession inserts.
	CreateSession(ctx context.Context, s Session) error
	// Session reads a session with its user. Errors: ErrUnknown.
	Session(ctx context.Context, hash secret.Hash) (Session, User, error)
	// Sessions lists a user's sessions that were used since, the last one used
	// first.
	Sessions(ctx context.Context, userID string, since time.Time, limit int) ([]Session, error)
	// ReplaceSession writes n over the session of that hash; false where there
	// is none.
	ReplaceSession(ctx context.Context, hash secret.Hash, n Session) (bool, error)
	// TouchSession moves the session's last use.
	TouchSession(ctx context.Context, hash secret.Hash, at time.Time) error
	// DeleteSession ends one session; none there is no error.
	DeleteSession(ctx context.Context, hash secret.Hash) error
	// DeleteSessions ends all of a user's sessions but keep (nil: all), and
	// every ceremony that the user has begun.
	DeleteSessions(ctx context.Context, userID string, keep *secret.Hash) error

	FactorStore
	DeviceStore
}

// FactorStore is what the room asks of a database about second factors.
type FactorStore interface {
	// LockUser holds an account until the transaction ends; none there is no
	// error.
	LockUser(ctx context.Context, id string) error
	// Factors lists a user's second factors, oldest first.
	Factors(ctx context.Context, userID string) ([]Factor, error)
	// AddFactor inserts.
	AddFactor(ctx context.Context, f Factor) error
	// AdvanceFactor moves the counter of a factor forward; false where it
	// stands there already, or further, or the factor is not there any more. Of
	// several at once with one counter, one answers true.
	AdvanceFactor(ctx context.Context, f Factor, counter int64, at time.Time) (bool, error)
	// AllFactors lists everybody's factors by user, kind and ref, after one.
	AllFactors(ctx context.Context, after Factor, limit int) ([]Factor, error)
	// ResealFactor puts another form of a factor's secret, sealed, in the place
	// of the one that f has; false where it does not rest in that any more.
	ResealFactor(ctx context.Context, f Factor, resealed []byte) (bool, error)
	// DeleteFactors takes a user's factors and recovery codes away, and from all
	// that was issued to them what a second factor gave it.
	DeleteFactors(ctx context.Context, userID string) error

	// ReplaceRecoveryCodes puts new codes in the place of all that there are.
	ReplaceRecoveryCodes(ctx context.Context, userID string, hashes []secret.Hash, at time.Time) error
	// SpendRecoveryCode marks a code used; false where it was, or is not the
	// user's. Of several at once with one code, one answers true.
	SpendRecoveryCode(ctx context.Context, userID string, hash secret.Hash, at time.Time) (bool, error)
	// CountRecoveryCodes counts those that are left.
	CountRecoveryCodes(ctx context.Context, userID string) (int, error)

	// BeginCeremony inserts, in place of one of the same hash, and drops those
	// of the user that were over when it was made.
	BeginCeremony(ctx context.Context, c Ceremony) error
	// Ceremony reads a ceremony with its user. Errors: ErrUnknown.
	Ceremony(ctx context.Context, hash secret.Hash) (Ceremony, User, error)
	// EndCeremony takes one away; false where it was not there (any more). Of
	// several at once, one answers true.
	EndCeremony(ctx context.Context, hash secret.Hash) (bool, error)
}
