package submissions_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/submissions"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// failing is a database that fails some times.
type failing struct {
	*storage.Store
	times int
}

func (f *failing) FinishSubmission(ctx context.Context, n submissions.Submission) error {
	if f.times--; f.times >= 0 {
		return errors.New("the connection was lost")
	}
	return f.Store.FinishSubmission(ctx, n)
}

// TestFinishTriesAgain loses no secret where the database fails for a moment.
func TestFinishTriesAgain(t *testing.T) {
	store := &failing{storagetest.Open(t, storagetest.Fresh(t, storage.SQLite)), 2}
	s, ctx := submissions.New(store, time.Now), t.Context()
	key, err := s.Keep(ctx, "mira", "/account/tokens/1", []byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	if shown, err := s.View(ctx, "mira", key, "/account/tokens/1"); err != nil || string(shown) != "secret" {
		t.Errorf("the page shows %q, %v", shown, err)
	}
}
