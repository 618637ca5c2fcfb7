package clients

import (
	"context"

	"github.com/patio-auth/patio/audit"
)

// NoticeKind is what a client's owner is told.
type NoticeKind string

// What a client's owner is told, by the names that the notices have.
const (
	NoticeChanged       NoticeKind = "client.changed" // or deleted
	NoticeSecretRotated NoticeKind = "client.secret_rotated"
	NoticeSuspended     NoticeKind = "client.suspended"
	NoticeActivated     NoticeKind = "client.activated"
	NoticeApproved      NoticeKind = "client.approved"
	NoticeTransferred   NoticeKind = "client.transferred" // to the owner that the client has now
)

// Notice is one thing that a client's owner is told.
type Notice struct {
	Kind    NoticeKind
	Client  Client      // its owner is told
	Changed []string    // for NoticeChanged: fields as the REST API names them, or "deleted"
	Reason  SuspendedBy // for NoticeSuspended
}

// Notifier tells a client's owner something, in the transaction that the
// context carries: what cannot be told is not done.
type Notifier interface {
	NotifyClient(ctx context.Context, n Notice) error
}

// tell tells a client's owner, where there is a notifier.
func (c *Clients) tell(ctx context.Context, n Notice) error {
	if c.opts.Notifier == nil {
		return nil
	}
	return c.opts.Notifier.NotifyClient(ctx, n)
}

// tellOfState tells a client's owner of a change of its state, if it is one of
// those that have a notice.
func (c *Clients) tellOfState(ctx context.Context, action audit.Action, client Client) error {
	switch kind := NoticeKind(action); kind {
	case NoticeSuspended, NoticeActivated, NoticeApproved, NoticeTransferred:
		return c.tell(ctx, Notice{Kind: kind, Client: client, Reason: client.SuspendedBy})
	}
	return nil
}
