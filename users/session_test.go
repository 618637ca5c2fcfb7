package users_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/users"
)

// insert makes an account without the cost of a hash; nobody can sign in to it.
func (r *room) insert(t *testing.T, name string) users.User {
	t.Helper()
	id := map[string]string{"mira": "0195aaaa-0000-7000-8000-000000000001", "noor": "0195aaaa-0000-7000-8000-000000000002"}[name]
	u := users.User{ID: id, Username: name, Email: name + "@example.org", CreatedAt: r.at}
	if err := r.store.CreateUser(t.Context(), u, "no hash"); err != nil {
		t.Fatal(err)
	}
	return u
}

func (r *room) start(t *testing.T, u users.User, previous string) (users.Session, string) {
	t.Helper()
	e, err := r.SignIn(t.Context(), u, users.Browser{Address: "192.0.2.1", Agent: "Browser/1.0", Previous: previous})
	if err != nil || e.Halfway || !secret.Valid(secret.Session, e.Secret) {
		t.Fatal(e, err)
	}
	return e.Session, e.Secret
}

func (r *room) living(t *testing.T, what, raw string, want bool) {
	t.Helper()
	_, u, err := r.Resume(t.Context(), raw)
	if want && err != nil || !want && !errors.Is(err, users.ErrUnknown) {
		t.Errorf("%s: %v, want living %v", what, err, want)
	}
	if err != nil && u.ID != "" {
		t.Errorf("%s: refused, but with its user", what)
	}
}

func TestSession(t *testing.T) {
	r := newRoom(t)
	mira := r.insert(t, "mira")
	s, raw := r.start(t, mira, "")
	if s.Hash != secret.HashOf(raw) || !s.AuthTime.Equal(r.at) || !s.ExpiresAt.Equal(r.at.Add(24*time.Hour)) {
		t.Errorf("session %+v", s)
	}
	got, u, err := r.Resume(t.Context(), raw)
	if err != nil || got != s || u != mira {
		t.Errorf("resumed %+v of %+v, %v; want %+v", got, u, err, s)
	}
	for _, other := range []string{"", raw + "x", raw[:len(raw)-1], strings.ToUpper(raw), secret.New(secret.Session), secret.New(secret.AccessToken), "pss_" + strings.Repeat("0", 36)} {
		r.living(t, "cookie "+other, other, false)
	}
	odd, err := r.SignIn(t.Context(), mira, users.Browser{Address: "192.0.2.1", Agent: strings.Repeat("é\x00<\n", 400)})
	if err != nil {
		t.Errorf("an odd browser: %v", err)
	}
	if a := odd.Session.Agent; len(a) > 200 || strings.ContainsFunc(a, func(r rune) bool { return r < ' ' || r > '~' }) {
		t.Errorf("agent kept as %q", a)
	}
	if err := r.EndSession(t.Context(), raw); err != nil {
		t.Fatal(err)
	}
	r.living(t, "signed out", raw, false)
	for _, unknown := range []string{raw, "", "x"} {
		if err := r.EndSession(t.Context(), unknown); err != nil {
			t.Errorf("sign out of nothing: %v", err)
		}
	}
}

// TestSessionFixation: the session that a browser came with never becomes the
// one of whoever signs in.
func TestSessionFixation(t *testing.T) {
	r := newRoom(t)
	mira, noor := r.insert(t, "mira"), r.insert(t, "noor")
	_, before := r.start(t, mira, "")
	_, after := r.start(t, noor, before)
	if before == after {
		t.Fatal("the session kept its id over a sign-in")
	}
	r.living(t, "the session from before", before, false)
	r.living(t, "the new session", after, true)
	r.start(t, mira, "what the browser made up")
	r.living(t, "another browser's", after, true)
}

func TestSessionEnds(t *testing.T) {
	r := newRoom(t)
	began := r.at
	mira := r.insert(t, "mira")
	_, idle := r.start(t, mira, "")
	_, used := r.start(t, mira, "")

	r.at = began.Add(59 * time.Minute)
	r.living(t, "used within the hour", used, true)
	r.at = began.Add(time.Hour)
	r.living(t, "an hour idle", idle, true)
	_, idle = r.start(t, mira, "")
	r.at = r.at.Add(time.Hour + time.Millisecond)
	r.living(t, "more than an hour idle", idle, false)
	r.at = began.Add(59*time.Minute + time.Hour)
	r.living(t, "idle counts from the last use", used, true)
	for r.at.Before(began.Add(24*time.Hour - 30*time.Minute)) {
		r.at = r.at.Add(30 * time.Minute)
		r.living(t, "in use", used, true)
	}
	r.at = began.Add(24*time.Hour - time.Millisecond)
	r.living(t, "just before its greatest age", used, true)
	r.at = began.Add(24 * time.Hour)
	r.living(t, "at its greatest age", used, false)
}

// TestSessionTouch: a session's last use is written once a minute, not at
// every request.
func TestSessionTouch(t *testing.T) {
	r := newRoom(t)
	mira := r.insert(t, "mira")
	s, raw := r.start(t, mira, "")
	for _, c := range []struct {
		after time.Duration
		want  time.Time
	}{
		{time.Second, s.LastSeenAt},
		{time.Minute - time.Millisecond, s.LastSeenAt},
		{time.Minute, s.LastSeenAt.Add(time.Minute)},
		{time.Minute + 59*time.Second, s.LastSeenAt.Add(time.Minute)},
		{10 * time.Minute, s.LastSeenAt.Add(10 * time.Minute)},
	} {
		r.at = s.CreatedAt.Add(c.after)
		r.living(t, "in use", raw, true)
		got, _, err := r.store.Session(t.Context(), s.Hash)
		if err != nil || !got.LastSeenAt.Equal(c.want) {
			t.Errorf("after %v: last seen %v, want %v, %v", c.after, got.LastSeenAt, c.want, err)
		}
	}
}

func TestDisabledEndsSessions(t *testing.T) {
	r := newRoom(t)
	mira, noor := r.insert(t, "mira"), r.insert(t, "noor")
	_, a := r.start(t, mira, "")
	_, b := r.start(t, mira, "")
	_, other := r.start(t, noor, "")
	if err := r.SetDisabled(t.Context(), mira.ID, true); err != nil {
		t.Fatal(err)
	}
	_, late := r.start(t, mira, "") // a sign-in that was under way
	r.living(t, "disabled", a, false)
	r.living(t, "disabled, begun late", late, false)
	r.living(t, "somebody else", other, true)
	if err := r.SetDisabled(t.Context(), mira.ID, false); err != nil {
		t.Fatal(err)
	}
	r.living(t, "enabled again", a, false)
	r.living(t, "enabled again, second session", b, false)
	r.living(t, "enabled again, begun late", late, false)
}

func TestPasswordChanges(t *testing.T) {
	r := newRoom(t)
	mira, noor := r.create(t, draft("mira")), r.insert(t, "noor")
	here, raw := r.start(t, mira, "")
	_, elsewhere := r.start(t, mira, "")
	_, other := r.start(t, noor, "")
	const fresh = "another long password"

	if _, _, err := r.ChangePassword(t.Context(), here, "not it at all", fresh, false); !errors.Is(err, users.ErrCredentials) {
		t.Errorf("with a wrong password: %v", err)
	}
	var refusal *users.Error
	if _, _, err := r.ChangePassword(t.Context(), here, password, "short", false); !errors.As(err, &refusal) || refusal.Field != "password" {
		t.Errorf("to a short password: %v", err)
	}
	r.living(t, "after refusals", elsewhere, true)
	next, renewed, err := r.ChangePassword(t.Context(), here, password, fresh, false)
	if err != nil {
		t.Fatal(err)
	}
	if next.CreatedAt != here.CreatedAt || next.ExpiresAt != here.ExpiresAt || next.Hash == here.Hash {
		t.Errorf("went on as %+v, from %+v", next, here)
	}
	r.living(t, "the session it was done in", renewed, true)
	r.living(t, "under its old id", raw, false)
	if _, _, err := r.ChangePassword(t.Context(), here, fresh, password, false); !errors.Is(err, users.ErrUnknown) {
		t.Errorf("by a session that has ended: %v", err)
	}
	if _, err := r.Authenticate(t.Context(), "mira", fresh); err != nil {
		t.Errorf("what an ended session changed: %v", err)
	}
	r.living(t, "the other session", elsewhere, false)
	r.living(t, "somebody else's", other, true)
	if _, err := r.Authenticate(t.Context(), "mira", password); !errors.Is(err, users.ErrCredentials) {
		t.Errorf("with the old password: %v", err)
	}
	if err := r.ResetPassword(t.Context(), mira.ID, password); err != nil {
		t.Fatal(err)
	}
	r.living(t, "after the operator's reset", renewed, false)
	if _, err := r.Authenticate(t.Context(), "mira", password); err != nil {
		t.Errorf("with the reset password: %v", err)
	}
	if err := r.ResetPassword(t.Context(), "0195aaaa-0000-7000-8000-00000000ffff", password); !errors.Is(err, users.ErrUnknown) {
		t.Errorf("reset of nobody: %v", err)
	}
}
