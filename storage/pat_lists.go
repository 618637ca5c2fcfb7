package storage

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"github.com/patio-auth/patio/pat"
)

// Tokens is pat.Store's.
func (s *Store) Tokens(ctx context.Context, userID string, only pat.Filter, m pat.Marks, cursor string, limit int) ([]pat.Token, error) {
	query := s.tokens(ctx)
	if only.Name != "" {
		query = query.Where("p.name = ?", only.Name)
	}
	if only.ClientID != "" {
		query = query.Where("p.client_id = ?", only.ClientID)
	}
	if only.Status != "" {
		on := shelves(m)[only.Status]
		query = query.Where(on.where, on.args...)
	}
	if userID != "" {
		query = query.Where("p.user_id = ?", userID)
	}
	return list(before(query, cursor, limit), patRow.token)
}

func (s *Store) tokens(ctx context.Context) *gorm.DB {
	return s.reader(ctx).Table("personal_access_tokens AS p").
		Select("p.*, l.ended_at, l.end_reason, l.second_factor, c.name AS client_name").
		Joins("JOIN lineages l ON l.id = p.lineage_id").Joins("LEFT JOIN clients c ON c.id = p.client_id")
}

// before is one page of a list of tokens, newest first.
func before(query *gorm.DB, cursor string, limit int) *gorm.DB {
	if cursor != "" {
		query = query.Where("p.id < ?", cursor)
	}
	return query.Order("p.id DESC").Limit(limit)
}

// What a token's shelf asks of its row (p) and its lineage (l).
const (
	whereLive     = "l.ended_at = 0 AND (p.expires_at = 0 OR p.expires_at > ?)"
	whereExpiring = "l.ended_at = 0 AND p.expires_at > ? AND p.expires_at <= ?"
	whereUnused   = whereLive + " AND p.created_at < ? AND p.last_used_at < ?"
	whereExpired  = "l.ended_at = 0 AND p.expires_at <> 0 AND p.expires_at <= ?"
	whereRevoked  = "l.ended_at <> 0"
)

type shelfQuery struct {
	where string
	args  []any
}

// shelves is what puts a token on each shelf.
func shelves(m pat.Marks) map[pat.Shelf]shelfQuery {
	now, soon, idle := millis(m.Now), millis(m.Soon), millis(m.Idle)
	return map[pat.Shelf]shelfQuery{
		pat.ShelfActive:   {whereLive, []any{now}},
		pat.ShelfExpiring: {whereExpiring, []any{now, soon}},
		pat.ShelfUnused:   {whereUnused, []any{now, idle, idle}},
		pat.ShelfExpired:  {whereExpired, []any{now}},
		pat.ShelfRevoked:  {whereRevoked, nil},
	}
}

// ShelvedTokens is pat.Store's.
func (s *Store) ShelvedTokens(ctx context.Context, userID string, shelf pat.Shelf, m pat.Marks, cursor string, limit int) ([]pat.Token, error) {
	on, ok := shelves(m)[shelf]
	if !ok {
		return []pat.Token{}, nil
	}
	query := s.tokens(ctx).Where("p.user_id = ?", userID).Where(on.where, on.args...)
	return list(before(query, cursor, limit), patRow.token)
}

// CountShelves is pat.Store's.
func (s *Store) CountShelves(ctx context.Context, userID string, m pat.Marks) (map[pat.Shelf]int, error) {
	var sums []string
	var args []any
	for shelf, on := range shelves(m) {
		sums, args = append(sums, "COALESCE(SUM(CASE WHEN "+on.where+" THEN 1 ELSE 0 END), 0) AS "+string(shelf)), append(args, on.args...)
	}
	var n struct{ Active, Expiring, Unused, Expired, Revoked int }
	err := s.reader(ctx).Raw("SELECT "+strings.Join(sums, ", ")+
		" FROM personal_access_tokens p JOIN lineages l ON l.id = p.lineage_id WHERE p.user_id = ?", append(args, userID)...).
		Scan(&n).Error
	return map[pat.Shelf]int{
		pat.ShelfActive: n.Active, pat.ShelfExpiring: n.Expiring, pat.ShelfUnused: n.Unused,
		pat.ShelfExpired: n.Expired, pat.ShelfRevoked: n.Revoked,
	}, translated(err)
}

func (r patRow) holding() pat.Holding {
	return pat.Holding{Token: r.token(), Username: r.Username, UserName: r.UserName}
}

// ClientTokens is pat.Store's.
func (s *Store) ClientTokens(ctx context.Context, clientID string, m pat.Marks, cursor string, limit int) ([]pat.Holding, error) {
	live := shelves(m)[pat.ShelfActive]
	return list(before(s.holdings(ctx, clientID).Where(live.where, live.args...), cursor, limit), patRow.holding)
}

// ClientToken is pat.Store's.
func (s *Store) ClientToken(ctx context.Context, clientID, id string) (pat.Holding, error) {
	row, err := one[patRow](s.holdings(ctx, clientID).Where("p.id = ?", id), pat.ErrUnknown)
	return row.holding(), err
}

func (s *Store) holdings(ctx context.Context, clientID string) *gorm.DB {
	return s.tokens(ctx).
		Select("p.*, l.ended_at, l.end_reason, l.second_factor, c.name AS client_name, u.username, u.name AS user_name").
		Joins("JOIN users u ON u.id = p.user_id").Where("p.client_id = ?", clientID)
}
