package pat

import "context"

// NoticeKind is what a token's holder is told.
type NoticeKind string

// What this room tells a holder of, by the names that the notices have.
const (
	NoticeCreated  NoticeKind = "token.created"
	NoticeLeaked   NoticeKind = "token.leaked"
	NoticeTripwire NoticeKind = "token.tripwire"
)

// Notice is one thing that a token's holder is told.
type Notice struct {
	Kind     NoticeKind
	Token    Token  // with its name and its client's
	Occasion string // tells two of one kind about one token apart; "" where there can be but one
	Source   string // where a leaked token was found; "" where it is not known
}

// Notifier tells a token's holder something, in the transaction that the
// context carries: what cannot be told is not done. The same thing told again
// is told once.
type Notifier interface {
	Notify(ctx context.Context, n Notice) error
}

// tell tells a token's holder, where somebody is there to do it.
func (t *Tokens) tell(ctx context.Context, n Notice) error {
	if t.opts.Notifier == nil {
		return nil
	}
	return t.opts.Notifier.Notify(ctx, n)
}
