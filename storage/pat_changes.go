package storage

import (
	"context"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
)

// LockToken is pat.Store's. The lineage is locked, since that is what ends.
func (s *Store) LockToken(ctx context.Context, id string) (pat.Token, error) {
	found, err := s.Token(ctx, id)
	if err != nil {
		return found, err
	}
	if _, err := s.lockLineage(ctx, found.Lineage); err != nil {
		return found, err
	}
	return s.Token(ctx, id)
}

// ParentBounds is pat.Store's.
func (s *Store) ParentBounds(ctx context.Context, lineage string) (pat.Bounds, bool, error) {
	own, err := one[lineageRow](s.reader(ctx).Where("id = ?", lineage), pat.ErrUnknown)
	if err != nil || own.ParentID == "" {
		return pat.Bounds{}, false, err
	}
	parent, err := one[lineageRow](s.reader(ctx).Where("id = ?", own.ParentID), pat.ErrUnknown)
	return pat.Bounds{Scopes: strings.Fields(parent.Scopes), ExpiresAt: moment(parent.ExpiresAt)}, true, err
}

// UpdateToken is pat.Store's.
func (s *Store) UpdateToken(ctx context.Context, t pat.Token, at time.Time) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		err := s.db(ctx).Model(&patRow{}).Where("id = ?", t.ID).Update("name", t.Name).Error
		if err != nil {
			return translated(err)
		}
		return s.holdTo(ctx, []string{t.Lineage}, t.Scopes, millis(t.ExpiresAt), at, true)
	})
}

// reasonNothingLeft is why a token ended whose every scope was taken from the
// one that made it. Without, it would still say who its holder is.
const reasonNothingLeft = "the token that made it lost every scope that this one had"

// holdTo writes scopes and end to the first lineages, and holds what hangs
// from them, level by level, within. The rows are locked as they are read, so
// that what narrows one of them at the same time is not undone.
func (s *Store) holdTo(ctx context.Context, ids []string, scopes []string, end int64, at time.Time, exactly bool) error {
	var rows []lineageRow
	err := s.db(ctx).Clauses(clause.Locking{Strength: "UPDATE"}).Where("id IN ?", ids).Order("id").Find(&rows).Error
	if err != nil {
		return translated(err)
	}
	for _, row := range rows {
		kept, until := scopes, end
		if !exactly {
			kept = slices.DeleteFunc(strings.Fields(row.Scopes), func(scope string) bool { return !slices.Contains(scopes, scope) })
			if until == 0 || row.ExpiresAt != 0 && row.ExpiresAt < until {
				until = row.ExpiresAt
			}
			if len(kept) == 0 && row.Scopes != "" {
				if err := s.endLineages(ctx, reasonNothingLeft, at, "id = ?", row.ID); err != nil {
					return err
				}
				continue
			}
		}
		change := map[string]any{"scopes": joined(kept), "expires_at": until}
		if err := s.db(ctx).Model(&lineageRow{}).Where("id = ?", row.ID).Updates(change).Error; err != nil {
			return translated(err)
		}
		if err := s.db(ctx).Model(&patRow{}).Where("lineage_id = ?", row.ID).Updates(change).Error; err != nil {
			return translated(err)
		}
		var children []string
		if err := s.db(ctx).Model(&lineageRow{}).Where("parent_id = ? AND ended_at = 0", row.ID).Pluck("id", &children).Error; err != nil {
			return translated(err)
		}
		if len(children) > 0 {
			if err := s.holdTo(ctx, children, kept, until, at, false); err != nil {
				return err
			}
		}
	}
	return nil
}

// ReplaceSecret is pat.Store's.
func (s *Store) ReplaceSecret(ctx context.Context, t pat.Token, hash secret.Hash, at, oldUntil time.Time) error {
	until := millis(oldUntil)
	return s.Transact(ctx, func(ctx context.Context) error {
		err := s.db(ctx).Model(&patSecretRow{}).Where("token_id = ? AND (expires_at = 0 OR expires_at > ?)", t.ID, until).
			Update("expires_at", until).Error
		if err != nil {
			return translated(err)
		}
		change := map[string]any{"hint": t.Hint, "old_uses": 0, "old_used_at": 0}
		if err := s.db(ctx).Model(&patRow{}).Where("id = ?", t.ID).Updates(change).Error; err != nil {
			return translated(err)
		}
		return s.addPATSecret(ctx, t.ID, hash, at)
	})
}
