package e2e_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"github.com/patio-auth/patio/storage/storagetest"
)

// TestIdempotency: a POST that is sent again with its Idempotency-Key is done once, whichever replica it reaches.
func TestIdempotency(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		t.Parallel()
		p := replicated(t, url, nil)
		mira := p.person(t)
		desk := p.client(t, mira, clientSpec{Scopes: []string{"clients:read", "clients:write", "tokens:read", "tokens:write"}})
		token, _ := p.pat(t, mira, desk)
		t.Run("at once", func(t *testing.T) { onceAtOnce(t, p, token) })
		t.Run("repeats", func(t *testing.T) { repeats(t, p, mira, desk, token) })
		t.Run("keys", func(t *testing.T) { keysOfRequests(t, p, token) })
		t.Run("callers", func(t *testing.T) { keysOfCallers(t, p, mira, desk, token) })
	})
}

// withKey calls the REST API with an Idempotency-Key.
func (p *patio) withKey(t *testing.T, token, key, path string, body any) answer {
	t.Helper()
	return p.do(t, p.keyed(t, token, key, path, body))
}

func (p *patio) keyed(t *testing.T, token, key, path string, body any) *http.Request {
	t.Helper()
	r := p.request(t, http.MethodPost, "/api/v1"+path, body)
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Idempotency-Key", key)
	return r
}

// replays insists on the same response as an earlier one.
func (a answer) replays(t *testing.T, first answer) {
	t.Helper()
	if a.Status != first.Status || a.Body != first.Body || a.Header.Get("Location") != first.Header.Get("Location") ||
		a.Header.Get("Content-Type") != first.Header.Get("Content-Type") || a.Header.Get("Etag") != first.Header.Get("Etag") {
		t.Errorf("%s is answered %d %s at first, and then %d %s", a.asked, first.Status, first.Body, a.Status, a.Body)
	}
	if a.Header.Get("Idempotency-Replayed") != "true" || first.Header.Get("Idempotency-Replayed") != "" {
		t.Errorf("%s: Idempotency-Replayed is %q at first, and then %q", a.asked, first.Header.Get("Idempotency-Replayed"), a.Header.Get("Idempotency-Replayed"))
	}
}

func onceAtOnce(t *testing.T, p *front, token string) {
	key, o := uuid.NewString(), order{"name": "Once", "type": "confidential", "scopes": []string{}, "grant_types": []string{}}
	answers, errs := make([]answer, 12), make([]error, 12)
	var all sync.WaitGroup
	for i := range answers {
		r := p.keyed(t, token, key, "/clients", o)
		all.Go(func() { answers[i], errs[i] = p.try(r) })
	}
	all.Wait()
	made := ""
	for i, a := range answers {
		switch {
		case errs[i] != nil:
			t.Fatal(errs[i])
		case a.Status == http.StatusCreated && (made == "" || made == a.Body):
			made = a.Body
		case a.Status != http.StatusConflict || a.Header.Get("Retry-After") == "" || a.Header.Get("Content-Type") != "application/problem+json":
			t.Errorf("one of twelve is answered %d %s", a.Status, a.Body)
		}
	}
	for range 2 * len(p.replicas) {
		if again := p.withKey(t, token, key, "/clients", o).is(t, http.StatusCreated); again.Body != made || again.Header.Get("Idempotency-Replayed") != "true" {
			t.Errorf("later: %s, want %s", again.Body, made)
		}
	}
	count := 0
	for _, c := range p.api(t, http.MethodGet, "/clients", token, nil).is(t, http.StatusOK).object(t).list(t, "items") {
		if c["name"] == "Once" {
			count++
		}
	}
	if count != 1 {
		t.Errorf("twelve requests made %d clients", count)
	}
}

func repeats(t *testing.T, p *front, mira person, desk client, token string) {
	client := order{"name": "Again", "type": "confidential", "scopes": []string{}, "grant_types": []string{}}
	key := uuid.NewString()
	first := p.withKey(t, token, key, "/clients", client).is(t, http.StatusCreated)
	p.withKey(t, token, key, "/clients", client).replays(t, first)
	id, secret := first.object(t).text(t, "client_id"), first.object(t).text(t, "client_secret")

	stored := storedResponses(t, p.patio)
	if stored == "" || strings.Contains(stored, key) || strings.Contains(stored, secret) || strings.Contains(stored, id) {
		t.Error("the database holds a key or a response in clear")
	}
	for path, body := range map[string]any{
		"/clients/" + id + "/secret": order{"overlap_seconds": 60}, "/clients/" + id + "/suspend": nil,
		"/personal-access-tokens": order{"client_id": desk.ID, "name": "x"},
		"/clients/x/secret":       order{"overlap_seconds": 60}, // refusals, too
	} {
		key := uuid.NewString()
		first := p.withKey(t, token, key, path, body)
		p.withKey(t, token, key, path, body).replays(t, first)
	}
	bad := uuid.NewString()
	wrong := order{"name": "", "type": "confidential"}
	refused := p.withKey(t, token, bad, "/clients", wrong).is(t, http.StatusUnprocessableEntity)
	p.withKey(t, token, bad, "/clients", wrong).replays(t, refused)

	rotating, _ := p.pat(t, mira, desk, "--self-rotate")
	key = uuid.NewString()
	first = p.withKey(t, rotating, key, "/personal-access-tokens/self/rotate", order{}).is(t, http.StatusOK) // the old secret ends
	p.withKey(t, rotating, key, "/personal-access-tokens/self/rotate", order{}).replays(t, first)
	rotating = first.object(t).text(t, "token")
	p.me(t, rotating).is(t, http.StatusOK)
	key = uuid.NewString()
	ended, id := p.pat(t, mira, desk, "--self-rotate")
	p.withKey(t, ended, key, "/personal-access-tokens/self/rotate", order{}).is(t, http.StatusOK)
	p.cli(t, "pat", "revoke", id, "--yes")
	p.withKey(t, ended, key, "/personal-access-tokens/self/rotate", order{}).is(t, http.StatusUnauthorized) // dead at once
	key = uuid.NewString()
	first = p.withKey(t, rotating, key, "/personal-access-tokens/self/rotate", order{"overlap_seconds": 60}).is(t, http.StatusOK)
	p.withKey(t, rotating, key, "/personal-access-tokens/self/rotate", order{"overlap_seconds": 60}).replays(t, first)
	p.me(t, first.object(t).text(t, "token")).is(t, http.StatusOK)
}

func keysOfRequests(t *testing.T, p *front, token string) {
	key, o := uuid.NewString(), order{"name": "One", "type": "public", "scopes": []string{}}
	made := p.withKey(t, token, key, "/clients", o).is(t, http.StatusCreated)
	id := made.object(t).text(t, "client_id")
	p.withKey(t, token, key, "/clients", order{"name": "Two", "type": "public", "scopes": []string{}}).is(t, http.StatusUnprocessableEntity)
	p.withKey(t, token, key, "/clients?x=1", o).is(t, http.StatusUnprocessableEntity)
	p.withKey(t, token, key, "/clients/"+id+"/suspend", nil).is(t, http.StatusUnprocessableEntity)
	p.withKey(t, token, key, "/clients", o).replays(t, made)
	for _, bad := range []string{"a b", strings.Repeat("x", 256), "é", " "} {
		r := p.keyed(t, token, "x", "/clients", o)
		r.Header["Idempotency-Key"] = []string{bad}
		p.do(t, r).is(t, http.StatusBadRequest)
	}
	twice := p.keyed(t, token, "x", "/clients", o)
	twice.Header["Idempotency-Key"] = []string{"a", "b"}
	p.do(t, twice).is(t, http.StatusBadRequest)
	longest := strings.Repeat("~", 255)
	p.withKey(t, token, longest, "/clients", o).is(t, http.StatusCreated)
}

func keysOfCallers(t *testing.T, p *front, mira person, desk client, token string) {
	key, o := uuid.NewString(), order{"name": "Mine", "type": "public", "scopes": []string{}}
	first := p.withKey(t, token, key, "/clients", o).is(t, http.StatusCreated)
	other, otherID := p.pat(t, mira, desk)
	theirs := p.withKey(t, other, key, "/clients", o).is(t, http.StatusCreated)
	if theirs.Body == first.Body || theirs.Header.Get("Idempotency-Replayed") != "" {
		t.Error("another credential gets the response")
	}
	p.withKey(t, other, key, "/clients", o).replays(t, theirs)
	p.cli(t, "pat", "revoke", otherID, "--yes")
	p.withKey(t, other, key, "/clients", o).is(t, http.StatusUnauthorized)

	s := p.session(t, mira)
	script := func(csrf string) answer {
		r := s.with(p.request(t, http.MethodPost, "/api/v1/clients", o))
		r.Header.Set("X-CSRF-Token", csrf)
		r.Header.Set("Idempotency-Key", key)
		return p.do(t, r)
	}
	mine := script(s.csrf).is(t, http.StatusCreated)
	script(s.csrf).replays(t, mine)
	script("x").is(t, http.StatusForbidden)

	// What may end otherwise next time is not kept.
	robot := p.client(t, mira, clientSpec{Grants: []string{"client_credentials"}, Scopes: []string{"clients:write"}, FirstParty: true})
	own := p.own(t, robot).is(t, http.StatusOK).tokens(t).Access
	for range 2 {
		if a := p.withKey(t, own, key, "/clients", o).is(t, http.StatusForbidden); a.Header.Get("Idempotency-Replayed") != "" {
			t.Error("a refusal is replayed")
		}
	}
	stale := uuid.NewString()
	id := first.object(t).text(t, "client_id")
	p.staleSignIn(t, mira)
	ask := func() answer {
		r := s.with(p.request(t, http.MethodPost, "/api/v1/clients/"+id+"/detach", nil))
		r.Header.Set("X-CSRF-Token", s.csrf)
		r.Header.Set("Idempotency-Key", stale)
		return p.do(t, r)
	}
	ask().is(t, http.StatusForbidden)
}

// storedResponses is all that the database holds of requests with a key.
func storedResponses(t *testing.T, p *patio) string {
	t.Helper()
	rows, err := p.behind(t).Query("SELECT id, fingerprint, response FROM idempotency_keys")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all strings.Builder
	for rows.Next() {
		var id, fingerprint, response []byte
		if err := rows.Scan(&id, &fingerprint, &response); err != nil {
			t.Fatal(err)
		}
		all.Write(id)
		all.Write(fingerprint)
		all.Write(response)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all.String()
}
