package main

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// progressAfter is how long a command is silent before it shows that it works.
	progressAfter = time.Second
	progressEvery = 200 * time.Millisecond
	// clearLine goes to the start of the line and empties it.
	clearLine = "\r\x1b[K"
)

// progress is a line on a terminal that says how far a long command has come.
type progress struct {
	what        string
	total       int64 // 0: not known
	width       int   // of the terminal
	done        atomic.Int64
	stop, ended chan struct{}
	stopping    sync.Once
}

// progress shows on standard error that something takes long, and how much of it
// is done, until its end is called. Where that is no terminal it shows nothing.
func (c *call) progress(what string, total int) *progress {
	p := &progress{what: what, total: int64(total), width: c.width(c.stderr)}
	if p.width > 0 {
		p.show(c.stderr, progressAfter, progressEvery)
	}
	return p
}

// show begins to show it.
func (p *progress) show(w io.Writer, after, every time.Duration) {
	p.stop, p.ended = make(chan struct{}), make(chan struct{})
	began := time.Now()
	go func() {
		defer close(p.ended)
		wait, shown := time.NewTimer(after), false
		defer wait.Stop()
		for {
			select {
			case <-p.stop:
				if shown {
					_, _ = io.WriteString(w, clearLine)
				}
				return
			case <-wait.C:
				shown = true
				_, _ = io.WriteString(w, clearLine+cutText(p.line(time.Since(began)), p.width-1))
				wait.Reset(every)
			}
		}
	}()
}

// line is what it says now.
func (p *progress) line(since time.Duration) string {
	line := p.what
	switch done := p.done.Load(); {
	case p.total > 0:
		line += fmt.Sprintf(": %d of %d", min(done, p.total), p.total)
	case done > 0:
		line += fmt.Sprintf(": %d", done)
	}
	return fmt.Sprintf("%s, %d s", line, int(since.Seconds()))
}

// add notes that more is done.
func (p *progress) add(n int) { p.done.Add(int64(n)) }

// end takes the line away. Ending again does nothing.
func (p *progress) end() {
	if p.stop == nil {
		return
	}
	p.stopping.Do(func() {
		close(p.stop)
		<-p.ended
	})
}
