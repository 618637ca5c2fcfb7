package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/users"
)

type auditCommands struct {
	List auditList `cmd:"" help:"List the events, newest first."`
}

// maxEvents bounds one listing.
const maxEvents = 10_000

type auditList struct {
	Limit  count   `default:"50" help:"How many to show at most." placeholder:"50"`
	User   *string `help:"Only what this person did, or what was done to them: user name, e-mail address or id, also of a deleted account." placeholder:"U"`
	Client *string `help:"Only what this client did, or what was done to it: its id." placeholder:"ID"`
	Action *string `help:"Only this action, such as client.changed." placeholder:"A"`
	Since  *moment `help:"Only from this time on: 2026-11-29, 2026-11-29T12:00:00Z, or an age such as 24h." placeholder:"T"`
	Until  *moment `help:"Only before this time." placeholder:"T"`
}

// filter returns what the flags look for.
func (cmd *auditList) filter(ctx context.Context, r *rooms) (audit.Filter, error) {
	var f audit.Filter
	if cmd.Action != nil {
		f.Action = audit.Action(*cmd.Action)
	}
	var err error
	if f.UserID, err = r.idInTrail(ctx, cmd.User); err != nil {
		return f, err
	}
	if cmd.Client != nil {
		f.ClientID = *cmd.Client
	}
	now := r.now()
	f.Since, f.Until = cmd.Since.at(now), cmd.Until.at(now)
	return f, nil
}

// idInTrail returns the id of the person that a flag names, "" where it was not
// given. What somebody did outlives their account: an id that nobody has stands
// for itself, and the record of the deletion knows the user name.
func (r *rooms) idInTrail(ctx context.Context, named *string) (string, error) {
	if named == nil {
		return "", nil
	}
	found, err := r.lookUp(ctx, *named)
	if !errors.Is(err, users.ErrUnknown) {
		return found.ID, err
	}
	if id, err := uuid.Parse(*named); err == nil {
		return id.String(), nil
	}
	gone, err := r.deletedUsers(ctx, *named)
	switch {
	case err != nil:
		return "", err
	case len(gone) == 0:
		return "", fmt.Errorf("there is no user %q, and none was deleted; patio user list shows the ones there are", *named)
	case len(gone) > 1:
		return "", fmt.Errorf("%d deleted accounts had the user name %q; name one by its id: %s",
			len(gone), *named, strings.Join(gone, ", "))
	}
	return gone[0], nil
}

// deletedUsers returns the ids of the deleted accounts that had a user name or an
// e-mail address, the last one deleted first.
func (r *rooms) deletedUsers(ctx context.Context, named string) ([]string, error) {
	named = strings.ToLower(strings.TrimSpace(named))
	var ids []string
	for cursor := ""; ; {
		page, err := r.store.FindAuditEvents(ctx, audit.Filter{Action: "user.deleted"}, cursor, pageSize)
		if err != nil {
			return nil, err
		}
		for _, e := range page {
			cursor = e.ID
			if named == e.Detail["username"] || named == e.Before["username"] || named == e.Before["email"] {
				ids = append(ids, e.Subject)
			}
		}
		if len(page) < pageSize {
			return ids, nil
		}
	}
}

// eventObject is one line of the trail as --json shows it.
type eventObject struct {
	ID        string            `json:"id"`
	At        *string           `json:"at"`
	Actor     actorObject       `json:"actor"`
	Action    string            `json:"action"`
	Subject   string            `json:"subject"`
	Outcome   string            `json:"outcome"`
	Before    map[string]string `json:"before"`
	After     map[string]string `json:"after"`
	RequestID string            `json:"request_id"`
	Detail    map[string]string `json:"detail"`
}

// actorObject is who did it; what is not known is null.
type actorObject struct {
	UserID     *string `json:"user_id"`
	ClientID   *string `json:"client_id"`
	GrantID    *string `json:"grant_id"`
	Credential *string `json:"credential"`
	Address    *string `json:"address"`
	Agent      *string `json:"agent"`
}

func objectOfEvent(e audit.Event) eventObject {
	detail := e.Detail
	if detail == nil {
		detail = map[string]string{}
	}
	return eventObject{
		ID: e.ID, At: stamp(e.At), Action: string(e.Action), Subject: e.Subject, Outcome: string(e.Outcome),
		Before: e.Before, After: e.After, RequestID: e.RequestID, Detail: detail,
		Actor: actorObject{
			UserID: orNull(e.Actor.UserID), ClientID: orNull(e.Actor.ClientID), GrantID: orNull(e.Actor.GrantID),
			Credential: orNull(string(e.Actor.Credential)), Address: orNull(e.Actor.Address), Agent: orNull(e.Actor.Agent),
		},
	}
}

var auditColumns = []column{
	{name: "AT"}, {name: "ACTION"}, {name: "BY", cut: true}, {name: "FROM", rank: 3}, {name: "TO", rank: 1, cut: true},
	{name: "DETAIL", rank: 2, cut: true},
}

// Run lists the trail.
func (cmd *auditList) Run(ctx context.Context, c *call) error {
	if cmd.Limit > maxEvents {
		return &usageError{fmt.Sprintf("--limit must be between 1 and %d; see patio audit list --help", maxEvents)}
	}
	if err := checkAction(cmd.Action); err != nil {
		return err
	}
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		filter, err := cmd.filter(ctx, r)
		if err != nil {
			return err
		}
		events, err := r.store.FindAuditEvents(ctx, filter, "", int(cmd.Limit))
		if err != nil {
			return err
		}
		name := r.namer(ctx)
		return c.show(itemsOf(events, objectOfEvent), func(w io.Writer) {
			if len(events) == 0 {
				fmt.Fprintln(w, cmd.none())
				return
			}
			var rows [][]string
			for _, e := range events {
				rows = append(rows, []string{e.At.UTC().Format("2006-01-02 15:04:05"), string(e.Action), by(e, name), e.Actor.Address, name(e.Subject), detailOf(e, name)})
			}
			c.table(w, auditColumns, rows)
		})
	})
}

// none is what an empty list says.
func (cmd *auditList) none() string {
	if *cmd == (auditList{Limit: cmd.Limit}) {
		return "The audit trail is empty."
	}
	return "No event matches. patio audit list shows the newest ones."
}

// by names who did it: how they proved themselves, and which user or client.
func by(e audit.Event, name func(id string) string) string {
	return strings.TrimSpace(string(e.Actor.Credential) + " " + name(cmp.Or(e.Actor.UserID, e.Actor.ClientID)))
}

// namer returns the user name of a user's id, the name and the id of a client or
// a personal access token, and any other id as it is. The name comes first, since
// a narrow terminal cuts the rest.
func (r *rooms) namer(ctx context.Context) func(id string) string {
	known := map[string]string{"": ""}
	return func(id string) string {
		name, ok := known[id]
		if !ok {
			name = r.nameOf(ctx, id)
			known[id] = name
		}
		return name
	}
}

func (r *rooms) nameOf(ctx context.Context, id string) string {
	if uuid.Validate(id) != nil {
		return id
	}
	if user, err := r.users.Get(ctx, id); err == nil {
		return user.Username
	}
	if client, err := r.clients.Get(ctx, id); err == nil {
		return client.Name + " (" + id + ")"
	}
	if token, err := r.store.Token(ctx, id); err == nil {
		return token.Name + " (" + id + ")"
	}
	return r.formerName(ctx, id)
}

// formerName names what is not there any more, by the last records of it that
// tell its name.
func (r *rooms) formerName(ctx context.Context, id string) string {
	events, err := r.store.FindAuditEvents(ctx, audit.Filter{Subject: id}, "", pageSize)
	if err != nil {
		return id // the names are for reading only
	}
	for _, e := range events {
		if username := cmp.Or(e.Before["username"], e.After["username"], e.Detail["username"]); username != "" {
			return username
		}
		if name := cmp.Or(e.After["name"], e.Before["name"]); name != "" {
			return name + " (" + id + ")"
		}
	}
	return id
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// detailOf says in a line what else a record tells, with names for ids.
func detailOf(e audit.Event, name func(id string) string) string {
	named := func(field, value string) string {
		if strings.HasSuffix(field, "_id") {
			return name(value)
		}
		return value
	}
	var parts []string
	if e.Outcome == audit.Refused {
		parts = append(parts, "refused")
	}
	for _, field := range slices.Sorted(maps.Keys(e.Detail)) {
		parts = append(parts, field+"="+named(field, e.Detail[field]))
	}
	for _, field := range slices.Sorted(maps.Keys(e.After)) {
		if before, changed := e.Before[field]; changed {
			parts = append(parts, fmt.Sprintf("%s: %q to %q", field, named(field, before), named(field, e.After[field])))
		}
	}
	return strings.Join(parts, ", ")
}
