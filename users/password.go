package users

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/crypto/argon2"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/secret"
)

// passwordCost is OWASP's argon2id setting: 19 MiB, two passes, one lane
// (about 40 ms of one core).
var passwordCost = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

const (
	minPassword = 8    // characters (ASVS 5.0, 6.2.1)
	maxPassword = 1024 // bytes, so that hashing stays bounded
)

func validPassword(p string) error {
	if utf8.RuneCountInString(p) < minPassword || len(p) > maxPassword {
		return invalid("password", "takes 8 to 1024 characters")
	}
	return nil
}

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

// Authenticate checks a name (or e-mail address) and a password. An unknown
// name costs the same as a wrong password. Errors: ErrCredentials, ErrBusy.
func (u *Users) Authenticate(ctx context.Context, login, password string) (User, error) {
	user, hash, err := u.store.UserByLogin(ctx, cleanLogin(login))
	known := err == nil
	if err != nil && !errors.Is(err, ErrUnknown) {
		return User{}, err
	}
	if !known {
		hash = u.decoy
	}
	if len(password) > maxPassword {
		password = ""
	}
	ok, err := u.verify(ctx, password, hash)
	switch {
	case err != nil:
		return User{}, err
	case !ok || !known || user.Disabled():
		return User{}, ErrCredentials
	}
	user.proof = secret.HashOf(hash)
	return user, nil
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

// ChangePassword sets a new password after checking the current one, ends the
// user's sessions but the one it was done in, and goes on with that under a new
// id. Errors: ErrCredentials, *Error on "password", ErrUnknown where the session
// has ended.
func (u *Users) ChangePassword(ctx context.Context, s Session, current, fresh string) (Session, string, error) {
	if err := u.checkPassword(ctx, s.UserID, current); err != nil {
		return Session{}, "", err
	}
	hash, err := u.newHash(ctx, fresh)
	if err != nil {
		return Session{}, "", err
	}
	return u.stepUp(ctx, s, func(ctx context.Context, next *Session) error {
		next.AuthTime = u.opts.Now().UTC()
		return u.setPassword(ctx, s.UserID, hash)
	})
}

// ResetPassword sets a new password without the old one, which is the
// operator's right, and ends all of the user's sessions. A second factor stays:
// who has lost the password has not lost that.
func (u *Users) ResetPassword(ctx context.Context, id, fresh string) error {
	hash, err := u.newHash(ctx, fresh)
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

func (u *Users) newHash(ctx context.Context, fresh string) (string, error) {
	if err := validPassword(fresh); err != nil {
		return "", err
	}
	return u.hash(ctx, fresh)
}

func (u *Users) setPassword(ctx context.Context, id, hash string) error {
	if err := u.store.SetPassword(ctx, id, hash); err != nil {
		return err
	}
	return audit.Record(ctx, u.store, u.opts.Now(), "user.password_changed", id, nil)
}

// hash and verify take one of a few places, since each holds 19 MiB while it
// runs: a flood of sign-ins queues instead of filling the memory.
func (u *Users) hash(ctx context.Context, password string) (string, error) {
	if err := u.enter(ctx); err != nil {
		return "", err
	}
	defer u.leave()
	return argon2id.CreateHash(password, passwordCost)
}

func (u *Users) verify(ctx context.Context, password, hash string) (bool, error) {
	if err := u.enter(ctx); err != nil {
		return false, err
	}
	defer u.leave()
	return argon2id.ComparePasswordAndHash(password, hash)
}

const hashQueueTime = 4 * time.Second // below the deadline of a request

func (u *Users) enter(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, hashQueueTime)
	defer cancel()
	select {
	case u.hashes <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ErrBusy
	}
}

func (u *Users) leave() {
	<-u.hashes
	if u.opts.Hashed != nil {
		u.opts.Hashed()
	}
}
