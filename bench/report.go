package main

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// report is what was measured, as --json prints it. What was not measured, or cannot be on this system, is null.
type report struct {
	Go          string         `json:"go"`
	System      string         `json:"system"`
	CPUs        int            `json:"cpus"`
	Database    string         `json:"database"` // the kind alone; the URL may hold a password
	Connections int            `json:"connections"`
	Rounds      int            `json:"rounds"`
	Seconds     float64        `json:"seconds"`
	Control     bool           `json:"control"`
	Cases       []caseReport   `json:"cases"`
	Startup     *startupReport `json:"startup"`
	Memory      *memoryReport  `json:"memory"`
	Missed      []string       `json:"marks_missed"`
}

// caseReport: the ratio is Patio's requests per second over the yardstick's, the median of the rounds.
type caseReport struct {
	Name         string     `json:"name"`
	Ratio        float64    `json:"ratio"`
	Ratios       []float64  `json:"ratios"`
	Mark         *float64   `json:"mark"`
	Met          *bool      `json:"met"`
	Patio        sideReport `json:"patio"`
	Yardstick    sideReport `json:"yardstick"`
	GeneratorCPU *float64   `json:"generator_cpu_us_per_request"`
}

// sideReport: the rate is the median of the rounds, the rest is over all of them.
type sideReport struct {
	Requests  int      `json:"requests"`
	Rate      float64  `json:"requests_per_second"`
	P50       float64  `json:"p50_us"`
	P95       float64  `json:"p95_us"`
	P99       float64  `json:"p99_us"`
	CPU       *float64 `json:"cpu_us_per_request"`
	BodyBytes int      `json:"body_bytes"`
}

type startupReport struct {
	Median float64   `json:"median_ms"`
	Starts []float64 `json:"starts_ms"`
	Mark   float64   `json:"mark_ms"`
	Met    bool      `json:"met"`
}

type memoryReport struct {
	RSS  int64 `json:"rss_max_bytes"`
	Peak int64 `json:"hwm_bytes"`
	Mark int64 `json:"mark_bytes"`
	Met  bool  `json:"met"`
}

func newReport(opts options) *report {
	kind, _, _ := strings.Cut(opts.database, ":")
	if kind == "" {
		kind = "sqlite"
	}
	return &report{Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH, CPUs: runtime.NumCPU(),
		Database: kind, Connections: opts.connections, Rounds: opts.rounds, Seconds: opts.length.Seconds(),
		Control: opts.control, Cases: []caseReport{}, Missed: []string{}}
}

// judge notes a mark that was missed.
func (r *report) judge(name string, met bool) bool {
	if !met {
		r.Missed = append(r.Missed, name)
	}
	return met
}

func (r *report) addCase(c benchCase, patio, yard *side, patioBytes, yardBytes int, generator time.Duration) {
	all := ratios(patio.rates, yard.rates)
	out := caseReport{Name: c.name, Ratio: median(all), Ratios: all,
		Patio: patio.report(patioBytes), Yardstick: yard.report(yardBytes)}
	if c.mark > 0 && !r.Control {
		met := r.judge(c.name, out.Ratio >= c.mark)
		out.Mark, out.Met = &c.mark, &met
	}
	if generator > 0 {
		out.GeneratorCPU = perRequest(generator, patio.served+yard.served)
	}
	r.Cases = append(r.Cases, out)
}

func (s *side) report(bodyBytes int) sideReport {
	us := func(q float64) float64 { return float64(s.latency.quantile(q).Nanoseconds()) / 1000 }
	out := sideReport{Requests: s.served, Rate: median(s.rates), P50: us(0.50), P95: us(0.95), P99: us(0.99), BodyBytes: bodyBytes}
	if !s.noCPU {
		out.CPU = perRequest(s.cpu, s.served)
	}
	return out
}

func perRequest(d time.Duration, requests int) *float64 {
	us := float64(d.Microseconds()) / float64(max(requests, 1))
	return &us
}

func (r *report) addStartup(ms []float64) {
	m := median(ms)
	r.Startup = &startupReport{Median: m, Starts: ms, Mark: startupMark, Met: r.judge(startupCase, m <= startupMark)}
}

func (r *report) addMemory(rss, peak int64, err error) {
	if err != nil {
		return // null: not told on this system
	}
	r.Memory = &memoryReport{RSS: rss, Peak: peak, Mark: memoryMark, Met: r.judge("memory", rss <= memoryMark)}
}

func (r *report) writeJSON(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	return out.Encode(r)
}

// writeTable is for a person.
func (r *report) writeTable(w io.Writer) error {
	first := "patio"
	if r.Control {
		first = "control"
	}
	fmt.Fprintf(w, "%s, %s, %d CPUs shared with the load; database %s\n", r.Go, r.System, r.CPUs, r.Database)
	fmt.Fprintf(w, "%d connections over loopback, %d rounds of %gs a side, interleaved\n\n", r.Connections, r.Rounds, r.Seconds)
	if len(r.Cases) > 0 {
		if err := r.writeCases(w, first); err != nil {
			return err
		}
	}
	return r.writeMarks(w)
}

func (r *report) writeCases(w io.Writer, first string) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "%-18s\t%-9s\treq/s\tp50 µs\tp95 µs\tp99 µs\tCPU µs/req\tJSON bytes\tratio\t(rounds)\t\n", "", "server")
	for _, c := range r.Cases {
		c.Patio.row(t, c.Name, first, fmt.Sprintf("%.2f\t(%.2f to %.2f)", c.Ratio, slices.Min(c.Ratios), slices.Max(c.Ratios)))
		c.Yardstick.row(t, "", yardstickCommand, "\t")
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}

func (s sideReport) row(w io.Writer, name, server, ratio string) {
	fmt.Fprintf(w, "%-18s\t%-9s\t%.0f\t%.0f\t%.0f\t%.0f\t%s\t%d\t%s\t\n",
		name, server, s.Rate, s.P50, s.P95, s.P99, orDash(s.CPU), s.BodyBytes, ratio)
}

func (r *report) writeMarks(w io.Writer) error {
	if r.Control {
		return r.writeNotes(w)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, c := range r.Cases {
		if c.Mark != nil {
			fmt.Fprintf(t, "%s\t%.2f of the yardstick\tmark: at least %.2f\t%s\n", c.Name, c.Ratio, *c.Mark, verdict(*c.Met))
		}
	}
	if s := r.Startup; s != nil {
		fmt.Fprintf(t, "ready\t%.0f ms (%.0f to %.0f, %d starts)\tmark: at most %.0f ms\t%s\n",
			s.Median, slices.Min(s.Starts), slices.Max(s.Starts), len(s.Starts), s.Mark, verdict(s.Met))
	}
	if m := r.Memory; m != nil {
		fmt.Fprintf(t, "resident under load\t%.1f MiB (peak since the start %.1f)\tmark: at most %.0f MiB\t%s\n",
			mib(m.RSS), mib(m.Peak), mib(m.Mark), verdict(m.Met))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if len(r.Cases) > 0 {
		fmt.Fprintln(w)
	}
	return r.writeNotes(w)
}

// writeNotes says what the numbers leave out.
func (r *report) writeNotes(w io.Writer) error {
	var err error
	note := func(format string, args ...any) {
		if err == nil {
			_, err = fmt.Fprintf(w, format, args...)
		}
	}
	if len(r.Cases) == 0 {
		return nil
	}
	if g := r.Cases[0].GeneratorCPU; g != nil {
		note("The generator itself used %.0f µs of CPU per request in %s.\n", *g, r.Cases[0].Name)
	}
	if r.Cases[0].Patio.CPU == nil {
		note("CPU per request and memory are not told: they are read from /proc, which this system does not have.\n")
	}
	if r.Control {
		note("Both sides were yardsticks; how far a ratio is from 1.00 is how far chance alone goes.\n")
	}
	return err
}

func verdict(met bool) string {
	if met {
		return "met"
	}
	return "MISSED"
}

func orDash(us *float64) string {
	if us == nil {
		return "-"
	}
	return fmt.Sprintf("%.0f", *us)
}

func mib(bytes int64) float64 { return float64(bytes) / (1 << 20) }
