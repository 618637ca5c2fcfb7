package storage

import (
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/users"
)

type userRow struct {
	ID           string `gorm:"primaryKey"`
	Username     string
	Email        string
	Name         string
	AvatarURL    string
	PasswordHash string
	Admin        bool
	DisabledAt   int64
	CreatedAt    int64 `gorm:"autoCreateTime:false"`
}

func (userRow) TableName() string { return "users" }

func (r userRow) user() users.User {
	return users.User{
		ID: r.ID, Username: r.Username, Email: r.Email, Name: r.Name, AvatarURL: r.AvatarURL, Admin: r.Admin,
		DisabledAt: moment(r.DisabledAt), CreatedAt: moment(r.CreatedAt),
	}
}

// CreateUser is users.Store's.
func (s *Store) CreateUser(ctx context.Context, u users.User, passwordHash string) error {
	err := s.db(ctx).Create(&userRow{
		ID: u.ID, Username: u.Username, Email: u.Email, Name: u.Name, AvatarURL: u.AvatarURL, PasswordHash: passwordHash,
		Admin: u.Admin, DisabledAt: millis(u.DisabledAt), CreatedAt: millis(u.CreatedAt),
	}).Error
	switch index := duplicateOn(err); {
	case strings.Contains(index, "username"):
		return users.Taken("username")
	case strings.Contains(index, "email"):
		return users.Taken("email")
	}
	return translated(err)
}

// User is users.Store's.
func (s *Store) User(ctx context.Context, id string) (users.User, error) {
	row, err := one[userRow](s.reader(ctx).Where("id = ?", id), users.ErrUnknown)
	return row.user(), err
}

// UserByLogin is users.Store's.
func (s *Store) UserByLogin(ctx context.Context, login string) (users.User, string, error) {
	column := "username"
	if strings.Contains(login, "@") {
		column = "email"
	}
	row, err := one[userRow](s.reader(ctx).Where(column+" = ?", login), users.ErrUnknown)
	return row.user(), row.PasswordHash, err
}

// Users is users.Store's.
func (s *Store) Users(ctx context.Context, cursor string, limit int) ([]users.User, error) {
	return list(s.reader(ctx).Where("id > ?", cursor).Order("id").Limit(limit), userRow.user)
}

// SetUserDisabled is users.Store's.
func (s *Store) SetUserDisabled(ctx context.Context, id string, at time.Time) error {
	return updateOne(s.db(ctx).Model(&userRow{}).Where("id = ?", id).Update("disabled_at", millis(at)), users.ErrUnknown)
}

// SetPassword is users.Store's.
func (s *Store) SetPassword(ctx context.Context, id, passwordHash string) error {
	return updateOne(s.db(ctx).Model(&userRow{}).Where("id = ?", id).Update("password_hash", passwordHash), users.ErrUnknown)
}

type sessionRow struct {
	Hash       []byte `gorm:"primaryKey"`
	UserID     string
	AuthTime   int64
	CreatedAt  int64 `gorm:"autoCreateTime:false"`
	LastSeenAt int64
	ExpiresAt  int64
	Address    string
	Agent      string
}

func (sessionRow) TableName() string { return "sessions" }

// CreateSession is users.Store's.
func (s *Store) CreateSession(ctx context.Context, n users.Session) error {
	return translated(s.db(ctx).Create(&sessionRow{
		Hash: n.Hash.Bytes(), UserID: n.UserID, AuthTime: millis(n.AuthTime), CreatedAt: millis(n.CreatedAt),
		LastSeenAt: millis(n.LastSeenAt), ExpiresAt: millis(n.ExpiresAt), Address: n.Address, Agent: n.Agent,
	}).Error)
}

// Session is users.Store's.
func (s *Store) Session(ctx context.Context, hash secret.Hash) (users.Session, users.User, error) {
	row, err := one[sessionRow](s.reader(ctx).Where("hash = ?", hash.Bytes()), users.ErrUnknown)
	if err != nil {
		return users.Session{}, users.User{}, err
	}
	user, err := s.User(ctx, row.UserID)
	return users.Session{
		Hash: hash, UserID: row.UserID, AuthTime: moment(row.AuthTime), CreatedAt: moment(row.CreatedAt),
		LastSeenAt: moment(row.LastSeenAt), ExpiresAt: moment(row.ExpiresAt), Address: row.Address, Agent: row.Agent,
	}, user, err
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
	query := s.db(ctx).Where("user_id = ?", userID)
	if keep != nil {
		query = query.Where("hash <> ?", keep.Bytes())
	}
	return translated(query.Delete(&sessionRow{}).Error)
}

// one reads a single row, or gives unknown where there is none.
func one[Row any](query *gorm.DB, unknown error) (Row, error) {
	var row Row
	err := query.Take(&row).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return row, unknown
	}
	return row, translated(err)
}

// list reads rows and turns each into its domain value.
func list[Row, Value any](query *gorm.DB, value func(Row) Value) ([]Value, error) {
	var rows []Row
	if err := query.Find(&rows).Error; err != nil {
		return nil, translated(err)
	}
	out := make([]Value, len(rows))
	for i, row := range rows {
		out[i] = value(row)
	}
	return out, nil
}

// updateOne gives unknown where an update met no row.
func updateOne(result *gorm.DB, unknown error) error {
	if result.Error == nil && result.RowsAffected == 0 {
		return unknown
	}
	return translated(result.Error)
}
