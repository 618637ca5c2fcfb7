package bearer_test

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/patio-auth/patio/bearer"
)

// good verifies a token of key that was signed just now.
func good(t *testing.T, s *issuer, c *bearer.Client, key signingKey) {
	t.Helper()
	if _, err := c.Verify(t.Context(), key.sign(s.claims())); err != nil {
		t.Errorf("a good token of %s: %v", key.kid, err)
	}
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for range 500 {
		if ok() {
			return
		}
		time.Sleep(2 * time.Millisecond)
	}
	t.Fatalf("it never came true that %s", what)
}

func TestNewKeyIsFoundAtOnce(t *testing.T) {
	s := newIssuer(t)
	c := s.client(t)
	next := newES256("next")
	s.change(func() { s.jwks = keySet(es256, next) })
	s.clock.advance(5 * time.Second)
	good(t, s, c, next)
	good(t, s, c, next)
	good(t, s, c, es256)
	if s.fetched() != 2 {
		t.Errorf("%d fetches, want 2", s.fetched())
	}
}

func TestWithdrawnKeyIsDropped(t *testing.T) {
	s := newIssuer(t)
	c := s.client(t)
	s.change(func() { s.jwks = keySet(eddsa) })
	s.clock.advance(4*time.Minute + 59*time.Second)
	good(t, s, c, es256)
	if s.fetched() != 1 {
		t.Errorf("%d fetches of a fresh set, want 1", s.fetched())
	}
	// Within a minute past its age the set answers once more while it is fetched anew.
	s.clock.advance(time.Second)
	good(t, s, c, es256)
	eventually(t, "the withdrawn key is gone", func() bool {
		_, err := c.Verify(t.Context(), es256.sign(s.claims()))
		return errors.Is(err, bearer.ErrInvalidToken)
	})
	good(t, s, c, eddsa)
}

func TestQuietHourWaitsForKeys(t *testing.T) {
	s := newIssuer(t)
	c := s.client(t)
	s.change(func() { s.jwks = keySet(eddsa) })
	s.clock.advance(6 * time.Minute)
	refused(t, c, es256.sign(s.claims()))
	if s.fetched() != 2 {
		t.Errorf("%d fetches, want 2", s.fetched())
	}
}

func TestMaxAge(t *testing.T) {
	tests := []struct {
		header string
		age    time.Duration
	}{
		{"", 5 * time.Minute},
		{"public, max-age=600", 10 * time.Minute},
		{`Max-Age="120"`, 2 * time.Minute},
		{"max-age=1", time.Minute},
		{"max-age=-1", time.Minute},
		{"max-age=999999999999", time.Hour},
		{"max-age=86400", time.Hour},
		{"max-age=soon", 5 * time.Minute},
		{"no-store", time.Minute},
		{"private, no-cache", time.Minute},
	}
	for _, tt := range tests {
		t.Run(tt.header, func(t *testing.T) {
			s := newIssuer(t)
			if tt.header != "" {
				s.header.Set("Cache-Control", tt.header)
			}
			c := s.client(t)
			s.clock.advance(tt.age - time.Second)
			good(t, s, c, es256)
			if s.fetched() != 1 {
				t.Errorf("%d fetches before the set is old, want 1", s.fetched())
			}
			s.clock.advance(time.Minute + time.Second)
			good(t, s, c, es256)
			if s.fetched() != 2 {
				t.Errorf("%d fetches when the set is old, want 2", s.fetched())
			}
		})
	}
}

func TestOutage(t *testing.T) {
	s := newIssuer(t)
	c := s.client(t)
	s.change(func() { s.status = 500 })
	var passed time.Duration
	at := func(since time.Duration) {
		s.clock.advance(since - passed)
		passed = since
	}
	for _, since := range []time.Duration{5 * time.Minute, 6 * time.Minute, 20 * time.Minute, 64 * time.Minute} {
		at(since)
		good(t, s, c, es256)
	}
	// A key that the old set does not hold could be good: nobody can tell.
	at(64*time.Minute + 10*time.Second)
	unavailable(t, c, newES256("next").sign(s.claims()))
	// An hour past its age nobody can tell whether the set still holds.
	at(65 * time.Minute)
	unavailable(t, c, es256.sign(s.claims()))
	s.change(func() { s.status = 200 })
	at(65*time.Minute + 5*time.Second)
	good(t, s, c, es256)
}

func TestOutageDoesNotSlowKnownKeys(t *testing.T) {
	s := newIssuer(t)
	c := s.client(t)
	hang := make(chan struct{})
	defer close(hang)
	s.change(func() { s.status = 500 })
	s.clock.advance(6 * time.Minute)
	good(t, s, c, es256)
	s.change(func() { s.hang = hang })
	s.clock.advance(time.Minute)
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	if _, err := c.Verify(ctx, es256.sign(s.claims())); err != nil {
		t.Errorf("it waits for a server that is known to fail: %v", err)
	}
	eventually(t, "it asks again", func() bool { return s.fetched() == 3 })
}

func TestBadSetDoesNotReplaceAGoodOne(t *testing.T) {
	for name, body := range map[string]any{
		"not JSON": "<html>", "no set": "{}", "too large": make([]int, 200_000), "cut short": `{"keys":[`,
	} {
		t.Run(name, func(t *testing.T) {
			s := newIssuer(t)
			c := s.client(t)
			s.change(func() { s.jwks = body })
			s.clock.advance(6 * time.Minute)
			good(t, s, c, es256)
		})
	}
}

func TestEmptySetEndsEveryToken(t *testing.T) {
	s := newIssuer(t)
	c := s.client(t)
	s.change(func() { s.jwks = keySet() })
	s.clock.advance(6 * time.Minute)
	refused(t, c, es256.sign(s.claims()))
}

func TestFloodOfUnknownKeys(t *testing.T) {
	s := newIssuer(t)
	c := s.client(t)
	stranger := newES256("es")
	var wg sync.WaitGroup
	for range 8 {
		s.clock.advance(5 * time.Second)
		for i := range 100 {
			token := stranger.sign(s.claims(), object{"kid": "k" + strconv.Itoa(i)})
			wg.Go(func() { refused(t, c, token) })
		}
		wg.Wait()
	}
	if n := s.fetched(); n < 2 || n > 9 {
		t.Errorf("%d fetches in 40 seconds of flood, want one at the start and at most one in five seconds", n)
	}
}

func TestSingleFlight(t *testing.T) {
	s := newIssuer(t)
	c := s.client(t)
	hang := make(chan struct{})
	next := newES256("next")
	s.change(func() { s.hang, s.jwks = hang, keySet(next) })
	s.clock.advance(time.Minute)

	// The one who caused the fetch goes away, and does not take it along.
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		if _, err := c.Verify(ctx, next.sign(s.claims())); !errors.Is(err, bearer.ErrUnavailable) {
			t.Errorf("a request that was given up: %v", err)
		}
	})
	eventually(t, "the keys are asked for", func() bool { return s.fetched() == 2 })
	cancel()
	wg.Wait()

	for range 32 {
		wg.Go(func() { good(t, s, c, next) })
	}
	s.change(func() { s.hang = nil })
	close(hang)
	wg.Wait()
	if s.fetched() != 2 {
		t.Errorf("%d fetches, want 2", s.fetched())
	}
}

func TestClockSetBack(t *testing.T) {
	s := newIssuer(t)
	c := s.client(t)
	s.clock.advance(-24 * time.Hour)
	good(t, s, c, es256)
	eventually(t, "the keys are fetched anew", func() bool { return s.fetched() == 2 })
}

// TestNoGoroutineIsLeft runs in a bubble, which fails if a goroutine outlives the test.
func TestNoGoroutineIsLeft(t *testing.T) {
	s := newIssuer(t)
	synctest.Test(t, func(t *testing.T) {
		silent := false
		transport := roundTripper(func(r *http.Request) (*http.Response, error) {
			if silent {
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			return replay(s, r), nil
		})
		cfg := s.config()
		cfg.Now, cfg.HTTPClient = time.Now, &http.Client{Transport: transport}
		c, err := bearer.New(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		silent = true
		time.Sleep(5*time.Minute + time.Second)
		now := time.Now().Unix()
		token := es256.sign(with(s.claims(), object{"iat": now, "exp": now + 600}))
		if _, err := c.Verify(t.Context(), token); err != nil {
			t.Error(err)
		}
		start := time.Now()
		unavailable(t, c, goodPAT)
		if waited := time.Since(start); waited != 5*time.Second {
			t.Errorf("waited %v for a server that is silent, want 5s", waited)
		}
	})
}

func unavailable(t *testing.T, c *bearer.Client, token string) error {
	t.Helper()
	p, err := c.Verify(t.Context(), token)
	if p != nil || !errors.Is(err, bearer.ErrUnavailable) || errors.Is(err, bearer.ErrInvalidToken) {
		t.Errorf("got %+v, %v; want ErrUnavailable", p, err)
	}
	return err
}
