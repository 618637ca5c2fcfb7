package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/patio-auth/patio/keys"
)

type keyReseal struct {
	DryRun bool `help:"Only count what would be encrypted; change nothing."`
}

// resealObject is what --json shows of a resealing.
type resealObject struct {
	SigningKeys   int  `json:"signing_keys"`
	SecondFactors int  `json:"second_factors"`
	DeviceKeys    int  `json:"device_keys"`
	DryRun        bool `json:"dry_run"`
}

// errDryRun takes a transaction back that was only tried.
var errDryRun = errors.New("dry run")

// Run seals with signing.master_key what rests in clear or sealed with
// signing.other_master_key: all of it, or nothing.
func (cmd *keyReseal) Run(ctx context.Context, c *call) error {
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		if r.cfg.Signing.MasterKey == "" && r.cfg.Signing.MasterKeyFile == "" {
			return keys.ErrNoMasterKey
		}
		if err := r.openKeysBeside(ctx); err != nil {
			return err
		}
		done := resealObject{DryRun: cmd.DryRun}
		err := r.store.Transact(ctx, func(ctx context.Context) (err error) {
			if done.SigningKeys, err = r.keys.Reseal(ctx); err != nil {
				return err
			}
			if done.SecondFactors, err = r.users.ResealFactors(ctx); err != nil {
				return err
			}
			if done.DeviceKeys, err = r.users.ResealDeviceKey(ctx); err == nil && cmd.DryRun {
				err = errDryRun
			}
			return err
		})
		if err != nil && !errors.Is(err, errDryRun) {
			return err
		}
		if cmd.DryRun {
			return c.show(done, done.inWords)
		}
		return c.showChange(r, done, done.inWords)
	})
}

func (o resealObject) inWords(w io.Writer) {
	verb := "Encrypted with the master key:"
	switch {
	case o.SigningKeys+o.SecondFactors+o.DeviceKeys == 0:
		fmt.Fprintln(w, "Everything is already encrypted with the master key. There is nothing to do.")
		return
	case o.DryRun:
		verb = "To be encrypted with the master key by patio key reseal:"
	}
	fmt.Fprintf(w, "%s\n\n", verb)
	facts(w, [2]string{"signing keys", fmt.Sprint(o.SigningKeys)}, [2]string{"second factors", fmt.Sprint(o.SecondFactors)},
		[2]string{"keys of device cookies", fmt.Sprint(o.DeviceKeys)})
}
