package main

import (
	"context"
	"fmt"
	"io"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/server"
)

type clientDelete struct {
	ClientID string `arg:"" name:"client_id" help:"The client's id."`
	confirmation
}

// Run removes a client.
func (cmd *clientDelete) Run(ctx context.Context, c *call) error {
	return c.withClient(ctx, cmd.ClientID, func(ctx context.Context, r *rooms, found clients.Client) error {
		if err := cmd.answerable(c); err != nil {
			return err
		}
		owner, err := r.users.Get(ctx, found.OwnerID)
		if err != nil {
			return err
		}
		question := fmt.Sprintf("Delete the API client %s of %s? Its secrets stop working, and "+
			"everybody's tokens and authorizations on it end.", found.Name, owner.Username)
		if err := cmd.confirm(c, question); err != nil {
			return err
		}
		if err := r.clients.Delete(ctx, *actor.From(ctx), found.ID); err != nil {
			return err
		}
		return c.showChange(r, server.DocumentOfClient(found, ""), func(w io.Writer) {
			fmt.Fprintf(w, "%s is deleted, and everything that was issued to it has ended.\n", found.Name)
		})
	})
}
