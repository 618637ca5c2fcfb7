package config

import (
	"fmt"
	"strconv"
	"strings"
)

// Code says what kind of problem a setting has.
type Code string

// The kinds of problems.
const (
	// CodeUnknown is a name that no setting has.
	CodeUnknown Code = "unknown_setting"
	// CodeType is a value of another type than the setting's, or one that cannot be read.
	CodeType Code = "wrong_type"
	// CodeInvalid is a value out of its bounds.
	CodeInvalid Code = "invalid_value"
	// CodeFile is a file that cannot be read as settings.
	CodeFile Code = "unreadable_file"
)

// Problem is one thing to put right.
type Problem struct {
	// Code is the kind.
	Code Code
	// Key is the setting, or the name that is none. Empty for a whole file.
	Key string
	// Message names the setting and says what to do. It never holds a secret.
	Message string
}

// Error is everything that is wrong with the settings, so that it can be put right in one go.
type Error struct {
	// Problems are in the order of the settings, and never empty.
	Problems []Problem
}

// Error is one line for each problem.
func (e *Error) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.Message
	}
	return strings.Join(lines, "\n")
}

// problems gathers; its error is nil while nothing was added.
type problems []Problem

func (p *problems) add(code Code, key, format string, args ...any) {
	*p = append(*p, Problem{Code: code, Key: key, Message: fmt.Sprintf(format, args...)})
}

func (p problems) err() error {
	if len(p) == 0 {
		return nil
	}
	return &Error{Problems: p}
}

// shown makes a name from outside fit for one line of a terminal.
func shown(name string) string {
	if len(name) > 100 {
		name = name[:100] + "…"
	}
	quoted := strconv.Quote(name)
	if quoted[1:len(quoted)-1] != name || name == "" {
		return quoted
	}
	return name
}
