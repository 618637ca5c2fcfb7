package oauth

import (
	"context"
	"errors"
	"net/netip"
	"slices"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/resource"
	"github.com/patio-auth/patio/internal/secret"
)

// Introspection is the answer of RFC 7662, section 2.2, in one shape for every
// kind of token. The zero value is `{"active":false}`.
type Introspection struct {
	Active    bool     `json:"active"`
	Scope     *string  `json:"scope,omitempty"`
	ClientID  string   `json:"client_id,omitempty"`
	Username  string   `json:"username,omitempty"`
	TokenType string   `json:"token_type,omitempty"`
	Expires   int64    `json:"exp,omitempty"`
	IssuedAt  int64    `json:"iat,omitempty"`
	Subject   string   `json:"sub,omitempty"`
	Audience  audience `json:"aud,omitempty"`
	Issuer    string   `json:"iss,omitempty"`
	ID        string   `json:"jti,omitempty"`
	TokenKind string   `json:"token_kind,omitempty"` // ours: "pat" or "oauth"
	ACR       string   `json:"acr,omitempty"`
	AuthTime  int64    `json:"auth_time,omitempty"`
	Lineage   string   `json:"lineage,omitempty"` // ours: what the token hangs from

	AllowedIPs []netip.Prefix `json:"allowed_ips,omitempty"` // ours: from where it may be used
}

// Describe is what a verdict tells the caller: a resource server about tokens
// meant for it, any other confidential client about its own tokens alone, and
// nobody anything else.
func (s *Server) Describe(caller clients.Client, p *bearer.Principal) Introspection {
	if !s.mayKnow(caller, p) {
		return Introspection{}
	}
	scope := joinScopes(p.Scopes)
	d := Introspection{
		Active: true, Scope: &scope, ClientID: p.ClientID, Username: p.Username, TokenType: "Bearer",
		IssuedAt: p.IssuedAt.Unix(), Subject: p.Subject, Audience: p.Audience, Issuer: p.Issuer, ID: p.ID,
		TokenKind: string(p.Kind), ACR: p.ACR, Lineage: p.Lineage,
		AllowedIPs: p.AllowedIPs,
	}
	if !p.ExpiresAt.IsZero() {
		d.Expires = p.ExpiresAt.Unix()
	}
	if !p.AuthTime.IsZero() {
		d.AuthTime = p.AuthTime.Unix()
	}
	return d
}

func (s *Server) mayKnow(caller clients.Client, p *bearer.Principal) bool {
	if caller.ResourceServer == "" {
		return p.ClientID == caller.ID
	}
	return resource.In(caller.ResourceServer, p.Audience) ||
		caller.AcceptsDefaultAudience && slices.Contains(p.Audience, s.opts.DefaultAudience)
}

// IsRefresh reports whether a presented string claims to be a refresh token.
func IsRefresh(raw string) bool {
	return len(raw) > 4 && raw[:4] == string(secret.RefreshToken)
}

// DescribeRefresh answers for a refresh token, to the client that holds it and
// to nobody else: a resource server never takes one for an access token.
func (s *Server) DescribeRefresh(ctx context.Context, caller clients.Client, raw string) (Introspection, error) {
	if caller.ResourceServer != "" || !secret.Valid(secret.RefreshToken, raw) {
		return Introspection{}, nil
	}
	r, lineage, err := s.refreshFor(ctx, caller, raw)
	if refused := (*Error)(nil); errors.As(err, &refused) {
		return Introspection{}, nil
	}
	if err != nil || !r.SpentAt.IsZero() || !s.now().Before(r.ExpiresAt) {
		return Introspection{}, err
	}
	scope := joinScopes(lineage.Scopes)
	return Introspection{
		Active: true, Scope: &scope, ClientID: lineage.ClientID, TokenType: "refresh_token", Subject: lineage.UserID,
		IssuedAt: r.CreatedAt.Unix(), Expires: r.ExpiresAt.Unix(), Issuer: s.opts.Issuer,
		TokenKind: string(bearer.KindOAuth), AuthTime: lineage.AuthTime.Unix(), Lineage: lineage.ID,
	}, nil
}
