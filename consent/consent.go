// Package consent remembers what a person allowed which client, until they
// take it back.
//
// It decides whether a person must be asked (again). It does not end tokens
// that were issued on a consent: oauth, which issued them, does.
package consent

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/patio-auth/patio/audit"
)

// ErrUnknown says that the person never allowed that client anything.
var ErrUnknown = errors.New("no such consent")

// Grant is what a person has allowed one client, over all the times they were
// asked.
type Grant struct {
	UserID, ClientID string
	Scopes           []string
	CreatedAt        time.Time // when the client was first allowed
	UpdatedAt        time.Time // when its scopes last grew
}

// Store is what the room asks of a database.
type Store interface {
	audit.Log
	Transact(ctx context.Context, fn func(ctx context.Context) error) error

	// Consent reads one grant, locked until the end of a transaction that the
	// context may carry. Errors: ErrUnknown.
	Consent(ctx context.Context, userID, clientID string) (Grant, error)
	// PutConsent inserts or replaces.
	PutConsent(ctx context.Context, g Grant) error
	// DeleteConsent removes. Errors: ErrUnknown.
	DeleteConsent(ctx context.Context, userID, clientID string) error
	// Consents lists a user's grants by client id, after cursor.
	Consents(ctx context.Context, userID, cursor string, limit int) ([]Grant, error)
}

// Consents is the room.
type Consents struct {
	store Store
	now   func() time.Time
}

// New opens the room.
func New(store Store, now func() time.Time) *Consents { return &Consents{store: store, now: now} }

// Missing is those of the asked scopes that the person has not allowed the
// client yet, and whether the client was allowed anything before.
func (c *Consents) Missing(ctx context.Context, userID, clientID string, asked []string) (missing []string, before bool, err error) {
	g, err := c.store.Consent(ctx, userID, clientID)
	if errors.Is(err, ErrUnknown) {
		return asked, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	return slices.DeleteFunc(slices.Clone(asked), func(s string) bool { return slices.Contains(g.Scopes, s) }), true, nil
}

// Allow adds scopes to what the person has allowed the client, and records it,
// in the context's transaction or one of its own. Where nothing is new it
// writes nothing.
func (c *Consents) Allow(ctx context.Context, userID, clientID string, scopes []string) error {
	now := c.now().UTC()
	return c.store.Transact(ctx, func(ctx context.Context) error {
		g, err := c.store.Consent(ctx, userID, clientID)
		if errors.Is(err, ErrUnknown) {
			g = Grant{UserID: userID, ClientID: clientID, CreatedAt: now}
		} else if err != nil {
			return err
		}
		known := len(g.Scopes)
		for _, s := range scopes {
			if !slices.Contains(g.Scopes, s) {
				g.Scopes = append(g.Scopes, s)
			}
		}
		if len(g.Scopes) == known && !g.UpdatedAt.IsZero() {
			return nil
		}
		g.UpdatedAt = now
		if err := c.store.PutConsent(ctx, g); err != nil {
			return err
		}
		return audit.Record(ctx, c.store, now, "consent.allowed", clientID, nil)
	})
}

// List is up to limit of what a person has allowed, by client id after cursor.
func (c *Consents) List(ctx context.Context, userID, cursor string, limit int) ([]Grant, error) {
	return c.store.Consents(ctx, userID, cursor, limit)
}

// Get is what a person has allowed one client. Errors: ErrUnknown.
func (c *Consents) Get(ctx context.Context, userID, clientID string) (Grant, error) {
	return c.store.Consent(ctx, userID, clientID)
}

// Forget takes back what a person allowed a client, in the context's
// transaction or one of its own. Errors: ErrUnknown.
func (c *Consents) Forget(ctx context.Context, userID, clientID string) error {
	return c.store.Transact(ctx, func(ctx context.Context) error {
		if err := c.store.DeleteConsent(ctx, userID, clientID); err != nil {
			return err
		}
		return audit.Record(ctx, c.store, c.now(), "consent.withdrawn", clientID, nil)
	})
}
