package server

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// ends reports whether a request changes nothing, or only takes something away.
func ends(r *http.Request) bool {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodDelete:
		return true
	}
	for _, action := range []string{"/revoke", "/withdraw", "/suspend", "/disable", "/delete", "/end", "/confirm"} {
		if strings.HasSuffix(r.URL.Path, action) {
			return true
		}
	}
	return r.URL.Path == "/account/password"
}

// checkWrites counts a request that changes something against quotas.writes_per_user.
// What ends something is always let through: a thief with a token must not
// keep its owner from that. Errors: a failure with status 429, which names the
// setting.
func (s *Server) checkWrites(c *gin.Context, userID string) error {
	if userID == "" || ends(c.Request) {
		return nil
	}
	limit := s.opts.Limits.Writes
	decision, err := s.limiter.Allow(c.Request.Context(), limit, userID)
	if err != nil || decision.Allowed {
		return err
	}
	return &failure{
		status: http.StatusTooManyRequests, retry: decision.RetryAfter, heading: "Too many changes",
		detail: fmt.Sprintf("quotas.writes_per_user allows one person %d changes in %.0f seconds. Wait a little and try again.",
			limit.Burst, (limit.Every * time.Duration(limit.Burst)).Seconds()),
		page: "Your account makes more changes than it may in a short time. This one was not made.",
	}
}
