//go:build unix

package main

import (
	"math"
	"syscall"
)

// filesAllowed is how many files and connections the system lets this process
// have open, and 0 where it does not say. The runtime has raised it already as
// far as the process may.
func filesAllowed() int {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return 0
	}
	return int(min(uint64(limit.Cur), math.MaxInt32)) // signed on some systems
}
