package storage_test

import (
	"context"
	"errors"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

// unavailable fails where an error does not say that the database is not
// there right now.
func unavailable(t *testing.T, what string, err error) {
	t.Helper()
	var e interface{ Unavailable() bool }
	if !errors.As(err, &e) || !e.Unavailable() {
		t.Errorf("%s: error %v (%T), want one that is Unavailable", what, err, err)
	}
}

// quick runs fn and fails where it took longer than a request may wait.
func quick(t *testing.T, what string, fn func() error) error {
	t.Helper()
	began := time.Now()
	err := fn()
	if took := time.Since(began); took > 4*time.Second {
		t.Errorf("%s took %v", what, took)
	}
	return err
}

// calls are one call of each way to the database.
func calls(s *storage.Store) map[string]func(ctx context.Context) error {
	return map[string]func(ctx context.Context) error{
		"ping":     s.Ping,
		"read":     func(ctx context.Context) error { _, err := s.User(ctx, oneID); return err },
		"list":     func(ctx context.Context) error { _, err := s.Users(ctx, "", 10); return err },
		"hot read": func(ctx context.Context) error { _, err := s.TokenState(ctx, secret.Hash{}); return err },
		"hot list": func(ctx context.Context) error { _, _, err := s.Credentials(ctx, oneID); return err },
		"write":    func(ctx context.Context) error { return s.SetUserDisabled(ctx, oneID, time.UnixMilli(1)) },
		"spend": func(ctx context.Context) error {
			_, err := s.SpendCode(ctx, secret.Hash{}, time.UnixMilli(1))
			return err
		},
		"transact": func(ctx context.Context) error {
			return s.Transact(ctx, func(ctx context.Context) error { return s.SetUserDisabled(ctx, oneID, time.UnixMilli(1)) })
		},
		"end":   func(ctx context.Context) error { return s.EndLineage(ctx, oneID, "test", time.UnixMilli(1)) },
		"touch": func(ctx context.Context) error { return s.TouchTokens(ctx, nil) },
	}
}

func TestContextEnds(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s := storagetest.Open(t, url)
		oneOfEach(t, s, oneID)
		cancelled, cancel := context.WithCancel(t.Context())
		cancel()
		expired, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
		defer cancel()
		for name, call := range calls(s) {
			unavailable(t, name+", cancelled", quick(t, name, func() error { return call(cancelled) }))
			unavailable(t, name+", expired", quick(t, name, func() error { return call(expired) }))
		}
		midway, cancel := context.WithCancel(t.Context())
		err := s.Transact(midway, func(ctx context.Context) error {
			cancel()
			time.Sleep(20 * time.Millisecond) // the pool takes the transaction back by itself
			return s.SetUserDisabled(ctx, oneID, time.UnixMilli(1))
		})
		unavailable(t, "cancelled within a transaction", err)
		commit, cancel := context.WithCancel(t.Context())
		err = s.Transact(commit, func(ctx context.Context) error {
			err := s.SetUserDisabled(ctx, oneID, time.UnixMilli(1))
			cancel()
			time.Sleep(20 * time.Millisecond)
			return err
		})
		unavailable(t, "cancelled before the commit", err)
		if u, err := s.User(t.Context(), oneID); err != nil || u.Disabled() {
			t.Errorf("a cancelled transaction left something behind: %+v, %v", u, err)
		}
	})
}

// TestLocked waits for a row (on SQLite: the file) that somebody else holds.
func TestLocked(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		other := storagetest.Open(t, url)
		oneOfEach(t, other, oneID)
		// The engine of SQLite waits without looking at the context; the store
		// must not.
		s, err := storage.Open(t.Context(), storage.Options{URL: url, Timeout: 20 * time.Second})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		held, release := make(chan struct{}), make(chan struct{})
		done := make(chan error)
		go func() {
			done <- other.Transact(context.WithoutCancel(t.Context()), func(ctx context.Context) error {
				err := other.SetUserDisabled(ctx, oneID, time.Time{})
				close(held)
				<-release
				return err
			})
		}()
		<-held
		for _, name := range []string{"write", "transact"} {
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			unavailable(t, name, quick(t, name, func() error { return calls(s)[name](ctx) }))
			cancel()
		}
		if _, err := s.User(t.Context(), oneID); err != nil {
			t.Errorf("a read beside it: %v", err)
		}
		close(release)
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := calls(s)["transact"](t.Context()); err != nil {
			t.Errorf("after it: %v", err)
		}
	})
}

// TestConnectionsCut lets the server end every connection: the next calls
// find a new one, or say that the database is not there.
func TestConnectionsCut(t *testing.T) {
	for kind, cut := range map[storage.Dialect]string{
		storage.PostgreSQL: "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
		storage.MySQL:      "KILL %s",
	} {
		t.Run(string(kind), func(t *testing.T) {
			url := storagetest.Fresh(t, kind)
			s, db := storagetest.Open(t, url), storagetest.SQL(t, url)
			oneOfEach(t, s, oneID)
			err := s.Transact(t.Context(), func(ctx context.Context) error {
				if err := s.SetPassword(ctx, oneID, "never kept"); err != nil {
					return err
				}
				cutAll(t, db, cut)
				return s.SetPassword(ctx, oneID, "never kept")
			})
			unavailable(t, "a transaction that was cut", err)
			for name, call := range calls(s) {
				err := call(t.Context())
				if err != nil && !errors.Is(err, users.ErrUnknown) && !strings.HasPrefix(err.Error(), "no such") {
					unavailable(t, name, err)
				}
			}
			if _, hash, err := s.UserByLogin(t.Context(), "mira"); err != nil || hash != "hash" {
				t.Errorf("afterwards: %q, %v", hash, err)
			}
		})
	}
}

// Open gives up in time where nobody listens, and where somebody listens but
// never answers, and says what is wrong without the password.
func TestOpenNothingThere(t *testing.T) {
	closed, silent := listen(t), listen(t)
	closed.Close()
	go func() {
		for {
			if _, err := silent.Accept(); err != nil {
				return
			}
		}
	}()
	for url, want := range map[string]string{
		"postgres://u:hunter2@" + closed.Addr().String() + "/patio":  "the PostgreSQL database does not answer",
		"postgres://u:hunter2@" + silent.Addr().String() + "/patio":  "the PostgreSQL database does not answer",
		"mysql://u:hunter2@" + closed.Addr().String() + "/patio":     "the MySQL database does not answer",
		"mysql://u:hunter2@" + silent.Addr().String() + "/patio":     "the MySQL database does not answer",
		"sqlite:" + filepath.Join(t.TempDir(), "no", "such", "f.db"): "cannot open the SQLite database",
		"sqlite:" + t.TempDir():                     "cannot open the SQLite database",
		"sqlite:":                                   "name a file, such as sqlite:patio.db",
		"sqlite::memory:":                           "name a file, such as sqlite:patio.db",
		"sqlite:a.db?mode=ro":                       "name a file, such as sqlite:patio.db",
		"mysql://u:hunter2@/patio":                  "write it as mysql://user:password@host:3306/database",
		"mysql://u:hunter2@127.0.0.1:3306":          "write it as mysql://user:password@host:3306/database",
		"mysql://u:hunter2@%zz/patio":               "write it as mysql://user:password@host:3306/database",
		"postgres://u:hunter2@127.0.0.1:port/patio": "cannot open the PostgreSQL database",
		"mongodb://u:hunter2@127.0.0.1/patio":       "database must begin with sqlite:, postgres:// or mysql://",
		"":                                          "database must begin with sqlite:, postgres:// or mysql://",
	} {
		err := quick(t, url, func() error {
			s, err := storage.Open(t.Context(), storage.Options{URL: url, Timeout: 300 * time.Millisecond})
			if err == nil {
				s.Close()
			}
			return err
		})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: error %v, want %q", url, err, want)
		}
	}
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}
