package server

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/server/web"
)

// getNewClient is the form that registers a client: an app for other people on
// a server, until one says otherwise, and not a single scope.
func (s *Server) getNewClient(c *gin.Context) error {
	view := s.newClientView(c, url.Values{
		"type": {string(clients.Confidential)}, "access_token_format": {string(clients.JWT)},
		"grant_type": {clients.GrantCode, clients.GrantRefresh},
	})
	return s.show(c, http.StatusOK, view)
}

// newClientView is the form with what was chosen and typed.
func (s *Server) newClientView(c *gin.Context, form url.Values) web.ClientNew {
	view := web.ClientNew{
		Frame: s.frame(c, visitorOf(c), "Register a client", "clients"), Action: developerPath, ClientFields: typedFields(form),
		Type: form.Get("type"), Format: form.Get("access_token_format"),
		Scopes: s.boxes(s.Clients.Catalogue().Grantable().Names(), among(form["scope"])), CancelHref: developerPath,
	}
	for _, g := range grants {
		g.Checked = among(form["grant_type"])(g.Name)
		view.Grants = append(view.Grants, g)
	}
	return view
}

// typedFields is what a form says of a client, as it was typed.
func typedFields(form url.Values) web.ClientFields {
	return web.ClientFields{Name: form.Get("name"), RedirectURIs: form.Get("redirect_uris"), UserTokens: form.Get("user_tokens") == "true"}
}

// lines are the lines of a text that say something.
func lines(text string) []string {
	found := []string{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			found = append(found, line)
		}
	}
	return found
}

// postNewClient registers a client and leads to the page that shows its secret
// once.
func (s *Server) postNewClient(c *gin.Context) error {
	v := visitorOf(c)
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	fields := typedFields(form)
	err = s.once(c, v, form, func() (string, any, error) {
		made, secret, err := s.Clients.Register(c.Request.Context(), actorOf(c), clients.Registration{
			Name: fields.Name, Type: clients.Type(form.Get("type")), Scopes: form["scope"],
			RedirectURIs: lines(fields.RedirectURIs), GrantTypes: append([]string{}, form["grant_type"]...),
			Format: clients.Format(form.Get("access_token_format")), UserTokens: fields.UserTokens,
		})
		return clientHref(made.ID) + "/secret", newSecret{Secret: secret}, err
	})
	var wrong *clients.Error
	if errors.As(err, &wrong) {
		view := s.newClientView(c, form)
		view.Errors = clientErrors(wrong)
		return s.show(c, http.StatusUnprocessableEntity, view)
	}
	return err
}

// clientErrors says a refusal beside the field that it is about.
func clientErrors(wrong *clients.Error) web.Errors {
	about := map[string]struct{ field, subject string }{
		"name": {"name", "The name"}, "type": {"type", "This"}, "scopes": {"scope", "The list"},
		"grant_types": {"grant_type", "The list"}, "redirect_uris": {"redirect_uris", "The list"},
		"access_token_format": {"access_token_format", "This"},
	}[wrong.Field]
	if wrong.Field == "" {
		return web.Errors{"": wrong.Detail}
	}
	if about.subject == "" {
		about.subject = capital(wrong.Field)
	}
	return web.Errors{about.field: about.subject + " " + wrong.Detail + "."}
}
