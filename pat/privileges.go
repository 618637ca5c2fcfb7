package pat

import (
	"context"
	"errors"
	"time"
)

// Privileges are the advanced privileges of a token, as a person granted them
// in the browser: for what would otherwise need a second factor. They end by
// themselves, at the latest with the token, and with the account's second
// factor; after that the verdict lacks them.
// The zero value is none.
type Privileges struct {
	ProvenAt time.Time // when the second factor was given for them
	Until    time.Time
}

// Live reports whether the privileges still hold.
func (p Privileges) Live(now time.Time) bool { return now.Before(p.Until) }

// held is the privileges held to a limit: none of them ends after it, and
// where there is nothing to end before, none are left.
func (p Privileges) held(limit time.Time) Privileges {
	if limit.Before(p.Until) {
		p.Until = limit
	}
	if p.Until.IsZero() {
		return Privileges{}
	}
	return p
}

// Within is the privileges held to those of the token that made this one.
func (p Privileges) Within(parent Privileges) Privileges { return p.held(parent.Until) }

// ErrNoSecondFactor says that privileges need a second factor which was given
// just now, and it was not.
var ErrNoSecondFactor = errors.New("advanced privileges need a second factor that was given just now")

// guarded makes sure that the account of somebody who grants privileges has its
// second factor still. Its row is held: what takes the factor away takes these
// privileges with it, or comes first.
func (t *Tokens) guarded(ctx context.Context, userID string) error {
	if err := t.store.LockUser(ctx, userID); err != nil {
		return err
	}
	has, err := t.store.HasFactor(ctx, userID)
	if err == nil && !has {
		err = ErrNoSecondFactor
	}
	return err
}

// errPrivileges is the answer to a token that asks for what only a person may grant.
var errPrivileges = forbidden("advanced_privileges", "are granted in the browser alone, after a second factor; leave them out")

// grant is what a person grants who gave the second factor at `proven`, for a
// token that ends at `end` (zero: never). A token grants nothing.
func (t *Tokens) grant(by *Asker, proven, end time.Time) (Privileges, error) {
	now := t.opts.Now().UTC()
	switch {
	case by != nil:
		return Privileges{}, errPrivileges
	case proven.IsZero(), now.Sub(proven).Abs() >= t.opts.FreshFactor: // nor from a clock that was set back
		return Privileges{}, ErrNoSecondFactor
	}
	granted := Privileges{ProvenAt: proven.UTC().Truncate(time.Second), Until: now.Add(t.opts.PrivilegesTTL).Truncate(time.Second)}
	if !end.IsZero() {
		granted = granted.held(end)
	}
	return granted, nil
}
