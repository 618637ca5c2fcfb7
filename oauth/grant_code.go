package oauth

import (
	"context"
	"errors"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
)

// errSpent says that somebody else spent the code or refresh token first. It
// rolls the redemption back.
var errSpent = errors.New("spent already")

// redeemCode is RFC 6749, section 4.1.3, with RFC 7636, which, where it is used, makes the redirect_uri
// optional (OAuth 2.1, section 4.1.3): the verifier proves more. A failed attempt
// neither burns the code nor tells why it failed, not even by what it costs. A
// second redemption ends what the first one bought, but only if nothing else is
// wrong with it (client, redirect URI, verifier, resource): a code that was seen
// in a log or a history must not be enough to end somebody's grant.
func (s *Server) redeemCode(ctx context.Context, client clients.Client, r TokenRequest) (*order, error) {
	if err := r.checkCode(client); err != nil {
		return nil, err
	}
	code, lineage, err := s.store.Code(ctx, secret.HashOf(r.Code))
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	now, spent := s.now(), !code.SpentAt.IsZero()
	fits := VerifierFits(code.Challenge, r.Verifier) // hashed for an unknown code too
	if r.Verifier == "" {
		fits = code.Challenge == "" // one that was sent must be answered, or leaving out the verifier would get around it
	}
	switch {
	case err != nil, lineage.ClientID != client.ID, r.RedirectURI != "" && r.RedirectURI != code.RedirectURI, !fits:
		return nil, errGrant("code")
	case !spent && (!now.Before(code.ExpiresAt) || lineage.Ended || lineage.UserDisabled):
		return nil, errGrant("code")
	}
	audience, err := s.audienceWithin(ctx, r.Resources, lineage.Resources)
	if err != nil {
		return nil, err
	}
	if spent {
		return nil, s.replayed(ctx, lineage.Lineage, "code")
	}
	o := &order{
		client: client, now: now, lineage: lineage.Lineage, scopes: s.grantable(client, lineage.Scopes), audience: audience,
		withRefresh: client.MayUse(clients.GrantRefresh),
		code:        code, rawCode: r.Code, redirectURI: code.RedirectURI, verifier: r.Verifier,
	}
	err = s.store.Transact(ctx, func(ctx context.Context) error {
		if err := s.engine.redeem(ctx, o); err != nil {
			return err
		}
		change := audit.FieldChange("code", "issued", "redeemed")
		return audit.RecordChange(ctx, s.store, now, "oauth.code_redeemed", o.lineage.ID, change, map[string]string{"client_id": client.ID})
	})
	if errors.Is(err, errSpent) {
		return nil, s.replayed(ctx, lineage.Lineage, "code")
	}
	return o, err
}

// checkCode checks a request before it is compared with the code. Without PKCE the
// redirect_uri is required (RFC 6749, section 4.1.3).
func (r TokenRequest) checkCode(client clients.Client) error {
	switch {
	case r.Code == "":
		return Refuse(InvalidRequest, "The code is missing.")
	case r.Verifier == "" && client.RequiresPKCE():
		return Refuse(InvalidRequest, "The code_verifier is missing; PKCE is required of this client (require_pkce).")
	case r.Verifier == "" && r.RedirectURI == "":
		return Refuse(InvalidRequest, "The redirect_uri is missing; without PKCE it is required, as in the authorization request.")
	case r.Verifier != "" && !ValidVerifier(r.Verifier):
		return Refuse(InvalidGrant, "The code_verifier takes 43 to 128 letters, digits, dashes, dots, underscores and tildes.")
	case !secret.Valid(secret.AuthorizationCode, r.Code):
		return errGrant("code")
	}
	return nil
}

// replayed ends everything in the lineage of a code or refresh token that came
// a second time (RFC 9700, sections 2.1.1 and 4.14.2), in a transaction of its
// own: the one that noticed has rolled back.
func (s *Server) replayed(ctx context.Context, l Lineage, what string) error {
	now := s.now()
	err := s.store.Transact(ctx, func(ctx context.Context) error {
		if err := s.store.EndLineage(ctx, l.ID, what+" used twice", now); err != nil {
			return err
		}
		change, detail := audit.StatusChange(audit.Active, audit.Revoked), map[string]string{"client_id": l.ClientID, "what": what}
		return audit.RecordChange(ctx, s.store, now, "oauth.replay_stopped", l.ID, change, detail)
	})
	if err != nil {
		return err
	}
	return errGrant(what)
}
