// Package noticestest has the other ends of the notices, for tests: a real
// SMTP server, and a receiver of webhooks that checks them as other people's
// library does.
package noticestest

import (
	"bytes"
	"cmp"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"math/big"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// MailOptions say what kind of server it is. The zero value takes mail from
// anybody, in clear.
type MailOptions struct {
	Host               string // "": 127.0.0.1
	StartTLS, Implicit bool
	Username, Password string // "": nobody signs in
	// Answer decides on a command ("MAIL", "RCPT", "DATA") with its argument;
	// an *smtp.SMTPError is what the server says. nil takes everything.
	Answer func(command, argument string) error
}

// Mail is one that the server took.
type Mail struct {
	From     string
	To       []string
	TLS      bool
	Username string
	Header   mail.Header
	Text     string // decoded
	Raw      string
}

// MailServer is a real SMTP server on loopback.
type MailServer struct {
	Host   string
	Port   int
	CAFile string         // whom a client must trust
	Roots  *x509.CertPool // likewise

	o    MailOptions
	mu   sync.Mutex
	took []Mail
}

// NewMailServer starts one that ends with the test.
func NewMailServer(t *testing.T, o MailOptions) *MailServer {
	t.Helper()
	s := &MailServer{Host: cmp.Or(o.Host, "127.0.0.1"), o: o}
	server := smtp.NewServer(smtp.BackendFunc(s.session))
	server.Domain, server.ErrorLog = "mail.test", log.New(io.Discard, "", 0)
	server.AllowInsecureAuth = !o.StartTLS && !o.Implicit
	listener, err := net.Listen("tcp", net.JoinHostPort(s.Host, "0"))
	if err != nil {
		t.Fatal(err)
	}
	s.Port = listener.Addr().(*net.TCPAddr).Port
	if o.StartTLS || o.Implicit {
		secure := s.certify(t)
		if o.Implicit {
			listener = tls.NewListener(listener, secure)
		} else {
			server.TLSConfig = secure
		}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener) // it says that it was closed
	}()
	t.Cleanup(func() {
		_ = server.Close() // whoever is still connected is cut off
		<-done
	})
	return s
}

// Took is the mails so far.
func (s *MailServer) Took() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.took)
}

// certify makes a certificate for this machine, and the file that vouches for
// it.
func (s *MailServer) certify(t *testing.T) *tls.Config {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail.test"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}, DNSNames: []string{"localhost"},
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	s.CAFile, s.Roots = filepath.Join(t.TempDir(), "ca.pem"), x509.NewCertPool()
	s.Roots.AppendCertsFromPEM(text)
	if err := os.WriteFile(s.CAFile, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, MinVersion: tls.VersionTLS12}
}

// session is one connection.
type session struct {
	s    *MailServer
	conn *smtp.Conn
	mail Mail
}

func (s *MailServer) session(c *smtp.Conn) (smtp.Session, error) {
	return &session{s: s, conn: c}, nil
}

func (c *session) answer(command, argument string) error {
	if c.s.o.Answer == nil {
		return nil
	}
	return c.s.o.Answer(command, argument)
}

// Reset is smtp.Session's.
func (c *session) Reset() { c.mail = Mail{Username: c.mail.Username} }

// Logout is smtp.Session's.
func (c *session) Logout() error { return nil }

// AuthMechanisms is smtp.AuthSession's.
func (c *session) AuthMechanisms() []string {
	if c.s.o.Username == "" {
		return nil
	}
	return []string{sasl.Plain}
}

// Auth is smtp.AuthSession's.
func (c *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, username, password string) error {
		if username != c.s.o.Username || password != c.s.o.Password {
			return smtp.ErrAuthFailed
		}
		c.mail.Username = username
		return nil
	}), nil
}

// Mail is smtp.Session's.
func (c *session) Mail(from string, _ *smtp.MailOptions) error {
	if c.s.o.Username != "" && c.mail.Username == "" {
		return smtp.ErrAuthRequired
	}
	c.mail.From = from
	return c.answer("MAIL", from)
}

// Rcpt is smtp.Session's.
func (c *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.mail.To = append(c.mail.To, to)
	return c.answer("RCPT", to)
}

// Data is smtp.Session's.
func (c *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := c.answer("DATA", string(raw)); err != nil {
		return err
	}
	message, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return errors.Join(errors.New("that is no mail"), err)
	}
	text, err := io.ReadAll(quotedprintable.NewReader(message.Body))
	if err != nil {
		return err
	}
	c.mail.Header, c.mail.Text, c.mail.Raw = message.Header, string(text), string(raw)
	_, c.mail.TLS = c.conn.TLSConnectionState()
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.s.took = append(c.s.took, c.mail)
	return nil
}
