package storage

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"github.com/patio-auth/patio/oauth"
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
	Lasting   bool // it or a descendant created a client or a secret

	SecondFactor string  // see factorText
	SignedFor    *string // see signedText
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

// signedText is the column SignedFor of a lineage: for whom signed tokens were
// issued on it. A pointer to "" is nobody; nil is not recorded.
func signedText(audience []string) *string {
	text := textOf(audience)
	return &text
}

// signedFor is the inverse of signedText.
func (r lineageRow) signedFor() []string {
	if r.SignedFor == nil {
		return []string{oauth.AnyAudience}
	}
	return listOf(*r.SignedFor)
}

// SignFor is oauth.Store's.
func (s *Store) SignFor(ctx context.Context, lineage string, audience []string) (living bool, err error) {
	err = s.Transact(ctx, func(ctx context.Context) error {
		if living, err = s.lockLineage(ctx, lineage); err != nil || !living {
			return err
		}
		row, err := one[lineageRow](s.db(ctx).Where("id = ?", lineage), oauth.ErrNotFound)
		if err != nil {
			return err
		}
		all := row.signedFor()
		for _, name := range audience {
			if !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
		return translated(s.db(ctx).Model(&lineageRow{}).Where("id = ?", lineage).Update("signed_for", textOf(all)).Error)
	})
	return living, err
}

// EndLineage is oauth.Store's and pat.Store's.
func (s *Store) EndLineage(ctx context.Context, id, reason string, at time.Time) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		return s.endLineages(ctx, reason, at, "id = ?", id)
	})
}

// EndMinted is oauth.Store's.
func (s *Store) EndMinted(ctx context.Context, lineage, accessID, reason string, at time.Time) (ended bool, err error) {
	if lineage == "" {
		return false, nil // a client that acts for itself makes no tokens
	}
	err = s.Transact(ctx, func(ctx context.Context) error {
		if _, err := s.lockLineage(ctx, lineage); err != nil {
			return err
		}
		ended, err = s.some(ctx, &lineageRow{}, "id = ? AND parent_id = ? AND ended_at = 0", accessID, lineage)
		if err != nil || !ended {
			return err
		}
		return s.endLineages(ctx, reason, at, "id = ?", accessID)
	})
	return ended, err
}

// EndGrants is oauth.Store's.
func (s *Store) EndGrants(ctx context.Context, userID, clientID, reason string, at time.Time) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		return s.endLineages(ctx, reason, at, "client_id = ? AND user_id = ?", clientID, userID)
	})
}

// lockLineage holds a living lineage until the end of the transaction, so it
// cannot end while a child is made; false where it has ended.
func (s *Store) lockLineage(ctx context.Context, id string) (bool, error) {
	var found []string
	err := s.db(ctx).Model(&lineageRow{}).Clauses(clause.Locking{Strength: "UPDATE"}).
		Where("id = ? AND ended_at = 0", id).Pluck("id", &found).Error
	return len(found) == 1, translated(err)
}
