package bearer

import (
	"context"
	"net/http"
	"slices"
	"strings"
)

// A resource server tells Patio what it needs of a token when it asks about it, so that the token's holder sees which
// scopes are really used. That changes nothing about the answer, and [RequireScope] is still what enforces.
//
// The middleware introspects before any handler behind it runs, so it looks ahead: at a [RequireScope], a
// [RequireUser] or a [RequireACR] right behind it, and through a [http.ServeMux] at the route that the request will take. What it cannot
// see, it leaves unsaid; [ForScopes] is for those who know more.

// maxRequired bounds what is sent, in bytes; Patio takes no more.
const maxRequired = 2048

type requiredKey struct{}

// ForScopes returns a context in which [Client.Verify] tells the authorization server what the token will be asked
// for. Names that RFC 6749 section 3.3 does not allow are left out.
func ForScopes(ctx context.Context, scopes ...string) context.Context {
	scopes = slices.DeleteFunc(slices.Clone(scopes), func(s string) bool { return !isScopeToken(s) })
	return context.WithValue(ctx, requiredKey{}, scopes)
}

// requiredIn is what a token will be asked for, as ForScopes said or as the middleware sees; separated by spaces.
func requiredIn(ctx context.Context) string {
	var scopes []string
	switch said := ctx.Value(requiredKey{}).(type) {
	case []string:
		scopes = said
	case *ahead:
		scopes = said.scopes()
	}
	if list := strings.Join(scopes, " "); len(list) <= maxRequired {
		return list
	}
	return ""
}

// guard is a handler of this package that lets a request through or not.
type guard struct {
	check  func(ctx context.Context) error
	scopes []string // of RequireScope
	acr    []string // of RequireACR
	next   http.Handler
}

func (g *guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := g.check(r.Context()); err != nil {
		settingsFrom(r.Context()).refuse(w, r, err)
		return
	}
	g.next.ServeHTTP(w, r)
}

// ahead is the way that a request will take, looked up only where somebody asks.
type ahead struct {
	request *http.Request
	next    http.Handler
}

// lookAhead puts the way into the context where there is anything to see.
func lookAhead(r *http.Request, next http.Handler) context.Context {
	ctx := r.Context()
	switch next.(type) {
	case *guard, *http.ServeMux:
		if ctx.Value(requiredKey{}) == nil { // ForScopes knows better
			return context.WithValue(ctx, requiredKey{}, &ahead{r, next})
		}
	}
	return ctx
}

// maxLayers bounds how many handlers are looked through.
const maxLayers = 8

func (a *ahead) scopes() []string {
	var found []string
	next := a.next
	for range maxLayers {
		switch h := next.(type) {
		case *guard:
			found = append(found, h.scopes...)
			next = h.next
		case *http.ServeMux:
			next, _ = h.Handler(a.request)
		default:
			return found
		}
	}
	return found
}
