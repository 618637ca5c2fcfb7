package oauth

import (
	"context"
	"errors"
	"strings"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
)

// ErrNotYours is the answer to a client that would revoke another's token
// (RFC 7009, section 2.1).
var ErrNotYours = Refuse(UnauthorizedClient, "The token was not issued to this client.")

// reasonMinter is why what an access token made has ended.
const reasonMinter = "the access token that made it was revoked"

// Revoke ends one of OAuth's own tokens for the client it was issued to
// (RFC 7009): an access token with what it made, or with a refresh token
// everything in its lineage. Of an access token that has expired, what it made
// ends too. A token that is unknown or has ended is no error; what the database
// did not take is one. Errors: ErrNotYours.
func (s *Server) Revoke(ctx context.Context, client clients.Client, raw string) error {
	switch {
	case strings.HasPrefix(raw, string(secret.RefreshToken)):
		return s.revokeRefresh(ctx, client, raw)
	case strings.HasPrefix(raw, string(secret.AccessToken)):
		return s.revokeOpaque(ctx, client, raw)
	}
	return s.revokeJWT(ctx, client, raw)
}

func (s *Server) revokeRefresh(ctx context.Context, client clients.Client, raw string) error {
	if !secret.Valid(secret.RefreshToken, raw) {
		return nil
	}
	_, lineage, err := s.store.Refresh(ctx, secret.HashOf(raw))
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	switch {
	case lineage.ClientID != client.ID:
		return ErrNotYours
	case lineage.Ended:
		return nil
	}
	return s.revoked(ctx, client, lineage.ID, func(ctx context.Context) (string, error) {
		return audit.Active, s.store.EndLineage(ctx, lineage.ID, "revoked by the client", s.now())
	})
}

func (s *Server) revokeOpaque(ctx context.Context, client clients.Client, raw string) error {
	if !secret.Valid(secret.AccessToken, raw) {
		return nil
	}
	hash := secret.HashOf(raw)
	a, _, err := s.store.Access(ctx, hash)
	if errors.Is(err, ErrNotFound) {
		a, err = s.store.ForgottenAccess(ctx, hash)
	}
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if a.ClientID != client.ID {
		return ErrNotYours
	}
	return s.revoked(ctx, client, a.ID, func(ctx context.Context) (string, error) {
		if err := s.store.RevokeAccess(ctx, a.Hash, s.now()); err != nil {
			return "", err
		}
		minted, err := s.store.EndMinted(ctx, a.LineageID, a.ID, reasonMinter, s.now())
		return statusBefore(s.now().Before(a.ExpiresAt), minted), err
	})
}

// revokeJWT keeps the token's id until the token would have expired, so no
// other spelling of the same token lives on.
func (s *Server) revokeJWT(ctx context.Context, client clients.Client, raw string) error {
	claims, err := s.readJWT(ctx, raw)
	if errors.Is(err, bearer.ErrInvalidToken) {
		return nil
	}
	if err != nil {
		return err
	}
	if claims.ClientID != client.ID {
		return ErrNotYours
	}
	// A forged token ends nothing. One whose user is disabled just now does.
	holder, bounds, err := s.store.JWTHolder(ctx, claims.signed())
	if err != nil || !s.within(claims, bounds, holder) {
		return err
	}
	return s.revoked(ctx, client, claims.ID, func(ctx context.Context) (string, error) {
		living := !claims.expired(s.now())
		if living {
			if err := s.store.RevokeJWT(ctx, claims.ID, claims.principal("").ExpiresAt, s.recipients(claims.Audience)...); err != nil {
				return "", err
			}
		}
		minted, err := s.store.EndMinted(ctx, claims.Lineage, claims.ID, reasonMinter, s.now())
		return statusBefore(living, minted), err
	})
}

// statusBefore is what an access token was before it was revoked; "" where that
// ended neither the token nor anything that it made.
func statusBefore(living, minted bool) string {
	switch {
	case living:
		return audit.Active
	case minted:
		return audit.Expired
	}
	return ""
}

// revoked carries out a revocation and records it if it ended something, both
// or neither. end returns the status that the token had, as statusBefore does.
func (s *Server) revoked(
	ctx context.Context, client clients.Client, subject string, end func(context.Context) (before string, err error),
) error {
	return s.store.Transact(ctx, func(ctx context.Context) error {
		before, err := end(ctx)
		if err != nil || before == "" {
			return err
		}
		change, detail := audit.StatusChange(before, audit.Revoked), map[string]string{"client_id": client.ID}
		return audit.RecordChange(ctx, s.store, s.now(), "oauth.token_revoked", subject, change, detail)
	})
}
