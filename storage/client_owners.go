package storage

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/pat"
)

// CreatedBelow is clients.Store's.
func (s *Store) CreatedBelow(ctx context.Context, lineage string, limit int) ([]clients.Client, error) {
	below := s.reader(ctx).Raw(`WITH RECURSIVE below (id, n) AS (
		SELECT id, 1 FROM lineages WHERE id = ?
		UNION ALL SELECT l.id, below.n + 1 FROM lineages l JOIN below ON l.parent_id = below.id WHERE below.n < ?
		) SELECT id FROM below`, lineage, maxClimb)
	return list(s.reader(ctx).Where("creator_lineage IN (?)", below).Order("id").Limit(limit), clientRow.client)
}

// CountCreatedUnder is clients.Store's. It follows only those lineages from which
// there is something to find, a generation at a time: MariaDB would go through
// the table for a recursive query (see KinAbove).
func (s *Store) CountCreatedUnder(ctx context.Context, clientID, userID string, enough int) (count int, err error) {
	first := s.reader(ctx).Where("client_id = ?", clientID)
	if userID != "" {
		first = first.Where("user_id = ?", userID)
	}
	level, err := lasting(first)
	seen := map[string]bool{}
	for err == nil && count < enough {
		level = slices.DeleteFunc(level, func(id string) bool { return seen[id] })
		if len(level) == 0 {
			return count, nil
		}
		var below []string
		for ids := range slices.Chunk(level, chunk) {
			made, err := s.count(ctx, &clientRow{}, "creator_lineage IN ?", ids)
			if err != nil {
				return 0, err
			}
			children, err := lasting(s.reader(ctx).Where("parent_id IN ?", ids))
			if err != nil {
				return 0, err
			}
			count, below = count+made, append(below, children...)
		}
		for _, id := range level {
			seen[id] = true
		}
		level = below
	}
	return count, err
}

// lasting are those of some lineages that have not ended, and from which a client
// or a secret descends.
func lasting(query *gorm.DB) (ids []string, err error) {
	err = query.Model(&lineageRow{}).Where("ended_at = 0 AND lasting = ?", true).Pluck("id", &ids).Error
	return ids, translated(err)
}

// DetachSecrets is clients.Store's.
func (s *Store) DetachSecrets(ctx context.Context, clientID, lineage string) error {
	return translated(s.db(ctx).Model(&secretRow{}).Where("client_id = ? AND creator_lineage = ?", clientID, lineage).
		Update("creator_lineage", "").Error)
}

// CountClients is clients.Store's.
func (s *Store) CountClients(ctx context.Context, ownerID string) (int, error) {
	return s.count(ctx, &clientRow{}, "owner_id = ?", ownerID)
}

// CountSecrets is clients.Store's.
func (s *Store) CountSecrets(ctx context.Context, clientID string, at time.Time) (int, error) {
	return s.count(ctx, &secretRow{}, "client_id = ? AND (expires_at = 0 OR expires_at > ?)", clientID, millis(at))
}

// CountCreated is clients.Store's and pat.Store's.
func (s *Store) CountCreated(ctx context.Context, lineage string) (int, error) {
	tokens, err := s.count(ctx, &lineageRow{}, "parent_id = ? AND ended_at = 0", lineage)
	if err != nil {
		return 0, err
	}
	made, err := s.count(ctx, &clientRow{}, "creator_lineage = ?", lineage)
	return tokens + made, err
}

func (s *Store) count(ctx context.Context, model any, where string, args ...any) (int, error) {
	var count int64
	err := s.reader(ctx).Model(model).Where(where, args...).Count(&count).Error
	return int(count), translated(err)
}

// LockCreator is clients.Store's.
func (s *Store) LockCreator(ctx context.Context, by actor.Token) (string, error) {
	lineage, err := s.LockAsker(ctx, pat.Asking{
		ID: by.ID, Lineage: by.Lineage, UserID: by.Subject, ClientID: by.ClientID, Scopes: by.Scopes,
		IssuedAt: by.IssuedAt, ExpiresAt: by.ExpiresAt, Personal: by.Personal(), Presented: by.Presented,
	})
	if errors.Is(err, pat.ErrParentEnded) || errors.Is(err, pat.ErrReplaced) {
		err = clients.ErrTokenEnded
	}
	if err != nil {
		return "", err
	}
	return lineage, s.markLasting(ctx, lineage)
}

// markLasting notes that a lineage created what outlives its token, for whoever
// ends one that it descends from (see livingChildren).
func (s *Store) markLasting(ctx context.Context, lineage string) error {
	above, err := s.Ancestors(ctx, lineage)
	if err != nil {
		return err
	}
	return translated(s.db(ctx).Model(&lineageRow{}).Where("id IN ? AND lasting = ?", above, false).Update("lasting", true).Error)
}

// LockOwner is clients.Store's.
func (s *Store) LockOwner(ctx context.Context, userID string) (bool, error) {
	if uuid.Validate(userID) != nil {
		return false, nil
	}
	var found []string
	err := s.db(ctx).Model(&userRow{}).Clauses(clause.Locking{Strength: "UPDATE"}).
		Where("id = ? AND disabled_at = 0", userID).Pluck("id", &found).Error
	return len(found) == 1, translated(err)
}

// OwnsToken is clients.Store's.
func (s *Store) OwnsToken(ctx context.Context, userID, tokenID string, at time.Time) (bool, error) {
	if uuid.Validate(tokenID) != nil {
		return false, nil
	}
	count, err := s.count(ctx, &patRow{}, `id = ? AND user_id = ? AND (expires_at = 0 OR expires_at > ?) AND EXISTS (
		SELECT 1 FROM lineages l WHERE l.id = personal_access_tokens.lineage_id AND l.ended_at = 0)`, tokenID, userID, millis(at))
	return count == 1, err
}
