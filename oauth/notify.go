package oauth

import (
	"context"

	"github.com/patio-auth/patio/clients"
)

// ConsentNotifier tells a person that they have allowed a client that no
// operator has reviewed, in the transaction that the context carries.
type ConsentNotifier interface {
	NotifyConsent(ctx context.Context, userID string, c clients.Client) error
}

// tellOfConsent tells a person that they have allowed a client, where it is one
// of those that people are told of.
func (s *Server) tellOfConsent(ctx context.Context, userID string, c clients.Client) error {
	if s.opts.Notifier == nil || s.opts.Unreviewed == nil || c.OwnerID == userID || !s.opts.Unreviewed(c) {
		return nil
	}
	return s.opts.Notifier.NotifyConsent(ctx, userID, c)
}
