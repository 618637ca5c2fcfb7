package e2e_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// newClient is an HTTP client that follows nothing, hides the secrets that it sees, and holds the REST API to its
// description.
func (p *patio) newClient() *http.Client {
	transport, _ := http.DefaultTransport.(*http.Transport)
	own := transport.Clone()
	own.Proxy = nil
	own.MaxIdleConnsPerHost = 32
	return &http.Client{
		Transport:     checking{noting{&p.vault, own}},
		Timeout:       30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// CloseIdleConnections lets http.Client reach the transport below.
func (n noting) CloseIdleConnections() {
	if c, ok := n.next.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

// http is a client for other people's libraries.
func (p *patio) http() *http.Client { return p.web }

// broken body: the error comes where a reader expects it.
func readCloser(body []byte, err error) io.ReadCloser {
	if err != nil {
		return io.NopCloser(io.MultiReader(bytes.NewReader(body), failing{err}))
	}
	return io.NopCloser(bytes.NewReader(body))
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// answer is a response, read whole.
type answer struct {
	Status int
	Header http.Header
	Body   string
	asked  string
}

// do sends one request.
func (p *patio) do(t *testing.T, r *http.Request) answer {
	t.Helper()
	a, err := p.try(r)
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", r.Method, r.URL.Path, err, p.output.tail())
	}
	return a
}

// try is do for goroutines, which may not end a test.
func (p *patio) try(r *http.Request) (answer, error) {
	resp, err := p.web.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return answer{Status: resp.StatusCode, Header: resp.Header, Body: string(body), asked: r.Method + " " + r.URL.Path}, err
}

// request makes a request to the server; body is nil, url.Values for a form, string as it is, or anything else as JSON.
func (p *patio) request(t *testing.T, method, path string, body any) *http.Request {
	t.Helper()
	var content io.Reader
	kind := ""
	switch b := body.(type) {
	case nil:
	case string:
		content = strings.NewReader(b)
	case url.Values:
		content, kind = strings.NewReader(b.Encode()), "application/x-www-form-urlencoded"
	default:
		text, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		content, kind = bytes.NewReader(text), "application/json"
	}
	r, err := http.NewRequestWithContext(t.Context(), method, p.issuer+path, content)
	if err != nil {
		t.Fatal(err)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	return r
}

// get asks without any credential.
func (p *patio) get(t *testing.T, path string) answer {
	t.Helper()
	return p.do(t, p.request(t, http.MethodGet, path, nil))
}

// post sends a form without any credential but what the form holds.
func (p *patio) post(t *testing.T, path string, form url.Values) answer {
	t.Helper()
	return p.do(t, p.request(t, http.MethodPost, path, form))
}

// api calls the REST API below /api/v1 with a token ("" for none).
func (p *patio) api(t *testing.T, method, path, token string, body any) answer {
	t.Helper()
	r := p.request(t, method, "/api/v1"+path, body)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return p.do(t, r)
}

// me is GET /api/v1/me.
func (p *patio) me(t *testing.T, token string) answer {
	t.Helper()
	return p.api(t, http.MethodGet, "/me", token, nil)
}

// clientPost sends a form as the client authenticates; nil values of the form are fine.
func (p *patio) clientPost(t *testing.T, path string, c client, form url.Values) *http.Request {
	t.Helper()
	full := url.Values{}
	for name, values := range form {
		full[name] = slices.Clone(values)
	}
	if c.AuthMethod != "client_secret_basic" {
		full.Set("client_id", c.ID)
	}
	if c.AuthMethod == "client_secret_post" {
		full.Set("client_secret", c.Secret)
	}
	r := p.request(t, http.MethodPost, path, full)
	if c.AuthMethod == "client_secret_basic" {
		r.SetBasicAuth(url.QueryEscape(c.ID), url.QueryEscape(c.Secret))
	}
	return r
}

// token asks the token endpoint.
func (p *patio) token(t *testing.T, c client, form url.Values) answer {
	t.Helper()
	return p.do(t, p.clientPost(t, "/oauth/token", c, form))
}

// introspect asks about a token; the answer is always a 200.
func (p *patio) introspect(t *testing.T, c client, token string) object {
	t.Helper()
	return p.do(t, p.clientPost(t, "/oauth/introspect", c, url.Values{"token": {token}})).is(t, http.StatusOK).object(t)
}

// revoke revokes a token.
func (p *patio) revoke(t *testing.T, c client, token string) answer {
	t.Helper()
	return p.do(t, p.clientPost(t, "/oauth/revoke", c, url.Values{"token": {token}}))
}

// is insists on a status.
func (a answer) is(t *testing.T, status int) answer {
	t.Helper()
	if a.Status != status {
		t.Fatalf("%s answered %d, not %d: %.600s", a.asked, a.Status, status, a.Body)
	}
	return a
}

// refused insists on an error document of RFC 6749, section 5.2.
func (a answer) refused(t *testing.T, status int, code string) answer {
	t.Helper()
	a.is(t, status)
	if got := a.object(t).text(t, "error"); got != code {
		t.Fatalf("%s was refused with %q, not %q: %.600s", a.asked, got, code, a.Body)
	}
	return a
}

// object is the answer's JSON object.
func (a answer) object(t *testing.T) object {
	t.Helper()
	var o object
	if err := json.Unmarshal([]byte(a.Body), &o); err != nil {
		t.Fatalf("%s answered %d and no JSON object: %.600s", a.asked, a.Status, a.Body)
	}
	return o
}
