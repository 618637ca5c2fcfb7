package main

import (
	"bufio"
	"strings"
	"testing"
)

func readerOf(text string) *responseReader {
	return &responseReader{br: bufio.NewReader(strings.NewReader(text))}
}

func TestResponses(t *testing.T) {
	for name, tc := range map[string]struct {
		text   string
		status int
		body   string
	}{
		"length":       {"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\nhello", 200, "hello"},
		"lower case":   {"HTTP/1.1 200 OK\r\ncontent-length:5\r\n\r\nhello", 200, "hello"},
		"no reason":    {"HTTP/1.1 503\r\nContent-Length: 0\r\n\r\n", 503, ""},
		"chunks":       {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n", 200, "hello"},
		"trailers":     {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\n\r\n", 200, "hello"},
		"hexadecimal":  {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n0\r\n\r\n", 200, "0123456789"},
		"refusal":      {"HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\n{}", 401, "{}"},
		"similar name": {"HTTP/1.1 200 OK\r\nX-Content-Length: 9\r\nContent-Lengthy: 9\r\nContent-Length: 2\r\n\r\n{}", 200, "{}"},
	} {
		r := readerOf(tc.text + "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n")
		status, body, err := r.next()
		if err != nil || status != tc.status || string(body) != tc.body {
			t.Errorf("%s: %d %q %v, want %d %q", name, status, body, err, tc.status, tc.body)
		}
		if status, body, err = r.next(); status != 204 || len(body) != 0 || err != nil {
			t.Errorf("%s: the answer after it came as %d %q %v", name, status, body, err)
		}
	}
}

func TestBrokenResponses(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":        "",
		"not HTTP":       "SSH-2.0-OpenSSH_9.9\r\n",
		"HTTP/1.0":       "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
		"status":         "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n",
		"headers end":    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n",
		"no length":      "HTTP/1.1 200 OK\r\n\r\nhello",
		"negative":       "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
		"short body":     "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello",
		"too large":      "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\nhello",
		"chunk size":     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
		"chunks end":     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
		"too many":       "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n",
		"endless header": "HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 16<<10),
	} {
		if status, body, err := readerOf(text).next(); err == nil {
			t.Errorf("%s was read as %d %q", name, status, body)
		}
	}
}

func TestCheckAnswer(t *testing.T) {
	want := []byte(`"active":true`)
	if err := checkAnswer(200, []byte(`{"active":true,"sub":"u"}`), want); err != nil {
		t.Error(err)
	}
	secret := `{"access_token":"eyJsecret"}`
	err := checkAnswer(200, []byte(secret), want)
	if err == nil || strings.Contains(err.Error(), "eyJsecret") {
		t.Errorf("a good status with the wrong body: %v", err)
	}
	err = checkAnswer(401, []byte(`{"error":"invalid_client"} "active":true`), want)
	if err == nil || !strings.Contains(err.Error(), "401") || !strings.Contains(err.Error(), "invalid_client") {
		t.Errorf("a refusal: %v", err)
	}
}
