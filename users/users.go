// Package users owns accounts, their passwords, second factors and browser
// sessions.
//
// It decides who may sign in and which session speaks for whom. It does not
// know cookies or pages (server does), nor what a person allowed an app
// (consent does).
//
//	sign in:  login name → password (argon2id, bounded) → no second factor:
//	          new session; else a half-finished sign-in, which is none
//	finish:   its secret → code, each once (TOTP's counter, or a recovery
//	          code) → new session, which knows when that was (MFATime)
//	step up:  session → password or code → the same session under a new id
//	request:  session secret → hash → session and user in one read
//	          disabled user, idle too long, too old → no session
package users

import (
	"context"
	"net/mail"
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/names"
	"github.com/patio-auth/patio/internal/secret"
)

// User is an account. The password is not part of it.
type User struct {
	ID         string
	Username   string // lower case, unique
	Email      string // lower case, unique
	Name       string // as shown to others; may be empty
	AvatarURL  string // may be empty
	Admin      bool
	DisabledAt time.Time // zero: enabled
	CreatedAt  time.Time

	proof  secret.Hash // of what Authenticate found the password to fit; zero: it was not asked
	rehash string      // of the password, to replace the hash of its raw form at sign-in; "": none
}

// Disabled reports whether the account is switched off.
func (u User) Disabled() bool { return !u.DisabledAt.IsZero() }

// DisplayName is the name, or the user name where there is none.
func (u User) DisplayName() string {
	if u.Name != "" {
		return u.Name
	}
	return u.Username
}

// Options are the values that the room takes.
type Options struct {
	Now         func() time.Time
	IdleTTL     time.Duration                 // a session ends when unused for so long
	MaxTTL      time.Duration                 // and at this age in any case
	HashWorkers int                           // password hashes computed at once (19 MiB each); default 2
	Hashed      func()                        // hears of each password hash, when its memory can be had again; nil: nobody does
	Name        string                        // of this Patio, as authenticator apps show it; default "Patio"
	Master      []byte                        // seals the keys of second factors; nil: they rest in clear
	OtherMaster []byte                        // opens what was sealed with it, and seals nothing; nil: none
	Reserved    names.Reserved                // the names that only the operator may give an account
	Networks    func(address string) []string // an address belongs to, from the narrowest; nil: to none but itself
	Blocklist   []string                      // passwords that nobody may choose, in addition to the most common ones
	Notifier    Notifier                      // tells owners of changes to their accounts; nil: nobody is told
	Clients     Clients                       // the API clients that people own; nil: none
}

// Users is the room.
type Users struct {
	store  Store
	opts   Options
	hashes *queue // the places in which passwords are hashed
	decoy  string // the hash that an unknown name is tried against

	blocklist map[string]struct{} // folded

	deviceMu sync.Mutex
	device   []byte // the key of the device cookies, once it was needed
}

// New opens the room.
func New(store Store, opts Options) *Users {
	if opts.HashWorkers <= 0 {
		opts.HashWorkers = 2
	}
	if opts.Name == "" {
		opts.Name = "Patio"
	}
	return &Users{
		store: store, opts: opts, hashes: newQueue(opts.HashWorkers), decoy: decoyHash(), blocklist: foldedSet(opts.Blocklist),
	}
}

// Draft is what it takes to make an account.
type Draft struct {
	Username, Email, Name, Password string
	Admin                           bool
	// MayReserved lets Name be a reserved one: for the operator and
	// administrators.
	MayReserved bool
}

var usernamePattern = regexp.MustCompile(`^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$`)

// Create makes an account. Names and addresses are kept in lower case.
// Errors: *Error with the field that is wrong, or that is taken.
func (u *Users) Create(ctx context.Context, d Draft) (User, error) {
	d.Username, d.Email = normal(d.Username), normal(d.Email)
	if err := u.validate(&d); err != nil {
		return User{}, err
	}
	if err := u.checkNewPassword(d.Password, User{Username: d.Username, Email: d.Email, Name: d.Name}); err != nil {
		return User{}, err
	}
	hash, err := u.hash(ctx, d.Password)
	if err != nil {
		return User{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return User{}, err
	}
	user := User{
		ID: id.String(), Username: d.Username, Email: d.Email, Name: d.Name,
		Admin: d.Admin, CreatedAt: u.opts.Now().UTC().Truncate(time.Second),
	}
	err = u.store.Transact(ctx, func(ctx context.Context) error {
		if err := u.store.CreateUser(ctx, user, hash); err != nil {
			return err
		}
		return audit.RecordChange(ctx, u.store, user.CreatedAt, "user.created", user.ID, audit.Change{After: facts(user)}, nil)
	})
	if err != nil {
		return User{}, err
	}
	return user, nil
}

// validate checks a draft and leaves its name as it is stored. A name may be
// left out; the user name is shown then.
func (u *Users) validate(d *Draft) error {
	switch {
	case !usernamePattern.MatchString(d.Username):
		return invalid("username", "takes 1 to 64 lower-case letters, digits, dots, dashes and underscores, with a letter or digit at both ends")
	case !validEmail(d.Email):
		return invalid("email", "must be an e-mail address such as mira@example.org")
	}
	if d.Name = strings.Trim(d.Name, " "); d.Name != "" {
		name, err := u.opts.Reserved.Name(d.Name, d.MayReserved)
		if err != nil {
			return invalid("name", err.Error())
		}
		d.Name = name
	}
	return nil
}

func validEmail(s string) bool {
	if len(s) > 254 || !printable(s) {
		return false
	}
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && a.Name == ""
}

// printable reports whether s is valid UTF-8 without control or direction
// characters, with which one name can be made to look like another.
func printable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
	})
}

func normal(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// Get is the account with that id. Errors: ErrUnknown.
func (u *Users) Get(ctx context.Context, id string) (User, error) {
	if uuid.Validate(id) != nil {
		return User{}, ErrUnknown
	}
	return u.store.User(ctx, id)
}

// Find is the account with that user name or e-mail address. Errors: ErrUnknown.
func (u *Users) Find(ctx context.Context, login string) (User, error) {
	user, _, err := u.store.UserByLogin(ctx, cleanLogin(login))
	return user, err
}

// cleanLogin is login as accounts are looked up by it: what could never be a
// name (too long, not text) becomes one that nobody has.
func cleanLogin(login string) string {
	login = normal(login)
	if len(login) > 254 || !printable(login) {
		return ""
	}
	return login
}

// List is up to limit accounts after the id in cursor, oldest first.
func (u *Users) List(ctx context.Context, cursor string, limit int) ([]User, error) {
	return u.store.Users(ctx, cursor, limit)
}

// SetDisabled switches an account off or on. Either ends its browser sessions,
// also those of a sign-in that was under way when it was switched off; its
// tokens are refused as long as it is off. Switching it off suspends the API
// clients that the user owns, unless keepClients; switching it on reactivates
// those, and no others. It returns the clients that it changed. Errors:
// ErrUnknown.
func (u *Users) SetDisabled(ctx context.Context, id string, disabled, keepClients bool) (changed []OwnedClient, err error) {
	now := u.opts.Now().UTC()
	at, action := time.Time{}, audit.Action("user.enabled")
	if disabled {
		at, action = now, "user.disabled"
	}
	err = u.store.Transact(ctx, func(ctx context.Context) error {
		if err := u.store.LockUser(ctx, id); err != nil { // before anything is read: MySQL keeps to its first reading
			return err
		}
		before, err := u.store.User(ctx, id)
		if err != nil {
			return err
		}
		if err := u.store.SetUserDisabled(ctx, id, at); err != nil {
			return err
		}
		if err := u.store.DeleteSessions(ctx, id, nil); err != nil {
			return err
		}
		if changed, err = u.setClients(ctx, id, disabled, keepClients); err != nil {
			return err
		}
		after := before
		after.DisabledAt = at
		return audit.RecordChange(ctx, u.store, now, action, id, audit.Difference(facts(before), facts(after)), nil)
	})
	return changed, err
}
