package e2e_test

import (
	"database/sql"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestFaultWrites lets every single write of every flow fail once, by a trigger in the database. A flow that cannot
// write all of what it decided answers with an error, leaves every table as it was, has spent nothing, and succeeds
// when it is tried again. In the short form each database has a third of the flows.
func TestFaultWrites(t *testing.T) {
	eachWith(t, settings{"tokens.refresh_grace": "1ms"}, func(t *testing.T, p *patio) {
		p.mayFail()
		p.program = binaries.command // without the race detector, as people run it: there are hundreds of sign-ins
		p.restart(t)
		w := newWrites(t, p)
		tried := 0
		share := times(3, 1)
		for i, f := range w.flows() {
			if i%share != slices.Index([]storage.Dialect{storage.SQLite, storage.PostgreSQL, storage.MySQL}, p.kind)%share {
				continue
			}
			t.Run(f.name, func(t *testing.T) {
				for _, write := range w.writesOf(t, f) {
					w.failing(t, f, write)
					tried++
				}
			})
		}
		if p.sound(t); tried < 200/share {
			t.Errorf("only %d writes were made to fail: the flows are not what they were", tried)
		}
		t.Logf("%d writes failed, one at a time", tried)
	})
}

// flow is one thing to do that writes; ready makes everything that it needs, and gives how to do it, again and again.
type flow struct {
	name  string
	ready func(t *testing.T) func() told
}

// told is how a flow went: all is well, or it could not be done, or something else, which neither may be.
type told struct {
	well, failed bool
	text         string // what whoever asked is told
	private      bool   // they run the server, and may read the database's own words
}

// request is a flow of one request that is to be answered with a status.
type request struct {
	name  string
	want  int
	ready func(t *testing.T) func() *http.Request
}

func (w *writes) sent(requests ...request) (all []flow) {
	for _, r := range requests {
		all = append(all, flow{r.name, func(t *testing.T) func() told {
			send := r.ready(t)
			return func() told {
				a := w.p.do(t, send())
				return told{a.Status == r.want, a.Status >= 500, fmt.Sprintf("%d %.300s", a.Status, a.Body), false}
			}
		}})
	}
	return all
}

// write is one kind of write to one table.
type write struct{ table, kind string }

type writes struct {
	p           *patio
	db          *sql.DB // writes, unlike p.behind
	tables      []string
	keys        map[string][]string // of the tables
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
	}
	spec := clientSpec{Scopes: []string{
		"profile", "tokens:read", "tokens:write", "clients:read", "clients:write", "apps:read", "apps:write",
	}}
	w.app, w.opaque = p.client(t, w.mira, spec), p.client(t, w.mira, clientSpec{Opaque: true})
	w.root, _ = p.pat(t, w.mira, w.app)
	w.s = p.session(t, w.mira)
	// Some writes are made once: the longest life that a key signs for, and that a token created something.
	p.grantIn(t, w.s.browser, w.app, w.mira)
	w.made(t)
	var err error
	if w.tables, err = storagetest.Tables(w.db, p.kind); err != nil {
		t.Fatal(err)
	}
	w.tables = slices.DeleteFunc(w.tables, func(name string) bool {
		return name == "migrations" || name == "pat_uses" || name == "chores" || strings.HasPrefix(name, "sqlite_")
	})
	w.keys = w.primaryKeys(t)
	return w
}

// made registers a client with the root token, which may do everything to it.
func (w *writes) made(t *testing.T) client {
	t.Helper()
	c, _ := w.p.registered(t, w.root, order{"name": "x", "type": "confidential", "scopes": []string{"profile"}, "redirect_uris": []string{callback}})
	return c
}

// justNow lets the person of the browser have signed in just now, however long the test has taken.
func (w *writes) justNow(t *testing.T) {
	t.Helper()
	if _, err := w.db.ExecContext(t.Context(), fmt.Sprintf("UPDATE sessions SET auth_time = %d WHERE user_id = '%s'",
		clocktest.Now().UnixMilli(), w.mira.ID)); err != nil {
		t.Fatal(err)
	}
}

// flows are all that writes, but for what a process does by itself.
func (w *writes) flows() []flow {
	all := w.sent(slices.Concat(w.protocolFlows(), w.restFlows(), w.pageFlows(), w.accountFlows(), w.factorFlows(), w.tokenPageFlows())...)
	return append(all, w.commandFlows()...)
}

func (w *writes) protocolFlows() []request {
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
	return []request{
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
			next := p.token(t, w.app, refresh(held.Refresh)).is(t, http.StatusOK).tokens(t)
			p.token(t, w.app, refresh(next.Refresh)).is(t, http.StatusOK)
			time.Sleep(2 * time.Millisecond) // the grace period
			return func() *http.Request { return p.clientPost(t, "/oauth/token", w.app, refresh(held.Refresh)) }
		}},
		{"a refresh token whose response was lost", http.StatusOK, func(t *testing.T) func() *http.Request {
			held := p.grantIn(t, w.s.browser, w.app, w.mira)
			p.token(t, w.app, refresh(held.Refresh)).is(t, http.StatusOK)
			time.Sleep(2 * time.Millisecond)
			return func() *http.Request { return p.clientPost(t, "/oauth/token", w.app, refresh(held.Refresh)) }
		}},
		{"client credentials for an opaque token", http.StatusOK, func(t *testing.T) func() *http.Request {
			c := p.robot(t, w.mira, clientSpec{Opaque: true})
			return func() *http.Request {
				return p.clientPost(t, "/oauth/token", c, url.Values{"grant_type": {"client_credentials"}})
			}
		}},
		{"a replaced secret after its overlap", http.StatusUnauthorized, func(t *testing.T) func() *http.Request {
			old, id := p.pat(t, w.mira, w.app)
			p.cli(t, "pat", "rotate", id)
			return func() *http.Request { return p.call(t, http.MethodGet, "/me", old, nil) }
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
func (w *writes) rest(name, method string, want int, path func(t *testing.T) string, body any) request {
	return request{name, want, func(t *testing.T) func() *http.Request {
		at := path(t)
		return func() *http.Request { return w.p.call(t, method, at, w.root, body) }
	}}
}

func (w *writes) restFlows() []request {
	at := func(path string) func(*testing.T) string { return func(*testing.T) string { return path } }
	token := func(below string) func(t *testing.T) string {
		return func(t *testing.T) string {
			made := w.p.api(t, http.MethodPost, pats, w.root, order{"client_id": w.app.ID, "name": "x"}).is(t, http.StatusCreated)
			return pats + "/" + made.object(t).text(t, "id") + below
		}
	}
	program := func(below string) func(t *testing.T) string {
		return func(t *testing.T) string { return "/clients/" + w.made(t).ID + below }
	}
	allowed := func(t *testing.T) string {
		w.p.grantIn(t, w.s.browser, w.opaque, w.mira)
		return "/authorized-apps/" + w.opaque.ID
	}
	return []request{
		{"mint by an app", http.StatusCreated, func(t *testing.T) func() *http.Request {
			held := w.p.grantIn(t, w.s.browser, w.app, w.mira)
			return func() *http.Request {
				return w.p.call(t, http.MethodPost, pats, held.Access, order{"client_id": w.app.ID, "name": "x", "scopes": []string{"profile"}})
			}
		}},
		{"a new secret by itself", http.StatusOK, func(t *testing.T) func() *http.Request {
			token, _ := w.p.pat(t, w.mira, w.app, "--self-rotate")
			return func() *http.Request {
				return w.p.call(t, http.MethodPost, pats+"/self/rotate", token, order{"overlap_seconds": 60})
			}
		}},
		w.rest("mint", http.MethodPost, http.StatusCreated, at(pats), order{"client_id": w.app.ID, "name": "x"}),
		w.rest("change a token", http.MethodPatch, http.StatusOK, token(""), order{"name": "y", "scopes": []string{"profile"}}),
		w.rest("rotate a token", http.MethodPost, http.StatusOK, token("/rotate"), order{"overlap_seconds": 60}),
		w.rest("end a token", http.MethodDelete, http.StatusNoContent, token(""), nil),
		w.rest("register", http.MethodPost, http.StatusCreated, at("/clients"),
			order{"name": "x", "type": "confidential", "scopes": []string{"profile"}, "redirect_uris": []string{callback}}),
		w.rest("switch a client off", http.MethodPatch, http.StatusOK, program(""), order{"disabled": true}),
		w.rest("change a client", http.MethodPatch, http.StatusOK, program(""), order{"name": "y"}),
		w.rest("new client secret", http.MethodPost, http.StatusOK, program("/secret"), order{"overlap_seconds": 60}),
		w.rest("delete a client", http.MethodDelete, http.StatusNoContent, program(""), nil),
		w.rest("withdraw an app", http.MethodDelete, http.StatusNoContent, allowed, nil),
	}
}

func (w *writes) pageFlows() []request {
	p := w.p
	return []request{
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
	do := f.ready(t)
	before := w.everything(t)
	if how := do(); !how.well {
		t.Fatalf("%s, undisturbed: %s", f.name, how.text)
	}
	after := w.everything(t)
	var all []write
	for _, table := range w.tables {
		was, is := before[table], after[table]
		kinds := map[string]bool{}
		for key, row := range is {
			if old, there := was[key]; !there {
				kinds["INSERT"] = true
			} else if old != row {
				kinds["UPDATE"] = true
			}
		}
		for key := range was {
			if _, there := is[key]; !there {
				kinds["DELETE"] = true
			}
		}
		if kinds["INSERT"] && kinds["DELETE"] { // or an update of the key
			kinds = w.traced(t, f, table)
		}
		for kind := range kinds {
			all = append(all, write{table, kind})
		}
	}
	if len(all) == 0 {
		t.Errorf("%s writes nothing", f.name)
	}
	return all
}

// traced runs a flow once more and lets the database say which kinds of writes to a table it makes.
func (w *writes) traced(t *testing.T, f flow, table string) map[string]bool {
	t.Helper()
	do := f.ready(t)
	kinds := map[string]bool{"INSERT": true, "UPDATE": true, "DELETE": true}
	w.run(t, "CREATE TABLE trace (kind VARCHAR(10))")
	var undo []func()
	for kind := range kinds {
		undo = append(undo, w.trigger(t, "trace_"+kind, write{table, kind}, "INSERT INTO trace (kind) VALUES ('"+kind+"')"))
	}
	how := do()
	for kind := range kinds {
		var n int
		if err := w.db.QueryRow("SELECT COUNT(*) FROM trace WHERE kind = '" + kind + "'").Scan(&n); err != nil {
			t.Fatal(err)
		}
		kinds[kind] = n > 0
	}
	for _, one := range undo {
		one()
	}
	w.run(t, "DROP TABLE trace")
	if !how.well {
		t.Fatalf("%s, traced: %s", f.name, how.text)
	}
	maps.DeleteFunc(kinds, func(_ string, done bool) bool { return !done })
	return kinds
}

// failing runs a flow while one kind of write to one table fails.
func (w *writes) failing(t *testing.T, f flow, at write) {
	t.Helper()
	do := f.ready(t)
	before := w.everything(t)
	undo := w.fault(t, at)
	how := do()
	undo()
	what := fmt.Sprintf("%s, while every %s of %s fails,", f.name, at.kind, at.table)
	if !how.failed {
		t.Errorf("%s is answered with %s", what, how.text)
		return
	}
	if !how.private && strings.Contains(how.text, faultText) {
		t.Errorf("%s tells the database's own words: %s", what, how.text)
	}
	after := w.everything(t)
	for _, table := range w.tables {
		for key, row := range after[table] {
			if before[table][key] != row {
				t.Errorf("%s leaves something in %s: %.300q", what, table, row)
			}
		}
		for key, row := range before[table] {
			if _, there := after[table][key]; !there {
				t.Errorf("%s takes something from %s: %.300q", what, table, row)
			}
		}
	}
	if how := do(); !how.well {
		t.Errorf("%s and then does not, is answered with %s", what, how.text)
	}
}

const faultText = "fault on purpose"

// fault makes a kind of write to a table fail until undone.
func (w *writes) fault(t *testing.T, at write) (undo func()) {
	t.Helper()
	return w.trigger(t, "fault", at, map[storage.Dialect]string{
		storage.PostgreSQL: "RAISE EXCEPTION '" + faultText + "'",
		storage.MySQL:      "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '" + faultText + "'",
		storage.SQLite:     "SELECT RAISE(ABORT, '" + faultText + "')",
	}[w.p.kind])
}

// trigger lets the database do something before each write of a kind to a table until undone.
func (w *writes) trigger(t *testing.T, name string, at write, does string) (undo func()) {
	t.Helper()
	on := fmt.Sprintf("CREATE TRIGGER %s BEFORE %s ON %s FOR EACH ROW ", name, at.kind, at.table)
	switch w.p.kind {
	case storage.PostgreSQL:
		row := "NEW"
		if at.kind == "DELETE" {
			row = "OLD"
		}
		w.run(t, "CREATE OR REPLACE FUNCTION "+name+"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "+does+"; RETURN "+row+"; END $$",
			on+"EXECUTE FUNCTION "+name+"()")
		return func() { w.run(t, "DROP TRIGGER "+name+" ON "+at.table) }
	case storage.MySQL:
		w.run(t, on+does)
	default:
		w.run(t, on+"BEGIN "+does+"; END")
	}
	return func() { w.run(t, "DROP TRIGGER "+name) }
}

func (w *writes) run(t *testing.T, statements ...string) {
	t.Helper()
	for _, statement := range statements {
		if _, err := w.db.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// restless are the columns that change without being part of a flow.
var restless = map[string]bool{"last_seen_at": true, "last_used_at": true, "last_used_ip": true, "last_used_agent": true}

// everything is every row of every table, by table and primary key.
func (w *writes) everything(t *testing.T) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{}
	for _, table := range w.tables {
		query := "SELECT * FROM " + table
		if table == "notices" { // of which the server makes one kind by itself, in its own time
			query += " WHERE kind <> 'token.expiring'"
		}
		rows, err := w.db.Query(query)
		if err != nil {
			t.Fatal(err)
		}
		if all[table], err = texts(rows, w.keys[table]); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// primaryKeys are the columns of the tables' primary keys.
func (w *writes) primaryKeys(t *testing.T) map[string][]string {
	t.Helper()
	query := map[storage.Dialect]string{
		storage.SQLite: "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.pk > 0",
		storage.PostgreSQL: `SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
			JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey) WHERE i.indisprimary`,
		storage.MySQL: "SELECT table_name, column_name FROM information_schema.key_column_usage WHERE table_schema = DATABASE() AND constraint_name = 'PRIMARY'",
	}[w.p.kind]
	rows, err := w.db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }() // read to its end
	keys := map[string][]string{}
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		keys[table] = append(keys[table], column)
	}
	for _, table := range w.tables {
		if len(keys[table]) == 0 {
			t.Fatalf("%s has no primary key: %v", table, rows.Err())
		}
	}
	return keys
}

func texts(rows *sql.Rows, keys []string) (map[string]string, error) {
	defer func() { _ = rows.Close() }() // read to its end
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	all := map[string]string{}
	values, into := make([]sql.RawBytes, len(columns)), make([]any, len(columns))
	isKey, rests := make([]bool, len(columns)), make([]bool, len(columns))
	for i, column := range columns {
		into[i], isKey[i], rests[i] = &values[i], slices.Contains(keys, column), !restless[column]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		var key, row []byte
		for i, value := range values {
			if value == nil {
				value = sql.RawBytes("NULL")
			}
			if isKey[i] {
				key = append(append(key, value...), 0)
			}
			if rests[i] {
				row = append(append(append(append(row, columns[i]...), '='), value...), ' ')
			}
		}
		all[string(key)] = string(row)
	}
	return all, rows.Err()
}
