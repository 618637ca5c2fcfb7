package main

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"
)

// sharedBuffer is a buffer that is written to and read at the same time.
type sharedBuffer struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (b *sharedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.Write(p)
}

func (b *sharedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.String()
}

func TestProgress(t *testing.T) {
	var screen sharedBuffer
	p := &progress{what: "Revoking", total: 10, width: 80}
	p.show(&screen, 0, time.Millisecond)
	p.add(3)
	for range 1000 {
		if strings.Contains(screen.String(), "Revoking: 3 of 10, 0 s") {
			break
		}
		time.Sleep(time.Millisecond)
	}
	p.end()
	p.end()
	if text := screen.String(); !strings.Contains(text, clearLine+"Revoking: 3 of 10, 0 s") || !strings.HasSuffix(text, clearLine) {
		t.Errorf("it shows %q", text)
	}

	// What is quick shows nothing, and neither does anything where there is no
	// terminal.
	var silent sharedBuffer
	quick := &progress{what: "Copying", width: 80}
	quick.show(&silent, time.Hour, time.Hour)
	quick.end()
	c := &call{stderr: &silent}
	piped := c.progress("Migrating", 0)
	piped.add(1)
	piped.end()
	if text := silent.String(); text != "" {
		t.Errorf("it shows %q", text)
	}
	narrow := &progress{what: strings.Repeat("long ", 20), width: 20}
	if line := cutText(narrow.line(0), narrow.width-1); len([]rune(line)) >= 20 {
		t.Errorf("the line is %q", line)
	}
}
