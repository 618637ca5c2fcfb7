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
	return passwordIn(line)
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
