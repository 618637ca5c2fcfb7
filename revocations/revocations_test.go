package revocations_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/patio-auth/patio/revocations"
)

// notes is a store whose transactions commit when the test says so.
type notes struct {
	mu    sync.Mutex
	all   []revocations.Ended
	gone  bool
	ahead time.Duration // of the database's clock
}

func (n *notes) commit(id string, at time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.all = append(n.all, revocations.Ended{Kind: revocations.Token, ID: id, At: at, Until: at.Add(time.Hour)})
	slices.SortFunc(n.all, func(a, b revocations.Ended) int { return a.At.Compare(b.At) })
}

func (n *notes) setGone(yes bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.gone = yes
}

// Ended is revocations.Store's.
func (n *notes) Ended(_ context.Context, after revocations.Place, _ time.Time, limit int) (found []revocations.Ended, err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.gone {
		return nil, errors.New("gone")
	}
	for _, e := range n.all {
		if (e.At.After(after.At) || e.At.Equal(after.At) && e.ID > after.ID) && len(found) < limit {
			found = append(found, e)
		}
	}
	return found, nil
}

// Clock is revocations.Store's.
func (n *notes) Clock(context.Context) (time.Time, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.gone {
		return time.Time{}, errors.New("gone")
	}
	return time.Now().Add(n.ahead), nil
}

// told is what a follower is told within a second; nil at its end too.
func told(f *revocations.Follower) (ids []string, more bool) {
	timer := time.After(time.Second)
	for {
		select {
		case e, more := <-f.Next:
			if !more {
				return ids, false
			}
			ids = append(ids, e.ID)
		case <-timer:
			return ids, true
		}
	}
}

func follow(t *testing.T, s *revocations.Stream, mark string) *revocations.Follower {
	t.Helper()
	f, err := s.Follow(t.Context(), mark)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestLateCommits: what commits after a later one is told of all the same, and nothing is told of twice by the poll.
func TestLateCommits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &notes{}
		s := revocations.New(n, revocations.Options{Now: time.Now})
		f := follow(t, s, "")
		defer f.Leave()
		now := time.Now()
		n.commit("b", now)
		if got, _ := told(f); !slices.Equal(got, []string{"b"}) {
			t.Errorf("told %v", got)
		}
		n.commit("a", now.Add(-14*time.Second)) // it began long before
		n.commit("c", now.Add(time.Second))
		if got, _ := told(f); !slices.Equal(got, []string{"a", "c"}) {
			t.Errorf("told %v", got)
		}
		if got, more := told(f); len(got) > 0 || !more {
			t.Errorf("told %v again", got)
		}
	})
}

// TestClockSetBack: the database moves to a host whose clock is an hour behind. What ends then is noted before what had
// ended, and is told of at once, also to who comes again with a mark of then.
func TestClockSetBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &notes{ahead: time.Hour}
		s := revocations.New(n, revocations.Options{Now: time.Now})
		f := follow(t, s, "")
		defer f.Leave()
		n.commit("before", time.Now().Add(time.Hour))
		if got, _ := told(f); !slices.Equal(got, []string{"before"}) {
			t.Errorf("told %v", got)
		}
		mark := revocations.Mark(n.all[0])
		n.mu.Lock()
		n.ahead = 0
		n.mu.Unlock()
		for range 3 {
			n.commit("after "+time.Now().String(), time.Now())
			if got, _ := told(f); len(got) != 1 || got[0] == "before" {
				t.Errorf("told %v after the clock was set back", got)
			}
			time.Sleep(20 * time.Second)
		}
		again := follow(t, s, mark)
		defer again.Leave()
		if page, err := again.Backlog(t.Context()); err != nil || len(page) != 4 {
			t.Errorf("who comes again is told of %d, %v", len(page), err)
		}
	})
}

// TestResume begins behind a mark, a little before it, and misses nothing between the backlog and the poll.
func TestResume(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &notes{}
		now := time.Now().Add(-time.Minute)
		for i, id := range []string{"old", "just before", "marked", "after"} {
			n.commit(id, now.Add(time.Duration(i)*14*time.Second))
		}
		s := revocations.New(n, revocations.Options{Now: time.Now})
		mark := revocations.Mark(n.all[2])
		f := follow(t, s, mark)
		defer f.Leave()
		n.commit("meanwhile", now.Add(50*time.Second))
		var backlog []string
		for {
			page, err := f.Backlog(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			for _, e := range page {
				backlog = append(backlog, e.ID)
			}
		}
		if !slices.Equal(backlog, []string{"just before", "marked", "after", "meanwhile"}) {
			t.Errorf("backlog %v", backlog)
		}
		n.commit("now", now.Add(51*time.Second))
		if got, _ := told(f); !slices.Contains(got, "now") {
			t.Errorf("told %v", got)
		}
		for _, bad := range []string{"x", "-1", "1e3", "99999999999999999999", "1 ", "0x10"} {
			if _, err := s.Follow(t.Context(), bad); !errors.Is(err, revocations.ErrMark) {
				t.Errorf("mark %q: %v", bad, err)
			}
		}
	})
}

// TestLetGo: who is too slow, or would take silence for peace, must come again; there are only so many; and nothing is
// left when all have gone.
func TestLetGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &notes{}
		s := revocations.New(n, revocations.Options{Now: time.Now})
		f := follow(t, s, "")
		n.setGone(true)
		if got, more := told(f); len(got) > 0 || !more {
			t.Error("let go at the first trouble")
		}
		time.Sleep(3 * time.Second)
		if _, more := told(f); more {
			t.Error("a follower takes silence for peace")
		}
		n.setGone(false)
		slow, quick := follow(t, s, ""), follow(t, s, "")
		done := make(chan int)
		go func() {
			count := 0
			for range quick.Next {
				count++
			}
			done <- count
		}()
		now := time.Now()
		for i := range 2500 {
			n.commit(string(rune('a'+i%26))+time.Duration(i).String(), now.Add(time.Duration(i)*time.Millisecond))
			if i%1000 == 999 {
				time.Sleep(time.Second)
			}
		}
		time.Sleep(time.Second)
		read := 0
		for range slow.Next {
			read++
		}
		if read > 2000 {
			t.Errorf("%d lay waiting for somebody who does not read", read)
		}
		quick.Leave()
		if count := <-done; count != 2500 {
			t.Errorf("one that reads was told of %d", count)
		}
		var all []*revocations.Follower
		for {
			f, err := s.Follow(t.Context(), "")
			if errors.Is(err, revocations.ErrTooMany) {
				break
			}
			all = append(all, f)
		}
		if len(all) != 200 {
			t.Errorf("%d may follow", len(all))
		}
		for _, f := range all {
			f.Leave()
			f.Leave()
		}
	}) // which fails where a goroutine is left
}
