package audit_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/actor"
)

// trail is a log that keeps what it is given.
type trail []audit.Event

var errFull = errors.New("full")

func (l *trail) Record(_ context.Context, e audit.Event) error {
	if len(*l) == 2 {
		return errFull
	}
	*l = append(*l, e)
	return nil
}

func TestRecord(t *testing.T) {
	var log trail
	at := time.Date(2026, 3, 1, 13, 0, 0, 0, time.FixedZone("", 3600))
	by := &actor.Actor{
		UserID: "mira", ClientID: "app", GrantID: "grant", Credential: actor.PAT, Address: "192.0.2.1", Agent: "curl/8", RequestID: "r1",
	}
	ctx := actor.NewContext(t.Context(), by)
	if err := audit.Record(ctx, &log, at, "user.created", "noor", map[string]string{"a": "b"}); err != nil {
		t.Fatal(err)
	}
	if err := audit.Record(t.Context(), &log, at, "key.rotated", "kid", nil); err != nil {
		t.Fatal(err)
	}
	first, second := log[0], log[1]
	want := audit.Actor{
		UserID: "mira", ClientID: "app", GrantID: "grant", Credential: actor.PAT, Address: "192.0.2.1", Agent: "curl/8",
	}
	if first.Actor != want || first.RequestID != "r1" || first.Outcome != audit.Success || first.Action != "user.created" || first.Subject != "noor" || first.Detail["a"] != "b" {
		t.Errorf("event %+v", first)
	}
	if !first.At.Equal(at) || first.At.Location() != time.UTC {
		t.Errorf("at %v, want UTC", first.At)
	}
	if second.Actor != (audit.Actor{Credential: actor.System}) {
		t.Errorf("without an actor: %+v", second)
	}
	for _, e := range log {
		if id, err := uuid.Parse(e.ID); err != nil || id.Version() != 7 {
			t.Errorf("id %q", e.ID)
		}
	}
	if first.ID >= second.ID {
		t.Errorf("ids %s and %s do not sort by age", first.ID, second.ID)
	}
	if err := audit.Record(ctx, &log, at, "user.created", "noor", nil); !errors.Is(err, errFull) {
		t.Errorf("what cannot be recorded: %v", err)
	}
}

// TestChanges: what was and what is, with nothing of a secret.
func TestChanges(t *testing.T) {
	change := audit.Difference(map[string]string{"a": "1", "b": "2"}, map[string]string{"a": "1", "b": "3"})
	if len(change.Before) != 1 || change.Before["b"] != "2" || len(change.After) != 1 || change.After["b"] != "3" {
		t.Errorf("difference %+v", change)
	}
	change = audit.StatusChange(audit.Active, audit.Revoked)
	if change.Before["status"] != "active" || change.After["status"] != "revoked" {
		t.Errorf("status %+v", change)
	}
	if change = audit.Replaced("password"); change.Before["password"] == "" || change.Before["password"] == change.After["password"] {
		t.Errorf("a secret: %+v", change)
	}
	at := time.Date(2026, 3, 1, 13, 0, 0, 0, time.FixedZone("", 3600))
	if got := audit.Time(at) + audit.Time(time.Time{}) + audit.YesNo(true) + audit.YesNo(false); got != "2026-03-01T12:00:00Zyesno" {
		t.Errorf("facts %q", got)
	}
}
