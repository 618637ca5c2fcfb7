package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// errNotConfirmed says that the answer was not yes.
var errNotConfirmed = errors.New("nothing was changed")

// confirmation is the flag of the commands that cannot be undone.
type confirmation struct {
	Yes bool `help:"Do not ask for confirmation. Required without a terminal."`
}

// answerable refuses a command that would have to ask where nobody can answer.
// Commands call it once they have found what they were called for, and before
// they count what depends on it.
func (f confirmation) answerable(c *call) error {
	if f.Yes || c.atTerminal() {
		return nil
	}
	return &usageError{"this cannot be undone, and there is no terminal to confirm it at; add --yes to do it anyway"}
}

// atTerminal reports whether somebody can answer.
func (c *call) atTerminal() bool {
	file, ok := c.stdin.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// confirm asks before a command does what cannot be undone, with what will end.
func (f confirmation) confirm(c *call, question string) error {
	if err := f.answerable(c); err != nil || f.Yes {
		return err
	}
	return c.ask(question + " This cannot be undone.")
}

// terminalQuestion is the flag of commands that cannot be undone either, but that
// scripts may run as they are: a secret that is replaced by the clock, say.
// They ask on a terminal only.
type terminalQuestion struct {
	Yes bool `help:"Do not ask for confirmation. Without a terminal, it never asks."`
}

// confirm asks where somebody can answer.
func (f terminalQuestion) confirm(c *call, text string) error {
	if f.Yes || !c.atTerminal() {
		return nil
	}
	return c.ask(text + " This cannot be undone.")
}

// ask reads the answer to a question; anything but y or yes is no.
func (c *call) ask(question string) error {
	fmt.Fprintf(c.stderr, "%s [y/N] ", question)
	line, err := c.answer(func() (string, error) {
		return bufio.NewReader(io.LimitReader(c.stdin, 100)).ReadString('\n')
	})
	if errors.Is(err, errNotConfirmed) {
		fmt.Fprintln(c.stderr)
		return err
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("the answer could not be read: %w", err)
	}
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "y", "yes":
		return nil
	}
	return errNotConfirmed
}

// answer reads what is typed at a terminal. The first Ctrl+C takes it for no.
func (c *call) answer(read func() (string, error)) (string, error) {
	type typed struct {
		line string
		err  error
	}
	got := make(chan typed, 1)
	go func() {
		line, err := read()
		got <- typed{line, err}
	}()
	select {
	case <-c.interrupted:
		return "", errNotConfirmed
	case one := <-got:
		return one.line, one.err
	}
}
