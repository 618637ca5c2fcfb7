package e2e_test

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage/storagetest"
)

// databaseServer is a database server of one test's own, to stop and to kill.
type databaseServer struct {
	url     string
	program func() *exec.Cmd
	orderly os.Signal
	sudden  os.Signal
	process *exec.Cmd
}

// start starts it and waits until it takes connections.
func (s *databaseServer) start(t *testing.T) {
	t.Helper()
	s.process = s.program()
	if err := s.process.Start(); err != nil {
		t.Fatal(err)
	}
	db := storagetest.SQL(t, s.url)
	for began := time.Now(); db.Ping() != nil; time.Sleep(20 * time.Millisecond) {
		if time.Since(began) > time.Minute {
			t.Fatal("a database server of the test's own does not come up")
		}
	}
}

func (s *databaseServer) stop(t *testing.T) { s.end(t, s.orderly) }
func (s *databaseServer) kill(t *testing.T) { s.end(t, s.sudden) }

func (s *databaseServer) end(t *testing.T, with os.Signal) {
	t.Helper()
	if s.process == nil {
		return
	}
	if err := s.process.Process.Signal(with); err != nil {
		t.Fatal(err)
	}
	_ = s.process.Wait() // how it ended was asked for
	s.process = nil
}

// program finds one by name or in the places where Debian keeps them. Where there is none, the test is left out, or
// fails under CI.
func program(t *testing.T, name string, places ...string) string {
	t.Helper()
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	for _, place := range places {
		if found, _ := filepath.Glob(place); len(found) > 0 {
			return found[len(found)-1]
		}
	}
	if storagetest.UnderCI() {
		t.Fatalf("%s is missing", name)
	}
	t.Skipf("%s is missing, so no database server can be stopped for this test", name)
	return ""
}

// as is who runs a database server: PostgreSQL refuses to be root.
func as(t *testing.T, cmd *exec.Cmd, name, dir string) *exec.Cmd {
	t.Helper()
	if os.Getuid() != 0 {
		return cmd
	}
	who, err := user.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	uid, _ := strconv.ParseUint(who.Uid, 10, 32) // the system's own numbers
	gid, _ := strconv.ParseUint(who.Gid, 10, 32)
	for at := dir; at != os.TempDir() && at != "/"; at = filepath.Dir(at) {
		if err := os.Chmod(at, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chown(dir, int(uid), int(gid)); err != nil {
		t.Fatal(err)
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	cmd.Dir = dir
	return cmd
}

func ownPostgreSQL(t *testing.T) *databaseServer {
	t.Helper()
	initdb := program(t, "initdb", "/usr/lib/postgresql/*/bin/initdb")
	dir, port := t.TempDir(), freePort(t)
	data := filepath.Join(dir, "data")
	out, err := as(t, exec.Command(initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale"), "postgres", dir).CombinedOutput()
	if err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	s := &databaseServer{
		url:     fmt.Sprintf("postgres://postgres@127.0.0.1:%d/postgres?sslmode=disable", port),
		orderly: syscall.SIGINT,  // "fast": sessions are ended
		sudden:  syscall.SIGQUIT, // "immediate": what is in the log is found there at the start
		program: func() *exec.Cmd {
			return as(t, exec.Command(filepath.Join(filepath.Dir(initdb), "postgres"),
				"-D", data, "-p", strconv.Itoa(port), "-h", "127.0.0.1", "-k", dir), "postgres", dir)
		},
	}
	s.start(t)
	t.Cleanup(func() { s.end(t, syscall.SIGQUIT) })
	return s
}

func ownMariaDB(t *testing.T) *databaseServer {
	t.Helper()
	install := program(t, "mariadb-install-db")
	server := program(t, "mariadbd", "/usr/sbin/mariadbd")
	dir, port := t.TempDir(), freePort(t)
	data := filepath.Join(dir, "data")
	out, err := as(t, exec.Command(install, "--no-defaults", "--datadir="+data,
		"--auth-root-authentication-method=normal", "--skip-test-db"), "mysql", dir).CombinedOutput()
	if err != nil {
		t.Fatalf("mariadb-install-db: %v\n%s", err, out)
	}
	s := &databaseServer{
		url:     fmt.Sprintf("mysql://root@127.0.0.1:%d/patio", port),
		orderly: syscall.SIGTERM,
		sudden:  syscall.SIGKILL,
		program: func() *exec.Cmd {
			return as(t, exec.Command(server, "--no-defaults", "--datadir="+data, "--bind-address=127.0.0.1",
				"--port="+strconv.Itoa(port), "--socket="+filepath.Join(dir, "s"), "--pid-file="+filepath.Join(dir, "pid")), "mysql", dir)
		},
	}
	whole := s.url
	s.url = fmt.Sprintf("mysql://root@127.0.0.1:%d/mysql", port)
	s.start(t)
	if _, err := storagetest.SQL(t, s.url).Exec("CREATE DATABASE patio"); err != nil {
		t.Fatal(err)
	}
	s.url = whole
	t.Cleanup(func() { s.end(t, syscall.SIGKILL) })
	return s
}

func freePort(t *testing.T) int {
	t.Helper()
	_, port, err := net.SplitHostPort(freeAddress(t))
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
