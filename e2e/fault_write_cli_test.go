package e2e_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/internal/clocktest"
)

// command is a flow of one command of the operator's, which says that it could not by its exit status.
func (w *writes) command(name string, ready func(t *testing.T) (stdin string, args []string), set ...string) flow {
	return flow{name, func(t *testing.T) func() told {
		stdin, args := ready(t)
		return func() told {
			cmd := w.p.command(w.p.tool, args...)
			var stdout, stderr bytes.Buffer
			cmd.Env = append(cmd.Env, set...)
			cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &stdout, &stderr
			err := cmd.Run()
			if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
				t.Fatal(err)
			}
			w.p.learn(stdout.Bytes())
			status := cmd.ProcessState.ExitCode()
			return told{status == 0, status == 1 && stderr.Len() > 0 && stdout.Len() == 0, stderr.String() + stdout.String(), true}
		}
	}}
}

// commandFlows end with those after which nobody of before can go on.
func (w *writes) commandFlows() []flow {
	p := w.p
	about := func(what func(t *testing.T) string, args ...string) func(t *testing.T) (string, []string) {
		return func(t *testing.T) (string, []string) { return "", append(args, what(t), "--json") }
	}
	nobody := func(args ...string) func(t *testing.T) (string, []string) {
		return func(*testing.T) (string, []string) { return "", append(args, "--json") }
	}
	someone := func(t *testing.T) string {
		who := p.person(t)
		p.session(t, who)
		return who.Username
	}
	off := func(t *testing.T) string {
		who := p.person(t)
		p.cli(t, "user", "disable", who.Username)
		return who.Username
	}
	guarded := func(t *testing.T) string {
		who, _, _ := p.guarded(t)
		return who.Username
	}
	program := func(t *testing.T) string { return p.client(t, w.mira, clientSpec{}).ID }
	programOff := func(t *testing.T) string {
		id := program(t)
		p.cli(t, "client", "disable", id)
		return id
	}
	token := func(t *testing.T) string {
		_, id := p.pat(t, w.mira, w.app)
		return id
	}
	policy := w.command("pat policy", func(t *testing.T) (string, []string) {
		token(t)
		return "", []string{"pat", "policy", "--apply", "--yes", "--json"}
	}, "PATIO_PERSONAL_TOKENS_MAX_LIFETIME=3650d")
	return []flow{
		w.command("user create", func(*testing.T) (string, []string) {
			name := "u" + strings.ToLower(rand.Text()[:10])
			return rand.Text() + "\n", []string{"user", "create", "--username", name, "--email", name + "@example.org", "--name", "N", "--password-stdin"}
		}),
		w.command("user reset-password", func(t *testing.T) (string, []string) {
			return rand.Text() + "\n", []string{"user", "reset-password", someone(t), "--password-stdin"}
		}),
		w.command("user disable", about(someone, "user", "disable")),
		w.command("user enable", about(off, "user", "enable")),
		w.command("user reset-second-factor", about(guarded, "user", "reset-second-factor")),
		w.command("client create", nobody("client", "create", "--owner", w.mira.Username, "--name", "x", "--type", "confidential", "--redirect-uri", callback)),
		w.command("client disable", about(program, "client", "disable")),
		w.command("client enable", about(programOff, "client", "enable")),
		w.command("client rotate-secret", about(program, "client", "rotate-secret", "--overlap", "1h")),
		w.command("client delete", about(program, "client", "delete", "--yes")),
		w.command("pat create", nobody("pat", "create", "--user", w.mira.Username, "--client", w.app.ID, "--name", "x")),
		w.command("pat rotate", about(token, "pat", "rotate")),
		w.command("pat revoke", about(token, "pat", "revoke", "--yes")),
		policy,
		w.command("key rotate", nobody("key", "rotate", "--now")),
		w.command("revoke", func(t *testing.T) (string, []string) {
			since := clocktest.Now().Add(-time.Second).UTC().Format(time.RFC3339Nano)
			token(t)
			return "", []string{"revoke", "--issued-since", since, "--kind", "pat", "--yes", "--json"}
		}),
	}
}
