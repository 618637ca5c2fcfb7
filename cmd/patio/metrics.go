package main

import (
	"context"
	"errors"
	"net"
	"net/http"

	"github.com/patio-auth/patio/config"
	"github.com/patio-auth/patio/server"
)

// metricsConnections bounds the connections of the listener for metrics.
const metricsConnections = 50

// bindMetrics takes the address of metrics.listen; nil where the main listener
// serves /metrics, or nobody does.
func bindMetrics(cfg *config.Config) (net.Listener, error) {
	if cfg.Metrics.Listen == "" {
		return nil, nil //nolint:nilnil // there is none
	}
	return listenFor(cfg.Metrics.Listen, "metrics.listen")
}

// serveMetrics answers on the listener for metrics, if there is one, until the
// returned function is called, which lets requests under way end. It reports
// to failed where it cannot go on.
func (r *rooms) serveMetrics(listener net.Listener, failed chan<- error) (stop func(ctx context.Context) error) {
	if listener == nil {
		return func(context.Context) error { return nil }
	}
	web := server.HTTPServer(server.MetricsHandler(r.metrics), metricsConnections)
	go func() {
		if err := web.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			failed <- err
		}
	}()
	return func(ctx context.Context) error {
		if err := web.Shutdown(ctx); err != nil {
			return web.Close()
		}
		return nil
	}
}
