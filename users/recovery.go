package users

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/secret"
)

// A recovery code is 24 characters without look-alikes: 120 random bits, so
// that an unsalted hash guards it as it does a token (ASVS 5.0, 6.5.2).
const (
	recoveryCodes   = 10
	recoveryLength  = 24
	recoveryGroup   = 4
	recoveryLetters = "0123456789abcdefghjkmnpqrstvwxyz" // Crockford's 32
)

// RenewRecoveryCodes replaces an account's recovery codes with ten new ones,
// which are not kept. It needs a fresh second factor and the password. Errors:
// ErrNotFresh, ErrCredentials, ErrUnknown where there is no second factor.
func (u *Users) RenewRecoveryCodes(ctx context.Context, s Session, password string) ([]string, error) {
	now := u.opts.Now().UTC()
	if err := u.sure(ctx, s, password, now); err != nil {
		return nil, err
	}
	var codes []string
	err := u.store.Transact(ctx, func(ctx context.Context) error {
		if err := u.store.LockUser(ctx, s.UserID); err != nil {
			return err
		}
		factors, err := u.store.Factors(ctx, s.UserID)
		if err != nil || len(factors) == 0 {
			return firstError(err, ErrUnknown)
		}
		if codes, err = u.newRecoveryCodes(ctx, s.UserID, now); err != nil {
			return err
		}
		if err := u.tell(ctx, Notice{Kind: NoticeRecoveryCodesRenewed, UserID: s.UserID}); err != nil {
			return err
		}
		return audit.RecordChange(ctx, u.store, now, "user.recovery_codes_renewed", s.UserID, audit.Replaced("recovery_codes"), nil)
	})
	return codes, err
}

// tellOfRecovery tells an account's owner that a recovery code was used.
func (u *Users) tellOfRecovery(ctx context.Context, userID string) error {
	left, err := u.store.CountRecoveryCodes(ctx, userID)
	if err != nil {
		return err
	}
	return u.tell(ctx, Notice{Kind: NoticeRecoveryCodeUsed, UserID: userID, CodesLeft: left})
}

func (u *Users) newRecoveryCodes(ctx context.Context, userID string, now time.Time) ([]string, error) {
	codes, hashes := make([]string, recoveryCodes), make([]secret.Hash, recoveryCodes)
	for i := range codes {
		code := drawRecoveryCode()
		hashes[i] = secret.HashOf(code)
		codes[i] = grouped(code)
	}
	return codes, u.store.ReplaceRecoveryCodes(ctx, userID, hashes, now)
}

func drawRecoveryCode() string {
	var drawn [recoveryLength]byte
	_, _ = rand.Read(drawn[:]) // documented never to return an error
	for i, b := range drawn {
		drawn[i] = recoveryLetters[b%32]
	}
	return string(drawn[:])
}

// grouped is a code as it is shown: xxxx-xxxx-…
func grouped(code string) string {
	var groups []string
	for ; len(code) > 0; code = code[recoveryGroup:] {
		groups = append(groups, code[:recoveryGroup])
	}
	return strings.Join(groups, "-")
}

// plainCode is a code as it was meant, however it was typed: without spaces
// and dashes, in lower case.
func plainCode(typed string) string {
	if len(typed) > 100 {
		return ""
	}
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' || r == '\u00a0' || r == '\t' {
			return -1
		}
		return r
	}, strings.TrimSpace(typed)))
}

func isRecoveryCode(code string) bool {
	return len(code) == recoveryLength && strings.Trim(code, recoveryLetters) == ""
}
