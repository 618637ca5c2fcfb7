package storage

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"gorm.io/gorm"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
)

type patRow struct {
	ID         string `gorm:"primaryKey"`
	Hash       []byte
	LineageID  string
	UserID     string
	ClientID   string
	Name       string
	Scopes     string
	Hint       string
	CreatedAt  int64 `gorm:"autoCreateTime:false"`
	ExpiresAt  int64
	LastUsedAt int64
	LastUsedIP string `gorm:"column:last_used_ip"`

	// Read with the token from what it hangs from.
	EndedAt    int64   `gorm:"->"`
	ClientName *string `gorm:"->"`
}

func (patRow) TableName() string { return "personal_access_tokens" }

func (r patRow) token() pat.Token {
	t := pat.Token{
		ID: r.ID, UserID: r.UserID, ClientID: r.ClientID, Lineage: r.LineageID, Name: r.Name, Scopes: strings.Fields(r.Scopes),
		Hint: r.Hint, CreatedAt: moment(r.CreatedAt), ExpiresAt: moment(r.ExpiresAt),
		LastUsedAt: moment(r.LastUsedAt), LastUsedIP: r.LastUsedIP, RevokedAt: moment(r.EndedAt),
	}
	if r.ClientName != nil {
		t.ClientName = *r.ClientName
	}
	return t
}

// Terms is pat.Store's.
func (s *Store) Terms(ctx context.Context, clientID string) (pat.Terms, error) {
	c, err := s.Client(ctx, clientID)
	if errors.Is(err, clients.ErrUnknown) {
		err = pat.ErrUnknown
	}
	return pat.Terms{
		ClientID: c.ID, ClientName: c.Name, OwnerID: c.OwnerID, Scopes: c.Scopes, UserTokens: c.UserTokens, Disabled: c.Disabled(),
	}, err
}

// CreateToken is pat.Store's.
func (s *Store) CreateToken(ctx context.Context, t pat.Token, hash secret.Hash, parentLineage string) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		if parentLineage != "" {
			if living, err := s.lockLineage(ctx, parentLineage); err != nil || !living {
				return firstOf(err, pat.ErrParentEnded)
			}
		}
		err := s.db(ctx).Create(&lineageRow{
			ID: t.Lineage, ParentID: parentLineage, UserID: t.UserID, ClientID: t.ClientID, Scopes: joined(t.Scopes),
			CreatedAt: millis(t.CreatedAt), ExpiresAt: millis(t.ExpiresAt),
		}).Error
		if err != nil {
			return translated(err)
		}
		return translated(s.db(ctx).Create(&patRow{
			ID: t.ID, Hash: hash.Bytes(), LineageID: t.Lineage, UserID: t.UserID, ClientID: t.ClientID, Name: t.Name,
			Scopes: joined(t.Scopes), Hint: t.Hint, CreatedAt: millis(t.CreatedAt), ExpiresAt: millis(t.ExpiresAt),
		}).Error)
	})
}

// TokenState is pat.Store's.
func (s *Store) TokenState(ctx context.Context, hash secret.Hash) (pat.State, error) {
	var r patRow
	var state pat.State
	var userDisabled, clientDisabled int64
	err := s.queryOne(ctx, tokenStateQuery, pat.ErrUnknown, []any{hash.Bytes()},
		&r.ID, &r.UserID, &r.ClientID, &r.ClientName, &r.LineageID, &r.Scopes, &r.CreatedAt, &r.ExpiresAt,
		&r.EndedAt, &clientDisabled, &state.Username, &state.UserName, &state.UserEmail, &state.UserAvatar, &userDisabled)
	state.Token = r.token()
	state.LineageEnded, state.UserDisabled, state.ClientDisabled = r.EndedAt != 0, userDisabled != 0, clientDisabled != 0
	return state, err
}

// Token is pat.Store's.
func (s *Store) Token(ctx context.Context, id string) (pat.Token, error) {
	row, err := one[patRow](s.tokens(ctx).Where("p.id = ?", id), pat.ErrUnknown)
	return row.token(), err
}

// Tokens is pat.Store's.
func (s *Store) Tokens(ctx context.Context, userID, cursor string, limit int) ([]pat.Token, error) {
	query := s.tokens(ctx)
	if userID != "" {
		query = query.Where("p.user_id = ?", userID)
	}
	if cursor != "" {
		query = query.Where("p.id < ?", cursor)
	}
	return list(query.Order("p.id DESC").Limit(limit), patRow.token)
}

func (s *Store) tokens(ctx context.Context) *gorm.DB {
	return s.reader(ctx).Table("personal_access_tokens AS p").
		Select("p.*, l.ended_at, c.name AS client_name").
		Joins("JOIN lineages l ON l.id = p.lineage_id").Joins("LEFT JOIN clients c ON c.id = p.client_id")
}

// TouchTokens is pat.Store's. All processes go through the rows in one order,
// so that their batches do not lock each other out.
func (s *Store) TouchTokens(ctx context.Context, uses map[string]pat.Use) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		for _, id := range slices.Sorted(maps.Keys(uses)) {
			use := uses[id]
			at := millis(use.At)
			change := map[string]any{"last_used_at": at}
			if use.Address != "" {
				change["last_used_ip"] = use.Address
			}
			err := s.db(ctx).Model(&patRow{}).Where("id = ? AND last_used_at < ?", id, at).Updates(change).Error
			if err != nil {
				return translated(err)
			}
		}
		return nil
	})
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
