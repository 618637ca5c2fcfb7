package main

import (
	"crypto/rand"
	"net/http"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

const (
	cookieName  = "app_session"
	sessionTTL  = time.Hour
	maxSessions = 10_000
)

// session is what this app remembers of a browser. It is replaced, never changed.
type session struct {
	// state and verifier belong to a sign-in under way.
	state, verifier string
	// tokens holds the tokens of a person who signed in, and renews them.
	tokens oauth2.TokenSource
	ends   time.Time
}

// sessions keeps them in memory: a restart signs everybody out.
type sessions struct {
	mu     sync.Mutex
	byID   map[string]session
	secure bool
}

// start stores s under a new id, which an attacker who planted the old one does not know, and forgets the old one.
func (m *sessions) start(w http.ResponseWriter, r *http.Request, s session) {
	m.take(r)
	id := rand.Text()
	s.ends = time.Now().Add(sessionTTL)
	m.mu.Lock()
	m.makeRoom()
	m.byID[id] = s
	m.mu.Unlock()
	http.SetCookie(w, m.cookie(id, int(sessionTTL.Seconds())))
}

// makeRoom drops what has ended, and something else if that is not enough.
func (m *sessions) makeRoom() {
	if len(m.byID) < maxSessions {
		return
	}
	for id, s := range m.byID {
		if time.Now().After(s.ends) {
			delete(m.byID, id)
		}
	}
	for id := range m.byID {
		if len(m.byID) < maxSessions {
			return
		}
		delete(m.byID, id)
	}
}

// get returns the session of a browser; the zero one for a browser without.
func (m *sessions) get(r *http.Request) session {
	c, err := r.Cookie(cookieName)
	if err != nil {
		return session{}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.byID[c.Value]
	if time.Now().After(s.ends) {
		return session{}
	}
	return s
}

// take is get for a session that may be used once: it is gone after that.
func (m *sessions) take(r *http.Request) session {
	s := m.get(r)
	if c, err := r.Cookie(cookieName); err == nil {
		m.mu.Lock()
		delete(m.byID, c.Value)
		m.mu.Unlock()
	}
	return s
}

// end forgets the session, here and in the browser.
func (m *sessions) end(w http.ResponseWriter, r *http.Request) {
	m.take(r)
	http.SetCookie(w, m.cookie("", -1))
}

// cookie is Lax and not Strict: the browser must send it when it comes back from Patio.
func (m *sessions) cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{ //nolint:gosec // Secure follows the redirect URI: http is for loopback hosts
		Name: cookieName, Value: value, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: m.secure, SameSite: http.SameSiteLaxMode,
	}
}
