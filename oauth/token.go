package oauth

import (
	"context"
	"errors"
	"time"

	"github.com/patio-auth/patio/clients"
)

// TokenRequest is a token request as it came, parsed once (RFC 6749, sections
// 4.1.3, 4.4.2 and 6). A parameter without a value counts as left out.
type TokenRequest struct {
	GrantType    string
	Code         string
	RedirectURI  string
	Verifier     string
	RefreshToken string
	Scope        string
	Resources    []string
}

// TokenResponse is the answer (RFC 6749, section 5.1).
type TokenResponse struct {
	AccessToken  string `json:"access_token"`
	TokenType    string `json:"token_type"`
	ExpiresIn    int64  `json:"expires_in"` // seconds
	RefreshToken string `json:"refresh_token,omitempty"`
	Scope        string `json:"scope"`
}

// grant redeems one kind of grant for an authenticated client that is
// registered for it. It checks everything before it spends anything.
type grant func(ctx context.Context, client clients.Client, r TokenRequest) (*order, error)

// Token answers the token request of a client that has authenticated. Errors:
// *Error.
func (s *Server) Token(ctx context.Context, client clients.Client, r TokenRequest) (TokenResponse, error) {
	redeem, err := s.grantFor(client, r.GrantType)
	if err != nil {
		return TokenResponse{}, err
	}
	o, err := redeem(ctx, client, r)
	if err != nil {
		return TokenResponse{}, err
	}
	return o.response(), nil
}

// Authenticate is the client behind the credentials. Errors: *Error,
// ErrAuthentication among them.
func (s *Server) Authenticate(ctx context.Context, c clients.Credentials) (clients.Client, error) {
	client, err := s.clients.Authenticate(ctx, c)
	switch {
	case errors.Is(err, clients.ErrAuthentication):
		return clients.Client{}, ErrAuthentication
	case errors.Is(err, clients.ErrDisabled):
		return clients.Client{}, inactive(client).Refusal
	}
	return client, err
}

func (s *Server) grantFor(client clients.Client, name string) (grant, error) {
	redeem := s.grants[name]
	switch {
	case name == "":
		return nil, Refuse(InvalidRequest, "The grant_type is missing.")
	case redeem == nil:
		return nil, Refuse(UnsupportedGrantType, "This grant_type is not served here; the server's metadata lists those that are.")
	case !client.MayUse(name):
		return nil, Refuse(UnauthorizedClient, "This client is not registered for this grant_type.")
	}
	return redeem, nil
}

// order is what a grant has decided, for the engine to carry out, and then
// what came of it. It lives for one request and is never shared.
type order struct {
	client      clients.Client
	now         time.Time
	lineage     Lineage // zero for client credentials
	scopes      []string
	audience    []string
	withRefresh bool

	redirectURI string     // of a code to be made or redeemed
	challenge   string     // of a code to be made
	code        Code       // being redeemed
	verifier    string     // likewise
	rawCode     string     // likewise
	refresh     Refresh    // being rotated
	rawRefresh  string     // likewise
	successor   *successor // of the refresh token being rotated, if that is spent

	accessToken   string
	accessExpires time.Time
	accessID      string
	refreshToken  string
}

// successor is the refresh token that a spent one was exchanged for.
type successor struct {
	Refresh
	raw string
}

// subject is whom the token speaks for: the person, or the client itself.
func (o *order) subject() string {
	if o.lineage.UserID != "" {
		return o.lineage.UserID
	}
	return o.client.ID
}

func (o *order) response() TokenResponse {
	// In whole seconds from the token's iat to its exp: a client that is told 0
	// would take it for "no end".
	return TokenResponse{
		AccessToken: o.accessToken, TokenType: "Bearer", RefreshToken: o.refreshToken,
		ExpiresIn: int64(o.accessExpires.Sub(o.now.Truncate(time.Second)) / time.Second), Scope: joinScopes(o.scopes),
	}
}
