package storage_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

func TestSQLiteSettings(t *testing.T) {
	s := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))
	for _, c := range []struct{ pragma, writer, reader string }{
		{"synchronous", "2", "2"}, // FULL: what was acknowledged is on the disk
		{"journal_mode", "wal", "wal"},
		{"busy_timeout", "50", "50"}, // and asked again as long as the context lasts
		{"query_only", "0", "1"},
		{"cache_size", "-2000", "-512"}, // KiB
	} {
		writer, reader, err := s.Pragma(c.pragma)
		if err != nil || writer != c.writer || reader != c.reader {
			t.Errorf("%s: writer %s, readers %s, %v; want %s and %s", c.pragma, writer, reader, err, c.writer, c.reader)
		}
	}
}

// TestSQLiteTwoProcesses opens one file twice, as the command line does beside
// a running server: each sees at once what the other has committed.
func TestSQLiteTwoProcesses(t *testing.T) {
	url := storagetest.Fresh(t, storage.SQLite)
	server, command := storagetest.Open(t, url), storagetest.Open(t, url)
	hash := oneOfEach(t, server, oneID)
	for i := range 20 {
		at := time.UnixMilli(int64(i % 2)) // 1970 is "never": off, on, off, …
		if i%2 == 0 {
			at = time.Time{}
		}
		if err := command.SetUserDisabled(t.Context(), oneID, at); err != nil {
			t.Fatal(err)
		}
		state, err := server.TokenState(t.Context(), hash)
		if err != nil || state.UserDisabled != !at.IsZero() {
			t.Fatalf("round %d: hot read says disabled %v, %v", i, state.UserDisabled, err)
		}
		user, err := server.User(t.Context(), oneID)
		if err != nil || user.Disabled() != !at.IsZero() {
			t.Fatalf("round %d: read says disabled %v, %v", i, user.Disabled(), err)
		}
	}
	if _, _, err := command.Session(t.Context(), secret.Hash{}); !errors.Is(err, users.ErrUnknown) {
		t.Errorf("the other way: %v", err)
	}
	if err := server.CreateSession(t.Context(), users.Session{UserID: oneID, CreatedAt: time.UnixMilli(1)}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := command.Session(t.Context(), secret.Hash{}); err != nil {
		t.Errorf("the other way: %v", err)
	}
}

// TestSQLiteFile asks for odd paths and looks who may read what is in the file.
func TestSQLiteFile(t *testing.T) {
	for _, name := range []string{"patio.db", "100%.db", "a%20b.db", "a#b ünï&c=d.db;e"} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), name)
			s := storagetest.Open(t, "sqlite:"+file)
			oneOfEach(t, s, oneID)
			info, err := os.Stat(file)
			if err != nil {
				t.Fatalf("the file is not where it was asked for: %v", err)
			}
			if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
				t.Errorf("mode %v, want 0600: it holds private keys and password hashes", info.Mode().Perm())
			}
			found, err := os.ReadDir(filepath.Dir(file))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				info, err := f.Info()
				if err != nil || !strings.HasPrefix(f.Name(), name) || info.Mode().Perm()&0o077 != 0 {
					t.Errorf("beside it: %s %v, %v", f.Name(), info.Mode(), err)
				}
			}
		})
	}
	dir := t.TempDir()
	t.Chdir(dir)
	for url, file := range map[string]string{"sqlite:rel.db": "rel.db", "sqlite://" + dir + "/abs.db": "abs.db", "sqlite:./dot.db": "dot.db"} {
		storagetest.Connect(t, url)
		if _, err := os.Stat(filepath.Join(dir, file)); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestDialectOf(t *testing.T) {
	for url, want := range map[string]storage.Dialect{
		"sqlite:patio.db": storage.SQLite, "sqlite:///var/patio.db": storage.SQLite,
		"postgres://localhost/patio": storage.PostgreSQL, "postgresql://localhost/patio": storage.PostgreSQL,
		"mysql://localhost/patio": storage.MySQL,
		"":                        "", "patio.db": "", "SQLITE:patio.db": "", "mariadb://localhost/patio": "", "://": "",
	} {
		got, err := storage.DialectOf(url)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("DialectOf(%q) = %q, %v; want %q", url, got, err, want)
		}
	}
}
