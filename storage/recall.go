package storage

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/patio-auth/patio/recall"
)

// recalledRow is what a shelf's query reads.
type recalledRow struct {
	Hash     []byte // the key, where that is one
	ID       string // the key, elsewhere
	Subject  string
	Lineage  string
	UserID   string
	ClientID string
}

// shelf says how to walk a table by its primary key, and which of some of its
// rows were issued since @since and live at @now.
type shelf struct{ table, key, issued string }

// refreshed is that a lineage has given a refresh token since: asked as in
// dying, for the same reason.
const refreshed = `(SELECT 1 FROM refresh_tokens r WHERE r.lineage_id = l.id AND r.created_at >= @since LIMIT 1) IS NOT NULL`

var recallShelves = map[recall.Shelf]shelf{
	recall.PersonalTokens: {"personal_access_tokens", "id", `SELECT p.id, p.id AS subject, p.lineage_id AS lineage, p.user_id, p.client_id
		FROM personal_access_tokens p JOIN lineages l ON l.id = p.lineage_id
		WHERE p.id IN @keys AND l.ended_at = 0 AND (p.expires_at = 0 OR p.expires_at > @now) AND (p.created_at >= @since
		OR (SELECT 1 FROM pat_secrets s WHERE s.token_id = p.id AND s.created_at >= @since LIMIT 1) IS NOT NULL)`},
	// What hangs from another lineage ends with that one, or is on a shelf itself.
	recall.Lineages: {"lineages", "id", `SELECT l.id, l.id AS subject, l.id AS lineage, l.user_id, l.client_id FROM lineages l
		WHERE l.id IN @keys AND l.ended_at = 0 AND l.parent_id = '' AND (l.created_at >= @since OR ` + refreshed + `)
		AND (SELECT 1 FROM personal_access_tokens p WHERE p.lineage_id = l.id LIMIT 1) IS NULL`},
	// Where there are no refresh tokens, the code tells when it was redeemed.
	recall.Codes: {"codes", "hash", `SELECT c.hash, l.id AS subject, l.id AS lineage, l.user_id, l.client_id
		FROM codes c JOIN lineages l ON l.id = c.lineage_id
		WHERE c.hash IN @keys AND c.spent_at >= @since AND c.spent_at > 0 AND l.ended_at = 0 AND l.created_at < @since AND NOT (` + refreshed + ")"},
	recall.AccessTokens: {"access_tokens", "hash", `SELECT a.hash, a.id AS subject, '' AS lineage, '' AS user_id, a.client_id FROM access_tokens a
		WHERE a.hash IN @keys AND a.lineage_id = '' AND a.created_at >= @since AND a.revoked_at = 0 AND a.expires_at > @now`},
	recall.Secrets: {"client_secrets", "hash", `SELECT s.hash, s.client_id AS subject, '' AS lineage, '' AS user_id, s.client_id FROM client_secrets s
		WHERE s.hash IN @keys AND s.created_at >= @since AND (s.expires_at = 0 OR s.expires_at > @now)`},
	recall.Sessions: {"sessions", "hash", `SELECT s.hash, s.user_id AS subject, '' AS lineage, s.user_id, '' AS client_id FROM sessions s
		WHERE s.hash IN @keys AND s.expires_at > @now AND (s.created_at >= @since OR s.auth_time >= @since OR s.mfa_time >= @since)`},
	recall.Ceremonies: {"ceremonies", "hash", `SELECT c.hash, c.user_id AS subject, '' AS lineage, c.user_id, '' AS client_id FROM ceremonies c
		WHERE c.hash IN @keys AND c.created_at >= @since AND c.expires_at > @now`},
}

// IssuedSince is recall.Store's.
func (s *Store) IssuedSince(ctx context.Context, on recall.Shelf, since, now time.Time, after string, limit int) ([]recall.Issued, string, error) {
	at := recallShelves[on]
	if at.key == "hash" {
		return issuedSince(s.reader(ctx), at, []byte(after), since, now, limit)
	}
	return issuedSince(s.reader(ctx), at, after, since, now, limit)
}

func issuedSince[Key string | []byte](db *gorm.DB, at shelf, after Key, since, now time.Time, limit int) (found []recall.Issued, next string, err error) {
	query := db.Table(at.table)
	if len(after) > 0 {
		query = query.Where(at.key+" > ?", after)
	}
	var keys []Key
	if err := query.Order(at.key).Limit(limit).Pluck(at.key, &keys).Error; err != nil || len(keys) == 0 {
		return nil, "", translated(err)
	}
	var rows []recalledRow
	given := map[string]any{"keys": keys, "since": millis(since), "now": millis(now)}
	if err := db.Raw(at.issued, given).Scan(&rows).Error; err != nil {
		return nil, "", translated(err)
	}
	for _, r := range rows {
		i := recall.Issued{Key: r.ID, Subject: r.Subject, Lineage: r.Lineage, UserID: r.UserID, ClientID: r.ClientID}
		if at.key == "hash" {
			i.Key = string(r.Hash)
		}
		found = append(found, i)
	}
	if len(keys) == limit {
		next = string(keys[limit-1])
	}
	return found, next, nil
}

// Recall is recall.Store's.
func (s *Store) Recall(ctx context.Context, on recall.Shelf, things []recall.Issued, since time.Time, reason string, at time.Time) (ended []recall.Issued, err error) {
	err = s.Transact(ctx, func(ctx context.Context) error {
		switch on {
		case recall.PersonalTokens:
			ended, err = s.recallLineages(ctx, things, reason, at)
			return err
		case recall.Lineages, recall.Codes:
			if err = s.lockUsersOf(ctx, things); err != nil {
				return err
			}
			if ended, err = s.recallLineages(ctx, things, reason, at); err != nil {
				return err
			}
			older, err := s.forgetConsent(ctx, ended, since, reason, at)
			ended = append(ended, older...)
			return err
		}
		ended, err = changed(things, func(i recall.Issued) *gorm.DB { return s.recallAlone(ctx, on, i, at) })
		return err
	})
	if err != nil {
		return nil, err
	}
	return ended, nil
}

// recallLineages ends the lineages of things, each of which is one's own, and
// gives those that lived until then.
func (s *Store) recallLineages(ctx context.Context, things []recall.Issued, reason string, at time.Time) (ended []recall.Issued, err error) {
	ids := make([]string, len(things))
	for n, i := range things {
		ids[n] = i.Lineage
	}
	var living []string
	err = s.db(ctx).Model(&lineageRow{}).Clauses(clause.Locking{Strength: "UPDATE"}).
		Where("id IN ? AND ended_at = 0", ids).Order("id").Pluck("id", &living).Error
	if err != nil || len(living) == 0 {
		return nil, translated(err)
	}
	for _, i := range things {
		if at := slices.Index(living, i.Lineage); at >= 0 {
			living[at] = "" // several codes of one lineage are one end
			ended = append(ended, i)
		}
	}
	return ended, s.endLineages(ctx, reason, at, "id IN ?", ids)
}

// lockUsersOf holds the people of things, so that none of them allows an app
// anything while what they allowed is forgotten.
func (s *Store) lockUsersOf(ctx context.Context, things []recall.Issued) error {
	ids := make([]string, len(things))
	for n, i := range things {
		ids[n] = i.UserID
	}
	var found []string
	return translated(s.db(ctx).Model(&userRow{}).Clauses(clause.Locking{Strength: "UPDATE"}).
		Where("id IN ?", ids).Order("id").Pluck("id", &found).Error)
}

// forgetConsent forgets what the people of ended lineages have allowed their
// clients since then. Older authorizations of such a client end too, and it
// gives those: without the consent nobody would see them, nor take them back.
func (s *Store) forgetConsent(ctx context.Context, ended []recall.Issued, since time.Time, reason string, at time.Time) (older []recall.Issued, err error) {
	for _, i := range ended {
		gone := s.db(ctx).Where("user_id = ? AND client_id = ? AND updated_at >= ?", i.UserID, i.ClientID, millis(since)).
			Delete(&consentRow{})
		if gone.Error != nil {
			return nil, translated(gone.Error)
		}
		if gone.RowsAffected == 0 {
			continue
		}
		err := s.db(ctx).Where("user_id = ? AND client_id = ?", i.UserID, i.ClientID).Delete(&combinationRow{}).Error
		if err != nil {
			return nil, translated(err)
		}
		living, err := s.authorizations(ctx, i.UserID, i.ClientID)
		if err != nil {
			return nil, err
		}
		for ids := range slices.Chunk(living, chunk) {
			if err := s.endLineages(ctx, reason, at, "id IN ?", ids); err != nil {
				return nil, err
			}
		}
		for _, id := range living {
			older = append(older, recall.Issued{Key: id, Subject: id, Lineage: id, UserID: i.UserID, ClientID: i.ClientID})
		}
	}
	return older, nil
}

// recallAlone ends what hangs from no lineage; one row where this call did.
func (s *Store) recallAlone(ctx context.Context, on recall.Shelf, i recall.Issued, at time.Time) *gorm.DB {
	db, hash := s.db(ctx), []byte(i.Key)
	switch on {
	case recall.AccessTokens:
		return db.Model(&accessRow{}).Where("hash = ? AND revoked_at = 0", hash).Update("revoked_at", millis(at))
	case recall.Secrets:
		return db.Model(&secretRow{}).Where("hash = ? AND (expires_at = 0 OR expires_at > ?)", hash, millis(at)).
			Update("expires_at", longOver)
	case recall.Ceremonies:
		return db.Where("hash = ?", hash).Delete(&ceremonyRow{})
	default:
		return db.Where("hash = ?", hash).Delete(&sessionRow{})
	}
}
