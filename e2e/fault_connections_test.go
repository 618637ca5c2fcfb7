//go:build linux

package e2e_test

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// crowd is connections that mean no good, all of one kind.
type crowd struct {
	name   string
	count  int
	greets string        // what each says at once; {junk}: bytes of no meaning
	drips  string        // what it says ten times in its life, and again, as long as it is let
	within time.Duration // when all of them have been cut off; 0: the server lets them rest
}

// crowds are what the server gets to see. Its limits are those of server.go: 5 s for a header, 10 s for all of a
// request, two minutes of rest between requests.
func crowds(token string) []crowd {
	many, some := times(500, 10_000), times(100, 1000)
	form := "POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
	object := "POST /api/v1/personal-access-tokens HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\nContent-Type: application/json\r\n"
	report := "POST /api/v1/leaked-tokens HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
	const header, body = 5 * time.Second, 10 * time.Second
	return []crowd{
		{name: "says nothing", count: many, within: header},
		{name: "talks no HTTP", count: some, greets: "{junk}", within: header},
		{name: "begins TLS and leaves it", count: some, greets: "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", within: header},
		{name: "sends headers slowly", count: some, greets: "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", drips: "a", within: header},
		{name: "sends a form slowly", count: some, greets: form + "Content-Length: 60000\r\n\r\ngrant_type=", drips: "a", within: body},
		{name: "sends JSON slowly", count: some, greets: object + "Content-Length: 60000\r\n\r\n{\"name\":\"", drips: "a", within: body},
		{name: "announces a form and leaves it", count: some, greets: form + "Content-Length: 60000\r\n\r\ngrant_type=a", within: body},
		{name: "announces JSON and leaves it", count: some, greets: object + "Content-Length: 60000\r\n\r\n{\"name\":", within: body},
		{name: "sends chunks without an end", count: some, greets: form + "Transfer-Encoding: chunked\r\n\r\n", drips: chunk(4096), within: body},
		{name: "sends a report of everything without an end", count: some, greets: report + "Transfer-Encoding: chunked\r\n\r\n", drips: chunk(4096), within: body},
		{name: "sends most of a long form and leaves it", count: some, greets: form + "Content-Length: 60000\r\n\r\na=" + strings.Repeat("b", 50_000), within: body},
		{name: "sends most of a long report and leaves it", count: some, greets: report + "Content-Length: 1000000\r\n\r\n{\"" + strings.Repeat("b", 900_000), within: body},
		{name: "rests", count: many, greets: "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"},
	}
}

func chunk(size int) string {
	return fmt.Sprintf("%x\r\n%0*d\r\n", size, size, 7)
}

// TestFaultConnections lets crowds at the server, all kinds together and in full one after the other as well, while
// others go on with their requests: those are answered as before, the server's memory is bounded, and what the crowds
// took is there again when they are gone.
func TestFaultConnections(t *testing.T) {
	t.Parallel()
	raiseFiles(t)
	p := start(t, storagetest.Fresh(t, storage.SQLite), settings{
		"metrics.enabled": "true", "log.level": "error", "server.max_connections": "1000000", // the crowds shall stay
	})
	p.mayFail()                  // large bodies are told that there is no room for so many
	p.program = binaries.command // without the race detector, whose memory is another
	p.restart(t)
	traffic := newTraffic(t, p)
	traffic.during(t, func() { time.Sleep(2 * time.Second) }) // the first requests make the pools
	goroutines, memory := p.goroutines(t), p.resident(t)
	all := crowds(traffic.token)
	if times(0, 1) == 1 {
		for _, c := range all {
			traffic.besieged(t, memory, c)
		}
		for i := range all { // for want of so many ports
			all[i].count /= 4
		}
	}
	traffic.besieged(t, memory, all...)
	soon(t, "as few goroutines run as before", func() bool { return p.goroutines(t) <= goroutines+20 })
	t.Logf("afterwards: %.1f MiB more than before", float64(p.resident(t)-memory)/(1<<20))
}

// TestFaultMaxConnections holds more connections than the server takes, in the two ways in which one can without end:
// whoever comes with a request is answered.
func TestFaultMaxConnections(t *testing.T) {
	t.Parallel()
	raiseFiles(t)
	for _, limited := range []struct {
		what  string
		set   settings
		shell string // runs before the server, in its process
		most  int
	}{
		{what: "by the settings", set: settings{"server.max_connections": "100"}, most: 100},
		{what: "by the files it may open", shell: "ulimit -n 240", most: 120},
	} {
		t.Run(limited.what, func(t *testing.T) {
			t.Parallel()
			p := prepared(t, storagetest.Fresh(t, storage.SQLite), storage.SQLite, limited.set)
			p.program = after(t, limited.shell, p.program)
			p.launch(t)
			p.endWith(t)
			traffic := newTraffic(t, p)
			for _, c := range []crowd{
				{name: "says nothing", count: 300, within: 5 * time.Second},
				{name: "rests", count: 300, greets: "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", within: time.Minute},
			} {
				v := c.come(t, p)
				soon(t, "those over the limit are ended", func() bool { return v.ended() >= c.count-limited.most })
				for range 50 {
					p.web.CloseIdleConnections() // each request comes on a connection of its own
					p.do(t, traffic.asks[0]()).is(t, http.StatusOK)
				}
				if n := openFiles(t, p); n > limited.most+50 {
					t.Errorf("while a crowd %s the server has %d files open", c.name, n)
				}
				v.leave()
			}
			if warned := strings.Contains(p.output.String(), "held_at_most=120"); warned != (limited.shell != "") {
				t.Errorf("it is %t that the log tells how many connections fit", warned)
			}
		})
	}
}

// after is a program that does something in a shell and then becomes the program.
func after(t *testing.T, shell, program string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(file, fmt.Appendf(nil, "#!/bin/sh -e\n%s\nexec '%s' \"$@\"\n", shell, program), 0o700); err != nil {
		t.Fatal(err)
	}
	return file
}

// besieged measures with crowds and without them.
func (f *traffic) besieged(t *testing.T, memory int, crowds ...crowd) {
	t.Helper()
	who := "everybody at once"
	if len(crowds) == 1 {
		who = crowds[0].name
	}
	quiet := f.during(t, func() { time.Sleep(time.Duration(times(2, 5)) * time.Second) })
	var came []*visitors
	for _, c := range crowds {
		came = append(came, c.come(t, f.p))
	}
	most := 0
	loud := f.during(t, func() { most = siege(t, f.p, came) })
	for _, v := range came {
		v.gone(t)
	}
	f.p.web.CloseIdleConnections()
	quiet.took = append(quiet.took, f.during(t, func() { time.Sleep(time.Duration(times(1, 5)) * time.Second) }).took...)
	t.Logf("%s: %.1f MiB more; requests meanwhile: %s; quiet: %s", who, float64(most-memory)/(1<<20), loud, quiet)
	if limit := times(192, 320) << 20; most-memory > limit {
		t.Errorf("%s: the server took %d MiB more, and not %d", who, (most-memory)>>20, limit>>20)
	}
	loud.within(t, quiet)
}

// within compares. What ends within 5 ms is no matter of crowds, and beside all other tests, on a busy machine, a
// moment's figure says little.
func (f *traffic) within(t *testing.T, quiet *traffic) {
	t.Helper()
	limit := max(3*quiet.percentile(.99), 5*time.Millisecond)
	if times(0, 1) == 0 {
		limit = 4 * time.Second
	}
	if p99 := f.percentile(.99); p99 > limit {
		t.Errorf("p99 is %v, and %v in the quiet", p99, quiet.percentile(.99))
	}
}

// visitors are the connections of a crowd.
type visitors struct {
	crowd
	conns []net.Conn
	all   sync.WaitGroup

	mu      sync.Mutex
	longest time.Duration
	cut     int
}

// come connects all of a crowd.
func (c crowd) come(t *testing.T, p *patio) *visitors {
	t.Helper()
	v := &visitors{crowd: c}
	var mu sync.Mutex
	var dialling sync.WaitGroup
	turn := make(chan struct{}, 64)
	for range c.count {
		turn <- struct{}{}
		dialling.Go(func() {
			defer func() { <-turn }()
			conn, err := net.DialTimeout("tcp", p.listen, 10*time.Second)
			if err != nil {
				t.Errorf("could not connect: %v", err)
				return
			}
			mu.Lock()
			v.conns = append(v.conns, conn)
			mu.Unlock()
			v.all.Go(func() { v.linger(conn) })
		})
	}
	dialling.Wait()
	return v
}

// linger is the life of one connection: it talks as slowly as it likes, until the server has ended it.
func (v *visitors) linger(conn net.Conn) {
	began := time.Now()
	hello := []byte(v.greets)
	if v.greets == "{junk}" {
		hello = make([]byte, 512)
		_, _ = rand.Read(hello) // it never fails
	}
	_, _ = conn.Write(hello) // the server may have ended it already
	over := make(chan struct{})
	if v.drips != "" {
		go func() {
			for {
				select {
				case <-over:
					return
				case <-time.After(v.within / 10):
					_, _ = conn.Write([]byte(v.drips)) // likewise
				}
			}
		}()
	}
	_, err := io.Copy(io.Discard, conn)
	close(over)
	if errors.Is(err, net.ErrClosed) {
		return // by the test
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.cut++
	v.longest = max(v.longest, time.Since(began))
}

// siege waits until the server has ended all that may not rest, and gives the most memory that it had.
func siege(t *testing.T, p *patio, crowds []*visitors) int {
	t.Helper()
	most, watched := 0, time.Duration(times(2, 10))*time.Second // in which come some hundreds of requests
	patience := watched
	for _, v := range crowds {
		patience = max(patience, v.within+5*time.Second)
	}
	for began := time.Now(); time.Since(began) < time.Duration(times(4, 1))*patience; time.Sleep(100 * time.Millisecond) {
		most = max(most, p.resident(t))
		over := time.Since(began) > watched
		for _, v := range crowds {
			over = over && (v.within == 0 || v.ended() == v.count)
		}
		if over {
			break
		}
	}
	return most
}

// ended is how many of the crowd the server has ended.
func (v *visitors) ended() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.cut
}

// gone insists on the end of all of them, or on the rest of those that may rest, and ends these.
func (v *visitors) gone(t *testing.T) {
	t.Helper()
	cut := v.ended()
	t.Logf("%d %s: the server has ended %d, the last one after %v", v.count, v.name, cut, v.longest.Round(10*time.Millisecond))
	if v.within > 0 && cut < v.count || v.within == 0 && cut > 0 {
		t.Errorf("of %d that %s the server has ended %d", v.count, v.name, cut)
	}
	v.leave()
}

// leave is the end of a crowd by itself.
func (v *visitors) leave() {
	for _, conn := range v.conns {
		_ = conn.Close()
	}
	v.all.Wait()
}

// openFiles is how many files and connections the server has.
func openFiles(t *testing.T, p *patio) int {
	t.Helper()
	files, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", p.process.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	return len(files)
}

var residentLine = regexp.MustCompile(`(?m)^VmRSS:\s+(\d+) kB$`)

// resident is the server's memory in bytes, as the kernel counts it.
func (p *patio) resident(t *testing.T) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.process.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	found := residentLine.FindSubmatch(status)
	if found == nil {
		t.Fatalf("the kernel says\n%s", status)
	}
	n, err := strconv.Atoi(string(found[1]))
	if err != nil {
		t.Fatal(err)
	}
	return n << 10
}

// raiseFiles lets the test and the server have a file for each connection.
func raiseFiles(t *testing.T) {
	t.Helper()
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	need := uint64(times(2000, 12_000))
	if limit.Cur >= need {
		return
	}
	limit.Cur, limit.Max = need, max(limit.Max, need)
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Skipf("This machine allows %d open files, and the crowd is larger: %v", limit.Cur, err)
	}
}
