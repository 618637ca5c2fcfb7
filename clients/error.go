package clients

import (
	"errors"
	"strings"
)

// Error is a refusal that the developer can mend: which field, and what to do.
type Error struct {
	Field  string // by its name in the REST API: "name", "scopes", "redirect_uris", …; "": none, over a quota
	Detail string // what is wrong with it, and what to do
}

func (e *Error) Error() string { return strings.TrimPrefix(e.Field+" "+e.Detail, " ") }

var (
	// ErrUnknown says that there is no such client.
	ErrUnknown = errors.New("no such client")
	// ErrAuthentication says that the client is not who it says it is:
	// unknown, wrong secret and wrong method look the same.
	ErrAuthentication = errors.New("client authentication failed")
	// ErrDisabled says that the client is who it says it is, and switched off.
	ErrDisabled = errors.New("the client is switched off")
	// ErrNoSecret says that a public client has no secret to replace.
	ErrNoSecret = errors.New("a public client has no secret; register a confidential one")
)

func invalid(field, detail string) *Error { return &Error{Field: field, Detail: detail} }

// Taken is what a store answers where a unique field is in use already.
func Taken(field string) *Error {
	return &Error{Field: field, Detail: "is in use by another client already"}
}
