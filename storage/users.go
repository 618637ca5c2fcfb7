package storage

import (
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/patio-auth/patio/revocations"
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
	return s.Transact(ctx, func(ctx context.Context) error {
		result := s.db(ctx).Model(&userRow{}).Where("id = ?", id).Update("disabled_at", millis(at))
		if err := updateOne(result, users.ErrUnknown); err != nil || at.IsZero() {
			return err
		}
		return s.noteEnded(ctx, revocations.User, id, s.outlived(at))
	})
}

// SetPassword is users.Store's.
func (s *Store) SetPassword(ctx context.Context, id, passwordHash string) error {
	return updateOne(s.db(ctx).Model(&userRow{}).Where("id = ?", id).Update("password_hash", passwordHash), users.ErrUnknown)
}

// SetEmail is users.Store's.
func (s *Store) SetEmail(ctx context.Context, id, email string) error {
	result := s.db(ctx).Model(&userRow{}).Where("id = ?", id).Update("email", email)
	if strings.Contains(duplicateOn(result.Error), "email") {
		return users.Taken("email")
	}
	return updateOne(result, users.ErrUnknown)
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
