package bearer

import (
	"errors"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// claims is what a JWT and an introspection answer have in common: RFC 7662 took its members from the JWT's.
type claims struct {
	Principal
	notBefore time.Time
	bound     bool
}

// UnmarshalJSON reads the claims set by exact names.
func (c *claims) UnmarshalJSON(data []byte) error {
	m, err := parseObject(data)
	if err != nil {
		return err
	}
	return c.read(m)
}

func (c *claims) read(m members) error {
	r := reader{members: m}
	c.Principal = Principal{
		Subject:   r.text("sub"),
		Username:  r.text("username"),
		ClientID:  r.text("client_id"),
		Scopes:    r.words("scope"),
		Audience:  r.list("aud"),
		Issuer:    r.text("iss"),
		ID:        r.text("jti"),
		Kind:      KindOAuth,
		IssuedAt:  r.time("iat"),
		ExpiresAt: r.time("exp"),
		ACR:       r.text("acr"),
		AuthTime:  r.time("auth_time"),
		Lineage:   r.text("lineage"),

		AllowedIPs: r.networks("allowed_ips"),
	}
	c.notBefore = r.time("nbf")
	c.bound = r.has("cnf")
	return r.err
}

// Validate is called by the JWT library after its own checks.
func (c *claims) Validate() error {
	switch {
	case c.Subject == "" || c.ClientID == "":
		return errors.New("sub and client_id are required")
	case c.bound:
		// Whoever holds a sender-constrained token must prove it (RFC 9449, RFC 8705), and Bearer proves nothing.
		return errors.New("a token that is bound to a key is no bearer token")
	}
	return nil
}

// GetExpirationTime and the methods below make claims jwt.Claims.
func (c *claims) GetExpirationTime() (*jwt.NumericDate, error) { return numericDate(c.ExpiresAt), nil }

// GetIssuedAt returns iat, nil when absent.
func (c *claims) GetIssuedAt() (*jwt.NumericDate, error) { return numericDate(c.IssuedAt), nil }

// GetNotBefore returns nbf, nil when absent.
func (c *claims) GetNotBefore() (*jwt.NumericDate, error) { return numericDate(c.notBefore), nil }

// GetIssuer returns iss.
func (c *claims) GetIssuer() (string, error) { return c.Issuer, nil }

// GetSubject returns sub.
func (c *claims) GetSubject() (string, error) { return c.Subject, nil }

// GetAudience returns aud.
func (c *claims) GetAudience() (jwt.ClaimStrings, error) { return c.Audience, nil }

func numericDate(t time.Time) *jwt.NumericDate {
	if t.IsZero() {
		return nil
	}
	return &jwt.NumericDate{Time: t}
}

// reasons put a refusal by the JWT library into words for the developer of the calling program; the first that fits
// is told.
var reasons = []struct {
	cause    error
	sentence string
}{
	{errUnknownKey, "The access token is signed with a key that its issuer does not have."},
	{jwt.ErrTokenSignatureInvalid, "The signature of the access token is not good."},
	{jwt.ErrTokenInvalidIssuer, "The access token comes from another authorization server."},
	{jwt.ErrTokenInvalidAudience, "The access token is meant for another resource server."},
	{jwt.ErrTokenExpired, "The access token has expired."},
	{jwt.ErrTokenNotValidYet, "The access token is not valid yet."},
	{jwt.ErrTokenUsedBeforeIssued, "The access token is not valid yet."},
}

func refuseClaims(err error) error {
	for _, r := range reasons {
		if errors.Is(err, r.cause) {
			return invalidToken(r.sentence, err)
		}
	}
	return invalidToken("The access token is not one that this server takes.", err)
}
