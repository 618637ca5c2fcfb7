//go:build linux

package e2e_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

const (
	proxyDrain   = 6 * time.Second
	proxyNotices = 2 * time.Second // fall and inter of haproxy.cfg, twice
	metadataPath = "/.well-known/oauth-authorization-server"
)

// proxied is two replicas behind HAProxy with haproxy.cfg.
type proxied struct {
	*patio   // as who comes through the proxy sees it
	replicas []*patio
}

// TestProxy is what clients are told in the bad hours: by Patio as long as one replica lives, and by HAProxy after that.
func TestProxy(t *testing.T) {
	t.Parallel()
	wire, database := newWire(t, storagetest.Fresh(t, storage.PostgreSQL))
	p := newProxied(t, database)
	app := p.client(t, p.person(t), clientSpec{Grants: []string{"client_credentials"}, Redirects: []string{}, Scopes: []string{"profile"}})
	ask := func() answer { return p.token(t, app, url.Values{"grant_type": {"client_credentials"}}) }

	p.hidesMetrics(t)
	ask().is(t, http.StatusOK)
	wire.trouble.Store(wireRefuses)
	wire.cut()
	p.withoutDatabase(t, ask)
	wire.trouble.Store(wireWorks)
	p.well(t, ask)
	p.drainsOne(t)
	p.well(t, ask)
	p.stopsBoth(t, ask)
	for _, replica := range p.replicas {
		replica.launch(t)
	}
	p.well(t, ask)
}

func newProxied(t *testing.T, database string) *proxied {
	t.Helper()
	address := freeAddress(t)
	set := settings{
		"issuer": "http://" + address, "trusted_proxies": "127.0.0.1", "metrics.enabled": "true", "server.drain_delay": proxyDrain.String(),
	}
	p := &proxied{replicas: []*patio{start(t, database, set), start(t, database, set)}}
	for _, replica := range p.replicas {
		replica.mayFail()
	}
	behindProxy(t, address, []string{p.replicas[0].listen, p.replicas[1].listen})
	p.patio = prepared(t, database, storage.PostgreSQL, set)
	p.issuer = "http://" + address
	t.Cleanup(func() { // before the replicas' output is looked through
		for _, replica := range p.replicas {
			replica.hide(secretsOf(p.patio)...)
		}
	})
	soon(t, "the proxy passes requests on", func() bool {
		a, err := p.try(p.request(t, http.MethodGet, "/readyz", nil))
		return err == nil && a.Status == http.StatusOK
	})
	return p
}

// hidesMetrics tries the spellings of one path that HAProxy and Go might read differently.
func (p *proxied) hidesMetrics(t *testing.T) {
	t.Helper()
	direct, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+p.replicas[0].listen+"/%6detrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.do(t, direct); !strings.Contains(got.Body, "go_goroutines") {
		t.Error("Patio itself shows no metrics, so it cannot be seen that the proxy hides them")
	}
	for _, target := range []string{
		"/metrics", "/metrics?a=b", "/%6detrics", "/%6Detric%73?a", "/%6d%65%74%72%69%63%73", "/%256detrics", "/metrics/", "//metrics",
		"/%2fmetrics", "/./metrics", "/static/../metrics", "/metrics%00", "/metrics;a", "http://a/metrics", "http://a/%6detrics", "x:/metrics",
	} {
		r := p.request(t, http.MethodGet, "/", nil)
		r.URL.Opaque = target
		if strings.HasPrefix(target, "/") {
			r = p.request(t, http.MethodGet, target, nil)
		}
		got := p.do(t, r)
		if got.Status != http.StatusNotFound && got.Status != http.StatusBadRequest || strings.Contains(got.Body, "go_goroutines") {
			t.Errorf("GET %s answers %d: %.100s", target, got.Status, got.Body)
		}
	}
}

// withoutDatabase asks for so long that the proxy knows of no replica that is ready.
func (p *proxied) withoutDatabase(t *testing.T, ask func() answer) {
	t.Helper()
	soon(t, "the loss of the database is noticed", func() bool { return p.get(t, "/readyz").Status == http.StatusServiceUnavailable })
	for began := time.Now(); time.Since(began) < 2*proxyNotices; time.Sleep(100 * time.Millisecond) {
		p.get(t, "/healthz").is(t, http.StatusOK)
		p.get(t, metadataPath).is(t, http.StatusOK).object(t).text(t, "issuer")
		ready := p.get(t, "/readyz").is(t, http.StatusServiceUnavailable)
		if got := ready.object(t).text(t, "status"); got != "the database does not answer" {
			t.Fatalf("/readyz says %q", got)
		}
		token := ask()
		token.refused(t, http.StatusServiceUnavailable, "temporarily_unavailable")
		if ready.Header.Get("Retry-After") == "" || token.Header.Get("Retry-After") == "" || token.Header.Get("X-Request-Id") == "" {
			t.Fatalf("the answers are not Patio's: %v, %v", ready.Header, token.Header)
		}
	}
}

// drainsOne: who announces its end is sent nothing more, since the other one is ready.
func (p *proxied) drainsOne(t *testing.T) {
	t.Helper()
	leaving := p.replicas[0]
	served := func() int { return strings.Count(leaving.output.String(), "path="+metadataPath) }
	before := served()
	soon(t, "both replicas are sent requests", func() bool { p.get(t, metadataPath).is(t, http.StatusOK); return served() > before })
	var stopped sync.WaitGroup
	stopped.Go(func() { leaving.stop(t) })
	leaving.announces(t)
	time.Sleep(proxyNotices)
	before = served()
	for range 20 {
		p.get(t, metadataPath).is(t, http.StatusOK)
	}
	if after := served(); after != before {
		t.Errorf("a replica that drains was sent %d of 20 requests", after-before)
	}
	stopped.Wait()
	leaving.launch(t)
}

// stopsBoth: as long as one serves it is asked, and when none does the proxy says what Patio would.
func (p *proxied) stopsBoth(t *testing.T, ask func() answer) {
	t.Helper()
	var stopped sync.WaitGroup
	for _, replica := range p.replicas {
		stopped.Go(func() { replica.stop(t) })
	}
	for _, replica := range p.replicas {
		replica.announces(t)
	}
	time.Sleep(proxyNotices)
	ask().is(t, http.StatusOK)
	stopped.Wait()
	for range 3 { // before the proxy has noticed and after
		got := ask()
		got.refused(t, http.StatusServiceUnavailable, "temporarily_unavailable")
		head := fmt.Sprint(got.Header["Content-Type"], got.Header["Retry-After"], got.Header["Cache-Control"])
		if head != "[application/json] [5] [no-store]" {
			t.Errorf("where no replica is there the proxy's answer has %s", head)
		}
		time.Sleep(proxyNotices / 2)
	}
}

// announces waits until a replica says that it will stop.
func (p *patio) announces(t *testing.T) {
	t.Helper()
	soon(t, "a replica says that it will stop", func() bool {
		resp, err := http.Get("http://" + p.listen + "/readyz")
		if err != nil {
			return false
		}
		_ = resp.Body.Close()
		return resp.StatusCode == http.StatusServiceUnavailable
	})
}

// well: both replicas are ready and the proxy knows it.
func (p *proxied) well(t *testing.T, ask func() answer) {
	t.Helper()
	soon(t, "the proxy has replicas that are ready", func() bool { return p.get(t, "/readyz").Status == http.StatusOK })
	time.Sleep(proxyNotices)
	for range 10 {
		p.get(t, "/readyz").is(t, http.StatusOK)
		ask().is(t, http.StatusOK)
	}
}
