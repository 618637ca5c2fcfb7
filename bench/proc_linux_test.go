package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestParseStat(t *testing.T) {
	line := "4242 (a (b) c) S 1 2 3 0 -1 4194304 103 0 1 0 150 25 7 8 20 0 1 0 100795 2998272 388"
	if got, err := parseStat([]byte(line)); err != nil || got != 1750*time.Millisecond {
		t.Errorf("parseStat: %v %v, want 1.75s", got, err)
	}
	for _, bad := range []string{"", "4242 (a) S 1 2 3", "4242 (a) S 1 2 3 0 -1 4194304 103 0 1 0 x 25 7"} {
		if got, err := parseStat([]byte(bad)); err == nil {
			t.Errorf("parseStat(%q) = %v", bad, got)
		}
	}
}

func TestParseStatus(t *testing.T) {
	rss, peak, err := parseStatus([]byte("Name:\tpatio\nVmHWM:\t    2144 kB\nVmRSS:\t    2048 kB\nThreads:\t7\n"))
	if err != nil || rss != 2048<<10 || peak != 2144<<10 {
		t.Errorf("parseStatus: %d %d %v", rss, peak, err)
	}
	for _, bad := range []string{"", "Name:\tzombie\n", "VmRSS:\tmany kB\n"} {
		if _, _, err := parseStatus([]byte(bad)); err == nil {
			t.Errorf("parseStatus(%q) told something", bad)
		}
	}
}

func TestOwnProcess(t *testing.T) {
	if rss, peak, err := memory(os.Getpid()); err != nil || rss < 1<<20 || peak < rss {
		t.Errorf("memory: %d %d %v", rss, peak, err)
	}
	if _, err := cpuTime(os.Getpid()); err != nil {
		t.Errorf("cpuTime: %v", err)
	}
	const nobody = 1 << 30
	if _, err := cpuTime(nobody); err == nil {
		t.Error("a process that is not there used CPU")
	}
}

func TestWatcher(t *testing.T) {
	log, err := os.OpenFile(filepath.Join(t.TempDir(), "log"), os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	if _, err := log.Write(make([]byte, maxLog+1)); err != nil {
		t.Fatal(err)
	}
	rss, peak, err := watch(os.Getpid(), log).stop()
	if err != nil || rss < 1<<20 || peak < rss {
		t.Errorf("watched %d %d %v", rss, peak, err)
	}
	if info, err := log.Stat(); err != nil || info.Size() != 0 {
		t.Errorf("the log was left at %d bytes", info.Size())
	}
}
