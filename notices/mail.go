package notices

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// TLSMode is how a connection to the mail server is protected.
type TLSMode string

// The modes. In none of them is a server believed whose certificate is not
// good, and no mode falls back to another.
const (
	StartTLS    TLSMode = "starttls" // plain at first, then TLS or nothing is sent
	ImplicitTLS TLSMode = "implicit" // TLS from the first byte
	NoTLS       TLSMode = "none"     // for a relay on the same machine
)

// MailOptions say how mail is sent.
type MailOptions struct {
	Host     string
	Port     int // 0: the usual one of the mode
	TLS      TLSMode
	RootCAs  *x509.CertPool // nil: the system's
	Username string         // "": without signing in
	Password string
	From     string // an address, with or without a name
	Issuer   string // where the links lead
}

// mailer is the sender of plain text mails.
type mailer struct {
	o    MailOptions
	host string // of the issuer
	now  func() time.Time
}

// NewMail is the sender of mails.
func NewMail(o MailOptions, now func() time.Time) Sender {
	m := &mailer{o: o, now: now, host: "patio.invalid"}
	if u, err := url.Parse(o.Issuer); err == nil && u.Hostname() != "" {
		m.host = u.Hostname()
	}
	if m.o.Port == 0 {
		m.o.Port = map[TLSMode]int{StartTLS: 587, ImplicitTLS: 465, NoTLS: 25}[o.TLS]
	}
	return m
}

func (m *mailer) channel() Channel { return Mail }

// send gives one mail to the server. Once the server has taken it, what goes
// wrong with the good-bye is no failure.
func (m *mailer) send(ctx context.Context, d Delivery) error {
	message, err := m.message(d)
	if err != nil {
		return err
	}
	// The library bounds each step by itself, and leaves the connection open
	// where signing in fails. It ends with this context instead.
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	client, err := mail.NewClient(m.o.Host, m.options(ctx)...)
	if err != nil {
		return &failure{final: true, detail: err.Error()}
	}
	if err := client.DialAndSendWithContext(ctx, message); err != nil && !message.IsDelivered() {
		return refusal(err)
	}
	return nil
}

// message is the mail that a notice makes. Its subject holds no word of
// anybody's, and what others chose stands on lines of its own in the text.
func (m *mailer) message(d Delivery) (*mail.Msg, error) {
	to, err := netmail.ParseAddress(d.To.Email)
	if d.To.Disabled || err != nil || to.Address != d.To.Email {
		return nil, errNobody
	}
	from, err := netmail.ParseAddress(m.o.From)
	if err != nil {
		return nil, &failure{detail: "the sender's address is none"}
	}
	message := mail.NewMsg(mail.WithNoDefaultUserAgent())
	message.SetAddrHeaderFromMailAddress(mail.HeaderFrom, from)
	message.SetAddrHeaderFromMailAddress(mail.HeaderTo, to)
	message.Subject("[" + m.host + "] " + d.Notice.Words().Title)
	message.SetMessageIDWithValue(d.Notice.ID + "@" + m.idHost())
	message.SetDateWithValue(m.now())
	message.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: nobody is to answer by machine
	message.SetBodyString(mail.TypeTextPlain, m.text(d))
	return message, nil
}

// idHost is the right side of a Message-ID: a domain, or an address in
// brackets (RFC 5322 section 3.6.4).
func (m *mailer) idHost() string {
	if net.ParseIP(m.host) != nil {
		return "[" + m.host + "]"
	}
	return m.host
}

// text is the mail's own: what the page shows, and no more.
func (m *mailer) text(d Delivery) string {
	words, token, way := d.Notice.Words(), d.Notice.Token, d.Notice.signpost()
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n    %s\n", words.Title, line(token.Name, 100))
	if token.ClientName != "" {
		fmt.Fprintf(&b, "    on %s\n", line(token.ClientName, 100))
	}
	fmt.Fprintf(&b, "\n%s\n\n%s\n%s%s\n\nAll notices:\n%s/account/notices\n\n-- \n"+
		"You read this because %s the account %s at %s.\n",
		words.Note, way.label, m.o.Issuer, way.path, m.o.Issuer, way.because, line(d.To.Username, 100), m.o.Issuer)
	return b.String()
}

func (m *mailer) options(ctx context.Context) []mail.Option {
	secure := &tls.Config{ServerName: m.o.Host, RootCAs: m.o.RootCAs, MinVersion: tls.VersionTLS12}
	policy := map[TLSMode]mail.TLSPolicy{StartTLS: mail.TLSMandatory, ImplicitTLS: mail.NoTLS, NoTLS: mail.NoTLS}[m.o.TLS]
	options := []mail.Option{
		mail.WithPort(m.o.Port), mail.WithTimeout(sendTime), mail.WithTLSPolicy(policy), mail.WithTLSConfig(secure),
		mail.WithDialContextFunc(func(dialing context.Context, network, _ string) (net.Conn, error) {
			conn, err := m.dial(dialing, network, secure)
			if err == nil {
				context.AfterFunc(ctx, func() { _ = conn.Close() }) // what was sent has been answered by then
			}
			return conn, err
		}),
	}
	if m.o.Username != "" {
		// Without TLS the library sends a password to this machine alone.
		options = append(options, mail.WithUsername(m.o.Username), mail.WithPassword(m.o.Password),
			mail.WithOpportunisticSMTPAuth(mail.SMTPAuthSCRAMSHA256PLUS, mail.SMTPAuthSCRAMSHA256, mail.SMTPAuthPlain, mail.SMTPAuthLogin))
	}
	return options
}

// dial joins host and port by itself: the library forgets the brackets of an
// IPv6 address.
func (m *mailer) dial(ctx context.Context, network string, secure *tls.Config) (net.Conn, error) {
	address := net.JoinHostPort(m.o.Host, strconv.Itoa(m.o.Port))
	if m.o.TLS == ImplicitTLS {
		return (&tls.Dialer{Config: secure}).DialContext(ctx, network, address)
	}
	return (&net.Dialer{}).DialContext(ctx, network, address)
}

// refusal is why a mail was not taken, by numbers: the server's own words may
// repeat the address. Only what is wrong with this one mail is final; what is
// wrong with all of them an operator may yet put right.
func refusal(err error) *failure {
	var refused *mail.SendError
	if !errors.As(err, &refused) {
		return &failure{detail: err.Error()}
	}
	f := &failure{detail: "the mail server did not take it: " + refused.Reason.String()}
	if code := refused.ErrorCode(); code != 0 {
		f.detail += " (" + strings.TrimSpace(strconv.Itoa(code)+" "+refused.EnhancedStatusCode()) + ")"
		f.final = code >= 500 && (refused.Reason == mail.ErrSMTPRcptTo || refused.Reason == mail.ErrSMTPDataClose)
	}
	return f
}
