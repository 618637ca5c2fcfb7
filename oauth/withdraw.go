package oauth

import (
	"context"
	"errors"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/consent"
)

// Withdraw takes back what a person allowed a client and ends everything that
// the client holds for them: refresh tokens, access tokens of either format,
// and personal access tokens on it. The person's row is held, as in approve, so
// that no authorization slips by. Errors: consent.ErrUnknown.
func (s *Server) Withdraw(ctx context.Context, userID, clientID string) error {
	return s.store.Transact(ctx, func(ctx context.Context) error {
		if err := s.store.LockUser(ctx, userID); err != nil {
			return err
		}
		err := s.consent.Forget(ctx, userID, clientID)
		if errors.Is(err, consent.ErrUnknown) {
			err = s.unremembered(ctx, userID, clientID)
		}
		if err != nil {
			return err
		}
		return s.store.EndGrants(ctx, userID, clientID, "withdrawn by the user", s.now())
	})
}

// unremembered makes sure that there is something to take back where no consent
// is remembered: an authorization that lives without one, as earlier versions
// could leave it. Personal access tokens need no consent, and are none.
func (s *Server) unremembered(ctx context.Context, userID, clientID string) error {
	lives, err := s.store.Authorized(ctx, userID, clientID)
	if err != nil {
		return err
	}
	if !lives {
		return consent.ErrUnknown
	}
	return audit.RecordChange(ctx, s.store, s.now(), "consent.withdrawn", clientID, audit.FieldChange("authorization", audit.Active, audit.Revoked), nil)
}
