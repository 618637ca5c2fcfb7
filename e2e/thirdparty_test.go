package e2e_test

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/patio-auth/patio/storage/storagetest"
)

// thirdParty finds a program of somebody else's. Without it the test is left out, or fails under CI.
func thirdParty(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	if storagetest.UnderCI() {
		t.Fatalf("there is no %s on this machine", names[0])
	}
	t.Skipf("There is no %s on this machine.", names[0])
	return ""
}

// recipe returns a block of a document, by the name that follows its language.
func recipe(t *testing.T, document, name string) string {
	t.Helper()
	text, err := os.ReadFile("../docs/" + document)
	if err != nil {
		t.Fatal(err)
	}
	_, block, found := strings.Cut(string(text), " file="+name+"\n")
	block, _, ended := strings.Cut(block, "\n```\n")
	if !found || !ended {
		t.Fatalf("docs/%s has no block called %s", document, name)
	}
	return block + "\n"
}

// background runs a program until the test ends.
func background(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	said := &output{}
	cmd.Stdout, cmd.Stderr = said, said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait() // how it ends is not of interest
		if t.Failed() {
			t.Logf("%s said\n%s", cmd.Path, said.tail())
		}
	})
}

// written is a file of the test's own.
func written(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
