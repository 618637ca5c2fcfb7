package consent_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

const (
	mira = "0195aaaa-0000-7000-8000-000000000001"
	noor = "0195aaaa-0000-7000-8000-000000000002"
	app  = "0195aaaa-0000-7000-8000-000000000003"
	tool = "0195aaaa-0000-7000-8000-000000000004"
)

const here = "https://app.test"

func request(user, client string, scopes ...string) consent.Request {
	return consent.Request{UserID: user, ClientID: client, Origin: here, Scopes: scopes}
}

func TestConsent(t *testing.T) {
	store := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))
	at := clocktest.At(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	room := consent.New(store, func() time.Time { return at })
	allow := func(user, client string, scopes ...string) {
		t.Helper()
		if err := room.Allow(t.Context(), request(user, client, scopes...)); err != nil {
			t.Fatal(err)
		}
	}
	check := func(user, client string, asked, want []string, wantBefore bool) {
		t.Helper()
		got, err := room.Missing(t.Context(), request(user, client, asked...))
		if !wantBefore {
			want = nil // of a client that was never allowed anything, nothing is pointed out
		}
		if err != nil || !slices.Equal(got.NewScopes, want) || got.Before != wantBefore || got.Ask != (!wantBefore || len(want) > 0) {
			t.Errorf("missing %+v, %v; want %v, %v", got, err, want, wantBefore)
		}
	}
	events := func(want int) {
		t.Helper()
		trail, err := store.AuditEvents(t.Context(), "", 100)
		if err != nil || len(trail) != want {
			t.Errorf("%d events in the trail, %v; want %d", len(trail), err, want)
		}
	}
	check(mira, app, []string{"a", "b"}, []string{"a", "b"}, false)
	check(mira, app, nil, nil, false)
	allow(mira, app, "a")
	events(1)
	check(mira, app, []string{"a"}, nil, true)
	check(mira, app, []string{"b", "a", "c"}, []string{"b", "c"}, true) // the scopes have grown
	check(mira, app, []string{"A", "a "}, []string{"A", "a "}, true)
	check(noor, app, []string{"a"}, []string{"a"}, false) // another person
	check(mira, tool, []string{"a"}, []string{"a"}, false)

	at = at.Add(time.Hour)
	allow(mira, app, "c", "b", "b")
	allow(mira, app, "a", "b") // nothing new: nothing written
	events(2)
	check(mira, app, []string{"a", "b", "c"}, nil, true)
	got, err := store.Consent(t.Context(), mira, app)
	want := consent.Grant{
		UserID: mira, ClientID: app, Scopes: []string{"a", "c", "b"}, CreatedAt: at.Add(-time.Hour), UpdatedAt: at,
	}
	if err != nil || !slices.Equal(got.Scopes, want.Scopes) || !got.CreatedAt.Equal(want.CreatedAt) || !got.UpdatedAt.Equal(want.UpdatedAt) {
		t.Errorf("kept %+v, %v; want %+v", got, err, want)
	}
	allow(noor, tool) // an app without scopes is allowed all the same
	allow(noor, tool)
	events(3)
	check(noor, tool, nil, nil, true)
}

// TestAsked: the list that was asked with is not changed.
func TestAsked(t *testing.T) {
	store := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))
	room := consent.New(store, func() time.Time { return time.UnixMilli(1) })
	if err := room.Allow(t.Context(), request(mira, app, "a")); err != nil {
		t.Fatal(err)
	}
	asked := []string{"a", "b", "c"}
	if _, err := room.Missing(t.Context(), request(mira, app, asked...)); err != nil || !slices.Equal(asked, []string{"a", "b", "c"}) {
		t.Errorf("asked is now %v, %v", asked, err)
	}
}

// TestRollback: what a person allowed goes back with the transaction that it
// was part of, and so does its event.
func TestRollback(t *testing.T) {
	store := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))
	room := consent.New(store, func() time.Time { return time.UnixMilli(1) })
	stop := errors.New("stop")
	err := store.Transact(t.Context(), func(ctx context.Context) error {
		if err := room.Allow(ctx, request(mira, app, "a")); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	if got, err := room.Missing(t.Context(), request(mira, app, "a")); got.Before || err != nil {
		t.Errorf("allowed before: %+v, %v", got, err)
	}
	if trail, err := store.AuditEvents(t.Context(), "", 10); err != nil || len(trail) != 0 {
		t.Errorf("trail %v, %v", trail, err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := room.Missing(cancelled, request(mira, app, "a")); err == nil {
		t.Error("without a database there is an answer")
	}
}

// TestForget: what was taken back is asked for again, of that person and that
// client alone.
func TestForget(t *testing.T) {
	store := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))
	room := consent.New(store, func() time.Time { return time.UnixMilli(1) })
	for _, of := range [][2]string{{mira, app}, {mira, tool}, {noor, app}} {
		if err := room.Allow(t.Context(), request(of[0], of[1], "a")); err != nil {
			t.Fatal(err)
		}
	}
	clientsOf := func(user, cursor string, limit int) (ids []string) {
		t.Helper()
		grants, err := room.List(t.Context(), user, cursor, limit)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range grants {
			ids = append(ids, g.ClientID)
		}
		return ids
	}
	for _, c := range []struct {
		user, cursor string
		limit        int
		want         []string
	}{
		{mira, "", 10, []string{app, tool}}, {mira, "", 1, []string{app}}, {mira, app, 10, []string{tool}},
		{mira, tool, 10, nil}, {noor, "", 10, []string{app}}, {tool, "", 10, nil},
	} {
		if got := clientsOf(c.user, c.cursor, c.limit); !slices.Equal(got, c.want) {
			t.Errorf("%s allowed after %q: %v, want %v", c.user, c.cursor, got, c.want)
		}
	}
	if err := room.Forget(t.Context(), mira, app); err != nil {
		t.Fatal(err)
	}
	for _, of := range [][2]string{{mira, app}, {noor, tool}, {app, mira}, {"", ""}} {
		if err := room.Forget(t.Context(), of[0], of[1]); !errors.Is(err, consent.ErrUnknown) {
			t.Errorf("forget %v: %v", of, err)
		}
	}
	if _, err := room.Get(t.Context(), mira, app); !errors.Is(err, consent.ErrUnknown) {
		t.Errorf("get: %v", err)
	}
	if got, err := room.Missing(t.Context(), request(mira, app, "a")); err != nil || got.Before || !got.Ask {
		t.Errorf("missing %+v, %v", got, err)
	}
	if mine, theirs := clientsOf(mira, "", 10), clientsOf(noor, "", 10); !slices.Equal(mine, []string{tool}) || !slices.Equal(theirs, []string{app}) {
		t.Errorf("left: %v and %v", mine, theirs)
	}
	trail, err := store.AuditEvents(t.Context(), "", 10)
	if err != nil || len(trail) != 4 || trail[0].Action != "consent.withdrawn" || trail[0].Subject != app ||
		trail[0].Before["scopes"] == "" || trail[0].Before["origin"] == "" || trail[0].After != nil {
		t.Errorf("trail %+v, %v", trail, err)
	}
}
