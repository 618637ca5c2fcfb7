package main

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/oauth2"
	"pgregory.net/rapid"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/actor"
)

var modelScopes = []string{"clients:read", "clients:write", "email", "tokens:write", "users:read"}

var modelRedirects = []string{"https://app.example.org/one", "https://app.example.org/two"}

// actions are what may happen in one step, and the check after each.
func (m *model) actions() map[string]func(*rapid.T) {
	all := map[string]func(*rapid.T){
		"register":      m.register,
		"register more": m.register,
		"register much": m.register,
		"mint":          m.mint,
		"mint again":    m.mint,
		"allow an app":  m.authorize,
		"suspend":       m.suspend,
		"activate":      m.activate,
		"approve":       m.approve,
		"transfer":      m.transfer,
		"detach":        m.detach,
		"rotate secret": m.rotateSecret,
		"change":        m.change,
		"assign":        m.assign,
		"delete":        m.remove,
		"revoke":        m.revoke,
		"revoke again":  m.revoke,
		"report":        m.report,
		"rotate":        m.rotateToken,
		"trip":          m.trip,
		"withdraw":      m.withdraw,
		"wait":          m.wait,
	}
	for name, action := range all {
		all[name] = func(rt *rapid.T) {
			defer m.skipped()
			action(rt)
		}
	}
	all[""] = func(*rapid.T) { m.check() }
	return all
}

// modelSkip says why a step does nothing. Of too many steps that rapid itself
// is told to skip, a sequence would end.
type modelSkip string

func (m *model) skipped() {
	if found := recover(); found != nil {
		why, is := found.(modelSkip)
		if !is {
			panic(found)
		}
		m.Log(why)
	}
}

// actor draws who acts, most often a living token of one of the people.
func (m *model) actor(rt *rapid.T, owner *modelPerson) modelActor {
	kind := rapid.SampledFrom([]string{"operator", "administrator", "owner", "owner", "anybody", "token", "token", "token", "any token"}).Draw(rt, "by")
	tokens := m.tokens
	if kind == "token" {
		tokens = slices.DeleteFunc(slices.Clone(m.tokens), func(t *modelToken) bool { return t.person != owner || !m.lives(t) })
	}
	switch {
	case kind == "operator":
		return modelActor{}
	case kind == "administrator":
		return modelActor{person: m.admin}
	case strings.HasSuffix(kind, "token") && len(tokens) > 0:
		return modelActor{token: tokens[rapid.IntRange(0, len(tokens)-1).Draw(rt, "token")]}
	case kind == "anybody":
		return modelActor{person: m.anybody(rt)}
	}
	return modelActor{person: owner}
}

func (m *model) anybody(rt *rapid.T) *modelPerson {
	return m.people[rapid.IntRange(0, len(m.people)-1).Draw(rt, "person")]
}

func (m *model) client(rt *rapid.T) *modelClient {
	living := slices.DeleteFunc(slices.Clone(m.clients), func(c *modelClient) bool { return c.deleted })
	if len(living) == 0 {
		panic(modelSkip("there is no client"))
	}
	m.touched = living[rapid.IntRange(0, len(living)-1).Draw(rt, "client")]
	return m.touched
}

func (m *model) token(rt *rapid.T, personal bool) *modelToken {
	some := slices.DeleteFunc(slices.Clone(m.tokens), func(t *modelToken) bool { return personal && !t.personal })
	if len(some) == 0 {
		panic(modelSkip("there is no token"))
	}
	return some[rapid.IntRange(0, len(some)-1).Draw(rt, "token")]
}

func modelSubset(rt *rapid.T, of []string) []string {
	all := rapid.SliceOfNDistinct(rapid.SampledFrom(of), 1, len(of), rapid.ID[string]).Draw(rt, "scopes")
	slices.Sort(all)
	return all
}

// scopesFor draws scopes that somebody asks for, of a token mostly those that it has.
func (m *model) scopesFor(rt *rapid.T, by modelActor) []string {
	if by.token != nil && rapid.IntRange(0, 4).Draw(rt, "beyond") < 4 {
		return modelSubset(rt, by.token.scopes)
	}
	return modelSubset(rt, modelScopes)
}

// expect compares an answer with what the rules say and notes the step.
func (m *model) expect(allowed bool, got modelAnswer, what ...any) {
	done := got.status/100 == 2 || got.status == http.StatusSeeOther
	m.step(done, strings.TrimSpace(fmt.Sprintln(what...)))
	if done != allowed || got.status >= 500 {
		m.Fatalf("%v: %d %v, want allowed: %v", what, got.status, got.body, allowed)
	}
}

// operator is a call at the command line, as an answer.
func (m *model) operator(_ clients.Client, err error) modelAnswer {
	if err != nil {
		return modelAnswer{status: http.StatusForbidden, body: map[string]any{"error": err.Error()}}
	}
	return modelAnswer{status: http.StatusOK}
}

func (m *model) register(rt *rapid.T) {
	by := m.actor(rt, m.anybody(rt))
	if by.person == m.admin { // who owns nothing here
		by = modelActor{}
	}
	c := &modelClient{owner: by.user(), scopes: m.scopesFor(rt, by)}
	c.forItself, c.userTokens = rapid.Bool().Draw(rt, "for itself"), rapid.Bool().Draw(rt, "user tokens")
	if by.user() == nil {
		c.owner, c.firstParty = m.anybody(rt), rapid.Bool().Draw(rt, "first party")
	}
	m.registerAs(by, c)
}

// registerAs registers a client as an actor.
func (m *model) registerAs(by modelActor, c *modelClient) {
	c.name, c.allowedBy = fmt.Sprint("client ", len(m.clients)), map[*modelPerson]bool{}
	grants := []string{"authorization_code"}
	if c.forItself {
		grants = append(grants, "client_credentials")
	}
	allowed, got := m.mayRegister(by, c.scopes), modelAnswer{}
	if by.user() == nil {
		c.reviewed = true
		made, raw, err := m.rooms.clients.Register(m.t.Context(), actor.Operator(), clients.Registration{
			OwnerID: c.owner.ID, Name: c.name, Type: clients.Confidential, Scopes: c.scopes, GrantTypes: grants,
			RedirectURIs: modelRedirects[:1], UserTokens: c.userTokens, FirstParty: c.firstParty,
		})
		got = m.operator(made, err)
		got.body = map[string]any{"client_id": made.ID, "client_secret": raw}
	} else {
		c.pending = c.forItself // self-service offers it to nobody
		got = m.api(by, "POST", "/clients", map[string]any{
			"name": c.name, "type": "confidential", "scopes": c.scopes, "grant_types": grants,
			"redirect_uris": modelRedirects[:1], "user_tokens": c.userTokens,
		})
	}
	m.expect(allowed, got, by, "registers", c.name, c.scopes)
	if !allowed {
		return
	}
	c.id = got.text("client_id")
	if by.token != nil {
		c.creator = by.token.lineage
	}
	c.secrets = []*modelSecret{{raw: got.text("client_secret"), client: c, creator: c.creator}}
	m.clients, m.touched = append(m.clients, c), c
}

func (m *model) mint(rt *rapid.T) {
	c := m.client(rt)
	by := m.actor(rt, c.owner)
	if by.user() == nil || by.person == m.admin {
		by = modelActor{person: c.owner}
	}
	scopes := c.scopes
	if rapid.Bool().Draw(rt, "narrow") {
		scopes = m.scopesFor(rt, by)
	}
	m.mintAs(by, c, scopes, rapid.IntRange(0, 4).Draw(rt, "lives")*50)
}

// mintAs mints a token as an actor; 0 minutes: as long as the actor's own.
func (m *model) mintAs(by modelActor, c *modelClient, scopes []string, minutes int) {
	body, expires := map[string]any{"client_id": c.id, "scopes": scopes}, time.Time{}
	if minutes > 0 {
		body["expires_in_seconds"] = minutes * 60
		expires = m.now().Add(time.Duration(minutes) * time.Minute)
	}
	allowed := m.mayMint(by, c, scopes, expires) && !slices.ContainsFunc(scopes, func(s string) bool { return !slices.Contains(c.scopes, s) })
	t := &modelToken{name: fmt.Sprint("token ", len(m.tokens)), person: by.user(), client: c, scopes: scopes, personal: true, expires: expires}
	t.lineage = &modelLineage{client: c}
	body["name"] = t.name
	got := m.api(by, "POST", "/personal-access-tokens", body)
	m.expect(allowed, got, by, "mints", t.name, "on", c.name, scopes, expires)
	if !allowed {
		return
	}
	t.raw, t.id = got.text("token"), got.text("id")
	if by.token != nil {
		t.lineage.parent = by.token.lineage
		if expires.IsZero() {
			t.expires = by.token.expires
		}
	}
	m.tokens = append(m.tokens, t)
}

// authorize is the code flow of an app, for one of the people.
func (m *model) authorize(rt *rapid.T) {
	c, person, scopes := m.client(rt), m.anybody(rt), modelSubset(rt, modelScopes)
	scopes = slices.DeleteFunc(scopes, func(s string) bool {
		return !slices.Contains(c.scopes, s) || s == "clients:write" && !c.firstParty
	})
	if len(scopes) == 0 {
		panic(modelSkip("the app may ask for none of them"))
	}
	verifier, secret := oauth2.GenerateVerifier(), (*modelSecret)(nil)
	for _, s := range c.secrets {
		if m.works(s) {
			secret = s
		}
	}
	redirect := modelRedirects[0]
	if c.otherRedirects {
		redirect = modelRedirects[1]
	}
	form := url.Values{
		"response_type": {"code"}, "client_id": {c.id}, "redirect_uri": {redirect}, "scope": {strings.Join(scopes, " ")}, "state": {"s"},
		"code_challenge": {oauth2.S256ChallengeFromVerifier(verifier)}, "code_challenge_method": {"S256"},
		"csrf_token": {person.csrf}, "decision": {"allow"},
	}
	header := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	person.browse(header)
	got := m.send("POST", "/oauth/authorize", header, []byte(form.Encode()))
	m.expect(c.active(), got, person.Username, "allows", c.name, scopes)
	if !c.active() {
		return
	}
	c.allowedBy[person] = true
	to, err := url.Parse(got.header.Get("Location"))
	if err != nil || to.Query().Get("code") == "" {
		m.Fatalf("no code came: %s, %v", to, err)
	}
	if secret == nil {
		return // the code expires
	}
	got = m.form("/oauth/token", c, secret.raw, url.Values{
		"grant_type": {"authorization_code"}, "code": {to.Query().Get("code")}, "redirect_uri": {redirect}, "code_verifier": {verifier},
	})
	m.expect(true, got, c.name, "redeems the code")
	m.tokens = append(m.tokens, &modelToken{
		raw: got.text("access_token"), name: fmt.Sprint("token ", len(m.tokens)), person: person, client: c, scopes: scopes,
		lineage: &modelLineage{client: c, parent: &modelLineage{client: c}}, expires: m.now().Add(m.cfg.Tokens.AccessTTL),
	})
}

// state asks for a change of a client's state.
func (m *model) state(by modelActor, c *modelClient, name string, cli func() (clients.Client, error)) modelAnswer {
	if by.user() == nil {
		return m.operator(cli())
	}
	return m.api(by, "POST", "/clients/"+c.id+"/"+name, nil)
}

func (m *model) suspend(rt *rapid.T) {
	c := m.client(rt)
	by := m.actor(rt, c.owner)
	reason, allowed := "owner", by.user() == c.owner && m.mayWrite(by)
	if by.user() != c.owner {
		reason, allowed = "operator", m.operates(by, false)
	}
	got := m.state(by, c, "suspend", func() (clients.Client, error) {
		return m.rooms.clients.Suspend(m.t.Context(), actor.Operator(), c.id)
	})
	m.expect(allowed, got, by, "suspends", c.name)
	if allowed && (reason == "operator" || c.suspendedBy == "") {
		c.suspendedBy = reason // what a revoked token created stays so
	}
}

func (m *model) activate(rt *rapid.T) {
	c := m.client(rt)
	by := m.actor(rt, c.owner)
	allowed := m.mayActivate(by, c)
	if c.suspendedBy == "" {
		allowed = by.user() == c.owner && m.mayWrite(by) || m.operates(by, false)
	}
	got := m.state(by, c, "activate", func() (clients.Client, error) {
		return m.rooms.clients.Activate(m.t.Context(), actor.Operator(), c.id)
	})
	m.expect(allowed, got, by, "activates", c.name)
	if !allowed {
		return
	}
	if c.suspendedBy == "token_revoked" {
		c.free()
	}
	c.suspendedBy = ""
}

func (m *model) approve(rt *rapid.T) {
	c := m.client(rt)
	by := m.actor(rt, c.owner)
	allowed := m.operates(by, true)
	got := m.state(by, c, "approve", func() (clients.Client, error) {
		return m.rooms.clients.Approve(m.t.Context(), actor.Operator(), c.id)
	})
	m.expect(allowed, got, by, "approves", c.name)
	if allowed {
		c.pending, c.reviewed = false, true
		c.free()
	}
}

func (m *model) transfer(rt *rapid.T) {
	c, to := m.client(rt), m.anybody(rt)
	by := m.actor(rt, c.owner)
	allowed := m.operates(by, true)
	var got modelAnswer
	if by.user() == nil {
		got = m.operator(m.rooms.clients.Transfer(m.t.Context(), actor.Operator(), c.id, to.ID))
	} else {
		got = m.api(by, "POST", "/clients/"+c.id+"/transfer", map[string]any{"owner_id": to.ID})
	}
	m.expect(allowed, got, by, "transfers", c.name, "to", to.Username)
	if allowed {
		c.owner, c.manager = to, nil
		c.free()
	}
}

func (m *model) detach(rt *rapid.T) {
	c := m.client(rt)
	by := m.actor(rt, c.owner)
	allowed := m.operates(by, true) || by.token == nil && by.person == c.owner && m.fresh()
	got := m.state(by, c, "detach", func() (clients.Client, error) {
		return m.rooms.clients.Detach(m.t.Context(), actor.Operator(), c.id)
	})
	m.expect(allowed, got, by, "detaches", c.name)
	if allowed {
		c.free()
	}
}

func (m *model) rotateSecret(rt *rapid.T) {
	c := m.client(rt)
	by := m.actor(rt, c.owner)
	overlap := time.Duration(rapid.IntRange(0, 2).Draw(rt, "overlap")) * 10 * time.Minute
	live := 0
	for _, s := range c.secrets {
		if !s.gone && (s.until.IsZero() || m.now().Before(s.until)) {
			live++
		}
	}
	allowed, got := m.mayControl(by, c) && (by.user() == nil || overlap == 0 || live < modelMaxSecrets), modelAnswer{}
	if by.user() == nil {
		raw, err := m.rooms.clients.RotateSecret(m.t.Context(), actor.Operator(), c.id, overlap)
		got = m.operator(clients.Client{}, err)
		got.body = map[string]any{"client_secret": raw}
	} else {
		got = m.api(by, "POST", "/clients/"+c.id+"/secret", map[string]any{"overlap_seconds": overlap / time.Second})
	}
	m.expect(allowed, got, by, "rotates the secret of", c.name, overlap)
	if !allowed {
		return
	}
	for _, s := range c.secrets {
		if until := m.now().Add(overlap); s.until.IsZero() || s.until.After(until) {
			s.until = until
		}
	}
	fresh := &modelSecret{raw: got.text("client_secret"), client: c}
	if by.token != nil {
		fresh.creator = by.token.lineage
	}
	c.secrets = append(c.secrets, fresh)
}

// change changes the redirect URI or adds a grant type that takes approval.
func (m *model) change(rt *rapid.T) {
	c, grow := m.client(rt), rapid.Bool().Draw(rt, "grant types")
	by := m.actor(rt, c.owner)
	other, body := rapid.Bool().Draw(rt, "other redirects"), map[string]any{}
	differs := other != c.otherRedirects
	if grow {
		differs, body["grant_types"] = !c.forItself, []string{"authorization_code", "client_credentials"}
	} else {
		body["redirect_uris"] = modelRedirects[:1]
		if other {
			body["redirect_uris"] = modelRedirects[1:]
		}
	}
	if by.user() == nil {
		panic(modelSkip("there is no such command"))
	}
	allowed := m.mayChange(by, c) && (!differs || m.mayControl(by, c) && !grow)
	m.expect(allowed, m.api(by, "PATCH", "/clients/"+c.id, body), by, "changes", c.name, body)
	if allowed && !grow {
		c.otherRedirects = other
	}
}

// assign lets a token of the owner's manage a client.
func (m *model) assign(rt *rapid.T) {
	c, t := m.client(rt), m.token(rt, true)
	by := m.actor(rt, c.owner)
	if by.user() == nil {
		panic(modelSkip("there is no such command"))
	}
	allowed := m.mayChange(by, c) && (c.manager == t || by.token == nil && m.fresh() && t.person == c.owner && m.unended(t))
	m.expect(allowed, m.api(by, "PATCH", "/clients/"+c.id, map[string]any{"managed_by_token_id": t.id}), by, "lets", t.name, "manage", c.name)
	if allowed {
		c.manager = t
	}
}

func (m *model) remove(rt *rapid.T) {
	c := m.client(rt)
	by := m.actor(rt, c.owner)
	allowed := m.mayControl(by, c)
	var got modelAnswer
	if by.user() == nil {
		got = m.operator(clients.Client{}, m.rooms.clients.Delete(m.t.Context(), actor.Operator(), c.id))
	} else {
		got = m.api(by, "DELETE", "/clients/"+c.id, nil)
	}
	m.expect(allowed, got, by, "deletes", c.name)
	if allowed {
		c.deleted = true
		m.endOn(c)
	}
}

// revoke is a person's own revocation of a token, or the app's of an access token.
func (m *model) revoke(rt *rapid.T) {
	t := m.token(rt, false)
	if t.personal {
		m.expect(true, m.api(modelActor{person: t.person}, "DELETE", "/personal-access-tokens/"+t.id, nil), t.person.Username, "revokes", t.name)
		m.end(t.lineage)
		return
	}
	for _, s := range t.client.secrets {
		if m.works(s) {
			m.expect(true, m.form("/oauth/revoke", t.client, s.raw, url.Values{"token": {t.raw}}), t.client.name, "revokes", t.name)
			m.end(t.lineage)
			return
		}
	}
	panic(modelSkip("the app cannot authenticate"))
}

// report is a report of a leaked token, which ends an app's grant too unless the access token has expired.
func (m *model) report(rt *rapid.T) {
	t := m.token(rt, false)
	header := http.Header{"Content-Type": {"application/json"}}
	got := m.send("POST", "/api/v1/leaked-tokens", header, []byte(`{"tokens":["`+t.raw+`"]}`))
	m.expect(true, got, "a report of", t.name)
	switch {
	case t.personal, !m.now().Before(t.expires):
		m.end(t.lineage)
	case !t.lineage.ended:
		m.end(t.lineage.parent)
	}
}

func (m *model) rotateToken(rt *rapid.T) {
	t, overlap := m.token(rt, true), rapid.IntRange(0, 1).Draw(rt, "overlap")*3600
	by, allowed := modelActor{person: t.person}, m.unended(t)
	if rapid.Bool().Draw(rt, "by itself") {
		by, allowed = modelActor{token: t}, m.lives(t) && t.has("tokens:write")
	}
	got := m.api(by, "POST", "/personal-access-tokens/"+t.id+"/rotate", map[string]any{"overlap_seconds": overlap})
	m.expect(allowed, got, by, "rotates", t.name, overlap)
	if !allowed {
		return
	}
	until := m.now().Add(time.Duration(overlap) * time.Second)
	for i, old := range t.old {
		if old.until.After(until) {
			t.old[i].until = until
		}
	}
	t.old = append(t.old, modelOld{t.raw, until})
	t.raw = got.text("token")
}

// trip uses a replaced secret of a token after its overlap, which ends it.
func (m *model) trip(rt *rapid.T) {
	t := m.token(rt, true)
	for _, old := range t.old {
		if !m.now().Before(old.until) {
			m.expect(false, m.api(modelActor{token: &modelToken{raw: old.raw}}, "GET", "/me", nil), "a replaced secret of", t.name)
			if m.lives(t) {
				m.end(t.lineage)
			}
			return
		}
	}
	panic(modelSkip("it was not rotated"))
}

// withdraw takes back what a person allowed an app, and ends all it holds for them.
func (m *model) withdraw(rt *rapid.T) {
	c, person := m.client(rt), m.anybody(rt)
	allowed := c.allowedBy[person]
	m.expect(allowed, m.api(modelActor{person: person}, "DELETE", "/authorized-apps/"+c.id, nil), person.Username, "withdraws", c.name)
	if !allowed {
		return
	}
	delete(c.allowedBy, person)
	for _, t := range m.tokens {
		if t.client == c && t.person == person {
			m.end(t.root())
		}
	}
}

// wait lets time pass: the sign-ins grow old, tokens expire.
func (m *model) wait(rt *rapid.T) {
	minutes := rapid.SampledFrom([]int{2, 6, 55, 130}).Draw(rt, "minutes")
	m.at.Add(int64(time.Duration(minutes) * time.Minute))
	m.step(true, fmt.Sprint(minutes, " minutes pass"))
}

// begin makes a client of every scope and a token on it, and with that another
// token and a client, so that something hangs from a token in every sequence.
func (m *model) begin() {
	mira := m.people[0]
	m.registerAs(modelActor{}, &modelClient{owner: mira, scopes: modelScopes, forItself: true, userTokens: true, firstParty: true})
	m.mintAs(modelActor{person: mira}, m.clients[0], modelScopes, 0)
	m.mintAs(modelActor{token: m.tokens[0]}, m.clients[0], modelScopes, 50)
	m.registerAs(modelActor{token: m.tokens[1]}, &modelClient{owner: mira, scopes: modelScopes})
}

// tidy deletes what a sequence made, so that the next one begins with nothing.
func (m *model) tidy() {
	for _, c := range m.clients {
		if !c.deleted {
			pagesMust(m.t, m.rooms.clients.Delete(m.t.Context(), actor.Operator(), c.id))
		}
	}
}
