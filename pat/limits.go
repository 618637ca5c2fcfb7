package pat

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/internal/resource"
)

// How many networks and resource servers one token may name.
const (
	MaxAllowedIPs = 20
	maxResources  = 10
)

// ParseNetworks reads networks such as 10.0.0.0/8 or 2001:db8::/32; an address
// by itself is the network of it alone. They come back in order, without what
// another one holds already. Errors: *Error on "allowed_ips", which names each that is
// wrong.
func ParseNetworks(texts []string) ([]netip.Prefix, error) {
	if len(texts) > MaxAllowedIPs {
		return nil, invalid("allowed_ips", "takes at most "+strconv.Itoa(MaxAllowedIPs)+" networks")
	}
	var all []netip.Prefix
	var wrong faults
	for _, text := range texts {
		network, ok := parseNetwork(text)
		switch {
		case !ok:
			wrong.none = append(wrong.none, strconv.QuoteToASCII(text[:min(len(text), maxQuoted)]))
		case network != network.Masked():
			wrong.loose = append(wrong.loose, network.String()+" would be "+network.Masked().String())
		}
		all = append(all, network)
	}
	if wrong := wrong.text(); wrong != "" {
		return nil, invalid("allowed_ips", wrong)
	}
	return tidy(all), nil
}

// maxQuoted is how much of what somebody typed is told back.
const maxQuoted = 80

// faults are all that is wrong with a list of networks.
type faults struct {
	none  []string // what is no network, quoted
	loose []string // networks with bits set behind their length, and what they would be
}

func (f faults) text() string {
	var said []string
	switch n := len(f.none); {
	case n == 1:
		said = append(said, "takes networks such as 203.0.113.0/24 or 2001:db8::/32, which "+f.none[0]+" is not")
	case n > 1:
		said = append(said, "takes networks such as 203.0.113.0/24 or 2001:db8::/32, which "+
			strings.Join(f.none[:n-1], ", ")+" and "+f.none[n-1]+" are not")
	}
	switch {
	case len(f.loose) == 1:
		said = append(said, "has a network with bits set behind its length; "+f.loose[0])
	case len(f.loose) > 1:
		said = append(said, "has networks with bits set behind their length; "+strings.Join(f.loose, ", "))
	}
	return strings.Join(said, ", and ")
}

// parseNetwork reads one network, which may have bits set behind its length; false
// where the text is none.
func parseNetwork(text string) (netip.Prefix, bool) {
	if !strings.Contains(text, "/") {
		address, err := netip.ParseAddr(text)
		if err != nil || address.Zone() != "" || address.Is4In6() {
			return netip.Prefix{}, false
		}
		return netip.PrefixFrom(address, address.BitLen()), true
	}
	network, err := netip.ParsePrefix(text)
	return network, err == nil && !network.Addr().Is4In6()
}

// tidy sorts networks and drops what another one holds already.
func tidy(all []netip.Prefix) []netip.Prefix {
	var kept []netip.Prefix
	slices.SortFunc(all, netip.Prefix.Compare) // the wider of two that overlap comes first
	for _, n := range all {
		if !slices.ContainsFunc(kept, func(k netip.Prefix) bool { return holds(k, n) }) {
			kept = append(kept, n)
		}
	}
	return kept
}

// holds reports whether a network has all of another one in it.
func holds(wide, narrow netip.Prefix) bool {
	return wide.Bits() <= narrow.Bits() && wide.Contains(narrow.Addr())
}

// Widens reports whether some address is in one list of networks and not in
// another; no networks at all are all addresses.
func Widens(asked, bound []netip.Prefix) bool {
	if len(bound) == 0 {
		return false
	}
	return len(asked) == 0 || slices.ContainsFunc(asked, func(n netip.Prefix) bool {
		return !slices.ContainsFunc(bound, func(b netip.Prefix) bool { return holds(b, n) })
	})
}

// Common is the networks that two lists have in common; ok is false where that
// is no address at all. No networks are all addresses.
func Common(a, b []netip.Prefix) (both []netip.Prefix, ok bool) {
	if len(a) == 0 || len(b) == 0 {
		return append(slices.Clone(a), b...), true
	}
	for _, x := range a {
		for _, y := range b {
			switch {
			case holds(x, y):
				both = append(both, y)
			case holds(y, x):
				both = append(both, x)
			}
		}
	}
	return tidy(both), len(both) > 0
}

// errOutside refuses a good token from an address that it is not for. Its
// bearer is told no more than of an unknown one.
var errOutside = &bearer.Error{
	Status: http.StatusUnauthorized, Code: bearer.CodeInvalidToken,
	Description: "The access token is unknown, expired or revoked.",
	Err:         errors.New("a personal access token was used from an address that it is not for"),
}

// reach is the addresses from which a token works by now, its own and the
// operator's; ok is false where from is none of them.
func (t *Tokens) reach(token Token, from string) (networks []netip.Prefix, ok bool) {
	if len(token.AllowedIPs) == 0 && len(t.opts.Policy.AllowedIPs) == 0 {
		return nil, true
	}
	networks, ok = Common(token.AllowedIPs, t.opts.Policy.AllowedIPs)
	return networks, ok && bearer.AddressIn(from, networks)
}

// audience is whom a token is meant for.
func (t *Tokens) audience(token Token) []string {
	if len(token.Resources) > 0 {
		return token.Resources
	}
	return []string{t.opts.Audience}
}

// named are the resource servers that a token that asks is bound to; none where
// it is for all of them.
func (t *Tokens) named(by *Asker) []string {
	if by == nil || slices.Contains(by.Audience, t.opts.Audience) {
		return nil
	}
	return by.Audience
}

// resources are the resource servers that a new token is meant for (RFC 8707,
// section 2): what was asked for, or what the token that asks is bound to.
func (t *Tokens) resources(ctx context.Context, o Order) ([]string, error) {
	bound := t.named(o.Parent)
	switch {
	case len(o.Resources) == 0 && o.Resources != nil && len(bound) > 0:
		return nil, forbidden("resource", "must name resource servers that the token that asks is for; leave it out for all of those")
	case len(o.Resources) == 0 && bound == nil && t.opts.Policy.RequireResource:
		return nil, invalid("resource", "is missing; name the API that the token is for, or "+t.opts.Audience+
			" for all that accept that (tokens.require_resource makes it mandatory)")
	case len(o.Resources) == 0:
		return bound, nil
	}
	if len(o.Resources) > maxResources {
		return nil, invalid("resource", "takes at most "+strconv.Itoa(maxResources)+" identifiers")
	}
	if slices.Contains(o.Resources, t.opts.Audience) && bound == nil {
		return nil, nil // it stands for all of them
	}
	var names []string
	for _, r := range o.Resources {
		name, err := t.registeredResource(ctx, r, bound == nil)
		switch {
		case err != nil:
			return nil, err
		case bound == nil && name == t.opts.Audience:
			return nil, nil // likewise
		}
		if len(bound) > 0 && !resource.In(name, bound) {
			return nil, forbidden("resource", "is none that the token that asks is for")
		}
		names = append(names, name)
	}
	return slices.Compact(slices.Sorted(slices.Values(names))), nil
}

// registeredResource returns the identifier of a resource server as it was
// registered, or the default audience where that is meant.
func (t *Tokens) registeredResource(ctx context.Context, r string, mayDefault bool) (string, error) {
	u, err := url.Parse(r)
	if err != nil || !u.IsAbs() || strings.Contains(r, "#") || strings.ContainsFunc(r, func(c rune) bool { return c <= ' ' || c > '~' }) {
		return "", invalid("resource", "must be an absolute URI without a fragment, such as https://api.example.org")
	}
	name, err := t.store.RegisteredResource(ctx, r)
	switch {
	case err != nil || name != "":
		return name, err
	case mayDefault && resource.Same(r, t.opts.Audience):
		return t.opts.Audience, nil
	}
	return "", invalid("resource", "is none that a resource server is registered under")
}
