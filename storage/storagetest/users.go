package storagetest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/users"
)

func testUsers(t *testing.T, s *storage.Store) {
	ctx := t.Context()
	ids := []string{newID(), newID(), newID()}
	cursor := newIDBefore(ids[0])
	made := make([]users.User, len(ids))
	for i, id := range ids {
		made[i] = users.User{
			ID: id, Username: "mira" + id[30:], Email: "mira+" + id[30:] + "@example.org", Name: strings.Repeat("🦊", 100),
			AvatarURL: "https://example.org/" + strings.Repeat("a", 900), Admin: i == 1, CreatedAt: noon,
		}
		if i == 2 {
			made[i].Name, made[i].AvatarURL, made[i].DisabledAt = "", "", later
		}
		must(t, s.CreateUser(ctx, made[i], "hash"+id))
	}
	for i, id := range ids {
		got, err := s.User(ctx, id)
		must(t, err)
		same(t, "user", got, made[i])
		for _, login := range []string{made[i].Username, made[i].Email} {
			got, hash, err := s.UserByLogin(ctx, login)
			must(t, err)
			same(t, "user by login", got, made[i])
			same(t, "password hash", hash, "hash"+id)
		}
	}
	page, err := s.Users(ctx, cursor, 2)
	must(t, err)
	same(t, "first page", page, made[:2])
	page, err = s.Users(ctx, ids[1], 2)
	must(t, err)
	same(t, "second page", page, made[2:])
	page, err = s.Users(ctx, ids[2], 2)
	must(t, err)
	same(t, "no page", page, []users.User{})

	t.Run("taken", func(t *testing.T) { testUsersTaken(t, s, made[0]) })
	t.Run("changes", func(t *testing.T) { testUserChanges(t, s, made[0]) })
}

func testUsersTaken(t *testing.T, s *storage.Store, first users.User) {
	for field, change := range map[string]func(u *users.User){
		"username": func(u *users.User) { u.Username = first.Username },
		"email":    func(u *users.User) { u.Email = first.Email },
	} {
		u := users.User{ID: newID(), Username: "new" + field, Email: field + "@new.example", CreatedAt: noon}
		change(&u)
		err := s.CreateUser(t.Context(), u, "hash")
		is(t, field, err, users.Taken(field))
		_, err = s.User(t.Context(), u.ID)
		is(t, "the refused user", err, users.ErrUnknown)
	}
	again := first
	again.Username, again.Email = "somebody", "somebody@new.example"
	err := s.CreateUser(t.Context(), again, "hash")
	if taken := (*users.Error)(nil); err == nil || errors.As(err, &taken) {
		t.Errorf("an id that is taken: error %v, want one that is about no field", err)
	}
}

func testUserChanges(t *testing.T, s *storage.Store, u users.User) {
	ctx := t.Context()
	for _, at := range []time.Time{noon, noon, later, {}, {}} {
		must(t, s.SetUserDisabled(ctx, u.ID, at)) // an update that changes nothing finds its row all the same
		got, err := s.User(ctx, u.ID)
		must(t, err)
		same(t, "disabled at", got.DisabledAt, at)
	}
	for range 2 {
		must(t, s.SetPassword(ctx, u.ID, "other hash"))
	}
	_, hash, err := s.UserByLogin(ctx, u.Username)
	must(t, err)
	same(t, "changed hash", hash, "other hash")

	_, err = s.User(ctx, newID())
	is(t, "unknown user", err, users.ErrUnknown)
	for _, login := range []string{"nobody", "nobody@example.org", "", "' OR 1=1 --"} {
		_, _, err = s.UserByLogin(ctx, login)
		is(t, "unknown login "+login, err, users.ErrUnknown)
	}
	is(t, "disable nobody", s.SetUserDisabled(ctx, newID(), noon), users.ErrUnknown)
	is(t, "password of nobody", s.SetPassword(ctx, newID(), "hash"), users.ErrUnknown)
}

func testSessions(t *testing.T, s *storage.Store) {
	ctx, u, other := t.Context(), newUser(t, s), newUser(t, s)
	start := func(u users.User) users.Session {
		n := users.Session{
			Hash: newHash(), UserID: u.ID, AuthTime: noon, MFATime: later, CreatedAt: noon, LastSeenAt: noon, ExpiresAt: later,
			Address: "2001:db8::1", Agent: strings.Repeat("M", 200),
		}
		must(t, s.CreateSession(ctx, n))
		return n
	}
	gone := func(what string, hash secret.Hash) {
		t.Helper()
		_, _, err := s.Session(ctx, hash)
		is(t, what, err, users.ErrUnknown)
	}
	living := func(what string, n users.Session, u users.User) {
		t.Helper()
		got, who, err := s.Session(ctx, n.Hash)
		must(t, err)
		same(t, what, got, n)
		same(t, what+", its user", who, u)
	}
	a, b, c, foreign := start(u), start(u), start(u), start(other)
	living("session", a, u)
	a.LastSeenAt = later
	must(t, s.TouchSession(ctx, a.Hash, later))
	living("touched session", a, u)
	living("session beside it", b, u)
	must(t, s.TouchSession(ctx, newHash(), later))
	gone("unknown session", newHash())

	all, err := s.Sessions(ctx, u.ID, noon, 10)
	must(t, err)
	if len(all) != 3 || all[0] != a {
		t.Errorf("sessions, the last one used first: %+v", all)
	}
	all, err = s.Sessions(ctx, u.ID, noon.Add(time.Millisecond), 10)
	must(t, err)
	same(t, "sessions used since", all, []users.Session{a})
	all, err = s.Sessions(ctx, u.ID, noon, 2)
	must(t, err)
	same(t, "how many of them", len(all), 2)

	next := b
	next.Hash, next.AuthTime, next.MFATime, next.LastSeenAt = newHash(), later, time.Time{}, later
	for i, want := range []bool{true, false} {
		replaced, err := s.ReplaceSession(ctx, b.Hash, next)
		must(t, err)
		same(t, "replaced", replaced, want)
		if i == 0 {
			gone("session under its old id", b.Hash)
			living("session under its new id", next, u)
		}
	}
	b = next

	for range 2 {
		must(t, s.DeleteSession(ctx, c.Hash))
	}
	gone("ended session", c.Hash)
	must(t, s.DeleteSessions(ctx, u.ID, &a.Hash))
	living("kept session", a, u)
	gone("other session", b.Hash)
	must(t, s.DeleteSessions(ctx, u.ID, nil))
	gone("last session", a.Hash)
	living("somebody else's session", foreign, other)
	must(t, s.DeleteSessions(ctx, newID(), nil))

	must(t, s.SetUserDisabled(ctx, other.ID, later))
	other.DisabledAt = later
	living("session of a disabled user", foreign, other)
}

// newIDBefore is an id that sorts right before that one.
func newIDBefore(id string) string { return id[:24] + "000000000000" }
