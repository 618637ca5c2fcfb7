package storage

import (
	"context"
	"strings"

	"gorm.io/gorm/clause"

	"github.com/patio-auth/patio/consent"
)

type consentRow struct {
	UserID    string `gorm:"primaryKey"`
	ClientID  string `gorm:"primaryKey"`
	Scopes    string
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	UpdatedAt int64 `gorm:"autoUpdateTime:false"`
}

func (consentRow) TableName() string { return "consents" }

func (r consentRow) grant() consent.Grant {
	return consent.Grant{
		UserID: r.UserID, ClientID: r.ClientID, Scopes: strings.Fields(r.Scopes),
		CreatedAt: moment(r.CreatedAt), UpdatedAt: moment(r.UpdatedAt),
	}
}

// Consent is consent.Store's. What locks is the user's row: a grant that is
// not there yet has none to lock.
func (s *Store) Consent(ctx context.Context, userID, clientID string) (consent.Grant, error) {
	if ctx.Value(txKey{}) != nil {
		var locked []string
		err := s.db(ctx).Model(&userRow{}).Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", userID).Pluck("id", &locked).Error
		if err != nil {
			return consent.Grant{}, translated(err)
		}
	}
	row, err := one[consentRow](s.reader(ctx).Where("user_id = ? AND client_id = ?", userID, clientID), consent.ErrUnknown)
	return row.grant(), err
}

// PutConsent is consent.Store's.
func (s *Store) PutConsent(ctx context.Context, g consent.Grant) error {
	return translated(s.db(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "user_id"}, {Name: "client_id"}},
		DoUpdates: clause.AssignmentColumns([]string{"scopes", "updated_at"}),
	}).Create(&consentRow{
		UserID: g.UserID, ClientID: g.ClientID, Scopes: joined(g.Scopes),
		CreatedAt: millis(g.CreatedAt), UpdatedAt: millis(g.UpdatedAt),
	}).Error)
}

// DeleteConsent is consent.Store's.
func (s *Store) DeleteConsent(ctx context.Context, userID, clientID string) error {
	return updateOne(s.db(ctx).Where("user_id = ? AND client_id = ?", userID, clientID).Delete(&consentRow{}), consent.ErrUnknown)
}

// Consents is consent.Store's.
func (s *Store) Consents(ctx context.Context, userID, cursor string, limit int) ([]consent.Grant, error) {
	query := s.reader(ctx).Where("user_id = ? AND client_id > ?", userID, cursor)
	return list(query.Order("client_id").Limit(limit), consentRow.grant)
}

// Authorized is oauth.Store's.
func (s *Store) Authorized(ctx context.Context, userID, clientID string) (bool, error) {
	living, err := s.authorizations(ctx, userID, clientID)
	return len(living) > 0, err
}

// authorizations are the living ones of a user on a client, held until the
// transaction ends: no personal access tokens, and nothing that hangs from
// another lineage.
func (s *Store) authorizations(ctx context.Context, userID, clientID string) ([]string, error) {
	var living []string
	err := s.db(ctx).Model(&lineageRow{}).Clauses(clause.Locking{Strength: "UPDATE"}).
		Where("client_id = ? AND user_id = ? AND parent_id = '' AND ended_at = 0", clientID, userID).
		Where("(SELECT 1 FROM personal_access_tokens p WHERE p.lineage_id = lineages.id LIMIT 1) IS NULL").
		Order("id").Pluck("id", &living).Error
	return living, translated(err)
}
