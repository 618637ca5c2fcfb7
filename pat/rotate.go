package pat

import (
	"context"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/secret"
)

// MaxOverlap bounds how long a replaced secret may go on working.
const MaxOverlap = 30 * 24 * time.Hour

// Rotate gives one of a user's tokens a new secret, which is not kept. The old
// one works for overlap; used after that, it ends the token and what it minted
// (a tripwire). A token that asks (by) may rotate only what reaches no further
// than itself. Errors: ErrUnknown, also for other people's; ErrEnded; *Error on
// "overlap_seconds" or "id".
func (t *Tokens) Rotate(ctx context.Context, userID, id string, overlap time.Duration, by *bearer.Principal) (Token, string, error) {
	if overlap < 0 || overlap > MaxOverlap {
		return Token{}, "", invalid("overlap_seconds", "must be between 0 and 30 days")
	}
	raw := secret.New(secret.PersonalAccessToken)
	var rotated Token
	err := t.onLiving(ctx, userID, id, func(ctx context.Context, found Token, now time.Time) error {
		if by != nil && !within(found, by) {
			return forbidden("id", "names a token that reaches further than the one that asks; rotate it in the browser")
		}
		rotated = found
		rotated.Hint, rotated.OldUses, rotated.OldUsedAt = secret.Hint(raw), 0, time.Time{}
		if err := t.store.ReplaceSecret(ctx, rotated, secret.HashOf(raw), now, now.Add(overlap)); err != nil {
			return err
		}
		return audit.Record(ctx, t.store, now, "pat.rotated", id, nil)
	})
	if err != nil {
		return Token{}, "", err
	}
	return rotated, raw, nil
}

// RotateSelf is Rotate for a token that replaces itself. Errors:
// ErrNoSelfRotate where it was not made to.
func (t *Tokens) RotateSelf(ctx context.Context, p *bearer.Principal, overlap time.Duration) (Token, string, error) {
	found, err := t.Get(ctx, p.Subject, p.ID)
	if err != nil {
		return Token{}, "", err
	}
	if !found.SelfRotate {
		return Token{}, "", ErrNoSelfRotate
	}
	return t.Rotate(ctx, p.Subject, p.ID, overlap, p)
}

// within reports whether a token reaches no further than a principal.
func within(token Token, p *bearer.Principal) bool {
	return p.HasScopes(token.Scopes...) && !later(token.ExpiresAt, p.ExpiresAt)
}
