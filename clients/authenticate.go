package clients

import (
	"context"
	"errors"
	"time"

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
// Store.Credentials). Errors: ErrAuthentication; ErrDisabled for a client that
// has proven itself and is switched off.
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
	case client.Disabled():
		return Client{}, ErrDisabled
	}
	return client, nil
}

// proves compares with every live secret, hashing once whatever there is.
func (c *Clients) proves(cred Credentials, secrets []Secret) bool {
	now, hit := c.now(), false
	hashed := secret.HashOf(cred.Secret)
	for _, s := range secrets {
		live := s.ExpiresAt.IsZero() || now.Before(s.ExpiresAt)
		if s.Hash.Equal(hashed) && live {
			hit = true
		}
	}
	return hit
}

// MaxSecretOverlap bounds how long a replaced secret may go on working.
const MaxSecretOverlap = 30 * 24 * time.Hour

// RotateSecret gives a client a new secret; the old ones go on working for
// overlap (0: not at all). Errors: ErrUnknown, ErrNoSecret, *Error on
// "overlap_seconds".
func (c *Clients) RotateSecret(ctx context.Context, id string, overlap time.Duration) (string, error) {
	if overlap < 0 || overlap > MaxSecretOverlap {
		return "", invalid("overlap_seconds", "must be between 0 and 30 days")
	}
	client, err := c.Get(ctx, id)
	if err != nil {
		return "", err
	}
	if client.Type != Confidential {
		return "", ErrNoSecret
	}
	raw, now := secret.New(secret.ClientSecret), c.now().UTC()
	err = c.store.Transact(ctx, func(ctx context.Context) error {
		fresh := Secret{Hash: secret.HashOf(raw), CreatedAt: now}
		if err := c.store.AddSecret(ctx, id, fresh, now.Add(overlap)); err != nil {
			return err
		}
		return audit.Record(ctx, c.store, now, "client.secret_rotated", id, nil)
	})
	if err != nil {
		return "", err
	}
	return raw, nil
}
