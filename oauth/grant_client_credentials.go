package oauth

import (
	"context"

	"github.com/patio-auth/patio/clients"
)

// clientCredentials is RFC 6749, section 4.4: the client acts for itself. It
// needs no lineage and, with JWT access tokens, writes nothing at all.
func (s *Server) clientCredentials(ctx context.Context, client clients.Client, r TokenRequest) (*order, error) {
	scopes, err := s.scopesFor(client, r.Scope, client.Scopes)
	if err != nil {
		return nil, err
	}
	audience, err := s.audienceFor(ctx, r.Resources)
	if err != nil {
		return nil, err
	}
	o := &order{client: client, now: s.now(), scopes: scopes, audience: audience}
	return o, s.engine.clientCredentials(ctx, o)
}
