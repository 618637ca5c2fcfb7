package notices_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/notices/noticestest"
)

// TestFormerAddress: both addresses are told of a change, each in a mail of its
// own.
func TestFormerAddress(t *testing.T) {
	h := newHouse(t, notices.Mail)
	server := noticestest.NewMailServer(t, noticestest.MailOptions{})
	user := h.user(t, "new@example.org")
	h.post(t, notices.Notice{UserID: user, Kind: notices.EmailChanged, Token: notices.Token{ID: user}, Occasion: "1", FormerEmail: "old@example.org"})
	former := notices.NewFormerMail(notices.MailOptions{
		Host: server.Host, Port: server.Port, TLS: notices.NoTLS, From: "patio@auth.test", Issuer: "https://auth.test:8443",
	}, h.options().Now)
	for range 2 {
		h.deliver(t, h.mailer(server, notices.NoTLS, nil))
		h.deliver(t, former)
	}
	took := server.Took()
	if len(took) != 2 || took[0].To[0] != "new@example.org" || took[1].To[0] != "old@example.org" ||
		took[0].Header.Get("Message-Id") == took[1].Header.Get("Message-Id") {
		t.Fatalf("%+v", took)
	}
	if text := took[0].Text; !strings.HasPrefix(text, "Your e-mail address was changed\r\n\r\nIt was changed.") || !strings.Contains(text, "https://auth.test:8443/account\r\n") {
		t.Errorf("%s", text)
	}
	if text := took[1].Text; !strings.Contains(text, "this was the address of the account u"+user) || strings.Contains(text, "new@example.org") {
		t.Errorf("%s", text)
	}
	if n := len(h.all(t, user)); n != 1 {
		t.Errorf("%d notices on the page", n)
	}
}

// TestNamesInMailsAreInert: a name cannot be a link, nor a page of text.
func TestNamesInMailsAreInert(t *testing.T) {
	h := newHouse(t, notices.Mail)
	server := noticestest.NewMailServer(t, noticestest.MailOptions{})
	user := h.user(t, "mira@example.org")
	n := notice(user)
	n.Token.Name = "Unlock at https://evil.test/x or call\u200b +1" + strings.Repeat("a", 500)
	n.Token.ClientName = "help@evil.example v1.2"
	h.post(t, n)
	changed := notices.Notice{UserID: user, Kind: notices.ClientChanged, Token: notices.Token{ID: newID(), Name: "Reports"}, By: notices.By{
		Credential: "pat", Name: "see www.evil.test",
	}}
	h.post(t, changed)
	h.postMany(t, user, 0)
	h.deliver(t, h.mailer(server, notices.NoTLS, nil))
	all := ""
	for _, m := range server.Took() {
		all += m.Text
	}
	for _, want := range []string{"Unlock at https[:]//evil[.]test/x or call +1aaa", "on help@evil[.]example v1.2\r\n", "“see www[.]evil[.]test”"} {
		if !strings.Contains(all, want) {
			t.Errorf("it does not say %q:\n%s", want, all)
		}
	}
	if strings.Contains(all, strings.Repeat("a", 100)) || strings.Contains(all, "\u200b") {
		t.Errorf("a name is too long:\n%s", all)
	}
}

// TestWhoChangedAClient: the webhook says what changed and by whom.
func TestWhoChangedAClient(t *testing.T) {
	h, r := newHouse(t, notices.Webhook), noticestest.NewReceiver(t, nil)
	for _, c := range []struct {
		notice notices.Notice
		want   string
	}{
		{notices.Notice{Kind: notices.ClientChanged, Changed: []string{"redirect_uris"}, By: notices.By{Credential: "pat", Name: "ci"}},
			`"changed":["redirect_uris"],"credential":{"kind":"pat","name":"ci"},"address":"192.0.2.7"`},
		{notices.Notice{Kind: notices.ClientSuspended, Reason: "operator"}, `"suspended_by":"operator","credential":{"kind":"session"},"address":"192.0.2.7"`},
		{notices.Notice{Kind: notices.ClientSecretRotated}, `"credential":{"kind":"session"},"address":"192.0.2.7"`},
	} {
		n := c.notice
		n.UserID, n.Token = newID(), notices.Token{ID: newID(), Name: "Ledgerly"}
		ctx := actor.NewContext(t.Context(), &actor.Actor{UserID: n.UserID, Address: "192.0.2.7", Credential: actor.Session})
		if err := h.Post(ctx, n); err != nil {
			t.Fatal(err)
		}
		h.deliver(t, h.hook(r.URL, r.Key))
		posts := r.Posts()
		var got, want any
		_ = json.Unmarshal([]byte(posts[len(posts)-1].Body), &got)
		_ = json.Unmarshal([]byte(`{"type":"`+string(n.Kind)+`","timestamp":"2026-03-01T12:00:00Z","data":{"user_id":"`+n.UserID+`",
			"client":{"client_id":"`+n.Token.ID+`","name":"Ledgerly"},`+c.want+`}}`), &want)
		if want == nil || !reflect.DeepEqual(got, want) {
			t.Errorf("the body is %s", posts[len(posts)-1].Body)
		}
	}
	n := notices.Notice{UserID: newID(), Kind: notices.NewDevice, Token: notices.Token{ID: newID()}, Browser: "Firefox on Linux", Address: "192.0.2.7"}
	if err := h.Post(actor.NewContext(t.Context(), &actor.Actor{}), n); err != nil {
		t.Fatal(err)
	}
	h.deliver(t, h.hook(r.URL, r.Key))
	if body := r.Posts()[3].Body; !strings.HasSuffix(body, `"data":{"user_id":"`+n.UserID+`","address":"192.0.2.7","browser":"Firefox on Linux"}}`) {
		t.Errorf("the body is %s", body)
	}
}
