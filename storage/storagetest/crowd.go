package storagetest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"

	"github.com/patio-auth/patio/storage"
)

// Crowd is a great many personal access tokens, for measuring beside them.
// They are copies of one that was minted in the ordinary way, each with an id,
// a lineage and a secret of its own.
type Crowd struct {
	db      *sql.DB
	dialect storage.Dialect
	pattern string // id of the token that they are copies of
	client  string // the client that they all are on
	there   int
}

// NewCrowd opens the database at url for copies of the token with that id, or
// for more of the copies that are there already. Close it when no more are to
// come.
func NewCrowd(url, pattern string) (*Crowd, error) {
	dialect, err := storage.DialectOf(url)
	if err != nil {
		return nil, err
	}
	db, err := open(url)
	if err != nil {
		return nil, err
	}
	c := &Crowd{db: db, dialect: dialect, pattern: pattern}
	db.SetMaxOpenConns(1)
	if dialect == storage.SQLite {
		// What a crash would lose is made again by the next run.
		for _, pragma := range []string{"busy_timeout = 60000", "synchronous = OFF", "cache_size = -1000000"} {
			if _, err := db.Exec("PRAGMA " + pragma); err != nil {
				return nil, errors.Join(err, db.Close())
			}
		}
	}
	if err := c.find(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return c, nil
}

// ClientID is the client that all of them are on, and There how many they are.
func (c *Crowd) ClientID() string { return c.client }

// There is how many of them there are.
func (c *Crowd) There() int { return c.there }

// find finds the copies that are there, and what they are copies of.
func (c *Crowd) find() error {
	var last string
	switch err := c.db.QueryRow("SELECT id FROM personal_access_tokens WHERE id < '0101' ORDER BY id DESC LIMIT 1").Scan(&last); {
	case err == nil:
		var high, low int
		if _, err := fmt.Sscanf(last, "0100%04x-%04x-", &high, &low); err != nil {
			return fmt.Errorf("%s is not the id of a copy: %w", last, err)
		}
		c.there = high<<16 + low + 1
		err = c.db.QueryRow("SELECT id FROM personal_access_tokens WHERE id > '0101' AND id LIKE '%" + last[24:] + "'").Scan(&c.pattern)
		if err != nil {
			return fmt.Errorf("what %s is a copy of: %w", last, err)
		}
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	return c.db.QueryRow("SELECT client_id FROM personal_access_tokens WHERE id = '" + c.pattern + "'").Scan(&c.client)
}

// Close ends the connection. The tokens stay.
func (c *Crowd) Close() error { return c.db.Close() }

// crowdChunk is how many tokens go into the database in one transaction, their
// hashes in order: in no order each would touch a page of its own.
const crowdChunk = 200_000

// Grow adds tokens until there are n.
func (c *Crowd) Grow(ctx context.Context, n int) error {
	for c.there < n {
		upTo := min(c.there+crowdChunk, n)
		if err := c.add(ctx, c.there, upTo); err != nil {
			return err
		}
		c.there = upTo
	}
	for _, statement := range map[storage.Dialect][]string{
		storage.SQLite:     {"PRAGMA wal_checkpoint(TRUNCATE)"},
		storage.PostgreSQL: {"VACUUM (ANALYZE)", "CHECKPOINT"},
		storage.MySQL:      {"ANALYZE TABLE personal_access_tokens, pat_secrets, lineages"},
	}[c.dialect] {
		if _, err := c.db.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// Token is the i-th token itself, from 0.
func (c *Crowd) Token(i int) string {
	const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	sum := sha256.Sum256(append([]byte(c.pattern), binary.BigEndian.AppendUint64(nil, uint64(i))...))
	random := make([]byte, 36)
	for at := range 30 {
		random[at] = alphabet[int(sum[at])%len(alphabet)]
	}
	check := crc32.ChecksumIEEE(random[:30])
	for at := 35; at >= 30; at-- {
		random[at] = alphabet[check%62]
		check /= 62
	}
	return "pat_" + string(random)
}

func (c *Crowd) add(ctx context.Context, from, to int) error {
	tx, err := c.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit there is nothing to roll back
	token, err := c.row(ctx, tx, "personal_access_tokens", "id", c.pattern)
	if err != nil {
		return err
	}
	lineage, err := c.row(ctx, tx, "lineages", "id", unquoted(token["lineage_id"]))
	if err != nil {
		return err
	}
	secret, err := c.row(ctx, tx, "pat_secrets", "token_id", c.pattern)
	if err != nil {
		return err
	}
	type one struct{ id, lineage, hash string }
	all := make([]one, 0, to-from)
	for i := from; i < to; i++ {
		all = append(all, one{c.id(1, i), c.id(2, i), c.hash(c.Token(i))})
	}
	insert := func(table string, row map[string]string, set func(one)) error {
		return c.insert(ctx, tx, table, row, len(all), func(i int) { set(all[i]) })
	}
	if err := insert("lineages", lineage, func(o one) { lineage["id"] = o.lineage }); err != nil {
		return err
	}
	if err := insert("personal_access_tokens", token, func(o one) { token["id"], token["lineage_id"] = o.id, o.lineage }); err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b one) int { return cmp.Compare(a.hash, b.hash) })
	if err := insert("pat_secrets", secret, func(o one) { secret["hash"], secret["token_id"] = o.hash, o.id }); err != nil {
		return err
	}
	return tx.Commit()
}

// id is a UUID of version 7 from long ago: kind 1 is a token's, 2 a lineage's.
func (c *Crowd) id(kind, i int) string {
	return fmt.Sprintf("'0100%04x-%04x-7%03d-8000-%s'", i>>16, i&0xffff, kind, c.pattern[24:])
}

func (c *Crowd) hash(token string) string {
	sum := sha256.Sum256([]byte(token))
	if c.dialect == storage.PostgreSQL {
		return `'\x` + hex.EncodeToString(sum[:]) + "'"
	}
	return "x'" + hex.EncodeToString(sum[:]) + "'"
}

// row is a row as literals, by column.
func (c *Crowd) row(ctx context.Context, tx *sql.Tx, table, key, value string) (map[string]string, error) {
	found, err := tx.QueryContext(ctx, fmt.Sprintf("SELECT * FROM %s WHERE %s = '%s'", table, key, value))
	if err != nil {
		return nil, err
	}
	defer func() { _ = found.Close() }() // one row was wanted
	columns, err := found.Columns()
	if err != nil {
		return nil, err
	}
	if !found.Next() {
		return nil, errors.Join(fmt.Errorf("there is no %s to copy", table), found.Err())
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	if err := found.Scan(into...); err != nil {
		return nil, err
	}
	row := map[string]string{}
	for i, column := range columns {
		row[column] = literal(values[i])
	}
	return row, found.Err()
}

func literal(value any) string {
	switch v := value.(type) {
	case nil:
		return "NULL"
	case []byte:
		return "'" + strings.ReplaceAll(string(v), "'", "''") + "'"
	case string:
		return "'" + strings.ReplaceAll(v, "'", "''") + "'"
	}
	return fmt.Sprint(value)
}

func unquoted(text string) string { return strings.Trim(text, "'") }

// insert adds n copies of a row, many in one statement; set changes the row
// into the i-th.
func (c *Crowd) insert(ctx context.Context, tx *sql.Tx, table string, row map[string]string, n int, set func(i int)) error {
	const perStatement = 500
	columns := make([]string, 0, len(row))
	for column := range row {
		columns = append(columns, column)
	}
	var statement strings.Builder
	for i := range n {
		if i%perStatement == 0 {
			statement.Reset()
			fmt.Fprintf(&statement, "INSERT INTO %s (%s) VALUES ", table, strings.Join(columns, ", "))
		} else {
			statement.WriteString(", ")
		}
		set(i)
		for at, column := range columns {
			statement.WriteString(map[bool]string{true: "(", false: ", "}[at == 0])
			statement.WriteString(row[column])
		}
		statement.WriteString(")")
		if i%perStatement == perStatement-1 || i == n-1 {
			if _, err := tx.ExecContext(ctx, statement.String()); err != nil {
				return err
			}
		}
	}
	return nil
}
