//go:build unix

package docs_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The documents speak of a server at its standard address; here it takes a
// free one, and the documents are read as if they named that.
const (
	standardAddress = "127.0.0.1:8080"
	escapedAddress  = "127.0.0.1%3A8080"
)

// endOfBlock is what the shell prints when it is through with a block.
const endOfBlock = '\x1e'

// readyWithin is far more than anything takes; it is for a machine that does
// ten other things.
const readyWithin = 60 * time.Second

// session is the terminals of one document: a shell that keeps its variables
// from block to block, and the server beside it.
type session struct {
	dir     string
	address string // of the server; "" before it runs
	script  io.WriteCloser
	output  *bufio.Reader
	said    *outputOf // on standard error
	shell   *exec.Cmd
}

// begin starts the shell in an empty directory.
func begin(t *testing.T) *session {
	t.Helper()
	s := &session{dir: t.TempDir(), said: &outputOf{}}
	script, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), readyWithin)
	// The blocks come by a pipe of their own, so that no command reads them as its input.
	shell := exec.CommandContext(ctx, "bash", "-eu", "/dev/fd/3")
	shell.Stdin = strings.NewReader("correct horse battery\n") // what is asked for: a password
	shell.Dir, shell.Env, shell.Stderr, shell.ExtraFiles = s.dir, environment(), s.said, []*os.File{script}
	output, err := shell.StdoutPipe()
	if err == nil {
		err = shell.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	s.script, s.output, s.shell = writer, bufio.NewReader(output), shell
	t.Cleanup(func() {
		_ = errors.Join(writer.Close(), script.Close()) // that is the end of the script
		_, _ = io.Copy(io.Discard, s.output)
		_ = shell.Wait() // how it ended was told by the last block
		cancel()
	})
	return s
}

// run runs a block to its end and gives what it printed.
func (s *session) run(text string) (string, error) {
	if s.address == "" && strings.Contains(text, standardAddress) {
		return "", errors.New("it asks the server before that runs")
	}
	_, err := io.WriteString(s.script, s.real(text)+"\nprintf '\\036'\n")
	if err != nil {
		return "", err
	}
	printed, err := s.output.ReadString(endOfBlock)
	if err != nil {
		_ = s.shell.Wait() // until it has said all
		return "", fmt.Errorf("a command failed; it printed %q and said %q", printed, s.said)
	}
	return strings.TrimSuffix(printed, string(endOfBlock)), nil
}

// real is a text of the document with the address that the server has here.
func (s *session) real(text string) string {
	if s.address == "" {
		return text
	}
	escaped := strings.ReplaceAll(s.address, ":", "%3A")
	return strings.NewReplacer(standardAddress, s.address, escapedAddress, escaped).Replace(text)
}

var readyLine = regexp.MustCompile(`(?m)^Patio is ready at http://(127\.0\.0\.1:\d+)$`)

// serve starts what a second terminal would, and waits until it is ready.
func (s *session) serve(t *testing.T, text string) {
	t.Helper()
	cmd := exec.Command("bash", "-euc", text)
	cmd.Dir = s.dir
	s.address = start(t, cmd)
}

// start starts a server on a free port and gives its address. When the test
// ends it is asked to stop, as Ctrl+C does, and must have logged no error.
func start(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	output := &outputOf{}
	cmd.Env = append(environment(), "PATIO_LISTEN=127.0.0.1:0")
	cmd.Stdout, cmd.Stderr = output, output
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGINT) // it may be gone already
		select {
		case <-ended:
		case <-time.After(readyWithin):
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
			t.Error("it did not stop when it was asked to")
		}
		if strings.Contains(output.String(), "level=ERROR") {
			t.Errorf("the server logged an error: %s", output)
		}
	})
	for deadline := time.Now().Add(readyWithin); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if found := readyLine.FindStringSubmatch(output.String()); found != nil {
			return found[1]
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("it ended (%v) and was never ready: %s", err, output)
		default:
		}
	}
	t.Fatalf("it is not ready: %s", output)
	return ""
}

// environment is this process's own, with the patio of this test, without
// settings of anybody's and without what an outer make hands down.
func environment() []string {
	env := slices.DeleteFunc(os.Environ(), func(entry string) bool {
		return strings.HasPrefix(entry, "PATIO_") || strings.HasPrefix(entry, "MAKE") || strings.HasPrefix(entry, "MFLAGS=")
	})
	return append(env, "PATH="+binDir+string(filepath.ListSeparator)+os.Getenv("PATH"), "CGO_ENABLED=0")
}

// outputOf gathers what a process prints, for several readers.
type outputOf struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *outputOf) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *outputOf) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}
