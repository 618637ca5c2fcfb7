package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// loadOn loads a handler that answers as the test wants.
func loadOn(t *testing.T, length time.Duration, handler http.HandlerFunc) load {
	t.Helper()
	srv := httptest.NewServer(handler)
	t.Cleanup(srv.Close)
	return load{addr: srv.Listener.Addr().String(), connections: 4, length: length,
		request: bearerGet(mePath, "pat_x"), want: []byte(`"ok"`)}
}

func TestLoadCountsWhatWasServed(t *testing.T) {
	var served atomic.Int64
	l := loadOn(t, 50*time.Millisecond, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != mePath || r.Header.Get("Authorization") != "Bearer pat_x" {
			t.Errorf("asked for %s with %q", r.URL, r.Header.Get("Authorization"))
		}
		served.Add(1)
		fmt.Fprint(w, `{"state":"ok"}`)
	})
	got, err := l.run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got.requests == 0 || int64(got.requests) != served.Load() || uint64(got.requests) != got.latency.total {
		t.Errorf("counted %d requests and %d latencies, served %d", got.requests, got.latency.total, served.Load())
	}
	if got.elapsed < l.length {
		t.Errorf("lasted %v, less than %v", got.elapsed, l.length)
	}
	if rate := (tally{requests: 300, elapsed: 2 * time.Second}).rate(); rate != 150 {
		t.Errorf("300 requests in 2 s are %v per second", rate)
	}
}

// One bad answer among thousands fails the round, and at once.
func TestLoadFailsOnAnyBadAnswer(t *testing.T) {
	for name, tc := range map[string]struct {
		bad  http.HandlerFunc
		want string
	}{
		"refused":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) }, "429"},
		"inactive": {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"active":false}`) }, "nowhere"},
		"cut off":  {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "no answer"},
	} {
		t.Run(name, func(t *testing.T) {
			var served atomic.Int64
			l := loadOn(t, time.Minute, func(w http.ResponseWriter, r *http.Request) {
				if served.Add(1) == 100 {
					tc.bad(w, r)
					return
				}
				fmt.Fprint(w, `"ok"`)
			})
			began := time.Now()
			if _, err := l.run(t.Context()); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("the round ended with %v, want something of %q", err, tc.want)
			}
			if took := time.Since(began); took > l.length/2 {
				t.Errorf("the other connections went on for %v", took)
			}
		})
	}
}

func TestLoadEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var once atomic.Bool
	l := loadOn(t, time.Minute, func(w http.ResponseWriter, _ *http.Request) {
		if once.CompareAndSwap(false, true) {
			cancel()
		}
		fmt.Fprint(w, `"ok"`)
	})
	if _, err := l.run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("the round ended with %v", err)
	}
}

func TestLoadWithoutServer(t *testing.T) {
	addr, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (load{addr: addr, connections: 2, length: time.Second}).run(t.Context()); err == nil {
		t.Error("nobody listens, and nobody noticed")
	}
	if _, err := ask(t.Context(), addr, plainGet(metadataPath), nil); err == nil {
		t.Error("nobody listens, and ask did not notice")
	}
}

// While the clock runs the generator allocates nothing: its own collector must not steal from either side.
func TestExchangeDoesNotAllocate(t *testing.T) {
	text := strings.Repeat("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\n\"ok\"", 1100)
	r := readerOf(text)
	r.body = make([]byte, 0, 64)
	want, latency := []byte(`"ok"`), new(histogram)
	allocated := testing.AllocsPerRun(1000, func() {
		status, body, err := r.next()
		if err != nil || checkAnswer(status, body, want) != nil {
			t.Fatal(status, body, err)
		}
		latency.record(time.Millisecond)
	})
	if allocated > 0 {
		t.Errorf("%v allocations per answer", allocated)
	}
}
