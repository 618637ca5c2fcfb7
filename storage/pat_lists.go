package storage

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"github.com/patio-auth/patio/pat"
)

// Tokens is pat.Store's.
func (s *Store) Tokens(ctx context.Context, userID string, only pat.Filter, m pat.Marks, cursor string, limit int) ([]pat.Token, error) {
	query := s.tokens(ctx)
	query = s.named(query, "p.name", only.Name)
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

// SearchTokens is pat.Store's.
func (s *Store) SearchTokens(ctx context.Context, userID string, q pat.Search, m pat.Marks) ([]pat.Token, int, error) {
	on, ok := shelves(m)[q.Shelf]
	if !ok {
		return []pat.Token{}, 0, nil
	}
	query := s.tokens(ctx).Where("p.user_id = ?", userID).Where(on.where, on.args...)
	if q.ClientID != "" {
		query = query.Where("p.client_id = ?", q.ClientID)
	}
	if q.Text != "" {
		like, text := s.lower()+"(%s) LIKE ? ESCAPE '!'", containing(strings.ToLower(q.Text))
		query = query.Where(fmt.Sprintf("("+like+" OR "+like+")", "p.name", "c.name"), text, text)
	}
	var total int64
	if err := query.Session(&gorm.Session{}).Select("COUNT(*)").Scan(&total).Error; err != nil {
		return nil, 0, translated(err)
	}
	order := "p.id DESC"
	switch q.Order {
	case pat.ByName:
		order = s.lower() + "(p.name), p.id DESC"
	case pat.ByLastUse:
		order = "p.last_used_at DESC, p.id DESC"
	case pat.ByEnd:
		order = "CASE WHEN p.expires_at = 0 THEN 1 ELSE 0 END, p.expires_at, p.id DESC"
	}
	found, err := list(query.Order(order).Offset(q.Offset).Limit(q.Limit), patRow.token)
	return found, int(total), err
}

// named keeps the rows whose column is exactly this; all of them where it is "". To
// MySQL, texts are equal that differ in the spaces at their ends.
func (s *Store) named(query *gorm.DB, column, name string) *gorm.DB {
	switch {
	case name == "":
		return query
	case s.dialect == MySQL:
		return query.Where(column+" = ? AND CHAR_LENGTH("+column+") = CHAR_LENGTH(?)", name, name)
	}
	return query.Where(column+" = ?", name)
}

// lower is the SQL function for lower case. SQLite's own knows ASCII only.
func (s *Store) lower() string {
	if s.Dialect() == SQLite {
		return sqliteLower
	}
	return "LOWER"
}

// containing is a pattern of LIKE, with ! as its escape, for texts that contain this one.
func containing(text string) string {
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(text) + "%"
}

// ClientsOfTokens is pat.Store's.
func (s *Store) ClientsOfTokens(ctx context.Context, userID string, limit int) (found []pat.ClientOfTokens, err error) {
	err = s.reader(ctx).Raw(`SELECT id, name FROM clients WHERE id IN
		(SELECT client_id FROM personal_access_tokens WHERE user_id = ?) ORDER BY name, id LIMIT ?`, userID, limit).Scan(&found).Error
	return found, translated(err)
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
func (s *Store) ClientTokens(ctx context.Context, clientID string, m pat.Marks, offset, limit int) ([]pat.Holding, error) {
	live := shelves(m)[pat.ShelfActive]
	query := s.holdings(ctx, clientID).Where(live.where, live.args...)
	return list(query.Order("p.id DESC").Offset(offset).Limit(limit), patRow.holding)
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
