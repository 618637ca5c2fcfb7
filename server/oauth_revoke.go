package server

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/oauth"
)

// postRevoke is the revocation endpoint (RFC 7009). It answers 200 only for
// what the database has taken, or what was no living token to begin with.
func (s *Server) postRevoke(c *gin.Context) error {
	form, err := readForm(c)
	if err != nil {
		return err
	}
	client, token, err := s.tokenForm(c.Request.Context(), c, form)
	if err != nil {
		return err
	}
	if isPersonal(token) {
		own, err := s.Tokens.RevokePresented(c.Request.Context(), client.ID, token)
		if err == nil && !own {
			err = oauth.ErrNotYours
		}
		if err != nil {
			return err
		}
	} else if err := s.OAuth.Revoke(c.Request.Context(), client, token); err != nil {
		return err
	}
	writeJSON(c, http.StatusOK, struct{}{}) // some clients read the answer as JSON, which RFC 7009 leaves open
	return nil
}
