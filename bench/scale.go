package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/patio-auth/patio/storage/storagetest"
)

// scaleReport is what a verdict costs beside how many tokens.
type scaleReport struct {
	Tokens   int        `json:"tokens"`
	Filled   float64    `json:"seconds_to_fill"`
	Database int64      `json:"database_bytes"` // of SQLite's file; elsewhere 0
	Cases    []sizeCase `json:"cases"`
}

type sizeCase struct {
	Name  string `json:"name"`
	InUse int    `json:"tokens_in_use"` // from which each request takes one at random
	sideReport
}

// inUse is how many tokens are presented beside all those that rest, at any
// size: noting the uses of so many costs the same at each. Then all of them
// are presented, which is another load: nearly every use is then the first one
// of a token, to be written by itself, and finds nothing in memory.
const inUse = 10_000

// sizes reads "10000,100000".
func sizes(text string) ([]int, error) {
	var all []int
	for _, part := range strings.Split(text, ",") {
		n, err := strconv.Atoi(part)
		if err != nil || n < 1 || n > 100_000_000 || len(all) > 0 && n <= all[len(all)-1] {
			return nil, errors.New("--tokens takes growing numbers up to 100000000, separated by commas: 10000,100000")
		}
		all = append(all, n)
	}
	return all, nil
}

// measureScale fills one database further and further, and at each size loads Patio with requests that each present one
// of the tokens there.
func measureScale(ctx context.Context, opts options, progress func(string)) ([]scaleReport, error) {
	dir, err := os.MkdirTemp("", "patio-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	in, err := install(ctx, opts, dir)
	if err != nil {
		return nil, err
	}
	defer in.log.Close()
	creds, err := in.populate(ctx)
	if err != nil {
		return nil, err
	}
	crowd, err := storagetest.NewCrowd(in.database, creds.patID)
	if err != nil {
		return nil, err
	}
	defer crowd.Close()
	if there := crowd.There(); there > opts.tokens[0] {
		return nil, fmt.Errorf("there are %d tokens in the database already: --tokens begins with so many or more", there)
	}
	creds.clientID = crowd.ClientID() // for what an answer must hold; an older run made it, maybe
	var all []scaleReport
	for _, n := range opts.tokens {
		progress(fmt.Sprintf("filling up to %d tokens", n))
		began := time.Now()
		if err := crowd.Grow(ctx, n); err != nil {
			return nil, err
		}
		one := scaleReport{Tokens: n, Filled: time.Since(began).Seconds()}
		if info, err := os.Stat(strings.TrimPrefix(in.database, "sqlite:")); err == nil {
			one.Database = info.Size()
		}
		progress(fmt.Sprintf("measuring beside %d tokens", n))
		if one.Cases, err = measureSize(ctx, opts, in, creds, crowd, n); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

func measureSize(ctx context.Context, opts options, in *installation, creds credentials, crowd *storagetest.Crowd, n int) (_ []sizeCase, err error) {
	patio, _, err := in.serve(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, patio.stop()) }()
	var all []sizeCase
	for _, c := range cases() {
		if !strings.HasSuffix(c.name, "-pat") || !opts.wants(c.name) {
			continue
		}
		for _, some := range slices.Compact([]int{min(inUse, n), n}) {
			l := load{
				connections: opts.connections, want: []byte(c.want(creds)), length: opts.length,
				next: func(r *rand.Rand) []byte {
					any := creds
					any.pat = crowd.Token(r.IntN(some) * (n / some))
					return c.request(any)
				},
			}
			s := &side{proc: patio}
			for round := range opts.rounds + 1 {
				if err := s.play(ctx, l, round > 0); err != nil {
					return nil, fmt.Errorf("%s: %w\n%s", c.name, err, in.logTail())
				}
			}
			all = append(all, sizeCase{c.name, some, s.report(0)})
		}
	}
	return all, nil
}

func writeScale(w io.Writer, opts options, all []scaleReport) error {
	fmt.Fprintf(w, "%d connections over loopback, %d rounds of %gs; each request presents one of the tokens in use, at random\n\n",
		opts.connections, opts.rounds, opts.length.Seconds())
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "tokens\tin use\tcase\treq/s\tp50 µs\tp99 µs\tCPU µs/req\tfilled in s\tfile MiB\t")
	for _, one := range all {
		for _, c := range one.Cases {
			fmt.Fprintf(t, "%d\t%d\t%s\t%.0f\t%.0f\t%.0f\t%s\t%.0f\t%.0f\t\n",
				one.Tokens, c.InUse, c.Name, c.Rate, c.P50, c.P99, orDash(c.CPU), one.Filled, mib(one.Database))
		}
	}
	return t.Flush()
}
