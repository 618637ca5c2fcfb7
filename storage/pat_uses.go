package storage

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/patio-auth/patio/pat"
)

type patUseRow struct {
	TokenID string `gorm:"primaryKey"`
	Scope   string `gorm:"primaryKey"` // "": all uses
	Day     int64  `gorm:"primaryKey;autoIncrement:false"`
	Uses    int
	Unsaid  int
}

func (patUseRow) TableName() string { return "pat_uses" }

func (r patUseRow) count() pat.Count {
	return pat.Count{TokenID: r.TokenID, Scope: r.Scope, Day: moment(r.Day), Uses: r.Uses, Unsaid: r.Unsaid}
}

// inPortions does something to all rows, many at once. Few sizes mean few
// statements to keep ready.
func inPortions[T any](rows []T, do func(some []T) error) error {
	for _, size := range []int{64, 8, 1} {
		for len(rows) >= size {
			if err := do(rows[:size]); err != nil {
				return err
			}
			rows = rows[size:]
		}
	}
	return nil
}

// AddUses is pat.Store's. All processes go through the rows in one order, so
// that their batches do not lock each other out.
func (s *Store) AddUses(ctx context.Context, counts []pat.Count) error {
	rows := make([]patUseRow, len(counts))
	for i, c := range counts {
		rows[i] = patUseRow{TokenID: c.TokenID, Scope: c.Scope, Day: millis(c.Day), Uses: c.Uses, Unsaid: c.Unsaid}
	}
	slices.SortFunc(rows, func(a, b patUseRow) int {
		return cmp.Or(strings.Compare(a.TokenID, b.TokenID), strings.Compare(a.Scope, b.Scope), cmp.Compare(a.Day, b.Day))
	})
	return s.Transact(ctx, func(ctx context.Context) error {
		return inPortions(rows, func(some []patUseRow) error {
			return translated(s.db(ctx).Clauses(s.summingUp("pat_uses", "uses", "unsaid")).Create(&some).Error)
		})
	})
}

// summingUp has an insert of a row that is there already add to these columns.
func (s *Store) summingUp(table string, columns ...string) clause.OnConflict {
	sum := clause.OnConflict{Columns: []clause.Column{{Name: "token_id"}, {Name: "scope"}, {Name: "day"}}}
	for _, column := range columns {
		value := gorm.Expr(table + "." + column + " + excluded." + column)
		if s.dialect == MySQL {
			value = gorm.Expr(column + " + VALUES(" + column + ")")
		}
		sum.DoUpdates = append(sum.DoUpdates, clause.Assignment{Column: clause.Column{Name: column}, Value: value})
	}
	return sum
}

// Uses is pat.Store's.
func (s *Store) Uses(ctx context.Context, tokenID string, since time.Time) ([]pat.Count, error) {
	return list(s.reader(ctx).Where("token_id = ? AND day >= ?", tokenID, millis(since)).Order("scope, day"), patUseRow.count)
}

// DailyUses is pat.Store's.
func (s *Store) DailyUses(ctx context.Context, tokenIDs []string, since time.Time) ([]pat.Count, error) {
	return list(s.reader(ctx).Where("token_id IN ? AND scope = '' AND day >= ?", tokenIDs, millis(since)).Order("token_id, day"), patUseRow.count)
}

// ForgetUses is pat.Store's.
func (s *Store) ForgetUses(ctx context.Context, before time.Time, limit int) (bool, error) {
	var oldest []patUseRow
	err := s.reader(ctx).Select("day", "token_id").Distinct().Where("day < ?", millis(before)).
		Order("day, token_id").Limit(limit).Find(&oldest).Error
	if err != nil {
		return false, translated(err)
	}
	more := len(oldest) == limit
	err = s.Transact(ctx, func(ctx context.Context) error {
		for rest := oldest; len(rest) > 0; {
			day, ids := rest[0].Day, []string{}
			for len(rest) > 0 && rest[0].Day == day {
				ids, rest = append(ids, rest[0].TokenID), rest[1:]
			}
			if err := s.db(ctx).Where("day = ? AND token_id IN ?", day, ids).Delete(&patUseRow{}).Error; err != nil {
				return translated(err)
			}
		}
		return nil
	})
	return more, err
}
