package telemetry

import (
	"fmt"
	"io"
	"log/slog"
	"unicode/utf8"
)

// NewLogger writes to w, one line a record. format is text (for a person) or json (for a collector); level is debug,
// info, warn or error. Whatever a value holds, its line breaks, control characters and direction marks are escaped: no
// request can forge a line, nor play tricks on a terminal.
func NewLogger(w io.Writer, format, level string) (*slog.Logger, error) {
	var least slog.Level
	if err := least.UnmarshalText([]byte(level)); err != nil {
		return nil, fmt.Errorf("the log level %q is unknown; choose debug, info, warn or error", level)
	}
	options := &slog.HandlerOptions{Level: least}
	switch format {
	case "text":
		return slog.New(slog.NewTextHandler(escaper{w}, options)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(escaper{w}, options)), nil
	}
	return nil, fmt.Errorf("the log format %q is unknown; choose text or json", format)
}

// escaper escapes what JSON allows in a string and a terminal does not bear: DEL, the C1 controls and the marks that
// turn the direction of text. slog's text form quotes them by itself, all but DEL.
type escaper struct{ w io.Writer }

// Write passes one line on. Such characters stand only inside the line's values, so an escape is right wherever they
// are found.
func (e escaper) Write(line []byte) (int, error) {
	var escaped []byte
	done := 0
	for i := 0; i < len(line); {
		if line[i] < 0x7F {
			i++
			continue
		}
		r, size := utf8.DecodeRune(line[i:])
		if tricky(r) {
			escaped = fmt.Appendf(append(escaped, line[done:i]...), `\u%04x`, r)
			done = i + size
		}
		i += size
	}
	out := line
	if escaped != nil {
		out = append(escaped, line[done:]...)
	}
	if _, err := e.w.Write(out); err != nil {
		return 0, err
	}
	return len(line), nil
}

func tricky(r rune) bool {
	return r >= 0x7F && r <= 0x9F || r == 0x061C || r >= 0x200B && r <= 0x200F || r >= 0x2028 && r <= 0x202E ||
		r >= 0x2060 && r <= 0x2069 || r == 0xFEFF
}
