package server

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/telemetry"
)

// handler answers one request, or gives the error that stands for the answer.
// What it writes, it writes last, so an error never follows half an answer.
type handler func(c *gin.Context) error

// handle makes a handler one of Gin's.
func (s *Server) handle(h handler) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			s.respond(c, err)
		}
	}
}

// deliberate refuses a browser that fetches an address ahead of time, in case
// its user should go there. It is for a GET that changes something.
func deliberate(next handler) handler {
	return func(c *gin.Context) error {
		if isAhead(c.Request.Header) {
			return failed(http.StatusForbidden, "This address is not fetched ahead of time; open it.")
		}
		return next(c)
	}
}

// isAhead reports whether a browser says that nobody asked for the request yet
// (Sec-Purpose of the Fetch standard, and what came before it).
func isAhead(h http.Header) bool {
	for _, name := range []string{"Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"} {
		for _, purpose := range h.Values(name) {
			purpose = strings.ToLower(purpose)
			if strings.Contains(purpose, "prefetch") || strings.Contains(purpose, "prerender") || strings.Contains(purpose, "preview") {
				return true
			}
		}
	}
	return false
}

// visit is what net/http's layers below carry of one request. It is a context
// itself, which saves making one around it.
type visit struct {
	context.Context
	line telemetry.RequestLine
	gin  *gin.Context
}

// Value is context.Context's.
func (v *visit) Value(key any) any {
	if key == (visitKey{}) {
		return v
	}
	return v.Context.Value(key)
}

type visitKey struct{}

// lineOf is the log line of a request, for what is learnt while it is served.
func lineOf(ctx context.Context) *telemetry.RequestLine {
	if v, ok := ctx.Value(visitKey{}).(*visit); ok {
		return &v.line
	}
	return &telemetry.RequestLine{}
}

// ginOf is Gin's side of a request that has gone through net/http's layers.
func ginOf(ctx context.Context) *gin.Context {
	v, _ := ctx.Value(visitKey{}).(*visit)
	return v.gin
}

// request surrounds every request: an id, a deadline, the headers that every
// answer has, one log line, and an answer where a handler panics.
func (s *Server) request(c *gin.Context) {
	start := s.opts.Now()
	timed, cancel := context.WithTimeout(c.Request.Context(), timeFor(c.FullPath()))
	defer cancel()
	v := &visit{Context: timed, line: telemetry.NewRequestLine(c.Request, start), gin: c}
	line := &v.line
	line.ID, line.Address, line.Route = rand.Text(), s.clientAddress(c.Request), c.FullPath()
	ctx := actor.NewContext(v, &actor.Actor{Address: line.Address, Agent: agentOf(c), RequestID: line.ID})
	c.Request = c.Request.WithContext(ctx)
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, bodyLimit(line.Route))
	if mayBeLarge(c.Request.ContentLength) {
		body := &largeBody{ReadCloser: c.Request.Body, room: s.roomFor(line.Route), header: c.Writer.Header()}
		defer body.leave()
		c.Request.Body = body
	}
	setHeaders(c.Writer.Header(), line.ID)
	if forOtherOrigins(c.Request.URL.Path) {
		h := c.Writer.Header()
		h["Access-Control-Allow-Origin"], h["Access-Control-Expose-Headers"] = anyOrigin, exposedHeaders
	}
	if s.hsts != nil {
		c.Writer.Header()["Strict-Transport-Security"] = s.hsts
	}

	defer func() {
		if broken := recover(); broken != nil {
			if err, ok := broken.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(http.ErrAbortHandler)
			}
			s.respond(c, fmt.Errorf("panic: %v", broken))
		}
		line.Status, line.Bytes, line.Duration = c.Writer.Status(), int64(max(c.Writer.Size(), 0)), s.opts.Now().Sub(start)
		line.Write(ctx, s.opts.Log)
		if s.Metrics != nil {
			s.Metrics.Request(line.Route, c.Request.Method, line.Status, line.Duration)
		}
	}()
	if !s.underIssuer(c) {
		s.respond(c, s.wrongHost(c))
		c.Abort()
		return
	}
	c.Next()
}

// timeFor is how long a route may take.
func timeFor(route string) time.Duration {
	if route == revocationsPath {
		return streamTime
	}
	return answerTime
}

// bodyLimit is how many bytes of a body a route reads at most.
func bodyLimit(route string) int64 {
	if route == leaksPath || route == githubPath {
		return maxReportBody
	}
	return maxBody
}

// setHeaders puts on every answer what any answer should have; what may be
// cached says so itself.
func setHeaders(h http.Header, id string) {
	h["X-Request-Id"] = []string{id}
	h["X-Content-Type-Options"] = nosniff
	h["Cache-Control"] = noStore
	h["Referrer-Policy"] = sameOrigin
}

// Header values are shared, not made for each answer.
var (
	nosniff    = []string{"nosniff"}
	noStore    = []string{"no-store"}
	sameOrigin = []string{"same-origin"}
)

// area is which of the three tongues a path is answered in.
type area int

const (
	areaPage area = iota
	areaOAuth
	areaAPI
)

// areaOf goes by the path, so that a wrong method or an unknown path below the
// API is answered like the API.
func areaOf(path string) area {
	switch {
	case path == authorizePath:
		return areaPage
	case strings.HasPrefix(path, "/oauth/"), strings.HasPrefix(path, "/.well-known/"):
		return areaOAuth
	case strings.HasPrefix(path, "/api/"):
		return areaAPI
	}
	return areaPage
}
