package server

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/oauth"
)

// postToken is the token endpoint (RFC 6749, section 3.2).
func (s *Server) postToken(c *gin.Context) error {
	form, err := readForm(c)
	if err != nil {
		return err
	}
	cred, err := credentials(c, form)
	if err != nil {
		return err
	}
	client, err := s.authenticateClient(c.Request.Context(), c, cred)
	if err != nil {
		return err
	}
	request := oauth.TokenRequest{
		GrantType: form.Get("grant_type"), Code: form.Get("code"), RedirectURI: form.Get("redirect_uri"),
		Verifier: form.Get("code_verifier"), RefreshToken: form.Get("refresh_token"), Scope: form.Get("scope"),
		Resources: present(form["resource"]),
	}
	answer, err := s.OAuth.Token(c.Request.Context(), client, request)
	if err != nil {
		return s.scopeRefused(c, err)
	}
	if s.Metrics != nil {
		s.Metrics.TokenIssued(request.GrantType)
	}
	c.Writer.Header()["Pragma"] = noCache // RFC 6749, section 5.1
	writeJSON(c, http.StatusOK, answer)
	return nil
}

var noCache = []string{"no-cache"}
