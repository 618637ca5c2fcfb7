package server

import (
	"bufio"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// held serves at most so many connections, and holds requests for /hold until the test lets them go.
func held(t *testing.T, most int, secured bool) (address string, asked <-chan struct{}, release chan<- struct{}) {
	t.Helper()
	came, let := make(chan struct{}, 100), make(chan struct{})
	web := httptest.NewUnstartedServer(nil)
	web.Config = HTTPServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/hold" {
			came <- struct{}{}
			<-let
		}
	}), most)
	if secured {
		web.StartTLS()
	} else {
		web.Start()
	}
	t.Cleanup(web.Close)
	return web.Listener.Addr().String(), came, let
}

func dialled(t *testing.T, address string, secured bool) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if secured {
		conn = tls.Client(conn, &tls.Config{InsecureSkipVerify: true})
	}
	return conn
}

func asks(t *testing.T, conn net.Conn, path string) {
	t.Helper()
	if _, err := io.WriteString(conn, "GET "+path+" HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
}

func answered(t *testing.T, conn net.Conn) {
	t.Helper()
	_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("no answer: %v", err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("answered with %d", resp.StatusCode)
	}
}

func closed(t *testing.T, conn net.Conn) {
	t.Helper()
	_ = conn.SetReadDeadline(time.Now().Add(3 * time.Second)) // before any other limit would
	_, err := conn.Read(make([]byte, 1))
	var late net.Error
	if err == nil || errors.As(err, &late) && late.Timeout() {
		t.Fatalf("the connection is open: %v", err)
	}
}

// Whoever comes when all places are taken gets that of whoever has said nothing for longest.
func TestConnectionsThatSayNothingGiveWay(t *testing.T) {
	for name, secured := range map[string]bool{"plain": false, "TLS": true} {
		t.Run(name, func(t *testing.T) {
			address, _, _ := held(t, 3, secured)
			silent := dialled(t, address, false)
			rests, next := dialled(t, address, secured), dialled(t, address, secured)
			for _, conn := range []net.Conn{rests, next} {
				asks(t, conn, "/")
				answered(t, conn)
			}
			last := dialled(t, address, secured)
			asks(t, last, "/")
			answered(t, last)
			closed(t, silent)
			asks(t, rests, "/")
			answered(t, rests)
		})
	}
}

// Of those that rest, it is the one whose last request is over for longest; never one that is at a request.
func TestConnectionsGiveWayInTheirTurn(t *testing.T) {
	c := newConnections(3)
	var conns []net.Conn
	come := func() net.Conn {
		conn, other := net.Pipe()
		t.Cleanup(func() { _, _ = conn.Close(), other.Close() })
		conns = append(conns, conn)
		return c.change(conn, http.StateNew)
	}
	for range 3 {
		if come() != nil {
			t.Fatal("one had to leave before there were too many")
		}
	}
	for n, states := range [][]http.ConnState{{http.StateActive}, {http.StateActive, http.StateIdle}, {}} {
		for _, state := range states {
			c.change(conns[n], state)
		}
	}
	c.change(conns[2], http.StateActive)
	c.change(conns[2], http.StateIdle)
	for i, want := range []int{1, 2, 3, 4} {
		if left := come(); left != conns[want] {
			t.Fatalf("the %dth to leave was not connection %d", i+1, want)
		}
	}
	c.change(conns[5], http.StateActive)
	c.change(conns[6], http.StateActive)
	if left := come(); left != conns[7] {
		t.Error("all were at a request, and the new one was not sent away")
	}
}

// Nobody is cut off in the middle of a request, and places come back.
func TestConnectionsAtARequestStay(t *testing.T) {
	address, asked, release := held(t, 2, false)
	first, second := dialled(t, address, false), dialled(t, address, false)
	for _, conn := range []net.Conn{first, second} {
		asks(t, conn, "/hold")
		<-asked
	}
	closed(t, dialled(t, address, false))
	close(release)
	answered(t, first)
	answered(t, second)
	_ = first.Close()
	third := dialled(t, address, false)
	asks(t, third, "/")
	answered(t, third)
}

// The account is even in the end, or places would be lost.
func TestConnectionsAreForgotten(t *testing.T) {
	c := newConnections(2)
	var conns []net.Conn
	for range 5 {
		conn, other := net.Pipe()
		t.Cleanup(func() { _ = other.Close() })
		conns = append(conns, conn)
		c.note(conn, http.StateNew)
	}
	if len(c.all) != 2 || c.line.Len() != 2 {
		t.Errorf("%d and %d are remembered, not 2", len(c.all), c.line.Len())
	}
	for _, conn := range conns {
		c.note(conn, http.StateActive)
		c.note(conn, http.StateClosed)
	}
	if len(c.all) != 0 || c.line.Len() != 0 {
		t.Errorf("%d and %d are remembered, not 0", len(c.all), c.line.Len())
	}
}
