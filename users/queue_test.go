package users

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// counter is a queue under test: who was served, in order.
type counter struct {
	*queue
	served []string
	busy   []string
}

func stranger(networks ...string) caller { return caller{lines: networks} }

func known(who string) caller { return caller{known: true, lines: []string{who}} }

// arrive lets somebody queue up; it returns when they wait or have been served.
func (c *counter) arrive(name string, who caller) {
	go func() {
		err := c.enter(context.Background(), who)
		c.mu.Lock()
		defer c.mu.Unlock()
		if errors.Is(err, ErrBusy) {
			c.busy = append(c.busy, name)
			return
		}
		c.served = append(c.served, name)
	}()
	synctest.Wait()
}

// finish ends the work of n who were served, one after the other.
func (c *counter) finish(n int) {
	for range n {
		c.leave()
		synctest.Wait()
	}
}

// position is at which place of those after from somebody was served; 0: they were not.
func (c *counter) position(name string, from int) int { return slices.Index(c.served[from:], name) + 1 }

// TestAFloodHoldsUpItself: sixty addresses flood the queue, again and again. Somebody who has not been served lately
// comes next, and so does a browser that is known.
func TestAFloodHoldsUpItself(t *testing.T) {
	floods := map[string]func(i int) caller{
		"sixty IPv4 addresses": func(i int) caller { return stranger(fmt.Sprint("198.51.100.", i)) },
		"sixty /48":            func(i int) caller { return stranger(fmt.Sprint("48-", i), fmt.Sprint("56-", i), fmt.Sprint("64-", i)) },
		"sixty /64 of one /48": func(i int) caller { return stranger("48", fmt.Sprint("56-", i/8), fmt.Sprint("64-", i)) },
	}
	for name, from := range floods {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := &counter{queue: newQueue(2)}
				for round := range 4 {
					for i := range 60 {
						c.arrive(fmt.Sprintf("flood %d.%d", i, round), from(i))
					}
				}
				c.finish(62) // the flood is being served; each address has had a turn
				before := len(c.served)
				c.arrive("owner", stranger("203.0.113.7"))
				c.arrive("known", known("device"))
				for i := range 60 {
					c.arrive(fmt.Sprint("flood again ", i), from(i))
				}
				c.finish(4)
				if at := c.position("owner", before); at == 0 || at > 2 {
					t.Errorf("a new address is served as number %d: %q", at, c.served[before:])
				}
				if at := c.position("known", before); at == 0 || at > 2 {
					t.Errorf("a known browser is served as number %d: %q", at, c.served[before:])
				}
				c.finish(400)
				if all := len(c.served) + len(c.busy); all != 60*5+2 {
					t.Errorf("%d were answered", all)
				}
			})
		})
	}
}

// TestEveryNetworkHasItsTurn: within one network the addresses are served in turn, and known browsers do not hold up
// strangers for good.
func TestEveryNetworkHasItsTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &counter{queue: newQueue(1)}
		c.arrive("first", stranger("x"))
		for i := range 3 {
			c.arrive(fmt.Sprint("a", i), stranger("48", "a"))
		}
		c.arrive("b0", stranger("48", "b"))
		for i := range 3 {
			c.arrive(fmt.Sprint("k", i), known("k"))
		}
		c.finish(7)
		if want := []string{"first", "k0", "a0", "k1", "b0", "k2", "a1", "a2"}; !slices.Equal(c.served, want) {
			t.Errorf("served in the order %q, want %q", c.served, want)
		}
		c.finish(1)
	})
}

// TestTheQueueIsBounded: one line holds so many and no more; where all is full, those who would be served last give way.
func TestTheQueueIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &counter{queue: newQueue(1)}
		c.arrive("first", stranger("a0"))
		for range 100 {
			c.arrive("one line", stranger("a0"))
		}
		if len(c.busy) != 100-queuePerLine {
			t.Errorf("%d of one line were refused", len(c.busy))
		}
		c.busy = nil
		for i := range queueLength {
			c.arrive("many lines", stranger(fmt.Sprint("b", i)))
		}
		if !slices.Equal(c.busy, slices.Repeat([]string{"one line"}, queuePerLine)) {
			t.Errorf("those who gave way: %q", c.busy)
		}
		c.finish(queueLength + 1)
		if n := c.free; n != 1 || len(c.served) != queueLength+1 {
			t.Errorf("%d places are free, %d were served", n, len(c.served))
		}
	})
}

// TestWhoDoesNotWaitLeavesNoHole: one who gives up is passed over.
func TestWhoDoesNotWaitLeavesNoHole(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &counter{queue: newQueue(1)}
		c.arrive("first", stranger("a"))
		for i := range 5 {
			c.arrive("late", stranger(fmt.Sprint(i)))
		}
		time.Sleep(hashQueueTime)
		synctest.Wait()
		if len(c.busy) != 5 {
			t.Errorf("%d gave up", len(c.busy))
		}
		c.finish(1)
		c.arrive("second", stranger("b"))
		if !slices.Equal(c.served, []string{"first", "second"}) {
			t.Errorf("served: %q", c.served)
		}
		c.finish(1)
	})
}
