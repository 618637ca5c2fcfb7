// Package oauth is the protocol: the authorization request, the token request
// and its grants, introspection, revocation, the withdrawal of what a person
// allowed, metadata, and the verdict on OAuth's own tokens.
//
// It decides what the RFCs decide. It knows no URL and no HTTP status (server
// does) and no column (storage does). go-oauth2 keeps the life cycle of codes
// and tokens behind one seam, the files whose names begin with engine; nothing
// else imports it.
//
//	authorize: client and redirect URI → everything else → (login, consent)
//	           → lineage + code, in one transaction
//	token:     authenticate the client → may it use this grant → scope and
//	           resource within bounds → { spend → issue → audit }
//	verdict:   signature and claims, or hash → one read of what it hangs from
//	           → bearer.Principal
//
// A grant checks everything first and spends last. What comes back a second
// time ends everything that the first one bought.
package oauth

import (
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/keys"
)

// Options are the values that the room takes.
type Options struct {
	Now             func() time.Time
	Issuer          string
	DefaultAudience string        // of tokens that were asked for without a resource
	RequireResource bool          // refuses requests without a resource
	AccessTTL       time.Duration // of access tokens
	CodeTTL         time.Duration // of authorization codes
	RefreshTTL      time.Duration // of refresh tokens, unused
	RefreshMaxTTL   time.Duration // of what a person allowed, used or not; 0: no end
	RefreshGrace    time.Duration // how long a spent refresh token gives its successor again
	MFATTL          time.Duration // how long a second factor counts in what is issued after it

	// Unreviewed reports whether no operator has reviewed a client; Notifier
	// tells people that they have allowed such a one. nil: nobody is told.
	Unreviewed func(clients.Client) bool
	Notifier   ConsentNotifier
}

// Server is the room.
type Server struct {
	store   Store
	clients *clients.Clients
	consent *consent.Consents
	keys    *keys.Ring
	opts    Options
	engine  *engine
	grants  map[string]grant
	signed  *lru.Cache[secret.Hash, *accessClaims] // JWTs whose signature was checked
}

// New opens the room.
func New(store Store, c *clients.Clients, consents *consent.Consents, ring *keys.Ring, opts Options) *Server {
	s := &Server{store: store, clients: c, consent: consents, keys: ring, opts: opts}
	s.signed, _ = lru.New[secret.Hash, *accessClaims](rememberedJWTs) // errs for a size below one alone
	s.engine = newEngine(s)
	s.grants = map[string]grant{
		clients.GrantCode:              s.redeemCode,
		clients.GrantRefresh:           s.redeemRefresh,
		clients.GrantClientCredentials: s.clientCredentials,
	}
	return s
}

// now is the injected clock in UTC, as precise as the store keeps it.
func (s *Server) now() time.Time { return s.opts.Now().UTC().Truncate(time.Millisecond) }
