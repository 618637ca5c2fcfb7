package users

import "context"

// NoticeKind is what an account's owner is told.
type NoticeKind string

// What this package tells an account's owner, by the names that the notices
// have.
const (
	NoticePassword             NoticeKind = "account.password_changed"
	NoticeFactorAdded          NoticeKind = "account.second_factor_added"
	NoticeFactorRemoved        NoticeKind = "account.second_factor_removed"
	NoticeRecoveryCodesRenewed NoticeKind = "account.recovery_codes_renewed"
	NoticeRecoveryCodeUsed     NoticeKind = "account.recovery_code_used"
	NoticeEmail                NoticeKind = "account.email_changed"
	NoticeNewDevice            NoticeKind = "account.new_device"
)

// Notice is one thing that an account's owner is told.
type Notice struct {
	Kind        NoticeKind
	UserID      string
	CodesLeft   int    // for NoticeRecoveryCodeUsed
	FormerEmail string // for NoticeEmail
	Browser     string // for NoticeNewDevice, such as "Firefox on Linux"
	Address     string // likewise
}

// Notifier tells an account's owner something, in the transaction that the
// context carries: what cannot be told is not done.
type Notifier interface {
	NotifyAccount(ctx context.Context, n Notice) error
}

// tell tells an account's owner, where there is a notifier.
func (u *Users) tell(ctx context.Context, n Notice) error {
	if u.opts.Notifier == nil {
		return nil
	}
	return u.opts.Notifier.NotifyAccount(ctx, n)
}
