// Package revocations owns the stream of ended things: what a resource server
// that checks JWTs by itself has to know of those that end before their expiry.
//
// Other packages end things; the store notes each end in the same transaction,
// by the database's clock. This package reads the notes and hands them to the
// followers that they concern. Who may follow, and how it looks, is server's.
//
//	poll ──► recent ──► Follower.Read      what ends now, from the one poll that
//	            │            ▲             all followers share
//	            └─ too slow ─┤
//	database ──► backlog ────┘             what ended since, page by page
//
// Recent holds a bounded number of events, once for all followers. A follower
// that comes too late for some of them reads the database again from there, so
// it is slowed down and never cut off, and costs no memory.
//
// Transactions commit out of order: a note may appear after a later one. So
// each poll reads again what is as old as a transaction can be, and drops what
// it has seen. A follower gets everything at least once, and some things twice.
package revocations

import (
	"context"
	"errors"
	"slices"
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
	Key     Kind = "key"     // a signing key, and with it every signature by it
)

// keyRef is how much of a key's id names it here: as much as of any other id.
const keyRef = 36

// KeyRef is Ended.ID of a signing key: the first 36 characters of its kid.
func KeyRef(kid string) string { return kid[:min(len(kid), keyRef)] }

// KeysCached is how long the end of a key is told of: longer than any resource
// server keeps a key set that it fetched before.
const KeysCached = 48 * time.Hour

// Ended is one thing that has ended.
type Ended struct {
	Kind  Kind
	ID    string
	At    time.Time // by the database's clock
	Until time.Time // when nothing of it could live any more in any case
	// Audience is the resource servers that it may concern, by identifier; "" is
	// all that accept the default audience. None: all that there are.
	Audience []string
}

// Recipient is the resource server behind a follower.
type Recipient struct {
	Resource       string // its identifier
	AcceptsDefault bool   // it accepts tokens for the default audience
}

// Place is where a follower stands: behind everything up to At, and of that
// moment up to Kind and ID.
type Place struct {
	At   time.Time
	Kind Kind
	ID   string
}

// Store is what the package asks of a database.
type Store interface {
	// Ended lists what ended after a place and still matters at that time, in
	// the order of At, Kind and ID.
	Ended(ctx context.Context, after Place, now time.Time, limit int) ([]Ended, error)
	// Clock is the time by which Ended.At is noted.
	Clock(ctx context.Context) (time.Time, error)
}

// Options are the values that the package takes.
type Options struct {
	Now             func() time.Time
	DefaultAudience string        // of tokens that were asked for without a resource
	Poll            time.Duration // between two readings; 0: half a second
}

const (
	// overlap is more than a transaction lasts, from its first note to its end.
	overlap = 15 * time.Second
	// page is how much is read at a time.
	page = 500
	// kept is how many events are held for all followers, at some 200 bytes each:
	// up to a quarter more before the oldest are dropped.
	kept = 20_000
	// staleAfter is how long the database may not answer before followers are
	// let go: they must not take silence for peace.
	staleAfter = 3 * time.Second
	// maxFollowers is how many may follow at one process.
	maxFollowers = 200
	readTime     = 4 * time.Second
)

var (
	// ErrTooMany says that this process has as many followers as it takes.
	ErrTooMany = errors.New("too many follow the revocations at this process already")
	// ErrMark says that a mark is not one of ours.
	ErrMark = errors.New("that is no id of an event of this stream")
	// ErrStale says that the database does not answer, so that a follower must not
	// believe any longer that it knows everything.
	ErrStale = errors.New("the database does not answer")
)

// Stream lets followers read what ends.
type Stream struct {
	store Store
	opts  Options

	mu        sync.Mutex
	followers map[*Follower]bool
	recent    []Ended   // the newest events, in the order in which they were found
	first     int64     // the number of the first of them
	clock     time.Time // the database's, when the last complete poll began
	stop      context.CancelFunc
}

// New returns a Stream that nobody follows yet.
func New(store Store, opts Options) *Stream {
	if opts.Poll <= 0 {
		opts.Poll = 500 * time.Millisecond
	}
	return &Stream{store: store, opts: opts, followers: map[*Follower]bool{}}
}

// Follow begins to follow behind a mark that an earlier follower was given; ""
// is from the beginning. Call Leave in the end. Errors: ErrTooMany, ErrMark.
func (s *Stream) Follow(ctx context.Context, mark string, to Recipient) (*Follower, error) {
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
	to.AcceptsDefault = to.AcceptsDefault || to.Resource == s.opts.DefaultAudience
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.followers) >= maxFollowers {
		return nil, ErrTooMany
	}
	if s.stop == nil {
		if err := s.start(ctx); err != nil {
			return nil, err
		}
	}
	wake := make(chan struct{}, 1)
	f := &Follower{Wake: wake, wake: wake, stream: s, to: to, place: place, reading: true, start: clock, next: s.end()}
	s.followers[f] = true
	return f, nil
}

// start begins to poll. What the first reading finds has been committed: the
// backlog of every follower has it. It is called under the lock.
func (s *Stream) start(ctx context.Context) error {
	p := &poller{store: s.store, now: s.opts.Now, seen: map[note]time.Time{}}
	if err := p.read(ctx, func([]Ended) bool { return true }); err != nil {
		return err
	}
	s.first, s.recent, s.clock = s.end(), nil, p.clock
	var polling context.Context
	polling, s.stop = context.WithCancel(context.Background()) // it serves all followers
	go s.poll(polling, p)
	return nil
}

// end is the number that the next event gets.
func (s *Stream) end() int64 { return s.first + int64(len(s.recent)) }

// markOf is the mark behind everything that was noted before a moment.
func markOf(at time.Time) string { return strconv.FormatInt(at.UnixMilli(), 10) }

// Mark is the mark behind an ended thing.
func Mark(e Ended) string { return markOf(e.At) }

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

// letGo ends the following of f. It is called under the lock.
func (s *Stream) letGo(f *Follower) {
	if !s.followers[f] {
		return
	}
	delete(s.followers, f)
	f.wakeUp()
	if len(s.followers) == 0 {
		s.stop()
		s.stop = nil
	}
}

// concerns reports whether the recipient could have accepted a token that ended
// with e.
func (s *Stream) concerns(e Ended, to Recipient) bool {
	return len(e.Audience) == 0 || slices.ContainsFunc(e.Audience, func(name string) bool {
		if name == "" || name == s.opts.DefaultAudience {
			return to.AcceptsDefault
		}
		return name == to.Resource
	})
}
