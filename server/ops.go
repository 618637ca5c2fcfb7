package server

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// getHealth says that the process lives, whatever it depends on.
func (s *Server) getHealth(c *gin.Context) error {
	writeJSON(c, http.StatusOK, gin.H{"status": "ok", "version": s.opts.Version})
	return nil
}

// getReady says whether requests may be sent here: the database answers.
func (s *Server) getReady(c *gin.Context) error {
	if err := s.Ready(c.Request.Context()); err != nil {
		lineOf(c.Request.Context()).ErrorDetail = err.Error()
		c.Header("Retry-After", "5")
		writeJSON(c, http.StatusServiceUnavailable, gin.H{"status": "the database does not answer"})
		return nil
	}
	writeJSON(c, http.StatusOK, gin.H{"status": "ok"})
	return nil
}
