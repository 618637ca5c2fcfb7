package ratelimit

import (
	"context"
	"errors"
	"net/netip"
	"time"
)

// Address is the key of a client's address: an IPv4 address itself, and the /64 network of an IPv6 address, all of which
// one subscriber has to himself. What is no address is its own key.
func Address(address string) string { return Networks(address)[0] }

// Networks are the keys of the networks that count for a client's address, from the narrowest: an IPv4 address itself;
// the /64, /56 and /48 of an IPv6 address, since who has one of those has all that is in it. What is no address is its
// own key.
func Networks(address string) []string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return []string{address}
	}
	if ip = ip.Unmap().WithZone(""); ip.Is4() {
		return []string{ip.String()}
	}
	keys := make([]string, len(prefixes))
	for i, bits := range prefixes {
		keys[i] = netip.PrefixFrom(ip, bits).Masked().String()
	}
	return keys
}

// prefixes are the sizes of the IPv6 networks that count, and suffixes tell their counters apart.
var (
	prefixes = [...]int{64, 56, 48}
	suffixes = [...]string{"", "_56", "_48"}
	shares   = [...]int{1, 2, 4} // how many times the allowance of a /64 a network has
)

// network is the limit of a network of the i-th size, all of which has a multiple of what one address has.
func (l Limit) network(i int) Limit {
	return Limit{Name: l.Name + suffixes[i], Burst: l.Burst * shares[i], Every: l.Every / time.Duration(shares[i])}
}

// AllowFrom counts n tries from an address against the limit, and those of its networks against theirs: all or none. The
// limit is one address's own (IPv6: one /64's); a /56 has twice as much, a /48 four times. More than the limit ever has at
// once are counted as all that it has. What else the key has is in of.
func (l *Limiter) AllowFrom(ctx context.Context, limit Limit, address, of string, n int) (Decision, error) {
	least := Decision{Allowed: true, Remaining: limit.Burst}
	if limit.off() {
		return least, nil
	}
	n = min(n, limit.Burst)
	var taken []reservation
	for i, network := range Networks(address) {
		next := reservation{limit.network(i), hash(network, of)}
		d, err := l.source.Take(ctx, next.limit, next.key, n)
		if err != nil || !d.Allowed {
			for _, t := range taken {
				err = errors.Join(err, l.source.Give(context.WithoutCancel(ctx), t.limit, t.key, n))
			}
			return d, err
		}
		taken = append(taken, next)
		least.Remaining = min(least.Remaining, d.Remaining)
	}
	return least, nil
}

// PeekFrom answers whether AllowFrom would allow one try, and counts nothing.
func (l *Limiter) PeekFrom(ctx context.Context, limit Limit, address, of string) (Decision, error) {
	least := Decision{Allowed: true, Remaining: limit.Burst}
	for i, network := range Networks(address) {
		d, err := l.source.Peek(ctx, limit.network(i), hash(network, of))
		if err != nil || !d.Allowed {
			return d, err
		}
		least.Remaining = min(least.Remaining, d.Remaining)
	}
	return least, nil
}

// FailFrom counts one failure from an address that PeekFrom allowed, against the limit and those of its networks: of
// several side by side, no more than the narrowest one has.
func (l *Limiter) FailFrom(ctx context.Context, limit Limit, address, of string) error {
	for i, network := range Networks(address) {
		if d, err := l.source.Take(ctx, limit.network(i), hash(network, of), 1); err != nil || !d.Allowed {
			return err
		}
	}
	return nil
}
