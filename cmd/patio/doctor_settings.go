package main

import (
	"context"
	"net/netip"
	"net/url"
	"os"
	"strings"

	"github.com/patio-auth/patio/storage"
)

// checkProxies looks at whose X-Forwarded-For is believed: without it everybody
// behind a proxy has the address of the proxy, and with too much of it anybody
// can pretend to be at any address.
func (d *doctor) checkProxies(context.Context) {
	const name = "proxy headers"
	proxied := strings.HasPrefix(d.cfg.Issuer, "https:") && d.cfg.TLS.CertFile == ""
	trusted := d.cfg.TrustedProxies
	wide := ""
	for _, proxy := range trusted {
		if network, err := netip.ParsePrefix(proxy); err == nil && isWide(network) {
			wide = proxy
		}
	}
	switch {
	case proxied && len(trusted) == 0:
		d.warn(name, "the issuer is https and TLS ends at a proxy, but trusted_proxies is empty: "+
			"limits and the audit trail see every request as one from the proxy; list the address of the proxy there")
	case wide != "":
		d.warn(name, "trusted_proxies has %s, which may hold other machines than your proxies; "+
			"list only the addresses of the proxies", wide)
	case len(trusted) == 0:
		d.ok(name, "no proxy is trusted, and none is needed")
	default:
		d.ok(name, "X-Forwarded-For is believed from %s", strings.Join(trusted, ", "))
	}
}

// isWide reports whether a network is public and large, or larger than any
// private one.
func isWide(network netip.Prefix) bool {
	private := network.Addr().IsPrivate() || network.Addr().IsLoopback() || network.Addr().IsLinkLocalUnicast()
	if network.Addr().Is4() {
		return network.Bits() < 8 || !private && network.Bits() < 16
	}
	return network.Bits() < 7 || !private && network.Bits() < 32
}

// checkWeakSettings names what is allowed and yet not wise.
func (d *doctor) checkWeakSettings(context.Context) {
	const name = "weak settings"
	before := len(d.found)
	c := d.cfg
	if !c.Limits.Enabled {
		d.warn(name, "limits.enabled is false, so passwords can be guessed without limit; remove it")
	}
	if c.PersonalTokens.QueryParameter {
		d.warn(name, "personal_tokens.query_parameter is on, and URLs with tokens end up in logs; turn it off if no client needs it")
	}
	if c.Tokens.RefreshMaxTTL == 0 {
		d.warn(name, "tokens.refresh_max_ttl is 0, so an app keeps access forever; set it, to 365d for instance")
	}
	if c.SMTP.Host != "" && c.SMTP.TLS == "none" && !isLocalHost(c.SMTP.Host) {
		d.warn(name, "smtp.tls is none, so mail is sent unencrypted; use starttls or implicit")
	}
	if c.Redis.Scheme() == "redis" && !isLocalHost(hostOf(c.Redis.Reveal())) {
		d.warn(name, "redis is reached without TLS; use rediss://, or keep it on a network of its own")
	}
	if c.Metrics.Enabled && c.Metrics.Listen == "" && strings.HasPrefix(c.Issuer, "https:") {
		d.warn(name, "GET /metrics is on the main listener; keep it inside at the proxy, or set metrics.listen")
	}
	if strings.HasPrefix(c.Issuer, "http:") {
		d.warn(name, "the issuer is http, which is for trying things out on one machine; use https for everything else")
	}
	d.checkDatabaseTLS(name)
	d.checkFileMode(name)
	if len(d.found) == before {
		d.ok(name, "none")
	}
}

// checkDatabaseTLS looks at how another machine's database is reached.
func (d *doctor) checkDatabaseTLS(name string) {
	u, err := url.Parse(d.cfg.Database.Reveal())
	dialect, dialectErr := storage.DialectOf(d.cfg.Database.Reveal())
	if err != nil || dialectErr != nil || dialect == storage.SQLite || isLocalHost(u.Hostname()) {
		return
	}
	mode, want := u.Query().Get("tls"), "tls=true"
	checked, secure := mode == "true", mode == "skip-verify"
	if dialect == storage.PostgreSQL {
		mode, want = u.Query().Get("sslmode"), "sslmode=verify-full"
		checked, secure = mode == "verify-full" || mode == "verify-ca", mode == "require"
	}
	switch {
	case checked:
	case secure:
		d.warn(name, "the certificate of the database is not checked; use %s", want)
	default:
		d.warn(name, "the connection to the database may be without TLS; use %s", want)
	}
}

func (d *doctor) checkFileMode(name string) {
	if d.rooms == nil || d.rooms.store.File() == "" {
		return
	}
	if info, err := os.Stat(d.rooms.store.File()); err == nil && info.Mode().Perm()&0o007 != 0 {
		d.warn(name, "everybody on this machine can read the database; run chmod 600 %s", quoted(d.rooms.store.File()))
	}
}

// isLocalHost reports whether a host is this machine; one without a name is a
// socket.
func isLocalHost(host string) bool {
	address, err := netip.ParseAddr(host)
	return host == "" || host == "localhost" || strings.HasPrefix(host, "/") || err == nil && address.IsLoopback()
}

func hostOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return u.Hostname()
}
