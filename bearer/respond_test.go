package bearer_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/patio-auth/patio/bearer"
)

func TestWriteError(t *testing.T) {
	cause := errors.New("secret detail")
	tests := []struct {
		name      string
		err       error
		status    int
		challenge string
		body      string
	}{
		{
			"no token", bearer.ErrNoToken, 401, `Bearer realm="api"`,
			`{"type":"about:blank","title":"Unauthorized","status":401,` +
				`"detail":"Send an access token in the Authorization header, after the word Bearer."}`,
		},
		{
			"invalid token", fmt.Errorf("%w: %w", bearer.ErrInvalidToken, cause), 401,
			`Bearer realm="api", error="invalid_token", error_description="The access token is unknown, expired or revoked."`,
			`{"type":"about:blank","title":"Unauthorized","status":401,` +
				`"detail":"The access token is unknown, expired or revoked.","error":"invalid_token"}`,
		},
		{
			"scope", bearer.InsufficientScope("notes:write", "notes:share"), 403,
			`Bearer realm="api", error="insufficient_scope", ` +
				`error_description="The access token lacks a scope that this request needs.", scope="notes:write notes:share"`,
			`{"type":"about:blank","title":"Forbidden","status":403,` +
				`"detail":"The access token lacks a scope that this request needs.",` +
				`"error":"insufficient_scope","scope":"notes:write notes:share"}`,
		},
		{
			"request", &bearer.Error{Status: 400, Code: "invalid_request", Description: "Once.", Err: cause}, 400,
			`Bearer realm="api", error="invalid_request", error_description="Once."`,
			`{"type":"about:blank","title":"Bad Request","status":400,"detail":"Once.","error":"invalid_request"}`,
		},
		{
			"unavailable", fmt.Errorf("%w: %w", bearer.ErrUnavailable, cause), 503, "",
			`{"type":"about:blank","title":"Service Unavailable","status":503,` +
				`"detail":"Tokens cannot be checked right now. Try again in a moment.","error":"temporarily_unavailable"}`,
		},
		{
			"out of time", fmt.Errorf("reading: %w", context.DeadlineExceeded), 503, "",
			`{"type":"about:blank","title":"Service Unavailable","status":503,` +
				`"detail":"Tokens cannot be checked right now. Try again in a moment.","error":"temporarily_unavailable"}`,
		},
		{
			"unknown", cause, 500, "",
			`{"type":"about:blank","title":"Internal Server Error","status":500,` +
				`"detail":"Something went wrong on this server. Try again later."}`,
		},
		{
			"no status", &bearer.Error{Code: "x"}, 500, "",
			`{"type":"about:blank","title":"Internal Server Error","status":500,` +
				`"detail":"Something went wrong on this server. Try again later."}`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			bearer.WriteError(w, tt.err)
			if w.Code != tt.status {
				t.Errorf("status %d, want %d", w.Code, tt.status)
			}
			if got := w.Header().Get("WWW-Authenticate"); got != tt.challenge {
				t.Errorf("challenge\n%s\nwant\n%s", got, tt.challenge)
			}
			if got := strings.TrimSpace(w.Body.String()); got != tt.body {
				t.Errorf("body\n%s\nwant\n%s", got, tt.body)
			}
			if got, want := w.Header().Get("Retry-After"), map[int]string{503: "5"}[tt.status]; got != want {
				t.Errorf("Retry-After %q, want %q", got, want)
			}
			if w.Header().Get("Cache-Control") != "no-store" ||
				w.Header().Get("Content-Type") != "application/problem+json" {
				t.Errorf("headers %v", w.Header())
			}
		})
	}
}

func TestChallengeCannotBeBrokenOutOf(t *testing.T) {
	err := &bearer.Error{
		Status: 403, Code: "insufficient\"_scope\r\nX-Evil: 1",
		Description: "a \"quoted\" \\ word,\r\nSet-Cookie: a=b\x7f ünd",
		Scope:       "good:one b\"ad b\\ad bad\r\n:x  good:two bäd",
	}
	w := httptest.NewRecorder()
	bearer.WriteError(w, err, bearer.WithRealm("my \"realm\"\\\r\nX: y é"))
	want := `Bearer realm="my \"realm\"\\??X: y ?", error="insufficient'_scope??X-Evil: 1", ` +
		`error_description="a 'quoted' ? word,??Set-Cookie: a=b? ?nd", scope="good:one good:two"`
	if got := w.Header().Get("WWW-Authenticate"); got != want {
		t.Errorf("challenge\n%s\nwant\n%s", got, want)
	}
	if len(w.Result().Header["X-Evil"])+len(w.Result().Header["Set-Cookie"]) > 0 {
		t.Errorf("a header was injected: %v", w.Result().Header)
	}
	var body struct{ Detail string }
	if json.Unmarshal(w.Body.Bytes(), &body) != nil || body.Detail != err.Description {
		t.Errorf("detail %q", body.Detail)
	}
}

func TestErrorIs(t *testing.T) {
	expired := &bearer.Error{Status: http.StatusUnauthorized, Code: bearer.CodeInvalidToken, Description: "It has expired."}
	tests := []struct {
		name string
		err  error
		is   error
		want bool
	}{
		{"another sentence", expired, bearer.ErrInvalidToken, true},
		{"wrapped", fmt.Errorf("pat: %w", bearer.ErrInvalidToken), bearer.ErrInvalidToken, true},
		{"no token is not an invalid one", bearer.ErrNoToken, bearer.ErrInvalidToken, false},
		{"an invalid token is not none", expired, bearer.ErrNoToken, false},
		{"unavailable", bearer.ErrUnavailable, bearer.ErrInvalidToken, false},
		{"scope", bearer.InsufficientScope("a"), bearer.InsufficientScope("b"), true},
	}
	for _, tt := range tests {
		if got := errors.Is(tt.err, tt.is); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
