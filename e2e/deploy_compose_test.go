//go:build linux

package e2e_test

import (
	"bytes"
	"cmp"
	"debug/elf"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// composeFile is what the test does of docker-compose.yml. That the file is right as a whole is for the test in tools.
type composeFile struct {
	Services map[string]struct {
		User        string
		Environment map[string]string
		Secrets     []string
		Healthcheck struct{ Test []string }
		Grace       time.Duration `yaml:"stop_grace_period"`
	}
	Secrets map[string]struct{ File string }
}

// container is one replica as the image and the compose file have it: no file but the image's, no user but the number,
// nothing that can be written to but its own directory. It shares the network with the test, so its address is its own.
type container struct {
	root    string
	env     []string
	user    uint32
	process *exec.Cmd
	output  *output
}

const imageUser = 65532

// TestCompose does what docker-compose.yml and Dockerfile would, where there is no Docker: it builds with the
// Dockerfile's command, and runs two replicas with the image's root, user, environment and secrets on PostgreSQL and
// Redis, behind HAProxy with haproxy.cfg.
func TestCompose(t *testing.T) {
	t.Parallel()
	if os.Getuid() != 0 {
		if storagetest.UnderCI() {
			t.Fatal("docker-compose.yml is tried as root alone")
		}
		t.Skip("A root directory of its own takes root, so the containers of docker-compose.yml are not tried.")
	}
	redis := cmp.Or(os.Getenv("PATIO_TEST_REDIS"), "redis://127.0.0.1:6379/0")
	database := storagetest.Fresh(t, storage.PostgreSQL)
	compose := readCompose(t)
	image := buildImage(t)
	secrets := map[string]string{
		"patio_database": database + "\n", "patio_redis": redis + "\n", "patio_master_key": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
	}
	proxy, addresses := freeAddress(t), []string{freeAddress(t), freeAddress(t)}
	issuer := "http://" + proxy
	replicas := make([]*container, 2)
	for i, name := range []string{"patio-1", "patio-2"} {
		service, found := compose.Services[name]
		if !found || service.User != fmt.Sprintf("%d:%d", imageUser, imageUser) {
			t.Fatalf("the service %s is %+v", name, service)
		}
		replicas[i] = image.container(t, service.Environment, map[string]string{"PATIO_ISSUER": issuer, "PATIO_LISTEN": addresses[i], "PATIO_TRUSTED_PROXIES": "127.0.0.1"})
		for _, secret := range service.Secrets {
			replicas[i].put(t, "run/secrets/"+secret, secrets[secret])
		}
		if got := replicas[i].runs(t, service.Healthcheck.Test[1:]...); got == 0 {
			t.Errorf("%s is well before it runs", name)
		}
		replicas[i].start(t, image.command, service.Grace)
		soon(t, name+" is healthy", func() bool { return replicas[i].runs(t, service.Healthcheck.Test[1:]...) == 0 })
		if got := replicas[i].runs(t, "/patio", "healthcheck", "--ready"); got != 0 {
			t.Errorf("%s is not ready", name)
		}
	}
	behindProxy(t, proxy, addresses)

	p := prepared(t, database, storage.PostgreSQL, settings{"redis": redis, "issuer": issuer})
	p.issuer = issuer
	soon(t, "the proxy passes requests on", func() bool {
		a, err := p.try(p.request(t, http.MethodGet, "/readyz", nil))
		return err == nil && a.Status == http.StatusOK
	})
	mira := p.person(t)
	app := p.client(t, mira, clientSpec{Grants: []string{"client_credentials"}, Redirects: []string{}, Scopes: []string{"profile"}})
	p.get(t, "/metrics").is(t, http.StatusNotFound)
	p.rollingRestart(t, app, replicas, image.command, compose.Services["patio-1"].Grace)
	for _, r := range replicas {
		r.leftNothing(t)
		if log := r.output.String(); strings.Contains(log, secrets["patio_database"]) || !strings.Contains(log, `"msg":"request"`) {
			t.Errorf("the log of a replica:\n%.2000s", log)
		}
	}
}

// rollingRestart ends one replica after the other while requests come, and loses none.
func (p *patio) rollingRestart(t *testing.T, app client, replicas []*container, command []string, grace time.Duration) {
	t.Helper()
	stop, done, asked := make(chan struct{}), make(chan struct{}), 0
	go func() {
		defer close(done)
		for ; ; asked++ {
			select {
			case <-stop:
				return
			default:
			}
			a, err := p.try(p.clientPost(t, "/oauth/token", app, url.Values{"grant_type": {"client_credentials"}}))
			if err != nil || a.Status != http.StatusOK {
				t.Errorf("while a replica was exchanged a request was lost: %d, %v", a.Status, err)
				return
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
	for _, r := range replicas {
		r.stop(t, grace)
		r.start(t, command, grace)
		soon(t, "the replica is back", func() bool { return r.runs(t, "/patio", "healthcheck", "--ready") == 0 })
		time.Sleep(2 * time.Second) // until the proxy has noticed, which is when it would come to the next one's turn
	}
	close(stop)
	<-done
	if asked < 100 {
		t.Errorf("only %d requests came meanwhile", asked)
	}
}

func readCompose(t *testing.T) composeFile {
	t.Helper()
	content, err := os.ReadFile("../docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	var file composeFile
	if err := yaml.Unmarshal(content, &file); err != nil {
		t.Fatal(err)
	}
	return file
}

// image is what the Dockerfile makes.
type image struct {
	binary  string
	env     []string
	command []string // entry point and command
	workdir string
}

// buildImage runs the Dockerfile's build, and reads what the image does.
func buildImage(t *testing.T) image {
	t.Helper()
	content, err := os.ReadFile("../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	one := func(pattern string) string {
		found := regexp.MustCompile(`(?m)^`+pattern+`$`).FindAllSubmatch(content, -1)
		if len(found) != 1 {
			t.Fatalf("the Dockerfile has %d lines like %s", len(found), pattern)
		}
		return string(found[0][1])
	}
	made := image{binary: filepath.Join(t.TempDir(), "patio"), workdir: one(`WORKDIR (/var/.*)`), env: []string{one(`ENV (\S+=\S+)`)}}
	for _, list := range []string{one(`ENTRYPOINT (\[.*\])`), one(`CMD (\[.*\])`)} {
		var words []string
		if err := yaml.Unmarshal([]byte(list), &words); err != nil {
			t.Fatal(err)
		}
		made.command = append(made.command, words...)
	}
	build := exec.Command("sh", "-euc", strings.ReplaceAll(one(`RUN (.*go build.*)`), "/out/patio", made.binary))
	build.Dir, build.Env = "..", append(os.Environ(), "VERSION=1.2.3", "COMMIT=abc")
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("the Dockerfile's build failed: %v\n%s", err, said)
	}
	binary, err := elf.Open(made.binary)
	if err != nil {
		t.Fatal(err)
	}
	defer binary.Close()
	for _, part := range binary.Progs {
		if part.Type == elf.PT_INTERP {
			t.Error("the binary is not static: it would not start in an empty image")
		}
	}
	return made
}

// container lays out the image's files for one replica.
func (i image) container(t *testing.T, set, other map[string]string) *container {
	t.Helper()
	root, err := os.MkdirTemp("", "patio-container-") // a test's own directory is closed to other users
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(root) })
	c := &container{root: root, user: imageUser, output: &output{}, env: i.env}
	for name, value := range set {
		if replaced, ok := other[name]; ok {
			value = replaced
		}
		c.env = append(c.env, name+"="+value)
	}
	data := filepath.Join(root, i.workdir)
	binary, err := os.ReadFile(i.binary)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(data, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{os.WriteFile(filepath.Join(root, "patio"), binary, 0o755), os.Chmod(root, 0o555), os.Chmod(filepath.Join(root, "patio"), 0o555)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// put hands a secret over as Docker does: a file that anybody in the container may read.
func (c *container) put(t *testing.T, name, content string) {
	t.Helper()
	file := filepath.Join(c.root, name)
	if content == "" {
		t.Fatalf("the compose file names the secret %s, which this test does not know", name)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o444); err != nil {
		t.Fatal(err)
	}
}

// command is a process in the container. Its directory can be written to by root alone, which it is not: like a file
// system that is read-only, for want of the right to mount one.
func (c *container) command(words ...string) *exec.Cmd {
	cmd := &exec.Cmd{Path: words[0], Args: words, Env: c.env, Dir: "/var/lib/patio", SysProcAttr: &syscall.SysProcAttr{
		Chroot: c.root, Credential: &syscall.Credential{Uid: c.user, Gid: c.user},
	}}
	return cmd
}

func (c *container) runs(t *testing.T, words ...string) int {
	t.Helper()
	cmd := c.command(words...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatalf("%v: %v", words, err)
	}
	return cmd.ProcessState.ExitCode()
}

func (c *container) start(t *testing.T, words []string, grace time.Duration) {
	t.Helper()
	cmd := c.command(words...)
	cmd.Stdout, cmd.Stderr = c.output, c.output
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c.process = cmd
	t.Cleanup(func() { c.stop(t, grace) })
}

// stop is docker stop: SIGTERM, and SIGKILL when the time is up.
func (c *container) stop(t *testing.T, grace time.Duration) {
	t.Helper()
	cmd := c.process
	if c.process = nil; cmd == nil {
		return
	}
	_ = cmd.Process.Signal(syscall.SIGTERM) // if it has ended, the wait says so
	late := time.AfterFunc(grace, func() { _ = cmd.Process.Kill() })
	defer late.Stop()
	if err := cmd.Wait(); err != nil {
		t.Errorf("a replica ended with %v\n%s", err, c.output.tail())
	}
}

// leftNothing: on a real database a replica writes no file.
func (c *container) leftNothing(t *testing.T) {
	t.Helper()
	if left, err := os.ReadDir(filepath.Join(c.root, "var/lib/patio")); err != nil || len(left) > 0 {
		t.Errorf("a replica left %v, %v", left, err)
	}
}

// behindProxy runs the proxy with its configuration.
func behindProxy(t *testing.T, address string, replicas []string) {
	t.Helper()
	program, err := exec.LookPath("haproxy")
	if err != nil {
		program, err = exec.LookPath("/usr/sbin/haproxy") // Debian keeps it from those who are not root
	}
	if err != nil {
		if storagetest.UnderCI() {
			t.Fatal(err)
		}
		t.Skip("There is no haproxy on this machine, so docker-compose.yml is not tried to the end.")
	}
	cmd := exec.Command(program, "-W", "-db", "-f", "../haproxy.cfg")
	said := &output{}
	cmd.Stdout, cmd.Stderr = said, said
	cmd.Env = []string{"PROXY_LISTEN=" + address, "PROXY_HEALTH=" + freeAddress(t), "PATIO_1=" + replicas[0], "PATIO_2=" + replicas[1]}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait() // how a proxy ends is not of interest
		if t.Failed() {
			t.Logf("the proxy said\n%s", said.tail())
		}
	})
}
