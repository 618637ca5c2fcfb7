package storage

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/patio-auth/patio/keys"
	"github.com/patio-auth/patio/revocations"
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
	AccessTTL  int64 `gorm:"column:access_ttl"` // in milliseconds
	RevokedAt  int64
}

func (keyRow) TableName() string { return "signing_keys" }

func (r keyRow) key() keys.Row {
	return keys.Row{
		ID: r.ID, Generation: r.Generation, Algorithm: r.Algorithm, Private: r.Private, Sealed: r.Sealed,
		CreatedAt: moment(r.CreatedAt), SignsAt: moment(r.SignsAt), RetiredAt: moment(r.RetiredAt), ExpiresAt: moment(r.ExpiresAt),
		RevokedAt: moment(r.RevokedAt), AccessTTL: time.Duration(r.AccessTTL) * time.Millisecond,
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
		AccessTTL: ceilMillis(k.AccessTTL), RevokedAt: millis(k.RevokedAt),
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

// RaiseSigningKeyTTL is keys.Store's.
func (s *Store) RaiseSigningKeyTTL(ctx context.Context, id string, ttl time.Duration) error {
	ms := ceilMillis(ttl)
	return translated(s.db(ctx).Model(&keyRow{}).Where("id = ? AND access_ttl < ?", id, ms).Update("access_ttl", ms).Error)
}

// ceilMillis is a duration in milliseconds, rounded up.
func ceilMillis(d time.Duration) int64 { return (d + time.Millisecond - 1).Milliseconds() }

// RevokeSigningKey is keys.Store's.
func (s *Store) RevokeSigningKey(ctx context.Context, id string, at time.Time) (bool, error) {
	first := false
	err := s.Transact(ctx, func(ctx context.Context) error {
		result := s.db(ctx).Model(&keyRow{}).Where("id = ? AND revoked_at = 0", id).Updates(map[string]any{
			"revoked_at": millis(at),
			"retired_at": gorm.Expr("CASE WHEN retired_at = 0 OR retired_at > ? THEN ? ELSE retired_at END", millis(at), millis(at)),
			"expires_at": gorm.Expr("CASE WHEN expires_at = 0 OR expires_at > ? THEN ? ELSE expires_at END", millis(at), millis(at)),
		})
		if first = result.RowsAffected == 1; !first {
			return translated(result.Error)
		}
		return s.noteEnded(ctx, revocations.Key, revocations.KeyRef(id), at.Add(revocations.KeysCached))
	})
	return first, err
}

// KeyRevocationSeen is keys.Store's.
func (s *Store) KeyRevocationSeen() time.Time { return moment(s.keyRevocation.Load()) }

// sawKeyRevocation notes the newest revocation of a signing key that a read met.
func (s *Store) sawKeyRevocation(at int64) {
	for known := s.keyRevocation.Load(); at > known; known = s.keyRevocation.Load() {
		if s.keyRevocation.CompareAndSwap(known, at) {
			return
		}
	}
}
