// Package audit says who did what to what.
//
// It owns the shape of an event. Who acts is package actor's, and comes in the
// context. It does not own storage, and it does not decide: the package that
// decides records the event next to its decision, in the transaction that
// carries it out, so what cannot be recorded is not done.
package audit

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/internal/actor"
)

// Action names what was done: the noun, a dot, the verb in the past tense.
type Action string

// Outcome is how it went.
type Outcome string

// The outcomes.
const (
	Success Outcome = "success"
	Refused Outcome = "refused"
)

// Event is one line of the trail. It never holds a secret.
type Event struct {
	ID        string    // time-ordered
	At        time.Time // UTC
	Action    Action
	Actor     Actor
	Subject   string // id of what it was done to
	Outcome   Outcome
	RequestID string            // as in the log, "" for the command line
	Detail    map[string]string // small facts, never a secret
	Before    map[string]string // what a change found, by field
	After     map[string]string // and what it left
}

// Actor is who did it, as the trail keeps it.
type Actor struct {
	UserID, ClientID, GrantID string
	Credential                actor.Credential
	Address, Agent            string
}

// Filter says which events are looked for; a zero field: any.
type Filter struct {
	UserID, ClientID string // who did it, or to whom it was done
	Subject          string // to what it was done
	Action           Action
	Since, Until     time.Time // from the first, before the second
}

// Log takes events. Record joins the context's transaction and fails with it.
type Log interface {
	Record(ctx context.Context, e Event) error
}

// Change is what changed of a thing, field by field.
type Change struct{ Before, After map[string]string }

// Record adds the id and the context's actor to an event that succeeded and hands it to log.
func Record(ctx context.Context, log Log, at time.Time, action Action, subject string, detail map[string]string) error {
	return record(ctx, log, Event{At: at, Action: action, Subject: subject, Detail: detail, Outcome: Success})
}

// RecordChange is Record for a change, with what it found and what it left.
func RecordChange(
	ctx context.Context, log Log, at time.Time, action Action, subject string, change Change, detail map[string]string,
) error {
	return record(ctx, log, Event{
		At: at, Action: action, Subject: subject, Detail: detail, Outcome: Success, Before: change.Before, After: change.After,
	})
}

// RecordRefusal is Record for what was refused.
func RecordRefusal(ctx context.Context, log Log, at time.Time, action Action, subject string, detail map[string]string) error {
	return record(ctx, log, Event{At: at, Action: action, Subject: subject, Detail: detail, Outcome: Refused})
}

func record(ctx context.Context, log Log, e Event) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	by := actor.From(ctx)
	e.ID, e.At, e.RequestID = id.String(), e.At.UTC(), by.RequestID
	e.Actor = Actor{
		UserID: by.UserID, ClientID: by.ClientID, GrantID: by.GrantID,
		Credential: by.Credential, Address: by.Address, Agent: by.Agent,
	}
	return log.Record(ctx, e)
}

// Difference returns the facts that differ.
func Difference(before, after map[string]string) Change {
	c := Change{Before: map[string]string{}, After: map[string]string{}}
	for name, was := range before {
		if is := after[name]; is != was {
			c.Before[name], c.After[name] = was, is
		}
	}
	return c
}

// StatusChange returns the change of a subject that had one status and now has another.
func StatusChange(before, after string) Change { return FieldChange("status", before, after) }

// FieldChange returns the change of one fact of a subject.
func FieldChange(name, before, after string) Change {
	return Change{Before: map[string]string{name: before}, After: map[string]string{name: after}}
}

// The statuses that several packages record.
const (
	Active  = "active"
	Expired = "expired"
	Revoked = "revoked"
)

// Replaced returns the change of a secret, of which the trail keeps only that another one took its place.
func Replaced(name string) Change {
	return FieldChange(name, "(previous, not recorded)", "(new, not recorded)")
}

// YesNo returns how the trail writes a fact that holds or does not.
func YesNo(holds bool) string {
	if holds {
		return "yes"
	}
	return "no"
}

// Time returns how the trail writes a time; "" for none.
func Time(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
