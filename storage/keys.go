package storage

import (
	"context"
	"strings"
	"time"

	"github.com/patio-auth/patio/keys"
)

type keyRow struct {
	ID         string `gorm:"primaryKey"`
	Generation int64
	Algorithm  string
	Private    []byte
	Sealed     bool
	CreatedAt  int64 `gorm:"autoCreateTime:false"`
	SignsAt    int64
	RetiredAt  int64
	ExpiresAt  int64
}

func (keyRow) TableName() string { return "signing_keys" }

func (r keyRow) key() keys.Row {
	return keys.Row{
		ID: r.ID, Generation: r.Generation, Algorithm: r.Algorithm, Private: r.Private, Sealed: r.Sealed,
		CreatedAt: moment(r.CreatedAt), SignsAt: moment(r.SignsAt), RetiredAt: moment(r.RetiredAt), ExpiresAt: moment(r.ExpiresAt),
	}
}

// SigningKeys is keys.Store's.
func (s *Store) SigningKeys(ctx context.Context) ([]keys.Row, error) {
	return list(s.reader(ctx).Order("generation"), keyRow.key)
}

// AddSigningKey is keys.Store's.
func (s *Store) AddSigningKey(ctx context.Context, k keys.Row) error {
	err := s.db(ctx).Create(&keyRow{
		ID: k.ID, Generation: k.Generation, Algorithm: k.Algorithm, Private: k.Private, Sealed: k.Sealed,
		CreatedAt: millis(k.CreatedAt), SignsAt: millis(k.SignsAt), RetiredAt: millis(k.RetiredAt), ExpiresAt: millis(k.ExpiresAt),
	}).Error
	if strings.Contains(duplicateOn(err), "generation") {
		return keys.ErrRaced
	}
	return translated(err)
}

// ResealSigningKey is keys.Store's.
func (s *Store) ResealSigningKey(ctx context.Context, id string, rests, resealed []byte) (bool, error) {
	result := s.db(ctx).Model(&keyRow{}).Where("id = ? AND private = ?", id, rests).
		Updates(map[string]any{"private": resealed, "sealed": true})
	return result.RowsAffected == 1, translated(result.Error)
}

// RetireSigningKeys is keys.Store's.
func (s *Store) RetireSigningKeys(ctx context.Context, below int64, at, until time.Time) error {
	return translated(s.db(ctx).Model(&keyRow{}).Where("generation < ? AND retired_at = 0", below).
		Updates(map[string]any{"retired_at": millis(at), "expires_at": millis(until)}).Error)
}
