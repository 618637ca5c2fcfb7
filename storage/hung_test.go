package storage_test

import (
	"context"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// wire stands between the store and a database server, and can stop to pass
// anything on while it goes on accepting.
type wire struct {
	net.Listener
	to     string
	mu     sync.Mutex
	open   *sync.Cond
	hung   bool
	passed []net.Conn
}

func newWire(t *testing.T, raw string) (*wire, string) {
	t.Helper()
	return newWireAt(t, listen(t), raw)
}

func newWireAt(t *testing.T, at net.Listener, raw string) (*wire, string) {
	t.Helper()
	u, err := url.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{Listener: at, to: u.Host}
	w.open = sync.NewCond(&w.mu)
	t.Cleanup(func() { w.release(); w.Close() })
	go func() {
		for {
			in, err := w.Accept()
			if err != nil {
				return
			}
			go w.pass(in)
		}
	}()
	u.Host = w.Addr().String()
	return w, u.String()
}

func (w *wire) pass(in net.Conn) {
	w.wait()
	out, err := net.Dial("tcp", w.to)
	if err != nil {
		in.Close()
		return
	}
	w.mu.Lock()
	w.passed = append(w.passed, in, out)
	w.mu.Unlock()
	go w.copy(out, in)
	w.copy(in, out)
}

func (w *wire) copy(to, from net.Conn) {
	defer to.Close()
	buf := make([]byte, 1<<14)
	for {
		n, err := from.Read(buf)
		w.wait()
		if _, failed := to.Write(buf[:n]); failed != nil || err != nil {
			return
		}
	}
}

func (w *wire) wait() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.hung {
		w.open.Wait()
	}
}

func (w *wire) hang() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.hung = true
}

// release cuts what hung and lets new connections pass.
func (w *wire) release() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.hung = false
	for _, c := range w.passed {
		c.Close()
	}
	w.passed = nil
	w.open.Broadcast()
}

// TestHung lets a database server hang, before and within a commit, with more
// requests than connections: each ends with its context and says that the
// database is not available, and soon after the server is back all is well.
func TestHung(t *testing.T) {
	for _, kind := range []storage.Dialect{storage.PostgreSQL, storage.MySQL} {
		t.Run(string(kind), func(t *testing.T) {
			raw := storagetest.Fresh(t, kind)
			oneOfEach(t, storagetest.Open(t, raw), oneID)
			w, url := newWire(t, raw)
			s, err := storage.Open(t.Context(), storage.Options{URL: url, MaxOpen: 3, Timeout: time.Second})
			if err == nil {
				err = s.Prepare(t.Context())
			}
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			hungCommit(t, w, s)
			hungCalls(t, w, s)
		})
	}
}

func hungCommit(t *testing.T, w *wire, s *storage.Store) {
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	err := quick(t, "a commit that hangs", func() error {
		return s.Transact(ctx, func(ctx context.Context) error {
			err := s.SetPassword(ctx, oneID, "never acknowledged")
			w.hang()
			return err
		})
	})
	unavailable(t, "a commit that hangs", err)
	w.release()
	recovers(t, s)
}

func hungCalls(t *testing.T, w *wire, s *storage.Store) {
	w.hang()
	var all sync.WaitGroup
	for name, call := range calls(s) {
		for range 3 {
			all.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
				defer cancel()
				unavailable(t, name+", hung", quick(t, name, func() error { return call(ctx) }))
			})
		}
	}
	all.Wait()
	w.release()
	recovers(t, s)
}

// recovers insists that every connection works again within five seconds.
func recovers(t *testing.T, s *storage.Store) {
	t.Helper()
	var last error
	for began := time.Now(); time.Since(began) < 5*time.Second; time.Sleep(50 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		last = s.Transact(ctx, func(ctx context.Context) error { return s.SetUserDisabled(ctx, oneID, time.Time{}) })
		cancel()
		if last == nil {
			return
		}
		unavailable(t, "while it comes back", last)
	}
	t.Errorf("five seconds after the server is back: %v", last)
}
