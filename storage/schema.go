package storage

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/go-gormigrate/gormigrate/v2"
	"gorm.io/gorm"
)

//go:embed schema/*.sql
var schemaFiles embed.FS

// columnTypes turns the words in braces of the schema files into the types of
// a dialect. What is looked up by (ids, words, keys, hashes) compares byte for
// byte on all of them; MySQL's binary collations would still ignore spaces at
// the end, so there these are bytes to the database.
var columnTypes = map[Dialect]*strings.Replacer{
	SQLite: strings.NewReplacer(
		"{id}", "TEXT", "{word}", "TEXT", "{key}", "TEXT", "{short}", "TEXT", "{text}", "TEXT", "{hash}", "BLOB", "{blob}", "BLOB", "{large}", "BLOB",
		"{bool}", "NUMERIC", "{time}", "INTEGER", "{table}", "WITHOUT ROWID"), // one descent to a row, not two
	PostgreSQL: strings.NewReplacer(
		"{id}", `VARCHAR(36) COLLATE "C"`, "{word}", `TEXT COLLATE "C"`, "{key}", `TEXT COLLATE "C"`, "{short}", "TEXT", "{text}", "TEXT",
		"{hash}", "BYTEA", "{blob}", "BYTEA", "{large}", "BYTEA", "{bool}", "BOOLEAN", "{time}", "BIGINT", " {table}", ""),
	MySQL: strings.NewReplacer(
		"{id}", "VARBINARY(36)", "{word}", "VARBINARY(100)", "{key}", "VARBINARY(255)",
		"{short}", "VARCHAR(255)", "{text}", "MEDIUMTEXT", "{hash}", "BINARY(32)", "{blob}", "BLOB", "{large}", "MEDIUMBLOB",
		"{bool}", "BOOLEAN", "{time}", "BIGINT", "{table}", "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin"),
}

// migrationOptions name the table that says which files have been applied. A
// schema that a newer Patio has written is refused.
var migrationOptions = &gormigrate.Options{
	TableName: "schema_versions", IDColumnName: "id", IDColumnSize: 100, ValidateUnknownMigrations: true,
}

// ErrNewerSchema says that the database was brought up to date by a newer
// Patio than this one.
var ErrNewerSchema = errors.New("this database was brought up to date by a newer Patio; run that version or a later one")

// ErrOldSchema says that migrations are pending and were not to be applied.
var ErrOldSchema = errors.New("the database schema is out of date; run `patio migrate`")

// ErrMigrationBusy says that the schema could not be changed for others: a
// process that migrates too, or one whose transaction uses a table.
var ErrMigrationBusy = errors.New("the schema cannot be changed now: another process migrates this database, or a long transaction, such as a dump, reads it; try again when that is over")

const (
	// migrationWait is how long Migrate waits for others in all.
	migrationWait = time.Minute
	// tableWait is how long a change of a table waits for those who use it (on
	// MySQL a second, the least there is). Whoever comes later waits behind it, so
	// it soon gives way and tries again.
	tableWait  = 800 * time.Millisecond
	tablePause = time.Second
)

// Migrate brings the schema up to date. Replicas may call it at the same time:
// one does the work and the others wait for it, a minute at most. Those who use
// the tables meanwhile wait for a second at a time. Errors: ErrNewerSchema,
// ErrMigrationBusy.
func (s *Store) Migrate(ctx context.Context) error {
	patience, cancel := context.WithTimeout(ctx, migrationWait)
	defer cancel()
	for {
		err := s.withMigrationLock(ctx, func(db *gorm.DB) error {
			if err := gormigrate.New(db, migrationOptions, s.migrations()).Migrate(); err != nil {
				return err
			}
			return fillResourceKeys(db)
		})
		if errors.Is(err, gormigrate.ErrUnknownPastMigration) {
			return ErrNewerSchema
		}
		if err == nil || !isLockWait(err) {
			return err
		}
		select {
		case <-time.After(tablePause):
		case <-patience.Done():
			return cmp.Or(ctx.Err(), ErrMigrationBusy)
		}
	}
}

// Schema is the names of all migrations, in order.
func Schema() []string {
	names, err := fs.Glob(schemaFiles, "schema/*.sql")
	if err != nil {
		panic(err) // the pattern is ours
	}
	for i, name := range names {
		names[i] = strings.TrimSuffix(strings.TrimPrefix(name, "schema/"), ".sql")
	}
	return names
}

// Pending is which of Schema Migrate would apply. Errors: ErrNewerSchema.
func (s *Store) Pending(ctx context.Context) ([]string, error) {
	db := s.write.WithContext(ctx)
	applied := map[string]bool{}
	there := db.Migrator().HasTable(migrationOptions.TableName)
	if err := ctx.Err(); err != nil {
		return nil, err // and nothing is known
	}
	if there {
		var ids []string
		if err := db.Table(migrationOptions.TableName).Pluck("id", &ids).Error; err != nil {
			return nil, err
		}
		for _, id := range ids {
			applied[id] = true
		}
	}
	var pending []string
	for _, id := range Schema() {
		if !applied[id] {
			pending = append(pending, id)
		}
		delete(applied, id)
	}
	if len(applied) > 0 {
		return nil, ErrNewerSchema
	}
	return pending, nil
}

// migrations is one step per schema file.
func (s *Store) migrations() []*gormigrate.Migration {
	var steps []*gormigrate.Migration
	for _, id := range Schema() {
		steps = append(steps, &gormigrate.Migration{ID: id, Migrate: func(tx *gorm.DB) error { return s.apply(tx, id) }})
	}
	return steps
}

func (s *Store) apply(tx *gorm.DB, id string) error {
	source, err := schemaFiles.ReadFile("schema/" + id + ".sql")
	if err != nil {
		return err
	}
	var code strings.Builder
	for line := range strings.Lines(columnTypes[s.dialect].Replace(string(source))) {
		if !strings.HasPrefix(line, "--") {
			code.WriteString(line)
		}
	}
	for statement := range strings.SplitSeq(code.String(), ";\n") {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		if err := s.oneByOne(tx, statement); err != nil && !isDoneAlready(err) {
			return fmt.Errorf("schema file %s.sql: %w", id, err)
		}
	}
	return nil
}
