package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/users"
)

// standingObject is what --json shows of what a person had.
type standingObject struct {
	PersonalTokens int `json:"personal_access_tokens"`
	Grants         int `json:"grants"`
	Sessions       int `json:"sessions"`
}

func objectOfStanding(s users.Standing) standingObject {
	return standingObject{PersonalTokens: s.PersonalTokens, Grants: s.Grants, Sessions: s.Sessions}
}

// suspendedInWords is standingInWords with the clients that are suspended.
func suspendedInWords(s users.Standing) string {
	return fmt.Sprintf("%s, API clients that tokens created: %d", standingInWords(s), s.CreatedClients)
}

// standingInWords is what a person has, for a question or an answer.
func standingInWords(s users.Standing) string {
	return fmt.Sprintf("personal access tokens: %d, apps' grants: %d, browser sessions: %d",
		s.PersonalTokens, s.Grants, s.Sessions)
}

type userRevoke struct {
	User string `arg:"" help:"User name, e-mail address or id."`
	confirmation
}

// revokedUserObject is what --json shows of a revocation.
type revokedUserObject struct {
	userObject
	standingObject
	Suspended int `json:"clients_suspended"`
}

// Run ends everything that was issued to a person.
func (cmd *userRevoke) Run(ctx context.Context, c *call) error {
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		found, err := r.user(ctx, cmd.User)
		if err != nil {
			return err
		}
		if err := cmd.answerable(c); err != nil {
			return err
		}
		has, err := r.users.Standing(ctx, found.ID)
		if err != nil {
			return err
		}
		question := fmt.Sprintf("End everything that was issued to %s (%s)?",
			found.Username, suspendedInWords(has))
		if err := cmd.confirm(c, question); err != nil {
			return err
		}
		was, err := r.users.Revoke(ctx, found.ID)
		if err != nil {
			return err
		}
		return c.showChange(r, revokedUserObject{objectOfUser(found), objectOfStanding(was), was.CreatedClients}, func(w io.Writer) {
			fmt.Fprintf(w, "Everything that was issued to %s has ended (%s).\n", found.Username, suspendedInWords(was))
			fmt.Fprintln(w, "The account itself stays; apps have to ask for access again.")
		})
	})
}

type userDelete struct {
	User              string  `arg:"" help:"User name, e-mail address or id."`
	DeleteClients     bool    `help:"Delete the person's API clients; all tokens on them end, other people's too." xor:"clients"`
	TransferClientsTo *string `help:"Give the person's API clients to this user: user name, e-mail address or id." placeholder:"U" xor:"clients"`
	confirmation
}

// ownedObject is a client of an account that is gone, as --json shows it.
type ownedObject struct {
	ClientID string `json:"client_id"`
	Name     string `json:"name"`
}

func objectOfOwned(o users.OwnedClient) ownedObject { return ownedObject{o.ID, o.Name} }

// deletedUserObject is what --json shows of a deletion.
type deletedUserObject struct {
	userObject
	standingObject
	Deleted     []ownedObject `json:"clients_deleted"`
	Transferred []ownedObject `json:"clients_transferred"`
}

// Run removes an account.
func (cmd *userDelete) Run(ctx context.Context, c *call) error {
	return c.withRooms(ctx, func(ctx context.Context, r *rooms) error {
		found, err := r.user(ctx, cmd.User)
		if err != nil {
			return err
		}
		if err := cmd.answerable(c); err != nil {
			return err
		}
		d := users.Disposal{DeleteClients: cmd.DeleteClients}
		if d.TransferTo, err = r.idOf(ctx, cmd.TransferClientsTo); err != nil {
			return err
		}
		question, err := cmd.question(ctx, r, found, d)
		if err != nil {
			return err
		}
		if err := cmd.confirm(c, question); err != nil {
			return err
		}
		gone, err := r.users.Delete(ctx, found.ID, d)
		if err != nil {
			return inFlagsOfDelete(err, found)
		}
		object := deletedUserObject{
			objectOfUser(found), objectOfStanding(gone.Standing),
			itemsOf(gone.DeletedClients, objectOfOwned).Items, itemsOf(gone.TransferredClients, objectOfOwned).Items,
		}
		return c.showChange(r, object, func(w io.Writer) {
			fmt.Fprintf(w, "%s is deleted, and everything that was issued to the account has ended (%s).\n",
				found.Username, standingInWords(gone.Standing))
			c.ownedInWords(w, "Deleted API clients:", gone.DeletedClients)
			c.ownedInWords(w, "API clients that have a new owner:", gone.TransferredClients)
		})
	})
}

// question says what will end, or why the account cannot be deleted like that.
func (cmd *userDelete) question(ctx context.Context, r *rooms, who users.User, d users.Disposal) (string, error) {
	has, err := r.users.Standing(ctx, who.ID)
	if err != nil {
		return "", err
	}
	owned, err := ownedClients{r}.OwnedClients(ctx, who.ID)
	if err != nil {
		return "", err
	}
	question := fmt.Sprintf("Delete the account of %s and everything that was issued to it (%s)?",
		who.Username, standingInWords(has))
	switch {
	case len(owned) == 0:
	case d.TransferTo == who.ID:
		return "", errTransferToSelf
	case d.TransferTo != "":
		question += fmt.Sprintf(" API clients that get another owner: %d.", len(owned))
	case d.DeleteClients:
		question += fmt.Sprintf(" API clients that are deleted, with everybody's tokens on them: %d.", len(owned))
	default:
		return "", inFlagsOfDelete(&users.OwnsClientsError{Clients: owned}, who)
	}
	return question, nil
}

var errTransferToSelf = errors.New("--transfer-clients-to names the account that is deleted; choose another one")

// inFlagsOfDelete tells a refusal in the words that were typed.
func inFlagsOfDelete(err error, who users.User) error {
	if owns, ok := errors.AsType[*users.OwnsClientsError](err); ok {
		return fmt.Errorf("%s owns %d API clients; add --delete-clients, or --transfer-clients-to with the new owner "+
			"(patio client list --owner %s shows them)", who.Username, len(owns.Clients), who.Username)
	}
	if e, ok := errors.AsType[*clients.Error](err); ok && e.Field == "owner_id" {
		return fmt.Errorf("--transfer-clients-to %s", e.Detail)
	}
	if e, ok := errors.AsType[*users.Error](err); ok && e.Field == "transfer_to" {
		return errTransferToSelf
	}
	return err
}

func (c *call) ownedInWords(w io.Writer, heading string, all []users.OwnedClient) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", heading)
	var rows [][]string
	for _, one := range all {
		rows = append(rows, []string{one.Name, one.ID})
	}
	c.table(w, []column{{name: "NAME", cut: true}, {name: "CLIENT ID"}}, rows)
}
