package e2e_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestAttackWire sends what net/http's client would put in order first.
func TestAttackWire(t *testing.T) {
	p := lone(t, nil)
	mira := p.person(t)
	slow := startSlowly(t, p)
	t.Run("odd requests", func(t *testing.T) { oddRequestLines(t, p) })
	t.Run("header size", func(t *testing.T) { headerSizes(t, p) })
	t.Run("pipelining", func(t *testing.T) { pipelined(t, p) })
	t.Run("HEAD", func(t *testing.T) { headLikeGet(t, p, mira) })
	t.Run("hosts", func(t *testing.T) { oddHosts(t, p, mira) })
	t.Run("slow", func(t *testing.T) { slow(t) })
}

// oddRequestLines: whatever comes, the answer is no 5xx, and the server goes on.
func oddRequestLines(t *testing.T, p *patio) {
	host := " HTTP/1.1\r\nHost: " + p.listen
	get, login, post := "GET ", "GET /login"+host+"\r\n", "POST /oauth/token"+host+"\r\nContent-Type: application/x-www-form-urlencoded\r\n"
	chunked := post + "Transfer-Encoding: chunked"
	for _, text := range []string{
		"CONNECT evil.test:443" + host, "CONNECT /" + host, "OPTIONS *" + host, "TRACE /login" + host + "\r\nCookie: a=b", get + "*" + host,
		get + " /" + host, get + "/\tx" + host, get + "//" + host, get + "//evil.test/login" + host, get + "/..;/" + host,
		get + "/../../etc/passwd" + host, get + "/static/../../../etc/passwd" + host, get + "/static/%2e%2e/%2e%2e/etc/passwd" + host,
		get + "/static/..%5c..%5cetc" + host, get + "/%00" + host, get + "/%zz" + host, get + "/\xff" + host,
		get + "/login?\xff=\x01" + host, get + "/login#x" + host, get + "http://evil.test/login" + host,
		get + "https://evil.test:99999/" + host, get + "http:evil" + host, get + "javascript:alert(1)" + host, "<SCRIPT> /" + host,
		"G\x00T /" + host, strings.Repeat("G", 9000) + " /" + host, "get /login" + host, "GET /login", "GET /login HTTP/0.9",
		"GET /login HTTP/1.0", "GET /login HTTP/1.9\r\nHost: x", "GET /login HTTP/3.0\r\nHost: x",
		"GET /login HTTP/9999999999.1\r\nHost: x", "PRI * HTTP/2.0\r\n\r\nSM", "GET /login HTTP/1.1", "GET /login HTTP/1.1\nHost: x",
		"GET /login HTTP/1.1\r\nHost: a\r\nHost: b", "GET /login HTTP/1.1\r\nHost: a b", "GET /login HTTP/1.1\r\nHost: \x00",
		"GET /login HTTP/1.1\r\nHost:", "GET /login HTTP/1.1\r\nHost: " + strings.Repeat("a", 5000), login + " folded: x", login + "X : y",
		login + ": y", login + "X\x00: y", login + "nothing", login + "Connection: upgrade\r\nUpgrade: websocket",
		login + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nConnection: Upgrade, HTTP2-Settings", post + "Content-Length: -1",
		post + "Content-Length: +5\r\n\r\nabcde", post + "Content-Length: 5, 5\r\n\r\nabcde",
		post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde", post + "Content-Length: 99999999999999999999",
		post + "Content-Length: 0x5\r\n\r\nabcde", chunked + "\r\n\r\nzz\r\n", chunked + "\r\n\r\nffffffffffffffff\r\n",
		chunked + ", identity\r\n\r\n0\r\n", chunked + "\r\nContent-Length: 5\r\n\r\n0\r\n",
		post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n", post + "Expect: 200-perhaps",
		get + "/static/patio.css" + host + "\r\nRange: bytes=0-1,0-1,0-1,9999-,-1", get + "/static/patio.css" + host + "\r\nRange: bytes=x",
		get + "/static/patio.css" + host + "\r\nIf-None-Match: *", "\x16\x03\x01\x02\x00\x01\x00", "\x00\x00\x00\x00", "",
	} {
		a := p.wire(t, text+"\r\nConnection: close\r\n\r\n")
		if a.Status > 499 && a.Status != http.StatusNotImplemented &&
			a.Status != http.StatusHTTPVersionNotSupported { // which are the protocol's own words for it
			t.Errorf("%.80q is answered with %d %.200s", text, a.Status, a.Body)
		}
		if strings.HasPrefix(text, "TRACE") && strings.Contains(a.Body, "Cookie") || strings.Contains(a.Body, "root:") ||
			strings.Contains(a.Header.Get("Location"), "evil") {
			t.Errorf("%.80q is answered with %s %.200s", text, a.Header.Get("Location"), a.Body)
		}
	}
	p.get(t, "/healthz").is(t, http.StatusOK)
}

// headerSizes: 32 KiB of header are the most, in one field or in many, or in the address.
func headerSizes(t *testing.T, p *patio) {
	start := "GET /healthz HTTP/1.1\r\nHost: " + p.listen + "\r\n"
	for name, c := range map[string]struct {
		text string
		want int
	}{
		"30 KiB in one field": {start + "X: " + strings.Repeat("a", 30<<10) + "\r\n\r\n", http.StatusOK},
		"33 KiB in one field": {start + "X: " + strings.Repeat("a", 33<<10) + "\r\n\r\n", http.StatusRequestHeaderFieldsTooLarge},
		"33 KiB in many fields": {start + strings.Repeat("X: aaaaaaaaaaa\r\n", 33<<6) + "\r\n",
			http.StatusRequestHeaderFieldsTooLarge},
		"33 KiB of address": {"GET /healthz?" + strings.Repeat("a", 33<<10) + " HTTP/1.1\r\nHost: x\r\n\r\n",
			http.StatusRequestHeaderFieldsTooLarge},
		"33 KiB of method": {strings.Repeat("A", 33<<10) + " / HTTP/1.1\r\nHost: x\r\n\r\n",
			http.StatusRequestHeaderFieldsTooLarge},
		"1 MB of token": {start + "Authorization: Bearer " + strings.Repeat("a", 1<<20) + "\r\n\r\n",
			http.StatusRequestHeaderFieldsTooLarge},
		"1 MB of cookies": {start + strings.Repeat("Cookie: patio_session=a\r\n", 40_000) + "\r\n",
			http.StatusRequestHeaderFieldsTooLarge},
	} {
		if a := p.wire(t, c.text); a.Status != c.want && (c.want == http.StatusOK ||
			a.Status != 0) { // it may hang up on a flood before it is over
			t.Errorf("%s is answered with %d, not %d", name, a.Status, c.want)
		}
	}
}

// pipelined: several requests in one go are answered one by one, each for itself, and what is no request ends it.
func pipelined(t *testing.T, p *patio) {
	conn, err := net.Dial("tcp", p.listen)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second))
	host := " HTTP/1.1\r\nHost: " + p.listen + "\r\n"
	_, err = io.WriteString(conn,
		"GET /healthz"+host+"\r\nGET /api/v1/me"+host+"\r\nPOST /oauth/token"+host+"Content-Length: 3\r\n\r\nabcGET /login"+host+"\r\njunk\r\n\r\n")
	if err != nil {
		t.Fatal(err)
	}
	from := bufio.NewReader(conn)
	for i, want := range []int{
		http.StatusOK, http.StatusUnauthorized, http.StatusBadRequest, http.StatusOK, http.StatusBadRequest, 0,
	} {
		if a := readAnswer(from, http.MethodGet); a.Status != want {
			t.Fatalf("answer %d is %d, not %d: %.200s", i+1, a.Status, want, a.Body)
		}
	}
}

// headLikeGet: HEAD is GET without the body.
func headLikeGet(t *testing.T, p *patio, who person) {
	s := p.session(t, who)
	for _, path := range []string{
		"/", "/login", "/logout", "/account", "/account/tokens", "/account/tokens/new", "/oauth/authorize",
		"/.well-known/oauth-authorization-server", "/.well-known/jwks.json", "/healthz", "/readyz", "/static/patio.css", "/api/v1/",
		"/api/v1/me", "/nothing",
	} {
		get, head := p.do(t, s.with(p.request(t, http.MethodGet, path, nil))),
			p.do(t, s.with(p.request(t, http.MethodHead, path, nil)))
		if head.Status != get.Status || head.Body != "" || head.Header.Get("Content-Type") != get.Header.Get("Content-Type") ||
			head.Header.Get("Content-Security-Policy") != get.Header.Get("Content-Security-Policy") {
			t.Errorf("HEAD %s: %d %v; GET: %d %v", path, head.Status, head.Header, get.Status, get.Header)
		}
	}
}

// oddHosts: who a request says that it is for changes nothing; TestAttackBehindTLS has the same behind a proxy.
func oddHosts(t *testing.T, p *patio, who person) {
	app := p.client(t, who, clientSpec{})
	want := p.get(t, "/.well-known/oauth-authorization-server").Body
	request := p.authorization(t, app, url.Values{"response_type": {"token"}}).Encode()
	for _, host := range []string{
		"evil.test", "evil.test:80", "127.0.0.1:1", "localhost", "[::1]", "a@evil.test", "evil.test/x", "\"><script>", "",
		strings.Repeat("a", 3000),
	} {
		for _, target := range []string{
			"/.well-known/oauth-authorization-server", "/account", "/oauth/authorize?" + request, "http://evil.test/account",
			"http://evil.test/.well-known/oauth-authorization-server",
		} {
			a := p.wire(t, "GET "+target+" HTTP/1.1\r\nHost: "+host+"\r\n"+
				"X-Forwarded-Host: evil.test\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 1.2.3.4\r\nConnection: close\r\n\r\n")
			if a.Status == http.StatusOK && strings.Contains(target, "well-known") && a.Body != want {
				t.Errorf("for the host %q the metadata is %s", host, a.Body)
			}
			if where := a.Header.Get("Location"); strings.Contains(where, "evil.test") ||
				strings.HasPrefix(where, "https://app.example.org") &&
					!strings.Contains(where, "iss="+url.QueryEscape(p.issuer)) {
				t.Errorf("for the host %q %s leads to %s", host, target, where)
			}
			served(t, host, a)
		}
	}
}

// startSlowly begins connections that never finish what they say, while other tests go on. The function that it gives
// waits for the server to cut them.
func startSlowly(t *testing.T, p *patio) func(t *testing.T) {
	began := time.Now()
	host := "\r\nHost: " + p.listen + "\r\n"
	type cut struct {
		what   string
		within time.Duration
		after  time.Duration
	}
	cuts := make(chan cut, 3)
	drip := func(what, text string, within time.Duration) {
		conn, err := net.Dial("tcp", p.listen)
		if err != nil {
			cuts <- cut{what, within, within * 10}
			return
		}
		defer conn.Close()
		_ = conn.SetDeadline(began.Add(2 * within))
		go func() {
			for _, err := io.WriteString(conn, text); err == nil; _, err = io.WriteString(conn, "a") {
				time.Sleep(500 * time.Millisecond)
			}
		}()
		_, _ = io.Copy(io.Discard, conn) // to its end, whatever it is
		cuts <- cut{what, within, time.Since(began)}
	}
	go drip("a header that does not end", "GET /login HTTP/1.1"+host+"X: ", 8*time.Second)
	go drip("nothing at all", "", 8*time.Second)
	go drip("a body that does not end",
		"POST /oauth/token HTTP/1.1"+host+"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n",
		14*time.Second)
	return func(t *testing.T) {
		for range 3 {
			if c := <-cuts; c.after > c.within {
				t.Errorf("%s is borne for %v", c.what, c.after)
			}
		}
	}
}
