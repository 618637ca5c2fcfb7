package storage

import (
	"context"

	"github.com/patio-auth/patio/pat"
)

// kinRow is a lineage with the personal access token on it, where there is one.
type kinRow struct {
	ID         string
	ParentID   string
	UserID     string
	ClientID   string
	CreatedAt  int64
	ExpiresAt  int64
	EndedAt    int64
	EndReason  string
	TokenID    *string
	Name       *string
	Hint       *string
	ClientName *string
}

func (r kinRow) kin() pat.Kin {
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	return pat.Kin{
		Lineage: r.ID, Parent: r.ParentID, TokenID: text(r.TokenID), UserID: r.UserID, Name: text(r.Name), Hint: text(r.Hint),
		ClientID: r.ClientID, ClientName: text(r.ClientName), CreatedAt: moment(r.CreatedAt), ExpiresAt: moment(r.ExpiresAt),
		EndedAt: moment(r.EndedAt), EndReason: r.EndReason,
	}
}

const (
	kinColumns = `l.id, l.parent_id, l.user_id, l.client_id, l.created_at, l.expires_at, l.ended_at, l.end_reason,
		p.id AS token_id, p.name, p.hint, c.name AS client_name`
	kinJoins = ` LEFT JOIN personal_access_tokens p ON p.lineage_id = l.id LEFT JOIN clients c ON c.id = l.client_id`

	kinQuery = `SELECT ` + kinColumns + ` FROM lineages l` + kinJoins + ` WHERE l.id = ?`

	// kinOnQuery and childrenQuery take no more rows than asked before they sort and join.
	kinOnQuery = `SELECT ` + kinColumns + ` FROM (SELECT * FROM lineages WHERE client_id = ? AND user_id = ? AND ended_at = 0` + childrenLimit

	childrenQuery       = childrenOf + childrenLimit
	livingChildrenQuery = childrenOf + ` AND ended_at = 0` + childrenLimit

	childrenOf    = `SELECT ` + kinColumns + ` FROM (SELECT * FROM lineages WHERE parent_id IN ?`
	childrenLimit = ` LIMIT ?) l` + kinJoins + ` ORDER BY l.id`

	secretsQuery = `SELECT created_at, expires_at FROM pat_secrets WHERE token_id = ? ORDER BY created_at DESC, expires_at LIMIT ?`
)

// KinAbove is pat.Store's. It climbs by primary key, a row at a time: one
// recursive query would leave the way to the database, and MariaDB's is to go
// through the table.
func (s *Store) KinAbove(ctx context.Context, lineage string, limit int) ([]pat.Kin, error) {
	above := []pat.Kin{}
	for next := lineage; next != "" && len(above) < limit; {
		found, err := list(s.reader(ctx).Raw(kinQuery, next), kinRow.kin)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			break
		}
		if next != lineage {
			above = append(above, found[0])
		}
		next = found[0].Parent
	}
	return above, nil
}

// KinBelow is pat.Store's.
func (s *Store) KinBelow(ctx context.Context, lineages []string, living bool, limit int) ([]pat.Kin, error) {
	query := childrenQuery
	if living {
		query = livingChildrenQuery
	}
	return list(s.reader(ctx).Raw(query, lineages, limit), kinRow.kin)
}

// KinOn is pat.Store's.
func (s *Store) KinOn(ctx context.Context, clientID, userID string, limit int) ([]pat.Kin, error) {
	return list(s.reader(ctx).Raw(kinOnQuery, clientID, userID, limit), kinRow.kin)
}

// Secrets is pat.Store's.
func (s *Store) Secrets(ctx context.Context, tokenID string, limit int) ([]pat.SecretSpan, error) {
	return list(s.reader(ctx).Raw(secretsQuery, tokenID, limit), func(r patSecretRow) pat.SecretSpan {
		return pat.SecretSpan{CreatedAt: moment(r.CreatedAt), EndsAt: moment(r.ExpiresAt)}
	})
}
