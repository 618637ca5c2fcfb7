package bearer

import (
	"cmp"
	"context"
	"crypto"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// minFetchInterval lies between two fetches, whatever made them due: unknown kids cost nothing to invent.
	minFetchInterval = 5 * time.Second
	// revalidateFor is how long after its max-age a set still answers while it is fetched anew; past it requests
	// wait for the new one, so that a key withdrawn long ago is not taken by the first request after a quiet hour.
	revalidateFor = time.Minute
	// staleFor is how long after its max-age a set is kept when it cannot be fetched.
	staleFor = time.Hour
)

var (
	errUnknownKey = errors.New("kid names no key of the issuer for this algorithm")
	errRevokedKey = errors.New("kid names a key that the issuer has revoked")
)

// keySet is a parsed JWK set; it never changes.
type keySet struct {
	keys    map[keyID]crypto.PublicKey
	maxAge  time.Duration
	fetched time.Time
}

// keyCache holds the current set and fetches the next, one at a time.
type keyCache struct {
	fetch   func(context.Context) (*keySet, error) // its errors are ErrUnavailable
	now     func() time.Time
	current atomic.Pointer[keySet]

	mu      sync.Mutex
	flight  chan struct{} // closed when the fetch under way is over; nil without one
	tried   time.Time     // when the last fetch began
	failure error         // how the last fetch ended
}

// newKeyCache fetches the first set, so that a wrong address shows at the start.
func newKeyCache(
	ctx context.Context, now func() time.Time, fetch func(context.Context) (*keySet, error),
) (*keyCache, error) {
	c := &keyCache{fetch: fetch, now: wallClock(now)}
	c.tried = c.now()
	set, err := fetch(ctx)
	if err != nil {
		return nil, err
	}
	if len(set.keys) == 0 {
		return nil, errors.New("bearer: the JWK set of the issuer holds no key for ES256, EdDSA or RS256")
	}
	set.fetched = c.tried
	c.current.Store(set)
	return c, nil
}

// wallClock drops the monotonic reading, which stands still while a machine sleeps.
func wallClock(now func() time.Time) func() time.Time {
	return func() time.Time { return now().Round(0) }
}

// find returns the key that id names. It returns [ErrUnavailable] when only a fetch could tell and that fails.
func (c *keyCache) find(ctx context.Context, id keyID) (crypto.PublicKey, error) {
	set := c.current.Load()
	key, known := set.keys[id]
	age := c.now().Sub(set.fetched)
	// A negative age is a clock that was set back: nothing is known about the set's true age, so fetch it anew.
	if known && age >= 0 && age < set.maxAge {
		return key, nil
	}
	done := c.refresh(ctx)
	if known && age < set.maxAge+staleFor && (age < set.maxAge+revalidateFor || c.lastFailure() != nil) {
		return key, nil
	}
	select {
	case <-done:
	case <-ctx.Done():
		return nil, unavailable(context.Cause(ctx))
	}
	return c.settle(id)
}

// settle answers after a fetch is over, or was too soon to be made.
func (c *keyCache) settle(id keyID) (crypto.PublicKey, error) {
	failure := c.lastFailure()
	set := c.current.Load()
	if c.now().Sub(set.fetched) >= set.maxAge+staleFor {
		return nil, cmp.Or(failure, ErrUnavailable)
	}
	if key, known := set.keys[id]; known {
		return key, nil
	}
	if failure != nil {
		return nil, failure
	}
	return nil, errUnknownKey
}

// refresh begins a fetch, or joins the one under way. The channel it returns is closed when that is over; at once
// when the last one is too short ago. The fetch outlives the request that caused it, for the sake of the others who
// wait, but not by more than the time a request may take.
func (c *keyCache) refresh(ctx context.Context) <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.flight != nil {
		return c.flight
	}
	done := make(chan struct{})
	now := c.now()
	if since := now.Sub(c.tried); since >= 0 && since < minFetchInterval {
		close(done)
		return done
	}
	c.tried, c.flight = now, done
	go c.run(context.WithoutCancel(ctx), done)
	return done
}

func (c *keyCache) run(ctx context.Context, done chan struct{}) {
	set, err := c.fetch(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil {
		set.fetched = c.tried
		c.current.Store(set)
	}
	c.failure, c.flight = err, nil
	close(done)
}

func (c *keyCache) lastFailure() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.failure
}
