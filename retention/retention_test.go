package retention_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/retention"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func keeper(s retention.Store, c *clock) *retention.Keeper {
	return retention.New(s, retention.Options{
		Now: c.now, Every: time.Minute, Expired: 24 * time.Hour, Ended: 90 * 24 * time.Hour, AccessTTL: 10 * time.Minute,
	})
}

// lineage makes what a code flow leaves: a spent code, a spent refresh token and a fresh one, at ids as old as they.
func lineage(t *testing.T, s *storage.Store, at time.Time, id string) (code, spent, fresh secret.Hash) {
	t.Helper()
	code, spent, fresh = secret.HashOf("code"+id), secret.HashOf("spent"+id), secret.HashOf("fresh"+id)
	err := errors.Join(
		s.CreateUser(t.Context(), users.User{ID: id, Username: "mira", Email: "mira@example.org", CreatedAt: at}, "hash"),
		s.CreateGrant(t.Context(), oauth.Lineage{ID: id, UserID: id, CreatedAt: at}, oauth.Code{Hash: code, LineageID: id, ExpiresAt: at.Add(time.Minute)}),
		s.CreateRefresh(t.Context(), oauth.Refresh{Hash: spent, LineageID: id, CreatedAt: at, ExpiresAt: at.Add(30 * 24 * time.Hour)}),
		s.CreateRefresh(t.Context(), oauth.Refresh{Hash: fresh, LineageID: id, CreatedAt: at, ExpiresAt: at.Add(40 * 24 * time.Hour)}),
	)
	if _, e := s.SpendCode(t.Context(), code, at); e != nil {
		err = e
	}
	if _, e := s.SpendRefresh(t.Context(), oauth.Refresh{Hash: spent}, at, nil); e != nil {
		err = e
	}
	if err != nil {
		t.Fatal(err)
	}
	return code, spent, fresh
}

// known reports whether a code or a refresh token is there, to be recognised.
func known(t *testing.T, read func(context.Context, secret.Hash) error, hash secret.Hash) bool {
	t.Helper()
	err := read(t.Context(), hash)
	if err != nil && !errors.Is(err, oauth.ErrNotFound) && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	return err == nil
}

// TestWhatMustStayStays follows one authorization to its end: its spent code is recognised for a day, its spent refresh
// token for as long as the fresh one lives and ninety days more, and then nothing of it is left.
func TestWhatMustStayStays(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s := storagetest.Open(t, url)
		begin := time.UnixMilli(0x019500000000).UTC()
		c := &clock{begin}
		k := keeper(s, c)
		code, spent, fresh := lineage(t, s, begin, "01950000-0000-7000-8000-000000000001")
		readCode := func(ctx context.Context, h secret.Hash) error { _, _, err := s.Code(ctx, h); return err }
		readRefresh := func(ctx context.Context, h secret.Hash) error { _, _, err := s.Refresh(ctx, h); return err }
		const day = 24 * time.Hour
		for _, step := range []struct {
			after                 time.Duration
			code, refresh, ending bool
		}{
			{time.Minute, true, true, true}, {day, true, true, true}, {day + 2*time.Minute, false, true, true},
			{39 * day, false, true, true}, {129 * day, false, true, true}, {131 * day, false, false, false},
		} {
			c.at = begin.Add(step.after)
			if err := k.Round(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := known(t, readCode, code); got != step.code {
				t.Errorf("after %v the spent code is known: %t", step.after, got)
			}
			for _, h := range []secret.Hash{spent, fresh} {
				if got := known(t, readRefresh, h); got != step.refresh {
					t.Errorf("after %v a refresh token is known: %t", step.after, got)
				}
			}
		}
	})
}

// TestOneOfAll: of two processes one does it, and the other one goes on when that one is gone.
func TestOneOfAll(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s := storagetest.Open(t, url)
		begin := time.UnixMilli(0x019500000000).UTC()
		c := &clock{begin}
		first, second := keeper(s, c), keeper(s, c)
		round := func(k *retention.Keeper) {
			t.Helper()
			if err := k.Round(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		round(first)
		code, _, _ := lineage(t, s, begin.Add(-48*time.Hour), "01940000-0000-7000-8000-000000000001")
		there := func() bool {
			_, _, err := s.Code(t.Context(), code)
			return err == nil
		}
		if round(second); !there() {
			t.Error("two processes do what one should")
		}
		c.at = c.at.Add(time.Hour) // the first one is gone
		if round(second); there() {
			t.Error("nobody does it after the first process has gone")
		}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		first.Work(gone, func(err error) { t.Errorf("reported at its end: %v", err) })
	})
}

// TestEndsWhatWasLeft goes on with an ending that a process had no time for.
func TestEndsWhatWasLeft(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		s := storagetest.Open(t, url)
		begin := time.UnixMilli(0x019500000000).UTC()
		const id, child = "01950000-0000-7000-8000-000000000001", "01950000-0000-7000-8000-000000000002"
		lineage(t, s, begin, id)
		made := pat.Token{ID: child, UserID: id, ClientID: id, Lineage: child, Name: "made", CreatedAt: begin}
		db, hash := storagetest.SQL(t, url), secret.HashOf(child)
		err := errors.Join(
			s.CreateClient(t.Context(), clients.Client{ID: id, OwnerID: id, Name: "app", CreatedAt: begin}, nil),
			s.CreateToken(t.Context(), made, hash, id),
		)
		for _, left := range []string{
			"UPDATE lineages SET ended_at = 1 WHERE id = '" + id + "'",
			"INSERT INTO endings (lineage_id, user_id, reason, ended_at) VALUES ('" + id + "', '" + id + "', 'revoked', 1)",
		} {
			_, e := db.Exec(left)
			err = errors.Join(err, e)
		}
		if err := errors.Join(err, keeper(s, &clock{begin}).Finish(t.Context())); err != nil {
			t.Fatal(err)
		}
		state, err := s.TokenState(t.Context(), hash)
		if err != nil || !state.LineageEnded || !state.RevokedAt.Equal(time.UnixMilli(1)) {
			t.Errorf("what hangs from it: %+v, %v", state, err)
		}
	})
}
