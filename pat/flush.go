package pat

import (
	"context"
	"maps"
	"slices"
	"time"
)

// take is what was gathered, which is forgotten here.
func (u *uses) take() map[string]*tally {
	all := map[string]*tally{}
	for i := range u.shards {
		shard := &u.shards[i]
		shard.mu.Lock()
		taken := shard.byT
		if len(taken) == 0 { // and stays in use
			shard.mu.Unlock()
			continue
		}
		shard.byT = make(map[string]*tally, len(taken))
		shard.mu.Unlock()
		maps.Copy(all, taken)
	}
	n := 0
	for _, t := range all {
		n += len(t.counts)
	}
	u.tokens.Add(-int64(len(all)))
	u.counts.Add(-int64(n))
	return all
}

// putBack keeps what could not be written, beneath what has been noted since.
func (u *uses) putBack(batch map[string]*tally, ids []string) {
	for _, id := range ids {
		u.putBackOne(id, batch[id])
	}
}

func (u *uses) putBackOne(id string, older *tally) {
	shard := u.shardOf(id)
	shard.mu.Lock()
	defer shard.mu.Unlock()
	noted := shard.byT[id]
	if noted == nil {
		if noted = u.begin(); noted == nil {
			return
		}
		noted.last = older.last
		shard.byT[id] = noted
	} else {
		noted.last.Old += older.last.Old
		if noted.last.Address == "" {
			noted.last.Address, noted.last.Agent = older.last.Address, older.last.Agent
		}
	}
	for _, c := range older.counts {
		u.add(noted, c)
	}
}

// flushTokens and flushCounts are how much one transaction writes, so that none
// holds the database for long.
const (
	flushTokens = 200
	flushCounts = 1000
)

// Flush writes what was gathered. What could not be written is kept for the
// next time.
func (t *Tokens) Flush(ctx context.Context) error {
	batch := t.uses.take()
	ids := slices.Sorted(maps.Keys(batch))
	for len(ids) > 0 {
		some := ids[:portion(batch, ids)]
		if err := t.write(ctx, batch, some); err != nil {
			t.uses.putBack(batch, ids)
			return err
		}
		ids = ids[len(some):]
	}
	return nil
}

// portion is how many of these tokens go into one transaction: at least one.
func portion(batch map[string]*tally, ids []string) int {
	counts := 0
	for i, id := range ids {
		if counts += len(batch[id].counts); i > 0 && (i == flushTokens || counts > flushCounts) {
			return i
		}
	}
	return len(ids)
}

func (t *Tokens) write(ctx context.Context, batch map[string]*tally, ids []string) error {
	touched := make(map[string]Use, len(ids))
	var counts []Count
	for _, id := range ids {
		noted := batch[id]
		touched[id] = noted.last
		for _, c := range noted.counts {
			counts = append(counts, Count{TokenID: id, Scope: c.scope, Day: firstMoment(c.day), Uses: c.uses, Unsaid: c.unsaid})
		}
	}
	return t.store.Transact(ctx, func(ctx context.Context) error {
		if err := t.store.TouchTokens(ctx, touched); err != nil {
			return err
		}
		return t.store.AddUses(ctx, counts)
	})
}

// lastFlush bounds the writing of what is left when a process ends.
const lastFlush = 5 * time.Second

// KeepFlushing flushes at every interval until ctx ends, then once more, and
// drops what is too old, from every hour on until there is none. It hands
// errors to report.
func (t *Tokens) KeepFlushing(ctx context.Context, interval time.Duration, report func(error)) {
	tick, sweep := time.NewTicker(interval), time.NewTicker(forgetEvery)
	defer tick.Stop()
	defer sweep.Stop()
	tell := func(err error) {
		if err != nil {
			report(err)
		}
	}
	for old := true; ; {
		select {
		case <-tick.C:
			tell(t.Flush(ctx))
			if old {
				var err error
				old, err = t.ForgetUses(ctx)
				tell(err)
			}
		case <-t.uses.full:
			tell(t.Flush(ctx))
		case <-sweep.C:
			old = true
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastFlush)
			defer cancel()
			tell(t.Flush(last))
			return
		}
	}
}
