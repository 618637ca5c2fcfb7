package storage

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
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
	codeQuery        hotQuery = "authorization code"
	refreshQuery     hotQuery = "refresh token"
)

// A code and a refresh token are read with the lineage that they hang from and
// its user, in one query: an unknown one takes as many round trips as one that
// is there.
const (
	grantColumns = `t.lineage_id, l.user_id, l.client_id, l.scopes, l.resources, l.auth_time, l.created_at, l.expires_at,
		l.ended_at, l.second_factor, l.signed_for, u.disabled_at`
	grantJoins = `JOIN lineages l ON l.id = t.lineage_id JOIN users u ON u.id = l.user_id`
)

// hotQueries all read by primary key or unique index, and no column that their
// reader does not need.
var hotQueries = map[hotQuery]string{
	credentialsQuery: `SELECT c.type, c.scopes, c.grant_types, c.token_format, COALESCE(c.resource_server, ''), c.disabled_at,
		CASE WHEN c.pending THEN 1 ELSE 0 END, c.suspended_by, CASE WHEN c.first_party THEN 1 ELSE 0 END,
		CASE WHEN c.accepts_default_audience THEN 1 ELSE 0 END, CASE WHEN c.pkce_optional THEN 1 ELSE 0 END, c.own_lineage, s.hash, COALESCE(s.expires_at, 0),
		(SELECT MAX(k.revoked_at) FROM signing_keys k)
		FROM clients c LEFT JOIN client_secrets s ON s.client_id = c.id WHERE c.id = ?`,
	tokenStateQuery: `SELECT p.id, p.user_id, p.client_id, c.name, p.lineage_id, p.scopes, p.created_at, p.expires_at, p.limits,
		l.ended_at, c.disabled_at, u.username, u.name, u.email, u.avatar_url, u.disabled_at, s.expires_at, l.second_factor,
		CASE WHEN u.admin THEN 1 ELSE 0 END
		FROM pat_secrets s JOIN personal_access_tokens p ON p.id = s.token_id
		JOIN lineages l ON l.id = p.lineage_id JOIN clients c ON c.id = p.client_id JOIN users u ON u.id = p.user_id
		WHERE s.hash = ?`,
	accessQuery: `SELECT a.id, a.lineage_id, a.user_id, a.client_id, a.scopes, a.audience, a.created_at, a.expires_at,
		a.revoked_at, c.name, c.disabled_at, u.username, u.name, u.email, u.avatar_url, u.disabled_at, l.auth_time, l.ended_at,
		l.second_factor, CASE WHEN u.admin THEN 1 ELSE 0 END, CASE WHEN c.first_party THEN 1 ELSE 0 END
		FROM access_tokens a JOIN clients c ON c.id = a.client_id
		LEFT JOIN users u ON u.id = a.user_id
		LEFT JOIN lineages l ON l.id = a.lineage_id AND l.user_id = a.user_id AND l.client_id = a.client_id
		WHERE a.hash = ?`,
	jwtHolderQuery: `SELECT c.name, c.disabled_at, u.username, u.name, u.email, u.avatar_url, u.disabled_at,
		l.auth_time, l.ended_at, l.second_factor, l.expires_at, l.resources, l.signed_for, COALESCE(l.scopes, c.scopes),
		CASE WHEN l.id IS NULL THEN c.grant_types ELSE '' END, c.own_lineage, k.access_ttl, r.until,
		CASE WHEN u.admin THEN 1 ELSE 0 END, CASE WHEN c.first_party THEN 1 ELSE 0 END
		FROM clients c LEFT JOIN users u ON u.id = ? LEFT JOIN lineages l ON l.id = ? AND l.user_id = u.id AND l.client_id = c.id
		LEFT JOIN signing_keys k ON k.id = ? AND k.revoked_at = 0
		LEFT JOIN revocations r ON r.kind = 'jti' AND r.ref = ?
		WHERE c.id = ?`,
	codeQuery: `SELECT t.redirect_uri, t.challenge, t.expires_at, t.spent_at, ` + grantColumns + `
		FROM codes t ` + grantJoins + ` WHERE t.hash = ?`,
	refreshQuery: `SELECT t.created_at, t.expires_at, t.spent_at, t.successor, ` + grantColumns + `
		FROM refresh_tokens t ` + grantJoins + ` WHERE t.hash = ?`,
}

// rows is what a hot read gives, one after the other. *sql.Rows is one.
type rows interface {
	Next() bool
	Scan(into ...any) error
	Err() error
	Close() error
}

// hotReads runs the hot queries outside of a transaction. On SQLite it is a
// pool below database/sql; elsewhere statements of the one pool.
type hotReads interface {
	query(ctx context.Context, name hotQuery, args []any) (rows, error)
	glance(ctx context.Context) (_ context.Context, done func(), err error)
	Close() error
}

// Prepare makes the hot reads ready, once the schema is there.
func (s *Store) Prepare(ctx context.Context) error {
	if s.hot != nil {
		if err := s.hot.Close(); err != nil {
			return err
		}
	}
	var err error
	if s.dialect == SQLite {
		s.hot, err = openSQLiteReads(s.file, s.hotReaders, s.timeout)
	} else {
		s.hot, err = s.prepareStatements(ctx)
	}
	return translated(err)
}

// statements are the hot reads of a database behind a connection. On
// PostgreSQL the driver keeps prepared statements per connection by itself,
// and no other kind would pass a pooler.
type statements struct {
	pool  *sql.DB
	ready map[hotQuery]*sql.Stmt // empty on PostgreSQL
}

func (s *Store) prepareStatements(ctx context.Context) (statements, error) {
	pool, err := s.read.DB()
	made := statements{pool: pool, ready: map[hotQuery]*sql.Stmt{}}
	if err != nil || s.dialect == PostgreSQL {
		return made, err
	}
	for name, query := range hotQueries {
		if made.ready[name], err = pool.PrepareContext(ctx, query); err != nil { //nolint:sqlclosecheck // they end with the pool
			return made, err
		}
	}
	return made, nil
}

func (h statements) query(ctx context.Context, name hotQuery, args []any) (rows, error) {
	if stmt := h.ready[name]; stmt != nil {
		return stmt.QueryContext(ctx, args...) //nolint:rowserrcheck // queryOne and Credentials do
	}
	return h.pool.QueryContext(ctx, numberedQueries[name], args...) //nolint:rowserrcheck // likewise
}

// glance gives nothing here: each read is one round trip, whatever holds.
func (h statements) glance(ctx context.Context) (context.Context, func(), error) {
	return ctx, func() {}, nil
}

// Close leaves the pool to its owner, which ends the statements with it.
func (h statements) Close() error { return nil }

// Glance lets the hot reads below the context that it gives share what they
// can: on SQLite one connection and one moment, which is after the call. Call
// done soon, and wait for nobody else before: there are few such connections.
func (s *Store) Glance(ctx context.Context) (_ context.Context, done func(), err error) {
	ctx, done, err = s.hot.glance(ctx)
	return ctx, done, translated(err)
}

// query runs a hot read, in the context's transaction where there is one.
func (s *Store) query(ctx context.Context, name hotQuery, args ...any) (rows, error) {
	if tx, ok := ctx.Value(txKey{}).(*transaction); ok {
		text := hotQueries[name]
		if s.dialect == PostgreSQL {
			text = numberedQueries[name]
		}
		return tx.db.Statement.ConnPool.QueryContext(ctx, text, args...) //nolint:rowserrcheck // the callers do
	}
	return s.hot.query(ctx, name, args)
}

// queryOne scans the one row of a hot read, or gives none.
func (s *Store) queryOne(ctx context.Context, name hotQuery, none error, args []any, into ...any) error {
	found, err := s.query(ctx, name, args...)
	if err != nil {
		return translated(err)
	}
	defer func() { _ = found.Close() }()
	if !found.Next() {
		if err := found.Err(); err != nil {
			return translated(err)
		}
		return none
	}
	if err := found.Scan(into...); err != nil {
		return err
	}
	return translated(found.Err())
}

// numberedQueries are the hot queries as PostgreSQL wants them.
var numberedQueries = func() map[hotQuery]string {
	all := make(map[hotQuery]string, len(hotQueries))
	for name, query := range hotQueries {
		all[name] = numbered(query)
	}
	return all
}()

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
