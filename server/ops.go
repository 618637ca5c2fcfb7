package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/telemetry"
)

// getHealth says that the process lives, whatever it depends on, and nothing
// about which program it is.
func (s *Server) getHealth(c *gin.Context) error {
	writeJSON(c, http.StatusOK, gin.H{"status": "ok"})
	return nil
}

// ErrStopping is what Rooms.Ready says while the process takes its leave.
var ErrStopping = errors.New("this process is about to stop")

// errCannotSign is what /readyz says of a process that has no key to sign with,
// above all one whose master key is another than the rest's.
var errCannotSign = errors.New("this process cannot sign; its log says why")

// getReady says whether requests may be sent here: the database answers, the
// process is to stay, and it can sign.
func (s *Server) getReady(c *gin.Context) error {
	if err := s.isReady(c.Request.Context()); err != nil {
		status := "the database does not answer"
		for _, other := range []error{ErrStopping, errCannotSign} {
			if errors.Is(err, other) {
				status = other.Error()
			}
		}
		lineOf(c.Request.Context()).ErrorDetail = err.Error()
		c.Header("Retry-After", "5")
		writeJSON(c, http.StatusServiceUnavailable, gin.H{"status": status})
		return nil
	}
	writeJSON(c, http.StatusOK, gin.H{"status": "ok"})
	return nil
}

func (s *Server) isReady(ctx context.Context) error {
	if err := s.Ready(ctx); err != nil {
		return err
	}
	if _, err := s.Keys.Signer(ctx); err != nil {
		return fmt.Errorf("%w: %w", errCannotSign, err)
	}
	return nil
}

// MetricsHandler serves GET /metrics and nothing else, for a listener of its own.
func MetricsHandler(m *telemetry.Metrics) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", m.Handler())
	return mux
}

// SecurityTXT says how a vulnerability is reported (RFC 9116). Without a
// contact there is no such document.
type SecurityTXT struct {
	Contact []string // URIs, the preferred one first
	Policy  string   // the URL of the page that says how reports are handled; "": none
}

// securityTXTLife is how long what the document says counts. It is below the
// year that RFC 9116, section 2.5.5, recommends at most.
const securityTXTLife = 180 * 24 * time.Hour

// getSecurityTXT is the document, which expires some months from now, whenever
// that is: the settings that it stands on are in force.
func (s *Server) getSecurityTXT(c *gin.Context) error {
	var b strings.Builder
	for _, contact := range s.opts.SecurityTXT.Contact {
		b.WriteString("Contact: " + contact + "\n")
	}
	b.WriteString("Expires: " + s.opts.Now().UTC().Add(securityTXTLife).Truncate(time.Hour).Format(time.RFC3339) + "\n")
	if policy := s.opts.SecurityTXT.Policy; policy != "" {
		b.WriteString("Policy: " + policy + "\n")
	}
	b.WriteString("Preferred-Languages: en\nCanonical: " + s.opts.Issuer + securityTXTPath + "\n")
	c.Data(http.StatusOK, "text/plain; charset=utf-8", []byte(b.String()))
	return nil
}

// getChangePassword leads to the page on which a password is changed.
func (s *Server) getChangePassword(c *gin.Context) error {
	seeOther(c, accountPath)
	return nil
}

// getRobotsTXT keeps search engines away: nothing here is for them (RFC 9309).
func (s *Server) getRobotsTXT(c *gin.Context) error {
	c.Data(http.StatusOK, "text/plain; charset=utf-8", []byte("User-agent: *\nDisallow: /\n"))
	return nil
}
