package storage_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// newestChange undoes the last change of a table, so that it is pending again.
func newestChange(t *testing.T, db *sql.DB) {
	exec(t, db, "ALTER TABLE personal_access_tokens DROP COLUMN last_used_agent")
	exec(t, db, "DELETE FROM schema_versions WHERE id = '0009_agent'")
}

// TestMigrateBesideReader changes a table while a dump reads it for a long
// time: those who serve meanwhile are not held up for as long as that.
func TestMigrateBesideReader(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s := storagetest.Open(t, url)
		if s.Dialect() == storage.SQLite {
			return // whose readers hold nobody up
		}
		newestChange(t, storagetest.SQL(t, url))
		dump, err := storagetest.SQL(t, url).Begin()
		if err != nil {
			t.Fatal(err)
		}
		const read = "SELECT COUNT(*) FROM personal_access_tokens"
		if _, err := dump.Exec(read); err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- s.Migrate(t.Context()) }()
		others, longest := storagetest.SQL(t, url), time.Duration(0)
		for began := time.Now(); time.Since(began) < 4*time.Second; time.Sleep(50 * time.Millisecond) {
			asked := time.Now()
			exec(t, others, read)
			longest = max(longest, time.Since(asked))
		}
		t.Logf("others waited for %v at most", longest)
		if longest > 3*time.Second {
			t.Errorf("others waited for %v behind a migration that waits itself", longest)
		}
		select {
		case err := <-done:
			t.Fatalf("the migration ended beside the dump: %v", err)
		default:
		}
		if err := dump.Rollback(); err != nil {
			t.Fatal(err)
		}
		if err := <-done; err != nil {
			t.Errorf("after the dump: %v", err)
		}
		exec(t, others, "SELECT last_used_agent FROM personal_access_tokens")
	})
}

// TestMigrateHoldsOneTable: what has one table, as a verdict has that looks for
// the next, finds another free that the migration has changed before.
func TestMigrateHoldsOneTable(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, db := storagetest.Open(t, url), storagetest.SQL(t, url)
		if s.Dialect() == storage.SQLite {
			return // whose readers wait for nobody
		}
		newestChange(t, db)
		exec(t, db, "ALTER TABLE lineages DROP COLUMN second_factor")
		exec(t, db, "ALTER TABLE sessions DROP COLUMN mfa_time")
		exec(t, db, "DELETE FROM schema_versions WHERE id = '0002_second_factor'")
		verdict, err := storagetest.SQL(t, url).Begin()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := verdict.Exec("SELECT COUNT(*) FROM personal_access_tokens"); err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- s.Migrate(t.Context()) }()
		time.Sleep(400 * time.Millisecond) // in which it comes to wait for that table
		began := time.Now()
		_, err = verdict.Exec("SELECT COUNT(*) FROM lineages")
		if took := time.Since(began); err != nil || took > 200*time.Millisecond {
			t.Errorf("the other table was to be had after %v: %v", took, err)
		}
		if err := errors.Join(verdict.Rollback(), <-done); err != nil {
			t.Fatal(err)
		}
		exec(t, db, "SELECT p.last_used_agent, l.second_factor, s.mfa_time FROM personal_access_tokens p, lineages l, sessions s")
	})
}

// TestMigrateByOneConnection migrates where there is no second connection: an
// empty database, one that lacks the newest change, and one on which that was
// made by a process that was cut short before it said so.
func TestMigrateByOneConnection(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, err := storage.Open(t.Context(), storage.Options{URL: url, Timeout: 5 * time.Second, MaxOpen: 1})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		db := storagetest.SQL(t, url)
		migrated := func(what string) {
			t.Helper()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // one that waits for itself would wait for ever
			defer cancel()
			if err := s.Migrate(ctx); err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			exec(t, db, "SELECT last_used_agent FROM personal_access_tokens")
		}
		migrated("an empty database")
		newestChange(t, db)
		migrated("one that lacks a change")
		if s.Dialect() != storage.SQLite { // which commits the change and its record together
			exec(t, db, "DELETE FROM schema_versions WHERE id = '0009_agent'")
			migrated("one whose change is not recorded")
		}
	})
}

// TestMigrateIsCalledOff ends the wait for another process that migrates.
func TestMigrateIsCalledOff(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, db := storagetest.Open(t, url), storagetest.SQL(t, url)
		newestChange(t, db)
		held, release := make(chan struct{}), make(chan struct{})
		done := make(chan error, 1)
		go func() {
			done <- s.HoldMigrationLock(t.Context(), func() { close(held); <-release })
		}()
		<-held
		other := storagetest.Connect(t, url)
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		if err := quick(t, "migrate", func() error { return other.Migrate(ctx) }); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the wait was called off, and ended with %v", err)
		}
		close(release)
		if err := errors.Join(<-done, other.Migrate(t.Context())); err != nil {
			t.Errorf("afterwards: %v", err)
		}
		exec(t, db, "SELECT last_used_agent FROM personal_access_tokens")
	})
}

// TestOpenWaits opens a database that comes to life some time later, and does
// not wait for one that does not exist.
func TestOpenWaits(t *testing.T) {
	for _, kind := range []storage.Dialect{storage.PostgreSQL, storage.MySQL} {
		t.Run(string(kind), func(t *testing.T) {
			raw := storagetest.Fresh(t, kind)
			w, url := newWire(t, raw)
			address := w.Addr().String()
			w.Close()
			opened := func(url string, patience time.Duration) error {
				s, err := storage.Open(t.Context(), storage.Options{URL: url, Timeout: patience})
				if err != nil {
					return err
				}
				return errors.Join(s.Ping(t.Context()), s.Close())
			}
			unavailable(t, "nobody there", quick(t, "nobody there", func() error { return opened(url, 500*time.Millisecond) }))
			came := make(chan error, 1)
			go func() { came <- opened(url, 20*time.Second) }()
			time.Sleep(700 * time.Millisecond)
			at, err := net.Listen("tcp", address)
			if err != nil {
				t.Fatal(err)
			}
			newWireAt(t, at, raw)
			if err := <-came; err != nil {
				t.Errorf("the database came late: %v", err)
			}
			err = quick(t, "no such database", func() error { return opened(raw+"_not", 20*time.Second) })
			if err == nil || errors.As(err, new(*storage.Unavailable)) {
				t.Errorf("a database that does not exist: %v", err)
			}
		})
	}
}

// TestServersOwnLimits: what a server ends by itself is a reason to try later,
// and not an error of Patio's.
func TestServersOwnLimits(t *testing.T) {
	for what, err := range map[string]error{
		"statement_timeout, pg_cancel_backend": &pgconn.PgError{Code: "57014"},
		"lock_timeout":                         &pgconn.PgError{Code: "55P03"},
		"idle_in_transaction_session_timeout":  &pgconn.PgError{Code: "25P03"},
		"transaction_timeout":                  &pgconn.PgError{Code: "25P04"},
		"pg_terminate_backend":                 &pgconn.PgError{Code: "57P01"},
		"too many connections":                 &pgconn.PgError{Code: "53300"},
		"a standby":                            &pgconn.PgError{Code: "25006"},
		"a deadlock, again and again":          &pgconn.PgError{Code: "40P01"},
		"one of MariaDB":                       &mysql.MySQLError{Number: 1213},
		"max_statement_time of MariaDB":        &mysql.MySQLError{Number: 1969},
		"max_execution_time of MySQL":          &mysql.MySQLError{Number: 3024},
		"KILL QUERY":                           &mysql.MySQLError{Number: 1317},
		"a user's own limit":                   &mysql.MySQLError{Number: 1226},
		"a node that is not of the cluster":    &mysql.MySQLError{Number: 1047},
	} {
		unavailable(t, what, storage.Translated(fmt.Errorf("wrapped: %w", err)))
	}
	for _, err := range []error{
		&pgconn.PgError{Code: "23505"}, &pgconn.PgError{Code: "42P01"}, &pgconn.PgError{Code: "5"}, &pgconn.PgError{}, &mysql.MySQLError{Number: 1062}, nil,
	} {
		if errors.As(storage.Translated(err), new(*storage.Unavailable)) {
			t.Errorf("%v is taken for a database that is away", err)
		}
	}
}

// TestStatementTimeout has the server end a statement that takes long.
func TestStatementTimeout(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s, db := storagetest.Open(t, url), storagetest.SQL(t, url)
		oneOfEach(t, s, oneID)
		limit := map[storage.Dialect]string{
			storage.PostgreSQL: "SET statement_timeout = '200ms'", storage.MySQL: "SET SESSION innodb_lock_wait_timeout = 1",
		}[s.Dialect()]
		if limit == "" {
			return
		}
		holder, err := db.Begin()
		if err == nil {
			_, err = holder.Exec("UPDATE users SET name = 'held'")
		}
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = holder.Rollback() }()
		unavailable(t, limit, quick(t, limit, func() error {
			return s.Transact(t.Context(), func(ctx context.Context) error {
				if err := s.Raw(ctx, limit); err != nil {
					return err
				}
				return s.SetUserDisabled(ctx, oneID, time.UnixMilli(1))
			})
		}))
	})
}
