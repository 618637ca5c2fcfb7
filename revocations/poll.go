package revocations

import (
	"context"
	"crypto/sha256"
	"time"
)

// poll reads what ends until its context does, which is when the last follower
// has left.
func (s *Stream) poll(ctx context.Context, p *poller) {
	good := s.opts.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(s.opts.Poll):
		}
		err := p.read(ctx, func(fresh []Ended) bool {
			good = s.opts.Now() // the database answers, however much there is to read
			return s.push(ctx, fresh)
		})
		s.polled(ctx, p.clock, err != nil && s.opts.Now().Sub(good).Abs() > staleAfter, err == nil)
	}
}

// push adds events that have come to light to the recent ones; false where
// nobody follows any more.
func (s *Stream) push(ctx context.Context, fresh []Ended) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ctx.Err() != nil {
		return false
	}
	if len(fresh) == 0 {
		return true
	}
	s.recent = append(s.recent, fresh...)
	if len(s.recent) > kept+kept/4 {
		s.forget(len(s.recent) - kept)
	}
	for f := range s.followers {
		if !f.missed.IsZero() { // it reads the database from there: these too
			f.tooLate(earliest(fresh))
		}
		f.wakeUp()
	}
	return true
}

// forget drops the oldest of the recent events. It is called under the lock.
func (s *Stream) forget(over int) {
	first := s.first + int64(over)
	for f := range s.followers {
		if f.next < first && f.missed.IsZero() {
			f.tooLate(earliest(s.recent[f.next-s.first:]))
		}
	}
	s.recent, s.first = append([]Ended(nil), s.recent[over:]...), first
}

// earliest is the first moment of some events.
func earliest(all []Ended) time.Time {
	first := all[0].At
	for _, e := range all {
		if e.At.Before(first) {
			first = e.At
		}
	}
	return first
}

// polled notes how a poll ended. Where the database has not answered for too
// long it lets everybody go.
func (s *Stream) polled(ctx context.Context, clock time.Time, stale, complete bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ctx.Err() != nil {
		return
	}
	if complete {
		s.clock = clock
	}
	if stale {
		for f := range s.followers {
			s.letGo(f)
		}
	}
}

// note is what a poller remembers of an event: so much that no two are alike,
// and no more.
type note [16]byte

func noteOf(e Ended) note {
	sum := sha256.Sum256([]byte(markOf(e.At) + " " + string(e.Kind) + " " + e.ID))
	return note(sum[:16])
}

// poller remembers what it has read as long as it reads it again.
type poller struct {
	store Store
	now   func() time.Time
	clock time.Time // the database's, when the last complete reading began; zero: there was none
	seen  map[note]time.Time
}

// read gives what has come to light since the last time, page by page, to give
// until that says to stop.
func (p *poller) read(ctx context.Context, give func(fresh []Ended) bool) error {
	clock, err := p.databaseClock(ctx)
	if err != nil {
		return err
	}
	// Where the clock has been set back, by hand or with the database's move to
	// another host, what ends now is noted before what had ended.
	from := clock
	if !p.clock.IsZero() && p.clock.Before(clock) {
		from = p.clock
	}
	from = from.Add(-overlap)
	for place := (Place{At: from}); ; {
		found, err := p.page(ctx, place)
		if err != nil {
			return err
		}
		if n := len(found); n > 0 {
			place = Place{found[n-1].At, found[n-1].Kind, found[n-1].ID}
		}
		if !give(p.fresh(found)) {
			return context.Canceled
		}
		if len(found) < page {
			break
		}
	}
	p.clock = clock
	for seen, at := range p.seen {
		if at.Before(from) {
			delete(p.seen, seen) // it will not be read again
		}
	}
	return nil
}

// fresh are those of some events that were not read before.
func (p *poller) fresh(found []Ended) []Ended {
	var fresh []Ended
	for _, e := range found {
		n := noteOf(e)
		if _, known := p.seen[n]; !known {
			p.seen[n] = e.At
			fresh = append(fresh, e)
		}
	}
	return fresh
}

func (p *poller) databaseClock(ctx context.Context) (time.Time, error) {
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	return p.store.Clock(ctx)
}

func (p *poller) page(ctx context.Context, after Place) ([]Ended, error) {
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	return p.store.Ended(ctx, after, p.now(), page)
}
