package pat

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/bearer"
)

// Change is what may change of a token; nil leaves a field as it is.
type Change struct {
	Name      *string
	Scopes    []string   // only fewer than now
	ExpiresAt *time.Time // the zero time: no end
	// AllowedIPs are the networks from which it is to work, in text; none: from
	// anywhere.
	AllowedIPs *[]string
	// Privileged false takes advanced privileges away; true grants them anew,
	// as in Order.
	Privileged     *bool
	SecondFactorAt time.Time
	// MayReserved lets Name be a reserved one: for the operator and
	// administrators.
	MayReserved bool
	// Problems is what the caller has found wrong, which is refused with the rest.
	Problems Errors
	// Expected has no error about the token as it is when it is changed; nil:
	// nothing is expected.
	Expected func(Token) error
}

// Change changes one of a user's tokens. Scopes only narrow, and so do networks
// where a token asks; the end never
// passes that of the token which minted it, nor that of by, the token which
// asks (nil: a person in the browser). Advanced privileges are granted by a
// person alone, within those of the token that minted it; anybody may take them
// away. What the token itself minted is held to the new bounds in the same step.
// A change beyond what a token may give is recorded as refused. Errors: ErrUnknown,
// also for other people's; ErrEnded; ErrNoSecondFactor; *Error naming the field.
func (t *Tokens) Change(ctx context.Context, userID, id string, ch Change, by *Asker) (Token, error) {
	var changed Token
	err := t.onLiving(ctx, userID, id, func(ctx context.Context, found Token, now time.Time) error {
		var err error
		if ch.Expected != nil {
			if err := ch.Expected(found); err != nil {
				return err
			}
		}
		if changed, err = t.applied(ctx, found, ch, by, now); err != nil {
			return err
		}
		if err := t.store.UpdateToken(ctx, changed, now); err != nil {
			return err
		}
		difference := audit.Difference(facts(found), facts(changed))
		return audit.RecordChange(ctx, t.store, now, "pat.changed", id, difference, ch.privilegesIn())
	})
	if err != nil {
		return Token{}, t.refusal(ctx, "pat.changed", id, err)
	}
	return changed, nil
}

// onLiving runs fn on one of a user's tokens, which cannot end meanwhile.
func (t *Tokens) onLiving(ctx context.Context, userID, id string, fn func(ctx context.Context, found Token, now time.Time) error) error {
	if _, err := t.Get(ctx, userID, id); err != nil {
		return err
	}
	now := t.opts.Now().UTC()
	return t.store.Transact(ctx, func(ctx context.Context) error {
		found, err := t.store.LockToken(ctx, id)
		if err != nil {
			return err
		}
		if !found.Live(now) {
			return ErrEnded
		}
		return fn(ctx, found, now)
	})
}

// applied is the token after the change, if it may be made.
func (t *Tokens) applied(ctx context.Context, token Token, ch Change, by *Asker, now time.Time) (Token, error) {
	wrong := ch.Problems
	if ch.Name != nil {
		var err error
		token.Name, err = t.renamed(token.Name, *ch.Name, ch.MayReserved)
		if err := wrong.add(err); err != nil {
			return Token{}, err
		}
	}
	if ch.Scopes != nil {
		narrowed, err := narrower(token.Scopes, ch.Scopes)
		if err := wrong.add(err); err != nil {
			return Token{}, err
		}
		token.Scopes = narrowed
	}
	if ch.ExpiresAt != nil {
		end, err := t.newEnd(ctx, token, *ch.ExpiresAt, by, now)
		if err := wrong.add(err); err != nil {
			return Token{}, err
		}
		token.ExpiresAt = end
		if !end.IsZero() {
			token.Privileges = token.Privileges.held(end)
		}
	}
	if ch.AllowedIPs != nil {
		networks, err := t.newNetworks(ctx, token, *ch.AllowedIPs, by)
		if err := wrong.add(err); err != nil {
			return Token{}, err
		}
		token.AllowedIPs = networks
	}
	if len(wrong) > 0 {
		return Token{}, wrong
	}
	return t.privileged(ctx, token, ch, by, now)
}

// renamed is a token's name after a change. One that was stored before today's
// rule may stay.
func (t *Tokens) renamed(now, wanted string, mayReserved bool) (string, error) {
	if strings.Trim(wanted, " ") == now {
		return now, nil
	}
	return t.displayName(wanted, mayReserved)
}

// privileged is the token after the part of a change that is about advanced
// privileges.
func (t *Tokens) privileged(ctx context.Context, token Token, ch Change, by *Asker, now time.Time) (Token, error) {
	if ch.Privileged == nil {
		return token, nil
	}
	token.Privileges = Privileges{}
	if !*ch.Privileged {
		return token, nil
	}
	granted, err := t.grant(by, ch.SecondFactorAt, token.ExpiresAt)
	if err == nil {
		err = t.guarded(ctx, token.UserID)
	}
	if err != nil {
		return Token{}, err
	}
	parent, minted, err := t.store.ParentBounds(ctx, token.Lineage)
	if err != nil {
		return Token{}, err
	}
	if minted {
		if granted = granted.Within(parent.Privileges); !granted.Live(now) {
			return Token{}, forbidden("advanced_privileges", "are more than the token has that made this one")
		}
	}
	token.Privileges = granted
	return token, nil
}

// privilegesIn is what the audit trail says of a change's privileges.
func (ch Change) privilegesIn() map[string]string {
	switch {
	case ch.Privileged == nil:
		return nil
	case *ch.Privileged:
		return map[string]string{"advanced_privileges": "granted"}
	}
	return map[string]string{"advanced_privileges": "taken away"}
}

func narrower(now, asked []string) ([]string, error) {
	if len(asked) == 0 {
		return nil, invalid("scopes", "must keep at least one scope; revoke the token instead")
	}
	asked = slices.Compact(slices.Sorted(slices.Values(asked)))
	for _, s := range asked {
		if !slices.Contains(now, s) {
			return nil, tooWide("scopes", "only narrow: a token never gains a scope; make a new token for that")
		}
	}
	return asked, nil
}

// newEnd holds an end to the token that minted this one, and to the one that
// asks, which may always shorten.
func (t *Tokens) newEnd(ctx context.Context, token Token, end time.Time, by *Asker, now time.Time) (time.Time, error) {
	end, err := validEnd(end, now)
	if err != nil {
		return time.Time{}, err
	}
	if err := t.opts.Policy.checkEnd(end, token.CreatedAt); err != nil {
		return time.Time{}, err
	}
	parent, minted, err := t.store.ParentBounds(ctx, token.Lineage)
	switch {
	case err != nil:
		return time.Time{}, err
	case minted && later(end, parent.ExpiresAt):
		return time.Time{}, forbidden("expires_at", "lies after the end of the token that made this one")
	case by == nil || !later(end, token.ExpiresAt):
		return end, nil
	}
	may, err := t.mayProlong(ctx, token, end, by, now)
	if err == nil && !may {
		err = forbidden("expires_at", "would let the token outlive, or outdo, the one that asks; change it in the browser")
	}
	return end, err
}

// mayProlong reports whether a token that asks reaches as far as one whose end
// it moves back. A personal access token counts as it is by now: somebody may
// have shortened or narrowed it since its verdict.
func (t *Tokens) mayProlong(ctx context.Context, token Token, end time.Time, by *Asker, now time.Time) (bool, error) {
	asking := Token{ID: by.ID, Scopes: by.Scopes, ExpiresAt: by.ExpiresAt}
	if by.Kind == bearer.KindPAT {
		var err error
		if asking, err = t.store.Token(ctx, by.ID); err != nil {
			return false, err
		}
	}
	return asking.ID != token.ID && asking.Live(now) && !later(end, asking.ExpiresAt) &&
		!slices.ContainsFunc(token.Scopes, func(s string) bool { return !slices.Contains(asking.Scopes, s) }) &&
		!Widens(token.AllowedIPs, asking.AllowedIPs), nil
}

// newNetworks holds networks to the operator's, and to those of the token that
// minted this one. They say where a person keeps the token, not what it may do,
// so that person may widen them again; a token may not.
func (t *Tokens) newNetworks(ctx context.Context, token Token, asked []string, by *Asker) ([]netip.Prefix, error) {
	networks, err := ParseNetworks(asked)
	if err != nil {
		return nil, err
	}
	if err := t.opts.Policy.checkAddresses(networks); err != nil {
		return nil, err
	}
	parent, minted, err := t.store.ParentBounds(ctx, token.Lineage)
	switch {
	case err != nil:
		return nil, err
	case minted && Widens(networks, parent.AllowedIPs):
		return nil, forbidden("allowed_ips", "reaches beyond the networks of the token that made this one")
	case by != nil && Widens(networks, token.AllowedIPs):
		return nil, forbidden("allowed_ips", "only narrows where a token asks; change it in the browser")
	}
	return networks, nil
}

// later reports whether an end lies after a limit, where zero is no end.
func later(end, limit time.Time) bool {
	return !limit.IsZero() && (end.IsZero() || end.After(limit))
}
