package ratelimit_test

import (
	"cmp"
	"crypto/rand"
	"net"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/ratelimit"
)

// theRedis is the address of a Redis for tests, or skips; under CI it must be there.
func theRedis(t *testing.T) string {
	t.Helper()
	url := cmp.Or(os.Getenv("PATIO_TEST_REDIS"), "redis://127.0.0.1:6379/0")
	_, rest, _ := strings.Cut(url, "://")
	host, _, _ := strings.Cut(rest[strings.LastIndex(rest, "@")+1:], "/")
	conn, err := net.DialTimeout("tcp", host, 3*time.Second)
	if err == nil {
		_ = conn.Close()
		return url
	}
	sentence := "No Redis at " + host + ", so its tests are left out; start one, or name one in PATIO_TEST_REDIS."
	if ci := os.Getenv("CI"); ci != "" && ci != "0" && ci != "false" {
		t.Fatal(sentence)
	}
	t.Skip(sentence)
	return ""
}

// told counts what a Redis says about itself.
type told struct{ gone, back atomic.Int32 }

func (o *told) hear(err error) {
	if err != nil {
		o.gone.Add(1)
	} else {
		o.back.Add(1)
	}
}

// process is a Redis as one of several processes has it.
func process(t *testing.T, url, prefix string, now func() time.Time, o *told) *ratelimit.Redis {
	t.Helper()
	r, err := ratelimit.NewRedis(ratelimit.RedisOptions{URL: url, Keys: 1000, Now: now, Prefix: prefix, Told: o.hear})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

func newPrefix() string { return "patio-test:" + rand.Text() + ":" }

// TestRedisShares lets three processes take at the same moment: of all their tries the limit's are allowed, no more.
func TestRedisShares(t *testing.T) {
	url, prefix := theRedis(t), newPrefix()
	of := ratelimit.Limit{Name: "shared", Burst: 20, Every: time.Minute}
	var allowed, refused atomic.Int32
	var all sync.WaitGroup
	for range 3 {
		p := process(t, url, prefix, clocktest.Now, &told{})
		for range 30 {
			all.Go(func() {
				d, err := p.Take(t.Context(), of, "k", 1)
				switch {
				case err != nil:
					t.Error(err)
				case d.Allowed:
					allowed.Add(1)
				case d.RetryAfter <= 0 || d.RetryAfter > time.Minute:
					t.Errorf("retry after %v", d.RetryAfter)
				default:
					refused.Add(1)
				}
			})
		}
	}
	all.Wait()
	if allowed.Load() != 20 || refused.Load() != 70 {
		t.Errorf("%d allowed and %d refused of 90", allowed.Load(), refused.Load())
	}
}

// TestRedisCounts is what the interface promises, asked at one process and seen at the other.
func TestRedisCounts(t *testing.T) {
	url, prefix := theRedis(t), newPrefix()
	a, b := process(t, url, prefix, clocktest.Now, &told{}), process(t, url, prefix, clocktest.Now, &told{})
	take := func(r *ratelimit.Redis, of ratelimit.Limit, n int, want bool) ratelimit.Decision {
		t.Helper()
		d, err := r.Take(t.Context(), of, "k", n)
		if err != nil || d.Allowed != want {
			t.Fatalf("take %d: %+v, %v; want allowed %t", n, d, err, want)
		}
		return d
	}
	if d := take(a, limit, 2, true); d.Remaining != 1 {
		t.Errorf("after two of three %d are left", d.Remaining)
	}
	take(b, limit, 2, false) // all or none
	if d, _ := b.Peek(t.Context(), limit, "k"); !d.Allowed || d.Remaining != 0 {
		t.Errorf("peek: %+v", d)
	}
	take(b, limit, 1, true)
	take(a, limit, 1, false)
	if d, _ := a.Peek(t.Context(), limit, "k"); d.Allowed || d.RetryAfter <= 50*time.Second || d.RetryAfter > time.Minute {
		t.Errorf("peek at a spent limit: %+v", d)
	}
	if d, _ := a.Take(t.Context(), limit, "other", 1); !d.Allowed {
		t.Error("one key spends the limit of another")
	}
	if err := b.Give(t.Context(), limit, "k", 1); err != nil {
		t.Fatal(err)
	}
	take(a, limit, 1, true)
	if err := a.Give(t.Context(), limit, "k", 30); err != nil { // more than was taken
		t.Fatal(err)
	}
	take(b, limit, 3, true)
	take(a, limit, 1, false)
	if err := b.Forget(t.Context(), limit, "k"); err != nil {
		t.Fatal(err)
	}
	take(a, limit, 3, true)
	quick := ratelimit.Limit{Name: "quick", Burst: 1, Every: 200 * time.Millisecond}
	take(a, quick, 1, true)
	take(b, quick, 1, false)
	time.Sleep(220 * time.Millisecond)
	take(b, quick, 1, true)
	take(a, ratelimit.Limit{Name: "off"}, 1000, true)
}

// wire lets a test cut the way to Redis, or hang it.
type wire struct {
	net.Listener
	to      string
	mu      sync.Mutex
	hung    bool
	passing []net.Conn
}

func newWire(t *testing.T, to string) *wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{Listener: l, to: to}
	t.Cleanup(func() { _ = l.Close(); w.cut() })
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			w.pass(in)
		}
	}()
	return w
}

func (w *wire) pass(in net.Conn) {
	out, err := net.Dial("tcp", w.to)
	if err != nil {
		_ = in.Close()
		return
	}
	w.mu.Lock()
	w.passing = append(w.passing, in, out)
	w.mu.Unlock()
	for from, to := range map[net.Conn]net.Conn{in: out, out: in} {
		go func() {
			buf := make([]byte, 4096)
			for {
				n, err := from.Read(buf)
				w.mu.Lock()
				hung := w.hung
				w.mu.Unlock()
				if err != nil {
					_ = to.Close()
					return
				}
				if !hung {
					_, _ = to.Write(buf[:n])
				}
			}
		}()
	}
}

func (w *wire) hang(yes bool) {
	w.mu.Lock()
	w.hung = yes
	w.mu.Unlock()
}

func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.passing {
		_ = c.Close()
	}
	w.passing = nil
}

// TestRedisGone hangs Redis: the limits hold in each process, what was counted before counts, nobody waits for long, it
// is said once, and Redis rules again when it is back.
func TestRedisGone(t *testing.T) {
	url := theRedis(t)
	scheme, rest, _ := strings.Cut(url, "://")
	at := rest[strings.LastIndex(rest, "@")+1:]
	host, _, _ := strings.Cut(at, "/")
	w := newWire(t, host)
	heard, prefix := &told{}, newPrefix()
	r := process(t, scheme+"://"+strings.Replace(rest, host, w.Addr().String(), 1), prefix, clocktest.Now, heard)
	of := ratelimit.Limit{Name: "gone", Burst: 5, Every: time.Hour}
	for range 3 {
		if d, err := r.Take(t.Context(), of, "k", 1); err != nil || !d.Allowed {
			t.Fatalf("%+v, %v", d, err)
		}
	}
	w.hang(true)
	began := time.Now()
	allowed := 0
	for range 50 {
		d, err := r.Take(t.Context(), of, "k", 1)
		if err != nil {
			t.Fatal(err)
		}
		if d.Allowed {
			allowed++
		}
	}
	if took := time.Since(began); allowed != 2 || took > 2*time.Second || heard.gone.Load() != 1 {
		t.Errorf("without Redis %d of 50 were allowed in %v, said %d times; want 2, fast, once", allowed, took, heard.gone.Load())
	}
	w.hang(false)
	w.cut()
	other := process(t, url, prefix, clocktest.Now, &told{})
	if d, _ := other.Take(t.Context(), of, "k", 2); !d.Allowed {
		t.Error("what Redis was never told counts there")
	}
	for began := time.Now(); heard.back.Load() == 0; time.Sleep(50 * time.Millisecond) {
		if _, _ = r.Peek(t.Context(), of, "k"); time.Since(began) > 10*time.Second {
			t.Fatal("it does not come back by itself")
		}
	}
	if d, _ := r.Take(t.Context(), of, "k", 1); d.Allowed || heard.gone.Load() != 1 || heard.back.Load() != 1 {
		t.Errorf("afterwards %+v, said %d and %d times", d, heard.gone.Load(), heard.back.Load())
	}
}

// TestRedisNeverThere starts without: limits of this process, at once, and no error.
func TestRedisNeverThere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	_ = l.Close()
	r := process(t, "redis://"+address+"/0", "", clocktest.Now, &told{})
	for i := range 5 {
		if d, err := r.Take(t.Context(), limit, "k", 1); err != nil || d.Allowed != (i < 3) {
			t.Errorf("try %d: %+v, %v", i, d, err)
		}
	}
	for _, url := range []string{"redis://user:hunter2@[::1", "http://hunter2@x/", "redis://:hunter2@h:1/x%zz", "redis://:hunter2@127.0.0.1/zero"} {
		_, err := ratelimit.NewRedis(ratelimit.RedisOptions{URL: url, Now: clocktest.Now})
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", url, err)
		}
	}
}

// TestRedisRemembersWhoSignedIn: an owner known at one process is not locked out at another by a stranger's guesses.
func TestRedisRemembersWhoSignedIn(t *testing.T) {
	url, prefix := theRedis(t), newPrefix()
	a := ratelimit.NewGuard(process(t, url, prefix, clocktest.Now, &told{}), guesses, 100)
	b := ratelimit.NewGuard(process(t, url, prefix, clocktest.Now, &told{}), guesses, 100)
	if !right(t, a, "mira", "192.0.2.1") {
		t.Fatal("the first sign-in is refused")
	}
	for i := range 5 { // the account's limit, from all over the world
		wrong(t, a, "mira", "198.51.100."+string(rune('1'+i)), 1)
	}
	if right(t, b, "mira", "203.0.113.9") {
		t.Error("a stranger gets past a spent limit at another process")
	}
	if !right(t, b, "mira", "192.0.2.1") {
		t.Error("the owner is locked out at another process")
	}
}
