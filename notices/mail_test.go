package notices_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/notices/noticestest"
	"github.com/patio-auth/patio/users"
)

// user inserts a person with that address.
func (h *house) user(t *testing.T, email string) string {
	t.Helper()
	id := newID()
	if err := h.store.CreateUser(t.Context(), users.User{ID: id, Username: "u" + id, Email: email, CreatedAt: h.at}, "no hash"); err != nil {
		t.Fatal(err)
	}
	return id
}

// deliver sends what is due now and gives what was logged.
func (h *house) deliver(t *testing.T, s notices.Sender) string {
	t.Helper()
	var lines bytes.Buffer
	if err := h.Deliver(t.Context(), s, slog.New(slog.NewTextHandler(&lines, nil))); err != nil {
		t.Fatal(err)
	}
	return lines.String()
}

// outcome is how a notice's one delivery ended, and after how many tries.
func (h *house) outcome(t *testing.T, user string) (string, int) {
	t.Helper()
	var outcome string
	var tries int
	err := h.db.QueryRowContext(t.Context(), "SELECT outcome, tries FROM notice_deliveries WHERE notice_id = ?", h.all(t, user)[0].ID).Scan(&outcome, &tries)
	if err != nil {
		t.Fatal(err)
	}
	return outcome, tries
}

func (h *house) mailer(s *noticestest.MailServer, mode notices.TLSMode, change func(o *notices.MailOptions)) notices.Sender {
	o := notices.MailOptions{
		Host: s.Host, Port: s.Port, TLS: mode, RootCAs: s.Roots, From: "Patio <patio@auth.test>", Issuer: "https://auth.test:8443",
	}
	if change != nil {
		change(&o)
	}
	return notices.NewMail(o, func() time.Time { return h.at })
}

func signIn(o *notices.MailOptions) { o.Username, o.Password = "patio", "the password of patio" }

// TestMail is one mail to the letter: plain text, to one person, with the
// names as the page has them, and nothing that is not on the page.
func TestMail(t *testing.T) {
	h := newHouse(t, notices.Mail)
	server := noticestest.NewMailServer(t, noticestest.MailOptions{StartTLS: true, Username: "patio", Password: "the password of patio"})
	user := h.user(t, "mira@example.org")
	n := notice(user)
	n.Token.Name, n.Token.ClientName = "nightly “backup” <b>", "Reports"
	n.Token.ExpiresAt = h.at.Add(90 * 24 * time.Hour)
	h.post(t, n)
	if log := h.deliver(t, h.mailer(server, notices.StartTLS, signIn)); log != "" {
		t.Errorf("logged: %s", log)
	}
	took := server.Took()
	if len(took) != 1 {
		t.Fatalf("%d mails", len(took))
	}
	got, id := took[0], h.all(t, user)[0].ID
	if !got.TLS || got.Username != "patio" || got.From != "patio@auth.test" || len(got.To) != 1 || got.To[0] != "mira@example.org" {
		t.Errorf("%+v", got)
	}
	for header, want := range map[string]string{
		"From": `"Patio" <patio@auth.test>`, "To": "<mira@example.org>", "Subject": "[auth.test] A new token", "Message-Id": "<" + id + "@auth.test>",
		"Auto-Submitted": "auto-generated", "Content-Type": "text/plain; charset=UTF-8", "Date": h.at.Format(time.RFC1123Z),
		"Bcc": "", "X-Mailer": "", "User-Agent": "",
	} {
		if value := got.Header.Get(header); value != want {
			t.Errorf("%s: %q, want %q", header, value, want)
		}
	}
	want := "A new token\r\n\r\n    nightly “backup” <b>\r\n    on Reports\r\n\r\n" +
		"It ends on " + n.Token.ExpiresAt.Format("2 January 2006, 15:04 UTC") + ". If that was not you, revoke it.\r\n\r\n" +
		"The token:\r\nhttps://auth.test:8443/account/tokens/" + n.Token.ID + "\r\n\r\nAll notices:\r\nhttps://auth.test:8443/account/notices\r\n\r\n" +
		"-- \r\nYou read this because the token belongs to the account u" + user + " at https://auth.test:8443.\r\n"
	if got.Text != want {
		t.Errorf("the text is\n%s\nand not\n%s", got.Text, want)
	}
	h.at = h.at.Add(100 * time.Hour)
	h.deliver(t, h.mailer(server, notices.StartTLS, signIn))
	if n := len(server.Took()); n != 1 {
		t.Errorf("%d mails after a while", n)
	}
	if outcome, tries := h.outcome(t, user); outcome != "sent" || tries != 1 {
		t.Errorf("%s after %d tries", outcome, tries)
	}
}

// TestMailInjection: whatever others chose, a mail has the headers that it is
// to have, and the one person to go to.
func TestMailInjection(t *testing.T) {
	h := newHouse(t, notices.Mail)
	server := noticestest.NewMailServer(t, noticestest.MailOptions{})
	const evil = "x\r\nBcc: all@evil.test\r\nSubject: y\r\n\r\n<script>\r\n.\r\nMAIL FROM:<all@evil.test>\u202e\u2028\x00"
	user := h.user(t, "mira@example.org")
	for _, kind := range []notices.Kind{notices.TokenCreated, notices.TokenExpiring, notices.TokenLeaked, notices.TokenTripwire} {
		n := notice(user)
		n.Kind, n.Token.Name, n.Token.ClientName, n.Source, n.Address = kind, evil, evil, evil, ""
		h.post(t, n)
	}
	if log := h.deliver(t, h.mailer(server, notices.NoTLS, nil)); log != "" {
		t.Errorf("logged: %s", log)
	}
	took := server.Took()
	if len(took) != 4 {
		t.Fatalf("%d mails", len(took))
	}
	for _, got := range took {
		if len(got.To) != 1 || got.Header.Get("Bcc") != "" || len(got.Header["Subject"]) != 1 || len(got.Header) != 9 {
			t.Errorf("%v %v", got.To, got.Header)
		}
		if strings.ContainsAny(got.Text, "\u202e\u2028\x00") || strings.Contains(got.Text, "\nBcc") || strings.Contains(got.Text, "\nMAIL") {
			t.Errorf("%q", got.Text)
		}
	}
}

// TestMailToNobody: an address that is none, or more than one, gets no mail.
func TestMailToNobody(t *testing.T) {
	h := newHouse(t, notices.Mail)
	server := noticestest.NewMailServer(t, noticestest.MailOptions{})
	sender := h.mailer(server, notices.NoTLS, nil)
	disabled := h.user(t, "gone@example.org")
	h.post(t, notice(disabled))
	if err := h.store.SetUserDisabled(t.Context(), disabled, h.at); err != nil {
		t.Fatal(err)
	}
	all := []string{disabled, newID()}
	h.post(t, notice(all[1]))
	for _, address := range []string{
		"", "mira", "a@example.org, b@example.org", "Mira <a@example.org>", "<b@example.org>", "c@example.org\r\nBcc: d@example.org",
		"e@example.org>\r\nRCPT TO:<f@example.org", "(x) g@example.org", "list: h@example.org;",
	} {
		user := h.user(t, address)
		h.post(t, notice(user))
		all = append(all, user)
	}
	if log := h.deliver(t, sender); log != "" {
		t.Errorf("logged: %s", log)
	}
	if took := server.Took(); len(took) != 0 {
		t.Errorf("%+v", took)
	}
	for _, user := range all {
		if outcome, tries := h.outcome(t, user); outcome != "skipped" || tries != 1 {
			t.Errorf("%s: %q after %d tries", user, outcome, tries)
		}
	}
}

// TestMailModes: each mode is what it says, and none falls back to another.
func TestMailModes(t *testing.T) {
	withPassword := noticestest.MailOptions{Username: "patio", Password: "the password of patio"}
	startTLS, implicit := withPassword, withPassword
	startTLS.StartTLS, implicit.Implicit = true, true
	ipv6 := startTLS
	ipv6.Host = "::1"
	stranger := func(o *notices.MailOptions) { signIn(o); o.RootCAs = nil }
	guess := func(o *notices.MailOptions) { signIn(o); o.Password = "not the password" }
	for name, c := range map[string]struct {
		server noticestest.MailOptions
		mode   notices.TLSMode
		change func(o *notices.MailOptions)
		sent   bool
	}{
		"starttls":                               {startTLS, notices.StartTLS, signIn, true},
		"implicit":                               {implicit, notices.ImplicitTLS, signIn, true},
		"starttls by IPv6":                       {ipv6, notices.StartTLS, signIn, true},
		"none, with a password, on this machine": {withPassword, notices.NoTLS, signIn, true},
		"starttls that is not offered":           {withPassword, notices.StartTLS, signIn, false},
		"implicit that is not spoken":            {startTLS, notices.ImplicitTLS, signIn, false},
		"a certificate that nobody vouches for":  {startTLS, notices.StartTLS, stranger, false},
		"the same, implicit":                     {implicit, notices.ImplicitTLS, stranger, false},
		"a wrong password":                       {startTLS, notices.StartTLS, guess, false},
		"no password where one is asked for":     {startTLS, notices.StartTLS, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			h, server := newHouse(t, notices.Mail), noticestest.NewMailServer(t, c.server)
			user := h.user(t, "mira@example.org")
			h.post(t, notice(user))
			log := h.deliver(t, h.mailer(server, c.mode, c.change))
			outcome, tries := h.outcome(t, user)
			if sent := len(server.Took()) == 1; sent != c.sent || (outcome == "sent") != c.sent || tries != 1 || (log == "") != c.sent {
				t.Errorf("%d mails, %q, %d tries, logged: %s", len(server.Took()), outcome, tries, log)
			}
			if strings.Contains(log, "password") && !strings.Contains(log, "Username") || strings.Contains(log, "mira@") {
				t.Errorf("logged: %s", log)
			}
		})
	}
}

// TestMailRefused: what is wrong with one mail is final; what may pass is
// tried again.
func TestMailRefused(t *testing.T) {
	refuse := func(code int) error {
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: "<mira@example.org> is not wanted"}
	}
	for name, c := range map[string]struct {
		command string
		code    int
		outcome string
	}{
		"nobody of that name":     {"RCPT", 550, "given up"},
		"a full mailbox":          {"RCPT", 452, ""},
		"greylisting":             {"RCPT", 451, ""},
		"taken for spam":          {"DATA", 554, "given up"},
		"busy":                    {"DATA", 451, ""},
		"the sender is unwelcome": {"MAIL", 550, ""},
	} {
		t.Run(name, func(t *testing.T) {
			h, refusing := newHouse(t, notices.Mail), true
			server := noticestest.NewMailServer(t, noticestest.MailOptions{Answer: func(command, _ string) error {
				if refusing && command == c.command {
					return refuse(c.code)
				}
				return nil
			}})
			user, sender := h.user(t, "mira@example.org"), h.mailer(server, notices.NoTLS, nil)
			h.post(t, notice(user))
			log := h.deliver(t, sender)
			if outcome, tries := h.outcome(t, user); outcome != c.outcome || tries != 1 {
				t.Errorf("%q after %d tries", outcome, tries)
			}
			if !strings.Contains(log, "given up") == (c.outcome == "given up") || strings.Contains(log, "mira@") {
				t.Errorf("logged: %s", log)
			}
			refusing, h.at = false, h.at.Add(time.Minute)
			h.deliver(t, sender)
			if took := server.Took(); (len(took) == 1) != (c.outcome == "") {
				t.Errorf("%d mails in the end", len(took))
			}
		})
	}
}

// TestMailToAServerThatHangs: stopping the process waits a moment and no more.
func TestMailToAServerThatHangs(t *testing.T) {
	h, hanging, release := newHouse(t, notices.Mail), make(chan struct{}), make(chan struct{})
	server := noticestest.NewMailServer(t, noticestest.MailOptions{Answer: func(command, _ string) error {
		if command == "DATA" {
			close(hanging)
			<-release
		}
		return nil
	}})
	t.Cleanup(func() { close(release) })
	user := h.user(t, "mira@example.org")
	h.post(t, notice(user))
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan error, 1)
	go func() { stopped <- h.Deliver(ctx, h.mailer(server, notices.NoTLS, nil), slog.New(slog.DiscardHandler)) }()
	<-hanging
	stop()
	select {
	case err := <-stopped:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it still waits for the server")
	}
	if outcome, tries := h.outcome(t, user); outcome != "" || tries != 1 {
		t.Errorf("%q after %d tries", outcome, tries)
	}
}

// TestMessageIDs are good whatever the issuer is.
func TestMessageIDs(t *testing.T) {
	for issuer, want := range map[string]string{
		"https://auth.example.org": "@auth.example.org>", "http://127.0.0.1:8080": "@[127.0.0.1]>", "http://[::1]:8080": "@[::1]>",
	} {
		h := newHouse(t, notices.Mail)
		server := noticestest.NewMailServer(t, noticestest.MailOptions{})
		h.post(t, notice(h.user(t, "mira@example.org")))
		h.deliver(t, h.mailer(server, notices.NoTLS, func(o *notices.MailOptions) { o.Issuer = issuer }))
		took := server.Took()
		if len(took) != 1 || !strings.HasSuffix(took[0].Header.Get("Message-Id"), want) {
			t.Errorf("%s: %+v", issuer, took)
			continue
		}
		if _, err := mail.ParseDate(took[0].Header.Get("Date")); err != nil {
			t.Error(err)
		}
	}
}
