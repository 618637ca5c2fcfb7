package users_test

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/users"
)

// last is the newest record of an action.
func (r *room) last(t *testing.T, action audit.Action) audit.Event {
	t.Helper()
	events, err := r.store.FindAuditEvents(t.Context(), audit.Filter{Action: action}, "", 1)
	if err != nil || len(events) != 1 {
		t.Fatalf("%d records of %s, %v", len(events), action, err)
	}
	return events[0]
}

func (r *room) recorded(t *testing.T, action audit.Action, before, after map[string]string) {
	t.Helper()
	if e := r.last(t, action); !maps.Equal(e.Before, before) || !maps.Equal(e.After, after) || e.Outcome != audit.Success {
		t.Errorf("%s (%s): from %v to %v; want %v to %v", action, e.Outcome, e.Before, e.After, before, after)
	}
}

type facts = map[string]string

// TestTrailOfAccounts: the record of each change of an account has what it found and what it left, and no secret.
func TestTrailOfAccounts(t *testing.T) {
	r := newRoom(t)
	mira := r.create(t, users.Draft{Username: "mira", Email: "mira@example.org", Name: "Mira", Password: password, Admin: true})
	made := facts{"username": "mira", "email": "mira@example.org", "name": "Mira", "admin": "yes", "status": "enabled"}
	r.recorded(t, "user.created", nil, made)
	if err := r.ChangeEmail(t.Context(), mira.ID, "new@example.org"); err != nil {
		t.Fatal(err)
	}
	r.recorded(t, "user.email_changed", facts{"email": "mira@example.org"}, facts{"email": "new@example.org"})
	const fresh = "another good password"
	if err := r.ResetPassword(t.Context(), mira.ID, fresh); err != nil {
		t.Fatal(err)
	}
	if e := r.last(t, "user.password_changed"); e.Before["password"] == "" || e.After["password"] == e.Before["password"] {
		t.Errorf("password: from %v to %v", e.Before, e.After)
	}
	for _, disabled := range []bool{true, false} {
		if err := r.SetDisabled(t.Context(), mira.ID, disabled); err != nil {
			t.Fatal(err)
		}
	}
	r.recorded(t, "user.disabled", facts{"status": "enabled"}, facts{"status": "disabled"})
	r.recorded(t, "user.enabled", facts{"status": "disabled"}, facts{"status": "enabled"})
	if _, err := r.Delete(t.Context(), mira.ID, users.Disposal{}); err != nil {
		t.Fatal(err)
	}
	made["email"] = "new@example.org"
	r.recorded(t, "user.deleted", made, nil)
	all, err := r.store.AuditEvents(t.Context(), "", 100)
	if err != nil || strings.Contains(fmt.Sprint(all), password) || strings.Contains(fmt.Sprint(all), fresh) || strings.Contains(fmt.Sprint(all), "argon2") {
		t.Errorf("the trail holds a password, or %v", err)
	}
}

// TestTrailOfFactors: which second factor came and went is recorded; its key and codes are not.
func TestTrailOfFactors(t *testing.T) {
	r := newRoom(t)
	mira := r.guard(t, "mira")
	r.recorded(t, "user.second_factor_added", facts{"second_factor": ""}, facts{"second_factor": "totp"})
	half := r.halfway(t, mira)
	if _, err := r.finish(t, half, "000000"); err == nil {
		t.Fatal("a wrong code was taken")
	}
	if e := r.last(t, "user.second_factor_refused"); e.Outcome != audit.Refused || e.Subject != mira.ID {
		t.Errorf("a wrong code: %+v", e)
	}
	if err := r.ResetFactors(t.Context(), mira.ID); err != nil {
		t.Fatal(err)
	}
	r.recorded(t, "user.second_factor_reset", facts{"second_factor": "totp"}, facts{"second_factor": ""})
	all, err := r.store.AuditEvents(t.Context(), "", 100)
	if err != nil || strings.Contains(fmt.Sprint(all), mira.key) || strings.Contains(fmt.Sprint(all), mira.codes[0]) {
		t.Errorf("the trail holds a key or a code, or %v", err)
	}
}

// TestTrailOfSessions: who signs in is the actor from then on, and signing out is recorded.
func TestTrailOfSessions(t *testing.T) {
	r := newRoom(t)
	mira := r.insert(t, "mira")
	stranger := &actor.Actor{Address: "192.0.2.1", Agent: "Browser/1.0", RequestID: "r1"}
	entry, err := r.SignIn(actor.NewContext(t.Context(), stranger), mira, users.Browser{Address: "192.0.2.1", Agent: "Browser/1.0"})
	if err != nil {
		t.Fatal(err)
	}
	session := facts{"address": "192.0.2.1", "agent": "Browser/1.0", "signed_in_at": audit.Time(r.at)}
	r.recorded(t, "user.signed_in", nil, session)
	if e := r.last(t, "user.signed_in"); e.Actor.UserID != mira.ID || e.Actor.Address != "192.0.2.1" || e.RequestID != "r1" {
		t.Errorf("signed in by %+v", e.Actor)
	}
	if stranger.UserID != "" {
		t.Error("the sign-in changed the actor of the request")
	}
	for range 2 {
		if err := r.EndSession(t.Context(), entry.Secret); err != nil {
			t.Fatal(err)
		}
	}
	r.recorded(t, "user.signed_out", session, nil)
	if e := r.last(t, "user.signed_out"); e.Subject != mira.ID {
		t.Errorf("signed out: %+v", e)
	}
	events, err := r.store.FindAuditEvents(t.Context(), audit.Filter{Subject: mira.ID}, "", 10)
	if err != nil || len(events) != 2 {
		t.Errorf("%d records, %v", len(events), err)
	}
	_, ended := r.start(t, mira, "")
	here, _ := r.start(t, mira, "")
	if err := r.EndOtherSessions(t.Context(), here); err != nil {
		t.Fatal(err)
	}
	r.living(t, "another", ended, false)
	r.recorded(t, "user.other_sessions_ended", facts{"sessions": "2"}, facts{"sessions": "1"})
}

// TestTrailOfWrongPasswords: a wrong password is recorded wherever somebody who is signed in gives one.
func TestTrailOfWrongPasswords(t *testing.T) {
	r := newRoom(t)
	mira := r.create(t, draft("mira"))
	entry, err := r.SignIn(t.Context(), mira, users.Browser{})
	if err != nil {
		t.Fatal(err)
	}
	_, _, confirmed := r.ConfirmPassword(t.Context(), entry.Session, "not the password")
	_, _, changed := r.ChangePassword(t.Context(), entry.Session, "not the password", "another long password", false)
	for _, err := range []error{confirmed, changed} {
		if !errors.Is(err, users.ErrCredentials) {
			t.Errorf("a wrong password: %v", err)
		}
	}
	events, err := r.store.FindAuditEvents(t.Context(), audit.Filter{Action: "user.password_refused", Subject: mira.ID}, "", 10)
	if err != nil || len(events) != 2 || events[0].Outcome != audit.Refused {
		t.Errorf("in the trail: %+v, %v", events, err)
	}
}
