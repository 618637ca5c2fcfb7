package config

import (
	"net/url"
	"strings"
	"time"
)

// Metrics holds what is measured.
type Metrics struct {
	// Enabled serves GET /metrics.
	Enabled bool `key:"enabled"`
	// Listen is the address and port of a listener that serves GET /metrics and
	// nothing else. Empty: the main listener serves it.
	Listen string `key:"listen"`
}

// Backup holds where backups lie, for patio doctor to look at.
type Backup struct {
	// Directory is where the backups of the database lie. Empty: patio doctor knows of none.
	Directory string `key:"directory"`
	// MaxAge is how old the newest backup may be.
	MaxAge time.Duration `key:"max_age"`
}

// SecurityTXT says how a vulnerability is reported (RFC 9116).
type SecurityTXT struct {
	// Contact is where: mailto:, https: or tel: URIs, the preferred one first. None:
	// there is no /.well-known/security.txt.
	Contact []string `key:"contact"`
	// Policy is the URL of the page that says how reports are handled; empty: none.
	Policy string `key:"policy"`
}

func (c *Config) validateOperations(p *problems) {
	if at := c.Metrics.Listen; at != "" {
		switch {
		case !isAddress(at):
			p.add(CodeInvalid, "metrics.listen", "metrics.listen must be an address and a port, such as 127.0.0.1:9090, or be empty")
		case at == c.Listen:
			p.add(CodeInvalid, "metrics.listen", "metrics.listen must be another address than listen; leave it empty to serve /metrics there")
		case !c.Metrics.Enabled:
			p.add(CodeInvalid, "metrics.listen", "metrics.listen is set, and metrics.enabled is false; set one of them otherwise")
		}
	}
	p.between("backup.max_age", c.Backup.MaxAge, time.Minute, 366*day)
	for i, contact := range c.SecurityTXT.Contact {
		if !isURI(contact, "mailto", "https", "tel") {
			p.add(CodeInvalid, "security_txt.contact",
				"security_txt.contact, item %d, must be a URI such as mailto:security@example.org or https://example.org/security", i+1)
		}
	}
	if policy := c.SecurityTXT.Policy; policy != "" && !isURI(policy, "https") {
		p.add(CodeInvalid, "security_txt.policy", "security_txt.policy must be a URL that begins with https://")
	}
	if c.SecurityTXT.Policy != "" && len(c.SecurityTXT.Contact) == 0 {
		p.add(CodeInvalid, "security_txt.contact", "security_txt.contact is missing; say where vulnerabilities are reported")
	}
}

// isURI reports whether a text is a URI of one of some schemes, in printable
// ASCII and short enough for one line of a file.
func isURI(text string, schemes ...string) bool {
	u, err := url.Parse(text)
	if err != nil || len(text) > 500 || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return false
	}
	for _, scheme := range schemes {
		if u.Scheme == scheme {
			return u.Opaque != "" && scheme != "https" || u.Host != ""
		}
	}
	return false
}
