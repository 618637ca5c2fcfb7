package users_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

const rivals = 16

// race runs fn so many times at once and counts who won; everybody else must
// have been refused with one of these.
func race(t *testing.T, fn func(i int) error, refusals ...error) int {
	t.Helper()
	var all sync.WaitGroup
	var won atomic.Int32
	start := make(chan struct{})
	for i := range rivals {
		all.Go(func() {
			<-start
			err := fn(i)
			if err == nil {
				won.Add(1)
				return
			}
			for _, refusal := range refusals {
				if errors.Is(err, refusal) {
					return
				}
			}
			t.Errorf("rival %d: %v", i, err)
		})
	}
	close(start)
	all.Wait()
	return int(won.Load())
}

// TestOneCodeOnce: of many sign-ins with one code at once one wins, whether
// they are one sign-in or many, by the authenticator or by a recovery code; and
// so of sign-ins and step ups together.
func TestOneCodeOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		r := newRoomOn(t, url)
		g := r.guard(t, "mira")
		many := func() []string {
			waiting := make([]string, rivals)
			for i := range waiting {
				waiting[i] = r.halfway(t, g)
			}
			return waiting
		}
		finish := func(waiting, code string) error {
			_, _, err := r.FinishSignIn(t.Context(), waiting, code, users.Browser{})
			return err
		}
		for name, code := range map[string]func() string{
			"authenticator": func() string { r.at = r.at.Add(time.Minute); return r.code(t, g, 0) },
			"recovery code": func() string { g.codes = g.codes[1:]; return g.codes[0] },
		} {
			one := code()
			waiting := many()
			if n := race(t, func(i int) error { return finish(waiting[i], one) }, users.ErrCode); n != 1 {
				t.Errorf("%s: %d of many sign-ins won", name, n)
			}
			one, waiting = code(), many()
			if n := race(t, func(int) error { return finish(waiting[0], one) }, users.ErrCode, users.ErrUnknown); n != 1 {
				t.Errorf("%s: %d of one sign-in won", name, n)
			}
			one = code()
			n := race(t, func(i int) error {
				if i%2 == 0 {
					return finish(waiting[i], one)
				}
				_, _, err := r.Confirm(t.Context(), g.session, one)
				return err
			}, users.ErrCode, users.ErrUnknown)
			if n != 1 {
				t.Errorf("%s: %d of sign-ins and step ups won", name, n)
			}
			if all, err := r.Sessions(t.Context(), g.ID); err != nil || len(all) == 0 {
				t.Fatal(all, err)
			} else {
				g.session = all[0]
			}
		}
	})
}

// TestSetUpRace: a set-up finishes once, and no sign-in with the password
// alone slips past it.
func TestSetUpRace(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		r := newRoomOn(t, url)
		mira := r.create(t, draft("mira"))
		here, _ := r.start(t, mira, "")
		if err := r.BeginTOTP(t.Context(), here, password); err != nil {
			t.Fatal(err)
		}
		setup, err := r.PendingTOTP(t.Context(), here)
		if err != nil {
			t.Fatal(err)
		}
		code := r.code(t, &guarded{key: setup.Key}, 0)
		n := race(t, func(i int) error {
			if i%2 == 0 {
				_, err := r.SignIn(t.Context(), mira, users.Browser{})
				return errors.Join(err, errNoWinner)
			}
			_, _, codes, err := r.FinishTOTP(t.Context(), here, code)
			if (err == nil) != (len(codes) == 10) {
				t.Errorf("%d codes, %v", len(codes), err)
			}
			return err
		}, errNoWinner, users.ErrUnknown, users.ErrFactorSet)
		if n != 1 {
			t.Errorf("set up %d times", n)
		}
		all, err := r.Sessions(t.Context(), mira.ID)
		if err != nil || len(all) != 1 || all[0].MFATime.IsZero() {
			t.Errorf("sessions after the set-up: %+v, %v", all, err)
		}
	})
}

var errNoWinner = errors.New("not what is counted")

// TestSignInDoesNotOutliveItsPassword: a password is replaced between its check and the session that it buys. What was
// to end with it does not begin after it, with a second factor or without.
func TestSignInDoesNotOutliveItsPassword(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		r := newRoomOn(t, url)
		for name, user := range map[string]users.User{"plain": r.create(t, draft("plain")), "guarded": r.guard(t, "guarded").User} {
			given, err := r.Authenticate(t.Context(), user.Username, password)
			if err != nil {
				t.Fatal(err)
			}
			if err := r.ResetPassword(t.Context(), user.ID, "quite another password"); err != nil {
				t.Fatal(err)
			}
			if entry, err := r.SignIn(t.Context(), given, users.Browser{}); !errors.Is(err, users.ErrCredentials) || entry.Secret != "" {
				t.Errorf("%s: signed in by a password that is gone: %+v, %v", name, entry, err)
			}
			if given, err = r.Authenticate(t.Context(), user.Username, "quite another password"); err != nil {
				t.Fatal(err)
			}
			if entry, err := r.SignIn(t.Context(), given, users.Browser{}); err != nil || entry.Secret == "" {
				t.Errorf("%s: by the new one: %v", name, err)
			}
		}
	})
}
