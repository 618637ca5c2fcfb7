package bearer

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// AllowedFrom reports whether the token may be used from an address. Where it is bound to networks, the zero address,
// which nobody knows, is none of them.
func (p *Principal) AllowedFrom(address netip.Addr) bool {
	return len(p.AllowedIPs) == 0 || contains(p.AllowedIPs, address)
}

// AddressIn reports whether an address, in text, lies in one of networks. What is no address lies in none.
func AddressIn(address string, networks []netip.Prefix) bool {
	parsed, err := netip.ParseAddr(address)
	return err == nil && contains(networks, parsed)
}

// contains compares an IPv4 address that came in the form of IPv6 as what it is.
func contains(networks []netip.Prefix, address netip.Addr) bool {
	address = address.Unmap().WithZone("")
	return slices.ContainsFunc(networks, func(n netip.Prefix) bool { return n.Contains(address) })
}

// WithClientIP says how the address of a request's client is found, for personal access tokens that are bound to
// addresses: without it they are refused. The zero address stands for one that cannot be told.
//
// The address goes to the authorization server, with what the client says in User-Agent, and the token's holder sees
// both with its last use.
//
// Where clients connect to this server directly, take [PeerAddress]. Behind proxies it would find the proxy; take
// [ForwardedAddress] with their networks.
func WithClientIP(find func(r *http.Request) netip.Addr) Option {
	return func(s *settings) { s.clientIP = find }
}

// PeerAddress is the address at the other end of the connection.
func PeerAddress(r *http.Request) netip.Addr {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return peer.Addr().Unmap()
}

// ForwardedAddress finds the address of the client before the proxies that stand in these networks: the last entry of
// X-Forwarded-For that none of them is. Where the connection comes from elsewhere, the header says nothing. Whoever
// connects to a Unix socket is a proxy. An entry may have a port and brackets. The result is the zero address where the
// header has something else at that place.
func ForwardedAddress(proxies ...netip.Prefix) func(r *http.Request) netip.Addr {
	proxies = slices.Clone(proxies)
	return func(r *http.Request) netip.Addr {
		address := PeerAddress(r)
		if !contains(proxies, address) && !overSocket(r) {
			return address
		}
		address = netip.Addr{} // until a proxy names one
		entries := strings.Split(strings.Join(r.Header["X-Forwarded-For"], ","), ",")
		for i := len(entries) - 1; i >= 0 && (!address.IsValid() || contains(proxies, address)); i-- {
			entry := strings.TrimSpace(entries[i])
			if entry == "" {
				continue // RFC 9110, section 5.6.1: a list may have empty elements
			}
			next, err := forwarded(entry)
			if err != nil {
				return netip.Addr{} // a trusted proxy passed on what is none
			}
			address = next.Unmap()
		}
		return address
	}
}

// forwarded reads an entry of X-Forwarded-For: an address, in brackets or not, with a port or without.
func forwarded(entry string) (netip.Addr, error) {
	if with, err := netip.ParseAddrPort(entry); err == nil {
		return with.Addr(), nil
	}
	if len(entry) > 2 && entry[0] == '[' && entry[len(entry)-1] == ']' {
		address, err := netip.ParseAddr(entry[1 : len(entry)-1])
		if err == nil && address.Is4() {
			return netip.Addr{}, errBrackets
		}
		return address, err
	}
	return netip.ParseAddr(entry)
}

var errBrackets = errors.New("brackets are for IPv6 addresses")

// overSocket reports whether a request came over a Unix socket.
func overSocket(r *http.Request) bool {
	_, yes := r.Context().Value(http.LocalAddrContextKey).(*net.UnixAddr)
	return yes
}

// origin is from where a token is used, and by which program.
type origin struct {
	address netip.Addr
	agent   string
}

type originKey struct{}

// ContextWithClientIP tells [Client] from where a token is used, for callers of its Verify that use no [Middleware].
func ContextWithClientIP(ctx context.Context, address netip.Addr) context.Context {
	return context.WithValue(ctx, originKey{}, origin{address: address})
}

// withOrigin tells [Client] from where a request comes. What the program calls itself is for the token's holder to see.
func withOrigin(ctx context.Context, r *http.Request, address netip.Addr) context.Context {
	agent := r.UserAgent()
	return context.WithValue(ctx, originKey{}, origin{address, agent[:min(len(agent), maxAgent)]})
}

// maxAgent is how many bytes of User-Agent go along.
const maxAgent = 200

// originIn is what the context tells; zero where it tells nothing.
func originIn(ctx context.Context) origin {
	from, _ := ctx.Value(originKey{}).(origin)
	return from
}

// errOutside is told like a token that is not good; the log learns more.
func errOutside() *Error {
	return invalidToken("The access token is unknown, expired or revoked.", errAddress)
}
