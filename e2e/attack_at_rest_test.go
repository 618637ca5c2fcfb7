package e2e_test

import (
	"database/sql"
	"net/http"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage/storagetest"
)

// TestAttackAtRest looks for what was shown once: no address gives it again, and no column of any table holds it. The
// backup is TestBackup's to look through, the log the harness's.
func TestAttackAtRest(t *testing.T) {
	each(t, func(t *testing.T, p *patio) {
		mira := p.person(t)
		app := p.client(t, mira, clientSpec{Scopes: []string{"profile", "tokens:read", "tokens:write", "clients:read", "apps:read"}})
		s := p.session(t, mira)
		held := p.grantIn(t, s.browser, app, mira)
		first, id := p.pat(t, mira, app)
		made := p.api(t, http.MethodPost, pats, first, order{"client_id": app.ID, "name": "child"}).is(t, http.StatusCreated).object(t)
		current := p.api(t, http.MethodPost, pats+"/"+id+"/rotate", first, order{"overlap_seconds": 600}).is(t, http.StatusOK).object(t).text(t, "token")
		leaked, _ := p.pat(t, mira, app)
		p.report(t, leaked, "pat_"+leaked[4:39]+"x").is(t, http.StatusAccepted)
		p.me(t, leaked).is(t, http.StatusUnauthorized)
		p.introspect(t, app, made.text(t, "token")).shows(t, object{"active": true})

		r := p.request(t, http.MethodGet, "/api/v1/me", nil)
		r.Header.Set("Authorization", "Bearer "+current)
		r.Header.Set("User-Agent", "curl/8 "+current) // in the wrong header
		p.do(t, r).is(t, http.StatusOK)
		soon(t, "the last use is written, without what it called itself", func() bool {
			row := p.patRow(t, mira, id)
			return row["last_used_at"] != nil && row["last_used_agent"] == nil
		})

		shown := secretsOf(p)
		for _, secret := range []string{first, current, leaked, made.text(t, "token"), held.Access, held.Refresh, app.Secret} {
			if !strings.Contains(strings.Join(shown, " "), secret) {
				t.Fatal("the harness does not know a secret that this test means to look for")
			}
		}
		for _, path := range []string{"", "/" + id, "/" + id + "/lineage", "/" + id + "/uses", "/self"} {
			givesNone(t, p.api(t, http.MethodGet, pats+path, current, nil).is(t, http.StatusOK), path, shown)
		}
		for _, path := range []string{"/clients", "/clients/" + app.ID, "/authorized-apps", "/me", "/"} {
			givesNone(t, p.api(t, http.MethodGet, path, current, nil).is(t, http.StatusOK), path, shown)
		}
		for _, path := range []string{
			"/account/tokens", "/account/tokens/" + id, "/account/tokens/" + id + "/revoke", "/account/notices", "/account", "/account/apps",
			"/account/security", "/developer/clients", "/developer/clients/" + app.ID,
		} {
			a := p.do(t, s.with(p.request(t, http.MethodGet, path, nil))).is(t, http.StatusOK)
			givesNone(t, a, path, tokensAmong(shown))
		}
		holdsNone(t, p, shown)
	})
}

func givesNone(t *testing.T, a answer, path string, secrets []string) {
	t.Helper()
	for _, secret := range secrets {
		if strings.Contains(a.Body, secret) {
			t.Errorf("%s gives a secret again", path)
		}
	}
}

// tokensAmong leaves out what a page may well hold, such as its own CSRF value.
func tokensAmong(secrets []string) []string {
	var tokens []string
	for _, secret := range secrets {
		if strings.HasPrefix(secret, "p") && len(secret) == 40 && secret[3] == '_' {
			tokens = append(tokens, secret)
		}
	}
	return tokens
}

// holdsNone looks through every column of every table, for a secret and for one without its prefix.
func holdsNone(t *testing.T, p *patio, secrets []string) {
	t.Helper()
	tables, err := storagetest.Tables(p.behind(t), p.kind)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, table := range tables {
		rows, err := p.behind(t).Query("SELECT * FROM " + table)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			row := make([]sql.RawBytes, len(columns))
			into := make([]any, len(columns))
			for i := range row {
				into[i] = &row[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			seen++
			for i, value := range row {
				for _, secret := range secrets {
					if strings.Contains(string(value), secret) || len(secret) == 40 && strings.Contains(string(value), secret[4:]) {
						t.Errorf("%s.%s holds a secret in clear", table, columns[i])
					}
				}
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	if seen < 20 {
		t.Errorf("only %d rows were looked at", seen)
	}
}
