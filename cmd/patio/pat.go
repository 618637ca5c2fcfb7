package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/server"
)

type patCommands struct {
	Create patCreate `cmd:"" help:"Create a token for a person."`
	List   patList   `cmd:"" help:"List tokens, newest first."`
	Show   patShow   `cmd:"" help:"Show one token, and its last use."`
	Rotate patRotate `cmd:"" help:"Give a token a new secret."`
	Revoke patRevoke `cmd:"" help:"Revoke a token at once."`
	Policy patPolicy `cmd:"" help:"Show the token policy from the settings, or apply it to existing tokens."`
}

// patObject is a personal access token as --json shows it: whose it is, and
// what the REST API shows.
type patObject struct {
	UserID string `json:"user_id"`
	server.TokenDocument
}

func objectOfToken(t pat.Token, raw string, now time.Time) patObject {
	o := patObject{UserID: t.UserID, TokenDocument: server.DocumentOfToken(t, now)}
	o.Token = raw
	return o
}

type patCreate struct {
	User       string   `required:"" help:"The person that it acts for: user name, e-mail address or id." placeholder:"U"`
	Client     *string  `help:"The client that it belongs to. Default: the person's private client, which is made if there is none." placeholder:"ID"`
	Name       string   `required:"" help:"A name that says what it is for." placeholder:"N"`
	Scope      []string `sep:"none" help:"Some of the client's scopes, separated by spaces; may be repeated. Default: all of them." placeholder:"\"a\""`
	ExpiresIn  *life    `help:"Its lifetime, such as 90d, or never for no end. Default: what the policy says, otherwise no end." placeholder:"90d"`
	AllowedIP  []string `name:"allowed-ip" sep:"none" help:"A network from which it may be used, such as 203.0.113.0/24; may be repeated. Default: from anywhere." placeholder:"CIDR"`
	Resource   []string `sep:"none" help:"The identifier of the resource server that it is for (RFC 8707); may be repeated. Default: all of them, unless tokens.require_resource is set." placeholder:"URI"`
	SelfRotate bool     `help:"Let it replace its own secret."`
}

// Run makes a token.
func (cmd *patCreate) Run(ctx context.Context, c *call) error {
	scopes, err := listedBySpaces("--scope", cmd.Scope)
	if err != nil {
		return err
	}
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		user, err := r.user(ctx, cmd.User)
		if err != nil {
			return err
		}
		order := pat.Order{UserID: user.ID, Name: cmd.Name, SelfRotate: cmd.SelfRotate, MayReserved: true}
		if cmd.Scope != nil {
			order.Scopes = listOf(scopes)
		}
		order.AllowedIPs, order.Resources = cmd.AllowedIP, cmd.Resource
		if cmd.ExpiresIn != nil {
			if order.Endless = cmd.ExpiresIn.never; !order.Endless {
				order.ExpiresAt = r.now().Add(time.Duration(cmd.ExpiresIn.span))
			}
		}
		made, raw, err := cmd.mint(ctx, r, order)
		if err != nil {
			return mintRefused(err, user.Username)
		}
		return c.showChange(r, objectOfToken(made, raw, r.now()), func(w io.Writer) {
			fmt.Fprintf(w, "%s has a new token on %s.\n\n", user.Username, made.ClientName)
			facts(w, append([][2]string{{"token", raw}, {"id", made.ID}, {"scopes", strings.Join(made.Scopes, " ")},
				{"ends", ends(made, r.now())}}, limitsOf(made)...)...)
			fmt.Fprintln(w, "\nCopy it now; it is not shown again.")
			fmt.Fprintf(w, "Revoke it with: patio pat revoke %s\n", made.ID)
		})
	})
}

// mint makes the token. Where no client was named, it belongs to the person's
// private one, as on the page for a new token, which is made with it or not at
// all.
func (cmd *patCreate) mint(ctx context.Context, r *rooms, order pat.Order) (made pat.Token, raw string, err error) {
	if cmd.Client != nil {
		order.ClientID = *cmd.Client
		return r.tokens.Mint(ctx, order)
	}
	by := *actor.From(ctx)
	by.UserID = order.UserID
	err = r.clients.Personal(ctx, by, func(ctx context.Context, own clients.Client) error {
		order.ClientID = own.ID
		made, raw, err = r.tokens.Mint(ctx, order)
		return err
	})
	return made, raw, err
}

// limitsOf are the facts about where a token works, and for whom.
func limitsOf(t pat.Token) [][2]string {
	return [][2]string{{"works from", strings.Join(objectOfToken(t, "", t.CreatedAt).AllowedIPs, " ")}, {"is for", strings.Join(t.Resources, " ")}}
}

// mintRefused tells the operator whose client is meant: the room speaks to the
// person that the token is for.
func mintRefused(err error, username string) error {
	if refused, ok := errors.AsType[*pat.Error](err); ok && refused.Field == "client_id" {
		return fmt.Errorf("--client is not a client that %s may create tokens on; use one of their own or an approved one "+
			"with user tokens (patio client list shows them), or leave --client out", username)
	}
	return err
}

// ends says when a token ends, and in how long.
func ends(t pat.Token, now time.Time) string {
	if t.ExpiresAt.IsZero() {
		return "never"
	}
	return when(t.ExpiresAt) + ", " + in(t.ExpiresAt, now)
}

func stateOfToken(t pat.Token, now time.Time) string {
	switch {
	case !t.RevokedAt.IsZero():
		return "revoked"
	case !t.Live(now):
		return "expired"
	}
	return "active"
}

type patRotate struct {
	ID      string `arg:"" name:"id" help:"The token's id, as shown by patio pat list; not the token itself."`
	Overlap span   `help:"How long the old secret keeps working, such as 1h; at most 30d. Default: not at all." placeholder:"1h"`
	terminalQuestion
}

// Run gives a token a new secret.
func (cmd *patRotate) Run(ctx context.Context, c *call) error {
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		if err := cmd.agree(ctx, c, r); err != nil {
			return err
		}
		rotated, raw, err := r.tokens.RotateAny(ctx, cmd.ID, time.Duration(cmd.Overlap))
		switch refused, _ := errors.AsType[*pat.Error](err); {
		case errors.Is(err, pat.ErrUnknown):
			return unknownToken(cmd.ID)
		case refused != nil && refused.Field == "expires_at":
			return fmt.Errorf("the token's end %s; patio pat policy shows what is allowed", refused.Detail)
		case err != nil:
			return err
		}
		return c.showChange(r, objectOfToken(rotated, raw, r.now()), func(w io.Writer) {
			fmt.Fprintf(w, "%s has a new secret.\n\n", rotated.Name)
			facts(w, [2]string{"token", raw}, [2]string{"id", rotated.ID})
			fmt.Fprintln(w, "\nCopy it now; it is not shown again.")
			if cmd.Overlap == 0 {
				fmt.Fprintln(w, "The old secret no longer works. If anyone still uses it, the token is revoked.")
				return
			}
			fmt.Fprintf(w, "The old secret works until %s. If anyone uses it after that, the token is revoked.\n",
				when(r.now().Add(time.Duration(cmd.Overlap))))
		})
	})
}

// agree asks where the old secret ends at once.
func (cmd *patRotate) agree(ctx context.Context, c *call, r *rooms) error {
	if cmd.Overlap > 0 {
		return nil
	}
	found, err := r.store.Token(ctx, cmd.ID)
	if errors.Is(err, pat.ErrUnknown) {
		return unknownToken(cmd.ID)
	}
	if err != nil || !found.RevokedAt.IsZero() || !found.Live(r.now()) {
		return err // the room says why it gets no secret
	}
	holder, err := r.users.Get(ctx, found.UserID)
	if err != nil {
		return err
	}
	return cmd.confirm(c, fmt.Sprintf("Replace the secret of the token %s (%s) of %s? It stops working at once, "+
		"and using it after that ends the token; with --overlap 1h it would keep working for an hour.",
		found.Name, found.Hint, holder.Username))
}

// unknownToken is the error for an id that no token has. A token that was pasted
// in place of its id is now known to others: it is in the history of the shell.
func unknownToken(id string) error {
	if strings.HasPrefix(id, "pat_") {
		return errors.New("that is a token, not its id, and it is now in your shell's history; " +
			"find its id with patio pat list, and revoke or rotate it")
	}
	return errors.New("there is no personal access token with that id; patio pat list shows the ones there are")
}
