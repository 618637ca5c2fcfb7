package storage_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

// ledger is what writers were told was stored.
type ledger struct {
	mu   sync.Mutex
	told []string
}

func (l *ledger) note(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.told = append(l.told, id)
}

func (l *ledger) soFar() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.told[:len(l.told):len(l.told)]
}

// register stores a user and its audit record in one transaction.
func register(ctx context.Context, s *storage.Store) (string, error) {
	id := uuid.Must(uuid.NewV7()).String()
	return id, s.Transact(ctx, func(ctx context.Context) error {
		err := s.CreateUser(ctx, users.User{ID: id, Username: id, Email: id, CreatedAt: time.UnixMilli(1)}, "hash")
		if err != nil {
			return err
		}
		return audit.Record(ctx, s, time.UnixMilli(1), "user.created", id, nil)
	})
}

// TestBackUpUnderLoad copies while four writers write. Every copy has all that
// was acknowledged before it began, and nothing by halves.
func TestBackUpUnderLoad(t *testing.T) {
	url := storagetest.Fresh(t, storage.SQLite)
	s := storagetest.Open(t, url)
	ctx, stop := context.WithCancel(t.Context())
	var book ledger
	var writers sync.WaitGroup
	for range 4 {
		writers.Go(func() {
			for ctx.Err() == nil {
				id, err := register(context.WithoutCancel(ctx), s)
				if err != nil {
					t.Errorf("a write failed beside a backup: %v", err)
					return
				}
				book.note(id)
			}
		})
	}
	dir := t.TempDir()
	for i := range 5 {
		for known := len(book.soFar()); len(book.soFar()) < known+50; {
			time.Sleep(time.Millisecond)
		}
		before := book.soFar()
		made, err := storage.BackUp(t.Context(), url, filepath.Join(dir, fmt.Sprintf("copy%d.db", i)), time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		holdsAll(t, made, before)
	}
	stop()
	writers.Wait()
	if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func holdsAll(t *testing.T, made *storage.Backup, before []string) {
	t.Helper()
	info, err := os.Stat(made.File)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 || info.Size() != made.Bytes {
		t.Errorf("the copy has mode %v and %d bytes, and is said to have %d", info.Mode(), info.Size(), made.Bytes)
	}
	db := storagetest.SQL(t, "sqlite:"+made.File)
	stored := map[string]bool{}
	rows, err := db.Query("SELECT id FROM users")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range allRows(t, rows) {
		stored[fmt.Sprint(row[0])] = true
	}
	for _, id := range before {
		if !stored[id] {
			t.Fatalf("the copy lacks %s, which was acknowledged before it began", id)
		}
	}
	var halves int
	err = db.QueryRow(`SELECT (SELECT count(*) FROM users WHERE id NOT IN (SELECT subject FROM audit_events)) +
		(SELECT count(*) FROM audit_events WHERE subject NOT IN (SELECT id FROM users))`).Scan(&halves)
	if err != nil || halves != 0 {
		t.Errorf("%d transactions are in the copy by halves (%v)", halves, err)
	}
}

// TestBackUpIsADatabase goes on with a copy: another store opens it and writes.
func TestBackUpIsADatabase(t *testing.T) {
	url := storagetest.Fresh(t, storage.SQLite)
	hash := oneOfEach(t, storagetest.Open(t, url), oneID)
	made, err := storage.BackUp(t.Context(), url, filepath.Join(t.TempDir(), "copy.db"), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	restored := storagetest.Open(t, "sqlite:"+made.File)
	if _, err := restored.TokenState(t.Context(), hash); err != nil {
		t.Errorf("a token is not in the copy: %v", err)
	}
	if _, err := register(t.Context(), restored); err != nil {
		t.Error(err)
	}
	writer, reader, err := restored.Pragma("journal_mode")
	if err != nil || writer != "wal" || reader != "wal" {
		t.Errorf("journal modes %s and %s (%v)", writer, reader, err)
	}
}

func TestBackUpRefuses(t *testing.T) {
	url := storagetest.Fresh(t, storage.SQLite)
	storagetest.Open(t, url)
	dir := t.TempDir()
	taken, junk, empty := filepath.Join(dir, "taken"), filepath.Join(dir, "junk"), filepath.Join(dir, "empty")
	for file, content := range map[string]string{taken: "mine", junk: strings.Repeat("no database ", 500), empty: ""} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	dangling := filepath.Join(dir, "dangling")
	if err := os.Symlink(filepath.Join(dir, "nowhere"), dangling); err != nil {
		t.Fatal(err)
	}
	fresh := filepath.Join(dir, "fresh")
	for _, c := range []struct{ name, from, to, says string }{
		{"a file that is there", url, taken, "replaces nothing"},
		{"the database itself", url, strings.TrimPrefix(url, "sqlite:"), "replaces nothing"},
		{"a directory", url, dir, "replaces nothing"},
		{"a link that leads nowhere", url, dangling, "replaces nothing"},
		{"a directory that is not there", url, filepath.Join(dir, "no", "copy"), "cannot be written"},
		{"a database that is not there", "sqlite:" + filepath.Join(dir, "none.db"), fresh, "name it with --database"},
		{"a file that is no database", "sqlite:" + junk, fresh, "not a database of Patio's"},
		{"an empty file", "sqlite:" + empty, fresh, "is empty"},
		{"PostgreSQL", "postgres://u:hunter2@127.0.0.1:1/x", fresh, "pg_dump"},
		{"MySQL", "mysql://u:hunter2@127.0.0.1:1/x", fresh, "mariadb-dump"},
		{"memory", "sqlite::memory:", fresh, "name a file"},
	} {
		made, err := storage.BackUp(t.Context(), c.from, c.to, time.Second)
		if made != nil || err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %+v, error %q; want one that says %q", c.name, made, err, c.says)
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 4 {
		t.Errorf("the refused backups left %v, %v", left, err)
	}
	if content, err := os.ReadFile(taken); err != nil || string(content) != "mine" {
		t.Errorf("the file that was there is now %q, %v", content, err)
	}
}

// TestBackUpRace lets several backups of one name begin at once.
func TestBackUpRace(t *testing.T) {
	url := storagetest.Fresh(t, storage.SQLite)
	storagetest.Open(t, url)
	to := filepath.Join(t.TempDir(), "copy.db")
	var all sync.WaitGroup
	answers := make([]error, 6)
	for i := range answers {
		all.Go(func() { _, answers[i] = storage.BackUp(t.Context(), url, to, time.Minute) })
	}
	all.Wait()
	won := 0
	for _, err := range answers {
		if err == nil {
			won++
		} else if !errors.Is(err, storage.ErrBackupExists) {
			t.Error(err)
		}
	}
	if left, err := os.ReadDir(filepath.Dir(to)); won != 1 || err != nil || len(left) != 1 {
		t.Errorf("%d backups won one name, and beside it is %v (%v)", won, left, err)
	}
}

// TestBackUpOfADamagedDatabase must not pass for one: neither where the damage
// stops the copying, nor where the copy is stopped.
func TestBackUpOfADamagedDatabase(t *testing.T) {
	url := storagetest.Fresh(t, storage.SQLite)
	s := storagetest.Open(t, url)
	for range 200 {
		if _, err := register(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	to := filepath.Join(t.TempDir(), "copy.db")
	if _, err := storage.BackUp(ended, url, to, time.Second); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	file := strings.TrimPrefix(url, "sqlite:")
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for at := len(content) / 2; at < len(content); at += 97 {
		content[at] ^= 0x55
	}
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if made, err := storage.BackUp(t.Context(), url, to, time.Second); err == nil {
		t.Errorf("a damaged database gave %+v", made)
	}
	if left, err := os.ReadDir(filepath.Dir(to)); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
