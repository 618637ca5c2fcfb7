package notices_test

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/notices/noticestest"
)

func (h *house) hook(url string, key []byte) notices.Sender {
	return notices.NewWebhook(notices.WebhookOptions{URL: url, Secret: key, Agent: "patio/test"}, time.Now) // the receiver's clock is the real one
}

// TestWebhook is one post to the letter, signed so that other people's library
// takes it, and again after a failure: the same body under the same id.
func TestWebhook(t *testing.T) {
	h := newHouse(t, notices.Webhook)
	r := noticestest.NewReceiver(t, func(_ http.ResponseWriter, _ string, n int) int {
		return map[int]int{1: 500, 2: 429, 3: 204}[n]
	})
	sender, user := h.hook(r.URL, r.Key), newID()
	n := notice(user)
	n.Token.Name, n.Token.Scopes, n.Token.ExpiresAt = `nightly "backup" <b>`, []string{"a", "b"}, h.at.Add(time.Hour)
	h.post(t, n)
	if log := h.deliver(t, sender); !strings.Contains(log, "tried again") || !strings.Contains(log, "500") {
		t.Errorf("logged: %s", log)
	}
	h.at = h.at.Add(4 * time.Second)
	h.deliver(t, sender)
	if len(r.Posts()) != 1 {
		t.Fatalf("%d posts within the pause", len(r.Posts()))
	}
	for range 2 {
		h.at = h.at.Add(time.Minute)
		h.deliver(t, sender)
	}
	posts := r.Posts()
	if len(posts) != 3 {
		t.Fatalf("%d posts", len(posts))
	}
	for _, p := range posts {
		if p.Genuine != nil || p.ID != h.all(t, user)[0].ID || p.Body != posts[0].Body {
			t.Errorf("%+v", p)
		}
		if p.Header.Get("Content-Type") != "application/json" || p.Header.Get("User-Agent") != "patio/test" {
			t.Errorf("%v", p.Header)
		}
	}
	var got, want any
	_ = json.Unmarshal([]byte(posts[0].Body), &got)
	_ = json.Unmarshal([]byte(`{"type":"token.created","timestamp":"`+n.Token.ExpiresAt.Add(-time.Hour).Format(time.RFC3339)+`","data":{"user_id":"`+user+`",
		"token":{"id":"`+n.Token.ID+`","name":"nightly \"backup\" <b>","client_name":"","scopes":["a","b"],"expires_at":"`+n.Token.ExpiresAt.Format(time.RFC3339)+`"}}}`), &want)
	if want == nil || !reflect.DeepEqual(got, want) {
		t.Errorf("the body is %s", posts[0].Body)
	}
	if outcome, tries := h.outcome(t, user); outcome != "sent" || tries != 3 {
		t.Errorf("%s after %d tries", outcome, tries)
	}
}

// TestWebhookKinds: what is not known is left out, and an end that there is
// not is null.
func TestWebhookKinds(t *testing.T) {
	h, r := newHouse(t, notices.Webhook), noticestest.NewReceiver(t, nil)
	for _, kind := range []notices.Kind{notices.TokenCreated, notices.TokenExpiring, notices.TokenLeaked, notices.TokenTripwire} {
		n := notice(newID())
		n.Kind = kind
		h.post(t, n)
		h.at = h.at.Add(time.Millisecond)
	}
	h.deliver(t, h.hook(r.URL, r.Key))
	var kinds []string
	for _, p := range r.Posts() {
		var e struct {
			Type string
			Data map[string]any
		}
		if err := json.Unmarshal([]byte(p.Body), &e); err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, e.Type)
		token, _ := e.Data["token"].(map[string]any)
		if end, there := token["expires_at"]; !there || end != nil || len(e.Data) != 2 || token["scopes"] == nil {
			t.Errorf("%s", p.Body)
		}
	}
	slices.Sort(kinds) // several go out at a time
	if strings.Join(kinds, " ") != "token.created token.expiring token.leaked token.tripwire" {
		t.Errorf("%v", kinds)
	}
}

// TestWebhookIsGivenUp after its tries, which are spread over more than a day,
// and at once where the receiver says that it has gone for good.
func TestWebhookIsGivenUp(t *testing.T) {
	h := newHouse(t, notices.Webhook)
	status := http.StatusInternalServerError
	r := noticestest.NewReceiver(t, func(http.ResponseWriter, string, int) int { return status })
	sender, user, began := h.hook(r.URL, r.Key), newID(), h.at
	h.post(t, notice(user))
	for range 5_000 {
		h.deliver(t, sender)
		if outcome, _ := h.outcome(t, user); outcome != "" {
			break
		}
		h.at = h.at.Add(30 * time.Second)
	}
	outcome, tries := h.outcome(t, user)
	if took := h.at.Sub(began); outcome != "given up" || tries != notices.Attempts() || len(r.Posts()) != tries || took < 24*time.Hour || took > 40*time.Hour {
		t.Errorf("%q after %d tries, %d posts and %v", outcome, tries, len(r.Posts()), took)
	}
	if len(h.all(t, user)) != 1 {
		t.Error("it does not stand on the account page")
	}
	status = http.StatusGone
	other := newID()
	h.post(t, notice(other))
	h.deliver(t, sender)
	if outcome, tries := h.outcome(t, other); outcome != "given up" || tries != 1 {
		t.Errorf("410: %q after %d tries", outcome, tries)
	}
}

// TestWebhookStaysWhereItIsSent: no redirect is followed, and a receiver that
// answers without end is not read without end.
func TestWebhookStaysWhereItIsSent(t *testing.T) {
	h := newHouse(t, notices.Webhook)
	elsewhere := noticestest.NewReceiver(t, nil)
	for _, status := range []int{301, 302, 303, 307, 308} {
		r := noticestest.NewReceiver(t, func(w http.ResponseWriter, _ string, _ int) int {
			w.Header().Set("Location", elsewhere.URL)
			return status
		})
		user := newID()
		h.post(t, notice(user))
		log := h.deliver(t, h.hook(r.URL, r.Key))
		if outcome, tries := h.outcome(t, user); outcome != "" || tries != 1 || len(r.Posts()) != 1 || !strings.Contains(log, "tried again") {
			t.Errorf("%d: %q after %d tries, %d posts", status, outcome, tries, len(r.Posts()))
		}
	}
	if n := len(elsewhere.Posts()); n != 0 {
		t.Errorf("%d posts went elsewhere", n)
	}
	endless := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := io.WriteString(w, strings.Repeat("x", 1<<16)); err != nil {
				return
			}
		}
	}))
	defer endless.Close()
	user, began := newID(), time.Now()
	h.at = h.at.Add(time.Second)
	h.post(t, notice(user))
	h.deliver(t, h.hook(endless.URL, elsewhere.Key))
	if outcome, _ := h.outcome(t, user); outcome != "sent" || time.Since(began) > 5*time.Second {
		t.Errorf("an endless answer: %q after %v", outcome, time.Since(began))
	}
}

// TestWebhookSecretsStayOutOfTheLog, also those that stand in its address.
func TestWebhookSecretsStayOutOfTheLog(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	h := newHouse(t, notices.Webhook)
	h.post(t, notice(newID()))
	log := h.deliver(t, h.hook("http://user:hunter22@"+address+"/path-hunter22?k=hunter22", []byte("hunter22hunter22hunter22")))
	if strings.Contains(log, "hunter22") || !strings.Contains(log, "refused") {
		t.Errorf("logged: %s", log)
	}
}
