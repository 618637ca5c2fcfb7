package bearer

import (
	"context"
	"net/netip"
	"slices"
	"time"
)

// Kind tells how a token came to be.
type Kind string

// The two kinds of token that Patio issues.
const (
	// KindPAT is a personal access token, minted by hand.
	KindPAT Kind = "pat"
	// KindOAuth is an access token, JWT or opaque, from an OAuth flow.
	KindOAuth Kind = "oauth"
)

// Principal is the answer to "what is this token?": one shape for a JWT, an opaque token and a personal access token.
// Treat it as read-only; it may be shared.
type Principal struct {
	// Subject is the user's id, or the client's id where a client acts for itself (client credentials).
	Subject string
	// Username is the user's name where the authorization server told it; empty for client credentials.
	Username string
	// ClientID is the API client the token belongs to.
	ClientID string
	// Scopes is what the token may do (RFC 6749 section 3.3).
	Scopes []string
	// Audience is whom the token is meant for (RFC 9068 section 3).
	Audience []string
	// Issuer is the authorization server that issued the token.
	Issuer string
	// ID is the token's jti, or the personal access token's id.
	ID string
	// Kind tells a personal access token from one that an OAuth flow issued.
	Kind Kind
	// IssuedAt is zero when unknown.
	IssuedAt time.Time
	// ExpiresAt is zero for a token that never expires.
	ExpiresAt time.Time
	// ACR is the authentication context the token was issued under (RFC 9470); empty when unknown.
	ACR string
	// AuthTime is when the user last signed in; zero when unknown.
	AuthTime time.Time
	// Lineage is the id of the grant the token hangs from; empty for client credentials.
	Lineage string
	// AllowedIPs are the networks from which the token may be used; empty: from anywhere. [Middleware] sees to it,
	// and so does [Client]; who keeps a principal for later requests must, too, with [Principal.AllowedFrom].
	AllowedIPs []netip.Prefix
}

// HasScope reports whether the token carries scope, compared byte for byte.
func (p *Principal) HasScope(scope string) bool {
	return slices.Contains(p.Scopes, scope)
}

// HasScopes reports whether the token carries every one of scopes; none asked is always true.
func (p *Principal) HasScopes(scopes ...string) bool {
	return len(p.missing(scopes)) == 0
}

// IsUser reports whether the subject is a person, not a client that acts for itself.
func (p *Principal) IsUser() bool {
	return p.Subject != "" && p.Subject != p.ClientID
}

func (p *Principal) missing(scopes []string) []string {
	var missing []string
	for _, scope := range scopes {
		if !p.HasScope(scope) {
			missing = append(missing, scope)
		}
	}
	return missing
}

// Verifier answers for one token. It returns an error that is [ErrInvalidToken] for a token that is not good (for
// whatever reason) and one that is [ErrUnavailable] when it cannot tell; anything else counts as a failure of the
// server. Implementations are safe for concurrent use.
type Verifier interface {
	Verify(ctx context.Context, token string) (*Principal, error)
}

// VerifierFunc makes a function a [Verifier].
type VerifierFunc func(ctx context.Context, token string) (*Principal, error)

// Verify calls f.
func (f VerifierFunc) Verify(ctx context.Context, token string) (*Principal, error) {
	return f(ctx, token)
}
