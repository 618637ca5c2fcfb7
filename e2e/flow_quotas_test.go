package e2e_test

import (
	"cmp"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestWritesPerUser: a person changes so much in a while and no more, by whichever credential and at whichever replica.
// Reading, other people and the command line go on.
func TestWritesPerUser(t *testing.T) {
	redis := cmp.Or(os.Getenv("PATIO_TEST_REDIS"), "redis://127.0.0.1:6379/0")
	f := replicated(t, storagetest.Fresh(t, storage.PostgreSQL), settings{"redis": redis, "limits.enabled": "true", "quotas.writes_per_user": "6/1h"})
	mira, ada := f.person(t), f.person(t)
	on := f.client(t, mira, clientSpec{Scopes: []string{"tokens:read", "tokens:write", "profile"}, UserTokens: true})
	hers, _ := f.pat(t, mira, on)
	other, _ := f.pat(t, ada, on)
	s := f.session(t, mira)
	narrow, wide := order{"name": "x", "client_id": on.ID, "scopes": []string{"profile"}}, order{"name": "x", "client_id": on.ID}
	for i := range 6 {
		if i%2 == 0 {
			f.api(t, http.MethodPost, "/personal-access-tokens", hers, narrow).is(t, http.StatusCreated)
		} else {
			f.script(t, s, http.MethodPost, "/personal-access-tokens", wide).is(t, http.StatusCreated)
		}
	}
	before := len(f.cli(t, "pat", "list", "--user", mira.Username).list(t, "items"))
	full := f.api(t, http.MethodPost, "/personal-access-tokens", hers, narrow)
	full.is(t, http.StatusTooManyRequests)
	if !strings.Contains(full.Body, "quotas.writes_per_user allows one person 6 changes in 3600 seconds") || full.Header.Get("Retry-After") == "" {
		t.Errorf("it says %s, and to try again after %q", full.Body, full.Header.Get("Retry-After"))
	}
	f.script(t, s, http.MethodPost, "/personal-access-tokens", wide).is(t, http.StatusTooManyRequests)
	f.do(t, s.with(f.request(t, http.MethodPost, "/account/tokens", url.Values{"name": {"x"}, "client_id": {on.ID}, "csrf_token": {s.csrf}}))).
		is(t, http.StatusTooManyRequests)
	if after := len(f.cli(t, "pat", "list", "--user", mira.Username).list(t, "items")); after != before {
		t.Errorf("%d tokens were made all the same", after-before)
	}
	f.me(t, hers).is(t, http.StatusOK)
	asked, err := url.Parse(f.authorizeURL(f.client(t, ada, clientSpec{}), nil).URL)
	if err != nil {
		t.Fatal(err)
	}
	allow := asked.Query()
	allow.Set("decision", "allow")
	allow.Set("csrf_token", s.csrf)
	f.do(t, s.with(f.request(t, http.MethodPost, "/oauth/authorize", allow))).is(t, http.StatusTooManyRequests)
	for _, token := range f.cli(t, "pat", "list", "--user", mira.Username).list(t, "items")[:2] { // ending things is never refused
		f.api(t, http.MethodDelete, "/personal-access-tokens/"+token.text(t, "id"), hers, nil).is(t, http.StatusNoContent)
	}
	f.api(t, http.MethodPost, "/personal-access-tokens", other, narrow).is(t, http.StatusCreated)
	f.pat(t, mira, on)
}

// TestClientsPerUser: the command line registers as many clients as it likes; a person with too many registers none by
// any way.
func TestClientsPerUser(t *testing.T) {
	p := start(t, storagetest.Fresh(t, storage.SQLite), settings{"quotas.clients_per_user": "2"})
	mira := p.person(t)
	for range 3 {
		p.client(t, mira, clientSpec{})
	}
	s := p.session(t, mira)
	const says = "You have 3 API clients; quotas.clients_per_user allows 2."
	for what, a := range map[string]answer{
		"over REST": p.script(t, s, http.MethodPost, "/clients", order{"name": "x", "type": "confidential", "scopes": []string{"profile"}}),
		"in the browser": p.do(t, s.with(p.request(t, http.MethodPost, "/developer/clients", url.Values{
			"name": {"x"}, "type": {"confidential"}, "scope": {"profile"}, "redirect_uris": {callback}, "csrf_token": {s.csrf},
		}))),
		"with a personal token": p.do(t, s.with(p.request(t, http.MethodPost, "/account/tokens", url.Values{
			"name": {"x"}, "client_id": {"personal"}, "scope": {"profile"}, "expires_in": {"30d"}, "csrf_token": {s.csrf},
		}))),
	} {
		if a.is(t, http.StatusUnprocessableEntity); !strings.Contains(a.Body, says) {
			t.Errorf("%s: it does not say %q: %s", what, says, a.Body)
		}
	}
	if all := p.cli(t, "client", "list", "--owner", mira.Username).list(t, "items"); len(all) != 3 {
		t.Errorf("there are %d clients now", len(all))
	}
}
