// Package audit says who did what to what.
//
// It owns the shape of an event and the origin (who, from where, in which
// request) that travels in the context. It does not own storage, and it does
// not decide: the room that decides records the event beside its decision, in
// the transaction that carries it out, so what cannot be recorded is not done.
package audit

import (
	"context"
	"time"

	"github.com/google/uuid"
)

// Action names what was done: the noun, a dot, the verb in the past tense.
type Action string

// Event is one line of the trail. It never holds a secret.
type Event struct {
	ID        string    // time-ordered
	At        time.Time // UTC
	Action    Action
	Actor     string            // user id, client id, or "" where nobody is known
	ActorKind string            // "user", "client", "operator" or "system"
	Subject   string            // id of what it was done to
	Address   string            // client address, "" for the command line
	RequestID string            // as in the log, "" for the command line
	Detail    map[string]string // small facts, never a secret
}

// Log takes events. Record joins the context's transaction and fails with it.
type Log interface {
	Record(ctx context.Context, e Event) error
}

// Origin is who acts, and from where, in one request or command.
type Origin struct {
	Actor, ActorKind, Address, RequestID string
}

type originKey struct{}

// WithOrigin puts the origin into the context, for every event below it. It is
// a pointer since who acts is learnt after where from: the one goroutine that
// serves a request may complete it until it calls a room.
func WithOrigin(ctx context.Context, o *Origin) context.Context {
	return context.WithValue(ctx, originKey{}, o)
}

// OriginOf is the context's origin; "system" where none was set.
func OriginOf(ctx context.Context) *Origin {
	if o, ok := ctx.Value(originKey{}).(*Origin); ok {
		return o
	}
	return &Origin{ActorKind: "system"}
}

// Record fills the event's origin and id from the context and hands it to log.
func Record(ctx context.Context, log Log, at time.Time, action Action, subject string, detail map[string]string) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	o := OriginOf(ctx)
	return log.Record(ctx, Event{
		ID: id.String(), At: at.UTC(), Action: action, Subject: subject, Detail: detail,
		Actor: o.Actor, ActorKind: o.ActorKind, Address: o.Address, RequestID: o.RequestID,
	})
}
