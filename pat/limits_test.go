package pat_test

import (
	"errors"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage/storagetest"
)

func TestParseNetworks(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []string
		want string // "!": refused
	}{
		{"none", nil, ""},
		{"both families", []string{"2001:db8::/32", "10.0.0.0/8"}, "10.0.0.0/8 2001:db8::/32"},
		{"an address", []string{"192.0.2.7", "2001:db8::7"}, "192.0.2.7/32 2001:db8::7/128"},
		{"other spellings", []string{"2001:0DB8:0::/32", "::/0"}, "::/0"},
		{"one within another", []string{"10.1.0.0/16", "10.0.0.0/8", "10.0.0.0/8", "10.1.2.3"}, "10.0.0.0/8"},
		{"everything", []string{"0.0.0.0/0"}, "0.0.0.0/0"},
		{"as many as may be", strings.Fields(strings.Repeat("10.0.0.0/8 ", pat.MaxAllowedIPs)), "10.0.0.0/8"},
		{"one more", strings.Fields(strings.Repeat("10.0.0.0/8 ", pat.MaxAllowedIPs+1)), "!"},
		{"bits behind the length", []string{"10.0.0.1/8"}, "!"},
		{"bits behind the length, IPv6", []string{"2001:db8::1/32"}, "!"},
		{"too long", []string{"10.0.0.0/33"}, "!"},
		{"too long, IPv6", []string{"2001:db8::/129"}, "!"},
		{"negative", []string{"10.0.0.0/-1"}, "!"},
		{"a leading zero", []string{"10.0.0.0/08"}, "!"},
		{"an octal address", []string{"010.0.0.0/8"}, "!"},
		{"three octets", []string{"10.0.0/8"}, "!"},
		{"a number", []string{"167772160"}, "!"},
		{"a zone", []string{"fe80::1%eth0"}, "!"},
		{"a network with a zone", []string{"fe80::%eth0/64"}, "!"},
		{"IPv4 in IPv6", []string{"::ffff:10.0.0.0/104"}, "!"},
		{"an IPv4 address in IPv6", []string{"::ffff:10.0.0.1"}, "!"},
		{"a name", []string{"localhost"}, "!"},
		{"nothing", []string{""}, "!"},
		{"spaces", []string{" 10.0.0.0/8"}, "!"},
		{"a line break", []string{"10.0.0.0/8\n"}, "!"},
		{"two in one", []string{"10.0.0.0/8,10.0.0.0/8"}, "!"},
		{"a port", []string{"10.0.0.1:80"}, "!"},
		{"a mask", []string{"10.0.0.0/255.0.0.0"}, "!"},
	} {
		got, err := pat.ParseNetworks(c.in)
		if c.want == "!" {
			refused(t, c.name, err, "allowed_ips", pat.CodeInvalid)
			continue
		}
		if texts(got) != c.want || err != nil {
			t.Errorf("%s: %v, %v; want %s", c.name, got, err, c.want)
		}
	}
}

func texts(networks []netip.Prefix) string {
	var all []string
	for _, n := range networks {
		all = append(all, n.String())
	}
	return strings.Join(all, " ")
}

// TestNetworksInCommon: what two lists have in common is within both, and holds
// every address that is.
func TestNetworksInCommon(t *testing.T) {
	network := rapid.Custom(func(rt *rapid.T) netip.Prefix {
		address := netip.AddrFrom4([4]byte{byte(rapid.IntRange(0, 3).Draw(rt, "a")) << 6, byte(rapid.IntRange(0, 3).Draw(rt, "b")) << 6})
		n, err := address.Prefix(rapid.IntRange(0, 10).Draw(rt, "bits"))
		must(t, err)
		return n
	})
	inside := func(list []netip.Prefix, a netip.Addr) bool {
		return len(list) == 0 || bearer.AddressIn(a.String(), list)
	}
	rapid.Check(t, func(rt *rapid.T) {
		a := rapid.SliceOfN(network, 0, 4).Draw(rt, "first")
		b := rapid.SliceOfN(network, 0, 4).Draw(rt, "second")
		both, ok := pat.Common(a, b)
		if ok && (pat.Widens(both, a) || pat.Widens(both, b)) {
			rt.Fatalf("%v reaches beyond %v or %v", both, a, b)
		}
		for range 20 {
			address := netip.AddrFrom4([4]byte{byte(rapid.IntRange(0, 255).Draw(rt, "x")), byte(rapid.IntRange(0, 255).Draw(rt, "y"))})
			want := inside(a, address) && inside(b, address)
			if got := ok && inside(both, address); got != want {
				rt.Fatalf("%v in common of %v and %v: %v, want %v", address, a, b, got, want)
			}
		}
	})
}

func (h *house) from(t *testing.T, raw, address string) bool {
	t.Helper()
	p, s, err := h.VerifyFrom(t.Context(), raw, address)
	if err != nil && (!errors.Is(err, bearer.ErrInvalidToken) || p != nil || s.ID != "") {
		t.Errorf("%v from %q: %+v", err, address, p)
	}
	return err == nil
}

// bound mints a token that works from networks.
func (h *house) bound(t *testing.T, by *pat.Asker, networks ...string) (pat.Token, string) {
	t.Helper()
	o := order()
	o.Parent, o.AllowedIPs = by, networks
	return h.mint(t, o)
}

// bySecret is a token that asks, from wherever it may.
func (h *house) bySecret(t *testing.T, raw, address string) *pat.Asker {
	t.Helper()
	p, s, err := h.VerifyFrom(t.Context(), raw, address)
	must(t, err)
	return &pat.Asker{Principal: p, Presented: s.Presented}
}

func TestAllowedIPs(t *testing.T) {
	h := newHouse(t)
	token, raw := h.bound(t, nil, "203.0.113.0/24", "2001:db8::/32", "198.51.100.7")
	if texts(token.AllowedIPs) != "198.51.100.7/32 203.0.113.0/24 2001:db8::/32" {
		t.Errorf("made with %v", token.AllowedIPs)
	}
	for address, want := range map[string]bool{
		"203.0.113.0": true, "203.0.113.255": true, "::ffff:203.0.113.9": true, "2001:db8:ffff::1": true, "2001:db8::1%eth0": true, "198.51.100.7": true,
		"203.0.114.0": false, "198.51.100.8": false, "2001:db9::1": false, "::203.0.113.9": false, "::1": false,
		"": false, "unknown": false, "203.0.113.9:443": false, "203.0.113.9, 10.0.0.1": false, "localhost": false,
	} {
		if got := h.from(t, raw, address); got != want {
			t.Errorf("from %q: %v, want %v", address, got, want)
		}
	}
	h.dead(t, "from nowhere known", raw)
	if p := h.bySecret(t, raw, "203.0.113.9"); texts(p.AllowedIPs) != texts(token.AllowedIPs) {
		t.Errorf("the verdict says %v", p.AllowedIPs)
	}
	got, err := h.Get(t.Context(), mira, token.ID)
	if err != nil || texts(got.AllowedIPs) != texts(token.AllowedIPs) {
		t.Errorf("kept %v, %v", got.AllowedIPs, err)
	}
	for _, junk := range [][]string{{"10.0.0.1/8"}, {"x"}, {""}} {
		o := order()
		o.AllowedIPs = junk
		_, _, err := h.Mint(t.Context(), o)
		refused(t, strings.Join(junk, " "), err, "allowed_ips", pat.CodeInvalid)
		_, err = h.Change(t.Context(), mira, token.ID, pat.Change{AllowedIPs: &junk}, nil)
		refused(t, strings.Join(junk, " "), err, "allowed_ips", pat.CodeInvalid)
	}
}

// TestAllowedIPsTrip: a replaced secret that comes back ends the token, also
// from an address that it is not for.
func TestAllowedIPsTrip(t *testing.T) {
	h := newHouse(t)
	token, first := h.bound(t, nil, "203.0.113.0/24")
	second := h.rotate(t, token.ID, 0)
	h.from(t, first, "192.0.2.1")
	if h.from(t, second, "203.0.113.9") {
		t.Error("it goes on")
	}
}

// TestAllowedIPsOfChildren: a child works from nowhere that its parent does not,
// whatever becomes of the parent.
func TestAllowedIPsOfChildren(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, storagetest.Open(t, url))
		top, rawTop := h.bound(t, nil, "10.0.0.0/8", "2001:db8::/32")
		by := h.bySecret(t, rawTop, "10.0.0.1")
		heir, rawHeir := h.bound(t, by) // nothing asked for
		narrow, rawNarrow := h.bound(t, by, "10.1.0.0/16")
		six, rawSix := h.bound(t, by, "2001:db8:1::/48")
		_, rawBelow := h.bound(t, h.bySecret(t, rawSix, "2001:db8:1::1"), "2001:db8:1:1::/64")
		if texts(heir.AllowedIPs) != texts(top.AllowedIPs) || texts(narrow.AllowedIPs) != "10.1.0.0/16" {
			t.Errorf("heir %v, narrow %v", heir.AllowedIPs, narrow.AllowedIPs)
		}
		for what, asked := range map[string][]string{"wider": {"10.0.0.0/7"}, "beside": {"192.0.2.0/24"}, "one of two": {"10.0.0.1", "192.0.2.1"}, "everywhere": {}} {
			o := order()
			o.Parent, o.AllowedIPs = by, asked
			_, _, err := h.Mint(t.Context(), o)
			refused(t, "child "+what, err, "allowed_ips", pat.CodeForbidden)
			_, err = h.Change(t.Context(), mira, heir.ID, pat.Change{AllowedIPs: &asked}, nil)
			refused(t, "child changed to "+what, err, "allowed_ips", pat.CodeForbidden)
		}
		// Its holder narrows the parent.
		_, err := h.Change(t.Context(), mira, top.ID, pat.Change{AllowedIPs: &[]string{"10.1.1.0/24", "10.2.0.0/16"}}, nil)
		must(t, err)
		for _, c := range []struct {
			what, raw, address string
			want               bool
		}{
			{"the parent", rawTop, "10.2.0.1", true},
			{"the parent, from before", rawTop, "10.3.0.1", false},
			{"the heir", rawHeir, "10.2.0.1", true},
			{"the heir, from before", rawHeir, "10.3.0.1", false},
			{"the narrow one", rawNarrow, "10.1.1.1", true},
			{"the narrow one, from before", rawNarrow, "10.1.2.1", false},
			{"the narrow one, where its parent is", rawNarrow, "10.2.0.1", false},
			{"the one with nothing left", rawSix, "2001:db8:1::1", false},
			{"what hangs from it", rawBelow, "2001:db8:1:1::1", false},
		} {
			if got := h.from(t, c.raw, c.address); got != c.want {
				t.Errorf("%s from %s: %v, want %v", c.what, c.address, got, c.want)
			}
		}
		if got, err := h.Get(t.Context(), mira, six.ID); err != nil || got.RevokedAt.IsZero() || got.EndReason != nothingLeft {
			t.Errorf("the one with nothing left is %+v, %v", got, err)
		}
		// The verdict from before does not help.
		o := order()
		o.Parent, o.AllowedIPs = by, []string{"10.3.0.0/16"}
		_, _, err = h.Mint(t.Context(), o)
		refused(t, "by a verdict from before", err, "allowed_ips", pat.CodeForbidden)
		// And its holder widens it again, children not.
		_, err = h.Change(t.Context(), mira, top.ID, pat.Change{AllowedIPs: &[]string{}}, nil)
		must(t, err)
		if !h.from(t, rawTop, "192.0.2.1") || h.from(t, rawHeir, "192.0.2.1") {
			t.Error("the parent must be good from anywhere now, its child not")
		}
	})
}

// TestAllowedIPsByAToken: a token narrows, and no more.
func TestAllowedIPsByAToken(t *testing.T) {
	h := newHouse(t)
	token, raw := h.bound(t, nil, "10.0.0.0/8")
	by := h.bySecret(t, raw, "10.0.0.1")
	_, other := h.mint(t, order())
	for _, asker := range []*pat.Asker{by, h.principal(t, other)} {
		for _, wider := range [][]string{{}, {"0.0.0.0/0"}, {"10.0.0.0/8", "192.0.2.1"}} {
			_, err := h.Change(t.Context(), mira, token.ID, pat.Change{AllowedIPs: &wider}, asker)
			refused(t, strings.Join(wider, " "), err, "allowed_ips", pat.CodeForbidden)
		}
	}
	got, err := h.Change(t.Context(), mira, token.ID, pat.Change{AllowedIPs: &[]string{"10.1.0.0/16"}}, by)
	if err != nil || texts(got.AllowedIPs) != "10.1.0.0/16" {
		t.Errorf("narrowed to %v, %v", got.AllowedIPs, err)
	}
	if _, err := h.Change(t.Context(), mira, token.ID, pat.Change{Name: new("x"), Scopes: []string{"a"}}, by); err != nil {
		t.Error(err)
	}
	if !h.from(t, raw, "10.1.0.1") || h.from(t, raw, "10.2.0.1") {
		t.Error("another change touched the networks")
	}
}

const notes = "https://notes.test/"

// TestResource: a token is for the resource server that it was made for.
func TestResource(t *testing.T) {
	h := newHouse(t)
	for identifier, disabled := range map[string]time.Time{notes: {}, "urn:patio:files": {}, "https://off.test": h.at} {
		must(t, h.store.CreateClient(t.Context(), clients.Client{
			ID: newID(), OwnerID: mira, Name: "api", Type: clients.Confidential, ResourceServer: identifier, InactiveSince: disabled, CreatedAt: h.at,
		}, nil))
	}
	made := func(by *pat.Asker, resources ...string) (*bearer.Principal, string, error) {
		o := order()
		o.Parent, o.Resources = by, resources
		_, raw, err := h.Mint(t.Context(), o)
		if err != nil {
			return nil, "", err
		}
		return h.principal(t, raw).Principal, raw, nil
	}
	for _, c := range []struct {
		name  string
		asked []string
		want  []string // nil: refused
	}{
		{"none", nil, []string{"https://api.test"}},
		{"the default", []string{"https://api.test"}, []string{"https://api.test"}},
		{"one", []string{notes}, []string{notes}},
		{"a URN", []string{"urn:patio:files"}, []string{"urn:patio:files"}},
		{"two", []string{"urn:patio:files", notes, notes}, []string{notes, "urn:patio:files"}},
		{"unknown", []string{"https://nobody.test"}, nil},
		{"another spelling", []string{"https://notes.test"}, []string{notes}},
		{"in capitals", []string{"https://NOTES.test/", notes}, []string{notes}},
		{"the default in another spelling", []string{"https://API.test/"}, []string{"https://api.test"}},
		{"another path", []string{"https://notes.test/x"}, nil},
		{"switched off", []string{"https://off.test"}, nil},
		{"a fragment", []string{notes + "#x"}, nil},
		{"an empty fragment", []string{notes + "#"}, nil},
		{"relative", []string{"/notes"}, nil},
		{"empty", []string{""}, nil},
		{"a space", []string{notes + " x"}, nil},
		{"one of two", []string{notes, "https://nobody.test"}, nil},
		{"too many", slices.Repeat([]string{notes}, 11), nil},
	} {
		p, _, err := made(nil, c.asked...)
		if c.want == nil {
			refused(t, c.name, err, "resource", pat.CodeInvalid)
		} else if err != nil || !slices.Equal(p.Audience, c.want) {
			t.Errorf("%s: %+v, %v; want %v", c.name, p, err, c.want)
		}
	}
	_, raw, err := made(nil)
	must(t, err)
	child, _, err := made(h.principal(t, raw), notes)
	if err != nil || !slices.Equal(child.Audience, []string{notes}) {
		t.Errorf("a child for less: %+v, %v", child, err)
	}
	_, raw, err = made(nil, notes, "urn:patio:files")
	must(t, err)
	bound := h.principal(t, raw)
	heir, _, err := made(bound)
	if err != nil || !slices.Equal(heir.Audience, bound.Audience) {
		t.Errorf("a child that says nothing: %+v, %v", heir, err)
	}
	if _, _, err := made(bound, notes); err != nil {
		t.Error(err)
	}
	_, _, err = made(bound, "https://api.test")
	refused(t, "a child for everybody", err, "resource", pat.CodeInvalid)
	_, _, err = made(bound, []string{}...)
	refused(t, "a child that asks for all of them", err, "resource", pat.CodeForbidden)
	access := as(bound, func(p *bearer.Principal) { p.Kind, p.ID, p.ExpiresAt = bearer.KindOAuth, newID(), h.at.Add(time.Hour) })
	for _, asked := range [][]string{nil, {notes}} {
		p, _, err := made(access, asked...)
		if err != nil || slices.Contains(p.Audience, "https://api.test") {
			t.Errorf("by a bound access token: %+v, %v", p, err)
		}
	}
}
