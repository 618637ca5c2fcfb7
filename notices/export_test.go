package notices

import (
	"context"
	"log/slog"
)

// Deliver sends all that is due for a sender now.
func (n *Notices) Deliver(ctx context.Context, s Sender, log *slog.Logger) error {
	return n.deliverDue(ctx, s, log)
}

// Attempts is after how many a notice is given up.
func Attempts() int { return len(pauses) + 1 }
