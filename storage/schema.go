package storage

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"

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
		"{id}", "TEXT", "{word}", "TEXT", "{key}", "TEXT", "{short}", "TEXT", "{text}", "TEXT", "{hash}", "BLOB", "{blob}", "BLOB",
		"{bool}", "NUMERIC", "{time}", "INTEGER", "{table}", "WITHOUT ROWID"), // one descent to a row, not two
	PostgreSQL: strings.NewReplacer(
		"{id}", `VARCHAR(36) COLLATE "C"`, "{word}", `TEXT COLLATE "C"`, "{key}", `TEXT COLLATE "C"`, "{short}", "TEXT", "{text}", "TEXT",
		"{hash}", "BYTEA", "{blob}", "BYTEA", "{bool}", "BOOLEAN", "{time}", "BIGINT", " {table}", ""),
	MySQL: strings.NewReplacer(
		"{id}", "VARBINARY(36)", "{word}", "VARBINARY(100)", "{key}", "VARBINARY(255)",
		"{short}", "VARCHAR(255)", "{text}", "MEDIUMTEXT", "{hash}", "BINARY(32)", "{blob}", "BLOB",
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

// Migrate brings the schema up to date. Replicas may call it at the same time:
// one does the work and the others wait. Errors: ErrNewerSchema.
func (s *Store) Migrate() error {
	return s.withMigrationLock(func(db *gorm.DB) error {
		err := gormigrate.New(db, migrationOptions, s.migrations()).Migrate()
		if errors.Is(err, gormigrate.ErrUnknownPastMigration) {
			return ErrNewerSchema
		}
		return err
	})
}

// Pending is the names of the migrations that Migrate would apply, in order.
// Errors: ErrNewerSchema.
func (s *Store) Pending() ([]string, error) {
	applied := map[string]bool{}
	if s.write.Migrator().HasTable(migrationOptions.TableName) {
		var ids []string
		if err := s.write.Table(migrationOptions.TableName).Pluck("id", &ids).Error; err != nil {
			return nil, err
		}
		for _, id := range ids {
			applied[id] = true
		}
	}
	var pending []string
	for _, m := range s.migrations() {
		if !applied[m.ID] {
			pending = append(pending, m.ID)
		}
		delete(applied, m.ID)
	}
	if len(applied) > 0 {
		return nil, ErrNewerSchema
	}
	return pending, nil
}

// migrations is one step per schema file, in the order of their names.
func (s *Store) migrations() []*gormigrate.Migration {
	names, err := fs.Glob(schemaFiles, "schema/*.sql")
	if err != nil {
		panic(err) // the pattern is ours
	}
	steps := make([]*gormigrate.Migration, len(names))
	for i, name := range names {
		id := strings.TrimSuffix(strings.TrimPrefix(name, "schema/"), ".sql")
		steps[i] = &gormigrate.Migration{ID: id, Migrate: func(tx *gorm.DB) error { return s.apply(tx, name) }}
	}
	return steps
}

func (s *Store) apply(tx *gorm.DB, name string) error {
	source, err := schemaFiles.ReadFile(name)
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
		if err := tx.Exec(statement).Error; err != nil && !isDoneAlready(err) {
			return fmt.Errorf("schema file %s: %w", name, err)
		}
	}
	return nil
}
