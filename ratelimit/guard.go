package ratelimit

import (
	"context"
	"errors"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Guesses are the limits of one kind of guessing. A limit that is left out does
// not bind.
type Guesses struct {
	// PerPair bounds wrong guesses at one account from one address.
	PerPair Limit
	// PerAddress bounds wrong guesses from one address, whatever the account.
	PerAddress Limit
	// PerAccount bounds wrong guesses at one account from all addresses that it has never signed in from. Pairs that
	// have are exempt: a stranger who spends this limit locks himself out, and not the account's owner.
	PerAccount Limit
}

// Guard slows the guessing of what people choose or type (passwords, one-time codes, user codes) down, by account and by
// address. It reserves a try before the outcome is known, so right guesses side by side use up tries for a moment; for
// secrets that nobody can guess and that machines send by the hundred, [Limiter.Peek] before and [Limiter.Allow] after a
// failure is enough.
type Guard struct {
	source  Source
	guesses Guesses
	known   *lru.Cache[string, struct{}]
}

// NewGuard is a Guard over source that remembers the last known (at least 1) pairs of account and address that signed in.
func NewGuard(source Source, guesses Guesses, known int) *Guard {
	// New refuses only a size below 1.
	pairs, _ := lru.New[string, struct{}](max(known, 1))
	return &Guard{source: source, guesses: guesses, known: pairs}
}

// rememberer is a Source that tells other processes which pairs signed in.
type rememberer interface {
	Remember(ctx context.Context, pair string)
	Remembers(ctx context.Context, pair string) bool
}

// knows reports whether a pair of account and address has signed in.
func (g *Guard) knows(ctx context.Context, pair string) bool {
	if g.known.Contains(pair) {
		return true
	}
	shared, ok := g.source.(rememberer)
	if !ok || !shared.Remembers(ctx, pair) {
		return false
	}
	g.known.Add(pair, struct{}{})
	return true
}

// Attempt is one guess under way, which counts as wrong until it is settled. It is for one goroutine.
type Attempt struct {
	guard   *Guard
	pair    string
	known   string // by which the pair is remembered: by this kind of guessing alone
	taken   []reservation
	settled bool
}

type reservation struct {
	limit Limit
	key   string
}

// Begin counts a guess at account from address before it is known whether it is right, so that guesses side by side
// cannot slip through together. Name the account by what it is (a user's id) and not by what was typed, so that its
// aliases share a count; an account that does not exist, by what was typed, folded as a sign-in folds it.
//
// Where the decision does not allow it, the Attempt is nil and nothing was counted. An error is the source's.
func (g *Guard) Begin(ctx context.Context, account, address string) (*Attempt, Decision, error) {
	address = Address(address)
	pair := hash(account, address)
	known := hash(g.guesses.PerAccount.Name, account, address)
	wanted := []reservation{{g.guesses.PerAddress, hash(address)}, {g.guesses.PerPair, pair}}
	if !g.knows(ctx, known) {
		wanted = append(wanted, reservation{g.guesses.PerAccount, hash(account)})
	}
	attempt := &Attempt{guard: g, pair: pair, known: known, taken: wanted[:0:0]}
	decision := Decision{Allowed: true}
	for _, w := range wanted {
		if w.limit.off() {
			continue
		}
		next, err := g.source.Take(ctx, w.limit, w.key, 1)
		if err != nil || !next.Allowed {
			return nil, next, errors.Join(err, attempt.Cancel(ctx))
		}
		if len(attempt.taken) == 0 || next.Remaining < decision.Remaining {
			decision = next
		}
		attempt.taken = append(attempt.taken, w)
	}
	return attempt, decision, nil
}

// Succeed settles a right guess: it does not count, the pair's wrong guesses are forgiven, and the pair is remembered.
// What the address got wrong elsewhere stays counted, or an own account would wash an attacker clean.
func (a *Attempt) Succeed(ctx context.Context) error {
	if a.settled {
		return nil
	}
	ctx = context.WithoutCancel(ctx)
	if shared, ok := a.guard.source.(rememberer); ok && !a.guard.known.Contains(a.known) {
		shared.Remember(ctx, a.known)
	}
	a.guard.known.Add(a.known, struct{}{})
	err := a.Cancel(ctx)
	if a.guard.guesses.PerPair.off() {
		return err
	}
	return errors.Join(err, a.guard.source.Forget(ctx, a.guard.guesses.PerPair, a.pair))
}

// Cancel settles a guess that was never judged: it does not count.
func (a *Attempt) Cancel(ctx context.Context) error {
	if a.settled {
		return nil
	}
	a.settled = true
	// A client that hangs up must not keep its own try from being given back.
	ctx = context.WithoutCancel(ctx)
	var failed error
	for _, t := range a.taken {
		failed = errors.Join(failed, a.guard.source.Give(ctx, t.limit, t.key, 1))
	}
	return failed
}
