package storage

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/leaks"
	"github.com/patio-auth/patio/revocations"
)

// issuedRow is what one of issuedQueries reads.
type issuedRow struct {
	Hash      []byte
	Subject   string
	Lineage   string
	UserID    string
	ClientID  string
	Client    string
	Name      string
	Scopes    string
	ExpiresAt int64
	RevokedAt int64
}

// issuedQueries read many secrets of a kind by their hashes. Of an opaque access
// token what it created tells where its own row is gone, long after it has expired.
var issuedQueries = map[secret.Prefix]string{
	secret.PersonalAccessToken: `SELECT s.hash, p.id AS subject, p.lineage_id AS lineage, p.user_id, p.client_id, COALESCE(c.name, '') AS client,
		p.name, p.scopes, p.expires_at
		FROM pat_secrets s JOIN personal_access_tokens p ON p.id = s.token_id LEFT JOIN clients c ON c.id = p.client_id WHERE s.hash IN @hashes`,
	secret.RefreshToken: `SELECT r.hash, l.id AS subject, l.id AS lineage, l.user_id, l.client_id, COALESCE(c.name, '') AS client
		FROM refresh_tokens r JOIN lineages l ON l.id = r.lineage_id LEFT JOIN clients c ON c.id = l.client_id WHERE r.hash IN @hashes`,
	secret.AccessToken: `SELECT a.hash, a.id AS subject, a.lineage_id AS lineage, COALESCE(NULLIF(a.user_id, ''), c.owner_id, '') AS user_id,
		a.client_id, COALESCE(c.name, '') AS client, a.expires_at, a.revoked_at
		FROM access_tokens a LEFT JOIN clients c ON c.id = a.client_id WHERE a.hash IN @hashes
		UNION ALL SELECT m.hash, l.id AS subject, l.parent_id AS lineage, l.user_id, l.client_id, COALESCE(c.name, '') AS client,
		1 AS expires_at, 0 AS revoked_at
		FROM access_lineages m JOIN lineages l ON l.id = m.lineage_id LEFT JOIN clients c ON c.id = l.client_id WHERE m.hash IN @hashes
		AND (SELECT 1 FROM access_tokens a WHERE a.hash = m.hash LIMIT 1) IS NULL`,
	secret.ClientSecret: `SELECT s.hash, c.id AS subject, '' AS lineage, c.owner_id AS user_id, c.id AS client_id, c.name AS client
		FROM client_secrets s JOIN clients c ON c.id = s.client_id WHERE s.hash IN @hashes`,
}

// Issued is leaks.Store's.
func (s *Store) Issued(ctx context.Context, kind secret.Prefix, hashes []secret.Hash) ([]leaks.Issued, error) {
	var found []leaks.Issued
	for some := range slices.Chunk(hashes, chunk) {
		var rows []issuedRow
		if err := s.reader(ctx).Raw(issuedQueries[kind], map[string]any{"hashes": evened(some)}).Scan(&rows).Error; err != nil {
			return nil, translated(err)
		}
		for _, r := range rows {
			found = append(found, leaks.Issued{
				Kind: kind, Hash: secret.Hash(r.Hash), Subject: r.Subject, Lineage: r.Lineage, UserID: r.UserID, ClientID: r.ClientID,
				Client: r.Client, Name: r.Name, Scopes: strings.Fields(r.Scopes), EndsAt: moment(r.ExpiresAt), Revoked: r.RevokedAt != 0,
			})
		}
	}
	return found, nil
}

// evened is the hashes as one statement takes them, the last one repeated until
// their number is one of a few: a statement of its own for each number that
// strangers think of would push the others out of those that are prepared.
func evened(hashes []secret.Hash) [][]byte {
	list := make([][]byte, 0, chunk)
	for _, h := range hashes {
		list = append(list, h.Bytes())
	}
	for _, size := range []int{1, 10, 100, chunk} {
		for len(list) <= size {
			if len(list) == size {
				return list
			}
			list = append(list, list[len(list)-1])
		}
	}
	return list
}

// longOver is an end that no clock of any replica takes for one to come.
const longOver = 1

// EndIssued is leaks.Store's.
func (s *Store) EndIssued(ctx context.Context, all []leaks.Issued, reason string, at time.Time) (ended []leaks.Issued, err error) {
	var hanging, alone []leaks.Issued
	for _, i := range all {
		if i.Lineage != "" {
			hanging = append(hanging, i)
		} else {
			alone = append(alone, i)
		}
	}
	err = s.Transact(ctx, func(ctx context.Context) error {
		if ended, err = s.endWithLineage(ctx, hanging, reason, at); err != nil {
			return err
		}
		byThemselves, err := changed(alone, func(i leaks.Issued) *gorm.DB { return s.endAlone(ctx, i, at) })
		ended = append(ended, byThemselves...)
		return err
	})
	if err != nil {
		return nil, err
	}
	return ended, nil
}

// changed are those of all for which a statement changed their one row.
func changed[T any](all []T, change func(T) *gorm.DB) ([]T, error) {
	var those []T
	for _, one := range all {
		result := change(one)
		if result.Error != nil {
			return nil, translated(result.Error)
		}
		if result.RowsAffected == 1 {
			those = append(those, one)
		}
	}
	return those, nil
}

// endWithLineage ends the lineages of secrets, but for those of signed tokens
// that were revoked by themselves: such a one opens nothing any more.
func (s *Store) endWithLineage(ctx context.Context, all []leaks.Issued, reason string, at time.Time) ([]leaks.Issued, error) {
	all, err := s.unrevoked(ctx, all)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	byLineage := map[string]leaks.Issued{}
	for _, i := range all {
		if _, there := byLineage[i.Lineage]; !there {
			byLineage[i.Lineage] = i
		}
	}
	var living []string
	reported := slices.Sorted(maps.Keys(byLineage))
	endsBelow(ctx, "id IN ?", reported)
	err = s.db(ctx).Model(&lineageRow{}).Clauses(clause.Locking{Strength: "UPDATE"}).
		Where("id IN ? AND ended_at = 0", reported).Order("id").Pluck("id", &living).Error
	if err != nil || len(living) == 0 {
		return nil, translated(err)
	}
	ended := make([]leaks.Issued, len(living))
	for n, id := range living {
		ended[n] = byLineage[id]
	}
	return ended, s.endLineages(ctx, reason, at, "id IN ?", living)
}

// unrevoked is all but the signed tokens whose ids were revoked.
func (s *Store) unrevoked(ctx context.Context, all []leaks.Issued) ([]leaks.Issued, error) {
	var ids, revoked []string
	for _, i := range all {
		if i.Kind == leaks.Signed {
			ids = append(ids, i.Subject)
		}
	}
	if len(ids) == 0 {
		return all, nil
	}
	err := s.db(ctx).Model(&revocationRow{}).Where("kind = 'jti' AND ref IN ?", ids).Pluck("ref", &revoked).Error
	return slices.DeleteFunc(slices.Clone(all), func(i leaks.Issued) bool {
		return i.Kind == leaks.Signed && slices.Contains(revoked, i.Subject)
	}), translated(err)
}

// endAlone ends what hangs from no lineage; one row where this call did.
func (s *Store) endAlone(ctx context.Context, i leaks.Issued, at time.Time) *gorm.DB {
	db := s.db(ctx)
	switch i.Kind {
	case secret.ClientSecret:
		return db.Model(&secretRow{}).Where("hash = ? AND (expires_at = 0 OR expires_at > ?)", i.Hash.Bytes(), millis(at)).
			Update("expires_at", longOver)
	case secret.AccessToken:
		return db.Model(&accessRow{}).Where("hash = ? AND revoked_at = 0", i.Hash.Bytes()).Update("revoked_at", millis(at))
	}
	once := clause.Expression(clause.OnConflict{DoNothing: true})
	if s.dialect == MySQL {
		once = clause.Insert{Modifier: "IGNORE"} // the other form counts a row that was there
	}
	return db.Model(&revocationRow{}).Clauses(once).Create(s.note(revocations.Token, i.Subject, i.EndsAt, i.Audience))
}

// Owned is leaks.Store's.
func (s *Store) Owned(ctx context.Context, clientID string) (leaks.Owned, error) {
	c, err := s.Client(ctx, clientID)
	if errors.Is(err, clients.ErrUnknown) {
		return leaks.Owned{}, nil
	}
	return leaks.Owned{UserID: c.OwnerID, Client: c.Name}, err
}
