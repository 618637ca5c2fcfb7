package ratelimit_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/ratelimit"
)

var limit = ratelimit.Limit{Name: "test", Burst: 3, Every: time.Minute}

// clock is a time that stands still until it is moved.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func newClock() *clock { return &clock{clocktest.At(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))} }

func TestTakeAndPeek(t *testing.T) {
	type step struct {
		after     time.Duration
		n         int
		allowed   bool
		remaining int
		retry     time.Duration
	}
	for name, steps := range map[string][]step{
		"burst, then one a minute": {
			{0, 1, true, 2, 0}, {0, 1, true, 1, 0}, {0, 1, true, 0, 0}, {0, 1, false, 0, time.Minute},
			{20 * time.Second, 1, false, 0, 40 * time.Second}, {40 * time.Second, 1, true, 0, 0}, {0, 1, false, 0, time.Minute},
		},
		"idle time fills up to the burst and no further": {
			{0, 3, true, 0, 0}, {time.Hour, 1, true, 2, 0}, {0, 2, true, 0, 0}, {0, 1, false, 0, time.Minute},
		},
		"all or none": {
			{0, 2, true, 1, 0}, {0, 2, false, 0, time.Minute}, {0, 1, true, 0, 0},
		},
		"a clock set back locks nobody for longer than the window": {
			{0, 3, true, 0, 0}, {-24 * time.Hour, 1, false, 0, time.Minute}, {3 * time.Minute, 3, true, 0, 0},
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := newClock()
			memory := ratelimit.NewMemory(10, c.now)
			for i, s := range steps {
				c.t = c.t.Add(s.after)
				peeked, _ := memory.Peek(t.Context(), limit, "k")
				got, err := memory.Take(t.Context(), limit, "k", s.n)
				if want := (ratelimit.Decision{Allowed: s.allowed, Remaining: s.remaining, RetryAfter: s.retry}); got != want || err != nil {
					t.Errorf("step %d: %+v, %v; want %+v", i, got, err, want)
				}
				if s.n == 1 && peeked != got {
					t.Errorf("step %d: Peek said %+v and Take %+v", i, peeked, got)
				}
			}
		})
	}
}

func TestGiveAndForget(t *testing.T) {
	memory := ratelimit.NewMemory(10, newClock().now)
	remaining := func() int {
		d, _ := memory.Peek(t.Context(), limit, "k")
		if !d.Allowed {
			return 0
		}
		return d.Remaining + 1
	}
	if err := memory.Give(t.Context(), limit, "k", 5); err != nil || remaining() != 3 {
		t.Errorf("a gift to a fresh key leaves %d, %v; want the burst of 3", remaining(), err)
	}
	_, _ = memory.Take(t.Context(), limit, "k", 3)
	if err := memory.Give(t.Context(), limit, "k", 1); err != nil || remaining() != 1 {
		t.Errorf("one given back leaves %d, %v", remaining(), err)
	}
	if err := memory.Give(t.Context(), limit, "k", 50); err != nil || remaining() != 3 {
		t.Errorf("fifty given back leave %d, %v; want the burst of 3", remaining(), err)
	}
	_, _ = memory.Take(t.Context(), limit, "k", 3)
	if err := memory.Forget(t.Context(), limit, "k"); err != nil || remaining() != 3 {
		t.Errorf("a forgotten key has %d, %v", remaining(), err)
	}
}

func TestKeysAndLimitsAreApart(t *testing.T) {
	memory := ratelimit.NewMemory(10, newClock().now)
	_, _ = memory.Take(t.Context(), limit, "k", 3)
	other := limit
	other.Name = "other"
	for name, try := range map[string]func() (ratelimit.Decision, error){
		"another key":   func() (ratelimit.Decision, error) { return memory.Take(t.Context(), limit, "l", 3) },
		"another limit": func() (ratelimit.Decision, error) { return memory.Take(t.Context(), other, "k", 3) },
		"no limit": func() (ratelimit.Decision, error) {
			return memory.Take(t.Context(), ratelimit.Limit{Name: "test"}, "k", 99)
		},
		"limits off": func() (ratelimit.Decision, error) { return ratelimit.Unlimited{}.Take(t.Context(), limit, "k", 99) },
	} {
		if d, err := try(); !d.Allowed || err != nil {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
}

func TestMemoryIsBoundedAndLimitsDoNotPushOneAnother(t *testing.T) {
	memory := ratelimit.NewMemory(100, newClock().now)
	flooded, quiet := ratelimit.Limit{Name: "flooded", Burst: 1, Every: time.Hour}, ratelimit.Limit{Name: "quiet", Burst: 1, Every: time.Hour}
	_, _ = memory.Take(t.Context(), quiet, "k", 1)
	for i := range 1000 {
		_, _ = memory.Take(t.Context(), flooded, fmt.Sprint(i), 1)
	}
	kept := 0
	for i := range 1000 {
		if d, _ := memory.Peek(t.Context(), flooded, fmt.Sprint(i)); !d.Allowed {
			kept++
		}
	}
	if kept != 100 {
		t.Errorf("%d keys kept, want 100", kept)
	}
	if d, _ := memory.Peek(t.Context(), quiet, "k"); d.Allowed {
		t.Error("a flood of one limit pushed out another's counter")
	}
}

func TestNoMoreThanTheBurstSideBySide(t *testing.T) {
	memory := ratelimit.NewMemory(10, newClock().now)
	limiter := ratelimit.New(memory)
	var allowed atomic.Int64
	var all sync.WaitGroup
	for range 64 {
		all.Go(func() {
			if d, err := limiter.AllowFrom(t.Context(), limit, "k", "", 1); d.Allowed && err == nil {
				allowed.Add(1)
			}
		})
	}
	all.Wait()
	if allowed.Load() != 3 {
		t.Errorf("%d allowed, want 3", allowed.Load())
	}
}

func TestRetryAfterIsTheWaitThatHelps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limiter := ratelimit.New(ratelimit.NewMemory(10, clocktest.Now))
		for range 3 {
			_, _ = limiter.AllowFrom(t.Context(), limit, "k", "", 1)
		}
		d, _ := limiter.AllowFrom(t.Context(), limit, "k", "", 1)
		time.Sleep(d.RetryAfter - time.Nanosecond)
		if early, _ := limiter.AllowFrom(t.Context(), limit, "k", "", 1); early.Allowed {
			t.Error("allowed before RetryAfter was over")
		}
		time.Sleep(time.Nanosecond)
		if d, _ := limiter.AllowFrom(t.Context(), limit, "k", "", 1); !d.Allowed {
			t.Error("refused after RetryAfter was over")
		}
	})
}

func TestAddress(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.7":                 "192.0.2.7",
		"::ffff:192.0.2.7":          "192.0.2.7",
		"2001:db8:1:2:3:4:5:6":      "2001:db8:1:2::/64",
		"2001:db8:1:2:ffff::1":      "2001:db8:1:2::/64",
		"2001:db8:1:3::1":           "2001:db8:1:3::/64",
		"fe80::1%eth0":              "fe80::/64",
		"":                          "",
		"unix":                      "unix",
		strings.Repeat("x", 100000): strings.Repeat("x", 100000),
	} {
		if got := ratelimit.Address(address); got != want {
			t.Errorf("Address(%.40q) = %.40q, want %.40q", address, got, want)
		}
	}
}

// keyLengths is a source that notes the keys it is given.
type keyLengths struct {
	ratelimit.Unlimited
	t *testing.T
}

func (k keyLengths) Take(ctx ctx, l ratelimit.Limit, key string, n int) (ratelimit.Decision, error) {
	if len(key) > 32 || strings.Contains(key, "hunter2") {
		k.t.Errorf("a source sees the key %.60q", key)
	}
	return k.Unlimited.Take(ctx, l, key, n)
}

func TestSourcesSeeShortKeysThatRevealNothing(t *testing.T) {
	source := keyLengths{t: t}
	long := strings.Repeat("hunter2", 10000)
	_, _ = ratelimit.New(source).AllowFrom(t.Context(), limit, long, "", 1)
	_, _ = ratelimit.New(source).AllowFrom(t.Context(), limit, "hunter2", "", 1)
	guard := ratelimit.NewGuard(source, ratelimit.Guesses{PerPair: limit, PerAddress: limit, PerAccount: limit}, 10)
	if _, _, err := guard.Begin(t.Context(), ratelimit.Guess{Account: long, Address: long}); err != nil {
		t.Error(err)
	}
}

func BenchmarkTake(b *testing.B) {
	limiter := ratelimit.New(ratelimit.NewMemory(ratelimit.DefaultKeys, clocktest.Now))
	b.ReportAllocs()
	for b.Loop() {
		_, _ = limiter.AllowFrom(b.Context(), limit, "192.0.2.7", "", 1)
	}
}
