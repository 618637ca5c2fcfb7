package users_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

const password = "correct horse battery"

// room is the users' room on a real store, with a clock that can be set.
type room struct {
	*users.Users
	store *storage.Store
	at    time.Time
}

func newRoom(t *testing.T) *room {
	t.Helper()
	return newRoomOn(t, storagetest.Fresh(t, storage.SQLite))
}

func newRoomOn(t *testing.T, url string) *room {
	t.Helper()
	r := &room{store: storagetest.Open(t, url), at: clocktest.At(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))}
	r.Users = users.New(r.store, users.Options{Now: r.now, IdleTTL: time.Hour, MaxTTL: 24 * time.Hour})
	return r
}

func (r *room) now() time.Time { return r.at }

func (r *room) SetDisabled(ctx context.Context, id string, disabled bool) error {
	_, err := r.Users.SetDisabled(ctx, id, disabled, false)
	return err
}

func (r *room) create(t *testing.T, d users.Draft) users.User {
	t.Helper()
	u, err := r.Create(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func draft(name string) users.Draft {
	return users.Draft{Username: name, Email: name + "@example.org", Password: password}
}

func TestCreate(t *testing.T) {
	r := newRoom(t)
	mira := r.create(t, users.Draft{Username: "  Mira ", Email: " Mira+X@Example.ORG ", Name: "  Mira 🦊 ", Password: password, Admin: true})
	want := users.User{
		ID: mira.ID, Username: "mira", Email: "mira+x@example.org", Name: "Mira 🦊", Admin: true, CreatedAt: r.at,
	}
	if mira != want {
		t.Errorf("created %+v, want %+v", mira, want)
	}
	if got, err := r.Get(t.Context(), mira.ID); err != nil || got != want {
		t.Errorf("read back %+v, %v", got, err)
	}
	for _, login := range []string{"mira", "MIRA", " Mira\n", "mira+x@example.org", "MIRA+X@EXAMPLE.ORG "} {
		if got, err := r.Find(t.Context(), login); err != nil || got.ID != mira.ID {
			t.Errorf("find %q: %v", login, err)
		}
	}
	for _, login := range []string{"", "mir", "mira+x", "mira@example.org", "mira\x00", "m\xffira", "mira%", strings.Repeat("m", 1<<16), "ｍira"} {
		if _, err := r.Find(t.Context(), login); !errors.Is(err, users.ErrUnknown) {
			t.Errorf("find %q: %v", login, err)
		}
	}
	for _, id := range []string{"", "x", "\x00", mira.ID + " ", "{" + mira.ID + "}", "0195aaaa-0000-7000-8000-000000000001"} {
		if _, err := r.Get(t.Context(), id); !errors.Is(err, users.ErrUnknown) {
			t.Errorf("get %q: %v", id, err)
		}
	}
	if mira.DisplayName() != "Mira 🦊" || (users.User{Username: "u"}).DisplayName() != "u" {
		t.Error("display names")
	}
	if all, err := r.List(t.Context(), "", 10); err != nil || len(all) != 1 || all[0].ID != mira.ID {
		t.Errorf("list: %v, %v", all, err)
	}
}

func TestCreateRefused(t *testing.T) {
	r := newRoom(t)
	r.create(t, draft("mira"))
	for _, c := range []struct {
		name, field, code string
		change            func(d *users.Draft)
	}{
		{"no name", "username", "invalid", func(d *users.Draft) { d.Username = "" }},
		{"a long name", "username", "invalid", func(d *users.Draft) { d.Username = strings.Repeat("a", 65) }},
		{"a space", "username", "invalid", func(d *users.Draft) { d.Username = "a b" }},
		{"an address as a name", "username", "invalid", func(d *users.Draft) { d.Username = "a@example.org" }},
		{"a dot first", "username", "invalid", func(d *users.Draft) { d.Username = ".a" }},
		{"a dash last", "username", "invalid", func(d *users.Draft) { d.Username = "a-" }},
		{"other letters", "username", "invalid", func(d *users.Draft) { d.Username = "mirа" }},
		{"a slash", "username", "invalid", func(d *users.Draft) { d.Username = "a/b" }},
		{"a line break inside", "username", "invalid", func(d *users.Draft) { d.Username = "a\nb" }},
		{"a name that is taken", "username", "taken", func(d *users.Draft) { d.Username = "mira" }},
		{"a name taken in capitals", "username", "taken", func(d *users.Draft) { d.Username = " MIRA " }},
		{"no address", "email", "invalid", func(d *users.Draft) { d.Email = "" }},
		{"no host", "email", "invalid", func(d *users.Draft) { d.Email = "a@" }},
		{"no at sign", "email", "invalid", func(d *users.Draft) { d.Email = "example.org" }},
		{"two at signs", "email", "invalid", func(d *users.Draft) { d.Email = "a@b@example.org" }},
		{"an address with a name", "email", "invalid", func(d *users.Draft) { d.Email = "A <a@example.org>" }},
		{"an address with a comment", "email", "invalid", func(d *users.Draft) { d.Email = "a@example.org (x)" }},
		{"two addresses", "email", "invalid", func(d *users.Draft) { d.Email = "a@example.org, b@example.org" }},
		{"a header in the address", "email", "invalid", func(d *users.Draft) { d.Email = "a@example.org\r\nBcc: b@example.org" }},
		{"a long address", "email", "invalid", func(d *users.Draft) { d.Email = strings.Repeat("a", 250) + "@x.org" }},
		{"an address that is taken", "email", "taken", func(d *users.Draft) { d.Email = "Mira@Example.org" }},
		{"a long display name", "name", "invalid", func(d *users.Draft) { d.Name = strings.Repeat("ü", 101) }},
		{"a line break in the display name", "name", "invalid", func(d *users.Draft) { d.Name = "a\nb" }},
		{"a line separator after the display name", "name", "invalid", func(d *users.Draft) { d.Name = "Foo\u2028" }},
		{"nothing but a line break as the display name", "name", "invalid", func(d *users.Draft) { d.Name = "\n" }},
		{"broken UTF-8 in the display name", "name", "invalid", func(d *users.Draft) { d.Name = "a\xffb" }},
		{"a display name that turns around", "name", "invalid", func(d *users.Draft) { d.Name = "a\u202eb" }},
		{"an invisible display name", "name", "invalid", func(d *users.Draft) { d.Name = "\u3164" }},
		{"no password", "password", "invalid", func(d *users.Draft) { d.Password = "" }},
		{"a short password", "password", "invalid", func(d *users.Draft) { d.Password = "🦊🦊🦊🦊🦊🦊🦊" }},
		{"a long password", "password", "invalid", func(d *users.Draft) { d.Password = strings.Repeat("a", 1025) }},
	} {
		d := draft("other")
		c.change(&d)
		_, err := r.Create(t.Context(), d)
		var refusal *users.Error
		if !errors.As(err, &refusal) || refusal.Field != c.field || refusal.Code != c.code || strings.Contains(err.Error(), password) {
			t.Errorf("%s: error %v, want %s %s", c.name, err, c.field, c.code)
		}
	}
	if all, err := r.List(t.Context(), "", 10); err != nil || len(all) != 1 {
		t.Errorf("%d users after the refusals, %v", len(all), err)
	}
}

// TestAuthenticate shares one account among its cases: a hash takes 40 ms.
func TestAuthenticate(t *testing.T) {
	r := newRoom(t)
	mira := r.create(t, draft("mira"))
	for _, c := range []struct {
		name, login, password string
		good                  bool
	}{
		{"by name", "mira", password, true},
		{"by name in capitals", " MIRA", password, true},
		{"by e-mail", "mira@example.org", password, true},
		{"by e-mail in capitals", "Mira@EXAMPLE.org ", password, true},
		{"wrong password", "mira", "correct horse batterz", false},
		{"wrong case", "mira", strings.ToUpper(password), false},
		{"password and a space", "mira", password + " ", false},
		{"no password", "mira", "", false},
		{"a long password", "mira", strings.Repeat("a", 1<<20), false},
		{"unknown name", "nobody", password, false},
		{"unknown e-mail", "nobody@example.org", password, false},
		{"the decoy's own words", "nobody", "nobody has this password", false},
		{"no name", "", password, false},
		{"a zero byte", "mira\x00", password, false},
	} {
		got, err := r.Authenticate(t.Context(), c.login, c.password)
		if c.good && (err != nil || got.ID != mira.ID) {
			t.Errorf("%s: %v", c.name, err)
		}
		if !c.good && (!errors.Is(err, users.ErrCredentials) || got.ID != "") {
			t.Errorf("%s: %v, want %v", c.name, err, users.ErrCredentials)
		}
	}
	if err := r.SetDisabled(t.Context(), mira.ID, true); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Authenticate(t.Context(), "mira", password); !errors.Is(err, users.ErrCredentials) {
		t.Errorf("disabled: %v", err)
	}
	if err := r.SetDisabled(t.Context(), mira.ID, false); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Authenticate(t.Context(), "mira", password); err != nil {
		t.Errorf("enabled again: %v", err)
	}
	if err := r.SetDisabled(t.Context(), "0195aaaa-0000-7000-8000-000000000001", true); !errors.Is(err, users.ErrUnknown) {
		t.Errorf("disable nobody: %v", err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Authenticate(cancelled, "mira", password); err == nil || errors.Is(err, users.ErrCredentials) {
		t.Errorf("without a database: %v, want its error and no verdict", err)
	}
}

// nobody is a store without accounts, which counts who asked.
type nobody struct {
	users.Store
	asked atomic.Int32
}

func (n *nobody) UserByLogin(context.Context, string) (users.User, string, error) {
	n.asked.Add(1)
	return users.User{}, "", users.ErrUnknown
}

// TestBusy: where all places for a hash are taken, a sign-in waits as long as
// it may and then says that it should come again.
func TestBusy(t *testing.T) {
	store := &nobody{}
	room := users.New(store, users.Options{Now: clocktest.Now, HashWorkers: 1})
	var queue sync.WaitGroup
	for range 4 { // each takes a second where the machine is slow, and may wait for five
		queue.Go(func() {
			if _, err := room.Authenticate(t.Context(), "mira", password); !errors.Is(err, users.ErrCredentials) {
				t.Errorf("in the queue: %v", err)
			}
		})
	}
	for store.asked.Load() < 4 {
		time.Sleep(time.Millisecond)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := room.Authenticate(ctx, "mira", password); !errors.Is(err, users.ErrBusy) {
		t.Errorf("behind the queue: %v, want %v", err, users.ErrBusy)
	}
	queue.Wait()
	if _, err := room.Authenticate(t.Context(), "mira", password); !errors.Is(err, users.ErrCredentials) {
		t.Errorf("afterwards: %v", err)
	}
}

// TestHashed: who wants to is told of each hash, also of one in vain.
func TestHashed(t *testing.T) {
	var told atomic.Int64
	room := users.New(&nobody{}, users.Options{Now: clocktest.Now, HashWorkers: 1, Hashed: func() { told.Add(1) }})
	for range 2 {
		if _, err := room.Authenticate(t.Context(), "mira", password); !errors.Is(err, users.ErrCredentials) {
			t.Fatal(err)
		}
	}
	if n := told.Load(); n != 2 {
		t.Errorf("told of %d hashes, not of 2", n)
	}
}
