package server

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/users"
)

// caller is who asks the REST API: somebody with a token, or a person in the
// browser, who is not bound by scopes.
type caller struct {
	principal *bearer.Principal // nil in the browser
	userID    string            // "" for a client that acts for itself
	holder    holder

	// credential is the token or the session as it was presented.
	credential string

	session users.Session // the browser's; zero for a token
	admin   bool          // an administrator in the browser
}

// asker is the token that asks, for what it may ask of other tokens; nil for a
// person in the browser.
func (w caller) asker() *pat.Asker {
	if w.principal == nil {
		return nil
	}
	return &pat.Asker{Principal: w.principal, Presented: w.holder.presented}
}

type callerKey struct{}

// callerOf is the caller that withToken let through.
func callerOf(c *gin.Context) caller {
	found, _ := c.Get(callerKey{})
	who, _ := found.(caller)
	return who
}

// withToken lets a request in by its token, through the middleware of the SDK,
// or by the browser's session where it brings no Authorization at all.
func (s *Server) withToken(a access, next handler) gin.HandlerFunc {
	inner := http.Handler(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		c := ginOf(r.Context())
		c.Request = r
		s.handle(s.byToken(a, next))(c)
	}))
	if a.kind == scoped {
		inner = bearer.RequireScope(a.scope)(inner)
	}
	options := []bearer.Option{bearer.WithRealm(realm), bearer.WithOnError(s.refusedToken), bearer.WithPersonalToken(), bearer.WithClientIP(addressOf)}
	if s.opts.PersonalTokenQuery {
		options = append(options, bearer.WithPersonalTokenQuery())
	}
	// As a function, it has no scope that the middleware would take along to an
	// introspection; here is none.
	entrance := bearer.Middleware(s.own(), options...)(http.HandlerFunc(inner.ServeHTTP))
	return func(c *gin.Context) {
		if !bringsToken(c) && value(c, s.cookies.session()) != "" {
			s.handle(s.byBrowser(next))(c)
			return
		}
		entrance.ServeHTTP(c.Writer, c.Request)
	}
}

// addressOf is the address from which a request came, as the log line has it.
func addressOf(r *http.Request) netip.Addr {
	address, _ := netip.ParseAddr(lineOf(r.Context()).Address) // else the zero one, which is nowhere
	return address
}

// bringsToken reports whether a request tries to come in by a token, good or
// bad, in any of the ways; then its cookies do not count.
func bringsToken(c *gin.Context) bool {
	h := c.Request.Header
	return len(h["Authorization"]) > 0 || len(h["Personal-Token"]) > 0 || strings.Contains(strings.ToLower(c.Request.URL.RawQuery), "token")
}

// byToken serves a request whose token is good and reaches far enough.
func (s *Server) byToken(a access, next handler) handler {
	return func(c *gin.Context) error {
		who := callerOf(c) // left by the verdict
		p := who.principal
		if p == nil {
			return bearer.ErrNoToken
		}
		line := lineOf(c.Request.Context())
		line.ClientID, line.TokenKind = p.ClientID, string(p.Kind)
		actAsToken(c, who)
		if err := s.checkWrites(c, who.userID); err != nil {
			return err
		}
		s.used(p, who.holder, pat.Sighting{Address: line.Address, Agent: c.GetHeader("User-Agent"), Asked: a.asks()})
		return next(c)
	}
}

// byBrowser serves a person's own browser. Whatever changes something proves
// that it comes from our page.
func (s *Server) byBrowser(next handler) handler {
	return func(c *gin.Context) error {
		safe := c.Request.Method == http.MethodGet || c.Request.Method == http.MethodHead
		if safe && s.fromOtherOrigin(c.Request) { // the rest is refused by ours
			return bearer.ErrNoToken
		}
		v, err := s.visitor(c)
		if err != nil {
			return err
		}
		if !v.signedIn() {
			return bearer.ErrNoToken
		}
		if !safe && !s.ours(c, v, c.GetHeader("X-CSRF-Token")) {
			return failed(http.StatusForbidden, "Send the value of the page's csrf_token field as the header X-CSRF-Token.")
		}
		if err := s.checkWrites(c, v.user.ID); err != nil {
			return err
		}
		u := v.user
		c.Set(callerKey{}, caller{userID: u.ID, session: v.session, admin: u.Admin, credential: value(c, s.cookies.session()), holder: holder{username: u.Username, name: u.Name, email: u.Email, avatar: u.AvatarURL}})
		return next(c)
	}
}

// refusedToken notes a refusal in the log line, and in the audit trail where a
// good token asked for more than it may.
func (s *Server) refusedToken(r *http.Request, err error) {
	line := lineOf(r.Context())
	line.ErrorDetail = err.Error()
	if refused := (*bearer.Error)(nil); errors.As(err, &refused) {
		line.ErrorCode = refused.Code
		if refused.Code == bearer.CodeInsufficientScope {
			s.insufficientScope(ginOf(r.Context()), refused)
		}
	}
}

// person is the caller's user id. A client that acts for itself has none.
func (w caller) person() (string, error) {
	if w.userID == "" {
		return "", failed(http.StatusForbidden, "This call is about a person's things; a token from client_credentials speaks for no person.")
	}
	return w.userID, nil
}

const (
	defaultLimit = 50
	maxLimit     = 100
)

// pageOf reads limit and cursor of a list.
func pageOf(c *gin.Context) (cursor string, limit int, err error) {
	limit = defaultLimit
	if raw := c.Query("limit"); raw != "" {
		if limit, err = strconv.Atoi(raw); err != nil || limit < 1 || limit > maxLimit {
			return "", 0, &failure{status: http.StatusUnprocessableEntity, field: "limit", detail: "limit must be a number from 1 to 100."}
		}
	}
	cursor, err = cursorOf(c)
	return cursor, limit, err
}

// cursorOf reads where a list goes on: an id that an earlier page gave.
func cursorOf(c *gin.Context) (string, error) {
	cursor := c.Query("cursor")
	if cursor != "" && (uuid.Validate(cursor) != nil || len(cursor) != 36) {
		return "", &failure{
			status: http.StatusUnprocessableEntity, field: "cursor", detail: "cursor must be the next_cursor of an earlier answer.",
			heading: "This link does not work", page: "It should lead on in a list, but a part of it is wrong. Begin the list again.",
		}
	}
	return strings.ToLower(cursor), nil
}

// listDocument is the answer of every list.
type listDocument[T any] struct {
	Items      []T     `json:"items"`
	NextCursor *string `json:"next_cursor"`
}

// answerList answers with a page of what belongs to the caller: found gives up
// to limit of it after a cursor, show is one as the API shows it and the cursor
// behind it.
func answerList[T, D any](
	c *gin.Context, found func(ctx context.Context, ownerID, cursor string, limit int) ([]T, error), show func(T) (document D, cursor string),
) error {
	ownerID, err := callerOf(c).person()
	if err != nil {
		return err
	}
	cursor, limit, err := pageOf(c)
	if err != nil {
		return err
	}
	all, err := found(c.Request.Context(), ownerID, cursor, limit+1)
	if err != nil {
		return err
	}
	answer, last := listDocument[D]{Items: []D{}}, ""
	for _, one := range all {
		if len(answer.Items) == limit {
			answer.NextCursor = &last
			break
		}
		var d D
		d, last = show(one)
		answer.Items = append(answer.Items, d)
	}
	writeJSON(c, http.StatusOK, answer)
	return nil
}
