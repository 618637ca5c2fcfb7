package users

import (
	"context"
	"fmt"
	"strconv"

	"github.com/patio-auth/patio/audit"
)

const resealPage = 500

// ResealFactors seals the secret of every second factor with the master key
// that rests in clear or sealed with the other one, and says how many.
// Errors: ErrFactorKey where one opens with neither, or there is no master
// key; then nothing is changed.
func (u *Users) ResealFactors(ctx context.Context) (int, error) {
	done := 0
	err := u.store.Transact(ctx, func(ctx context.Context) error {
		done = 0 // the transaction may run again
		for after := (Factor{}); ; {
			page, err := u.store.AllFactors(ctx, after, resealPage)
			if err != nil {
				return err
			}
			for _, f := range page {
				changed, err := u.reseal(ctx, f)
				if err != nil {
					return fmt.Errorf("user %s: %w", f.UserID, err)
				}
				if changed {
					done++
				}
			}
			if len(page) < resealPage {
				break
			}
			after = page[len(page)-1]
		}
		if done == 0 {
			return nil
		}
		return audit.Record(ctx, u.store, u.opts.Now().UTC(), "user.second_factors_resealed", "",
			map[string]string{"count": strconv.Itoa(done)})
	})
	return done, err
}

// reseal leaves alone what is no secret: a factor of another kind than totp
// that rests in clear.
func (u *Users) reseal(ctx context.Context, f Factor) (bool, error) {
	if !f.Sealed && f.Kind != FactorTOTP {
		return false, nil
	}
	resealed, changed, err := u.masters().Reseal(sealPurpose+f.UserID, f.Secret, f.Sealed)
	if err != nil {
		return false, ErrFactorKey
	}
	if !changed {
		return false, nil
	}
	return u.store.ResealFactor(ctx, f, resealed)
}
