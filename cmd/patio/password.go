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

// maxPasswordLine bounds what is read; the users room says what a password may be.
const maxPasswordLine = 4096

// password reads the first line of standard input. It never comes as an
// argument, where everybody on the machine could read it. At a terminal it is
// asked for and not shown.
func (c *call) password(fromStdin bool, command string) (string, error) {
	if !fromStdin {
		return "", &usageError{"a password comes from standard input alone; add --password-stdin and pipe it in; see " + command + " --help"}
	}
	if file, ok := c.stdin.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		fmt.Fprint(c.stderr, "Password: ")
		typed, err := term.ReadPassword(int(file.Fd()))
		fmt.Fprintln(c.stderr)
		return string(typed), err
	}
	line, err := bufio.NewReader(io.LimitReader(c.stdin, maxPasswordLine)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("the password could not be read from standard input: %w", err)
	}
	line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
	if line == "" {
		return "", errors.New("no password came from standard input; pipe it in as the first line")
	}
	return line, nil
}
