package pat

import (
	"context"
	"errors"
	"net/netip"
	"strings"
	"time"

	"github.com/patio-auth/patio/audit"
)

// facts is what the audit trail keeps of a token.
func facts(t Token) map[string]string {
	return map[string]string{
		"name": t.Name, "user_id": t.UserID, "client_id": t.ClientID, "scopes": strings.Join(t.Scopes, " "),
		"expires_at": audit.Time(t.ExpiresAt), "allowed_ips": networkText(t.AllowedIPs),
		"resource": strings.Join(t.Resources, " "), "self_rotate": audit.YesNo(t.SelfRotate),
		"advanced_privileges_until": audit.Time(t.Privileges.Until),
	}
}

func networkText(networks []netip.Prefix) string {
	texts := make([]string, len(networks))
	for i, n := range networks {
		texts[i] = n.String()
	}
	return strings.Join(texts, " ")
}

// rotation is what the audit trail keeps of a new secret.
func rotation(oldUntil time.Time) audit.Change {
	change := audit.Replaced("secret")
	change.After["previous_secret_until"] = audit.Time(oldUntil)
	return change
}

// ending is what the audit trail keeps of a token that ends at now.
func ending(t Token, now time.Time) audit.Change {
	if t.Live(now) {
		return audit.StatusChange(audit.Active, audit.Revoked)
	}
	return audit.StatusChange(audit.Expired, audit.Revoked)
}

// refusal records an attempt to get more than a token may give, and returns its
// error. It writes one row and reads nothing, since a token can be refused as
// often as it likes. What is wrong in itself is not recorded.
func (t *Tokens) refusal(ctx context.Context, action audit.Action, id string, err error) error {
	detail := map[string]string{}
	var why *Error
	switch {
	case errors.As(err, &why) && why.exceeds():
		detail["field"], detail["reason"] = why.Field, why.Error()
	case errors.Is(err, ErrNoSelfRotate):
		detail["reason"] = ErrNoSelfRotate.Error()
	default:
		return err
	}
	if failed := audit.RecordRefusal(ctx, t.store, t.opts.Now(), action, id, detail); failed != nil {
		return errors.Join(err, failed)
	}
	return err
}
