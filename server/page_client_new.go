package server

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/server/web"
)

// getNewClient is the form that registers a client: an app for other people on
// a server, until one says otherwise, and not a single scope.
func (s *Server) getNewClient(c *gin.Context) error {
	if form, err := s.draft(c); err != nil {
		return err
	} else if form != nil {
		return s.showDraft(c, developerPath, form, http.StatusOK, nil)
	}
	view := s.newClientView(c, url.Values{
		"type": {string(clients.Confidential)}, "access_token_format": {string(clients.JWT)},
		"grant_type": {clients.GrantCode, clients.GrantRefresh},
	})
	return s.show(c, http.StatusOK, view)
}

// newClientView is the form with what was chosen and typed.
func (s *Server) newClientView(c *gin.Context, form url.Values) web.ClientNew {
	return web.ClientNew{
		Frame: s.frame(c, visitorOf(c), "Register a client", "clients"), Action: developerPath, ClientFields: typedFields(form),
		Type: form.Get("type"), Scopes: s.boxes(s.Clients.Catalogue().Grantable().Names(), among(form["scope"])), CancelHref: developerPath,
	}
}

// typedFields is what a form says of a client, as it was typed.
func typedFields(form url.Values) web.ClientFields {
	return web.ClientFields{
		Name: form.Get("name"), RedirectURIs: form.Get("redirect_uris"), UserTokens: form.Get("user_tokens") == "true",
		Grants: grantBoxes(form["grant_type"]), Format: form.Get("access_token_format"),
	}
}

// grantBoxes are the grant types, with those ticked that a client has.
func grantBoxes(held []string) []web.ScopeChoice {
	boxes := slices.Clone(grants)
	for i := range boxes {
		boxes[i].Checked = slices.Contains(held, boxes[i].Name)
	}
	return boxes
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
	if ticks, asked := picked(form, s.Clients.Catalogue().Names()); asked {
		form["scope"] = ticks
		return s.show(c, http.StatusOK, s.newClientView(c, form))
	}
	fields := typedFields(form)
	problems := leadsNowhere(fields, form["grant_type"])
	err = s.once(c, v, form, func() (string, any, error) {
		made, secret, err := s.Clients.Register(c.Request.Context(), actorOf(c), clients.Registration{
			Name: fields.Name, Type: clients.Type(form.Get("type")), Scopes: form["scope"],
			RedirectURIs: lines(fields.RedirectURIs), GrantTypes: append([]string{}, form["grant_type"]...),
			Format: clients.Format(form.Get("access_token_format")), UserTokens: fields.UserTokens,
			Problems: problems,
		})
		return clientHref(made.ID) + "/secret", newSecret{Secret: secret}, err
	})
	if wrong := clients.Problems(err); len(wrong) > 0 {
		view := s.newClientView(c, form)
		view.Errors = clientErrors(wrong, form)
		return s.show(c, http.StatusUnprocessableEntity, view)
	}
	return err
}

// missingText is what a form says of a field that must be filled in or chosen, and
// was not.
var missingText = map[string]string{
	"name": "Enter a name.", "type": "Choose where it runs.", "access_token_format": "Choose what its access tokens are.",
	"redirect_uris": "Add a redirect URI, or untick “People allow it”.",
}

// leadsNowhere finds it wrong that people are to allow a client which has no redirect
// URI, so that nobody ever could. Over REST they may be added later.
func leadsNowhere(fields web.ClientFields, grants []string) clients.Errors {
	if len(lines(fields.RedirectURIs)) > 0 || !among(grants)(clients.GrantCode) {
		return nil
	}
	return clients.Errors{{Field: "redirect_uris", Detail: "is empty"}}
}

// clientErrors says what is wrong beside the fields that it is about, the first of
// each.
func clientErrors(wrong []*clients.Error, form url.Values) web.Errors {
	all := web.Errors{}
	for _, w := range wrong {
		field, text := clientError(w, form)
		if all[field] == "" {
			all[field] = text
		}
	}
	return all
}

func clientError(wrong *clients.Error, form url.Values) (field, text string) {
	if text := missingText[wrong.Field]; text != "" && strings.TrimSpace(form.Get(wrong.Field)) == "" {
		return wrong.Field, text
	}
	about := map[string]struct{ field, subject string }{
		"name": {"name", "The name"}, "type": {"type", "This"}, "scopes": {"scope", "The list"},
		"grant_types": {"grant_type", "The list"}, "redirect_uris": {"redirect_uris", "The list"},
		"access_token_format": {"access_token_format", "This"},
	}[wrong.Field]
	if wrong.Field == "" {
		return "", wrong.Detail
	}
	if about.subject == "" {
		about.subject = capital(wrong.Field)
	}
	return about.field, about.subject + " " + wrong.Detail + "."
}
