// Package storage keeps what the rooms decide, in SQLite, PostgreSQL or
// MySQL/MariaDB, behind GORM.
//
// One file per room satisfies that room's Store. It owns columns, dialects,
// migrations and transactions, and decides nothing. Secrets and tokens arrive
// here as hashes alone. Row structs do not leave the package.
//
//	Open → dialect by the scheme of the URL → pools → Migrate (under a lock)
//	Transact: one transaction, carried in the context; a call inside joins it
//	hot reads: prepared SQL by one indexed key; everything else: GORM
//
// Times are integer milliseconds in UTC, 0 for "never": no driver's own idea
// of time takes part. What must happen once happens by an UPDATE whose
// condition only one caller can meet.
package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Options are the values that the room takes.
type Options struct {
	URL string // sqlite:FILE, postgres://…, mysql://…

	MustExist bool // do not create an SQLite file that is not there
	Serves    bool // for a server: an SQLite file has one at a time

	MaxOpen int           // connections; 0: 20 (SQLite: 4 readers)
	Timeout time.Duration // to connect, and to wait for another process's lock; 0: 5 s

	// AccessTTL is how long an access token lives: how long its end matters to
	// those who check it by themselves. It is told of for an hour at least.
	AccessTTL time.Duration

	// What an SQLite database, which costs nothing to keep open, does not need.
	IdleTimeout time.Duration // closes a connection that nobody used for so long; 0: 5 min
	MaxLifetime time.Duration // closes a connection that has served so long; 0: 30 min
}

// Store is the room. It is the Store of every other room.
type Store struct {
	dialect Dialect
	write   *gorm.DB // on SQLite a pool of one: it has one writer anyway
	// single is for writes outside of a transaction, over the pool of write. On
	// SQLite it prepares no statements: GORM has everybody wait who needs a
	// statement that is being prepared, and so the holder of the only connection
	// would wait for a statement that waits for the connection.
	single  *gorm.DB
	read    *gorm.DB // on SQLite a pool of its own; elsewhere the same as write
	hot     hotReads // once prepared
	timeout time.Duration

	file       string       // on SQLite: the database
	lock       *flock.Flock // of the server of an SQLite file
	hotReaders int          // on SQLite: how many connections the hot reads have; 0: what suits the machine

	accessTTL time.Duration
	endAtOnce int // how many lineages end in one transaction

	keyRevocation *atomic.Int64 // see KeyRevocationSeen
}

// openPause is how long Open leaves a database alone that is not there yet.
const openPause = 200 * time.Millisecond

// Open connects and checks that the database answers, for which one that is
// not there yet has until Options.Timeout. It does not touch the schema:
// Migrate does. Errors: *NoDatabaseError, *ServedError.
func Open(ctx context.Context, o Options) (*Store, error) {
	if o.Timeout <= 0 {
		o.Timeout = 5 * time.Second
	}
	dialect, err := DialectOf(o.URL)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	for {
		s, err := open(ctx, dialect, o)
		if err == nil || dialect == SQLite || !isUnavailable(err) {
			return s, err
		}
		select {
		case <-time.After(openPause):
		case <-ctx.Done():
			return nil, err
		}
	}
}

func open(ctx context.Context, dialect Dialect, o Options) (*Store, error) {
	s := &Store{dialect: dialect, accessTTL: o.AccessTTL, endAtOnce: endAtOnce, keyRevocation: new(atomic.Int64)}
	if err := connectors[dialect](ctx, s, o); err != nil {
		_ = s.Close() // it was not used
		_, absent := errors.AsType[*NoDatabaseError](err)
		if _, served := errors.AsType[*ServedError](err); absent || served {
			return nil, err
		}
		return nil, fmt.Errorf("cannot open the %s database: %w", dialect, err)
	}
	if err := s.Ping(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("the %s database does not answer: %w", dialect, err), s.Close())
	}
	if err := s.checkEncoding(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Dialect says which kind of database this is.
func (s *Store) Dialect() Dialect { return s.dialect }

// Ping asks the database for a sign of life.
func (s *Store) Ping(ctx context.Context) error {
	db, err := s.write.DB()
	if err != nil {
		return err
	}
	var one int
	return translated(db.QueryRowContext(ctx, "SELECT 1").Scan(&one))
}

// Close ends the pools.
func (s *Store) Close() error {
	var errs []error
	if s.hot != nil {
		errs = append(errs, s.hot.Close())
	}
	for _, db := range []*gorm.DB{s.write, s.read} {
		if db == nil {
			continue
		}
		if pool, err := db.DB(); err == nil {
			errs = append(errs, pool.Close())
		}
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Unlock())
	}
	return errors.Join(errs...)
}

// wrap puts GORM over a pool. Its own log stays silent, since it would print
// values; errors come back to the caller instead.
func wrap(dialector gorm.Dialector, prepare bool) (*gorm.DB, error) {
	return gorm.Open(dialector, &gorm.Config{
		SkipDefaultTransaction: true, PrepareStmt: prepare, PrepareStmtMaxSize: 200, DisableAutomaticPing: true,
		Logger: logger.Discard,
	})
}

type txKey struct{}

// transaction is what a context carries inside of Transact.
type transaction struct {
	db     *gorm.DB
	budget int         // how many lineages it may still end
	ending []condition // what is to have ended, with all below it, when Transact returns
}

const (
	deadlockTries = 12
	deadlockPause = 5 * time.Millisecond
)

// Transact runs fn in one transaction (read committed, or SQLite's
// serialisable), which the context carries; inside another one it joins that.
// Where the database breaks a deadlock by ending this transaction, fn runs
// again from the start. What fn ended with more below it than one transaction
// takes ends in further ones, before Transact returns; where those fail, what
// fn did is done all the same, and EndRest goes on.
func (s *Store) Transact(ctx context.Context, fn func(ctx context.Context) error) error {
	ending, err := s.transact(ctx, fn)
	if err != nil || len(ending) == 0 {
		return err
	}
	return s.finish(ctx, ending)
}

// transact is Transact for one transaction alone. It gives what is to have
// ended, unless that is for an outer one to see to.
func (s *Store) transact(ctx context.Context, fn func(ctx context.Context) error) ([]condition, error) {
	if _, inside := ctx.Value(txKey{}).(*transaction); inside {
		return nil, fn(ctx)
	}
	for try := 1; ; try++ {
		var made transaction
		err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			made = transaction{db: tx, budget: s.endAtOnce}
			return fn(context.WithValue(ctx, txKey{}, &made))
		}, &sql.TxOptions{})
		if err == nil || !isDeadlock(err) || try == deadlockTries {
			return made.ending, translated(err)
		}
		most := time.Duration(try) * deadlockPause
		pause := most + rand.N(most) //nolint:gosec // spreads retries, guards nothing
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return nil, translated(ctx.Err())
		}
	}
}

// db is the context's transaction, or the pool for single writes.
func (s *Store) db(ctx context.Context) *gorm.DB {
	if tx, ok := ctx.Value(txKey{}).(*transaction); ok {
		return tx.db.WithContext(ctx)
	}
	return s.single.WithContext(ctx)
}

// reader is the context's transaction, or the pool for reads.
func (s *Store) reader(ctx context.Context) *gorm.DB {
	if tx, ok := ctx.Value(txKey{}).(*transaction); ok {
		return tx.db.WithContext(ctx)
	}
	return s.read.WithContext(ctx)
}

// millis is t as it rests; the zero time is 0.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// moment is the inverse of millis.
func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
