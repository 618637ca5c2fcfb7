package e2e_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/patio-auth/patio/storage/storagetest"
)

// TestFaultCutAnswer loses one answer in a hundred after the server has committed it, as a network does, and has the
// client try again. With a grace period the retry gets the successor that was lost; without one the grant ends, since
// nobody can tell the client from a thief. There are never two grants out of one.
func TestFaultCutAnswer(t *testing.T) {
	for name, grace := range map[string]string{"grace": "30s", "none": "0s"} {
		t.Run(name, func(t *testing.T) {
			storagetest.Each(t, func(t *testing.T, url string) {
				t.Parallel()
				p := start(t, url, settings{"tokens.refresh_grace": grace})
				cut(t, p, name == "grace")
			})
		})
	}
}

func cut(t *testing.T, p *patio, grace bool) {
	each := times(10, 20)
	l := newLedger(t, p, times(40, 1000))
	l.grace = grace
	lossy := newLossy(t, p.issuer, times(20, 100))
	var mu sync.Mutex
	cuts, lived, ended := 0, 0, 0
	var all sync.WaitGroup
	next := make(chan *chain)
	for range 8 {
		all.Go(func() {
			for c := range next {
				lost := l.session(t, lossy, c, each)
				mu.Lock()
				cuts += lost
				if c.over {
					ended++
				} else {
					lived++
				}
				mu.Unlock()
			}
		})
	}
	for _, c := range l.chains {
		next <- c
	}
	close(next)
	all.Wait()
	t.Logf("%d sessions of %d refreshes, %d answers cut: %d live on, %d ended", len(l.chains), each, cuts, lived, ended)
	if cuts == 0 {
		t.Error("no answer was cut")
	}
	if grace && float64(lived) < 0.999*float64(len(l.chains)) {
		t.Errorf("of %d sessions only %d live on", len(l.chains), lived)
	}
	if !grace && ended != cuts {
		t.Errorf("%d answers were cut and %d sessions ended", cuts, ended)
	}
	l.check(t, true)
	p.sound(t)
	if extra := grants(t, p); extra != len(l.chains) {
		t.Errorf("%d grants became %d", len(l.chains), extra)
	}
}

// session refreshes through the lossy network until its grant ends, and says how many of its refreshes were not
// answered at the first try.
func (l *ledger) session(t *testing.T, lossy *httptest.Server, c *chain, refreshes int) (lost int) {
	for range refreshes {
		a, err := l.through(t, lossy, c)
		if err != nil {
			lost++
		}
		for tries := 0; err != nil && tries < 20; tries++ {
			a, err = l.through(t, lossy, c)
		}
		switch {
		case err != nil:
			l.wrong("twenty answers in a row were cut")
			return lost
		case a.Status == http.StatusOK:
			c.spent, c.current = append(c.spent, c.current), a.tokens(t).Refresh
			continue
		case lost == 0:
			l.wrong("a refresh whose answers all came is answered with %d %.200s", a.Status, a.Body)
		}
		c.over = true
		return lost
	}
	return lost
}

func (l *ledger) through(t *testing.T, lossy *httptest.Server, c *chain) (answer, error) {
	r := l.p.clientPost(t, "/oauth/token", l.app, refresh(c.current))
	r.URL.Host = lossy.Listener.Addr().String()
	r.GetBody = nil // an answer that was cut must come back as an error, not as the transport's own retry
	return l.p.try(r)
}

// newLossy forwards everything and keeps one answer of oneIn to itself.
func newLossy(t *testing.T, to string, oneIn int) *httptest.Server {
	t.Helper()
	onward := &http.Transport{MaxIdleConnsPerHost: 16}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body) // a short one is the server's to refuse
		out, err := http.NewRequestWithContext(r.Context(), r.Method, to+r.URL.Path, bytes.NewReader(body))
		if err != nil {
			panic(err)
		}
		out.Header = r.Header
		resp, err := onward.RoundTrip(out)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		defer resp.Body.Close()
		answer, err := io.ReadAll(resp.Body)
		if err != nil || rand.IntN(oneIn) == 0 {
			panic(http.ErrAbortHandler) // cuts the connection
		}
		for name, values := range resp.Header {
			w.Header()[name] = values
		}
		w.WriteHeader(resp.StatusCode)
		_, _ = w.Write(answer) // the client is the judge of what arrives
	}))
	t.Cleanup(func() {
		s.Close()
		onward.CloseIdleConnections()
	})
	return s
}

// grants counts the lineages that have refresh tokens.
func grants(t *testing.T, p *patio) (n int) {
	t.Helper()
	if err := p.behind(t).QueryRow("SELECT COUNT(DISTINCT lineage_id) FROM refresh_tokens").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
