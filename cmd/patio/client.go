package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/config"
	"github.com/patio-auth/patio/server"
)

type clientCommands struct {
	Create       clientCreate  `cmd:"" help:"Register a client. Its scopes are fixed from then on."`
	List         clientList    `cmd:"" help:"List clients."`
	Show         clientShow    `cmd:"" help:"Show one client."`
	Disable      clientDisable `cmd:"" help:"Switch a client off: all its tokens are refused."`
	Enable       clientEnable  `cmd:"" help:"Switch a client on again."`
	RotateSecret clientRotate  `cmd:"" help:"Give a client a new secret."`
	Delete       clientDelete  `cmd:"" help:"Remove a client and end everything issued to it."`
}

type clientCreate struct {
	Owner                   string   `required:"" help:"Who it belongs to: user name, e-mail address or id." placeholder:"U"`
	Name                    string   `required:"" help:"What people see when it asks for access." placeholder:"N"`
	Type                    string   `required:"" enum:"confidential,public" help:"confidential (it can keep a secret) or public (it cannot)." placeholder:"TYPE"`
	Scope                   []string `sep:"none" help:"Scopes, separated by spaces; may come again." placeholder:"\"a b\""`
	RedirectURI             []string `name:"redirect-uri" sep:"none" help:"Where answers may go, to the letter; may come again." placeholder:"URI"`
	GrantType               []string `sep:"none" help:"authorization_code, refresh_token, client_credentials; may come again. Default: the first two." placeholder:"G"`
	ResourceServer          string   `help:"The identifier of the API that this client is (RFC 8707)." placeholder:"URI"`
	UserTokens              bool     `help:"Let every user make personal access tokens on it."`
	AccessTokenFormat       string   `enum:"jwt,opaque" default:"jwt" help:"jwt or opaque." placeholder:"FORMAT"`
	TokenEndpointAuthMethod string   `help:"client_secret_basic (default), client_secret_post, or none for public clients." placeholder:"M"`
}

// Run registers a client.
func (cmd *clientCreate) Run(ctx context.Context, c *call) error {
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		owner, err := r.user(ctx, cmd.Owner)
		if err != nil {
			return err
		}
		made, secret, err := r.clients.Register(ctx, clients.Registration{
			OwnerID: owner.ID, Name: cmd.Name, Type: clients.Type(cmd.Type),
			Scopes: words(cmd.Scope), RedirectURIs: cmd.RedirectURI, GrantTypes: words(cmd.GrantType),
			AuthMethod: cmd.TokenEndpointAuthMethod, Format: clients.Format(cmd.AccessTokenFormat),
			ResourceServer: cmd.ResourceServer, UserTokens: cmd.UserTokens,
		})
		if err != nil {
			return err
		}
		return c.show(server.DocumentOfClient(made, secret), func(w io.Writer) {
			fmt.Fprintf(w, "%s is registered.\n\n", made.Name)
			facts(w, [2]string{"client_id", made.ID}, [2]string{"client_secret", secret})
			if secret != "" {
				fmt.Fprintln(w, "\nKeep the secret now; it is not shown again.")
			}
			fmt.Fprintf(w, "Look at it with: patio client show %s\n", made.ID)
		})
	})
}

type clientList struct {
	Owner *string `help:"Only this person's: user name, e-mail address or id." placeholder:"U"`
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
		shown := itemsOf(all, func(client clients.Client) server.ClientDocument { return server.DocumentOfClient(client, "") })
		return c.show(shown, func(w io.Writer) {
			if len(all) == 0 {
				fmt.Fprintln(w, "There are no clients here yet. Register one: patio client create --help")
				return
			}
			rows := [][]string{{"NAME", "TYPE", "STATE", "SCOPES", "CLIENT ID"}}
			for _, one := range all {
				rows = append(rows, []string{one.Name, string(one.Type), stateOf(one.Disabled()), strings.Join(one.Scopes, " "), one.ID})
			}
			table(w, rows)
		})
	})
}

func stateOf(disabled bool) string {
	if disabled {
		return "disabled"
	}
	return "enabled"
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
		[2]string{"state", stateOf(client.Disabled())},
		[2]string{"owner", owner},
		[2]string{"scopes", strings.Join(client.Scopes, " ")},
		[2]string{"redirect URIs", strings.Join(client.RedirectURIs, " ")},
		[2]string{"grant types", strings.Join(client.GrantTypes, " ")},
		[2]string{"authenticates by", client.AuthMethod},
		[2]string{"access tokens", string(client.Format)},
		[2]string{"resource server", client.ResourceServer},
		[2]string{"user tokens", yesNo(client.UserTokens)},
		[2]string{"registered", when(client.CreatedAt)},
	)
}

type clientDisable struct {
	ClientID string `arg:"" name:"client_id" help:"The client's id."`
}

// Run switches a client off.
func (cmd *clientDisable) Run(ctx context.Context, c *call) error {
	return c.setClientDisabled(ctx, cmd.ClientID, true, "%s is disabled. All its tokens are refused until patio client enable.\n")
}

type clientEnable struct {
	ClientID string `arg:"" name:"client_id" help:"The client's id."`
}

// Run switches a client on again.
func (cmd *clientEnable) Run(ctx context.Context, c *call) error {
	return c.setClientDisabled(ctx, cmd.ClientID, false, "%s is enabled again.\n")
}

func (c *call) setClientDisabled(ctx context.Context, id string, disabled bool, sentence string) error {
	return c.withClient(ctx, id, func(ctx context.Context, r *rooms, found clients.Client) error {
		if err := r.clients.SetDisabled(ctx, found.ID, disabled); err != nil {
			return err
		}
		now, err := r.client(ctx, found.ID)
		if err != nil {
			return err
		}
		return c.show(server.DocumentOfClient(now, ""), func(w io.Writer) { fmt.Fprintf(w, sentence, now.Name) })
	})
}

type clientRotate struct {
	ClientID string `arg:"" name:"client_id" help:"The client's id."`
	Overlap  span   `help:"How long the old secret goes on working, such as 24h. Default: not at all." placeholder:"24h"`
}

// Run gives a client a new secret.
func (cmd *clientRotate) Run(ctx context.Context, c *call) error {
	return c.withClient(ctx, cmd.ClientID, func(ctx context.Context, r *rooms, found clients.Client) error {
		secret, err := r.clients.RotateSecret(ctx, found.ID, time.Duration(cmd.Overlap))
		if err != nil {
			return err
		}
		return c.show(server.DocumentOfClient(found, secret), func(w io.Writer) {
			fmt.Fprintf(w, "%s has a new secret.\n\n", found.Name)
			facts(w, [2]string{"client_id", found.ID}, [2]string{"client_secret", secret})
			fmt.Fprintln(w, "\nKeep the secret now; it is not shown again.")
			if cmd.Overlap > 0 {
				fmt.Fprintf(w, "The old one goes on working for %s.\n", config.FormatDuration(time.Duration(cmd.Overlap)))
			} else {
				fmt.Fprintln(w, "The old one works no longer.")
			}
		})
	})
}

type clientDelete struct {
	ClientID string `arg:"" name:"client_id" help:"The client's id."`
}

// Run removes a client.
func (cmd *clientDelete) Run(ctx context.Context, c *call) error {
	return c.withClient(ctx, cmd.ClientID, func(ctx context.Context, r *rooms, found clients.Client) error {
		if err := r.clients.Delete(ctx, found.ID); err != nil {
			return err
		}
		return c.show(server.DocumentOfClient(found, ""), func(w io.Writer) {
			fmt.Fprintf(w, "%s is gone, and everything that was issued to it has ended.\n", found.Name)
		})
	})
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
