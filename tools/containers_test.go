// Package tools_test holds the files for containers to their own rules:
// docker-compose.yml to the compose specification, as Docker reads it, and
// Dockerfile to what hadolint asks for. Running what they say is for the
// tests in e2e.
package tools_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// composeProject is docker-compose.yml as docker compose reads it.
func composeProject(t *testing.T, env ...string) *types.Project {
	t.Helper()
	return composeProjectOf(t, env, "../docker-compose.yml")
}

func composeProjectOf(t *testing.T, env []string, files ...string) *types.Project {
	t.Helper()
	options, err := cli.NewProjectOptions(files, cli.WithEnv(env), cli.WithInterpolation(true), cli.WithResolvedPaths(true))
	if err != nil {
		t.Fatal(err)
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		t.Fatalf("docker compose would refuse the file: %v", err)
	}
	return project
}

func TestCompose(t *testing.T) {
	project := composeProject(t)
	if got := slices.Sorted(slices.Values(project.ServiceNames())); !slices.Equal(got, []string{"patio-1", "patio-2", "postgres", "proxy", "redis"}) {
		t.Fatalf("services %v", got)
	}
	for name, s := range project.Services {
		if !s.ReadOnly || !slices.Equal(s.CapDrop, []string{"ALL"}) || !slices.Contains(s.SecurityOpt, "no-new-privileges:true") || s.Privileged {
			t.Errorf("%s is not confined", name)
		}
		if s.HealthCheck == nil || len(s.HealthCheck.Test) < 2 || s.HealthCheck.Test[0] != "CMD" {
			t.Errorf("%s has no health check without a shell", name)
		}
		if s.Image == "" || strings.HasSuffix(s.Image, ":latest") || !strings.Contains(s.Image, ":") {
			t.Errorf("%s runs the image %q, which is not a version", name, s.Image)
		}
		if s.Restart != "unless-stopped" || s.PidsLimit == 0 || s.MemLimit == 0 {
			t.Errorf("%s is not started again, or has no bounds", name)
		}
		if name != "proxy" && len(s.Ports) > 0 {
			t.Errorf("%s is open to the outside: %v", name, s.Ports)
		}
		checkSecrets(t, project, s)
	}
	checkRedisMemory(t, project.Services["redis"])
}

// checkRedisMemory: Redis drops counters before its container is killed.
func checkRedisMemory(t *testing.T, s types.ServiceConfig) {
	t.Helper()
	given := map[string]string{}
	for i, word := range s.Command[:len(s.Command)-1] {
		given[word] = s.Command[i+1]
	}
	var most types.UnitBytes
	if err := most.DecodeMapstructure(given["--maxmemory"]); err != nil || most <= 0 || most > s.MemLimit*3/4 {
		t.Errorf("redis may hold %d bytes of %d: %v", most, s.MemLimit, err)
	}
	if policy := given["--maxmemory-policy"]; policy != "volatile-ttl" {
		t.Errorf("when redis is full it does %q", policy)
	}
}

// checkSecrets: no secret stands in the file; each comes from a file of its
// own, which the service names where Docker puts it.
func checkSecrets(t *testing.T, project *types.Project, s types.ServiceConfig) {
	t.Helper()
	given := map[string]bool{}
	for _, secret := range s.Secrets {
		from, known := project.Secrets[secret.Source]
		if !known || filepath.Base(filepath.Dir(from.File)) != "secrets" {
			t.Errorf("%s has the secret %s from %q", s.Name, secret.Source, from.File)
		}
		given["/run/secrets/"+secret.Source] = false
	}
	for name, value := range s.Environment {
		if strings.HasSuffix(name, "_FILE") {
			if _, there := given[*value]; !there {
				t.Errorf("%s: %s names %s, which is not given", s.Name, name, *value)
			}
			given[*value] = true
		} else if regexp.MustCompile(`PASSWORD|SECRET|KEY|DATABASE|REDIS`).MatchString(name) {
			t.Errorf("%s: %s holds a secret", s.Name, name)
		}
	}
	for _, word := range s.Command {
		given[word] = true
	}
	for secret, used := range given {
		if strings.HasPrefix(secret, "/run/secrets/") && !used {
			t.Errorf("%s is given %s and does not use it", s.Name, secret)
		}
	}
}

func TestComposeReplicas(t *testing.T) {
	project := composeProject(t, "PATIO_ISSUER=https://auth.example.org")
	proxy := project.Services["proxy"]
	address := proxy.Networks["front"].Ipv4Address
	for _, name := range []string{"patio-1", "patio-2"} {
		s := project.Services[name]
		if s.User != "65532:65532" || *s.Environment["PATIO_ISSUER"] != "https://auth.example.org" {
			t.Errorf("%s runs as %s for %s", name, s.User, *s.Environment["PATIO_ISSUER"])
		}
		if trusted := *s.Environment["PATIO_TRUSTED_PROXIES"]; trusted != address || address == "" {
			t.Errorf("%s trusts %s, and the proxy is %s", name, trusted, address)
		}
		if s.StopGracePeriod == nil || s.StopGracePeriod.String() != "25s" { // server.drain_delay is 3s there, and server.shutdown_timeout 15s
			t.Errorf("%s has %v to drain", name, s.StopGracePeriod)
		}
		for _, before := range []string{"postgres", "redis"} {
			if s.DependsOn[before].Condition != types.ServiceConditionHealthy {
				t.Errorf("%s does not wait for %s", name, before)
			}
		}
	}
	for _, inside := range []string{"front", "back"} {
		if !project.Networks[inside].Internal {
			t.Errorf("the network %s leads outside", inside)
		}
	}
	for _, port := range proxy.Ports {
		if port.HostIP != "127.0.0.1" {
			t.Errorf("without more the proxy is open to others: %v", port)
		}
	}
	for i, name := range []string{"patio-1", "patio-2"} {
		at := project.Services[name].Networks["front"].Ipv4Address + ":8080"
		if got := *proxy.Environment[fmt.Sprintf("PATIO_%d", i+1)]; got != at {
			t.Errorf("the proxy looks for %s at %s, which is at %s", name, got, at)
		}
	}
}

// TestComposeForTheWorld lays the file of docs/containers.md over it.
func TestComposeForTheWorld(t *testing.T) {
	page, err := os.ReadFile("../docs/containers.md")
	if err != nil {
		t.Fatal(err)
	}
	world := regexp.MustCompile("(?s)```yaml\n(x-world.*?)```").FindSubmatch(page)
	if world == nil {
		t.Fatal("docs/containers.md has no such file")
	}
	second := filepath.Join(t.TempDir(), "world.yml")
	if err := os.WriteFile(second, world[1], 0o600); err != nil {
		t.Fatal(err)
	}
	project := composeProjectOf(t, nil, "../docker-compose.yml", second)
	proxy := project.Services["proxy"]
	if certificate := proxy.Environment["PROXY_CERTIFICATE"]; certificate == nil || *certificate != "/run/secrets/"+proxy.Secrets[0].Source {
		t.Errorf("the proxy's certificate: %v of %v", certificate, proxy.Secrets)
	}
	if !slices.ContainsFunc(proxy.Ports, func(p types.ServicePortConfig) bool {
		return p.Published == "443" && p.Target == 8443 && p.HostIP == ""
	}) {
		t.Errorf("the proxy's ports are %v", proxy.Ports)
	}
	for _, name := range []string{"patio-1", "patio-2"} {
		s := project.Services[name]
		if *s.Environment["PATIO_ISSUER"] != "https://auth.example.org" || s.Environment["PATIO_DATABASE_FILE"] == nil || !s.ReadOnly {
			t.Errorf("%s: %v", name, s.Environment)
		}
	}
}

// TestDockerfile holds the Dockerfile to BuildKit's own checks and to what
// hadolint would say: DL3002 (no root), DL3006 and DL3007 (a version, not the
// latest), DL3020 (COPY), DL3025 (no shell), DL3000, DL3022, DL3024, DL4000.
func TestDockerfile(t *testing.T) {
	content, err := os.ReadFile("../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	read, err := parser.Parse(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	lint := linter.New(&linter.Config{Warn: func(rule, _, _, message string, at []parser.Range) { t.Errorf("%s: %s (%v)", rule, message, at) }})
	stages, _, err := instructions.Parse(read.AST, lint)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, stage := range stages {
		if stage.BaseName != "scratch" && (!strings.Contains(stage.BaseName, ":") || strings.HasSuffix(stage.BaseName, ":latest")) {
			t.Errorf("the stage of line %d is from %s, which is not a version", stage.Location[0].Start.Line, stage.BaseName)
		}
		for _, c := range stage.Commands {
			switch c := c.(type) {
			case *instructions.AddCommand, *instructions.MaintainerCommand:
				t.Errorf("%s: use COPY, and labels", c.Name())
			case *instructions.CopyCommand:
				if c.From != "" && !names[c.From] {
					t.Errorf("COPY from %s, which is no stage before", c.From)
				}
			case *instructions.WorkdirCommand:
				if !strings.HasPrefix(c.Path, "/") {
					t.Errorf("WORKDIR %s is not absolute", c.Path)
				}
			}
		}
		if names[stage.Name] && stage.Name != "" {
			t.Errorf("there are two stages %s", stage.Name)
		}
		names[stage.Name] = true
	}
	checkLastStage(t, stages[len(stages)-1])
	goVersion(t, stages[0].BaseName)
}

func checkLastStage(t *testing.T, last instructions.Stage) {
	t.Helper()
	if last.BaseName != "scratch" {
		t.Errorf("the image is made on %s, which has a shell", last.BaseName)
	}
	seen := map[string]int{}
	user := ""
	for _, c := range last.Commands {
		seen[c.Name()]++
		switch c := c.(type) {
		case *instructions.RunCommand:
			t.Error("RUN, where there is nothing that runs")
		case *instructions.UserCommand:
			user = c.User
		case *instructions.EntrypointCommand:
			if c.PrependShell {
				t.Error("the entry point takes a shell")
			}
		case *instructions.CmdCommand:
			if c.PrependShell {
				t.Error("the command takes a shell")
			}
		case *instructions.HealthCheckCommand:
			if len(c.Health.Test) < 2 || c.Health.Test[0] != "CMD" {
				t.Errorf("the health check %v takes a shell", c.Health.Test)
			}
		}
	}
	if !regexp.MustCompile(`^[1-9]\d*:[1-9]\d*$`).MatchString(user) {
		t.Errorf("the user is %q: give numbers, which Kubernetes can tell from root", user)
	}
	for _, once := range []string{"USER", "ENTRYPOINT", "CMD", "HEALTHCHECK", "WORKDIR"} {
		if n := seen[once]; n != 1 {
			t.Errorf("%s is there %d times", once, n)
		}
	}
}

// goVersion: the compiler of the image is the one of go.mod.
func goVersion(t *testing.T, base string) {
	t.Helper()
	module, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindSubmatch(module)
	if found == nil || !strings.HasPrefix(base, "golang:"+string(found[1])) {
		t.Errorf("the image builds with %s, and go.mod says %s", base, found)
	}
}
