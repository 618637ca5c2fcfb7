// Package recall ends what was issued since a given time, for an operator who
// can no longer trust what was: a copy of the database was stolen, or an older
// one had to be restored.
//
// It owns which things count as issued since then, the order in which they end
// and the batches. How each ends is as everywhere: a lineage with all that
// hangs from it, a session by its row. Access tokens that clients get for
// themselves as JWT have no row anywhere: they end with the key that signed
// them, which is keys'. Only cmd/patio comes in.
//
//	Since ── for each kind, for each shelf that it lies on
//	  └─ page by page in the order of the key: what was issued since and lives
//	       └─ some at a time, each batch in a transaction with its audit records
//
// Nothing is remembered between two runs, and none is needed: what has ended is
// not found again. So a run that was broken off is done again, and goes on.
package recall

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/patio-auth/patio/audit"
)

// Kind is a kind of thing that is issued.
type Kind string

// The kinds.
const (
	PAT          Kind = "pat"           // personal access tokens, made or given a new secret
	Grant        Kind = "grant"         // authorizations of apps: new ones, and those that got a new token
	ClientToken  Kind = "client-token"  // opaque access tokens that clients got for themselves
	ClientSecret Kind = "client-secret" // clients' secrets
	Session      Kind = "session"       // browser sessions, and half-done sign-ins
)

// Kinds are all of them, in the order in which they end: first what a thief
// could come in by.
var Kinds = []Kind{Session, ClientSecret, PAT, Grant, ClientToken}

// shelves are where the things of a kind lie.
var shelves = map[Kind][]Shelf{
	Session:      {Sessions, Ceremonies},
	ClientSecret: {Secrets},
	PAT:          {PersonalTokens},
	Grant:        {Lineages, Codes},
	ClientToken:  {AccessTokens},
}

// actions are what the trail calls the end of each kind, however it came.
var actions = map[Kind]audit.Action{
	Session:      "user.session_ended",
	ClientSecret: "client.secret_revoked",
	PAT:          "pat.revoked",
	Grant:        "oauth.token_revoked",
	ClientToken:  "oauth.token_revoked",
}

// partOfSubject names what ends of a subject that itself stays: the person's or
// the client's.
var partOfSubject = map[Kind]string{Session: "session", ClientSecret: "secret"}

const (
	page  = 500                  // rows looked at in one go
	batch = 50                   // things ended in one transaction: too few to hold up everybody else
	rest  = 5 * time.Millisecond // after each, so that others come to write
)

// Desk is the room.
type Desk struct {
	store Store
	now   func() time.Time
}

// New opens the room.
func New(store Store, now func() time.Time) *Desk { return &Desk{store: store, now: now} }

// Order is what is to end.
type Order struct {
	Since  time.Time // from this second on
	Kinds  []Kind    // none: all
	DryRun bool      // only count

	Progress func(n int) // hears of n more that were counted or ended; nil: nobody does
}

// tell passes progress on.
func (o Order) tell(n int) {
	if o.Progress != nil && n > 0 {
		o.Progress(n)
	}
}

// FutureError says that the time is still to come, by the clock that judged.
type FutureError struct{ Since, Now time.Time }

func (e *FutureError) Error() string {
	return fmt.Sprintf("%s is still to come; it is %s now", e.Since.UTC().Format(time.RFC3339), e.Now.UTC().Format(time.RFC3339))
}

// Since ends what was issued from a time until now, and says how many of each
// kind. What is issued while it runs may be left. On an error the
// counts are of what has ended, which stays so, without the last few; doing it
// again does the rest.
// With DryRun it ends nothing, and the counts may differ a little: what ends with
// another is then still there to be counted, and of an app that was allowed more
// since the time the older grants, which end too, are not. Errors: *FutureError.
func (d *Desk) Since(ctx context.Context, o Order) (map[Kind]int, error) {
	now := d.now().UTC()
	if o.Since.After(now) {
		return nil, &FutureError{o.Since, now}
	}
	// Personal access tokens are as old as the second that they were made in.
	o.Since = o.Since.UTC().Truncate(time.Second)
	counts := map[Kind]int{}
	for _, kind := range Kinds {
		if len(o.Kinds) > 0 && !slices.Contains(o.Kinds, kind) {
			continue
		}
		for _, shelf := range shelves[kind] {
			n, err := d.clear(ctx, o, kind, shelf)
			counts[kind] += n
			if err != nil {
				return counts, err
			}
		}
	}
	for more := !o.DryRun; more; { // where an earlier time was cut short
		var err error
		if more, err = d.store.EndRest(ctx); err != nil {
			return counts, err
		}
	}
	return counts, nil
}

// clear goes along one shelf.
func (d *Desk) clear(ctx context.Context, o Order, kind Kind, shelf Shelf) (n int, err error) {
	for after := ""; ; {
		found, next, err := d.store.IssuedSince(ctx, shelf, o.Since, d.now(), after, page)
		if err != nil {
			return n, err
		}
		if o.DryRun {
			n += len(found)
			o.tell(len(found))
			found = nil
		}
		for some := range slices.Chunk(found, batch) {
			ended, err := d.end(ctx, o.Since, kind, shelf, some)
			if n += ended; err != nil {
				return n, err
			}
			o.tell(ended)
			if err := waited(ctx, rest); err != nil {
				return n, err
			}
		}
		if after = next; after == "" {
			return n, nil
		}
	}
}

// end ends one batch, and records each thing of it.
func (d *Desk) end(ctx context.Context, since time.Time, kind Kind, shelf Shelf, some []Issued) (n int, err error) {
	stamp := since.Format(time.RFC3339)
	err = d.store.Transact(ctx, func(ctx context.Context) error {
		now := d.now().UTC()
		ended, err := d.store.Recall(ctx, shelf, some, since, "the operator ended all that was issued since "+stamp, now)
		if err != nil {
			return err
		}
		n = len(ended)
		for _, i := range ended {
			detail := map[string]string{"reason": "recalled", "issued_since": stamp}
			if i.ClientID != "" {
				detail["client_id"] = i.ClientID
			}
			change := audit.FieldChange(cmp.Or(partOfSubject[kind], "status"), audit.Active, audit.Revoked)
			if err := audit.RecordChange(ctx, d.store, now, actions[kind], i.Subject, change, detail); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// waited waits, or says why ctx has ended.
func waited(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
