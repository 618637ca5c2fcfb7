package e2e_test

import (
	"database/sql"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestFaultWrites lets every single write of every flow fail once, by a trigger in the database. A flow that cannot
// write all of what it decided answers with an error, leaves every table as it was, has spent nothing, and succeeds
// when it is tried again.
func TestFaultWrites(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		p.mayFail()
		w := newWrites(t, p)
		tried := 0
		for _, f := range w.flows() {
			t.Run(f.name, func(t *testing.T) {
				for _, write := range w.writesOf(t, f) {
					w.failing(t, f, write)
					tried++
				}
			})
		}
		if p.sound(t); tried < 40 {
			t.Errorf("only %d writes were made to fail: the flows are not what they were", tried)
		}
		t.Logf("%d writes failed, one at a time", tried)
	})
}

// flow is one request that writes; ready makes everything that it needs, and gives it as often as it is sent.
type flow struct {
	name  string
	want  int
	ready func(t *testing.T) func() *http.Request
}

// write is one kind of write to one table.
type write struct{ table, kind string }

type writes struct {
	p           *patio
	db          *sql.DB // writes, unlike p.behind
	tables      []string
	mira        person
	app, opaque client
	root        string
	s           session
}

func newWrites(t *testing.T, p *patio) *writes {
	t.Helper()
	w := &writes{p: p, db: storagetest.SQL(t, p.database), mira: p.person(t)}
	if p.kind == storage.SQLite {
		w.db.SetMaxOpenConns(1)
		if _, err := w.db.Exec("PRAGMA busy_timeout = 10000"); err != nil {
			t.Fatal(err)
		}
	}
	spec := clientSpec{Scopes: []string{
		"profile", "tokens:read", "tokens:write", "clients:read", "clients:write", "apps:read", "apps:write",
	}}
	w.app, w.opaque = p.client(t, w.mira, spec), p.client(t, w.mira, clientSpec{Opaque: true})
	w.root, _ = p.pat(t, w.mira, w.app)
	w.s = p.session(t, w.mira)
	var err error
	if w.tables, err = storagetest.Tables(w.db, p.kind); err != nil {
		t.Fatal(err)
	}
	w.tables = slices.DeleteFunc(w.tables, func(name string) bool {
		return name == "migrations" || name == "pat_uses" || name == "chores" || strings.HasPrefix(name, "sqlite_")
	})
	return w
}

// flows are the requests that write.
func (w *writes) flows() []flow {
	return append(w.protocolFlows(), append(w.restFlows(), w.pageFlows()...)...)
}

func (w *writes) protocolFlows() []flow {
	p := w.p
	redeem := func(c client) func(t *testing.T) func() *http.Request {
		return func(t *testing.T) func() *http.Request {
			_, form := newCode(t, p, w.s.browser, w.mira, c)
			return func() *http.Request { return p.clientPost(t, "/oauth/token", c, form) }
		}
	}
	rotate := func(c client) func(t *testing.T) func() *http.Request {
		return func(t *testing.T) func() *http.Request {
			held := p.grantIn(t, w.s.browser, c, w.mira)
			return func() *http.Request { return p.clientPost(t, "/oauth/token", c, refresh(held.Refresh)) }
		}
	}
	revoke := func(c client, which func(tokens) string) func(t *testing.T) func() *http.Request {
		return func(t *testing.T) func() *http.Request {
			token := which(p.grantIn(t, w.s.browser, c, w.mira))
			return func() *http.Request { return p.clientPost(t, "/oauth/revoke", c, url.Values{"token": {token}}) }
		}
	}
	access, refreshing := func(held tokens) string { return held.Access }, func(held tokens) string { return held.Refresh }
	return []flow{
		{"code for a JWT", http.StatusOK, redeem(w.app)},
		{"code for an opaque token", http.StatusOK, redeem(w.opaque)},
		{"refresh", http.StatusOK, rotate(w.app)},
		{"refresh of an opaque token", http.StatusOK, rotate(w.opaque)},
		{"revoke a JWT", http.StatusOK, revoke(w.app, access)},
		{"revoke an opaque token", http.StatusOK, revoke(w.opaque, access)},
		{"revoke a refresh token", http.StatusOK, revoke(w.app, refreshing)},
		{"revoke a personal token", http.StatusOK, func(t *testing.T) func() *http.Request {
			token, _ := p.pat(t, w.mira, w.app)
			return func() *http.Request { return p.clientPost(t, "/oauth/revoke", w.app, url.Values{"token": {token}}) }
		}},
		{"a code again", http.StatusBadRequest, func(t *testing.T) func() *http.Request {
			_, form := newCode(t, p, w.s.browser, w.mira, w.app)
			p.token(t, w.app, form).is(t, http.StatusOK)
			return func() *http.Request { return p.clientPost(t, "/oauth/token", w.app, form) }
		}},
		{"a refresh token again", http.StatusBadRequest, func(t *testing.T) func() *http.Request {
			held := p.grantIn(t, w.s.browser, w.app, w.mira)
			p.token(t, w.app, refresh(held.Refresh)).is(t, http.StatusOK)
			return func() *http.Request { return p.clientPost(t, "/oauth/token", w.app, refresh(held.Refresh)) }
		}},
		{"leaked token", http.StatusAccepted, func(t *testing.T) func() *http.Request {
			token, _ := p.pat(t, w.mira, w.app)
			return func() *http.Request {
				return p.request(t, http.MethodPost, "/api/v1/leaked-tokens", order{"tokens": []string{token}})
			}
		}},
	}
}

// rest makes a flow of one REST call that changes a personal access token or a client of its own.
func (w *writes) rest(name, method string, want int, path func(t *testing.T) string, body any) flow {
	return flow{name, want, func(t *testing.T) func() *http.Request {
		at := path(t)
		return func() *http.Request { return w.p.call(t, method, at, w.root, body) }
	}}
}

func (w *writes) restFlows() []flow {
	at := func(path string) func(*testing.T) string { return func(*testing.T) string { return path } }
	token := func(below string) func(t *testing.T) string {
		return func(t *testing.T) string {
			made := w.p.api(t, http.MethodPost, pats, w.root, order{"client_id": w.app.ID, "name": "x"}).is(t, http.StatusCreated)
			return pats + "/" + made.object(t).text(t, "id") + below
		}
	}
	program := func(below string) func(t *testing.T) string {
		return func(t *testing.T) string { return "/clients/" + w.p.client(t, w.mira, clientSpec{}).ID + below }
	}
	allowed := func(t *testing.T) string {
		w.p.grantIn(t, w.s.browser, w.opaque, w.mira)
		return "/authorized-apps/" + w.opaque.ID
	}
	return []flow{
		w.rest("mint", http.MethodPost, http.StatusCreated, at(pats), order{"client_id": w.app.ID, "name": "x"}),
		w.rest("change a token", http.MethodPatch, http.StatusOK, token(""), order{"name": "y", "scopes": []string{"profile"}}),
		w.rest("rotate a token", http.MethodPost, http.StatusOK, token("/rotate"), order{"overlap_seconds": 60}),
		w.rest("end a token", http.MethodDelete, http.StatusNoContent, token(""), nil),
		w.rest("register", http.MethodPost, http.StatusCreated, at("/clients"),
			order{"name": "x", "type": "confidential", "scopes": []string{"profile"}, "redirect_uris": []string{callback}}),
		w.rest("change a client", http.MethodPatch, http.StatusOK, program(""), order{"name": "y"}),
		w.rest("new client secret", http.MethodPost, http.StatusOK, program("/secret"), order{"overlap_seconds": 60}),
		w.rest("delete a client", http.MethodDelete, http.StatusNoContent, program(""), nil),
		w.rest("withdraw an app", http.MethodDelete, http.StatusNoContent, allowed, nil),
	}
}

func (w *writes) pageFlows() []flow {
	p := w.p
	return []flow{
		{"sign in", http.StatusSeeOther, func(t *testing.T) func() *http.Request {
			b := p.browser()
			f := b.open(t, "/login").is(t, http.StatusOK).form(t, "password")
			f.Values.Set("username", w.mira.Username)
			f.Values.Set("password", w.mira.Password)
			to, err := url.Parse(p.issuer)
			if err != nil {
				t.Fatal(err)
			}
			return func() *http.Request {
				r := p.request(t, http.MethodPost, "/login", f.Values)
				for _, cookie := range b.client.Jar.Cookies(to) {
					r.AddCookie(cookie)
				}
				return r
			}
		}},
		{"sign out", http.StatusSeeOther, func(t *testing.T) func() *http.Request {
			s := p.session(t, w.mira)
			return func() *http.Request {
				return s.with(p.request(t, http.MethodPost, "/logout", url.Values{"csrf_token": {s.csrf}}))
			}
		}},
		{"allow", http.StatusSeeOther, func(t *testing.T) func() *http.Request {
			app := p.client(t, w.mira, clientSpec{})
			values := p.authorization(t, app, url.Values{"decision": {"allow"}, "csrf_token": {w.s.csrf}})
			return func() *http.Request { return w.s.with(p.request(t, http.MethodPost, "/oauth/authorize", values)) }
		}},
	}
}

// writesOf runs a flow once, undisturbed, and sees what it wrote.
func (w *writes) writesOf(t *testing.T, f flow) []write {
	t.Helper()
	send := f.ready(t)
	before := w.everything(t)
	w.p.do(t, send()).is(t, f.want)
	after := w.everything(t)
	var all []write
	for _, table := range w.tables {
		was, is := before[table], after[table]
		fresh, gone := 0, 0
		for row := range is {
			if !was[row] {
				fresh++
			}
		}
		for row := range was {
			if !is[row] {
				gone++
			}
		}
		changed := min(fresh, gone) > 0
		for kind, done := range map[string]bool{
			"INSERT": len(is) > len(was), "UPDATE": changed, "DELETE": len(is) < len(was),
		} {
			if done {
				all = append(all, write{table, kind})
			}
		}
	}
	if len(all) == 0 {
		t.Errorf("%s writes nothing", f.name)
	}
	return all
}

// failing runs a flow while one kind of write to one table fails.
func (w *writes) failing(t *testing.T, f flow, at write) {
	t.Helper()
	send := f.ready(t)
	before := w.everything(t)
	undo := w.fault(t, at)
	a := w.p.do(t, send())
	undo()
	what := fmt.Sprintf("%s, while every %s of %s fails,", f.name, at.kind, at.table)
	if a.Status < 500 {
		t.Errorf("%s is answered with %d %.300s", what, a.Status, a.Body)
		return
	}
	if strings.Contains(a.Body, faultText) {
		t.Errorf("%s tells the database's own words: %.300s", what, a.Body)
	}
	after := w.everything(t)
	for _, table := range w.tables {
		for row := range after[table] {
			if !before[table][row] {
				t.Errorf("%s leaves something in %s: %.300s", what, table, row)
			}
		}
		for row := range before[table] {
			if !after[table][row] {
				t.Errorf("%s takes something from %s: %.300s", what, table, row)
			}
		}
	}
	if a := w.p.do(t, send()); a.Status != f.want {
		t.Errorf("%s and then does not, is answered with %d %.300s", what, a.Status, a.Body)
	}
}

const faultText = "fault on purpose"

// fault makes a kind of write to a table fail until undone.
func (w *writes) fault(t *testing.T, at write) (undo func()) {
	t.Helper()
	run := func(statements ...string) {
		for _, statement := range statements {
			if _, err := w.db.Exec(statement); err != nil {
				t.Fatalf("%s: %v", statement, err)
			}
		}
	}
	on := fmt.Sprintf("CREATE TRIGGER fault BEFORE %s ON %s ", at.kind, at.table)
	switch w.p.kind {
	case storage.PostgreSQL:
		run("CREATE OR REPLACE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '"+faultText+"'; END $$",
			on+"FOR EACH ROW EXECUTE FUNCTION fault()")
		return func() { run("DROP TRIGGER fault ON " + at.table) }
	case storage.MySQL:
		run(on + "FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '" + faultText + "'")
	default:
		run(on + "BEGIN SELECT RAISE(ABORT, '" + faultText + "'); END")
	}
	return func() { run("DROP TRIGGER fault") }
}

// restless are the columns that change without being part of a flow.
var restless = map[string]bool{"last_seen_at": true, "last_used_at": true, "last_used_ip": true, "last_used_agent": true}

// everything is every row of every table, by table.
func (w *writes) everything(t *testing.T) map[string]map[string]bool {
	t.Helper()
	all := map[string]map[string]bool{}
	for _, table := range w.tables {
		rows, err := w.db.Query("SELECT * FROM " + table)
		if err != nil {
			t.Fatal(err)
		}
		if all[table], err = texts(rows); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func texts(rows *sql.Rows) (map[string]bool, error) {
	defer func() { _ = rows.Close() }() // read to its end
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	all := map[string]bool{}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		var row strings.Builder
		for i, value := range values {
			if bytes, ok := value.([]byte); ok {
				value = string(bytes)
			}
			if !restless[columns[i]] {
				fmt.Fprintf(&row, "%s=%q ", columns[i], fmt.Sprint(value))
			}
		}
		all[row.String()] = true
	}
	return all, rows.Err()
}
