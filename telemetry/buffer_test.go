package telemetry_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/patio-auth/patio/telemetry"
)

// counted counts the writes that reach it.
type counted struct {
	bytes.Buffer
	writes int
}

func (c *counted) Write(p []byte) (int, error) {
	c.writes++
	return c.Buffer.Write(p)
}

func TestBufferWritesLinesWholeAndSoon(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := &counted{}
		b := telemetry.NewBuffer(out)
		var lines sync.WaitGroup
		for range 50 {
			lines.Go(func() { _, _ = b.Write([]byte("one line\n")) })
		}
		lines.Wait()
		if out.writes != 0 {
			t.Fatalf("%d writes before the time is up", out.writes)
		}
		time.Sleep(200 * time.Millisecond)
		synctest.Wait()
		if out.writes != 1 || out.String() != strings.Repeat("one line\n", 50) {
			t.Fatalf("%d writes, %q", out.writes, out.String())
		}
	})
}

func TestBufferDoesNotGrowAndFlushes(t *testing.T) {
	out := &counted{}
	b := telemetry.NewBuffer(out)
	line := bytes.Repeat([]byte("x"), 1000)
	for range 100 {
		_, _ = b.Write(line)
	}
	if out.writes < 2 {
		t.Fatalf("%d writes of 100 kB", out.writes)
	}
	if err := b.Flush(); err != nil || out.Len() != 100_000 {
		t.Fatalf("%v, %d bytes", err, out.Len())
	}
}
