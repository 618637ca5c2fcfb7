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
// this access token alone. Whether a spent refresh token ends the lineage does
// not depend on the rest of the request: the client is authenticated, and the
// token was kept from everybody else. Routine refreshes are not audited: the
// lineage's rows already tell when each one was.
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
	expires := old.ExpiresAt
	if old.spent() {
		switch o.successor, err = s.successorOf(ctx, o); {
		case err != nil:
			return nil, err
		case o.successor == nil:
			return nil, s.replayed(ctx, lineage, "refresh token")
		case o.successor.spent() && !s.withinGrace(o):
			// Unless somebody replaced the successor between the two reads.
			now, _, err := s.refreshFor(ctx, client, r.RefreshToken)
			switch {
			case err != nil:
				return nil, err
			case now.SpentAt.Equal(old.SpentAt):
				return nil, s.replayed(ctx, lineage, "refresh token")
			}
			return s.redeemRefresh(ctx, client, r)
		}
		expires = o.successor.ExpiresAt
	}
	if !o.now.Before(expires) {
		return nil, errGrant("refresh token") // without another read, like an unknown one
	}
	if o.scopes, err = s.scopesFor(client, r.Scope, lineage.Scopes); err != nil {
		return nil, err
	}
	if o.audience, err = s.audienceWithin(ctx, r.Resources, lineage.Resources); err != nil {
		return nil, err
	}
	if old.spent() && s.withinGrace(o) {
		return s.again(ctx, o)
	}
	err = s.store.Transact(ctx, func(ctx context.Context) error { return s.engine.rotate(ctx, o) })
	if errors.Is(err, errSpent) {
		return s.redeemRefresh(ctx, client, r) // somebody was faster: look again
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

// successorOf returns what a spent refresh token was exchanged for. It is nil
// where nobody may ask: there was no grace period when the token was spent, there
// is none now, or the token itself was replaced after its response was lost.
func (s *Server) successorOf(ctx context.Context, o *order) (*successor, error) {
	if s.opts.RefreshGrace == 0 || o.refresh.Successor == nil {
		return nil, nil
	}
	raw, err := secret.Open([]byte(o.rawRefresh), successorPurpose, o.refresh.Successor)
	if err != nil {
		return nil, err
	}
	next, _, err := s.store.Refresh(ctx, secret.HashOf(string(raw)))
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	return &successor{Refresh: next, raw: string(raw)}, err
}

// withinGrace reports whether a spent refresh token was spent just now, so that
// another process of the same app may still hold it.
func (s *Server) withinGrace(o *order) bool {
	return o.now.Sub(o.refresh.SpentAt) <= s.opts.RefreshGrace
}

// again answers a refresh token that was spent within the grace period: with an
// access token, and with the same successor unless that was used already. Who
// used it has stored what came after it.
func (s *Server) again(ctx context.Context, o *order) (*order, error) {
	o.withRefresh = false
	if err := s.store.Transact(ctx, func(ctx context.Context) error { return s.engine.access(ctx, o) }); err != nil {
		return nil, err
	}
	if !o.successor.spent() {
		o.refreshToken = o.successor.raw
	}
	return o, nil
}
