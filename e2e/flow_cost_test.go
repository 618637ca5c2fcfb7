package e2e_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestCosts counts the statements that each request sends to PostgreSQL, and compares them with the table in
// docs/flows.md.
func TestCosts(t *testing.T) {
	w, database := newWire(t, storagetest.Fresh(t, storage.PostgreSQL))
	counter := &statements{talks: map[net.Conn]*talk{}}
	w.listen(counter.hear)
	p := prepared(t, database, storage.PostgreSQL, settings{"tokens.refresh_grace": "1m"})
	p.program = binaries.command // with the race detector a request takes so long that something else always goes on
	p.launch(t)
	p.endWith(t)
	documented := documentedCosts(t)
	for _, flow := range costlyFlows(t, p) {
		least := cost{1 << 20, 1 << 20}
		for range 5 { // what goes on beside a request can only add to it
			request := flow.prepare(t)
			time.Sleep(100 * time.Millisecond)
			before := counter.sum()
			request()
			time.Sleep(20 * time.Millisecond)
			after := counter.sum()
			least.reads, least.writes = min(least.reads, after.reads-before.reads), min(least.writes, after.writes-before.writes)
		}
		if want, there := documented[flow.name]; !there || want != least {
			t.Errorf("%s: %d reads and %d writes; docs/flows.md says %d and %d", flow.name, least.reads, least.writes, want.reads, want.writes)
		}
	}
}

type cost struct{ reads, writes int }

var costRow = regexp.MustCompile(`(?m)^\| (.+?) \| (\d+)[^|]* \| (\d+)[^|]* \|`)

// documentedCosts reads the table.
func documentedCosts(t *testing.T) map[string]cost {
	t.Helper()
	text, err := os.ReadFile("../docs/flows.md")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]cost{}
	for _, row := range costRow.FindAllStringSubmatch(string(text), -1) {
		var c cost
		if _, err := fmt.Sscan(row[2]+" "+row[3], &c.reads, &c.writes); err != nil {
			t.Fatal(err)
		}
		all[row[1]] = c
	}
	return all
}

// costly is a request, and what must be there before.
type costly struct {
	name    string
	prepare func(t *testing.T) (request func())
}

func costlyFlows(t *testing.T, p *patio) []costly {
	t.Helper()
	mira := p.person(t)
	scopes := []string{"profile", "tokens:read", "tokens:write", "clients:read", "clients:write", "apps:write"}
	app, opaque := p.client(t, mira, clientSpec{Scopes: scopes}), p.client(t, mira, clientSpec{Scopes: scopes, Opaque: true})
	robot, plain := p.robot(t, mira, clientSpec{}), p.robot(t, mira, clientSpec{Opaque: true})
	root, _ := p.pat(t, mira, app)
	s := p.session(t, mira)
	p.own(t, robot).is(t, http.StatusOK)
	time.Sleep(1500 * time.Millisecond) // until the key is read again, whose longest tokens.access_ttl that has recorded
	code := func(t *testing.T, app client) url.Values {
		_, form := newCode(t, p, s.browser, mira, app)
		return form
	}
	form := func(path string, as client, values func(t *testing.T) url.Values) func(t *testing.T) func() {
		return func(t *testing.T) func() {
			r := p.clientPost(t, path, as, values(t))
			return func() { p.do(t, r).is(t, http.StatusOK) }
		}
	}
	token := func(as client, values func(t *testing.T) url.Values) func(t *testing.T) func() {
		return form("/oauth/token", as, values)
	}
	naming := func(path string, as client, token func(t *testing.T) string) func(t *testing.T) func() {
		return form(path, as, func(t *testing.T) url.Values { return url.Values{"token": {token(t)}} })
	}
	rest := func(method, path string, by func(t *testing.T) (token, id string), body any, status int) func(t *testing.T) func() {
		return func(t *testing.T) func() {
			token, id := by(t)
			return func() { p.api(t, method, strings.Replace(path, "ID", id, 1), token, body).is(t, status) }
		}
	}
	another := func(t *testing.T) (string, string) { _, id := p.pat(t, mira, app); return root, id }
	registered := func(t *testing.T) (string, string) {
		c, _ := p.registered(t, root, order{"name": "Made", "type": "confidential", "scopes": []string{"profile"}, "redirect_uris": []string{callback}})
		return root, c.ID
	}
	access := func(app client) func(t *testing.T) string {
		return func(t *testing.T) string { return p.grantIn(t, s.browser, app, mira).Access }
	}
	fresh := func(t *testing.T) string { return p.grantIn(t, s.browser, app, mira).Refresh }
	personal := func(t *testing.T) string { token, _ := p.pat(t, mira, app); return token }
	itself := func(*testing.T) url.Values { return forItself }
	return slices.Concat([]costly{
		{"client credentials, JWT", token(robot, itself)},
		{"client credentials, opaque", token(plain, itself)},
		{"code for tokens, JWT", token(app, func(t *testing.T) url.Values { return code(t, app) })},
		{"code for tokens, opaque", token(opaque, func(t *testing.T) url.Values { return code(t, opaque) })},
		{"refresh, JWT", token(app, func(t *testing.T) url.Values { return refresh(fresh(t)) })},
		{"refresh, opaque", token(opaque, func(t *testing.T) url.Values { return refresh(p.grantIn(t, s.browser, opaque, mira).Refresh) })},
		{"refresh again within the grace", token(app, func(t *testing.T) url.Values {
			spent := fresh(t)
			p.token(t, app, refresh(spent)).is(t, http.StatusOK)
			return refresh(spent)
		})},
		{"a code or refresh token used twice", func(t *testing.T) func() {
			spent := code(t, app)
			p.token(t, app, spent).is(t, http.StatusOK)
			return func() { p.token(t, app, spent).is(t, http.StatusBadRequest) }
		}},
		{"personal access token, made over REST", rest(http.MethodPost, "/personal-access-tokens", another, order{"name": "x", "client_id": app.ID, "scopes": []string{"profile"}}, http.StatusCreated)},
		{"personal access token, changed", rest(http.MethodPatch, "/personal-access-tokens/ID", another, order{"scopes": []string{"profile"}}, http.StatusOK)},
		{"personal access token, a new secret", rest(http.MethodPost, "/personal-access-tokens/ID/rotate", another, nil, http.StatusOK)},
		{"personal access token, a new secret by itself", rest(http.MethodPost, "/personal-access-tokens/ID/rotate",
			func(t *testing.T) (string, string) { return p.pat(t, mira, app) }, nil, http.StatusOK)},
		{"a replaced secret after its overlap", func(t *testing.T) func() {
			token, id := p.pat(t, mira, app)
			p.api(t, http.MethodPost, "/personal-access-tokens/"+id+"/rotate", root, nil).is(t, http.StatusOK)
			return func() { p.me(t, token).is(t, http.StatusUnauthorized) }
		}},
		{"verdict on a token of any kind", rest(http.MethodGet, "/me", another, nil, http.StatusOK)},
		{"introspection of a token of any kind", naming("/oauth/introspect", app, access(app))},
		{"introspection of a token of any kind", naming("/oauth/introspect", opaque, access(opaque))},
		{"introspection of a token of any kind", naming("/oauth/introspect", app, personal)},
		{"introspection of a refresh token", naming("/oauth/introspect", app, fresh)},
		{"revocation of an access token, JWT", naming("/oauth/revoke", app, access(app))},
		{"revocation of an access token, opaque", naming("/oauth/revoke", opaque, access(opaque))},
		{"revocation of a personal access token", naming("/oauth/revoke", app, personal)},
		{"revocation of a refresh token", naming("/oauth/revoke", app, fresh)},
		{"a report of leaked secrets, none of them known", func(t *testing.T) func() {
			r := p.request(t, http.MethodPost, leaksPath, order{"tokens": []string{secret.New(secret.PersonalAccessToken)}})
			return func() { p.do(t, r).is(t, http.StatusAccepted) }
		}},
		{"client, registered over REST", rest(http.MethodPost, "/clients", another, order{"name": "Made", "type": "confidential", "scopes": []string{"profile"}}, http.StatusCreated)},
		{"client, changed", rest(http.MethodPatch, "/clients/ID", registered, order{"name": "Another name"}, http.StatusOK)},
		{"client, a new secret", rest(http.MethodPost, "/clients/ID/secret", registered, nil, http.StatusOK)},
		{"client, deleted with the tokens on it", rest(http.MethodDelete, "/clients/ID", registered, nil, http.StatusNoContent)},
	}, signInCosts(t, p), consentCosts(t, p, app))
}

func signInCosts(t *testing.T, p *patio) []costly {
	t.Helper()
	mira := p.person(t)
	who, key, _ := p.guarded(t)
	first := func(who person) func(t *testing.T) func() {
		return func(t *testing.T) func() {
			login := p.get(t, "/login").is(t, http.StatusOK)
			r := p.request(t, http.MethodPost, "/login", url.Values{
				"username": {who.Username}, "password": {who.Password}, "csrf_token": {formValue(t, login.Body, "csrf_token")},
			})
			r.Header.Set("Cookie", "patio_visit="+setCookie(login, "patio_visit"))
			return func() { p.do(t, r).is(t, http.StatusSeeOther) }
		}
	}
	return []costly{
		{"sign-in", first(mira)},
		{"sign-in, first step of two", first(who)},
		{"sign-in, second step", func(t *testing.T) func() {
			_, half, csrf := p.half(t, who)
			r := p.finish(t, "patio_sign_in="+half, csrf, key.recoveryCode(t))
			return func() { p.do(t, r).is(t, http.StatusSeeOther) }
		}},
	}
}

func consentCosts(t *testing.T, p *patio, known client) []costly {
	t.Helper()
	mira := p.person(t)
	s := p.session(t, mira)
	p.grantIn(t, s.browser, known, mira)
	page := func(t *testing.T, app client, status int) func() {
		r := s.with(p.request(t, http.MethodGet, strings.TrimPrefix(p.authorizeURL(app, nil).URL, p.issuer), nil))
		return func() { p.do(t, r).is(t, status) }
	}
	return []costly{
		{"consent page", func(t *testing.T) func() { return page(t, p.client(t, mira, clientSpec{}), http.StatusOK) }},
		{"authorization that was allowed before", func(t *testing.T) func() { return page(t, known, http.StatusSeeOther) }},
		{"allow, for the first time", func(t *testing.T) func() {
			app := p.client(t, mira, clientSpec{})
			at, err := url.Parse(p.authorizeURL(app, nil).URL)
			if err != nil {
				t.Fatal(err)
			}
			values := at.Query()
			values.Set("decision", "allow")
			values.Set("csrf_token", s.csrf)
			r := s.with(p.request(t, http.MethodPost, "/oauth/authorize", values))
			return func() { p.do(t, r).is(t, http.StatusSeeOther) }
		}},
		{"withdrawal of an app", func(t *testing.T) func() {
			app := p.client(t, mira, clientSpec{})
			p.grantIn(t, s.browser, app, mira)
			r := s.with(p.request(t, http.MethodPost, "/account/apps/"+app.ID+"/withdraw", url.Values{"csrf_token": {s.csrf}}))
			return func() { p.do(t, r).is(t, http.StatusSeeOther) }
		}},
	}
}

// statements counts what goes to PostgreSQL over a wire.
type statements struct {
	mu    sync.Mutex
	talks map[net.Conn]*talk
	total cost
}

// talk is one connection's side of the protocol.
type talk struct {
	begun    bool // the start of a connection has no type
	pending  []byte
	prepared map[string]string // statements by their names
}

func (s *statements) sum() cost {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.total
}

// hear takes what a connection sends (PostgreSQL's documentation, "Message Formats").
func (s *statements) hear(from net.Conn, said []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one := s.talks[from]
	if one == nil {
		one = &talk{prepared: map[string]string{}}
		s.talks[from] = one
	}
	one.pending = append(one.pending, said...)
	for {
		kind, body, whole := one.next()
		if !whole {
			return
		}
		name, rest, _ := bytes.Cut(body, []byte{0})
		switch kind {
		case 'Q':
			s.count(string(name))
		case 'P': // prepares a statement under a name
			text, _, _ := bytes.Cut(rest, []byte{0})
			one.prepared[string(name)] = string(text)
		case 'B': // names a portal and a statement, and runs it
			statement, _, _ := bytes.Cut(rest, []byte{0})
			s.count(one.prepared[string(statement)])
		}
	}
}

// next takes a message off what is pending.
func (one *talk) next() (kind byte, body []byte, whole bool) {
	head := 1
	if !one.begun {
		head = 0
	}
	if len(one.pending) < head+4 {
		return 0, nil, false
	}
	length := int(binary.BigEndian.Uint32(one.pending[head:]))
	if len(one.pending) < head+length {
		return 0, nil, false
	}
	if one.begun {
		kind = one.pending[0]
	}
	body, one.pending, one.begun = one.pending[head+4:head+length], one.pending[head+length:], true
	return kind, body, true
}

func (s *statements) count(statement string) {
	verb, _, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(statement)), " ")
	switch strings.TrimRight(verb, ";") {
	case "SELECT", "WITH":
		s.total.reads++
	case "INSERT", "UPDATE", "DELETE":
		s.total.writes++
	}
}
