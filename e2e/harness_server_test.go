package e2e_test

import (
	"bufio"
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// patio is a running server, its database, and all that the test knows of it.
type patio struct {
	issuer   string
	database string
	kind     storage.Dialect

	listen  string
	dir     string
	env     []string
	process *exec.Cmd // nil while it is stopped
	output  *output
	web     *http.Client
	broken  bool    // the test means to break it, so it may answer 5xx
	back    *sql.DB // see behind
	program string  // what it runs as from its next start on
	tool    string  // what its commands run as
	vault
}

// settings are configuration keys and their values, as variables.
type settings map[string]string

// scopesFile is what the tests' operator has configured, beside the settings.
const scopesFile = `scopes:
  - name: notes:read
    description: Read your notes
  - name: notes:write
    description: Write notes for you
`

// each runs a test on a server of its own for each kind of database, in parallel. Subtests share the server.
func each(t *testing.T, test func(t *testing.T, p *patio)) {
	t.Helper()
	eachWith(t, nil, test)
}

// eachWith is each with settings.
func eachWith(t *testing.T, set settings, test func(t *testing.T, p *patio)) {
	t.Helper()
	storagetest.Each(t, func(t *testing.T, url string) {
		t.Parallel()
		test(t, start(t, url, set))
	})
}

// start starts a server on a database, and stops it and looks through its output when the test ends.
func start(t *testing.T, url string, set settings) *patio {
	t.Helper()
	kind, err := storage.DialectOf(url)
	if err != nil {
		t.Fatal(err)
	}
	p := prepared(t, url, kind, set)
	p.launch(t)
	p.endWith(t)
	return p
}

// another starts a second server on the database of the first. An SQLite database has one at a time, which there is
// both of them.
func another(t *testing.T, p *patio, set settings) *patio {
	t.Helper()
	if p.kind == storage.SQLite {
		return p
	}
	return start(t, p.database, set)
}

// prepared is a server that has not been started.
func prepared(t *testing.T, url string, kind storage.Dialect, set settings) *patio {
	t.Helper()
	p := &patio{database: url, kind: kind, dir: t.TempDir(), output: &output{}, program: binaries.server, tool: binaries.command}
	p.listen = freeAddress(t)
	p.issuer = "http://" + p.listen
	if err := os.WriteFile(p.configFile(), []byte(scopesFile), 0o600); err != nil {
		t.Fatal(err)
	}
	p.env = environment(set)
	p.web = p.newClient()
	return p
}

// endWith stops the server and looks through its output when the test ends.
func (p *patio) endWith(t *testing.T) {
	t.Helper()
	t.Cleanup(func() {
		if p.process != nil {
			p.stop(t)
		}
		p.checkOutput(t)
	})
}

func (p *patio) configFile() string { return filepath.Join(p.dir, "patio.yaml") }

// environment is this process's own without anything of Patio's, and the settings.
func environment(set settings) []string {
	env := slices.DeleteFunc(os.Environ(), func(entry string) bool { return strings.HasPrefix(entry, "PATIO_") })
	env = append(env, "GORACE=atexit_sleep_ms=0") // a second at the end of every command adds up
	all := settings{
		"limits.enabled": "false", "quotas.clients_per_user": "0", "quotas.children_per_token": "0", "personal_tokens.max_active": "0",
	}
	maps.Copy(all, set)
	for key, value := range all {
		env = append(env, "PATIO_"+strings.ToUpper(strings.ReplaceAll(key, ".", "_"))+"="+value)
	}
	return env
}

// nextPort goes through the ports below those that the system hands out to outgoing connections, so that nobody takes
// one between a stop and the next start.
var nextPort atomic.Int64

const firstPort, ports = 10000, 10000

func init() { nextPort.Store(rand.Int64N(ports)) }

func freeAddress(t *testing.T) string {
	t.Helper()
	for range 100 {
		address := fmt.Sprintf("127.0.0.1:%d", firstPort+nextPort.Add(1)%ports)
		if listener, err := net.Listen("tcp", address); err == nil {
			_ = listener.Close() // it was only asked whether it is free
			return address
		}
	}
	t.Fatalf("found no free port from %d on", firstPort)
	return ""
}

func (p *patio) command(program string, args ...string) *exec.Cmd {
	cmd := exec.Command(program, append(args, "--config", p.configFile(), "--database", p.database)...)
	cmd.Env, cmd.Dir = p.env, p.dir
	return cmd
}

// readyWithin is far more than a start takes; it is for a machine that does ten other things.
const readyWithin = 60 * time.Second

// launch starts the process and waits for the line that says where it answers.
func (p *patio) launch(t *testing.T) {
	t.Helper()
	cmd := p.command(p.program, "serve", "--listen", p.listen)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = p.output
	if err := cmd.Start(); err != nil {
		t.Fatalf("patio serve: %v", err)
	}
	p.process = cmd
	lines := make(chan string, 1)
	go func() {
		scan := bufio.NewScanner(stdout)
		for scan.Scan() {
			_, _ = p.output.Write(append(scan.Bytes(), '\n')) // it never fails
			select {
			case lines <- scan.Text():
			default:
			}
		}
		close(lines)
	}()
	select {
	case line, open := <-lines:
		if !open || !strings.Contains(line, p.issuer) {
			_ = cmd.Process.Kill()
			p.process = nil
			t.Fatalf("patio serve said %q and not where it answers\n%s", line, p.output)
		}
	case <-time.After(readyWithin):
		_ = cmd.Process.Kill()
		p.process = nil
		t.Fatalf("patio serve was not ready within %v\n%s", readyWithin, p.output)
	}
}

// stop ends the server as an operator would, and insists on an orderly end.
func (p *patio) stop(t *testing.T) {
	t.Helper()
	cmd := p.process
	p.process = nil
	p.web.CloseIdleConnections()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("patio serve ended with %v\n%s", err, p.output.tail())
		}
	case <-time.After(30 * time.Second):
		_ = cmd.Process.Kill()
		t.Errorf("patio serve did not end within 30 s of SIGTERM\n%s", p.output.tail())
	}
}

// restart is a stop and a start on the same database and address.
func (p *patio) restart(t *testing.T) {
	t.Helper()
	p.stop(t)
	p.launch(t)
}

// printed is what a command left.
type printed struct {
	Stdout, Stderr string
	Status         int
}

// run runs a command beside the server, on the same database.
func (p *patio) run(t *testing.T, stdin string, args ...string) printed {
	t.Helper()
	cmd := p.command(p.tool, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &stdout, &stderr
	err := cmd.Run()
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		t.Fatalf("patio %s: %v", strings.Join(args, " "), err)
	}
	p.learn(stdout.Bytes())
	return printed{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// cli runs a command with --json that must succeed, and gives what it printed.
func (p *patio) cli(t *testing.T, args ...string) object {
	t.Helper()
	return p.cliWith(t, "", args...)
}

// cliWith is cli with something on standard input.
func (p *patio) cliWith(t *testing.T, stdin string, args ...string) object {
	t.Helper()
	got := p.run(t, stdin, append(args, "--json")...)
	if got.Status != 0 {
		t.Fatalf("patio %s: exit status %d: %s", strings.Join(args, " "), got.Status, got.Stderr)
	}
	var fields object
	if err := json.Unmarshal([]byte(got.Stdout), &fields); err != nil {
		t.Fatalf("patio %s --json printed no JSON object: %v", strings.Join(args, " "), err)
	}
	return fields
}

// mayFail lets the server answer 5xx in this test.
func (p *patio) mayFail() { p.broken = true }
