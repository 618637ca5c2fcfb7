package notices_test

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/notices"
	"github.com/patio-auth/patio/notices/noticestest"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestWork runs three processes' worth of workers on one database. Each notice
// goes out once by each channel, also where the receiver stumbles at first;
// when they are stopped, nothing of them is left.
func TestWork(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		h := newHouseOn(t, url, notices.Mail, notices.Webhook)
		h.at = clocktest.Now().UTC()
		options := h.options(notices.Mail, notices.Webhook)
		options.Now = clocktest.Now
		server := noticestest.NewMailServer(t, noticestest.MailOptions{})
		r := noticestest.NewReceiver(t, func(_ http.ResponseWriter, _ string, n int) int {
			if n == 1 {
				return http.StatusInternalServerError
			}
			return http.StatusOK
		})
		user := h.user(t, "mira@example.org")
		client := h.client(t, user)
		for range 8 {
			h.token(t, user, client, h.at.Add(3*days))
			h.post(t, notice(user))
		}
		before := goleak.IgnoreCurrent()
		mysql := goleak.IgnoreTopFunction("github.com/go-sql-driver/mysql.(*mysqlConn).startWatcher.func1")
		postgres := goleak.IgnoreAnyFunction("github.com/jackc/pgx/v5/pgconn/internal/bgreader.(*BGReader).bgRead")
		ctx, stop := context.WithCancel(t.Context())
		var all sync.WaitGroup
		for range 3 {
			process := notices.New(h.store, options)
			all.Go(func() {
				process.Work(ctx, slog.New(slog.DiscardHandler), h.mailer(server, notices.NoTLS, nil), h.hook(r.URL, r.Key))
			})
		}
		const told, posts = 16, 32 // each post stumbles once
		for began := time.Now(); len(server.Took()) < told || len(r.Posts()) < posts; time.Sleep(50 * time.Millisecond) {
			if time.Since(began) > 40*time.Second {
				t.Fatalf("%d mails, %d posts", len(server.Took()), len(r.Posts()))
			}
		}
		time.Sleep(3 * time.Second) // for what would come twice
		stop()
		all.Wait()
		goleak.VerifyNone(t, before, mysql, postgres) // the pool keeps its connections
		if mails := len(server.Took()); mails != told || len(r.Posts()) != posts || len(h.all(t, user)) != told {
			t.Errorf("%d mails, %d posts, %d notices", mails, len(r.Posts()), len(h.all(t, user)))
		}
		byID := map[string]int{}
		for _, m := range server.Took() {
			byID[m.Header.Get("Message-Id")]++
		}
		for _, p := range r.Posts() {
			if p.Status == http.StatusOK {
				byID[p.ID]++
			}
			if p.Genuine != nil {
				t.Errorf("%+v", p)
			}
		}
		for id, n := range byID {
			if n != 1 {
				t.Errorf("%s came %d times", id, n)
			}
		}
		if len(byID) != 2*told {
			t.Errorf("%d ids", len(byID))
		}
	})
}

// TestACrashBetweenClaimAndRecord: a process claims a delivery and dies. While
// its claim holds nobody else sends; after that it is sent, under the same id.
func TestACrashBetweenClaimAndRecord(t *testing.T) {
	h, r, user := newHouse(t, notices.Webhook), noticestest.NewReceiver(t, nil), newID()
	h.post(t, notice(user))
	due, err := h.store.DueDeliveries(t.Context(), notices.Webhook, h.at, 10)
	if err != nil || len(due) != 1 {
		t.Fatalf("%v, %v", due, err)
	}
	if claimed, err := h.store.ClaimDelivery(t.Context(), due[0], h.at.Add(2*time.Minute)); err != nil || !claimed {
		t.Fatalf("%t, %v", claimed, err)
	}
	sender := h.hook(r.URL, r.Key)
	for range 3 {
		h.deliver(t, sender)
		h.at = h.at.Add(30 * time.Second)
	}
	if n := len(r.Posts()); n != 0 {
		t.Errorf("%d posts while the claim holds", n)
	}
	h.at = h.at.Add(time.Minute)
	for range 2 {
		h.deliver(t, sender)
	}
	if outcome, tries := h.outcome(t, user); len(r.Posts()) != 1 || r.Posts()[0].ID != h.all(t, user)[0].ID || outcome != "sent" || tries != 2 {
		t.Errorf("%+v, %q after %d tries", r.Posts(), outcome, tries)
	}
}

// TestWhatWaitedForTooLong is not sent when somebody serves its channel at last:
// it is no news any more. It stands on the account page all the same.
func TestWhatWaitedForTooLong(t *testing.T) {
	h, r := newHouse(t, notices.Webhook), noticestest.NewReceiver(t, nil)
	old, young := newID(), newID()
	h.post(t, notice(old))
	h.at = h.at.Add(2 * days)
	h.post(t, notice(young))
	h.at = h.at.Add(36 * time.Hour)
	h.deliver(t, h.hook(r.URL, r.Key))
	if posts := r.Posts(); len(posts) != 1 || posts[0].ID != h.all(t, young)[0].ID {
		t.Errorf("%+v", posts)
	}
	if outcome, _ := h.outcome(t, old); outcome != "given up" || len(h.all(t, old)) != 1 {
		t.Errorf("the old one: %q, %v", outcome, h.all(t, old))
	}
}

// TestTidy deletes what is older than a year, with all that hangs from it.
func TestTidy(t *testing.T) {
	h, user := newHouse(t, notices.Webhook), newID()
	for range 3 {
		h.post(t, notice(user))
	}
	h.at = h.at.Add(364 * days)
	h.post(t, notice(user))
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	run := func() {
		short, end := context.WithTimeout(ctx, 300*time.Millisecond)
		defer end()
		h.Work(short, slog.New(slog.DiscardHandler))
	}
	run()
	if n := len(h.all(t, user)); n != 4 {
		t.Errorf("%d notices before the year is over", n)
	}
	h.at = h.at.Add(2 * days)
	run()
	if n := len(h.all(t, user)); n != 1 {
		t.Errorf("%d notices after it", n)
	}
	var left int
	if err := h.db.QueryRowContext(ctx, "SELECT COUNT(*) FROM notice_deliveries").Scan(&left); err != nil || left != 1 {
		t.Errorf("%d deliveries, %v", left, err)
	}
}
