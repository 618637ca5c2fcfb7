package e2e_test

import (
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestDumpAndRestore runs the lines of docs/operations.md that copy a PostgreSQL and a MariaDB database while it is being
// served and put the copy into an empty one, and serves on from there.
func TestDumpAndRestore(t *testing.T) {
	page, err := os.ReadFile("../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	for kind, program := range map[storage.Dialect]string{storage.PostgreSQL: "pg_dump", storage.MySQL: "mariadb-dump"} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			lines := regexp.MustCompile("(?s)```sh\n(" + program + " [^`]*)```").FindSubmatch(page)
			if lines == nil {
				t.Fatalf("docs/operations.md does not say how %s copies a database", program)
			}
			if _, err := exec.LookPath(program); err != nil {
				if storagetest.UnderCI() {
					t.Fatal(err)
				}
				t.Skipf("There is no %s on this machine, so its lines are not run.", program)
			}
			dumpAndRestore(t, kind, string(lines[1]))
		})
	}
}

func dumpAndRestore(t *testing.T, kind storage.Dialect, lines string) {
	t.Helper()
	p := start(t, storagetest.Fresh(t, kind), nil)
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{})
	held := p.grant(t, app, mira)
	personal, _ := p.pat(t, mira, app)
	ended, endedID := p.pat(t, mira, app)
	p.cli(t, "pat", "revoke", endedID, "--yes")

	fresh := storagetest.Fresh(t, kind)
	copying := exec.Command("bash", "-euc", atReal(t, lines, p.database, fresh))
	copying.Dir = t.TempDir()
	if said, err := copying.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	if files, err := filepath.Glob(filepath.Join(copying.Dir, "patio.*")); err != nil || len(files) != 1 {
		t.Fatalf("the copy is %v, %v", files, err)
	}
	restored := start(t, fresh, settings{"issuer": p.issuer})
	restored.hide(secretsOf(p)...)
	for _, token := range []string{held.Access, personal} {
		restored.me(t, token).is(t, http.StatusOK)
	}
	restored.me(t, ended).is(t, http.StatusUnauthorized)
	restored.token(t, app, refresh(held.Refresh)).is(t, http.StatusOK)
}

// atReal is the documents' lines with the test's databases in the place of theirs.
func atReal(t *testing.T, lines, from, to string) string {
	t.Helper()
	source, err := url.Parse(from)
	if err != nil {
		t.Fatal(err)
	}
	target, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	port := "--port=" + source.Port()
	if source.Port() == "" {
		port = ""
	}
	user := "--user=" + source.User.Username()
	if password, set := source.User.Password(); set {
		user += " --password='" + password + "'"
	}
	return strings.NewReplacer(
		"postgres://patio@db.example.org/patio", "'"+from+"'", "postgres://patio@new.example.org/patio", "'"+to+"'",
		"--host=db.example.org --user=patio --password", "--host="+source.Hostname()+" "+port+" "+user,
		"--host=new.example.org --user=patio --password", "--host="+target.Hostname()+" "+port+" "+user,
		" patio >", " "+strings.TrimPrefix(source.Path, "/")+" >", " patio <", " "+strings.TrimPrefix(target.Path, "/")+" <",
	).Replace(lines)
}
