package main

import (
	"context"
	"fmt"
	"io"

	"github.com/patio-auth/patio/server"
	"github.com/patio-auth/patio/users"
)

type userDisable struct {
	User        string `arg:"" help:"User name, e-mail address or id."`
	KeepClients bool   `help:"Keep the person's API clients active."`
}

// Run switches an account off.
func (cmd *userDisable) Run(ctx context.Context, c *call) error {
	return c.setUserDisabled(ctx, cmd.User, true, cmd.KeepClients)
}

type userEnable struct {
	User string `arg:"" help:"User name, e-mail address or id."`
}

// Run switches an account on again.
func (cmd *userEnable) Run(ctx context.Context, c *call) error {
	return c.setUserDisabled(ctx, cmd.User, false, false)
}

// userStateObject is a user with the clients that changed with the account.
type userStateObject struct {
	userObject
	Clients []server.ClientDocument `json:"clients"`
}

func (c *call) setUserDisabled(ctx context.Context, named string, disabled, keepClients bool) error {
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		found, err := r.user(ctx, named)
		if err != nil {
			return err
		}
		changed, err := r.users.SetDisabled(ctx, found.ID, disabled, keepClients)
		if err != nil {
			return err
		}
		now, err := r.users.Get(ctx, found.ID)
		if err != nil {
			return err
		}
		object := userStateObject{userObject: objectOfUser(now), Clients: make([]server.ClientDocument, len(changed))}
		for i, one := range changed {
			client, err := r.clients.Get(ctx, one.ID)
			if err != nil {
				return err
			}
			object.Clients[i] = server.DocumentOfClient(client, "")
		}
		return c.showChange(r, object, func(w io.Writer) { c.stateInWords(w, now, disabled, object.Clients) })
	})
}

func (c *call) stateInWords(w io.Writer, who users.User, disabled bool, changed []server.ClientDocument) {
	heading := "\nThese API clients were suspended too, until the account is enabled or the client is transferred:"
	if disabled {
		fmt.Fprintf(w, "%s is disabled. Sessions have ended, and tokens are refused until the account is enabled again.\n",
			who.Username)
	} else {
		fmt.Fprintf(w, "%s is enabled and can sign in again.\n", who.Username)
		heading = "\nThese API clients were suspended with the account, and are not any more:"
	}
	if len(changed) == 0 {
		return
	}
	fmt.Fprintln(w, heading)
	var rows [][]string
	for _, one := range changed {
		rows = append(rows, []string{one.Name, one.Status, one.ClientID})
	}
	c.table(w, []column{{name: "NAME", cut: true}, {name: "STATE"}, {name: "CLIENT ID"}}, rows)
}
