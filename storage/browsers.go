package storage

import (
	"context"
	"time"

	"gorm.io/gorm/clause"
)

type browserRow struct {
	UserID  string `gorm:"primaryKey"`
	Browser string `gorm:"primaryKey"`
	LastAt  int64
}

func (browserRow) TableName() string { return "known_browsers" }

// RememberBrowser is users.Store's.
func (s *Store) RememberBrowser(ctx context.Context, userID, browser string, at, since time.Time) (lately []string, before bool, err error) {
	err = s.Transact(ctx, func(ctx context.Context) error {
		lately, before = nil, false
		var rows []browserRow
		if err := s.db(ctx).Where("user_id = ?", userID).Find(&rows).Error; err != nil {
			return err
		}
		old := false
		for _, row := range rows {
			before = true
			if row.LastAt >= millis(since) {
				lately = append(lately, row.Browser)
			} else {
				old = true
			}
		}
		if old {
			if err := s.db(ctx).Where("user_id = ? AND last_at < ?", userID, millis(since)).Delete(&browserRow{}).Error; err != nil {
				return err
			}
		}
		seen := clause.OnConflict{
			Columns: []clause.Column{{Name: "user_id"}, {Name: "browser"}}, DoUpdates: clause.AssignmentColumns([]string{"last_at"}),
		}
		return s.db(ctx).Clauses(seen).Create(&browserRow{UserID: userID, Browser: browser, LastAt: millis(at)}).Error
	})
	return lately, before, translated(err)
}
