package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"

	"zombiezen.com/go/sqlite"
)

// sqliteReads is the pool of the hot reads on SQLite. They bind the same
// engine as the other pools do, but below database/sql, which spends more on
// the names, types and copies of columns than the engine on the row.
//
// One indexed read of a local file ends by itself, so only the wait for a
// connection watches the context.
type sqliteReads struct {
	idle   chan *sqliteReader
	size   int
	closed chan struct{}
	ending sync.Once
}

// sqliteReader is one connection with its statements, for one read at a time.
type sqliteReader struct {
	conn  *sqlite.Conn
	ready map[hotQuery]*sqlite.Stmt
}

// openSQLiteReads opens so many connections; 0: what suits the machine.
func openSQLiteReads(file string, readers int, wait time.Duration) (*sqliteReads, error) {
	if readers <= 0 {
		readers = max(sqliteReaders, runtime.GOMAXPROCS(0))
	}
	pool := &sqliteReads{idle: make(chan *sqliteReader, readers), closed: make(chan struct{})}
	for range readers {
		reader, err := openSQLiteReader(file, wait)
		if err != nil {
			return nil, errors.Join(err, pool.Close())
		}
		pool.idle <- reader
		pool.size++
	}
	return pool, nil
}

func openSQLiteReader(file string, wait time.Duration) (*sqliteReader, error) {
	conn, err := sqlite.OpenConn(file, sqlite.OpenReadOnly)
	if err != nil {
		return nil, err
	}
	conn.SetBusyTimeout(wait)
	reader := &sqliteReader{conn: conn, ready: make(map[hotQuery]*sqlite.Stmt, len(hotQueries))}
	if err := reader.prepare(); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return reader, nil
}

func (r *sqliteReader) prepare() error {
	var err error
	for name, query := range hotQueries {
		if r.ready[name], err = r.conn.Prepare(query); err != nil {
			return err
		}
	}
	return nil
}

// Close waits for the reads under way and ends the connections. Closing again
// does nothing.
func (p *sqliteReads) Close() error {
	var errs []error
	p.ending.Do(func() {
		close(p.closed)
		for range p.size {
			errs = append(errs, (<-p.idle).conn.Close())
		}
	})
	return errors.Join(errs...)
}

func (p *sqliteReads) query(ctx context.Context, name hotQuery, args []any) (rows, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	reader, held := ctx.Value(glanceKey{}).(*sqliteReader)
	if !held {
		var err error
		if reader, err = p.take(ctx); err != nil {
			return nil, err
		}
	}
	read := &sqliteRows{pool: p, reader: reader, stmt: reader.ready[name], held: held}
	if err := read.bind(args); err != nil {
		return nil, errors.Join(err, read.Close())
	}
	return read, nil
}

type glanceKey struct{}

// glance keeps one connection for the reads below the context. The first one
// stays open until done, so that those after it see the same moment and need
// no lock of their own, which is a third of what a read costs.
func (p *sqliteReads) glance(ctx context.Context) (_ context.Context, done func(), err error) {
	reader, err := p.take(ctx)
	if err != nil {
		return nil, nil, err
	}
	return context.WithValue(ctx, glanceKey{}, reader), func() {
		for _, stmt := range reader.ready {
			_ = stmt.Reset() // an error is one that the read has given already
		}
		p.idle <- reader
	}, nil
}

func (p *sqliteReads) take(ctx context.Context) (*sqliteReader, error) {
	select {
	case reader := <-p.idle:
		return reader, nil
	default:
	}
	select {
	case reader := <-p.idle:
		return reader, nil
	case <-p.closed:
		return nil, sql.ErrConnDone
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// sqliteRows is a hot read under way. Close gives its connection back, unless a
// glance holds it.
type sqliteRows struct {
	pool   *sqliteReads
	reader *sqliteReader
	stmt   *sqlite.Stmt
	held   bool
	err    error
}

func (r *sqliteRows) bind(args []any) error {
	if r.held {
		if err := r.stmt.Reset(); err != nil { // the same read, earlier in the glance
			return err
		}
	}
	for i, arg := range args {
		switch v := arg.(type) {
		case string:
			r.stmt.BindText(i+1, v)
		case []byte:
			r.stmt.BindBytes(i+1, v)
		default:
			return fmt.Errorf("a hot read takes no %T", arg)
		}
	}
	return nil
}

func (r *sqliteRows) Next() bool {
	var more bool
	more, r.err = r.stmt.Step()
	return more
}

func (r *sqliteRows) Err() error { return r.err }

func (r *sqliteRows) Close() error {
	if r.held || r.reader == nil {
		return nil
	}
	err := r.stmt.Reset()
	r.pool.idle <- r.reader
	r.reader = nil
	return err
}

// Scan fills into by the types that the hot reads use; a NULL meets a pointer
// to a pointer, or bytes.
func (r *sqliteRows) Scan(into ...any) error {
	for i, to := range into {
		switch to := to.(type) {
		case *string:
			*to = r.stmt.ColumnText(i)
		case *int64:
			*to = r.stmt.ColumnInt64(i)
		case *[]byte:
			*to = r.bytes(i)
		case **string:
			if *to = nil; !r.stmt.ColumnIsNull(i) {
				text := r.stmt.ColumnText(i)
				*to = &text
			}
		case **int64:
			if *to = nil; !r.stmt.ColumnIsNull(i) {
				number := r.stmt.ColumnInt64(i)
				*to = &number
			}
		default:
			return fmt.Errorf("a hot read fills no %T", to)
		}
	}
	return nil
}

func (r *sqliteRows) bytes(column int) []byte {
	if r.stmt.ColumnIsNull(column) {
		return nil
	}
	read := make([]byte, r.stmt.ColumnLen(column))
	r.stmt.ColumnBytes(column, read)
	return read
}

var _ rows = (*sql.Rows)(nil)
