package server

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"
)

// forOtherOrigins reports whether programs in browsers may read the answers of a
// path from any origin (WHATWG Fetch, "CORS protocol"): those of the protocol that
// an app calls by itself, and the REST API. Introspection is for servers, and pages
// are for people.
func forOtherOrigins(path string) bool {
	return path == tokenPath || path == revokePath || strings.HasPrefix(path, apiPath+"/") || strings.HasPrefix(path, "/.well-known/")
}

// Header values are shared, not made for each answer. There is no
// Access-Control-Allow-Credentials: a browser sends no cookie along, and a session
// never counts in a call from another origin (see fromOtherOrigin).
var (
	anyOrigin      = []string{"*"}
	everyMethod    = []string{"GET, HEAD, POST, PATCH, DELETE"} // where a call gets 404, which the app shall read
	exposedHeaders = []string{
		"www-authenticate, dpop-nonce, retry-after, x-request-id, token-expires-at, link, etag, location, idempotency-replayed",
	}
	allowedHeaders = []string{
		"authorization, content-type, dpop, mcp-protocol-version, last-event-id, personal-token, idempotency-key, if-match, if-none-match",
	}
	preflightAge = []string{"7200"} // seconds; no browser keeps one for longer but Firefox
)

// preflight answers a browser's question about a call from another origin. Gin
// has set Allow by then, if there is something at the address.
func preflight(c *gin.Context) {
	h := c.Writer.Header()
	methods := h["Allow"]
	if len(methods) == 0 {
		methods = everyMethod
	}
	h["Access-Control-Allow-Methods"], h["Access-Control-Allow-Headers"] = methods, allowedHeaders
	h["Access-Control-Max-Age"] = preflightAge
	c.Status(http.StatusNoContent)
}

// fromOtherOrigin reports whether a browser says that a request comes from another
// origin than Patio's own, or only from the same site. Programs say nothing.
func (s *Server) fromOtherOrigin(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return true
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return false
	}
	own, err := url.Parse(s.opts.Issuer)
	return err != nil || origin != own.Scheme+"://"+own.Host
}
