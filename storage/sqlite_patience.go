package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

const (
	// sqliteNap is how long the engine itself waits for a lock. It does so
	// without looking at the context, so it is short, and asked again.
	sqliteNap = 50 * time.Millisecond
	// sqliteReadWait is the same for the hot reads, which wait for a lock only
	// while another process recovers the log.
	sqliteReadWait = 2 * time.Second
)

// sqliteLower is a function of every SQLite connection of this process.
const sqliteLower = "patio_lower"

func init() {
	lower := func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		text, _ := args[0].(string) // NULL is no text
		return strings.ToLower(text), nil
	}
	sqlite.MustRegisterDeterministicScalarFunction(sqliteLower, 1, lower)
}

// openPatiently opens a pool whose statements wait for the lock of another
// process: as long as their context lasts, but at most for patience.
func openPatiently(dsn string, patience time.Duration) (*sql.DB, error) {
	connector, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(patientConnector{connector, patience}), nil
}

type patientConnector struct {
	driver.Connector
	patience time.Duration
}

// Connect is driver.Connector's.
func (c patientConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := whileBusy(ctx, c.patience, func() (driver.Conn, error) { return c.Connector.Connect(ctx) })
	if err != nil {
		return nil, err
	}
	whole, ok := conn.(sqliteConn)
	if !ok {
		return nil, errors.Join(errors.New("the driver lacks something"), conn.Close())
	}
	return patientConn{whole, c.patience}, nil
}

// sqliteConn is all that database/sql uses of a connection.
type sqliteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type patientConn struct {
	sqliteConn
	patience time.Duration
}

// BeginTx is driver.ConnBeginTx's. A transaction takes the lock as it begins,
// so nothing within it has to wait.
func (c patientConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	return whileBusy(ctx, c.patience, func() (driver.Tx, error) { return c.sqliteConn.BeginTx(ctx, o) })
}

// ExecContext is driver.ExecerContext's.
func (c patientConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	return whileBusy(ctx, c.patience, func() (driver.Result, error) { return c.sqliteConn.ExecContext(ctx, query, args) })
}

// QueryContext is driver.QueryerContext's.
func (c patientConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	return whileBusy(ctx, c.patience, func() (driver.Rows, error) { return c.sqliteConn.QueryContext(ctx, query, args) })
}

// PrepareContext is driver.ConnPrepareContext's.
func (c patientConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	stmt, err := c.sqliteConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	whole, ok := stmt.(sqliteStmt)
	if !ok {
		return nil, errors.Join(errors.New("the driver lacks something"), stmt.Close())
	}
	return patientStmt{whole, c.patience}, nil
}

type sqliteStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

type patientStmt struct {
	sqliteStmt
	patience time.Duration
}

// ExecContext is driver.StmtExecContext's.
func (s patientStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	return whileBusy(ctx, s.patience, func() (driver.Result, error) { return s.sqliteStmt.ExecContext(ctx, args) })
}

// QueryContext is driver.StmtQueryContext's.
func (s patientStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	return whileBusy(ctx, s.patience, func() (driver.Rows, error) { return s.sqliteStmt.QueryContext(ctx, args) })
}

// whileBusy does it again as long as another process holds the lock, in which
// case nothing has been done.
func whileBusy[Answer any](ctx context.Context, patience time.Duration, do func() (Answer, error)) (Answer, error) {
	answer, err := do()
	if !isBusy(err) {
		return answer, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for isBusy(err) && ctx.Err() == nil {
		answer, err = do()
	}
	return answer, err
}

func isBusy(err error) bool {
	e := (*sqlite.Error)(nil)
	return errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_BUSY
}
