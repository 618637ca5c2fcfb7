package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// Backup is a copy of a database.
type Backup struct {
	File   string // absolute
	Bytes  int64
	Schema string // the last migration that the copy has
}

// ErrBackupExists says that there is a file of that name already.
var ErrBackupExists = errors.New("there is a file of that name already, and a backup replaces nothing; choose another name")

// otherBackups says what copies a database that is not a file.
var otherBackups = map[Dialect]string{
	PostgreSQL: "pg_dump --format=custom",
	MySQL:      "mariadb-dump --single-transaction (or mysqldump)",
}

// BackUp copies the SQLite database of that URL, as it is when this begins,
// into a new file for its owner alone. A server may go on reading and writing
// meanwhile. The file gets its name once it is whole, checked and on the disk:
// no half of one ever has it. The schema may be an older one. wait
// bounds the wait for another process's lock.
//
// Errors: ErrBackupExists; any other is a sentence that says what to do.
func BackUp(ctx context.Context, from, file string, wait time.Duration) (*Backup, error) {
	source, err := sourceOf(from)
	if err != nil {
		return nil, err
	}
	if file, err = filepath.Abs(file); err != nil {
		return nil, err
	}
	if _, err := os.Lstat(file); err == nil {
		return nil, ErrBackupExists
	}
	partial, err := os.CreateTemp(filepath.Dir(file), ".patio-backup-*") // mode 0600
	if err != nil {
		return nil, fmt.Errorf("the backup cannot be written: %w", err)
	}
	name := partial.Name()
	defer func() { _ = os.Remove(name) }() // where it has become the backup, this is its second name
	if err := partial.Close(); err != nil {
		return nil, err
	}
	done := &Backup{File: file}
	if done.Schema, err = copyTo(ctx, source, name, wait); err != nil {
		return nil, err
	}
	if err := check(ctx, name); err != nil {
		return nil, err
	}
	if done.Bytes, err = onDisk(name); err != nil {
		return nil, fmt.Errorf("the backup cannot be written: %w", err)
	}
	return done, publish(name, file)
}

// sourceOf is the file of a database that is one and is there.
func sourceOf(url string) (string, error) {
	dialect, err := DialectOf(url)
	if err != nil {
		return "", err
	}
	if other, elsewhere := otherBackups[dialect]; elsewhere {
		return "", fmt.Errorf("patio backup copies SQLite databases; back this %s database up with %s", dialect, other)
	}
	file, err := sqliteFile(url)
	if err != nil {
		return "", err
	}
	return file, mustExist(url, file)
}

// copyTo copies by VACUUM INTO. It reads one moment of the database, so that
// no write holds it up, nor does it hold up any; and it leaves out the pages
// that deleted rows have left behind.
func copyTo(ctx context.Context, source, target string, wait time.Duration) (schema string, err error) {
	db, err := openFile(source, url.Values{"mode": {"ro"}, "_pragma": {fmt.Sprintf("busy_timeout(%d)", wait.Milliseconds())}})
	if err != nil {
		return "", err
	}
	defer func() { _ = db.Close() }() // it has only read
	err = db.QueryRowContext(ctx, "SELECT max(id) FROM "+migrationOptions.TableName).Scan(&schema)
	if err != nil {
		return "", fmt.Errorf("%s is not a database of Patio's, or cannot be read: %w", source, err)
	}
	if _, err = db.ExecContext(ctx, "VACUUM INTO ?", target); err != nil {
		return "", fmt.Errorf("the database could not be copied: %w", err)
	}
	return schema, nil
}

// check reads every page of a database that nobody else has open.
func check(ctx context.Context, file string) error {
	db, err := openFile(file, url.Values{"mode": {"ro"}, "immutable": {"1"}})
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // it has only read
	var found string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&found); err != nil {
		return fmt.Errorf("the copy cannot be checked: %w", err)
	}
	if found != "ok" {
		return fmt.Errorf("the copy is damaged, and so may be the database or the disk: %s", found)
	}
	return nil
}

func openFile(file string, options url.Values) (*sql.DB, error) {
	absolute, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: filepath.ToSlash(absolute)}).EscapedPath()+"?"+options.Encode())
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// onDisk waits until a file is on the disk, which VACUUM INTO does not, and
// gives its size.
func onDisk(file string) (int64, error) {
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// publish gives a file its name, which nobody else may have taken meanwhile,
// and waits until that is on the disk.
func publish(partial, file string) error {
	err := os.Link(partial, file)
	if errors.Is(err, fs.ErrExist) {
		return ErrBackupExists
	}
	if err != nil { // a file system without second names
		if _, err := os.Lstat(file); err == nil {
			return ErrBackupExists
		}
		if err := os.Rename(partial, file); err != nil {
			return err
		}
	}
	if runtime.GOOS == "windows" {
		return nil // it has no way to ask that of a directory
	}
	dir, err := os.Open(filepath.Dir(file))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// sqliteFile is the file that an SQLite URL names.
func sqliteFile(url string) (string, error) {
	file := strings.TrimPrefix(strings.TrimPrefix(url, "sqlite:"), "//")
	if file == "" || strings.Contains(file, ":memory:") || strings.Contains(file, "?") {
		return "", errors.New("name a file, such as sqlite:patio.db")
	}
	return file, nil
}
