package e2e_test

import (
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage/storagetest"
)

// TestFaultSharedTokenStore is a command-line tool of which 32 processes share one file of tokens, and of which every
// process refreshes when it likes. One response in twenty is lost, there are two replicas, and both are killed again
// and again. Nobody has to sign in a second time.
func TestFaultSharedTokenStore(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		t.Parallel()
		p := start(t, url, nil)
		p.program = binaries.command // without the race detector, as people run it
		p.mayFail()
		p.restart(t)
		replicas := []*patio{p, another(t, p, settings{"issuer": p.issuer})}
		replicas[1].mayFail()
		t.Cleanup(func() { p.hide(secretsOf(replicas[1])...) })
		s := &tokenStore{p: p, app: p.client(t, p.person(t), clientSpec{Public: true})}
		s.refresh = p.grant(t, s.app, p.person(t)).Refresh

		networks := []string{newLossy(t, p.issuer, 20).Listener.Addr().String(), newLossy(t, "http://"+replicas[1].listen, 20).Listener.Addr().String()}
		stop := make(chan struct{})
		var all sync.WaitGroup
		for range 32 {
			all.Go(func() {
				for {
					select {
					case <-stop:
						return
					case <-time.After(rand.N(20 * time.Millisecond)):
						s.use(t, networks[rand.IntN(len(networks))])
					}
				}
			})
		}
		for i := range times(4, 40) {
			time.Sleep(500*time.Millisecond + rand.N(500*time.Millisecond))
			killed := replicas[i%len(replicas)]
			killed.kill(t)
			killed.launch(t)
		}
		close(stop)
		all.Wait()
		t.Logf("%d refreshes, of which %d brought a refresh token that the store did not have; %d requests failed", s.refreshes.Load(), s.rotations.Load(), s.lost.Load())
		if s.rotations.Load() < 10 || s.lost.Load() == 0 {
			t.Error("hardly anything happened")
		}
		p.token(t, s.app, refresh(s.held())).is(t, http.StatusOK)
		p.sound(t)
	})
}

// tokenStore is what processes share: a file, say.
type tokenStore struct {
	p                          *patio
	app                        client
	refreshes, rotations, lost atomic.Int64

	mu      sync.Mutex
	refresh string
}

func (s *tokenStore) held() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.refresh
}

// use refreshes as docs/app-developers.md says. A request that fails is not sent again; the next one reads the store.
func (s *tokenStore) use(t *testing.T, at string) {
	spent := s.held()
	r := s.p.clientPost(t, "/oauth/token", s.app, refresh(spent))
	r.URL.Host = at
	r.GetBody = nil // no retry by the transport
	a, err := s.p.try(r)
	switch {
	case err != nil, a.Status >= http.StatusInternalServerError:
		s.lost.Add(1)
		return
	case a.Status != http.StatusOK:
		t.Errorf("somebody has to sign in again: %d %.200s", a.Status, a.Body)
		return
	}
	s.refreshes.Add(1)
	got := a.tokens(t).Refresh
	s.mu.Lock()
	defer s.mu.Unlock()
	if got != "" && s.refresh == spent {
		s.refresh = got
		s.rotations.Add(1)
	}
}
