package server

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/oauth"
)

// postIntrospect is the introspection endpoint (RFC 7662).
func (s *Server) postIntrospect(c *gin.Context) error {
	caller, token, err := s.tokenForm(c)
	if err != nil {
		return err
	}
	if caller.Type != clients.Confidential {
		return oauth.ErrAuthentication // it is for those who can prove who they are
	}
	answer, err := s.introspect(c, caller, token)
	if err != nil {
		return err
	}
	writeJSON(c, http.StatusOK, answer)
	return nil
}

func (s *Server) introspect(c *gin.Context, caller clients.Client, token string) (oauth.Introspection, error) {
	ctx := c.Request.Context()
	if oauth.IsRefresh(token) {
		return s.OAuth.DescribeRefresh(ctx, caller, token)
	}
	p, held, err := s.verdicts.verify(ctx, token)
	if errors.Is(err, bearer.ErrInvalidToken) {
		return oauth.Introspection{}, nil
	}
	if err != nil {
		return oauth.Introspection{}, err
	}
	answer := s.OAuth.Describe(caller, p)
	if answer.Active {
		s.used(p, held, "")
	}
	return answer, nil
}

// tokenForm reads what introspection and revocation take: an authenticated
// client and a token.
func (s *Server) tokenForm(c *gin.Context) (clients.Client, string, error) {
	form, err := readForm(c)
	if err != nil {
		return clients.Client{}, "", err
	}
	cred, err := credentials(c, form)
	if err != nil {
		return clients.Client{}, "", err
	}
	client, err := s.authenticateClient(c, cred)
	if err != nil {
		return clients.Client{}, "", err
	}
	if form.Get("token") == "" {
		return clients.Client{}, "", oauth.Refuse(oauth.InvalidRequest, "The token is missing.")
	}
	return client, form.Get("token"), nil
}
