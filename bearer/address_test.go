package bearer_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/patio-auth/patio/bearer"
)

func TestForwardedAddress(t *testing.T) {
	find := bearer.ForwardedAddress(netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("2001:db8::/32"))
	for _, c := range []struct {
		name, peer string
		forwarded  []string
		want       string // "": unknown
	}{
		{"direct", "203.0.113.9:4711", nil, "203.0.113.9"},
		{"direct, with a header of its own making", "203.0.113.9:4711", []string{"10.0.0.1"}, "203.0.113.9"},
		{"one proxy", "10.0.0.1:4711", []string{"203.0.113.9"}, "203.0.113.9"},
		{"one proxy, forged before it", "10.0.0.1:4711", []string{"198.51.100.1, 203.0.113.9"}, "203.0.113.9"},
		{"two proxies", "10.0.0.1:4711", []string{"198.51.100.1, 203.0.113.9, 10.9.9.9"}, "203.0.113.9"},
		{"two headers", "10.0.0.1:4711", []string{"203.0.113.9", "2001:db8::1"}, "203.0.113.9"},
		{"a proxy that names nobody", "10.0.0.1:4711", nil, ""},
		{"a proxy without an entry", "10.0.0.1:4711", []string{""}, ""},
		{"proxies all the way", "10.0.0.1:4711", []string{"10.0.0.2, 10.0.0.3"}, "10.0.0.2"},
		{"junk behind a proxy", "10.0.0.1:4711", []string{"203.0.113.9, unknown"}, ""},
		{"a port behind a proxy", "10.0.0.1:4711", []string{"203.0.113.9:51234"}, "203.0.113.9"},
		{"a port that is none", "10.0.0.1:4711", []string{"203.0.113.9:http"}, ""},
		{"two ports", "10.0.0.1:4711", []string{"203.0.113.9:51234, 10.0.0.2:443"}, "203.0.113.9"},
		{"brackets", "10.0.0.1:4711", []string{"[2001:db9::7]"}, "2001:db9::7"},
		{"brackets and a port", "10.0.0.1:4711", []string{"[2001:db9::7]:443"}, "2001:db9::7"},
		{"IPv4 in IPv6, in brackets", "10.0.0.1:4711", []string{"[::ffff:203.0.113.9]:443"}, "203.0.113.9"},
		{"brackets around IPv4", "10.0.0.1:4711", []string{"[203.0.113.9]"}, ""},
		{"half a bracket", "10.0.0.1:4711", []string{"[2001:db9::7"}, ""},
		{"a comma at the end", "10.0.0.1:4711", []string{"203.0.113.9, "}, "203.0.113.9"},
		{"an empty header at the end", "10.0.0.1:4711", []string{"203.0.113.9", ""}, "203.0.113.9"},
		{"only commas", "10.0.0.1:4711", []string{", ,"}, ""},
		{"IPv6", "[2001:db8::1]:4711", []string{"2001:db9::7"}, "2001:db9::7"},
		{"IPv4 in IPv6", "[::ffff:10.0.0.1]:4711", []string{"::ffff:203.0.113.9"}, "203.0.113.9"},
		{"no address", "pipe", []string{"203.0.113.9"}, ""},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr, r.Header["X-Forwarded-For"] = c.peer, c.forwarded
		want := netip.Addr{}
		if c.want != "" {
			want = netip.MustParseAddr(c.want)
		}
		if got := find(r); got != want {
			t.Errorf("%s: %v, want %v", c.name, got, want)
		}
	}
}

// TestClientIP: the address goes along with the question, and the answer's
// networks are held to it whoever gave the answer.
func TestClientIP(t *testing.T) {
	s := newIssuer(t)
	c := s.client(t)
	kept := bearer.VerifierFunc(func(context.Context, string) (*bearer.Principal, error) { // as a cache would
		return &bearer.Principal{Subject: "u", ClientID: "c", AllowedIPs: []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24")}}, nil
	})
	ask := func(v bearer.Verifier, peer string, options ...bearer.Option) int {
		t.Helper()
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = peer
		r.Header.Set("Authorization", "Bearer "+goodPAT)
		r.Header.Set("User-Agent", "notes-cli/1 (ä)"+strings.Repeat("x", 300))
		w := httptest.NewRecorder()
		bearer.Middleware(v, options...)(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})).ServeHTTP(w, r)
		return w.Code
	}
	peer := bearer.WithClientIP(bearer.PeerAddress)
	s.change(func() {
		s.answer = with(s.patAnswer(), object{"allowed_ips": []string{"203.0.113.0/24", "2001:db8::/32"}})
	})
	for _, v := range []bearer.Verifier{c, kept} {
		for from, want := range map[string]int{"203.0.113.9:1": 200, "[::ffff:203.0.113.9]:1": 200, "192.0.2.1:1": 401, "pipe": 401} {
			if got := ask(v, from, peer); got != want {
				t.Errorf("from %s: %d, want %d", from, got, want)
			}
		}
		if got := ask(v, "203.0.113.9:1"); got != 401 {
			t.Errorf("without the option: %d", got)
		}
	}
	s.change(func() { s.asked, s.answer = nil, s.patAnswer() })
	if got := ask(c, "192.0.2.1:1", peer); got != 200 {
		t.Errorf("a token for everywhere: %d", got)
	}
	if got := ask(c, "192.0.2.1:1"); got != 200 {
		t.Errorf("a token for everywhere, without the option: %d", got)
	}
	s.change(func() {
		first, second := s.asked[0], s.asked[1]
		agent := first.Get("client_agent")
		if first.Get("client_ip") != "192.0.2.1" || len(agent) != 200 || !strings.HasPrefix(agent, "notes-cli/1 (ä)x") ||
			second.Has("client_ip") || second.Has("client_agent") {
			t.Errorf("asked %v", s.asked)
		}
	})
	for _, junk := range []any{[]string{}, []string{"x"}, "203.0.113.0/24", []string{"203.0.113.9"}, []int{1}} {
		s.change(func() { s.answer = with(s.patAnswer(), object{"allowed_ips": junk}) })
		if got := ask(c, "203.0.113.9:1", peer); got != 503 {
			t.Errorf("allowed_ips %v: %d", junk, got)
		}
	}
	s.change(func() { s.answer = with(s.patAnswer(), object{"allowed_ips": []string{"203.0.113.0/24"}}) })
	ctx := bearer.ContextWithClientIP(t.Context(), netip.MustParseAddr("203.0.113.9"))
	if p, err := c.Verify(ctx, goodPAT); err != nil || !p.AllowedFrom(netip.MustParseAddr("203.0.113.1")) || p.AllowedFrom(netip.Addr{}) {
		t.Errorf("by hand: %+v, %v", p, err)
	}
	if p, err := c.Verify(t.Context(), goodPAT); err == nil {
		t.Errorf("by hand, unknown: %+v", p)
	}
}
