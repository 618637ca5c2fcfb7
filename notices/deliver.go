package notices

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"
)

// Sender carries notices over one channel: NewMail makes one, and NewWebhook.
type Sender interface {
	channel() Channel
	// send carries one notice. What a repeat would bring again has the same id,
	// by which a receiver knows it. Errors: *failure, which is safe to log.
	send(ctx context.Context, d Delivery) error
}

// failure is why a notice was not sent, without what a log must not hold.
type failure struct {
	final  bool // trying again is of no use
	detail string
}

func (f *failure) Error() string { return f.detail }

// errNobody says that there is nobody to send a notice to.
var errNobody = errors.New("there is nobody to send it to")

const (
	pollEvery   = 2 * time.Second  // how often a process looks for what is due
	calmDown    = 15 * time.Second // how long it waits after the database refused
	atOnce      = 4                // how many deliveries it sends at a time, on each channel
	candidates  = 8                // how many it reads to claim one of them
	sendTime    = 30 * time.Second // for one attempt
	lastMoment  = 5 * time.Second  // and for the one under way when the process stops
	lease       = 2 * time.Minute  // how long a claim holds: longer than an attempt and its record
	settleTries = 3
	// What waited for longer was meant for a channel that nobody served, and is
	// no news any more; all tries together take less.
	tooLate = 3 * 24 * time.Hour
)

// pauses are the times between one attempt and the next; after as many, and
// one more, a notice is given up. They add up to a bit more than a day.
var pauses = []time.Duration{
	5 * time.Second, 30 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 8 * time.Hour, 10 * time.Hour,
}

// dispatcher sends what is due on one channel, a few deliveries at a time. Each
// is chosen when there is a place for it, so that an urgent notice which comes
// meanwhile waits for no more than those under way.
type dispatcher struct {
	n      *Notices
	sender Sender
	log    *slog.Logger
	places chan struct{}
	all    sync.WaitGroup
}

func (n *Notices) dispatcher(s Sender, log *slog.Logger) *dispatcher {
	return &dispatcher{n: n, sender: s, log: log, places: make(chan struct{}, atOnce)}
}

// run sends what is due until ctx ends, and finishes what is under way then.
func (d *dispatcher) run(ctx context.Context) {
	defer d.all.Wait()
	for {
		pause := pollEvery
		if err := d.sendDue(ctx); err != nil {
			d.log.Warn("the notices that wait could not be read; trying again",
				"channel", string(d.sender.channel()), "detail", err.Error())
			pause = calmDown
		}
		if !waited(ctx, pause) {
			return
		}
	}
}

// sendDue begins to send all that is due now, until ctx ends. An error is the
// store's, and not one that the end of ctx made.
func (d *dispatcher) sendDue(ctx context.Context) error {
	for {
		select {
		case d.places <- struct{}{}:
		case <-ctx.Done():
			return nil
		}
		next, claimed, err := d.n.claimNext(ctx, d.sender.channel())
		if err != nil || !claimed {
			<-d.places
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		d.all.Go(func() {
			defer func() { <-d.places }()
			d.n.attempt(ctx, d.sender, next, d.log)
		})
	}
}

// claimNext claims the first delivery that is due and that no other process
// claims; none where nothing is due, or other processes are at it.
func (n *Notices) claimNext(ctx context.Context, channel Channel) (Delivery, bool, error) {
	if ctx.Err() != nil {
		return Delivery{}, false, nil
	}
	due, err := n.store.DueDeliveries(ctx, channel, n.opts.Now().UTC(), candidates)
	if err != nil {
		return Delivery{}, false, err
	}
	for _, d := range due {
		claimed, err := n.claim(ctx, &d)
		if err != nil || claimed {
			return d, claimed, err
		}
	}
	return Delivery{}, false, nil
}

// attempt sends one claimed notice and records how it went. A stop of the
// process does not cut it off at once: what was sent should be recorded, or
// another process would send it again once the claim is over.
func (n *Notices) attempt(ctx context.Context, s Sender, d Delivery, log *slog.Logger) {
	sending, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendTime)
	defer cancel()
	stop := context.AfterFunc(ctx, func() {
		if waited(sending, lastMoment) {
			cancel()
		}
	})
	defer stop()
	var err error = &failure{final: true, detail: "it waited for too long to be news"}
	if n.opts.Now().Sub(d.Notice.At) <= tooLate {
		err = s.send(sending, d)
	}
	cancel()
	n.record(ctx, d, err, log)
}

// record writes how an attempt went. Where the database does not take it, the
// claim runs out and the notice is sent again, under the same id.
func (n *Notices) record(ctx context.Context, d Delivery, sent error, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastMoment)
	defer cancel()
	log = log.With("channel", string(d.Channel), "notice", d.Notice.ID, "tries", d.Tries)
	now := n.opts.Now().UTC()
	write := func() (bool, error) { return n.store.SettleDelivery(ctx, d, outcomeOf(sent, d.Tries), now) }
	if outcomeOf(sent, d.Tries) == "" {
		pause := pauses[d.Tries-1]
		pause += rand.N(pause / 5) //nolint:gosec // spreads retries, guards nothing
		write = func() (bool, error) { return n.store.RetryDelivery(ctx, d, now.Add(pause)) }
		log.Warn("a notice could not be sent; it is tried again", "in", pause.Round(time.Second).String(), "detail", sent.Error())
	} else if sent != nil && !errors.Is(sent, errNobody) {
		log.Error("a notice could not be sent and is given up; it stands on the account page", "detail", sent.Error())
	}
	for try := 1; ; try++ {
		held, err := write()
		switch {
		case err == nil && !held:
			log.Warn("a notice took so long to send that another process may have sent it, too")
			return
		case err == nil:
			return
		case try == settleTries || !waited(ctx, time.Second):
			log.Warn("it could not be recorded how a notice went out; it may go out again, under the same id", "detail", err.Error())
			return
		}
	}
}

// outcomeOf is how an attempt ends a delivery; "" where another one follows.
func outcomeOf(sent error, tries int) Outcome {
	var f *failure
	switch {
	case sent == nil:
		return Sent
	case errors.Is(sent, errNobody):
		return Skipped
	case errors.As(sent, &f) && f.final, tries > len(pauses):
		return GivenUp
	}
	return ""
}

// waited waits, and says whether it did to the end.
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
