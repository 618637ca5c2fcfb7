package bearer

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"
)

// Error codes of RFC 6750 section 3.1, one of RFC 9470 section 3, and one of RFC 6749 for a server that cannot tell.
const (
	CodeInvalidRequest    = "invalid_request"
	CodeInvalidToken      = "invalid_token"
	CodeInsufficientScope = "insufficient_scope"
	CodeUnavailable       = "temporarily_unavailable"

	CodeInsufficientAuthentication = "insufficient_user_authentication"
)

// Error is a refusal in the terms of RFC 6750 section 3.1 and RFC 9470 section 3. Err is for the log alone; everything
// else goes to the caller.
type Error struct {
	// Status is the HTTP status: 400, 401, 403, 429 or 503.
	Status int
	// Code is the error code; empty for a request that sent no token, which gets a challenge without a code.
	Code string
	// Description is a sentence for the developer of the calling program.
	Description string
	// Scope is what is missing, space separated, where Code is insufficient_scope.
	Scope string
	// ACRValues is what would do, space separated, where Code is insufficient_user_authentication.
	ACRValues string
	// MaxAge is how long ago the authentication may lie, in whole seconds; 0: it does not matter.
	MaxAge time.Duration
	// Err is the cause. It is never written to a response.
	Err error
}

// Sentinels for errors.Is. Every *Error with the same status and code is one of them.
var (
	// ErrNoToken: the request carries no bearer token at all (401, a challenge without an error code).
	ErrNoToken error = &Error{
		Status:      http.StatusUnauthorized,
		Description: "Send an access token in the Authorization header, after the word Bearer.",
	}
	// ErrInvalidToken: the token is malformed, unknown, expired, revoked or meant for somebody else (401).
	ErrInvalidToken error = &Error{
		Status:      http.StatusUnauthorized,
		Code:        CodeInvalidToken,
		Description: "The access token is unknown, expired or revoked.",
	}
	// ErrNoUser: the token speaks for a client, and the request needs one that speaks for a user (403, the code of a
	// request that needs more than the token may do). It is the refusal of [RequireUser]; errors.Is also takes it for
	// [InsufficientScope].
	ErrNoUser error = &Error{
		Status:      http.StatusForbidden,
		Code:        CodeInsufficientScope,
		Description: "This request needs an access token that a user has granted; this one speaks for a client.",
	}
	// ErrUnavailable: nobody can tell right now whether the token is good (503, with Retry-After).
	ErrUnavailable error = unavailable(nil)
)

// errAddress is why a token was refused that is bound to other addresses.
var errAddress = errors.New("the token may not be used from this address, or nobody told which one it is")

// errInternal stands for every error this package does not know; what it was belongs in the log alone.
var errInternal = &Error{
	Status:      http.StatusInternalServerError,
	Description: "Something went wrong on this server. Try again later.",
}

// Error returns the code and the cause, or the sentence where there is no cause. It is for the log.
func (e *Error) Error() string {
	text := "bearer: "
	if e.Code != "" {
		text += e.Code + ": "
	}
	if e.Err != nil {
		return text + e.Err.Error()
	}
	return text + e.Description
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether target is the same refusal: same status, same code, whatever the sentence.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Status == e.Status && t.Code == e.Code
}

// InsufficientScope is the refusal of a good token that lacks the missing scopes (403).
func InsufficientScope(missing ...string) *Error {
	return &Error{
		Status:      http.StatusForbidden,
		Code:        CodeInsufficientScope,
		Description: "The access token lacks a scope that this request needs.",
		Scope:       strings.Join(missing, " "),
	}
}

func invalidRequest(description string) *Error {
	return &Error{Status: http.StatusBadRequest, Code: CodeInvalidRequest, Description: description}
}

func invalidToken(description string, cause error) *Error {
	return &Error{Status: http.StatusUnauthorized, Code: CodeInvalidToken, Description: description, Err: cause}
}

// ErrCredentials says that the authorization server does not accept the ClientID and ClientSecret of [Config].
var ErrCredentials = errors.New("the introspection endpoint refused the credentials of this resource server")

// unavailable keeps what went wrong for the log; the caller of the API only learns that it may try again.
func unavailable(cause error) *Error {
	return &Error{
		Status:      http.StatusServiceUnavailable,
		Code:        CodeUnavailable,
		Description: "Tokens cannot be checked right now. Try again in a moment.",
		Err:         cause,
	}
}

// refusal finds what may be told about err.
func refusal(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok && e.Status >= 400 && e.Status <= 599 {
		return e
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return unavailable(err)
	}
	return errInternal
}
