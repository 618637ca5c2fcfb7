package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"
)

// getHealth says that the process lives, whatever it depends on.
func (s *Server) getHealth(c *gin.Context) error {
	writeJSON(c, http.StatusOK, gin.H{"status": "ok", "version": s.opts.Version})
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
