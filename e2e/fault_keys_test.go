package e2e_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestFaultKeyRotations rotates the signing key again and again while tokens are issued by two servers and verified
// offline, by verifiers that keep the key set for minutes and ask again at a key they do not know. No good token is
// refused; a retired key's are, after its overlap.
func TestFaultKeyRotations(t *testing.T) {
	set := settings{"signing.overlap": "8s", "tokens.access_ttl": "5s"} // published ahead by the default
	eachWith(t, set, func(t *testing.T, p *patio) {
		set := settings{"issuer": p.issuer, "signing.overlap": "8s", "tokens.access_ttl": "5s"}
		other := another(t, p, set)
		t.Cleanup(func() {
			p.hide(secretsOf(other)...)
			other.hide(secretsOf(p)...)
		})
		robot := p.robot(t, p.person(t), clientSpec{})
		f := newForger(t, p, p.own(t, robot).is(t, http.StatusOK).tokens(t).Access)
		if _, err := storagetest.SQL(t, p.database).ExecContext(t.Context(), "UPDATE signing_keys SET access_ttl = 7200000"); err != nil { // as if it had signed such tokens
			t.Fatal(err)
		}
		longLived := f.sign(f.own, f.header, with(f.claims, "exp", clocktest.Now().Add(time.Hour).Unix()))
		p.me(t, longLived).is(t, http.StatusOK)
		apis := resourceServers(t, p, 3)
		stop := make(chan struct{})
		var all sync.WaitGroup
		var verified atomic.Int64
		for i, at := range []*patio{p, other, p, other} {
			all.Go(func() {
				for good := true; good; {
					select {
					case <-stop:
						return
					default:
					}
					if good = signedAndGood(t, at, robot, apis[i%len(apis)]); good {
						verified.Add(1)
					}
				}
			})
		}
		rotations := times(3, 10)
		for range rotations {
			time.Sleep(700 * time.Millisecond)
			p.cli(t, "key", "rotate")
		}
		time.Sleep(8 * time.Second) // until the last one signs
		close(stop)
		all.Wait()
		t.Logf("%d rotations, %d tokens verified offline", rotations, verified.Load())
		for _, at := range []*patio{p, other} {
			for began := time.Now(); at.me(t, longLived).Status != http.StatusUnauthorized; time.Sleep(100 * time.Millisecond) {
				if time.Since(began) > 20*time.Second {
					t.Fatal("a retired key verifies beyond its overlap")
				}
			}
		}
	})
}

// signedAndGood gets a token and presents it.
func signedAndGood(t *testing.T, at *patio, robot client, api *httptest.Server) bool {
	a, err := at.try(at.clientPost(t, "/oauth/token", robot, url.Values{"grant_type": {"client_credentials"}}))
	if err != nil || a.Status != http.StatusOK {
		t.Errorf("a token request during a rotation: %v, %d %.200s", err, a.Status, a.Body)
		return false
	}
	status := bear(t, api, a.tokens(t).Access)
	if status != http.StatusOK {
		t.Errorf("a token signed during a rotation is answered with %d", status)
	}
	return status == http.StatusOK
}

// resourceServers are APIs that verify offline by our SDK, each with a key set of its own.
func resourceServers(t *testing.T, p *patio, n int) []*httptest.Server {
	t.Helper()
	var all []*httptest.Server
	for range n {
		v, err := bearer.New(t.Context(), bearer.Config{Issuer: p.issuer, Audience: "https://notes.example.org/api", Now: clocktest.Now})
		if err != nil {
			t.Fatal(err)
		}
		s := httptest.NewServer(bearer.Middleware(v)(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })))
		t.Cleanup(s.Close)
		all = append(all, s)
	}
	return all
}

func bear(t *testing.T, api *httptest.Server, token string) int {
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, api.URL, nil)
	if err != nil {
		t.Error(err)
		return 0
	}
	r.Header.Set("Authorization", "Bearer "+token)
	resp, err := api.Client().Do(r)
	if err != nil {
		t.Error(err)
		return 0
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}
