package users

import (
	"context"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/secret"
)

// Browser is what is known of a browser that signs in.
type Browser struct {
	Address  string
	Agent    string // its own words
	Previous string // the session that it came with, which ends; "": none
	Device   string // its device cookie, which can prove that this person signed in with it before; "": none
}

// Entry is where a right password leads: to a session, or to the second step.
type Entry struct {
	Session Session
	Secret  string    // the session's, or the half-finished sign-in's; not kept
	Halfway bool      // there is no session yet: a second factor is missing
	Until   time.Time // when the half-finished sign-in is over
}

// signInTTL is how long a sign-in may wait for its second factor.
const signInTTL = 10 * time.Minute

// CeremonyKind is what a browser has begun.
type CeremonyKind string

// The kinds of ceremony.
const (
	CeremonySignIn CeremonyKind = "sign_in" // the password was right, the second factor is missing
	CeremonyTOTP   CeremonyKind = "totp"    // an authenticator whose first code is missing
)

// Ceremony is what a browser has begun and not finished. It gives access to
// nothing but its own next step.
type Ceremony struct {
	Hash      secret.Hash
	Kind      CeremonyKind
	UserID    string
	State     []byte // sealed where Sealed
	Sealed    bool
	CreatedAt time.Time
	ExpiresAt time.Time
}

// SignIn goes on for a user who has just been authenticated by the password.
// Without a second factor it makes a session and ends the one that the browser
// came with, so no session id outlives a sign-in. With one it makes no session,
// but what waits for FinishSignIn. The account is held meanwhile, so that no
// sign-in slips past a factor that is just being set up, nor outlives the
// password that it began with. Errors: ErrCredentials where that was replaced.
func (u *Users) SignIn(ctx context.Context, user User, b Browser) (Entry, error) {
	now := u.opts.Now().UTC()
	var entry Entry
	err := u.store.Transact(ctx, func(ctx context.Context) error {
		if err := u.store.LockUser(ctx, user.ID); err != nil {
			return err
		}
		if err := u.stillRight(ctx, user); err != nil {
			return err
		}
		proven, err := u.provenDevice(ctx, user, b.Device) // before the hash changes, which the cookie is bound to
		if err != nil {
			return err
		}
		if err := u.takeRehash(ctx, user); err != nil {
			return err
		}
		factors, err := u.store.Factors(ctx, user.ID)
		if err != nil {
			return err
		}
		if len(factors) > 0 {
			raw := secret.New(secret.SignIn)
			entry = Entry{Secret: raw, Halfway: true, Until: now.Add(signInTTL)}
			return u.store.BeginCeremony(ctx, Ceremony{
				Hash: secret.HashOf(raw), Kind: CeremonySignIn, UserID: user.ID, CreatedAt: now, ExpiresAt: entry.Until,
			})
		}
		s := u.newSession(user.ID, b, now)
		if err := u.keepForms(ctx, &s, b); err != nil {
			return err
		}
		entry = Entry{Session: s.Session, Secret: s.raw}
		return u.begin(ctx, s, b, proven, nil)
	})
	return entry, err
}

// Halfway is the user of a half-finished sign-in. Errors: ErrUnknown where it
// is unknown, finished, too old, or its user switched off.
func (u *Users) Halfway(ctx context.Context, raw string) (User, error) {
	if !secret.Valid(secret.SignIn, raw) {
		return User{}, ErrUnknown
	}
	_, user, err := u.ceremony(ctx, secret.HashOf(raw), CeremonySignIn)
	return user, err
}

// FinishSignIn makes the session of a half-finished sign-in, with a code of
// the second factor or a recovery code. A wrong code leaves it as it is. What
// ends the user's sessions ends it too, whoever comes first.
// Errors: ErrCode; ErrUnknown, as Halfway.
func (u *Users) FinishSignIn(ctx context.Context, raw, code string, b Browser) (Session, string, error) {
	user, err := u.Halfway(ctx, raw)
	if err != nil {
		return Session{}, "", err
	}
	now := u.opts.Now().UTC()
	s := u.newSession(user.ID, b, now)
	s.MFATime = now
	err = u.store.Transact(ctx, func(ctx context.Context) error {
		if err := u.store.LockUser(ctx, user.ID); err != nil {
			return err
		}
		by, err := u.prove(ctx, user.ID, code, now)
		if err != nil {
			return err
		}
		if begun, err := u.store.EndCeremony(ctx, secret.HashOf(raw)); err != nil || !begun {
			return firstError(err, ErrUnknown)
		}
		proven, err := u.provenDevice(ctx, user, b.Device)
		if err != nil {
			return err
		}
		if err := u.keepForms(ctx, &s, b); err != nil {
			return err
		}
		return u.begin(ctx, s, b, proven, map[string]string{"second_factor": string(by)})
	})
	if err != nil {
		return Session{}, "", u.refusedCode(ctx, user.ID, err)
	}
	return s.Session, s.raw, nil
}

// LeaveSignIn gives a half-finished sign-in up; an unknown one is no error.
func (u *Users) LeaveSignIn(ctx context.Context, raw string) error {
	if !secret.Valid(secret.SignIn, raw) {
		return nil
	}
	_, err := u.store.EndCeremony(ctx, secret.HashOf(raw))
	return err
}

// Confirm takes a code from somebody who is signed in, and goes on under a new
// session id which says that the second factor was given now. Errors: ErrCode,
// ErrUnknown where the session has ended.
func (u *Users) Confirm(ctx context.Context, s Session, code string) (Session, string, error) {
	now := u.opts.Now().UTC()
	next, raw, err := u.replace(ctx, s, func(ctx context.Context, next *Session) error {
		next.MFATime, next.HasFactor = now, true
		by, err := u.prove(ctx, s.UserID, code, now)
		if err != nil {
			return err
		}
		return audit.Record(ctx, u.store, now, "user.second_factor_given", s.UserID, map[string]string{"second_factor": string(by)})
	})
	return next, raw, u.refusedCode(ctx, s.UserID, err)
}

// ConfirmPassword takes the password from somebody who is signed in and whose
// account has no second factor, and goes on under a new session id which says
// that they signed in now. Errors: ErrCredentials; ErrNotFresh where the account
// has a second factor, which is to be given instead; ErrUnknown where the session
// has ended.
func (u *Users) ConfirmPassword(ctx context.Context, s Session, password string) (Session, string, error) {
	if err := u.checkPassword(ctx, s.UserID, password); err != nil {
		return Session{}, "", err
	}
	now := u.opts.Now().UTC()
	return u.replace(ctx, s, func(ctx context.Context, next *Session) error {
		if err := u.store.LockUser(ctx, s.UserID); err != nil {
			return err
		}
		factors, err := u.store.Factors(ctx, s.UserID)
		if err == nil && len(factors) > 0 {
			err = ErrNotFresh
		}
		if err != nil {
			return err
		}
		next.AuthTime = now
		return audit.Record(ctx, u.store, now, "user.password_given", s.UserID, nil)
	})
}

// ceremony is a living ceremony of that kind, and its user. Errors: ErrUnknown.
func (u *Users) ceremony(ctx context.Context, hash secret.Hash, kind CeremonyKind) (Ceremony, User, error) {
	c, user, err := u.store.Ceremony(ctx, hash)
	if err == nil && (c.Kind != kind || user.Disabled() || !u.opts.Now().Before(c.ExpiresAt)) {
		err = ErrUnknown
	}
	if err != nil {
		return Ceremony{}, User{}, err
	}
	return c, user, nil
}

// setupHash is under what a session's set-up of an authenticator rests.
func setupHash(s Session) secret.Hash { return secret.HashOf("totp for " + string(s.Hash.Bytes())) }

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
