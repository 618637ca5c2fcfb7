//go:build !linux

package main

import (
	"errors"
	"time"
)

var errNoProc = errors.New("this system has no /proc")

func cpuTime(int) (time.Duration, error) { return 0, errNoProc }

func memory(int) (rss, peak int64, err error) { return 0, 0, errNoProc }
