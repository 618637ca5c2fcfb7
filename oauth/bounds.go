package oauth

import (
	"slices"
	"time"

	"github.com/patio-auth/patio/clients"
)

const (
	// maxLife is how long an access token may live at most, whatever was
	// recorded with its key. It is also the bound of tokens.access_ttl.
	maxLife = 24 * time.Hour
	// clockSkew is how far the clocks of processes may differ.
	clockSkew = time.Minute
)

// signed is what the claims say that the token hangs from.
func (c *accessClaims) signed() Signed {
	t := Signed{ID: c.ID, KeyID: c.keyID, LineageID: c.Lineage, ClientID: c.ClientID}
	if c.Subject != c.ClientID {
		t.UserID = c.Subject
	}
	return t
}

// within reports whether a signed token keeps within what it hangs from. All that
// Patio signs does; what a thief signs with its key need not.
func (s *Server) within(c *accessClaims, b Bounds, h Holder) bool {
	return c.livesWithin(b, s.now()) && c.isOf(b, h) && contained(c.scopes, b.Scopes) && s.meantWithin(c, b)
}

// meantWithin reports whether a signed token is meant only for those whom its
// grant allows. On a grant for the default audience a token can be asked for any
// resource server that accepts it; for whom one was is recorded before it is
// signed, by the default audience's name of then. A client that acts for itself
// names whom it likes.
func (s *Server) meantWithin(c *accessClaims, b Bounds) bool {
	switch {
	case len(c.Audience) == 0:
		return false
	case c.Subject == c.ClientID:
		return true
	case len(b.Resources) > 0:
		return contained(c.Audience, b.Resources)
	}
	for _, name := range c.Audience {
		own := name == s.opts.Issuer || name == s.opts.DefaultAudience
		marker := name == DefaultMarker || name == AnyAudience
		if !own && (marker || !slices.Contains(b.SignedFor, name)) {
			return false
		}
	}
	return true
}

// livesWithin reports whether a token lives no longer than those that Patio
// signs. Its times are whole seconds, rounded down.
func (c *accessClaims) livesWithin(b Bounds, now time.Time) bool {
	life := int64((min(b.Life, maxLife) + time.Second - 1) / time.Second)
	if c.IssuedAt <= 0 || c.Expires-c.IssuedAt > life || c.IssuedAt > now.Add(clockSkew).Unix() {
		return false
	}
	return b.ExpiresAt.IsZero() || c.Expires <= b.ExpiresAt.Unix()
}

// isOf reports whether a token is of a kind that its lineage can have. A client's
// own token carries the one that the client has now, which is replaced to end
// what it got before. The lineage of a personal access token has no auth_time,
// and no JWT hangs from it.
func (c *accessClaims) isOf(b Bounds, h Holder) bool {
	if c.Subject == c.ClientID {
		return c.Lineage == b.OwnLineage && slices.Contains(b.GrantTypes, clients.GrantClientCredentials)
	}
	return !h.AuthTime.IsZero()
}

func contained(some, all []string) bool {
	for _, one := range some {
		if !slices.Contains(all, one) {
			return false
		}
	}
	return true
}
