package idempotency_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/internal/idempotency"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestLife follows a key: claimed, abandoned by a process that died, taken over,
// answered, replayed and forgotten.
func TestLife(t *testing.T) {
	at := clocktest.At(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	store := storagetest.Open(t, storagetest.Fresh(t, storage.SQLite))
	keys, ctx := idempotency.New(store, func() time.Time { return at }), t.Context()
	r := idempotency.Request{Key: "k", Credential: "token", Method: "POST", Target: "/x", Body: []byte("{}")}
	begin := func(what string, r idempotency.Request, want error) (*idempotency.Claim, *idempotency.Response) {
		t.Helper()
		claim, response, err := keys.Begin(ctx, r)
		if !errors.Is(err, want) || want == nil && (claim == nil) == (response == nil) {
			t.Fatalf("%s: %v, %v, %v; want %v", what, claim, response, err, want)
		}
		return claim, response
	}
	dead, _ := begin("the first", r, nil)
	at = at.Add(9 * time.Second)
	begin("while it may be in progress", r, idempotency.ErrInProgress)
	at = at.Add(2 * time.Second)
	second, _ := begin("after its process must have died", r, nil)
	if second == nil {
		t.Fatal("nobody can take it over")
	}
	ours, theirs := idempotency.Response{Status: 201, Header: map[string]string{"Location": "/x/1"}, Body: []byte("secret")}, idempotency.Response{Status: 500}
	if err := second.Keep(ctx, ours); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(dead.Keep(ctx, theirs), dead.Release(ctx)); err != nil {
		t.Fatal(err)
	}
	for _, later := range []time.Duration{0, time.Hour, 22 * time.Hour} {
		at = at.Add(later)
		if _, got := begin("a repeat", r, nil); got == nil || !reflect.DeepEqual(*got, ours) {
			t.Errorf("a repeat gets %+v", got)
		}
	}
	for what, change := range map[string]func(*idempotency.Request){
		"another body":   func(r *idempotency.Request) { r.Body = []byte("{ }") },
		"another path":   func(r *idempotency.Request) { r.Target = "/y" },
		"another method": func(r *idempotency.Request) { r.Method = "PUT" },
		"moved bytes":    func(r *idempotency.Request) { r.Target, r.Body = "/", []byte("x{}") },
	} {
		other := r
		change(&other)
		begin(what, other, idempotency.ErrOtherRequest)
	}
	for what, change := range map[string]func(*idempotency.Request){
		"another credential": func(r *idempotency.Request) { r.Credential = "other" },
		"another key":        func(r *idempotency.Request) { r.Key = "K" },
		"moved key":          func(r *idempotency.Request) { r.Credential, r.Key = "toke", "nk" },
	} {
		other := r
		change(&other)
		if claim, _ := begin(what, other, nil); claim == nil {
			t.Errorf("%s gets the response", what)
		} else if err := claim.Release(ctx); err != nil {
			t.Error(err)
		}
	}
	at = at.Add(2 * time.Hour)
	if claim, _ := begin("after a day", r, nil); claim == nil {
		t.Error("the response is kept for more than a day")
	}
	for _, key := range []string{"", "a b", "é", "\x7f", string(make([]byte, 256))} {
		begin("the key "+key, idempotency.Request{Key: key}, idempotency.ErrKey)
	}
}
