package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Run prints the script.
func (cmd *completionCommand) Run(c *call) error {
	_, err := io.WriteString(c.stdout, completionScripts[cmd.Shell])
	return err
}

// completing is how the scripts of completionScripts ask for candidates: it is
// followed by the words of the line up to the one that is being typed.
const completing = "__complete"

// completionScripts hand the words of the line to the program, which knows its
// commands. Where it has no candidate, they offer files.
var completionScripts = map[string]string{
	"bash": `_patio() {
    local candidate help
    COMPREPLY=()
    while IFS=$'\t' read -r candidate help; do
        COMPREPLY+=("$candidate")
    done < <("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _patio patio
`,
	"zsh": `#compdef patio
_patio() {
    local candidate help
    local -a candidates
    while IFS=$'\t' read -r candidate help; do
        candidates+=("${candidate//:/\\:}:$help")
    done < <("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)
    if (( $#candidates )); then
        _describe patio candidates
    else
        _files
    fi
}
if [[ $funcstack[1] == _patio ]]; then
    _patio "$@"
else
    compdef _patio patio
fi
`,
	"fish": `function __patio_candidates
    set -l words (commandline -opc) (commandline -ct)
    $words[1] __complete $words[2..-1] 2>/dev/null
end
complete -c patio -f -a '(__patio_candidates)'
complete -c patio -F -n 'not count (__patio_candidates) >/dev/null'
`,
}

// complete prints what the last of the words can become, one a line, each with
// what it is for behind a tab.
func complete(model *kong.Node, words []string, w io.Writer) {
	words = slices.DeleteFunc(slices.Clone(words), func(word string) bool { return word == "=" }) // bash makes it a word
	if len(words) == 0 {
		words = []string{""}
	}
	typed := words[len(words)-1]
	node, open := follow(model, words[:len(words)-1])
	if name, value, ok := strings.Cut(typed, "="); ok && open == nil {
		if flag := flagNamed(node, name); flag != nil {
			offer(w, value, valuesOf(node, flag), name+"=")
		}
		return
	}
	switch {
	case open != nil:
		offer(w, typed, valuesOf(node, open), "")
	case strings.HasPrefix(typed, "-"):
		offer(w, typed, flagsOf(node), "")
	case len(node.Children) > 0:
		offer(w, typed, childrenOf(node), "")
	default:
		offer(w, typed, argumentsOf(node), "")
	}
}

// candidate is one thing that can be typed.
type candidate struct{ text, help string }

func offer(w io.Writer, typed string, all []candidate, before string) {
	for _, c := range all {
		if strings.HasPrefix(c.text, typed) {
			fmt.Fprintf(w, "%s%s\t%s\n", before, c.text, c.help)
		}
	}
}

// follow goes through the words that are complete: to the command that they name,
// and to the flag whose value comes next, if there is one.
func follow(node *kong.Node, words []string) (at *kong.Node, open *kong.Flag) {
	for _, word := range words {
		if open != nil {
			open = nil
			continue
		}
		if strings.HasPrefix(word, "-") {
			if flag := flagNamed(node, word); flag != nil && !flag.IsBool() {
				open = flag
			}
			continue
		}
		for _, child := range node.Children {
			if child.Name == word {
				node = child
				break
			}
		}
	}
	return node, open
}

func flagNamed(node *kong.Node, word string) *kong.Flag {
	for _, group := range node.AllFlags(true) {
		for _, flag := range group {
			if word == "--"+flag.Name || flag.Short != 0 && word == "-"+string(flag.Short) {
				return flag
			}
		}
	}
	return nil
}

func flagsOf(node *kong.Node) []candidate {
	var all []candidate
	for _, group := range node.AllFlags(true) {
		for _, flag := range group {
			all = append(all, candidate{"--" + flag.Name, flag.Help})
			if flag.Tag.Negatable != "" {
				all = append(all, candidate{"--no-" + flag.Name, flag.Help})
			}
		}
	}
	return all
}

func childrenOf(node *kong.Node) []candidate {
	var all []candidate
	for _, child := range node.Children {
		if !child.Hidden {
			all = append(all, candidate{child.Name, child.Help})
		}
	}
	return all
}

// valuesOf are the values of a flag that has only some.
func valuesOf(node *kong.Node, flag *kong.Flag) []candidate {
	if flag.Name == "field" {
		return textCandidates(knownFields(notes[nameOf(node)].object))
	}
	return textCandidates(enumOf(flag.Value))
}

func argumentsOf(node *kong.Node) []candidate {
	var all []candidate
	for _, argument := range node.Positional {
		all = append(all, textCandidates(enumOf(argument))...)
	}
	return all
}

func enumOf(value *kong.Value) []string {
	if value.Enum == "" {
		return nil
	}
	return value.EnumSlice()
}

func textCandidates(texts []string) []candidate {
	var all []candidate
	for _, text := range texts {
		all = append(all, candidate{text: text})
	}
	return all
}
