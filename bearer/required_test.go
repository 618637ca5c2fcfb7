package bearer_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/patio-auth/patio/bearer"
)

// TestRequiredScope: what a request needs goes along when its token is introspected, wherever it can be seen ahead.
func TestRequiredScope(t *testing.T) {
	s := newIssuer(t)
	s.answer = with(s.patAnswer(), object{"scope": "a b c"})
	c := s.client(t)
	authenticate := bearer.Middleware(c)
	end := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	inner := http.NewServeMux()
	inner.Handle("GET /in/side", bearer.RequireScope("c")(end))
	mux := http.NewServeMux()
	mux.Handle("GET /notes", bearer.RequireScope("a")(end))
	mux.Handle("POST /notes", bearer.RequireScope("b")(bearer.RequireScope("a")(end)))
	mux.Handle("GET /open", end)
	mux.Handle("/in/", inner)
	mux.Handle("GET /wrapped", plain(bearer.RequireScope("a")(end)))
	loop := http.NewServeMux()
	loop.Handle("/", loop)
	many := make([]string, 400)
	for i := range many {
		many[i] = "scope:" + strings.Repeat("x", i%10)
	}
	wrapped := bearer.Middleware(bearer.VerifierFunc(func(ctx context.Context, token string) (*bearer.Principal, error) {
		return c.Verify(ctx, token)
	}))
	told := func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h.ServeHTTP(w, r.WithContext(bearer.ForScopes(r.Context(), "b", "not one", `"`)))
		})
	}
	for _, x := range []struct {
		name    string
		handler http.Handler
		method  string
		path    string
		want    string // "-": not said
	}{
		{"right behind", authenticate(bearer.RequireScope("a", "b")(end)), "GET", "/", "a b"},
		{"two", authenticate(bearer.RequireScope("a")(bearer.RequireScope("c")(end))), "GET", "/", "a c"},
		{"behind the guard of users", authenticate(bearer.RequireUser(bearer.RequireScope("a")(end))), "GET", "/", "a"},
		{"behind another guard", authenticate(bearer.RequireACR("x")(bearer.RequireScope("a")(end))), "GET", "/", "a"},
		{"on a route", authenticate(mux), "GET", "/notes", "a"},
		{"on another method", authenticate(mux), "POST", "/notes", "b a"},
		{"on a route of a route", authenticate(mux), "GET", "/in/side", "c"},
		{"by a verifier around it", wrapped(mux), "GET", "/notes", "a"},
		{"told", told(authenticate(end)), "GET", "/", "b"},
		{"told, whatever is ahead", told(authenticate(mux)), "GET", "/notes", "b"},
		{"a route without", authenticate(mux), "GET", "/open", "-"},
		{"no route", authenticate(mux), "GET", "/none", "-"},
		{"a path that is redirected", authenticate(mux), "GET", "/in", "-"},
		{"behind somebody else's", authenticate(mux), "GET", "/wrapped", "-"},
		{"nothing ahead", authenticate(end), "GET", "/", "-"},
		{"too many to say", authenticate(bearer.RequireScope(many...)(end)), "GET", "/", "-"},
	} {
		t.Run(x.name, func(t *testing.T) {
			before := s.askedTimes()
			r := httptest.NewRequest(x.method, x.path, nil)
			r.Header.Set("Authorization", "Bearer "+goodPAT)
			x.handler.ServeHTTP(httptest.NewRecorder(), r)
			if s.askedTimes() != before+1 {
				t.Fatalf("it asked %d times", s.askedTimes()-before)
			}
			form := s.asked[before]
			got := "-"
			if form.Has("required_scope") {
				got = form.Get("required_scope")
			}
			if got != x.want || len(form["required_scope"]) > 1 {
				t.Errorf("required_scope is %q, want %q", form["required_scope"], x.want)
			}
		})
	}
	// A mux that leads to itself would serve without end; to look ahead ends.
	before := s.askedTimes()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Authorization", "Bearer "+goodPAT)
	bearer.Middleware(bearer.VerifierFunc(func(ctx context.Context, token string) (*bearer.Principal, error) {
		_, err := c.Verify(ctx, token)
		return nil, errors.Join(err, bearer.ErrInvalidToken) // so that it does not come to serving
	}))(loop).ServeHTTP(httptest.NewRecorder(), r)
	if s.askedTimes() != before+1 {
		t.Error("nobody was asked")
	}
}

// plain is a middleware of somebody else's.
func plain(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { next.ServeHTTP(w, r) })
}
