package storagetest

import (
	"slices"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/users"
)

// testBrowsers remembers the browsers of two people.
func testBrowsers(t *testing.T, s *storage.Store) {
	mira, theo := newID(), newID()
	const firefox, small = "Firefox 192.0.2.0/24", "firefox 192.0.2.0/24"
	remember := func(what, user, browser string, at time.Time, before bool, want ...string) {
		t.Helper()
		lately, gotBefore, err := s.RememberBrowser(t.Context(), user, browser, at, at.Add(-time.Hour))
		must(t, err)
		same(t, what, gotBefore, before)
		slices.Sort(lately)
		same(t, what, lately, want)
	}
	remember("the first one", mira, firefox, noon, false)
	remember("the same one", mira, firefox, noon.Add(time.Hour), true, firefox)
	remember("another one", mira, small, noon.Add(time.Hour), true, firefox)
	remember("somebody else's", theo, firefox, noon, false)
	remember("both", mira, small, noon.Add(time.Hour), true, firefox, small)
	remember("after a while", mira, firefox, noon.Add(3*time.Hour), true)
	remember("the other one was forgotten", mira, small, noon.Add(3*time.Hour), true, firefox)
}

func testSetEmail(t *testing.T, s *storage.Store) {
	mira, theo := newUser(t, s), newUser(t, s)
	must(t, s.SetEmail(t.Context(), mira.ID, "new-"+mira.Email))
	got, err := s.User(t.Context(), mira.ID)
	must(t, err)
	same(t, "e-mail address", got.Email, "new-"+mira.Email)
	is(t, "taken", s.SetEmail(t.Context(), mira.ID, theo.Email), users.Taken("email"))
	is(t, "unknown", s.SetEmail(t.Context(), newID(), newID()+"@example.org"), users.ErrUnknown)
}
