package notices

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

const (
	// kept is how long a notice stands on the account page.
	kept = 365 * 24 * time.Hour
	// tidyEvery is how often, and tidyAtOnce how many at a time, older ones go.
	tidyEvery  = time.Hour
	tidyAtOnce = 500
)

// Work warns before the ends of tokens and sends what waits for these senders,
// until ctx ends; what is under way then is finished first. Any number of processes on one
// database may do it. What goes wrong is logged and tried again.
func (n *Notices) Work(ctx context.Context, log *slog.Logger, senders ...Sender) {
	var all sync.WaitGroup
	all.Go(func() {
		n.every(ctx, n.opts.WarnEvery, n.Warn, func(err error) {
			log.Warn("the tokens that end soon could not be looked through; trying again", "detail", err.Error())
		})
	})
	all.Go(func() {
		n.every(ctx, tidyEvery, n.tidy, func(err error) {
			log.Warn("old notices could not be deleted; trying again", "detail", err.Error())
		})
	})
	for _, s := range senders {
		all.Go(func() { n.dispatcher(s, log).run(ctx) })
	}
	all.Wait()
}

// every does something now and at each interval, until ctx ends.
func (n *Notices) every(ctx context.Context, interval time.Duration, do func(context.Context) error, report func(error)) {
	for {
		if err := do(ctx); err != nil && ctx.Err() == nil {
			report(err)
		}
		if !waited(ctx, interval) {
			return
		}
	}
}

// tidy deletes what is too old to be of interest.
func (n *Notices) tidy(ctx context.Context) error {
	for {
		deleted, err := n.store.DeleteNotices(ctx, n.opts.Now().UTC().Add(-kept), tidyAtOnce)
		if err != nil || deleted < tidyAtOnce {
			return err
		}
	}
}
