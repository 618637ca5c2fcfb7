package users

import (
	"context"
	"errors"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/secret"
)

// FactorKind is what kind of second factor something is.
type FactorKind string

// The kinds of second factor. A recovery code stands in for one and is none
// itself: nobody has codes alone.
const (
	FactorTOTP         FactorKind = "totp" // an authenticator app (RFC 6238)
	FactorRecoveryCode FactorKind = "recovery_code"
)

// FreshFactor is how long a second factor counts as just given.
const FreshFactor = 5 * time.Minute

// Factor is a second factor as it rests.
type Factor struct {
	UserID     string
	Kind       FactorKind
	Ref        string // tells several of one kind apart; "" for totp
	Secret     []byte // sealed where Sealed
	Sealed     bool
	Counter    int64 // only grows: for totp the last time step whose code was taken
	CreatedAt  time.Time
	LastUsedAt time.Time // zero: never, but to set it up
}

// Protection is what guards an account beside its password.
type Protection struct {
	Factors       []Factor // without their secrets
	RecoveryCodes int      // how many are left
}

// On reports whether a sign-in takes a second factor.
func (p Protection) On() bool { return len(p.Factors) > 0 }

var (
	// ErrCode says that a code is wrong, was used before, or comes too late;
	// which of them is not told.
	ErrCode = &Error{Field: "code", Code: "wrong", Detail: "is not right, or was used already. Wait for the next one"}
	// ErrFactorSet says that the account has that factor already.
	ErrFactorSet = errors.New("the account has an authenticator already; remove that one first")
	// ErrNotFresh says that the second factor was not given just now, as what
	// was asked needs.
	ErrNotFresh = errors.New("give your second factor again and repeat this")
	// ErrFactorKey says that second factors rest sealed and the master key at
	// hand does not open them.
	ErrFactorKey = errors.New("a second factor rests sealed and the configured master key does not open it; set signing.master_key, or signing.other_master_key, to the key it was sealed with")
)

// Protection is what guards an account.
func (u *Users) Protection(ctx context.Context, userID string) (Protection, error) {
	factors, err := u.store.Factors(ctx, userID)
	if err != nil || len(factors) == 0 {
		return Protection{}, err
	}
	for i := range factors {
		factors[i].Secret = nil
	}
	left, err := u.store.CountRecoveryCodes(ctx, userID)
	return Protection{Factors: factors, RecoveryCodes: left}, err
}

// RemoveFactors takes every second factor off an account, with the recovery
// codes. It needs a fresh second factor and the password, ends the account's
// other sessions, and goes on under a new session id that no longer counts as
// one with a second factor. Errors: ErrNotFresh, ErrCredentials, ErrUnknown.
func (u *Users) RemoveFactors(ctx context.Context, s Session, password string) (Session, string, error) {
	now := u.opts.Now().UTC()
	if err := u.sure(ctx, s, password, now); err != nil {
		return Session{}, "", err
	}
	return u.stepUp(ctx, s, func(ctx context.Context, next *Session) error {
		next.AuthTime, next.MFATime = now, time.Time{}
		removed, err := u.withoutFactors(ctx, s.UserID)
		if err != nil {
			return err
		}
		return audit.RecordChange(ctx, u.store, now, "user.second_factor_removed", s.UserID, removed, nil)
	})
}

// ResetFactors takes every second factor off an account, which is the
// operator's right, and ends all of its sessions. The password stays. Errors:
// ErrUnknown.
func (u *Users) ResetFactors(ctx context.Context, id string) error {
	return u.store.Transact(ctx, func(ctx context.Context) error {
		if _, err := u.store.User(ctx, id); err != nil {
			return err
		}
		removed, err := u.withoutFactors(ctx, id)
		if err != nil {
			return err
		}
		if err := u.store.DeleteSessions(ctx, id, nil); err != nil {
			return err
		}
		return audit.RecordChange(ctx, u.store, u.opts.Now().UTC(), "user.second_factor_reset", id, removed, nil)
	})
}

// withoutFactors takes every second factor off an account, and returns what that
// changed for the audit trail.
func (u *Users) withoutFactors(ctx context.Context, id string) (audit.Change, error) {
	if err := u.store.LockUser(ctx, id); err != nil {
		return audit.Change{}, err
	}
	there, err := u.store.Factors(ctx, id)
	if err != nil {
		return audit.Change{}, err
	}
	removed := audit.Difference(factorFacts(there), factorFacts(nil))
	if err := u.store.DeleteFactors(ctx, id); err != nil || len(there) == 0 {
		return removed, err
	}
	return removed, u.tell(ctx, Notice{Kind: NoticeFactorRemoved, UserID: id})
}

// sure is what an account's own locks ask before they change: the second
// factor, given just now, and the password.
func (u *Users) sure(ctx context.Context, s Session, password string, now time.Time) error {
	if !s.Fresh(now) {
		return ErrNotFresh
	}
	return u.checkPassword(ctx, s.UserID, password)
}

// checkPassword checks the password of somebody who is signed in, and records a
// wrong one. Errors: ErrCredentials.
func (u *Users) checkPassword(ctx context.Context, id, password string) error {
	user, err := u.store.User(ctx, id)
	if err != nil {
		return err
	}
	_, err = u.Authenticate(FromKnownBrowser(ctx, id), user.Username, password)
	if errors.Is(err, ErrCredentials) {
		err = errors.Join(err, audit.RecordRefusal(ctx, u.store, u.opts.Now().UTC(), "user.password_refused", id, nil))
	}
	return err
}

// prove takes a code from whoever signs in or steps up as that user, within a
// transaction: of an authenticator or a recovery code, by its shape. What was
// taken is spent. Errors: ErrCode.
func (u *Users) prove(ctx context.Context, userID, code string, now time.Time) (FactorKind, error) {
	if code = plainCode(code); isTOTP(code) {
		return FactorTOTP, u.proveTOTP(ctx, userID, code, now)
	}
	if !isRecoveryCode(code) {
		return "", ErrCode
	}
	spent, err := u.store.SpendRecoveryCode(ctx, userID, secret.HashOf(code), now)
	if err == nil && !spent {
		err = ErrCode
	}
	if err != nil {
		return FactorRecoveryCode, err
	}
	return FactorRecoveryCode, u.tellOfRecovery(ctx, userID)
}

// refusedCode records a wrong code, which tells the owner that somebody has
// the password. It gives back the error that it was about.
func (u *Users) refusedCode(ctx context.Context, userID string, err error) error {
	if !errors.Is(err, ErrCode) {
		return err
	}
	return errors.Join(err, audit.RecordRefusal(ctx, u.store, u.opts.Now().UTC(), "user.second_factor_refused", userID, nil))
}
