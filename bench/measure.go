package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// side is one of the two servers of a comparison.
type side struct {
	proc    *process
	rates   []float64 // requests per second, a value per round
	served  int
	latency histogram
	cpu     time.Duration
	noCPU   bool // CPU time could not be told
}

// measure does everything that the options ask for. progress gets a line for a person now and then.
func measure(ctx context.Context, opts options, progress func(string)) (*report, error) {
	dir, err := os.MkdirTemp("", "patio-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	rep := newReport(opts)
	if opts.control {
		return rep, measureControl(ctx, opts, rep, progress)
	}
	progress("setting Patio up")
	in, err := install(ctx, opts, dir)
	if err != nil {
		return nil, err
	}
	defer in.log.Close()
	creds, err := in.populate(ctx)
	if err != nil {
		return nil, err
	}
	if opts.wants(startupCase) {
		progress(startupCase)
		if err := measureStartup(ctx, in, rep); err != nil {
			return nil, err
		}
	}
	return rep, measurePatio(ctx, opts, in, creds, rep, progress)
}

// measureStartup starts Patio on the database that is there by now. The first start is not timed: it makes the signing
// key, and brings the binary into the page cache.
func measureStartup(ctx context.Context, in *installation, rep *report) error {
	var ms []float64
	for i := range starts + 1 {
		p, ready, err := in.serve(ctx)
		if err != nil {
			return err
		}
		if err := p.stop(); err != nil {
			return fmt.Errorf("patio serve did not end well on SIGTERM: %w", err)
		}
		if i > 0 {
			ms = append(ms, float64(ready.Microseconds())/1000)
		}
	}
	rep.addStartup(ms)
	return nil
}

// measurePatio runs the cases against one Patio that lives through all of them.
func measurePatio(ctx context.Context, opts options, in *installation, creds credentials, rep *report, progress func(string)) (err error) {
	patio, _, err := in.serve(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, patio.stop()) }()
	watched := watch(patio.pid(), in.log)
	fresh := func() (credentials, error) {
		var err error
		creds.jwt, err = in.login(ctx, creds)
		return creds, err
	}
	err = runCases(ctx, opts, patio, fresh, rep, progress)
	rss, peak, unseen := watched.stop()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, in.logTail())
	}
	if len(rep.Cases) > 0 {
		rep.addMemory(rss, peak, unseen)
	}
	return nil
}

// measureControl sets a yardstick in Patio's place.
func measureControl(ctx context.Context, opts options, rep *report, progress func(string)) (err error) {
	creds := credentials{clientID: controlClient, clientSecret: "secret", rsID: "rs", rsSecret: "secret", jwt: "token", pat: "token"}
	standIn, err := startYardstick(ctx, controlSize, controlClient)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, standIn.stop()) }()
	return runCases(ctx, opts, standIn, func() (credentials, error) { return creds, nil }, rep, progress)
}

func runCases(ctx context.Context, opts options, patio *process, fresh func() (credentials, error), rep *report, progress func(string)) error {
	for _, c := range cases() {
		if !opts.wants(c.name) {
			continue
		}
		progress(c.name)
		if err := measureCase(ctx, opts, c, patio, fresh, rep); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
	}
	return nil
}

// measureCase asks Patio once, starts a yardstick that answers as much, and loads the two in turn. Each round begins
// with fresh credentials, so that no token ends in the middle of a long run.
func measureCase(ctx context.Context, opts options, c benchCase, patio *process, fresh func() (credentials, error), rep *report) (err error) {
	creds, err := fresh()
	if err != nil {
		return err
	}
	sample, err := ask(ctx, patio.addr, c.request(creds), []byte(c.want(creds)))
	if err != nil {
		return err
	}
	yard, err := startYardstick(ctx, len(sample), creds.clientID)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, yard.stop()) }()
	twin, err := ask(ctx, yard.addr, c.request(creds), []byte(c.want(creds)))
	if err != nil {
		return fmt.Errorf("the yardstick: %w", err)
	}

	ours, theirs := &side{proc: patio}, &side{proc: yard}
	generator := generatorCPU()
	for round := range opts.rounds + 1 {
		if creds, err = fresh(); err != nil {
			return err
		}
		l := load{connections: opts.connections, length: opts.length, request: c.request(creds), want: []byte(c.want(creds))}
		if round == 0 {
			l.length = min(l.length, warmUp)
		}
		for _, s := range []*side{ours, theirs} {
			if err := s.play(ctx, l, round > 0); err != nil {
				return err
			}
		}
	}
	rep.addCase(c, ours, theirs, len(sample), len(twin), generator())
	return nil
}

// warmUp is how long round 0 lasts, which does not count: connections, caches and heaps find their size in it.
const warmUp = 300 * time.Millisecond

// play is one side of one round.
func (s *side) play(ctx context.Context, l load, counts bool) error {
	l.addr = s.proc.addr
	before, errBefore := cpuTime(s.proc.pid())
	t, err := l.run(ctx)
	if err != nil {
		return fmt.Errorf("%s: %w", l.addr, err)
	}
	after, errAfter := cpuTime(s.proc.pid())
	if t.requests == 0 {
		return fmt.Errorf("%s answered nothing in %v", l.addr, t.elapsed)
	}
	if !counts {
		return nil
	}
	s.rates = append(s.rates, t.rate())
	s.served += t.requests
	s.latency.merge(t.latency)
	s.cpu += after - before
	s.noCPU = s.noCPU || errBefore != nil || errAfter != nil
	return nil
}

// generatorCPU begins to count what the generator itself uses; the function it returns ends the count. It is told in
// the report, because it is a part of the machine that neither side gets.
func generatorCPU() func() time.Duration {
	before, err := cpuTime(os.Getpid())
	return func() time.Duration {
		after, errAfter := cpuTime(os.Getpid())
		if err != nil || errAfter != nil {
			return 0
		}
		return after - before
	}
}
