package server

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/oauth"
	"github.com/patio-auth/patio/pat"
)

// postIntrospect is the introspection endpoint (RFC 7662).
func (s *Server) postIntrospect(c *gin.Context) error {
	form, err := readForm(c)
	if err != nil {
		return err
	}
	if len(form.Get(requiredScope)) > maxRequiredScope {
		return oauth.Refuse(oauth.InvalidRequest, "required_scope is too long; name the scopes that this one request needs.")
	}
	from, err := addressIn(form)
	if err != nil {
		return err
	}
	answer, err := s.describe(c, form, from)
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

// clientIP is the parameter, Patio's own, by which a resource server says from
// where it was sent the token. Without it a token that is bound to addresses is
// not active.
const clientIP = "client_ip"

// clientAgent is the parameter, Patio's own, by which a resource server passes
// on what the program calls itself that sent the token, for its holder to see.
// It goes with client_ip.
const clientAgent = "client_agent"

// addressIn is the address that a resource server was sent the token from, as
// it is written shortest; empty where it does not say.
func addressIn(form url.Values) (string, error) {
	from := form.Get(clientIP)
	if from == "" {
		return "", nil
	}
	address, err := netip.ParseAddr(from)
	if err != nil {
		return "", oauth.Refuse(oauth.InvalidRequest, "client_ip is no IP address; send the address of whoever sent the token.")
	}
	return address.Unmap().WithZone("").String(), nil
}

// describe authenticates the client and judges the token in one glance at the
// database, once the whole form is here. What counts tries may be far away, and
// is asked before the glance and told after it.
func (s *Server) describe(c *gin.Context, form url.Values, from string) (oauth.Introspection, error) {
	cred, err := credentials(c, form)
	if err != nil {
		return oauth.Introspection{}, err
	}
	if cred.Method == clients.AuthNone {
		cred.Method = clients.AuthPost // an empty secret, which no client has: it is for those who can prove who they are
	}
	count, err := s.clientGuard(c, cred.ID)
	if err != nil {
		return oauth.Introspection{}, err
	}
	answer, tried, err := s.glanced(c, form, from, cred)
	count(tried)
	return answer, err
}

// glanced is what describe does within its glance. tried is how the client's
// authentication went.
func (s *Server) glanced(c *gin.Context, form url.Values, from string, cred clients.Credentials) (answer oauth.Introspection, tried, err error) {
	ctx, done, err := s.Glance(c.Request.Context())
	if err != nil {
		return oauth.Introspection{}, nil, err
	}
	defer done()
	caller, err := s.knownClient(ctx, c, cred)
	if err != nil {
		return oauth.Introspection{}, err, err
	}
	token, err := tokenIn(form)
	if err != nil {
		return oauth.Introspection{}, nil, err
	}
	asked := form.Get(requiredScope)
	answer, err = s.introspect(ctx, caller, token, pat.Sighting{Address: from, Agent: form.Get(clientAgent), Asked: asked, Unsaid: asked == ""})
	return answer, nil, err
}

func (s *Server) introspect(ctx context.Context, caller clients.Client, token string, seen pat.Sighting) (oauth.Introspection, error) {
	if oauth.IsRefresh(token) {
		return s.OAuth.DescribeRefresh(ctx, caller, token)
	}
	p, held, err := s.verdicts.verify(ctx, token, seen.Address)
	if errors.Is(err, bearer.ErrInvalidToken) {
		return oauth.Introspection{}, nil
	}
	if err != nil {
		return oauth.Introspection{}, err
	}
	answer := s.OAuth.Describe(caller, p)
	if answer.Active {
		s.used(p, held, seen)
	}
	return answer, nil
}

// tokenForm reads what revocation takes: an authenticated client and a token.
func (s *Server) tokenForm(ctx context.Context, c *gin.Context, form url.Values) (clients.Client, string, error) {
	cred, err := credentials(c, form)
	if err != nil {
		return clients.Client{}, "", err
	}
	client, err := s.authenticateClient(ctx, c, cred)
	if err != nil {
		return clients.Client{}, "", err
	}
	token, err := tokenIn(form)
	return client, token, err
}

func tokenIn(form url.Values) (string, error) {
	token := form.Get("token")
	if token == "" {
		return "", oauth.Refuse(oauth.InvalidRequest, "The token is missing.")
	}
	return token, nil
}
