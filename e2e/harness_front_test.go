package e2e_test

import (
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"testing"

	"github.com/patio-auth/patio/storage"
)

// front is a small load balancer: each request goes to the next replica.
type front struct {
	*patio   // the first replica, reached through the balancer
	replicas []*patio
	next     atomic.Int64
}

// replicated starts replicas of one Patio on a database behind a balancer: three, and on SQLite the one that it may have.
func replicated(t *testing.T, database string, set settings) *front {
	t.Helper()
	kind, err := storage.DialectOf(database)
	if err != nil {
		t.Fatal(err)
	}
	count := 3
	if kind == storage.SQLite {
		count = 1
	}
	f := &front{}
	address := freeAddress(t)
	all := settings{"issuer": "http://" + address}
	for key, value := range set {
		all[key] = value
	}
	for range count {
		f.replicas = append(f.replicas, start(t, database, all))
	}
	balance(t, f, address)
	t.Cleanup(func() { // what one has handed out may not stand in another's log either
		for _, p := range f.replicas {
			for _, other := range f.replicas {
				p.hide(secretsOf(other)...)
			}
		}
	})
	f.patio = f.replicas[0]
	f.issuer = "http://" + address // from here on the harness talks to the balancer
	return f
}

func balance(t *testing.T, f *front, address string) {
	t.Helper()
	proxy := &httputil.ReverseProxy{
		FlushInterval: -1,
		Rewrite: func(r *httputil.ProxyRequest) {
			to := f.replicas[int(f.next.Add(1))%len(f.replicas)].listen
			r.SetURL(&url.URL{Scheme: "http", Host: to})
			r.Out.Host = r.In.Host
		},
	}
	server := &http.Server{Addr: address, Handler: proxy}
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	t.Cleanup(func() {
		_ = server.Close()
		<-failed
	})
	soon(t, "the balancer answers", func() bool {
		resp, err := http.Get("http://" + address + "/healthz")
		if err == nil {
			_ = resp.Body.Close()
		}
		return err == nil
	})
}

// everywhere asks as often as there are replicas, so that each one answers.
func (f *front) everywhere(t *testing.T, what string, status int, ask func() answer) {
	t.Helper()
	for i := range f.replicas {
		if got := ask(); got.Status != status {
			t.Errorf("%s: answer %d is %d, want %d: %.200s", what, i+1, got.Status, status, got.Body)
		}
	}
}
