package telemetry

import (
	"net/http"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Result is the outcome that a counter tells apart.
type Result string

// The results of verdicts and sign-ins.
const (
	// ResultOK is a good token, or a sign-in that succeeded.
	ResultOK Result = "ok"
	// ResultRefused is a token that is not good, or a wrong password.
	ResultRefused Result = "refused"
	// ResultLimited is a try that a rate limit stopped.
	ResultLimited Result = "limited"
	// ResultUnavailable is a question that could not be answered, because the database was gone.
	ResultUnavailable Result = "unavailable"
)

// Build says which program this is.
type Build struct{ Version, Commit string }

// Metrics are the counters of one server, in a registry of their own.
type Metrics struct {
	registry *prometheus.Registry
	routes   table
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	issued   *prometheus.CounterVec
	verdicts *prometheus.CounterVec
	signIns  *prometheus.CounterVec
}

// NewMetrics counts for a server with these route patterns ("/api/v1/clients/:client_id"). A request of no such route
// counts as "other", so that a visitor cannot invent labels.
func NewMetrics(build Build, routes []string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		routes:   newTable(routes...),
		requests: counter("patio_http_requests_total", "HTTP requests answered.", "route", "method", "status"),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "patio_http_request_seconds", Help: "Time from a request's first byte read to its answer written.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"route"}),
		issued:   counter("patio_tokens_issued_total", "Tokens issued, by grant type; pat for personal access tokens.", "grant"),
		verdicts: counter("patio_verdicts_total", "Tokens judged, by kind of token and result.", "kind", "result"),
		signIns:  counter("patio_sign_ins_total", "Sign-ins tried in the browser, by result.", "result"),
	}
	info := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "patio_build_info", Help: "Always 1; the labels say which build this is.",
		ConstLabels: prometheus.Labels{"version": build.Version, "commit": build.Commit, "go_version": runtime.Version()},
	})
	info.Set(1)
	m.registry.MustRegister(m.requests, m.seconds, m.issued, m.verdicts, m.signIns, info,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func counter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
}

// Request counts one answered request. route is its pattern and never its path.
func (m *Metrics) Request(route, method string, status int, took time.Duration) {
	route = m.routes.label(route)
	m.requests.WithLabelValues(route, methods.label(method), statusLabel(status)).Inc()
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
}

// TokenIssued counts one token request that was granted, by its grant_type; "pat" for a personal access token.
func (m *Metrics) TokenIssued(grant string) { m.issued.WithLabelValues(grants.label(grant)).Inc() }

// Verdict counts one token that was judged. kind is "pat", "oauth", or anything else for what was not recognised.
func (m *Metrics) Verdict(kind string, result Result) {
	m.verdicts.WithLabelValues(kinds.label(kind), results.label(string(result))).Inc()
}

// SignIn counts one try to sign in.
func (m *Metrics) SignIn(result Result) {
	m.signIns.WithLabelValues(results.label(string(result))).Inc()
}

// Handler serves the metrics in the format that Prometheus reads.
func (m *Metrics) Handler() http.Handler {
	// One scrape at a time is what Prometheus needs; more would be somebody else's doing.
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4})
}
