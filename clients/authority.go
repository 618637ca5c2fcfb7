package clients

import (
	"context"
	"errors"
	"slices"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/actor"
)

// Denied says that this actor may not do this, and what to do instead.
type Denied struct{ Detail string }

// Error is the sentence.
func (d *Denied) Error() string { return d.Detail }

func denied(detail string) error { return &Denied{Detail: detail} }

// ErrNotFresh says that a change lets somebody else act as the client, and so
// needs a person who signed in just now, or a token that such a person trusts
// with it.
var ErrNotFresh = errors.New("this change needs a sign-in of the last five minutes")

// scopeWrite is the scope with which tokens register and change clients.
const scopeWrite = "clients:write"

// mayWrite refuses actors that may not register or change any client.
func (c *Clients) mayWrite(by actor.Actor) error {
	switch by.Credential {
	case actor.CommandLine, actor.Session:
		return nil
	case actor.OAuth:
		if !by.FirstParty && !c.opts.Catalogue.grantable(scopeWrite) {
			return denied("Registering or changing a client requires a personal access token or a browser session; this token belongs to an app.")
		}
	case actor.PAT:
	default:
		return denied("Registering or changing a client requires a personal access token or a browser session.")
	}
	if by.UserID == "" {
		return denied("A client belongs to a person; a token that a client got for itself cannot register or change one.")
	}
	if len(by.Token.AllowedIPs) > 0 || !slices.Equal(by.Token.Audience, []string{c.opts.Audience}) {
		return denied("This token is bound to networks or to a resource, and what it registered would not be. Use a token without such bounds, or the browser.")
	}
	return nil
}

// mayChange refuses actors that may not change this client at all. Another
// person's client looks like none. Errors: ErrUnknown, *Denied.
func (c *Clients) mayChange(by actor.Actor, client Client) error {
	if by.Credential != actor.CommandLine && client.OwnerID != by.UserID {
		return ErrUnknown
	}
	return c.mayWrite(by)
}

// mayControl refuses changes after which somebody else acts as the client or
// receives its codes, unless the person signed in just now, or the token has
// advanced privileges, created the client, or is the one that its owner lets
// manage it. A token never controls a client of wider scopes than its own.
// Errors: ErrNotFresh, *Denied.
func (c *Clients) mayControl(by actor.Actor, client Client) error {
	switch {
	case by.Credential == actor.CommandLine, by.Fresh(c.opts.Now()):
		return nil
	case !by.ByToken(), !by.Privileged() && !manages(by, client):
		return ErrNotFresh
	}
	if missing, ok := by.Covers(client.Scopes); !ok {
		return denied("The client reaches further than this token, which lacks " + missing + ". Use the browser, or a token that has every scope of the client.")
	}
	return nil
}

// manages reports whether the actor's token created the client or was assigned
// to it by the owner.
func manages(by actor.Actor, client Client) bool {
	return client.ManagedBy == by.Token.ID || client.CreatorLineage != "" && client.CreatorLineage == creatorLineage(by)
}

// creatorLineage returns the lineage of what the actor's token creates: a
// personal access token's own; of an OAuth access token the one that is named
// like it.
func creatorLineage(by actor.Actor) string {
	if by.Credential == actor.PAT {
		return by.GrantID
	}
	return by.Token.ID
}

// mayAdminister refuses everybody but the operator and administrators. A token
// must be an administrator's, with advanced privileges, and may not free a
// client from the token that ends with it. Errors: *Denied, ErrNotFresh.
func (c *Clients) mayAdminister(ctx context.Context, by actor.Actor, client Client, fresh bool) error {
	switch {
	case by.Credential == actor.CommandLine:
		return nil
	case !by.Admin || by.Credential != actor.Session && by.Credential != actor.PAT:
		return denied("Only an administrator may do this, in the browser, with a token of advanced privileges, or at the command line.")
	case by.Credential == actor.Session:
		if fresh && !by.Fresh(c.opts.Now()) {
			return ErrNotFresh
		}
		return nil
	case !by.Privileged():
		return ErrNotFresh
	}
	if err := c.mayWrite(by); err != nil || client.CreatorLineage == "" {
		return err
	}
	above, err := c.store.Ancestors(ctx, client.CreatorLineage)
	if err == nil && slices.Contains(above, by.GrantID) {
		err = denied("This token created the client, and the client ends with it. Use the browser or another token.")
	}
	return err
}

// attach holds the lineage of the actor's token until the transaction ends and
// returns it; "" for an actor without a token. Errors: *Denied where the token
// has ended or was replaced meanwhile.
func (c *Clients) attach(ctx context.Context, by actor.Actor) (string, error) {
	if !by.ByToken() {
		return "", nil
	}
	lineage, err := c.store.LockCreator(ctx, *by.Token)
	if errors.Is(err, ErrTokenEnded) {
		err = denied("This token has ended or was replaced; use the new one.")
	}
	return lineage, err
}

// ErrTokenEnded says that a token ended, or its secret was replaced, after the
// request came in.
var ErrTokenEnded = errors.New("the token has ended")

// refusal records a refused attempt and returns its error.
func (c *Clients) refusal(ctx context.Context, action audit.Action, id string, err error) error {
	var why *Denied
	detail := map[string]string{"reason": "reauthentication required"}
	switch {
	case errors.As(err, &why):
		detail["reason"] = why.Detail
	case !errors.Is(err, ErrNotFresh), !actor.From(ctx).ByToken(): // a person is asked, and goes on
		return err
	}
	return errors.Join(err, audit.RecordRefusal(ctx, c.store, c.opts.Now(), action, id, detail))
}
