package main

import (
	"slices"
	"time"

	"pgregory.net/rapid"
)

// model is what the rules of authority say of all that was done so far.
type model struct {
	*rapid.T
	*modelHouse
	clients []*modelClient
	tokens  []*modelToken
	touched *modelClient // by this step
	turn    int
}

// modelClient is an API client.
type modelClient struct {
	id, name                                   string
	owner                                      *modelPerson
	scopes                                     []string
	forItself, userTokens, firstParty          bool
	pending, reviewed, deleted, otherRedirects bool
	suspendedBy                                string
	creator                                    *modelLineage // nil: none, or detached
	manager                                    *modelToken
	secrets                                    []*modelSecret
	own                                        *modelToken // what it got for itself
	allowedBy                                  map[*modelPerson]bool
}

type modelSecret struct {
	raw     string
	client  *modelClient
	creator *modelLineage
	until   time.Time // zero: without end
	gone    bool
}

// modelLineage is what ends with all that was created with it: a personal
// access token, an app's grant, or an access token of it.
type modelLineage struct {
	parent *modelLineage
	client *modelClient
	ended  bool
}

// modelToken is a personal access token or an app's access token.
type modelToken struct {
	raw, id, name string
	person        *modelPerson
	client        *modelClient
	scopes        []string
	lineage       *modelLineage
	personal      bool
	expires       time.Time // zero: never
	old           []modelOld
}

// free lets a client and its secrets outlive the token that created it.
func (c *modelClient) free() {
	for _, secret := range c.secrets {
		if secret.creator == c.creator {
			secret.creator = nil
		}
	}
	c.creator = nil
}

// modelOld is a secret of a token that was replaced.
type modelOld struct {
	raw   string
	until time.Time
}

// modelActor is a person in the browser, a token, or else the operator.
type modelActor struct {
	person *modelPerson
	token  *modelToken
}

func (by modelActor) String() string {
	switch {
	case by.token != nil:
		return by.token.name
	case by.person != nil:
		return by.person.Username
	}
	return "the operator"
}

// user is whose things the actor changes; nil for the operator.
func (by modelActor) user() *modelPerson {
	if by.token != nil {
		return by.token.person
	}
	return by.person
}

func (m *model) now() time.Time { return time.Unix(0, m.at.Load()) }

// fresh reports whether everybody's sign-in is of the last five minutes.
func (m *model) fresh() bool { return m.now().Sub(m.base) < 5*time.Minute }

func (c *modelClient) active() bool { return !c.deleted && !c.pending && c.suspendedBy == "" }

func (c *modelClient) status() string {
	switch {
	case c.suspendedBy != "":
		return "suspended"
	case c.pending:
		return "pending"
	}
	return "active"
}

func (m *model) works(s *modelSecret) bool {
	return !s.gone && s.client.active() && (s.until.IsZero() || m.now().Before(s.until))
}

func (m *model) lives(t *modelToken) bool {
	return m.unended(t) && t.client.active()
}

// unended leaves out whether the token's client may act.
func (m *model) unended(t *modelToken) bool {
	return !t.lineage.ended && (t.expires.IsZero() || m.now().Before(t.expires))
}

func (t *modelToken) has(scopes ...string) bool {
	return !slices.ContainsFunc(scopes, func(s string) bool { return !slices.Contains(t.scopes, s) })
}

// operates reports whether somebody administers clients (rules 6 and 7). What
// is asked of an administrator in the browser may need a fresh sign-in.
func (m *model) operates(by modelActor, fresh bool) bool {
	return by.user() == nil || by.token == nil && by.person == m.admin && (!fresh || m.fresh())
}

// mayWrite is rules 1 and 3: who may register and change clients at all.
func (m *model) mayWrite(by modelActor) bool {
	t := by.token
	return t == nil || m.lives(t) && t.has("clients:write") && (t.personal || t.client.firstParty)
}

func (m *model) mayChange(by modelActor, c *modelClient) bool {
	return !c.deleted && (by.user() == nil || by.user() == c.owner) && m.mayWrite(by)
}

// mayControl is rule 4: who may make a change by which another acts as the client.
func (m *model) mayControl(by modelActor, c *modelClient) bool {
	switch {
	case !m.mayChange(by, c):
		return false
	case by.user() == nil:
		return true
	case by.token == nil:
		return m.fresh()
	}
	return by.token.has(c.scopes...) && (c.manager == by.token || c.creator != nil && c.creator == by.token.lineage)
}

// mayRegister is rules 1, 3 and 12.
func (m *model) mayRegister(by modelActor, scopes []string) bool {
	if by.user() == nil {
		return true
	}
	owned := m.count(func(c *modelClient) bool { return c.owner == by.user() })
	return m.mayWrite(by) && owned < modelMaxClients && (by.token == nil || by.token.has(scopes...) && m.mayCreate(by.token))
}

// mayCreate is the quota of what one token creates (rule 12).
func (m *model) mayCreate(t *modelToken) bool {
	n := m.count(func(c *modelClient) bool { return c.creator == t.lineage })
	for _, child := range m.tokens {
		if child.lineage.parent == t.lineage && !child.lineage.ended {
			n++
		}
	}
	return n < modelMaxChildren
}

func (m *model) count(is func(c *modelClient) bool) (n int) {
	for _, c := range m.clients {
		if !c.deleted && is(c) {
			n++
		}
	}
	return n
}

// mayMint is rules 1, 8 and 12.
func (m *model) mayMint(by modelActor, c *modelClient, scopes []string, expires time.Time) bool {
	live := 0
	for _, t := range m.tokens {
		if t.personal && t.person == by.user() && m.unended(t) {
			live++
		}
	}
	if !c.active() || c.owner != by.user() && (!c.userTokens || !c.reviewed) || live >= modelMaxTokens {
		return false
	}
	t := by.token
	return t == nil || m.lives(t) && t.has("tokens:write") && t.has(scopes...) && m.mayCreate(t) &&
		(t.expires.IsZero() || expires.IsZero() || !expires.After(t.expires))
}

// mayActivate is rules 2 and 6.
func (m *model) mayActivate(by modelActor, c *modelClient) bool {
	if c.deleted || by.user() != c.owner {
		return !c.deleted && m.operates(by, false)
	}
	switch {
	case !m.mayWrite(by):
		return false
	case c.suspendedBy == "operator":
		return false
	case c.suspendedBy == "token_revoked":
		return by.token == nil && m.fresh()
	}
	return true
}

// end is rule 2: a lineage ends with all that was created with it.
func (m *model) end(l *modelLineage) {
	if l.ended {
		return
	}
	l.ended = true
	for _, c := range m.clients {
		for _, s := range c.secrets {
			if s.creator == l && !s.gone {
				s.gone, c.own = true, nil
			}
		}
		if c.creator == l && !c.deleted {
			m.endClient(c)
		}
	}
	for _, t := range m.tokens {
		if t.lineage.parent == l {
			m.end(t.lineage)
		}
	}
}

// endClient is what the end of the token that created a client does to it.
func (m *model) endClient(c *modelClient) {
	for _, s := range c.secrets {
		s.gone = true
	}
	c.own = nil
	if c.suspendedBy != "operator" {
		c.suspendedBy = "token_revoked"
	}
	m.endOn(c)
}

// root is the lineage with which all ends that a token came of: of an app's
// access token the grant's.
func (t *modelToken) root() *modelLineage {
	if t.personal {
		return t.lineage
	}
	return t.lineage.parent
}

// endOn ends what was issued to a client.
func (m *model) endOn(c *modelClient) {
	for _, t := range m.tokens {
		if t.client == c {
			m.end(t.root())
		}
	}
}
