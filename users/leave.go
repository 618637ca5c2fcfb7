package users

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/patio-auth/patio/audit"
)

// Standing counts what a person has.
type Standing struct {
	PersonalTokens int // personal access tokens that work
	Grants         int // what apps hold for the person
	Sessions       int // browsers that are signed in
	CreatedClients int // API clients that tokens created, which are suspended with those
}

func (s Standing) facts() map[string]string {
	return map[string]string{
		"personal_access_tokens": strconv.Itoa(s.PersonalTokens),
		"grants":                 strconv.Itoa(s.Grants),
		"sessions":               strconv.Itoa(s.Sessions),
	}
}

// Standing counts what a person has.
func (u *Users) Standing(ctx context.Context, id string) (Standing, error) {
	now := u.opts.Now().UTC()
	return u.store.Standing(ctx, id, now, now.Add(-u.opts.IdleTTL))
}

// Revoke ends every token of a person, every grant that apps hold for them,
// and every browser session, and forgets what they allowed, so that apps have
// to ask again. The account stays as it is. It returns what there was. Errors:
// ErrUnknown.
func (u *Users) Revoke(ctx context.Context, id string) (was Standing, err error) {
	err = u.store.Transact(ctx, func(ctx context.Context) error {
		if _, err := u.store.User(ctx, id); err != nil {
			return err
		}
		if was, err = u.endIssued(ctx, id, "user revoked", u.opts.Now().UTC()); err != nil {
			return err
		}
		if err := u.store.DeleteSessions(ctx, id, nil); err != nil {
			return err
		}
		return u.recordRevoked(ctx, id, was)
	})
	return was, err
}

// endIssued ends every token and grant of a person, and counts what there was.
func (u *Users) endIssued(ctx context.Context, id, reason string, at time.Time) (Standing, error) {
	if err := u.store.LockUser(ctx, id); err != nil {
		return Standing{}, err
	}
	was, err := u.Standing(ctx, id)
	if err != nil {
		return Standing{}, err
	}
	return was, u.store.EndAllOf(ctx, id, reason, at)
}

func (u *Users) recordRevoked(ctx context.Context, id string, was Standing) error {
	detail := was.facts()
	detail["clients_suspended"] = strconv.Itoa(was.CreatedClients)
	change := audit.Change{Before: was.facts(), After: Standing{}.facts()}
	return audit.RecordChange(ctx, u.store, u.opts.Now().UTC(), "user.revoked", id, change, detail)
}

// Disposal says what becomes of the clients of an account that is deleted.
type Disposal struct {
	DeleteClients bool
	TransferTo    string // id of the user who gets them; "": nobody
}

// Deleted is what there was of an account that is deleted.
type Deleted struct {
	Standing
	DeletedClients, TransferredClients []OwnedClient
}

// OwnsClientsError says that an account cannot be deleted before it is said
// what becomes of its clients.
type OwnsClientsError struct{ Clients []OwnedClient }

// Error is the sentence.
func (e *OwnsClientsError) Error() string {
	return fmt.Sprintf("the account owns %d API clients; say whether they are deleted or given to somebody else",
		len(e.Clients))
}

// Delete removes an account for good, with its sessions, second factors,
// tokens, notices and what it allowed apps, and ends everything that was issued
// to it. The audit trail stays. One transaction makes everything unusable;
// what is left is removed in further ones, and by the regular clean-up where
// those fail. Errors: ErrUnknown, *OwnsClientsError, *Error on "transfer_to".
func (u *Users) Delete(ctx context.Context, id string, d Disposal) (gone Deleted, err error) {
	if d.TransferTo == id {
		return Deleted{}, invalid("transfer_to", "names the account that is deleted; choose another one")
	}
	now := u.opts.Now().UTC()
	err = u.store.Transact(ctx, func(ctx context.Context) error {
		if err := u.store.LockUser(ctx, id); err != nil {
			return err
		}
		user, err := u.store.User(ctx, id)
		if err != nil {
			return err
		}
		gone = Deleted{}
		was, err := u.Standing(ctx, id) // before the clients end, and what is on them
		if err != nil {
			return err
		}
		if err := u.dispose(ctx, id, d, &gone); err != nil {
			return err
		}
		if _, err = u.endIssued(ctx, id, "user deleted", now); err != nil {
			return err
		}
		gone.Standing = was
		if err := u.store.DeleteUser(ctx, id, now); err != nil {
			return err
		}
		detail := gone.facts()
		detail["username"] = user.Username
		detail["clients_deleted"] = strconv.Itoa(len(gone.DeletedClients))
		detail["clients_transferred"] = strconv.Itoa(len(gone.TransferredClients))
		return audit.RecordChange(ctx, u.store, now, "user.deleted", id, audit.Change{Before: facts(user)}, detail)
	})
	if err != nil {
		return Deleted{}, err
	}
	if err := u.store.DropRemains(ctx, id); err != nil {
		return gone, fmt.Errorf("the account is deleted and nothing of it works; the regular clean-up removes the rest: %w", err)
	}
	return gone, nil
}

// dispose deletes or transfers the clients of an account.
func (u *Users) dispose(ctx context.Context, id string, d Disposal, gone *Deleted) error {
	if u.opts.Clients == nil {
		return nil
	}
	owned, err := u.opts.Clients.OwnedClients(ctx, id)
	switch {
	case err != nil || len(owned) == 0:
	case d.TransferTo != "":
		gone.TransferredClients, err = u.opts.Clients.TransferClients(ctx, id, d.TransferTo)
	case d.DeleteClients:
		gone.DeletedClients, err = u.opts.Clients.DeleteClients(ctx, id)
	default:
		err = &OwnsClientsError{Clients: owned}
	}
	return err
}
