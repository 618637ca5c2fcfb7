package main

import (
	"context"
	"runtime"
	"testing"
	"time"
)

// TestHashesCollected: after a hash its memory is free before long, however
// many there were; without one nothing is collected.
func TestHashesCollected(t *testing.T) {
	collections := func() uint32 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.NumForcedGC
	}
	ctx, cancel := context.WithCancel(t.Context())
	h, ended, before := make(hashes, 1), make(chan struct{}), collections()
	go func() {
		defer close(ended)
		h.collect(ctx)
	}()
	for range 100 {
		h.note()
	}
	for began := time.Now(); collections() == before; time.Sleep(time.Millisecond) {
		if time.Since(began) > 10*time.Second {
			t.Fatal("nothing is collected")
		}
	}
	cancel()
	<-ended
	if n := collections() - before; n > 2 {
		t.Errorf("100 hashes at once were collected after %d times", n)
	}
}
