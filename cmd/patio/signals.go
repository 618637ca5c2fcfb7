package main

import (
	"os/signal"
	"syscall"
)

// outliveTerminal keeps a server running when whatever reads its output goes
// away. Without it the runtime ends the process at the next write to standard
// output or standard error (SIGPIPE), even where the parent ignores that signal,
// and the end of a terminal ends it too (SIGHUP). SIGTERM and SIGINT end it in
// order.
func outliveTerminal() { signal.Ignore(syscall.SIGPIPE, syscall.SIGHUP) }
