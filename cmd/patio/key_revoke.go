package main

import (
	"context"
	"fmt"
	"io"

	"github.com/patio-auth/patio/keys"
)

type keyRevoke struct {
	ID string `arg:"" help:"The key's id, as shown by patio key list." placeholder:"ID"`
	confirmation
}

// revokedKeyObject is what --json shows of a revocation.
type revokedKeyObject struct {
	keyObject
	Successor *keyObject `json:"successor"`
}

// Run ends a signing key, next to servers that run or without.
func (cmd *keyRevoke) Run(ctx context.Context, c *call) error {
	return c.withKeys(ctx, func(ctx context.Context, r *rooms) error {
		if err := cmd.find(ctx, r); err != nil {
			return err
		}
		question := fmt.Sprintf("Revoke the signing key %s? Every JWT that it signed is refused from then on.", cmd.ID)
		if err := cmd.confirm(c, question); err != nil {
			return err
		}
		revoked, successor, err := r.keys.Revoke(ctx, cmd.ID)
		if err != nil {
			return err
		}
		signer, err := r.keys.Signer(ctx)
		if err != nil {
			return err
		}
		done := revokedKeyObject{keyObject: objectOfKey(revoked, signer.ID)}
		if successor != nil {
			next := objectOfKey(successor, signer.ID)
			done.Successor = &next
		}
		return c.showChange(r, done, func(w io.Writer) { inWordsRevoked(w, revoked, successor) })
	})
}

// find says before the question that there is no such key.
func (cmd *keyRevoke) find(ctx context.Context, r *rooms) error {
	all, err := r.keys.All(ctx)
	if err != nil {
		return err
	}
	for _, k := range all {
		if k.ID == cmd.ID {
			return nil
		}
	}
	return fmt.Errorf("there is no signing key %q; patio key list shows the ones there are", cmd.ID)
}

func inWordsRevoked(w io.Writer, revoked, successor *keys.Key) {
	fmt.Fprintf(w, "The key %s was revoked at %s. It is no longer in the key set, and what it signed is refused.\n",
		revoked.ID, when(revoked.RevokedAt))
	if successor != nil {
		fmt.Fprintf(w, "A new %s key signs from now on: %s\n", successor.Algorithm, successor.ID)
	}
	fmt.Fprintln(w, "\nResource servers that check JWTs by themselves learn of this from the revocation stream, "+
		"or when they next fetch the key set.")
}
