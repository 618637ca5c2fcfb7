package users

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/secret"
)

// What every authenticator app takes: SHA-1, six digits, thirty seconds, and
// one step of clock drift either way (RFC 6238, sections 4 and 5.2).
const (
	totpPeriod = 30
	totpDigits = 6
	totpKey    = 20 // bytes, as RFC 4226 recommends
	totpDrift  = 1
)

const setupTTL = 15 * time.Minute // to find a phone

// Setup is an authenticator that waits for its first code.
type Setup struct {
	Key string // in base32, to be typed
	URI string // otpauth://…, to be scanned
}

// BeginTOTP draws a key for an authenticator app. It guards nothing until its
// first code has come, in the same session. Errors: ErrCredentials,
// ErrFactorSet.
func (u *Users) BeginTOTP(ctx context.Context, s Session, password string) error {
	if err := u.checkPassword(ctx, s.UserID, password); err != nil {
		return err
	}
	if p, err := u.Protection(ctx, s.UserID); err != nil || p.On() {
		return firstError(err, ErrFactorSet)
	}
	key := make([]byte, totpKey)
	_, _ = rand.Read(key) // documented never to return an error
	sealed, state, err := u.seal(s.UserID, key)
	if err != nil {
		return err
	}
	now := u.opts.Now().UTC()
	return u.store.BeginCeremony(ctx, Ceremony{
		Hash: setupHash(s), Kind: CeremonyTOTP, UserID: s.UserID, State: state, Sealed: sealed,
		CreatedAt: now, ExpiresAt: now.Add(setupTTL),
	})
}

// PendingTOTP is the set-up that this session has begun. Errors: ErrUnknown.
func (u *Users) PendingTOTP(ctx context.Context, s Session) (Setup, error) {
	c, user, err := u.ceremony(ctx, setupHash(s), CeremonyTOTP)
	if err != nil {
		return Setup{}, err
	}
	key, err := u.unseal(c.UserID, c.State, c.Sealed)
	if err != nil {
		return Setup{}, err
	}
	uri, err := totp.Generate(totp.GenerateOpts{
		Issuer: strings.ReplaceAll(u.opts.Name, ":", " "), AccountName: user.Username, Secret: key,
		Period: totpPeriod, Digits: totpDigits, Algorithm: otp.AlgorithmSHA1,
	})
	if err != nil {
		return Setup{}, err
	}
	return Setup{Key: encodedKey(key), URI: uri.URL()}, nil
}

// FinishTOTP turns the authenticator on with its first code, and gives the
// recovery codes that come with it, which are not kept. It ends the account's
// other sessions and goes on under a new session id. Errors: ErrCode;
// ErrUnknown where nothing was begun, or too long ago; ErrFactorSet.
func (u *Users) FinishTOTP(ctx context.Context, s Session, code string) (Session, string, []string, error) {
	now := u.opts.Now().UTC()
	c, _, err := u.ceremony(ctx, setupHash(s), CeremonyTOTP)
	if err != nil {
		return Session{}, "", nil, err
	}
	key, err := u.unseal(c.UserID, c.State, c.Sealed)
	if err != nil {
		return Session{}, "", nil, err
	}
	step, ok := matchingStep(key, plainCode(code), now, 0)
	if !ok {
		return Session{}, "", nil, ErrCode
	}
	// Sealed anew: the master key may have been replaced since it was begun.
	sealed, state, err := u.seal(s.UserID, key)
	if err != nil {
		return Session{}, "", nil, err
	}
	var codes []string
	next, raw, err := u.stepUp(ctx, s, func(ctx context.Context, next *Session) error {
		next.MFATime = now
		if err := u.turnOn(ctx, c, Factor{
			UserID: s.UserID, Kind: FactorTOTP, Secret: state, Sealed: sealed, Counter: step, CreatedAt: now,
		}); err != nil {
			return err
		}
		if codes, err = u.newRecoveryCodes(ctx, s.UserID, now); err != nil {
			return err
		}
		if err := u.tell(ctx, Notice{Kind: NoticeFactorAdded, UserID: s.UserID}); err != nil {
			return err
		}
		change := audit.Difference(factorFacts(nil), factorFacts([]Factor{{Kind: FactorTOTP}}))
		detail := map[string]string{"kind": string(FactorTOTP)}
		return audit.RecordChange(ctx, u.store, now, "user.second_factor_added", s.UserID, change, detail)
	})
	return next, raw, codes, err
}

// turnOn makes a begun set-up a factor, once: the ceremony can end but once,
// and the account is held meanwhile.
func (u *Users) turnOn(ctx context.Context, c Ceremony, f Factor) error {
	if err := u.store.LockUser(ctx, f.UserID); err != nil {
		return err
	}
	there, err := u.store.Factors(ctx, f.UserID)
	if err != nil || len(there) > 0 {
		return firstError(err, ErrFactorSet)
	}
	if begun, err := u.store.EndCeremony(ctx, c.Hash); err != nil || !begun {
		return firstError(err, ErrUnknown)
	}
	return u.store.AddFactor(ctx, f)
}

// proveTOTP takes a code of the user's authenticator, each once: of several
// requests with one code, one moves the counter (RFC 6238, section 5.2).
func (u *Users) proveTOTP(ctx context.Context, userID, code string, now time.Time) error {
	factors, err := u.store.Factors(ctx, userID)
	if err != nil {
		return err
	}
	for _, f := range factors {
		if f.Kind != FactorTOTP {
			continue
		}
		key, err := u.unseal(userID, f.Secret, f.Sealed)
		if err != nil {
			return err
		}
		step, ok := matchingStep(key, code, now, f.Counter)
		if !ok {
			continue
		}
		moved, err := u.store.AdvanceFactor(ctx, f, step, now)
		if err != nil || moved {
			return err
		}
	}
	return ErrCode
}

// matchingStep is the time step after last that a code belongs to.
func matchingStep(key []byte, code string, now time.Time, last int64) (int64, bool) {
	step := now.Unix() / totpPeriod
	found, ok := int64(0), false
	for s := step - totpDrift; s <= step+totpDrift; s++ {
		want, err := hotp.GenerateCodeCustom(encodedKey(key), uint64(max(s, 0)),
			hotp.ValidateOpts{Digits: totpDigits, Algorithm: otp.AlgorithmSHA1})
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && s > last && !ok {
			found, ok = s, true
		}
	}
	return found, ok
}

func encodedKey(key []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(key)
}

func isTOTP(code string) bool {
	return len(code) == totpDigits && strings.Trim(code, "0123456789") == ""
}

// seal closes a key for one user: copied to another user's row it would not
// open. Without a master key it rests in clear, like the signing keys.
func (u *Users) seal(userID string, key []byte) (sealed bool, state []byte, err error) {
	state, sealed, err = u.masters().Seal(sealPurpose+userID, key)
	return sealed, state, err
}

func (u *Users) unseal(userID string, state []byte, sealed bool) ([]byte, error) {
	key, err := u.masters().Open(sealPurpose+userID, state, sealed)
	if err != nil {
		return nil, ErrFactorKey
	}
	return key, nil
}

func (u *Users) masters() secret.Masters {
	return secret.Masters{Key: u.opts.Master, Other: u.opts.OtherMaster}
}

// sealPurpose, with a user's id behind it, binds a sealed key to its column.
const sealPurpose = "second factor of "
