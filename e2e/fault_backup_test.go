package e2e_test

import (
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/internal/secret"
	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestFaultBackup copies a database under load, as docs/operations.md says, and serves from the copy: what was
// acknowledged before the copy began is there, what was ended is ended, and the integrity check passes. Then the copy
// ends what was issued since the load began, of which the server that was copied knows nothing.
func TestFaultBackup(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, url string) {
		t.Parallel()
		p := start(t, url, oneUse)
		l := newLedger(t, p, 8)
		held := l.chains[0]
		l.chains = l.chains[1:]
		since := nextSecond()
		for range times(1, 10) {
			l.copied(t, held, since)
		}
	})
}

// nextSecond waits for a second that begins, and gives it.
func nextSecond() time.Time {
	at := clocktest.Now().Truncate(time.Second).Add(time.Second)
	time.Sleep(clocktest.Until(at))
	return at
}

// known is a ledger as it was at a moment.
type known struct {
	tokens   map[*fact]fact
	chains   map[*chain]chain
	programs []named
}

func (l *ledger) known() known {
	l.mu.Lock()
	defer l.mu.Unlock()
	k := known{tokens: map[*fact]fact{}, chains: map[*chain]chain{}}
	for _, f := range l.tokens {
		k.tokens[f] = *f
	}
	for _, n := range l.programs {
		k.programs = append(k.programs, *n)
	}
	return k
}

// copied copies once under load, and tries the copy.
func (l *ledger) copied(t *testing.T, held *chain, since time.Time) {
	stop := make(chan struct{})
	wait := l.load(t, 8, stop)
	time.Sleep(time.Duration(times(1500, 3000)) * time.Millisecond)
	close(stop)
	wait() // a chain belongs to its worker, so that its state is read while nobody works
	before := l.known()
	for _, c := range l.chains {
		before.chains[c] = chain{current: c.current, spent: slices.Clone(c.spent), over: c.over}
	}
	stop = make(chan struct{})
	wait = l.load(t, 8, stop)
	time.Sleep(50 * time.Millisecond)
	began := time.Now()
	url := l.p.copyOf(t)
	took := time.Since(began)
	close(stop)
	wait()

	q := start(t, url, settings{"issuer": l.p.issuer, "tokens.refresh_grace": "0s"})
	q.hide(secretsOf(l.p)...)
	q.intact(t)
	q.sound(t)
	l.there(t, q, before)
	ended := q.cli(t, "revoke", "--issued-since", since.Format(time.RFC3339), "--yes")
	l.gone(t, q, before, held)
	t.Logf("copied in %v; of it ended %v personal access tokens, %v grants; %s", took, ended["personal_access_tokens"], ended["grants"], l.told())
	q.sound(t)
	l.check(t, false)
}

// copyOf copies the database that is being served, and gives the copy's URL.
func (p *patio) copyOf(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if p.kind == storage.SQLite {
		return "sqlite:" + p.cli(t, "backup", filepath.Join(dir, "copy.db")).text(t, "file")
	}
	name := map[storage.Dialect]string{storage.PostgreSQL: "pg_dump", storage.MySQL: "mariadb-dump"}[p.kind]
	program(t, name)
	page, err := os.ReadFile("../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := regexp.MustCompile("(?s)```sh\n(" + name + " [^`]*)```").FindSubmatch(page)
	if lines == nil {
		t.Fatalf("docs/operations.md does not say how %s copies a database", name)
	}
	fresh := storagetest.Fresh(t, p.kind)
	copying := exec.Command("bash", "-euc", atReal(t, string(lines[1]), p.database, fresh))
	copying.Dir = dir
	if said, err := copying.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	return fresh
}

// there compares the copy with what was known before it began. What was changed meanwhile may be either way.
func (l *ledger) there(t *testing.T, q *patio, before known) {
	t.Helper()
	for f, then := range before.tokens {
		status := q.me(t, f.token).Status
		switch {
		case then.dead && status != http.StatusUnauthorized:
			t.Errorf("a revocation from before the copy is undone: %d (token %s)", status, f.id)
		case !f.dead && !f.doubt && status != http.StatusOK:
			t.Errorf("a token from before the copy is answered with %d (token %s)", status, f.id)
		}
		q.has(t, "personal_access_tokens", "id", f.id)
	}
	for _, n := range before.programs {
		q.api(t, http.MethodGet, "/clients/"+n.id, l.root, nil).is(t, http.StatusOK)
	}
	for _, c := range before.chains {
		for _, token := range append(slices.Clone(c.spent), c.current) {
			q.has(t, "refresh_tokens", "hash", secret.HashOf(token).Bytes())
		}
	}
	if len(before.tokens) == 0 || len(before.programs) == 0 {
		t.Errorf("before the copy began, only %d tokens and %d clients were made", len(before.tokens), len(before.programs))
	}
}

// has insists on one row.
func (p *patio) has(t *testing.T, table, column string, key any) {
	t.Helper()
	place := "?"
	if p.kind == storage.PostgreSQL {
		place = "$1"
	}
	n := 0
	err := p.behind(t).QueryRow("SELECT COUNT(*) FROM "+table+" WHERE "+column+" = "+place, key).Scan(&n)
	if err != nil || n != 1 {
		t.Errorf("of what was acknowledged before, %s has %d rows, %v", table, n, err)
	}
}

// gone: in the copy, nothing lives of what the load got; what is older does, and goes on.
func (l *ledger) gone(t *testing.T, q *patio, before known, held *chain) {
	t.Helper()
	for f := range maps.Keys(before.tokens) {
		q.me(t, f.token).is(t, http.StatusUnauthorized)
	}
	refreshed := 0
	for _, c := range before.chains {
		if len(c.spent) == 0 {
			continue
		}
		refreshed++
		q.token(t, l.app, refresh(c.current)).refused(t, http.StatusBadRequest, "invalid_grant")
	}
	if refreshed == 0 {
		t.Error("no grant was refreshed before the copy began")
	}
	q.me(t, l.root).is(t, http.StatusOK)
	q.token(t, l.app, refresh(held.current)).is(t, http.StatusOK)
}
