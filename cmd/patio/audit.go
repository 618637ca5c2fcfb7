package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/patio-auth/patio/audit"
)

type auditCommands struct {
	List auditList `cmd:"" help:"List what was done, newest first."`
}

// maxEvents bounds one listing.
const maxEvents = 10_000

type auditList struct {
	Limit int `default:"50" help:"How many, at most." placeholder:"50"`
}

// eventObject is one line of the trail as --json shows it.
type eventObject struct {
	ID        string            `json:"id"`
	At        *string           `json:"at"`
	Action    string            `json:"action"`
	Actor     string            `json:"actor"`
	ActorKind string            `json:"actor_kind"`
	Subject   string            `json:"subject"`
	Address   string            `json:"address"`
	RequestID string            `json:"request_id"`
	Detail    map[string]string `json:"detail"`
}

func objectOfEvent(e audit.Event) eventObject {
	detail := e.Detail
	if detail == nil {
		detail = map[string]string{}
	}
	return eventObject{
		ID: e.ID, At: stamp(e.At), Action: string(e.Action), Actor: e.Actor, ActorKind: e.ActorKind,
		Subject: e.Subject, Address: e.Address, RequestID: e.RequestID, Detail: detail,
	}
}

// Run lists the trail.
func (cmd *auditList) Run(ctx context.Context, c *call) error {
	if cmd.Limit < 1 || cmd.Limit > maxEvents {
		return &usageError{fmt.Sprintf("--limit takes 1 to %d; see patio audit list --help", maxEvents)}
	}
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		events, err := r.store.AuditEvents(ctx, "", cmd.Limit)
		if err != nil {
			return err
		}
		return c.show(itemsOf(events, objectOfEvent), func(w io.Writer) {
			if len(events) == 0 {
				fmt.Fprintln(w, "Nothing has been done yet.")
				return
			}
			rows := [][]string{{"AT", "ACTION", "BY", "FROM", "TO", "DETAIL"}}
			for _, e := range events {
				rows = append(rows, []string{e.At.UTC().Format("2006-01-02 15:04:05"), string(e.Action), by(e), e.Address, e.Subject, detailOf(e)})
			}
			table(w, rows)
		})
	})
}

func by(e audit.Event) string { return strings.TrimSpace(e.ActorKind + " " + e.Actor) }

func detailOf(e audit.Event) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(e.Detail)) {
		parts = append(parts, name+"="+e.Detail[name])
	}
	return strings.Join(parts, ", ")
}
