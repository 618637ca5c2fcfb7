package users

import (
	"context"

	"github.com/patio-auth/patio/audit"
)

// ChangeEmail gives an account another e-mail address, which is the operator's
// right. The owner is told at both addresses. Errors: ErrUnknown, *Error on
// "email".
func (u *Users) ChangeEmail(ctx context.Context, id, email string) error {
	if email = normal(email); !validEmail(email) {
		return invalid("email", "must be an e-mail address such as mira@example.org")
	}
	return u.store.Transact(ctx, func(ctx context.Context) error {
		if err := u.store.LockUser(ctx, id); err != nil {
			return err
		}
		user, err := u.store.User(ctx, id)
		if err != nil || user.Email == email {
			return err
		}
		if err := u.store.SetEmail(ctx, id, email); err != nil {
			return err
		}
		if err := u.tell(ctx, Notice{Kind: NoticeEmail, UserID: id, FormerEmail: user.Email}); err != nil {
			return err
		}
		after := user
		after.Email = email
		difference := audit.Difference(facts(user), facts(after))
		return audit.RecordChange(ctx, u.store, u.opts.Now().UTC(), "user.email_changed", id, difference, nil)
	})
}
