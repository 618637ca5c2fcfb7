package telemetry

import (
	"bytes"
	"io"
	"sync"
	"time"
)

// Buffer gathers log lines and writes them in one piece: a system call for
// each line would cost as much as the line. What it has not written is lost
// when the process is killed, a tenth of a second at most.
type Buffer struct {
	mu    sync.Mutex
	w     io.Writer
	lines bytes.Buffer
	timer *time.Timer // runs while there are lines
}

const (
	bufferTime = 100 * time.Millisecond
	bufferSize = 32 << 10
)

// NewBuffer gathers lines for w.
func NewBuffer(w io.Writer) *Buffer { return &Buffer{w: w} }

// Write takes one line. It fails only as a write of earlier lines failed.
func (b *Buffer) Write(line []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.lines.Write(line)
	if b.lines.Len() >= bufferSize {
		return len(line), b.flush()
	}
	if b.timer == nil {
		b.timer = time.AfterFunc(bufferTime, func() { _ = b.Flush() }) // the log has nowhere to report to
	}
	return len(line), nil
}

// Flush writes what has been gathered. Call it before the process ends.
func (b *Buffer) Flush() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.flush()
}

func (b *Buffer) flush() error {
	if b.timer != nil {
		b.timer.Stop()
		b.timer = nil
	}
	if b.lines.Len() == 0 {
		return nil
	}
	_, err := b.w.Write(b.lines.Bytes())
	b.lines.Reset()
	return err
}
