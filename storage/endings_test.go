package storage_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/revocations"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

// family is a token with what it made, and one beside it that it did not make.
type family struct {
	owner, client, root string
	members             []string // lineages, the root's too
	beside              string
	seen                map[string]secret.Hash // the secret of each lineage's token
}

var began = clocktest.At(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))

// newFamily makes a root with forty children, of which some have children and
// one the first of a chain of twelve.
func newFamily(t *testing.T, s *storage.Store, n int) family {
	t.Helper()
	id := func(i int) string { return fmt.Sprintf("0195%04x-0000-7000-8000-%012d", n, i) }
	f := family{owner: id(900), client: id(901), seen: map[string]secret.Hash{}}
	last := 0
	mint := func(parent string) string {
		last++
		token := pat.Token{
			ID: id(last + 1000), UserID: f.owner, ClientID: f.client, Lineage: id(last), Name: "one", Scopes: []string{"openid"}, CreatedAt: began,
		}
		f.seen[token.Lineage] = secret.HashOf(token.ID)
		if err := s.CreateToken(t.Context(), token, f.seen[token.Lineage], parent); err != nil {
			t.Fatal(err)
		}
		return token.Lineage
	}
	err := errors.Join(
		s.CreateUser(t.Context(), users.User{ID: f.owner, Username: f.owner, Email: f.owner + "@example.org", CreatedAt: began}, "hash"),
		s.CreateClient(t.Context(), clients.Client{ID: f.client, OwnerID: f.owner, Name: "app", Type: clients.Confidential, CreatedAt: began}, nil),
	)
	if err != nil {
		t.Fatal(err)
	}
	f.beside = mint("")
	f.root = mint("")
	f.members = []string{f.root}
	for i := range 40 {
		child := mint(f.root)
		f.members = append(f.members, child)
		for range i % 4 {
			f.members = append(f.members, mint(child))
		}
	}
	for range 12 {
		f.members = append(f.members, mint(f.members[len(f.members)-1]))
	}
	return f
}

// living is which of a family's lineages live.
func (f family) living(t *testing.T, s *storage.Store) (living []string) {
	t.Helper()
	for _, lineage := range f.members {
		state, err := s.TokenState(t.Context(), f.seen[lineage])
		if err != nil {
			t.Fatal(err)
		}
		if !state.LineageEnded {
			living = append(living, lineage)
		} else if !state.RevokedAt.Equal(began.Add(time.Hour)) {
			t.Errorf("%s ended at %v, not at the time of the first request", lineage, state.RevokedAt)
		}
	}
	return living
}

// ended fails unless all of a family has ended, its roots were noted, nothing is
// left to do, and what stands beside it lives.
func (f family) ended(t *testing.T, s *storage.Store) {
	t.Helper()
	if living := f.living(t, s); len(living) > 0 {
		t.Errorf("%d of %d live: %v", len(living), len(f.members), living)
	}
	if state, err := s.TokenState(t.Context(), f.seen[f.beside]); err != nil || state.LineageEnded {
		t.Errorf("what stands beside: %t, %v", state.LineageEnded, err)
	}
	noted, err := s.Ended(t.Context(), revocations.Place{}, began, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	told := slices.DeleteFunc(noted, func(e revocations.Ended) bool { return !slices.Contains(f.members, e.ID) })
	if len(told) < 1 || len(told) > 5 { // the roots: none of the others has signed anything
		t.Errorf("the ends of %d were noted", len(told))
	}
	if more, err := s.EndRest(t.Context()); more || err != nil {
		t.Errorf("there is more to end: %t, %v", more, err)
	}
}

// TestEndInPortions ends families that one transaction does not come to the end
// of: at whatever bound, all have ended when the call returns.
func TestEndInPortions(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		t.Parallel()
		s := storagetest.Open(t, url)
		for i, atOnce := range []int{1, 3, 40, 41, 42, 1000} {
			f := newFamily(t, s, i)
			if err := s.EndAtOnce(atOnce).EndLineage(t.Context(), f.root, "test", began.Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
			f.ended(t, s)
		}
		t.Run("more roots than that", func(t *testing.T) {
			f, other := newFamily(t, s, 100), newFamily(t, s, 101)
			f.members = append(f.members, f.beside) // all are on one client, and so are roots and children at once
			f.beside, f.seen[other.root] = other.root, other.seen[other.root]
			if err := s.EndAtOnce(5).EndGrants(t.Context(), f.owner, f.client, "test", began.Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
			f.ended(t, s)
		})
		t.Run("several in one transaction", func(t *testing.T) {
			all := []family{newFamily(t, s, 102), newFamily(t, s, 103), newFamily(t, s, 104)}
			few := s.EndAtOnce(5)
			together := func(ctx context.Context) (err error) {
				for _, f := range all {
					err = errors.Join(err, few.EndLineage(ctx, f.root, "test", began.Add(time.Hour)))
				}
				return err
			}
			if err := few.TransactOnce(t.Context(), together); err != nil {
				t.Fatal(err)
			}
			for i, f := range all {
				if living := f.living(t, s); slices.Contains(living, f.root) || len(living) < len(f.members)-5 {
					t.Errorf("after one transaction %d of %d of family %d live", len(living), len(f.members), i)
				}
			}
			if err := few.Transact(t.Context(), together); err != nil {
				t.Fatal(err)
			}
			for _, f := range all {
				f.ended(t, s)
			}
		})
	})
}

// TestEndingCutShort lets a process die after its first transaction: the token
// itself is dead by then and makes no more, and whoever asks again has all of
// it, as has the clean-up, and several of those at once.
func TestEndingCutShort(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		whole := storagetest.Open(t, url)
		s, ctx := whole.EndAtOnce(6), t.Context()
		again := func(f family) error { return s.EndLineage(ctx, f.root, "again", began.Add(2*time.Hour)) }
		cleanUp := func(family) error {
			for {
				if more, err := s.EndRest(ctx); err != nil || !more {
					return err
				}
			}
		}
		for i, goOn := range []struct {
			name string
			by   []func(family) error
		}{
			{"asked again", []func(family) error{again}},
			{"clean-up", []func(family) error{cleanUp}},
			{"all at once", []func(family) error{again, cleanUp, again, cleanUp}},
		} {
			t.Run(goOn.name, func(t *testing.T) {
				f := newFamily(t, s, i)
				err := s.TransactOnce(ctx, func(ctx context.Context) error {
					return s.EndLineage(ctx, f.root, "first", began.Add(time.Hour))
				})
				if err != nil {
					t.Fatal(err)
				}
				living := f.living(t, s)
				if len(living) != len(f.members)-6 || slices.Contains(living, f.root) {
					t.Errorf("%d of %d live after one transaction, the root: %t", len(living), len(f.members), slices.Contains(living, f.root))
				}
				late := pat.Token{ID: f.owner, UserID: f.owner, ClientID: f.client, Lineage: f.client, Name: "late", CreatedAt: began}
				if err := s.CreateToken(ctx, late, secret.HashOf(f.owner), f.root); !errors.Is(err, pat.ErrParentEnded) {
					t.Errorf("one more was made of it: %v", err)
				}
				var all sync.WaitGroup
				for _, one := range goOn.by {
					all.Go(func() {
						if err := one(f); err != nil {
							t.Error(err)
						}
						if living := f.living(t, s); len(living) > 0 {
							t.Errorf("told that all had ended, and %d live", len(living))
						}
					})
				}
				all.Wait()
				f.ended(t, s)
			})
		}
		t.Run("what it hangs from is ended", func(t *testing.T) {
			f := newFamily(t, s, 600)
			middle := f.members[len(f.members)-12] // from which a chain hangs
			first := func(ctx context.Context) error { return s.EndLineage(ctx, middle, "first", began.Add(time.Hour)) }
			if err := s.TransactOnce(ctx, first); err != nil {
				t.Fatal(err)
			}
			if err := whole.EndLineage(ctx, f.root, "first", began.Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
			f.ended(t, s)
		})
		t.Run("somebody else's", func(t *testing.T) {
			f, other := newFamily(t, s, 601), newFamily(t, s, 602)
			first := func(ctx context.Context) error { return s.EndLineage(ctx, f.root, "first", began.Add(time.Hour)) }
			if err := s.TransactOnce(ctx, first); err != nil {
				t.Fatal(err)
			}
			if err := s.EndLineage(ctx, other.root, "other", began.Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
			if living := other.living(t, s); len(living) > 0 {
				t.Errorf("%d live", len(living))
			}
			if living := f.living(t, s); len(living) != len(f.members)-6 {
				t.Errorf("it waited for what is not its own: %d of %d live", len(living), len(f.members))
			}
			if err := cleanUp(f); err != nil {
				t.Fatal(err)
			}
			f.ended(t, s)
		})
		t.Run("out of time", func(t *testing.T) {
			f := newFamily(t, s, 500)
			err := s.TransactOnce(ctx, func(ctx context.Context) error {
				return s.EndLineage(ctx, f.root, "first", began.Add(time.Hour))
			})
			if err != nil {
				t.Fatal(err)
			}
			short, cancel := context.WithCancel(ctx)
			cancel()
			if err := s.EndLineage(short, f.root, "again", began); err == nil {
				t.Error("ended with no time to end it in")
			}
			if err := again(f); err != nil {
				t.Error(err)
			}
			f.ended(t, s)
		})
	})
}
