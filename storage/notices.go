package storage

import (
	"context"
	"encoding/json"
	"time"

	"gorm.io/gorm/clause"

	"github.com/patio-auth/patio/notices"
)

type noticeRow struct {
	ID        string `gorm:"primaryKey"`
	UserID    string
	Kind      string
	TokenID   string
	Occasion  string
	Detail    string
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	ReadAt    int64
}

func (noticeRow) TableName() string { return "notices" }

// noticeDetail is what a notice says beyond its columns. It stays as it was
// when the notice was posted, whatever becomes of the token.
type noticeDetail struct {
	TokenName  string   `json:"token_name"`
	ClientName string   `json:"client_name,omitempty"`
	Scopes     []string `json:"scopes,omitempty"`
	ExpiresAt  int64    `json:"expires_at,omitempty"`
	Source     string   `json:"source,omitempty"`
	Address    string   `json:"address,omitempty"`

	Credential     string   `json:"credential,omitempty"`
	CredentialName string   `json:"credential_name,omitempty"`
	Changed        []string `json:"changed,omitempty"`
	Reason         string   `json:"reason,omitempty"`
	Browser        string   `json:"browser,omitempty"`
	CodesLeft      int      `json:"codes_left,omitempty"`
	FormerEmail    string   `json:"former_email,omitempty"`
}

func detailOf(n notices.Notice) noticeDetail {
	return noticeDetail{
		TokenName: n.Token.Name, ClientName: n.Token.ClientName, Scopes: n.Token.Scopes, ExpiresAt: millis(n.Token.ExpiresAt),
		Source: n.Source, Address: n.Address, Credential: n.By.Credential, CredentialName: n.By.Name,
		Changed: n.Changed, Reason: n.Reason, Browser: n.Browser, CodesLeft: n.CodesLeft, FormerEmail: n.FormerEmail,
	}
}

func (r noticeRow) notice() notices.Notice {
	var d noticeDetail
	_ = json.Unmarshal([]byte(r.Detail), &d) // the notice stands without it
	return notices.Notice{
		ID: r.ID, UserID: r.UserID, Kind: notices.Kind(r.Kind), Occasion: r.Occasion, Source: d.Source, Address: d.Address,
		Token: notices.Token{
			ID: r.TokenID, Name: d.TokenName, ClientName: d.ClientName, Scopes: d.Scopes, ExpiresAt: moment(d.ExpiresAt),
		},
		By:      notices.By{Credential: d.Credential, Name: d.CredentialName},
		Changed: d.Changed, Reason: d.Reason, Browser: d.Browser, CodesLeft: d.CodesLeft, FormerEmail: d.FormerEmail,
		At: moment(r.CreatedAt), ReadAt: moment(r.ReadAt),
	}
}

// CreateNotice is notices.Store's. The insert waits for another one of the same
// notice; what stands there afterwards tells whose it is, which the count of
// rows does not on MySQL.
func (s *Store) CreateNotice(ctx context.Context, n notices.Notice, ways notices.Ways) (bool, error) {
	detail, err := json.Marshal(detailOf(n))
	if err != nil {
		return false, err
	}
	created := false
	err = s.Transact(ctx, func(ctx context.Context) error {
		row := noticeRow{
			ID: n.ID, UserID: n.UserID, Kind: string(n.Kind), TokenID: n.Token.ID, Occasion: n.Occasion, Detail: string(detail),
			CreatedAt: millis(n.At), ReadAt: millis(n.ReadAt),
		}
		if err := s.db(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
			return translated(err)
		}
		var there []string
		err := s.db(ctx).Model(&noticeRow{}).
			Where("token_id = ? AND kind = ? AND occasion = ?", n.Token.ID, string(n.Kind), n.Occasion).Pluck("id", &there).Error
		if created = err == nil && len(there) == 1 && there[0] == n.ID; !created {
			return translated(err)
		}
		return s.createDeliveries(ctx, n, ways)
	})
	return created && err == nil, err
}

// CountNotices is notices.Store's.
func (s *Store) CountNotices(ctx context.Context, userID string, kind notices.Kind, since time.Time, limit int) (int, error) {
	var ids []string
	err := s.reader(ctx).Model(&noticeRow{}).
		Where("user_id = ? AND kind = ? AND created_at > ?", userID, string(kind), millis(since)).Limit(limit).Pluck("id", &ids).Error
	return len(ids), translated(err)
}

// Notices is notices.Store's.
func (s *Store) Notices(ctx context.Context, userID, cursor string, limit int) ([]notices.Notice, error) {
	query := s.reader(ctx).Where("user_id = ?", userID)
	if cursor != "" {
		query = query.Where("id < ?", cursor)
	}
	return list(query.Order("id DESC").Limit(limit), noticeRow.notice)
}

// UnreadNotices is notices.Store's.
func (s *Store) UnreadNotices(ctx context.Context, userID string, limit int) ([]notices.Notice, error) {
	return list(s.reader(ctx).Where("user_id = ? AND read_at = 0", userID).Order("id DESC").Limit(limit), noticeRow.notice)
}

// CountUnread is notices.Store's.
func (s *Store) CountUnread(ctx context.Context, userID string) (int, error) {
	var n int64
	err := s.reader(ctx).Model(&noticeRow{}).Where("user_id = ? AND read_at = 0", userID).Count(&n).Error
	return int(n), translated(err)
}

// MarkNoticesRead is notices.Store's.
func (s *Store) MarkNoticesRead(ctx context.Context, userID, upTo string, at time.Time) error {
	return translated(s.db(ctx).Model(&noticeRow{}).Where("user_id = ? AND read_at = 0 AND id <= ?", userID, upTo).
		Update("read_at", millis(at)).Error)
}
