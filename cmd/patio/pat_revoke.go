package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/patio-auth/patio/pat"
)

type patRevoke struct {
	ID string `arg:"" name:"id" help:"The token's id, as shown by patio pat list; not the token itself."`
	confirmation
}

// Run ends a token.
func (cmd *patRevoke) Run(ctx context.Context, c *call) error {
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		if err := cmd.agree(ctx, c, r); err != nil {
			return err
		}
		err := r.tokens.RevokeAny(ctx, cmd.ID)
		if errors.Is(err, pat.ErrUnknown) {
			return unknownToken(cmd.ID)
		}
		if err != nil {
			return err
		}
		ended, err := r.store.Token(ctx, cmd.ID)
		if err != nil {
			return err
		}
		return c.showChange(r, objectOfToken(ended, "", r.now()), func(w io.Writer) {
			fmt.Fprintf(w, "%s is revoked. It is refused from now on.\n", ended.Name)
		})
	})
}

// countedClients is up to how many clients the question counts.
const countedClients = 1000

// agree asks with what ends: the token, and what was created with it.
func (cmd *patRevoke) agree(ctx context.Context, c *call, r *rooms) error {
	if cmd.Yes {
		return nil
	}
	found, err := r.store.Token(ctx, cmd.ID)
	if errors.Is(err, pat.ErrUnknown) {
		return unknownToken(cmd.ID)
	}
	if err != nil {
		return err
	}
	if err := cmd.answerable(c); err != nil {
		return err
	}
	holder, err := r.users.Get(ctx, found.UserID)
	if err != nil {
		return err
	}
	family, err := r.tokens.Family(ctx, found)
	if err != nil {
		return err
	}
	created, err := r.clients.CreatedBy(ctx, found.Lineage, countedClients)
	if err != nil {
		return err
	}
	return cmd.confirm(c, fmt.Sprintf("Revoke the token %s (%s) of %s on %s, and what was created with it (tokens: %s, API clients: %s)?",
		found.Name, found.Hint, holder.Username, found.ClientName,
		counted(family.Live.N, family.Live.AtLeast), counted(len(created), len(created) == countedClients)))
}

// counted is a number, or of more than were counted the least that there are.
func counted(n int, atLeast bool) string {
	if atLeast {
		return fmt.Sprintf("at least %d", n)
	}
	return fmt.Sprint(n)
}
