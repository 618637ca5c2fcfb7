package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pires/go-proxyproto"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestUnixSocket is Patio on a Unix socket: the proxy that connects there is believed, a socket that a crash left behind
// is replaced, and one that is in use is not.
func TestUnixSocket(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "patio.sock")
	p := prepared(t, storagetest.Fresh(t, storage.SQLite), storage.SQLite, settings{"listen": "unix:" + path, "issuer": "http://localhost"})
	p.listen, p.issuer = "unix:"+path, "http://localhost"
	p.dials(func(ctx context.Context) (net.Conn, error) { return new(net.Dialer).DialContext(ctx, "unix", path) })
	p.launch(t)
	p.endWith(t)
	mira := p.person(t)
	token, _ := p.pat(t, mira, p.client(t, mira, clientSpec{}), "--allowed-ip", "203.0.113.0/24", "--allowed-ip", "2001:db8::/32")
	for forwarded, status := range map[string]int{
		"203.0.113.9": 200, "203.0.113.9:51234": 200, "[2001:db8::7]:443": 200, "203.0.113.9, ": 200, "198.51.100.1": 401, "": 401, "junk": 401,
	} {
		p.fromAddress(t, token, forwarded).is(t, status)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o660 {
		t.Errorf("the socket has the mode %v, %v", info.Mode(), err)
	}
	p.healthy(t)

	second := p.run(t, "", "serve", "--listen", p.listen, "--database", "sqlite:"+filepath.Join(t.TempDir(), "second.db"))
	if second.Status != 1 || !strings.Contains(second.Stderr, path+" is in use") {
		t.Errorf("a second server on the socket: exit status %d, %s", second.Status, second.Stderr)
	}
	p.fromAddress(t, token, "203.0.113.9").is(t, http.StatusOK)

	p.kill(t)
	p.web.CloseIdleConnections()
	p.launch(t)
	p.fromAddress(t, token, "203.0.113.9").is(t, http.StatusOK)
	p.stop(t)
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("after the end the socket is still there: %v", err)
	}
	if err := os.WriteFile(path, []byte("a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	if file := p.run(t, "", "serve", "--listen", p.listen); file.Status != 1 || !strings.Contains(file.Stderr, "is not a socket") {
		t.Errorf("a file in place of the socket: exit status %d, %s", file.Status, file.Stderr)
	}
}

// dials lets everything that the test asks go over connections of another kind.
func (p *patio) dials(dial func(ctx context.Context) (net.Conn, error)) {
	own := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return dial(ctx) }}
	p.web.Transport = checking{noting{&p.vault, own}}
}

func (p *patio) healthy(t *testing.T) {
	t.Helper()
	if got := p.run(t, "", "healthcheck", "--ready"); got.Status != 0 {
		t.Errorf("patio healthcheck: exit status %d, %s", got.Status, got.Stderr)
	}
}

// TestProxyProtocol is a load balancer that names the client in a PROXY header, and peers that may not.
func TestProxyProtocol(t *testing.T) {
	for name, c := range map[string]struct {
		trusted string
		must    bool // this machine must send a header
	}{
		"this machine": {"127.0.0.1", true}, "everybody": {"", true}, "others": {"192.0.2.1", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			set := settings{"server.proxy_protocol": "true"}
			if c.trusted != "" {
				set["trusted_proxies"] = c.trusted
			}
			p := prepared(t, storagetest.Fresh(t, storage.SQLite), storage.SQLite, set)
			p.env = append(p.env, "PATIO_LISTEN="+p.listen)
			p.launch(t)
			p.endWith(t)
			p.healthy(t)
			mira := p.person(t)
			app := p.client(t, mira, clientSpec{})
			far, _ := p.pat(t, mira, app, "--allowed-ip", "203.0.113.9/32", "--allowed-ip", "2001:db8::7/128")
			near, _ := p.pat(t, mira, app, "--allowed-ip", "127.0.0.1/32")
			headers := map[string]string{
				"none": "", "version 1": "PROXY TCP4 203.0.113.9 192.0.2.2 51234 443\r\n",
				"version 1, IPv6": "PROXY TCP6 2001:db8::7 2001:db8::1 51234 443\r\n", "version 2": proxyHeader(t, "203.0.113.9:51234"),
				"its own check": "PROXY UNKNOWN\r\n", "junk": "PROXY junk\r\n",
			}
			for what, header := range headers {
				wantFar, wantNear := 0, 0 // no answer
				switch {
				case c.must && strings.HasPrefix(what, "version"):
					wantFar, wantNear = 200, 401
				case c.must && what == "its own check", !c.must && what == "none":
					wantFar, wantNear = 401, 200
				case !c.must:
					wantFar, wantNear = 400, 400
				}
				if got := p.wire(t, header+meRequest(far, "")).Status; got != wantFar {
					t.Errorf("header %s, a token for the far address: %d, want %d", what, got, wantFar)
				}
				if got := p.wire(t, header+meRequest(near, "")).Status; got != wantNear {
					t.Errorf("header %s, a token for the near address: %d, want %d", what, got, wantNear)
				}
			}
			// A header of the client's own, behind the proxy's, is not believed.
			if c.must {
				if got := p.wire(t, headers["version 1"]+meRequest(near, "X-Forwarded-For: 127.0.0.1\r\n")); got.Status != 401 {
					t.Errorf("X-Forwarded-For of the client's own is answered with %d", got.Status)
				}
			}
		})
	}
}

func meRequest(token, headers string) string {
	return fmt.Sprintf("GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%sAuthorization: Bearer %s\r\n\r\n", headers, token)
}

func proxyHeader(t *testing.T, source string) string {
	t.Helper()
	header := proxyproto.HeaderProxyFromAddrs(2, net.TCPAddrFromAddrPort(netip.MustParseAddrPort(source)),
		net.TCPAddrFromAddrPort(netip.MustParseAddrPort("192.0.2.2:443")))
	text, err := header.Format()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
