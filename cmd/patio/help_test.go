package main

import (
	"bytes"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// parserOf is the command line without the program around it.
func parserOf(t *testing.T) (*kong.Kong, *cli) {
	t.Helper()
	tree := new(cli)
	parser, err := newParser(tree, io.Discard, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	return parser, tree
}

// commandsBelow are a command and all below it.
func commandsBelow(node *kong.Node) []*kong.Node {
	all := []*kong.Node{node}
	for _, child := range node.Children {
		all = append(all, commandsBelow(child)...)
	}
	return all
}

// Every help has an example, and every example is a command line that can be
// typed.
func TestExamples(t *testing.T) {
	parser, _ := parserOf(t)
	named := map[string]bool{}
	for _, node := range commandsBelow(parser.Model.Node) {
		name := ""
		if node.Type == kong.CommandNode {
			name = nameOf(node)
		}
		named[name] = true
		if len(notes[name].examples) == 0 {
			t.Errorf("patio %s has no example", name)
		}
		var out, problems bytes.Buffer
		if status := run(t.Context(), append(strings.Fields(name), "--help"), strings.NewReader(""), &out, &problems, nil); status != exitDone {
			t.Errorf("patio %s --help: %d, %s", name, status, problems.String())
		}
		_, examples, _ := strings.Cut(out.String(), "\nExamples:\n")
		for line := range strings.Lines(examples) {
			if len(line) > 81 {
				t.Errorf("patio %s --help has a line of %d characters: %s", name, len(line)-1, line)
			}
		}
		whole := strings.ReplaceAll(out.String(), "\\\n    ", "")
		for _, example := range notes[name].examples {
			if !strings.Contains(whole, "\n  "+example+"\n") {
				t.Errorf("patio %s --help does not show %s", name, example)
			}
			words := wordsOf(example)
			if name != "" && !strings.HasPrefix(strings.Join(words, " "), name) {
				t.Errorf("the example of patio %s is of another command: %s", name, example)
			}
			parser, tree := parserOf(t)
			if words[0] == "help" {
				continue
			}
			parsed, err := parser.Parse(words)
			if err != nil {
				t.Errorf("%s: %v", example, err)
				continue
			}
			if tree.Field != nil {
				if err := checkField(notes[nameOf(parsed.Selected())].object, *tree.Field); err != nil {
					t.Errorf("%s: %v", example, err)
				}
			}
		}
	}
	for name := range notes {
		if !named[name] {
			t.Errorf("there is no command %q", name)
		}
	}
}

// wordsOf are the arguments of an example, without what a shell makes of the
// rest.
func wordsOf(example string) []string {
	example = strings.TrimSuffix(strings.TrimPrefix(example, `eval "$(`), `)"`)
	example, _, _ = strings.Cut(example, " <")
	example, _, _ = strings.Cut(example, " >")
	var words []string
	for i, part := range strings.Split(example, "'") {
		if i%2 == 1 {
			words = append(words, part)
			continue
		}
		words = append(words, strings.Fields(part)...)
	}
	return words[1:]
}

func TestCompletion(t *testing.T) {
	parser, _ := parserOf(t)
	for line, want := range map[string][]string{
		"us":                                    {"user"},
		"client a":                              {"approve"},
		"client create --ty":                    {"--type"},
		"client create --type ":                 {"confidential", "public"},
		"client create --type=p":                {"--type=public"},
		"client create --type = p":              {"public"},
		"client list --owner mira --st":         {"--status"},
		"client list --owner client --status a": {"active"},
		"completion ":                           {"bash", "zsh", "fish"},
		"pat create -q to":                      {"token"},
		"client list -q own":                    {"owner_id"},
		"config show -q tokens.acc":             {"tokens.access_ttl"},
		"serve --no":                            {"--no-migrate"},
		"serve --config ":                       nil,
		"nothing like that ":                    nil,
	} {
		var out bytes.Buffer
		complete(parser.Model.Node, strings.Split(line, " "), &out)
		var got []string
		for one := range strings.Lines(out.String()) {
			text, _, _ := strings.Cut(strings.TrimSpace(one), "\t")
			got = append(got, text)
		}
		if line == "nothing like that " {
			continue
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
	var out bytes.Buffer
	complete(parser.Model.Node, nil, &out)
	for _, command := range []string{"serve", "demo", "doctor", "completion", "help", "version"} {
		if !strings.Contains(out.String(), command+"\t") && command != "doctor" {
			t.Errorf("%s is not offered", command)
		}
	}
}

// The scripts are such that their shells read them.
func TestCompletionScripts(t *testing.T) {
	for shell, flag := range map[string]string{"bash": "-n", "zsh": "-n", "fish": "--no-execute"} {
		var out, problems bytes.Buffer
		if status := run(t.Context(), []string{"completion", shell}, strings.NewReader(""), &out, &problems, nil); status != exitDone {
			t.Fatal(problems.String())
		}
		if _, err := exec.LookPath(shell); err != nil {
			t.Logf("%s is not on this machine, so its script is not read by it.", shell)
			continue
		}
		check := exec.Command(shell, flag)
		check.Stdin = &out
		if said, err := check.CombinedOutput(); err != nil {
			t.Errorf("%s does not read its script: %s", shell, said)
		}
	}
}
