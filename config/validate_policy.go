package config

import (
	"errors"
	"net/netip"
	"time"
)

// maxLifetime is the longest end that a token may be given.
const maxLifetime = 100 * 365 * day

func (c *Config) validatePolicy(p *problems) {
	t := c.PersonalTokens
	for _, l := range []struct {
		key  string
		time time.Duration
	}{{"personal_tokens.max_lifetime", t.MaxLifetime}, {"personal_tokens.default_lifetime", t.DefaultLifetime}} {
		if l.time != 0 {
			p.between(l.key, l.time, time.Minute, maxLifetime)
		}
	}
	if t.MaxLifetime != 0 && t.DefaultLifetime > t.MaxLifetime {
		p.add(CodeInvalid, "personal_tokens.default_lifetime", "personal_tokens.default_lifetime is %s; it may be at most personal_tokens.max_lifetime (%s)",
			FormatDuration(t.DefaultLifetime), FormatDuration(t.MaxLifetime))
	}
	if t.MaxActive < 0 || t.MaxActive > 1_000_000 {
		p.add(CodeInvalid, "personal_tokens.max_active", "personal_tokens.max_active is %d; it must be 0 (no bound) to 1000000", t.MaxActive)
	}
	for i, network := range t.AllowedIPs {
		if err := checkNetwork(network); err != nil {
			p.add(CodeInvalid, "personal_tokens.allowed_ips", "personal_tokens.allowed_ips, item %d, %v", i+1, err)
		}
	}
}

// checkNetwork wants a network as it would be written again.
func checkNetwork(text string) error {
	if address, err := netip.ParseAddr(text); err == nil && address.Zone() == "" && !address.Is4In6() {
		return nil
	}
	network, err := netip.ParsePrefix(text)
	switch {
	case err != nil || network.Addr().Is4In6():
		return errors.New("must be a network or an address such as 10.0.0.0/8 or 2001:db8::7")
	case network != network.Masked():
		return errors.New("has bits set behind its length; write " + network.Masked().String())
	}
	return nil
}
