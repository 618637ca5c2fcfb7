package users

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/internal/secret"
)

// Session is a browser that a person signed in with. Its secret is the
// cookie; only the hash rests.
type Session struct {
	Hash       secret.Hash
	UserID     string
	AuthTime   time.Time // when the password was last given
	MFATime    time.Time // when the second factor was last given; zero: never
	CreatedAt  time.Time
	LastSeenAt time.Time
	ExpiresAt  time.Time // whatever happens
	Address    string    // where it began
	HasFactor  bool      // the account has a second factor; as read, not kept
	Agent      string    // the browser's own words, cut short
	FormKey    string    // what its forms are bound to; stays when the secret is replaced
}

// Fresh reports whether the second factor was given just now.
func (s Session) Fresh(now time.Time) bool {
	return !s.MFATime.IsZero() && now.Sub(s.MFATime).Abs() < FreshFactor // a clock that was set back counts, too
}

// ID tells the sessions of a user apart where they are listed. Nothing opens
// with it.
func (s Session) ID() string {
	sum := secret.HashOf("session " + string(s.Hash.Bytes()))
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}

// touchEvery bounds how often a session's last use is written.
const touchEvery = time.Minute

// freshSession is a session that is not kept yet, with its secret.
type freshSession struct {
	Session
	raw string
}

func (u *Users) newSession(userID string, b Browser, now time.Time) freshSession {
	raw := secret.New(secret.Session)
	return freshSession{raw: raw, Session: Session{
		Hash: secret.HashOf(raw), UserID: userID, AuthTime: now, CreatedAt: now, LastSeenAt: now,
		ExpiresAt: now.Add(u.opts.MaxTTL), Address: b.Address, Agent: cut(b.Agent, 200), FormKey: uuid.NewString(),
	}}
}

// keepForms lets the forms that the same person has open in this browser go on
// working: the session takes over what those of the one before are bound to.
func (u *Users) keepForms(ctx context.Context, s *freshSession, b Browser) error {
	if !secret.Valid(secret.Session, b.Previous) {
		return nil
	}
	previous, _, err := u.store.Session(ctx, secret.HashOf(b.Previous))
	if err == nil && previous.UserID == s.UserID && previous.FormKey != "" {
		s.FormKey = previous.FormKey
	}
	return ignoring(err, ErrUnknown)
}

// FormSecret returns what the tokens of a session's forms are made from, which
// nobody can read in the database alone; nil where the session is older than that,
// or the key of this server does not open.
func (u *Users) FormSecret(ctx context.Context, s Session) ([]byte, error) {
	if s.FormKey == "" {
		return nil, nil
	}
	key, err := u.deviceKey(ctx)
	if err != nil {
		return nil, ignoring(err, ErrDeviceKey)
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("forms " + s.UserID + " " + s.FormKey))
	return mac.Sum(nil), nil
}

// begin keeps a session in place of the one that the browser came with. The
// browser may have proven that the account signed in with it before.
func (u *Users) begin(ctx context.Context, s freshSession, b Browser, proven bool, detail map[string]string) error {
	if b.Previous != "" {
		if err := u.store.DeleteSession(ctx, secret.HashOf(b.Previous)); err != nil {
			return err
		}
	}
	if err := u.store.CreateSession(ctx, s.Session); err != nil {
		return err
	}
	if err := u.tellOfNewDevice(ctx, s.UserID, b, proven, s.CreatedAt); err != nil {
		return err
	}
	by := *actor.From(ctx) // until now nobody: the browser has just proved who it is
	by.UserID = s.UserID
	return audit.RecordChange(actor.NewContext(ctx, &by), u.store, s.CreatedAt, "user.signed_in", s.UserID,
		audit.Change{After: sessionFacts(s.Session)}, detail)
}

// replace goes on with a session under a new id, after change, as a session
// does at each step up. Errors: ErrUnknown where it has ended meanwhile.
func (u *Users) replace(ctx context.Context, s Session, change func(ctx context.Context, next *Session) error) (Session, string, error) {
	raw := secret.New(secret.Session)
	next := s
	next.Hash, next.LastSeenAt = secret.HashOf(raw), u.opts.Now().UTC()
	err := u.store.Transact(ctx, func(ctx context.Context) error {
		if err := change(ctx, &next); err != nil {
			return err
		}
		replaced, err := u.store.ReplaceSession(ctx, s.Hash, next)
		if err == nil && !replaced {
			err = ErrUnknown
		}
		return err
	})
	if err != nil {
		return Session{}, "", err
	}
	return next, raw, nil
}

// stepUp is replace for what changes an account's locks: it also ends the
// account's other sessions.
func (u *Users) stepUp(ctx context.Context, s Session, change func(ctx context.Context, next *Session) error) (Session, string, error) {
	return u.replace(ctx, s, func(ctx context.Context, next *Session) error {
		if err := change(ctx, next); err != nil {
			return err
		}
		return u.store.DeleteSessions(ctx, s.UserID, &s.Hash)
	})
}

// Resume is the session behind a cookie, and its user. Errors: ErrUnknown for
// a session that is unknown, idle too long, too old, or of a disabled user.
func (u *Users) Resume(ctx context.Context, raw string) (Session, User, error) {
	if !secret.Valid(secret.Session, raw) {
		return Session{}, User{}, ErrUnknown
	}
	s, user, err := u.store.Session(ctx, secret.HashOf(raw))
	if err != nil {
		return Session{}, User{}, err
	}
	now := u.opts.Now()
	if user.Disabled() || !u.living(s, now) {
		return Session{}, User{}, ErrUnknown
	}
	if now.Sub(s.LastSeenAt) >= touchEvery {
		if err := u.store.TouchSession(ctx, s.Hash, now); err != nil {
			return Session{}, User{}, err
		}
	}
	return s, user, nil
}

func (u *Users) living(s Session, now time.Time) bool {
	return now.Before(s.ExpiresAt) && now.Sub(s.LastSeenAt) <= u.opts.IdleTTL
}

// maxSessions bounds how many sessions of one user are listed.
const maxSessions = 100

// Sessions are a user's living sessions, the last one used first.
func (u *Users) Sessions(ctx context.Context, userID string) ([]Session, error) {
	now := u.opts.Now()
	all, err := u.store.Sessions(ctx, userID, now.Add(-u.opts.IdleTTL), maxSessions)
	return slices.DeleteFunc(all, func(s Session) bool { return !u.living(s, now) }), err
}

// EndSessionByID ends one of a user's sessions. Errors: ErrUnknown, also for
// other people's.
func (u *Users) EndSessionByID(ctx context.Context, userID, id string) error {
	all, err := u.Sessions(ctx, userID)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(s Session) bool { return s.ID() == id })
	if at < 0 {
		return ErrUnknown
	}
	return u.store.Transact(ctx, func(ctx context.Context) error {
		if err := u.store.DeleteSession(ctx, all[at].Hash); err != nil {
			return err
		}
		change := audit.Change{Before: sessionFacts(all[at])}
		return audit.RecordChange(ctx, u.store, u.opts.Now().UTC(), "user.session_ended", userID, change, nil)
	})
}

// EndOtherSessions ends all of a user's sessions but this one.
func (u *Users) EndOtherSessions(ctx context.Context, s Session) error {
	return u.store.Transact(ctx, func(ctx context.Context) error {
		was, err := u.Standing(ctx, s.UserID)
		if err != nil {
			return err
		}
		if err := u.store.DeleteSessions(ctx, s.UserID, &s.Hash); err != nil {
			return err
		}
		change := audit.FieldChange("sessions", strconv.Itoa(was.Sessions), "1")
		return audit.RecordChange(ctx, u.store, u.opts.Now().UTC(), "user.other_sessions_ended", s.UserID, change, nil)
	})
}

// EndSession signs a browser out; an unknown cookie is no error.
func (u *Users) EndSession(ctx context.Context, raw string) error {
	if !secret.Valid(secret.Session, raw) {
		return nil
	}
	return u.store.Transact(ctx, func(ctx context.Context) error {
		s, _, err := u.store.Session(ctx, secret.HashOf(raw))
		if err != nil {
			return ignoring(err, ErrUnknown)
		}
		if err := u.store.DeleteSession(ctx, s.Hash); err != nil {
			return err
		}
		change := audit.Change{Before: sessionFacts(s)}
		return audit.RecordChange(ctx, u.store, u.opts.Now().UTC(), "user.signed_out", s.UserID, change, nil)
	})
}

// cut keeps at most n bytes of printable ASCII.
func cut(s string, n int) string {
	out := make([]byte, 0, min(n, len(s)))
	for i := 0; i < len(s) && len(out) < n; i++ {
		if s[i] >= ' ' && s[i] <= '~' {
			out = append(out, s[i])
		}
	}
	return string(out)
}
