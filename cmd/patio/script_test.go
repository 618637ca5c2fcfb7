package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/patio-auth/patio/internal/clocktest"
)

// TestScripts plays the terminal sessions of testdata. Beside testscript's own
// words they know
//
//	exits N command…             runs the command and expects that exit status
//	oneline                      the last command wrote one line to standard error
//	fields NAME…                 the last output is one JSON object of exactly these fields
//	keep VARIABLE PATH           keeps a value of the last JSON object: items.0.id
//	http STATUS METHOD URL [TOKEN]  asks, expects that status, puts the body where stdout looks
//	waitfor FILE REGEXP          until the file says so
//	terminate                    SIGTERM to what runs in the background
//	hold ADDRESS                 begins a request and does not finish it
//	hangup                       SIGHUP to what runs in the background
//	answers URL                  until a server answers there
//	refused ADDRESS              until nobody listens there
//	release STATUS               finishes the request that is held, and expects that status
//
// Each script has a directory of its own, no PATIO_ variable, and in $ADDRESS
// an address that is free, whose port is $PORT.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				return err
			}
			env.Setenv("ADDRESS", listener.Addr().String())
			_, port, _ := net.SplitHostPort(listener.Addr().String())
			env.Setenv("PORT", port)
			env.Setenv("TMPDIR", env.WorkDir)
			// The race detector lets every process sleep a second at its end.
			env.Setenv("GORACE", "atexit_sleep_ms=0")
			env.Setenv(clocktest.Variable, os.Getenv(clocktest.Variable))
			env.Values[heldKey{}] = new(net.Conn)
			return listener.Close()
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits": exits, "oneline": oneline, "fields": fields, "keep": keep, "http": ask,
			"waitfor": waitFor, "terminate": terminate, "hangup": hangup, "answers": answers, "hold": hold, "refused": refused, "release": release,
		},
	})
}

// must ends a script whose words are used wrongly.
func must(ts *testscript.TestScript, right bool, usage string) {
	if !right {
		ts.Fatalf("usage: %s", usage)
	}
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	must(ts, !neg && len(args) > 1, "exits N command…")
	status := 0
	if failed, ok := errors.AsType[*exec.ExitError](ts.Exec(args[1], args[2:]...)); ok {
		status = failed.ExitCode()
	}
	if want := args[0]; strconv.Itoa(status) != want {
		ts.Fatalf("exit status %d, want %s", status, want)
	}
}

func oneline(ts *testscript.TestScript, neg bool, args []string) {
	must(ts, !neg && len(args) == 0, "oneline")
	text := ts.ReadFile("stderr")
	if !strings.HasPrefix(text, "patio: ") || strings.Count(text, "\n") != 1 || !strings.HasSuffix(text, "\n") {
		ts.Fatalf("standard error is not one line of ours: %q", text)
	}
	if out := ts.ReadFile("stdout"); out != "" {
		ts.Fatalf("beside the error there is output: %q", out)
	}
}

// object is the last output, which must be one JSON object and nothing else.
func object(ts *testscript.TestScript) map[string]any {
	decoder := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	var found map[string]any
	ts.Check(decoder.Decode(&found))
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		ts.Fatalf("there is more than one JSON object")
	}
	return found
}

func fields(ts *testscript.TestScript, neg bool, args []string) {
	must(ts, !neg && len(args) > 0, "fields NAME…")
	if got := slices.Sorted(maps.Keys(object(ts))); !slices.Equal(got, slices.Sorted(slices.Values(args))) {
		ts.Fatalf("fields %v", got)
	}
}

func keep(ts *testscript.TestScript, neg bool, args []string) {
	must(ts, !neg && len(args) == 2, "keep VARIABLE PATH")
	var at any = object(ts)
	for step := range strings.SplitSeq(args[1], ".") {
		if list, ok := at.([]any); ok {
			i, err := strconv.Atoi(step)
			ts.Check(err)
			must(ts, i < len(list), args[1]+" is not there")
			at = list[i]
			continue
		}
		next, ok := at.(map[string]any)
		must(ts, ok && next[step] != nil, args[1]+" is not there")
		at = next[step]
	}
	ts.Setenv(args[0], fmt.Sprint(at))
}

func ask(ts *testscript.TestScript, neg bool, args []string) {
	must(ts, !neg && (len(args) == 3 || len(args) == 4), "http STATUS METHOD URL [TOKEN]")
	request, err := http.NewRequest(args[1], args[2], nil)
	ts.Check(err)
	if len(args) == 4 {
		request.Header.Set("Authorization", "Bearer "+args[3])
	}
	client := http.Client{
		Timeout:       10 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	answer, err := client.Do(request)
	ts.Check(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	ts.Check(err)
	fmt.Fprintf(ts.Stdout(), "%s", body)
	if strconv.Itoa(answer.StatusCode) != args[0] {
		ts.Fatalf("status %d: %s", answer.StatusCode, body)
	}
}

func waitFor(ts *testscript.TestScript, neg bool, args []string) {
	must(ts, !neg && len(args) == 2, "waitfor FILE REGEXP")
	wanted, err := regexp.Compile("(?m)" + args[1])
	ts.Check(err)
	var text []byte
	for range 600 {
		text, _ = os.ReadFile(ts.MkAbs(args[0]))
		if wanted.Match(text) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	ts.Fatalf("%s never said %q: %s", args[0], args[1], text)
}

func terminate(ts *testscript.TestScript, neg bool, args []string) {
	must(ts, !neg && len(args) == 0, "terminate")
	signalAll(ts, syscall.SIGTERM)
}

func hangup(ts *testscript.TestScript, neg bool, args []string) {
	must(ts, !neg && len(args) == 0, "hangup")
	signalAll(ts, syscall.SIGHUP)
}

// signalAll sends a signal to what runs in the background.
func signalAll(ts *testscript.TestScript, signal syscall.Signal) {
	for _, running := range ts.BackgroundCmds() {
		ts.Check(running.Process.Signal(signal))
	}
}

func answers(ts *testscript.TestScript, neg bool, args []string) {
	must(ts, !neg && len(args) == 1, "answers URL")
	client := http.Client{Timeout: 10 * time.Second}
	for range 600 {
		if answer, err := client.Get(args[0]); err == nil {
			answer.Body.Close()
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	ts.Fatalf("nothing answers at %s", args[0])
}

// heldKey finds a script's held request.
type heldKey struct{}

const heldBody = "token=abc"

func hold(ts *testscript.TestScript, neg bool, args []string) {
	must(ts, !neg && len(args) == 1, "hold ADDRESS")
	conn, err := net.Dial("tcp", args[0])
	ts.Check(err)
	ts.Defer(func() { conn.Close() })
	_, err = fmt.Fprintf(conn, "POST /oauth/revoke HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"+
		"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n", len(heldBody))
	ts.Check(err)
	// The server says so once the handler asks for the body: it is under way.
	line, err := bufio.NewReader(conn).ReadString('\n')
	ts.Check(err)
	must(ts, strings.Contains(line, "100 Continue"), "hold: "+line)
	*ts.Value(heldKey{}).(*net.Conn) = conn
}

func refused(ts *testscript.TestScript, neg bool, args []string) {
	must(ts, !neg && len(args) == 1, "refused ADDRESS")
	for range 250 {
		conn, err := net.Dial("tcp", args[0])
		if err != nil {
			return
		}
		conn.Close()
		time.Sleep(20 * time.Millisecond)
	}
	ts.Fatalf("%s still answers", args[0])
}

func release(ts *testscript.TestScript, neg bool, args []string) {
	must(ts, !neg && len(args) == 1, "release STATUS")
	conn := *ts.Value(heldKey{}).(*net.Conn)
	_, err := io.WriteString(conn, heldBody)
	ts.Check(err)
	ts.Check(conn.SetReadDeadline(time.Now().Add(10 * time.Second)))
	answer, err := io.ReadAll(conn)
	ts.Check(err)
	if !strings.Contains(string(answer), "HTTP/1.1 "+args[0]+" ") {
		ts.Fatalf("answered %q", answer)
	}
}
