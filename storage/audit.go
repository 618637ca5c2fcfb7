package storage

import (
	"context"
	"encoding/json"

	"github.com/patio-auth/patio/audit"
)

type auditRow struct {
	ID        string `gorm:"primaryKey"`
	At        int64
	Action    string
	Actor     string
	ActorKind string
	Subject   string
	Address   string
	RequestID string
	Detail    string
}

func (auditRow) TableName() string { return "audit_events" }

// Record is audit.Log's.
func (s *Store) Record(ctx context.Context, e audit.Event) error {
	detail, err := json.Marshal(e.Detail)
	if err != nil {
		return err
	}
	return translated(s.db(ctx).Create(&auditRow{
		ID: e.ID, At: millis(e.At), Action: string(e.Action), Actor: e.Actor, ActorKind: e.ActorKind, Subject: e.Subject,
		Address: e.Address, RequestID: e.RequestID, Detail: string(detail),
	}).Error)
}

// AuditEvents lists the trail, newest first, before cursor.
func (s *Store) AuditEvents(ctx context.Context, cursor string, limit int) ([]audit.Event, error) {
	query := s.reader(ctx)
	if cursor != "" {
		query = query.Where("id < ?", cursor)
	}
	return list(query.Order("id DESC").Limit(limit), auditRow.event)
}

func (r auditRow) event() audit.Event {
	e := audit.Event{
		ID: r.ID, At: moment(r.At), Action: audit.Action(r.Action), Actor: r.Actor, ActorKind: r.ActorKind,
		Subject: r.Subject, Address: r.Address, RequestID: r.RequestID,
	}
	_ = json.Unmarshal([]byte(r.Detail), &e.Detail) // small facts; the event stands without them
	return e
}
