package clients

import (
	"context"
	"slices"
	"strings"

	"github.com/patio-auth/patio/audit"
)

// Change is what may change of a client after its registration; nil leaves a
// field as it is. Scopes, type and identifier are fixed.
type Change struct {
	Name         *string
	RedirectURIs *[]string
	GrantTypes   *[]string
	Format       *Format
	UserTokens   *bool
	Disabled     *bool
}

// Owned is one of an owner's clients. Errors: ErrUnknown, also for other
// people's.
func (c *Clients) Owned(ctx context.Context, ownerID, id string) (Client, error) {
	found, err := c.Get(ctx, id)
	if err == nil && found.OwnerID != ownerID {
		return Client{}, ErrUnknown
	}
	return found, err
}

// Change changes one of an owner's clients, all of it or nothing. A redirect
// URI that is taken away is refused from the next request on. Errors:
// ErrUnknown, *Error naming the field.
func (c *Clients) Change(ctx context.Context, ownerID, id string, change Change) (Client, error) {
	if _, err := c.Owned(ctx, ownerID, id); err != nil {
		return Client{}, err
	}
	err := c.store.Transact(ctx, func(ctx context.Context) error {
		found, err := c.store.LockClient(ctx, id) // as others left it who changed it at the same time
		if err != nil {
			return err
		}
		return c.change(ctx, found, change)
	})
	if err != nil {
		return Client{}, err
	}
	return c.store.Client(ctx, id)
}

func (c *Clients) change(ctx context.Context, found Client, change Change) error {
	changed := change.apply(found)
	for _, check := range []func(Client, Catalogue) error{checkName, checkType, checkGrants, checkRedirects} {
		if err := check(changed, c.catalogue); err != nil {
			return err
		}
	}
	if change.Disabled != nil && *change.Disabled != found.Disabled() {
		if err := c.SetDisabled(ctx, found.ID, *change.Disabled); err != nil {
			return err
		}
	}
	if err := c.store.UpdateClient(ctx, changed); err != nil {
		return err
	}
	return audit.Record(ctx, c.store, c.now(), "client.changed", found.ID, nil)
}

func (ch Change) apply(c Client) Client {
	if ch.Name != nil {
		c.Name = strings.TrimSpace(*ch.Name)
	}
	if ch.RedirectURIs != nil {
		c.RedirectURIs = unique(slices.Clone(*ch.RedirectURIs))
	}
	if ch.GrantTypes != nil {
		c.GrantTypes = unique(slices.Clone(*ch.GrantTypes))
	}
	if ch.Format != nil {
		c.Format = *ch.Format
	}
	if ch.UserTokens != nil {
		c.UserTokens = *ch.UserTokens
	}
	return c
}
