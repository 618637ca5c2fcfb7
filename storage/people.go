package storage

import (
	"context"
	"time"

	"github.com/patio-auth/patio/revocations"
	"github.com/patio-auth/patio/users"
)

// consentTables hold what people allowed apps.
var consentTables = []string{"consent_grants", "consents"}

// accountTables hold what goes with an account at once: little, and some of it
// could be used.
var accountTables = append([]string{
	"sessions", "ceremonies", "second_factors", "recovery_codes", "known_browsers",
}, consentTables...)

// living is that something issued has neither expired nor ended.
const living = "(expires_at = 0 OR expires_at > ?)"

// Standing is users.Store's.
func (s *Store) Standing(ctx context.Context, userID string, at, usedSince time.Time) (n users.Standing, err error) {
	now := millis(at)
	n.PersonalTokens, err = s.count(ctx, &patRow{}, "user_id = ? AND "+living+` AND EXISTS (
		SELECT 1 FROM lineages l WHERE l.id = personal_access_tokens.lineage_id AND l.ended_at = 0)`, userID, now)
	if err != nil {
		return users.Standing{}, err
	}
	n.Grants, err = s.count(ctx, &lineageRow{}, "user_id = ? AND parent_id = '' AND ended_at = 0 AND "+living+` AND
		(SELECT 1 FROM personal_access_tokens p WHERE p.lineage_id = lineages.id LIMIT 1) IS NULL`, userID, now)
	if err != nil {
		return users.Standing{}, err
	}
	n.Sessions, err = s.count(ctx, &sessionRow{}, "user_id = ? AND expires_at > ? AND last_seen_at >= ?",
		userID, now, millis(usedSince))
	if err != nil {
		return users.Standing{}, err
	}
	n.CreatedClients, err = s.count(ctx, &clientRow{}, `owner_id = ? AND creator_lineage <> '' AND EXISTS (
		SELECT 1 FROM lineages l WHERE l.id = clients.creator_lineage AND l.ended_at = 0)`, userID)
	return n, err
}

// EndAllOf is users.Store's.
func (s *Store) EndAllOf(ctx context.Context, userID, reason string, at time.Time) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		if err := s.endLineages(ctx, reason, at, "user_id = ?", userID); err != nil {
			return err
		}
		return s.dropFrom(ctx, consentTables, userID)
	})
}

// DeleteUser is users.Store's.
func (s *Store) DeleteUser(ctx context.Context, id string, at time.Time) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		if err := updateOne(s.db(ctx).Where("id = ?", id).Delete(&userRow{}), users.ErrUnknown); err != nil {
			return err
		}
		if err := s.dropFrom(ctx, accountTables, id); err != nil {
			return err
		}
		return s.noteEnded(ctx, revocations.User, id, s.outlived(at))
	})
}

// dropFrom deletes the rows of a person from some tables.
func (s *Store) dropFrom(ctx context.Context, tables []string, userID string) error {
	for _, table := range tables {
		if err := s.db(ctx).Exec("DELETE FROM "+table+" WHERE user_id = ?", userID).Error; err != nil {
			return translated(err)
		}
	}
	return nil
}

// DropRemains is users.Store's.
func (s *Store) DropRemains(ctx context.Context, userID string) error {
	for _, of := range []struct{ table, owned string }{
		{"codes", "(SELECT l.user_id FROM lineages l WHERE l.id = codes.lineage_id) = ?"}, {"access_tokens", "user_id = ?"},
	} {
		if err := s.dropByHash(ctx, of.table, of.owned, userID); err != nil {
			return err
		}
	}
	for _, drop := range []func(context.Context, string) (int, error){s.dropNoticesOf, s.dropLineagesOf} {
		for {
			n, err := drop(ctx, userID)
			if err != nil {
				return translated(err)
			}
			if n < chunk {
				break
			}
		}
	}
	return nil
}

// dropByHash deletes the rows of a person from a table that has no index by
// person: in one walk along its key, which locks nothing.
func (s *Store) dropByHash(ctx context.Context, table, owned, userID string) error {
	for after := []byte{0}; ; {
		var hashes [][]byte
		err := s.reader(ctx).Table(table).Where("hash > ? AND "+owned, after, userID).
			Order("hash").Limit(chunk).Pluck("hash", &hashes).Error
		if err != nil || len(hashes) == 0 {
			return translated(err)
		}
		if err := s.db(ctx).Exec("DELETE FROM "+table+" WHERE hash IN ?", hashes).Error; err != nil {
			return translated(err)
		}
		if after = hashes[len(hashes)-1]; len(hashes) < chunk {
			return nil
		}
	}
}

// dropNoticesOf deletes some notices of a person, and says how many.
func (s *Store) dropNoticesOf(ctx context.Context, userID string) (int, error) {
	var ids []string
	err := s.reader(ctx).Model(&noticeRow{}).Where("user_id = ?", userID).Limit(chunk).Pluck("id", &ids).Error
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return len(ids), s.Transact(ctx, func(ctx context.Context) error {
		if err := s.db(ctx).Where("notice_id IN ?", ids).Delete(&deliveryRow{}).Error; err != nil {
			return err
		}
		return s.db(ctx).Where("id IN ?", ids).Delete(&noticeRow{}).Error
	})
}

// dropLineagesOf deletes some ended lineages of a person with all that was
// issued by them, and says how many.
func (s *Store) dropLineagesOf(ctx context.Context, userID string) (int, error) {
	var ids []string
	err := s.reader(ctx).Model(&lineageRow{}).Where("user_id = ? AND ended_at > 0", userID).
		Limit(chunk).Pluck("id", &ids).Error
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	if err := s.dropRefresh(ctx, ids, chunk); err != nil {
		return 0, err
	}
	return len(ids), s.Transact(ctx, func(ctx context.Context) error {
		if err := s.dropTokens(ctx, ids); err != nil {
			return err
		}
		return s.deleteLineages(ctx, ids)
	})
}
