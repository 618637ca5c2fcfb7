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
	by   Channel
}

// NewMail is the sender of mails to the addresses of accounts.
func NewMail(o MailOptions, now func() time.Time) Sender { return newMailer(o, now, Mail) }

// NewFormerMail is the sender of mails to the addresses that accounts had
// before, about their change.
func NewFormerMail(o MailOptions, now func() time.Time) Sender { return newMailer(o, now, FormerMail) }

func newMailer(o MailOptions, now func() time.Time, by Channel) *mailer {
	m := &mailer{o: o, now: now, host: "patio.invalid", by: by}
	if u, err := url.Parse(o.Issuer); err == nil && u.Hostname() != "" {
		m.host = u.Hostname()
	}
	if m.o.Port == 0 {
		m.o.Port = map[TLSMode]int{StartTLS: 587, ImplicitTLS: 465, NoTLS: 25}[o.TLS]
	}
	return m
}

func (m *mailer) channel() Channel { return m.by }

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
	to, err := m.address(d)
	if err != nil {
		return nil, err
	}
	from, err := netmail.ParseAddress(m.o.From)
	if err != nil {
		return nil, &failure{detail: "the sender's address is none"}
	}
	message := mail.NewMsg(mail.WithNoDefaultUserAgent())
	message.SetAddrHeaderFromMailAddress(mail.HeaderFrom, from)
	message.SetAddrHeaderFromMailAddress(mail.HeaderTo, to)
	message.Subject("[" + m.host + "] " + d.Words().Title)
	message.SetMessageIDWithValue(m.messageID(d))
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

// address is whom the mail goes to: one good address or nobody.
func (m *mailer) address(d Delivery) (*netmail.Address, error) {
	email := d.To.Email
	if m.by == FormerMail {
		email = d.Notice.FormerEmail
	}
	to, err := netmail.ParseAddress(email)
	if d.To.Disabled || err != nil || to.Address != email {
		return nil, errNobody
	}
	return to, nil
}

// messageID is the same at every attempt, and tells the mails to two addresses
// apart.
func (m *mailer) messageID(d Delivery) string {
	if m.by == FormerMail {
		return d.Notice.ID + ".former@" + m.idHost()
	}
	return d.Notice.ID + "@" + m.idHost()
}

// text is the mail's own: what the page shows, and no more.
func (m *mailer) text(d Delivery) string {
	d.Notice.By.Name = inert(d.Notice.By.Name)
	words, way := d.Words(), d.Notice.signpost()
	var b strings.Builder
	b.WriteString(words.Title + "\n\n")
	if names := d.names(); names != "" {
		b.WriteString(names + "\n")
	}
	b.WriteString(words.Note + "\n\n")
	if d.Combined == 0 && m.by != FormerMail {
		fmt.Fprintf(&b, "%s\n%s%s\n\n", way.label, m.o.Issuer, way.path)
	}
	because := way.because
	if m.by == FormerMail {
		because = "this was the address of"
	}
	fmt.Fprintf(&b, "All notices:\n%s/account/notices\n\n-- \nYou read this because %s the account %s at %s.\n",
		m.o.Issuer, because, line(d.To.Username, maxName), m.o.Issuer)
	return b.String()
}

// names is what a mail is about, on lines of their own: a name and its client,
// or the first of many.
func (d Delivery) names() string {
	var b strings.Builder
	if d.Combined > 0 {
		for _, n := range d.all() {
			b.WriteString("    " + n.inertName() + n.At.UTC().Format("2 January 2006, 15:04 UTC") + "\n")
		}
		if rest := d.Count() - len(d.all()); rest > 0 {
			fmt.Fprintf(&b, "    and %d more\n", rest)
		}
		return b.String()
	}
	if name := inert(d.Notice.Token.Name); name != "" {
		b.WriteString("    " + name + "\n")
	}
	if client := inert(d.Notice.Token.ClientName); client != "" {
		b.WriteString("    on " + client + "\n")
	}
	return b.String()
}

// inertName is the name of what a notice is about, before its time in a list.
func (n Notice) inertName() string {
	name, client := inert(n.Token.Name), inert(n.Token.ClientName)
	switch {
	case name == "":
		return ""
	case client == "":
		return name + ", "
	}
	return name + " on " + client + ", "
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
