package e2e_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/patio-auth/patio/notices/noticestest"
	"github.com/patio-auth/patio/storage/storagetest"
)

// The ways out that the processes of these tests have.
const smtpPassword = "the password of the mail server"

func outwards(mail *noticestest.MailServer, hook *noticestest.Receiver) settings {
	return settings{
		"smtp.host": mail.Host, "smtp.port": strconv.Itoa(mail.Port), "smtp.ca_file": mail.CAFile, "smtp.from": "Patio <patio@example.org>",
		"smtp.username": "patio", "smtp.password": smtpPassword,
		"notices.webhook.url": hook.URL + "?key=the-key-of-the-hook", "notices.webhook.secret": hook.Secret,
		"notices.first_warning": "30s", "notices.last_warning": "12s", "notices.scan_every": "1s",
	}
}

// TestNoticesGoOutOnce: two processes on one database live through the whole life of some tokens: made, warned of twice,
// tripped at both processes at once, with a mail server and a receiver that stumble, and a restart of each process in the
// middle. Every notice stands once on the page, comes once by mail and is taken once by the receiver.
func TestNoticesGoOutOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database string) {
		t.Parallel()
		var busy atomic.Bool
		mail := noticestest.NewMailServer(t, noticestest.MailOptions{StartTLS: true, Username: "patio", Password: smtpPassword,
			Answer: func(command, _ string) error {
				if command == "RCPT" && busy.Load() {
					return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "come again"}
				}
				return nil
			}})
		hook := noticestest.NewReceiver(t, func(_ http.ResponseWriter, _ string, n int) int {
			if n == 1 {
				return http.StatusInternalServerError
			}
			return http.StatusOK
		})
		set := outwards(mail, hook)
		p := start(t, database, set)
		set["issuer"] = p.issuer
		other := another(t, p, set)
		for _, process := range []*patio{p, other} {
			process.hide(smtpPassword, "the-key-of-the-hook", hook.Secret, strings.TrimPrefix(hook.Secret, "whsec_"))
		}
		t.Cleanup(func() { p.hide(secretsOf(other)...); other.hide(secretsOf(p)...) })

		mira := p.person(t)
		own := p.client(t, mira, clientSpec{Name: "Reports"})
		want := map[string]int{}
		for i := range 3 {
			_, id := p.pat(t, mira, own, "--name", fmt.Sprintf("short %d", i), "--expires-in", "36s")
			want[id+" token.created"], want[id+" token.expiring"] = 1, 2
		}
		busy.Store(true)
		tripped := tripAtBoth(t, p, other, mira, own)
		want[tripped+" token.created"], want[tripped+" token.tripwire"] = 1, 1
		p.restart(t)
		time.Sleep(4 * time.Second) // in which mails are refused
		busy.Store(false)
		other.restart(t)

		all := 0
		for _, n := range want {
			all += n
		}
		// On a busy machine the mails are refused twice, and the third try comes five minutes after the second.
		soonWithin(t, 6*time.Minute, func() string {
			if mails, posts := len(mail.Took()), len(hook.Posts()); mails < all || posts < 2*all {
				return fmt.Sprintf("%d of %d mails and %d of %d posts", mails, all, posts, 2*all)
			}
			return ""
		})
		time.Sleep(7 * time.Second) // for what would come twice: every pause between the first two tries is over
		mailsAreOnce(t, mail, mira, all)
		postsAreOnce(t, hook, want)
		pageIsOnce(t, p, mira, want)
	})
}

// tripAtBoth rotates a token and uses its old secret at both processes at once.
func tripAtBoth(t *testing.T, p, other *patio, who person, on client) string {
	t.Helper()
	first, id := p.pat(t, who, on, "--name", "tripped")
	b := p.browser()
	at := b.signIn(t, b.open(t, "/account/tokens/"+id), who)
	at = b.submit(t, at, at.formTo(t, "/account/tokens/"+id+"/rotate"), url.Values{"overlap": {"0"}})
	p.hide(at.byID("token"))
	turn := 0
	for _, a := range p.at16(t, func() *http.Request {
		turn++
		process := []*patio{p, other}[turn%2]
		r := process.request(t, http.MethodGet, "/api/v1/me", nil)
		r.Header.Set("Authorization", "Bearer "+first)
		return r
	}) {
		a.is(t, http.StatusUnauthorized)
	}
	return id
}

// soonWithin waits until nothing is left to say.
func soonWithin(t *testing.T, limit time.Duration, missing func() string) {
	t.Helper()
	for began := time.Now(); ; time.Sleep(100 * time.Millisecond) {
		left := missing()
		if left == "" {
			return
		}
		if time.Since(began) > limit {
			t.Fatalf("after %v there are but %s", limit, left)
		}
	}
}

func mailsAreOnce(t *testing.T, server *noticestest.MailServer, who person, all int) {
	t.Helper()
	ids := map[string]bool{}
	for _, m := range server.Took() {
		id := m.Header.Get("Message-Id")
		if ids[id] {
			t.Errorf("the mail %s came twice", id)
		}
		ids[id] = true
		if !m.TLS || m.Username != "patio" || !slices.Equal(m.To, []string{who.Email}) || m.From != "patio@example.org" {
			t.Errorf("%+v", m)
		}
		if strings.Contains(m.Raw, "pat_") || strings.Contains(strings.ToLower(m.Raw), "<html") {
			t.Errorf("the mail says too much: %s", m.Raw)
		}
	}
	if len(ids) != all {
		t.Errorf("%d mails, want %d", len(ids), all)
	}
}

func postsAreOnce(t *testing.T, hook *noticestest.Receiver, want map[string]int) {
	t.Helper()
	got, bodies, taken := map[string]int{}, map[string]string{}, map[string]int{}
	for _, post := range hook.Posts() {
		if post.Genuine != nil {
			t.Errorf("a post that is not genuine: %v", post.Genuine)
		}
		if before, again := bodies[post.ID]; again && before != post.Body {
			t.Errorf("%s came with another body", post.ID)
		}
		bodies[post.ID] = post.Body
		if post.Status != http.StatusOK {
			continue
		}
		taken[post.ID]++
		var event struct {
			Type string
			Data struct{ Token struct{ ID string } }
		}
		if err := json.Unmarshal([]byte(post.Body), &event); err != nil {
			t.Fatal(err)
		}
		got[event.Data.Token.ID+" "+event.Type]++
	}
	if !maps.Equal(got, want) {
		t.Errorf("the receiver took %v, want %v", got, want)
	}
	for id, n := range taken {
		if n != 1 {
			t.Errorf("%s was taken %d times", id, n)
		}
	}
}

func pageIsOnce(t *testing.T, p *patio, who person, want map[string]int) {
	t.Helper()
	b := p.browser()
	at := b.signIn(t, b.open(t, "/account/notices"), who)
	titles := map[string]string{"token.created": "A new token", "token.expiring": "A token ends soon", "token.tripwire": "An old secret came back"}
	got := map[string]int{}
	for n := range descendants(at.root) {
		href := attr(n, "href")
		if n.Data != "a" || !strings.HasPrefix(href, "/account/tokens/") {
			continue
		}
		for kind, title := range titles {
			if strings.Contains(textOf(n), title) {
				got[strings.TrimPrefix(href, "/account/tokens/")+" "+kind]++
			}
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("the page shows %v, want %v", got, want)
	}
}

// TestEndsAreSaidOnEveryAnswer: also where the scopes do not suffice, where the request is wrong, and where there is
// nothing.
func TestEndsAreSaidOnEveryAnswer(t *testing.T) {
	p := start(t, storagetest.Fresh(t, "SQLite"), nil)
	mira := p.person(t)
	own := p.client(t, mira, clientSpec{Scopes: []string{"profile", "tokens:write", "clients:read"}})
	raw, id := p.pat(t, mira, own, "--expires-in", "6d")
	long, _ := p.pat(t, mira, own, "--expires-in", "8d")
	end := p.me(t, raw).is(t, http.StatusOK).object(t).object(t, "token").text(t, "expires_at")
	for _, c := range []struct {
		method, path string
		body         any
		status       int
	}{
		{http.MethodGet, "/", nil, http.StatusOK},
		{http.MethodGet, pats, nil, http.StatusForbidden},
		{http.MethodGet, "/users/" + mira.ID, nil, http.StatusForbidden},
		{http.MethodPost, pats, order{"client_id": "x"}, http.StatusUnprocessableEntity},
		{http.MethodPost, pats, "{", http.StatusUnsupportedMediaType},
		{http.MethodDelete, pats + "/00000000-0000-7000-8000-000000000000", nil, http.StatusNotFound},
		{http.MethodPost, pats + "/self/rotate", nil, http.StatusForbidden},
		{http.MethodGet, pats + "/self", nil, http.StatusOK},
		{http.MethodDelete, pats + "/" + id, nil, http.StatusNoContent},
	} {
		if c.method != http.MethodDelete {
			if got := p.api(t, c.method, c.path, long, c.body); got.Header.Get("Token-Expires-At") != "" {
				t.Errorf("%s %s says that a token of eight days ends", c.method, c.path)
			}
		}
		got := p.api(t, c.method, c.path, raw, c.body)
		if got.Status != c.status || got.Header.Get("Token-Expires-At") != end {
			t.Errorf("%s %s: %d, Token-Expires-At: %q", c.method, c.path, got.Status, got.Header.Get("Token-Expires-At"))
		}
	}
	if got := p.me(t, raw).is(t, http.StatusUnauthorized); got.Header.Get("Token-Expires-At") != "" {
		t.Error("a token that has ended is told when it would have")
	}
}
