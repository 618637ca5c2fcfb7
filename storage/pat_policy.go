package storage

import (
	"context"
	"time"

	"gorm.io/gorm"

	"github.com/patio-auth/patio/pat"
)

// LivingTokens is pat.Store's. Each of its two reads is a range of one index,
// which one read with an OR would not be.
func (s *Store) LivingTokens(ctx context.Context, afterUser, afterID string, now time.Time, limit int) ([]pat.Held, error) {
	rest := s.living(ctx, now).Where("p.user_id = ? AND p.id > ?", afterUser, afterID)
	found, err := list(rest.Order("p.id").Limit(limit), patRow.held)
	if err != nil || len(found) == limit {
		return found, err
	}
	next := s.living(ctx, now).Where("p.user_id > ?", afterUser)
	others, err := list(next.Order("p.user_id, p.id").Limit(limit-len(found)), patRow.held)
	return append(found, others...), err
}

// LivingOf is pat.Store's.
func (s *Store) LivingOf(ctx context.Context, userID string, now time.Time) ([]pat.Held, error) {
	return list(s.living(ctx, now).Where("p.user_id = ?", userID).Order("p.id"), patRow.held)
}

func (s *Store) living(ctx context.Context, now time.Time) *gorm.DB {
	live := shelves(pat.Marks{Now: now})[pat.ShelfActive]
	return s.tokens(ctx).Select("p.*, l.ended_at, l.end_reason, l.second_factor, l.parent_id, c.name AS client_name, u.username").
		Joins("LEFT JOIN users u ON u.id = p.user_id").Where(live.where, live.args...)
}

func (r patRow) held() pat.Held {
	return pat.Held{Token: r.token(), Username: r.Username, Parent: r.ParentID}
}
