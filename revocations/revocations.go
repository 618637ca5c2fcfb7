// Package revocations owns the stream of ended things: what a resource server
// that checks JWTs by itself has to know of those that end before their expiry.
//
// Other rooms end things; the store notes each end beside it, in the same
// transaction, by the database's clock. This room reads the notes and hands
// them to whoever follows. Who may follow, and how it looks, is server's.
//
//	Follow ─┬─ Backlog: what ended since, page by page, from the database
//	        └─ Next:    what ends now, from the one poll that all followers share
//
// Transactions commit out of order: a note may appear after a later one. So
// each poll reads again what is as old as a transaction can be, and drops what
// it has seen. A follower gets everything at least once, and some things twice.
package revocations

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"time"
)

// Kind is a kind of thing that ends.
type Kind string

// The kinds of things that end.
const (
	Token   Kind = "jti"     // one access token
	Lineage Kind = "lineage" // all that hangs from one authorization
	User    Kind = "user"    // all of a person's, issued until then
	Client  Kind = "client"  // all of a client's, issued until then
)

// Ended is one thing that has ended.
type Ended struct {
	Kind  Kind
	ID    string
	At    time.Time // by the database's clock
	Until time.Time // when nothing of it could live any more in any case
}

// Place is where a follower stands: behind everything up to At, and of that
// moment up to Kind and ID.
type Place struct {
	At   time.Time
	Kind Kind
	ID   string
}

// Store is what the room asks of a database.
type Store interface {
	// Ended lists what ended after a place and still matters at that time, in
	// the order of At, Kind and ID.
	Ended(ctx context.Context, after Place, now time.Time, limit int) ([]Ended, error)
	// Clock is the time by which Ended.At is noted.
	Clock(ctx context.Context) (time.Time, error)
}

// Options are the values that the room takes.
type Options struct {
	Now  func() time.Time
	Poll time.Duration // between two readings; 0: half a second
}

const (
	// overlap is more than a transaction lasts, from its first note to its end.
	overlap = 15 * time.Second
	// page is how much is read at a time.
	page = 500
	// buffered is how much a follower may leave lying before it is let go.
	buffered = 2000
	// staleAfter is how long the database may not answer before followers are
	// let go: they must not take silence for peace.
	staleAfter = 3 * time.Second
	// maxFollowers is how many may follow at one process.
	maxFollowers = 200
	readTime     = 4 * time.Second
)

// ErrTooMany says that this process has as many followers as it takes.
var ErrTooMany = errors.New("too many follow the revocations here already")

// ErrMark says that a mark is not one of ours.
var ErrMark = errors.New("that is no id of an event of this stream")

// Stream is the room.
type Stream struct {
	store Store
	opts  Options

	mu        sync.Mutex
	followers map[*Follower]bool
	stop      context.CancelFunc // of the poll; nil while nobody follows
}

// New is a Stream that nobody follows yet.
func New(store Store, opts Options) *Stream {
	if opts.Poll <= 0 {
		opts.Poll = 500 * time.Millisecond
	}
	return &Stream{store: store, opts: opts, followers: map[*Follower]bool{}}
}

// Follower is one that follows. It is for one goroutine.
type Follower struct {
	// Next gives what ends. It is closed when the follower has to come again:
	// it was too slow, or the database does not answer.
	Next <-chan Ended

	next   chan Ended
	stream *Stream
	place  Place
}

// Follow begins to follow behind a mark that an earlier follower was given; ""
// is from the beginning. Call Leave in the end. Errors: ErrTooMany, ErrMark.
func (s *Stream) Follow(ctx context.Context, mark string) (*Follower, error) {
	place, err := placeOf(mark)
	if err != nil {
		return nil, err
	}
	clock, err := s.store.Clock(ctx)
	if err != nil {
		return nil, err
	}
	if place.At.After(clock) {
		place = Place{} // the clock was ahead then: what it noted since is before the mark
	}
	f := &Follower{next: make(chan Ended, buffered), stream: s, place: place}
	f.Next = f.next
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.followers) >= maxFollowers {
		return nil, ErrTooMany
	}
	if s.stop == nil {
		// What is read here has been committed: the backlog has it.
		p := &poller{store: s.store, now: s.opts.Now, seen: map[Place]bool{}}
		if _, err := p.read(ctx); err != nil {
			return nil, err
		}
		var polling context.Context
		polling, s.stop = context.WithCancel(context.Background()) // it serves all followers
		go s.poll(polling, p)
	}
	s.followers[f] = true
	return f, nil
}

// Mark is the mark behind an ended thing.
func Mark(e Ended) string { return strconv.FormatInt(e.At.UnixMilli(), 10) }

// placeOf goes back behind a mark by the overlap: what was written before it
// may have come to light after it.
func placeOf(mark string) (Place, error) {
	if mark == "" {
		return Place{}, nil
	}
	ms, err := strconv.ParseInt(mark, 10, 64)
	if err != nil || ms < 0 || len(mark) > 15 {
		return Place{}, ErrMark
	}
	return Place{At: time.UnixMilli(ms).Add(-overlap)}, nil
}

// Backlog is the next page of what has ended before Follow; none at its end.
func (f *Follower) Backlog(ctx context.Context) ([]Ended, error) {
	found, err := f.stream.store.Ended(ctx, f.place, f.stream.opts.Now(), page)
	if n := len(found); n > 0 {
		f.place = Place{found[n-1].At, found[n-1].Kind, found[n-1].ID}
	}
	return found, err
}

// Leave ends following. Leaving again does nothing.
func (f *Follower) Leave() {
	f.stream.mu.Lock()
	defer f.stream.mu.Unlock()
	f.stream.letGo(f)
}

// letGo is called under the lock.
func (s *Stream) letGo(f *Follower) {
	if !s.followers[f] {
		return
	}
	delete(s.followers, f)
	close(f.next)
	if len(s.followers) == 0 {
		s.stop()
		s.stop = nil
	}
}

// poll hands on what ends until its context does, which is when the last
// follower has left.
func (s *Stream) poll(ctx context.Context, p *poller) {
	good := s.opts.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(s.opts.Poll):
		}
		fresh, err := p.read(ctx)
		now := s.opts.Now()
		if err == nil {
			good = now
		}
		s.mu.Lock()
		if ctx.Err() != nil {
			s.mu.Unlock()
			return
		}
		s.hand(fresh, err != nil && now.Sub(good).Abs() > staleAfter)
		s.mu.Unlock()
	}
}

// hand is called under the lock.
func (s *Stream) hand(fresh []Ended, stale bool) {
	for f := range s.followers {
		if stale || len(fresh) > cap(f.next)-len(f.next) {
			s.letGo(f)
			continue
		}
		for _, e := range fresh {
			f.next <- e
		}
	}
}

// poller remembers what it has read as long as it reads it again.
type poller struct {
	store Store
	now   func() time.Time
	clock time.Time // the database's, at the last reading; zero: there was none
	seen  map[Place]bool
}

// read is what has come to light since the last time.
func (p *poller) read(ctx context.Context) ([]Ended, error) {
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	clock, err := p.store.Clock(ctx)
	if err != nil {
		return nil, err
	}
	// Where the clock has been set back, by hand or with the database's move to
	// another host, what ends now is noted before what had ended.
	from := clock
	if !p.clock.IsZero() && p.clock.Before(clock) {
		from = p.clock
	}
	from = from.Add(-overlap)
	var fresh []Ended
	for place := (Place{At: from}); ; {
		found, err := p.store.Ended(ctx, place, p.now(), page)
		if err != nil {
			return fresh, err
		}
		for _, e := range found {
			place = Place{e.At, e.Kind, e.ID}
			if !p.seen[place] {
				p.seen[place] = true
				fresh = append(fresh, e)
			}
		}
		if len(found) < page {
			break
		}
	}
	p.clock = clock
	for place := range p.seen {
		if place.At.Before(from) {
			delete(p.seen, place) // it will not be read again
		}
	}
	return fresh, nil
}
