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
	mu     sync.Mutex
	text   bytes.Buffer
	writes int
}

func (c *counted) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.writes++
	return c.text.Write(p)
}

func (c *counted) seen() (int, string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.writes, c.text.String()
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
		if writes, _ := out.seen(); writes != 0 {
			t.Fatalf("%d writes before the time is up", writes)
		}
		time.Sleep(200 * time.Millisecond)
		synctest.Wait()
		if writes, text := out.seen(); writes != 1 || text != strings.Repeat("one line\n", 50) {
			t.Fatalf("%d writes, %q", writes, text)
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
	if writes, _ := out.seen(); writes < 2 {
		t.Fatalf("%d writes of 100 kB", writes)
	}
	err := b.Flush()
	if _, text := out.seen(); err != nil || len(text) != 100_000 {
		t.Fatalf("%v, %d bytes", err, len(text))
	}
}
