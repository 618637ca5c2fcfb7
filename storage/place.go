package storage

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// NoDatabaseError says that there is no database at a place, or an empty one.
type NoDatabaseError struct {
	Place string // see Place
	Empty bool   // it is there, and holds nothing of Patio's
}

// Error says what to do.
func (e *NoDatabaseError) Error() string {
	if e.Empty {
		return fmt.Sprintf("the database %s is empty; name another one with --database, or create the schema in it with patio serve, patio migrate or --create", e.Place)
	}
	return fmt.Sprintf("there is no database at %s; name it with --database, or create one with patio serve, patio migrate or --create", e.Place)
}

// ServedError says that another process serves an SQLite database.
type ServedError struct{ Place string }

// Error says what to do.
func (e *ServedError) Error() string {
	return fmt.Sprintf("another patio serve already runs on %s; stop that one first, or use PostgreSQL or MySQL for several servers", e.Place)
}

// Place names a database for a person: the absolute path of a file, or the user,
// the host and the name of the database. It never holds a password.
func Place(raw string) string {
	dialect, err := DialectOf(raw)
	if err != nil {
		return "a database of an unknown kind"
	}
	if dialect == SQLite {
		file, err := sqliteFile(raw)
		if err != nil {
			return "sqlite:"
		}
		return "sqlite:" + absolute(file)
	}
	u, err := url.Parse(raw)
	if err != nil || strings.Count(raw, "@") > 1 {
		return "a " + string(dialect) + " database"
	}
	named := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	if name := u.User.Username(); name != "" {
		named.User = url.User(name)
	}
	return named.String()
}

func absolute(file string) string {
	if full, err := filepath.Abs(file); err == nil {
		return full
	}
	return file
}

// mustExist returns a *NoDatabaseError where an SQLite file is missing or empty.
func mustExist(raw, file string) error {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &NoDatabaseError{Place: Place(raw)}
	case err == nil && info.Size() == 0:
		return &NoDatabaseError{Place: Place(raw), Empty: true}
	}
	return err
}

// lockForServing takes the lock of the one server that an SQLite file may have.
// It belongs to a file next to the database, found through all symbolic links:
// SQLite gives up its own locks where a process closes the database a second
// time. The system releases it when the process ends, however that happens.
func lockForServing(raw, file string) (*flock.Flock, error) {
	real, err := filepath.EvalSymlinks(absolute(file))
	if err != nil {
		return nil, err
	}
	mode := fs.FileMode(0o600)
	if info, err := os.Stat(real); err == nil {
		mode = info.Mode().Perm()
	}
	lock := flock.New(real+".lock", flock.SetPermissions(mode))
	locked, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("the lock of the server cannot be taken: %w", err)
	}
	if !locked {
		return nil, &ServedError{Place: Place(raw)}
	}
	return lock, nil
}

// File is the file of an SQLite database; "" of any other.
func (s *Store) File() string { return s.file }
