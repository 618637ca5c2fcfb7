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

// ACRGuard is the middleware that [RequireACR] returns.
type ACRGuard func(next http.Handler) http.Handler

// RequireACR lets a request through only when the principal in its context was issued under one of values; the 401
// names them (RFC 9470). Put it behind [Middleware]: without a principal the answer asks for a token. How long ago the
// authentication may lie is said by [ACRGuard.MaxAge].
//
// It panics without a value and on one that no token could carry: an empty one, or one with spaces or quotes.
func RequireACR(values ...string) ACRGuard {
	if len(values) == 0 {
		panic("bearer: RequireACR takes at least one authentication context, such as bearer.ACRMFA")
	}
	for _, value := range values {
		if !isScopeToken(value) {
			panic("bearer: RequireACR takes authentication contexts one by one, and this is not one: " + quote(value))
		}
	}
	return acrGuard(slices.Clone(values), 0)
}

// MaxAge also requires that the user authenticated no longer ago than age, by the token's auth_time; the 401 says so
// (max_age of RFC 9470). With a second factor, auth_time is when that was last given. A token that does not tell is
// refused. The clock is that of [WithClock]; one that is ahead by a few seconds does not matter.
//
// It panics on an age of less than a second, which max_age cannot say.
func (g ACRGuard) MaxAge(age time.Duration) ACRGuard {
	if age < time.Second {
		panic("bearer: MaxAge takes a second or more")
	}
	values := g(nil).(*guard).acr
	return acrGuard(values, age)
}

func acrGuard(values []string, age time.Duration) ACRGuard {
	check := func(ctx context.Context) error { return checkACR(ctx, values, age) }
	return func(next http.Handler) http.Handler { return &guard{check: check, acr: values, next: next} }
}

func checkACR(ctx context.Context, values []string, age time.Duration) error {
	p, ok := FromContext(ctx)
	switch {
	case !ok:
		return ErrNoToken
	case !slices.Contains(values, p.ACR), age > 0 && tooLongAgo(p, settingsFrom(ctx).now(), age):
		return InsufficientAuthentication(age, values...)
	}
	return nil
}

// tooLongAgo reports whether the user's authentication lies further back than age. auth_time counts whole seconds.
func tooLongAgo(p *Principal, now time.Time, age time.Duration) bool {
	return p.AuthTime.IsZero() || now.Sub(p.AuthTime) >= age+time.Second || p.AuthTime.Sub(now) > maxLeeway
}
