package users_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

// remember is the device cookie of a browser in which somebody has just signed in.
func (r *room) remember(t *testing.T, s users.Session, cookie string) string {
	t.Helper()
	cookie, until, err := r.RememberDevice(t.Context(), s, cookie)
	if err != nil {
		t.Fatal(err)
	}
	if until.Sub(r.at) != 365*24*time.Hour || strings.ContainsAny(cookie, " ,;\"\\") || len(cookie) > 1000 {
		t.Fatalf("the cookie %q, until %s", cookie, until)
	}
	return cookie
}

// device is by what a browser is known at a name; "": it is not.
func (r *room) device(t *testing.T, login, cookie string) string {
	t.Helper()
	who, err := r.Recognise(t.Context(), login, cookie)
	if err != nil {
		t.Fatal(err)
	}
	return who.Device
}

func TestDeviceCookies(t *testing.T) {
	r := newRoom(t)
	mira, theo := r.create(t, draft("mira")), r.create(t, draft("theo"))
	session := r.signIn(t, mira)
	cookie := r.remember(t, session, "")
	first := r.device(t, "mira", cookie)
	if first == "" || r.device(t, " MIRA@example.org", cookie) != first {
		t.Error("the browser is not known under each of the account's names")
	}
	for login, given := range map[string]string{
		"theo": cookie, "nobody": cookie, "mira": "", "": cookie,
	} {
		if r.device(t, login, given) != "" {
			t.Errorf("%q is known by %q", login, given)
		}
	}
	if again := r.remember(t, session, cookie); r.device(t, "mira", again) != first {
		t.Error("a renewed cookie is another browser's, with tries of its own")
	}
	if other := r.remember(t, session, ""); r.device(t, "mira", other) == first {
		t.Error("two browsers share their tries")
	}
	both := r.remember(t, r.signIn(t, theo), cookie)
	if r.device(t, "mira", both) != first || r.device(t, "theo", both) == "" {
		t.Error("a browser that two people share knows one of them")
	}
	r.at = r.at.Add(365*24*time.Hour - time.Second)
	if r.device(t, "mira", both) == "" {
		t.Error("a cookie ends before its year is over")
	}
	r.at = r.at.Add(time.Second)
	if r.device(t, "mira", both) != "" {
		t.Error("a cookie is good for more than a year")
	}
}

func TestForgedDeviceCookies(t *testing.T) {
	r := newRoom(t)
	mira, eve := r.create(t, draft("mira")), r.create(t, draft("eve"))
	own := r.remember(t, r.signIn(t, mira), "")
	foreign := r.remember(t, r.signIn(t, eve), "")
	elsewhere := newRoom(t) // another server, where the same person has the same id
	if err := elsewhere.store.CreateUser(t.Context(), mira, "$argon2id$"); err != nil {
		t.Fatal(err)
	}
	other := elsewhere.remember(t, elsewhere.signIn(t, mira), "")
	entry, _ := strings.CutPrefix(own, "pdc_")
	forged := []string{other, foreign, entry, "pdc_", "pdc_~", "pdc_" + strings.Repeat("~", 900), strings.Repeat("A", 4000), "pdc_" + entry[:len(entry)-1], own + "A"}
	for i := range len(own) {
		if i >= len("pdc_") {
			forged = append(forged, own[:i]+"_"+own[i+1:], own[:i]+"0"+own[i+1:])
		}
	}
	for _, cookie := range forged {
		if cookie != own && r.device(t, "mira", cookie) != "" {
			t.Errorf("mira is known by %q, not only by %q", cookie, own)
		}
	}
	// What others have in the cookie is kept, but not without end.
	cookie := own
	for _, name := range []string{"u1", "u2", "u3", "u4", "u5"} {
		cookie = r.remember(t, r.signIn(t, r.create(t, draft(name))), cookie)
	}
	if strings.Count(cookie, "~") != 4 || r.device(t, "mira", cookie) != "" || r.device(t, "u1", cookie) == "" {
		t.Errorf("after five more people the cookie is %q", cookie)
	}
}

// TestANewPasswordForgetsDevices: whoever knew the old password may have any number of cookies.
func TestANewPasswordForgetsDevices(t *testing.T) {
	r := newRoom(t)
	mira := r.create(t, draft("mira"))
	session := r.signIn(t, mira)
	cookie := r.remember(t, session, "")
	next, _, err := r.ChangePassword(t.Context(), session, password, "another long password", false)
	if err != nil {
		t.Fatal(err)
	}
	renewed := r.remember(t, next, cookie)
	if r.device(t, "mira", cookie) != "" || r.device(t, "mira", renewed) == "" {
		t.Error("after a change: a cookie from before is good, or the new one is not")
	}
	if err := r.ResetPassword(t.Context(), mira.ID, password); err != nil {
		t.Fatal(err)
	}
	if r.device(t, "mira", cookie) != "" || r.device(t, "mira", renewed) != "" {
		t.Error("a cookie outlives a reset, or comes back with the old password")
	}
}

// TestSecondFactorsNeedDevicesThatGaveOne: a browser in which only the password was given is a stranger to the code.
func TestSecondFactorsNeedDevicesThatGaveOne(t *testing.T) {
	r := newRoom(t)
	mira := r.create(t, draft("mira"))
	before := r.remember(t, r.signIn(t, mira), "")
	knows := func(cookie string) bool {
		device, err := r.KnownForFactor(t.Context(), mira, cookie)
		if err != nil {
			t.Fatal(err)
		}
		return device != ""
	}
	session := r.signIn(t, mira)
	session.MFATime = r.at
	with := r.remember(t, session, before)
	if knows(before) || !knows(with) || knows("") {
		t.Errorf("known before: %t, with a code: %t", knows(before), knows(with))
	}
	session.MFATime = time.Time{}
	if again := r.remember(t, session, with); !knows(again) {
		t.Error("a browser that gave a code once is a stranger after a step without one")
	}
}

// TestReplicasShareTheDeviceKey: two processes that start on an empty database at once come to one key, and the cookie of
// one is known to the other and after a restart.
func TestReplicasShareTheDeviceKey(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		r := newRoomOn(t, url)
		session := r.signIn(t, r.create(t, draft("mira")))
		replicas := make([]*users.Users, 8)
		cookies := make([]string, len(replicas))
		var all sync.WaitGroup
		for i := range replicas {
			replicas[i] = users.New(r.store, users.Options{Now: r.now, IdleTTL: time.Hour, MaxTTL: time.Hour})
			all.Go(func() {
				var err error
				if cookies[i], _, err = replicas[i].RememberDevice(t.Context(), session, ""); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for i, cookie := range cookies {
			who, err := replicas[(i+1)%len(replicas)].Recognise(t.Context(), "mira", cookie)
			if err != nil || who.Device == "" {
				t.Errorf("the cookie of one replica is unknown to another: %+v, %v", who, err)
			}
		}
	})
}

// TestResealDeviceKey: the key follows the master key, and where it cannot be opened nobody is known, and nobody is
// refused.
func TestResealDeviceKey(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		r := newRoomOn(t, url)
		session := r.signIn(t, r.create(t, draft("mira")))
		if n, err := r.ResealDeviceKey(t.Context()); n != 0 || err != nil {
			t.Errorf("without a key: %d, %v", n, err)
		}
		cookie := r.remember(t, session, "")
		r.withMasters("a", "")
		if n, err := r.ResealDeviceKey(t.Context()); n != 1 || err != nil {
			t.Fatalf("a key in clear: %d, %v", n, err)
		}
		if n, err := r.ResealDeviceKey(t.Context()); n != 0 || err != nil {
			t.Errorf("again: %d, %v", n, err)
		}
		r.withMasters("b", "a")
		if r.device(t, "mira", cookie) == "" {
			t.Error("the cookie is unknown under the other master key")
		}
		if n, err := r.ResealDeviceKey(t.Context()); n != 1 || err != nil {
			t.Fatalf("under the other key: %d, %v", n, err)
		}
		r.withMasters("b", "")
		if r.device(t, "mira", cookie) == "" {
			t.Error("the cookie is unknown after the exchange")
		}
		r.withMasters("c", "")
		if r.device(t, "mira", cookie) != "" {
			t.Error("the cookie is known without the key")
		}
		if _, _, err := r.RememberDevice(t.Context(), session, cookie); !errors.Is(err, users.ErrDeviceKey) {
			t.Errorf("with a foreign master key: %v", err)
		}
		if _, err := r.ResealDeviceKey(t.Context()); !errors.Is(err, users.ErrDeviceKey) {
			t.Errorf("resealed with a foreign master key: %v", err)
		}
	})
}
