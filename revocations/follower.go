package revocations

import (
	"context"
	"time"
)

// Follower is one that follows. It is for one goroutine.
type Follower struct {
	// Wake receives a value when Read has something new to give.
	Wake <-chan struct{}

	wake   chan struct{}
	stream *Stream
	to     Recipient

	place   Place     // in the backlog
	reading bool      // the backlog has not been read to its end
	start   time.Time // the database's clock when the reading of the backlog began

	// Under the lock of the stream:
	next   int64     // the number of the event that comes next
	missed time.Time // of the events that it came too late for, the first moment; zero: none
}

// Page is what a follower reads at a time.
type Page struct {
	Ended []Ended
	// Mark is the mark behind everything that was read so far, whomever it
	// concerned; "" where the last event's own is all that is known.
	Mark string
	// More says that there is more to read at once.
	More bool
}

// Read returns the next page, which is empty where nothing has ended. It does
// not wait for events, only for the database where it reads the backlog. A
// page without More says that the follower knows everything so far. Errors:
// ErrStale, and the store's.
func (f *Follower) Read(ctx context.Context) (Page, error) {
	if !f.reading {
		found, behind, err := f.live()
		if err != nil || !behind {
			return found, err
		}
	}
	return f.backlog(ctx)
}

// Leave ends following. Leaving again does nothing.
func (f *Follower) Leave() {
	f.stream.mu.Lock()
	defer f.stream.mu.Unlock()
	f.stream.letGo(f)
}

// backlog is the next page of what the database has.
func (f *Follower) backlog(ctx context.Context) (Page, error) {
	found, err := f.stream.store.Ended(ctx, f.place, f.stream.opts.Now(), page)
	if err != nil {
		return Page{}, err
	}
	if n := len(found); n > 0 {
		f.place = Place{found[n-1].At, found[n-1].Kind, found[n-1].ID}
	}
	p := Page{Ended: f.mine(found), More: true}
	if len(found) == page {
		p.Mark = markOf(f.place.At)
		return p, nil
	}
	// What committed since then is among the recent events, which come next.
	f.reading, p.Mark = false, markOf(f.start)
	f.stream.mu.Lock()
	defer f.stream.mu.Unlock()
	p.More = f.next < f.stream.end() || !f.missed.IsZero()
	return p, nil
}

// live is the next page of the recent events. Where some of them are not there
// any more it begins a backlog at the first of those.
func (f *Follower) live() (found Page, behind bool, err error) {
	s := f.stream
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.followers[f] {
		return Page{}, false, ErrStale
	}
	if !f.missed.IsZero() {
		f.place, f.reading, f.start = Place{At: f.missed}, true, s.clock
		f.next, f.missed = s.end(), time.Time{}
		return Page{}, true, nil
	}
	some := s.recent[f.next-s.first:]
	some = some[:min(len(some), page)]
	f.next += int64(len(some))
	found = Page{Ended: f.mine(some), More: f.next < s.end()}
	switch {
	case !found.More:
		found.Mark = markOf(s.clock)
	case len(some) > 0:
		found.Mark = Mark(some[len(some)-1])
	}
	return found, false, nil
}

// mine are those of some events that concern the follower.
func (f *Follower) mine(all []Ended) []Ended {
	var some []Ended
	for _, e := range all {
		if f.stream.concerns(e, f.to) {
			some = append(some, e)
		}
	}
	return some
}

// tooLate notes that events from a moment on will not be among the recent ones
// when the follower comes for them. It is called under the lock.
func (f *Follower) tooLate(from time.Time) {
	if f.missed.IsZero() || from.Before(f.missed) {
		f.missed = from
	}
}

// wakeUp tells the follower to read, unless it has been told already.
func (f *Follower) wakeUp() {
	select {
	case f.wake <- struct{}{}:
	default:
	}
}
