package telemetry

import (
	"context"
	"log/slog"
	"net/http"
	"time"
)

// RequestLine is all that one request leaves in the log. server fills it while it answers, and writes it once.
//
// It has a field for everything that may be logged and none for what may not: the query, the headers and the body have
// no way in. [NewRequestLine] takes the path; texts are bounded and anything in them that has the shape of a token or a
// credential is cut out, for people do paste tokens into paths and client ids.
type RequestLine struct {
	// ID is the request's own, for finding its line from an error page.
	ID string
	// Route is the pattern that the request matched, empty for none.
	Route string
	// Status is the HTTP status of the answer.
	Status int
	// Bytes is the size of the answer's body.
	Bytes int64
	// Duration is the time from the request's arrival to its answer.
	Duration time.Duration
	// Address is the client's, as the trusted proxies tell it.
	Address string
	// ClientID is the API client that was authenticated.
	ClientID string
	// Subject is the id of the user or client that the request acted for.
	Subject string
	// TokenKind is "pat" or "oauth" where the request bore a token.
	TokenKind string
	// ErrorCode is the code of the error that was answered ("invalid_grant").
	ErrorCode string
	// ErrorDetail is what the log alone may know about it.
	ErrorDetail string

	start        time.Time
	method, path string
}

// NewRequestLine begins the line of a request that arrived at start. Of the request it keeps the method and the path.
func NewRequestLine(r *http.Request, start time.Time) RequestLine {
	return RequestLine{start: start, method: r.Method, path: r.URL.Path}
}

// Write logs the line at the time of the answer: as an error for a status of 500 or more, otherwise as information.
func (l *RequestLine) Write(ctx context.Context, logger *slog.Logger) {
	level := slog.LevelInfo
	if l.Status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	handler := logger.Handler()
	if !handler.Enabled(ctx, level) {
		return
	}
	// Not through logger.LogAttrs, which would ask for the time and the caller's address again.
	record := slog.NewRecord(l.start.Add(l.Duration), level, "request", 0)
	record.AddAttrs(l.attributes(make([]slog.Attr, 0, 13))...)
	// The log's own failure has nowhere to be reported, and is no reason to fail a request that is already answered.
	_ = handler.Handle(ctx, record)
}

// attributes appends what the line says, leaving out the texts that are empty.
func (l *RequestLine) attributes(to []slog.Attr) []slog.Attr {
	to = append(to,
		slog.String("id", clean(l.ID, 64)),
		slog.String("method", clean(l.method, 16)),
		slog.String("path", clean(withoutQuery(l.path), 200)),
		slog.Int("status", l.Status),
		slog.Float64("ms", float64(l.Duration.Microseconds())/1000),
		slog.Int64("bytes", l.Bytes),
	)
	to = text(to, "route", l.Route, 100)
	to = text(to, "address", l.Address, 64)
	to = text(to, "client_id", l.ClientID, 100)
	to = text(to, "subject", l.Subject, 100)
	to = text(to, "token_kind", l.TokenKind, 16)
	to = text(to, "error", l.ErrorCode, 64)
	return text(to, "detail", redactDetail(l.ErrorDetail), 500)
}

func text(to []slog.Attr, key, value string, limit int) []slog.Attr {
	if value == "" {
		return to
	}
	return append(to, slog.String(key, clean(value, limit)))
}
