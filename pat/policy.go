package pat

import (
	"net/netip"
	"strconv"
	"time"
)

// Policy is what the operator allows of every token. The zero value allows
// everything. It binds what is made, changed or rotated from then on; what was
// there before goes on until the policy is applied (Enforce), but for the
// addresses, which hold at once.
type Policy struct {
	MaxLifetime     time.Duration  // from its making to its end; 0: no bound
	DefaultLifetime time.Duration  // where no end was asked for; 0: none
	RequireEnd      bool           // no token without an end
	MaxActive       int            // living tokens of one person; 0: no bound
	MaxChildren     int            // tokens and clients that one token creates; 0: no bound
	AllowedIPs      []netip.Prefix // from where tokens work; none: from anywhere
	RequireResource bool           // a new token names the resource servers that it is for
}

// Policy is what the operator allows.
func (t *Tokens) Policy() Policy { return t.opts.Policy }

// MayBeEndless reports whether a token may have no end.
func (p Policy) MayBeEndless() bool { return !p.RequireEnd && p.MaxLifetime == 0 }

// Latest is the latest end of a token that was made at a moment; zero: none.
func (p Policy) Latest(made time.Time) time.Time {
	if p.MaxLifetime == 0 {
		return time.Time{}
	}
	return made.Add(p.MaxLifetime).UTC().Truncate(time.Second)
}

// checkEnd holds an end to the policy; zero is no end.
func (p Policy) checkEnd(end, made time.Time) error {
	switch latest := p.Latest(made); {
	case end.IsZero() && !p.MayBeEndless():
		return invalid("expires_at", "is missing; the operator of this server allows no token without an end (personal_tokens.endless, personal_tokens.max_lifetime)")
	case later(end, latest):
		return invalid("expires_at", "lies after "+latest.Format(time.RFC3339)+", the latest end that the operator of this server allows (personal_tokens.max_lifetime)")
	}
	return nil
}

// unasked is the end of a token that nobody asked one of.
func (p Policy) unasked(now time.Time) time.Time {
	if p.DefaultLifetime > 0 {
		return now.Add(p.DefaultLifetime).UTC().Truncate(time.Second)
	}
	return p.Latest(now)
}

// checkAddresses holds a token's own networks to the policy. A token without
// any is held to it by every verdict.
func (p Policy) checkAddresses(networks []netip.Prefix) error {
	if len(networks) > 0 && Widens(networks, p.AllowedIPs) {
		return invalid("allowed_ips", "reaches beyond the networks that the operator of this server allows")
	}
	return nil
}

// errTooMany refuses one token more than a person may have.
func (p Policy) errTooMany() error {
	return invalid("tokens", "are "+strconv.Itoa(p.MaxActive)+", as many as personal_tokens.max_active allows one person; revoke one that is no longer needed")
}
