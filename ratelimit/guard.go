package ratelimit

import (
	"context"
	"errors"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Guesses are the limits of one kind of guessing. A limit that is left out does not bind.
type Guesses struct {
	// PerPair bounds wrong guesses at one account from one address (IPv6: one /64), under one of its names and under all
	// of them. A /56 has twice as many at once and a /48 four times, and together they get as many back.
	PerPair Limit
	// PerAddress bounds wrong guesses from one address (IPv6: one /64), whatever the account. A /56 has twice as many, a
	// /48 four times.
	PerAddress Limit
	// PerAccount bounds wrong guesses at one account from all addresses that it has never signed in from. A stranger who
	// spends this limit locks out strangers, and not the account's owner.
	PerAccount Limit
	// PerDevice bounds wrong guesses from one browser that is known, which count nowhere else.
	PerDevice Limit
}

// Guess is who guesses at what.
type Guess struct {
	// Account is what is guessed at, by what it is (a user's id) and not by what was typed, so that its names share a
	// count; an account that does not exist, by what was typed, folded as a sign-in folds it.
	Account string
	// Presented is what was typed, folded. Empty: the guesser has proven to know the account.
	Presented string
	// Address is where the guess comes from.
	Address string
	// Device is the browser that the guess comes from, where the account has signed in with it before. Empty: it is a
	// stranger's.
	Device string
}

// Guard slows the guessing of what people choose or type (passwords, one-time codes) down, by account, by address and by
// browser. It reserves a try before the outcome is known, so right guesses side by side use up tries for a moment; for
// secrets that nobody can guess and that machines send by the hundred, [Limiter.PeekFrom] before and [Limiter.FailFrom]
// after a failure is enough.
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

// reservation is one try that was counted.
type reservation struct {
	limit Limit
	key   string
}

// Begin counts a guess before it is known whether it is right, so that guesses side by side cannot slip through together.
//
// Where the decision does not allow it, the Attempt is nil and nothing was counted. Where the Attempt is blind the guess
// must not be judged. An error is the source's.
func (g *Guard) Begin(ctx context.Context, guess Guess) (*Attempt, Decision, error) {
	if guess.Device != "" {
		attempt, decision, err := g.BeginKnown(ctx, guess.Device)
		if err != nil || attempt != nil {
			return attempt, decision, err
		}
	}
	own := Address(guess.Address)
	pair := hash(g.guesses.PerAccount.Name, guess.Account, own)
	attempt := &Attempt{guard: g, known: pair}
	open, hidden := g.wanted(guess, g.knows(ctx, pair))
	if guess.Presented == "" {
		open, hidden = append(open, hidden...), nil
	}
	decision, err := attempt.take(ctx, open)
	if err != nil || !decision.Allowed {
		return nil, decision, errors.Join(err, attempt.Cancel(ctx))
	}
	attempt.forgiven = []reservation{g.pair(guess), g.presented(guess)}
	for _, r := range hidden { // all of them are asked, so that the work does not tell which one is spent
		n := 1
		if attempt.blind { // what is not judged must not use up what the account has
			n = 0
		}
		next, err := g.source.Take(ctx, r.limit, r.key, n)
		if err != nil {
			return nil, Decision{}, errors.Join(err, attempt.Cancel(ctx))
		}
		if n == 1 && next.Allowed {
			attempt.taken = append(attempt.taken, r)
		}
		attempt.blind = attempt.blind || !next.Allowed
	}
	return attempt, decision, nil
}

// BeginKnown is Begin for a browser that is known, whose guesses count by nothing but itself: one with a session.
func (g *Guard) BeginKnown(ctx context.Context, device string) (*Attempt, Decision, error) {
	attempt := &Attempt{guard: g, trusted: true}
	own := reservation{g.guesses.PerDevice, hash(device)}
	decision, err := attempt.take(ctx, []reservation{own})
	if err != nil || !decision.Allowed {
		return nil, decision, err
	}
	attempt.forgiven = []reservation{own}
	return attempt, decision, nil
}

// wanted is what a stranger's guess counts against: what is told where it is spent, and what is not.
func (g *Guard) wanted(guess Guess, known bool) (open, hidden []reservation) {
	networks := Networks(guess.Address)
	for i, network := range networks {
		open = append(open, reservation{g.guesses.PerAddress.network(i), hash(network)})
	}
	if guess.Presented != "" {
		open = append(open, g.presented(guess))
	}
	hidden = append(hidden, g.pair(guess))
	if known {
		return open, hidden
	}
	for i := 1; i < len(networks); i++ {
		hidden = append(hidden, reservation{g.share(i), hash(guess.Account, networks[i])})
	}
	return open, append(hidden, reservation{g.guesses.PerAccount, hash(guess.Account)})
}

func (g *Guard) presented(guess Guess) reservation {
	limit := g.guesses.PerPair
	limit.Name += "_presented"
	return reservation{limit, hash(guess.Presented, Address(guess.Address))}
}

func (g *Guard) pair(guess Guess) reservation {
	return reservation{g.guesses.PerPair, hash(guess.Account, Address(guess.Address))}
}

// share is how many guesses at one account a whole network of the i-th size has: more at once than one address, but
// never more than half of what the account has, so that nobody spends that from one network.
func (g *Guard) share(i int) Limit {
	pair, account := g.guesses.PerPair, g.guesses.PerAccount
	limit := Limit{Name: pair.Name + suffixes[i], Burst: pair.Burst * shares[i], Every: pair.Every}
	if !account.off() {
		limit.Burst = min(limit.Burst, max(account.Burst/2, 1))
		limit.Every = max(limit.Every, 2*account.Every)
	}
	return limit
}

// Attempt is one guess under way, which counts as wrong until it is settled. It is for one goroutine.
type Attempt struct {
	guard    *Guard
	known    string // by which the pair is remembered: by this kind of guessing only; "": it is not
	taken    []reservation
	forgiven []reservation // where it was right
	blind    bool
	trusted  bool
	settled  bool
}

// Blind reports whether the guess must not be judged: the account has had too many, from wherever. To the guesser it is a
// wrong one, with all the work of one, so that nobody learns that two names are one account's.
func (a *Attempt) Blind() bool { return a.blind }

// Trusted reports whether the guess counts by the browser that it comes from, and not by address and account.
func (a *Attempt) Trusted() bool { return a.trusted }

// take counts one try against each.
func (a *Attempt) take(ctx context.Context, wanted []reservation) (Decision, error) {
	decision := Decision{Allowed: true}
	for _, w := range wanted {
		if w.limit.off() {
			continue
		}
		next, err := a.guard.source.Take(ctx, w.limit, w.key, 1)
		if err != nil || !next.Allowed {
			return next, err
		}
		if len(a.taken) == 0 || next.Remaining < decision.Remaining {
			decision = next
		}
		a.taken = append(a.taken, w)
	}
	return decision, nil
}

// Succeed settles a right guess: it does not count, wrong guesses of the pair or the browser are forgiven, and the pair is
// remembered. What the address got wrong elsewhere stays counted, or an own account would wash an attacker clean.
func (a *Attempt) Succeed(ctx context.Context) error {
	if a.settled {
		return nil
	}
	ctx = context.WithoutCancel(ctx)
	if a.known != "" {
		if shared, ok := a.guard.source.(rememberer); ok && !a.guard.known.Contains(a.known) {
			shared.Remember(ctx, a.known)
		}
		a.guard.known.Add(a.known, struct{}{})
	}
	failed := a.Cancel(ctx)
	for _, r := range a.forgiven {
		if !r.limit.off() {
			failed = errors.Join(failed, a.guard.source.Forget(ctx, r.limit, r.key))
		}
	}
	return failed
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
