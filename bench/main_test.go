package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"
)

// The test binary plays the processes that the benchmark starts: the yardstick as it is, and a Patio that only says
// how it was called.
const echoVariable = "BENCH_TEST_ECHO"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == yardstickCommand {
		os.Exit(yardstickMain(os.Args[2:], os.Stdin, os.Stdout, os.Stderr))
	}
	if os.Getenv(echoVariable) != "" {
		echo()
	}
	os.Setenv("GORACE", "atexit_sleep_ms=0") // each process started here would linger for a second under -race
	os.Exit(m.Run())
}

func echo() {
	if os.Args[1] == "serve" {
		fmt.Fprintln(os.Stderr, "patio: the database is gone")
		os.Exit(1)
	}
	stdin, _ := io.ReadAll(os.Stdin)
	_ = json.NewEncoder(os.Stdout).Encode(map[string]any{
		"args": strings.Join(os.Args[1:], " "), "stdin": string(stdin),
		"issuer": os.Getenv("PATIO_ISSUER"), "listen": os.Getenv("PATIO_LISTEN"),
		"id": "id-of-it", "client_id": "id", "client_secret": "pcs_secret", "token": "pat_token",
	})
	os.Exit(0)
}

func TestParseOptions(t *testing.T) {
	good, err := parseOptions([]string{"--rounds", "3", "--seconds", "0.5", "--only", "me-pat,startup", "--check"}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if good.rounds != 3 || good.length != 500*time.Millisecond || good.connections != 16 || !good.check {
		t.Errorf("parsed %+v", good)
	}
	if !good.wants("me-pat") || !good.wants("startup") || good.wants("me-jwt") {
		t.Errorf("--only me-pat,startup wants %v", good.only)
	}
	for _, args := range [][]string{
		{"--rounds", "0"}, {"--seconds", "0"}, {"--seconds", "301"}, {"--connections", "0"}, {"--only", "nothing"},
		{"--only", "me-pat,"}, {"extra"}, {"--unknown"},
	} {
		if _, err := parseOptions(args, io.Discard); err == nil {
			t.Errorf("%q was accepted", args)
		}
	}
}

func TestUsage(t *testing.T) {
	var stderr bytes.Buffer
	if _, err := parseOptions([]string{"--help"}, &stderr); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("--help: %v", err)
	}
	for _, name := range append(measurable(), "-rounds", "-patio", "-database", "-control") {
		if !strings.Contains(stderr.String(), name) {
			t.Errorf("the help does not name %q", name)
		}
	}
	if code := run(t.Context(), []string{"--rounds", "-1"}, io.Discard, io.Discard); code != 2 {
		t.Errorf("wrong usage exits with %d", code)
	}
	if code := run(t.Context(), []string{"--patio", t.TempDir() + "/none"}, io.Discard, io.Discard); code != 1 {
		t.Errorf("a patio that is not there exits with %d", code)
	}
}

func TestInterruptedRun(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	var stdout, stderr bytes.Buffer
	code := run(ctx, []string{"--control", "--seconds", "60"}, &stdout, &stderr)
	if code != 1 || stdout.Len() > 0 || !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("exit status %d, printed %q and %q", code, stdout.String(), stderr.String())
	}
}

// A whole run, the yardstick on both sides: every case is loaded and reported.
func TestControlRun(t *testing.T) {
	var stdout, stderr bytes.Buffer
	args := []string{"--control", "--rounds", "2", "--seconds", "0.03", "--connections", "4", "--json", "--check"}
	if code := run(t.Context(), args, &stdout, &stderr); code != 0 {
		t.Fatalf("exit status %d: %s", code, stderr.String())
	}
	var rep report
	if err := json.Unmarshal(stdout.Bytes(), &rep); err != nil {
		t.Fatal(err)
	}
	if len(rep.Cases) != len(cases()) || !rep.Control || rep.Startup != nil || rep.Memory != nil {
		t.Fatalf("report %s", stdout.String())
	}
	for _, c := range rep.Cases {
		if len(c.Ratios) != 2 || c.Ratio <= 0 || c.Mark != nil {
			t.Errorf("%s: %d ratios, median %v, mark %v", c.Name, len(c.Ratios), c.Ratio, c.Mark)
		}
		for _, s := range []sideReport{c.Patio, c.Yardstick} {
			if s.Requests == 0 || s.BodyBytes != controlSize || s.P50 <= 0 || s.P50 > s.P95 || s.P95 > s.P99 {
				t.Errorf("%s: %+v", c.Name, s)
			}
		}
	}
}
