package main

import (
	"context"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/users"
)

// ownedClients joins the accounts to the clients that they own.
type ownedClients struct{ rooms *rooms }

// OwnedClients is users.Clients'.
func (o ownedClients) OwnedClients(ctx context.Context, ownerID string) ([]users.OwnedClient, error) {
	return namesOf(o.rooms.clients.OwnedBy(ctx, ownerID))
}

// SuspendClients is users.Clients'.
func (o ownedClients) SuspendClients(ctx context.Context, ownerID string) ([]users.OwnedClient, error) {
	return namesOf(o.rooms.clients.SuspendOwned(ctx, *actor.From(ctx), ownerID))
}

// ActivateClients is users.Clients'.
func (o ownedClients) ActivateClients(ctx context.Context, ownerID string) ([]users.OwnedClient, error) {
	return namesOf(o.rooms.clients.ActivateOwned(ctx, *actor.From(ctx), ownerID))
}

// DeleteClients is users.Clients'.
func (o ownedClients) DeleteClients(ctx context.Context, ownerID string) ([]users.OwnedClient, error) {
	return namesOf(o.rooms.clients.DeleteOwned(ctx, *actor.From(ctx), ownerID))
}

// TransferClients is users.Clients'.
func (o ownedClients) TransferClients(ctx context.Context, ownerID, to string) ([]users.OwnedClient, error) {
	return namesOf(o.rooms.clients.TransferOwned(ctx, *actor.From(ctx), ownerID, to))
}

func namesOf(all []clients.Client, err error) ([]users.OwnedClient, error) {
	var named []users.OwnedClient
	for _, one := range all {
		named = append(named, users.OwnedClient{ID: one.ID, Name: one.Name})
	}
	return named, err
}
