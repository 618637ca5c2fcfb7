package e2e_test

// The harness, on one screen. A test reads:
//
//	func TestSomething(t *testing.T) {
//		each(t, func(t *testing.T, p *patio) {          // a server on each database
//			mira := p.person(t)                         // made by the command line
//			app := p.client(t, mira, clientSpec{})      // likewise
//			got := p.grant(t, app, mira)                // login and consent pages, then the code
//			p.me(t, got.Access).is(t, http.StatusOK)
//		})
//	}
//
// Servers (harness_server_test.go)
//
//	each(t, test)                one server and one fresh database per kind of database, for subtests to share
//	eachWith(t, settings, test)  the same with settings: settings{"tokens.access_ttl": "1s"}
//	start(t, url, settings)      a server on a database of the caller's
//	p.stop(t) / p.restart(t)     SIGTERM and an exit status of 0 / the same, then a start on the same database
//	p.cli(t, args…)              the command line with --json, which must succeed; cliWith takes standard input too
//	p.run(t, stdin, args…)       the command line as it is: what it printed, and its exit status
//	p.behind(t)                  the database itself, to look at and not to write
//	p.issuer, p.database, p.kind
//
// Rate limits and quotas are off unless settings say {"limits.enabled": "true"}: all tests come from one address.
//
// Secrets (harness_output_test.go): whatever passes through the harness (passwords, client secrets, tokens, codes,
// cookies, CSRF values) is remembered, and none of it may stand in the server's output when the test ends. What a test
// makes or gets by other ways it names with p.hide(secret…). The server's output may hold no 5xx and no data race
// either; a test that means to break the database says p.mayFail().
//
// People and clients (harness_people_test.go)
//
//	p.person(t)                     a user with a name, an address and a password of their own
//	p.client(t, owner, clientSpec)  a client; the zero spec is confidential, with Basic, code and refresh, JWT
//	p.resourceServer(t, owner)      a client that is an API, with an identifier of its own
//	p.pat(t, who, client, flags…)   a personal access token, and its id
//
// HTTP (harness_http_test.go, harness_json_test.go)
//
//	p.get / p.post / p.do               one request, no redirects followed
//	answer.is(t, status)                the status it must have; gives the answer back
//	answer.refused(t, status, code)     RFC 6749 section 5.2
//	answer.object(t)                    the JSON object; object.text / .object / .list / .texts / .has
//	p.token(t, client, form)            the token endpoint, as the client authenticates
//	p.introspect / p.revoke / p.me      likewise
//	p.api(t, method, path, token, body) the REST API
//	p.http()                            an *http.Client for other people's libraries, which notes secrets too
//
// Each of these lets no answer below /api/v1 by that is not as the OpenAPI document says (harness_openapi_test.go): it
// fails the request, and so the test.
//
// Many at once, and later (harness_many_test.go)
//
//	p.at16(t, request)       sixteen requests at the same moment; oneWinner(t, answers) for what only one may get
//	soon(t, what, is)        waits for what may take a little
//
// A browser without a screen (harness_browser_test.go; harness_page_test.go reads the pages)
//
//	p.browser()                       cookies, redirects, forms; sends what a browser sends
//	b.open / b.submit                 a page, or the address where Patio sent the browser off to (page.Left)
//	b.signIn / b.decide               from wherever a login form, a consent form stands
//	b.code(t, ask, who)               all of it, to the code
//	p.grant(t, client, who, scopes…)  the whole code flow in plain HTTP → tokens; grantIn in a browser of the caller's
//	p.authorizeURL(client, …)         the URL that an app sends a browser to, and its verifier
//
// A browser with a screen (harness_chromium_test.go, harness_look_test.go)
//
//	chromium(t)                       a real Chromium
//	p.screen(t, chromium, scripts)    a window of it; what its console complains about fails the test
//	s.open / s.fill / s.press / s.says
//	s.look(t, name)                   nothing sticks out, on a desk and on a phone; pictures into PATIO_SHOTS
//
// Stories (harness_story_test.go)
//
//	story(t, settings, tell)          a whole way through the pages, with JavaScript and without
//	s.enter / s.follow                signs in where an address asks for it / a link or button by its words
//	s.retype / s.choose / s.tick      changes a form
//	s.secret / s.silent / s.paste     reads a secret / insists that it is gone / runs the command on the page

// Faults (fault_*_test.go; fault_ledger_test.go tells how)
//
//	newLedger(t, p, chains)         a mixed load, and the account of what it was told
//	l.load(t, workers, stop)        runs it; l.check(t, all) compares the account with what lives
//	p.sound(t)                      looks in the database for what no request can show
//	newWire(t, database)            a network between Patio and its database, to cut, to hang and to delay
//	clocked(t, url, settings)       a server whose clock the test sets
//	newTraffic(t, p)                requests at an even pace, and how long each took
//	times(short, full)              how often; PATIO_FAULTS=full is the long form

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/patio-auth/patio/internal/clocktest"
	"github.com/patio-auth/patio/storage/storagetest"
)

// binaries are built once for all tests and removed at the end. The server is built with the race detector where that
// can be had; the commands are the same program without it, which starts five times as fast, some hundreds of times.
var binaries struct {
	dir             string
	server, command string
}

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	dir, err := os.MkdirTemp("", "patio-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }()
	binaries.dir = dir
	var work errgroup.Group
	if haveRaceDetector() {
		work.Go(func() (err error) { binaries.server, err = build("cmd/patio", "server", true); return err })
	}
	work.Go(func() (err error) { binaries.command, err = build("cmd/patio", "patio", false); return err })
	if err := work.Wait(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if !haveRaceDetector() {
		binaries.server = binaries.command
	}
	fmt.Println(storagetest.Parts())
	flag.Parse()
	// Most of the time a test waits: for a command, a database, an expiry.
	if parallel := flag.Lookup("test.parallel"); parallel != nil && parallel.Value.String() == parallel.DefValue {
		_ = parallel.Value.Set("6") // a number always fits
	}
	return m.Run()
}

// build makes a program of this module: with the clock of the tests where that is ahead, or where the flags say so.
func build(path, name string, race bool, flags ...string) (string, error) {
	out := filepath.Join(binaries.dir, name)
	if len(flags) == 0 && clocktest.Years() != 0 {
		flags = clocktest.Flags()
	}
	args := append([]string{"build", "-buildvcs=false", fmt.Sprintf("-race=%t", race), "-o", out}, flags...)
	cmd := exec.Command("go", append(args, "github.com/patio-auth/patio/"+path)...)
	cmd.Dir, cmd.Env = "..", os.Environ()
	if race {
		cmd.Env = append(cmd.Env, "CGO_ENABLED=1")
	}
	if text, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("could not build %s: %w\n%s", path, err, text)
	}
	return out, nil
}

var haveRaceDetector = sync.OnceValue(func() bool {
	compiler, err := exec.Command("go", "env", "CC").Output()
	if err != nil || os.Getenv("CGO_ENABLED") == "0" {
		return false
	}
	_, err = exec.LookPath(firstWord(string(compiler)))
	return err == nil
})

func firstWord(s string) string {
	words := strings.Fields(s)
	if len(words) == 0 {
		return ""
	}
	return words[0]
}
