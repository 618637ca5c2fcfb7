package config

import (
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"os"
	"strings"
	"time"
	"unicode"
)

// Notices holds when people are told that a token ends, and the webhook that is told along with them.
type Notices struct {
	// FirstWarning is how long before its end somebody is first told that a token ends. 0: not at all.
	FirstWarning time.Duration `key:"first_warning"`
	// LastWarning is how long before its end they are told again. 0: not again.
	LastWarning time.Duration `key:"last_warning"`
	// ScanEvery is how often a process looks for tokens that end soon.
	ScanEvery time.Duration `key:"scan_every"`
	// Webhook is told of every notice.
	Webhook Webhook `key:"webhook"`
}

// Webhook is where notices are posted as signed JSON.
type Webhook struct {
	// URL takes the posts: https://, or http:// on loopback. Empty: nobody is told.
	URL SecretURL `key:"url"`
	// Secret signs them: base64 of 24 to 64 bytes, with or without whsec_ before it.
	Secret Secret `key:"secret"`
	// SecretFile names a file that holds the secret, in place of Secret.
	SecretFile string `key:"secret_file"`
}

// SMTP holds how mail is sent.
type SMTP struct {
	// Host is the mail server. Empty: no mail is sent.
	Host string `key:"host"`
	// Port is its port. 0: 587, 465 or 25, by TLS.
	Port int `key:"port"`
	// Username signs in to it. Empty: without signing in.
	Username string `key:"username"`
	// Password is the user's.
	Password Secret `key:"password"`
	// PasswordFile names a file that holds the password, in place of Password.
	PasswordFile string `key:"password_file"`
	// From is the address that mails come from, with or without a name.
	From string `key:"from"`
	// TLS is starttls, implicit or none.
	TLS string `key:"tls"`
	// CAFile names a file of certificates (PEM) to trust in place of the system's.
	CAFile string `key:"ca_file"`
}

// The values of smtp.tls.
const (
	SMTPStartTLS = "starttls"
	SMTPImplicit = "implicit"
	SMTPNone     = "none"
)

var errWebhookSecret = errors.New("must be the base64 of 24 to 64 bytes; make one with: openssl rand -base64 32")

// Key is the secret that signs, from the setting or from its file. It is nil where neither is set.
func (w Webhook) Key() ([]byte, error) {
	text, err := revealed(w.Secret, w.SecretFile)
	if err != nil || text == "" && w.SecretFile == "" {
		return nil, err
	}
	key, err := base64.StdEncoding.Strict().DecodeString(strings.TrimPrefix(text, "whsec_"))
	if err != nil || len(key) < 24 || len(key) > 64 {
		return nil, errWebhookSecret
	}
	return key, nil
}

// Secret is the password, from the setting or from its file.
func (s SMTP) Secret() (string, error) { return revealed(s.Password, s.PasswordFile) }

// Roots are the certificates to trust; nil for the system's.
func (s SMTP) Roots() (*x509.CertPool, error) {
	if s.CAFile == "" {
		return nil, nil
	}
	content, err := os.ReadFile(s.CAFile)
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(content) {
		return nil, errors.New("holds no certificate in PEM")
	}
	return pool, nil
}

// revealed is a secret, or what the first line of its file says.
func revealed(secret Secret, file string) (string, error) {
	if file == "" {
		return secret.Reveal(), nil
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("cannot be read: %w", err)
	}
	line, _, _ := strings.Cut(withoutMark(string(content)), "\n")
	return strings.TrimSuffix(line, "\r"), nil
}

func (c *Config) validateNotices(p *problems) {
	n := c.Notices
	p.between("notices.first_warning", n.FirstWarning, 0, 90*day)
	p.between("notices.last_warning", n.LastWarning, 0, 90*day)
	if n.FirstWarning != 0 && n.FirstWarning <= n.LastWarning {
		p.add(CodeInvalid, "notices.first_warning", "notices.first_warning is %s; it must be longer than notices.last_warning (%s), or 0",
			FormatDuration(n.FirstWarning), FormatDuration(n.LastWarning))
	}
	p.between("notices.scan_every", n.ScanEvery, time.Second, day)
	c.validateWebhook(p)
	c.validateSMTP(p)
}

func (c *Config) validateWebhook(p *problems) {
	w, key := c.Notices.Webhook, "notices.webhook.secret"
	if w.SecretFile != "" {
		key = "notices.webhook.secret_file"
	}
	secret, err := w.Key()
	switch {
	case w.Secret != "" && w.SecretFile != "":
		p.add(CodeInvalid, key, "notices.webhook.secret and notices.webhook.secret_file are both set; keep one of them")
	case err != nil:
		p.add(CodeInvalid, key, "%s %v", key, err)
	case w.URL == "" && secret != nil:
		p.add(CodeInvalid, "notices.webhook.url", "notices.webhook.url is missing; set it to where the notices go, or remove the secret")
	case w.URL != "" && secret == nil:
		p.add(CodeInvalid, key, "notices.webhook.secret is missing; make one with: openssl rand -base64 32")
	}
	switch raw := w.URL.Reveal(); {
	case raw != "" && hasStrayAtInUser(raw):
		p.add(CodeInvalid, "notices.webhook.url", "notices.webhook.url has an @ in the wrong place; percent-encode special characters in its password and path (@ is %%40)")
	case raw != "" && !isWebhookURL(raw):
		p.add(CodeInvalid, "notices.webhook.url", "notices.webhook.url must begin with https://, or with http:// for a loopback address, and have no fragment")
	}
}

// hasStrayAtInUser is hasStrayAt for a URL whose path may have an @, unless a
// password with a slash in it can be meant: what stands before the slash then
// looks like a port.
func hasStrayAtInUser(raw string) bool {
	_, rest, _ := strings.Cut(raw, "://")
	authority, beyond := splitAuthority(rest)
	return strings.Count(authority, "@") > 1 ||
		strings.Contains(authority, ":") && !strings.Contains(authority, "@") && strings.Contains(beyond, "@")
}

func isWebhookURL(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() == "" || u.Fragment != "" || strings.ContainsFunc(raw, isBlank) {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && isLoopback(u.Hostname())
}

func (c *Config) validateSMTP(p *problems) {
	s := c.SMTP
	p.oneOf("smtp.tls", s.TLS, SMTPStartTLS, SMTPImplicit, SMTPNone)
	if s.Port < 0 || s.Port > 65535 {
		p.add(CodeInvalid, "smtp.port", "smtp.port is %d; it must be 1 to 65535, or 0 for the usual one", s.Port)
	}
	if s.Host == "" {
		if s.From != "" || s.Username != "" || s.Password != "" || s.PasswordFile != "" {
			p.add(CodeInvalid, "smtp.host", "smtp.host is missing; set it to your mail server, or remove the other smtp settings")
		}
		return
	}
	if strings.ContainsAny(s.Host, "/@[]") || strings.ContainsFunc(s.Host, isBlank) || strings.Contains(s.Host, ":") && net.ParseIP(s.Host) == nil {
		p.add(CodeInvalid, "smtp.host", "smtp.host must be the name or the address of your mail server; the port goes into smtp.port")
	}
	if _, err := mail.ParseAddress(s.From); err != nil || strings.ContainsFunc(s.From, unicode.IsControl) {
		p.add(CodeInvalid, "smtp.from", "smtp.from must be an e-mail address, such as Patio <patio@example.org>")
	}
	if _, err := s.Roots(); err != nil {
		p.add(CodeInvalid, "smtp.ca_file", "smtp.ca_file %v", err)
	}
	c.validateSMTPUser(p)
}

func (c *Config) validateSMTPUser(p *problems) {
	s, key := c.SMTP, "smtp.password"
	if s.PasswordFile != "" {
		key = "smtp.password_file"
	}
	password, err := s.Secret()
	switch {
	case s.Password != "" && s.PasswordFile != "":
		p.add(CodeInvalid, key, "smtp.password and smtp.password_file are both set; keep one of them")
	case err != nil:
		p.add(CodeInvalid, key, "%s %v", key, err)
	case s.Username != "" && password == "":
		p.add(CodeInvalid, key, "smtp.password is missing; set the password of smtp.username, or remove that")
	case s.Username == "" && password != "":
		p.add(CodeInvalid, "smtp.username", "smtp.username is missing; set whose password smtp.password is, or remove that")
	case s.Username != "" && s.TLS == SMTPNone && !isLoopback(s.Host):
		p.add(CodeInvalid, "smtp.tls", "smtp.tls is none, which would send the password in clear; choose starttls or implicit")
	}
}

func isBlank(r rune) bool {
	return r <= 0x20 || r == 0x7F || unicode.IsSpace(r) || unicode.IsControl(r)
}
