package storage

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"github.com/patio-auth/patio/notices"
)

type deliveryRow struct {
	NoticeID string `gorm:"primaryKey"`
	Channel  string `gorm:"primaryKey"`
	DueAt    int64
	Tries    int
	DoneAt   int64
	Outcome  string
	UserID   string
	Kind     string
	Priority int
	Turn     int64
	Leader   string
	Combined int
}

func (deliveryRow) TableName() string { return "notice_deliveries" }

// dueRow is a delivery with its notice and whom it is for, who may be gone.
type dueRow struct {
	Notice noticeRow `gorm:"embedded"`

	Channel    string
	Tries      int
	DueAt      int64
	Combined   int
	Username   *string
	Email      *string
	DisabledAt *int64
}

func (r dueRow) delivery() notices.Delivery {
	d := notices.Delivery{
		Notice: r.Notice.notice(), Channel: notices.Channel(r.Channel), Tries: r.Tries, To: notices.Recipient{Disabled: true},
		Held: r.Tries == 0 && r.DueAt > r.Notice.CreatedAt, Combined: r.Combined,
	}
	if r.Username != nil && r.Email != nil && r.DisabledAt != nil {
		d.To = notices.Recipient{Username: *r.Username, Email: *r.Email, Disabled: *r.DisabledAt != 0}
	}
	return d
}

// priorityOf sorts urgent notices before others.
func priorityOf(kind notices.Kind) int {
	if kind.Urgent() {
		return 0
	}
	return 1
}

// createDeliveries inserts a delivery for each channel, behind those that wait
// for the same person.
func (s *Store) createDeliveries(ctx context.Context, n notices.Notice, ways notices.Ways) error {
	row := deliveryRow{
		NoticeID: n.ID, DueAt: millis(ways.DueAt), UserID: n.UserID, Kind: string(n.Kind), Priority: priorityOf(n.Kind),
	}
	for _, channel := range ways.Channels {
		row.Channel = string(channel)
		var last []int64
		err := s.db(ctx).Model(&deliveryRow{}).
			Where("user_id = ? AND channel = ? AND done_at = 0 AND priority = ?", row.UserID, row.Channel, row.Priority).
			Order("turn DESC").Limit(1).Pluck("turn", &last).Error
		if err != nil {
			return translated(err)
		}
		row.Turn = 0
		if len(last) > 0 {
			row.Turn = last[0] + 1
		}
		if err := s.db(ctx).Create(&row).Error; err != nil {
			return translated(err)
		}
	}
	return nil
}

// DueDeliveries is notices.Store's.
func (s *Store) DueDeliveries(ctx context.Context, channel notices.Channel, at time.Time, limit int) ([]notices.Delivery, error) {
	query := s.reader(ctx).Table("notice_deliveries AS d").
		Select("n.*, d.channel, d.tries, d.due_at, d.combined, u.username, u.email, u.disabled_at").
		Joins("JOIN notices n ON n.id = d.notice_id").Joins("LEFT JOIN users u ON u.id = n.user_id").
		Where("d.channel = ? AND d.done_at = 0 AND d.due_at <= ?", string(channel), millis(at)).
		Order("d.priority, d.turn, d.due_at, d.notice_id").Limit(limit)
	return list(query, dueRow.delivery)
}

// ClaimDelivery is notices.Store's. The number of tries changes with every
// claim, so only one of those who read the same number can win.
func (s *Store) ClaimDelivery(ctx context.Context, d notices.Delivery, until time.Time) (bool, error) {
	return s.changeDelivery(ctx, d, map[string]any{"tries": gorm.Expr("tries + 1"), "due_at": millis(until)})
}

// combineAtOnce bounds how many ids one statement names.
const combineAtOnce = 200

// CombineDeliveries is notices.Store's. A delivery that another process claims
// meanwhile is not settled here, so it is not told of twice.
func (s *Store) CombineDeliveries(ctx context.Context, d notices.Delivery, least, most int, at time.Time) (int, error) {
	waiting := func(db *gorm.DB) *gorm.DB {
		return db.Model(&deliveryRow{}).Where("channel = ? AND done_at = 0 AND tries = 0", string(d.Channel))
	}
	var others []string
	n := d.Notice
	err := waiting(s.db(ctx)).
		Where("user_id = ? AND priority = ? AND kind = ? AND notice_id <> ?", n.UserID, priorityOf(n.Kind), string(n.Kind), n.ID).
		Order("notice_id").Limit(most).Pluck("notice_id", &others).Error
	if err != nil || len(others) < least {
		return 0, translated(err)
	}
	combined := int64(0)
	err = s.Transact(ctx, func(ctx context.Context) error {
		combined = 0
		for ids := range slices.Chunk(others, combineAtOnce) {
			result := waiting(s.db(ctx)).Where("notice_id IN ?", ids).
				Updates(map[string]any{"done_at": millis(at), "outcome": string(notices.Merged), "leader": d.Notice.ID})
			if result.Error != nil {
				return result.Error
			}
			combined += result.RowsAffected
		}
		return s.db(ctx).Model(&deliveryRow{}).Where("notice_id = ? AND channel = ?", d.Notice.ID, string(d.Channel)).
			Update("combined", combined).Error
	})
	return int(combined), translated(err)
}

// CombinedNotices is notices.Store's.
func (s *Store) CombinedNotices(ctx context.Context, d notices.Delivery, limit int) ([]notices.Notice, error) {
	query := s.reader(ctx).Table("notices AS n").Select("n.*").Joins("JOIN notice_deliveries d ON d.notice_id = n.id").
		Where("d.leader = ? AND d.channel = ?", d.Notice.ID, string(d.Channel)).Order("d.notice_id").Limit(limit)
	return list(query, noticeRow.notice)
}

// SettleDelivery is notices.Store's.
func (s *Store) SettleDelivery(ctx context.Context, d notices.Delivery, o notices.Outcome, at time.Time) (bool, error) {
	return s.changeDelivery(ctx, d, map[string]any{"done_at": millis(at), "outcome": string(o)})
}

// RetryDelivery is notices.Store's.
func (s *Store) RetryDelivery(ctx context.Context, d notices.Delivery, due time.Time) (bool, error) {
	return s.changeDelivery(ctx, d, map[string]any{"due_at": millis(due)})
}

// changeDelivery changes a delivery that is still as the caller knows it.
func (s *Store) changeDelivery(ctx context.Context, d notices.Delivery, change map[string]any) (bool, error) {
	result := s.db(ctx).Model(&deliveryRow{}).
		Where("notice_id = ? AND channel = ? AND tries = ? AND done_at = 0", d.Notice.ID, string(d.Channel), d.Tries).Updates(change)
	return result.RowsAffected == 1, translated(result.Error)
}

// DeleteNotices is notices.Store's. Ids sort by age, so the oldest are found
// without an index on their times.
func (s *Store) DeleteNotices(ctx context.Context, before time.Time, limit int) (int, error) {
	var oldest []noticeRow
	if err := s.reader(ctx).Select("id", "created_at").Order("id").Limit(limit).Find(&oldest).Error; err != nil {
		return 0, translated(err)
	}
	var ids []string
	for _, row := range oldest {
		if row.CreatedAt < millis(before) {
			ids = append(ids, row.ID)
		}
	}
	if len(ids) == 0 {
		return 0, nil
	}
	err := s.Transact(ctx, func(ctx context.Context) error {
		if err := s.db(ctx).Where("notice_id IN ?", ids).Delete(&deliveryRow{}).Error; err != nil {
			return err
		}
		return s.db(ctx).Where("id IN ?", ids).Delete(&noticeRow{}).Error
	})
	return len(ids), err
}

// endingRow is a token that ends, with the state of what it hangs from.
type endingRow struct {
	ID             string
	UserID         string
	Name           string
	Scopes         string
	ExpiresAt      int64
	ClientName     *string
	EndedAt        int64
	UserDisabled   *int64
	ClientDisabled *int64
}

func (r endingRow) ending() notices.Ending {
	token := patRow{Scopes: r.Scopes, ClientName: r.ClientName}.token()
	gone := func(at *int64) bool { return at == nil || *at != 0 }
	return notices.Ending{
		UserID: r.UserID, Dead: r.EndedAt != 0 || gone(r.UserDisabled) || gone(r.ClientDisabled),
		Token: notices.Token{ID: r.ID, Name: r.Name, ClientName: token.ClientName, Scopes: token.Scopes, ExpiresAt: moment(r.ExpiresAt)},
	}
}

// TokensEnding is notices.Store's. What the tokens hang from is joined, not
// asked for, so that the dead do not make one read go through them all.
func (s *Store) TokensEnding(ctx context.Context, after notices.Place, until time.Time, limit int) ([]notices.Ending, error) {
	from := millis(after.ExpiresAt)
	query := s.reader(ctx).Table("personal_access_tokens AS p").
		Select("p.id, p.user_id, p.name, p.scopes, p.expires_at, c.name AS client_name, l.ended_at, "+
			"u.disabled_at AS user_disabled, c.disabled_at AS client_disabled").
		Joins("JOIN lineages l ON l.id = p.lineage_id").
		Joins("LEFT JOIN users u ON u.id = p.user_id").Joins("LEFT JOIN clients c ON c.id = p.client_id").
		Where("p.expires_at >= ? AND p.expires_at <= ?", from, millis(until)).
		Where("(p.expires_at > ? OR p.id > ?)", from, after.TokenID).
		Order("p.expires_at, p.id").Limit(limit)
	return list(query, endingRow.ending)
}

// Occasions is notices.Store's.
func (s *Store) Occasions(ctx context.Context, kind notices.Kind, tokenIDs []string) (map[string][]string, error) {
	var rows []noticeRow
	err := s.reader(ctx).Select("token_id", "occasion").Where("token_id IN ? AND kind = ?", tokenIDs, string(kind)).Find(&rows).Error
	byToken := make(map[string][]string, len(rows))
	for _, row := range rows {
		byToken[row.TokenID] = append(byToken[row.TokenID], row.Occasion)
	}
	return byToken, translated(err)
}
