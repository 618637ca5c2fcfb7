package storage

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"github.com/patio-auth/patio/revocations"
)

// lineageRow is what issued things hang from, for oauth and pat alike.
type lineageRow struct {
	ID        string `gorm:"primaryKey"`
	ParentID  string // "": none
	UserID    string
	ClientID  string
	Scopes    string
	Resources string
	AuthTime  int64
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	ExpiresAt int64
	EndedAt   int64
	EndReason string

	SecondFactor string // see factorText
}

func (lineageRow) TableName() string { return "lineages" }

// factorText is when a second factor was given for a lineage and until when
// that counts, as they rest: in one column, since every verdict pays for each
// one that it reads. "" is never.
func factorText(at, until time.Time) string {
	if until.IsZero() {
		return ""
	}
	return strconv.FormatInt(millis(at), 10) + " " + strconv.FormatInt(millis(until), 10)
}

// factorTimes is the inverse of factorText. What it cannot read is never.
func factorTimes(text string) (at, until time.Time) {
	first, second, found := strings.Cut(text, " ")
	from, err := strconv.ParseInt(first, 10, 64)
	to, untilErr := strconv.ParseInt(second, 10, 64)
	if !found || err != nil || untilErr != nil {
		return time.Time{}, time.Time{}
	}
	return moment(from), moment(to)
}

// EndLineage is oauth.Store's and pat.Store's.
func (s *Store) EndLineage(ctx context.Context, id, reason string, at time.Time) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		return s.endLineages(ctx, reason, at, "id = ?", id)
	})
}

// EndMinted is oauth.Store's.
func (s *Store) EndMinted(ctx context.Context, lineage, accessID, reason string, at time.Time) error {
	if lineage == "" {
		return nil // a client that acts for itself makes no tokens
	}
	return s.Transact(ctx, func(ctx context.Context) error {
		if _, err := s.lockLineage(ctx, lineage); err != nil {
			return err
		}
		return s.endLineages(ctx, reason, at, "id = ? AND parent_id = ?", accessID, lineage)
	})
}

// EndGrants is oauth.Store's.
func (s *Store) EndGrants(ctx context.Context, userID, clientID, reason string, at time.Time) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		return s.endLineages(ctx, reason, at, "client_id = ? AND user_id = ?", clientID, userID)
	})
}

// notLongExpired leaves out what expired before a moment. It is as dead as what
// has ended, nothing that lives hangs from it, and nobody can give it more
// time; of tokens for an hour each a family may have thousands.
const notLongExpired = "(expires_at = 0 OR expires_at > ?)"

// expiredMargin is more than clocks differ.
const expiredMargin = time.Hour

// chunk bounds how many ids one statement names.
const chunk = 500

// endLineages ends the living lineages that meet a condition, then level by
// level what hangs from them. Ending a parent locks its row, and minting a
// child locks the same row first (see lockLineage), so no child slips by.
func (s *Store) endLineages(ctx context.Context, reason string, at time.Time, where string, args ...any) error {
	var level []string
	err := s.db(ctx).Model(&lineageRow{}).Clauses(clause.Locking{Strength: "UPDATE"}).
		Where(where, args...).Where("ended_at = 0").Order("id").Pluck("id", &level).Error
	if err != nil {
		return translated(err)
	}
	for len(level) > 0 {
		var next []string
		for ids := range slices.Chunk(level, chunk) {
			ending := map[string]any{"ended_at": millis(at), "end_reason": reason}
			if err := s.db(ctx).Model(&lineageRow{}).Where("id IN ? AND ended_at = 0", ids).Updates(ending).Error; err != nil {
				return translated(err)
			}
			if err := s.noteEnded(ctx, revocations.Lineage, ids, s.outlived(at)); err != nil {
				return err
			}
			var children []string
			err := s.db(ctx).Model(&lineageRow{}).Where("parent_id IN ? AND ended_at = 0", ids).
				Where(notLongExpired, millis(at.Add(-expiredMargin))).Pluck("id", &children).Error
			if err != nil {
				return translated(err)
			}
			next = append(next, children...)
		}
		level = next
	}
	return nil
}

// lockLineage holds a living lineage until the end of the transaction, so it
// cannot end while a child is made; false where it has ended.
func (s *Store) lockLineage(ctx context.Context, id string) (bool, error) {
	var found []string
	err := s.db(ctx).Model(&lineageRow{}).Clauses(clause.Locking{Strength: "UPDATE"}).
		Where("id = ? AND ended_at = 0", id).Pluck("id", &found).Error
	return len(found) == 1, translated(err)
}
