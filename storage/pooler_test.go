package storage_test

import (
	"sync"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestPgBouncer holds the store to all its promises through a PgBouncer in
// transaction mode: eight replicas migrate at once, then the whole suite runs.
func TestPgBouncer(t *testing.T) {
	url := storagetest.Pooled(t, storagetest.Fresh(t, storage.PostgreSQL), 20)
	var all sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		all.Go(func() { errs[i] = start(t.Context(), url) })
	}
	all.Wait()
	for i, err := range errs {
		if err != nil {
			t.Errorf("replica %d: %v", i, err)
		}
	}
	storagetest.Run(t, func(t *testing.T) *storage.Store { return storagetest.Open(t, url) })
}

// TestPgBouncerSmall shares three connections to the server among many
// requests of two processes: every one is answered, none meets what another
// has left behind.
func TestPgBouncerSmall(t *testing.T) {
	url := storagetest.Pooled(t, storagetest.Fresh(t, storage.PostgreSQL), 3)
	stores := []*storage.Store{storagetest.Open(t, url), storagetest.Open(t, url)}
	hash := oneOfEach(t, stores[0], oneID)
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			s := stores[i%2]
			for range 20 {
				if state, err := s.TokenState(t.Context(), hash); err != nil || state.ID != oneID {
					t.Errorf("hot read: %+v, %v", state.Token, err)
				}
				if _, secrets, err := s.Credentials(t.Context(), oneID); err != nil || len(secrets) != 1 {
					t.Errorf("credentials: %d, %v", len(secrets), err)
				}
				if err := calls(s)["transact"](t.Context()); err != nil {
					t.Errorf("transaction: %v", err)
				}
			}
		})
	}
	all.Wait()
}
