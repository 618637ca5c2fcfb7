package pat

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/secret"
)

// MaxOverlap bounds how long a replaced secret may go on working.
const MaxOverlap = 30 * 24 * time.Hour

// Rotate gives one of a user's tokens a new secret, which is not kept. The old
// one works for overlap; used after that, it ends the token and what it minted
// (a tripwire). A token that asks (by) may rotate only what reaches no further
// than itself, and what it rotates ends with it. Errors: ErrUnknown, also for
// other people's; ErrEnded; *Error on "overlap_seconds", "id" or "token";
// bearer.ErrInvalidToken where the asking token has just ended.
func (t *Tokens) Rotate(ctx context.Context, userID, id string, overlap time.Duration, by *Asker) (Token, string, error) {
	if overlap < 0 || overlap > MaxOverlap {
		return Token{}, "", invalid("overlap_seconds", "must be between 0 and 30 days")
	}
	raw := secret.New(secret.PersonalAccessToken)
	var rotated Token
	err := t.byOwner(ctx, userID, id, by, func(ctx context.Context, found Token, now time.Time) error {
		if err := t.opts.Policy.checkEnd(found.ExpiresAt, found.CreatedAt); err != nil {
			return err
		}
		if by != nil {
			if err := t.takeOver(ctx, found, by); err != nil {
				return err
			}
		}
		rotated = found
		rotated.Hint, rotated.OldUses, rotated.OldUsedAt = secret.Hint(raw), 0, time.Time{}
		if err := t.store.ReplaceSecret(ctx, rotated, secret.HashOf(raw), now, now.Add(overlap)); err != nil {
			return err
		}
		return audit.RecordChange(ctx, t.store, now, "pat.rotated", id, rotation(now.Add(overlap)), nil)
	})
	if err != nil {
		return Token{}, "", t.refusal(ctx, "pat.rotated", id, err)
	}
	return rotated, raw, nil
}

// RotateAny is Rotate for whoever the token belongs to, which is the operator's
// right.
func (t *Tokens) RotateAny(ctx context.Context, id string, overlap time.Duration) (Token, string, error) {
	if uuid.Validate(id) != nil {
		return Token{}, "", ErrUnknown
	}
	found, err := t.store.Token(ctx, id)
	if err != nil {
		return Token{}, "", err
	}
	return t.Rotate(ctx, found.UserID, id, overlap, nil)
}

// RotateSelf is Rotate for a token that replaces itself. Errors:
// ErrNoSelfRotate where it was not made to.
func (t *Tokens) RotateSelf(ctx context.Context, p *Asker, overlap time.Duration) (Token, string, error) {
	found, err := t.Get(ctx, p.Subject, p.ID)
	if err != nil {
		return Token{}, "", err
	}
	if !found.SelfRotate {
		return Token{}, "", t.refusal(ctx, "pat.rotated", p.ID, ErrNoSelfRotate)
	}
	return t.Rotate(ctx, p.Subject, p.ID, overlap, p)
}

// byOwner is onLiving. Where a token asks, its user's row is held first: what
// moves one of their tokens below another goes one after the other, or two
// could end up below each other.
func (t *Tokens) byOwner(ctx context.Context, userID, id string, by *Asker, fn func(ctx context.Context, found Token, now time.Time) error) error {
	if by == nil {
		return t.onLiving(ctx, userID, id, fn)
	}
	return t.store.Transact(ctx, func(ctx context.Context) error {
		if err := t.store.LockUser(ctx, userID); err != nil {
			return err
		}
		return t.onLiving(ctx, userID, id, fn)
	})
}
