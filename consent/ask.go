package consent

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/patio-auth/patio/audit"
	identifier "github.com/patio-auth/patio/internal/resource"
)

// Answer is how a request compares with what the person has allowed. New are
// the parts to point out: of a client that was never allowed anything, none.
type Answer struct {
	Ask             bool // something of it was not allowed yet
	Before          bool // the client was allowed something before
	NewOrigin       bool // it never led there
	NewResources    []string
	NewScopes       []string
	NewSecondFactor bool
}

// Missing compares a request with what the person has allowed the client. A
// scope counts where it was allowed towards this origin for each of these
// resources, and nowhere else.
func (c *Consents) Missing(ctx context.Context, r Request) (Answer, error) {
	g, err := c.store.Consent(ctx, r.UserID, r.ClientID)
	if errors.Is(err, ErrUnknown) {
		return Answer{Ask: true}, nil
	}
	if err != nil {
		return Answer{}, err
	}
	return g.compare(r), nil
}

func (g Grant) compare(r Request) Answer {
	a := Answer{Before: true, NewOrigin: !slices.ContainsFunc(g.Combinations, func(c Combination) bool { return c.Origin == r.Origin })}
	for _, resource := range r.resources() {
		known, found := g.combination(r.Origin, resource)
		if !found {
			a.Ask = true
			if !a.NewOrigin {
				a.NewResources = append(a.NewResources, resource)
			}
			known = Combination{Scopes: g.Scopes, SecondFactor: g.secondFactor()} // to tell what is new altogether
		}
		for _, scope := range r.Scopes {
			if !slices.Contains(known.Scopes, scope) && !slices.Contains(a.NewScopes, scope) {
				a.NewScopes = append(a.NewScopes, scope)
			}
		}
		a.NewSecondFactor = a.NewSecondFactor || r.SecondFactor && !known.SecondFactor
	}
	a.Ask = a.Ask || len(a.NewScopes) > 0 || a.NewSecondFactor
	return a
}

func (g Grant) combination(origin, resource string) (Combination, bool) {
	at := slices.IndexFunc(g.Combinations, func(c Combination) bool { return c.Origin == origin && identifier.Same(c.Resource, resource) })
	if at < 0 {
		return Combination{}, false
	}
	return g.Combinations[at], true
}

func (g Grant) secondFactor() bool {
	return slices.ContainsFunc(g.Combinations, func(c Combination) bool { return c.SecondFactor })
}

// resources are those of the request, each once; "" is the default audience.
func (r Request) resources() []string {
	if len(r.Resources) == 0 {
		return []string{""}
	}
	return slices.Compact(slices.Sorted(slices.Values(r.Resources)))
}

// Allow adds a request to what the person has allowed the client, and records
// what changed, in the context's transaction or one of its own. Where nothing
// is new it writes nothing.
func (c *Consents) Allow(ctx context.Context, r Request) error {
	now := c.now().UTC().Truncate(time.Millisecond)
	return c.store.Transact(ctx, func(ctx context.Context) error {
		g, err := c.store.Consent(ctx, r.UserID, r.ClientID)
		if errors.Is(err, ErrUnknown) {
			g = Grant{UserID: r.UserID, ClientID: r.ClientID, CreatedAt: now}
		} else if err != nil {
			return err
		}
		var changed []Combination
		var changes []audit.Change
		for _, resource := range r.resources() {
			before, found := g.combination(r.Origin, resource)
			after := before.with(r, resource, now)
			if found && len(after.Scopes) == len(before.Scopes) && after.SecondFactor == before.SecondFactor {
				continue
			}
			changed, changes = append(changed, after), append(changes, audit.Change{Before: before.fields(found), After: after.fields(true)})
		}
		if len(changed) == 0 {
			return nil
		}
		g.Scopes, g.UpdatedAt, g.Combinations = union(g.Scopes, r.Scopes), now, changed
		if err := c.store.PutConsent(ctx, g); err != nil {
			return err
		}
		for _, change := range changes {
			if err := audit.RecordChange(ctx, c.store, now, "consent.allowed", r.ClientID, change, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// with returns the combination with what a request adds to it.
func (c Combination) with(r Request, resource string, now time.Time) Combination {
	if c.CreatedAt.IsZero() {
		c.CreatedAt = now
	}
	c.Origin, c.Resource, c.UpdatedAt = r.Origin, resource, now
	c.Scopes, c.SecondFactor = union(c.Scopes, r.Scopes), c.SecondFactor || r.SecondFactor
	return c
}

// fields describes a combination for the audit trail; nil where there is none.
func (c Combination) fields(found bool) map[string]string {
	if !found {
		return nil
	}
	all := map[string]string{"origin": c.Origin, "resource": c.Resource, "scopes": strings.Join(c.Scopes, " ")}
	if c.SecondFactor {
		all["second_factor"] = "true"
	}
	return all
}

func union(known, more []string) []string {
	all := slices.Clone(known)
	for _, s := range more {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}
