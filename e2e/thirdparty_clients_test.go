package e2e_test

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestThirdPartyClients runs clients that others wrote, unmodified, against the server: the programs in testdata/clients.
// They ask over HTTP, so one kind of database will do.
func TestThirdPartyClients(t *testing.T) {
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	for _, pattern := range []string{"testdata/clients/*.mjs", "testdata/clients/*.py"} {
		programs, err := filepath.Glob(pattern)
		if err != nil || len(programs) < 3 {
			t.Fatalf("%v, %v", programs, err)
		}
		for _, program := range programs {
			name := filepath.Base(program)
			if strings.HasPrefix(name, "patio.") { // what they share
				continue
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				var interpreter string
				if strings.HasSuffix(name, ".py") {
					interpreter = thirdParty(t, "/usr/bin/python3")
				} else {
					interpreter = thirdParty(t, "node")
					nodePackages(t)
				}
				newThirdPartyClient(t, p).run(t, interpreter, filepath.Base(program))
			})
		}
	}
	for _, name := range []string{"mcp", "zitadel"} {
		t.Run(name+".go", func(t *testing.T) {
			t.Parallel()
			program := filepath.Join(t.TempDir(), name)
			if text, err := exec.Command("go", "build", "-C", "testdata/clients/go", "-o", program, "./"+name).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			newThirdPartyClient(t, p).run(t, program)
		})
	}
}

// registration is how a program is told of a client.
type registration struct {
	ID     string `json:"id"`
	Secret string `json:"secret"`
}

// thirdPartyClient is what a program is given, as JSON, and the person who plays along.
type thirdPartyClient struct {
	Issuer       string       `json:"issuer"`
	Callback     string       `json:"callback"`
	User         string       `json:"user"`
	Resource     string       `json:"resource"`
	Confidential registration `json:"confidential"`
	Post         registration `json:"post"` // authenticates in the body
	Public       registration `json:"public"`
	Robot        registration `json:"robot"`
	PAT          string       `json:"pat"`
	Expiring     string       `json:"expiring"` // a personal access token
	JWT          string       `json:"jwt"`
	MCP          string       `json:"mcp"` // the URL of an MCP server
	MCPServer    registration `json:"mcpServer"`

	p       *patio
	browser *browser
	who     person
}

func newThirdPartyClient(t *testing.T, p *patio) *thirdPartyClient {
	t.Helper()
	mira := p.person(t)
	as := func(c client) registration { return registration{c.ID, c.Secret} }
	api := p.resourceServer(t, mira)
	confidential := p.client(t, mira, clientSpec{})
	mcp := "http://" + freeAddress(t) + "/mcp"
	g := &thirdPartyClient{
		Issuer: p.issuer, Callback: callback, User: mira.ID, Resource: api.ResourceServer, Confidential: as(confidential),
		Post: as(p.client(t, mira, clientSpec{AuthMethod: "client_secret_post"})), Public: as(p.client(t, mira, clientSpec{Public: true})),
		Robot: as(p.client(t, mira, clientSpec{Grants: []string{"client_credentials"}, Redirects: []string{}})),
		MCP:   mcp, MCPServer: as(p.client(t, mira, clientSpec{
			Name: "MCP", Scopes: []string{}, Redirects: []string{}, Grants: []string{"client_credentials"}, ResourceServer: mcp,
		})),
		p: p, browser: p.browser(), who: mira,
	}
	g.PAT, _ = p.pat(t, mira, confidential)
	g.Expiring, _ = p.pat(t, mira, confidential, "--expires-in", "1h")
	a := p.authorizeURL(confidential, nil, "resource", api.ResourceServer)
	g.JWT = p.token(t, confidential, redemption(confidential, g.browser.code(t, a, mira), a.Verifier)).is(t, http.StatusOK).tokens(t).Access
	return g
}

// run lets a command run to its end, and opens what it asks to have opened.
func (g *thirdPartyClient) run(t *testing.T, command ...string) {
	t.Helper()
	given, err := json.Marshal(g)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = "testdata/clients"
	cmd.Env = append(os.Environ(), "GIVEN="+string(given), "PYTHONDONTWRITEBYTECODE=1")
	said := &output{}
	cmd.Stderr = said
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(readyWithin, func() { _ = cmd.Process.Kill() })
	defer late.Stop()
	done := false
	for scan := bufio.NewScanner(stdout); scan.Scan(); {
		if address, asked := strings.CutPrefix(scan.Text(), "open "); asked {
			_, _ = io.WriteString(stdin, g.allow(t, address)+"\n") // the program tells
		}
		done = done || scan.Text() == "done"
	}
	if err := cmd.Wait(); err != nil || !done {
		t.Errorf("%v: %v\n%s", command, err, said)
	}
}

// allow takes the person through an authorization, and returns the URL at which the app gets its answer.
func (g *thirdPartyClient) allow(t *testing.T, address string) string {
	t.Helper()
	at := g.browser.open(t, address)
	if at.Left == nil && at.has("password") {
		at = g.browser.signIn(t, at, g.who)
	}
	if at.Left == nil {
		at = g.browser.decide(t, at, "allow")
	}
	if at.Left == nil {
		t.Errorf("%s leads to a page: %d %.300s", address, at.Status, at.Body)
		return callback
	}
	return at.Left.String()
}
