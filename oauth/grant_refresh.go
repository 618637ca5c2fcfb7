package oauth

import (
	"context"
	"errors"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
)

// successorPurpose binds a sealed successor to its column.
const successorPurpose = "refresh successor"

// redeemRefresh is RFC 6749, section 6, with rotation at every use (RFC 9700,
// section 4.14.2). The scope is bound by the lineage: narrowing it narrows
// this access token alone. A spent refresh token ends the lineage, whatever else
// is wrong with the request: the client is authenticated, and the token was
// kept from everybody else. Routine refreshes are not audited: the lineage's
// rows already tell when each one was.
func (s *Server) redeemRefresh(ctx context.Context, client clients.Client, r TokenRequest) (*order, error) {
	if r.RefreshToken == "" {
		return nil, Refuse(InvalidRequest, "The refresh_token is missing.")
	}
	if !secret.Valid(secret.RefreshToken, r.RefreshToken) {
		return nil, errGrant("refresh token")
	}
	old, lineage, err := s.refreshFor(ctx, client, r.RefreshToken)
	if err != nil {
		return nil, err
	}
	o := &order{client: client, now: s.now(), lineage: lineage, refresh: old, rawRefresh: r.RefreshToken, withRefresh: true}
	spent := !old.SpentAt.IsZero()
	switch {
	case spent && !s.withinGrace(o):
		return nil, s.replayed(ctx, lineage, "refresh token")
	case !spent && !o.now.Before(old.ExpiresAt):
		return nil, errGrant("refresh token") // without another read, like an unknown one
	}
	if o.scopes, err = s.scopesFor(client, r.Scope, lineage.Scopes); err != nil {
		return nil, err
	}
	if o.audience, err = s.audienceWithin(ctx, r.Resources, lineage.Resources); err != nil {
		return nil, err
	}
	if spent {
		return s.again(ctx, o)
	}
	err = s.store.Transact(ctx, func(ctx context.Context) error { return s.engine.rotate(ctx, o) })
	if errors.Is(err, errSpent) {
		return s.redeemRefresh(ctx, client, r) // somebody was faster: it is spent now
	}
	return o, err
}

// refreshFor is the refresh token and its living lineage, if it is this
// client's. Spent or not is the caller's question.
func (s *Server) refreshFor(ctx context.Context, client clients.Client, raw string) (Refresh, Lineage, error) {
	found, lineage, err := s.store.Refresh(ctx, secret.HashOf(raw))
	switch {
	case errors.Is(err, ErrNotFound):
		return Refresh{}, Lineage{}, errGrant("refresh token")
	case err != nil:
		return Refresh{}, Lineage{}, err
	case lineage.ClientID != client.ID, lineage.Ended, lineage.UserDisabled,
		!lineage.ExpiresAt.IsZero() && !s.now().Before(lineage.ExpiresAt):
		return Refresh{}, Lineage{}, errGrant("refresh token")
	}
	return found, lineage.Lineage, nil
}

// withinGrace reports whether a spent refresh token may still be answered.
func (s *Server) withinGrace(o *order) bool {
	return s.opts.RefreshGrace > 0 && o.now.Sub(o.refresh.SpentAt) <= s.opts.RefreshGrace && o.refresh.Successor != nil
}

// again answers a refresh token that was spent within the grace window: a
// client whose answer was lost gets the same successor again, as long as
// nobody has used that; otherwise the lineage ends.
func (s *Server) again(ctx context.Context, o *order) (*order, error) {
	successor, err := secret.Open([]byte(o.rawRefresh), successorPurpose, o.refresh.Successor)
	if err != nil {
		return nil, err
	}
	next, _, err := s.store.Refresh(ctx, secret.HashOf(string(successor)))
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	if err != nil || !next.SpentAt.IsZero() {
		return nil, s.replayed(ctx, o.lineage, "refresh token")
	}
	o.withRefresh = false
	if err := s.store.Transact(ctx, func(ctx context.Context) error { return s.engine.access(ctx, o) }); err != nil {
		return nil, err
	}
	o.refreshToken = string(successor)
	return o, nil
}
