package bearer_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/patio-auth/patio/bearer"
)

// FuzzForwardedAddress: the header of a peer that is not a trusted proxy changes nothing; behind a proxy the address is
// one that the header names, or cannot be told.
func FuzzForwardedAddress(f *testing.F) {
	for _, seed := range []string{"", "203.0.113.9", "203.0.113.9, 10.0.0.1", "::ffff:203.0.113.9", "fe80::1%eth0", "x, 10.0.0.1", ",", "10.0.0.1", "203.0.113.9:80,", "[2001:db9::7]:443", "[2001:db9::7]"} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	proxies := netip.MustParsePrefix("10.0.0.0/8")
	find := bearer.ForwardedAddress(proxies)
	f.Fuzz(func(t *testing.T, header string, trusted bool) {
		peer := netip.MustParseAddr("198.51.100.7")
		if trusted {
			peer = netip.MustParseAddr("10.1.2.3")
		}
		r := &http.Request{RemoteAddr: netip.AddrPortFrom(peer, 1234).String(), Header: http.Header{"X-Forwarded-For": {header}}}
		got := find(r)
		switch {
		case got != find(r):
			t.Fatalf("%q is read in two ways", header)
		case !trusted && got != peer:
			t.Fatalf("%q from %s is taken for %s", header, peer, got)
		case got == peer, !got.IsValid():
			return
		}
		for entry := range strings.SplitSeq(header, ",") {
			entry = strings.TrimSpace(entry)
			if with, err := netip.ParseAddrPort(entry); err == nil && with.Addr().Unmap() == got {
				return
			}
			if named, err := netip.ParseAddr(strings.Trim(entry, "[]")); err == nil && named.Unmap() == got {
				return
			}
		}
		t.Fatalf("%q is taken for %s", header, got)
	})
}

// FuzzTokenFromRequest: a token that is found came once, in one way, and reads as one.
func FuzzTokenFromRequest(f *testing.F) {
	f.Add("Bearer abc", "", "")
	f.Add("bearer  a.b.c==", "q=1", "")
	f.Add("Bearer abc", "access_token=x", "Basic abc")
	f.Add("Bearer", "%61ccess_token=x", "")
	f.Add("Bearer a\r\nb", "a=b;c&&=", "Bearer")
	f.Fuzz(func(t *testing.T, header, query, second string) {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL.RawQuery = query
		r.Header.Add("Authorization", header)
		if second != "" {
			r.Header.Add("Authorization", second)
		}
		token, err := bearer.TokenFromRequest(r)
		switch {
		case err != nil && token != "":
			t.Fatalf("both a token and %v", err)
		case err != nil:
			if _, ok := errors.AsType[*bearer.Error](err); !ok {
				t.Fatalf("a refusal that WriteError cannot tell: %v", err)
			}
			return
		}
		if second != "" || r.URL.Query().Has("access_token") {
			t.Fatalf("a token that came in two ways: %q %q %q", header, query, second)
		}
		if !strings.HasSuffix(header, token) || !strings.EqualFold(header[:6], "bearer") {
			t.Fatalf("%q is not the token of %q", token, header)
		}
		if token == "" || len(token) > 8<<10 || strings.ContainsAny(token, " \t\r\n\",;\\\x00") {
			t.Fatalf("not a b64token: %q", token)
		}
	})
}
