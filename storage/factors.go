package storage

import (
	"context"
	"slices"
	"time"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/users"
)

type factorRow struct {
	UserID     string `gorm:"primaryKey"`
	Kind       string `gorm:"primaryKey"`
	Ref        string `gorm:"primaryKey"`
	Secret     []byte
	Sealed     bool
	Counter    int64
	CreatedAt  int64 `gorm:"autoCreateTime:false"`
	LastUsedAt int64
}

func (factorRow) TableName() string { return "second_factors" }

func (r factorRow) factor() users.Factor {
	return users.Factor{
		UserID: r.UserID, Kind: users.FactorKind(r.Kind), Ref: r.Ref, Secret: r.Secret, Sealed: r.Sealed, Counter: r.Counter,
		CreatedAt: moment(r.CreatedAt), LastUsedAt: moment(r.LastUsedAt),
	}
}

type recoveryRow struct {
	UserID    string `gorm:"primaryKey"`
	Hash      []byte `gorm:"primaryKey"`
	CreatedAt int64  `gorm:"autoCreateTime:false"`
	UsedAt    int64
}

func (recoveryRow) TableName() string { return "recovery_codes" }

type ceremonyRow struct {
	Hash      []byte `gorm:"primaryKey"`
	Kind      string
	UserID    string
	State     []byte
	Sealed    bool
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	ExpiresAt int64
}

func (ceremonyRow) TableName() string { return "ceremonies" }

// Factors is users.Store's.
func (s *Store) Factors(ctx context.Context, userID string) ([]users.Factor, error) {
	return list(s.reader(ctx).Where("user_id = ?", userID).Order("created_at, kind, ref"), factorRow.factor)
}

// AddFactor is users.Store's.
func (s *Store) AddFactor(ctx context.Context, f users.Factor) error {
	return translated(s.db(ctx).Create(&factorRow{
		UserID: f.UserID, Kind: string(f.Kind), Ref: f.Ref, Secret: f.Secret, Sealed: f.Sealed, Counter: f.Counter,
		CreatedAt: millis(f.CreatedAt), LastUsedAt: millis(f.LastUsedAt),
	}).Error)
}

// AdvanceFactor is users.Store's. The time of the factor's making is part of
// the condition: a code of one that was removed does not move its successor.
func (s *Store) AdvanceFactor(ctx context.Context, f users.Factor, counter int64, at time.Time) (bool, error) {
	result := s.db(ctx).Model(&factorRow{}).
		Where("user_id = ? AND kind = ? AND ref = ? AND created_at = ? AND counter < ?",
			f.UserID, string(f.Kind), f.Ref, millis(f.CreatedAt), counter).
		Updates(map[string]any{"counter": counter, "last_used_at": millis(at)})
	return result.RowsAffected == 1, translated(result.Error)
}

// AllFactors is users.Store's.
func (s *Store) AllFactors(ctx context.Context, after users.Factor, limit int) ([]users.Factor, error) {
	kind := string(after.Kind)
	return list(s.reader(ctx).
		Where("user_id > ? OR (user_id = ? AND (kind > ? OR (kind = ? AND ref > ?)))", after.UserID, after.UserID, kind, kind, after.Ref).
		Order("user_id, kind, ref").Limit(limit), factorRow.factor)
}

// ResealFactor is users.Store's.
func (s *Store) ResealFactor(ctx context.Context, f users.Factor, resealed []byte) (bool, error) {
	result := s.db(ctx).Model(&factorRow{}).
		Where("user_id = ? AND kind = ? AND ref = ? AND secret = ?", f.UserID, string(f.Kind), f.Ref, f.Secret).
		Updates(map[string]any{"secret": resealed, "sealed": true})
	return result.RowsAffected == 1, translated(result.Error)
}

// DeleteFactors is users.Store's.
func (s *Store) DeleteFactors(ctx context.Context, userID string) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		if err := s.db(ctx).Where("user_id = ?", userID).Delete(&factorRow{}).Error; err != nil {
			return translated(err)
		}
		if err := s.db(ctx).Where("user_id = ?", userID).Delete(&recoveryRow{}).Error; err != nil {
			return translated(err)
		}
		return s.dropPrivileges(ctx, userID)
	})
}

// dropPrivileges takes from a user's lineages what a second factor gave them.
// They are found by the clients that may have any, for which there is an index.
func (s *Store) dropPrivileges(ctx context.Context, userID string) error {
	var clients []string
	err := s.db(ctx).Raw("SELECT client_id FROM consents WHERE user_id = ? UNION SELECT client_id FROM personal_access_tokens WHERE user_id = ?",
		userID, userID).Scan(&clients).Error
	for some := range slices.Chunk(clients, chunk) {
		if err != nil {
			break
		}
		err = s.db(ctx).Model(&lineageRow{}).Where("client_id IN ? AND user_id = ? AND second_factor <> ''", some, userID).
			Update("second_factor", "").Error
	}
	return translated(err)
}

// HasFactor is pat.Store's.
func (s *Store) HasFactor(ctx context.Context, userID string) (bool, error) {
	return s.some(ctx, &factorRow{}, "user_id = ?", userID)
}

// ReplaceRecoveryCodes is users.Store's.
func (s *Store) ReplaceRecoveryCodes(ctx context.Context, userID string, hashes []secret.Hash, at time.Time) error {
	rows := make([]recoveryRow, len(hashes))
	for i, hash := range hashes {
		rows[i] = recoveryRow{UserID: userID, Hash: hash.Bytes(), CreatedAt: millis(at)}
	}
	return s.Transact(ctx, func(ctx context.Context) error {
		if err := s.db(ctx).Where("user_id = ?", userID).Delete(&recoveryRow{}).Error; err != nil {
			return translated(err)
		}
		return translated(s.db(ctx).Create(&rows).Error)
	})
}

// SpendRecoveryCode is users.Store's.
func (s *Store) SpendRecoveryCode(ctx context.Context, userID string, hash secret.Hash, at time.Time) (bool, error) {
	result := s.db(ctx).Model(&recoveryRow{}).Where("user_id = ? AND hash = ? AND used_at = 0", userID, hash.Bytes()).
		Update("used_at", millis(at))
	return result.RowsAffected == 1, translated(result.Error)
}

// CountRecoveryCodes is users.Store's.
func (s *Store) CountRecoveryCodes(ctx context.Context, userID string) (int, error) {
	var n int64
	err := s.reader(ctx).Model(&recoveryRow{}).Where("user_id = ? AND used_at = 0", userID).Count(&n).Error
	return int(n), translated(err)
}

// BeginCeremony is users.Store's.
func (s *Store) BeginCeremony(ctx context.Context, c users.Ceremony) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		err := s.db(ctx).Where("user_id = ? AND expires_at <= ?", c.UserID, millis(c.CreatedAt)).Delete(&ceremonyRow{}).Error
		if err != nil {
			return translated(err)
		}
		if _, err := s.EndCeremony(ctx, c.Hash); err != nil {
			return err
		}
		return translated(s.db(ctx).Create(&ceremonyRow{
			Hash: c.Hash.Bytes(), Kind: string(c.Kind), UserID: c.UserID, State: append([]byte{}, c.State...), Sealed: c.Sealed,
			CreatedAt: millis(c.CreatedAt), ExpiresAt: millis(c.ExpiresAt),
		}).Error)
	})
}

// Ceremony is users.Store's.
func (s *Store) Ceremony(ctx context.Context, hash secret.Hash) (users.Ceremony, users.User, error) {
	row, err := one[ceremonyRow](s.reader(ctx).Where("hash = ?", hash.Bytes()), users.ErrUnknown)
	if err != nil {
		return users.Ceremony{}, users.User{}, err
	}
	user, err := s.User(ctx, row.UserID)
	return users.Ceremony{
		Hash: hash, Kind: users.CeremonyKind(row.Kind), UserID: row.UserID, State: row.State, Sealed: row.Sealed,
		CreatedAt: moment(row.CreatedAt), ExpiresAt: moment(row.ExpiresAt),
	}, user, err
}

// EndCeremony is users.Store's.
func (s *Store) EndCeremony(ctx context.Context, hash secret.Hash) (bool, error) {
	result := s.db(ctx).Where("hash = ?", hash.Bytes()).Delete(&ceremonyRow{})
	return result.RowsAffected == 1, translated(result.Error)
}
