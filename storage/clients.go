package storage

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/revocations"
)

type clientRow struct {
	ID             string `gorm:"primaryKey"`
	OwnerID        string
	Name           string
	Type           string
	Scopes         string
	RedirectURIs   string `gorm:"column:redirect_uris"`
	GrantTypes     string
	AuthMethod     string
	TokenFormat    string
	ResourceServer *string // null: none, since the column is unique
	UserTokens     bool
	CreatedAt      int64 `gorm:"autoCreateTime:false"`

	DisabledAt             int64 // since when it is not active
	Pending                bool
	SuspendedBy            string
	ReviewedAt             int64
	FirstParty             bool
	AcceptsDefaultAudience bool
	OwnLineage             string
	CreatorLineage         string
	ManagedBy              string

	PKCEOptional bool `gorm:"column:pkce_optional"`

	ResourceKey []byte // of ResourceServer; null: none, since the column is unique
}

func (clientRow) TableName() string { return "clients" }

type secretRow struct {
	Hash      []byte `gorm:"primaryKey"`
	ClientID  string
	CreatedAt int64 `gorm:"autoCreateTime:false"`
	ExpiresAt int64

	CreatorLineage string
}

func (secretRow) TableName() string { return "client_secrets" }

func rowOfClient(c clients.Client) *clientRow {
	uris, err := json.Marshal(c.RedirectURIs)
	if err != nil {
		panic(err) // a list of strings
	}
	row := &clientRow{
		ID: c.ID, OwnerID: c.OwnerID, Name: c.Name, Type: string(c.Type), Scopes: joined(c.Scopes), RedirectURIs: string(uris),
		GrantTypes: joined(c.GrantTypes), AuthMethod: c.AuthMethod, TokenFormat: string(c.Format),
		UserTokens: c.UserTokens, CreatedAt: millis(c.CreatedAt),
		DisabledAt: millis(c.InactiveSince), Pending: c.Pending, SuspendedBy: string(c.SuspendedBy), ReviewedAt: millis(c.ReviewedAt),
		FirstParty: c.FirstParty, AcceptsDefaultAudience: c.AcceptsDefaultAudience, OwnLineage: c.OwnLineage,
		CreatorLineage: c.CreatorLineage, ManagedBy: c.ManagedBy, PKCEOptional: c.PKCEOptional,
	}
	if c.ResourceServer != "" {
		row.ResourceServer, row.ResourceKey = &c.ResourceServer, resourceKey(c.ResourceServer)
	}
	return row
}

func (r clientRow) client() clients.Client {
	c := clients.Client{
		ID: r.ID, OwnerID: r.OwnerID, Name: r.Name, Type: clients.Type(r.Type), Scopes: strings.Fields(r.Scopes),
		RedirectURIs: []string{}, GrantTypes: strings.Fields(r.GrantTypes), AuthMethod: r.AuthMethod,
		Format: clients.Format(r.TokenFormat), UserTokens: r.UserTokens, CreatedAt: moment(r.CreatedAt),
		InactiveSince: moment(r.DisabledAt), Pending: r.Pending, SuspendedBy: clients.SuspendedBy(r.SuspendedBy),
		ReviewedAt: moment(r.ReviewedAt), FirstParty: r.FirstParty, AcceptsDefaultAudience: r.AcceptsDefaultAudience,
		OwnLineage: r.OwnLineage, CreatorLineage: r.CreatorLineage, ManagedBy: r.ManagedBy, PKCEOptional: r.PKCEOptional,
	}
	if r.DisabledAt != 0 && !r.Pending && r.SuspendedBy == "" {
		c.SuspendedBy = clients.ByOperator // by a version that did not say
	}
	if r.RedirectURIs != "" && r.RedirectURIs != "[]" {
		_ = json.Unmarshal([]byte(r.RedirectURIs), &c.RedirectURIs) // a broken list allows no redirect
	}
	if r.ResourceServer != nil {
		c.ResourceServer = *r.ResourceServer
	}
	return c
}

// CreateClient is clients.Store's.
func (s *Store) CreateClient(ctx context.Context, c clients.Client, first *clients.Secret) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		err := s.db(ctx).Create(rowOfClient(c)).Error
		if on := duplicateOn(err); strings.Contains(on, "resource_server") || strings.Contains(on, "resource_key") {
			return clients.Taken("resource_server")
		}
		if err != nil || first == nil {
			return translated(err)
		}
		return s.addSecret(ctx, c.ID, *first)
	})
}

func (s *Store) addSecret(ctx context.Context, id string, n clients.Secret) error {
	return translated(s.db(ctx).Create(&secretRow{
		Hash: n.Hash.Bytes(), ClientID: id, CreatedAt: millis(n.CreatedAt), ExpiresAt: millis(n.ExpiresAt),
		CreatorLineage: n.CreatorLineage,
	}).Error)
}

// Client is clients.Store's.
func (s *Store) Client(ctx context.Context, id string) (clients.Client, error) {
	row, err := one[clientRow](s.reader(ctx).Where("id = ?", id), clients.ErrUnknown)
	return row.client(), err
}

// LockClient is clients.Store's.
func (s *Store) LockClient(ctx context.Context, id string) (clients.Client, error) {
	row, err := one[clientRow](s.db(ctx).Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id), clients.ErrUnknown)
	return row.client(), err
}

// Credentials is clients.Store's.
func (s *Store) Credentials(ctx context.Context, id string) (clients.Client, []clients.Secret, error) {
	found, err := s.query(ctx, credentialsQuery, id)
	if err != nil {
		return clients.Client{}, nil, translated(err)
	}
	defer func() { _ = found.Close() }()
	row := clientRow{ResourceServer: new(string)}
	var secrets []clients.Secret
	for found.Next() {
		var hash []byte
		var ends, pending, firstParty, acceptsDefault, pkceOptional int64
		var keyRevoked *int64
		if err := found.Scan(&row.Type, &row.Scopes, &row.GrantTypes, &row.TokenFormat, row.ResourceServer, &row.DisabledAt,
			&pending, &row.SuspendedBy, &firstParty, &acceptsDefault, &pkceOptional, &row.OwnLineage, &hash, &ends, &keyRevoked); err != nil {
			return clients.Client{}, nil, err
		}
		row.Pending, row.FirstParty, row.AcceptsDefaultAudience = pending != 0, firstParty != 0, acceptsDefault != 0
		row.ID, row.PKCEOptional = id, pkceOptional != 0
		if keyRevoked != nil {
			s.sawKeyRevocation(*keyRevoked)
		}
		if hash != nil {
			secrets = append(secrets, clients.Secret{Hash: secret.Hash(hash), ExpiresAt: moment(ends)})
		}
	}
	if err := found.Err(); err != nil {
		return clients.Client{}, nil, translated(err)
	}
	if row.ID == "" {
		return clients.Client{}, nil, clients.ErrUnknown
	}
	return row.client(), secrets, nil
}

// Clients is clients.Store's.
func (s *Store) Clients(ctx context.Context, ownerID string, only clients.Filter, cursor string, limit int) ([]clients.Client, error) {
	query := s.reader(ctx).Where("id > ?", cursor)
	if only.ID != "" {
		query = query.Where("id = ?", only.ID)
	}
	query = s.named(query, "name", only.Name)
	switch only.Status { // as clients.Client.Status and clientRow.client have it
	case clients.StatusActive:
		query = query.Where("disabled_at = 0 AND pending = ? AND suspended_by = ''", false)
	case clients.StatusPending:
		query = query.Where("pending = ? AND suspended_by = ''", true)
	case clients.StatusSuspended:
		query = query.Where("(suspended_by <> '' OR disabled_at <> 0 AND pending = ?)", false)
	}
	if ownerID != "" {
		query = query.Where("owner_id = ?", ownerID)
	}
	return list(query.Order("id").Limit(limit), clientRow.client)
}

// OwnedClients is clients.Store's.
func (s *Store) OwnedClients(ctx context.Context, ownerID string) ([]clients.Client, error) {
	return list(s.reader(ctx).Where("owner_id = ?", ownerID).Order("id"), clientRow.client)
}

// MintableClients is clients.Store's.
func (s *Store) MintableClients(ctx context.Context, userID string, limit int) ([]clients.Client, error) {
	query := s.reader(ctx).Where("disabled_at = 0 AND (owner_id = ? OR user_tokens = ? AND reviewed_at <> 0)", userID, true)
	ownFirst := clause.OrderBy{Expression: clause.Expr{SQL: "CASE WHEN owner_id = ? THEN 0 ELSE 1 END, id", Vars: []any{userID}}}
	return list(query.Order(ownFirst).Limit(limit), clientRow.client)
}

// ResourceServer is clients.Store's.
func (s *Store) ResourceServer(ctx context.Context, identifier string) (clients.Client, error) {
	found, err := list(s.reader(ctx).Where("resource_server = ? OR resource_key = ?", identifier, resourceKey(identifier)), clientRow.client)
	if err != nil || len(found) == 0 {
		return clients.Client{}, cmp.Or(err, clients.ErrUnknown)
	}
	// Two may have been registered before only one could be; see fillResourceKeys.
	exact := slices.IndexFunc(found, func(c clients.Client) bool { return c.ResourceServer == identifier })
	return found[max(exact, 0)], nil
}

// UpdateClient is clients.Store's.
func (s *Store) UpdateClient(ctx context.Context, c clients.Client) error {
	row := rowOfClient(c)
	return updateOne(s.db(ctx).Model(&clientRow{}).Where("id = ?", c.ID).Updates(map[string]any{
		"name": row.Name, "redirect_uris": row.RedirectURIs, "grant_types": row.GrantTypes,
		"token_format": row.TokenFormat, "user_tokens": row.UserTokens, "managed_by": row.ManagedBy,
		"auth_method": row.AuthMethod, "first_party": row.FirstParty, "accepts_default_audience": row.AcceptsDefaultAudience,
		"pkce_optional": row.PKCEOptional,
	}), clients.ErrUnknown)
}

// SetClientState is clients.Store's.
func (s *Store) SetClientState(ctx context.Context, c clients.Client) error {
	row := rowOfClient(c)
	return s.Transact(ctx, func(ctx context.Context) error {
		result := s.db(ctx).Model(&clientRow{}).Where("id = ?", c.ID).Updates(map[string]any{
			"disabled_at": row.DisabledAt, "pending": row.Pending, "suspended_by": row.SuspendedBy, "reviewed_at": row.ReviewedAt,
			"first_party": row.FirstParty, "owner_id": row.OwnerID, "creator_lineage": row.CreatorLineage, "managed_by": row.ManagedBy,
		})
		if err := updateOne(result, clients.ErrUnknown); err != nil || c.Active() {
			return err
		}
		return s.noteEnded(ctx, revocations.Client, c.ID, s.outlived(c.InactiveSince))
	})
}

// AddSecret is clients.Store's. Secrets whose overlap has passed go.
func (s *Store) AddSecret(ctx context.Context, id string, fresh clients.Secret, oldUntil time.Time) error {
	now, until := millis(fresh.CreatedAt), millis(oldUntil)
	return s.Transact(ctx, func(ctx context.Context) error {
		// Of two at once the second finds the first one's secret.
		if _, err := s.LockClient(ctx, id); err != nil {
			return err
		}
		err := s.db(ctx).Model(&secretRow{}).Where("client_id = ? AND (expires_at = 0 OR expires_at > ?)", id, until).
			Update("expires_at", until).Error
		if err != nil {
			return translated(err)
		}
		if err := s.db(ctx).Where("client_id = ? AND expires_at > 0 AND expires_at <= ?", id, now).Delete(&secretRow{}).Error; err != nil {
			return translated(err)
		}
		return s.addSecret(ctx, id, fresh)
	})
}

// DeleteClient is clients.Store's.
func (s *Store) DeleteClient(ctx context.Context, id string, at time.Time) error {
	return s.Transact(ctx, func(ctx context.Context) error {
		result := s.db(ctx).Where("id = ?", id).Delete(&clientRow{})
		if err := updateOne(result, clients.ErrUnknown); err != nil {
			return err
		}
		for _, row := range []any{&secretRow{}, &consentRow{}, &combinationRow{}} {
			if err := s.db(ctx).Where("client_id = ?", id).Delete(row).Error; err != nil {
				return translated(err)
			}
		}
		if err := s.noteEnded(ctx, revocations.Client, id, s.outlived(at)); err != nil {
			return err
		}
		return s.endLineages(ctx, "client deleted", at, "client_id = ?", id)
	})
}

// joined and strings.Fields carry lists whose members have no spaces.
func joined(list []string) string { return strings.Join(list, " ") }
