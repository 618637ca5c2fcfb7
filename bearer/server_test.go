package bearer_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/bearer"
)

const (
	audience = "https://notes.test"
	goodPAT  = "pat_Kq3vT9xW2mRb7LpNc5HsYd8JfGaZ1u3n52uO"
	goodPCA  = "pca_Kq3vT9xW2mRb7LpNc5HsYd8JfGaZ1u3n52uO"
)

type object = map[string]any

// issuer is an authorization server with the three documents a resource server reads.
type issuer struct {
	*httptest.Server
	clock *clock

	mu       sync.Mutex
	metadata object
	jwks     any
	header   http.Header
	status   int
	hang     chan struct{}
	fetches  int

	answer  any
	answers int // the status of introspection answers
	asked   []url.Values
	id      string
	secret  string
}

func newIssuer(t *testing.T) *issuer {
	years, _ := strconv.Atoi(os.Getenv("CLOCK_YEARS_AHEAD")) // as in internal/clocktest; not set: 0
	s := &issuer{clock: &clock{t: time.Date(2026+years, 1, 2, 3, 4, 5, 0, time.UTC)}, header: http.Header{}, status: 200, answers: 200}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/oauth-authorization-server", s.serveMetadata)
	mux.HandleFunc("GET /jwks", s.serveKeys)
	mux.HandleFunc("POST /introspect", s.serveAnswer)
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	s.metadata = object{"issuer": s.URL, "jwks_uri": s.URL + "/jwks", "introspection_endpoint": s.URL + "/introspect"}
	s.jwks = keySet(es256, eddsa, rs256)
	s.answer = s.patAnswer()
	return s
}

func (s *issuer) change(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
}

func (s *issuer) serveMetadata(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = json.NewEncoder(w).Encode(s.metadata)
}

func (s *issuer) serveKeys(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	s.fetches++
	hang := s.hang
	s.mu.Unlock()
	if hang != nil {
		<-hang
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.Copy(w.Header(), s.header)
	write(w, s.status, s.jwks)
}

func (s *issuer) serveAnswer(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = r.ParseForm()
	if s.answers < 400 && r.PostForm.Get("token") == "no-token" { // bearer.New tries the credentials
		write(w, s.answers, object{"active": false})
		return
	}
	s.asked = append(s.asked, r.PostForm)
	s.id, s.secret, _ = r.BasicAuth()
	w.Header().Set("Location", "/introspect")
	write(w, s.answers, s.answer)
}

// write sends a string as it is and anything else as JSON.
func write(w http.ResponseWriter, status int, body any) {
	w.WriteHeader(status)
	if text, ok := body.(string); ok {
		_, _ = w.Write([]byte(text))
		return
	}
	_ = json.NewEncoder(w).Encode(body)
}

func (s *issuer) fetched() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fetches
}

func (s *issuer) askedTimes() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.asked)
}

func (s *issuer) config() bearer.Config {
	return bearer.Config{
		Issuer: s.URL, Audience: audience, ClientID: "rs", ClientSecret: "s3cret", Now: s.clock.now,
	}
}

func (s *issuer) client(t *testing.T, change ...func(*bearer.Config)) *bearer.Client {
	t.Helper()
	cfg := s.config()
	for _, f := range change {
		f(&cfg)
	}
	c, err := bearer.New(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// claims are those of a good token for ada.
func (s *issuer) claims() object {
	now := s.clock.now().Unix()
	return object{
		"iss": s.URL, "sub": "u-1", "aud": audience, "exp": now + 600, "iat": now, "jti": "j-1", "client_id": "c-1",
		"scope": "notes:read notes:write", "acr": "pwd", "auth_time": now - 60, "lineage": "l-1",
	}
}

func (s *issuer) patAnswer() object {
	now := s.clock.now().Unix()
	return object{
		"active": true, "scope": "notes:read", "client_id": "c-1", "username": "ada", "token_type": "Bearer",
		"iat": now - 60, "sub": "u-1", "aud": []string{s.URL}, "iss": s.URL, "jti": "p-1", "token_kind": "pat",
		"lineage": "l-1",
	}
}

func with(o object, changes object) object {
	o = maps.Clone(o)
	for name, value := range changes {
		if value == nil {
			delete(o, name)
		} else {
			o[name] = value
		}
	}
	return o
}

type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}
