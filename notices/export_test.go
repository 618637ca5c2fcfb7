package notices

import (
	"context"
	"log/slog"
	"maps"
	"slices"
)

// Deliver sends all that is due for a sender now.
func (n *Notices) Deliver(ctx context.Context, s Sender, log *slog.Logger) error {
	d := n.dispatcher(s, log)
	defer d.all.Wait()
	return d.sendDue(ctx)
}

// Kinds are all kinds of notice.
func Kinds() []Kind { return slices.Sorted(maps.Keys(kinds)) }

// AtOnce is how many deliveries go out at a time.
const AtOnce = atOnce

// Attempts is after how many a notice is given up.
func Attempts() int { return len(pauses) + 1 }
