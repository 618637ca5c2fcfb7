package config

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Validate answers every value that is out of its bounds, as an [*Error] whose problems each name a key and say what to
// do. It reads the files that settings name, and nothing else.
func (c *Config) Validate() error {
	var p problems
	c.validateAddresses(&p)
	c.validateTLS(&p)
	c.validateClients(&p)
	c.validateDatabase(&p)
	c.validateScopes(&p)
	c.validateTokens(&p)
	c.validatePolicy(&p)
	c.validateSigning(&p)
	c.validateNotices(&p)
	c.validateLeaks(&p)
	c.validateNames(&p)
	c.validateOperations(&p)
	c.validateUsers(&p)
	c.validateRest(&p)
	return p.err()
}

func (c *Config) validateAddresses(p *problems) {
	c.validateListen(p)
	if c.Issuer == "" {
		p.add(CodeInvalid, "issuer", "issuer is missing; set it to the URL at which people reach Patio, such as https://auth.example.org")
	} else if err := checkIssuer(c.Issuer); err != nil {
		p.add(CodeInvalid, "issuer", "issuer %v", err)
	}
	for i, proxy := range c.TrustedProxies {
		if err := checkProxy(proxy); err != nil {
			p.add(CodeInvalid, "trusted_proxies", "trusted_proxies, item %d, %v", i+1, err)
		}
	}
}

// validateClients holds what people may register and have to its bounds.
func (c *Config) validateClients(p *problems) {
	p.oneOf("clients.self_service.approval", c.Clients.SelfService.Approval, "none", "restricted", "all")
	for _, grant := range c.Clients.SelfService.GrantTypes {
		p.oneOf("clients.self_service.grant_types", grant, "authorization_code", "refresh_token", "client_credentials")
	}
	for _, scope := range c.Clients.SelfService.Scopes {
		if !slices.Contains(c.reserved, scope) && !slices.ContainsFunc(c.Scopes, func(s Scope) bool { return s.Name == scope }) {
			p.add(CodeInvalid, "clients.self_service.scopes", "clients.self_service.scopes names %q, which is not among the scopes", scope)
		}
	}
	for key, quota := range map[string]int{
		"quotas.clients_per_user": c.Quotas.ClientsPerUser, "quotas.secrets_per_client": c.Quotas.SecretsPerClient,
		"quotas.children_per_token": c.Quotas.ChildrenPerToken,
	} {
		if quota < 0 {
			p.add(CodeInvalid, key, "%s is %d; it must be 0 (no bound) or more", key, quota)
		}
	}
}

func (c *Config) validateTLS(p *problems) {
	cert, key := c.TLS.CertFile, c.TLS.KeyFile
	switch {
	case cert == "" && key == "":
		return
	case key == "":
		p.add(CodeInvalid, "tls.key_file", "tls.key_file is missing; name the file with the private key of tls.cert_file")
		return
	case cert == "":
		p.add(CodeInvalid, "tls.cert_file", "tls.cert_file is missing; name the file with the certificate for tls.key_file")
		return
	}
	if strings.HasPrefix(c.Issuer, "http:") {
		p.add(CodeInvalid, "issuer", "issuer must begin with https://, since tls.cert_file is set")
	}
	if _, err := tls.LoadX509KeyPair(cert, key); err != nil {
		p.add(CodeInvalid, "tls.cert_file", "tls.cert_file and tls.key_file are no pair that can be used: %v", err)
	}
}

func checkProxy(proxy string) error {
	network, err := netip.ParsePrefix(proxy)
	if address, addressErr := netip.ParseAddr(proxy); addressErr == nil && address.Zone() == "" {
		return nil
	}
	if err != nil {
		return errors.New("must be an address or a network such as 10.0.0.7 or 10.0.0.0/8")
	}
	if network.Bits() == 0 {
		return errors.New("trusts everybody, so that anybody could pretend to any address; name the network of your proxies")
	}
	return nil
}

func (c *Config) validateScopes(p *problems) {
	seen := map[string]bool{}
	for i, scope := range c.Scopes {
		complain := func(format string, args ...any) {
			p.add(CodeInvalid, "scopes", "scopes, item %d, %s", i+1, fmt.Sprintf(format, args...))
		}
		switch {
		case !isScopeToken(scope.Name):
			complain("needs a name of printable characters without space, \" and \\ (RFC 6749 section 3.3)")
		case seen[scope.Name]:
			complain("defines %s a second time; keep one of them", scope.Name)
		}
		seen[scope.Name] = true
		if scope.Description == "" && slices.Contains(c.reserved, scope.Name) {
			continue
		}
		if strings.TrimSpace(scope.Description) == "" || len(scope.Description) > 300 ||
			strings.ContainsFunc(scope.Description, unicode.IsControl) {
			complain("needs a description of one line, at most 300 bytes; people read it before they allow an app")
		}
	}
}

// isScopeToken is scope-token of RFC 6749 section 3.3.
func isScopeToken(s string) bool {
	return s != "" && len(s) <= 100 && !strings.ContainsFunc(s, func(r rune) bool {
		return r < 0x21 || r > 0x7E || r == '"' || r == '\\'
	})
}

func (c *Config) validateTokens(p *problems) {
	forever := time.Duration(1<<63 - 1)
	p.between("tokens.access_ttl", c.Tokens.AccessTTL, time.Second, 24*time.Hour) // a longer life than this is refused at verification
	p.between("tokens.code_ttl", c.Tokens.CodeTTL, time.Second, 10*time.Minute)   // RFC 6749 section 4.1.2
	p.between("tokens.refresh_ttl", c.Tokens.RefreshTTL, time.Second, forever)
	if c.Tokens.RefreshMaxTTL != 0 {
		p.between("tokens.refresh_max_ttl", c.Tokens.RefreshMaxTTL, time.Second, forever)
	}
	p.between("tokens.refresh_grace", c.Tokens.RefreshGrace, 0, time.Minute)
	if !isAudience(c.Tokens.DefaultAudience) {
		p.add(CodeInvalid, "tokens.default_audience", "tokens.default_audience must be a URI without a fragment, such as https://api.example.org (RFC 8707)")
	}
}

// isAudience is the StringOrURI of RFC 7519 section 2 without a fragment, or nothing.
func isAudience(s string) bool {
	if strings.ContainsFunc(s, func(r rune) bool { return r <= 0x20 || r >= 0x7F || r == '#' }) {
		return false
	}
	_, err := url.Parse(s)
	return err == nil
}

func (c *Config) validateSigning(p *problems) {
	p.oneOf("signing.algorithm", c.Signing.Algorithm, "ES256", "EdDSA", "RS256")
	if c.Signing.Overlap <= c.Tokens.AccessTTL {
		p.add(CodeInvalid, "signing.overlap", "signing.overlap is %s; it must be longer than tokens.access_ttl (%s), or tokens outlive the key that verifies them",
			FormatDuration(c.Signing.Overlap), FormatDuration(c.Tokens.AccessTTL))
	}
	key, ok := p.masterKey("signing.master_key", c.Signing.MasterKey, c.Signing.MasterKeyFile)
	other, otherOK := p.masterKey("signing.other_master_key", c.Signing.OtherMasterKey, c.Signing.OtherMasterKeyFile)
	if ok && otherOK && key != nil && bytes.Equal(key, other) {
		p.add(CodeInvalid, "signing.other_master_key", "signing.other_master_key is the same as signing.master_key; remove it")
	}
}

// masterKey reads a master key that a setting holds, or a file that the setting with _file names.
func (p *problems) masterKey(key string, setting Secret, file string) (read []byte, ok bool) {
	if setting != "" && file != "" {
		p.add(CodeInvalid, key+"_file", "%s and %s_file are both set; keep one of them", key, key)
		return nil, false
	}
	read, err := masterKey(setting, file)
	if file != "" {
		key += "_file"
	}
	if err != nil {
		p.add(CodeInvalid, key, "%s %v", key, err)
	}
	return read, err == nil
}

func (c *Config) validateRest(p *problems) {
	forever := time.Duration(1<<63 - 1)
	p.between("personal_tokens.privileges_ttl", c.PersonalTokens.PrivilegesTTL, time.Minute, 366*day)
	p.between("sessions.idle_ttl", c.Sessions.IdleTTL, time.Second, forever)
	p.between("sessions.max_ttl", c.Sessions.MaxTTL, time.Second, forever)
	p.between("signing.publish_ahead", c.Signing.PublishAhead, 0, day)
	p.between("database_pool.timeout", c.DatabasePool.Timeout, time.Millisecond, 5*time.Minute)
	p.between("database_pool.idle_timeout", c.DatabasePool.IdleTimeout, time.Second, day)
	p.between("database_pool.max_lifetime", c.DatabasePool.MaxLifetime, time.Second, day)
	p.between("retention.expired", c.Retention.Expired, time.Hour, forever)
	if c.Retention.Ended != 0 {
		p.between("retention.ended", c.Retention.Ended, time.Hour, forever)
	}
	p.between("retention.every", c.Retention.Every, time.Second, day)
	c.validateRedis(p)
	p.oneOf("log.format", c.Log.Format, "text", "json")
	p.oneOf("log.level", c.Log.Level, "debug", "info", "warn", "error")
	p.between("server.drain_delay", c.Server.DrainDelay, 0, time.Minute)
	p.between("server.shutdown_timeout", c.Server.ShutdownTimeout, 0, time.Hour)
	if c.Server.MaxConnections < 10 || c.Server.MaxConnections > 1_000_000 {
		p.add(CodeInvalid, "server.max_connections", "server.max_connections is %d; it must be 10 to 1000000", c.Server.MaxConnections)
	}
}

func (c *Config) validateRedis(p *problems) {
	if c.Redis == "" {
		return
	}
	if !slices.Contains([]string{"redis", "rediss", "unix"}, c.Redis.Scheme()) || !strings.HasPrefix(strings.TrimPrefix(c.Redis.Reveal(), c.Redis.Scheme()), "://") {
		p.add(CodeInvalid, "redis", "redis must begin with redis://, rediss:// or unix://, such as redis://127.0.0.1:6379/0")
		return
	}
	u, err := url.Parse(c.Redis.Reveal())
	switch {
	case err != nil: // whose own text repeats the URL, password and all
		p.add(CodeInvalid, "redis", "redis is not a URL; percent-encode special characters in its password (/ is %%2F, @ is %%40)")
	case hasStrayAt(c.Redis.Reveal()):
		p.add(CodeInvalid, "redis", "redis has an @ in the wrong place; percent-encode special characters in its password (@ is %%40, / is %%2F)")
	case !isPort(u.Port()):
		p.add(CodeInvalid, "redis", "redis has a port that is none; it must be 1 to 65535")
	case u.Scheme != "unix" && strings.Trim(u.Path, "/0123456789") != "":
		p.add(CodeInvalid, "redis", "redis must end with the number of a database, such as redis://127.0.0.1:6379/0")
	default:
		for name := range u.Query() {
			if !slices.Contains(redisParameters, name) {
				p.add(CodeInvalid, "redis", "redis has a parameter that Patio does not know; for TLS write rediss://")
				return
			}
		}
	}
}

// redisParameters are those of go-redis.
var redisParameters = []string{
	"client_name", "conn_max_idle_time", "conn_max_lifetime", "db", "dial_timeout", "max_active_conns", "max_idle_conns", "max_retries",
	"max_retry_backoff", "min_idle_conns", "min_retry_backoff", "pool_fifo", "pool_size", "pool_timeout", "protocol", "read_timeout",
	"skip_verify", "write_timeout",
}

func (p *problems) between(key string, d, low, high time.Duration) {
	if d < low {
		p.add(CodeInvalid, key, "%s is %s; it must be at least %s", key, FormatDuration(d), FormatDuration(low))
	}
	if d > high {
		p.add(CodeInvalid, key, "%s is %s; it may be at most %s", key, FormatDuration(d), FormatDuration(high))
	}
}

func (p *problems) oneOf(key, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		p.add(CodeInvalid, key, "%s is %s; choose one of %s", key, shown(value), strings.Join(allowed, ", "))
	}
}
