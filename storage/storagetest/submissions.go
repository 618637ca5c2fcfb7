package storagetest

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/internal/submissions"
	"github.com/patio-auth/patio/storage"
)

// testSubmissions: of two that begin at once one is first; the other finds what it
// made. A view is counted once, whoever comes at the same time.
func testSubmissions(t *testing.T, s *storage.Store) {
	ctx, now := t.Context(), noon
	n := submissions.Submission{Hash: secret.HashOf(secret.New(secret.Session)), ExpiresAt: now.Add(time.Minute)}
	var first, views atomic.Int64
	for _, err := range race(8, func(int) error {
		added, err := s.AddSubmission(ctx, n, now)
		if added {
			first.Add(1)
		}
		return err
	}) {
		must(t, err)
	}
	same(t, "how many of 8 were first", first.Load(), int64(1))
	n.Page, n.Sealed, n.Views = "/account/tokens/x/secret", []byte{0, 1, 2}, 2
	if err := s.FinishSubmission(ctx, n); err != nil {
		t.Fatal(err)
	}
	got, err := s.Submission(ctx, n.Hash, now)
	if err != nil || got.Page != n.Page || string(got.Sealed) != string(n.Sealed) || got.Views != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	for _, err := range race(8, func(int) error {
		took, err := s.ChangeViews(ctx, n.Hash, -1, 5)
		if took {
			views.Add(1)
		}
		return err
	}) {
		must(t, err)
	}
	same(t, "how often it was viewed", views.Load(), int64(2))
	for i := range 6 {
		if more, err := s.ChangeViews(ctx, n.Hash, 1, 5); err != nil || more != (i < 5) {
			t.Errorf("view %d more: %t, %v", i+1, more, err)
		}
	}
	if _, err := s.Submission(ctx, n.Hash, n.ExpiresAt); !errors.Is(err, submissions.ErrUnknown) {
		t.Errorf("expired: %v", err)
	}
	if added, err := s.AddSubmission(ctx, submissions.Submission{Hash: n.Hash, ExpiresAt: now.Add(time.Hour)}, n.ExpiresAt); err != nil || !added {
		t.Errorf("in the place of an expired one: %t, %v", added, err)
	}
	if err := s.DropSubmission(ctx, n.Hash); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Submission(ctx, n.Hash, now); !errors.Is(err, submissions.ErrUnknown) {
		t.Errorf("dropped: %v", err)
	}
}
