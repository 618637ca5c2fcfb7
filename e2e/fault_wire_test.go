package e2e_test

import (
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// wire stands between Patio and its database, and is what goes wrong with networks.
type wire struct {
	listener net.Listener
	to       string
	trouble  atomic.Int32

	mu    sync.Mutex
	ends  map[net.Conn]bool
	heard func(from net.Conn, said []byte) // takes what Patio says from now on; nil: nobody listens
}

// What a wire does. A change holds for the connections that are there, too.
const (
	wireWorks   int32 = iota
	wireRefuses       // hangs up on whoever comes
	wireHangs         // takes everything, and passes nothing on
	wireDelays        // passes everything on late
)

const wireDelay = 150 * time.Millisecond

// newWire is a wire to the server of a database, and the URL of the database through it.
func newWire(t *testing.T, database string) (*wire, string) {
	t.Helper()
	u, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{listener: listener, to: u.Host, ends: map[net.Conn]bool{}}
	u.Host = listener.Addr().String()
	go w.serve()
	t.Cleanup(func() {
		_ = listener.Close()
		w.trouble.Store(wireWorks)
		w.cut()
	})
	return w, u.String()
}

func (w *wire) serve() {
	for {
		near, err := w.listener.Accept()
		if err != nil {
			return
		}
		if w.trouble.Load() == wireRefuses {
			_ = near.Close()
			continue
		}
		go w.join(near)
	}
}

func (w *wire) join(near net.Conn) {
	far, err := net.Dial("tcp", w.to)
	if err != nil {
		_ = near.Close()
		return
	}
	w.mu.Lock()
	w.ends[near], w.ends[far] = true, true
	heard := w.heard
	w.mu.Unlock()
	var both sync.WaitGroup
	both.Go(func() { w.pass(far, near, heard) })
	both.Go(func() { w.pass(near, far, nil) })
	both.Wait()
	w.mu.Lock()
	delete(w.ends, near)
	delete(w.ends, far)
	w.mu.Unlock()
}

// pass carries bytes one way until either end is closed.
func (w *wire) pass(to, from net.Conn, heard func(from net.Conn, said []byte)) {
	defer func() {
		_ = to.Close()
		_ = from.Close()
	}()
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if err != nil {
			return
		}
		for w.trouble.Load() == wireHangs {
			time.Sleep(10 * time.Millisecond)
		}
		if heard != nil {
			heard(from, buffer[:n])
		}
		if w.trouble.Load() == wireDelays {
			time.Sleep(wireDelay)
		}
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// listen has somebody hear what Patio says on connections that it opens from now on.
func (w *wire) listen(heard func(from net.Conn, said []byte)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.heard = heard
}

// cut ends every connection that there is.
func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for end := range w.ends {
		_ = end.Close()
	}
}
