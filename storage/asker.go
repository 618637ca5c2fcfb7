package storage

import (
	"context"

	"gorm.io/gorm/clause"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
)

// LockUser is pat.Store's, clients.Store's and users.Store's.
func (s *Store) LockUser(ctx context.Context, id string) error {
	var found []string
	return translated(s.db(ctx).Model(&userRow{}).Clauses(clause.Locking{Strength: "UPDATE"}).
		Where("id = ?", id).Pluck("id", &found).Error)
}

// LockAsker is pat.Store's.
func (s *Store) LockAsker(ctx context.Context, by pat.Asking) (string, error) {
	living, err := s.lockLineage(ctx, by.Lineage)
	if err != nil || !living {
		return "", firstOf(err, pat.ErrParentEnded)
	}
	if !by.Personal {
		return s.lineageOfAccess(ctx, by)
	}
	current, err := s.some(ctx, &patSecretRow{}, "hash = ? AND token_id = ? AND expires_at = 0", by.Presented.Bytes(), by.ID)
	if err != nil || !current {
		return "", firstOf(err, pat.ErrReplaced)
	}
	return by.Lineage, nil
}

// lineageOfAccess is the lineage of what an access token makes: its id is that
// token's, so that whoever revokes the token finds it (see EndMinted). The
// grant's lineage is locked, by whoever mints and by whoever revokes.
func (s *Store) lineageOfAccess(ctx context.Context, by pat.Asking) (string, error) {
	revoked, err := s.some(ctx, &revocationRow{}, "kind = 'jti' AND ref = ?", by.ID)
	if err == nil && !revoked {
		revoked, err = s.some(ctx, &accessRow{}, "hash = ? AND revoked_at <> 0", by.Presented.Bytes())
	}
	if err != nil || revoked {
		return "", firstOf(err, pat.ErrParentEnded)
	}
	err = s.db(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&lineageRow{
		ID: by.ID, ParentID: by.Lineage, UserID: by.UserID, ClientID: by.ClientID, Scopes: joined(by.Scopes),
		Resources: textOf(by.Resources),
		CreatedAt: millis(by.IssuedAt), ExpiresAt: millis(by.ExpiresAt), SignedFor: signedText(nil),
	}).Error
	if err == nil && by.Presented != (secret.Hash{}) { // an opaque one, of which the row is gone before its lineage
		err = s.db(ctx).Clauses(clause.OnConflict{DoNothing: true}).
			Create(&accessLineageRow{Hash: by.Presented.Bytes(), LineageID: by.ID}).Error
	}
	if err != nil {
		return "", translated(err)
	}
	living, err := s.lockLineage(ctx, by.ID)
	if err != nil || !living {
		return "", firstOf(err, pat.ErrParentEnded)
	}
	return by.ID, nil
}

// some reports whether there is a row that meets a condition.
func (s *Store) some(ctx context.Context, model any, where string, args ...any) (bool, error) {
	var count int64
	err := s.db(ctx).Model(model).Where(where, args...).Count(&count).Error
	return count > 0, translated(err)
}

// maxClimb bounds a walk through lineages, beyond all that can be made.
const maxClimb = 100

// Ancestors is pat.Store's.
func (s *Store) Ancestors(ctx context.Context, lineage string) ([]string, error) {
	var ids []string
	err := s.db(ctx).Raw(`WITH RECURSIVE up (id, parent_id, n) AS (
		SELECT id, parent_id, 1 FROM lineages WHERE id = ?
		UNION ALL SELECT l.id, l.parent_id, up.n + 1 FROM lineages l JOIN up ON l.id = up.parent_id WHERE up.n < ?
		) SELECT id FROM up ORDER BY n`, lineage, maxClimb).Scan(&ids).Error
	return ids, translated(err)
}

// Generations is pat.Store's.
func (s *Store) Generations(ctx context.Context, lineage string) (int, error) {
	var deepest int
	err := s.db(ctx).Raw(`WITH RECURSIVE down (id, n) AS (
		SELECT id, 1 FROM lineages WHERE id = ?
		UNION ALL SELECT l.id, down.n + 1 FROM lineages l JOIN down ON l.parent_id = down.id WHERE l.ended_at = 0 AND down.n < ?
		) SELECT COALESCE(MAX(n), 0) FROM down`, lineage, maxClimb).Scan(&deepest).Error
	return deepest, translated(err)
}

// Hang is pat.Store's.
func (s *Store) Hang(ctx context.Context, lineage, parent string) error {
	return translated(s.db(ctx).Model(&lineageRow{}).Where("id = ?", lineage).Update("parent_id", parent).Error)
}
