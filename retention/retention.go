// Package retention owns how long what is over stays, and its leaving: in small
// batches by index, one process at a time, and never in the way of a request.
//
// It deletes what nobody can use any more and nobody has to recognise any more.
// A spent code or refresh token is recognised for as long as its coming back
// must end something; the audit trail is never touched. Notices and counts of
// uses go by their own rooms' hand.
//
//	Work ── every minute: is the chore mine? (claimed in the database)
//	  ├─ codes, access tokens, sessions, ceremonies, revocations, submissions: by
//	  │  their expiry
//	  └─ once an hour, all lineages in the order of their ids: the dead ones, with
//	     their refresh tokens and personal access tokens
//
// Beside that it ends what a request began to end and had no time for, at no
// leisure: those who have it must not.
//
// Only cmd/patio comes in.
package retention

import (
	"context"
	"sync"
	"time"

	"github.com/google/uuid"
)

// Options are the values that the room takes.
type Options struct {
	Now       func() time.Time
	Every     time.Duration // between two rounds
	Expired   time.Duration // how long what has expired stays
	Ended     time.Duration // how long what was ended, or can be used no more, stays; 0: for ever
	AccessTTL time.Duration // how long an access token lives that was issued just now
}

const (
	// chore is the name under which one process does it for all.
	chore = "clean-up"
	// batch is how many rows go at a time: some milliseconds of work.
	batch = 200
	// rest is the least pause after a batch; it is also four times as long as
	// the batch took, so that a fifth of a busy database's time goes here at most.
	rest = 20 * time.Millisecond
	// batchTime bounds one batch.
	batchTime = 5 * time.Second
	// endingTime bounds one transaction that ends something: more than any takes
	// that gets on at all.
	endingTime = 30 * time.Second
	// responsesLast is how long the response to a request with an Idempotency-Key
	// stays.
	responsesLast = 24 * time.Hour
	// passEvery is the least time between two passes over all lineages.
	passEvery = time.Hour
)

// Keeper is the room.
type Keeper struct {
	store  Store
	opts   Options
	holder string

	cursor   string    // of the pass over the lineages under way
	passedAt time.Time // when the last one was done
}

// New is a Keeper, which does nothing before Work.
func New(store Store, opts Options) *Keeper {
	return &Keeper{store: store, opts: opts, holder: uuid.NewString()}
}

// Work deletes what is over and ends what is left to end, again and again until
// ctx ends. Any number of processes on one database may do it: one of them
// deletes. What goes wrong is reported, by two at once maybe, and tried again in
// the next round.
func (k *Keeper) Work(ctx context.Context, report func(error)) {
	var both sync.WaitGroup
	for _, do := range []func(context.Context) error{k.Round, k.Finish} {
		both.Go(func() {
			for {
				if err := do(ctx); err != nil && ctx.Err() == nil {
					report(err)
				}
				if !waited(ctx, k.opts.Every) {
					return
				}
			}
		})
	}
	both.Wait()
}

// Finish ends what is left to end, whoever else does so too.
func (k *Keeper) Finish(ctx context.Context) error {
	for {
		ctx, cancel := context.WithTimeout(ctx, endingTime)
		more, err := k.store.EndRest(ctx)
		cancel()
		if err != nil || !more {
			return err
		}
	}
}

// Round deletes all that is over by now, if the chore is this process's.
func (k *Keeper) Round(ctx context.Context) error {
	now := k.opts.Now()
	for _, what := range []struct {
		kind   Kind
		before time.Time
	}{
		{Codes, now.Add(-k.opts.Expired)},
		{AccessTokens, now.Add(-k.opts.Expired)},
		{Sessions, now.Add(-k.opts.Expired)},
		{Ceremonies, now.Add(-k.opts.Expired)},
		{Revocations, now.Add(-k.opts.Expired)},
		{Submissions, now}, // they hold secrets, if sealed ones
		{Responses, now.Add(-responsesLast)},
	} {
		err := k.inBatches(ctx, func(ctx context.Context) (bool, error) {
			n, err := k.store.DropExpired(ctx, what.kind, what.before, batch)
			return n == batch, err
		})
		if err != nil {
			return err
		}
	}
	return k.lineages(ctx, now)
}

// lineages goes on with the pass over the lineages, or begins the next one
// when its time has come.
func (k *Keeper) lineages(ctx context.Context, now time.Time) error {
	due := k.cursor != "" || now.Sub(k.passedAt).Abs() >= passEvery // a clock that is set back counts, too
	if k.opts.Ended == 0 || !due {
		return nil
	}
	bounds := Bounds{Ended: now.Add(-k.opts.Ended), Used: now.Add(-k.opts.Ended - k.opts.AccessTTL - codesLive)}
	return k.inBatches(ctx, func(ctx context.Context) (bool, error) {
		next, err := k.store.DropLineages(ctx, k.cursor, bounds, batch)
		if err != nil {
			return false, err
		}
		if k.cursor = next; next == "" {
			k.passedAt = now
		}
		return next != "", nil
	})
}

// codesLive is more than a code may wait to be redeemed.
const codesLive = time.Hour

// inBatches does something until it has no more, with rests, as long as the
// chore is this process's.
func (k *Keeper) inBatches(ctx context.Context, do func(ctx context.Context) (more bool, err error)) error {
	for {
		began := k.opts.Now()
		more, err := k.one(ctx, began, do)
		if err != nil || !more {
			return err
		}
		took := k.opts.Now().Sub(began)
		if !waited(ctx, min(max(rest, 4*took), batchTime)) {
			return ctx.Err()
		}
	}
}

func (k *Keeper) one(ctx context.Context, now time.Time, do func(ctx context.Context) (bool, error)) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, batchTime)
	defer cancel()
	// Long enough for the next claim to come, short enough for another process
	// to go on soon after this one was killed.
	mine, err := k.store.ClaimChore(ctx, chore, k.holder, now, now.Add(2*k.opts.Every+4*batchTime))
	if err != nil || !mine {
		return false, err
	}
	return do(ctx)
}

// waited waits, or says that ctx has ended.
func waited(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
