package server

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/server/web"
	"github.com/patio-auth/patio/users"
)

const (
	tokensPerPage = 50 // how many tokens a page shows
	appsBelow     = 10 // and how many apps stand below them

	maxClientOptions = 200 // how many clients the filter offers
)

// tokenFilters are the pills above the list, in their order; the first is what
// the list shows unasked.
var tokenFilters = []struct {
	shelf pat.Shelf
	label string
}{
	{pat.ShelfActive, "Active"}, {pat.ShelfExpiring, "Expiring"}, {pat.ShelfUnused, "Idle for 90 days"},
	{pat.ShelfExpired, "Expired"}, {pat.ShelfRevoked, "Revoked"},
}

// shelfOf is the filter that a list asks for.
func shelfOf(c *gin.Context) pat.Shelf {
	for _, f := range tokenFilters {
		if c.Query("show") == string(f.shelf) {
			return f.shelf
		}
	}
	return tokenFilters[0].shelf
}

// tokenSorts are the orders of the list; the first is the order unasked.
var tokenSorts = []web.Option{
	{Value: string(pat.ByCreation), Label: "Newest first"}, {Value: string(pat.ByName), Label: "Name"},
	{Value: string(pat.ByLastUse), Label: "Last used first"}, {Value: string(pat.ByEnd), Label: "Next to expire first"},
}

// getTokens lists a person's tokens of one status, and below them the apps that
// they have allowed.
func (s *Server) getTokens(c *gin.Context) error {
	v, ctx := visitorOf(c), c.Request.Context()
	l, err := listingOf(c, tokensPath, tokensPerPage, "show", searchField, "client_id", sortField)
	if err != nil {
		return err
	}
	shelf := shelfOf(c)
	view := web.Tokens{
		Frame: s.frame(c, v, "Personal access tokens", "tokens"), NewHref: tokensPath + "/new", RegisterHref: developerPath + "/new",
	}
	if c.Query("done") == "revoked" {
		view.Flash = &web.Flash{Kind: web.FlashOK, Message: "The token is revoked. Nothing can use it any more."}
	}
	counts, err := s.Tokens.CountShelves(ctx, v.user.ID)
	if err != nil {
		return err
	}
	view.Filters = filterPills(l, counts, shelf)
	on, err := s.clientOptions(ctx, v.user.ID)
	if err != nil {
		return err
	}
	clientID := l.choice("client_id", on)
	tokens, total, err := s.Tokens.Search(ctx, v.user.ID, pat.Search{
		Shelf: shelf, Text: l.text(), ClientID: clientID, Order: pat.Sorting(l.choice(sortField, tokenSorts)),
		Offset: l.offset(), Limit: tokensPerPage,
	})
	if err != nil || l.beyond(c, len(tokens), total) {
		return err
	}
	view.Pages, view.Narrowed = l.pages(len(tokens), total), l.narrowed("client_id")
	if view.Tools = l.tools(counts[shelf], "Search by token or client name"); view.Tools != nil {
		view.Tools.Client, view.Tools.Sort = l.among("client_id", on), l.among(sortField, tokenSorts)
		unasked := listing{path: tokensPath, query: url.Values{}}
		if shelf != tokenFilters[0].shelf {
			view.Tools.Keep = []web.Option{{Value: string(shelf), Label: "show"}}
			unasked.query.Set("show", string(shelf))
		}
		if view.Narrowed {
			view.Tools.ClearHref = unasked.href(1)
		}
	}
	for _, t := range tokens {
		view.Rows = append(view.Rows, tokenRow(t, s.opts.Now()))
	}
	if err := s.addPlots(ctx, tokens, view.Rows); err != nil {
		return err
	}
	if l.page == 1 {
		if err := s.appsBelow(ctx, v.user.ID, &view); err != nil {
			return err
		}
	}
	return s.show(c, http.StatusOK, view)
}

// clientOptions are the clients by which a person's tokens can be filtered.
func (s *Server) clientOptions(ctx context.Context, userID string) ([]web.Option, error) {
	clients, err := s.Tokens.ClientsOf(ctx, userID, maxClientOptions)
	options := []web.Option{{Label: "All clients"}}
	for _, client := range clients {
		options = append(options, web.Option{Value: client.ID, Label: client.Name})
	}
	return options, err
}

// filterPills lead to the tokens of each status, and keep what is searched for.
func filterPills(l listing, counts map[pat.Shelf]int, shown pat.Shelf) []web.Filter {
	var pills []web.Filter
	for i, f := range tokenFilters {
		to := listing{path: l.path, query: maps.Clone(l.query)}
		if to.query.Set("show", string(f.shelf)); i == 0 {
			to.query.Del("show")
		}
		pills = append(pills, web.Filter{Label: f.label, Href: to.href(1), Count: counts[f.shelf], Active: f.shelf == shown})
	}
	return pills
}

// appsBelow puts the apps that a person has allowed below their tokens.
func (s *Server) appsBelow(ctx context.Context, userID string, view *web.Tokens) error {
	apps, err := s.allowedApps(ctx, userID, "", appsBelow+1)
	if err != nil {
		return err
	}
	if len(apps) > appsBelow {
		apps, view.AppsHref = apps[:appsBelow], allowedPath
	}
	for _, a := range apps {
		view.Apps = append(view.Apps, appRow(a))
	}
	return nil
}

func tokenRow(t pat.Token, now time.Time) web.TokenRow {
	row := web.TokenRow{
		Name: t.Name, Href: tokenHref(t.ID), Hint: t.Hint, Scopes: t.Scopes, Client: t.ClientName,
		Used: usedText(t, now), Expiry: expiryPill(t, now),
	}
	if t.Live(now) {
		row.EditHref, row.RevokeHref = row.Href, row.Href+"/revoke"
	}
	return row
}

func tokenHref(id string) string { return tokensPath + "/" + id }

func usedText(t pat.Token, now time.Time) string {
	if t.LastUsedAt.IsZero() {
		return "never used"
	}
	text := "used " + lastUse(t, now)
	if t.LastAgent != "" {
		text += " with " + agentName(t.LastAgent)
	}
	return text
}

// agentName is a program in a few words: a browser's name, or what else comes
// first.
func agentName(agent string) string {
	if strings.HasPrefix(agent, "Mozilla/") {
		return users.BrowserName(agent)
	}
	first, _, _ := strings.Cut(strings.TrimSpace(agent), " ")
	return first[:min(len(first), maxAgentName)]
}

const maxAgentName = 40

// lastUsed is the last use beside words that say so already.
func lastUsed(t pat.Token, now time.Time) string {
	if t.LastUsedAt.IsZero() {
		return "Never"
	}
	return capital(lastUse(t, now))
}

// lastUse is when and from where a token was last used.
func lastUse(t pat.Token, now time.Time) string {
	text := ago(t.LastUsedAt, now)
	if t.LastUsedIP != "" {
		text += " from " + t.LastUsedIP
	}
	return text
}

// soon is when a coming end is pointed out.
const soon = pat.Soon

func expiryPill(t pat.Token, now time.Time) web.Pill {
	switch {
	case !t.RevokedAt.IsZero():
		return web.Pill{Text: "Revoked", Title: day(t.RevokedAt), State: web.PillOver}
	case !t.ExpiresAt.IsZero() && !now.Before(t.ExpiresAt):
		return web.Pill{Text: "Expired", Title: day(t.ExpiresAt), State: web.PillOver}
	case !t.ExpiresAt.IsZero() && t.ExpiresAt.Sub(now) <= soon:
		return web.Pill{Text: capital(until(t.ExpiresAt, now)), Title: day(t.ExpiresAt), State: web.PillSoon}
	case t.Unused(now):
		return web.Pill{Text: "Idle", Title: endText(t), State: web.PillUnused}
	case t.ExpiresAt.IsZero():
		return web.Pill{Text: "Never expires", State: web.PillNever}
	}
	return web.Pill{Text: capital(until(t.ExpiresAt, now)), Title: day(t.ExpiresAt), State: web.PillOK}
}

// endText is when a token ends, in a few words.
func endText(t pat.Token) string {
	if t.ExpiresAt.IsZero() {
		return "never expires"
	}
	return day(t.ExpiresAt)
}

func capital(s string) string { return web.Capital(s) }
