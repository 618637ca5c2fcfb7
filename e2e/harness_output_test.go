package e2e_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// output is what the server writes, while it writes it.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write is io.Writer's.
func (o *output) Write(line []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(line)
}

// String is all of it.
func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// tail is enough of it to explain a failure.
func (o *output) tail() string {
	text := o.String()
	return text[max(0, len(text)-8<<10):]
}

// vault remembers every secret that the test has seen.
type vault struct {
	mu   sync.Mutex
	seen map[string]bool
}

// hide names secrets that may not stand in the server's output.
func (v *vault) hide(secrets ...string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.seen == nil {
		v.seen = map[string]bool{}
	}
	for _, secret := range secrets {
		if len(secret) < 8 {
			continue // too short to be found by its text: it would be found in anything
		}
		v.seen[secret] = true
		// The signature alone makes a stolen JWT whole again.
		if parts := strings.Split(secret, "."); len(parts) == 3 && strings.HasPrefix(secret, "ey") {
			v.seen[parts[2]] = true
		}
	}
}

// secretFields are the members of our JSON documents that hold secrets.
var secretFields = []string{"token", "access_token", "refresh_token", "client_secret"}

// learn hides the secrets of a JSON document.
func (v *vault) learn(document []byte) {
	var fields map[string]any
	if json.Unmarshal(document, &fields) != nil {
		return
	}
	for _, name := range secretFields {
		if secret, ok := fields[name].(string); ok {
			v.hide(secret)
		}
	}
}

// noting is a transport that hides every secret that passes through it.
type noting struct {
	*vault
	next http.RoundTripper
}

// RoundTrip is http.RoundTripper's.
func (n noting) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := n.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	for _, cookie := range resp.Cookies() {
		n.hide(cookie.Value)
	}
	if to, err := url.Parse(resp.Header.Get("Location")); err == nil {
		n.hide(to.Query().Get("code"))
	}
	var body bytes.Buffer
	_, err = body.ReadFrom(resp.Body)
	_ = resp.Body.Close() // it is read to its end or broken, which err tells
	resp.Body = readCloser(body.Bytes(), err)
	n.learn(body.Bytes())
	return resp, nil
}

var serverErrors = regexp.MustCompile(`(?m)^.*\bstatus=5\d\d\b.*$`)

// checkOutput is what holds for the output of every test's server.
func (p *patio) checkOutput(t *testing.T) {
	t.Helper()
	text := p.output.String()
	for secret := range p.secrets() {
		for line := range strings.Lines(text) {
			if strings.Contains(line, secret) {
				t.Errorf("the server's output holds a secret (%s…): %s", secret[:6], line)
			}
		}
	}
	if at := strings.Index(text, "WARNING: DATA RACE"); at >= 0 {
		t.Errorf("the race detector spoke up:\n%s", text[at:min(len(text), at+8<<10)])
	}
	if strings.Contains(text, "panic:") {
		t.Errorf("the server panicked:\n%s", p.output.tail())
	}
	found := serverErrors.FindAllString(text, 3)
	if found != nil && !p.broken {
		t.Errorf("the server answered 5xx:\n%s", strings.Join(found, "\n"))
	} else if found != nil && t.Failed() {
		t.Logf("the first answers with 5xx, of which one may be to blame:\n%s", strings.Join(found, "\n"))
	}
}

// secrets are all that the test has seen so far.
func (v *vault) secrets() map[string]bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return maps.Clone(v.seen)
}
