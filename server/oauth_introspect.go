package server

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
)

// postIntrospect is the introspection endpoint (RFC 7662).
func (s *Server) postIntrospect(c *gin.Context) error {
	caller, form, err := s.tokenForm(c)
	if err != nil {
		return err
	}
	if caller.Type != clients.Confidential {
		return oauth.ErrAuthentication // it is for those who can prove who they are
	}
	if len(form.Get(requiredScope)) > maxRequiredScope {
		return oauth.Refuse(oauth.InvalidRequest, "required_scope is too long; name the scopes that this one request needs.")
	}
	answer, err := s.introspect(c, caller, form.Get("token"), form.Get(requiredScope))
	if err != nil {
		return err
	}
	writeJSON(c, http.StatusOK, answer)
	return nil
}

// requiredScope is the parameter, Patio's own, by which a resource server says
// what it needs of the token. It changes nothing about the answer; the holder
// of a personal access token sees which scopes are really used (RFC 7662
// section 2.1 leaves room for such context).
const (
	requiredScope    = "required_scope"
	maxRequiredScope = 2048 // bytes
)

func (s *Server) introspect(c *gin.Context, caller clients.Client, token, asked string) (oauth.Introspection, error) {
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
		s.used(p, held, pat.Sighting{Asked: asked, Unsaid: asked == ""})
	}
	return answer, nil
}

// tokenForm reads what introspection and revocation take: an authenticated
// client and a form with a token.
func (s *Server) tokenForm(c *gin.Context) (clients.Client, url.Values, error) {
	form, err := readForm(c)
	if err != nil {
		return clients.Client{}, nil, err
	}
	cred, err := credentials(c, form)
	if err != nil {
		return clients.Client{}, nil, err
	}
	client, err := s.authenticateClient(c, cred)
	if err != nil {
		return clients.Client{}, nil, err
	}
	if form.Get("token") == "" {
		return clients.Client{}, nil, oauth.Refuse(oauth.InvalidRequest, "The token is missing.")
	}
	return client, form, nil
}
