// Package main is cmd/patio, with a clock that tests can set: this file takes the place of its own
// (see package clocktest). No released program has it.
package main

import (
	"os"
	"strconv"
	"sync/atomic"
	"time"
)

// ahead is by how much the clock is ahead from the start, and offBy what a test adds to it while the program runs.
var (
	ahead time.Duration
	offBy atomic.Int64
)

// init reads both from the environment: the years, and the name of a file with a duration.
func init() {
	if years, err := strconv.Atoi(os.Getenv("CLOCK_YEARS_AHEAD")); err == nil {
		ahead = time.Until(time.Now().UTC().AddDate(years, 0, 0))
	}
	file := os.Getenv("CLOCK_OFF_BY")
	if file == "" {
		return
	}
	read := func() {
		if text, err := os.ReadFile(file); err == nil {
			if d, err := time.ParseDuration(string(text)); err == nil {
				offBy.Store(int64(d))
			}
		}
	}
	read()
	go func() {
		for range time.Tick(20 * time.Millisecond) {
			read()
		}
	}()
}

func clock() time.Time { return time.Now().Add(ahead + time.Duration(offBy.Load())) }
