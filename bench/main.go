// Command bench measures what a verdict costs: Patio against a yardstick, in the same run and on the same machine.
//
// It owns the load generator, the yardstick (a Gin handler that parses the same request and answers JSON of the same
// size) and the marks that Patio is held to. It knows nothing of Patio's inside: it builds the binary, sets it up by
// the command line and loads it over HTTP, like anybody outside. `make bench` comes in, and whoever changes a hot path.
//
//	build patio → user, clients, token by its commands → start it several times (ready after how long?)
//	for each case:
//	    ask Patio once        → size of its answer → start a yardstick that answers as much
//	    round 1: Patio, yardstick    ratio 1
//	    round 2: Patio, yardstick    ratio 2    …    the median of the ratios is the result
//
// The generator, Patio and the yardstick share the machine, so absolute numbers say little and the ratio says much:
// both sides meet the same generator, the same request bytes and the same weather. `--control` loads the yardstick on
// both sides; its ratios show how far from 1.00 chance alone goes.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"
)

// options are what the flags say.
type options struct {
	rounds      int
	length      time.Duration // of one side of one round
	connections int
	only        []string
	patio       string // path of a binary; empty: build one
	database    string // URL; empty: SQLite in a temporary directory
	json        bool
	check       bool
	control     bool
	tokens      []int // how many to measure beside; none: the ordinary measurement
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == yardstickCommand {
		os.Exit(yardstickMain(os.Args[2:], os.Stdin, os.Stdout, os.Stderr))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is main without the process: 0 measured, 1 not measured (or, with --check, a mark missed), 2 wrong usage.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	opts, err := parseOptions(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintln(stderr, "bench:", err)
		return 2
	}
	progress := func(line string) { fmt.Fprintln(stderr, line) }
	if len(opts.tokens) > 0 {
		return scale(ctx, opts, progress, stdout, stderr)
	}
	rep, err := measure(ctx, opts, progress)
	if ctx.Err() != nil {
		fmt.Fprintln(stderr, "bench: interrupted; nothing is reported")
		return 1
	}
	if err != nil {
		fmt.Fprintln(stderr, "bench:", err)
		return 1
	}
	if opts.json {
		err = rep.writeJSON(stdout)
	} else {
		err = rep.writeTable(stdout)
	}
	if err != nil {
		fmt.Fprintln(stderr, "bench: could not write the report:", err)
		return 1
	}
	if opts.check && len(rep.Missed) > 0 {
		fmt.Fprintln(stderr, "bench: marks missed:", strings.Join(rep.Missed, ", "))
		return 1
	}
	return 0
}

func parseOptions(args []string, stderr io.Writer) (options, error) {
	var opts options
	var seconds float64
	var only, tokens string
	fs := flag.NewFlagSet("bench", flag.ContinueOnError)
	fs.SetOutput(io.Discard) // errors are printed once, by run
	fs.IntVar(&opts.rounds, "rounds", 7, "rounds per case; the result is the median of their ratios")
	fs.Float64Var(&seconds, "seconds", 2, "seconds per side of a round, up to 300")
	fs.IntVar(&opts.connections, "connections", 16, "connections, each with one request under way")
	fs.StringVar(&only, "only", "", "measure only these, separated by commas: "+strings.Join(measurable(), ", "))
	fs.StringVar(&opts.patio, "patio", "", "path of a patio binary (default: build ./cmd/patio without cgo)")
	fs.StringVar(&opts.database, "database", "", "URL of a database that may be written to; a user and two clients stay\nbehind in it (default: SQLite in a temporary directory)")
	fs.BoolVar(&opts.json, "json", false, "print one JSON object")
	fs.BoolVar(&opts.check, "check", false, "exit with 1 when a mark is missed")
	fs.BoolVar(&opts.control, "control", false, "load the yardstick on both sides: every ratio should come near 1.00")
	fs.StringVar(&tokens, "tokens", "", "measure the verdict on a personal access token beside so many of them, filled in bulk,\nsuch as 10000,100000,1000000,10000000; they stay behind in --database")
	if err := fs.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(stderr, "Usage: go run ./bench [flags]\n\n")
			fs.SetOutput(stderr)
			fs.PrintDefaults()
		}
		return options{}, err
	}
	opts.length = time.Duration(seconds * float64(time.Second))
	if only != "" {
		opts.only = strings.Split(only, ",")
	}
	if tokens != "" {
		var err error
		if opts.tokens, err = sizes(tokens); err != nil {
			return options{}, err
		}
	}
	return opts, opts.validate(fs.Args())
}

// scale is run for --tokens.
func scale(ctx context.Context, opts options, progress func(string), stdout, stderr io.Writer) int {
	all, err := measureScale(ctx, opts, progress)
	if err == nil && opts.json {
		err = json.NewEncoder(stdout).Encode(all)
	} else if err == nil {
		err = writeScale(stdout, opts, all)
	}
	if err != nil {
		fmt.Fprintln(stderr, "bench:", err)
		return 1
	}
	return 0
}

func (o options) validate(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("unexpected %q; see --help", rest[0])
	case o.rounds < 1:
		return errors.New("--rounds must be 1 or more")
	case o.length < 10*time.Millisecond || o.length > 300*time.Second:
		return errors.New("--seconds must lie between 0.01 and 300, within the life of an access token")
	case o.connections < 1 || o.connections > 4096:
		return errors.New("--connections must lie between 1 and 4096")
	}
	for _, name := range o.only {
		if !slices.Contains(measurable(), name) {
			return fmt.Errorf("--only %s: there is no such measurement; there are %s", name, strings.Join(measurable(), ", "))
		}
	}
	return nil
}

// wants says whether the measurement of this name was asked for.
func (o options) wants(name string) bool {
	return len(o.only) == 0 || slices.Contains(o.only, name)
}
