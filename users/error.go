package users

import "errors"

// Error is a refusal that the person can mend: which field, and what to do.
type Error struct {
	Field  string // "username", "email", "name", "password", ""
	Code   string // "invalid", "taken", "wrong_credentials", "busy"
	Detail string // a sentence without its subject, for a person
}

func (e *Error) Error() string {
	if e.Field == "" {
		return e.Detail
	}
	return e.Field + " " + e.Detail
}

// Is makes two errors of one field and code the same to errors.Is.
func (e *Error) Is(target error) bool {
	var t *Error
	return errors.As(target, &t) && t.Field == e.Field && t.Code == e.Code
}

var (
	// ErrUnknown says that there is no such account or session.
	ErrUnknown = errors.New("no such user")
	// ErrCredentials says that name and password do not fit, or that the
	// account is switched off: from outside the three look the same.
	ErrCredentials = &Error{Code: "wrong_credentials", Detail: "The user name or the password is not right."}
	// ErrBusy says that too many passwords are being checked right now.
	ErrBusy = &Error{Code: "busy", Detail: "Too many people are signing in right now. Try again in a moment."}
)

func invalid(field, detail string) *Error {
	return &Error{Field: field, Code: "invalid", Detail: detail}
}

// Taken is what a store answers where a unique field is in use already.
func Taken(field string) *Error {
	return &Error{Field: field, Code: "taken", Detail: "is in use already; choose another"}
}
