package clients

import (
	"net/url"
	"strings"
	"testing"
)

// FuzzCheckRedirectURI: a URI that may be registered leads where it reads, and nothing can be appended to it that is
// taken for it.
func FuzzCheckRedirectURI(f *testing.F) {
	for _, seed := range []string{
		"https://app.example.org/cb", "https://app.example.org:443/cb?x=1", "http://127.0.0.1/cb", "http://[::1]:3000", "http://localhost/",
		"org.example.app:/cb", "javascript:alert(1)", "cursor://x/cb", "https://a@b/", "https://a/#x", "https://*.example.org/", "https://a\\b/",
		"HTTPS://A/", "https:///x", "https:x", "http://evil.test/", "http://127.0.0.1.evil.test/", "data.x:text/html,x",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		if redirectFault(raw, true) != "" {
			return
		}
		u, err := url.Parse(raw)
		switch {
		case err != nil || redirectFault(raw, true) != "":
			t.Fatalf("%q is not read again: %v", raw, err)
		case u.Fragment != "" || u.User != nil || strings.ContainsAny(raw, "\r\n \t#\\\"<>"):
			t.Fatalf("%q is accepted", raw)
		case u.Scheme == "http" && !loopbackHost(u.Hostname()), u.Scheme == "https" && u.Host == "":
			t.Fatalf("%q leads to %q", raw, u.Host)
		case u.Scheme != "https" && u.Scheme != "http" && !strings.Contains(u.Scheme, ".") && (takenScheme(u.Scheme) || redirectFault(raw, false) == ""):
			t.Fatalf("the scheme %q is accepted", u.Scheme)
		}
		registered := Client{RedirectURIs: []string{raw}}
		for _, other := range []string{raw + ".evil.test", raw + "@evil.test", raw + "x", raw + "/"} {
			if !registered.RedirectAllowed(raw) || registered.RedirectAllowed(other) && !sameHost(u, other) {
				t.Fatalf("%q allows %q", raw, other)
			}
		}
	})
}

func sameHost(u *url.URL, other string) bool {
	o, err := url.Parse(other)
	return err == nil && o.User == nil && o.Hostname() == u.Hostname() && o.Scheme == u.Scheme
}
