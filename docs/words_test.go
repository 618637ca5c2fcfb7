package docs_test

import (
	"maps"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	called     = regexp.MustCompile(`(?:^|[\s;&|(])patio((?: +[^\s;&|()<>]+)*)`)
	flagged    = regexp.MustCompile(`^--([a-z-]+)`)
	made       = regexp.MustCompile(`(?:^|[\s;&|(])make(?: +([a-z]+))?(?:$|[\s;&|)])`)
	plain      = regexp.MustCompile(`^[a-z-]+$`)
	helpFlag   = regexp.MustCompile(`--(?:\[no-\])?([a-z-]+)`)
	subcommand = regexp.MustCompile(`(?m)^  ([a-z]+(?: [a-z-]+)*)  +\S`)
)

// TestCommandLines looks up every command and flag that is named, in the prose
// and in the blocks, and finds every command of the program named somewhere.
func TestCommandLines(t *testing.T) {
	commands, targets := programCommands(t), makeTargets(t)
	named := map[string]bool{}
	for _, d := range documents(t) {
		for _, line := range d.commandLines() {
			for _, call := range called.FindAllStringSubmatch(line, -1) {
				command := checkCall(t, d.name, strings.Fields(call[1]), commands)
				named[command] = true
			}
			for _, call := range made.FindAllStringSubmatch(line, -1) {
				if call[1] != "" && !slices.Contains(targets, call[1]) {
					t.Errorf("%s: make %s: there is no such target", d.name, call[1])
				}
			}
		}
	}
	for _, command := range slices.Sorted(maps.Keys(commands)) {
		if !named[command] && !isGroup(commands[command]) {
			t.Errorf("no document says what patio %s is for", command)
		}
	}
}

// commandLines are the spans, and the lines of the shell with those that go on
// joined.
func (d document) commandLines() []string {
	lines := d.spans()
	for _, b := range d.blocks {
		if b.language() == "sh" {
			lines = append(lines, strings.Split(strings.ReplaceAll(b.text, "\\\n", " "), "\n")...)
		}
	}
	return lines
}

// checkCall holds one call of patio to what its help says, and gives the
// command that it calls.
func checkCall(t *testing.T, document string, words []string, commands map[string]string) string {
	t.Helper()
	command := ""
	for len(words) > 0 && plain.MatchString(words[0]) {
		next := strings.TrimSpace(command + " " + words[0])
		if _, known := commands[next]; !known {
			break
		}
		command, words = next, words[1:]
	}
	if len(words) > 0 && plain.MatchString(words[0]) && isGroup(commands[command]) {
		t.Errorf("%s: patio %s %s: there is no such command", document, command, words[0])
	}
	var known []string
	for _, flag := range helpFlag.FindAllStringSubmatch(commands[command], -1) {
		known = append(known, flag[1])
	}
	for _, word := range words {
		if flag := flagged.FindStringSubmatch(word); flag != nil && !slices.Contains(known, flag[1]) {
			t.Errorf("%s: patio %s has no flag --%s", document, command, flag[1])
		}
	}
	return command
}

// programCommands are the commands of the program with their help texts; the
// program itself is "".
func programCommands(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for next := []string{""}; len(next) > 0; next = next[1:] {
		words := append(strings.Fields(next[0]), "--help")
		help, err := exec.Command(filepath.Join(binDir, "patio"), words...).Output()
		if err != nil {
			t.Fatalf("patio %s: %v", strings.Join(words, " "), err)
		}
		all[next[0]] = string(help)
		_, list, _ := strings.Cut(string(help), "\nCommands:\n")
		for _, below := range subcommand.FindAllStringSubmatch(list, -1) {
			next = append(next, below[1])
		}
	}
	if len(all) < 20 {
		t.Fatalf("the help names only %d commands", len(all))
	}
	return all
}

// isGroup reports whether a command only gathers others.
func isGroup(help string) bool { return strings.Contains(help, "\nCommands:\n") }
