package bearer_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/patio-auth/patio/bearer"
)

func TestTokenFromRequest(t *testing.T) {
	none, bad := 401, 400
	long := strings.Repeat("a", 8<<10)
	tests := []struct {
		name    string
		target  string
		headers []string
		token   string
		status  int
	}{
		{name: "a token", headers: []string{"Bearer abc"}, token: "abc"},
		{name: "any case", headers: []string{"bEARER abc"}, token: "abc"},
		{name: "more spaces", headers: []string{"Bearer   abc"}, token: "abc"},
		{name: "whole alphabet", headers: []string{"Bearer aZ09-._~+/=="}, token: "aZ09-._~+/=="},
		{name: "longest", headers: []string{"Bearer " + long}, token: long},
		{name: "other parameters", target: "/?q=access_token&token=x&a=b", headers: []string{"Bearer abc"}, token: "abc"},
		{name: "no header", status: none},
		{name: "empty header", headers: []string{""}, status: none},
		{name: "basic", headers: []string{"Basic cGF0X3g6"}, status: none},
		{name: "dpop", headers: []string{"DPoP abc"}, status: none},
		{name: "a bare token", headers: []string{"abc"}, status: none},
		{name: "tab after the scheme", headers: []string{"Bearer\tabc"}, status: none},
		{name: "longer scheme", headers: []string{"BearerX abc"}, status: none},
		{name: "scheme alone", headers: []string{"Bearer"}, status: bad},
		{name: "scheme and space", headers: []string{"Bearer "}, status: bad},
		{name: "padding alone", headers: []string{"Bearer =="}, status: bad},
		{name: "padding inside", headers: []string{"Bearer a=b"}, status: bad},
		{name: "space inside", headers: []string{"Bearer a b"}, status: bad},
		{name: "space behind", headers: []string{"Bearer abc "}, status: bad},
		{name: "two in a list", headers: []string{"Bearer abc, Bearer def"}, status: bad},
		{name: "quoted", headers: []string{`Bearer "abc"`}, status: bad},
		{name: "line break", headers: []string{"Bearer a\nb"}, status: bad},
		{name: "nul", headers: []string{"Bearer a\x00b"}, status: bad},
		{name: "not ascii", headers: []string{"Bearer tökén"}, status: bad},
		{name: "too long", headers: []string{"Bearer a" + long}, status: bad},
		{name: "two headers", headers: []string{"Bearer abc", "Bearer abc"}, status: bad},
		{name: "basic and bearer", headers: []string{"Basic abc", "Bearer abc"}, status: bad},
		{name: "in the query", target: "/?access_token=abc", status: bad},
		{name: "in both", target: "/?access_token=abc", headers: []string{"Bearer abc"}, status: bad},
		{name: "in the query, empty", target: "/?a=b&access_token", headers: []string{"Bearer abc"}, status: bad},
		{name: "in the query, encoded name", target: "/?%61ccess%5Ftoken=abc", headers: []string{"Bearer abc"}, status: bad},
		{name: "in the query, behind a semicolon", target: "/?a=b;access_token=abc", status: bad},
		{name: "in the query, value that does not decode", target: "/?access_token=%zz", status: bad},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.target == "" {
				tt.target = "/"
			}
			r := httptest.NewRequest(http.MethodPost, tt.target, unreadable{t})
			r.Header["Authorization"] = tt.headers
			token, err := bearer.TokenFromRequest(r)
			if token != tt.token {
				t.Errorf("token %q, want %q", token, tt.token)
			}
			checkStatus(t, err, tt.status)
		})
	}
}

func checkStatus(t *testing.T, err error, status int) {
	t.Helper()
	e, _ := errors.AsType[*bearer.Error](err)
	switch {
	case status == 0 && err == nil:
	case e == nil || e.Status != status:
		t.Errorf("error %v, want status %d", err, status)
	case status == 400 && e.Code != bearer.CodeInvalidRequest:
		t.Errorf("code %q, want invalid_request", e.Code)
	case status == 401 && !errors.Is(err, bearer.ErrNoToken):
		t.Errorf("error %v, want ErrNoToken", err)
	}
}

// unreadable fails the test when somebody looks for a token in the body.
type unreadable struct{ t *testing.T }

func (u unreadable) Read([]byte) (int, error) {
	u.t.Error("the body was read")
	return 0, io.EOF
}
