package e2e_test

import (
	"net/http"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestFaultDatabase takes the database away under load in the ways in which databases go: cut connections, none
// accepted, no answers at all, late ones. Every answer is right, or a 503 within the deadline; nothing that was
// acknowledged is lost; and it is right again soon after.
func TestFaultDatabase(t *testing.T) {
	for _, kind := range []storage.Dialect{storage.PostgreSQL, storage.MySQL} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			wire, url := newWire(t, storagetest.Fresh(t, kind))
			f := newFaulty(t, start(t, url, settings{"metrics.enabled": "true", "tokens.refresh_grace": "0s"}))
			for range times(1, 5) {
				f.during(t, "connections are cut", func(until time.Time) {
					for time.Now().Before(until) {
						time.Sleep(50 * time.Millisecond)
						wire.cut()
					}
				})
				for what, trouble := range map[string]int32{
					"no connection is accepted": wireRefuses, "no answer comes": wireHangs, "answers are late": wireDelays,
				} {
					f.during(t, what, func(until time.Time) {
						wire.trouble.Store(trouble)
						if trouble == wireRefuses {
							wire.cut()
						}
						time.Sleep(time.Until(until))
						wire.trouble.Store(wireWorks)
					})
				}
			}
			f.settled(t)
		})
	}
}

// TestFaultStop stops a database server of the test's own, in an orderly way and not, and starts it again.
func TestFaultStop(t *testing.T) {
	for kind, own := range map[storage.Dialect]func(t *testing.T) *databaseServer{
		storage.PostgreSQL: ownPostgreSQL, storage.MySQL: ownMariaDB,
	} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			server := own(t)
			f := newFaulty(t, start(t, server.url, settings{"metrics.enabled": "true", "tokens.refresh_grace": "0s"}))
			for range times(1, 5) {
				for what, stop := range map[string]func(t *testing.T){"stopped": server.stop, "killed": server.kill} {
					f.during(t, "the server is "+what, func(until time.Time) {
						stop(t)
						time.Sleep(time.Until(until))
						server.start(t)
					})
				}
			}
			f.settled(t)
		})
	}
}

// TestFaultCrowd sends five hundred clients at once to a server with a pool of five connections.
func TestFaultCrowd(t *testing.T) {
	for _, kind := range []storage.Dialect{storage.PostgreSQL, storage.MySQL} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			p := start(t, storagetest.Fresh(t, kind), settings{"metrics.enabled": "true", "tokens.refresh_grace": "0s", "database_pool.max_open": "5"})
			p.mayFail()
			p.program = binaries.command // without the race detector, whose work would be most of what is timed
			p.restart(t)
			f := newFaulty(t, p)
			f.during(t, "everybody comes at once", func(until time.Time) {
				stop := make(chan struct{})
				wait := f.loadWith(t, 500, nil, stop)
				time.Sleep(time.Until(until))
				close(stop)
				wait()
			})
			f.settled(t)
		})
	}
}

// faulty is a server that is in for trouble, and the load on it.
type faulty struct {
	*ledger
	goroutines int
}

func newFaulty(t *testing.T, p *patio) *faulty {
	t.Helper()
	p.mayFail()
	f := &faulty{ledger: newLedger(t, p, 8)}
	f.strict = true
	f.goroutines = p.goroutines(t)
	return f
}

// during runs the load before, during and after a trouble, and compares.
func (f *faulty) during(t *testing.T, what string, trouble func(until time.Time)) {
	t.Helper()
	stop := make(chan struct{})
	wait := f.load(t, 16, stop)
	time.Sleep(200 * time.Millisecond)
	trouble(time.Now().Add(time.Duration(times(1500, 8000)) * time.Millisecond))
	over := time.Now()
	for f.p.get(t, "/readyz").Status != http.StatusOK || f.p.me(t, f.root).Status != http.StatusOK {
		if time.Since(over) > 20*time.Second {
			t.Fatalf("after %s: 20 s later it is not right again", what)
		}
		time.Sleep(20 * time.Millisecond)
	}
	back := time.Since(over)
	f.p.get(t, "/healthz").is(t, http.StatusOK)
	time.Sleep(200 * time.Millisecond)
	close(stop)
	wait()
	slowest := f.slowest()
	t.Logf("while %s: right again after %v, the slowest answer took %v; %s", what, back.Round(time.Millisecond), slowest.Round(time.Millisecond), f.told())
	// In the short form all other tests and the race detector share this machine; there, whether it comes back counts.
	if limit := time.Duration(times(20, 5)) * time.Second; back > limit {
		t.Errorf("after %s it was right again only %v later", what, back)
	}
	if limit := time.Duration(times(20, 7)) * time.Second; slowest > limit { // the deadline is 5 s
		t.Errorf("while %s an answer took %v", what, slowest)
	}
	for _, line := range failures.FindAllString(f.p.output.String(), 3) {
		t.Error(line)
	}
	f.check(t, false)
}

// failures are what the server could not explain.
var failures = regexp.MustCompile(`(?m)^.*\bstatus=50[0124]\b.*$`)

// settled is the end: all of the ledger, the database itself, and nothing left running.
func (f *faulty) settled(t *testing.T) {
	t.Helper()
	f.check(t, true)
	f.p.sound(t)
	f.p.web.CloseIdleConnections()
	soon(t, "as few goroutines run as at the start", func() bool { return f.p.goroutines(t) <= f.goroutines+30 })
}

func (p *patio) goroutines(t *testing.T) int { return p.metric(t, "go_goroutines") }

// metric is what GET /metrics tells under a name without labels.
func (p *patio) metric(t *testing.T, name string) int {
	t.Helper()
	found := regexp.MustCompile(`(?m)^` + name + ` (\S+)$`).FindStringSubmatch(p.get(t, "/metrics").is(t, http.StatusOK).Body)
	if found == nil {
		t.Fatalf("the metrics do not tell %s", name)
	}
	n, err := strconv.ParseFloat(found[1], 64)
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}
