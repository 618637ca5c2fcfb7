package clients

import (
	"context"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/actor"
)

// Suspend refuses everything issued to a client until it is activated. Its
// owner may, and an administrator; whatever an administrator suspended, only
// one reactivates. An owner's suspension of a client that is suspended already
// changes nothing: it would make the end of a revoked token's suspension easier. Errors: ErrUnknown, *Denied.
func (c *Clients) Suspend(ctx context.Context, by actor.Actor, id string) (Client, error) {
	return c.setState(ctx, by, id, "client.suspended", func(ctx context.Context, client *Client) error {
		reason := ByOwner
		if by.Credential == actor.CommandLine || client.OwnerID != by.UserID {
			if err := c.mayAdminister(ctx, by, *client, false); err != nil {
				return unlessOwn(err, by, *client)
			}
			reason = ByOperator
		} else if err := c.mayWrite(by); err != nil {
			return err
		}
		if reason == ByOperator || client.SuspendedBy == "" { // else its own reason is the harder one to end
			client.SuspendedBy = reason
		}
		return nil
	})
}

// Activate ends a suspension. The owner may end their own, and after
// re-authentication that of a revoked token; any other only an administrator.
// A client that is not suspended stays as it is. Errors: ErrUnknown,
// ErrNotFresh, *Denied.
func (c *Clients) Activate(ctx context.Context, by actor.Actor, id string) (Client, error) {
	return c.setState(ctx, by, id, "client.activated", func(ctx context.Context, client *Client) error {
		if client.Status() != StatusSuspended {
			return c.mayChangeOrAdminister(ctx, by, *client)
		}
		if err := c.mayActivate(ctx, by, *client); err != nil {
			return err
		}
		if client.SuspendedBy == ByTokenRevoked {
			client.CreatorLineage = ""
		}
		client.SuspendedBy = ""
		return nil
	})
}

func (c *Clients) mayActivate(ctx context.Context, by actor.Actor, client Client) error {
	if by.Credential == actor.CommandLine || client.OwnerID != by.UserID {
		return unlessOwn(c.mayAdminister(ctx, by, client, false), by, client)
	}
	if err := c.mayWrite(by); err != nil {
		return err
	}
	switch {
	case client.SuspendedBy == ByOwner:
		return nil
	case client.SuspendedBy == ByTokenRevoked && !by.ByToken():
		return c.mayControl(by, client)
	case client.SuspendedBy == ByTokenRevoked:
		return ErrNotFresh // what a token created is not brought back by a token
	case by.Admin:
		return c.mayAdminister(ctx, by, client, false)
	}
	return denied("An operator suspended this client; only an operator can reactivate it.")
}

// Approve lets a pending client act, with the scopes and grant types that it
// was registered for, and marks any other as reviewed. It detaches the client
// from the token that created it. Errors: ErrUnknown, ErrNotFresh, *Denied.
func (c *Clients) Approve(ctx context.Context, by actor.Actor, id string) (Client, error) {
	return c.setState(ctx, by, id, "client.approved", func(ctx context.Context, client *Client) error {
		if err := c.mayAdminister(ctx, by, *client, true); err != nil {
			return unlessOwn(err, by, *client)
		}
		client.Pending, client.CreatorLineage = false, ""
		if client.ReviewedAt.IsZero() {
			client.ReviewedAt = c.opts.Now().UTC()
		}
		return nil
	})
}

// Transfer gives a client another owner and detaches it from the token that
// created it and from the one that manages it. A client that was suspended
// with its owner becomes active. Errors: ErrUnknown, ErrNotFresh, *Denied,
// *Error on "owner_id".
func (c *Clients) Transfer(ctx context.Context, by actor.Actor, id, ownerID string) (Client, error) {
	return c.setState(ctx, by, id, "client.transferred", func(ctx context.Context, client *Client) error {
		if err := c.mayAdminister(ctx, by, *client, true); err != nil {
			return unlessOwn(err, by, *client)
		}
		active, err := c.store.LockOwner(ctx, ownerID)
		switch {
		case err != nil:
			return err
		case !active:
			return invalid("owner_id", "names nobody with an enabled account")
		}
		client.OwnerID, client.CreatorLineage, client.ManagedBy = ownerID, "", ""
		if client.SuspendedBy == ByOwnerDisabled {
			client.SuspendedBy = ""
		}
		return nil
	})
}

// Detach lets a client outlive the token that created it. Its owner may after
// re-authentication, and an administrator. Errors: ErrUnknown, ErrNotFresh,
// *Denied.
func (c *Clients) Detach(ctx context.Context, by actor.Actor, id string) (Client, error) {
	return c.setState(ctx, by, id, "client.detached", func(ctx context.Context, client *Client) error {
		if err := c.mayWrite(by); err != nil {
			return unlessOwn(err, by, *client)
		}
		switch {
		case client.OwnerID == by.UserID && !by.ByToken():
			if err := c.mayControl(by, *client); err != nil {
				return err
			}
		case client.OwnerID == by.UserID && !by.Admin:
			return ErrNotFresh
		default:
			if err := c.mayAdminister(ctx, by, *client, true); err != nil {
				return unlessOwn(err, by, *client)
			}
		}
		client.CreatorLineage = ""
		return nil
	})
}

// mayChangeOrAdminister refuses everybody but the owner and administrators.
func (c *Clients) mayChangeOrAdminister(ctx context.Context, by actor.Actor, client Client) error {
	if client.OwnerID == by.UserID {
		return c.mayWrite(by)
	}
	return unlessOwn(c.mayAdminister(ctx, by, client, false), by, client)
}

// unlessOwn hides other people's clients from whoever may not administer them.
func unlessOwn(err error, by actor.Actor, client Client) error {
	if err != nil && !by.Admin && client.OwnerID != by.UserID {
		return ErrUnknown
	}
	return err
}

// setState applies a change of a client's state, with its audit record and its
// notice, unless nothing changes.
func (c *Clients) setState(
	ctx context.Context, by actor.Actor, id string, action audit.Action, change func(ctx context.Context, client *Client) error,
) (Client, error) {
	if !plausibleID(id) {
		return Client{}, ErrUnknown
	}
	var changed Client
	err := c.store.Transact(ctx, func(ctx context.Context) (err error) {
		changed, _, err = c.changeState(ctx, id, action, change)
		return err
	})
	if err != nil {
		return Client{}, c.refusal(ctx, action, id, err)
	}
	return changed, nil
}

// changeState is setState within a transaction. It reports whether anything
// changed.
func (c *Clients) changeState(
	ctx context.Context, id string, action audit.Action, change func(ctx context.Context, client *Client) error,
) (changed Client, did bool, err error) {
	before, err := c.store.LockClient(ctx, id)
	if err != nil {
		return Client{}, false, err
	}
	changed = before
	if err := change(ctx, &changed); err != nil {
		return Client{}, false, err
	}
	changed.InactiveSince = c.inactiveSince(before, changed)
	if changed.sameState(before) {
		return changed, false, nil
	}
	if err := c.store.SetClientState(ctx, changed); err != nil {
		return Client{}, false, err
	}
	if before.CreatorLineage != "" && changed.CreatorLineage == "" {
		if err := c.store.DetachSecrets(ctx, id, before.CreatorLineage); err != nil {
			return Client{}, false, err
		}
	}
	if err := c.tellOfState(ctx, action, changed); err != nil {
		return Client{}, false, err
	}
	return changed, true, audit.RecordChange(ctx, c.store, c.opts.Now(), action, id, stateChange(before, changed), nil)
}

// inactiveSince returns since when a client is inactive after a change.
func (c *Clients) inactiveSince(before, after Client) time.Time {
	switch {
	case after.SuspendedBy == "" && !after.Pending:
		return time.Time{}
	case before.InactiveSince.IsZero():
		return c.opts.Now().UTC()
	}
	return before.InactiveSince
}

func (c Client) sameState(other Client) bool {
	return c.Pending == other.Pending && c.SuspendedBy == other.SuspendedBy && c.ReviewedAt.Equal(other.ReviewedAt) &&
		c.OwnerID == other.OwnerID && c.CreatorLineage == other.CreatorLineage && c.ManagedBy == other.ManagedBy &&
		c.FirstParty == other.FirstParty
}

// stateChange is what the audit trail keeps of a change of state.
func stateChange(before, after Client) audit.Change {
	facts := func(c Client) map[string]string {
		return map[string]string{
			"status": string(c.Status()), "suspended_by": string(c.SuspendedBy), "owner_id": c.OwnerID,
			"reviewed": audit.YesNo(c.Reviewed()), "attached_to": c.CreatorLineage,
		}
	}
	return audit.Difference(facts(before), facts(after))
}
