package server

import (
	"errors"
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

// getReady says whether requests may be sent here: the database answers, and
// the process is to stay.
func (s *Server) getReady(c *gin.Context) error {
	if err := s.Ready(c.Request.Context()); err != nil {
		status := "the database does not answer"
		if errors.Is(err, ErrStopping) {
			status = err.Error()
		}
		lineOf(c.Request.Context()).ErrorDetail = err.Error()
		c.Header("Retry-After", "5")
		writeJSON(c, http.StatusServiceUnavailable, gin.H{"status": status})
		return nil
	}
	writeJSON(c, http.StatusOK, gin.H{"status": "ok"})
	return nil
}
