package pat_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/pat"
)

func TestUsedAndFlush(t *testing.T) {
	h := newHouse(t)
	token, raw := h.mint(t, order())
	check := func(what string, at time.Time, address string) {
		t.Helper()
		got, err := h.Get(t.Context(), mira, token.ID)
		if err != nil || !got.LastUsedAt.Equal(at) || got.LastUsedIP != address {
			t.Errorf("%s: %v from %q, %v; want %v from %q", what, got.LastUsedAt, got.LastUsedIP, err, at, address)
		}
	}
	h.principal(t, raw)
	must(t, h.Flush(t.Context()))
	check("a verdict by itself is no use", time.Time{}, "")

	h.Used(&bearer.Principal{ID: token.ID}, pat.Sighting{Address: "192.0.2.1"})
	check("not yet written", time.Time{}, "")
	must(t, h.Flush(t.Context()))
	check("written", h.at, "192.0.2.1")

	first := h.at
	h.at = h.at.Add(time.Minute)
	h.Used(&bearer.Principal{ID: token.ID}, pat.Sighting{Address: "192.0.2.2"})
	h.at = h.at.Add(time.Minute)
	h.Used(&bearer.Principal{ID: token.ID}, pat.Sighting{}) // somebody asked on somebody's behalf
	must(t, h.Flush(t.Context()))
	check("the last of the batch, from the last known address", first.Add(2*time.Minute), "192.0.2.2")

	h.at = first // a clock that is set back
	h.Used(&bearer.Principal{ID: token.ID}, pat.Sighting{Address: "192.0.2.3"})
	must(t, h.Flush(t.Context()))
	check("never back in time", first.Add(2*time.Minute), "192.0.2.2")
	h.Used(&bearer.Principal{ID: nobody}, pat.Sighting{Address: "192.0.2.1"})
	must(t, h.Flush(t.Context()))
}

// TestLastAgent: what a token's bearer says of its program is kept cut short
// and clean, and only beside the address of the same use.
func TestLastAgent(t *testing.T) {
	h := newHouse(t)
	token, raw := h.mint(t, order())
	used := &bearer.Principal{ID: token.ID}
	for _, c := range []struct {
		name           string
		seen           []pat.Sighting
		address, agent string
	}{
		{"a program", []pat.Sighting{{Address: "192.0.2.1", Agent: "curl/8.14.1"}}, "192.0.2.1", "curl/8.14.1"},
		{"nobody said", []pat.Sighting{{}}, "192.0.2.1", "curl/8.14.1"},
		{"an agent without an address", []pat.Sighting{{Agent: "liar/1"}}, "192.0.2.1", "curl/8.14.1"},
		{"an address without an agent", []pat.Sighting{{Address: "192.0.2.2"}}, "192.0.2.2", ""},
		{"the last of several", []pat.Sighting{{Address: "192.0.2.2", Agent: "a"}, {Address: "192.0.2.2", Agent: "b"}, {}}, "192.0.2.2", "b"},
		{"another address in one batch", []pat.Sighting{{Address: "192.0.2.2", Agent: "a"}, {Address: "192.0.2.3"}}, "192.0.2.3", ""},
		{"not clean", []pat.Sighting{{Address: "192.0.2.3", Agent: "a\r\nb\x00\x1b[31mc\u202edé\xff"}}, "192.0.2.3", "ab[31mcd"},
		{"nothing in it", []pat.Sighting{{Address: "192.0.2.3", Agent: " \t \n "}}, "192.0.2.3", ""},
		{"a secret in the wrong header", []pat.Sighting{{Address: "192.0.2.3", Agent: "curl/8 Bearer " + raw + "."}}, "192.0.2.3", ""},
		{"a secret where it would be cut", []pat.Sighting{{Address: "192.0.2.3", Agent: strings.Repeat("x", 170) + raw}}, "192.0.2.3", ""},
		{"without end", []pat.Sighting{{Address: "192.0.2.3", Agent: strings.Repeat("\n~", 9000)}}, "192.0.2.3", strings.Repeat("~", 200)},
	} {
		h.at = h.at.Add(time.Minute)
		for _, s := range c.seen {
			h.Used(used, s)
		}
		must(t, h.Flush(t.Context()))
		got, err := h.Get(t.Context(), mira, token.ID)
		if err != nil || got.LastUsedIP != c.address || got.LastAgent != c.agent || !got.LastUsedAt.Equal(h.at) {
			t.Errorf("%s: %q with %q, %v", c.name, got.LastUsedIP, got.LastAgent, err)
		}
	}
}

// touches is a store that takes batches, or fails.
type touches struct {
	pat.Store
	mu      sync.Mutex
	fail    error
	batches []map[string]pat.Use
	counts  map[pat.Count]int // by token, scope and day
	swept   int
}

func (s *touches) Transact(ctx context.Context, fn func(ctx context.Context) error) error {
	return fn(ctx)
}

func (s *touches) AddUses(_ context.Context, counts []pat.Count) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.counts == nil {
		s.counts = map[pat.Count]int{}
	}
	for _, c := range counts {
		s.counts[pat.Count{TokenID: c.TokenID, Scope: c.Scope, Day: c.Day}] += c.Uses
		s.counts[pat.Count{TokenID: c.TokenID, Scope: c.Scope, Day: c.Day, Unsaid: -1}] += c.Unsaid
	}
	return nil
}

func (s *touches) ForgetUses(context.Context, time.Time, int) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.swept++
	return false, nil
}

func (s *touches) TouchTokens(_ context.Context, uses map[string]pat.Use) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return s.fail
	}
	s.batches = append(s.batches, maps.Clone(uses))
	return nil
}

func (s *touches) written() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.batches)
}

// TestFlushFails: what could not be written is written the next time, without
// replacing what has been noted since.
func TestFlushFails(t *testing.T) {
	store, at := &touches{fail: errors.New("gone")}, time.UnixMilli(1000).UTC()
	room := pat.New(store, pat.Options{Now: func() time.Time { return at }})
	room.Used(&bearer.Principal{ID: "a"}, pat.Sighting{Address: "192.0.2.1"})
	room.Used(&bearer.Principal{ID: "b"}, pat.Sighting{Address: "192.0.2.2", Agent: "curl/8"})
	if err := room.Flush(t.Context()); !errors.Is(err, store.fail) {
		t.Fatal(err)
	}
	first := at
	at = at.Add(time.Second)
	room.Used(&bearer.Principal{ID: "a"}, pat.Sighting{Address: "192.0.2.3"})
	store.fail = nil
	must(t, room.Flush(t.Context()))
	want := map[string]pat.Use{"a": {At: at, Address: "192.0.2.3"}, "b": {At: first, Address: "192.0.2.2", Agent: "curl/8"}}
	if len(store.batches) != 1 || !maps.Equal(store.batches[0], want) {
		t.Errorf("wrote %v, want %v", store.batches, want)
	}
	must(t, room.Flush(t.Context()))
	if len(store.batches) != 1 {
		t.Error("an empty batch was written")
	}
}

// TestUsesAreBounded: nobody makes the memory grow with uses of ever more
// tokens, and the tokens that are in the batch already go on being noted.
func TestUsesAreBounded(t *testing.T) {
	store, at := &touches{}, time.UnixMilli(1000).UTC()
	room := pat.New(store, pat.Options{Now: func() time.Time { return at }})
	for i := range 10_100 {
		room.Used(&bearer.Principal{ID: fmt.Sprint(i)}, pat.Sighting{Address: "192.0.2.1"})
	}
	at = at.Add(time.Second)
	room.Used(&bearer.Principal{ID: "0"}, pat.Sighting{Address: "192.0.2.1"})
	must(t, room.Flush(t.Context()))
	n := 0
	for _, batch := range store.batches {
		n += len(batch)
		if use, ok := batch["0"]; len(batch) > 200 || ok && !use.At.Equal(at) {
			t.Errorf("a batch of %d, the first token used at %v", len(batch), use.At)
		}
	}
	if n != 10_000 {
		t.Errorf("%d tokens were noted", n)
	}
	room.Used(&bearer.Principal{ID: "after"}, pat.Sighting{})
	must(t, room.Flush(t.Context()))
	if last := store.batches[len(store.batches)-1]; len(last) != 1 {
		t.Errorf("there is no room after a flush: %v", last)
	}
}

// TestKeepFlushing runs in a bubble whose time stands still unless all wait.
func TestKeepFlushing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &touches{}
		room := pat.New(store, pat.Options{Now: clocktest.Now})
		ctx, cancel := context.WithCancel(t.Context())
		var reported []error
		done := make(chan struct{})
		go func() {
			room.KeepFlushing(ctx, time.Minute, func(err error) { reported = append(reported, err) })
			close(done)
		}()
		room.Used(&bearer.Principal{ID: "a"}, pat.Sighting{})
		time.Sleep(59 * time.Second)
		synctest.Wait()
		if store.written() != 0 {
			t.Error("flushed before its time")
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if store.written() != 1 {
			t.Errorf("%d batches after a minute", store.written())
		}
		store.mu.Lock()
		store.fail = errors.New("gone")
		store.mu.Unlock()
		room.Used(&bearer.Principal{ID: "b"}, pat.Sighting{})
		time.Sleep(time.Minute)
		synctest.Wait()
		if len(reported) != 1 {
			t.Errorf("reported %v", reported)
		}
		store.mu.Lock()
		store.fail = nil
		store.mu.Unlock()
		cancel() // the last flush does not fall to the context that has ended
		<-done
		if len(store.batches) != 2 || len(store.batches[1]) != 1 {
			t.Errorf("batches %v", store.batches)
		}
	})
}
