package clients

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/actor"
)

// Change is what may change of a client after its registration; nil leaves a
// field as it is. Scopes, type and identifier are fixed.
type Change struct {
	Name         *string
	RedirectURIs *[]string
	GrantTypes   *[]string
	AuthMethod   *string
	Format       *Format
	UserTokens   *bool
	Disabled     *bool // true suspends, false activates
	// ManagedBy is the id of the token that may change what controls the client;
	// "": none.
	ManagedBy *string
	// FirstParty is for administrators who signed in just now.
	FirstParty *bool
	// AcceptsDefaultAudience is for resource servers.
	AcceptsDefaultAudience *bool
	PKCEOptional           *bool
	// Expected has no error about the client as it is when it is changed; nil:
	// nothing is expected.
	Expected func(Client) error
	// Problems is what the caller has found wrong, which is refused with the rest.
	Problems Errors
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

// Change changes one of the actor's clients, all of it or nothing. A redirect
// URI that is taken away is refused from the next request on. Errors:
// ErrUnknown, ErrNotFresh, *Denied, *Error naming the field.
func (c *Clients) Change(ctx context.Context, by actor.Actor, id string, change Change) (Client, error) {
	var changed Client
	err := c.store.Transact(ctx, func(ctx context.Context) error {
		found, err := c.lock(ctx, by, id) // as others left it who changed it at the same time
		if err != nil {
			return err
		}
		if change.Expected != nil {
			if err := change.Expected(found); err != nil {
				return err
			}
		}
		changed = change.apply(found)
		wrong := slices.Clone(change.Problems)
		if changed.Name != found.Name { // one that was stored before today's rule may stay
			changed.Name, err = c.displayName(changed.Name, by.Operates())
			if err := wrong.add(err); err != nil {
				return err
			}
		}
		if err := cmp.Or(wrong.add(c.mayBecome(ctx, by, found, changed)), wrong.err()); err != nil {
			return err
		}
		if err := c.keepChange(ctx, found, changed); err != nil || change.Disabled == nil {
			return err
		}
		setState := c.Activate
		if *change.Disabled {
			setState = c.Suspend
		}
		changed, err = setState(ctx, by, id)
		return err
	})
	if err != nil {
		return Client{}, c.refusal(ctx, "client.changed", id, err)
	}
	return changed, nil
}

// mayBecome holds a change to what a client may be, and to what this actor may
// make of it.
func (c *Clients) mayBecome(ctx context.Context, by actor.Actor, found, changed Client) error {
	var wrong Errors
	for _, check := range []func(Client, Catalogue) error{checkType, checkPKCE, checkGrants} {
		if err := wrong.add(check(changed, c.opts.Catalogue)); err != nil {
			return err
		}
	}
	if err := wrong.add(checkRedirects(changed, found.RedirectURIs, c.opts.CustomSchemes)); err != nil {
		return err
	}
	if len(wrong) > 0 {
		return wrong
	}
	if changed.controlDiffers(found) {
		if err := c.mayControl(by, found); err != nil {
			return err
		}
	}
	if by.Credential != actor.CommandLine && !by.Operates() {
		if err := c.opts.SelfService.addable(found, changed); err != nil {
			return err
		}
	}
	if changed.FirstParty != found.FirstParty {
		if err := c.mayTrust(by); err != nil {
			return err
		}
	}
	return c.mayAssign(ctx, by, found, changed)
}

// mayAssign lets a person who signed in just now say which of their tokens
// manages a client.
func (c *Clients) mayAssign(ctx context.Context, by actor.Actor, found, changed Client) error {
	if changed.ManagedBy == found.ManagedBy {
		return nil
	}
	if by.Credential != actor.CommandLine && !by.Fresh(c.opts.Now()) {
		return ErrNotFresh
	}
	if changed.ManagedBy == "" {
		return nil
	}
	own, err := c.store.OwnsToken(ctx, found.OwnerID, changed.ManagedBy, c.opts.Now())
	if err == nil && !own {
		err = invalid("managed_by_token_id", "must be the id of an active personal access token of the client's owner")
	}
	return err
}

// controlDiffers reports whether somebody else could act as the client, or
// receive its codes, after a change.
func (c Client) controlDiffers(before Client) bool {
	return !slices.Equal(c.RedirectURIs, before.RedirectURIs) || !slices.Equal(c.GrantTypes, before.GrantTypes) ||
		c.AuthMethod != before.AuthMethod || c.UserTokens != before.UserTokens ||
		c.AcceptsDefaultAudience != before.AcceptsDefaultAudience || c.PKCEOptional != before.PKCEOptional
}

func (c *Clients) keepChange(ctx context.Context, found, changed Client) error {
	difference := audit.Difference(facts(found), facts(changed))
	if len(difference.After) == 0 {
		return nil
	}
	if err := c.store.UpdateClient(ctx, changed); err != nil {
		return err
	}
	fields := slices.Sorted(maps.Keys(difference.After))
	if err := c.tell(ctx, Notice{Kind: NoticeChanged, Client: changed, Changed: fields}); err != nil {
		return err
	}
	return audit.RecordChange(ctx, c.store, c.opts.Now(), "client.changed", found.ID, difference, nil)
}

// facts is what the audit trail keeps of a client.
func facts(c Client) map[string]string {
	return map[string]string{
		"name": c.Name, "type": string(c.Type), "scopes": strings.Join(c.Scopes, " "), "redirect_uris": strings.Join(c.RedirectURIs, " "),
		"grant_types": strings.Join(c.GrantTypes, " "), "access_token_format": string(c.Format), "user_tokens": audit.YesNo(c.UserTokens),
		"resource_server": c.ResourceServer, "managed_by_token_id": c.ManagedBy, "first_party": audit.YesNo(c.FirstParty),
		"token_endpoint_auth_method": c.AuthMethod, "accepts_default_audience": audit.YesNo(c.AcceptsDefaultAudience),
		"require_pkce": audit.YesNo(c.RequiresPKCE()),
	}
}

func (ch Change) apply(c Client) Client {
	if ch.Name != nil {
		c.Name = strings.Trim(*ch.Name, " ")
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
	if ch.ManagedBy != nil {
		c.ManagedBy = *ch.ManagedBy
	}
	if ch.AuthMethod != nil {
		c.AuthMethod = *ch.AuthMethod
	}
	if ch.FirstParty != nil {
		c.FirstParty = *ch.FirstParty
	}
	if ch.AcceptsDefaultAudience != nil {
		c.AcceptsDefaultAudience = *ch.AcceptsDefaultAudience
	}
	if ch.PKCEOptional != nil {
		c.PKCEOptional = *ch.PKCEOptional
	}
	return c
}
