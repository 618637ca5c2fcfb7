//go:build linux

package e2e_test

import (
	"cmp"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// A round of soak, a minute, is a step of an hour by the servers' clocks, which are set ahead at its end, while nobody
// is at anything: an hour of soak is two and a half days of theirs, on which what ended long ago is deleted.
const (
	soakRound = time.Minute
	soakStep  = time.Hour
)

// Before that comes a twelfth of its length at five times its pace, which opens the connections and fills their caches.
const (
	soakWarmUp = 12
	soakHaste  = 5
)

// soakMark is how much a server may have grown since it was warm.
const soakMark = 1.05

// TestFaultSoak lets a server live for a long time under everything that people do, within a short time: PATIO_SOAK
// says how long (make test-soak: an hour). Its memory stays what it was, what is over goes, SQLite's log stays short.
// Without PATIO_SOAK it lasts some seconds, which shows that nothing goes wrong and nothing of how things grow.
func TestFaultSoak(t *testing.T) {
	length := time.Duration(0)
	if text := os.Getenv("PATIO_SOAK"); text != "" {
		var err error
		if length, err = time.ParseDuration(text); err != nil || length < 10*time.Minute {
			t.Fatalf("PATIO_SOAK is how long, at least 10m, and not %q", text)
		}
	}
	storagetest.Each(t, func(t *testing.T, url string) {
		t.Parallel()
		p, set := clocked(t, url, settings{
			"log.level": "error", "metrics.enabled": "true",
			"retention.expired": "1h", "retention.ended": "2h", "retention.every": "1s",
		})
		s := &soak{ledger: newLedger(t, p, 4)}
		s.strict = true
		s.robot, s.opaque = p.robot(t, p.person(t), clientSpec{}), p.robot(t, p.person(t), clientSpec{Opaque: true})
		s.set = set
		if length > 0 {
			s.live(t, length/soakWarmUp, soakHaste)
			s.memory, s.heap = nil, nil
		}
		s.live(t, cmp.Or(length, 8*time.Second), 1)
		if length > 0 {
			time.Sleep(soakRound) // in which what the last hour made old goes
		}
		s.check(t, false)
		p.sound(t)
		p.intact(t)
		s.judge(t, length)
	})
}

// soak is a load with a pace, and what was seen of the server meanwhile.
type soak struct {
	*ledger
	robot, opaque client
	ahead         time.Duration       // of the servers' clock
	set           func(time.Duration) // sets it
	still         sync.RWMutex        // held meanwhile

	grants, machines, shortLived atomic.Int64

	memory, heap []int // bytes, each second: resident, and what lives in Go's heap
	log          int64 // the most bytes of SQLite's write-ahead log
}

// live is everything that people do, so many times as often as they do it.
func (s *soak) live(t *testing.T, length time.Duration, haste time.Duration) {
	stop := make(chan struct{})
	var all sync.WaitGroup
	pace := func(every time.Duration, do func()) {
		all.Go(func() {
			tick := time.NewTicker(every / haste)
			defer tick.Stop()
			for {
				select {
				case <-stop:
					return
				case <-tick.C:
					s.atRest(do)
				}
			}
		})
	}
	for i := range 4 {
		own := s.chains[i : i+1]
		pace(50*time.Millisecond, func() { s.step(t, own) })
	}
	pace(time.Second, func() { s.come(t) })
	pace(200*time.Millisecond, func() { s.machine(t) })
	pace(300*time.Millisecond, func() { s.passing(t) })
	pace(haste*time.Second, func() { s.look(t) })
	for began := time.Now(); time.Since(began) < length; {
		time.Sleep(min(soakRound, length))
		s.still.Lock()
		s.ahead += soakStep - soakRound
		s.set(s.ahead)
		s.still.Unlock()
	}
	close(stop)
	all.Wait()
}

// atRest does something while nobody sets the clock.
func (s *soak) atRest(do func()) {
	s.still.RLock()
	defer s.still.RUnlock() // also where the test ends in it
	do()
}

// come is a person who signs in, allows the app something, and in half the cases thinks better of it.
func (s *soak) come(t *testing.T) {
	got := s.p.grant(t, s.app, s.who)
	next := s.p.token(t, s.app, refresh(got.Refresh)).is(t, http.StatusOK).tokens(t)
	if s.grants.Add(1)%2 == 0 {
		s.p.revoke(t, s.app, next.Refresh).is(t, http.StatusOK)
		s.p.token(t, s.app, refresh(next.Refresh)).refused(t, http.StatusBadRequest, "invalid_grant")
	}
}

// machine gets tokens without anybody, and gives them back.
func (s *soak) machine(t *testing.T) {
	for _, c := range []client{s.robot, s.opaque} {
		token := s.p.own(t, c).is(t, http.StatusOK).tokens(t).Access
		if s.p.introspect(t, c, token)["active"] != true {
			t.Error("a new token is not active")
		}
		if s.machines.Add(1)%3 == 0 {
			continue // it ends by itself
		}
		s.p.revoke(t, c, token).is(t, http.StatusOK)
		if s.p.introspect(t, c, token)["active"] != false {
			t.Error("a revoked token is active")
		}
	}
}

// passing mints a token that ends by itself before long.
func (s *soak) passing(t *testing.T) {
	a, ok := s.ask(s.p.call(t, http.MethodPost, pats, s.root, order{
		"client_id": s.app.ID, "name": "for an hour", "scopes": []string{"profile"}, "expires_in_seconds": 3600,
	}))
	if !ok {
		return // a busy machine may say so
	}
	s.p.me(t, a.is(t, http.StatusCreated).object(t).text(t, "token")).is(t, http.StatusOK)
	s.shortLived.Add(1)
}

// look notes what the server takes at this moment.
func (s *soak) look(t *testing.T) {
	s.memory = append(s.memory, s.p.resident(t))
	// A collection begins where the heap is thrice what the last one found living (cmd/patio/memory.go).
	s.heap = append(s.heap, s.p.metric(t, "go_memstats_next_gc_bytes")/3)
	if s.p.kind != storage.SQLite {
		return
	}
	if info, err := os.Stat(strings.TrimPrefix(s.p.database, "sqlite:") + "-wal"); err == nil {
		s.log = max(s.log, info.Size())
	}
}

// judge says what was seen; the memory and the deleting of a short soak say nothing.
func (s *soak) judge(t *testing.T, length time.Duration) {
	t.Helper()
	memory, heap := sixths(s.memory), sixths(s.heap)
	t.Logf("%v by the servers' clock: %d sign-ins, %d tokens of machines, %d tokens for an hour; %s", s.ahead, s.grants.Load(), s.machines.Load(), s.shortLived.Load(), s.told())
	t.Logf("memory by sixths: %.1f MiB, of which live in the heap %.1f MiB; the longest write-ahead log: %.1f MiB", memory, heap, float64(s.log)/(1<<20))
	if s.log > 64<<20 {
		t.Errorf("the write-ahead log was %d MiB long", s.log>>20)
	}
	if length == 0 {
		return
	}
	if warm, end := memory[1], memory[5]; end > soakMark*warm {
		t.Errorf("the server took %.1f MiB when it was warm, and %.1f at the end", warm, end)
	}
	s.purged(t)
}

// sixths are the medians of each sixth of what was seen, in MiB.
func sixths(seen []int) (medians [6]float64) {
	for n := range medians {
		part := slices.Sorted(slices.Values(seen[n*len(seen)/6 : (n+1)*len(seen)/6]))
		medians[n] = float64(part[len(part)/2]) / (1 << 20)
	}
	return medians
}

// purged looks for what should have gone by now: an hour after its end, two for lineages, and an hour more in which its
// turn came.
func (s *soak) purged(t *testing.T) {
	t.Helper()
	now := clocktest.Now().Add(s.ahead)
	for what, at := range map[string]struct {
		rows, end string
		since     time.Duration
		made      int64
	}{
		"codes":                  {"codes", "expires_at", 2 * time.Hour, s.grants.Load()},
		"sessions":               {"sessions", "expires_at", 2 * time.Hour, 0}, // most live for days
		"half-done sign-ins":     {"ceremonies", "expires_at", 2 * time.Hour, 0},
		"opaque access tokens":   {"access_tokens", "expires_at", 2 * time.Hour, s.machines.Load() / 2},
		"revocations":            {"revocations WHERE until > 0", "until", time.Hour, s.machines.Load() / 3},
		"ended lineages":         {"lineages WHERE ended_at > 0", "ended_at", 4 * time.Hour, 0},
		"tokens that had an end": {"personal_access_tokens WHERE expires_at > 0", "expires_at", 6 * time.Hour, s.shortLived.Load()},
	} {
		var over, all int64
		err := s.p.behind(t).QueryRow(fmt.Sprintf("SELECT COUNT(CASE WHEN %s < %d THEN 1 END), COUNT(*) FROM %s",
			at.end, now.Add(-at.since).UnixMilli(), at.rows)).Scan(&over, &all)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		t.Logf("%s: %d rows, %d of them long over", what, all, over)
		if over > 0 {
			t.Errorf("%d %s should have gone", over, what)
		}
		if at.made > 0 && all >= at.made {
			t.Errorf("%d %s were made, and %d are there", at.made, what, all)
		}
	}
}
