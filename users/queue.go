package users

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"github.com/patio-auth/patio/internal/actor"
)

const (
	hashQueueTime = 4 * time.Second // below the deadline of a request
	queuePerLine  = 16              // passwords of one line that wait
	queueLength   = 256             // passwords that wait in each of the two queues
	linesKept     = 8192            // lines whose last turn is remembered
)

// caller says who waits for a password to be hashed: the lines from the widest
// network to the narrowest, and whether it is a browser that is known.
type caller struct {
	known bool
	lines []string
}

type knownKey struct{}

// FromKnownBrowser marks what is done with ctx as done for a browser that is
// known (by a session or a device cookie), whose passwords are hashed in turn
// with those of all strangers together.
func FromKnownBrowser(ctx context.Context, browser string) context.Context {
	return context.WithValue(ctx, knownKey{}, browser)
}

func (u *Users) callerOf(ctx context.Context) caller {
	if browser, ok := ctx.Value(knownKey{}).(string); ok {
		return caller{known: true, lines: []string{browser}}
	}
	lines := []string{actor.From(ctx).Address}
	if u.opts.Networks != nil {
		lines = u.opts.Networks(lines[0])
		slices.Reverse(lines)
	}
	return caller{lines: lines}
}

// waiting is one password in the queue.
type waiting struct {
	caller
	arrival uint64
	turn    chan error // nil: it is its turn; buffered
}

// queue gives out the few places in which passwords are hashed. Who was served
// longest ago comes next, first among the widest networks, then within one, so
// that a flood from one network, or from sixty, holds up itself: somebody who
// has not been served lately comes before all of it. Known browsers and
// strangers take turns.
type queue struct {
	mu      sync.Mutex
	free    int
	turns   uint64
	served  map[string]uint64 // the last turn of a line
	waiting map[bool][]*waiting
	last    bool // whether the last one served was a known browser
}

func newQueue(places int) *queue {
	return &queue{free: places, served: map[string]uint64{}, waiting: map[bool][]*waiting{}}
}

// enter waits for a place. Errors: ErrBusy.
func (q *queue) enter(ctx context.Context, c caller) error {
	w := q.join(c)
	ctx, cancel := context.WithTimeout(ctx, hashQueueTime)
	defer cancel()
	select {
	case err := <-w.turn:
		return err
	case <-ctx.Done():
	}
	if !q.abandon(w) {
		if err := <-w.turn; err == nil { // it was its turn at the same moment
			q.leave()
		}
	}
	return ErrBusy
}

// leave gives a place to the next one who waits.
func (q *queue) leave() {
	q.mu.Lock()
	defer q.mu.Unlock()
	known := !q.last
	if len(q.waiting[known]) == 0 {
		known = !known
	}
	line := q.waiting[known]
	if len(line) == 0 {
		q.free++
		return
	}
	next := slices.MinFunc(line, q.order)
	q.waiting[known] = slices.DeleteFunc(line, func(w *waiting) bool { return w == next })
	q.serve(next)
}

// join takes a place at once where one is free, or queues up.
func (q *queue) join(c caller) *waiting {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.turns++
	w := &waiting{caller: c, arrival: q.turns, turn: make(chan error, 1)}
	if q.free > 0 {
		q.free--
		q.serve(w)
		return w
	}
	line := q.waiting[c.known]
	same := 0
	for _, other := range line {
		if slices.Equal(other.lines, c.lines) {
			same++
		}
	}
	if same >= queuePerLine {
		w.turn <- ErrBusy
		return w
	}
	line = append(line, w)
	if len(line) > queueLength { // the one that would be served last gives way
		worst := slices.MaxFunc(line, q.order)
		line = slices.DeleteFunc(line, func(w *waiting) bool { return w == worst })
		worst.turn <- ErrBusy
	}
	q.waiting[c.known] = line
	return w
}

// abandon takes one out of the queue; false where it is not there any more.
func (q *queue) abandon(w *waiting) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	before := len(q.waiting[w.known])
	q.waiting[w.known] = slices.DeleteFunc(q.waiting[w.known], func(other *waiting) bool { return other == w })
	return len(q.waiting[w.known]) < before
}

func (q *queue) serve(w *waiting) {
	q.turns++
	q.last = w.known
	for _, line := range w.lines {
		q.served[line] = q.turns
	}
	if len(q.served) > linesKept {
		for line, turn := range q.served {
			if q.turns-turn > linesKept/4 {
				delete(q.served, line)
			}
		}
	}
	w.turn <- nil
}

// order compares two by whose networks were served longest ago, then by who
// came first.
func (q *queue) order(a, b *waiting) int {
	for i := range min(len(a.lines), len(b.lines)) {
		if x, y := q.served[a.lines[i]], q.served[b.lines[i]]; x != y {
			return cmp.Compare(x, y)
		}
	}
	return cmp.Compare(a.arrival, b.arrival)
}
