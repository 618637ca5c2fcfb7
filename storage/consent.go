package storage

import (
	"cmp"
	"context"
	"crypto/sha256"
	"slices"
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

	// What was allowed before combinations were kept, and the redirect URIs that
	// the client had then. Null: nothing was.
	GivenURIs   *string `gorm:"column:given_uris;->"`
	GivenScopes *string `gorm:"->"`
}

func (consentRow) TableName() string { return "consents" }

type combinationRow struct {
	UserID       string `gorm:"primaryKey"`
	ClientID     string `gorm:"primaryKey"`
	Combination  []byte `gorm:"primaryKey"`
	Origin       string
	Resource     string
	Scopes       string
	SecondFactor bool
	CreatedAt    int64 `gorm:"autoCreateTime:false"`
	UpdatedAt    int64 `gorm:"autoUpdateTime:false"`
}

func (combinationRow) TableName() string { return "consent_grants" }

func (r consentRow) grant(rows []combinationRow) consent.Grant {
	g := consent.Grant{
		UserID: r.UserID, ClientID: r.ClientID, Scopes: strings.Fields(r.Scopes),
		CreatedAt: moment(r.CreatedAt), UpdatedAt: moment(r.UpdatedAt), Combinations: r.given(),
	}
	for _, row := range rows {
		if row.ClientID == r.ClientID && row.CreatedAt >= r.CreatedAt {
			g.Combinations = joinCombination(g.Combinations, row.combination())
		}
	}
	slices.SortFunc(g.Combinations, func(a, b consent.Combination) int {
		return cmp.Or(cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Resource, b.Resource))
	})
	return g
}

// given is what was allowed before combinations were kept: it counts for the
// origins that the client had then, and for the default audience.
func (r consentRow) given() []consent.Combination {
	all := []consent.Combination{}
	if r.GivenURIs == nil || r.GivenScopes == nil {
		return all
	}
	for _, uri := range listOf(*r.GivenURIs) {
		all = joinCombination(all, consent.Combination{
			Origin: consent.Origin(uri), Scopes: strings.Fields(*r.GivenScopes),
			CreatedAt: moment(r.CreatedAt), UpdatedAt: moment(r.CreatedAt),
		})
	}
	return all
}

func (r combinationRow) combination() consent.Combination {
	return consent.Combination{
		Origin: r.Origin, Resource: r.Resource, Scopes: strings.Fields(r.Scopes), SecondFactor: r.SecondFactor,
		CreatedAt: moment(r.CreatedAt), UpdatedAt: moment(r.UpdatedAt),
	}
}

// joinCombination adds a combination, or what it has to the one that is there.
func joinCombination(all []consent.Combination, c consent.Combination) []consent.Combination {
	at := slices.IndexFunc(all, func(k consent.Combination) bool { return k.Origin == c.Origin && k.Resource == c.Resource })
	if at < 0 {
		return append(all, c)
	}
	known := &all[at]
	for _, s := range c.Scopes {
		if !slices.Contains(known.Scopes, s) {
			known.Scopes = append(known.Scopes, s)
		}
	}
	known.SecondFactor = known.SecondFactor || c.SecondFactor
	if c.UpdatedAt.After(known.UpdatedAt) {
		known.UpdatedAt = c.UpdatedAt
	}
	return all
}

func combinationKey(c consent.Combination) []byte {
	sum := sha256.Sum256([]byte(c.Origin + "\n" + c.Resource))
	return sum[:]
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
	if err != nil {
		return consent.Grant{}, err
	}
	var rows []combinationRow
	err = s.reader(ctx).Where("user_id = ? AND client_id = ?", userID, clientID).Find(&rows).Error
	return row.grant(rows), translated(err)
}

// PutConsent is consent.Store's.
func (s *Store) PutConsent(ctx context.Context, g consent.Grant) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		err := s.db(ctx).Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "user_id"}, {Name: "client_id"}},
			DoUpdates: clause.AssignmentColumns([]string{"scopes", "updated_at"}),
		}).Create(&consentRow{
			UserID: g.UserID, ClientID: g.ClientID, Scopes: joined(g.Scopes),
			CreatedAt: millis(g.CreatedAt), UpdatedAt: millis(g.UpdatedAt),
		}).Error
		if err != nil || len(g.Combinations) == 0 {
			return translated(err)
		}
		rows := make([]combinationRow, len(g.Combinations))
		for i, c := range g.Combinations {
			rows[i] = combinationRow{
				UserID: g.UserID, ClientID: g.ClientID, Combination: combinationKey(c), Origin: c.Origin, Resource: c.Resource,
				Scopes: joined(c.Scopes), SecondFactor: c.SecondFactor, CreatedAt: millis(c.CreatedAt), UpdatedAt: millis(c.UpdatedAt),
			}
		}
		return translated(s.db(ctx).Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "user_id"}, {Name: "client_id"}, {Name: "combination"}},
			DoUpdates: clause.AssignmentColumns([]string{"scopes", "second_factor", "created_at", "updated_at"}),
		}).Create(&rows).Error)
	})
}

// DeleteConsent is consent.Store's.
func (s *Store) DeleteConsent(ctx context.Context, userID, clientID string) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		err := updateOne(s.db(ctx).Where("user_id = ? AND client_id = ?", userID, clientID).Delete(&consentRow{}), consent.ErrUnknown)
		if err != nil {
			return err
		}
		return translated(s.db(ctx).Where("user_id = ? AND client_id = ?", userID, clientID).Delete(&combinationRow{}).Error)
	})
}

// Consents is consent.Store's.
func (s *Store) Consents(ctx context.Context, userID, cursor string, limit int) ([]consent.Grant, error) {
	var heads []consentRow
	query := s.reader(ctx).Where("user_id = ? AND client_id > ?", userID, cursor)
	if err := query.Order("client_id").Limit(limit).Find(&heads).Error; err != nil {
		return nil, translated(err)
	}
	all := make([]consent.Grant, len(heads))
	ids := make([]string, len(heads))
	for i, head := range heads {
		ids[i] = head.ClientID
	}
	var rows []combinationRow
	if len(ids) > 0 {
		if err := s.reader(ctx).Where("user_id = ? AND client_id IN ?", userID, ids).Find(&rows).Error; err != nil {
			return nil, translated(err)
		}
	}
	for i, head := range heads {
		all[i] = head.grant(rows)
	}
	return all, nil
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
