package server

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/users"
)

// failure is an answer that is not a success, in a form that each area can
// say in its own tongue: RFC 6749 JSON, a problem document, or a page.
type failure struct {
	status  int
	code    string        // the protocol's code; "" where it has none
	detail  string        // a sentence that says what to do
	field   string        // of a JSON body or form
	retry   time.Duration // when to come again; 0: not said
	heading string        // of a page; "": by status
	page    string        // the detail in the words of a page; "": the same
	wayOn   wayOn         // of a page; the zero one: by who is signed in
	cause   error         // for the log alone
}

// wayOn is where an error page leads.
type wayOn struct {
	href, label string
	only        bool // and nowhere else
}

func (f *failure) Error() string { return f.detail }
func (f *failure) Unwrap() error { return f.cause }

// failed makes a failure with a status and a sentence.
func failed(status int, detail string) *failure { return &failure{status: status, detail: detail} }

// unknownID is the detail of what is not there, or not the caller's.
const unknownID = "There is nothing here under that id."

const retryUnavailable = 5 * time.Second

// failureOf is what an error of any room means outside. What is unknown here
// becomes a 500 that says nothing; its text goes to the log alone.
func failureOf(err error) *failure {
	var (
		own         *failure
		protocol    *oauth.Error
		user        *users.Error
		client      *clients.Error
		denied      *clients.Denied
		token       *pat.Error
		tooLarge    *http.MaxBytesError
		unavailable interface{ Unavailable() bool }
	)
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &protocol):
		return &failure{status: protocolStatus(protocol), code: protocol.Code, detail: protocol.Description}
	case errors.As(err, &tooLarge):
		return &failure{
			status: http.StatusRequestEntityTooLarge, code: oauth.InvalidRequest,
			detail: fmt.Sprintf("The request body is larger than %d KiB.", tooLarge.Limit>>10),
			page:   "What was sent is longer than Patio takes. Nothing was changed. Go back, shorten it and send it again.",
		}
	case errors.As(err, &unavailable) && unavailable.Unavailable(), errors.Is(err, users.ErrBusy):
		return &failure{
			status: http.StatusServiceUnavailable, code: "temporarily_unavailable", retry: retryUnavailable, cause: err,
			detail: "Patio cannot answer right now. Try again in a moment.",
		}
	case errors.As(err, &user):
		return &failure{status: http.StatusUnprocessableEntity, field: user.Field, detail: user.Error()}
	case errors.As(err, &denied):
		return &failure{status: http.StatusForbidden, code: "forbidden", detail: denied.Detail}
	case errors.Is(err, clients.ErrNotFresh):
		return errNotFresh
	case errors.As(err, &client):
		return &failure{status: http.StatusUnprocessableEntity, field: client.Field, detail: client.Error()}
	case errors.As(err, &token):
		return &failure{status: tokenStatus(token), field: token.Field, detail: token.Error()}
	case errors.Is(err, pat.ErrEnded):
		return &failure{status: http.StatusConflict, detail: "This token has ended; make a new one."}
	case errors.Is(err, pat.ErrNoSelfRotate):
		return &failure{status: http.StatusForbidden, detail: "This token was not made to replace itself (self_rotate)."}
	case errors.Is(err, pat.ErrNoSecondFactor):
		return errNoFactor
	case errors.Is(err, clients.ErrNoSecret):
		return &failure{status: http.StatusConflict, detail: "A public client has no secret; register a confidential one."}
	case errors.Is(err, consent.ErrUnknown):
		return &failure{
			status: http.StatusNotFound, detail: unknownID, heading: "This app has no access to your account",
			page:  "It was withdrawn already, or you never allowed it.",
			wayOn: wayOn{href: allowedPath, label: "Go to your apps"},
		}
	case errors.Is(err, clients.ErrUnknown):
		return &failure{
			status: http.StatusNotFound, detail: unknownID, heading: "There is no such client",
			page:  "It is deleted already, or it is not one of yours.",
			wayOn: wayOn{href: developerPath, label: "Go to your clients"},
		}
	case errors.Is(err, pat.ErrUnknown):
		return &failure{
			status: http.StatusNotFound, detail: unknownID, heading: "There is no such token",
			page:  "It ended long ago, or it is not one of yours.",
			wayOn: wayOn{href: tokensPath, label: "Go to your tokens"},
		}
	case errors.Is(err, users.ErrUnknown):
		return &failure{status: http.StatusNotFound, detail: unknownID}
	}
	return &failure{
		status: http.StatusInternalServerError, code: "server_error", cause: err,
		detail: "Something went wrong in Patio. It has been logged under the request id.",
	}
}

func protocolStatus(e *oauth.Error) int {
	if e.Code == oauth.InvalidClient {
		return http.StatusUnauthorized
	}
	return http.StatusBadRequest
}

func tokenStatus(e *pat.Error) int {
	if e.Code == pat.CodeForbidden {
		return http.StatusForbidden
	}
	return http.StatusUnprocessableEntity
}

// respond answers with an error, once, in the tongue of the path.
func (s *Server) respond(c *gin.Context, err error) {
	line := lineOf(c.Request.Context())
	if c.Writer.Written() {
		line.ErrorDetail = err.Error()
		return
	}
	tongue := areaOf(c.Request.URL.Path)
	if errors.Is(err, clients.ErrNotFresh) {
		err = s.reauthenticationNeeded(c, err)
	}
	var refusal *bearer.Error
	if tongue == areaAPI && errors.As(err, &refusal) {
		line.ErrorCode = refusal.Code
		bearer.WriteError(c.Writer, err, bearer.WithRealm(realm))
		return
	}
	f := failureOf(err)
	line.ErrorCode = f.code
	if f.cause != nil {
		line.ErrorDetail = f.cause.Error()
	}
	if f.retry > 0 {
		c.Header("Retry-After", retrySeconds(f.retry))
	}
	switch tongue {
	case areaOAuth:
		s.respondOAuth(c, f)
	case areaAPI:
		respondProblem(c, f)
	default:
		s.respondPage(c, f)
	}
}

// retrySeconds is a wait as Retry-After has it: whole seconds, one at least.
func retrySeconds(wait time.Duration) string {
	return strconv.Itoa(max(1, int((wait+time.Second-1)/time.Second)))
}

// realm names Patio in challenges.
const realm = "patio"

// oauthError is RFC 6749, section 5.2.
type oauthError struct {
	Error       string `json:"error"`
	Description string `json:"error_description,omitempty"`
}

func (s *Server) respondOAuth(c *gin.Context, f *failure) {
	code := f.code
	if code == "" {
		code = oauth.InvalidRequest
	}
	if f.status == http.StatusUnauthorized && c.GetHeader("Authorization") != "" {
		c.Header("WWW-Authenticate", `Basic realm="`+realm+`", charset="UTF-8"`)
	}
	writeJSON(c, f.status, oauthError{Error: code, Description: f.detail})
}

// problem is RFC 9457, with the field it is about.
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
	Field  string `json:"field,omitempty"`
	Code   string `json:"code,omitempty"` // for programs, where a person must do something first
}

func respondProblem(c *gin.Context, f *failure) {
	c.Header("Content-Type", "application/problem+json")
	writeJSON(c, f.status, problem{
		Type: "about:blank", Title: http.StatusText(f.status), Status: f.status, Detail: f.detail, Field: f.field,
		Code: problemCode(f),
	})
}

// problemCode returns the code of a failure that a problem document tells.
func problemCode(f *failure) string {
	if f.code == codeReauthentication {
		return f.code
	}
	return ""
}

// withoutSlash reports whether a path is a page's, which people may type with a slash
// behind it: not /metrics, which a proxy may guard by its exact name.
func withoutSlash(path string) bool {
	for _, page := range []string{accountPath, developerPath, loginPath, leakPagePath} {
		if path == page || strings.HasPrefix(path, page+"/") {
			return true
		}
	}
	return false
}

// notFound answers where no route is. A page that is opened with a slash behind its
// address is opened without. A browser asks about the methods first, and reads a
// 404 only where it was let go on.
func (s *Server) notFound(c *gin.Context) error {
	if c.Request.Method == http.MethodOptions && forOtherOrigins(c.Request.URL.Path) {
		preflight(c)
		return nil
	}
	path := c.Request.URL.EscapedPath()
	to := strings.TrimRight(path, "/")
	if withoutSlash(to) && to != path && localPath(to) == to && onlyReads(c.Request) {
		if c.Request.URL.RawQuery != "" {
			to += "?" + c.Request.URL.RawQuery
		}
		seeOther(c, to)
		return nil
	}
	return &failure{
		status: http.StatusNotFound, detail: "There is nothing at this address.",
		page: "The address may be mistyped, or what was here is gone.",
	}
}

func onlyReads(r *http.Request) bool {
	return r.Method == http.MethodGet || r.Method == http.MethodHead
}

// methodNotAllowed answers 405; Gin has set Allow by then. OPTIONS is a browser's
// question where other origins may call.
func (s *Server) methodNotAllowed(c *gin.Context) error {
	if c.Request.Method == http.MethodOptions && forOtherOrigins(c.Request.URL.Path) {
		preflight(c)
		return nil
	}
	if areaOf(c.Request.URL.Path) == areaPage && onlyReads(c.Request) {
		// Somebody pressed Enter in the address bar after a form, which is sent there.
		return &failure{
			status: http.StatusMethodNotAllowed, heading: "There is no page at this address",
			detail: "This address only receives forms. Nothing was changed by opening it.",
			wayOn:  wayOn{href: formPage(c.Request.URL.Path), label: "Go on"},
		}
	}
	return &failure{
		status: http.StatusMethodNotAllowed, page: "Nothing was changed.",
		detail: "This address does not take " + c.Request.Method + "; see the header Allow for what it does.",
	}
}
