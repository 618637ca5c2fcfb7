package e2e_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestReleasedSchemas starts this version on a database of every schema that was released, with one of everything in it,
// by the clock of the moment when that was made: what lived then lives, what had ended has ended, and what was spent is
// known to be.
func TestReleasedSchemas(t *testing.T) {
	released, err := filepath.Glob("testdata/schemas/*")
	if err != nil || len(released) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	all := storage.Schema()
	if newest, _, _ := strings.Cut(all[len(all)-1], "_"); filepath.Base(released[len(released)-1]) != newest {
		t.Errorf("there is no fixture of the newest schema, %s: TestMakeFixture makes it", newest)
	}
	for _, dir := range released {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			storagetest.Each(t, func(t *testing.T, database string) {
				t.Parallel()
				kind, err := storage.DialectOf(database)
				if err != nil {
					t.Fatal(err)
				}
				base := filepath.Join(dir, strings.ToLower(string(kind)))
				loadDump(t, database, kind, base+".sql")
				var held belongings
				text, err := os.ReadFile(base + ".json")
				if err == nil {
					err = json.Unmarshal(text, &held)
				}
				if err != nil {
					t.Fatal(err)
				}
				if held.Created.IsZero() {
					t.Fatalf("%s.json does not say when the fixture was created", base)
				}
				p, set := unstarted(t, database, settings{"issuer": held.Issuer, "tokens.refresh_grace": "0s"}) // a spent token is known at once
				thatDay := func() { set(held.Created.Sub(clocktest.Now())) }
				thatDay()
				p.launch(t)
				p.endWith(t)
				thatDay() // however long the start took
				livesOn(t, p, held)
			})
		})
	}
}

// loadDump runs what sqlite3, pg_dump or mariadb-dump has written.
func loadDump(t *testing.T, database string, kind storage.Dialect, file string) {
	t.Helper()
	dump, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var lines strings.Builder
	for line := range strings.Lines(string(dump)) {
		if !strings.HasPrefix(line, `\`) && !strings.HasPrefix(line, "--") { // psql's own commands, and comments
			lines.WriteString(line)
		}
	}
	db := storagetest.SQL(t, database)
	db.SetMaxOpenConns(1)
	defer db.Close()
	statements := []string{lines.String()}
	if kind == storage.MySQL {
		statements = strings.Split(lines.String(), ";\n")
	}
	for _, statement := range statements {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		if _, err := db.Exec(statement); err != nil {
			t.Fatalf("%s: %v\n%.300s", file, err, statement)
		}
	}
}

// longestJWT is for how long a JWT may have been issued. The first fixtures hold some for 200000 hours.
const longestJWT = 24 * time.Hour

// taken is the status that a JWT of a fixture gets which nobody revoked.
func taken(t *testing.T, jwt string) int {
	t.Helper()
	end, ended := claim(t, jwt, "exp").(float64)
	start, started := claim(t, jwt, "iat").(float64)
	if !ended || !started {
		t.Fatal("a JWT says neither when it was issued nor when it ends")
	}
	if end-start > longestJWT.Seconds() {
		return http.StatusUnauthorized
	}
	return http.StatusOK
}

func livesOn(t *testing.T, p *patio, h belongings) {
	for name, token := range map[string]string{"opaque": h.Random, "personal": h.Personal, "rotated": h.NewSecret} {
		if a := p.me(t, token); a.Status != http.StatusOK {
			t.Errorf("%s: %d", name, a.Status)
		}
	}
	for name, token := range map[string]string{"JWT": h.JWT, "of a spent refresh token": h.SpentAccess} {
		if a := p.me(t, token); a.Status != taken(t, token) {
			t.Errorf("%s: %d, want %d", name, a.Status, taken(t, token))
		}
	}
	for name, token := range map[string]string{
		"revoked JWT": h.RevokedJWT, "revoked personal": h.Revoked, "of a client and a person that are switched off": h.DisabledToken,
	} {
		if a := p.me(t, token); a.Status != http.StatusUnauthorized {
			t.Errorf("%s: %d", name, a.Status)
		}
	}
	if !p.alive(t, h.Session) {
		t.Error("the browser's session has ended")
	}
	if got := p.introspect(t, h.App, h.JWT); got.has("sub") != (taken(t, h.JWT) == http.StatusOK) {
		t.Errorf("introspection of a JWT by a secret of then: %v", got)
	}
	if got := p.introspect(t, h.Opaque, h.Random); !got.has("sub") {
		t.Errorf("introspection by a secret of then: %v", got)
	}
	for _, old := range []struct {
		by      client
		refresh string
	}{{h.App, h.Refresh}, {h.Opaque, h.RandomRefresh}, {h.App, h.EndedRefresh}} {
		fresh := p.token(t, old.by, refresh(old.refresh)).is(t, http.StatusOK).tokens(t)
		p.me(t, fresh.Access).is(t, http.StatusOK)
	}
	code := redemption(h.App, h.UnspentCode, h.UnspentVerifier)
	p.me(t, p.token(t, h.App, code).is(t, http.StatusOK).tokens(t).Access).is(t, http.StatusOK)
	p.token(t, h.App, code).refused(t, http.StatusBadRequest, "invalid_grant")
	p.token(t, h.App, refresh(h.SpentRefresh)).refused(t, http.StatusBadRequest, "invalid_grant")
	p.me(t, h.SpentAccess).is(t, http.StatusUnauthorized) // ended by what came back
	p.me(t, h.OldSecret).is(t, http.StatusUnauthorized)
	p.me(t, h.NewSecret).is(t, http.StatusUnauthorized) // likewise
	p.api(t, http.MethodPatch, pats+"/"+h.PersonalID, h.Personal, order{"name": "renamed"}).is(t, http.StatusOK)
	if all := p.cli(t, "key", "list").list(t, "items"); len(all) != 2 {
		t.Errorf("there are %d keys", len(all))
	}
	if got := p.cli(t, "migrate", "--dry-run").texts(t, "pending"); len(got) != 0 {
		t.Errorf("pending after the start: %v", got)
	}
}
