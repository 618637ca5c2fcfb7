package storagetest

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
)

// testUpdateToken narrows the middle of a tree: what hangs from it is held to
// the new bounds, level by level; the rest is not.
func testUpdateToken(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	add := func(parent string, end time.Time, scopes ...string) pat.Token {
		t.Helper()
		token := draftToken(u, c)
		token.Scopes, token.ExpiresAt, token.SelfRotate = scopes, end, true
		must(t, s.CreateToken(ctx, token, newHash(), parent))
		return token
	}
	day, week := noon.Add(24*time.Hour), noon.Add(7*24*time.Hour)
	top := add("", time.Time{}, "a", "b", "c")
	middle := add(top.Lineage, time.Time{}, "a", "b", "c")
	endless := add(middle.Lineage, time.Time{}, "a", "b", "c")
	long := add(endless.Lineage, week, "b", "c")
	short := add(long.Lineage, later, "a", "c")
	below := add(short.Lineage, later, "a")
	bare := add(long.Lineage, later, []string{}...)
	ended := add(endless.Lineage, week, "c")
	beside := add(top.Lineage, week, "a", "c")
	must(t, s.EndLineage(ctx, ended.Lineage, "test", noon))
	check := func(what string, want pat.Token) {
		t.Helper()
		got, err := s.Token(ctx, want.ID)
		must(t, err)
		same(t, what, got, want)
	}
	check("as it was made", middle)

	middle.Name, middle.Scopes, middle.ExpiresAt = "narrowed", []string{"a", "b"}, day
	must(t, s.UpdateToken(ctx, middle, later))
	endless.Scopes, endless.ExpiresAt = []string{"a", "b"}, day
	long.Scopes, long.ExpiresAt = []string{"b"}, day
	short.RevokedAt, short.EndReason = later, "the token that made it lost everything that this one had"
	below.RevokedAt, below.EndReason = short.RevokedAt, short.EndReason
	check("what hangs from one with nothing left", below)
	for what, token := range map[string]pat.Token{
		"changed": middle, "an endless child": endless, "a longer grandchild": long, "one below with nothing left": short, "one without scopes": bare, "above": top, "beside": beside,
	} {
		check(what, token)
	}
	bounds := func(what string, of pat.Token, want pat.Bounds, wantMinted bool) {
		t.Helper()
		got, minted, err := s.ParentBounds(ctx, of.Lineage)
		must(t, err)
		same(t, what, []any{got, minted}, []any{want, wantMinted})
	}
	bounds("made by hand", top, pat.Bounds{}, false)
	bounds("of an endless parent", middle, pat.Bounds{Scopes: []string{"a", "b", "c"}, Privileges: endless.Privileges}, true)
	bounds("of the narrowed parent", endless, pat.Bounds{Scopes: []string{"a", "b"}, ExpiresAt: day, Privileges: middle.Privileges}, true)
	_, _, err := s.ParentBounds(ctx, newID())
	is(t, "bounds of nothing", err, pat.ErrUnknown)

	sooner, none := middle.Privileges, pat.Privileges{}
	sooner.Until = sooner.Until.Add(-time.Second)
	for _, held := range []pat.Privileges{sooner, none} {
		middle.Privileges, endless.Privileges, long.Privileges = held, held, held
		if held != none { // the child keeps when it was proven, and gets the sooner end
			endless.Privileges.ProvenAt, long.Privileges.ProvenAt = draftToken(u, c).Privileges.ProvenAt, draftToken(u, c).Privileges.ProvenAt
		}
		must(t, s.UpdateToken(ctx, middle, later))
		for what, token := range map[string]pat.Token{"the changed one": middle, "its child": endless, "its grandchild": long} {
			check("privileges of "+what, token)
		}
		check("privileges of the one above", top)
	}
	endless.Privileges = draftToken(u, c).Privileges
	must(t, s.UpdateToken(ctx, endless, later))
	middle.ExpiresAt = time.Time{}
	must(t, s.UpdateToken(ctx, middle, later))
	endless.Privileges = none
	check("endless again", middle)
	check("a child stays as it was held", endless)
	t.Run("at once", func(t *testing.T) { testUpdatesAtOnce(t, s) })
}

// testUpdatesAtOnce narrows parent and child, and mints by them, from many
// sides: in the end everything lies within what it hangs from, and no
// narrowing is undone.
func testUpdatesAtOnce(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	for range 4 {
		parent, child := draftToken(u, c), draftToken(u, c)
		parent.Scopes, child.Scopes = []string{"a", "b", "c", "d", "e"}, []string{"a", "b", "c", "d", "e"}
		must(t, s.CreateToken(ctx, parent, newHash(), ""))
		must(t, s.CreateToken(ctx, child, newHash(), parent.Lineage))
		drop := func(id, scope string) error {
			return s.Transact(ctx, func(ctx context.Context) error {
				token, err := s.LockToken(ctx, id)
				if err != nil {
					return err
				}
				token.Scopes = slices.DeleteFunc(token.Scopes, func(s string) bool { return s == scope })
				return s.UpdateToken(ctx, token, later)
			})
		}
		for _, err := range race(4, func(i int) error {
			return drop([]string{parent.ID, child.ID, parent.ID, child.ID}[i], []string{"a", "b", "c", "d"}[i])
		}) {
			must(t, err)
		}
		gotParent, err := s.Token(ctx, parent.ID)
		must(t, err)
		same(t, "the parent", gotParent.Scopes, []string{"b", "d", "e"})
		gotChild, err := s.Token(ctx, child.ID)
		must(t, err)
		same(t, "the child", gotChild.Scopes, []string{"e"})
	}
}

// testReplaceSecret rotates twice: a secret keeps its first end.
func testReplaceSecret(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	token, first := newToken(t, s, u, c, "")
	_, beside := newToken(t, s, u, c, "")
	second, third := newHash(), newHash()
	ends := func(what string, want map[secret.Hash]time.Time) {
		t.Helper()
		for hash, end := range want {
			state, err := s.TokenState(ctx, hash)
			must(t, err)
			same(t, what, state.SecretEndsAt, end)
		}
	}
	must(t, s.TouchTokens(ctx, map[string]pat.Use{token.ID: {At: noon, Old: 2}}))
	token.Hint = "pat_new…hint"
	must(t, s.ReplaceSecret(ctx, token, second, noon, later))
	got, err := s.Token(ctx, token.ID)
	must(t, err)
	token.LastUsedAt = noon
	same(t, "replaced", got, token)
	ends("once", map[secret.Hash]time.Time{first: later, second: {}, beside: {}})

	must(t, s.ReplaceSecret(ctx, token, third, noon, later.Add(time.Hour)))
	ends("twice", map[secret.Hash]time.Time{first: later, second: later.Add(time.Hour), third: {}, beside: {}})
	must(t, s.ReplaceSecret(ctx, token, newHash(), noon, noon))
	ends("without an overlap", map[secret.Hash]time.Time{first: noon, second: noon, third: noon, beside: {}})
	if err := s.ReplaceSecret(ctx, token, first, noon, noon); err == nil {
		t.Error("one hash was inserted twice")
	}

	hashes := []secret.Hash{newHash(), newHash(), newHash(), newHash(), newHash(), newHash(), newHash(), newHash()}
	for _, err := range race(len(hashes), func(i int) error {
		return s.Transact(ctx, func(ctx context.Context) error {
			token, err := s.LockToken(ctx, token.ID)
			if err != nil {
				return err
			}
			return s.ReplaceSecret(ctx, token, hashes[i], noon, later)
		})
	}) {
		must(t, err)
	}
	current := 0
	for _, hash := range hashes {
		state, err := s.TokenState(ctx, hash)
		must(t, err)
		if state.SecretEndsAt.IsZero() {
			current++
		}
	}
	same(t, "current secrets after many at once", current, 1)
	_, err = s.LockToken(ctx, newID())
	is(t, "lock nothing", err, pat.ErrUnknown)
}

// testOldUses counts uses of replaced secrets, from whatever process they come.
func testOldUses(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	token, _ := newToken(t, s, u, c, "")
	for _, step := range []struct {
		what string
		use  pat.Use
		uses int
		last time.Time
	}{
		{"a use of the current one", pat.Use{At: noon}, 0, time.Time{}},
		{"two old ones", pat.Use{At: later, Old: 2}, 2, later},
		{"one from before, written late", pat.Use{At: noon, Old: 1}, 3, later},
		{"one at the same moment", pat.Use{At: later, Old: 1}, 4, later},
		{"the current one again", pat.Use{At: later.Add(time.Hour)}, 4, later},
	} {
		must(t, s.TouchTokens(ctx, map[string]pat.Use{token.ID: step.use}))
		got, err := s.Token(ctx, token.ID)
		must(t, err)
		same(t, step.what, []any{got.OldUses, got.OldUsedAt}, []any{step.uses, step.last})
	}
	for _, err := range race(8, func(i int) error {
		return s.TouchTokens(ctx, map[string]pat.Use{token.ID: {At: later.Add(time.Duration(i) * time.Second), Old: 1}})
	}) {
		must(t, err)
	}
	got, err := s.Token(ctx, token.ID)
	must(t, err)
	same(t, "all that came at once", got.OldUses, 12)
}
