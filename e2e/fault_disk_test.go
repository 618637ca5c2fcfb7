package e2e_test

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage/storagetest"
)

// TestFaultDiskFull fills the disk below SQLite: what is there goes on being judged, writes are answered with 503 and
// not half done, and they work again when there is room, without a restart.
func TestFaultDiskFull(t *testing.T) {
	dir := smallDisk(t)
	p := start(t, "sqlite:"+filepath.Join(dir, "patio.db"), oneUse)
	p.mayFail()
	l := newLedger(t, p, 4)
	l.strict = true
	for range times(2, 10) {
		l.forAMoment(t)
		ballast := filepath.Join(dir, "ballast")
		fill(t, ballast)
		refused := 0
		for range 200 { // what is left of the write-ahead log's last page may take a few
			if _, ok := l.mintOnce(t); !ok {
				refused++
			}
			p.me(t, l.root).is(t, http.StatusOK)
			if p.introspect(t, l.app, l.root)["active"] != true {
				t.Fatal("a living token is not active while the disk is full")
			}
			if refused >= 20 {
				break
			}
		}
		if refused < 20 {
			t.Errorf("of 200 writes to a full disk only %d were refused", refused)
		}
		p.get(t, "/healthz").is(t, http.StatusOK)
		l.forAMoment(t)
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		room := time.Now()
		for ok := false; !ok; _, ok = l.mintOnce(t) {
			if time.Since(room) > 10*time.Second {
				t.Fatal("10 s after there was room again, nothing can be written")
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Logf("writes again %v after there was room", time.Since(room).Round(time.Millisecond))
		l.check(t, false)
	}
	l.check(t, true)
	p.sound(t)
	p.intact(t)
	t.Log(l.told())
}

// smallDisk is a file system of a few megabytes.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", dir).CombinedOutput()
	if err != nil {
		if storagetest.UnderCI() && os.Getuid() == 0 {
			t.Fatalf("a small file system cannot be mounted: %v\n%s", err, out)
		}
		t.Skipf("a small file system can be mounted by root alone: %s", out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v\n%s", err, out)
		}
	})
	return dir
}

// fill writes until nothing more goes in.
func fill(t *testing.T, path string) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }() // what did not go in is the point
	for size := 1 << 20; size > 0; {
		if _, err := file.Write(make([]byte, size)); err != nil {
			size /= 2
		}
	}
}

// forAMoment runs the load.
func (l *ledger) forAMoment(t *testing.T) {
	t.Helper()
	stop := make(chan struct{})
	wait := l.load(t, 8, stop)
	time.Sleep(300 * time.Millisecond)
	close(stop)
	wait()
}
