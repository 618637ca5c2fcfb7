package bearer_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/patio-auth/patio/bearer"
)

var ada = &bearer.Principal{Subject: "u-1", ClientID: "c-1", Scopes: []string{"notes:read", "notes:write"}}

func verifier(ctx context.Context, token string) (*bearer.Principal, error) {
	switch token {
	case "good":
		return ada, nil
	case "nothing":
		return nil, nil
	case "down":
		return nil, fmt.Errorf("database: %w", bearer.ErrUnavailable)
	case "broken":
		return nil, errors.New("a bug")
	}
	return nil, bearer.ErrInvalidToken
}

func TestMiddleware(t *testing.T) {
	whoAmI := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, ok := bearer.FromContext(r.Context())
		fmt.Fprintf(w, "%v %s", ok, p.Subject)
	})
	tests := []struct {
		name          string
		authorization string
		scopes        []string
		status        int
		challenge     string
	}{
		{"good", "Bearer good", nil, 200, ""},
		{"good, scope held", "Bearer good", []string{"notes:write", "notes:read"}, 200, ""},
		{"no token", "", nil, 401, `Bearer realm="notes"`},
		{"basic", "Basic Z29vZDo=", nil, 401, `Bearer realm="notes"`},
		{"bad", "Bearer bad", nil, 401, `Bearer realm="notes", error="invalid_token", ` +
			`error_description="The access token is unknown, expired or revoked."`},
		{"scope missing", "Bearer good", []string{"notes:read", "notes:share", "Notes:Write"}, 403,
			`Bearer realm="notes", error="insufficient_scope", ` +
				`error_description="The access token lacks a scope that this request needs.", scope="notes:share Notes:Write"`},
		{"down", "Bearer down", nil, 503, ""},
		{"broken", "Bearer broken", nil, 500, ""},
		{"neither answer nor error", "Bearer nothing", nil, 500, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var seen error
			authenticate := bearer.Middleware(bearer.VerifierFunc(verifier), bearer.WithRealm("notes"),
				bearer.WithOnError(func(_ *http.Request, err error) { seen = err }))
			w := httptest.NewRecorder()
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			if tt.authorization != "" {
				r.Header.Set("Authorization", tt.authorization)
			}
			authenticate(bearer.RequireScope(tt.scopes...)(whoAmI)).ServeHTTP(w, r)
			if w.Code != tt.status {
				t.Errorf("status %d, want %d", w.Code, tt.status)
			}
			if got := w.Header().Get("WWW-Authenticate"); got != tt.challenge {
				t.Errorf("challenge\n%s\nwant\n%s", got, tt.challenge)
			}
			if refused := tt.status != 200; refused != (seen != nil) {
				t.Errorf("the log saw %v", seen)
			} else if !refused && w.Body.String() != "true u-1" {
				t.Errorf("the handler saw %q", w.Body)
			}
		})
	}
}

func TestRequireScopeAlone(t *testing.T) {
	reached := false
	h := bearer.RequireScope("a")(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if reached || w.Code != 401 || w.Header().Get("WWW-Authenticate") != `Bearer realm="api"` {
		t.Errorf("reached %v, status %d, %v", reached, w.Code, w.Header())
	}
	for _, name := range []string{"", "a b", `a"`, `a\b`, "ä"} {
		func() {
			defer func() {
				if text := fmt.Sprint(recover()); !strings.Contains(text, "RequireScope") {
					t.Errorf("%q is taken for a scope name: %s", name, text)
				}
			}()
			bearer.RequireScope(name)
		}()
	}
}

func TestContext(t *testing.T) {
	if p, ok := bearer.FromContext(t.Context()); ok || p != nil {
		t.Errorf("an empty context holds %v", p)
	}
	if p, ok := bearer.FromContext(bearer.NewContext(t.Context(), nil)); ok || p != nil {
		t.Errorf("a context with nothing holds %v", p)
	}
	if p, ok := bearer.FromContext(bearer.NewContext(t.Context(), ada)); !ok || p != ada {
		t.Errorf("the context holds %v, %v", p, ok)
	}
}

func TestPrincipal(t *testing.T) {
	machine := &bearer.Principal{Subject: "c-1", ClientID: "c-1"}
	tests := []struct {
		name      string
		got, want bool
	}{
		{"held", ada.HasScope("notes:read"), true},
		{"case counts", ada.HasScope("Notes:read"), false},
		{"a prefix is another scope", ada.HasScope("notes"), false},
		{"both", ada.HasScopes("notes:write", "notes:read"), true},
		{"one of two", ada.HasScopes("notes:write", "x"), false},
		{"none asked", machine.HasScopes(), true},
		{"a person", ada.IsUser(), true},
		{"a client", machine.IsUser(), false},
		{"nobody", (&bearer.Principal{}).IsUser(), false},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, tt.got, tt.want)
		}
	}
}

// TestDefaultLog: an authorization server that cannot be asked is logged without WithOnError, and a bad token is not.
func TestDefaultLog(t *testing.T) {
	var logged bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&logged, nil)))
	defer slog.SetDefault(before)
	for want, err := range map[string]error{"access tokens cannot be checked": bearer.ErrUnavailable, "": bearer.ErrInvalidToken} {
		logged.Reset()
		verifier := bearer.VerifierFunc(func(context.Context, string) (*bearer.Principal, error) { return nil, err })
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Authorization", "Bearer "+goodPAT)
		bearer.Middleware(verifier)(http.NotFoundHandler()).ServeHTTP(httptest.NewRecorder(), r)
		if got := logged.String(); want == "" && got != "" || !strings.Contains(got, want) || strings.Contains(got, goodPAT) {
			t.Errorf("%v is logged as %q", err, got)
		}
	}
}
