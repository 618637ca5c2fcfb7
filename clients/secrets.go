package clients

import (
	"context"
	"fmt"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/internal/secret"
)

// MaxSecretOverlap bounds how long a replaced secret may go on working.
const MaxSecretOverlap = 30 * 24 * time.Hour

// RotateSecret gives a client a new secret; the old ones go on working for
// overlap (0: not at all). A secret that a token asked for ends with that
// token. Errors: ErrUnknown, ErrNoSecret, ErrNotFresh, *Denied, *Error on
// "overlap_seconds" or over the quota.
func (c *Clients) RotateSecret(ctx context.Context, by actor.Actor, id string, overlap time.Duration) (string, error) {
	if overlap < 0 || overlap > MaxSecretOverlap {
		return "", invalid("overlap_seconds", "must be between 0 and 30 days")
	}
	raw, now := secret.New(secret.ClientSecret), c.opts.Now().UTC()
	err := c.store.Transact(ctx, func(ctx context.Context) error {
		client, err := c.lock(ctx, by, id)
		if err != nil {
			return err
		}
		if client.Type != Confidential {
			return ErrNoSecret
		}
		if err := c.mayControl(by, client); err != nil {
			return err
		}
		if err := c.checkSecrets(ctx, by, id, overlap); err != nil {
			return err
		}
		fresh := Secret{Hash: secret.HashOf(raw), CreatedAt: now}
		if fresh.CreatorLineage, err = c.attach(ctx, by); err != nil {
			return err
		}
		if err := c.store.AddSecret(ctx, id, fresh, now.Add(overlap)); err != nil {
			return err
		}
		if err := c.tell(ctx, Notice{Kind: NoticeSecretRotated, Client: client}); err != nil {
			return err
		}
		change := audit.Replaced("secret")
		change.After["previous_secret_until"] = audit.Time(now.Add(overlap))
		detail := map[string]string{"overlap": overlap.String()}
		return audit.RecordChange(ctx, c.store, now, "client.secret_rotated", id, change, detail)
	})
	if err != nil {
		return "", c.refusal(ctx, "client.secret_rotated", id, err)
	}
	return raw, nil
}

// checkSecrets holds a client to how many secrets it may have at once.
func (c *Clients) checkSecrets(ctx context.Context, by actor.Actor, id string, overlap time.Duration) error {
	most := c.opts.Quotas.SecretsPerClient
	if most == 0 || overlap == 0 || by.Credential == actor.CommandLine {
		return nil
	}
	live, err := c.store.CountSecrets(ctx, id, c.opts.Now())
	if err == nil && live >= most {
		err = &Error{Detail: fmt.Sprintf("This client has %d secrets that work; quotas.secrets_per_client allows %d. "+
			"Rotate without an overlap, or wait until the old ones have expired.", live, most)}
	}
	return err
}
