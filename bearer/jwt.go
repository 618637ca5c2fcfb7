package bearer

import (
	"context"
	"errors"
	"strings"

	"github.com/golang-jwt/jwt/v5"
)

// algorithms are all that a token may be signed with; which of them is settled by the key, not by the token.
var algorithms = []string{"ES256", "EdDSA", "RS256"}

// accessToken is the claims set of RFC 9068 section 2.2: what introspection may leave out is required here.
type accessToken struct{ claims }

// Validate is called by the JWT library after its own checks.
func (t *accessToken) Validate() error {
	if t.IssuedAt.IsZero() || t.ID == "" {
		return errors.New("iat and jti are required")
	}
	return t.claims.Validate()
}

// verifyJWT checks an access token offline, as RFC 9068 section 4 asks.
func (c *Client) verifyJWT(ctx context.Context, token string) (*Principal, error) {
	var t accessToken
	_, err := c.jwts.ParseWithClaims(token, &t, func(parsed *jwt.Token) (any, error) {
		return c.keyFor(ctx, parsed)
	})
	// The one error of our own that comes through the library is the key cache's: an outage.
	if outage, ok := errors.AsType[*Error](err); ok {
		return nil, outage
	}
	if err != nil {
		return nil, refuseClaims(err)
	}
	return &t.Principal, nil
}

// keyFor checks the header and finds the key it names. A key that the token brings along (jwk, jku, x5c) is not
// looked at.
func (c *Client) keyFor(ctx context.Context, parsed *jwt.Token) (any, error) {
	encoded, _, _ := strings.Cut(parsed.Raw, ".")
	data, err := c.jwts.DecodeSegment(encoded)
	if err != nil {
		return nil, err
	}
	// The library took the last of two members with one name; parseObject refuses them.
	m, err := parseObject(data)
	if err != nil {
		return nil, err
	}
	header := reader{members: m}
	if _, critical := m["crit"]; critical {
		return nil, errors.New("crit names an extension, and none is understood")
	}
	if !isAccessTokenType(header.text("typ")) {
		return nil, errors.New("typ is not at+jwt")
	}
	// No key goes by the empty name, so a kid that is missing or no string finds none.
	kid := header.text("kid")
	if c.follower != nil && c.follower.list.hasKey(kid) {
		return nil, errRevokedKey // whatever the cached key set says
	}
	return c.keys.find(ctx, keyID{kid: kid, alg: parsed.Method.Alg()})
}

// isAccessTokenType keeps ID tokens and other JWTs of the same issuer out (RFC 9068 section 4).
func isAccessTokenType(typ string) bool {
	return strings.EqualFold(typ, "at+jwt") || strings.EqualFold(typ, "application/at+jwt")
}
