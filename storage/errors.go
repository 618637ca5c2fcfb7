package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"slices"
	"strings"

	drivermysql "github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
	hotsqlite "zombiezen.com/go/sqlite"
)

// Unavailable says that the database does not serve right now: gone, full,
// locked, out of connections or too slow. Nothing that was asked has happened
// as far as anybody can rely on it; what was to end may be ending (see Transact).
type Unavailable struct{ Cause error }

func (e *Unavailable) Error() string {
	return "the database is not available: " + e.Cause.Error()
}
func (e *Unavailable) Unwrap() error { return e.Cause }

// Unavailable tells the error apart by its method, for rooms that do not know
// this one.
func (e *Unavailable) Unavailable() bool { return true }

// translated marks the errors of a database that does not serve.
func translated(err error) error {
	if err == nil || errors.As(err, new(*Unavailable)) || !isUnavailable(err) {
		return err
	}
	return &Unavailable{Cause: err}
}

func isUnavailable(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) || errors.Is(err, sql.ErrTxDone) ||
		errors.Is(err, sql.ErrConnDone) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, drivermysql.ErrInvalidConn) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, new(*net.OpError)) || errors.As(err, new(*pgconn.ConnectError)) ||
		pgconn.SafeToRetry(err) || // the connection was gone before anything was sent
		isDeadlock(err) {
		return true
	}
	if e := (*sqlite.Error)(nil); errors.As(err, &e) {
		return isSQLiteAway(e.Code())
	}
	if code := hotsqlite.ErrCode(err); code.ToPrimary() != hotsqlite.ResultError {
		return isSQLiteAway(int(code))
	}
	if e := (*pgconn.PgError)(nil); errors.As(err, &e) {
		// Connection (08), resources (53), what an operator or a timeout of the
		// server's own ended (57, 55P03, 25P03, 25P04), system (58), and a
		// server that has become a standby.
		switch e.Code {
		case "55P03", "25P03", "25P04", "25006":
			return true
		case "0A000":
			return strings.Contains(e.Message, "cached plan") // another version has changed the schema
		}
		return slices.Contains([]string{"08", "53", "57", "58"}, e.Code[:min(2, len(e.Code))])
	}
	if e := (*drivermysql.MySQLError)(nil); errors.As(err, &e) {
		switch e.Number {
		case 1021, 1037, 1040, 1041, 1047, 1053, 1114, 1158, 1159, 1160, 1161, 1203, 1205, 1226, 1290, 1317, 1461, 1836, 1927, 1969, 3024:
			return true
		}
	}
	return false
}

// isSQLiteAway reports whether a result code of SQLite says that the file does
// not serve right now.
func isSQLiteAway(code int) bool {
	switch code & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_FULL,
		sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY:
		return true
	}
	return false
}

// isDeadlock reports whether the database ended a transaction to let another
// one go on, so that running it again is right.
func isDeadlock(err error) bool {
	if e := (*pgconn.PgError)(nil); errors.As(err, &e) {
		return e.Code == "40P01" || e.Code == "40001"
	}
	e := (*drivermysql.MySQLError)(nil)
	return errors.As(err, &e) && (e.Number == 1213 || e.Number == 1020)
}

// isLockWait reports whether a statement gave up waiting for whoever holds what
// it needs.
func isLockWait(err error) bool {
	if e := (*sqlite.Error)(nil); errors.As(err, &e) {
		return e.Code()&0xff == sqlite3.SQLITE_BUSY
	}
	if e := (*pgconn.PgError)(nil); errors.As(err, &e) && e.Code == "55P03" {
		return true
	}
	if e := (*drivermysql.MySQLError)(nil); errors.As(err, &e) && e.Number == 1205 {
		return true
	}
	return isDeadlock(err)
}

// duplicateOn is which unique index an insert ran into, as far as the database
// tells ("users_email", or on SQLite "users.email"); "" for another error.
func duplicateOn(err error) string {
	if e := (*sqlite.Error)(nil); errors.As(err, &e) {
		if e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY {
			_, column, _ := strings.Cut(e.Error(), "UNIQUE constraint failed: ")
			return column
		}
	}
	if e := (*pgconn.PgError)(nil); errors.As(err, &e) && e.Code == "23505" {
		return e.ConstraintName
	}
	if e := (*drivermysql.MySQLError)(nil); errors.As(err, &e) && e.Number == 1062 {
		return e.Message[strings.LastIndex(e.Message, "for key")+len("for key"):]
	}
	return ""
}

// isDoneAlready reports whether a statement of the schema was carried out by
// an earlier run that was cut short: but for SQLite, each one is committed by
// itself.
func isDoneAlready(err error) bool {
	if e := (*pgconn.PgError)(nil); errors.As(err, &e) {
		return e.Code == "42P07" || e.Code == "42701" // table or index, column exists
	}
	e := (*drivermysql.MySQLError)(nil)
	return errors.As(err, &e) && (e.Number == 1050 || e.Number == 1060 || e.Number == 1061) // table, column or index exists
}
