package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

// played is a side that served 1000 requests in 50 ms of CPU at these rates.
func played(rates ...float64) *side {
	s := &side{rates: rates, served: 1000, cpu: 50 * time.Millisecond}
	s.latency.record(time.Millisecond)
	return s
}

func sampleReport() *report {
	r := newReport(options{rounds: 3, length: 2 * time.Second, connections: 16, database: "postgres://u:hunter2@h/db"})
	r.addCase(benchCase{name: "met", mark: 0.30}, played(300, 600, 310), played(1000, 1000, 1000), 400, 400, time.Millisecond)
	r.addCase(benchCase{name: "slow", mark: 0.40}, played(390, 900, 100), played(1000, 1000, 1000), 400, 400, 0)
	r.addCase(benchCase{name: "free"}, played(1), played(1000), 400, 400, 0)
	return r
}

func TestMarks(t *testing.T) {
	r := sampleReport()
	r.addStartup([]float64{150, 500, 199})
	r.addMemory(65<<20, 70<<20, nil)
	if want := []string{"slow", "memory"}; !slices.Equal(r.Missed, want) {
		t.Errorf("missed %v, want %v", r.Missed, want)
	}
	if c := r.Cases[0]; c.Ratio != 0.31 || !*c.Met || *c.Patio.CPU != 50 || *c.GeneratorCPU != 0.5 {
		t.Errorf("case %+v", c)
	}
	if r.Cases[2].Mark != nil || r.Cases[2].Met != nil {
		t.Error("a case without a mark was judged")
	}
	r = sampleReport()
	r.addStartup([]float64{201})
	r.addMemory(memoryMark, 70<<20, nil)
	if want := []string{"slow", startupCase}; !slices.Equal(r.Missed, want) {
		t.Errorf("missed %v, want %v", r.Missed, want)
	}
}

func TestTable(t *testing.T) {
	r := sampleReport()
	r.addStartup([]float64{150})
	r.addMemory(30<<20, 31<<20, nil)
	var out bytes.Buffer
	if err := r.writeTable(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"0.31", "(0.30 to 0.60)", "at least 0.40", "MISSED", "at most 200 ms", "30.0 MiB", "postgres", yardstickCommand} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "hunter2") {
		t.Error("the table tells the database's password")
	}
}

// Where there is no /proc the report says so, and holds nobody to a mark it could not measure.
func TestWithoutProc(t *testing.T) {
	r := newReport(options{rounds: 1, length: time.Second})
	blind := played(500)
	blind.noCPU = true
	r.addCase(benchCase{name: "me-pat", mark: 0.35}, blind, played(1000), 400, 400, 0)
	r.addMemory(0, 0, errors.New("no /proc"))
	var table, text bytes.Buffer
	if err := errors.Join(r.writeTable(&table), r.writeJSON(&text)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(table.String(), "does not have") || len(r.Missed) > 0 {
		t.Errorf("missed %v:\n%s", r.Missed, table.String())
	}
	var fields struct {
		Memory *memoryReport
		Cases  []struct {
			Patio map[string]any
		}
	}
	if err := json.Unmarshal(text.Bytes(), &fields); err != nil {
		t.Fatal(err)
	}
	if cpu, there := fields.Cases[0].Patio["cpu_us_per_request"]; fields.Memory != nil || !there || cpu != nil {
		t.Errorf("what was not measured is not null: %s", text.String())
	}
}
