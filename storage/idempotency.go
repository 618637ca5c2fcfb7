package storage

import (
	"context"
	"time"

	"github.com/patio-auth/patio/internal/idempotency"
	"github.com/patio-auth/patio/internal/secret"
)

type idempotencyRow struct {
	ID          []byte `gorm:"primaryKey"`
	Fingerprint []byte
	ClaimedAt   int64
	Response    []byte // null: none yet
}

func (idempotencyRow) TableName() string { return "idempotency_keys" }

func rowOfKey(r idempotency.Record) *idempotencyRow {
	return &idempotencyRow{ID: r.ID.Bytes(), Fingerprint: r.Fingerprint.Bytes(), ClaimedAt: millis(r.ClaimedAt), Response: r.Response}
}

// ClaimKey is idempotency.Store's.
func (s *Store) ClaimKey(ctx context.Context, r idempotency.Record) (idempotency.Record, bool, error) {
	err := s.db(ctx).Create(rowOfKey(r)).Error
	if err == nil {
		return idempotency.Record{}, true, nil
	}
	if duplicateOn(err) == "" {
		return idempotency.Record{}, false, translated(err)
	}
	found, err := s.FindKey(ctx, r.ID)
	return found, false, err
}

// FindKey is idempotency.Store's.
func (s *Store) FindKey(ctx context.Context, id secret.Hash) (idempotency.Record, error) {
	var found []idempotencyRow
	if err := s.db(ctx).Where("id = ?", id.Bytes()).Find(&found).Error; err != nil || len(found) == 0 {
		return idempotency.Record{}, translated(err)
	}
	row := found[0]
	return idempotency.Record{
		ID: secret.Hash(row.ID), Fingerprint: secret.Hash(row.Fingerprint), ClaimedAt: moment(row.ClaimedAt), Response: row.Response,
	}, nil
}

// ReclaimKey is idempotency.Store's.
func (s *Store) ReclaimKey(ctx context.Context, r idempotency.Record, claimedAt time.Time) (bool, error) {
	row := rowOfKey(r)
	result := s.db(ctx).Model(&idempotencyRow{}).Where("id = ? AND claimed_at = ?", row.ID, millis(claimedAt)).
		Updates(map[string]any{"fingerprint": row.Fingerprint, "claimed_at": row.ClaimedAt, "response": nil})
	return result.RowsAffected == 1, translated(result.Error)
}

// KeepResponse is idempotency.Store's.
func (s *Store) KeepResponse(ctx context.Context, r idempotency.Record) error {
	return translated(s.db(ctx).Model(&idempotencyRow{}).Where("id = ? AND claimed_at = ?", r.ID.Bytes(), millis(r.ClaimedAt)).
		Update("response", r.Response).Error)
}

// ReleaseKey is idempotency.Store's.
func (s *Store) ReleaseKey(ctx context.Context, r idempotency.Record) error {
	return translated(s.db(ctx).Where("id = ? AND claimed_at = ?", r.ID.Bytes(), millis(r.ClaimedAt)).Delete(&idempotencyRow{}).Error)
}
