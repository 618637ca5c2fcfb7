package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/config"
	"github.com/patio-auth/patio/users"
)

// How many steps TestModel takes where PATIO_MODEL_STEPS does not say, in one
// sequence, and with one server.
const (
	modelSteps       = 10_000
	modelSequence    = 20
	modelOfOneServer = 5_000
)

// Small quotas, so that sequences reach them.
const (
	modelMaxClients  = 6
	modelMaxSecrets  = 3
	modelMaxTokens   = 12
	modelMaxChildren = 4
)

// TestModel compares a server with a model of the rules of authority
// (model_rules_test.go) over random sequences of what people, tokens and the
// operator do (model_actions_test.go). After each step it asks the server what
// the credentials are good for.
func TestModel(t *testing.T) {
	want := modelSteps
	if text := os.Getenv("PATIO_MODEL_STEPS"); text != "" {
		var err error
		if want, err = strconv.Atoi(text); err != nil {
			t.Fatalf("PATIO_MODEL_STEPS must be a number: %v", err)
		}
	}
	modelFlag(t, "rapid.steps", strconv.Itoa(modelSequence))
	for done := 0; done < want && !t.Failed(); {
		steps := min(want-done, modelOfOneServer)
		modelFlag(t, "rapid.checks", strconv.Itoa(1+4*steps/modelSequence)) // more than it takes: some steps do nothing
		h := newModelHouse(t)
		h.goal = steps
		rapid.Check(t, h.sequence)
		done += h.steps
		h.end()
		t.Logf("%d steps of %d, of which %d did something", done, want, h.did)
	}
}

// modelFlag sets a flag of rapid for this test, unless the command line did.
func modelFlag(t *testing.T, name, value string) {
	t.Helper()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == name && f.Value.String() != f.DefValue })
	if before := flag.Lookup(name).Value.String(); !given || before != value {
		pagesMust(t, flag.Set(name, value))
		t.Cleanup(func() { _ = flag.Set(name, before) })
	}
}

// modelHouse is a server with a clock of its own, and people with a browser
// each.
type modelHouse struct {
	*rooms
	t          *testing.T
	url        string
	http       *http.Client
	base       time.Time    // when everybody signed in
	at         atomic.Int64 // the time by its clock
	people     []*modelPerson
	admin      *modelPerson
	steps, did int
	goal       int  // how many steps are enough
	failing    bool // and the sequence is being made shorter
	end        func()
}

type modelPerson struct {
	users.User
	cookies []*http.Cookie
	csrf    string
}

func newModelHouse(t *testing.T) *modelHouse {
	t.Helper()
	h := &modelHouse{t: t, base: time.Now().Truncate(time.Second)}
	h.at.Store(h.base.UnixNano())
	cfg, err := config.Load(config.Options{Flags: map[string]string{
		"database": "sqlite:" + filepath.Join(t.TempDir(), "model.db"), "issuer": "http://127.0.0.1", "limits.enabled": "false",
		"quotas.clients_per_user": strconv.Itoa(modelMaxClients), "quotas.secrets_per_client": strconv.Itoa(modelMaxSecrets),
		"quotas.children_per_token": strconv.Itoa(modelMaxChildren), "personal_tokens.max_active": strconv.Itoa(modelMaxTokens),
	}})
	pagesMust(t, err)
	h.rooms, err = openAt(t.Context(), cfg, toServe(true), func() time.Time { return time.Unix(0, h.at.Load()) })
	pagesMust(t, err)
	pagesMust(t, h.openKeys(t.Context()))
	handler, err := h.handler(slog.New(slog.DiscardHandler))
	pagesMust(t, err)
	server := httptest.NewServer(handler)
	h.url, h.http = server.URL, server.Client()
	h.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	h.end = func() { server.Close(); pagesMust(t, h.close()) }
	for _, name := range []string{"mira", "theo", "admin"} {
		h.people = append(h.people, h.person(name))
	}
	h.admin, h.people = h.people[2], h.people[:2]
	return h
}

// person makes somebody who has just signed in.
func (h *modelHouse) person(name string) *modelPerson {
	made, err := h.users.Create(h.t.Context(), users.Draft{
		Username: name, Email: name + "@example.org", Password: pagesPassword, Admin: name == "admin",
	})
	pagesMust(h.t, err)
	v := (&pagesHouse{rooms: h.rooms, url: h.url}).visitor(h.t, made)
	at, err := url.Parse(h.url)
	pagesMust(h.t, err)
	found := csrfField.FindStringSubmatch(v.get("/account").text)
	return &modelPerson{User: made, cookies: v.http.Jar.Cookies(at), csrf: found[1]}
}

// modelAnswer is a status and the body, where it is an object.
type modelAnswer struct {
	status int
	header http.Header
	body   map[string]any
}

func (a modelAnswer) text(name string) string { s, _ := a.body[name].(string); return s }

// send sends one request, and reads all of the answer.
func (h *modelHouse) send(method, path string, header http.Header, body []byte) modelAnswer {
	r, err := http.NewRequestWithContext(h.t.Context(), method, h.url+path, bytes.NewReader(body))
	pagesMust(h.t, err)
	r.Header = header
	answer, err := h.http.Do(r)
	pagesMust(h.t, err)
	defer answer.Body.Close()
	read, err := io.ReadAll(answer.Body)
	pagesMust(h.t, err)
	a := modelAnswer{status: answer.StatusCode, header: answer.Header}
	_ = json.Unmarshal(read, &a.body) // a page is none
	return a
}

// api calls the REST API as somebody.
func (h *modelHouse) api(by modelActor, method, path string, body map[string]any) modelAnswer {
	header := http.Header{}
	if by.token != nil {
		header.Set("Authorization", "Bearer "+by.token.raw)
	} else {
		by.person.browse(header)
	}
	var text []byte
	if body != nil {
		header.Set("Content-Type", "application/json")
		text, _ = json.Marshal(body) // maps of texts
	}
	return h.send(method, "/api/v1"+path, header, text)
}

func (p *modelPerson) browse(header http.Header) {
	for _, c := range p.cookies {
		header.Add("Cookie", c.Name+"="+c.Value)
	}
	header.Set("X-CSRF-Token", p.csrf)
	header.Set("Sec-Fetch-Site", "same-origin")
}

// form posts a form, as a client where there is a secret.
func (h *modelHouse) form(path string, c *modelClient, secret string, form url.Values) modelAnswer {
	r := http.Request{Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}}
	r.SetBasicAuth(url.QueryEscape(c.id), url.QueryEscape(secret))
	return h.send("POST", path, r.Header, []byte(form.Encode()))
}

// checkSecret asks the server what a client's secret is good for.
func (m *model) checkSecret(s *modelSecret) {
	want := m.works(s)
	form, path := url.Values{"token": {"x"}}, "/oauth/revoke"
	if s.client.forItself {
		form, path = url.Values{"grant_type": {"client_credentials"}}, "/oauth/token"
	}
	got := m.form(path, s.client, s.raw, form)
	if (got.status == http.StatusOK) != want || got.status >= http.StatusInternalServerError {
		m.Fatalf("a secret of %s at %s: %d, want good: %v", s.client.name, path, got.status, want)
	}
	if raw := got.text("access_token"); raw != "" && s.client.own == nil {
		s.client.own = &modelToken{raw: raw, expires: m.now().Add(m.cfg.Tokens.AccessTTL)}
	}
}

// checkToken asks the server what a token is good for.
func (m *model) checkToken(t *modelToken) {
	want := m.lives(t)
	for path, scope := range map[string]string{"/me": "", "/clients": "clients:read"} {
		status := http.StatusUnauthorized
		switch {
		case want && scope != "" && !slices.Contains(t.scopes, scope):
			status = http.StatusForbidden
		case want:
			status = http.StatusOK
		}
		got := m.api(modelActor{token: t}, "GET", path, nil)
		if got.status != status {
			m.Fatalf("%s at %s: %d, want %d", t.name, path, got.status, status)
		}
		if told, is := got.body["token"].(map[string]any); is {
			if have := modelTexts(told["scopes"]); !slices.Equal(have, slices.Sorted(slices.Values(t.scopes))) {
				m.Fatalf("%s has the scopes %v, not %v", t.name, have, t.scopes)
			}
		}
	}
	for _, old := range t.old { // one that is used after its overlap would end the token
		if !m.now().Before(old.until) {
			continue
		}
		if got := m.api(modelActor{token: &modelToken{raw: old.raw}}, "GET", "/me", nil); (got.status == http.StatusOK) != want {
			m.Fatalf("a replaced secret of %s: %d, want good: %v", t.name, got.status, want)
		}
	}
}

func modelTexts(list any) []string {
	var all []string
	items, _ := list.([]any)
	for _, item := range items {
		text, _ := item.(string)
		all = append(all, text)
	}
	slices.Sort(all)
	return all
}

// checkClient compares a client's state, and asks what a token is good for that it got for itself.
func (m *model) checkClient(c *modelClient) {
	got, err := m.rooms.clients.Get(m.t.Context(), c.id)
	if c.deleted {
		if !errors.Is(err, clients.ErrUnknown) {
			m.Fatalf("%s is deleted and is found: %v", c.name, err)
		}
		return
	}
	if err != nil || string(got.Status()) != c.status() || string(got.SuspendedBy) != c.suspendedBy {
		m.Fatalf("%s is %q by %q (%v), want %q by %q", c.name, got.Status(), got.SuspendedBy, err, c.status(), c.suspendedBy)
	}
	if t := c.own; t != nil {
		want := c.active() && m.now().Before(t.expires)
		if got := m.api(modelActor{token: t}, "GET", "/me", nil); (got.status == http.StatusOK) != want {
			m.Fatalf("what %s got for itself: %d, want good: %v", c.name, got.status, want)
		}
	}
}

// check compares what a step touched and some of the rest, in turns; everything
// at the end of a sequence.
func (m *model) check() {
	const some = 1
	for range some {
		if n := len(m.clients); n > 0 {
			m.checkOn(m.clients[m.turn%n])
		}
		if n := len(m.tokens); n > 0 {
			m.checkToken(m.tokens[m.turn%n])
		}
		m.turn++
	}
	if m.touched != nil {
		m.checkOn(m.touched)
	}
	m.touched = nil
}

func (m *model) checkOn(c *modelClient) {
	m.checkClient(c)
	for _, s := range c.secrets {
		m.checkSecret(s)
	}
}

func (m *model) checkAll() {
	for _, c := range m.clients {
		m.checkOn(c)
	}
	for _, t := range m.tokens {
		m.checkToken(t)
	}
}

// sequence is one sequence of steps, with clients and tokens of its own.
func (h *modelHouse) sequence(rt *rapid.T) {
	if h.steps >= h.goal && !h.failing {
		return
	}
	h.at.Store(h.base.UnixNano())
	m := &model{T: rt, modelHouse: h}
	defer m.tidy()
	m.begin()
	rt.Repeat(m.actions())
	m.checkAll()
}

// Fatalf ends the sequence, which rapid then makes shorter.
func (m *model) Fatalf(format string, args ...any) {
	m.failing = true
	m.T.Fatalf(format, args...)
}

// step notes what a step did, in the words that a failure is read by.
func (m *model) step(done bool, what ...string) {
	m.steps++
	if done {
		m.did++
	}
	m.Logf("%s: %v", strings.Join(what, " "), done)
}
