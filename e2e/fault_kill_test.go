package e2e_test

import (
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestFaultKill ends the server with SIGKILL at random moments under load. A kill does not take what the kernel has
// not written yet; that SQLite's writes wait for the disk is TestSQLiteSettings' to assert.
func TestFaultKill(t *testing.T) {
	for kind, within := range map[storage.Dialect]time.Duration{
		storage.SQLite: 2 * time.Second, storage.PostgreSQL: 5 * time.Second, storage.MySQL: 5 * time.Second,
	} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			p := start(t, storagetest.Fresh(t, kind), settings{"log.level": "error", "tokens.refresh_grace": "0s"})
			p.mayFail()
			p.program = binaries.command // without the race detector, as people run it
			p.restart(t)
			l := newLedger(t, p, 8)
			var back []time.Duration
			for range times(5, 200) {
				l.killUnderLoad(t)
				began := time.Now()
				p.launch(t)
				p.get(t, "/readyz").is(t, http.StatusOK)
				p.me(t, l.root).is(t, http.StatusOK)
				back = append(back, time.Since(began))
				l.check(t, false)
				p.intact(t)
			}
			l.check(t, true)
			p.sound(t)
			slices.Sort(back)
			t.Logf("%d kills: the first 200 after %v (median), %v (longest); %s", len(back), back[len(back)/2], back[len(back)-1], l.told())
			if longest := back[len(back)-1]; longest > within*time.Duration(times(4, 1)) { // beside all other tests it takes longer
				t.Errorf("the first 200 came %v after the start", longest)
			}
		})
	}
}

// killUnderLoad lets the load run for a moment, kills, and waits until every worker has noticed.
func (l *ledger) killUnderLoad(t *testing.T) {
	t.Helper()
	stop := make(chan struct{})
	wait := l.load(t, 8, stop)
	time.Sleep(20*time.Millisecond + rand.N(300*time.Millisecond))
	l.p.kill(t)
	close(stop)
	wait()
	l.p.web.CloseIdleConnections()
}

// kill ends the server with SIGKILL.
func (p *patio) kill(t *testing.T) {
	t.Helper()
	cmd := p.process
	p.process = nil
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
}

// intact asks SQLite to check its file.
func (p *patio) intact(t *testing.T) {
	t.Helper()
	if p.kind != storage.SQLite {
		return
	}
	var said string
	if err := p.behind(t).QueryRow("PRAGMA integrity_check").Scan(&said); err != nil || said != "ok" {
		t.Fatalf("the integrity check says %q, %v", said, err)
	}
}
