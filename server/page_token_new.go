package server

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
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
		return s.show(c, http.StatusOK, view)
	}
	view := web.TokenClient{Frame: s.frame(c, v, "New token", "tokens"), RegisterHref: developerPath + "/new", CancelHref: tokensPath}
	for _, m := range choices {
		if m.personal {
			view.PersonalHref = tokensPath + "/new?client_id=" + personalChoice
			continue
		}
		owner, err := s.ownerOf(c.Request.Context(), m, v.user.ID)
		if err != nil {
			return err
		}
		view.Clients = append(view.Clients, web.ClientChoice{ID: m.ID, Name: m.Name, Owner: owner, Scopes: s.scopes(m.Scopes)})
	}
	return s.show(c, http.StatusOK, view)
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

// newTokenView is the form as it is first shown: 90 days, and every scope of
// the client ticked; of a private client's, which has all that there are, none.
func (s *Server) newTokenView(c *gin.Context, v visitor, client mintingChoice, choices int) (web.TokenNew, error) {
	owner, err := s.ownerOf(c.Request.Context(), client, v.user.ID)
	if err != nil {
		return web.TokenNew{}, err
	}
	inactive := s.Clients.Catalogue().Inactive
	names := slices.DeleteFunc(slices.Clone(client.Scopes), inactive)
	everything := client.own || len(names) >= len(s.Clients.Catalogue().Grantable())
	lifetimes, usual := s.lifetimes()
	view := web.TokenNew{
		Frame: s.frame(c, v, "New token", "tokens"), Client: web.ClientChoice{ID: client.id(), Name: client.Name, Owner: owner},
		Personal: client.personal, CancelHref: tokensPath, ExpiresIn: usual, Expiries: lifetimes,
		Scopes: s.boxes(names, func(string) bool { return !everything }),
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
	if order.ExpiresAt, err = s.lifetimeOf(form.Get("expires_in")); err != nil {
		return err
	}
	order.Endless = form.Get("expires_in") == ""
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
	var wrong *pat.Error
	if errors.As(err, &wrong) {
		return s.refuseNewToken(c, v, form, wrong)
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

// maxDays is the longest life that a form may ask for.
const maxDays = 3650

// lifetimeOf reads the form's choice: a number of days, or nothing for no end.
func (s *Server) lifetimeOf(choice string) (time.Time, error) {
	if choice == "" || choice == unsaid {
		return time.Time{}, nil
	}
	n, found := strings.CutSuffix(choice, "d")
	count, err := strconv.Atoi(n)
	if !found || err != nil || count < 1 || count > maxDays {
		return time.Time{}, failed(http.StatusUnprocessableEntity, "Choose one of the lifetimes that the form offers.")
	}
	return s.opts.Now().Add(time.Duration(count) * aDay), nil // whatever the clocks of summer do
}

// refuseNewToken shows the form again, with what was typed and what is wrong.
func (s *Server) refuseNewToken(c *gin.Context, v visitor, form url.Values, wrong *pat.Error) error {
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
	view.Name, view.ExpiresIn, view.Limits = form.Get("name"), form.Get("expires_in"), limitsView(form)
	view.Limits.Everybody = s.everybody()
	view.Scopes = s.boxes(client.Scopes, among(form["scope"]))
	view.Errors = tokenErrors(wrong, form, "Tick at least one.")
	return s.show(c, http.StatusUnprocessableEntity, view)
}

// tokenErrors says a refusal beside the field that it is about; none is what
// to say where no scope was ticked.
func tokenErrors(wrong *pat.Error, form url.Values, none string) web.Errors {
	if wrong.Field == "scopes" && len(present(form["scope"])) == 0 {
		return web.Errors{"scope": none}
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
	return web.Errors{field: subject + " " + wrong.Detail + "."}
}
