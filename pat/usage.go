package pat

import (
	"context"
	"slices"
	"time"
)

// Count is how often a token was used on one day: in all where Scope is empty,
// else for that scope. One use may be for several scopes, or for none.
type Count struct {
	TokenID string
	Scope   string
	Day     time.Time // its first moment, in UTC
	Uses    int
	Unsaid  int // of all uses: how many named no scope
}

// KeptDays is how many days counts are kept.
const KeptDays = 90

const (
	forgetEvery = time.Hour
	forgetStep  = 500 // days of tokens at a time
	forgetMost  = 10  // steps between two batches
)

// dayOf is the day of a moment: days since 1970 in UTC.
func dayOf(at time.Time) int64 { return at.Unix() / (24 * 60 * 60) }

func firstMoment(day int64) time.Time { return time.Unix(day*24*60*60, 0).UTC() }

// Usage is how a token was used in a span of days that ends today.
type Usage struct {
	Days   []DayUse   // every day, oldest first
	Uses   int        // in all
	Unsaid int        // how many of them named no scope
	Scopes []ScopeUse // of every scope that the token holds, in its order
}

// DayUse is one day of a token.
type DayUse struct {
	Day    time.Time // its first moment, in UTC
	Uses   int
	Unsaid int
	Scopes map[string]int // by the scopes that were asked for
}

// ScopeUse is how often a token was asked for a scope.
type ScopeUse struct {
	Scope string
	Uses  int
	Last  time.Time // the last day; zero: never in that span
}

// Asked is the scopes that the token was asked for.
func (u Usage) Asked() []string { return u.scopes(func(s ScopeUse) bool { return s.Uses > 0 }) }

// Unasked is those that it was not.
func (u Usage) Unasked() []string { return u.scopes(func(s ScopeUse) bool { return s.Uses == 0 }) }

func (u Usage) scopes(which func(ScopeUse) bool) []string {
	var found []string
	for _, s := range u.Scopes {
		if which(s) {
			found = append(found, s.Scope)
		}
	}
	return found
}

// ActiveDays is on how many days the token was used.
func (u Usage) ActiveDays() int {
	n := 0
	for _, d := range u.Days {
		if d.Uses > 0 {
			n++
		}
	}
	return n
}

// Usage is how one of a user's tokens, as Get gave it, was used in the last
// days, today included; at most KeptDays.
func (t *Tokens) Usage(ctx context.Context, token Token, days int) (Usage, error) {
	first := t.firstDay(days)
	counts, err := t.store.Uses(ctx, token.ID, firstMoment(first))
	if err != nil {
		return Usage{}, err
	}
	u := Usage{Days: make([]DayUse, days)}
	for i := range u.Days {
		u.Days[i] = DayUse{Day: firstMoment(first + int64(i)), Scopes: map[string]int{}}
	}
	for _, scope := range token.Scopes {
		u.Scopes = append(u.Scopes, ScopeUse{Scope: scope})
	}
	for _, c := range counts {
		u.add(c, int(dayOf(c.Day)-first))
	}
	return u, nil
}

func (u *Usage) add(c Count, at int) {
	if at < 0 || at >= len(u.Days) {
		return // another process's clock is ahead
	}
	day := &u.Days[at]
	if c.Scope == "" {
		day.Uses, day.Unsaid = c.Uses, c.Unsaid
		u.Uses += c.Uses
		u.Unsaid += c.Unsaid
		return
	}
	day.Scopes[c.Scope] = c.Uses
	i := slices.IndexFunc(u.Scopes, func(s ScopeUse) bool { return s.Scope == c.Scope })
	if i < 0 {
		return // a scope that the token has lost since
	}
	u.Scopes[i].Uses += c.Uses
	if c.Day.After(u.Scopes[i].Last) {
		u.Scopes[i].Last = c.Day
	}
}

// DailyUses is how often each of some tokens was used on each of the last
// days, oldest first. A token without any use in that time is not in it.
func (t *Tokens) DailyUses(ctx context.Context, ids []string, days int) (map[string][]int, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	first := t.firstDay(days)
	counts, err := t.store.DailyUses(ctx, ids, firstMoment(first))
	if err != nil {
		return nil, err
	}
	found := map[string][]int{}
	for _, c := range counts {
		at := int(dayOf(c.Day) - first)
		if at < 0 || at >= days {
			continue
		}
		if found[c.TokenID] == nil {
			found[c.TokenID] = make([]int, days)
		}
		found[c.TokenID][at] = c.Uses
	}
	return found, nil
}

func (t *Tokens) firstDay(days int) int64 { return dayOf(t.opts.Now()) - int64(days) + 1 }

// ForgetUses drops the counts of days that are too old, some at a time, and
// says whether there are more.
func (t *Tokens) ForgetUses(ctx context.Context) (more bool, err error) {
	before := firstMoment(t.firstDay(KeptDays))
	for range forgetMost {
		if more, err = t.store.ForgetUses(ctx, before, forgetStep); err != nil || !more {
			return false, err
		}
	}
	return true, nil
}
