package main

import (
	"context"
	"fmt"
	"io"

	"github.com/patio-auth/patio/users"
)

type userCommands struct {
	Create            userCreate      `cmd:"" help:"Create an account."`
	List              userList        `cmd:"" help:"List all accounts."`
	Set               userSet         `cmd:"" help:"Change an account's e-mail address. Its owner is told at both addresses."`
	Disable           userDisable     `cmd:"" help:"Disable an account: its sessions end, its tokens are refused, and its API clients are suspended."`
	Enable            userEnable      `cmd:"" help:"Enable an account again, and reactivate the API clients that were suspended with it."`
	Revoke            userRevoke      `cmd:"" help:"Revoke every token, app authorization and browser session of a person. The account stays."`
	Delete            userDelete      `cmd:"" help:"Remove an account for good, with everything that was issued to it. The audit trail stays."`
	ResetPassword     userReset       `cmd:"" help:"Set a new password and end the account's sessions. A second factor stays."`
	ResetSecondFactor userResetFactor `cmd:"" help:"Remove the second factor of an account and end its sessions. The password stays."`
}

// userObject is a user as --json shows it.
type userObject struct {
	ID        string  `json:"id"`
	Username  string  `json:"username"`
	Email     string  `json:"email"`
	Name      string  `json:"name"`
	Admin     bool    `json:"admin"`
	Disabled  bool    `json:"disabled"`
	CreatedAt *string `json:"created_at"`
}

func objectOfUser(u users.User) userObject {
	return userObject{
		ID: u.ID, Username: u.Username, Email: u.Email, Name: u.Name, Admin: u.Admin,
		Disabled: u.Disabled(), CreatedAt: stamp(u.CreatedAt),
	}
}

type userCreate struct {
	Username      string `required:"" help:"Lower-case letters, digits, dots, dashes and underscores." placeholder:"U"`
	Email         string `required:"" help:"E-mail address." placeholder:"E"`
	Name          string `help:"The name that others see." placeholder:"N"`
	Admin         bool   `help:"Make this person an administrator."`
	PasswordStdin bool   `help:"Read the password from the first line of standard input. Without it, the password is asked for at the terminal."`
}

// Run makes an account.
func (cmd *userCreate) Run(ctx context.Context, c *call) error {
	if err := c.passwordSource(cmd.PasswordStdin, "patio user create"); err != nil {
		return err
	}
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		password, err := c.password()
		if err != nil {
			return err
		}
		made, err := r.users.Create(ctx, users.Draft{
			Username: cmd.Username, Email: cmd.Email, Name: cmd.Name, Admin: cmd.Admin, Password: password, MayReserved: true,
		})
		if err != nil {
			return err
		}
		return c.showChange(r, objectOfUser(made), func(w io.Writer) {
			fmt.Fprintf(w, "%s can sign in now.\n\n", made.Username)
			facts(w, [2]string{"id", made.ID}, [2]string{"e-mail", made.Email}, [2]string{"name", made.Name},
				[2]string{"administrator", yesNo(made.Admin)})
		})
	})
}

type userList struct {
	Limit count `help:"How many to show at most, the oldest first. Default: all." placeholder:"N"`
}

var userColumns = []column{
	{name: "USER NAME", cut: true}, {name: "E-MAIL"}, {name: "NAME", rank: 2, cut: true}, {name: "STATE", rank: 1},
	{name: "CREATED", rank: 4}, {name: "ID", rank: 3}, // every command takes the user name
}

// Run lists all accounts.
func (cmd *userList) Run(ctx context.Context, c *call) error {
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		all, err := everything(func(cursor string, limit int) ([]users.User, error) {
			return r.users.List(ctx, cursor, limit)
		}, func(u users.User) string { return u.ID })
		if err != nil {
			return err
		}
		if cmd.Limit > 0 && len(all) > int(cmd.Limit) {
			all = all[:cmd.Limit]
		}
		return c.show(itemsOf(all, objectOfUser), func(w io.Writer) {
			if len(all) == 0 {
				fmt.Fprintln(w, "There are no users yet. Create the first one: patio user create --help")
				return
			}
			var rows [][]string
			for _, u := range all {
				rows = append(rows, []string{u.Username, u.Email, u.Name, stateOfUser(u), when(u.CreatedAt), u.ID})
			}
			c.table(w, userColumns, rows)
		})
	})
}

func stateOfUser(u users.User) string {
	switch {
	case u.Disabled():
		return "disabled"
	case u.Admin:
		return "administrator"
	}
	return "enabled"
}

type userSet struct {
	User  string `arg:"" help:"User name, e-mail address or id."`
	Email string `required:"" help:"The new e-mail address." placeholder:"E"`
}

// Run changes an account's e-mail address.
func (cmd *userSet) Run(ctx context.Context, c *call) error {
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		found, err := r.user(ctx, cmd.User)
		if err != nil {
			return err
		}
		if err := r.users.ChangeEmail(ctx, found.ID, cmd.Email); err != nil {
			return err
		}
		return c.showUser(ctx, r, found.ID, "%s has a new e-mail address.\n")
	})
}

type userReset struct {
	User          string `arg:"" help:"User name, e-mail address or id."`
	PasswordStdin bool   `help:"Read the new password from the first line of standard input. Without it, the password is asked for at the terminal."`
}

// Run sets a new password.
func (cmd *userReset) Run(ctx context.Context, c *call) error {
	if err := c.passwordSource(cmd.PasswordStdin, "patio user reset-password"); err != nil {
		return err
	}
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		found, err := r.user(ctx, cmd.User)
		if err != nil {
			return err
		}
		password, err := c.password()
		if err != nil {
			return err
		}
		if err := r.users.ResetPassword(ctx, found.ID, password); err != nil {
			return err
		}
		return c.showUser(ctx, r, found.ID, "%s has a new password. Earlier sessions have ended.\n")
	})
}

type userResetFactor struct {
	User string `arg:"" help:"User name, e-mail address or id."`
	terminalQuestion
}

// Run takes the second factor off an account, for whoever has lost phone and
// recovery codes.
func (cmd *userResetFactor) Run(ctx context.Context, c *call) error {
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		found, err := r.user(ctx, cmd.User)
		if err != nil {
			return err
		}
		question := fmt.Sprintf("Remove the second factor of %s and end their sessions?", found.Username)
		if err := cmd.confirm(c, question); err != nil {
			return err
		}
		if err := r.users.ResetFactors(ctx, found.ID); err != nil {
			return err
		}
		return c.showUser(ctx, r, found.ID, "%s signs in with the password alone now. Earlier sessions have ended.\n")
	})
}

// showUser shows an account as it is now.
func (c *call) showUser(ctx context.Context, r *rooms, id, sentence string) error {
	now, err := r.users.Get(ctx, id)
	if err != nil {
		return err
	}
	return c.showChange(r, objectOfUser(now), func(w io.Writer) { fmt.Fprintf(w, sentence, now.Username) })
}
