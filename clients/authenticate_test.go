package clients_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
)

func TestAuthenticate(t *testing.T) {
	r := newRoom(t)
	app, raw := r.register(t, good())
	other, otherRaw := r.register(t, good())
	open, _ := r.register(t, public())
	off, offRaw := r.register(t, good())
	offPublic, _ := r.register(t, public())
	for _, id := range []string{off.ID, offPublic.ID} {
		if err := r.SetDisabled(t.Context(), id, true); err != nil {
			t.Fatal(err)
		}
	}
	gone, goneRaw := r.register(t, good())
	if err := r.Delete(t.Context(), gone.ID); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, id, secret, method string
		good                     bool
	}{
		{"by Basic", app.ID, raw, clients.AuthBasic, true},
		{"in the body", app.ID, raw, clients.AuthPost, true},
		{"public", open.ID, "", clients.AuthNone, true},
		{"unknown", "0195aaaa-0000-7000-8000-00000000ffff", raw, clients.AuthBasic, false},
		{"no id", "", raw, clients.AuthBasic, false},
		{"no id, public", "", "", clients.AuthNone, false},
		{"not an id", "' OR 1=1 --", raw, clients.AuthBasic, false},
		{"an id with a zero byte", app.ID[:35] + "\x00", raw, clients.AuthBasic, false},
		{"a long id", strings.Repeat("a", 1<<16), raw, clients.AuthBasic, false},
		{"an id in capitals", strings.ToUpper(app.ID), raw, clients.AuthBasic, strings.ToUpper(app.ID) == app.ID},
		{"an id in braces", "{" + app.ID + "}", raw, clients.AuthBasic, false},
		{"an id as a URN", "urn:uuid:" + app.ID, raw, clients.AuthBasic, false},
		{"an id and a space", app.ID + " ", raw, clients.AuthBasic, false},
		{"a wrong secret", app.ID, raw[:len(raw)-1] + anotherThan(raw[len(raw)-1:]), clients.AuthBasic, false},
		{"a secret and more", app.ID, raw + "x", clients.AuthBasic, false},
		{"half a secret", app.ID, raw[:20], clients.AuthBasic, false},
		{"no secret", app.ID, "", clients.AuthBasic, false},
		{"no secret, as if public", app.ID, "", clients.AuthNone, false},
		{"a good secret, as if public", app.ID, raw, clients.AuthNone, false},
		{"another client's secret", app.ID, otherRaw, clients.AuthBasic, false},
		{"another client", other.ID, raw, clients.AuthPost, false},
		{"public, with a secret", open.ID, raw, clients.AuthPost, false},
		{"public, with an empty secret", open.ID, "", clients.AuthBasic, false},
		{"switched off, with a wrong secret", off.ID, raw, clients.AuthBasic, false},
		{"deleted", gone.ID, goneRaw, clients.AuthBasic, false},
		{"no method", app.ID, "", "", false},
	} {
		got, err := r.Authenticate(t.Context(), clients.Credentials{ID: c.id, Secret: c.secret, Method: c.method})
		if c.good && (err != nil || got.ID != c.id) {
			t.Errorf("%s: %v", c.name, err)
		}
		if !c.good && (!errors.Is(err, clients.ErrAuthentication) || got.ID != "") {
			t.Errorf("%s: error %v and client %q, want a refusal", c.name, err, got.ID)
		}
	}
	for _, c := range []clients.Credentials{
		{ID: off.ID, Secret: offRaw, Method: clients.AuthBasic}, {ID: offPublic.ID, Method: clients.AuthNone},
	} {
		if got, err := r.Authenticate(t.Context(), c); !errors.Is(err, clients.ErrDisabled) || got.ID != c.ID || got.Active() {
			t.Errorf("switched off, by %s: error %v and client %q", c.Method, err, got.ID)
		}
	}
	if err := r.SetDisabled(t.Context(), off.ID, false); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Authenticate(t.Context(), clients.Credentials{ID: off.ID, Secret: offRaw, Method: clients.AuthBasic}); err != nil {
		t.Errorf("switched on again: %v", err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := r.Authenticate(cancelled, clients.Credentials{ID: app.ID, Secret: raw, Method: clients.AuthBasic})
	if err == nil || errors.Is(err, clients.ErrAuthentication) {
		t.Errorf("without a database: %v, want its error and no verdict on the client", err)
	}
}

func TestRotateSecret(t *testing.T) {
	r := newRoom(t)
	app, first := r.register(t, good())
	works := func(raw string) bool {
		_, err := r.Authenticate(t.Context(), clients.Credentials{ID: app.ID, Secret: raw, Method: clients.AuthBasic})
		if err != nil && !errors.Is(err, clients.ErrAuthentication) {
			t.Fatal(err)
		}
		return err == nil
	}
	rotate := func(overlap time.Duration) string {
		t.Helper()
		raw, err := r.RotateSecret(t.Context(), app.ID, overlap)
		if err != nil || !secret.Valid(secret.ClientSecret, raw) {
			t.Fatal(raw, err)
		}
		return raw
	}
	second := rotate(time.Hour)
	if !works(first) || !works(second) {
		t.Error("both must work within the overlap")
	}
	events, err := r.store.AuditEvents(t.Context(), "", 1)
	if err != nil || events[0].Action != "client.secret_rotated" || events[0].Before["secret"] == "" || events[0].After["secret"] == events[0].Before["secret"] ||
		events[0].After["previous_secret_until"] != r.at.Add(time.Hour).Format(time.RFC3339) {
		t.Errorf("recorded %+v, %v", events, err)
	}
	third := rotate(2 * time.Hour)
	r.at = r.at.Add(time.Hour - time.Millisecond)
	if !works(first) || !works(second) || !works(third) {
		t.Error("all three must work")
	}
	r.at = r.at.Add(time.Millisecond) // a longer overlap later does not prolong the first one's
	if works(first) || !works(second) || !works(third) {
		t.Error("the first must have ended, the others not")
	}
	fourth := rotate(0)
	if works(second) || works(third) || !works(fourth) {
		t.Error("without an overlap the new one works alone")
	}
	for _, overlap := range []time.Duration{-1, clients.MaxSecretOverlap + 1} {
		var refusal *clients.Error
		if _, err := r.RotateSecret(t.Context(), app.ID, overlap); !errors.As(err, &refusal) || refusal.Field != "overlap_seconds" {
			t.Errorf("overlap %v: %v", overlap, err)
		}
	}
	open, _ := r.register(t, public())
	if _, err := r.RotateSecret(t.Context(), open.ID, 0); !errors.Is(err, clients.ErrNoSecret) {
		t.Errorf("public: %v", err)
	}
	if _, err := r.RotateSecret(t.Context(), owner, 0); !errors.Is(err, clients.ErrUnknown) {
		t.Errorf("unknown: %v", err)
	}
	if !works(fourth) {
		t.Error("a refused rotation changed something")
	}
}

// anotherThan returns a character that is not the one given.
func anotherThan(char string) string {
	if char == "x" {
		return "y"
	}
	return "x"
}
