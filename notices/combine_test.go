package notices_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/notices/noticestest"
	"github.com/patio-auth/patio/storage/storagetest"
)

// postMany posts so many notices of new tokens to a person, in one transaction.
func (h *house) postMany(t *testing.T, user string, count int) {
	t.Helper()
	err := h.store.Transact(t.Context(), func(ctx context.Context) error {
		for i := range count {
			n := notice(user)
			n.Token.Name = fmt.Sprintf("token %d", i)
			if err := h.Post(ctx, n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// outcomes counts how the deliveries to a person ended.
func (h *house) outcomes(t *testing.T, user string) map[string]int {
	t.Helper()
	rows, err := h.db.QueryContext(t.Context(), "SELECT d.outcome FROM notice_deliveries d JOIN notices n ON n.id = d.notice_id WHERE n.user_id = '"+user+"'")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	got := map[string]int{}
	for rows.Next() {
		var outcome string
		if err := rows.Scan(&outcome); err != nil {
			t.Fatal(err)
		}
		got[outcome]++
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return got
}

// combinedPost is what a webhook says that tells of many notices.
type combinedPost struct {
	Type string
	Data struct {
		UserID   string `json:"user_id"`
		Token    struct{ Name string }
		Combined *struct {
			Count  int
			Events []struct {
				Timestamp string
				UserID    string `json:"user_id"`
				Token     struct{ Name string }
			}
		}
	}
}

func postOf(t *testing.T, p noticestest.Post) combinedPost {
	t.Helper()
	var got combinedPost
	if err := json.Unmarshal([]byte(p.Body), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

// TestManyOfOneKindAreCombined into one message by each channel, which is the
// same when it has to be repeated; the page shows each of them.
func TestManyOfOneKindAreCombined(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, url, notices.Mail, notices.Webhook)
		server := noticestest.NewMailServer(t, noticestest.MailOptions{})
		r := noticestest.NewReceiver(t, func(_ http.ResponseWriter, _ string, n int) int { return map[int]int{1: 500, 2: 204}[n] })
		user, other := h.user(t, "mira@example.org"), h.user(t, "theo@example.org")
		h.postMany(t, user, 25)
		h.postMany(t, other, 3)
		h.deliver(t, h.mailer(server, notices.NoTLS, nil))
		var mails []string
		for _, m := range server.Took() {
			if m.To[0] == "mira@example.org" {
				mails = append(mails, m.Header.Get("Subject")+"\n"+m.Text)
			}
		}
		if len(mails) != 1 || len(server.Took()) != 4 || !strings.HasPrefix(mails[0], "[auth.test] 25 personal access tokens were created\n") {
			t.Fatalf("%d mails, of them to mira: %q", len(server.Took()), mails)
		}
		if n := strings.Count(mails[0], "    token "); n != 10 || !strings.Contains(mails[0], "    and 15 more\r\n") {
			t.Errorf("it lists %d names:\n%s", n, mails[0])
		}
		sender := h.hook(r.URL, r.Key)
		for range 3 {
			h.deliver(t, sender)
			h.at = h.at.Add(time.Minute)
		}
		byID := map[string][]noticestest.Post{}
		for _, p := range r.Posts() {
			if got := postOf(t, p); got.Data.UserID == user {
				byID[p.ID] = append(byID[p.ID], p)
			}
		}
		for _, posts := range byID {
			got := postOf(t, posts[0])
			if len(posts) != 2 || posts[0].Body != posts[1].Body || got.Type != "token.created" || got.Data.Combined == nil ||
				got.Data.Combined.Count != 25 || len(got.Data.Combined.Events) != 10 ||
				got.Data.Combined.Events[0].Token.Name != got.Data.Token.Name || got.Data.Combined.Events[0].UserID != user {
				t.Errorf("%+v", posts)
			}
		}
		if got := h.outcomes(t, user); len(byID) != 1 || len(h.all(t, user)) != 25 || got["sent"] != 2 || got["combined"] != 48 {
			t.Errorf("%d messages, %d notices, %v", len(byID), len(h.all(t, user)), got)
		}
	})
}

// TestAFloodIsHeldBack: somebody who makes tokens faster than notices go out
// fills nobody's mailbox, and nothing is lost.
func TestAFloodIsHeldBack(t *testing.T) {
	h, r := newHouse(t, notices.Webhook), noticestest.NewReceiver(t, nil)
	user, sender := newID(), h.hook(r.URL, r.Key)
	const flood = 120
	for range flood { // over two minutes
		h.postMany(t, user, 1)
		h.deliver(t, sender)
		h.at = h.at.Add(time.Second)
	}
	if n := len(r.Posts()); n != 10 {
		t.Errorf("%d messages during the flood", n)
	}
	leak := notice(user)
	leak.Kind = notices.TokenLeaked
	h.post(t, leak)
	h.deliver(t, sender)
	if posts := r.Posts(); len(posts) != 11 || postOf(t, posts[10]).Type != "token.leaked" {
		t.Errorf("%d messages when a leak was found", len(posts))
	}
	h.at = h.at.Add(10 * time.Minute)
	h.deliver(t, sender)
	posts := r.Posts()
	if len(posts) != 12 {
		t.Fatalf("%d messages after the flood", len(posts))
	}
	if got := postOf(t, posts[11]); got.Data.Combined == nil || got.Data.Combined.Count != flood-10 {
		t.Errorf("%s", posts[11].Body)
	}
	h.at = h.at.Add(time.Hour)
	h.postMany(t, user, 1)
	h.deliver(t, sender)
	if posts := r.Posts(); len(posts) != 13 || postOf(t, posts[12]).Data.Combined != nil {
		t.Errorf("%d messages an hour later", len(posts))
	}
}

// slowly answers after a while, as a webhook that is far away.
func slowly(http.ResponseWriter, string, int) int {
	time.Sleep(150 * time.Millisecond)
	return http.StatusNoContent
}

// isEarly checks that the leak of somebody's token is told within the next few
// messages after those that were out when it was found.
func isEarly(t *testing.T, r *noticestest.Receiver, user string, before int) {
	t.Helper()
	for i, p := range r.Posts() {
		if got := postOf(t, p); got.Data.UserID == user && got.Type == "token.leaked" {
			if most := before + 2*notices.AtOnce; i > most {
				t.Errorf("the leak was told as number %d, after %d messages were out", i+1, before)
			}
			return
		}
	}
	t.Error("the leak was not told")
}

// TestALeakIsNotDrowned: somebody makes 300 tokens, and the webhook is slow.
// That somebody else's token was leaked is told before what waits.
func TestALeakIsNotDrowned(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h, r := newHouseOn(t, url, notices.Webhook), noticestest.NewReceiver(t, slowly)
		eve, mira := newID(), newID()
		h.postMany(t, eve, 300)
		leak := notice(mira)
		leak.Kind = notices.TokenLeaked
		h.post(t, leak)
		h.deliver(t, h.hook(r.URL, r.Key))
		isEarly(t, r, mira, 0)
		told := 0
		for _, p := range r.Posts() {
			if got := postOf(t, p); got.Data.UserID == eve {
				told++
				if got.Data.Combined != nil {
					told += got.Data.Combined.Count - 1
				}
			}
		}
		if told != 300 || len(r.Posts()) > 10 {
			t.Errorf("%d of 300 notices were told in %d messages", told, len(r.Posts()))
		}
	})
}

// TestALeakOvertakesAQueue: many people have something waiting and messages are
// going out when a leak is found.
func TestALeakOvertakesAQueue(t *testing.T) {
	h, mira := newHouse(t, notices.Webhook), newID()
	r := noticestest.NewReceiver(t, slowly)
	for range 12 {
		h.postMany(t, newID(), 9) // each goes out by itself
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		h.deliver(t, h.hook(r.URL, r.Key))
	}()
	for len(r.Posts()) < 8 {
		time.Sleep(10 * time.Millisecond)
	}
	leak := notice(mira)
	leak.Kind = notices.TokenLeaked
	h.post(t, leak)
	before := len(r.Posts())
	<-done
	isEarly(t, r, mira, before)
	if n := len(r.Posts()); n != 12*9+1 {
		t.Errorf("%d messages", n)
	}
}

// TestPeopleTakeTurns: somebody with one notice does not wait behind somebody
// with many that came before it.
func TestPeopleTakeTurns(t *testing.T) {
	h, r := newHouse(t, notices.Webhook), noticestest.NewReceiver(t, slowly)
	eve, mira := newID(), newID()
	for i := range 9 {
		for _, kind := range []notices.Kind{notices.TokenCreated, notices.ClientApproved, notices.ClientTransferred, notices.ClientActivated} {
			n := notice(eve)
			n.Kind, n.Occasion = kind, fmt.Sprint(i)
			h.post(t, n)
		}
	}
	h.at = h.at.Add(time.Second)
	h.post(t, notice(mira))
	h.deliver(t, h.hook(r.URL, r.Key))
	for i, p := range r.Posts() {
		if postOf(t, p).Data.UserID == mira && i > 2*notices.AtOnce {
			t.Errorf("mira came as number %d of %d", i+1, len(r.Posts()))
		}
	}
	if n := len(r.Posts()); n != 37 {
		t.Errorf("%d messages", n)
	}
}
