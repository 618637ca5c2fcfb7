package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/config"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/server"
)

type clientCommands struct {
	Create       clientCreate   `cmd:"" help:"Register a client. Its scopes cannot be changed later."`
	List         clientList     `cmd:"" help:"List clients."`
	Show         clientShow     `cmd:"" help:"Show one client."`
	Set          clientSet      `cmd:"" help:"Change a client. What you leave out stays as it is; its scopes cannot be changed."`
	Approve      clientApprove  `cmd:"" help:"Let a pending client act, and mark it as reviewed."`
	Disable      clientDisable  `cmd:"" help:"Suspend a client: all its tokens are refused, and only an operator can reactivate it."`
	Enable       clientEnable   `cmd:"" help:"Reactivate a suspended client."`
	Transfer     clientTransfer `cmd:"" help:"Give a client another owner."`
	RotateSecret clientRotate   `cmd:"" help:"Give a client a new secret."`
	Delete       clientDelete   `cmd:"" help:"Remove a client and end everything issued to it."`
}

type clientCreate struct {
	Owner                   string   `required:"" help:"The owner: user name, e-mail address or id." placeholder:"U"`
	Name                    string   `required:"" help:"The name that people see when it asks for access." placeholder:"N"`
	Type                    string   `required:"" enum:"confidential,public" help:"confidential (it can keep a secret) or public (it cannot)." placeholder:"TYPE"`
	Scope                   []string `sep:"none" help:"Scopes, separated by spaces; may be repeated." placeholder:"\"a b\""`
	RedirectURI             []string `name:"redirect-uri" sep:"none" help:"A redirect URI, which must match exactly; may be repeated." placeholder:"URI"`
	GrantType               []string `sep:"none" help:"authorization_code, refresh_token, client_credentials; may be repeated. Default: the first two." placeholder:"G"`
	ResourceServer          string   `help:"The identifier of the API that this client is (RFC 8707)." placeholder:"URI"`
	AcceptsDefaultAudience  bool     `negatable:"" default:"true" help:"As a resource server, also accept tokens that name no resource (the default)."`
	RequirePKCE             bool     `name:"require-pkce" negatable:"" default:"true" help:"Require PKCE (the default). --require-pkce=false is for a confidential client whose library cannot do PKCE."`
	FirstParty              bool     `help:"Trust it as the service's own: its users may let it register clients."`
	UserTokens              bool     `help:"Let every user make personal access tokens on it."`
	AccessTokenFormat       string   `enum:"jwt,opaque" default:"jwt" help:"jwt or opaque." placeholder:"FORMAT"`
	TokenEndpointAuthMethod string   `help:"client_secret_basic (default), client_secret_post, or none for public clients." placeholder:"M"`
}

// Run registers a client.
func (cmd *clientCreate) Run(ctx context.Context, c *call) error {
	scopes, err := listedBySpaces("--scope", cmd.Scope)
	if err != nil {
		return err
	}
	grantTypes, err := listedBySpaces("--grant-type", cmd.GrantType)
	if err != nil {
		return err
	}
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		owner, err := r.user(ctx, cmd.Owner)
		if err != nil {
			return err
		}
		made, secret, err := r.clients.Register(ctx, *actor.From(ctx), clients.Registration{
			OwnerID: owner.ID, Name: cmd.Name, Type: clients.Type(cmd.Type),
			Scopes: scopes, RedirectURIs: cmd.RedirectURI, GrantTypes: grantTypes,
			AuthMethod: cmd.TokenEndpointAuthMethod, Format: clients.Format(cmd.AccessTokenFormat),
			ResourceServer: cmd.ResourceServer, UserTokens: cmd.UserTokens, FirstParty: cmd.FirstParty,
			RefusesDefaultAudience: !cmd.AcceptsDefaultAudience, PKCEOptional: !cmd.RequirePKCE,
		})
		if err != nil {
			return err
		}
		return c.showChange(r, server.DocumentOfClient(made, secret), func(w io.Writer) {
			fmt.Fprintf(w, "%s is registered.\n\n", made.Name)
			facts(w, [2]string{"client_id", made.ID}, [2]string{"client_secret", secret})
			if secret != "" {
				fmt.Fprintln(w, "\nSave the secret now; it is not shown again.")
			}
			fmt.Fprintf(w, "Look at it with: patio client show %s\n", made.ID)
		})
	})
}

type clientList struct {
	Owner  *string `help:"Only this person's: user name, e-mail address or id." placeholder:"U"`
	Status *string `enum:"pending,active,suspended" help:"Only clients of this status: pending, active or suspended." placeholder:"STATUS"`
	Name   *string `help:"Only clients whose name contains this, ignoring case." placeholder:"TEXT"`
	Limit  count   `help:"How many to show at most, the oldest first. Default: all." placeholder:"N"`
}

// shows reports whether the list is to show a client.
func (cmd *clientList) shows(client clients.Client) bool {
	if cmd.Status != nil && string(client.Status()) != *cmd.Status {
		return false
	}
	return cmd.Name == nil || strings.Contains(strings.ToLower(client.Name), strings.ToLower(*cmd.Name))
}

var clientColumns = []column{
	{name: "NAME", cut: true}, {name: "OWNER", cut: true}, {name: "TYPE", rank: 3}, {name: "STATE", rank: 1},
	{name: "SCOPES", rank: 2, cut: true}, {name: "CLIENT ID"},
}

// Run lists clients.
func (cmd *clientList) Run(ctx context.Context, c *call) error {
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		owner, err := r.idOf(ctx, cmd.Owner)
		if err != nil {
			return err
		}
		all, err := everything(func(cursor string, limit int) ([]clients.Client, error) {
			return r.clients.List(ctx, owner, cursor, limit)
		}, func(client clients.Client) string { return client.ID })
		if err != nil {
			return err
		}
		there := len(all) > 0
		all = slices.DeleteFunc(all, func(client clients.Client) bool { return !cmd.shows(client) })
		if cmd.Limit > 0 && len(all) > int(cmd.Limit) {
			all = all[:cmd.Limit]
		}
		shown := itemsOf(all, func(client clients.Client) server.ClientDocument { return server.DocumentOfClient(client, "") })
		return c.show(shown, func(w io.Writer) {
			switch {
			case there && len(all) == 0, !there && cmd.Owner != nil:
				fmt.Fprintln(w, "No client matches. patio client list shows all of them.")
				return
			case !there:
				fmt.Fprintln(w, "There are no clients yet. Register one: patio client create --help")
				return
			}
			var rows [][]string
			name := r.namer(ctx)
			for _, one := range all {
				rows = append(rows, []string{one.Name, name(one.OwnerID), string(one.Type), stateOfClient(one), strings.Join(one.Scopes, " "), one.ID})
			}
			c.table(w, clientColumns, rows)
		})
	})
}

// stateOfClient is a client's status, with what suspended it.
func stateOfClient(client clients.Client) string {
	if client.SuspendedBy == "" {
		return string(client.Status())
	}
	return string(client.Status()) + " (" + string(client.SuspendedBy) + ")"
}

// reviewedAt is when an administrator reviewed a client.
func reviewedAt(client clients.Client) string {
	if !client.Reviewed() {
		return "not by an administrator"
	}
	return when(client.ReviewedAt)
}

type clientShow struct {
	ClientID string `arg:"" name:"client_id" help:"The client's id."`
}

// Run shows one client.
func (cmd *clientShow) Run(ctx context.Context, c *call) error {
	return c.withClient(ctx, cmd.ClientID, func(ctx context.Context, r *rooms, found clients.Client) error {
		owner, err := r.users.Get(ctx, found.OwnerID)
		if err != nil {
			return err
		}
		return c.show(server.DocumentOfClient(found, ""), func(w io.Writer) { describeClient(w, found, owner.Username) })
	})
}

func describeClient(w io.Writer, client clients.Client, owner string) {
	fmt.Fprintf(w, "%s\n\n", client.Name)
	facts(w,
		[2]string{"client_id", client.ID},
		[2]string{"type", string(client.Type)},
		[2]string{"state", stateOfClient(client)},
		[2]string{"reviewed", reviewedAt(client)},
		[2]string{"first party", yesNo(client.FirstParty)},
		[2]string{"owner", owner},
		[2]string{"scopes", strings.Join(client.Scopes, " ")},
		[2]string{"redirect URIs", strings.Join(client.RedirectURIs, " ")},
		[2]string{"grant types", strings.Join(client.GrantTypes, " ")},
		[2]string{"authenticates by", client.AuthMethod},
		[2]string{"requires PKCE", yesNo(client.RequiresPKCE())},
		[2]string{"access tokens", string(client.Format)},
		[2]string{"resource server", client.ResourceServer},
		[2]string{"user tokens", yesNo(client.UserTokens)},
		[2]string{"registered", when(client.CreatedAt)},
	)
}

type clientSet struct {
	ClientID                string   `arg:"" name:"client_id" help:"The client's id."`
	Name                    *string  `help:"The name that people see when it asks for access." placeholder:"N"`
	RedirectURI             []string `name:"redirect-uri" sep:"none" help:"A redirect URI, which must match exactly; may be repeated. Replaces the ones it has." placeholder:"URI"`
	GrantType               []string `sep:"none" help:"authorization_code, refresh_token, client_credentials; may be repeated. Replaces the ones it has." placeholder:"G"`
	TokenEndpointAuthMethod *string  `help:"client_secret_basic or client_secret_post." placeholder:"M"`
	AccessTokenFormat       *string  `enum:"jwt,opaque" help:"jwt or opaque." placeholder:"FORMAT"`
	UserTokens              *bool    `negatable:"" help:"Let every user make personal access tokens on it."`
	FirstParty              *bool    `negatable:"" help:"Trust it as the service's own: its users may let it register clients."`
	AcceptsDefaultAudience  *bool    `negatable:"" help:"As a resource server, also accept tokens that name no resource."`
	RequirePKCE             *bool    `name:"require-pkce" negatable:"" help:"Require PKCE. --require-pkce=false is for a confidential client whose library cannot do PKCE."`
}

// Run changes a client.
func (cmd *clientSet) Run(ctx context.Context, c *call) error {
	grantTypes, err := listedBySpaces("--grant-type", cmd.GrantType)
	if err != nil {
		return err
	}
	return c.withClient(ctx, cmd.ClientID, func(ctx context.Context, r *rooms, found clients.Client) error {
		var pkceOptional *bool
		if cmd.RequirePKCE != nil {
			pkceOptional = new(!*cmd.RequirePKCE)
		}
		now, err := r.clients.Change(ctx, *actor.From(ctx), found.ID, clients.Change{
			Name: cmd.Name, RedirectURIs: listOrNil(cmd.RedirectURI), GrantTypes: listOrNil(grantTypes),
			AuthMethod: cmd.TokenEndpointAuthMethod,
			Format:     (*clients.Format)(cmd.AccessTokenFormat), UserTokens: cmd.UserTokens, FirstParty: cmd.FirstParty,
			AcceptsDefaultAudience: cmd.AcceptsDefaultAudience, PKCEOptional: pkceOptional,
		})
		if err != nil {
			return err
		}
		owner, err := r.users.Get(ctx, now.OwnerID)
		if err != nil {
			return err
		}
		return c.showChange(r, server.DocumentOfClient(now, ""), func(w io.Writer) { describeClient(w, now, owner.Username) })
	})
}

// listOrNil is a list of flags; nil where none was given.
func listOrNil(all []string) *[]string {
	if len(all) == 0 {
		return nil
	}
	return &all
}

type clientDisable struct {
	ClientID string `arg:"" name:"client_id" help:"The client's id."`
}

// Run switches a client off.
func (cmd *clientDisable) Run(ctx context.Context, c *call) error {
	return c.setClientState(ctx, cmd.ClientID, (*clients.Clients).Suspend,
		"%s is suspended. All its tokens are refused until it is enabled again.\n")
}

type clientEnable struct {
	ClientID string `arg:"" name:"client_id" help:"The client's id."`
}

// Run switches a client on again.
func (cmd *clientEnable) Run(ctx context.Context, c *call) error {
	return c.setClientState(ctx, cmd.ClientID, (*clients.Clients).Activate, "%s is active again.\n")
}

type clientApprove struct {
	ClientID string `arg:"" name:"client_id" help:"The client's id."`
}

// Run approves a client.
func (cmd *clientApprove) Run(ctx context.Context, c *call) error {
	return c.setClientState(ctx, cmd.ClientID, (*clients.Clients).Approve, "%s is approved.\n")
}

type clientTransfer struct {
	ClientID string `arg:"" name:"client_id" help:"The client's id."`
	To       string `required:"" help:"The new owner: user name, e-mail address or id." placeholder:"U"`
}

// Run gives a client another owner.
func (cmd *clientTransfer) Run(ctx context.Context, c *call) error {
	return c.withClient(ctx, cmd.ClientID, func(ctx context.Context, r *rooms, found clients.Client) error {
		owner, err := r.user(ctx, cmd.To)
		if err != nil {
			return err
		}
		now, err := r.clients.Transfer(ctx, *actor.From(ctx), found.ID, owner.ID)
		if err != nil {
			return err
		}
		return c.showChange(r, server.DocumentOfClient(now, ""), func(w io.Writer) {
			fmt.Fprintf(w, "%s belongs to %s now. Its secrets still work; replace them with: patio client rotate-secret %s\n",
				now.Name, owner.Username, now.ID)
		})
	})
}

// setClientState runs a command that changes the state of a client.
func (c *call) setClientState(
	ctx context.Context, id string, change func(*clients.Clients, context.Context, actor.Actor, string) (clients.Client, error), sentence string,
) error {
	return c.withClient(ctx, id, func(ctx context.Context, r *rooms, found clients.Client) error {
		now, err := change(r.clients, ctx, *actor.From(ctx), found.ID)
		if err != nil {
			return err
		}
		return c.showChange(r, server.DocumentOfClient(now, ""), func(w io.Writer) { fmt.Fprintf(w, sentence, now.Name) })
	})
}

type clientRotate struct {
	ClientID string `arg:"" name:"client_id" help:"The client's id."`
	Overlap  span   `help:"How long the old secrets keep working, such as 24h. Default: not at all." placeholder:"24h"`
	terminalQuestion
}

// Run gives a client a new secret.
func (cmd *clientRotate) Run(ctx context.Context, c *call) error {
	return c.withClient(ctx, cmd.ClientID, func(ctx context.Context, r *rooms, found clients.Client) error {
		if err := cmd.agree(ctx, c, r, found); err != nil {
			return err
		}
		secret, err := r.clients.RotateSecret(ctx, *actor.From(ctx), found.ID, time.Duration(cmd.Overlap))
		if err != nil {
			return err
		}
		return c.showChange(r, server.DocumentOfClient(found, secret), func(w io.Writer) {
			fmt.Fprintf(w, "%s has a new secret.\n\n", found.Name)
			facts(w, [2]string{"client_id", found.ID}, [2]string{"client_secret", secret})
			fmt.Fprintln(w, "\nSave the secret now; it is not shown again.")
			if cmd.Overlap > 0 {
				fmt.Fprintf(w, "The old secret keeps working for %s.\n", config.FormatDuration(time.Duration(cmd.Overlap)))
			} else {
				fmt.Fprintln(w, "The old secret no longer works.")
			}
		})
	})
}

// agree asks where the old secrets end at once.
func (cmd *clientRotate) agree(ctx context.Context, c *call, r *rooms, found clients.Client) error {
	if cmd.Overlap > 0 || found.Type != clients.Confidential {
		return nil
	}
	works, err := r.store.CountSecrets(ctx, found.ID, r.now())
	if err != nil || works == 0 {
		return err
	}
	return cmd.confirm(c, fmt.Sprintf("Replace the secret of %s? Its current secrets (%d) stop working at once; "+
		"with --overlap 24h they would keep working for a day.", found.Name, works))
}

// withClient runs a command on one client.
func (c *call) withClient(ctx context.Context, id string, do func(ctx context.Context, r *rooms, found clients.Client) error) error {
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		found, err := r.client(ctx, id)
		if err != nil {
			return err
		}
		return do(ctx, r, found)
	})
}
