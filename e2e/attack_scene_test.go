package e2e_test

// What the attacks share. Each attack_*_test.go plays somebody outside with a purpose; the names of what went wrong in
// other servers stand beside the test that would have found it. Most run on SQLite alone; where a database could make
// the difference they run on all three.

import (
	"bufio"
	"cmp"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// lone starts a server on SQLite, for attacks in which the database takes no part. Such tests run side by side.
func lone(t *testing.T, set settings) *patio {
	t.Helper()
	t.Parallel()
	return start(t, storagetest.Fresh(t, storage.SQLite), set)
}

// wire sends bytes as they are, on a connection of their own, and reads the first answer. It is the zero answer where
// the server hung up without one.
func (p *patio) wire(t *testing.T, text string) answer {
	t.Helper()
	conn, err := net.Dial("tcp", p.listen)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(20 * time.Second))
	_, _ = io.WriteString(conn, text) // the server may have answered and hung up already
	method, _, _ := strings.Cut(text, " ")
	return readAnswer(bufio.NewReader(conn), method)
}

func readAnswer(from *bufio.Reader, method string) answer {
	resp, err := http.ReadResponse(from, &http.Request{Method: method})
	if err != nil {
		return answer{}
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body) // what there is of it
	return answer{Status: resp.StatusCode, Header: resp.Header, Body: string(body), asked: "a raw " + method}
}

// formed posts a body as it is, called a form, as a client that authenticates by Basic (the zero client does not).
func (p *patio) formed(t *testing.T, path string, as client, body string) answer {
	t.Helper()
	r := p.request(t, http.MethodPost, path, body)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if as.ID != "" {
		r.SetBasicAuth(as.ID, as.Secret)
	}
	return p.do(t, r)
}

// served insists that an answer is one that a client deserves, whatever it sent: no 5xx, and not none.
func served(t *testing.T, what string, a answer) {
	t.Helper()
	if a.Status < 200 || a.Status > 499 {
		t.Errorf("%.100q is answered with %d: %.300s", what, a.Status, a.Body)
	}
}

// withRefusal insists on a status and an error code without ending the test.
func withRefusal(t *testing.T, what string, a answer, status int, code string) {
	t.Helper()
	if a.Status != status || a.object(t)["error"] != code {
		t.Errorf("%.100q is answered with %d %.200s; want %d %s", what, a.Status, a.Body, status, code)
	}
}

// robot is a client that acts for itself.
func (p *patio) robot(t *testing.T, owner person, spec clientSpec) client {
	t.Helper()
	spec.Grants, spec.Redirects = []string{"client_credentials"}, []string{}
	return p.client(t, owner, spec)
}

// own asks the token endpoint for a token of the client itself; pairs are more parameters.
func (p *patio) own(t *testing.T, c client, pairs ...string) answer {
	t.Helper()
	form := url.Values{"grant_type": {"client_credentials"}}
	for pair := range slices.Chunk(pairs, 2) {
		form.Add(pair[0], pair[1])
	}
	return p.token(t, c, form)
}

// session is a signed-in browser taken apart: its cookie, and the value that its forms carry.
type session struct {
	browser      *browser
	cookie, csrf string
}

func (p *patio) session(t *testing.T, who person) session {
	t.Helper()
	b := p.browser()
	at := b.signIn(t, b.open(t, "/account"), who).is(t, http.StatusOK)
	s := session{browser: b, csrf: at.form(t, "csrf_token").Values.Get("csrf_token")}
	s.cookie = b.cookie(t, "patio_session")
	return s
}

// cookie is the value that the browser holds under that name; "" where it holds none.
func (b *browser) cookie(t *testing.T, name string) string {
	t.Helper()
	at, err := url.Parse(b.p.issuer)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range b.client.Jar.Cookies(at) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

// with puts a session's cookie into a request.
func (s session) with(r *http.Request) *http.Request {
	r.Header.Set("Cookie", "patio_session="+s.cookie)
	return r
}

// alive reports whether a cookie still speaks for somebody.
func (p *patio) alive(t *testing.T, cookie string) bool {
	t.Helper()
	r := p.request(t, http.MethodGet, "/api/v1/me", nil)
	r.Header.Set("Cookie", "patio_session="+cookie)
	return p.do(t, r).Status == http.StatusOK
}

// authorization is the request of authorizeURL with some parameters replaced; a nil value leaves one out.
func (p *patio) authorization(t *testing.T, c client, changes url.Values) url.Values {
	t.Helper()
	u, err := url.Parse(p.authorizeURL(c, nil).URL)
	if err != nil {
		t.Fatal(err)
	}
	values := u.Query()
	for name, v := range changes {
		if values[name] = v; v == nil {
			delete(values, name)
		}
	}
	return values
}

// staysHere insists that a browser that is sent to location stays on this site, as browsers read addresses: they drop
// line breaks and tabs and take a backslash for a slash.
func (p *patio) staysHere(t *testing.T, what, location string) {
	t.Helper()
	read := strings.NewReplacer("\t", "", "\n", "", "\r", "", `\`, "/").Replace(strings.Trim(location, "\x00 \t\r\n"))
	read = cmp.Or(strings.TrimPrefix(read, p.issuer), "/")
	if !strings.HasPrefix(read, "/") || strings.HasPrefix(read, "//") {
		t.Errorf("%q sends the browser off to %q", what, location)
	}
}
