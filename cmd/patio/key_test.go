package main

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/keys"
)

// TestAnotherMasterKey: a server whose master key does not open what another process sealed answers "not now", to whoever
// asks it to sign, to judge what the other signed, or for the keys; never that something is broken, nor that a token is
// bad.
func TestAnotherMasterKey(t *testing.T) {
	h := newPagesHouse(t)
	robot, password, err := h.clients.Register(t.Context(), actor.Operator(), clients.Registration{
		OwnerID: h.mira.ID, Name: "Robot", Type: clients.Confidential, GrantTypes: []string{clients.GrantClientCredentials}, Scopes: []string{"profile"},
	})
	pagesMust(t, err)
	ask := func(path string, form url.Values) int {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.url+path, strings.NewReader(form.Encode()))
		pagesMust(t, err)
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.SetBasicAuth(robot.ID, password)
		answer, err := http.DefaultClient.Do(request)
		pagesMust(t, err)
		pagesMust(t, answer.Body.Close())
		return answer.StatusCode
	}
	grant := url.Values{"grant_type": {"client_credentials"}}
	if got := ask("/oauth/token", grant); got != http.StatusOK {
		t.Fatalf("before: %d", got)
	}
	opts, err := h.keyOptions()
	pagesMust(t, err)
	opts.Master = bytes.Repeat([]byte{1}, 32)
	other, err := keys.Open(t.Context(), h.store, opts)
	pagesMust(t, err)
	sealed, err := other.RotateNow(t.Context())
	pagesMust(t, err)
	token, err := sealed.SignAccessToken([]byte(`{}`))
	pagesMust(t, err)
	for began := time.Now(); ask("/oauth/token", grant) == http.StatusOK; time.Sleep(50 * time.Millisecond) {
		if time.Since(began) > 10*time.Second {
			t.Fatal("it goes on signing")
		}
	}
	for what, got := range map[string]int{
		"a token": ask("/oauth/token", grant), "introspection": ask("/oauth/introspect", url.Values{"token": {token}}),
	} {
		if got != http.StatusServiceUnavailable {
			t.Errorf("%s: %d", what, got)
		}
	}
	for _, path := range []string{"/.well-known/jwks.json", "/readyz"} {
		answer, err := http.Get(h.url + path)
		pagesMust(t, err)
		pagesMust(t, answer.Body.Close())
		if answer.StatusCode != http.StatusServiceUnavailable || answer.Header.Get("Retry-After") == "" {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
}
