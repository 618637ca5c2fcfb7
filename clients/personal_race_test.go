package clients_test

import (
	"context"
	"sync"
	"testing"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/storage/storagetest"
	"github.com/patio-auth/patio/users"
)

// TestPersonalRaces: first uses at the same time make one client between them.
func TestPersonalRaces(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		store := storagetest.Open(t, url)
		rooms := clients.New(store, clients.Options{Catalogue: clients.BuiltIn(), Now: clocktest.Now})
		for range 5 {
			person := users.User{ID: uuid.Must(uuid.NewV7()).String(), CreatedAt: clocktest.Now()}
			person.Username, person.Email = "u"+person.ID, person.ID+"@example.org"
			if err := store.CreateUser(t.Context(), person, "no hash"); err != nil {
				t.Fatal(err)
			}
			got := make(chan string, 8)
			var all sync.WaitGroup
			for range cap(got) {
				all.Go(func() {
					var id string
					err := rooms.Personal(t.Context(), actor.Actor{Credential: actor.Session, UserID: person.ID}, func(_ context.Context, own clients.Client) error { id = own.ID; return nil })
					if err != nil {
						t.Error(err)
					}
					got <- id
				})
			}
			all.Wait()
			close(got)
			ids := map[string]bool{}
			for id := range got {
				ids[id] = true
			}
			if own, err := store.Clients(t.Context(), person.ID, clients.Filter{}, "", 10); err != nil || len(own) != 1 || len(ids) != 1 {
				t.Errorf("%d private clients, %d given, %v; want one", len(own), len(ids), err)
			}
		}
	})
}
