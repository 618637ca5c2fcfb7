package main

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestPasswordsFromStandardInput(t *testing.T) {
	for given, want := range map[string]string{
		"correct horse\n":                       "correct horse",
		"correct horse\r\n":                     "correct horse",
		"correct horse":                         "correct horse",
		" correct horse \n":                     " correct horse ",
		"\ufeffcorrect horse\n":                 "correct horse",
		"bla\u030abærsyltetøy\n":                "bla\u030abærsyltetøy",
		"\xff\xfec\x00o\x00r\x00r\x00\n":        "error: UTF-16",
		"\xfe\xff\x00c\x00o\x00r\x00r\x00\n":    "error: UTF-16",
		"c\x00o\x00r\x00r\x00e\x00c\x00t\x00\n": "error: zero bytes",
		"correct\x00horse\n":                    "error: zero bytes",
		"correct horse \xe5\n":                  "error: not valid UTF-8",
		"\n":                                    "error: no password",
		"\ufeff\r\n":                            "error: no password",
	} {
		got, err := passwordIn(given)
		wrong, refused := strings.CutPrefix(want, "error: ")
		switch {
		case refused && (err == nil || !strings.Contains(err.Error(), wrong)):
			t.Errorf("%q: %q, %v; want an error that says %q", given, got, err, wrong)
		case !refused && (err != nil || got != want):
			t.Errorf("%q: %q, %v; want %q", given, got, err, want)
		}
	}
}

// Ctrl+C at a question is no.
func TestInterruptIsNo(t *testing.T) {
	stopped := make(chan struct{})
	close(stopped)
	nobody, writer := io.Pipe()
	defer writer.Close()
	c := &call{stdin: nobody, stderr: new(bytes.Buffer), interrupted: stopped}
	if err := c.ask("Go on?"); !errors.Is(err, errNotConfirmed) {
		t.Errorf("%v, want %v", err, errNotConfirmed)
	}
}
