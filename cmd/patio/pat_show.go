package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/patio-auth/patio/pat"
)

type patShow struct {
	ID string `arg:"" name:"id" help:"The token's id, as shown by patio pat list; not the token itself."`
}

// Run shows one token: what it may do, and when, from where and by what it was
// last used.
func (cmd *patShow) Run(ctx context.Context, c *call) error {
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		found, err := r.store.Token(ctx, cmd.ID)
		if errors.Is(err, pat.ErrUnknown) {
			return unknownToken(cmd.ID)
		}
		if err != nil {
			return err
		}
		holder, err := r.users.Get(ctx, found.UserID)
		if err != nil {
			return err
		}
		privileged := ""
		if found.Privileges.Live(r.now()) {
			privileged = "until " + when(found.Privileges.Until)
		}
		return c.show(objectOfToken(found, "", r.now()), func(w io.Writer) {
			fmt.Fprintf(w, "%s\n\n", found.Name)
			facts(w, append([][2]string{
				{"id", found.ID}, {"token", found.Hint}, {"holder", holder.Username}, {"client", found.ClientName},
				{"state", stateOfToken(found, r.now())}, {"scopes", strings.Join(found.Scopes, " ")},
				{"advanced privileges", privileged},
				{"created", when(found.CreatedAt)}, {"ends", ends(found, r.now())}, {"last used", when(found.LastUsedAt)},
				{"from", found.LastUsedIP}, {"by", found.LastAgent},
			}, limitsOf(found)...)...)
		})
	})
}
