package server

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/server/web"
)

const (
	clientsPerPage = 50
	scopesInRow    = 6  // how many scopes a row of the list names
	tokensOnClient = 20 // how many tokens a client's page shows at once
)

// How a list of clients is sorted and filtered; the first of each is unasked.
var (
	clientSorts = []web.Option{
		{Value: "registered", Label: "Oldest first"}, {Value: "newest", Label: "Newest first"}, {Value: "name", Label: "Name"},
	}
	clientStatuses = []web.Option{
		{Label: "All"}, {Value: string(clients.StatusActive), Label: "Active"},
		{Value: string(clients.StatusPending), Label: "Waiting for approval"},
		{Value: string(clients.StatusSuspended), Label: "Switched off or suspended"},
	}
)

// getClients lists a person's own clients.
func (s *Server) getClients(c *gin.Context) error {
	v := visitorOf(c)
	l, err := listingOf(c, developerPath, clientsPerPage, searchField, "status", sortField)
	if err != nil {
		return err
	}
	all, err := s.Clients.OwnedBy(c.Request.Context(), v.user.ID)
	if err != nil {
		return err
	}
	view := web.Clients{Frame: s.frame(c, v, "API clients", "clients"), NewHref: developerPath + "/new"}
	if c.Query("done") == "deleted" {
		view.Flash = &web.Flash{Kind: web.FlashOK, Message: "The client is deleted. Everything that was issued to it has ended."}
	}
	view.Narrowed = l.narrowed("status")
	if view.Tools = l.tools(len(all), "Search by name or client id"); view.Tools != nil {
		view.Tools.Status, view.Tools.Sort = l.among("status", clientStatuses), l.among(sortField, clientSorts)
		if view.Narrowed {
			view.Tools.ClearHref = developerPath
		}
	}
	found := searched(l, all)
	rows := part(l, found)
	if l.beyond(c, len(rows), len(found)) {
		return nil
	}
	view.Pages = l.pages(len(rows), len(found))
	for _, client := range rows {
		view.Rows = append(view.Rows, clientRow(client))
	}
	return s.show(c, http.StatusOK, view)
}

// searched are the clients that a list asks for, in its order. They come in the
// order in which they were registered.
func searched(l listing, all []clients.Client) []clients.Client {
	text, status := strings.ToLower(l.text()), l.choice("status", clientStatuses)
	found := slices.DeleteFunc(slices.Clone(all), func(c clients.Client) bool {
		return !strings.Contains(strings.ToLower(c.Name), text) && c.ID != text || status != "" && string(c.Status()) != status
	})
	switch l.choice(sortField, clientSorts) {
	case "newest":
		slices.Reverse(found)
	case "name":
		slices.SortStableFunc(found, func(a, b clients.Client) int {
			return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
		})
	}
	return found
}

func clientRow(client clients.Client) web.ClientRow {
	row := web.ClientRow{
		Name: client.Name, Href: clientHref(client.ID), ID: client.ID, Kind: capital(string(client.Type)),
		Scopes: client.Scopes, Note: "registered " + day(client.CreatedAt), Off: !client.Active(),
	}
	if len(row.Scopes) > scopesInRow {
		row.Scopes, row.More = row.Scopes[:scopesInRow], len(row.Scopes)-scopesInRow
	}
	return row
}

func clientHref(id string) string { return developerPath + "/" + id }

// ownHref leads to a client's page where the client is the visitor's; "" where
// it is somebody else's.
func ownHref(client clients.Client, v visitor) string {
	if client.OwnerID != v.user.ID {
		return ""
	}
	return clientHref(client.ID)
}

// visitorsClient is the client that the path names, if it is the visitor's.
func (s *Server) visitorsClient(c *gin.Context) (clients.Client, error) {
	return s.Clients.Owned(c.Request.Context(), visitorOf(c).user.ID, c.Param("client_id"))
}

// getClientPage is a client's own page.
func (s *Server) getClientPage(c *gin.Context) error {
	if form, err := s.draft(c); err != nil {
		return err
	} else if form != nil {
		return s.showDraft(c, c.Request.URL.Path, form, http.StatusOK, nil)
	}
	client, err := s.visitorsClient(c)
	if err != nil {
		return err
	}
	return s.showClient(c, http.StatusOK, client, web.ClientEdit{ClientFields: fieldsOf(client)})
}

// fieldsOf is what the form says of a client as it is.
func fieldsOf(client clients.Client) web.ClientFields {
	return web.ClientFields{
		Name: client.Name, RedirectURIs: strings.Join(client.RedirectURIs, "\n"), UserTokens: client.UserTokens,
		Grants: grantBoxes(client.GrantTypes), Format: string(client.Format),
	}
}

// clientDone is what has just happened on a client's page.
var clientDone = map[string]string{
	"changed": "Saved.", "detached": "It no longer ends with the token that created it.", "on": "It is switched on again.", // switched off, the page says so by itself
	"revoked": "The token is revoked. Nothing can use it any more.",
	doneShown: "Its secret was shown once and cannot be shown again. If you did not copy it, make a new one below.",
}

func (s *Server) showClient(c *gin.Context, status int, client clients.Client, edit web.ClientEdit) error {
	v, href := visitorOf(c), clientHref(client.ID)
	edit.Action = href
	view := web.Client{
		Frame: s.frame(c, v, client.Name, "clients"), Name: client.Name, ID: client.ID, Kind: kindText[client.Type],
		Off: !client.Active(), Scopes: s.scopes(client.Scopes), RedirectURIs: client.RedirectURIs, Grants: grantTexts(client.GrantTypes),
		PKCE: pkceText(client), Format: formatText[client.Format], Holders: "Only you may make them", Created: day(client.CreatedAt), Reviewed: reviewText(client), Edit: edit, DeleteHref: href + "/delete",
	}
	switch {
	case client.UserTokens && client.Reviewed():
		view.Holders = "Everybody here may make them"
	case client.UserTokens:
		view.Holders = "Only you may make them until an administrator approves the client"
	}
	view.SwitchAction, view.NewTokenHref = href+"/disable", tokensPath+"/new?client_id="+client.ID
	if view.Off {
		view.SwitchAction, view.NewTokenHref, view.State = "", "", stateText(client)
	}
	if client.SuspendedBy == clients.ByOwner || client.SuspendedBy == clients.ByTokenRevoked {
		view.SwitchAction = href + "/enable"
	}
	if client.CreatorLineage != "" {
		view.DetachAction = href + "/detach"
	}
	if client.Type == clients.Confidential {
		view.Secret = secretForm(href + "/secret")
		view.Secret.Overlap = cmp.Or(edit.Overlap, view.Secret.Overlap)
	}
	if said := clientDone[c.Query("done")]; said != "" {
		view.Flash = &web.Flash{Kind: web.FlashOK, Message: said}
	}
	if err := s.addTokens(c, client, &view); err != nil {
		return err
	}
	return s.show(c, status, view)
}

// addTokens puts a page of the tokens on a client on the client's page.
func (s *Server) addTokens(c *gin.Context, client clients.Client, view *web.Client) error {
	l, err := listingOf(c, clientHref(client.ID), tokensOnClient)
	if err != nil {
		return err
	}
	l.anchor = "#tokens"
	found, err := s.Tokens.ListOnClient(c.Request.Context(), client.OwnerID, client.ID, l.offset(), l.size+1)
	if err != nil {
		return err
	}
	more := len(found)
	found = found[:min(more, l.size)]
	if view.Pages = l.pages(len(found), l.offset()+more); more > len(found) {
		view.Pages.Total = 0 // there are more, and nobody counted them
	}
	for _, h := range found {
		view.Tokens = append(view.Tokens, s.holdingRow(h, client))
	}
	return nil
}

// holdingRow is a token on a client as the client's owner sees it: their own as
// in their list, another person's by who holds it.
func (s *Server) holdingRow(h pat.Holding, client clients.Client) web.TokenRow {
	row := tokenRow(h.Token, s.opts.Now())
	row.Client = ""
	if h.UserID == client.OwnerID {
		return row
	}
	row.Name, row.Holder, row.Href, row.EditHref = holderName(h), h.Username, "", ""
	row.RevokeHref = clientHref(client.ID) + "/tokens/" + h.ID + "/revoke"
	return row
}

func holderName(h pat.Holding) string { return cmp.Or(h.UserName, h.Username) }

// stateText says why a client cannot be used, and what to do; "" where it can.
func stateText(client clients.Client) string {
	switch {
	case client.SuspendedBy == clients.ByOwner:
		return "It is switched off. Every token on it is refused until you switch it on again."
	case client.SuspendedBy == clients.ByTokenRevoked:
		return "It was suspended because the token that created it was revoked. Its secrets and tokens have ended. You can switch it on again."
	case client.Status() == clients.StatusPending:
		return "It waits for approval. An administrator must approve it before anything can use it."
	case !client.Active():
		return "An operator suspended it. Only an operator can reactivate it."
	}
	return ""
}

// reviewText says whether an administrator reviewed a client.
func reviewText(client clients.Client) string {
	if client.Reviewed() {
		return "Approved by an administrator on " + day(client.ReviewedAt)
	}
	return "Not reviewed by an administrator"
}

// What a client is, in plain words.
var (
	kindText = map[clients.Type]string{
		clients.Confidential: "Confidential, it keeps a secret", clients.Public: "Public, it has no secret",
	}
	formatText = map[clients.Format]string{clients.JWT: "Signed (JWT)", clients.Opaque: "Opaque"}
)

// grants are the ways to a token that a client may be registered for.
var grants = []web.ScopeChoice{
	{Scope: web.Scope{Name: clients.GrantCode, Title: "People allow it", Description: "It sends them here to sign in and say yes."}},
	{Scope: web.Scope{Name: clients.GrantRefresh, Title: "Stay connected", Description: "It renews its access without asking them again, until they withdraw it."}},
	{Scope: web.Scope{Name: clients.GrantClientCredentials, Title: "Act for itself", Description: "It uses its own secret and speaks for no person. Only with a secret."}},
}

func grantTexts(held []string) []string {
	var texts []string
	for _, g := range grants {
		if among(held)(g.Name) {
			texts = append(texts, g.Title+" ("+g.Name+")")
		}
	}
	return texts
}

// pkceText says whether a client must use PKCE; "" where it sends nobody to the
// authorization page.
func pkceText(client clients.Client) string {
	switch {
	case !client.MayUse(clients.GrantCode):
		return ""
	case client.RequiresPKCE():
		return "Required"
	}
	return "Not required"
}
