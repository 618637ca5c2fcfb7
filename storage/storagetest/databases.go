package storagetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage"
)

// Each runs test as one subtest per kind of database, with the URL of a fresh,
// empty one, which is dropped when the subtest ends. What the subtest opened
// must be closed by then; Open sees to that.
func Each(t *testing.T, test func(t *testing.T, url string)) {
	t.Helper()
	for _, kind := range []storage.Dialect{storage.SQLite, storage.PostgreSQL, storage.MySQL} {
		t.Run(string(kind), func(t *testing.T) { test(t, Fresh(t, kind)) })
	}
}

// Fresh is the URL of an empty database of that kind, dropped when the test
// ends. Where there is no such server the test is skipped, or fails under CI.
func Fresh(t *testing.T, kind storage.Dialect) string {
	t.Helper()
	if kind == storage.SQLite {
		return "sqlite:" + filepath.Join(t.TempDir(), "patio.db")
	}
	at := servers[kind]
	if err := at.reach(); err != nil {
		missing(t, fmt.Sprintf("No %s server at %s, so its tests are left out; start one, or name one in %s. (%s)",
			kind, hostOf(at.url()), at.variable, strings.Join(strings.Fields(err.Error()), " ")))
	}
	name := "patio_test_" + strings.ToLower(rand.Text()[:12])
	at.exec(t, fmt.Sprintf(at.create, name))
	t.Cleanup(func() { at.exec(t, fmt.Sprintf(at.drop, name)) })
	u, err := url.Parse(at.url())
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

// Open opens a database, brings its schema up to date and makes it ready for
// use. It is closed when the test ends.
func Open(t *testing.T, url string) *storage.Store {
	t.Helper()
	s := Connect(t, url)
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatalf("migrate: %v", err)
	}
	if err := s.Prepare(t.Context()); err != nil {
		t.Fatalf("prepare: %v", err)
	}
	return s
}

// Connect opens a database as it is. It is closed when the test ends.
func Connect(t *testing.T, url string) *storage.Store {
	t.Helper()
	s, err := storage.Open(t.Context(), storage.Options{URL: url, Timeout: 20 * time.Second})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

// server is a database server that tests may make databases on.
type server struct {
	variable, standard string
	create, drop       string
	version            string // the query that asks for it

	once    sync.Once
	trouble error
}

var servers = map[storage.Dialect]*server{
	storage.PostgreSQL: {
		variable: "PATIO_TEST_POSTGRES", standard: "postgres://postgres@127.0.0.1:5432/postgres?sslmode=disable",
		create: "CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8'", drop: "DROP DATABASE IF EXISTS %s WITH (FORCE)",
		version: "SHOW server_version",
	},
	storage.MySQL: {
		variable: "PATIO_TEST_MYSQL", standard: "mysql://root@127.0.0.1:3306/test",
		create: "CREATE DATABASE %s", drop: "DROP DATABASE IF EXISTS %s",
		version: "SELECT version()",
	},
}

func (s *server) url() string {
	if named := os.Getenv(s.variable); named != "" {
		return named
	}
	return s.standard
}

// reach tries the server once in the life of the test program.
func (s *server) reach() error {
	s.once.Do(func() {
		db, err := open(s.url())
		if err != nil {
			s.trouble = err
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		s.trouble = db.PingContext(ctx)
		_ = db.Close() // nothing was written
	})
	return s.trouble
}

func (s *server) exec(t *testing.T, statement string) {
	t.Helper()
	db, err := open(s.url())
	if err == nil {
		_, err = db.Exec(statement)
		_ = db.Close() // the statement has been answered
	}
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// UnderCI reports whether a missing part fails the tests instead of leaving
// some out.
func UnderCI() bool {
	ci := os.Getenv("CI")
	return ci != "" && ci != "0" && ci != "false"
}

func missing(t *testing.T, sentence string) {
	t.Helper()
	if UnderCI() {
		t.Fatal(sentence)
	}
	t.Skip(sentence)
}

// hostOf is where a URL points, without the password that it may hold.
func hostOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return "a URL that cannot be read"
	}
	return u.Host
}

// Parts is one line that says which real databases the tests of this machine
// use, and which they leave out.
func Parts() string {
	parts := []string{"SQLite " + ask("sqlite::memory:", "SELECT sqlite_version()")}
	for _, kind := range []storage.Dialect{storage.PostgreSQL, storage.MySQL} {
		at := servers[kind]
		if at.reach() != nil {
			parts = append(parts, fmt.Sprintf("no %s (%s)", kind, at.variable))
			continue
		}
		name, version := string(kind), ask(at.url(), at.version)
		if strings.Contains(version, "MariaDB") {
			name = "MariaDB"
		}
		number, _, _ := strings.Cut(strings.Fields(version)[0], "-")
		parts = append(parts, name+" "+number)
	}
	return "real parts: " + strings.Join(parts, ", ")
}

func ask(url, query string) string {
	db, err := open(url)
	if err != nil {
		return "?"
	}
	defer func() { _ = db.Close() }()
	version := "?"
	_ = db.QueryRow(query).Scan(&version) // a question mark says that it did not answer
	return version
}

// SQL is a plain connection to a database, for a test that looks behind the
// store's back. It is closed when the test ends.
func SQL(t *testing.T, url string) *sql.DB {
	t.Helper()
	db, err := open(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}
