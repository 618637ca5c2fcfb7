package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"
)

// maxPasswordLine bounds what is read; the users room says what a password may be.
const maxPasswordLine = 4096

// passwordSource refuses a command that would have to ask for a password where
// nobody can type one. Commands call it before anything else.
func (c *call) passwordSource(fromStdin bool, command string) error {
	if fromStdin || c.atTerminal() {
		return nil
	}
	return &usageError{"there is no terminal to ask for the password at; pipe it in with --password-stdin; see " +
		command + " --help"}
}

// password asks for a new password at a terminal, twice and without showing it,
// and elsewhere reads the first line of standard input. It never comes as an
// argument, where everybody on the machine could read it.
func (c *call) password() (string, error) {
	if c.atTerminal() {
		return c.typedPassword(int(c.stdin.(*os.File).Fd()))
	}
	line, err := bufio.NewReader(io.LimitReader(c.stdin, maxPasswordLine)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("the password could not be read from standard input: %w", err)
	}
	return passwordIn(line)
}

func (c *call) typedPassword(terminal int) (string, error) {
	first, err := c.hidden(terminal, "Password: ")
	switch {
	case err != nil:
		return "", err
	case first == "":
		return "", errors.New("no password was typed; nothing was changed")
	}
	again, err := c.hidden(terminal, "Repeat the password: ")
	if err != nil {
		return "", err
	}
	if again != first {
		return "", errors.New("the two passwords differ; nothing was changed")
	}
	return first, nil
}

// hidden reads a line at a terminal that does not show it.
func (c *call) hidden(terminal int, prompt string) (string, error) {
	before, err := term.GetState(terminal)
	if err != nil {
		return "", err
	}
	fmt.Fprint(c.stderr, prompt)
	typed, err := c.answer(func() (string, error) {
		line, err := term.ReadPassword(terminal)
		return string(line), err
	})
	fmt.Fprintln(c.stderr)
	switch {
	case errors.Is(err, io.EOF):
		return "", nil
	case errors.Is(err, errNotConfirmed): // the reading goes on, and so would the silence
		return "", errors.Join(err, term.Restore(terminal, before))
	}
	return typed, err
}

// passwordIn returns the password that a line of standard input holds: without
// the line's end, and without the mark that PowerShell and editors on Windows
// put at the beginning of UTF-8.
func passwordIn(line string) (string, error) {
	switch {
	case strings.HasPrefix(line, "\xff\xfe"), strings.HasPrefix(line, "\xfe\xff"):
		return "", errors.New("the password on standard input is in UTF-16; send it in UTF-8 (in PowerShell: $OutputEncoding = [System.Text.UTF8Encoding]::new())")
	case strings.Contains(line, "\x00"):
		return "", errors.New("the password on standard input holds zero bytes, as text in UTF-16 does; send it in UTF-8")
	case !utf8.ValidString(line):
		return "", errors.New("the password on standard input is not valid UTF-8; send it in UTF-8")
	}
	line = strings.TrimPrefix(line, "\ufeff")
	line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
	if line == "" {
		return "", errors.New("no password came from standard input; pipe it in as the first line")
	}
	return line, nil
}
