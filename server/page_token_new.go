package server

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/internal/actor"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/server/web"
)

// getNewToken is the form for a new token. Where there are clients to choose
// from, that is asked first; a single one goes without saying.
func (s *Server) getNewToken(c *gin.Context) error {
	v := visitorOf(c)
	if form, err := s.draft(c); err != nil {
		return err
	} else if form != nil {
		return s.showDraft(c, tokensPath, form, http.StatusOK, nil)
	}
	choices, err := s.mintingChoices(c.Request.Context(), v.user.ID)
	if err != nil {
		return err
	}
	wanted, asked := c.GetQuery("client_id")
	if only := len(choices) == 1 || len(choices) == 2 && choices[1].personal; only && !asked {
		wanted = choices[0].id()
	}
	if client, ok := chosen(choices, wanted); ok {
		view, err := s.newTokenView(c, v, client, len(choices))
		if err != nil {
			return err
		}
		s.prefill(c.Request.URL.Query(), client, &view)
		return s.show(c, http.StatusOK, view)
	}
	return s.chooseClient(c, v, choices)
}

// chooseClient asks for which client a new token is.
func (s *Server) chooseClient(c *gin.Context, v visitor, choices []mintingChoice) error {
	l, err := listingOf(c, tokensPath+"/new", clientsPerChoice, searchField, "name", "scope", "expires")
	if err != nil {
		return err
	}
	query := c.Request.URL.Query()
	query.Del(searchField)
	query.Del(pageField)
	view := web.TokenClient{
		Frame: s.frame(c, v, "New token", "tokens"), RegisterHref: developerPath + "/new", CancelHref: tokensPath, Narrowed: l.narrowed(),
	}
	var found []mintingChoice
	for _, m := range choices {
		if m.personal {
			view.PersonalHref = newTokenHref(query, personalChoice)
		} else if strings.Contains(strings.ToLower(m.Name), strings.ToLower(l.text())) {
			found = append(found, m)
		}
	}
	if len(choices) > toolsFrom || view.Narrowed {
		view.Tools = &web.ListTools{Action: l.path, Text: l.text(), Hint: "Search by client name"}
		for name, values := range query {
			view.Tools.Keep = append(view.Tools.Keep, web.Option{Value: strings.Join(values, " "), Label: name})
		}
	}
	rows := part(l, found)
	if l.beyond(c, len(rows), len(found)) {
		return nil
	}
	view.Pages = l.pages(len(rows), len(found))
	for _, m := range rows {
		owner, err := s.ownerOf(c.Request.Context(), m, v.user.ID)
		if err != nil {
			return err
		}
		shown := m.Scopes[:min(len(m.Scopes), scopesInRow)]
		view.Clients = append(view.Clients, web.ClientChoice{
			ID: m.ID, Href: newTokenHref(query, m.ID), Name: m.Name, Owner: owner,
			Scopes: s.scopes(shown), More: len(m.Scopes) - len(shown),
		})
	}
	return s.show(c, http.StatusOK, view)
}

// clientsPerChoice is how many clients are offered at once.
const clientsPerChoice = 20

// newTokenHref is the form for a token on a client, filled in as an address asks.
func newTokenHref(query url.Values, clientID string) string {
	query = maps.Clone(query)
	query.Set("client_id", clientID)
	return tokensPath + "/new?" + query.Encode()
}

// prefill fills a form in as its address asks: name, scope and expires, which is a
// number of days ("30d"), a date or "never". What the client does not have, or the
// policy does not allow, is left out.
func (s *Server) prefill(query url.Values, client mintingChoice, view *web.TokenNew) {
	view.Name = query.Get("name")
	if wanted := strings.Fields(strings.Join(query["scope"], " ")); len(wanted) > 0 {
		view.Scopes, view.All.Chosen = s.boxes(client.Scopes, among(wanted)), false
	}
	expires := query.Get("expires")
	if expires == "never" {
		expires = ""
	}
	for _, choice := range view.Expiries {
		if query.Has("expires") && choice.Value == expires {
			view.ExpiresIn = expires
			return
		}
	}
	if end, wrong := s.endIn(url.Values{"expires_in": {expires}}); wrong == nil && !end.IsZero() {
		expires = end.UTC().Format(dateLayout)
	}
	if _, err := time.Parse(dateLayout, expires); err == nil && view.Date.Offered && expires >= view.Date.First && (view.Date.Last == "" || expires <= view.Date.Last) {
		view.Date.Typed = expires
	}
}

// scopes are scopes as a page describes them.
func (s *Server) scopes(names []string) []web.Scope {
	var described []web.Scope
	for _, scope := range s.Clients.Catalogue().Describe(names) {
		described = append(described, web.Scope{Name: scope.Name, Title: scope.Title, Description: scope.Description})
	}
	return described
}

// boxes are scopes to tick.
func (s *Server) boxes(names []string, ticked func(name string) bool) []web.ScopeChoice {
	var boxes []web.ScopeChoice
	for _, scope := range s.scopes(names) {
		boxes = append(boxes, web.ScopeChoice{Scope: scope, Checked: ticked(scope.Name)})
	}
	return boxes
}

// among reports whether a name is one of those that were ticked.
func among(names []string) func(string) bool {
	return func(name string) bool { return slices.Contains(names, name) }
}

// newTokenView is the form as it is first shown: 90 days, no scope ticked, and one
// choice for all that the client has; it is chosen at first, unless that is all
// that there is.
func (s *Server) newTokenView(c *gin.Context, v visitor, client mintingChoice, choices int) (web.TokenNew, error) {
	owner, err := s.ownerOf(c.Request.Context(), client, v.user.ID)
	if err != nil {
		return web.TokenNew{}, err
	}
	inactive := s.Clients.Catalogue().Inactive
	names := slices.DeleteFunc(slices.Clone(client.Scopes), inactive)
	everything := client.own || len(names) >= len(s.Clients.Catalogue().Grantable())
	all := web.AllScopes{Label: "Everything that " + client.Name + " has", Note: count(len(names), "scope", "scopes"), Chosen: !everything}
	if client.personal || len(names) == 0 {
		all = web.AllScopes{}
	}
	lifetimes, usual := s.lifetimes()
	view := web.TokenNew{
		Frame: s.frame(c, v, "New token", "tokens"), Client: web.ClientChoice{ID: client.id(), Name: client.Name, Owner: owner},
		Personal: client.personal, CancelHref: tokensPath, ExpiresIn: usual, Expiries: lifetimes,
		Scopes: s.boxes(names, func(string) bool { return false }), All: all, Date: s.endDate(s.opts.Now(), ""),
	}
	if choices > 1 {
		view.ChangeHref = tokensPath + "/new?client_id="
	}
	view.Limits.Everybody = s.everybody()
	view.Privileges, err = s.privilegesView(c, pat.Privileges{})
	return view, err
}

// postNewToken mints a token and leads to the page that shows it once.
func (s *Server) postNewToken(c *gin.Context) error {
	v, ctx := visitorOf(c), c.Request.Context()
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	order := pat.Order{UserID: v.user.ID, ClientID: form.Get("client_id"), Name: form.Get("name"), Scopes: present(form["scope"])}
	order.MayReserved = v.user.Admin
	if choices, err := s.mintingChoices(ctx, v.user.ID); err != nil {
		return err
	} else if client, ok := chosen(choices, order.ClientID); ok {
		if ticks, asked := picked(form, client.Scopes); asked {
			form["scope"] = ticks
			return s.newTokenAgain(c, v, form, http.StatusOK, nil)
		}
		if form.Get("scope_choice") == "all" && len(order.Scopes) == 0 { // what is ticked is less, and so it counts
			order.Scopes = client.Scopes
		}
	}
	var wrongEnd *pat.Error
	if order.ExpiresAt, wrongEnd = s.endIn(form); wrongEnd != nil {
		order.Problems = append(order.Problems, wrongEnd)
	}
	order.Endless = form.Get("expires_in") == "" && order.ExpiresAt.IsZero()
	limitsIn(form, &order)
	if order.Privileged = ticked(form, "advanced_privileges"); order.Privileged {
		next, answered, err := s.freshly(c, v, form, tokensPath+"/new?client_id="+url.QueryEscape(order.ClientID))
		if err != nil || answered {
			return err
		}
		v, order.SecondFactorAt = next, next.session.MFATime
	}
	err = s.once(c, v, form, func() (string, any, error) {
		minted, raw, err := s.mint(ctx, actorOf(c), order)
		if err != nil {
			return "", nil, err
		}
		s.countMinted()
		return tokenHref(minted.ID) + "/secret", newSecret{Secret: raw}, nil
	})
	if wrong := pat.Problems(err); len(wrong) > 0 {
		return s.newTokenAgain(c, v, form, http.StatusUnprocessableEntity, tokenErrors(wrong, form, "Tick at least one scope."))
	}
	return err
}

// mint makes a token on the client of the order. Where that is the private one
// of the person, it is made with the token, or neither is.
func (s *Server) mint(ctx context.Context, by actor.Actor, order pat.Order) (minted pat.Token, raw string, err error) {
	order.Scopes = append([]string{}, order.Scopes...) // no box ticked is not "all of them"
	if order.ClientID != personalChoice {
		return s.Tokens.Mint(ctx, order)
	}
	err = s.Clients.Personal(ctx, by, func(ctx context.Context, own clients.Client) error {
		order.ClientID = own.ID
		minted, raw, err = s.Tokens.Mint(ctx, order)
		return err
	})
	return minted, raw, err
}

// createdView shows a token with its secret.
func (s *Server) createdView(c *gin.Context, v visitor, t pat.Token, raw string) (web.TokenCreated, error) {
	client, err := s.Clients.Get(c.Request.Context(), t.ClientID)
	if err != nil {
		return web.TokenCreated{}, err
	}
	view := web.TokenCreated{
		Frame: s.frame(c, v, t.Name, "tokens"), Name: t.Name, Client: client.Name, ClientHref: ownHref(client, v), Token: raw,
		TryURL: s.opts.Issuer + apiPath + "/me", Scopes: t.Scopes, Missing: without(client.Scopes, t.Scopes),
		Private: client.Private(), DoneHref: tokensPath, Privileges: privilegesText(t.Privileges, s.opts.Now()), WorksFrom: textsOf(t.AllowedIPs), IsFor: t.Resources,
	}
	if len(t.Resources) > 0 {
		view.TryURL = "" // it is not for Patio's own API
	}
	if !t.ExpiresAt.IsZero() {
		view.ExpiresOn, view.ExpiresIn = day(t.ExpiresAt), until(t.ExpiresAt, s.opts.Now())
	}
	return view, nil
}

// without is what is left of all after some are taken away.
func without(all, some []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(name string) bool { return slices.Contains(some, name) })
}

// newTokenAgain shows the form again, with what was typed and what is wrong.
func (s *Server) newTokenAgain(c *gin.Context, v visitor, form url.Values, status int, wrong web.Errors) error {
	choices, err := s.mintingChoices(c.Request.Context(), v.user.ID)
	if err != nil {
		return err
	}
	client, ok := chosen(choices, form.Get("client_id"))
	if !ok {
		return failed(http.StatusUnprocessableEntity, "That is not a client that you may make tokens on.")
	}
	view, err := s.newTokenView(c, v, client, len(choices))
	if err != nil {
		return err
	}
	view.Privileges.Checked = ticked(form, "advanced_privileges")
	view.Name, view.Limits = form.Get("name"), limitsView(form)
	if form.Has("expires_in") {
		view.ExpiresIn = form.Get("expires_in")
	}
	view.Limits.Everybody = s.everybody()
	view.Date.Typed = form.Get("expires_on")
	view.Scopes = s.boxes(client.Scopes, among(form["scope"]))
	if form.Has("scope_choice") || form.Has("scope") {
		view.All.Chosen = form.Get("scope_choice") == "all" && len(present(form["scope"])) == 0 && !form.Has("pick")
	}
	view.Errors = wrong
	return s.show(c, status, view)
}

// picked are the scopes that are ticked after one of the buttons for all or none of
// them was pressed, which send the form and act on nothing; false where none was.
func picked(form url.Values, all []string) (ticks []string, asked bool) {
	switch form.Get("pick") {
	case "all":
		return all, true
	case "none":
		return nil, true
	}
	return nil, false
}

// tokenErrors says what is wrong beside the fields that it is about, the first of
// each; none is what to say where no scope was ticked.
func tokenErrors(wrong []*pat.Error, form url.Values, none string) web.Errors {
	all := web.Errors{}
	for _, w := range wrong {
		field, text := tokenError(w, form, none)
		if all[field] == "" {
			all[field] = text
		}
	}
	return all
}

func tokenError(wrong *pat.Error, form url.Values, none string) (string, string) {
	if wrong.Field == "name" && strings.TrimSpace(form.Get("name")) == "" {
		return "name", missingText["name"]
	}
	if wrong.Field == "scopes" && len(present(form["scope"])) == 0 {
		return "scope", none
	}
	field := map[string]string{
		"name": "name", "scopes": "scope", "expires_at": "expires_in", "allowed_ips": "allowed_ips", "resource": "resource",
	}[wrong.Field]
	subject := map[string]string{
		"name": "The name", "expires_at": "That end", "allowed_ips": "This", "resource": "This", "tokens": "Your tokens",
		"advanced_privileges": "Advanced privileges",
	}[wrong.Field]
	if subject == "" {
		subject = capital(wrong.Field)
	}
	if field == "expires_in" && form.Get("expires_on") != "" {
		field = "expires_on"
	}
	return field, subject + " " + wrong.Detail + "."
}
