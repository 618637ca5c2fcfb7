// Command patio is the authorization server and the tool of those who run it.
//
// It owns the words of the command line, what is printed, the exit status and
// the joining of the rooms. It does not decide: a command asks a room and
// shows the answer. The end of it, a whole server, comes from serve and demo.
//
//	main.go    arguments in, exit status out, errors as one line
//	cli.go     every command and the flags that all of them take
//	wire.go    the only place that joins rooms
//	show.go    an answer for a person, or one JSON object
//	*.go       one file per command
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"strings"
	"syscall"
	"unicode"

	"github.com/alecthomas/kong"

	"github.com/patio-auth/patio/config"
)

// Set by the build: -ldflags "-X main.version=… -X main.commit=…".
var (
	version = "dev"
	commit  = "unknown"
)

// The exit statuses.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal asks for an orderly end; the second one ends the
	// process at once, as it would any other.
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}

// run is the whole program but for the process around it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env []string) int {
	err := execute(ctx, args, stdin, stdout, stderr, env)
	if err == nil {
		return exitDone
	}
	if ended, ok := errors.AsType[exited](err); ok {
		return int(ended)
	}
	fmt.Fprintln(stderr, "patio: "+oneLine(err))
	if _, ok := errors.AsType[*usageError](err); ok {
		return exitUsage
	}
	return exitFailed
}

// execute parses the arguments and runs the command that they name.
func execute(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env []string) (err error) {
	var tree cli
	parser, err := newParser(&tree, stdout, stderr)
	if err != nil {
		return err
	}
	defer func() {
		switch broken := recover().(type) {
		case nil:
		case exited:
			err = broken
		default:
			panic(broken)
		}
	}()
	if len(args) > 0 && args[0] == completing {
		complete(parser.Model.Node, args[1:], stdout)
		return nil
	}
	parsed, err := parser.Parse(arguments(args))
	if err != nil {
		return wrongUsage(err)
	}
	if field := tree.Field; field != nil {
		if err := checkField(notes[nameOf(parsed.Selected())].object, *field); err != nil {
			return &usageError{err.Error()}
		}
	}
	c := &call{globals: tree.globals, env: env, stdin: stdin, stdout: stdout, stderr: stderr, interrupted: ctx.Done()}
	parsed.BindTo(ctx, (*context.Context)(nil))
	return parsed.Run(c)
}

// exited is how --help and --version leave the parser.
type exited int

func (e exited) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// usageError is a command line that asks for nothing that can be done.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

// wrongUsage ends a parser's complaint with where to look the words up.
func wrongUsage(err error) error {
	command := "patio"
	if failed, ok := errors.AsType[*kong.ParseError](err); ok && failed.Context != nil {
		if at := failed.Context.Selected(); at != nil {
			command = at.FullPath()
		}
	}
	return &usageError{fmt.Sprintf("%s; see %s --help", complaint(err), command)}
}

// noValue is how the parser complains of a flag without its value, and badValue
// how it repeats what a flag says of the one that it has.
var (
	noValue  = regexp.MustCompile(`^(--[\w-]+): expected .* value but got "(.*)" \(`)
	badValue = regexp.MustCompile(`^(--[\w-]+): (must .*)`)
)

// complaint is what the parser found wrong, in words of ours.
func complaint(err error) string {
	text := err.Error()
	if found := noValue.FindStringSubmatch(text); found != nil && found[2] == "EOL" {
		return found[1] + " needs a value"
	} else if found != nil {
		return fmt.Sprintf("%s needs a value, and %s is a flag; to give a value that begins with a dash, write %s=VALUE",
			found[1], found[2], found[1])
	}
	return badValue.ReplaceAllString(text, "$1 $2")
}

// oneLine is an error as one line of a terminal. Several problems of the
// configuration are told at once, so that they can be put right in one go.
func oneLine(err error) string {
	text := err.Error()
	if several, ok := errors.AsType[*config.Error](err); ok {
		text = several.Problems[0].Message
		for _, p := range several.Problems[1:] {
			text += ". Also: " + p.Message
		}
	}
	text = strings.Join(strings.Fields(text), " ")
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '?'
		}
		return r
	}, text)
}
