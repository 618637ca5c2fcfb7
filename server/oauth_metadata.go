package server

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// getMetadata describes this authorization server (RFC 8414, section 3).
func (s *Server) getMetadata(c *gin.Context) error {
	c.Header("Cache-Control", "public, max-age=300")
	writeJSON(c, http.StatusOK, s.metadata)
	return nil
}

// getJWKS is the public signing keys (RFC 7517, section 5). A verifier may
// keep them for five minutes; an unknown key id makes it ask again.
func (s *Server) getJWKS(c *gin.Context) error {
	set, err := s.Keys.JWKS(c.Request.Context())
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "public, max-age=300")
	c.Data(http.StatusOK, "application/jwk-set+json", set)
	return nil
}
