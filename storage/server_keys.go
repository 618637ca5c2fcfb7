package storage

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"github.com/patio-auth/patio/users"
)

type serverKeyRow struct {
	Name      string `gorm:"primaryKey"`
	Secret    []byte
	Sealed    bool
	CreatedAt int64 `gorm:"autoCreateTime:false"`
}

func (serverKeyRow) TableName() string { return "server_keys" }

// deviceKeyName is the key that signs device cookies.
const deviceKeyName = "device_cookies"

// DeviceKey is users.Store's.
func (s *Store) DeviceKey(ctx context.Context) (secret []byte, sealed bool, err error) {
	row, err := one[serverKeyRow](s.reader(ctx).Where("name = ?", deviceKeyName), users.ErrUnknown)
	return row.Secret, row.Sealed, err
}

// AddDeviceKey is users.Store's.
func (s *Store) AddDeviceKey(ctx context.Context, secret []byte, sealed bool, at time.Time) error {
	row := serverKeyRow{Name: deviceKeyName, Secret: secret, Sealed: sealed, CreatedAt: millis(at)}
	return translated(s.db(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error)
}

// ResealDeviceKey is users.Store's.
func (s *Store) ResealDeviceKey(ctx context.Context, secret, resealed []byte) (bool, error) {
	result := s.db(ctx).Model(&serverKeyRow{}).Where("name = ? AND secret = ?", deviceKeyName, secret).
		Updates(map[string]any{"secret": resealed, "sealed": true})
	return result.RowsAffected == 1, translated(result.Error)
}
