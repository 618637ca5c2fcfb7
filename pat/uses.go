package pat

import (
	"context"
	"sync"
	"time"
)

// uses gathers last uses in memory until they are written in one batch, so a
// verdict writes nothing. What a crash loses is a few seconds of "last used".
type uses struct {
	mu  sync.Mutex
	byT map[string]Use
}

// maxUses bounds the batch; beyond it, uses of further tokens wait for the
// next one.
const maxUses = 10_000

func newUses() *uses { return &uses{byT: map[string]Use{}} }

// Used notes that a token was accepted now, from address ("" where it is not
// known whose it was); old says that it was a replaced secret, within its
// overlap.
func (t *Tokens) Used(id, address string, old bool) {
	t.uses.mu.Lock()
	defer t.uses.mu.Unlock()
	was, ok := t.uses.byT[id]
	if !ok && len(t.uses.byT) >= maxUses {
		return
	}
	if address == "" {
		address = was.Address
	}
	use := Use{At: t.opts.Now().UTC(), Address: address, Old: was.Old}
	if old {
		use.Old++
	}
	t.uses.byT[id] = use
}

// Flush writes the gathered uses. What could not be written is kept for the
// next time.
func (t *Tokens) Flush(ctx context.Context) error {
	t.uses.mu.Lock()
	batch := t.uses.byT
	t.uses.byT = map[string]Use{}
	t.uses.mu.Unlock()
	if len(batch) == 0 {
		return nil
	}
	err := t.store.TouchTokens(ctx, batch)
	if err != nil {
		t.uses.mu.Lock()
		defer t.uses.mu.Unlock()
		for id, u := range batch {
			newer, ok := t.uses.byT[id]
			switch {
			case ok:
				newer.Old += u.Old
				t.uses.byT[id] = newer
			case len(t.uses.byT) < maxUses:
				t.uses.byT[id] = u
			}
		}
	}
	return err
}

// KeepFlushing flushes at every interval until ctx ends, then once more. It
// hands errors to report.
func (t *Tokens) KeepFlushing(ctx context.Context, interval time.Duration, report func(error)) {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if err := t.Flush(ctx); err != nil {
				report(err)
			}
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), interval)
			defer cancel()
			if err := t.Flush(last); err != nil {
				report(err)
			}
			return
		}
	}
}
