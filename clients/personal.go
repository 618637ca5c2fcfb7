package clients

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/internal/actor"
)

// personalName is what a client is called that was made on the way to a token.
const personalName = "Personal"

// Private reports whether this is a client as Personal makes them, for tokens
// of its owner alone.
func (c Client) Private() bool {
	return c.Name == personalName && len(c.GrantTypes) == 0 && len(c.RedirectURIs) == 0 && !c.UserTokens && c.ResourceServer == ""
}

// Personal gives fn the private client on which the actor makes tokens for
// themselves, in one transaction: the first one that they have, or else a new
// one with every scope that self-service offers, no grant types and no secret,
// so that the tokens on it are all that ever acts for it. Where fn fails, no
// client has been made. fn may run again where the database asks for that.
// Errors: *Error over the quota, and those of fn.
func (c *Clients) Personal(ctx context.Context, by actor.Actor, fn func(ctx context.Context, own Client) error) error {
	ownerID := by.UserID
	return c.store.Transact(ctx, func(ctx context.Context) error {
		// Two first uses at once must not make two clients.
		if err := c.store.LockUser(ctx, ownerID); err != nil {
			return err
		}
		own, err := c.store.Clients(ctx, ownerID, Filter{}, "", maxMintable)
		if err != nil {
			return err
		}
		if at := slices.IndexFunc(own, func(m Client) bool { return m.Private() && m.Active() }); at >= 0 {
			return fn(ctx, own[at])
		}
		if err := c.checkClients(ctx, by, ownerID); err != nil {
			return err
		}
		id, err := uuid.NewV7()
		if err != nil {
			return err
		}
		fresh := Client{
			ID: id.String(), OwnerID: ownerID, Name: personalName, Type: Confidential, Scopes: c.Offered(),
			RedirectURIs: []string{}, GrantTypes: []string{}, AuthMethod: AuthBasic, Format: JWT,
			CreatedAt: c.opts.Now().UTC().Truncate(time.Second), AcceptsDefaultAudience: true,
		}
		if by.Operates() {
			fresh.ReviewedAt = c.opts.Now().UTC()
		}
		if err := c.keep(ctx, fresh, nil); err != nil {
			return err
		}
		return fn(ctx, fresh)
	})
}
