package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// load is one side of one round: closed-loop, every connection with exactly one request under way, the same prepared
// bytes again and again. Neither side of a comparison gets anything that the other does not.
type load struct {
	addr        string
	connections int
	length      time.Duration
	request     []byte
	want        []byte // stands in every good answer

	next func(r *rand.Rand) []byte // makes a request each time, in place of the prepared one
}

// tally is what a load counted.
type tally struct {
	requests int
	elapsed  time.Duration // from the first request to the last answer
	latency  *histogram
}

// rate is requests per second.
func (t tally) rate() float64 { return float64(t.requests) / t.elapsed.Seconds() }

// connection is one goroutine's own: nothing here is shared while the clock runs.
type connection struct {
	conn    net.Conn
	reader  *responseReader
	latency histogram
	err     error
}

// patience is how long beyond the end of a round an answer may take.
const patience = 10 * time.Second

// run loads the server and counts. Any answer but a good one fails the whole round: a server that refuses is quick.
func (l load) run(ctx context.Context) (tally, error) {
	conns, err := l.dial(ctx)
	defer func() {
		for _, c := range conns {
			c.conn.Close()
		}
	}()
	if err != nil {
		return tally{}, err
	}
	defer context.AfterFunc(ctx, func() {
		for _, c := range conns {
			_ = c.conn.SetDeadline(time.Unix(1, 0)) // wakes whoever waits for an answer
		}
	})()

	var failed atomic.Bool
	var wg sync.WaitGroup
	start := time.Now()
	deadline := start.Add(l.length)
	for _, c := range conns {
		wg.Go(func() {
			if c.err = l.loop(c, deadline, &failed); c.err != nil {
				failed.Store(true)
			}
		})
	}
	wg.Wait()
	elapsed := time.Since(start)
	if err := ctx.Err(); err != nil {
		return tally{}, err
	}
	return sum(conns, elapsed)
}

// dial opens every connection before the clock starts.
func (l load) dial(ctx context.Context) ([]*connection, error) {
	conns := make([]*connection, 0, l.connections)
	dialer := net.Dialer{Timeout: patience}
	for range l.connections {
		conn, err := dialer.DialContext(ctx, "tcp", l.addr)
		if err != nil {
			return conns, err
		}
		conns = append(conns, &connection{conn: conn, reader: newResponseReader(conn)})
		if err := conn.SetDeadline(time.Now().Add(l.length + patience)); err != nil {
			return conns, err
		}
	}
	return conns, nil
}

func (l load) loop(c *connection, deadline time.Time, failed *atomic.Bool) error {
	own := rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))
	request := l.request
	for began := time.Now(); began.Before(deadline) && !failed.Load(); {
		if l.next != nil {
			request = l.next(own)
			began = time.Now()
		}
		if err := c.exchange(request, l.want); err != nil {
			return err
		}
		ended := time.Now()
		c.latency.record(ended.Sub(began))
		began = ended
	}
	return nil
}

func (c *connection) exchange(request, want []byte) error {
	if _, err := c.conn.Write(request); err != nil {
		return err
	}
	status, body, err := c.reader.next()
	if err != nil {
		return err
	}
	return checkAnswer(status, body, want)
}

func sum(conns []*connection, elapsed time.Duration) (tally, error) {
	t := tally{elapsed: elapsed, latency: new(histogram)}
	for _, c := range conns {
		if c.err != nil {
			return tally{}, c.err
		}
		t.latency.merge(&c.latency)
	}
	t.requests = int(t.latency.total)
	return t, nil
}

// ask sends one request on a connection of its own and returns the good answer's body.
func ask(ctx context.Context, addr string, request, want []byte) ([]byte, error) {
	one := load{addr: addr, connections: 1}
	conns, err := one.dial(ctx)
	if err != nil {
		return nil, err
	}
	defer conns[0].conn.Close()
	if err := conns[0].exchange(request, want); err != nil {
		return nil, fmt.Errorf("%s %w", addr, err)
	}
	return conns[0].reader.body, nil
}
