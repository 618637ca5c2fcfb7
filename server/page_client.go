package server

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/server/web"
)

// postClientPage changes what may change of a client: not its scopes and not its
// type.
func (s *Server) postClientPage(c *gin.Context) error {
	v := visitorOf(c)
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	client, err := s.visitorsClient(c)
	if err != nil {
		return err
	}
	fields := typedFields(form)
	uris := lines(fields.RedirectURIs)
	change := clients.Change{Name: &fields.Name, RedirectURIs: &uris, UserTokens: &fields.UserTokens}
	held := client.GrantTypes
	if form.Has("access_token_format") { // which the page always sends
		change.Format = (*clients.Format)(&fields.Format)
		if asked := append([]string{}, form["grant_type"]...); !sameSet(asked, held) { // else perhaps in another order
			held, change.GrantTypes = asked, &asked
		}
	}
	if len(client.RedirectURIs) > 0 || change.GrantTypes != nil { // one that never had any can be renamed
		change.Problems = leadsNowhere(fields, held)
	}
	_, err = s.Clients.Change(c.Request.Context(), actorOf(c), client.ID, change)
	if errors.Is(err, clients.ErrNotFresh) {
		return s.confirmFirst(c, v, form, clientHref(client.ID), func() error {
			return s.showClient(c, http.StatusOK, client, web.ClientEdit{ClientFields: fields})
		})
	}
	if wrong := clients.Problems(err); len(wrong) > 0 {
		edit := web.ClientEdit{ClientFields: fields, Errors: clientErrors(wrong, form)}
		if len(change.Problems) > 0 {
			edit.Errors["redirect_uris"] = "Keep a redirect URI: without one nobody can allow this client."
		}
		return s.showClient(c, http.StatusUnprocessableEntity, client, edit)
	}
	if denied, ok := errors.AsType[*clients.Denied](err); ok {
		wrong := web.Errors{"": denied.Detail}
		return s.showClient(c, http.StatusForbidden, client, web.ClientEdit{ClientFields: fields, Errors: wrong})
	}
	if err != nil {
		return err
	}
	seeOther(c, clientHref(client.ID)+"?done=changed")
	return nil
}

// sameSet reports whether two lists have the same members.
func sameSet(a, b []string) bool {
	return slices.Equal(slices.Compact(slices.Sorted(slices.Values(a))), slices.Compact(slices.Sorted(slices.Values(b))))
}

// postClientSecret gives a client a new secret and leads to the page that shows it
// once.
func (s *Server) postClientSecret(c *gin.Context) error {
	v := visitorOf(c)
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	overlap, err := overlapIn(form)
	if err != nil {
		return err
	}
	client, err := s.visitorsClient(c)
	if err != nil {
		return err
	}
	err = s.once(c, v, form, func() (string, any, error) {
		secret, err := s.Clients.RotateSecret(c.Request.Context(), actorOf(c), client.ID, overlap)
		return clientHref(client.ID) + "/secret", newSecret{Secret: secret, Replaced: s.oldSecret(overlap)}, err
	})
	if errors.Is(err, clients.ErrNotFresh) {
		return s.confirmFirst(c, v, form, clientHref(client.ID), func() error {
			return s.showClient(c, http.StatusOK, client, web.ClientEdit{ClientFields: fieldsOf(client), Overlap: seconds(overlap)})
		})
	}
	return err
}

// getClientSecret shows the secret that a client has just got, the only time it is
// seen, or that it was registered without one.
func (s *Server) getClientSecret(c *gin.Context) error {
	client, err := s.visitorsClient(c)
	if err != nil {
		return err
	}
	var made newSecret
	if found, err := s.result(c, &made); err != nil || !found {
		return s.shownBefore(c, err, clientHref(client.ID))
	}
	view := web.ClientCreated{
		Frame: s.frame(c, visitorOf(c), client.Name, "clients"), Name: client.Name, ID: client.ID, Secret: made.Secret,
		Replaced: made.Replaced, DoneHref: clientHref(client.ID), State: stateText(client),
	}
	if made.Replaced == "" {
		view.Scopes = client.Scopes
	}
	return s.delivered(c, s.show(c, http.StatusOK, view))
}

// postDisableClient switches a client off.
func (s *Server) postDisableClient(c *gin.Context) error {
	return s.switchClient(c, s.Clients.Suspend, "off")
}

// postEnableClient switches a client on again.
func (s *Server) postEnableClient(c *gin.Context) error {
	return s.switchClient(c, s.Clients.Activate, "on")
}

// postDetachOwnClient lets a client outlive the token that created it.
func (s *Server) postDetachOwnClient(c *gin.Context) error {
	return s.switchClient(c, s.Clients.Detach, "detached")
}

func (s *Server) switchClient(c *gin.Context, change changeOfState, done string) error {
	client, err := s.visitorsClient(c)
	if err != nil {
		return err
	}
	_, err = change(c.Request.Context(), actorOf(c), client.ID)
	if errors.Is(err, clients.ErrNotFresh) {
		return s.confirmClientStep(c, client, func() error {
			return s.showClient(c, http.StatusOK, client, web.ClientEdit{ClientFields: fieldsOf(client)})
		})
	}
	if err != nil {
		return err
	}
	acted(c, clientHref(client.ID)+"?done="+done)
	return nil
}

// confirmClientStep is confirmFirst for a form that holds no entered values.
func (s *Server) confirmClientStep(c *gin.Context, client clients.Client, again func() error) error {
	v := visitorOf(c)
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	return s.confirmFirst(c, v, form, clientHref(client.ID), again)
}

// getDeleteClient asks before a client goes, and says what ends.
func (s *Server) getDeleteClient(c *gin.Context) error {
	client, err := s.visitorsClient(c)
	if err != nil {
		return err
	}
	found, err := s.Tokens.ListOnClient(c.Request.Context(), client.OwnerID, client.ID, 0, manyTokens+1)
	if err != nil {
		return err
	}
	made, err := s.Clients.CountCreatedUnder(c.Request.Context(), client.ID, "", manyClients+1)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, web.ClientDelete{
		Frame: s.frame(c, visitorOf(c), "Delete "+client.Name, "clients"), Action: c.Request.URL.Path, Name: client.Name, ID: client.ID,
		Secret: client.Type == clients.Confidential, Tokens: howMany(len(found)), One: len(found) == 1,
		Clients: suspendsText(made, "a token on it"), CancelHref: clientHref(client.ID),
	})
}

// manyTokens is where counting stops to matter to somebody who decides.
const manyTokens = 100

// howMany says a number of tokens; "" for none.
func howMany(n int) string {
	switch {
	case n == 0:
		return ""
	case n == 1:
		return "One personal access token"
	case n > manyTokens:
		return fmt.Sprintf("More than %d personal access tokens", manyTokens)
	}
	return fmt.Sprintf("%d personal access tokens", n)
}

// postDeleteClient removes a client and ends everything issued to it.
func (s *Server) postDeleteClient(c *gin.Context) error {
	client, err := s.visitorsClient(c)
	if err != nil {
		return err
	}
	err = s.Clients.Delete(c.Request.Context(), actorOf(c), client.ID)
	if errors.Is(err, clients.ErrNotFresh) {
		return s.confirmClientStep(c, client, func() error { return s.getDeleteClient(c) })
	}
	if err != nil {
		return err
	}
	acted(c, developerPath+"?done=deleted")
	return nil
}

// getRevokeOnClient asks before the client's owner ends somebody's token.
func (s *Server) getRevokeOnClient(c *gin.Context) error {
	v, clientID := visitorOf(c), c.Param("client_id")
	h, err := s.Tokens.GetOnClient(c.Request.Context(), v.user.ID, clientID, c.Param("id"))
	if err != nil {
		return err
	}
	if !h.RevokedAt.IsZero() {
		seeOther(c, clientHref(clientID))
		return nil
	}
	view := revokeOnClientView(s.frame(c, v, "Revoke a token", "clients"), h, c.Request.URL.Path, lastUsed(h.Token, s.opts.Now()), v)
	if err := s.addBreaks(c.Request.Context(), h.Token, &view); err != nil {
		return err
	}
	return s.show(c, http.StatusOK, view)
}

func revokeOnClientView(frame web.Frame, h pat.Holding, action, used string, v visitor) web.TokenRevoke {
	view := web.TokenRevoke{
		Frame: frame, Action: action, Name: h.Name, Hint: h.Hint, Client: h.ClientName, Scopes: h.Scopes, LastUsed: used, Agent: h.LastAgent,
		CancelHref: clientHref(h.ClientID),
	}
	if h.UserID != v.user.ID {
		view.Holder = holderName(h)
	}
	return view
}

// postRevokeOnClient ends a token on one of the person's own clients.
func (s *Server) postRevokeOnClient(c *gin.Context) error {
	clientID := c.Param("client_id")
	if err := s.Tokens.RevokeOnClient(c.Request.Context(), visitorOf(c).user.ID, clientID, c.Param("id")); err != nil {
		return err
	}
	acted(c, clientHref(clientID)+"?done=revoked")
	return nil
}
