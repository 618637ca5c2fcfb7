package users

import (
	"context"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/secret"
)

// Session is a browser that a person signed in with. Its secret is the
// cookie; only the hash rests.
type Session struct {
	Hash       secret.Hash
	UserID     string
	AuthTime   time.Time // when the password was last given
	CreatedAt  time.Time
	LastSeenAt time.Time
	ExpiresAt  time.Time // whatever happens
	Address    string    // where it began
	Agent      string    // the browser's own words, cut short
}

// touchEvery bounds how often a session's last use is written.
const touchEvery = time.Minute

// StartSession makes a session for a user who has just been authenticated and
// ends the one that the browser came with, so no session id outlives a sign-in.
// It gives the session and its secret, which is not kept.
func (u *Users) StartSession(ctx context.Context, user User, address, agent, previous string) (Session, string, error) {
	now := u.opts.Now().UTC()
	raw := secret.New(secret.Session)
	s := Session{
		Hash: secret.HashOf(raw), UserID: user.ID, AuthTime: now, CreatedAt: now, LastSeenAt: now,
		ExpiresAt: now.Add(u.opts.MaxTTL), Address: address, Agent: cut(agent, 200),
	}
	err := u.store.Transact(ctx, func(ctx context.Context) error {
		if previous != "" {
			if err := u.store.DeleteSession(ctx, secret.HashOf(previous)); err != nil {
				return err
			}
		}
		if err := u.store.CreateSession(ctx, s); err != nil {
			return err
		}
		return audit.Record(ctx, u.store, now, "user.signed_in", user.ID, nil)
	})
	return s, raw, err
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
	if user.Disabled() || !now.Before(s.ExpiresAt) || now.Sub(s.LastSeenAt) > u.opts.IdleTTL {
		return Session{}, User{}, ErrUnknown
	}
	if now.Sub(s.LastSeenAt) >= touchEvery {
		if err := u.store.TouchSession(ctx, s.Hash, now); err != nil {
			return Session{}, User{}, err
		}
	}
	return s, user, nil
}

// EndSession signs a browser out; an unknown cookie is no error.
func (u *Users) EndSession(ctx context.Context, raw string) error {
	if !secret.Valid(secret.Session, raw) {
		return nil
	}
	return u.store.DeleteSession(ctx, secret.HashOf(raw))
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
