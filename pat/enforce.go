package pat

import (
	"context"
	"time"

	"github.com/patio-auth/patio/audit"
)

const (
	surveyed = 500 // how many tokens one read gives
	enforced = 100 // how many tokens one transaction ends or shortens
)

// Survey gives fn, person by person, what of their living tokens breaks the
// policy. It changes nothing.
func (t *Tokens) Survey(ctx context.Context, fn func([]Finding) error) error {
	now := t.opts.Now().UTC()
	var person []Held
	tell := func() error {
		found := t.opts.Policy.findings(person, now)
		person = nil
		if len(found) == 0 {
			return nil
		}
		return fn(found)
	}
	for user, id := "", ""; ; {
		page, err := t.store.LivingTokens(ctx, user, id, now, surveyed)
		if err != nil {
			return err
		}
		for _, h := range page {
			if len(person) > 0 && person[0].UserID != h.UserID {
				if err := tell(); err != nil {
					return err
				}
			}
			person = append(person, h)
		}
		if len(page) < surveyed {
			return tell()
		}
		last := page[len(page)-1]
		user, id = last.UserID, last.ID
	}
}

// Enforce carries out what Survey finds, in transactions of a bounded size, and
// gives fn what it has carried out. Cut short, it goes on where it stopped when
// it is called again; where nothing is left it does nothing.
func (t *Tokens) Enforce(ctx context.Context, fn func([]Finding) error) error {
	return t.Survey(ctx, func(found []Finding) error {
		for {
			done, more, err := t.enforceOn(ctx, found[0].UserID)
			if err == nil && len(done) > 0 {
				err = fn(done)
			}
			if err != nil || !more {
				return err
			}
		}
	})
}

// enforceOn applies the policy to some of a person's tokens as they are by now;
// more reports whether that was not all. Their row is held, so that no token is
// made meanwhile where their number counts.
func (t *Tokens) enforceOn(ctx context.Context, userID string) (done []Finding, more bool, err error) {
	now := t.opts.Now().UTC()
	err = t.store.Transact(ctx, func(ctx context.Context) error {
		done, more = nil, false // where this runs a second time
		if err := t.store.LockUser(ctx, userID); err != nil {
			return err
		}
		held, err := t.store.LivingOf(ctx, userID, now)
		if err != nil {
			return err
		}
		found := t.opts.Policy.findings(held, now)
		if more = len(found) > enforced; more {
			found = found[:enforced]
		}
		for _, f := range found {
			carried, err := t.carryOut(ctx, f, now)
			if err != nil {
				return err
			}
			if carried {
				done = append(done, f)
			}
		}
		return nil
	})
	return done, more, err
}

// carryOut ends or shortens one token, unless it has ended or has been
// shortened meanwhile.
func (t *Tokens) carryOut(ctx context.Context, f Finding, now time.Time) (bool, error) {
	token, err := t.store.LockToken(ctx, f.ID)
	if err != nil || !token.Live(now) {
		return false, err
	}
	if f.EndsAt.IsZero() {
		if err := t.store.EndLineage(ctx, token.Lineage, f.Why, now); err != nil {
			return false, err
		}
		return true, audit.RecordChange(ctx, t.store, now, "pat.revoked", token.ID, ending(token, now), map[string]string{"reason": f.Why})
	}
	if !later(token.ExpiresAt, f.EndsAt) {
		return false, nil
	}
	before := token
	token.ExpiresAt = f.EndsAt
	if err := t.store.UpdateToken(ctx, token, now); err != nil {
		return false, err
	}
	difference := audit.Difference(facts(before), facts(token))
	return true, audit.RecordChange(ctx, t.store, now, "pat.shortened", token.ID, difference, map[string]string{
		"reason": f.Why, "expires_at": f.EndsAt.Format(time.RFC3339),
	})
}
