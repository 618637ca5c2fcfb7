package storage

import (
	"cmp"
	"context"
	"encoding/json"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/actor"
)

type auditRow struct {
	ID          string `gorm:"primaryKey"`
	At          int64
	Action      string
	UserID      string
	ClientID    string
	GrantID     string
	Credential  string
	Subject     string
	Outcome     string
	Address     string
	Agent       string
	RequestID   string
	Detail      string
	BeforeState *string
	AfterState  *string

	Actor     string // these two for the version before, which reads them
	ActorKind string
}

func (auditRow) TableName() string { return "audit_events" }

// Record is audit.Log's.
func (s *Store) Record(ctx context.Context, e audit.Event) error {
	row := &auditRow{
		ID: e.ID, At: millis(e.At), Action: string(e.Action), Subject: e.Subject, Outcome: string(e.Outcome), RequestID: e.RequestID,
		UserID: e.Actor.UserID, ClientID: e.Actor.ClientID, GrantID: e.Actor.GrantID, Credential: string(e.Actor.Credential),
		Address: e.Actor.Address, Agent: e.Actor.Agent,
		Detail: factsText(e.Detail), Actor: cmp.Or(e.Actor.UserID, e.Actor.ClientID), ActorKind: actorKind(e.Actor),
	}
	if e.Before != nil {
		row.BeforeState = new(factsText(e.Before))
	}
	if e.After != nil {
		row.AfterState = new(factsText(e.After))
	}
	return translated(s.db(ctx).Create(row).Error)
}

// actorKind is what the version before calls an actor.
func actorKind(a audit.Actor) string {
	switch {
	case a.Credential == actor.CommandLine:
		return "operator"
	case a.Credential == actor.System:
		return "system"
	case a.UserID != "":
		return "user"
	case a.ClientID != "":
		return "client"
	}
	return "anonymous"
}

// factsText and factsOf keep small facts as JSON.
func factsText(facts map[string]string) string {
	text, err := json.Marshal(facts)
	if err != nil {
		panic(err) // texts by name
	}
	return string(text)
}

func factsOf(text string) (facts map[string]string) {
	_ = json.Unmarshal([]byte(text), &facts) // the event stands without them
	return facts
}

// AuditEvents lists the trail, newest first, before cursor.
func (s *Store) AuditEvents(ctx context.Context, cursor string, limit int) ([]audit.Event, error) {
	return s.FindAuditEvents(ctx, audit.Filter{}, cursor, limit)
}

// FindAuditEvents lists those of the trail that a filter lets through, newest first, before cursor.
func (s *Store) FindAuditEvents(ctx context.Context, f audit.Filter, cursor string, limit int) ([]audit.Event, error) {
	query := s.reader(ctx)
	if f.UserID != "" {
		query = query.Where("user_id = ? OR subject = ?", f.UserID, f.UserID)
	}
	if f.ClientID != "" {
		named := `%"client_id":"` + f.ClientID + `"%`
		query = query.Where("client_id = ? OR subject = ? OR detail LIKE ?", f.ClientID, f.ClientID, named)
	}
	if f.Subject != "" {
		query = query.Where("subject = ?", f.Subject)
	}
	if f.Action != "" {
		query = query.Where("action = ?", string(f.Action))
	}
	if !f.Since.IsZero() {
		query = query.Where("at >= ?", millis(f.Since))
	}
	if !f.Until.IsZero() {
		query = query.Where("at < ?", millis(f.Until))
	}
	if cursor != "" {
		query = query.Where("id < ?", cursor)
	}
	return list(query.Order("id DESC").Limit(limit), auditRow.event)
}

func (r auditRow) event() audit.Event {
	e := audit.Event{
		ID: r.ID, At: moment(r.At), Action: audit.Action(r.Action), Subject: r.Subject, Outcome: audit.Outcome(r.Outcome),
		RequestID: r.RequestID, Detail: factsOf(r.Detail),
		Actor: audit.Actor{
			UserID: r.UserID, ClientID: r.ClientID, GrantID: r.GrantID, Credential: actor.Credential(r.Credential),
			Address: r.Address, Agent: r.Agent,
		},
	}
	if r.BeforeState != nil {
		e.Before = factsOf(*r.BeforeState)
	}
	if r.AfterState != nil {
		e.After = factsOf(*r.AfterState)
	}
	return e
}
