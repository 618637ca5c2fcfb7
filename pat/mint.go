package pat

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/internal/resource"
	"github.com/patio-auth/patio/internal/secret"
)

// Order is what is asked of a new token.
type Order struct {
	UserID    string
	ClientID  string
	Name      string
	Scopes    []string  // nil: all of the client's; empty is refused
	ExpiresAt time.Time // zero: the parent's end, or what the policy says
	Endless   bool      // no end was asked for in so many words, with ExpiresAt zero
	// AllowedIPs are the networks from which it is to work, in text; nil: where
	// the parent does, and empty: anywhere. Resources are the resource servers
	// that it is for; nil: those of the parent, and empty: all of them.
	AllowedIPs []string
	Resources  []string
	// SelfRotate lets the token replace itself.
	SelfRotate bool
	// Privileged asks for advanced privileges, which a person grants who gave
	// the second factor at SecondFactorAt.
	Privileged     bool
	SecondFactorAt time.Time
	// MayReserved lets Name be a reserved one: for the operator and
	// administrators.
	MayReserved bool
	// Problems is what the caller has found wrong, which is refused with the rest.
	Problems Errors
	// Parent is the token that asks; nil where a person does, in the browser
	// or at the command line.
	Parent *Asker
}

// Mint makes a token and gives it with its secret, which is not kept. A token
// that asks gets nothing wider or longer-lived than itself, and no advanced
// privileges; asking for more is recorded as refused. Errors: *Error naming the
// field; ErrNoSecondFactor; bearer.ErrInvalidToken where the asking token has just
// ended, or is not the user's: what it mints must hang from its lineage.
func (t *Tokens) Mint(ctx context.Context, o Order) (Token, string, error) {
	token, raw, err := t.mint(ctx, o)
	if err != nil {
		return Token{}, "", t.refusal(ctx, "pat.created", "", err)
	}
	return token, raw, nil
}

func (t *Tokens) mint(ctx context.Context, o Order) (Token, string, error) {
	now := t.opts.Now().UTC().Truncate(time.Second)
	if o.Privileged && o.Parent != nil {
		return Token{}, "", errPrivileges
	}
	wrong := o.Problems
	name, err := t.displayName(o.Name, o.MayReserved)
	if err := wrong.add(err); err != nil {
		return Token{}, "", err
	}
	o.Name = name
	if o.Parent != nil && (o.Parent.Lineage == "" || o.Parent.Subject != o.UserID) {
		return Token{}, "", bearer.ErrInvalidToken
	}
	terms, err := t.terms(ctx, o)
	if err != nil {
		return Token{}, "", cmp.Or(wrong.add(err), wrong.err())
	}
	token, err := t.drafted(ctx, o, terms, now)
	if err := cmp.Or(wrong.add(err), wrong.err()); err != nil {
		return Token{}, "", err
	}
	if o.Privileged {
		if token.Privileges, err = t.grant(o.Parent, o.SecondFactorAt, token.ExpiresAt); err != nil {
			return Token{}, "", err
		}
	}
	raw := secret.New(secret.PersonalAccessToken)
	token.Hint = secret.Hint(raw)
	if err := t.keep(ctx, token, secret.HashOf(raw), o.Parent); err != nil {
		return Token{}, "", err
	}
	return token, raw, nil
}

func (t *Tokens) keep(ctx context.Context, token Token, hash secret.Hash, by *Asker) error {
	err := t.store.Transact(ctx, func(ctx context.Context) error {
		if err := t.roomFor(ctx, token); err != nil {
			return err
		}
		if token.Privileges.Live(token.CreatedAt) {
			if err := t.guarded(ctx, token.UserID); err != nil {
				return err
			}
		}
		parent, err := t.hook(ctx, by)
		if err != nil {
			return err
		}
		if err := t.store.CreateToken(ctx, token, hash, parent); err != nil {
			return err
		}
		if err := t.withinParent(ctx, token); err != nil {
			return err
		}
		detail := map[string]string{"client_id": token.ClientID}
		if token.Privileges.Live(token.CreatedAt) {
			detail["advanced_privileges"] = "granted"
		}
		change := audit.Change{After: facts(token)}
		if err := audit.RecordChange(ctx, t.store, token.CreatedAt, "pat.created", token.ID, change, detail); err != nil {
			return err
		}
		return t.tell(ctx, Notice{Kind: NoticeCreated, Token: token})
	})
	if errors.Is(err, ErrParentEnded) {
		return bearer.ErrInvalidToken
	}
	return err
}

// roomFor holds a person to how many tokens they may have. Their row is held
// meanwhile, so that no two of them are the last one.
func (t *Tokens) roomFor(ctx context.Context, token Token) error {
	most := t.opts.Policy.MaxActive
	if most == 0 || actor.From(ctx).Credential == actor.CommandLine {
		return nil
	}
	if err := t.store.LockUser(ctx, token.UserID); err != nil {
		return err
	}
	count, err := t.store.CountLive(ctx, token.UserID, token.CreatedAt)
	if err == nil && count >= most {
		err = t.opts.Policy.errTooMany()
	}
	return err
}

// hook is the lineage from which a new token hangs; "" where a person asks.
func (t *Tokens) hook(ctx context.Context, by *Asker) (string, error) {
	if by == nil {
		return "", nil
	}
	parent, err := t.locked(ctx, by)
	if err != nil {
		return "", err
	}
	above, err := t.store.Ancestors(ctx, parent)
	if err == nil && len(above) >= MaxGenerations {
		err = forbidden("token", "stands at the end of a long chain of tokens that made each other; make this one in the browser")
	}
	if err == nil {
		err = t.checkChildren(ctx, parent)
	}
	return parent, err
}

// checkChildren holds a token to how much it may create.
func (t *Tokens) checkChildren(ctx context.Context, parent string) error {
	most := t.opts.Policy.MaxChildren
	if most == 0 {
		return nil
	}
	count, err := t.store.CountCreated(ctx, parent)
	if err == nil && count >= most {
		err = invalid("token", fmt.Sprintf("has created %d tokens and clients; quotas.children_per_token allows %d; "+
			"use another token, or the browser", count, most))
	}
	return err
}

// withinParent holds a token that now hangs from the one that asks to what that
// one is by now, while it is locked: it may have been narrowed since it asked.
func (t *Tokens) withinParent(ctx context.Context, token Token) error {
	parent, minted, err := t.store.ParentBounds(ctx, token.Lineage)
	if err != nil || !minted {
		return err
	}
	if later(token.ExpiresAt, parent.ExpiresAt) {
		return forbidden("expires_at", "lies after the end of the token that asks")
	}
	if Widens(token.AllowedIPs, parent.AllowedIPs) {
		return forbidden("allowed_ips", "reaches beyond the networks of the token that asks")
	}
	if len(parent.Resources) > 0 && (len(token.Resources) == 0 || slices.ContainsFunc(token.Resources, func(r string) bool { return !resource.In(r, parent.Resources) })) {
		return forbidden("resource", "is none that the token that asks is for")
	}
	if token.Privileges.Live(t.opts.Now()) && token.Privileges.Until.After(parent.Privileges.Until) {
		return forbidden("advanced_privileges", "reach beyond the token that asks")
	}
	for _, s := range token.Scopes {
		if !slices.Contains(parent.Scopes, s) {
			return forbidden("scopes", "reaches beyond the token that asks, which lacks "+s+"; leave that scope out")
		}
	}
	return nil
}

// terms is the client's terms, if this user may mint on it. A client that is
// unknown, switched off or not theirs looks the same.
func (t *Tokens) terms(ctx context.Context, o Order) (Terms, error) {
	unknown := invalid("client_id", "is not a client that you may make tokens on; use one of your own, or one that is open to every user")
	if uuid.Validate(o.ClientID) != nil {
		return Terms{}, unknown
	}
	terms, err := t.store.Terms(ctx, o.ClientID)
	switch {
	case errors.Is(err, ErrUnknown):
		return Terms{}, unknown
	case err != nil:
		return Terms{}, err
	case terms.Disabled, terms.OwnerID != o.UserID && !terms.UserTokens:
		return Terms{}, unknown
	}
	return terms, nil
}

// drafted is the token that an order asks for, within the bounds of the client,
// of the operator and of the parent.
func (t *Tokens) drafted(ctx context.Context, o Order, terms Terms, now time.Time) (Token, error) {
	var wrong Errors
	scopes, err := o.scopesWithin(terms)
	if err := wrong.add(err); err != nil {
		return Token{}, err
	}
	end, err := o.endWithin(t.opts.Policy, now)
	if err := wrong.add(err); err != nil {
		return Token{}, err
	}
	networks, err := t.networks(ctx, o)
	if err := wrong.add(err); err != nil {
		return Token{}, err
	}
	resources, err := t.resources(ctx, o)
	if err := cmp.Or(wrong.add(err), wrong.err()); err != nil {
		return Token{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return Token{}, err
	}
	return Token{
		ID: id.String(), UserID: o.UserID, ClientID: o.ClientID, ClientName: terms.ClientName,
		Lineage: uuid.Must(uuid.NewV7()).String(), Name: o.Name, Scopes: scopes, CreatedAt: now, ExpiresAt: end,
		SelfRotate: o.SelfRotate, AllowedIPs: networks, Resources: resources,
	}, nil
}

func (o Order) scopesWithin(terms Terms) ([]string, error) {
	scopes := slices.Clone(o.Scopes)
	if scopes == nil {
		scopes = slices.Clone(terms.Scopes)
	} else if len(scopes) == 0 && len(terms.Scopes) > 0 {
		return nil, invalid("scopes", "must name at least one scope; leave it out for all of the client's")
	}
	slices.Sort(scopes)
	scopes = slices.Compact(scopes)
	for _, s := range scopes {
		if !slices.Contains(terms.Scopes, s) {
			refused := invalid("scopes", "names a scope that the client does not have; choose of: "+strings.Join(terms.Scopes, " "))
			refused.wider = o.Parent != nil && !o.Parent.HasScope(s)
			return nil, refused
		}
		if o.Parent != nil && !o.Parent.HasScope(s) {
			return nil, forbidden("scopes", "reaches beyond the token that asks, which lacks "+s+"; leave that scope out")
		}
	}
	return scopes, nil
}

func (o Order) endWithin(policy Policy, now time.Time) (time.Time, error) {
	end, err := validEnd(o.ExpiresAt, now)
	if err != nil {
		return time.Time{}, err
	}
	limit := time.Time{}
	if o.Parent != nil {
		limit = o.Parent.ExpiresAt.UTC()
	}
	switch {
	case o.Endless && !limit.IsZero():
		return time.Time{}, forbidden("expires_at", "must not be null for a token that is created with one that ends; "+
			"leave it out to end with that one, "+limit.Format(time.RFC3339))
	case end.IsZero() && !limit.IsZero():
		end = limit
		if latest := policy.Latest(now); later(end, latest) {
			end = latest
		}
	case end.IsZero() && !o.Endless:
		end = policy.unasked(now)
	case later(end, limit):
		return time.Time{}, forbidden("expires_at", "lies after the end of the token that asks, "+limit.Format(time.RFC3339))
	}
	return end, policy.checkEnd(end, now)
}

// networks are those from which a new token works: what was asked for, or else
// the parent's own.
func (t *Tokens) networks(ctx context.Context, o Order) ([]netip.Prefix, error) {
	asked, err := ParseNetworks(o.AllowedIPs)
	if err != nil {
		return nil, err
	}
	if o.AllowedIPs == nil && o.Parent != nil && o.Parent.Kind == bearer.KindPAT {
		parent, err := t.store.Token(ctx, o.Parent.ID)
		if errors.Is(err, ErrUnknown) {
			err = bearer.ErrInvalidToken
		}
		return parent.AllowedIPs, err
	}
	return asked, t.opts.Policy.checkAddresses(asked)
}

// validEnd is an end to whole seconds; zero is none.
func validEnd(end, now time.Time) (time.Time, error) {
	if end.IsZero() {
		return time.Time{}, nil
	}
	end = end.UTC().Truncate(time.Second)
	switch {
	case !end.After(now):
		return time.Time{}, invalid("expires_at", "lies in the past; choose a time to come")
	case end.Year() > 9999:
		return time.Time{}, invalid("expires_at", "lies too far ahead; leave it out for a token without an end")
	}
	return end, nil
}

// displayName returns a token's name as it is stored. Errors: *Error.
func (t *Tokens) displayName(name string, mayReserved bool) (string, error) {
	kept, err := t.opts.Reserved.Name(name, mayReserved)
	if err != nil {
		return "", invalid("name", err.Error())
	}
	return kept, nil
}
