package oauth

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/keys"
)

// maxJWT bounds what is parsed at all.
const maxJWT = 8 << 10

// rememberedJWTs is how many checked signatures are remembered, about 600
// bytes each. Checking one costs more than everything else in a verdict.
const rememberedJWTs = 4096

// Verify is the verdict on one of OAuth's own access tokens, opaque or JWT:
// one read of what it hangs from, and no write. For whom the token is meant is
// the caller's question. It also tells who holds the token, which that one read
// knows. Errors: bearer.ErrInvalidToken.
func (s *Server) Verify(ctx context.Context, raw string) (*bearer.Principal, Holder, error) {
	if strings.HasPrefix(raw, string(secret.AccessToken)) {
		return s.verifyOpaque(ctx, raw)
	}
	return s.verifyJWT(ctx, raw)
}

func (s *Server) verifyOpaque(ctx context.Context, raw string) (*bearer.Principal, Holder, error) {
	if !secret.Valid(secret.AccessToken, raw) {
		return nil, Holder{}, bearer.ErrInvalidToken
	}
	a, holder, err := s.store.Access(ctx, secret.HashOf(raw))
	if errors.Is(err, ErrNotFound) {
		return nil, Holder{}, bearer.ErrInvalidToken
	}
	if err != nil {
		return nil, Holder{}, err
	}
	if holder.Ended || !a.RevokedAt.IsZero() || !s.now().Before(a.ExpiresAt) {
		return nil, Holder{}, bearer.ErrInvalidToken
	}
	subject := a.UserID
	if subject == "" {
		subject = a.ClientID
	}
	return &bearer.Principal{
		Subject: subject, Username: holder.Username, ClientID: a.ClientID, Scopes: a.Scopes, Audience: a.Audience,
		Issuer: s.opts.Issuer, ID: a.ID, Kind: bearer.KindOAuth, IssuedAt: a.CreatedAt.Truncate(time.Second),
		ExpiresAt: a.ExpiresAt, AuthTime: holder.AuthTime.Truncate(time.Second), Lineage: a.LineageID,
		ACR: acrAt(holder.MFAUntil, s.now()),
	}, holder, nil
}

func (s *Server) verifyJWT(ctx context.Context, raw string) (*bearer.Principal, Holder, error) {
	claims, err := s.openJWT(ctx, raw)
	if err != nil {
		return nil, Holder{}, err
	}
	holder, bounds, err := s.store.JWTHolder(ctx, claims.signed())
	if err != nil {
		return nil, Holder{}, err
	}
	if holder.Ended || !s.within(claims, bounds, holder) {
		return nil, Holder{}, bearer.ErrInvalidToken
	}
	p := claims.principal(holder.Username)
	// What the grant says, not what the token says: the factor may be gone.
	p.AuthTime, p.ACR = holder.AuthTime.Truncate(time.Second), ""
	if claims.ACR == bearer.ACRMFA {
		p.ACR = acrAt(holder.MFAUntil, s.now())
	}
	return p, holder, nil
}

func (c *accessClaims) principal(username string) *bearer.Principal {
	p := &bearer.Principal{
		Subject: c.Subject, Username: username, ClientID: c.ClientID, Scopes: slices.Clone(c.scopes),
		Audience: c.Audience, Issuer: c.Issuer, ID: c.ID, Kind: bearer.KindOAuth,
		IssuedAt: time.Unix(c.IssuedAt, 0).UTC(), ExpiresAt: time.Unix(c.Expires, 0).UTC(), Lineage: c.Lineage, ACR: c.ACR,
	}
	if c.Subject == c.ClientID {
		p.Lineage = "" // no token descends from it
	}
	if c.AuthTime != 0 {
		p.AuthTime = time.Unix(c.AuthTime, 0).UTC()
	}
	return p
}

// Open is what a JWT says that Patio has signed as an access token, without
// asking whether it has expired or been revoked. Of those that came at one time,
// however many, the keys are read once. Errors: bearer.ErrInvalidToken.
func (s *Server) Open(ctx context.Context, raw string, came time.Time) (*bearer.Principal, error) {
	claims, err := s.readJWT(keys.CameAt(ctx, came), raw)
	if err != nil {
		return nil, err
	}
	return claims.principal(""), nil
}

// openJWT is the claims of an access token of ours that has not expired.
func (s *Server) openJWT(ctx context.Context, raw string) (*accessClaims, error) {
	claims, err := s.readJWT(ctx, raw)
	switch {
	case err != nil:
		return nil, err
	case claims.expired(s.now()):
		return nil, bearer.ErrInvalidToken
	}
	if _, err := s.keys.Find(ctx, claims.keyID); err != nil {
		return nil, unlessUnknownKey(err)
	}
	return claims, nil
}

// unlessUnknownKey makes a token of a key that is not known, or has ended, an
// invalid one.
func unlessUnknownKey(err error) error {
	if errors.Is(err, keys.ErrUnknownKey) {
		return bearer.ErrInvalidToken
	}
	return err
}

// readJWT is the claims of an access token of ours, expired or not, and also
// where the time of its key is over. A signature that was checked once is
// remembered: it cannot turn bad, but its key can be revoked, so that is asked
// every time.
func (s *Server) readJWT(ctx context.Context, raw string) (*accessClaims, error) {
	// The decoder skips line breaks, with which one token could be spelt anew.
	if len(raw) > maxJWT || strings.Count(raw, ".") != 2 || strings.ContainsAny(raw, "\r\n") {
		return nil, bearer.ErrInvalidToken
	}
	digest := secret.HashOf(raw)
	claims, known := s.signed.Get(digest)
	if !known {
		fresh, err := s.parseJWT(ctx, raw)
		if err != nil {
			return nil, err
		}
		if !fresh.expired(s.now()) {
			s.signed.Add(digest, fresh)
		}
		return fresh, nil
	}
	if _, err := s.keys.FindPast(ctx, claims.keyID); err != nil {
		return nil, unlessUnknownKey(err)
	}
	return claims, nil
}

func (c *accessClaims) expired(now time.Time) bool { return now.Unix() >= c.Expires }

// parseJWT checks signature and claims (RFC 9068, section 4), but not whether
// the token has expired. Only a signature by a key of ours in that key's own
// algorithm counts, whatever the header asks for.
func (s *Server) parseJWT(ctx context.Context, raw string) (*accessClaims, error) {
	parser := jwt.NewParser(
		jwt.WithValidMethods(keys.Algorithms), jwt.WithIssuer(s.opts.Issuer), jwt.WithExpirationRequired(),
		jwt.WithStrictDecoding(), jwt.WithTimeFunc(func() time.Time { return time.Time{} }), // before every expiry
	)
	claims := &accessClaims{}
	var keyTrouble error
	_, err := parser.ParseWithClaims(raw, claims, func(t *jwt.Token) (any, error) {
		if err := checkHeader(t); err != nil {
			return nil, err
		}
		kid, _ := t.Header["kid"].(string)
		key, err := s.keys.FindPast(ctx, kid)
		if err != nil {
			if !errors.Is(err, keys.ErrUnknownKey) {
				keyTrouble = err
			}
			return nil, err
		}
		if key.Algorithm != t.Method.Alg() {
			return nil, keys.ErrUnknownKey
		}
		claims.keyID = kid
		return key.Public, nil
	})
	if keyTrouble != nil {
		return nil, keyTrouble
	}
	if err != nil || claims.ID == "" || claims.Subject == "" || claims.ClientID == "" || claims.IssuedAt == 0 {
		return nil, bearer.ErrInvalidToken
	}
	claims.scopes = strings.Fields(claims.Scope)
	return claims, nil
}

// checkHeader refuses other kinds of JWT and headers that ask for more.
func checkHeader(t *jwt.Token) error {
	typ, _ := t.Header["typ"].(string)
	if _, critical := t.Header["crit"]; critical || !strings.EqualFold(strings.TrimPrefix(strings.ToLower(typ), "application/"), "at+jwt") {
		return fmt.Errorf("not an access token")
	}
	return nil
}

// The methods below make accessClaims jwt.Claims for the parser's checks.

// GetExpirationTime is the claim exp.
func (c *accessClaims) GetExpirationTime() (*jwt.NumericDate, error) { return numeric(c.Expires), nil }

// GetIssuedAt is the claim iat.
func (c *accessClaims) GetIssuedAt() (*jwt.NumericDate, error) { return numeric(c.IssuedAt), nil }

// GetNotBefore is always absent.
func (c *accessClaims) GetNotBefore() (*jwt.NumericDate, error) { return nil, nil }

// GetIssuer is the claim iss.
func (c *accessClaims) GetIssuer() (string, error) { return c.Issuer, nil }

// GetSubject is the claim sub.
func (c *accessClaims) GetSubject() (string, error) { return c.Subject, nil }

// GetAudience is the claim aud.
func (c *accessClaims) GetAudience() (jwt.ClaimStrings, error) {
	return jwt.ClaimStrings(c.Audience), nil
}

func numeric(seconds int64) *jwt.NumericDate {
	if seconds == 0 {
		return nil
	}
	return jwt.NewNumericDate(time.Unix(seconds, 0))
}
