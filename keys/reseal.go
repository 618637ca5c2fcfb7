package keys

import (
	"context"
	"errors"
	"fmt"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/secret"
)

// ErrNoMasterKey says that there is no master key to seal with.
var ErrNoMasterKey = errors.New("there is no master key to seal with; set signing.master_key or signing.master_key_file")

func (r *Ring) masters() secret.Masters {
	return secret.Masters{Key: r.opts.Master, Other: r.opts.OtherMaster}
}

// Reseal seals every private key with the master key that rests in clear or
// sealed with the other one, and says how many. It changes none of what signs
// and verifies, so processes that have both master keys do not notice.
// Errors: ErrNoMasterKey; ErrMasterKey where a key opens with neither, and
// then nothing is changed.
func (r *Ring) Reseal(ctx context.Context) (int, error) {
	if r.opts.Master == nil {
		return 0, ErrNoMasterKey
	}
	done := 0
	err := r.store.Transact(ctx, func(ctx context.Context) error {
		done = 0 // the transaction may run again
		rows, err := r.store.SigningKeys(ctx)
		for _, row := range rows {
			changed, err := r.reseal(ctx, row)
			if err != nil {
				return fmt.Errorf("signing key %s: %w", row.ID, err)
			}
			if changed {
				done++
			}
		}
		return err
	})
	return done, err
}

func (r *Ring) reseal(ctx context.Context, row Row) (bool, error) {
	resealed, changed, err := r.masters().Reseal(sealPurpose, row.Private, row.Sealed)
	if err != nil {
		return false, ErrMasterKey
	}
	if !changed {
		return false, nil
	}
	if changed, err = r.store.ResealSigningKey(ctx, row.ID, row.Private, resealed); err != nil || !changed {
		return false, err // somebody else has just done it
	}
	sealedWith := ""
	if row.Sealed {
		sealedWith = "other master key"
	}
	change := audit.FieldChange("sealed_with", sealedWith, "master key")
	return true, audit.RecordChange(ctx, r.store, r.opts.Now().UTC(), "key.resealed", row.ID, change, nil)
}
