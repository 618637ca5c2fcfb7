//go:build linux

package e2e_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestFaultSigterm ends replicas in turn, as a rolling upgrade does, while fifty requests a second come through the
// proxy of docker-compose.yml. Not one of them may fail, and none is sent twice.
func TestFaultSigterm(t *testing.T) {
	t.Parallel()
	const rate, drain = 50, 3 * time.Second
	database := storagetest.Fresh(t, storage.PostgreSQL)
	proxy := freeAddress(t)
	issuer := settings{"issuer": "http://" + proxy}
	set := settings{"server.drain_delay": drain.String(), "metrics.enabled": "true", "trusted_proxies": "127.0.0.1"}
	maps.Copy(set, issuer)
	replicas := []*patio{start(t, database, set), start(t, database, set)}
	for _, replica := range replicas {
		replica.mayFail() // it says 503 at /readyz, as it should; all other answers are looked at
	}
	behindProxy(t, proxy, []string{replicas[0].listen, replicas[1].listen})

	p := prepared(t, database, storage.PostgreSQL, issuer)
	p.issuer = "http://" + proxy
	t.Cleanup(func() { // before the replicas' output is looked through
		for _, replica := range replicas {
			replica.hide(secretsOf(p)...)
		}
	})
	soon(t, "the proxy passes requests on", func() bool {
		a, err := p.try(p.request(t, http.MethodGet, "/readyz", nil))
		return err == nil && a.Status == http.StatusOK
	})
	traffic := newTraffic(t, p)
	stop := make(chan struct{})
	wait := traffic.flow(t, rate, stop)
	began := time.Now()
	stops := times(4, 100)
	for n := range stops {
		replica := replicas[n%2]
		replica.stop(t)
		replica.launch(t)
		soon(t, "the proxy sends requests to the new process", func() bool { return replica.hasServed(t) })
		if t.Failed() {
			break
		}
	}
	took := time.Since(began)
	close(stop)
	wait()
	t.Logf("%d times SIGTERM in %v: %s", stops, took.Round(time.Second), traffic)
	if min := int(took.Seconds()) * rate / 2; len(traffic.took) < min { // a busy machine's clock skips ticks
		t.Errorf("only %d requests came, and not %d", len(traffic.took), min)
	}
}

var servedLine = regexp.MustCompile(`(?m)^patio_http_requests_total\{.*route="/api/v1/me"`)

// hasServed says whether the process has answered what came through the proxy.
func (p *patio) hasServed(t *testing.T) bool {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+p.listen+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	return servedLine.MatchString(p.do(t, r).is(t, http.StatusOK).Body)
}

// traffic is requests at an even pace, whatever becomes of them.
type traffic struct {
	asks  []func() *http.Request
	p     *patio
	token string // a personal access token

	mu   sync.Mutex
	took []time.Duration
}

// newTraffic asks in turn with a personal access token, with a client's secret, and for a token.
func newTraffic(t *testing.T, p *patio) *traffic {
	t.Helper()
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{Grants: []string{"client_credentials"}, Redirects: []string{}, Scopes: []string{"profile", "tokens:write"}})
	token, _ := p.pat(t, mira, app)
	return &traffic{p: p, token: token, asks: []func() *http.Request{
		func() *http.Request { return p.call(t, http.MethodGet, "/me", token, nil) },
		func() *http.Request { return p.clientPost(t, "/oauth/introspect", app, url.Values{"token": {token}}) },
		func() *http.Request {
			return p.clientPost(t, "/oauth/token", app, url.Values{"grant_type": {"client_credentials"}})
		},
	}}
}

// flow sends so many requests a second until stop is closed; it waits for no answer before it sends the next.
func (f *traffic) flow(t *testing.T, rate int, stop <-chan struct{}) (wait func()) {
	t.Helper()
	var all sync.WaitGroup
	all.Go(func() {
		tick := time.NewTicker(time.Second / time.Duration(rate))
		defer tick.Stop()
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			case <-tick.C:
				all.Go(func() { f.ask(t, f.asks[n%len(f.asks)]()) })
			}
		}
	})
	return all.Wait
}

// during gives what became of the requests while something else went on.
func (f *traffic) during(t *testing.T, what func()) *traffic {
	t.Helper()
	own := &traffic{p: f.p, asks: f.asks}
	stop := make(chan struct{})
	wait := own.flow(t, 50, stop)
	what()
	close(stop)
	wait()
	return own
}

func (f *traffic) ask(t *testing.T, r *http.Request) {
	began := time.Now()
	a, err := f.p.try(r)
	took := time.Since(began)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.took = append(f.took, took)
	if err != nil || a.Status != http.StatusOK {
		t.Errorf("%s failed after %v: %d, %v: %.200s", r.URL.Path, took, a.Status, err, a.Body)
	}
}

// percentile is how long the requests took at most, but for the slowest; and how many there were so far.
func (f *traffic) percentile(share float64) time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.took) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(f.took))
	return sorted[min(len(sorted)-1, int(float64(len(sorted))*share))]
}

// String tells how many requests there were, and how long they took.
func (f *traffic) String() string {
	return fmt.Sprintf("%d requests, p50 %v, p99 %v, longest %v", len(f.took), f.percentile(.5).Round(10*time.Microsecond),
		f.percentile(.99).Round(10*time.Microsecond), f.percentile(1).Round(10*time.Microsecond))
}
