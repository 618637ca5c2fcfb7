package noticestest

import (
	"crypto/rand"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// Post is one request that a receiver got.
type Post struct {
	ID, Timestamp string // of the headers
	Header        http.Header
	Body          string
	Genuine       error // nil where the signature is good and the time is now
	Status        int   // what it was answered
}

// Receiver takes webhooks on loopback.
type Receiver struct {
	URL    string
	Secret string // whsec_…
	Key    []byte

	mu    sync.Mutex
	posts []Post
}

// NewReceiver starts one that ends with the test. answer decides on the status
// of the n-th post (from 1) with an id; nil answers 204.
func NewReceiver(t *testing.T, answer func(w http.ResponseWriter, id string, n int) int) *Receiver {
	t.Helper()
	r := &Receiver{Key: make([]byte, 32)}
	_, _ = rand.Read(r.Key) // it never fails
	r.Secret = "whsec_" + base64.StdEncoding.EncodeToString(r.Key)
	library, err := webhooks.NewWebhook(r.Secret)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(request.Body)
		if err != nil {
			return // the sender has gone
		}
		p := Post{
			ID: request.Header.Get("webhook-id"), Timestamp: request.Header.Get("webhook-timestamp"), Header: request.Header, Body: string(body),
			Genuine: library.Verify(body, request.Header), Status: http.StatusNoContent,
		}
		if answer != nil {
			p.Status = answer(w, p.ID, r.count(p.ID)+1)
		}
		r.mu.Lock()
		r.posts = append(r.posts, p)
		r.mu.Unlock()
		w.WriteHeader(p.Status)
	}))
	t.Cleanup(server.Close)
	r.URL = server.URL + "/hooks/patio"
	return r
}

func (r *Receiver) count(id string) int {
	n := 0
	for _, p := range r.Posts() {
		if p.ID == id {
			n++
		}
	}
	return n
}

// Posts is what came so far, in its order.
func (r *Receiver) Posts() []Post {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.posts)
}
