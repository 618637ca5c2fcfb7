package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/patio-auth/patio/config"
	"github.com/patio-auth/patio/keys"
)

type keyCommands struct {
	List   keyList   `cmd:"" help:"List the signing keys, oldest first."`
	Rotate keyRotate `cmd:"" help:"Make a new signing key. The old one stays published until the tokens it signed have expired."`
	Revoke keyRevoke `cmd:"" help:"Revoke a stolen signing key: everything that it signed is refused at once."`
	Reseal keyReseal `cmd:"" help:"Encrypt the stored keys again with the current master key."`
}

// keyObject is a signing key as --json shows it. Nothing of it is secret.
type keyObject struct {
	ID        string  `json:"id"`
	Algorithm string  `json:"algorithm"`
	CreatedAt *string `json:"created_at"`
	SignsAt   *string `json:"signs_at"`
	RetiredAt *string `json:"retired_at"`
	ExpiresAt *string `json:"expires_at"`
	RevokedAt *string `json:"revoked_at"`
	Signing   bool    `json:"signing"`
}

func objectOfKey(k *keys.Key, signer string) keyObject {
	return keyObject{
		ID: k.ID, Algorithm: k.Algorithm, CreatedAt: stamp(k.CreatedAt), SignsAt: stamp(signsAt(k)), RetiredAt: stamp(k.RetiredAt),
		ExpiresAt: stamp(k.ExpiresAt), RevokedAt: stamp(k.RevokedAt), Signing: k.ID == signer,
	}
}

// signsAt is from when on a key signs; the first of all does from its birth.
func signsAt(k *keys.Key) time.Time {
	if k.SignsAt.IsZero() {
		return k.CreatedAt
	}
	return k.SignsAt
}

type keyList struct{}

var keyColumns = []column{{name: "ID"}, {name: "ALGORITHM", rank: 1}, {name: "STATE"}, {name: "CREATED", rank: 3}, {name: "VERIFIES UNTIL", rank: 2}}

// Run lists the signing keys.
func (*keyList) Run(ctx context.Context, c *call) error {
	return c.withKeys(ctx, func(ctx context.Context, r *rooms) error {
		all, err := r.keys.All(ctx)
		if err != nil {
			return err
		}
		signer, err := r.keys.Signer(ctx)
		if err != nil {
			return err
		}
		shown := itemsOf(all, func(k *keys.Key) keyObject { return objectOfKey(k, signer.ID) })
		return c.show(shown, func(w io.Writer) {
			var rows [][]string
			for _, k := range all {
				rows = append(rows, []string{k.ID, k.Algorithm, stateOfKey(k, signer.ID, r.now()), when(k.CreatedAt), verifiesUntil(k)})
			}
			c.table(w, keyColumns, rows)
		})
	})
}

func stateOfKey(k *keys.Key, signer string, now time.Time) string {
	switch {
	case !k.RevokedAt.IsZero():
		return "revoked"
	case k.ID == signer:
		return "signs"
	case !k.ExpiresAt.IsZero() && !now.Before(k.ExpiresAt):
		return "ended"
	case now.Before(k.SignsAt):
		return "published"
	}
	return "retired"
}

func verifiesUntil(k *keys.Key) string {
	if k.ExpiresAt.IsZero() {
		return "in use"
	}
	return when(k.ExpiresAt)
}

type keyRotate struct {
	Now bool `help:"Sign with the new key at once. Tokens signed with the old key stay valid; patio key revoke ends them."`
	terminalQuestion
}

const rotateNowQuestion = "Sign with a new key at once? Resource servers that check JWTs by themselves " +
	"may refuse them until they fetch the key set again; patio key rotate without --now avoids that."

// Run makes a new signing key.
func (cmd *keyRotate) Run(ctx context.Context, c *call) error {
	return c.withKeys(ctx, func(ctx context.Context, r *rooms) error {
		rotate := r.keys.Rotate
		if cmd.Now {
			rotate = r.keys.RotateNow
			if err := cmd.confirm(c, rotateNowQuestion); err != nil {
				return err
			}
		}
		made, err := rotate(ctx)
		if err != nil {
			return err
		}
		signer, err := r.keys.Signer(ctx)
		if err != nil {
			return err
		}
		return c.showChange(r, objectOfKey(made, signer.ID), func(w io.Writer) {
			if made.ID == signer.ID {
				fmt.Fprintf(w, "A new %s key signs from now on.\n\n", made.Algorithm)
			} else {
				fmt.Fprintf(w, "A new %s key is published. It signs in %s.\n\n",
					made.Algorithm, config.FormatDuration(made.SignsAt.Sub(made.CreatedAt)))
			}
			facts(w, [2]string{"id", made.ID})
			fmt.Fprintln(w, "\nTokens signed with the old key stay valid for a while; patio key list shows until when.")
		})
	})
}

// withKeys runs a command that needs the signing keys, whatever algorithm the
// servers sign with: it may run without their settings.
func (c *call) withKeys(ctx context.Context, do func(ctx context.Context, r *rooms) error) error {
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		if err := r.openKeysBeside(ctx); err != nil {
			return err
		}
		return do(ctx, r)
	})
}

// openKeysBeside joins the room of the keys alone, for a command beside a
// server.
func (r *rooms) openKeysBeside(ctx context.Context) error {
	opts, err := r.keyOptions()
	if err != nil {
		return err
	}
	r.keys, err = keys.OpenBeside(ctx, r.store, opts)
	return err
}

func (r *rooms) keyOptions() (keys.Options, error) {
	master, other, err := masters(r.cfg)
	if err != nil {
		return keys.Options{}, err
	}
	return keys.Options{
		Now: r.now, Algorithm: r.cfg.Signing.Algorithm, Overlap: r.cfg.Signing.Overlap,
		Ahead: r.cfg.Signing.PublishAhead, Master: master, OtherMaster: other,
	}, nil
}
