// Package consent remembers what a person allowed which client, for which
// redirect origin and which resource, until they take it back.
//
// It decides whether a person must be asked (again). It does not end tokens
// that were issued on a consent: oauth, which issued them, does.
package consent

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/patio-auth/patio/audit"
)

// ErrUnknown says that the person never allowed that client anything.
var ErrUnknown = errors.New("no such consent")

// Grant is what a person has allowed one client, over all the times they were
// asked.
type Grant struct {
	UserID, ClientID string
	Scopes           []string  // of all combinations together
	CreatedAt        time.Time // when the client was first allowed
	UpdatedAt        time.Time // when something was added last

	Combinations []Combination // by origin and resource
}

// Combination is what a person has allowed a client towards one redirect
// origin and for one resource. It says nothing about any other.
type Combination struct {
	Origin       string // see Origin
	Resource     string // "": the default audience
	Scopes       []string
	SecondFactor bool // the client may learn that a second factor was given
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// Request is what a client asks a person for.
type Request struct {
	UserID, ClientID string
	Origin           string   // where the answer leads
	Resources        []string // none, or "" among them: the default audience
	Scopes           []string
	SecondFactor     bool // whether it asks to learn of a second factor
}

// Store is what this package needs of a database.
type Store interface {
	audit.Log
	Transact(ctx context.Context, fn func(ctx context.Context) error) error

	// Consent reads one grant with its combinations, locked until the end of a
	// transaction that the context may carry. Errors: ErrUnknown.
	Consent(ctx context.Context, userID, clientID string) (Grant, error)
	// PutConsent inserts or replaces the grant and the combinations in it; others
	// of the same client stay.
	PutConsent(ctx context.Context, g Grant) error
	// DeleteConsent removes a grant with all combinations. Errors: ErrUnknown.
	DeleteConsent(ctx context.Context, userID, clientID string) error
	// Consents lists a user's grants by client id, after cursor.
	Consents(ctx context.Context, userID, cursor string, limit int) ([]Grant, error)
}

// Consents answers and remembers.
type Consents struct {
	store Store
	now   func() time.Time
}

// New makes Consents over a store and a clock.
func New(store Store, now func() time.Time) *Consents { return &Consents{store: store, now: now} }

// List is up to limit of what a person has allowed, by client id after cursor.
func (c *Consents) List(ctx context.Context, userID, cursor string, limit int) ([]Grant, error) {
	return c.store.Consents(ctx, userID, cursor, limit)
}

// Get is what a person has allowed one client. Errors: ErrUnknown.
func (c *Consents) Get(ctx context.Context, userID, clientID string) (Grant, error) {
	return c.store.Consent(ctx, userID, clientID)
}

// fields describes all that was allowed, for the audit trail: what was allowed
// towards each origin is in the records of consent.allowed.
func (g Grant) fields() map[string]string {
	var origins, resources []string
	for _, c := range g.Combinations {
		origins, resources = append(origins, c.Origin), append(resources, c.Resource)
	}
	all := map[string]string{
		"origin": distinct(origins), "resource": distinct(resources), "scopes": strings.Join(g.Scopes, " "),
	}
	if g.secondFactor() {
		all["second_factor"] = "true"
	}
	return all
}

func distinct(texts []string) string {
	slices.Sort(texts)
	return strings.TrimSpace(strings.Join(slices.Compact(texts), " "))
}

// Forget takes back everything that a person allowed a client, in the context's
// transaction or one of its own. Errors: ErrUnknown.
func (c *Consents) Forget(ctx context.Context, userID, clientID string) error {
	return c.store.Transact(ctx, func(ctx context.Context) error {
		allowed, err := c.store.Consent(ctx, userID, clientID)
		if err != nil {
			return err
		}
		if err := c.store.DeleteConsent(ctx, userID, clientID); err != nil {
			return err
		}
		return audit.RecordChange(ctx, c.store, c.now(), "consent.withdrawn", clientID, audit.Change{Before: allowed.fields()}, nil)
	})
}
