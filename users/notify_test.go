package users_test

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/patio-auth/patio/users"
)

// told is a notifier that keeps what it is told, or refuses.
type told struct {
	all  []users.Notice
	fail error
}

// NotifyAccount is users.Notifier's.
func (n *told) NotifyAccount(_ context.Context, notice users.Notice) error {
	if n.fail == nil {
		n.all = append(n.all, notice)
	}
	return n.fail
}

func newToldRoom(t *testing.T) (*room, *told) {
	t.Helper()
	r, n := newRoom(t), &told{}
	r.Users = users.New(r.store, users.Options{Now: r.now, IdleTTL: time.Hour, MaxTTL: 24 * time.Hour, Notifier: n})
	return r, n
}

// TestEveryChangeIsTold: whichever way an account's credentials change, its
// owner is told, once.
func TestEveryChangeIsTold(t *testing.T) {
	r, n := newToldRoom(t)
	mira := r.guard(t, "mira")
	want := func(what string, kinds ...users.Notice) {
		t.Helper()
		for i := range kinds {
			kinds[i].UserID = mira.ID
		}
		if !reflect.DeepEqual(n.all, kinds) {
			t.Errorf("%s: %+v, want %+v", what, n.all, kinds)
		}
		n.all = nil
	}
	want("set up", users.Notice{Kind: users.NoticeFactorAdded})
	codes, err := r.RenewRecoveryCodes(t.Context(), mira.session, password)
	if err != nil {
		t.Fatal(err)
	}
	want("new codes", users.Notice{Kind: users.NoticeRecoveryCodesRenewed})
	if _, err := r.finish(t, r.halfway(t, mira), codes[0]); err != nil {
		t.Fatal(err)
	}
	unknown := users.Notice{Kind: users.NoticeNewDevice, Browser: "A browser", Address: "192.0.2.1"} // it comes without a cookie
	want("a recovery code at sign-in", users.Notice{Kind: users.NoticeRecoveryCodeUsed, CodesLeft: 9}, unknown)
	if _, err := r.finish(t, r.halfway(t, mira), codes[0]); !errors.Is(err, users.ErrCode) {
		t.Error(err)
	}
	want("a spent one")
	s, _, err := r.Confirm(t.Context(), mira.session, codes[1])
	if err != nil {
		t.Fatal(err)
	}
	want("a recovery code to confirm", users.Notice{Kind: users.NoticeRecoveryCodeUsed, CodesLeft: 8})
	if s, _, err = r.RemoveFactors(t.Context(), s, password); err != nil {
		t.Fatal(err)
	}
	want("removed", users.Notice{Kind: users.NoticeFactorRemoved})
	if err := r.ResetFactors(t.Context(), mira.ID); err != nil {
		t.Fatal(err)
	}
	want("none to reset")
	other := r.guard(t, "noor")
	n.all = nil
	if err := r.ResetFactors(t.Context(), other.ID); err != nil || len(n.all) != 1 || n.all[0] != (users.Notice{Kind: users.NoticeFactorRemoved, UserID: other.ID}) {
		t.Errorf("reset: %+v, %v", n.all, err)
	}
	n.all = nil
	if err := r.ResetPassword(t.Context(), mira.ID, "another horse battery"); err != nil {
		t.Fatal(err)
	}
	want("password reset", users.Notice{Kind: users.NoticePassword})
	e, err := r.SignIn(t.Context(), mira.User, users.Browser{Address: "192.0.2.1"})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := r.ChangePassword(t.Context(), e.Session, "another horse battery", password, false); err != nil {
		t.Fatal(err)
	}
	want("password changed", unknown, users.Notice{Kind: users.NoticePassword})
	_ = s
}

// TestEmailChange tells of the former address, and of no change of nothing.
func TestEmailChange(t *testing.T) {
	r, n := newToldRoom(t)
	mira := r.insert(t, "mira")
	r.insert(t, "noor")
	for range 2 {
		if err := r.ChangeEmail(t.Context(), mira.ID, " Mira@Example.NET "); err != nil {
			t.Fatal(err)
		}
	}
	if want := (users.Notice{Kind: users.NoticeEmail, UserID: mira.ID, FormerEmail: "mira@example.org"}); len(n.all) != 1 || n.all[0] != want {
		t.Errorf("%+v", n.all)
	}
	if got, err := r.Find(t.Context(), "mira@example.net"); err != nil || got.ID != mira.ID {
		t.Errorf("%+v, %v", got, err)
	}
	for _, bad := range []string{"", "mira", "a@example.org, b@example.org"} {
		if err := r.ChangeEmail(t.Context(), mira.ID, bad); !errors.Is(err, &users.Error{Field: "email", Code: "invalid"}) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if err := r.ChangeEmail(t.Context(), mira.ID, "noor@example.org"); !errors.Is(err, users.Taken("email")) {
		t.Errorf("somebody else's: %v", err)
	}
	if err := r.ChangeEmail(t.Context(), "0195aaaa-0000-7000-8000-00000000000f", "x@example.org"); !errors.Is(err, users.ErrUnknown) {
		t.Errorf("nobody's: %v", err)
	}
	n.fail = errors.New("full")
	if err := r.ChangeEmail(t.Context(), mira.ID, "third@example.org"); !errors.Is(err, n.fail) {
		t.Errorf("what cannot be told: %v", err)
	}
	if got, err := r.Get(t.Context(), mira.ID); err != nil || got.Email != "mira@example.net" {
		t.Errorf("what could not be told was done: %+v, %v", got, err)
	}
}

// TestNewDevice: a sign-in is told of where the browser does not prove that the
// account signed in with it before; the first one of an account is not. What it
// calls itself and where it comes from prove nothing.
func TestNewDevice(t *testing.T) {
	const firefox, chrome = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36"
	r, n := newToldRoom(t)
	mira, noor := r.insert(t, "mira"), r.insert(t, "noor")
	jars := map[string]string{}
	for _, c := range []struct {
		what    string
		who     users.User
		browser users.Browser
		jar     string // "": an empty one
		after   time.Duration
		told    bool
	}{
		{"the first one", mira, users.Browser{Address: "192.0.2.1", Agent: firefox}, "mine", 0, false},
		{"the same", mira, users.Browser{Address: "192.0.2.1", Agent: firefox}, "mine", time.Hour, false},
		{"the same in all but the cookie", mira, users.Browser{Address: "192.0.2.1", Agent: firefox}, "", time.Hour, true},
		{"that once more", mira, users.Browser{Address: "192.0.2.1", Agent: firefox}, "", time.Hour, true},
		{"the cookie in a newer version", mira, users.Browser{Address: "192.0.2.200", Agent: firefox + "1"}, "mine", time.Hour, false},
		{"the cookie elsewhere", mira, users.Browser{Address: "2001:db8:1:2::1", Agent: firefox}, "mine", time.Hour, false},
		{"another browser", mira, users.Browser{Address: "192.0.2.1", Agent: chrome}, "other", time.Hour, true},
		{"that one again", mira, users.Browser{Address: "192.0.2.1", Agent: chrome}, "other", time.Hour, false},
		{"somebody else for the first time", noor, users.Browser{Address: "192.0.2.1", Agent: firefox}, "mine", time.Hour, false},
		{"somebody else with a cookie of mine", noor, users.Browser{Address: "192.0.2.1", Agent: firefox}, "other", time.Hour, true},
		{"a browser that two people share", mira, users.Browser{Address: "192.0.2.1", Agent: firefox}, "mine", time.Hour, false},
		{"a cookie that is none", mira, users.Browser{Address: "192.0.2.1", Agent: firefox, Device: "pdc_x"}, "", time.Hour, true},
		{"after a long time", mira, users.Browser{Address: "192.0.2.1", Agent: firefox}, "mine", 91 * 24 * time.Hour, false},
		{"after a long time without it", mira, users.Browser{Address: "192.0.2.1", Agent: firefox}, "", 91 * 24 * time.Hour, true},
	} {
		r.at, n.all = r.at.Add(c.after), nil
		if c.jar != "" {
			c.browser.Device = jars[c.jar]
		}
		entry, err := r.SignIn(t.Context(), c.who, c.browser)
		if err != nil {
			t.Fatal(err)
		}
		want := []users.Notice{{Kind: users.NoticeNewDevice, UserID: c.who.ID, Browser: users.BrowserName(c.browser.Agent), Address: c.browser.Address}}
		if c.told && !reflect.DeepEqual(n.all, want) || !c.told && n.all != nil {
			t.Errorf("%s: %+v", c.what, n.all)
		}
		if jars[c.jar], _, err = r.RememberDevice(t.Context(), entry.Session, c.browser.Device); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.store.DeleteSessions(t.Context(), mira.ID, nil); err != nil {
		t.Fatal(err)
	}
	n.all = nil
	if _, err := r.SignIn(t.Context(), mira, users.Browser{Address: "203.0.113.99", Agent: chrome}); err != nil || len(n.all) != 1 {
		t.Errorf("after signing out everywhere: %+v, %v", n.all, err)
	}
}

// TestNewDeviceAfterUpgrade: of an account that has no device cookie yet, the
// kind of browser and its network are known, once.
func TestNewDeviceAfterUpgrade(t *testing.T) {
	const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
	r, n := newToldRoom(t)
	for _, c := range []struct {
		name, address string
		told          []int // notices at each sign-in
	}{
		{"mira", "192.0.2.200", []int{0, 1}}, {"noor", "198.51.100.1", []int{1, 1}},
	} {
		who := r.insert(t, c.name)
		if _, _, err := r.store.RememberBrowser(t.Context(), who.ID, "Firefox on Linux 192.0.2.0/24", r.at, r.at); err != nil {
			t.Fatal(err)
		}
		for i, told := range c.told {
			n.all = nil
			if _, err := r.SignIn(t.Context(), who, users.Browser{Address: c.address, Agent: firefox}); err != nil || len(n.all) != told {
				t.Errorf("%s, sign-in %d: %+v, %v", c.name, i, n.all, err)
			}
		}
	}
}
