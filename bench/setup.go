package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// readyWithin bounds a start; pollEvery is how finely its time is told.
const (
	readyWithin = 30 * time.Second
	pollEvery   = 2 * time.Millisecond
)

// installation is a Patio of the benchmark's own: its binary, its database, its address. Everything is done through the
// command line and HTTP, as API.md has it.
type installation struct {
	binary   string
	dir      string // temporary; the caller removes it
	database string
	listen   string
	log      *os.File
}

// install prepares an installation in dir; nothing runs yet.
func install(ctx context.Context, opts options, dir string) (*installation, error) {
	binary, err := buildPatio(ctx, opts.patio, dir)
	if err != nil {
		return nil, err
	}
	listen, err := freeAddress()
	if err != nil {
		return nil, err
	}
	// O_APPEND: what the watcher cuts off must not leave a hole.
	log, err := os.OpenFile(filepath.Join(dir, "patio.log"), os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	database := cmp.Or(opts.database, "sqlite:"+filepath.Join(dir, "bench.db"))
	return &installation{binary: binary, dir: dir, database: database, listen: listen, log: log}, nil
}

func buildPatio(ctx context.Context, given, dir string) (string, error) {
	if given != "" {
		return filepath.Abs(given)
	}
	out := filepath.Join(dir, "patio")
	cmd := exec.CommandContext(ctx, "go", "build", "-o", out, "github.com/patio-auth/patio/cmd/patio")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if text, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("could not build patio: %w\n%s", err, text)
	}
	return out, nil
}

// freeAddress looks below the ports that the system hands out to outgoing connections: the benchmark's own polling must
// not take the port between two starts.
func freeAddress() (string, error) {
	var last error
	for range 50 {
		n, err := rand.Int(rand.Reader, big.NewInt(10000))
		if err != nil {
			return "", err
		}
		addr := fmt.Sprintf("127.0.0.1:%d", 20000+n.Int64())
		listener, err := net.Listen("tcp", addr)
		if err == nil {
			return addr, listener.Close()
		}
		last = err
	}
	return "", fmt.Errorf("found no free port: %w", last)
}

// command prepares a patio process that sees the benchmark's settings alone: no PATIO_ variable of whoever runs it, no
// configuration file of the working directory. The issuer is told to every command, because a token's audience may
// come from it.
func (in *installation) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, in.binary, append(args, "--database", in.database)...)
	cmd.Dir = in.dir
	for _, entry := range os.Environ() {
		if !strings.HasPrefix(entry, "PATIO_") {
			cmd.Env = append(cmd.Env, entry)
		}
	}
	cmd.Env = append(cmd.Env, "PATIO_ISSUER=http://"+in.listen)
	return cmd
}

// do runs a command to its end and returns the fields of the JSON object it prints.
func (in *installation) do(ctx context.Context, stdin string, args ...string) (map[string]any, error) {
	cmd := in.command(ctx, append(args, "--json")...)
	cmd.Stdin = strings.NewReader(stdin)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	name := "patio " + args[0] + " " + args[1]
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w: %s", name, err, bytes.TrimSpace(stderr.Bytes()))
	}
	var fields map[string]any
	if err := json.Unmarshal(stdout.Bytes(), &fields); err != nil {
		return nil, fmt.Errorf("%s --json printed no JSON object: %w", name, err)
	}
	return fields, nil
}

// populate makes a user, a client, a resource server and a personal access token. Their names are new in each run, so
// that a database which lasts can be measured twice.
func (in *installation) populate(ctx context.Context) (credentials, error) {
	user := "bench" + strings.ToLower(rand.Text()[:8])
	if _, err := in.do(ctx, rand.Text()+"\n", "user", "create", "--username", user,
		"--email", user+"@example.test", "--password-stdin", "--create"); err != nil {
		return credentials{}, err
	}
	var c credentials
	var err error
	if c.clientID, c.clientSecret, err = in.createClient(ctx, user, "--name", "bench app"); err != nil {
		return credentials{}, err
	}
	if c.rsID, c.rsSecret, err = in.createClient(ctx, user, "--name", "bench resource server",
		"--resource-server", "https://"+user+".bench.test"); err != nil {
		return credentials{}, err
	}
	fields, err := in.do(ctx, "", "pat", "create", "--user", user, "--client", c.clientID, "--name", "bench")
	if err != nil {
		return credentials{}, err
	}
	c.pat, err = textField(fields, "token", "patio pat create")
	if err == nil {
		c.patID, err = textField(fields, "id", "patio pat create")
	}
	return c, err
}

func (in *installation) createClient(ctx context.Context, owner string, args ...string) (id, secret string, err error) {
	fields, err := in.do(ctx, "", append([]string{"client", "create", "--owner", owner, "--type", "confidential",
		"--grant-type", "client_credentials", "--scope", benchScope}, args...)...)
	if err != nil {
		return "", "", err
	}
	if id, err = textField(fields, "client_id", "patio client create"); err != nil {
		return "", "", err
	}
	secret, err = textField(fields, "client_secret", "patio client create")
	return id, secret, err
}

// textField is a field that must be there; what stands in the others may be secret and is not told.
func textField(fields map[string]any, name, source string) (string, error) {
	if text, ok := fields[name].(string); ok && text != "" {
		return text, nil
	}
	return "", fmt.Errorf("%s answered without %q", source, name)
}

// serve starts Patio and waits until its metadata answers; ready is how long that took from before the process began.
func (in *installation) serve(ctx context.Context) (p *process, ready time.Duration, err error) {
	cmd := in.command(ctx, "serve", "--listen", in.listen)
	cmd.Stdout, cmd.Stderr = in.log, in.log
	began := time.Now()
	if p, err = spawn(cmd, in.listen); err != nil {
		return nil, 0, fmt.Errorf("could not start patio: %w", err)
	}
	poll := time.NewTicker(pollEvery)
	defer poll.Stop()
	for {
		if _, err = ask(ctx, in.listen, plainGet(metadataPath), []byte(`"issuer"`)); err == nil {
			return p, time.Since(began), nil
		}
		select {
		case <-p.ended:
			return nil, 0, fmt.Errorf("patio serve ended before it was ready: %w\n%s", cmp.Or(p.err, err), in.logTail())
		case <-poll.C:
		}
		if time.Since(began) > readyWithin || ctx.Err() != nil {
			err = errors.Join(err, p.stop())
			return nil, 0, fmt.Errorf("patio serve was not ready within %v: %w\n%s", readyWithin, err, in.logTail())
		}
	}
}

// login gets a fresh access token by client credentials and insists that it is what the cases speak of.
func (in *installation) login(ctx context.Context, c credentials) (string, error) {
	body, err := ask(ctx, in.listen, clientCredentials(c), []byte(`"access_token"`))
	if err != nil {
		return "", fmt.Errorf("client credentials: %w", err)
	}
	var fields map[string]any
	if err := json.Unmarshal(body, &fields); err != nil {
		return "", fmt.Errorf("client credentials: %w", err)
	}
	token, err := textField(fields, "access_token", tokenPath)
	if err != nil {
		return "", err
	}
	head, _, _ := strings.Cut(token, ".")
	text, err := base64.RawURLEncoding.DecodeString(head)
	var header struct{ Alg, Typ string }
	if err != nil || json.Unmarshal(text, &header) != nil || header.Alg != "ES256" || header.Typ != "at+jwt" {
		return "", fmt.Errorf("the access token is not a JWT (typ at+jwt) signed with ES256, which is what the marks are for")
	}
	return token, nil
}

// logTail is the end of what Patio wrote, for an error that needs explaining.
func (in *installation) logTail() string {
	const tail = 2 << 10
	info, err := in.log.Stat()
	if err != nil {
		return ""
	}
	text := make([]byte, min(info.Size(), tail))
	n, _ := in.log.ReadAt(text, max(info.Size()-tail, 0))
	return string(text[:n])
}
