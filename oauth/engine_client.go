package oauth

import (
	"context"

	"github.com/go-oauth2/oauth2/v4"
	"github.com/go-oauth2/oauth2/v4/errors"

	"github.com/patio-auth/patio/clients"
)

// clientView is the library's client store: the one client that this request
// has authenticated, and no other.
type clientView struct{}

func (clientView) GetByID(ctx context.Context, id string) (oauth2.ClientInfo, error) {
	o, err := orderOf(ctx)
	if err != nil {
		return nil, err
	}
	if o.client.ID != id {
		return nil, errors.ErrInvalidClient
	}
	return clientInfo{order: o}, nil
}

// clientInfo is a client as the library sees it. It has no secret: the client
// has proven itself before the library is called.
type clientInfo struct{ order *order }

func (c clientInfo) GetID() string     { return c.order.client.ID }
func (c clientInfo) GetSecret() string { return "" }
func (c clientInfo) IsPublic() bool    { return c.order.client.Type == clients.Public }
func (c clientInfo) GetUserID() string { return c.order.client.OwnerID }

// GetDomain is the redirect URI that was checked against the client's list,
// for sameRedirectURI to compare with.
func (c clientInfo) GetDomain() string { return c.order.redirectURI }

// sameRedirectURI stands in for the library's own comparison, which takes any
// host that ends like the registered one.
func sameRedirectURI(checked, asked string) error {
	if checked != asked {
		return errors.ErrInvalidRedirectURI
	}
	return nil
}
