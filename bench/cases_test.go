package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

var testCredentials = credentials{clientID: "app:1", clientSecret: "pcs_s+/%", rsID: "rs", rsSecret: "pcs_r", jwt: "eyJ.a.b", pat: "pat_x"}

func parsed(t *testing.T, raw []byte) *http.Request {
	t.Helper()
	br := bufio.NewReader(bytes.NewReader(raw))
	req, err := http.ReadRequest(br)
	if err != nil {
		t.Fatal(err)
	}
	if err := req.ParseForm(); err != nil {
		t.Fatal(err)
	}
	if rest, _ := io.ReadAll(br); len(rest) > 0 {
		t.Errorf("%q follows the request", rest)
	}
	return req
}

func TestRequests(t *testing.T) {
	for name, tc := range map[string]struct {
		method, path string
		form         url.Values
		id, secret   string
		bearer       string
	}{
		"client-credentials": {"POST", "/oauth/token", url.Values{"grant_type": {"client_credentials"}, "scope": {benchScope}}, "app:1", "pcs_s+/%", ""},
		"introspect-jwt":     {"POST", "/oauth/introspect", url.Values{"token": {"eyJ.a.b"}}, "rs", "pcs_r", ""},
		"introspect-pat":     {"POST", "/oauth/introspect", url.Values{"token": {"pat_x"}}, "rs", "pcs_r", ""},
		"me-jwt":             {"GET", "/api/v1/me", url.Values{}, "", "", "eyJ.a.b"},
		"me-pat":             {"GET", "/api/v1/me", url.Values{}, "", "", "pat_x"},
	} {
		req := parsed(t, findCase(t, name).request(testCredentials))
		if req.Method != tc.method || req.URL.String() != tc.path || req.Form.Encode() != tc.form.Encode() {
			t.Errorf("%s: %s %s %v", name, req.Method, req.URL, req.Form)
		}
		id, secret, _ := req.BasicAuth()
		id, _ = url.QueryUnescape(id)
		secret, _ = url.QueryUnescape(secret)
		if id != tc.id || secret != tc.secret {
			t.Errorf("%s: Basic %q %q, want %q %q", name, id, secret, tc.id, tc.secret)
		}
		if got := req.Header.Get("Authorization"); tc.bearer != "" && got != "Bearer "+tc.bearer {
			t.Errorf("%s: Authorization %q", name, got)
		}
		if req.Close {
			t.Errorf("%s closes its connection", name)
		}
	}
}

func findCase(t *testing.T, name string) benchCase {
	t.Helper()
	for _, c := range cases() {
		if c.name == name {
			return c
		}
	}
	t.Fatalf("there is no case %q", name)
	return benchCase{}
}

// Whatever Patio's answer weighs, the yardstick's weighs the same and passes the same check.
func TestYardstickAnswersAsMuch(t *testing.T) {
	for _, size := range []int{200, 481, 1500, 5000} {
		handler := newYardstick(size, testCredentials.clientID).handler()
		for _, c := range cases() {
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, parsed(t, c.request(testCredentials)))
			if err := checkAnswer(w.Code, w.Body.Bytes(), []byte(c.want(testCredentials))); err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
			if w.Body.Len() != size {
				t.Errorf("%s: %d bytes, want %d", c.name, w.Body.Len(), size)
			}
		}
	}
}

// It parses what it is sent: without form or client there is no answer to compare with.
func TestYardstickParses(t *testing.T) {
	handler := newYardstick(300, "app").handler()
	for name, raw := range map[string][]byte{
		"no form":   basicPost(tokenPath, "id", "secret", nil),
		"no token":  basicPost(introspectPath, "id", "secret", url.Values{"grant_type": {"x"}}),
		"no client": basicPost(tokenPath, "", "", url.Values{"grant_type": {"client_credentials"}}),
		"no Basic":  bytes.Replace(clientCredentials(testCredentials), []byte("Basic "), []byte("Bearer "), 1),
	} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, parsed(t, raw))
		if w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
}
