package storagetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/storage"
)

// testEndLineage ends the middle of a tree: what hangs from it ends, level by
// level, what it hangs from and what stands beside it does not.
func testEndLineage(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	grant, code := newGrant(t, s, u, c)
	top, topHash := newToken(t, s, u, c, grant.ID)
	middle, middleHash := newToken(t, s, u, c, top.Lineage)
	beside, besideHash := newToken(t, s, u, c, top.Lineage)
	under := []secret.Hash{middleHash}
	parent := middle
	for range 6 { // deep
		var hash secret.Hash
		parent, hash = newToken(t, s, u, c, parent.Lineage)
		under = append(under, hash)
	}
	for range 5 { // and wide
		_, hash := newToken(t, s, u, c, middle.Lineage)
		under = append(under, hash)
	}
	must(t, s.EndLineage(ctx, middle.Lineage, "first", noon))
	endedAt := func(what string, hash secret.Hash, want time.Time) {
		t.Helper()
		got, err := s.TokenState(ctx, hash)
		must(t, err)
		same(t, what, got.RevokedAt, want)
		same(t, what+", lineage", got.LineageEnded, !want.IsZero())
	}
	for _, hash := range under {
		endedAt("below", hash, noon)
	}
	endedAt("above", topHash, time.Time{})
	endedAt("beside "+beside.ID, besideHash, time.Time{})
	_, state, err := s.Code(ctx, code.Hash)
	must(t, err)
	same(t, "the root ended", state.Ended, false)

	must(t, s.EndLineage(ctx, middle.Lineage, "again", later))
	must(t, s.EndLineage(ctx, grant.ID, "all of it", later))
	endedAt("what had ended keeps its time", middleHash, noon)
	endedAt("what had ended below keeps it too", under[3], noon)
	endedAt("the rest ends now", besideHash, later)
	must(t, s.EndLineage(ctx, newID(), "unknown is no error", noon))
}

// testEndLineageRaces ends a lineage while children of it are being minted,
// and children of those: whatever is alive afterwards must hang from nothing
// that has ended.
func testEndLineageRaces(t *testing.T, s *storage.Store) {
	ctx, u := t.Context(), newUser(t, s)
	c := newClient(t, s, u, nil)
	for range 4 {
		root, _ := newGrant(t, s, u, c)
		top, _ := newToken(t, s, u, c, root.ID)
		type minted struct {
			hashes []secret.Hash
			err    error
		}
		results := race(8, func(i int) (m minted) {
			if i == 0 {
				return minted{err: s.EndLineage(ctx, root.ID, "race", noon)}
			}
			parent := top.Lineage
			for range 5 {
				token, hash := draftToken(u, c), newHash()
				err := s.CreateToken(ctx, token, hash, parent)
				if errors.Is(err, pat.ErrParentEnded) {
					return m
				}
				if err != nil {
					return minted{err: err}
				}
				m.hashes = append(m.hashes, hash)
				if i%2 == 0 {
					parent = token.Lineage // a chain; the others fan out
				}
			}
			return m
		})
		for _, m := range results {
			must(t, m.err)
			for _, hash := range m.hashes {
				state, err := s.TokenState(ctx, hash)
				must(t, err)
				same(t, "a child that was minted meanwhile ended", state.LineageEnded, true)
			}
		}
	}
	t.Run("within a transaction", func(t *testing.T) {
		root, _ := newGrant(t, s, u, c)
		token, hash := draftToken(u, c), newHash()
		stop := errors.New("stop")
		err := s.Transact(ctx, func(ctx context.Context) error {
			must(t, s.CreateToken(ctx, token, hash, root.ID))
			must(t, s.EndLineage(ctx, root.ID, "test", noon))
			state, err := s.TokenState(ctx, hash)
			must(t, err)
			same(t, "child ended, seen from within", state.LineageEnded, true)
			return stop
		})
		is(t, "rolled back", err, stop)
		_, err = s.TokenState(ctx, hash)
		is(t, "the child", err, pat.ErrUnknown)
		must(t, s.CreateToken(ctx, token, hash, root.ID)) // the end was rolled back too
	})
}
