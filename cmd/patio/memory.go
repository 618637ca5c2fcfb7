package main

import (
	"context"
	"os"
	"runtime"
	"runtime/debug"
	"time"
)

// collectAt is how much garbage, in percent of what lives, a serving process
// lets gather.
const collectAt = 200

// memoryGoal is how many bytes the process may take before garbage is collected
// sooner than that.
const memoryGoal = 256 << 20

// tuneMemory sets how a serving process collects its garbage, unless the
// runtime's own variables say so.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		// The living heap is a few MiB, which the runtime's default would
		// sweep dozens of times a second under load.
		debug.SetGCPercent(collectAt)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		// Ten thousand connections make the living heap a hundred times as
		// large, and what gathers on top should not be thrice that.
		debug.SetMemoryLimit(memoryGoal)
	}
}

// hashes hears of password hashes, each of which took 19 MiB for a moment.
type hashes chan struct{}

func (h hashes) note() {
	select {
	case h <- struct{}{}:
	default: // it is known that there was one
	}
}

// collect frees what password hashes took, once a second at most, until ctx
// ends. Where the runtime meets such a hash by chance it takes it for what
// lives, and lets thrice as much gather: a sign-in now and then would hold 100
// MiB for good. Where a few MiB live, this costs a tenth of what the hash did.
func (h hashes) collect(ctx context.Context) {
	for {
		select {
		case <-h:
			runtime.GC()
		case <-ctx.Done():
			return
		}
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return
		}
	}
}
