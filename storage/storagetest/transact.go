package storagetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/patio-auth/patio/audit"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/users"
)

func testTransactions(t *testing.T, s *storage.Store) {
	stop := errors.New("stop")
	draft := func() users.User {
		id := newID()
		return users.User{ID: id, Username: id, Email: id + "@example.org", CreatedAt: noon}
	}
	exists := func(ctx context.Context, u users.User) bool {
		_, err := s.User(ctx, u.ID)
		if err != nil && !errors.Is(err, users.ErrUnknown) {
			t.Error(err)
		}
		return err == nil
	}
	t.Run("an error takes everything back", func(t *testing.T) {
		a, b := draft(), draft()
		err := s.Transact(t.Context(), func(ctx context.Context) error {
			must(t, s.CreateUser(ctx, a, "hash"))
			same(t, "own write seen inside", exists(ctx, a), true)
			same(t, "own write seen outside", exists(t.Context(), a), false)
			must(t, s.Transact(ctx, func(ctx context.Context) error { return s.CreateUser(ctx, b, "hash") }))
			return stop
		})
		is(t, "transaction", err, stop)
		same(t, "kept", []bool{exists(t.Context(), a), exists(t.Context(), b)}, []bool{false, false})
	})
	t.Run("an error inside a joined one", func(t *testing.T) {
		a, b := draft(), draft()
		err := s.Transact(t.Context(), func(ctx context.Context) error {
			must(t, s.CreateUser(ctx, a, "hash"))
			return s.Transact(ctx, func(ctx context.Context) error {
				must(t, s.CreateUser(ctx, b, "hash"))
				return stop
			})
		})
		is(t, "transaction", err, stop)
		same(t, "kept", []bool{exists(t.Context(), a), exists(t.Context(), b)}, []bool{false, false})
	})
	t.Run("success keeps everything", func(t *testing.T) {
		a, b := draft(), draft()
		must(t, s.Transact(t.Context(), func(ctx context.Context) error {
			must(t, s.CreateUser(ctx, a, "hash"))
			return s.Transact(ctx, func(ctx context.Context) error { return s.CreateUser(ctx, b, "hash") })
		}))
		same(t, "kept", []bool{exists(t.Context(), a), exists(t.Context(), b)}, []bool{true, true})
	})
	t.Run("a panic takes everything back", func(t *testing.T) {
		a := draft()
		func() {
			defer func() { same(t, "recovered", recover(), "mid-flight") }()
			_ = s.Transact(t.Context(), func(ctx context.Context) error {
				must(t, s.CreateUser(ctx, a, "hash"))
				panic("mid-flight")
			})
		}()
		same(t, "kept", exists(t.Context(), a), false)
		must(t, s.CreateUser(t.Context(), a, "hash")) // and leaves no lock behind
	})
}

// testDeadlock lets two transactions take the same two rows in opposite
// order. Where the database ends one of them, that one runs again.
func testDeadlock(t *testing.T, s *storage.Store) {
	a, b := newUser(t, s), newUser(t, s)
	hasFirst := make(chan struct{}, 16)
	for _, err := range race(2, func(i int) error {
		order := []users.User{a, b}
		if i == 1 {
			order = []users.User{b, a}
		}
		return s.Transact(t.Context(), func(ctx context.Context) error {
			if err := s.SetUserDisabled(ctx, order[0].ID, noon); err != nil {
				return err
			}
			hasFirst <- struct{}{}
			// On SQLite the other one cannot begin before this one is done.
			for waited := 0; s.Dialect() != storage.SQLite && len(hasFirst) < 2 && waited < 1000; waited++ {
				time.Sleep(10 * time.Millisecond)
			}
			return s.SetUserDisabled(ctx, order[1].ID, later)
		})
	}) {
		must(t, err)
	}
	if s.Dialect() != storage.SQLite && len(hasFirst) < 3 {
		t.Errorf("%d runs of two transactions, want one more: there was no deadlock to break", len(hasFirst))
	}
}

func testAudit(t *testing.T, s *storage.Store) {
	ctx := t.Context()
	stop := errors.New("stop")
	first := audit.Event{
		ID: newID(), At: noon, Action: "user.created", Subject: newID(), Outcome: audit.Refused, RequestID: "r1",
		Actor: audit.Actor{
			UserID: newID(), ClientID: newID(), GrantID: newID(), Credential: actor.PAT, Address: "2001:db8::1", Agent: "curl/8",
		},
		Detail: map[string]string{"name": unicodeName},
		Before: map[string]string{"name": "a"}, After: map[string]string{"name": unicodeName},
	}
	second := audit.Event{ID: newID(), At: later, Action: "key.rotated", Outcome: audit.Success, Actor: audit.Actor{Credential: actor.System}}
	for _, e := range []audit.Event{first, second} {
		must(t, s.Record(ctx, e))
	}
	lost := audit.Event{ID: newID(), At: later, Action: "user.created", Outcome: audit.Success}
	is(t, "transaction", s.Transact(ctx, func(ctx context.Context) error {
		must(t, s.Record(ctx, lost))
		return stop
	}), stop)

	got, err := s.AuditEvents(ctx, "", 2)
	must(t, err)
	same(t, "newest first", got, []audit.Event{second, first})
	got, err = s.FindAuditEvents(ctx, audit.Filter{Subject: first.Subject}, "", 2)
	must(t, err)
	same(t, "of a subject", got, []audit.Event{first})
	got, err = s.AuditEvents(ctx, second.ID, 1)
	must(t, err)
	same(t, "before the cursor", got, []audit.Event{first})
	got, err = s.AuditEvents(ctx, "0", 10)
	must(t, err)
	same(t, "none left", got, []audit.Event{})
}
