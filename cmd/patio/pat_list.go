package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/patio-auth/patio/pat"
)

type patList struct {
	User     *string `help:"Only this person's: user name, e-mail address or id." placeholder:"U"`
	Client   *string `help:"Only tokens on this client." placeholder:"ID"`
	Live     bool    `help:"Only tokens that work."`
	Expiring *span   `help:"Only tokens that work and end within this time, such as 14d." placeholder:"14d"`
	Unused   bool    `help:"Only tokens that work and were never used."`
	Limit    count   `help:"How many to show at most. Default: all." placeholder:"N"`
}

// shows reports whether the list is to show a token.
func (cmd *patList) shows(t pat.Token, now time.Time) bool {
	live := t.RevokedAt.IsZero() && t.Live(now)
	switch {
	case cmd.Client != nil && t.ClientID != *cmd.Client:
		return false
	case !live:
		return !cmd.Live && !cmd.Unused && cmd.Expiring == nil
	case cmd.Unused && !t.LastUsedAt.IsZero():
		return false
	case cmd.Expiring != nil:
		return !t.ExpiresAt.IsZero() && !t.ExpiresAt.After(now.Add(time.Duration(*cmd.Expiring)))
	}
	return true
}

// find returns the tokens to show, the newest first.
func (cmd *patList) find(ctx context.Context, r *rooms, userID string) ([]pat.Token, error) {
	var found []pat.Token
	for cursor, now := "", r.now(); ; {
		page, err := r.tokens.List(ctx, userID, cursor, pageSize)
		if err != nil {
			return nil, err
		}
		for _, t := range page {
			if cursor = t.ID; cmd.shows(t, now) {
				found = append(found, t)
			}
			if cmd.Limit > 0 && len(found) == int(cmd.Limit) {
				return found, nil
			}
		}
		if len(page) < pageSize {
			return found, nil
		}
	}
}

var tokenColumns = []column{
	{name: "NAME", cut: true}, {name: "HOLDER", cut: true}, {name: "TOKEN", rank: 5}, {name: "CLIENT", rank: 3, cut: true},
	{name: "STATE", rank: 1}, {name: "LAST USED", rank: 4}, {name: "ENDS", rank: 2}, {name: "ID"},
}

// Run lists tokens.
func (cmd *patList) Run(ctx context.Context, c *call) error {
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		holder, err := r.idOf(ctx, cmd.User)
		if err != nil {
			return err
		}
		if cmd.Client != nil {
			if _, err := r.client(ctx, *cmd.Client); err != nil {
				return err
			}
		}
		found, err := cmd.find(ctx, r, holder)
		if err != nil {
			return err
		}
		shown := itemsOf(found, func(t pat.Token) patObject { return objectOfToken(t, "", r.now()) })
		return c.show(shown, func(w io.Writer) {
			if len(found) == 0 {
				fmt.Fprintln(w, cmd.none())
				return
			}
			var rows [][]string
			name := r.namer(ctx)
			for _, t := range found {
				rows = append(rows, []string{
					t.Name, name(t.UserID), t.Hint, t.ClientName, stateOfToken(t, r.now()), when(t.LastUsedAt), when(t.ExpiresAt), t.ID,
				})
			}
			c.table(w, tokenColumns, rows)
		})
	})
}

// none is what an empty list says.
func (cmd *patList) none() string {
	if *cmd == (patList{Limit: cmd.Limit}) {
		return "There are no personal access tokens yet. Create one: patio pat create --help"
	}
	return "No personal access token matches. patio pat list shows all of them."
}
