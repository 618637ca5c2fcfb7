package storagetest

import (
	"cmp"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// pgBouncerConfig hands out another server connection at every transaction,
// which is what makes session state and named statements get lost.
const pgBouncerConfig = `[databases]
* = host=%s port=%s user=%s%s
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = %s
unix_socket_dir =
auth_type = any
pool_mode = transaction
max_client_conn = 500
default_pool_size = %d
ignore_startup_parameters = extra_float_digits
`

// Pooled is the URL of a PostgreSQL database through a PgBouncer of its own in
// transaction mode, with that many connections to the server. Where there is
// no PgBouncer the test is skipped, or fails under CI.
func Pooled(t *testing.T, raw string, connections int) string {
	t.Helper()
	program := findPgBouncer(t)
	u, err := url.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	login := ""
	if password, has := u.User.Password(); has {
		login = " password=" + password
	}
	// Not below the test's directory, which is for its owner alone: PgBouncer
	// does not run as root.
	dir, err := os.MkdirTemp("", "patio-pgbouncer-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	file := filepath.Join(dir, "pgbouncer.ini")
	text := fmt.Sprintf(pgBouncerConfig, u.Hostname(), cmp.Or(u.Port(), "5432"), u.User.Username(), login, port, connections)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil { //nolint:gosec // read by another user; a test's password
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // likewise
		t.Fatal(err)
	}
	startPgBouncer(t, program, file, net.JoinHostPort("127.0.0.1", port))
	u.Host = net.JoinHostPort("127.0.0.1", port)
	return u.String()
}

func findPgBouncer(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"pgbouncer", "/usr/sbin/pgbouncer"} {
		if program, err := exec.LookPath(name); err == nil {
			return program
		}
	}
	missing(t, "There is no pgbouncer, so its tests are left out; install it.")
	return ""
}

func startPgBouncer(t *testing.T, program, file, address string) {
	t.Helper()
	args := []string{file}
	if os.Geteuid() == 0 {
		args = []string{"-u", "nobody", file}
	}
	var output strings.Builder
	cmd := exec.Command(program, args...) //nolint:gosec // the one that was found, on a file of this test's
	cmd.Stdout, cmd.Stderr = &output, &output
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { defer close(ended); _ = cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may have ended by itself
		<-ended
	})
	for range 500 {
		time.Sleep(20 * time.Millisecond)
		if conn, err := net.Dial("tcp", address); err == nil {
			_ = conn.Close()
			return
		}
	}
	_ = cmd.Process.Kill()
	<-ended
	t.Fatalf("pgbouncer does not listen at %s:\n%s", address, output.String())
}
