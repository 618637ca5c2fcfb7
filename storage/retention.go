package storage

import (
	"context"
	"encoding/hex"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/patio-auth/patio/retention"
)

type choreRow struct {
	Name   string `gorm:"primaryKey"`
	Holder string
	Until  int64
}

func (choreRow) TableName() string { return "chores" }

// ClaimChore is retention.Store's.
func (s *Store) ClaimChore(ctx context.Context, name, holder string, now, until time.Time) (bool, error) {
	claim := func() (bool, error) {
		// Who holds it for longer than anybody may has claimed it by a clock that was ahead.
		ahead := until.Add(until.Sub(now))
		result := s.db(ctx).Model(&choreRow{}).Where("name = ? AND (holder = ? OR until <= ? OR until > ?)", name, holder, millis(now), millis(ahead)).
			Updates(map[string]any{"holder": holder, "until": millis(until)})
		return result.RowsAffected == 1, translated(result.Error)
	}
	if mine, err := claim(); err != nil || mine {
		return mine, err
	}
	var there int64
	if err := s.db(ctx).Model(&choreRow{}).Where("name = ?", name).Count(&there).Error; err != nil || there > 0 {
		return false, translated(err)
	}
	if err := s.db(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&choreRow{Name: name}).Error; err != nil {
		return false, translated(err)
	}
	return claim()
}

// expiring is where what goes by its expiry rests.
var expiring = map[retention.Kind]struct{ table, key, expiry string }{
	retention.Codes:        {"codes", "hash", "expires_at"},
	retention.AccessTokens: {"access_tokens", "hash", "expires_at"},
	retention.Sessions:     {"sessions", "hash", "expires_at"},
	retention.Ceremonies:   {"ceremonies", "hash", "expires_at"},
	retention.Submissions:  {"submissions", "hash", "expires_at"},
	retention.Responses:    {"idempotency_keys", "id", "claimed_at"},
}

// skipLocked leaves out the rows that a request holds. SQLite, which has no
// locks on rows, drops it.
var skipLocked = clause.Locking{Strength: "UPDATE", Options: "SKIP LOCKED"}

// DropExpired is retention.Store's.
func (s *Store) DropExpired(ctx context.Context, what retention.Kind, before time.Time, limit int) (int, error) {
	if what == retention.Revocations {
		return s.dropRevocations(ctx, before, limit)
	}
	at := expiring[what]
	var keys [][]byte
	err := s.Transact(ctx, func(ctx context.Context) error {
		keys = nil
		err := s.db(ctx).Table(at.table).Clauses(skipLocked).Where(at.expiry+" < ?", millis(before)).
			Order(at.expiry).Limit(limit).Pluck(at.key, &keys).Error
		if err != nil || len(keys) == 0 {
			return err
		}
		return s.db(ctx).Exec("DELETE FROM "+at.table+" WHERE "+at.key+" IN ?", keys).Error
	})
	return len(keys), err
}

func (s *Store) dropRevocations(ctx context.Context, before time.Time, limit int) (int, error) {
	var rows []revocationRow
	err := s.Transact(ctx, func(ctx context.Context) error {
		rows = nil
		err := s.db(ctx).Clauses(skipLocked).Where("until < ?", millis(before)).Order("until").Limit(limit).Find(&rows).Error
		if err != nil {
			return err
		}
		byKind := map[string][]string{}
		for _, r := range rows {
			byKind[r.Kind] = append(byKind[r.Kind], r.Ref)
		}
		for kind, refs := range byKind {
			if err := s.db(ctx).Where("kind = ? AND ref IN ?", kind, refs).Delete(&revocationRow{}).Error; err != nil {
				return err
			}
		}
		return nil
	})
	return len(rows), err
}

// DropLineages is retention.Store's.
func (s *Store) DropLineages(ctx context.Context, after string, b retention.Bounds, limit int) (string, error) {
	var page []string
	err := s.reader(ctx).Model(&lineageRow{}).Where("id > ? AND id < ?", after, idFrom(b.Ended)).
		Order("id").Limit(limit).Pluck("id", &page).Error
	if err != nil || len(page) == 0 {
		return "", translated(err)
	}
	var dead []string
	if err := dying(s.reader(ctx), page, b).Pluck("id", &dead).Error; err != nil {
		return "", translated(err)
	}
	if len(dead) > 0 {
		if err := s.dropRefresh(ctx, dead, limit); err != nil {
			return "", err
		}
		if err := s.dropLineages(ctx, dead, b); err != nil {
			return "", err
		}
	}
	if len(page) < limit {
		return "", nil
	}
	return page[len(page)-1], nil
}

// dying is those of some lineages that are dead. It asks "is there one?" by the
// value of a subquery, and not by NOT EXISTS, which MariaDB may answer by
// reading all parents that there are; after children it asks by naming the
// lineages once more (see livingChildren). One that created a client or a secret
// stays, since whoever revokes what it descends from ends those too.
func dying(query *gorm.DB, ids []string, b retention.Bounds) *gorm.DB {
	ended, used := millis(b.Ended), millis(b.Used)
	return query.Model(&lineageRow{}).Where("id IN ?", ids).Where(`(ended_at > 0 AND ended_at < ?) OR (ended_at = 0 AND created_at < ?
		AND (SELECT 1 FROM refresh_tokens r WHERE r.lineage_id = lineages.id AND r.expires_at >= ? LIMIT 1) IS NULL
		AND (SELECT 1 FROM personal_access_tokens p WHERE p.lineage_id = lineages.id AND (p.expires_at = 0 OR p.expires_at >= ?) LIMIT 1) IS NULL
		AND (SELECT 1 FROM clients m WHERE m.creator_lineage = lineages.id LIMIT 1) IS NULL
		AND (SELECT 1 FROM client_secrets k WHERE k.creator_lineage = lineages.id LIMIT 1) IS NULL
		AND id NOT IN (SELECT c.parent_id FROM lineages c WHERE c.parent_id IN ?))`, ended, used, used, ended, ids)
}

// dropRefresh deletes the refresh tokens of dead lineages, of which there may
// be many, some at a time. None of them has anything to end any more.
func (s *Store) dropRefresh(ctx context.Context, lineages []string, limit int) error {
	for {
		var hashes [][]byte
		if err := s.reader(ctx).Model(&refreshRow{}).Where("lineage_id IN ?", lineages).Limit(limit).Pluck("hash", &hashes).Error; err != nil {
			return translated(err)
		}
		if len(hashes) == 0 {
			return nil
		}
		if err := s.db(ctx).Where("hash IN ?", hashes).Delete(&refreshRow{}).Error; err != nil {
			return translated(err)
		}
		if len(hashes) < limit {
			return nil
		}
	}
}

// dropLineages deletes those that are still dead once they are held, so that
// no child is being made of them.
func (s *Store) dropLineages(ctx context.Context, ids []string, b retention.Bounds) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		var dead []string
		if err := dying(s.db(ctx), ids, b).Clauses(skipLocked).Pluck("id", &dead).Error; err != nil || len(dead) == 0 {
			return err
		}
		if err := s.dropTokens(ctx, dead); err != nil {
			return err
		}
		return s.deleteLineages(ctx, dead)
	})
}

// deleteLineages deletes the rows of some lineages.
func (s *Store) deleteLineages(ctx context.Context, ids []string) error {
	if err := s.db(ctx).Where("lineage_id IN ?", ids).Delete(&accessLineageRow{}).Error; err != nil {
		return err
	}
	return s.db(ctx).Where("id IN ?", ids).Delete(&lineageRow{}).Error
}

// dropTokens deletes the personal access tokens of some lineages.
func (s *Store) dropTokens(ctx context.Context, lineages []string) error {
	var tokens []string
	if err := s.db(ctx).Model(&patRow{}).Where("lineage_id IN ?", lineages).Pluck("id", &tokens).Error; err != nil || len(tokens) == 0 {
		return err
	}
	for _, from := range []string{"pat_secrets WHERE token_id", "pat_uses WHERE token_id", "personal_access_tokens WHERE id"} {
		if err := s.db(ctx).Exec("DELETE FROM "+from+" IN ?", tokens).Error; err != nil {
			return err
		}
	}
	return nil
}

// idFrom is the least id that can have been made at a moment: ids begin with
// the time (RFC 9562, section 5.7).
func idFrom(t time.Time) string {
	ms := max(t.UnixMilli(), 0)
	text := hex.EncodeToString([]byte{byte(ms >> 40), byte(ms >> 32), byte(ms >> 24), byte(ms >> 16), byte(ms >> 8), byte(ms)})
	return text[:8] + "-" + text[8:] + "-0000-0000-000000000000"
}
