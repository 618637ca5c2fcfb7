package bearer_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
)

// stream is the issuer's stream of ended things, which a test writes.
type stream struct {
	mu     sync.Mutex
	status int
	opened []string // the Last-Event-ID of each connection
	login  string
	lines  chan string
	cut    chan struct{}
}

// streaming puts a stream before an issuer.
func streaming(t *testing.T, s *issuer) *stream {
	t.Helper()
	st := &stream{status: http.StatusOK, lines: make(chan string, 100), cut: make(chan struct{})}
	inner := s.Config.Handler
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/v1/revocations" {
			st.serve(w, r)
			return
		}
		inner.ServeHTTP(w, r)
	}))
	t.Cleanup(front.Close)
	t.Cleanup(func() { st.mu.Lock(); close(st.cut); st.cut = nil; st.mu.Unlock() })
	s.change(func() {
		s.URL = front.URL
		s.metadata = object{"issuer": s.URL, "jwks_uri": s.URL + "/jwks", "introspection_endpoint": s.URL + "/introspect"}
		s.answer = with(s.patAnswer(), object{"token_kind": "oauth", "aud": audience})
	})
	return st
}

func (st *stream) serve(w http.ResponseWriter, r *http.Request) {
	st.mu.Lock()
	st.opened = append(st.opened, r.Header.Get("Last-Event-ID"))
	id, secret, _ := r.BasicAuth()
	st.login = id + ":" + secret
	status, cut := st.status, st.cut
	st.mu.Unlock()
	if status != http.StatusOK {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	flush := http.NewResponseController(w)
	_ = flush.Flush()
	for {
		select {
		case line := <-st.lines:
			_, _ = w.Write([]byte(line))
			_ = flush.Flush()
		case <-cut:
			return
		case <-r.Context().Done():
			return
		}
	}
}

// interrupt ends the connection; the next one is answered with that status.
func (st *stream) interrupt(status int) {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.status = status
	close(st.cut)
	st.cut = make(chan struct{})
}

func (st *stream) ends(id int, kind, ref string, at time.Time) {
	st.lines <- fmt.Sprintf("id: %d\nevent: ended\ndata: {\"kind\":%q,\"id\":%q,\"at\":%q,\"until\":%q}\n\n",
		id, kind, ref, at.Format(time.RFC3339Nano), at.Add(time.Hour).Format(time.RFC3339Nano))
}

const synced = "event: synced\ndata: {}\n\n"

func soon(t *testing.T, what string, is func() bool) {
	t.Helper()
	for began := time.Now(); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Since(began) > 10*time.Second {
			t.Fatalf("it is still not so that %s", what)
		}
	}
}

// TestFollowKinds tells of one end of each kind, and shows a token for each.
func TestFollowKinds(t *testing.T) {
	s := newIssuer(t)
	st := streaming(t, s)
	now := s.clock.now()
	cases := []struct {
		name, kind, ref string
		at              time.Time
		token           object
		good            bool
	}{
		{"its jti", "jti", "ended-1", now, object{"jti": "ended-1"}, false},
		{"its lineage", "lineage", "ended-2", now, object{"lineage": "ended-2"}, false},
		{"its user", "user", "ended-3", now, object{"sub": "ended-3"}, false},
		{"its client", "client", "ended-4", now, object{"client_id": "ended-4"}, false},
		{"its user, within the leeway", "user", "ended-5", now.Add(-4 * time.Second), object{"sub": "ended-5"}, false},
		{"its user, before it was issued", "user", "ended-6", now.Add(-6 * time.Second), object{"sub": "ended-6"}, true},
		{"a user of a jti's name", "jti", "ended-7", now, object{"sub": "ended-7"}, true},
		{"a kind that it does not know", "moon", "ended-8", now, object{"jti": "ended-8"}, true},
		{"nothing of a lineage", "lineage", "", now, object{"lineage": nil}, true},
	}
	for i, c := range cases {
		st.ends(i+1, c.kind, c.ref, c.at)
	}
	st.ends(50, "user", "ended-6", now.Add(-time.Hour)) // a repeat, from before
	st.lines <- ": alive\n\n" + synced
	client := s.client(t, func(c *bearer.Config) { c.Revocations = bearer.FollowOrRefuse })
	soon(t, "it follows", func() bool { return client.Following() == nil })
	for _, c := range cases {
		_, err := client.Verify(t.Context(), es256.sign(with(s.claims(), c.token)))
		if c.good && err != nil || !c.good && !errors.Is(err, bearer.ErrInvalidToken) {
			t.Errorf("%s has ended: %v", c.name, err)
		}
	}
	if s.askedTimes() != 0 {
		t.Errorf("it asked %d times", s.askedTimes())
	}
	if st.login != "rs:s3cret" {
		t.Errorf("it came as %q", st.login)
	}
}

// TestFollowKey refuses what a revoked key signed as soon as the stream tells of it, whatever the cached key set says.
func TestFollowKey(t *testing.T) {
	s := newIssuer(t)
	st := streaming(t, s)
	client := s.client(t, func(c *bearer.Config) { c.Revocations = bearer.FollowOrRefuse })
	st.lines <- synced
	soon(t, "it follows", func() bool { return client.Following() == nil })
	raw := es256.sign(s.claims())
	if _, err := client.Verify(t.Context(), raw); err != nil {
		t.Fatal(err)
	}
	st.ends(1, "key", es256.kid[:min(len(es256.kid), 36)], s.clock.now())
	soon(t, "the key is refused", func() bool {
		_, err := client.Verify(t.Context(), raw)
		return errors.Is(err, bearer.ErrInvalidToken)
	})
	if _, err := client.Verify(t.Context(), rs256.sign(s.claims())); err != nil {
		t.Errorf("by another key: %v", err)
	}
}

// TestFollowInterrupted: whoever does not know what has ended asks, or refuses; and comes again behind what it knew.
func TestFollowInterrupted(t *testing.T) {
	for mode, askedFor := range map[bearer.Following]int{bearer.FollowOrAsk: 1, bearer.FollowOrRefuse: 0} {
		s := newIssuer(t)
		st := streaming(t, s)
		client := s.client(t, func(c *bearer.Config) { c.Revocations = mode })
		good := es256.sign(s.claims())
		unsure := func(what string) {
			t.Helper()
			before := s.askedTimes()
			_, err := client.Verify(t.Context(), good)
			if refused := errors.Is(err, bearer.ErrUnavailable); refused != (mode == bearer.FollowOrRefuse) || s.askedTimes()-before != askedFor {
				t.Errorf("mode %d, %s: %v, asked %d times", mode, what, err, s.askedTimes()-before)
			}
			if client.Following() == nil {
				t.Errorf("mode %d, %s: it says that it follows", mode, what)
			}
		}
		sure := func(what string) {
			t.Helper()
			soon(t, what, func() bool { return client.Following() == nil })
			before := s.askedTimes()
			if _, err := client.Verify(t.Context(), good); err != nil || s.askedTimes() != before {
				t.Errorf("mode %d, %s: %v, asked %d times", mode, what, err, s.askedTimes()-before)
			}
		}
		unsure("before the present end")
		st.ends(77, "jti", "ended", s.clock.now())
		st.lines <- synced
		sure("it has caught up")
		ended := es256.sign(with(s.claims(), object{"jti": "ended"}))
		st.interrupt(http.StatusServiceUnavailable)
		soon(t, "it notices", func() bool { return client.Following() != nil })
		unsure("interrupted")
		if _, err := client.Verify(t.Context(), ended); !errors.Is(err, bearer.ErrInvalidToken) {
			t.Errorf("what it knew to have ended: %v", err)
		}
		st.interrupt(http.StatusOK)
		st.lines <- synced
		sure("it follows again")
		st.mu.Lock()
		if first, last := st.opened[0], st.opened[len(st.opened)-1]; first != "" || last != "77" {
			t.Errorf("it came with %q, and again with %q", first, last)
		}
		st.mu.Unlock()
		s.clock.advance(16 * time.Second) // and not a sign of life
		unsure("silent")
		st.lines <- ": alive\n\n"
		sure("a sign of life")
		client.Close()
		client.Close()
		unsure("closed")
	}
}

func TestFollowConfig(t *testing.T) {
	s := newIssuer(t)
	for _, change := range []func(*bearer.Config){
		func(c *bearer.Config) { c.Revocations, c.ClientID, c.ClientSecret = bearer.FollowOrAsk, "", "" },
		func(c *bearer.Config) { c.Revocations = 7 },
		func(c *bearer.Config) { c.Revocations = -1 },
	} {
		cfg := s.config()
		change(&cfg)
		if _, err := bearer.New(t.Context(), cfg); err == nil {
			t.Errorf("%+v is taken", cfg.Revocations)
		}
	}
}
