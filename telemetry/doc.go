// Package telemetry is what an operator sees of a running server: metrics for Prometheus and one log line per request.
//
// It owns the names of metrics, labels and log fields, keeps every label to a fixed table, and keeps secrets and control
// characters from outside out of the log. It does not own when something is counted or logged: server's middleware and
// handlers call, and they alone come in (and cmd/patio, which builds the logger).
package telemetry
