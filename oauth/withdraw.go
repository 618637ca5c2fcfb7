package oauth

import "context"

// Withdraw takes back what a person allowed a client and ends everything that
// the client holds for them: refresh tokens, access tokens of either format,
// and personal access tokens on it. Errors: consent.ErrUnknown.
func (s *Server) Withdraw(ctx context.Context, userID, clientID string) error {
	return s.store.Transact(ctx, func(ctx context.Context) error {
		if err := s.consent.Forget(ctx, userID, clientID); err != nil {
			return err
		}
		return s.store.EndGrants(ctx, userID, clientID, "withdrawn by the user", s.now())
	})
}
