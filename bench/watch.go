package main

import (
	"os"
	"time"
)

const (
	watchEvery = 50 * time.Millisecond
	maxLog     = 8 << 20
)

// watcher looks at a Patio under load: the memory it has resident, and a log that must not fill the disk.
type watcher struct {
	quit, done chan struct{}
	rss, peak  int64
	err        error
}

func watch(pid int, log *os.File) *watcher {
	w := &watcher{quit: make(chan struct{}), done: make(chan struct{})}
	go func() {
		defer close(w.done)
		tick := time.NewTicker(watchEvery)
		defer tick.Stop()
		for {
			w.look(pid, log)
			select {
			case <-tick.C:
			case <-w.quit:
				return
			}
		}
	}()
	return w
}

func (w *watcher) look(pid int, log *os.File) {
	rss, peak, err := memory(pid)
	if err != nil {
		w.err = err
	}
	w.rss, w.peak = max(w.rss, rss), max(w.peak, peak)
	if info, err := log.Stat(); err == nil && info.Size() > maxLog {
		_ = log.Truncate(0) // the next look tries again
	}
}

// stop ends the watch: the most bytes resident at any look, and the most at any moment since the process began.
func (w *watcher) stop() (rss, peak int64, err error) {
	close(w.quit)
	<-w.done
	return w.rss, w.peak, w.err
}
