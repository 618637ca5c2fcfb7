package e2e_test

import (
	"bufio"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/patio-auth/patio/storage"
	"github.com/patio-auth/patio/storage/storagetest"
)

// TestExamples builds the two examples and runs them against the server, as their readers would. They ask over HTTP,
// so one kind of database will do.
func TestExamples(t *testing.T) {
	p := start(t, storagetest.Fresh(t, storage.SQLite), nil)
	mira := p.person(t)
	t.Run("app", func(t *testing.T) { exampleApp(t, p, mira) })
	t.Run("resource-server", func(t *testing.T) { exampleAPI(t, p, mira) })
}

// example builds and starts one of the examples, and stops it when the test ends.
func (p *patio) example(t *testing.T, name, secret string, args ...string) {
	t.Helper()
	binary, err := build("examples/"+name, name, haveRaceDetector())
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary, append(args, "-issuer", p.issuer)...)
	cmd.Env = append(environment(nil), "PATIO_CLIENT_SECRET="+secret)
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said, ready := &output{}, make(chan bool, 1)
	read := make(chan struct{})
	go func() {
		defer close(read)
		for scan := bufio.NewScanner(log); scan.Scan(); {
			_, _ = said.Write(append(scan.Bytes(), '\n')) // it never fails
			if strings.Contains(scan.Text(), " ready ") {
				ready <- true
			}
		}
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM) // Wait tells
		<-read
		if err := cmd.Wait(); err != nil {
			t.Errorf("examples/%s ended with %v\n%s", name, err, said)
		}
		for hidden := range p.secrets() {
			if strings.Contains(said.String(), hidden) {
				t.Errorf("the output of examples/%s holds a secret (%s…)", name, hidden[:6])
			}
		}
	})
	select {
	case <-ready:
	case <-time.After(readyWithin):
		t.Fatalf("examples/%s did not say that it is ready\n%s", name, said)
	}
}

// exampleApp signs a person in through our pages, and out again.
func exampleApp(t *testing.T, p *patio, who person) {
	for name, public := range map[string]bool{"confidential": false, "public": true} {
		t.Run(name, func(t *testing.T) {
			listen := freeAddress(t)
			app := p.client(t, who, clientSpec{Public: public, Redirects: []string{"http://" + listen + "/callback"}})
			p.example(t, "app", app.Secret, "-client-id", app.ID, "-listen", listen)
			b := p.browser()
			b.home = "http://" + listen
			at := b.open(t, b.home+"/").is(t, http.StatusOK)
			at = b.submit(t, at, at.formTo(t, "/login"), nil)
			at = b.decide(t, b.signIn(t, at, who), "allow")
			at.is(t, http.StatusOK).says(t, "You are signed in as "+who.Name, who.Email, app.Name)
			at = b.submit(t, at, at.formTo(t, "/logout"), nil)
			at = b.submit(t, at, at.formTo(t, "/login"), nil) // the login is not asked again
			if public {
				at = b.decide(t, at, "allow") // any program on the device could be this one (RFC 8252, section 8.6)
			}
			at.is(t, http.StatusOK).says(t, "You are signed in as "+who.Name)

			p.cli(t, "user", "disable", who.Username)
			b.open(t, b.home+"/").is(t, http.StatusOK).says(t, "Your sign-in has ended.")
			p.cli(t, "user", "enable", who.Username)
		})
	}
}

// exampleAPI takes notes with every kind of token.
func exampleAPI(t *testing.T, p *patio, who person) {
	rs, listen := p.resourceServer(t, who), freeAddress(t)
	p.example(t, "resource-server", rs.Secret, "-client-id", rs.ID, "-audience", rs.ResourceServer, "-listen", listen)
	app, opaque := p.client(t, who, clientSpec{}), p.client(t, who, clientSpec{Opaque: true})
	personal, _ := p.pat(t, who, app)
	reads, _ := p.pat(t, who, app, "--scope", "notes:read")
	call := func(method, token, body string) answer {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), method, "http://"+listen+"/notes", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+token)
		return p.do(t, r)
	}
	kinds := map[string]string{"pat": personal, "oauth": p.grant(t, app, who).Access, "opaque": p.grant(t, opaque, who).Access}
	for kind := range kinds {
		call(http.MethodPost, kinds[kind], `{"text":"by `+kind+`"}`).is(t, http.StatusCreated)
	}
	seen := call(http.MethodGet, reads, "").is(t, http.StatusOK).object(t)
	if notes := seen.list(t, "notes"); len(notes) != 3 || seen.object(t, "asked_by")["username"] != who.Username {
		t.Errorf("the example answers %v", seen)
	}
	refused := call(http.MethodPost, reads, `{"text":"x"}`).is(t, http.StatusForbidden)
	if c := refused.Header.Get("WWW-Authenticate"); !strings.Contains(c, `scope="notes:write"`) {
		t.Errorf("the challenge is %q", c)
	}
	robot := p.client(t, who, clientSpec{Grants: []string{"client_credentials"}})
	own := p.token(t, robot, url.Values{"grant_type": {"client_credentials"}}).is(t, http.StatusOK).object(t).text(t, "access_token")
	call(http.MethodGet, own, "").is(t, http.StatusForbidden) // it has the scope, and no notes
	p.revoke(t, app, reads).is(t, http.StatusOK)
	call(http.MethodGet, reads, "").is(t, http.StatusUnauthorized)
}
