package audit_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/audit"
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
	origin := &audit.Origin{Actor: "mira", ActorKind: "user", Address: "192.0.2.1", RequestID: "r1"}
	ctx := audit.WithOrigin(t.Context(), origin)
	if err := audit.Record(ctx, &log, at, "user.created", "noor", map[string]string{"a": "b"}); err != nil {
		t.Fatal(err)
	}
	if err := audit.Record(t.Context(), &log, at, "key.rotated", "kid", nil); err != nil {
		t.Fatal(err)
	}
	first, second := log[0], log[1]
	if first.Actor != "mira" || first.ActorKind != "user" || first.Address != "192.0.2.1" || first.RequestID != "r1" ||
		first.Action != "user.created" || first.Subject != "noor" || first.Detail["a"] != "b" {
		t.Errorf("event %+v", first)
	}
	if !first.At.Equal(at) || first.At.Location() != time.UTC {
		t.Errorf("at %v, want UTC", first.At)
	}
	if second.Actor != "" || second.ActorKind != "system" {
		t.Errorf("without an origin: %+v", second)
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
	if audit.OriginOf(ctx) != origin {
		t.Errorf("origin %+v", audit.OriginOf(ctx))
	}
}
