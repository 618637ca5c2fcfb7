package storage

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"gorm.io/gorm"
)

// hotQuery names a read that a verdict or a token request makes. Those go
// around GORM's query builder, which costs more than the read itself, through
// GORM's own connection.
type hotQuery string

const (
	credentialsQuery hotQuery = "client credentials"
	tokenStateQuery  hotQuery = "personal access token"
	accessQuery      hotQuery = "opaque access token"
	jwtHolderQuery   hotQuery = "holder of a signed token"
)

// hotQueries all read by primary key or unique index, and no column that their
// reader does not need: the SQLite driver spends more on each than on the row.
var hotQueries = map[hotQuery]string{
	credentialsQuery: `SELECT c.type, c.scopes, c.grant_types, c.token_format, COALESCE(c.resource_server, ''), c.disabled_at,
		s.hash, COALESCE(s.expires_at, 0)
		FROM clients c LEFT JOIN client_secrets s ON s.client_id = c.id WHERE c.id = ?`,
	tokenStateQuery: `SELECT p.id, p.user_id, p.client_id, c.name, p.lineage_id, p.scopes, p.created_at, p.expires_at,
		l.ended_at, c.disabled_at, u.username, u.name, u.email, u.avatar_url, u.disabled_at, s.expires_at
		FROM pat_secrets s JOIN personal_access_tokens p ON p.id = s.token_id
		JOIN lineages l ON l.id = p.lineage_id JOIN clients c ON c.id = p.client_id JOIN users u ON u.id = p.user_id
		WHERE s.hash = ?`,
	accessQuery: `SELECT a.id, a.lineage_id, a.user_id, a.client_id, a.scopes, a.audience, a.created_at, a.expires_at,
		a.revoked_at, c.name, c.disabled_at, u.username, u.name, u.email, u.avatar_url, u.disabled_at, l.auth_time, l.ended_at
		FROM access_tokens a JOIN clients c ON c.id = a.client_id
		LEFT JOIN users u ON u.id = a.user_id LEFT JOIN lineages l ON l.id = a.lineage_id
		WHERE a.hash = ?`,
	jwtHolderQuery: `SELECT c.name, c.disabled_at, u.username, u.name, u.email, u.avatar_url, u.disabled_at,
		l.auth_time, l.ended_at, r.until
		FROM clients c LEFT JOIN users u ON u.id = ? LEFT JOIN lineages l ON l.id = ?
		LEFT JOIN revocations r ON r.kind = 'jti' AND r.ref = ?
		WHERE c.id = ?`,
}

// hotRead is a query made ready once. On PostgreSQL the driver keeps prepared
// statements per connection by itself, and no other kind would pass a pooler.
type hotRead struct {
	text string
	stmt *sql.Stmt // nil on PostgreSQL
	pool *sql.DB
}

func (s *Store) prepare(ctx context.Context, query string) (*hotRead, error) {
	pool, err := s.read.DB()
	if err != nil {
		return nil, err
	}
	if s.dialect == PostgreSQL {
		return &hotRead{text: numbered(query), pool: pool}, nil
	}
	stmt, err := pool.PrepareContext(ctx, query)
	return &hotRead{text: query, stmt: stmt, pool: pool}, translated(err)
}

// query runs a hot read, in the context's transaction where there is one.
func (s *Store) query(ctx context.Context, name hotQuery, args ...any) (*sql.Rows, error) {
	hot := s.hot[name]
	if tx, ok := ctx.Value(txKey{}).(*gorm.DB); ok {
		return tx.Statement.ConnPool.QueryContext(ctx, hot.text, args...)
	}
	if hot.stmt == nil {
		return hot.pool.QueryContext(ctx, hot.text, args...)
	}
	if s.dialect == SQLite {
		// One indexed read of a local file ends by itself; watching for a
		// deadline meanwhile would cost two goroutines each time.
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		ctx = context.WithoutCancel(ctx)
	}
	return hot.stmt.QueryContext(ctx, args...)
}

// queryOne scans the one row of a hot read, or gives none.
func (s *Store) queryOne(ctx context.Context, name hotQuery, none error, args []any, into ...any) error {
	rows, err := s.query(ctx, name, args...)
	if err != nil {
		return translated(err)
	}
	defer func() { _ = rows.Close() }()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return translated(err)
		}
		return none
	}
	if err := rows.Scan(into...); err != nil {
		return err
	}
	return translated(rows.Err())
}

// numbered turns ? into PostgreSQL's $1, $2, …
func numbered(query string) string {
	var b strings.Builder
	n := 0
	for _, r := range query {
		if r == '?' {
			n++
			b.WriteString("$" + strconv.Itoa(n))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
