package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage/storagetest"
)

// TestAttackLockedStore asks for changes while the database takes none: nothing is said to be done that is not (fosite
// CVE-2020-15223), nothing is half done, and what was refused works afterwards.
func TestAttackLockedStore(t *testing.T) {
	p := lone(t, settings{"database_pool.timeout": "300ms"})
	p.mayFail()
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{Scopes: []string{"profile", "tokens:read", "tokens:write"}})
	opaque := p.client(t, mira, clientSpec{Opaque: true})
	s := p.session(t, mira)
	held, random := p.grantIn(t, s.browser, app, mira), p.grantIn(t, s.browser, opaque, mira)
	personal, id := p.pat(t, mira, app)
	_, form := newCode(t, p, s.browser, mira, app)
	all := map[string]string{"jwt": held.Access, "opaque": random.Access, "pat": personal}

	unlock := lockStore(t, p)
	g := newGuesser(t, p)
	for name, a := range map[string]answer{
		"revoke a JWT": p.revoke(t, app, held.Access), "revoke an opaque token": p.revoke(t, opaque, random.Access), "revoke a PAT": p.revoke(t, app, personal),
		"revoke a refresh token": p.revoke(t, app, held.Refresh), "delete a PAT": p.api(t, http.MethodDelete, pats+"/"+id, personal, nil),
		"redeem a code": p.token(t, app, form), "refresh": p.token(t, app, refresh(held.Refresh)),
		"mint": p.api(t, http.MethodPost, pats, personal, order{"client_id": app.ID, "name": "x"}), "sign in": g.try(t, mira.Username, mira.Password),
		"sign out":  p.do(t, s.with(p.request(t, http.MethodPost, "/logout", url.Values{"csrf_token": {s.csrf}}))),
		"authorize": p.do(t, s.with(p.request(t, http.MethodGet, "/oauth/authorize?"+p.authorization(t, app, nil).Encode(), nil))),
	} {
		if a.Status != http.StatusServiceUnavailable || a.Header.Get("Retry-After") == "" || setCookie(a, "patio_session") != "" ||
			a.Header.Get("Location") != "" || strings.Contains(a.Body, "SQL") || strings.Contains(a.Body, "database is locked") {
			t.Errorf("%s without a database is answered with %d, Retry-After %q: %.200s", name, a.Status, a.Header.Get("Retry-After"), a.Body)
		}
	}
	for kind, token := range all {
		if a := p.me(t, token); a.Status != http.StatusOK {
			t.Errorf("%s: whose revocation was refused, the token is answered with %d", kind, a.Status)
		}
	}
	unlock()
	// Refused is not half done: the code and the refresh token were not spent, the session is there, and all of it can end.
	p.token(t, app, form).is(t, http.StatusOK)
	p.token(t, app, refresh(held.Refresh)).is(t, http.StatusOK)
	if !p.alive(t, s.cookie) {
		t.Error("the session has ended, although that was refused")
	}
	if rows := p.api(t, http.MethodGet, pats, personal, nil).object(t).list(t, "items"); len(rows) != 1 {
		t.Errorf("there are %d tokens, although minting was refused", len(rows))
	}
	for kind, owner := range map[string]client{"jwt": app, "opaque": opaque, "pat": app} {
		p.revoke(t, owner, all[kind]).is(t, http.StatusOK)
		tokenEnded(t, p, owner, all[kind])
	}
}

// lockStore holds the lock that every write to SQLite needs, until the function that it gives is called.
func lockStore(t *testing.T, p *patio) (unlock func()) {
	t.Helper()
	conn, err := storagetest.SQL(t, p.database).Conn(t.Context())
	if err == nil {
		_, err = conn.ExecContext(t.Context(), "BEGIN IMMEDIATE")
	}
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if _, err := conn.ExecContext(t.Context(), "ROLLBACK"); err != nil {
			t.Fatal(err)
		}
		_ = conn.Close()
	}
}
