package clients

import (
	"context"
	"errors"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/secret"
)

// Credentials is how a client says who it is, in one request, in one way.
type Credentials struct {
	ID     string
	Secret string // "" with AuthNone
	Method string // AuthBasic, AuthPost or AuthNone: how it came
}

// Authenticate gives the client that the credentials prove. An unknown client
// costs and looks the same as a wrong secret. A client with a secret may send
// it by Basic or in the body, whichever it was registered with; one without
// may send none. The Client has what a protocol request asks (see
// Store.Credentials). Errors: ErrAuthentication; ErrDisabled, with the Client,
// for one that has proven itself and is not active.
func (c *Clients) Authenticate(ctx context.Context, cred Credentials) (Client, error) {
	id := cred.ID
	if !plausibleID(id) {
		id = "00000000-0000-0000-0000-000000000000" // read all the same: nobody has it
	}
	client, secrets, err := c.store.Credentials(ctx, id)
	if err != nil && !errors.Is(err, ErrUnknown) {
		return Client{}, err
	}
	known := err == nil
	proven := c.proves(cred, secrets)
	if cred.Method == AuthNone {
		proven = client.Type == Public
	} else if client.Type != Confidential {
		proven = false
	}
	switch {
	case !known || !proven:
		return Client{}, ErrAuthentication
	case !client.Active():
		return client, ErrDisabled
	}
	return client, nil
}

// RecordRefusal records that a client, or somebody who says that they are one,
// failed to prove itself.
func (c *Clients) RecordRefusal(ctx context.Context, id string) error {
	if !plausibleID(id) {
		id = ""
	}
	return audit.RecordRefusal(ctx, c.store, c.opts.Now(), "client.authentication_refused", id, nil)
}

// proves compares with every live secret, hashing once whatever there is.
func (c *Clients) proves(cred Credentials, secrets []Secret) bool {
	now, hit := c.opts.Now(), false
	hashed := secret.HashOf(cred.Secret)
	for _, s := range secrets {
		live := s.ExpiresAt.IsZero() || now.Before(s.ExpiresAt)
		if s.Hash.Equal(hashed) && live {
			hit = true
		}
	}
	return hit
}
