package oauth

import (
	"context"
	"errors"
	"time"

	"github.com/go-oauth2/oauth2/v4"
	"github.com/go-oauth2/oauth2/v4/models"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
)

// tokenStore is the library's token store over ours. Only hashes go down; the
// presented value is put back on the way up, since the library compares.
type tokenStore struct {
	store Store
	grace time.Duration
}

// Create keeps what was made: a code with its lineage, or an access token
// (opaque ones alone: a JWT needs no row) and a refresh token.
func (t *tokenStore) Create(ctx context.Context, info oauth2.TokenInfo) error {
	o, err := orderOf(ctx)
	if err != nil {
		return err
	}
	if code := info.GetCode(); code != "" {
		return t.store.CreateGrant(ctx, o.lineage, Code{
			Hash: secret.HashOf(code), LineageID: o.lineage.ID, RedirectURI: o.redirectURI,
			Challenge: info.GetCodeChallenge(), ExpiresAt: o.now.Add(info.GetCodeExpiresIn()),
		})
	}
	if o.client.Format == clients.Opaque {
		if err := t.store.CreateAccess(ctx, o.opaque()); err != nil {
			return err
		}
	}
	if o.refreshToken == "" {
		return nil
	}
	return t.store.CreateRefresh(ctx, Refresh{
		Hash: secret.HashOf(o.refreshToken), LineageID: o.lineage.ID,
		CreatedAt: o.now, ExpiresAt: earlier(o.now.Add(info.GetRefreshExpiresIn()), o.lineage.ExpiresAt),
	})
}

// opaque is the row of the opaque access token that the order made.
func (o *order) opaque() Access {
	return Access{
		Hash: secret.HashOf(o.accessToken), ID: o.accessID, LineageID: o.lineage.ID, UserID: o.lineage.UserID,
		ClientID: o.client.ID, Scopes: o.scopes, Audience: o.audience, CreatedAt: o.now, ExpiresAt: o.accessExpires,
	}
}

// GetByCode is the code that this request redeems.
func (t *tokenStore) GetByCode(ctx context.Context, code string) (oauth2.TokenInfo, error) {
	o, err := orderOf(ctx)
	if err != nil {
		return nil, err
	}
	return &models.Token{
		ClientID: o.lineage.ClientID, UserID: o.lineage.UserID, RedirectURI: o.code.RedirectURI,
		Scope: joinScopes(o.lineage.Scopes), Code: code, CodeChallenge: o.code.Challenge,
		CodeChallengeMethod: string(oauth2.CodeChallengeS256), CodeCreateAt: o.now, CodeExpiresIn: forever,
	}, nil
}

// RemoveByCode spends the code: errSpent where somebody did before.
func (t *tokenStore) RemoveByCode(ctx context.Context, _ string) error {
	o, err := orderOf(ctx)
	if err != nil {
		return err
	}
	return spent(t.store.SpendCode(ctx, o.code.Hash, o.now))
}

// GetByRefresh is the refresh token that this request rotates.
func (t *tokenStore) GetByRefresh(ctx context.Context, refresh string) (oauth2.TokenInfo, error) {
	o, err := orderOf(ctx)
	if err != nil {
		return nil, err
	}
	return &models.Token{
		ClientID: o.lineage.ClientID, UserID: o.lineage.UserID, Scope: joinScopes(o.scopes),
		Refresh: refresh, RefreshCreateAt: o.now, RefreshExpiresIn: forever,
	}, nil
}

// RemoveByRefresh spends the rotated refresh token: errSpent where somebody
// did before. With a grace period its successor stays with it, sealed under
// the old token, which itself is not kept. An earlier successor, of which the
// response was lost, is spent too, and for good.
func (t *tokenStore) RemoveByRefresh(ctx context.Context, raw string) error {
	o, err := orderOf(ctx)
	if err != nil {
		return err
	}
	var sealed []byte
	if t.grace > 0 {
		if sealed, err = secret.Seal([]byte(raw), successorPurpose, []byte(o.refreshToken)); err != nil {
			return err
		}
	}
	err = spent(t.store.SpendRefresh(ctx, o.refresh, o.now, sealed))
	if err != nil || o.successor == nil {
		return err
	}
	return spent(t.store.SpendRefresh(ctx, o.successor.Refresh, o.now, nil))
}

func spent(first bool, err error) error {
	if err == nil && !first {
		return errSpent
	}
	return err
}

// Access tokens are read and ended by the verdict and by revocation, never by
// the library.
var errNotTheEngines = errors.New("access tokens do not pass through the engine")

// GetByAccess is never called by the grants.
func (t *tokenStore) GetByAccess(context.Context, string) (oauth2.TokenInfo, error) {
	return nil, errNotTheEngines
}

// RemoveByAccess is never called by the grants.
func (t *tokenStore) RemoveByAccess(context.Context, string) error { return errNotTheEngines }

// earlier is the earlier of two ends, where zero is none.
func earlier(a, b time.Time) time.Time {
	if !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
