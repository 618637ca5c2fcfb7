package revocations_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/revocations"
)

// notes is a store whose transactions commit when the test says so.
type notes struct {
	mu    sync.Mutex
	all   []revocations.Ended
	gone  bool
	ahead time.Duration // of the database's clock
}

func (n *notes) commit(id string, at time.Time) { n.end(id, at) }

func (n *notes) end(id string, at time.Time, audience ...string) {
	n.add(id, at, audience...)
	n.mu.Lock()
	defer n.mu.Unlock()
	slices.SortStableFunc(n.all, func(a, b revocations.Ended) int { return a.At.Compare(b.At) })
}

// add is end for what ends after everything else.
func (n *notes) add(id string, at time.Time, audience ...string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.all = append(n.all, revocations.Ended{Kind: revocations.Token, ID: id, At: at, Until: at.Add(time.Hour), Audience: audience})
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
	from, _ := slices.BinarySearchFunc(n.all, after.At, func(e revocations.Ended, at time.Time) int { return e.At.Compare(at) })
	for _, e := range n.all[from:] {
		if len(found) == limit {
			break
		}
		if e.At.After(after.At) || e.At.Equal(after.At) && e.ID > after.ID {
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
	return clocktest.Now().Add(n.ahead), nil
}

// told is what a follower is told within a second, and whether it may go on.
func told(t *testing.T, f *revocations.Follower) (ids []string, more bool) {
	t.Helper()
	timer := time.After(time.Second)
	for {
		page, err := f.Read(t.Context())
		if err != nil {
			return ids, false
		}
		for _, e := range page.Ended {
			ids = append(ids, e.ID)
		}
		if page.More {
			continue
		}
		select {
		case <-f.Wake:
		case <-timer:
			return ids, true
		}
	}
}

var anyone = revocations.Recipient{Resource: "https://api.example", AcceptsDefault: true}

func follow(t *testing.T, s *revocations.Stream, mark string) *revocations.Follower {
	t.Helper()
	return followAs(t, s, mark, anyone)
}

// upToDate is a follower that has read everything so far.
func upToDate(t *testing.T, s *revocations.Stream) *revocations.Follower {
	t.Helper()
	f := follow(t, s, "")
	told(t, f)
	return f
}

func followAs(t *testing.T, s *revocations.Stream, mark string, to revocations.Recipient) *revocations.Follower {
	t.Helper()
	f, err := s.Follow(t.Context(), mark, to)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestLateCommits: what commits after a later one is told of all the same, and nothing is told of twice by the poll.
func TestLateCommits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &notes{}
		s := revocations.New(n, revocations.Options{Now: clocktest.Now})
		f := upToDate(t, s)
		defer f.Leave()
		now := clocktest.Now()
		n.commit("b", now)
		if got, _ := told(t, f); !slices.Equal(got, []string{"b"}) {
			t.Errorf("told %v", got)
		}
		n.commit("a", now.Add(-14*time.Second)) // it began long before
		n.commit("c", now.Add(time.Second))
		if got, _ := told(t, f); !slices.Equal(got, []string{"a", "c"}) {
			t.Errorf("told %v", got)
		}
		if got, more := told(t, f); len(got) > 0 || !more {
			t.Errorf("told %v again", got)
		}
	})
}

// TestClockSetBack: the database moves to a host whose clock is an hour behind. What ends then is noted before what had
// ended, and is told of at once, also to who comes again with a mark of then.
func TestClockSetBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &notes{ahead: time.Hour}
		s := revocations.New(n, revocations.Options{Now: clocktest.Now})
		f := upToDate(t, s)
		defer f.Leave()
		n.commit("before", clocktest.Now().Add(time.Hour))
		if got, _ := told(t, f); !slices.Equal(got, []string{"before"}) {
			t.Errorf("told %v", got)
		}
		mark := revocations.Mark(n.all[0])
		n.mu.Lock()
		n.ahead = 0
		n.mu.Unlock()
		for range 3 {
			n.commit("after "+clocktest.Now().String(), clocktest.Now())
			if got, _ := told(t, f); len(got) != 1 || got[0] == "before" {
				t.Errorf("told %v after the clock was set back", got)
			}
			time.Sleep(20 * time.Second)
		}
		again := follow(t, s, mark)
		defer again.Leave()
		if page, err := again.Read(t.Context()); err != nil || len(page.Ended) != 4 {
			t.Errorf("who comes again is told of %d, %v", len(page.Ended), err)
		}
	})
}

// TestResume begins behind a mark, a little before it, and misses nothing between the backlog and the poll.
func TestResume(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &notes{}
		now := clocktest.Now().Add(-time.Minute)
		for i, id := range []string{"old", "just before", "marked", "after"} {
			n.commit(id, now.Add(time.Duration(i)*14*time.Second))
		}
		s := revocations.New(n, revocations.Options{Now: clocktest.Now})
		mark := revocations.Mark(n.all[2])
		f := follow(t, s, mark)
		defer f.Leave()
		n.commit("meanwhile", now.Add(50*time.Second))
		var backlog []string
		for more := true; more; {
			page, err := f.Read(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range page.Ended {
				backlog = append(backlog, e.ID)
			}
			more = page.More
		}
		if !slices.Equal(backlog, []string{"just before", "marked", "after", "meanwhile"}) {
			t.Errorf("backlog %v", backlog)
		}
		n.commit("now", now.Add(51*time.Second))
		if got, _ := told(t, f); !slices.Contains(got, "now") {
			t.Errorf("told %v", got)
		}
		for _, bad := range []string{"x", "-1", "1e3", "99999999999999999999", "1 ", "0x10"} {
			if _, err := s.Follow(t.Context(), bad, anyone); !errors.Is(err, revocations.ErrMark) {
				t.Errorf("mark %q: %v", bad, err)
			}
		}
	})
}

// TestLetGo: a follower that would take silence for peace must come again; there are only so many; and nothing is left
// when all have gone.
func TestLetGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &notes{}
		s := revocations.New(n, revocations.Options{Now: clocktest.Now})
		f := upToDate(t, s)
		n.setGone(true)
		if got, more := told(t, f); len(got) > 0 || !more {
			t.Error("let go at the first trouble")
		}
		time.Sleep(3 * time.Second)
		if _, more := told(t, f); more {
			t.Error("a follower takes silence for peace")
		}
		n.setGone(false)
		var all []*revocations.Follower
		for {
			f, err := s.Follow(t.Context(), "", anyone)
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

// TestSlowFollower: a follower that does not read while very much ends is told of all of it when it reads again, and
// so is one that reads meanwhile. Neither is let go, and only so much is held for them.
func TestSlowFollower(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &notes{}
		s := revocations.New(n, revocations.Options{Now: clocktest.Now})
		slow, quick := follow(t, s, ""), follow(t, s, "")
		defer slow.Leave()
		defer quick.Leave()
		told(t, slow)
		told(t, quick)
		seen := map[string]bool{}
		const most = 60_000
		now := clocktest.Now()
		for i := range most {
			n.add(time.Duration(i).String(), now.Add(time.Duration(i)*100*time.Microsecond))
			if i%10_000 == 9_999 {
				ids, more := told(t, quick)
				if !more {
					t.Fatal("the quick one is let go")
				}
				for _, id := range ids {
					seen[id] = true
				}
			}
		}
		if len(seen) != most {
			t.Errorf("the quick one was told of %d", len(seen))
		}
		if held := s.Held(); held > 25_000 {
			t.Errorf("%d events are held", held)
		}
		n.commit("late", now.Add(-time.Second)) // after the others, and before the first that the slow one has missed
		n.commit("last", now.Add(7*time.Second))
		time.Sleep(time.Second)
		clear(seen)
		ids, more := told(t, slow)
		for _, id := range ids {
			seen[id] = true
		}
		if len(seen) != most+2 || !more {
			t.Errorf("the slow one was told of %d, and may go on: %v", len(seen), more)
		}
	})
}

// TestRecipients: a follower is told of what it could have accepted, and the mark goes past everything else.
func TestRecipients(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := &notes{}
		s := revocations.New(n, revocations.Options{Now: time.Now, DefaultAudience: "https://patio.example"})
		now := clocktest.Now().Add(-time.Minute)
		for i, c := range []struct {
			id       string
			audience []string
		}{
			{"all", nil},
			{"a", []string{"https://a.example"}},
			{"default", []string{"https://patio.example"}},
			{"default of then", []string{"https://old.example", ""}},
			{"a and b", []string{"https://a.example", "https://b.example"}},
			{"c", []string{"https://c.example"}},
		} {
			n.end(c.id, now.Add(time.Duration(i)*time.Second), c.audience...)
		}
		for _, c := range []struct {
			to   revocations.Recipient
			want []string
		}{
			{revocations.Recipient{Resource: "https://a.example", AcceptsDefault: true}, []string{"all", "a", "default", "default of then", "a and b"}},
			{revocations.Recipient{Resource: "https://b.example"}, []string{"all", "a and b"}},
			{revocations.Recipient{Resource: "https://patio.example"}, []string{"all", "default", "default of then"}},
		} {
			f := followAs(t, s, "", c.to)
			page, err := f.Read(t.Context())
			var got []string
			for _, e := range page.Ended {
				got = append(got, e.ID)
			}
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("%v is told of %v (%v), want %v", c.to, got, err, c.want)
			}
			f.Leave()
		}
		b := followAs(t, s, "", revocations.Recipient{Resource: "https://b.example"})
		told(t, b)
		for range 3 { // nothing that concerns b
			n.end("c at "+clocktest.Now().String(), clocktest.Now(), "https://c.example")
			time.Sleep(time.Minute)
		}
		page, err := b.Read(t.Context())
		if err != nil || len(page.Ended) > 0 {
			t.Errorf("b is told of %v, %v", page.Ended, err)
		}
		b.Leave()
		n.end("late", clocktest.Now().Add(-14*time.Second), "https://b.example") // it began before that mark
		n.end("next", clocktest.Now(), "https://b.example")
		again := followAs(t, s, page.Mark, revocations.Recipient{Resource: "https://b.example"})
		defer again.Leave()
		if got, _ := told(t, again); !slices.Equal(got, []string{"late", "next"}) {
			t.Errorf("b is told of %v when it comes again", got)
		}
	})
}
