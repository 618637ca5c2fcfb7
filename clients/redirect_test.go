package clients_test

import (
	"errors"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
)

func TestRedirectURIsRegistered(t *testing.T) {
	r := newRoom(t)
	for _, uri := range []string{
		"https://app.example.org",
		"https://app.example.org/",
		"https://app.example.org:8443/cb?x=1&y=%20",
		"https://app.example.org/%63b",
		"https://192.0.2.1/cb",
		"https://[2001:db8::1]:443/cb",
		"https://xn--bcher-kva.example/cb",
		"https://localhost/cb",
		"http://127.0.0.1/cb",
		"http://127.0.0.1:3000/cb",
		"http://127.9.9.9/cb",
		"http://[::1]/cb",
		"http://[::1]:3000/cb?a",
		"http://localhost:3000/cb",
		"org.example.app:/callback",
		"org.example.app:/callback?x=1",
		"org.example.app://callback",
		"https://app.example.org/" + strings.Repeat("a", 1000-24),
	} {
		reg := good()
		reg.RedirectURIs = []string{uri}
		if c, _, err := r.Register(t.Context(), reg); err != nil || !c.RedirectAllowed(uri) {
			t.Errorf("%s: %v", uri, err)
		}
	}
}

// TestCustomSchemes: where the operator allows it, a scheme needs no dot; one that
// is not an app's own is never registered.
func TestCustomSchemes(t *testing.T) {
	usual, allowing := newRoom(t), newRoom(t)
	allowing.Clients = clients.New(allowing.store, clients.Options{Catalogue: usual.Catalogue(), Now: func() time.Time { return usual.at }, CustomSchemes: true})
	register := func(r *room, uri string) (clients.Client, error) {
		reg := good()
		reg.RedirectURIs = []string{uri}
		c, _, err := r.Register(t.Context(), reg)
		return c, err
	}
	for _, uri := range []string{
		"cursor://anysphere.cursor-mcp/oauth/callback", "vscode://vscode.github-authentication/did-authenticate", "vscode-insiders://x/cb",
		"claude://cb", "myapp:/callback", "msauth://cb",
	} {
		if c, err := register(allowing, uri); err != nil || !c.RedirectAllowed(uri) || c.RedirectAllowed(uri+"x") {
			t.Errorf("%s: %v", uri, err)
		}
		if _, err := register(usual, uri); err == nil {
			t.Errorf("%s is registered where the operator does not allow it", uri)
		}
	}
	for _, uri := range []string{
		"javascript:alert(1)", "javascript://x/%0aalert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
		"blob:https://a.example/x", "about:blank", "view-source:https://a.example", "filesystem:http://x/y", "ftp://a.example/", "ws://a.example/",
		"http://a.example/cb", "mailto:x@example.org", "tel:+1", "urn:ietf:wg:oauth:2.0:oob", "intent://x", "ms-msdt:/x", "search-ms:x",
		"chrome://settings", "ssh://x", "c:/windows", "Cursor://x/cb", "cursor://u@x/cb", "cursor://x/cb#f", "cursor://*/cb", "web+x://y", "jar:x!/y", "cursor:", "cursor:?x",
	} {
		if _, err := register(allowing, uri); err == nil {
			t.Errorf("%s is registered", uri)
		}
	}
}

func TestRedirectURIsRefused(t *testing.T) {
	r := newRoom(t)
	for _, uri := range []string{
		// Not absolute, or without a host.
		"/cb", "cb", "//app.example.org/cb", "https:", "https://", "https:///cb", "https:/cb", "https:app.example.org/cb",
		"https://:443/cb", "https://?x", "http:127.0.0.1/cb", "?", "*",
		// Schemes that run or read something, or that everybody may claim.
		"javascript:alert(1)", "JavaScript:alert(1)", "javascript://app.example.org/%0aalert(1)", "data:text/html,x", "vbscript:x",
		"file:///etc/passwd", "blob:https://app.example.org/x", "about:blank", "view-source:https://a.example", "ftp://a.example/",
		"ws://a.example/", "myapp:/callback", "intent://x#Intent;end", "urn:ietf:wg:oauth:2.0:oob", "mailto:x@example.org",
		// Schemes in capitals.
		"HTTPS://app.example.org/cb", "Https://app.example.org/cb", "Org.example.app:/cb",
		// Schemes that are no domain names in reverse, and nothing behind them.
		"org..example:/cb", "org.example.:/cb", "org.example.app:",
		// http elsewhere than on loopback.
		"http://app.example.org/cb", "http://127.0.0.1.evil.test/cb", "http://localhost.evil.test/cb", "http://127.1/cb",
		"http://2130706433/cb", "http://0x7f.0.0.1/cb", "http://0177.0.0.1/cb", "http://0.0.0.0/cb", "http://[::]/cb",
		"http://[::1%25lo]/cb", "http://evil.test:80/127.0.0.1", "http://LOCALHOST/cb", "http://127.0.0.1./cb", "http:///cb",
		// Addresses that only browsers take for some.
		"https://127.1/cb", "https://2130706433/cb", "https://0x7f.0.0.1/cb", "https://0x7F000001/cb", "https://0177.0.0.1/cb", "https://127.1./cb",
		// User information.
		"https://user@app.example.org/cb", "https://user:pass@app.example.org/cb", "https://@app.example.org/cb",
		"https://:@app.example.org/cb", "http://127.0.0.1:80@evil.test/cb", "http://localhost@evil.test/cb", "https://a.example:443@evil.test/",
		"org.example.app://user@callback",
		// Fragments, also empty ones.
		"https://app.example.org/cb#", "https://app.example.org/cb#x", "https://app.example.org#@evil.test/", "org.example.app:/cb#",
		// Characters that browsers and programs read differently.
		"https://app.example.org\\@evil.test/", "https://app.example.org/\\evil", "https:\\\\app.example.org/cb", "https://app.example.org/c b",
		" https://app.example.org/cb", "https://app.example.org/cb ", "https://app.example.org/\tcb", "https://app.example.org/\ncb",
		"https://app.example.org/cb\r\nSet-Cookie:x", "https://app.example.org/\x00", "https://app.example.org/\x7f", "java\tscript:alert(1)",
		"https://app.example.org/<script>", "https://app.example.org/\"x", "https://app.example.org/`", "https://app.example.org/{x}",
		"https://app.example.org/^", "https://app.example.org/|", "https://bücher.example/cb", "https://app.example.org/\u202e",
		"https://app。example.org/cb", "https://app.example.org/\xff",
		// Percent signs that decode to nothing, or in the host.
		"https://app.example.org/%", "https://app.example.org/%zz", "https://app%2eexample.org/", "https://app.example.org%2f@evil.test/",
		"https://app.example.org%00.evil.test/", "https://%61pp.example.org/",
		// Ports that are none.
		"https://app.example.org:port/cb", "https://app.example.org:-1/cb", "https://app.example.org:443:443/cb", "http://127.0.0.1:80:80/cb",
		"https://app.example.org:99999/cb", "http://127.0.0.1:0/cb", "https://app.example.org:/cb",
		// Wildcards.
		"https://*.example.org/cb", "https://*/cb", "http://127.0.0.1:*/cb",
		"https://[::1/cb", "https://::1/cb", "https://app.example.org/" + strings.Repeat("a", 1000-23),
	} {
		reg := good()
		reg.RedirectURIs = []string{uri}
		_, _, err := r.Register(t.Context(), reg)
		var refusal *clients.Error
		if !errors.As(err, &refusal) || refusal.Field != "redirect_uris" {
			t.Errorf("%q was registered: %v", uri, err)
			continue
		}
		if strings.ContainsFunc(refusal.Detail, func(r rune) bool { return r < ' ' || r > '~' }) || len(refusal.Detail) > 400 {
			t.Errorf("%q: the refusal repeats what came: %q", uri, refusal.Detail)
		}
	}
}

func TestRedirectAllowed(t *testing.T) {
	registered := []string{
		"https://app.example.org/cb", "https://app.example.org/q?a=b", "http://127.0.0.1/cb", "http://127.0.0.1:3000/fixed",
		"http://[::1]/cb", "http://localhost:3000/cb", "http://127.0.0.2/cb", "http://127.0.0.1", "org.example.app:/cb",
	}
	client := clients.Client{RedirectURIs: registered}
	for _, uri := range append(registered,
		"http://127.0.0.1:1/cb", "http://127.0.0.1:65535/cb", "http://[::1]:49152/cb", "http://127.0.0.1/fixed", "http://127.0.0.1:4000/fixed",
		"http://127.0.0.1:4000",
	) {
		if !client.RedirectAllowed(uri) {
			t.Errorf("%q must be allowed", uri)
		}
	}
	for _, uri := range []string{
		"", "https://app.example.org/cb/", "https://app.example.org/cb?", "https://app.example.org/cb#", "https://app.example.org/cb?x=1",
		"https://app.example.org:443/cb", "https://app.example.org/CB", "HTTPS://app.example.org/cb", "https://APP.example.org/cb",
		"https://app.example.org/%63b", "https://app.example.org/x/../cb", "https://app.example.org//cb", "https://app.example.org/cb ",
		" https://app.example.org/cb", "https://app.example.org/cb\x00", "https://app.example.org/q", "https://app.example.org/q?b=a",
		"https://evil.test/cb", "https://app.example.org.evil.test/cb", "https://app.example.org@evil.test/cb", "https://evilapp.example.org/cb",
		"http://app.example.org/cb", "http://127.0.0.1:/cb", "http://127.0.0.1:0/cb", "http://127.0.0.1:65536/cb", "http://127.0.0.1:99999999999999999999/cb",
		"http://127.0.0.1:+80/cb", "http://127.0.0.1:8a/cb", "http://127.0.0.1:80@evil.test/cb", "http://127.0.0.1.evil.test/cb",
		"http://127.0.0.1:80.evil.test/cb", "http://127.0.0.1:80:80/cb", "http://127.0.0.1\\cb", "http://127.0.0.1:80\\cb", "http://127.0.0.1#/cb",
		"http://127.0.0.1:80/cb/", "http://127.0.0.1:80/cb?x", "http://127.0.0.1:80/CB", "http://127.0.0.1:80//cb", "http://127.0.0.1@evil.test:80/cb",
		"https://127.0.0.1:80/cb", "http://127.0.0.10/cb", "http://127.0.0.3/cb", "http://127.0.0.2:80/cb", "http://[::1]:80/fixed",
		"http://[::1]evil.test/cb", "http://[::1].evil.test/cb", "http://[0:0:0:0:0:0:0:1]/cb", "http://[::1%25lo]/cb", "http://::1/cb",
		"http://localhost:3001/cb", "http://localhost/cb", "http://127.0.0.1:4000?", "http://127.0.0.1:4000/", "org.example.app:/cb2", "org.example.app:80/cb",
		"HTTP://127.0.0.1/cb", "http://127.0.0.1:８０/cb", "http://127.0.0.1:٣/cb",
	} {
		if client.RedirectAllowed(uri) {
			t.Errorf("%q must not be allowed", uri)
		}
	}
	client.Type = clients.Public
	for uri, want := range map[string]bool{
		"http://localhost:3001/cb": true, "http://localhost/cb": true, "http://localhost:3000/cb": true, "https://localhost:3001/cb": false,
		"http://localhost:3001/other": false, "http://localhost.evil.test/cb": false, "http://localhost:80@evil.test/cb": false,
		"http://localhost:0/cb": false, "http://localhosted:80/cb": false, "http://LOCALHOST:80/cb": false, "http://127.0.0.1:3001/cb": true,
	} {
		if client.RedirectAllowed(uri) != want {
			t.Errorf("public client: %q allowed is not %v", uri, want)
		}
	}
	if (clients.Client{}).RedirectAllowed("") || (clients.Client{}).RedirectAllowed("https://app.example.org/cb") {
		t.Error("a client without redirect URIs allows one")
	}
}

func TestRedirectIsPrivateUse(t *testing.T) {
	for uri, want := range map[string]bool{
		"https://app.example.org/cb": false, "http://127.0.0.1/cb": false, "org.example.app:/cb": true, "org.example.app://x": true,
	} {
		if clients.RedirectIsPrivateUse(uri) != want {
			t.Errorf("%s: want %v", uri, want)
		}
	}
}

// aPort takes the port off a loopback IP address.
var aPort = regexp.MustCompile(`^(http://(?:127\.0\.0\.1|\[::1\])):[0-9]+`)

// FuzzRedirectAllowed: what is allowed is the registered URI, but for the port
// of a loopback IP address, and leads to the same host whoever reads it.
func FuzzRedirectAllowed(f *testing.F) {
	for _, pair := range [][2]string{
		{"https://app.example.org/cb", "https://app.example.org/cb"},
		{"https://app.example.org/cb", "https://app.example.org.evil.test/cb"},
		{"http://127.0.0.1/cb", "http://127.0.0.1:8080/cb"},
		{"http://127.0.0.1:3000/cb", "http://127.0.0.1/cb"},
		{"http://127.0.0.1:3000", "http://127.0.0.1:80@evil.test"},
		{"http://127.0.0.1?x", "http://127.0.0.1:1?x"},
		{"http://[::1]/cb", "http://[::1]:080/cb"},
		{"http://[::1]/cb", "http://127.0.0.1/cb"},
		{"http://127.0.0.1.evil.test/", "http://127.0.0.1:1.evil.test/"},
		{"http://localhost/", "http://localhost:1/"},
		{"org.example.app:/cb", "org.example.app:80/cb"},
	} {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, registered, uri string) {
		client := clients.Client{RedirectURIs: []string{registered}}
		if !client.RedirectAllowed(uri) {
			if registered == uri {
				t.Fatalf("%q does not allow itself", registered)
			}
			return
		}
		if registered == uri {
			return
		}
		if a, b := aPort.ReplaceAllString(registered, "$1"), aPort.ReplaceAllString(uri, "$1"); a != b {
			t.Fatalf("%q allows %q", registered, uri)
		}
		a, err := url.Parse(registered)
		if err != nil {
			return // could not have been registered
		}
		if b, err := url.Parse(uri); err != nil || a.Hostname() != b.Hostname() || b.User != nil {
			t.Fatalf("%q allows %q, which leads elsewhere: %v", registered, uri, err)
		}
	})
}

func TestRedirectDestination(t *testing.T) {
	for uri, want := range map[string]string{
		"https://app.test/cb": "app.test", "https://app.test:8443/": "app.test:8443", "http://127.0.0.1:3000/cb": "127.0.0.1:3000",
		"org.example.app:/cb": "org.example.app", "org.example.app://bank.example/": "org.example.app",
	} {
		if got := clients.RedirectDestination(uri); got != want {
			t.Errorf("%s leads to %q, want %q", uri, got, want)
		}
	}
}
