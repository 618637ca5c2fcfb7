package notices_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/notices/noticestest"
)

// TestClientsInWebhooks: what is about an app or a client says which, and has
// no token.
func TestClientsInWebhooks(t *testing.T) {
	h, r := newHouse(t, notices.Webhook), noticestest.NewReceiver(t, nil)
	for _, kind := range []notices.Kind{notices.AccessLeaked, notices.ClientTokenLeaked, notices.ClientSecretLeaked} {
		n := notices.Notice{UserID: newID(), Kind: kind, Token: notices.Token{ID: newID(), Name: "Ledgerly"}, Source: "https://example.org/a"}
		if !n.Grave() || n.Subject() == notices.OfToken {
			t.Errorf("%s: %v, grave: %v", kind, n.Subject(), n.Grave())
		}
		h.post(t, n)
		h.deliver(t, h.hook(r.URL, r.Key))
		posts := r.Posts()
		var got, want any
		_ = json.Unmarshal([]byte(posts[len(posts)-1].Body), &got)
		_ = json.Unmarshal([]byte(`{"type":"`+string(kind)+`","timestamp":"`+h.at.Format(time.RFC3339)+`","data":{"user_id":"`+n.UserID+`",
			"client":{"client_id":"`+n.Token.ID+`","name":"Ledgerly"},"source":"https://example.org/a"}}`), &want)
		if want == nil || !reflect.DeepEqual(got, want) {
			t.Errorf("the body is %s", posts[len(posts)-1].Body)
		}
	}
}

// TestClientsInMails: a mail leads to what it is about.
func TestClientsInMails(t *testing.T) {
	h := newHouse(t, notices.Mail)
	server := noticestest.NewMailServer(t, noticestest.MailOptions{StartTLS: true, Username: "patio", Password: "the password of patio"})
	user, client := h.user(t, "mira@example.org"), newID()
	for kind, want := range map[notices.Kind][]string{
		notices.AccessLeaked:       {"An app's token was found in the open\r\n", "Your apps:\r\nhttps://auth.test:8443/account/apps\r\n", "because the app was allowed by the account u" + user},
		notices.ClientTokenLeaked:  {"A client's token was found in the open\r\n", "The client:\r\nhttps://auth.test:8443/developer/clients/" + client + "\r\n", "because the client belongs to the account"},
		notices.ClientSecretLeaked: {"A client's secret was found in the open\r\n", "The client:\r\nhttps://auth.test:8443/developer/clients/" + client + "\r\n", "because the client belongs to the account"},
	} {
		h.post(t, notices.Notice{UserID: user, Kind: kind, Token: notices.Token{ID: client, Name: "Ledgerly"}, Source: "https://example.org/a"})
		h.deliver(t, h.mailer(server, notices.StartTLS, signIn))
		took := server.Took()
		text := took[len(took)-1].Text
		for _, words := range append(want, "    Ledgerly\r\n\r\n", "found at https://example.org/a.") {
			if !strings.Contains(text, words) {
				t.Errorf("%s: the mail does not say %q:\n%s", kind, words, text)
			}
		}
	}
}
