package users

import "context"

// OwnedClient is an API client that a user owns.
type OwnedClient struct{ ID, Name string }

// Clients is what this package asks about the API clients of a user. Each call
// joins the transaction that the context carries and checks the context's
// actor; each returns the clients that it concerned.
type Clients interface {
	OwnedClients(ctx context.Context, ownerID string) ([]OwnedClient, error)
	// SuspendClients suspends those that are not suspended already.
	SuspendClients(ctx context.Context, ownerID string) ([]OwnedClient, error)
	// ActivateClients reactivates those that SuspendClients suspended.
	ActivateClients(ctx context.Context, ownerID string) ([]OwnedClient, error)
	// DeleteClients removes all and ends everything issued to them.
	DeleteClients(ctx context.Context, ownerID string) ([]OwnedClient, error)
	// TransferClients gives all to another user, who must be enabled.
	TransferClients(ctx context.Context, ownerID, to string) ([]OwnedClient, error)
}

// setClients suspends or reactivates the clients of a user with the account.
func (u *Users) setClients(ctx context.Context, id string, disabled, keepClients bool) ([]OwnedClient, error) {
	switch {
	case u.opts.Clients == nil, disabled && keepClients:
		return nil, nil
	case disabled:
		return u.opts.Clients.SuspendClients(ctx, id)
	}
	return u.opts.Clients.ActivateClients(ctx, id)
}
