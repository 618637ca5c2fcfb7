//go:build unix

package docs_test

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// TestSetUp holds the README to its two commands: the first one serves, the
// second one is there. (That it passes is what runs this.)
func TestSetUp(t *testing.T) {
	needs(t, "make")
	readme := readDocument(t, "README.md")
	for _, command := range []string{"make run\n", "make test\n"} {
		if !slices.ContainsFunc(readme.blocks, func(b block) bool { return b.info == "sh" && b.text == command }) {
			t.Errorf("the README has no block that is %q and nothing else", command)
		}
	}
	t.Run("make run", func(t *testing.T) {
		demo := exec.Command("make", "run")
		demo.Dir = root
		address := start(t, demo)
		answer, err := http.Get("http://" + address + "/.well-known/oauth-authorization-server")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = answer.Body.Close() }()
		if answer.StatusCode != http.StatusOK {
			t.Errorf("the demo answers %s", answer.Status)
		}
	})
	t.Run("make test", func(t *testing.T) {
		dry := exec.Command("make", "--dry-run", "test")
		dry.Dir, dry.Env = root, environment()
		said, err := dry.CombinedOutput()
		if err != nil || !regexp.MustCompile(`go test .*\./\.\.\.`).Match(said) {
			t.Errorf("make test would not test everything (%v): %s", err, said)
		}
	})
}

// makeTargets are the targets of the Makefile.
func makeTargets(t *testing.T) []string {
	t.Helper()
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	var targets []string
	for _, match := range regexp.MustCompile(`(?m)^([a-z]+):`).FindAllStringSubmatch(string(makefile), -1) {
		targets = append(targets, match[1])
	}
	return targets
}
