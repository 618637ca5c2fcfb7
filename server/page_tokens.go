package server

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/clients"
	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/server/web"
)

// tokensPerPage is how many tokens a page shows.
const tokensPerPage = 50

// getTokens lists a person's tokens, newest first.
func (s *Server) getTokens(c *gin.Context) error {
	v := visitorOf(c)
	cursor, err := cursorOf(c)
	if err != nil {
		return err
	}
	tokens, err := s.Tokens.List(c.Request.Context(), v.user.ID, cursor, tokensPerPage+1)
	if err != nil {
		return err
	}
	view := web.Tokens{Frame: s.frame(c, v, "Personal access tokens", "tokens"), NewHref: tokensPath + "/new"}
	if c.Query("done") == "revoked" {
		view.Flash = &web.Flash{Kind: web.FlashOK, Message: "The token is revoked. Nothing can use it any more."}
	}
	if len(tokens) > tokensPerPage {
		tokens = tokens[:tokensPerPage]
		view.MoreHref = tokensPath + "?cursor=" + tokens[len(tokens)-1].ID
	}
	for _, t := range tokens {
		view.Rows = append(view.Rows, tokenRow(t, s.opts.Now()))
	}
	return s.show(c, http.StatusOK, view)
}

func tokenRow(t pat.Token, now time.Time) web.TokenRow {
	row := web.TokenRow{
		Name: t.Name, Hint: t.Hint, Scopes: t.Scopes, Client: t.ClientName, Used: usedText(t, now), Expiry: expiryPill(t, now),
	}
	if t.Live(now) {
		row.RevokeHref = tokensPath + "/" + t.ID + "/revoke"
	}
	return row
}

func usedText(t pat.Token, now time.Time) string {
	if t.LastUsedAt.IsZero() {
		return "never used"
	}
	text := "used " + ago(t.LastUsedAt, now)
	if t.LastUsedIP != "" {
		text += " from " + t.LastUsedIP
	}
	return text
}

// soon is when a coming end is pointed out.
const soon = 7 * 24 * time.Hour

func expiryPill(t pat.Token, now time.Time) web.Pill {
	switch {
	case !t.RevokedAt.IsZero():
		return web.Pill{Text: "Revoked", Title: day(t.RevokedAt), State: web.PillOver}
	case t.ExpiresAt.IsZero():
		return web.Pill{Text: "Never expires", State: web.PillNever}
	case !now.Before(t.ExpiresAt):
		return web.Pill{Text: "Expired", Title: day(t.ExpiresAt), State: web.PillOver}
	}
	pill := web.Pill{Text: capital(until(t.ExpiresAt, now)), Title: day(t.ExpiresAt), State: web.PillOK}
	if t.ExpiresAt.Sub(now) <= soon {
		pill.State = web.PillSoon
	}
	return pill
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// getNewToken is the form for a new token; where there is more than one client
// to make it on, that is asked first.
func (s *Server) getNewToken(c *gin.Context) error {
	v := visitorOf(c)
	mintable, err := s.Clients.Mintable(c.Request.Context(), v.user.ID)
	if err != nil {
		return err
	}
	wanted := c.Query("client_id")
	if wanted == "" && len(mintable) == 1 {
		wanted = mintable[0].ID
	}
	at := slices.IndexFunc(mintable, func(m clients.Client) bool { return m.ID == wanted })
	if at < 0 {
		view := web.TokenClient{Frame: s.frame(c, v, "New token", "tokens"), CancelHref: tokensPath}
		for _, m := range mintable {
			view.Clients = append(view.Clients, s.clientChoice(m))
		}
		return s.show(c, http.StatusOK, view)
	}
	view := s.newTokenView(c, v, mintable[at], len(mintable))
	return s.show(c, http.StatusOK, view)
}

func (s *Server) clientChoice(m clients.Client) web.ClientChoice {
	choice := web.ClientChoice{ID: m.ID, Name: m.Name}
	for _, scope := range s.Clients.Catalogue().Describe(m.Scopes) {
		choice.Scopes = append(choice.Scopes, web.Scope{Name: scope.Name, Title: scope.Title, Description: scope.Description})
	}
	return choice
}

// newTokenView is the form as it is first shown: every scope ticked, 90 days.
func (s *Server) newTokenView(c *gin.Context, v visitor, client clients.Client, choices int) web.TokenNew {
	view := web.TokenNew{
		Frame: s.frame(c, v, "New token", "tokens"), Client: s.clientChoice(client), CancelHref: tokensPath,
		ExpiresIn: "90d", Expiries: s.expiries(),
	}
	if choices > 1 {
		view.ChangeHref = tokensPath + "/new"
	}
	for _, scope := range view.Client.Scopes {
		view.Scopes = append(view.Scopes, web.ScopeChoice{Scope: scope, Checked: true})
	}
	return view
}

// expiries are the default choices with the date each comes to.
func (s *Server) expiries() []web.Expiry {
	choices := web.DefaultExpiries()
	for i, choice := range choices {
		if n, ok := strings.CutSuffix(choice.Value, "d"); ok {
			if count, err := strconv.Atoi(n); err == nil {
				choices[i].Label += ", until " + day(s.opts.Now().AddDate(0, 0, count))
			}
		}
	}
	return choices
}

// postNewToken mints a token and shows it, the only time it is seen.
func (s *Server) postNewToken(c *gin.Context) error {
	v := visitorOf(c)
	form, err := s.pageForm(c, v)
	if err != nil {
		return err
	}
	ctx := c.Request.Context()
	order := pat.Order{UserID: v.user.ID, ClientID: form.Get("client_id"), Name: form.Get("name"), Scopes: present(form["scope"])}
	if order.Scopes == nil {
		order.Scopes = []string{} // no box ticked is not "all of them"
	}
	if order.ExpiresAt, err = s.endOf(form.Get("expires_in")); err != nil {
		return err
	}
	minted, raw, err := s.Tokens.Mint(ctx, order)
	var wrong *pat.Error
	if errors.As(err, &wrong) {
		return s.refuseNewToken(c, v, form, wrong)
	}
	if err != nil {
		return err
	}
	s.countMinted()
	client, err := s.Clients.Get(ctx, minted.ClientID)
	if err != nil {
		return err
	}
	return s.show(c, http.StatusOK, s.createdView(c, v, minted, client, raw))
}

func (s *Server) createdView(c *gin.Context, v visitor, minted pat.Token, client clients.Client, raw string) web.TokenCreated {
	view := web.TokenCreated{
		Frame: s.frame(c, v, minted.Name, "tokens"), Name: minted.Name, Client: client.Name, Token: raw,
		TryURL: s.opts.Issuer + apiPath + "/me", Scopes: minted.Scopes, DoneHref: tokensPath,
		Missing: slices.DeleteFunc(slices.Clone(client.Scopes), func(name string) bool { return slices.Contains(minted.Scopes, name) }),
	}
	if !minted.ExpiresAt.IsZero() {
		view.ExpiresOn, view.ExpiresIn = day(minted.ExpiresAt), until(minted.ExpiresAt, s.opts.Now())
	}
	return view
}

// endOf reads the form's choice: a number of days, or nothing for no end.
func (s *Server) endOf(choice string) (time.Time, error) {
	if choice == "" {
		return time.Time{}, nil
	}
	n, found := strings.CutSuffix(choice, "d")
	count, err := strconv.Atoi(n)
	if !found || err != nil || count < 1 || count > 3650 {
		return time.Time{}, failed(http.StatusUnprocessableEntity, "Choose one of the lifetimes that the form offers.")
	}
	return s.opts.Now().AddDate(0, 0, count), nil
}

// refuseNewToken shows the form again, with what was typed and what is wrong.
func (s *Server) refuseNewToken(c *gin.Context, v visitor, form url.Values, wrong *pat.Error) error {
	mintable, err := s.Clients.Mintable(c.Request.Context(), v.user.ID)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(mintable, func(m clients.Client) bool { return m.ID == form.Get("client_id") })
	if at < 0 {
		return failed(http.StatusUnprocessableEntity, "That is not a client that you may make tokens on.")
	}
	view := s.newTokenView(c, v, mintable[at], len(mintable))
	view.Name, view.ExpiresIn = form.Get("name"), form.Get("expires_in")
	for i := range view.Scopes {
		view.Scopes[i].Checked = slices.Contains(form["scope"], view.Scopes[i].Name)
	}
	field := map[string]string{"name": "name", "scopes": "scope", "expires_at": "expires_in"}[wrong.Field]
	view.Errors = web.Errors{field: capital(wrong.Field) + " " + wrong.Detail + "."}
	return s.show(c, http.StatusUnprocessableEntity, view)
}

// getRevokeToken asks before a token ends.
func (s *Server) getRevokeToken(c *gin.Context) error {
	v := visitorOf(c)
	t, err := s.Tokens.Get(c.Request.Context(), v.user.ID, c.Param("id"))
	if err != nil {
		return err
	}
	if !t.RevokedAt.IsZero() {
		seeOther(c, tokensPath)
		return nil
	}
	return s.show(c, http.StatusOK, web.TokenRevoke{
		Frame: s.frame(c, v, "Revoke "+t.Name, "tokens"), Action: c.Request.URL.Path, Name: t.Name, Hint: t.Hint,
		Client: t.ClientName, LastUsed: capital(usedText(t, s.opts.Now())), CancelHref: tokensPath,
	})
}

// postRevokeToken ends a token at once.
func (s *Server) postRevokeToken(c *gin.Context) error {
	if err := s.Tokens.Revoke(c.Request.Context(), visitorOf(c).user.ID, c.Param("id")); err != nil {
		return err
	}
	seeOther(c, tokensPath+"?done=revoked")
	return nil
}
