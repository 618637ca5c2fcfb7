package bearer

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"
)

// ACRMFA is the authentication context of a token whose holder gave a second factor for it: a personal access token
// with advanced privileges, or an OAuth token from a sign-in with a second factor. Patio takes it off the verdict
// after a while, before the token itself ends.
const ACRMFA = "urn:patio:acr:mfa"

// InsufficientAuthentication is the refusal of a good token that was issued under a weaker authentication than the
// request needs (401, RFC 9470 section 3). values are the authentication contexts that would do, in order of
// preference; maxAge is how long ago the authentication may lie, and 0 where that does not matter.
func InsufficientAuthentication(maxAge time.Duration, values ...string) *Error {
	return &Error{
		Status:      http.StatusUnauthorized,
		Code:        CodeInsufficientAuthentication,
		Description: "This request needs a token that was issued after a stronger authentication.",
		ACRValues:   strings.Join(values, " "),
		MaxAge:      maxAge,
	}
}

// RequireACR lets a request through only when the principal in its context was issued under one of values; the 401
// names them (RFC 9470). Put it behind [Middleware]: without a principal the answer asks for a token.
//
// It panics without a value and on one that no token could carry: an empty one, or one with spaces or quotes.
func RequireACR(values ...string) func(http.Handler) http.Handler {
	if len(values) == 0 {
		panic("bearer: RequireACR takes at least one authentication context, such as bearer.ACRMFA")
	}
	for _, value := range values {
		if !isScopeToken(value) {
			panic("bearer: RequireACR takes authentication contexts one by one, and this is not one: " + quote(value))
		}
	}
	values = slices.Clone(values)
	check := func(ctx context.Context) error { return checkACR(ctx, values) }
	return func(next http.Handler) http.Handler { return &guard{check, nil, next} }
}

func checkACR(ctx context.Context, values []string) error {
	p, ok := FromContext(ctx)
	switch {
	case !ok:
		return ErrNoToken
	case !slices.Contains(values, p.ACR):
		return InsufficientAuthentication(0, values...)
	}
	return nil
}
