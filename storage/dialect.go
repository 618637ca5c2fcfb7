package storage

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	drivermysql "github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/mysql"
	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

// Dialect is a kind of database.
type Dialect string

// The kinds of database that Patio runs on.
const (
	SQLite     Dialect = "SQLite"
	PostgreSQL Dialect = "PostgreSQL"
	MySQL      Dialect = "MySQL"
)

// DialectOf reads the scheme of a database URL.
func DialectOf(raw string) (Dialect, error) {
	scheme, _, _ := strings.Cut(raw, ":")
	switch scheme {
	case "sqlite":
		return SQLite, nil
	case "postgres", "postgresql":
		return PostgreSQL, nil
	case "mysql":
		return MySQL, nil
	}
	return "", fmt.Errorf("database must begin with sqlite:, postgres:// or mysql://")
}

var connectors = map[Dialect]func(context.Context, *Store, Options) error{
	SQLite: openSQLite, PostgreSQL: openPostgreSQL, MySQL: openMySQL,
}

const (
	// sqliteReaders is how many connections read at once, beside the one writer.
	sqliteReaders = 4
	// sqliteReaderCache is how many KiB of pages each of them keeps. They read
	// lists and what is rare, and the kernel has the file at hand; the writer
	// and the hot reads keep SQLite's 2 MiB, which take twice that in memory.
	sqliteReaderCache = 512
)

// openSQLite opens two pools on one file. Every transaction of the writer
// begins as one (immediate), the write-ahead log lets readers go on meanwhile,
// and synchronous=FULL puts an acknowledged write on the disk.
func openSQLite(_ context.Context, s *Store, o Options) error {
	file, err := sqliteFile(o.URL)
	if err != nil {
		return err
	}
	if o.MustExist {
		if err := mustExist(o.URL, file); err != nil {
			return err
		}
	}
	s.file, s.timeout, s.hotReaders = file, min(o.Timeout, sqliteReadWait), o.MaxOpen
	pragmas := url.Values{"_pragma": {
		"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
		fmt.Sprintf("busy_timeout(%d)", min(o.Timeout, sqliteNap).Milliseconds()),
	}}
	if o.MustExist {
		pragmas.Set("mode", "rw") // also where it goes away right now
	}
	dsn := "file:" + (&url.URL{Path: file}).EscapedPath() + "?" + pragmas.Encode()
	writer, err := openPatiently(dsn+"&_txlock=immediate", o.Timeout)
	if err != nil {
		return err
	}
	writer.SetMaxOpenConns(1)
	if !o.MustExist {
		if err := createForOwner(file); err != nil {
			return err
		}
	}
	// The writer makes the file, and its log, before any reader looks.
	if err := writer.Ping(); err != nil {
		return err
	}
	reader, err := openPatiently(dsn+fmt.Sprintf("&_pragma=query_only(1)&_pragma=cache_size(-%d)", sqliteReaderCache), o.Timeout)
	if err != nil {
		return err
	}
	readers := sqliteReaders
	if o.MaxOpen > 0 {
		readers = o.MaxOpen
	}
	reader.SetMaxOpenConns(readers)
	reader.SetMaxIdleConns(readers)
	if s.write, err = wrap(sqlite.New(sqlite.Config{DriverName: "sqlite", Conn: writer}), true); err != nil {
		return err
	}
	if s.single, err = wrap(sqlite.New(sqlite.Config{DriverName: "sqlite", Conn: writer}), false); err != nil {
		return err
	}
	if s.read, err = wrap(sqlite.New(sqlite.Config{DriverName: "sqlite", Conn: reader}), true); err != nil || !o.Serves {
		return err
	}
	s.lock, err = lockForServing(o.URL, file)
	return err
}

// createForOwner makes the file where there is none. Keys and hashes rest in
// it, so it is for its owner alone; its log takes the same mode. Never opens
// one that is there: closing that would give up this process's locks on it.
func createForOwner(file string) error {
	made, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return made.Close()
}

// openPostgreSQL keeps prepared statements with each connection, unless a
// pooler stands between that hands out another server at every transaction:
// PgBouncer before 1.21 loses them. Then the types of the values say enough.
// What the URL says about default_query_exec_mode rules.
func openPostgreSQL(ctx context.Context, s *Store, o Options) error {
	c, err := pgx.ParseConfig(o.URL)
	if err != nil {
		return err
	}
	c.RuntimeParams["client_encoding"] = "UTF8" // whatever the role or the environment has for others
	if c.ConnectTimeout == 0 {
		c.ConnectTimeout = o.Timeout // also for connections that no request waits for
	}
	if !strings.Contains(o.URL, "default_query_exec_mode") && behindPooler(ctx, c) {
		c.DefaultQueryExecMode = pgx.QueryExecModeExec
	}
	pool := stdlib.OpenDB(*c)
	return s.share(postgres.New(postgres.Config{Conn: pool}), pool, o, false)
}

// behindPooler reports whether the number of the server process that the
// connection was greeted with is not that of the one that answers. One that
// does not answer is for the caller to find out.
func behindPooler(ctx context.Context, c *pgx.ConnConfig) bool {
	conn, err := pgx.ConnectConfig(ctx, c)
	if err != nil {
		return false
	}
	defer func() { _ = conn.Close(ctx) }() // nothing was written
	answers, err := conn.PgConn().Exec(ctx, "SELECT pg_backend_pid()").ReadAll()
	if err != nil || len(answers) != 1 || len(answers[0].Rows) != 1 {
		return false
	}
	return string(answers[0].Rows[0][0]) != strconv.FormatUint(uint64(conn.PgConn().PID()), 10)
}

// openMySQL reads the URL into the driver's own form. Read committed and
// found rows are what the other two do; the session's time zone is unused.
func openMySQL(_ context.Context, s *Store, o Options) error {
	u, err := url.Parse(o.URL)
	if err != nil || u.Host == "" || strings.Trim(u.Path, "/") == "" {
		return fmt.Errorf("write it as mysql://user:password@host:3306/database")
	}
	for name := range u.Query() {
		if name != "tls" {
			return fmt.Errorf("the parameter %q is unknown; remove it", name)
		}
	}
	c := drivermysql.NewConfig()
	c.Net, c.Addr, c.DBName = "tcp", u.Host, strings.Trim(u.Path, "/")
	if u.Port() == "" {
		c.Addr += ":3306"
	}
	c.User = u.User.Username()
	c.Passwd, _ = u.User.Password()
	c.ClientFoundRows = true
	c.Timeout = o.Timeout
	c.Logger = &drivermysql.NopLogger{} // what goes wrong comes back to the caller
	c.Collation = "utf8mb4_bin"
	c.TLSConfig = u.Query().Get("tls")
	c.DialFunc = dialHeld
	connector, err := drivermysql.NewConnector(c)
	if err != nil {
		return err
	}
	pool := sql.OpenDB(mysqlConnector{connector, o.Timeout})
	// Asking for the server's version would wait for it without a deadline.
	return s.share(mysql.New(mysql.Config{Conn: pool, SkipInitializeWithVersion: true}), pool, o, true)
}

// share puts one pool under reads and writes alike.
func (s *Store) share(dialector gorm.Dialector, pool *sql.DB, o Options, prepare bool) error {
	open := o.MaxOpen
	if open <= 0 {
		open = 20
	}
	pool.SetMaxOpenConns(open)
	pool.SetMaxIdleConns(open)
	pool.SetConnMaxIdleTime(cmp.Or(o.IdleTimeout, 5*time.Minute))
	pool.SetConnMaxLifetime(cmp.Or(o.MaxLifetime, 30*time.Minute))
	db, err := wrap(dialector, prepare)
	s.write, s.single, s.read = db, db, db
	return err
}

// migrationLock is the name, and for PostgreSQL the number, of the lock under
// which one process migrates at a time.
const (
	migrationLockName   = "patio_migrate"
	migrationLockNumber = 7283946501
)

// migrationLockPause is for how long a process leaves another alone that
// migrates.
const migrationLockPause = 100 * time.Millisecond

// withMigrationLock runs fn alone among all processes on this database.
func (s *Store) withMigrationLock(ctx context.Context, fn func(db *gorm.DB) error) error {
	db := s.write.WithContext(ctx)
	switch s.dialect {
	case SQLite:
		return db.Transaction(fn)
	case PostgreSQL:
		return s.withAdvisoryLock(ctx, fn)
	}
	return db.Connection(func(conn *gorm.DB) error {
		conn = conn.Session(&gorm.Session{NewDB: true, Context: ctx}) // as it comes, one statement's leavings meet the next
		var got int
		if err := conn.Raw("SELECT GET_LOCK(?, ?)", migrationLockName, int(migrationWait.Seconds())).Scan(&got).Error; err != nil {
			return err
		}
		if got != 1 {
			return ErrMigrationBusy
		}
		after := conn.WithContext(context.WithoutCancel(ctx))
		defer after.Exec("DO RELEASE_LOCK(?)", migrationLockName)
		if err := conn.Exec("SET SESSION lock_wait_timeout = ?", int(math.Ceil(tableWait.Seconds()))).Error; err != nil {
			return err
		}
		defer after.Exec("SET SESSION lock_wait_timeout = DEFAULT")
		return fn(conn)
	})
}

// withAdvisoryLock runs fn while a transaction of its own holds the lock, which
// is the only kind that passes a pooler: fn's statements are none of it (see
// oneByOne). They are where there is but one connection, and where there are no
// tables yet for anybody to wait for. Whoever waits for the lock holds no
// connection, so that many at once leave those that the first one needs.
func (s *Store) withAdvisoryLock(ctx context.Context, fn func(db *gorm.DB) error) error {
	db := s.write.WithContext(ctx)
	pool, err := db.DB()
	if err != nil {
		return err
	}
	patience, cancel := context.WithTimeout(ctx, migrationWait)
	defer cancel()
	for {
		var got bool
		err := db.Transaction(func(tx *gorm.DB) error {
			err := tx.Raw("SELECT pg_try_advisory_xact_lock(?)", migrationLockNumber).Scan(&got).Error
			switch {
			case err != nil || !got:
				return err
			case pool.Stats().MaxOpenConnections == 1, !tx.Migrator().HasTable(migrationOptions.TableName):
				return fn(tx)
			}
			return fn(db)
		})
		if err != nil || got {
			return err
		}
		select {
		case <-time.After(migrationLockPause):
		case <-patience.Done():
			return cmp.Or(ctx.Err(), ErrMigrationBusy)
		}
	}
}

// oneByOne runs a statement of the schema. On PostgreSQL it is a transaction of
// its own, so that it holds one table and waits for no other: in one for all, a
// verdict that has some tables and waits for another, and a migration that has
// that one and waits for the first, would wait for each other.
func (s *Store) oneByOne(db *gorm.DB, statement string) error {
	if s.dialect != PostgreSQL {
		return db.Exec(statement).Error
	}
	return db.Transaction(func(tx *gorm.DB) error {
		if err := tx.Exec(fmt.Sprintf("SET LOCAL lock_timeout = %d", tableWait.Milliseconds())).Error; err != nil {
			return err
		}
		return tx.Exec(statement).Error
	})
}
