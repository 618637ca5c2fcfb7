package users

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"

	"github.com/alexedwards/argon2id"
	"golang.org/x/crypto/argon2"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/secret"
)

// passwordCost is OWASP's argon2id setting: 19 MiB, two passes, one lane
// (about 40 ms of one core).
var passwordCost = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// decoyHash is a hash at the usual cost that no password has: its bytes are
// drawn, not computed, so making one costs nothing.
func decoyHash() string {
	draw := func(n uint32) string {
		b := make([]byte, n)
		_, _ = rand.Read(b) // documented never to return an error
		return base64.RawStdEncoding.EncodeToString(b)
	}
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, passwordCost.Memory, passwordCost.Iterations,
		passwordCost.Parallelism, draw(passwordCost.SaltLength), draw(passwordCost.KeyLength))
}

// Authenticate checks a name (or e-mail address) and a password, and returns
// the account. An unknown name and a disabled account cost the same as a wrong
// password. Errors: ErrCredentials, ErrBusy.
func (u *Users) Authenticate(ctx context.Context, login, password string) (User, error) {
	user, hash, err := u.store.UserByLogin(ctx, cleanLogin(login))
	if err != nil && !errors.Is(err, ErrUnknown) {
		return User{}, err
	}
	if err != nil || user.Disabled() {
		hash = u.decoy
	}
	found, err := u.verify(ctx, password, hash)
	switch {
	case err != nil:
		return User{}, err
	case !found.ok:
		return User{}, ErrCredentials
	}
	user.proof, user.rehash = secret.HashOf(hash), found.rehash
	return user, nil
}

// Pretend does the work of Authenticate without checking the password, for an
// account that has had too many guesses: nobody can tell the two apart. Errors:
// ErrCredentials in any case where the work was done, ErrBusy.
func (u *Users) Pretend(ctx context.Context, login, password string) error {
	if _, _, err := u.store.UserByLogin(ctx, cleanLogin(login)); err != nil && !errors.Is(err, ErrUnknown) {
		return err
	}
	if _, err := u.verify(ctx, password, u.decoy); err != nil {
		return err
	}
	return ErrCredentials
}

// stillRight makes sure, with the account held, that the password which was
// given is the account's still: to check one takes a while, in which another
// one may have been set and all sessions ended. Errors: ErrCredentials.
func (u *Users) stillRight(ctx context.Context, user User) error {
	if user.proof == (secret.Hash{}) {
		return nil
	}
	_, hash, err := u.store.UserByLogin(ctx, user.Username)
	if errors.Is(err, ErrUnknown) || err == nil && secret.HashOf(hash) != user.proof {
		err = ErrCredentials
	}
	return err
}

// takeRehash replaces the hash of a raw password, which stillRight has found in
// place, by the one of its normal form.
func (u *Users) takeRehash(ctx context.Context, user User) error {
	if user.rehash == "" {
		return nil
	}
	return u.store.SetPassword(ctx, user.ID, user.rehash)
}

// ChangePassword sets a new password after checking the current one, ends the
// user's sessions but the one it was done in, and goes on with that under a new
// id. With revoke it also ends every token and grant of the user, as Revoke
// does. Errors: ErrCredentials, *Error on "password", ErrUnknown where the
// session has ended.
func (u *Users) ChangePassword(ctx context.Context, s Session, current, fresh string, revoke bool) (Session, string, error) {
	ctx = FromKnownBrowser(ctx, s.UserID)
	if err := u.checkPassword(ctx, s.UserID, current); err != nil {
		return Session{}, "", err
	}
	hash, err := u.newHash(ctx, s.UserID, fresh)
	if err != nil {
		return Session{}, "", err
	}
	return u.stepUp(ctx, s, func(ctx context.Context, next *Session) error {
		next.AuthTime = u.opts.Now().UTC()
		if err := u.setPassword(ctx, s.UserID, hash); err != nil || !revoke {
			return err
		}
		was, err := u.endIssued(ctx, s.UserID, "user revoked", next.AuthTime)
		if err != nil {
			return err
		}
		was.Sessions = max(0, was.Sessions-1) // the one that goes on
		return u.recordRevoked(ctx, s.UserID, was)
	})
}

// ResetPassword sets a new password without the old one, which is the
// operator's right, and ends all of the user's sessions. A second factor stays:
// who has lost the password has not lost that.
func (u *Users) ResetPassword(ctx context.Context, id, fresh string) error {
	hash, err := u.newHash(ctx, id, fresh)
	if err != nil {
		return err
	}
	return u.store.Transact(ctx, func(ctx context.Context) error {
		if err := u.setPassword(ctx, id, hash); err != nil {
			return err
		}
		return u.store.DeleteSessions(ctx, id, nil)
	})
}

// CheckNewPassword holds a password to the rules for a new one of this user.
// Errors: *Error on "password".
func (u *Users) CheckNewPassword(who User, fresh string) error { return u.checkNewPassword(fresh, who) }

// newHash returns the hash of a new password of an account that exists.
// Errors: *Error on "password", ErrUnknown, ErrBusy.
func (u *Users) newHash(ctx context.Context, id, fresh string) (string, error) {
	who, err := u.store.User(ctx, id)
	if err != nil {
		return "", err
	}
	if err := u.checkNewPassword(fresh, who); err != nil {
		return "", err
	}
	return u.hash(ctx, fresh)
}

func (u *Users) setPassword(ctx context.Context, id, hash string) error {
	if err := u.store.SetPassword(ctx, id, hash); err != nil {
		return err
	}
	if err := u.tell(ctx, Notice{Kind: NoticePassword, UserID: id}); err != nil {
		return err
	}
	return audit.RecordChange(ctx, u.store, u.opts.Now(), "user.password_changed", id, audit.Replaced("password"), nil)
}

// hash and verify take one of a few places, since each holds 19 MiB while it
// runs: a flood of sign-ins queues instead of filling the memory.
func (u *Users) hash(ctx context.Context, password string) (string, error) {
	if err := u.enter(ctx); err != nil {
		return "", err
	}
	defer u.leave()
	defer u.hashed()
	return argon2id.CreateHash(normalPassword(password), passwordCost)
}

// verified is what became of a password that was compared with a hash.
type verified struct {
	ok     bool
	rehash string // of the password, where the hash is of its raw form; "": the hash is good
}

// verify compares a password with a hash: in its normal form, and where that
// differs as it came, since passwords were not normalised once. How much work
// that is depends on the password only, not on the account.
func (u *Users) verify(ctx context.Context, password, hash string) (verified, error) {
	if err := u.enter(ctx); err != nil {
		return verified{}, err
	}
	defer u.leave()
	if len(password) > maxPassword {
		password = ""
	}
	normal := normalPassword(password)
	ok, err := u.fits(normal, hash)
	if err != nil || ok || normal == password {
		return verified{ok: ok}, err
	}
	if ok, err = u.fits(password, hash); err != nil || !ok {
		return verified{}, err
	}
	defer u.hashed()
	rehash, err := argon2id.CreateHash(normal, passwordCost)
	return verified{ok: true, rehash: rehash}, err
}

func (u *Users) enter(ctx context.Context) error { return u.hashes.enter(ctx, u.callerOf(ctx)) }

func (u *Users) leave() { u.hashes.leave() }

func (u *Users) fits(password, hash string) (bool, error) {
	defer u.hashed()
	return argon2id.ComparePasswordAndHash(password, hash)
}

func (u *Users) hashed() {
	if u.opts.Hashed != nil {
		u.opts.Hashed()
	}
}
