package clients

import (
	"context"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/actor"
)

// OwnedBy returns all clients of a user.
func (c *Clients) OwnedBy(ctx context.Context, ownerID string) ([]Client, error) {
	return c.store.OwnedClients(ctx, ownerID)
}

// SuspendOwned suspends the clients of a user whose account is disabled, and
// returns them. It leaves those that are suspended already. It runs in the
// transaction that disables the account and holds the user's row, so that
// nobody gives the user a client meanwhile. Errors: *Denied.
func (c *Clients) SuspendOwned(ctx context.Context, by actor.Actor, ownerID string) ([]Client, error) {
	return c.setOwned(ctx, by, ownerID, "client.suspended", func(client *Client) {
		if client.Status() != StatusSuspended {
			client.SuspendedBy = ByOwnerDisabled
		}
	})
}

// ActivateOwned ends the suspension of those clients of a user that were
// suspended with the account, and of no others, and returns them. One that
// waited for approval waits again. Errors: *Denied.
func (c *Clients) ActivateOwned(ctx context.Context, by actor.Actor, ownerID string) ([]Client, error) {
	return c.setOwned(ctx, by, ownerID, "client.activated", func(client *Client) {
		if client.SuspendedBy == ByOwnerDisabled {
			client.SuspendedBy = ""
		}
	})
}

// setOwned applies a change of state to all clients of a user, and returns
// those that it changed.
func (c *Clients) setOwned(
	ctx context.Context, by actor.Actor, ownerID string, action audit.Action, change func(client *Client),
) ([]Client, error) {
	var changed []Client
	err := c.eachOwned(ctx, by, ownerID, func(ctx context.Context, id string) error {
		after, did, err := c.changeState(ctx, id, action, func(_ context.Context, client *Client) error {
			if client.OwnerID == ownerID { // still
				change(client)
			}
			return nil
		})
		if did {
			changed = append(changed, after)
		}
		return err
	})
	return changed, err
}

// DeleteOwned removes all clients of a user and ends everything issued to
// them, and returns them as they were. Nobody is told: it is for an account
// that is deleted. Errors: *Denied.
func (c *Clients) DeleteOwned(ctx context.Context, by actor.Actor, ownerID string) ([]Client, error) {
	now := c.opts.Now().UTC()
	var deleted []Client
	err := c.eachOwned(ctx, by, ownerID, func(ctx context.Context, id string) error {
		client, err := c.store.LockClient(ctx, id)
		if err != nil {
			return err
		}
		if err := c.store.DeleteClient(ctx, id, now); err != nil {
			return err
		}
		deleted = append(deleted, client)
		return audit.RecordChange(ctx, c.store, now, "client.deleted", id, audit.Change{Before: facts(client)}, nil)
	})
	return deleted, err
}

// TransferOwned gives all clients of a user another owner, as Transfer does,
// and returns them. Errors: ErrNotFresh, *Denied, *Error on "owner_id".
func (c *Clients) TransferOwned(ctx context.Context, by actor.Actor, ownerID, to string) ([]Client, error) {
	var given []Client
	err := c.eachOwned(ctx, by, ownerID, func(ctx context.Context, id string) error {
		client, err := c.Transfer(ctx, by, id, to)
		given = append(given, client)
		return err
	})
	return given, err
}

// eachOwned calls do with each client of a user, in one transaction, for an
// actor who may administer them.
func (c *Clients) eachOwned(
	ctx context.Context, by actor.Actor, ownerID string, do func(ctx context.Context, id string) error,
) error {
	return c.store.Transact(ctx, func(ctx context.Context) error {
		owned, err := c.store.OwnedClients(ctx, ownerID)
		if err != nil {
			return err
		}
		for _, client := range owned {
			if err := c.mayAdminister(ctx, by, client, false); err != nil {
				return err
			}
			if err := do(ctx, client.ID); err != nil {
				return err
			}
		}
		return nil
	})
}
