package e2e_test

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// firstSchema is the last commit that knew the first version of the schema alone.
const firstSchema = "da0e910"

// TestFaultUpgrade starts two servers of this version at once beside one of the first, which goes on serving while
// they bring the schema up to date. What the old one issued lives on.
func TestFaultUpgrade(t *testing.T) {
	old := oldBinary(t)
	storagetest.Each(t, func(t *testing.T, url string) {
		t.Parallel()
		kind, err := storage.DialectOf(url)
		if err != nil {
			t.Fatal(err)
		}
		p := prepared(t, url, kind, oneUse)
		p.program, p.tool = old, old
		p.env = slices.DeleteFunc(p.env, isQuota) // which it does not know
		p.launch(t)
		p.endWith(t)
		p.mayFail()
		l := newLedger(t, p, 8)
		stop := make(chan struct{})
		wait := l.load(t, 4, stop)
		time.Sleep(300 * time.Millisecond)
		fresh := make([]*patio, 2)
		if kind == storage.SQLite {
			fresh = fresh[:1] // it has one of them at a time; the old one takes no lock
		}
		for i := range fresh {
			fresh[i] = prepared(t, url, kind, settings{"issuer": p.issuer, "tokens.refresh_grace": "0s"})
			fresh[i].program = binaries.command // as people run it
		}
		outage := watch(t, p)
		var both sync.WaitGroup
		for _, f := range fresh {
			both.Go(func() { f.launch(t) })
		}
		both.Wait()
		for _, f := range fresh {
			f.endWith(t)
		}
		time.Sleep(500 * time.Millisecond)
		longest := outage()
		close(stop)
		wait()
		t.Logf("longest time without a 200 from the old one: %v; %s", longest.Round(time.Millisecond), l.told())
		if longest > time.Second*time.Duration(times(3, 1)) { // beside all other tests it takes longer
			t.Errorf("the old one did not answer for %v", longest)
		}
		l.first = true
		l.check(t, false)
		l.first = false
		p.stop(t)
		for _, f := range fresh {
			l.p = f
			l.check(t, false)
		}
		l.check(t, true)
		fresh[0].sound(t)
	})
}

// isQuota reports whether an entry of the environment sets a quota.
func isQuota(entry string) bool {
	return strings.HasPrefix(entry, "PATIO_QUOTAS_") || strings.HasPrefix(entry, "PATIO_PERSONAL_TOKENS_MAX_ACTIVE=")
}

// watch asks for a verdict again and again, and says how long there was none.
func watch(t *testing.T, p *patio) (stop func() time.Duration) {
	t.Helper()
	token := watched(t, p)
	done, longest := make(chan struct{}), make(chan time.Duration)
	go func() {
		last, worst := time.Now(), time.Duration(0)
		for {
			select {
			case <-done:
				longest <- max(worst, time.Since(last))
				return
			default:
			}
			if a, err := p.try(p.call(t, http.MethodGet, "/me", token, nil)); err == nil && a.Status == http.StatusOK {
				worst, last = max(worst, time.Since(last)), time.Now()
			}
		}
	}()
	return func() time.Duration {
		close(done)
		return <-longest
	}
}

// watched is a token of somebody who takes no part in the load.
func watched(t *testing.T, p *patio) string {
	t.Helper()
	ada := p.person(t)
	token, _ := p.pat(t, ada, p.client(t, ada, clientSpec{}))
	return token
}

// oldBinary builds the first version out of this repository's own history.
func oldBinary(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var tree bytes.Buffer
	archive := exec.Command("git", "archive", "--format=tar", firstSchema)
	archive.Dir, archive.Stdout = "..", &tree
	if err := archive.Run(); err != nil {
		t.Skipf("this checkout does not hold the commit %s to upgrade from: %v", firstSchema, err)
	}
	unpack := exec.Command("tar", "-x", "-C", dir)
	unpack.Stdin = &tree
	if out, err := unpack.CombinedOutput(); err != nil {
		t.Fatalf("tar: %v\n%s", err, out)
	}
	binary := filepath.Join(dir, "patio-old")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", binary, "./cmd/patio")
	build.Dir = dir
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return binary
}
