package storage_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/keys"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

// TestMigrateAtOnce starts eight replicas on one empty database.
func TestMigrateAtOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		var all sync.WaitGroup
		errs := make([]error, 8)
		for i := range errs {
			all.Go(func() { errs[i] = start(t.Context(), url) })
		}
		all.Wait()
		for i, err := range errs {
			if err != nil {
				t.Errorf("replica %d: %v", i, err)
			}
		}
		s := storagetest.Open(t, url) // and a ninth, later, finds nothing to do
		if pending, err := s.Pending(t.Context()); err != nil || len(pending) != 0 {
			t.Errorf("pending %v, %v", pending, err)
		}
	})
}

func start(ctx context.Context, url string) error {
	s, err := storage.Open(ctx, storage.Options{URL: url, Timeout: 20 * time.Second})
	if err != nil {
		return err
	}
	return errors.Join(s.Migrate(ctx), s.Prepare(ctx), s.Close())
}

// TestMigrations follows one database from empty to newer than this Patio.
func TestMigrations(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s := storagetest.Connect(t, url)
		before, err := s.Pending(t.Context())
		if err != nil || len(before) == 0 || before[0] != "0001_rooms" || !slices.IsSorted(before) {
			t.Fatalf("pending on an empty database: %v, %v", before, err)
		}
		db := storagetest.SQL(t, url)
		if tables := tablesOf(t, db, s.Dialect()); len(tables) != 0 {
			t.Errorf("asking what is pending made %v", tables)
		}
		for range 2 {
			if err := s.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if after, err := s.Pending(t.Context()); err != nil || len(after) != 0 {
			t.Errorf("pending after migrating: %v, %v", after, err)
		}
		if s.Dialect() == storage.MySQL {
			t.Run("interrupted", func(t *testing.T) { testInterrupted(t, s, db) })
		}
		exec(t, db, "INSERT INTO schema_versions (id) VALUES ('9999_from_the_future')")
		if _, err := s.Pending(t.Context()); !errors.Is(err, storage.ErrNewerSchema) {
			t.Errorf("pending on a newer schema: %v", err)
		}
		if err := s.Migrate(t.Context()); !errors.Is(err, storage.ErrNewerSchema) {
			t.Errorf("migrating a newer schema: %v", err)
		}
	})
}

// testInterrupted leaves a schema as a process would that was killed halfway:
// on MySQL every statement has committed by itself. The next start goes on.
func testInterrupted(t *testing.T, s *storage.Store, db *sql.DB) {
	exec(t, db, "DELETE FROM schema_versions")
	exec(t, db, "DROP TABLE audit_events")
	exec(t, db, "DROP INDEX signing_keys_generation ON signing_keys")
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatalf("after an interruption: %v", err)
	}
	exec(t, db, "SELECT COUNT(*) FROM audit_events")
	exec(t, db, "DROP INDEX signing_keys_generation ON signing_keys")
	exec(t, db, "CREATE UNIQUE INDEX signing_keys_generation ON signing_keys (generation)")
}

func exec(t *testing.T, db *sql.DB, statement string) {
	t.Helper()
	if _, err := db.Exec(statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func tablesOf(t *testing.T, db *sql.DB, dialect storage.Dialect) []string {
	t.Helper()
	tables, err := storagetest.Tables(db, dialect)
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// TestHotReadsByIndex asks each database how it would run the reads of a
// verdict and of a redemption: never by going through a table.
func TestHotReadsByIndex(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, db := storagetest.Open(t, url), storagetest.SQL(t, url)
		db.SetMaxOpenConns(1)
		hash := oneOfEach(t, s, oneID)
		explained, badly := "EXPLAIN QUERY PLAN ", []string{"SCAN "}
		asText := fmt.Sprintf("x'%x'", hash.Bytes())
		switch s.Dialect() {
		case storage.PostgreSQL:
			exec(t, db, "SET enable_seqscan = off") // which small tables do not need, but large ones must not
			explained, badly, asText = "EXPLAIN ", []string{"Seq Scan"}, fmt.Sprintf(`'\x%x'`, hash.Bytes())
		case storage.MySQL:
			firstJSON(t, db)
			explained, badly = "EXPLAIN FORMAT=JSON ", []string{`"access_type": "ALL"`, `"access_type": "index"`, "mpossible"}
		}
		for name, query := range storage.HotQueries() {
			query = strings.ReplaceAll(query, "hash = ?", "hash = "+asText)
			plan := explain(t, db, explained+strings.ReplaceAll(query, "?", "'"+oneID+"'"))
			for _, bad := range badly {
				if strings.Contains(plan, bad) {
					t.Errorf("%s goes through a table:\n%s", name, plan)
				}
			}
		}
	})
}

// firstJSON has MySQL explain in the form that MariaDB knows as well.
func firstJSON(t *testing.T, db *sql.DB) {
	t.Helper()
	var version string
	if err := db.QueryRow("SELECT VERSION()").Scan(&version); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(version, "MariaDB") {
		exec(t, db, "SET explain_json_format_version = 1")
	}
}

const oneID = "0195aaaa-0000-7000-8000-000000000000"

// oneOfEach inserts a user, a client, a token of each kind, all with one id
// and one hash, so that every read of a verdict finds something.
func oneOfEach(t *testing.T, s *storage.Store, id string) secret.Hash {
	t.Helper()
	ctx, at, hash := t.Context(), time.UnixMilli(1), secret.HashOf("one of each")
	lineage := oauth.Lineage{ID: "0195aaaa-0000-7000-8000-000000000001", UserID: id, ClientID: id, CreatedAt: at}
	for _, err := range []error{
		s.CreateUser(ctx, users.User{ID: id, Username: "mira", Email: "mira@example.org", CreatedAt: at}, "hash"),
		s.CreateClient(ctx, clients.Client{ID: id, OwnerID: id, Name: "n", CreatedAt: at}, &clients.Secret{Hash: hash, CreatedAt: at}),
		s.CreateGrant(ctx, lineage, oauth.Code{Hash: hash, LineageID: lineage.ID, ExpiresAt: at}),
		s.CreateRefresh(ctx, oauth.Refresh{Hash: hash, LineageID: lineage.ID, CreatedAt: at, ExpiresAt: at}),
		s.CreateAccess(ctx, oauth.Access{Hash: hash, ID: id, LineageID: id, UserID: id, ClientID: id, CreatedAt: at, ExpiresAt: at}),
		s.CreateToken(ctx, pat.Token{ID: id, UserID: id, ClientID: id, Lineage: id, Name: "n", CreatedAt: at}, hash, ""),
		s.RevokeJWT(ctx, id, at),
		s.AddSigningKey(ctx, keys.Row{ID: id, Generation: 1, Private: []byte{1}, CreatedAt: at}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return hash
}

func explain(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	var plan strings.Builder
	for _, row := range allRows(t, rows) {
		plan.WriteString(strings.Join(row, " ") + "\n")
	}
	return plan.String()
}

// allRows reads every column of every row as text.
func allRows(t *testing.T, rows *sql.Rows) [][]string {
	t.Helper()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for rows.Next() {
		values, into := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		row := make([]string, len(columns))
		for i, v := range values {
			row[i] = string(v)
		}
		out = append(out, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
