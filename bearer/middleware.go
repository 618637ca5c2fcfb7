package bearer

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"slices"
	"time"
)

// Option changes how refusals are written.
type Option func(*settings)

type settings struct {
	realm         string
	onError       func(*http.Request, error)
	personalToken bool // the header Personal-Token counts
	personalQuery bool // the query parameter personalToken counts
	clientIP      func(*http.Request) netip.Addr
	now           func() time.Time
}

// WithRealm sets the realm of the challenge; the default is "api".
func WithRealm(realm string) Option {
	return func(s *settings) { s.realm = realm }
}

// WithOnError has f see every refusal with its cause, for the log. It must not write the response, and the error
// holds no token. Without it, [Middleware] logs to [slog.Default] when tokens cannot be checked (status 503). It is for
// [Middleware]; [WriteError] has no request to show and does not call it.
func WithOnError(f func(r *http.Request, err error)) Option {
	return func(s *settings) { s.onError = f }
}

// WithPersonalToken also takes a personal access token from the header
// "Personal-Token: pat_…", for programs that cannot set Authorization.
func WithPersonalToken() Option {
	return func(s *settings) { s.personalToken = true }
}

// WithPersonalTokenQuery also takes a personal access token from the query parameter personalToken. URLs end in logs and
// histories: switch it on only for programs that can send nothing else, and keep the query out of your logs.
func WithPersonalTokenQuery() Option {
	return func(s *settings) { s.personalQuery = true }
}

// WithClock sets the clock by which [ACRGuard.MaxAge] tells how long ago the user authenticated; the default is
// time.Now.
func WithClock(now func() time.Time) Option {
	return func(s *settings) { s.now = now }
}

func newSettings(opts []Option) *settings {
	s := &settings{realm: "api", now: time.Now}
	for _, opt := range opts {
		opt(s)
	}
	return s
}

func (s *settings) refuse(w http.ResponseWriter, r *http.Request, err error) {
	switch {
	case s.onError != nil:
		s.onError(r, err)
	case errors.Is(err, ErrUnavailable):
		slog.ErrorContext(r.Context(), "bearer: access tokens cannot be checked", "error", err)
	}
	s.write(w, err)
}

type (
	principalKey struct{}
	settingsKey  struct{}
)

// NewContext returns a context that carries p.
func NewContext(ctx context.Context, p *Principal) context.Context {
	return context.WithValue(ctx, principalKey{}, p)
}

// FromContext returns the principal that [Middleware] or [NewContext] put into ctx.
func FromContext(ctx context.Context) (*Principal, bool) {
	p, ok := ctx.Value(principalKey{}).(*Principal)
	return p, ok && p != nil
}

// Middleware lets a request through only with a token that v vouches for, and puts its [Principal] into the
// request's context. Every refusal is written by [WriteError].
func Middleware(v Verifier, opts ...Option) func(http.Handler) http.Handler {
	s := newSettings(opts)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if queryHas(r.URL.RawQuery, personalParameter) {
				w.Header().Set("Referrer-Policy", "no-referrer") // the address holds the token, taken or not
			}
			p, err := s.authenticate(v, r, next)
			if err != nil {
				s.refuse(w, r, err)
				return
			}
			ctx := context.WithValue(NewContext(r.Context(), p), settingsKey{}, s)
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	}
}

func (s *settings) authenticate(v Verifier, r *http.Request, next http.Handler) (*Principal, error) {
	token, err := s.token(r)
	if err != nil {
		return nil, err
	}
	ctx, address := lookAhead(r, next), netip.Addr{}
	if s.clientIP != nil {
		address = s.clientIP(r)
		ctx = withOrigin(ctx, r, address)
	}
	p, err := v.Verify(ctx, token)
	switch {
	case err != nil:
		return nil, err
	case p == nil:
		return nil, errors.New("bearer: the verifier returned neither a principal nor an error")
	case !p.AllowedFrom(address):
		return nil, errOutside() // a verifier may have kept what it said of another request
	}
	return p, nil
}

// RequireScope lets a request through only when the principal in its context has every one of scopes; what is
// missing is named in the 403. Put it behind [Middleware]: without a principal the answer is 401. Right behind it, or
// on a route of a [http.ServeMux] right behind it, the scopes also go along when [Client] introspects the token, so
// that the token's holder sees what is used.
//
// It panics on a name that RFC 6749 section 3.3 does not allow, "a b" for one, since no token could ever carry it.
func RequireScope(scopes ...string) func(http.Handler) http.Handler {
	for _, scope := range scopes {
		if !isScopeToken(scope) {
			panic("bearer: RequireScope takes scope names one by one, and this is not one: " + quote(scope))
		}
	}
	scopes = slices.Clone(scopes)
	check := func(ctx context.Context) error { return checkScopes(ctx, scopes) }
	return func(next http.Handler) http.Handler { return &guard{check: check, scopes: scopes, next: next} }
}

func checkScopes(ctx context.Context, scopes []string) error {
	p, ok := FromContext(ctx)
	if !ok {
		return ErrNoToken
	}
	if missing := p.missing(scopes); len(missing) > 0 {
		return InsufficientScope(missing...)
	}
	return nil
}

// RequireUser lets a request through only when the token speaks for a user. A client that acts for itself (client
// credentials) is refused with 403: scopes do not tell the two apart, since a client may be registered for scopes that
// protect the data of users. Put it behind [Middleware], wherever a scope does that.
func RequireUser(next http.Handler) http.Handler { return &guard{check: checkUser, next: next} }

func checkUser(ctx context.Context) error {
	p, ok := FromContext(ctx)
	switch {
	case !ok:
		return ErrNoToken
	case !p.IsUser():
		return ErrNoUser
	}
	return nil
}

// settingsFrom keeps the realm of the middleware that let the request in.
func settingsFrom(ctx context.Context) *settings {
	if s, ok := ctx.Value(settingsKey{}).(*settings); ok {
		return s
	}
	return newSettings(nil)
}
