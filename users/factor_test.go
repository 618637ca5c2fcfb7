package users_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

// guarded is an account with an authenticator.
type guarded struct {
	users.User
	session users.Session
	raw     string // of the session that it was set up in
	key     string
	codes   []string
}

func (r *room) guard(t *testing.T, name string) *guarded {
	t.Helper()
	g := &guarded{User: r.create(t, draft(name))}
	first, _ := r.start(t, g.User, "")
	if err := r.BeginTOTP(t.Context(), first, password); err != nil {
		t.Fatal(err)
	}
	setup, err := r.PendingTOTP(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	g.key = setup.Key
	g.session, g.raw, g.codes, err = r.FinishTOTP(t.Context(), first, r.code(t, g, 0))
	if err != nil {
		t.Fatal(err)
	}
	r.at = r.at.Add(time.Minute) // to codes that are not used yet
	return g
}

// code is what the authenticator shows so many steps from now.
func (r *room) code(t *testing.T, g *guarded, steps int) string {
	t.Helper()
	code, err := totp.GenerateCodeCustom(g.key, r.at.Add(time.Duration(steps)*30*time.Second),
		totp.ValidateOpts{Period: 30, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// halfway gives the password, and nothing more.
func (r *room) halfway(t *testing.T, g *guarded) string {
	t.Helper()
	e, err := r.SignIn(t.Context(), g.User, users.Browser{Address: "192.0.2.1"})
	if err != nil || !e.Halfway || e.Session != (users.Session{}) {
		t.Fatalf("the password alone gave %+v, %v", e, err)
	}
	return e.Secret
}

func (r *room) finish(t *testing.T, raw, code string) (users.Session, error) {
	t.Helper()
	s, cookie, err := r.FinishSignIn(t.Context(), raw, code, users.Browser{Address: "192.0.2.1", Agent: "Browser/2.0"})
	if (err == nil) != secret.Valid(secret.Session, cookie) {
		t.Fatalf("a session %q, and %v", cookie, err)
	}
	return s, err
}

func TestSetUp(t *testing.T) {
	r := newRoom(t)
	mira := r.create(t, draft("mira"))
	here, raw := r.start(t, mira, "")
	_, elsewhere := r.start(t, mira, "")

	if err := r.BeginTOTP(t.Context(), here, "not it at all"); !errors.Is(err, users.ErrCredentials) {
		t.Errorf("begun with a wrong password: %v", err)
	}
	if _, err := r.PendingTOTP(t.Context(), here); !errors.Is(err, users.ErrUnknown) {
		t.Errorf("pending before it was begun: %v", err)
	}
	if err := r.BeginTOTP(t.Context(), here, password); err != nil {
		t.Fatal(err)
	}
	setup, err := r.PendingTOTP(t.Context(), here)
	if err != nil || len(setup.Key) != 32 {
		t.Fatalf("pending %+v, %v", setup, err)
	}
	uri, err := url.Parse(setup.URI)
	if err != nil || uri.Scheme != "otpauth" || uri.Host != "totp" || uri.Path != "/Patio:mira" || uri.Query().Get("secret") != setup.Key ||
		uri.Query().Get("digits") != "6" || uri.Query().Get("period") != "30" || uri.Query().Get("algorithm") != "SHA1" {
		t.Errorf("uri %s, %v", setup.URI, err)
	}
	g := &guarded{User: mira, key: setup.Key}
	for _, wrong := range []string{"", "000000", "12345", r.code(t, g, 2), r.code(t, g, -2), strings.Repeat("1", 1000)} {
		if _, _, _, err := r.FinishTOTP(t.Context(), here, wrong); !errors.Is(err, users.ErrCode) {
			t.Errorf("turned on by %.10q: %v", wrong, err)
		}
	}
	if p, err := r.Protection(t.Context(), mira.ID); err != nil || p.On() {
		t.Errorf("on before its first code: %+v, %v", p, err)
	}
	other, otherRaw := r.start(t, mira, "")
	if _, _, _, err := r.FinishTOTP(t.Context(), other, r.code(t, g, 0)); !errors.Is(err, users.ErrUnknown) {
		t.Errorf("finished by another session: %v", err)
	}
	began := r.code(t, g, 0)
	next, renewed, codes, err := r.FinishTOTP(t.Context(), here, began[:3]+" "+began[3:])
	if err != nil || !next.Fresh(r.at) || next.Hash == here.Hash {
		t.Fatalf("finished as %+v, %v", next, err)
	}
	r.living(t, "under its old id", raw, false)
	r.living(t, "another browser, which had the password alone", elsewhere, false)
	r.living(t, "one more", otherRaw, false)
	r.living(t, "under its new id", renewed, true)
	checkRecoveryCodes(t, codes)
	p, err := r.Protection(t.Context(), mira.ID)
	if err != nil || !p.On() || p.RecoveryCodes != 10 || len(p.Factors) != 1 || p.Factors[0].Secret != nil {
		t.Errorf("protection %+v, %v", p, err)
	}
	if err := r.BeginTOTP(t.Context(), next, password); !errors.Is(err, users.ErrFactorSet) {
		t.Errorf("a second authenticator: %v", err)
	}
	g.codes = codes
	if _, err := r.finish(t, r.halfway(t, g), began); !errors.Is(err, users.ErrCode) {
		t.Errorf("the code that set it up, again: %v", err)
	}
}

func checkRecoveryCodes(t *testing.T, codes []string) {
	t.Helper()
	seen := map[string]bool{}
	for _, code := range codes {
		plain := strings.ReplaceAll(code, "-", "")
		if len(code) != 29 || len(plain) != 24 || strings.Trim(plain, "0123456789abcdefghjkmnpqrstvwxyz") != "" || seen[plain] {
			t.Errorf("recovery code %q", code)
		}
		seen[plain] = true
	}
	if len(seen) != 10 {
		t.Errorf("%d recovery codes", len(seen))
	}
}

// TestSetUpEnds: what was begun is over after a while, with its session, and
// where something else was set up meanwhile.
func TestSetUpEnds(t *testing.T) {
	r := newRoom(t)
	mira := r.create(t, draft("mira"))
	one, _ := r.start(t, mira, "")
	two, _ := r.start(t, mira, "")
	begin := func(s users.Session) *guarded {
		t.Helper()
		if err := r.BeginTOTP(t.Context(), s, password); err != nil {
			t.Fatal(err)
		}
		setup, err := r.PendingTOTP(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		return &guarded{User: mira, key: setup.Key}
	}
	first := begin(one)
	again := begin(one)
	if first.key == again.key {
		t.Error("begun twice with one key")
	}
	if _, _, _, err := r.FinishTOTP(t.Context(), one, r.code(t, first, 0)); !errors.Is(err, users.ErrCode) {
		t.Errorf("by the key that was replaced: %v", err)
	}
	r.at = r.at.Add(15 * time.Minute)
	if _, _, _, err := r.FinishTOTP(t.Context(), one, r.code(t, again, 0)); !errors.Is(err, users.ErrUnknown) {
		t.Errorf("too late: %v", err)
	}
	late, begun := begin(one), begin(two)
	if _, _, _, err := r.FinishTOTP(t.Context(), two, r.code(t, begun, 0)); err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := r.FinishTOTP(t.Context(), one, r.code(t, late, 0)); !errors.Is(err, users.ErrUnknown) {
		t.Errorf("after another browser had set one up: %v", err)
	}
}

func TestFinishSignIn(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		r := newRoomOn(t, url)
		g := r.guard(t, "mira")
		waiting := r.halfway(t, g)
		r.living(t, "a half-finished sign-in as a session", waiting, false)
		r.living(t, "in a session's clothes", "pss_"+waiting[4:], false)
		if u, err := r.Halfway(t.Context(), waiting); err != nil || u != g.User {
			t.Errorf("halfway %+v, %v", u, err)
		}
		for _, wrong := range []string{"", "abcdef", r.code(t, g, 2), r.code(t, g, -2), strings.Repeat("0", 24), "' OR 1=1 --", "\x00"} {
			if _, err := r.finish(t, waiting, wrong); !errors.Is(err, users.ErrCode) {
				t.Errorf("finished by %q: %v", wrong, err)
			}
		}
		for _, nothing := range []string{"", "psi_", secret.New(secret.SignIn), g.raw} {
			if _, err := r.finish(t, nothing, r.code(t, g, 0)); !errors.Is(err, users.ErrUnknown) {
				t.Errorf("finished from %q: %v", nothing, err)
			}
		}
		code := r.code(t, g, 0)
		s, err := r.finish(t, waiting, code)
		if err != nil || s.UserID != g.ID || !s.MFATime.Equal(r.at) || !s.AuthTime.Equal(r.at) || s.Agent != "Browser/2.0" {
			t.Fatalf("signed in as %+v, %v", s, err)
		}
		if _, err := r.finish(t, waiting, r.code(t, g, 1)); !errors.Is(err, users.ErrUnknown) {
			t.Errorf("a sign-in finished twice: %v", err)
		}
		if _, err := r.finish(t, r.halfway(t, g), code); !errors.Is(err, users.ErrCode) {
			t.Errorf("a code twice: %v", err)
		}
		if _, err := r.finish(t, r.halfway(t, g), r.code(t, g, -1)); !errors.Is(err, users.ErrCode) {
			t.Errorf("the code before one that was taken: %v", err)
		}
		if _, err := r.finish(t, r.halfway(t, g), r.code(t, g, 1)); err != nil {
			t.Errorf("by a clock that is a little fast: %v", err)
		}
		typed := "\t" + strings.ToUpper(strings.ReplaceAll(g.codes[3], "-", " ")) + " "
		if _, err := r.finish(t, r.halfway(t, g), typed); err != nil {
			t.Errorf("by a recovery code as somebody types it: %v", err)
		}
		if _, err := r.finish(t, r.halfway(t, g), g.codes[3]); !errors.Is(err, users.ErrCode) {
			t.Errorf("a recovery code twice: %v", err)
		}
		if p, err := r.Protection(t.Context(), g.ID); err != nil || p.RecoveryCodes != 9 {
			t.Errorf("%d left, %v", p.RecoveryCodes, err)
		}
		other := r.guard(t, "noor")
		if _, err := r.finish(t, r.halfway(t, g), other.codes[0]); !errors.Is(err, users.ErrCode) {
			t.Errorf("somebody else's recovery code: %v", err)
		}
	})
}

// TestHalfwayEnds: what ends an account's sessions ends a half-finished
// sign-in as well.
func TestHalfwayEnds(t *testing.T) {
	for name, end := range map[string]func(r *room, g *guarded) error{
		"too late":       func(r *room, _ *guarded) error { r.at = r.at.Add(10 * time.Minute); return nil },
		"given up":       func(*room, *guarded) error { return nil },
		"a new password": func(r *room, g *guarded) error { return r.ResetPassword(t.Context(), g.ID, password) },
		"switched off":   func(r *room, g *guarded) error { return r.SetDisabled(t.Context(), g.ID, true) },
		"switched off and on": func(r *room, g *guarded) error {
			return errors.Join(r.SetDisabled(t.Context(), g.ID, true), r.SetDisabled(t.Context(), g.ID, false))
		},
		"the factor reset": func(r *room, g *guarded) error { return r.ResetFactors(t.Context(), g.ID) },
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t)
			g := r.guard(t, "mira")
			waiting := r.halfway(t, g)
			if err := end(r, g); err != nil {
				t.Fatal(err)
			}
			if name == "given up" {
				if err := errors.Join(r.LeaveSignIn(t.Context(), waiting), r.LeaveSignIn(t.Context(), waiting), r.LeaveSignIn(t.Context(), "x")); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := r.Halfway(t.Context(), waiting); !errors.Is(err, users.ErrUnknown) {
				t.Errorf("still waiting: %v", err)
			}
			if _, err := r.finish(t, waiting, r.code(t, g, 0)); !errors.Is(err, users.ErrUnknown) {
				t.Errorf("finished: %v", err)
			}
		})
	}
}

func TestConfirm(t *testing.T) {
	r := newRoom(t)
	g := r.guard(t, "mira")
	if g.session.Fresh(r.at.Add(4*time.Minute)) || !g.session.Fresh(r.at.Add(4*time.Minute-time.Millisecond)) {
		t.Errorf("fresh for other than five minutes from %v", g.session.MFATime)
	}
	r.at = r.at.Add(30 * time.Minute)
	if _, _, err := r.Confirm(t.Context(), g.session, "000000"); !errors.Is(err, users.ErrCode) {
		t.Errorf("confirmed by a wrong code: %v", err)
	}
	r.living(t, "after a wrong code", g.raw, true)
	next, raw, err := r.Confirm(t.Context(), g.session, r.code(t, g, 0))
	if err != nil || !next.Fresh(r.at) || next.CreatedAt != g.session.CreatedAt || next.AuthTime != g.session.AuthTime {
		t.Fatalf("confirmed as %+v, %v", next, err)
	}
	r.living(t, "under its old id", g.raw, false)
	r.living(t, "under its new one", raw, true)
	if got, _, err := r.Resume(t.Context(), raw); err != nil || got != next {
		t.Errorf("resumed %+v, %v; want %+v", got, err, next)
	}
	if _, _, err := r.Confirm(t.Context(), next, r.code(t, g, 0)); !errors.Is(err, users.ErrCode) {
		t.Errorf("by the same code: %v", err)
	}
	ended := g.session
	r.at = r.at.Add(time.Minute)
	if _, _, err := r.Confirm(t.Context(), ended, r.code(t, g, 0)); !errors.Is(err, users.ErrUnknown) {
		t.Errorf("by a session that has ended: %v", err)
	}
	if _, _, err := r.Confirm(t.Context(), next, r.code(t, g, 0)); err != nil {
		t.Errorf("the code of a refused confirmation is not spent: %v", err)
	}
}

func TestRemoveAndRenew(t *testing.T) {
	r := newRoom(t)
	g := r.guard(t, "mira")
	stale := g.session
	stale.MFATime = r.at.Add(-users.FreshFactor)
	_, _, err := r.RemoveFactors(t.Context(), stale, password)
	_, renewErr := r.RenewRecoveryCodes(t.Context(), stale, password)
	if !errors.Is(err, users.ErrNotFresh) || !errors.Is(renewErr, users.ErrNotFresh) {
		t.Errorf("without a fresh factor: %v, %v", err, renewErr)
	}
	_, _, err = r.RemoveFactors(t.Context(), g.session, "not it at all")
	_, renewErr = r.RenewRecoveryCodes(t.Context(), g.session, "not it at all")
	if !errors.Is(err, users.ErrCredentials) || !errors.Is(renewErr, users.ErrCredentials) {
		t.Errorf("with a wrong password: %v, %v", err, renewErr)
	}
	fresh, err := r.RenewRecoveryCodes(t.Context(), g.session, password)
	if err != nil {
		t.Fatal(err)
	}
	checkRecoveryCodes(t, fresh)
	if _, err := r.finish(t, r.halfway(t, g), g.codes[0]); !errors.Is(err, users.ErrCode) {
		t.Errorf("an old recovery code: %v", err)
	}
	if _, err := r.finish(t, r.halfway(t, g), fresh[0]); err != nil {
		t.Errorf("a new one: %v", err)
	}
	next, raw, err := r.RemoveFactors(t.Context(), g.session, password)
	if err != nil || !next.MFATime.IsZero() {
		t.Fatalf("removed: %+v, %v", next, err)
	}
	r.living(t, "under its new id", raw, true)
	if all, err := r.Sessions(t.Context(), g.ID); err != nil || len(all) != 1 || all[0] != next {
		t.Errorf("sessions %+v, %v", all, err)
	}
	if p, err := r.Protection(t.Context(), g.ID); err != nil || p.On() || p.RecoveryCodes != 0 {
		t.Errorf("protection %+v, %v", p, err)
	}
	r.start(t, g.User, "")
	if _, err := r.RenewRecoveryCodes(t.Context(), g.session, password); !errors.Is(err, users.ErrUnknown) {
		t.Errorf("codes for nothing: %v", err)
	}
	if err := r.BeginTOTP(t.Context(), next, password); err != nil {
		t.Errorf("set up anew: %v", err)
	}
}

func TestResetFactors(t *testing.T) {
	r := newRoom(t)
	g := r.guard(t, "mira")
	if err := r.ResetFactors(t.Context(), g.ID); err != nil {
		t.Fatal(err)
	}
	r.living(t, "after the operator's reset", g.raw, false)
	r.start(t, g.User, "")
	if err := r.ResetFactors(t.Context(), "0195aaaa-0000-7000-8000-00000000ffff"); !errors.Is(err, users.ErrUnknown) {
		t.Errorf("of nobody: %v", err)
	}
}

// TestSealed: a key that was sealed for one user opens for nobody else, and
// not without the master key; recovery codes do not need it.
func TestSealed(t *testing.T) {
	r := newRoom(t)
	r.Users = users.New(r.store, users.Options{Now: r.now, IdleTTL: time.Hour, MaxTTL: time.Hour, Master: []byte(strings.Repeat("k", 32))})
	g, other := r.guard(t, "mira"), r.guard(t, "noor")
	factors, err := r.store.Factors(t.Context(), g.ID)
	if err != nil || len(factors) != 1 || !factors[0].Sealed {
		t.Fatalf("rests as %+v, %v", factors, err)
	}
	swapped := factors[0]
	swapped.UserID = other.ID
	if err := errors.Join(r.store.DeleteFactors(t.Context(), other.ID), r.store.AddFactor(t.Context(), swapped)); err != nil {
		t.Fatal(err)
	}
	if _, err := r.finish(t, r.halfway(t, other), r.code(t, g, 0)); !errors.Is(err, users.ErrFactorKey) {
		t.Errorf("with another user's sealed key: %v", err)
	}
	r.Users = users.New(r.store, users.Options{Now: r.now, IdleTTL: time.Hour, MaxTTL: time.Hour})
	if _, err := r.finish(t, r.halfway(t, g), r.code(t, g, 0)); !errors.Is(err, users.ErrFactorKey) {
		t.Errorf("without the master key: %v", err)
	}
	if _, err := r.finish(t, r.halfway(t, g), g.codes[0]); err != nil {
		t.Errorf("a recovery code without the master key: %v", err)
	}
}

func TestSessionsListed(t *testing.T) {
	r := newRoom(t)
	mira, noor := r.insert(t, "mira"), r.insert(t, "noor")
	old, _ := r.start(t, mira, "")
	r.at = r.at.Add(50 * time.Minute)
	here, raw := r.start(t, mira, "")
	foreign, foreignRaw := r.start(t, noor, "")
	all, err := r.Sessions(t.Context(), mira.ID)
	if err != nil || len(all) != 2 || all[0] != here || all[1] != old {
		t.Fatalf("sessions %+v, %v", all, err)
	}
	for _, id := range []string{foreign.ID(), "", "x", raw} {
		if err := r.EndSessionByID(t.Context(), mira.ID, id); !errors.Is(err, users.ErrUnknown) {
			t.Errorf("ended %q: %v", id, err)
		}
	}
	if err := r.EndSessionByID(t.Context(), mira.ID, old.ID()); err != nil {
		t.Fatal(err)
	}
	_, another := r.start(t, mira, "")
	if err := r.EndOtherSessions(t.Context(), here); err != nil {
		t.Fatal(err)
	}
	r.living(t, "the other one", another, false)
	r.living(t, "this one", raw, true)
	r.living(t, "somebody else's", foreignRaw, true)
	r.at = r.at.Add(time.Hour + time.Millisecond)
	if all, err := r.Sessions(t.Context(), mira.ID); err != nil || len(all) != 0 {
		t.Errorf("idle sessions listed: %+v, %v", all, err)
	}
}
