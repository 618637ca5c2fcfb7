package storage

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// HotQueries is the text of every hot read, for a test to ask how a database
// would run it.
func HotQueries() map[string]string {
	out := make(map[string]string, len(hotQueries))
	for name, query := range hotQueries {
		out[string(name)] = query
	}
	return out
}

// Pragma is an SQLite setting as the connections of the two pools have it.
func (s *Store) Pragma(name string) (writer, reader string, err error) {
	err = errors.Join(s.write.Raw("PRAGMA "+name).Scan(&writer).Error, s.read.Raw("PRAGMA "+name).Scan(&reader).Error)
	return writer, reader, err
}

// Watched hands the text of every statement that GORM runs in the context to
// seen.
func (s *Store) Watched(ctx context.Context, seen func(statement string)) context.Context {
	return context.WithValue(ctx, txKey{}, &transaction{
		db: s.write.Session(&gorm.Session{Logger: watcher{logger.Discard, seen}}), budget: s.endAtOnce,
	})
}

// EndAtOnce is the same store with another bound on one transaction's endings.
func (s *Store) EndAtOnce(n int) *Store {
	other := *s
	other.endAtOnce = n
	return &other
}

// AccountTables hold what goes with an account at once.
var AccountTables = accountTables

// TransactOnce is Transact of a process that dies right after its first commit.
func (s *Store) TransactOnce(ctx context.Context, fn func(ctx context.Context) error) error {
	_, err := s.transact(ctx, fn)
	return err
}

// Raw runs a statement where the context's transaction is.
func (s *Store) Raw(ctx context.Context, statement string) error {
	return s.db(ctx).Exec(statement).Error
}

// Translated marks an error that says that the database does not serve.
var Translated = translated

// HoldMigrationLock runs fn as if it were a migration.
func (s *Store) HoldMigrationLock(ctx context.Context, fn func()) error {
	return s.withMigrationLock(ctx, func(*gorm.DB) error { fn(); return nil })
}

type watcher struct {
	logger.Interface
	seen func(string)
}

func (w watcher) Trace(_ context.Context, _ time.Time, fc func() (string, int64), _ error) {
	statement, _ := fc()
	w.seen(statement)
}

// ClientEncoding is how a PostgreSQL database reads what is sent to it.
func (s *Store) ClientEncoding() (encoding string, err error) {
	err = s.write.Raw("SHOW client_encoding").Scan(&encoding).Error
	return encoding, err
}
