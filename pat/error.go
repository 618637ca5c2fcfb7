package pat

import "errors"

// Code says what kind of refusal an Error is.
type Code string

// The kinds of refusal.
const (
	CodeInvalid   Code = "invalid"   // the field's value is wrong in itself
	CodeForbidden Code = "forbidden" // it would reach beyond what asks for it
)

// Error is a refusal to mint or change a token.
type Error struct {
	Code   Code
	Field  string // by its name in the REST API
	Detail string // what is wrong with it, and what to do

	wider bool // invalid whoever asks, and more than the token has
}

// exceeds reports whether something was asked for beyond what a token may give.
func (e *Error) exceeds() bool { return e.Code == CodeForbidden || e.wider }

func (e *Error) Error() string { return e.Field + " " + e.Detail }

var (
	// ErrUnknown says that there is no such token (for this user).
	ErrUnknown = errors.New("no such personal access token")
	// ErrEnded says that the token has ended, so nothing about it can change.
	ErrEnded = errors.New("this token has ended; make a new one")
	// ErrNoSelfRotate says that a token was not made to replace itself.
	ErrNoSelfRotate = errors.New("this token was not made to replace itself")
	// ErrParentEnded says that the token that would mint has just ended.
	ErrParentEnded = errors.New("the token that asks has ended")
	// ErrReplaced says that the token that asks came with a secret that a
	// rotation has replaced.
	ErrReplaced = errors.New("the secret of the token that asks has been replaced")
)

func invalid(field, detail string) *Error {
	return &Error{Code: CodeInvalid, Field: field, Detail: detail}
}

// tooWide is invalid for a value that reaches beyond a token.
func tooWide(field, detail string) *Error {
	return &Error{Code: CodeInvalid, Field: field, Detail: detail, wider: true}
}

func forbidden(field, detail string) *Error {
	return &Error{Code: CodeForbidden, Field: field, Detail: detail}
}
