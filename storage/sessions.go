package storage

import (
	"context"
	"time"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/users"
)

type sessionRow struct {
	Hash       []byte `gorm:"primaryKey"`
	UserID     string
	AuthTime   int64
	MFATime    int64 `gorm:"column:mfa_time"`
	CreatedAt  int64 `gorm:"autoCreateTime:false"`
	LastSeenAt int64
	ExpiresAt  int64
	Address    string
	Agent      string
	FormKey    string
	HasFactor  bool `gorm:"->"` // of its person, where a query asks
}

func (sessionRow) TableName() string { return "sessions" }

func rowOfSession(n users.Session) sessionRow {
	return sessionRow{
		Hash: n.Hash.Bytes(), UserID: n.UserID, AuthTime: millis(n.AuthTime), MFATime: millis(n.MFATime), CreatedAt: millis(n.CreatedAt),
		LastSeenAt: millis(n.LastSeenAt), ExpiresAt: millis(n.ExpiresAt), Address: n.Address, Agent: n.Agent, FormKey: n.FormKey,
	}
}

func (r sessionRow) session() users.Session {
	return users.Session{
		Hash: secret.Hash(r.Hash), UserID: r.UserID, AuthTime: moment(r.AuthTime), MFATime: moment(r.MFATime), CreatedAt: moment(r.CreatedAt),
		LastSeenAt: moment(r.LastSeenAt), ExpiresAt: moment(r.ExpiresAt), Address: r.Address, Agent: r.Agent,
		HasFactor: r.HasFactor, FormKey: r.FormKey,
	}
}

// CreateSession is users.Store's.
func (s *Store) CreateSession(ctx context.Context, n users.Session) error {
	row := rowOfSession(n)
	return translated(s.db(ctx).Create(&row).Error)
}

// Session is users.Store's.
func (s *Store) Session(ctx context.Context, hash secret.Hash) (users.Session, users.User, error) {
	row, err := one[sessionRow](s.reader(ctx).Select(`sessions.*,
		EXISTS (SELECT 1 FROM second_factors f WHERE f.user_id = sessions.user_id) AS has_factor`).
		Where("hash = ?", hash.Bytes()), users.ErrUnknown)
	if err != nil {
		return users.Session{}, users.User{}, err
	}
	user, err := s.User(ctx, row.UserID)
	return row.session(), user, err
}

// Sessions is users.Store's.
func (s *Store) Sessions(ctx context.Context, userID string, since time.Time, limit int) ([]users.Session, error) {
	query := s.reader(ctx).Where("user_id = ? AND last_seen_at >= ?", userID, millis(since))
	return list(query.Order("last_seen_at DESC, hash").Limit(limit), sessionRow.session)
}

// ReplaceSession is users.Store's.
func (s *Store) ReplaceSession(ctx context.Context, hash secret.Hash, n users.Session) (bool, error) {
	result := s.db(ctx).Model(&sessionRow{}).Where("hash = ?", hash.Bytes()).Updates(map[string]any{
		"hash": n.Hash.Bytes(), "auth_time": millis(n.AuthTime), "mfa_time": millis(n.MFATime), "last_seen_at": millis(n.LastSeenAt),
	})
	return result.RowsAffected == 1, translated(result.Error)
}

// TouchSession is users.Store's.
func (s *Store) TouchSession(ctx context.Context, hash secret.Hash, at time.Time) error {
	return translated(s.db(ctx).Model(&sessionRow{}).Where("hash = ?", hash.Bytes()).Update("last_seen_at", millis(at)).Error)
}

// DeleteSession is users.Store's.
func (s *Store) DeleteSession(ctx context.Context, hash secret.Hash) error {
	return translated(s.db(ctx).Where("hash = ?", hash.Bytes()).Delete(&sessionRow{}).Error)
}

// DeleteSessions is users.Store's.
func (s *Store) DeleteSessions(ctx context.Context, userID string, keep *secret.Hash) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		query := s.db(ctx).Where("user_id = ?", userID)
		if keep != nil {
			query = query.Where("hash <> ?", keep.Bytes())
		}
		if err := query.Delete(&sessionRow{}).Error; err != nil {
			return translated(err)
		}
		return translated(s.db(ctx).Where("user_id = ?", userID).Delete(&ceremonyRow{}).Error)
	})
}
