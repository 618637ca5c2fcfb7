package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/server/openapi"
)

// openapiBelow returns the description for an issuer with a path, and its name
// for caches.
func openapiBelow(base string) (document []byte, tag string) {
	document = bytes.Replace(openapi.Document(), []byte("url: "+apiPath), []byte("url: "+base+apiPath), 1)
	sum := sha256.Sum256(document)
	return document, `"` + hex.EncodeToString(sum[:6]) + `"`
}

// getOpenAPI describes the REST API (OpenAPI 3.1 as YAML, RFC 9512), to
// anybody and from any origin.
func (s *Server) getOpenAPI(c *gin.Context) error {
	c.Header("Cache-Control", "public, max-age=300")
	c.Header("ETag", s.openapiTag)
	if holds(c.Request.Header["If-None-Match"], s.openapiTag) {
		c.Status(http.StatusNotModified)
		return nil
	}
	c.Data(http.StatusOK, "application/yaml", s.openapi)
	return nil
}

// holds reports whether If-None-Match names a tag (RFC 9110, section 13.1.2).
// Ours have no comma in them.
func holds(header []string, tag string) bool {
	return slices.ContainsFunc(strings.Split(strings.Join(header, ","), ","), func(named string) bool {
		named = strings.TrimSpace(named)
		return named == "*" || strings.TrimPrefix(named, "W/") == tag
	})
}
