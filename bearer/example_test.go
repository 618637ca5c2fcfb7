package bearer_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"

	"github.com/patio-auth/patio/bearer"
)

// A resource server with one door: GET /notes for tokens that carry the scope notes:read, whatever kind they are.
func Example() {
	client, err := bearer.New(context.Background(), bearer.Config{
		Issuer:       "https://auth.example.com",
		Audience:     "https://notes.example.com",
		ClientID:     "notes",
		ClientSecret: os.Getenv("PATIO_CLIENT_SECRET"),
	})
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()

	notes := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, _ := bearer.FromContext(r.Context())
		fmt.Fprintf(w, "the notes of %s\n", who.Subject)
	})

	mux := http.NewServeMux()
	mux.Handle("GET /notes", bearer.RequireScope("notes:read")(notes))
	authenticate := bearer.Middleware(client, bearer.WithRealm("notes"))
	log.Fatal(http.ListenAndServe("127.0.0.1:8090", authenticate(bearer.RequireUser(mux))))
}
