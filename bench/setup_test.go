package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// echoed is an installation whose patio is this test binary, saying how it was called.
func echoed(t *testing.T) *installation {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(echoVariable, "1")
	t.Setenv("PATIO_LISTEN", "the developer's own")
	dir := t.TempDir()
	in, err := install(t.Context(), options{patio: self}, dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.log.Close() })
	if in.database != "sqlite:"+filepath.Join(dir, "bench.db") {
		t.Errorf("database %q", in.database)
	}
	return in
}

func TestCommandsFollowTheContract(t *testing.T) {
	in := echoed(t)
	in.database = "postgres://db"
	fields, err := in.do(t.Context(), "secret\n", "user", "create", "--username", "bench", "--password-stdin")
	if err != nil {
		t.Fatal(err)
	}
	if want := "user create --username bench --password-stdin --json --database postgres://db"; fields["args"] != want {
		t.Errorf("called with %q, want %q", fields["args"], want)
	}
	if fields["stdin"] != "secret\n" || fields["issuer"] != "http://"+in.listen || fields["listen"] != "" {
		t.Errorf("called with %v", fields)
	}
}

func TestPopulate(t *testing.T) {
	c, err := echoed(t).populate(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if want := (credentials{clientID: "id", clientSecret: "pcs_secret", rsID: "id", rsSecret: "pcs_secret", pat: "pat_token", patID: "id-of-it"}); c != want {
		t.Errorf("credentials %+v", c)
	}
}

func TestTextField(t *testing.T) {
	for _, fields := range []map[string]any{{}, {"token": ""}, {"token": 7.0}, {"other": "pat_secret"}} {
		if _, err := textField(fields, "token", "patio pat create"); err == nil || strings.Contains(err.Error(), "pat_secret") {
			t.Errorf("%v: %v", fields, err)
		}
	}
}

// A server that ends instead of serving is told with what it wrote.
func TestServeThatEnds(t *testing.T) {
	_, _, err := echoed(t).serve(t.Context())
	if err == nil || !strings.Contains(err.Error(), "the database is gone") {
		t.Errorf("serve: %v", err)
	}
}

func TestLoginWantsAnES256JWT(t *testing.T) {
	jwt := func(header string) string { return base64.RawURLEncoding.EncodeToString([]byte(header)) + ".e30.c2ln" }
	for name, tc := range map[string]struct {
		answer string
		good   bool
	}{
		"ES256":    {`{"access_token":"` + jwt(`{"alg":"ES256","typ":"at+jwt","kid":"1"}`) + `"}`, true},
		"RS256":    {`{"access_token":"` + jwt(`{"alg":"RS256","typ":"at+jwt"}`) + `"}`, false},
		"id token": {`{"access_token":"` + jwt(`{"alg":"ES256","typ":"JWT"}`) + `"}`, false},
		"opaque":   {`{"access_token":"pca_abc"}`, false},
		"empty":    {`{"access_token":""}`, false},
		"no JSON":  {`"access_token"`, false},
	} {
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, tc.answer) }))
		in := &installation{listen: srv.Listener.Addr().String()}
		if _, err := in.login(t.Context(), testCredentials); (err == nil) != tc.good {
			t.Errorf("%s: %v", name, err)
		}
		srv.Close()
	}
}

func TestLogTail(t *testing.T) {
	in := echoed(t)
	if _, err := in.log.WriteString(strings.Repeat("early\n", 1000) + "last words\n"); err != nil {
		t.Fatal(err)
	}
	if tail := in.logTail(); !strings.HasSuffix(tail, "last words\n") || len(tail) != 2<<10 {
		t.Errorf("the tail has %d bytes and ends in %q", len(tail), tail[max(len(tail)-20, 0):])
	}
}

// The yardstick's process ends with the pipe that its parent holds, and with the context.
func TestYardstickProcess(t *testing.T) {
	for name, end := range map[string]func(*process, context.CancelFunc) error{
		"stop":    func(p *process, _ context.CancelFunc) error { return p.stop() },
		"context": func(p *process, cancel context.CancelFunc) error { cancel(); <-p.ended; return nil },
	} {
		ctx, cancel := context.WithCancel(t.Context())
		p, err := startYardstick(ctx, 333, "app")
		if err != nil {
			t.Fatal(err)
		}
		body, err := ask(ctx, p.addr, bearerGet(mePath, "x"), []byte(`"app"`))
		if err != nil || len(body) != 333 {
			t.Errorf("%s: %q %v", name, body, err)
		}
		if err := end(p, cancel); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := ask(t.Context(), p.addr, bearerGet(mePath, "x"), nil); err == nil {
			t.Errorf("%s: the yardstick still answers", name)
		}
		cancel()
	}
}
