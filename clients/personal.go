package clients

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
)

// personalName is what a client is called that was made on the way to a token.
const personalName = "Personal"

// Private reports whether this is a client as Personal makes them, for tokens
// of its owner alone.
func (c Client) Private() bool {
	return c.Name == personalName && len(c.GrantTypes) == 0 && len(c.RedirectURIs) == 0 && !c.UserTokens && c.ResourceServer == ""
}

// Personal gives fn the private client on which a person makes tokens for
// themselves, in one transaction: the first one that they have, or else a new
// one with every scope there is, no grant types and no secret, so that the
// tokens on it are all that ever acts for it. Where fn fails, no client has
// been made. fn may run again where the database asks for that.
func (c *Clients) Personal(ctx context.Context, ownerID string, fn func(ctx context.Context, own Client) error) error {
	return c.store.Transact(ctx, func(ctx context.Context) error {
		// Two first uses at once must not make two clients.
		if err := c.store.LockUser(ctx, ownerID); err != nil {
			return err
		}
		own, err := c.store.Clients(ctx, ownerID, "", maxMintable)
		if err != nil {
			return err
		}
		if at := slices.IndexFunc(own, func(m Client) bool { return m.Private() && !m.Disabled() }); at >= 0 {
			return fn(ctx, own[at])
		}
		id, err := uuid.NewV7()
		if err != nil {
			return err
		}
		fresh := Client{
			ID: id.String(), OwnerID: ownerID, Name: personalName, Type: Confidential, Scopes: c.catalogue.Names(),
			RedirectURIs: []string{}, GrantTypes: []string{}, AuthMethod: AuthBasic, Format: JWT,
			CreatedAt: c.now().UTC().Truncate(time.Second),
		}
		if err := c.keep(ctx, fresh, nil); err != nil {
			return err
		}
		return fn(ctx, fresh)
	})
}
