package notices

import (
	"context"
	"slices"
	"strconv"
	"time"
)

// A pass over the tokens that end soon reads so many rows at most, whatever
// there is: a batch at a time, and where it stops the next pass goes on.
const (
	batchSize = 200
	batches   = 10
)

// warning is one of the two times before its end that a holder is warned.
type warning struct {
	name   string        // part of the occasion: never change it
	before time.Duration // as early as this before the end
	until  time.Duration // and no later than this before it
	at     Place         // where the walk of this process stands
}

func (o Options) warnings() []*warning {
	var all []*warning
	if o.FirstWarning > o.LastWarning {
		all = append(all, &warning{name: "first", before: o.FirstWarning, until: o.LastWarning})
	}
	if o.LastWarning > 0 {
		all = append(all, &warning{name: "last", before: o.LastWarning})
	}
	return all
}

// occasion is what makes a warning the same one again: a token whose end was
// moved is warned of anew.
func (w *warning) occasion(t Token) string {
	return w.name + " " + strconv.FormatInt(t.ExpiresAt.UnixMilli(), 10)
}

// Warn posts what is due of the warnings before the ends of tokens: one pass,
// of bounded cost. Any number of processes may do it at once, each of them one
// pass after the other.
func (n *Notices) Warn(ctx context.Context) error {
	for _, w := range n.warnings {
		for range batches {
			more, err := n.warnBatch(ctx, w)
			if err != nil {
				return err
			}
			if !more {
				break
			}
		}
	}
	return nil
}

// warnBatch warns of one batch and says whether there may be more.
func (n *Notices) warnBatch(ctx context.Context, w *warning) (more bool, err error) {
	now := n.opts.Now().UTC()
	if from := now.Add(w.until); !w.at.ExpiresAt.After(from) {
		w.at = Place{ExpiresAt: from.Add(time.Millisecond)} // a store keeps milliseconds
	}
	found, err := n.store.TokensEnding(ctx, w.at, now.Add(w.before), batchSize)
	if err != nil {
		return false, err
	}
	if err := n.warnOf(ctx, w, found); err != nil {
		return false, err
	}
	if len(found) < batchSize {
		w.at = Place{} // the next pass begins anew
		return false, nil
	}
	last := found[len(found)-1].Token
	w.at = Place{ExpiresAt: last.ExpiresAt, TokenID: last.ID}
	return true, nil
}

// warnOf posts what was not posted yet, in one transaction.
func (n *Notices) warnOf(ctx context.Context, w *warning, found []Ending) error {
	found = slices.DeleteFunc(found, func(e Ending) bool { return e.Dead })
	if len(found) == 0 {
		return nil
	}
	ids := make([]string, len(found))
	for i, e := range found {
		ids[i] = e.Token.ID
	}
	told, err := n.store.Occasions(ctx, TokenExpiring, ids)
	if err != nil {
		return err
	}
	found = slices.DeleteFunc(found, func(e Ending) bool { return slices.Contains(told[e.Token.ID], w.occasion(e.Token)) })
	if len(found) == 0 {
		return nil
	}
	return n.store.Transact(ctx, func(ctx context.Context) error {
		for _, e := range found {
			err := n.Post(ctx, Notice{UserID: e.UserID, Kind: TokenExpiring, Token: e.Token, Occasion: w.occasion(e.Token)})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
