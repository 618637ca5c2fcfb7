package server

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/patio-auth/patio/pat"
	"github.com/patio-auth/patio/server/web"
)

// plotDays is how many days the small plots in the list of tokens span.
const plotDays = 20

// addPlots draws how each token of a list was used.
func (s *Server) addPlots(ctx context.Context, tokens []pat.Token, rows []web.TokenRow) error {
	ids := make([]string, len(tokens))
	for i, t := range tokens {
		ids[i] = t.ID
	}
	uses, err := s.Tokens.DailyUses(ctx, ids, plotDays)
	if err != nil {
		return err
	}
	for i, id := range ids {
		if rows[i].Use = uses[id]; rows[i].Use == nil {
			rows[i].Use = make([]int, plotDays)
		}
	}
	return nil
}

// addInsight says on a token's page how it was used and what hangs together
// with it.
func (s *Server) addInsight(ctx context.Context, t pat.Token, view *web.Token) error {
	usage, err := s.Tokens.Usage(ctx, t, insightDays)
	if err != nil {
		return err
	}
	family, err := s.Tokens.Family(ctx, t)
	if err != nil {
		return err
	}
	now := s.opts.Now()
	view.Use, view.Tree, view.Secret = usePanel(t, usage, now), treeOf(t, family, now), secretsText(family)
	if view.Use.Narrow != nil {
		view.Use.Narrow.Below = family.Live.N > 0 || family.Live.AtLeast
	}
	return nil
}

func usePanel(t pat.Token, u pat.Usage, now time.Time) *web.UsePanel {
	panel := &web.UsePanel{Summary: capital(usesText(u)) + ".", From: dayAndMonth(u.Days[0].Day)}
	for _, d := range u.Days {
		panel.Days = append(panel.Days, web.DayUse{Day: dayAndMonth(d.Day), Uses: d.Uses, Scopes: askedText(d.Scopes)})
	}
	for _, scope := range u.Scopes {
		used := web.ScopeUse{Scope: scope.Scope}
		if scope.Uses > 0 {
			used.Used = capital(times(scope.Uses)) + ", last on " + dayAndMonth(scope.Last)
		}
		panel.Scopes = append(panel.Scopes, used)
	}
	asked, unasked := u.Asked(), u.Unasked()
	if u.Unsaid > 0 {
		panel.Note = "For " + count(u.Unsaid, "use", "uses") + " the API did not say which scope it asked for."
		if len(unasked) > 0 {
			panel.Note += " So what was never asked for may yet be needed."
		}
	}
	if t.Live(now) && len(asked) > 0 && len(unasked) > 0 {
		panel.Narrow = &web.NarrowForm{Action: tokenHref(t.ID), Keep: asked, Lose: unasked}
	}
	return panel
}

// usesText is how often a token was used, as half a sentence.
func usesText(u pat.Usage) string {
	span := count(len(u.Days), "day", "days")
	if u.Uses == 0 {
		return "not used in the last " + span
	}
	return "used " + times(u.Uses) + " in the last " + span + ", on " + count(u.ActiveDays(), "day", "days")
}

// askedText lists scopes by name, each with how often it was asked for.
func askedText(scopes map[string]int) string {
	all := make([]string, 0, len(scopes))
	for _, scope := range slices.Sorted(maps.Keys(scopes)) {
		all = append(all, scope+" "+strconv.Itoa(scopes[scope]))
	}
	return strings.Join(all, ", ")
}

func dayAndMonth(t time.Time) string { return t.UTC().Format("2 January") }

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// secretsText says which secret a token has by now; the first one goes without
// saying.
func secretsText(f pat.Family) string {
	if len(f.Secrets) < 2 {
		return ""
	}
	text := "Replaced, last on " + day(f.Secrets[0].CreatedAt)
	if f.MoreSecrets {
		return text + "; there were more than " + strconv.Itoa(len(f.Secrets)) + " so far"
	}
	return text + "; it is the " + ordinal(len(f.Secrets))
}

func ordinal(n int) string {
	words := []string{"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
	if n < len(words) {
		return words[n]
	}
	return strconv.Itoa(n) + "th"
}

// treeOf is the tree around a token; nil where it stands alone.
func treeOf(t pat.Token, f pat.Family, now time.Time) *web.Tree {
	if len(f.Ancestors) == 0 && len(f.Descendants) == 0 {
		return nil
	}
	self := web.TreeItem{Name: t.Name, Hint: t.Hint, Self: true, What: "made " + day(t.CreatedAt), State: statePill(t.RevokedAt, t.ExpiresAt, now)}
	self.Children = childrenOf(t.Lineage, f.Descendants, now)
	top := []web.TreeItem{self}
	for i := len(f.Ancestors) - 1; i >= 0; i-- {
		k := f.Ancestors[i]
		if i > 0 && k.TokenID == "" && f.Ancestors[i-1].TokenID == "" {
			continue // one access token of an app that stands above it
		}
		item := treeItem(k, now)
		item.Children = top
		top = []web.TreeItem{item}
	}
	tree := &web.Tree{Top: top, MoreAbove: f.MoreAbove, More: moreText(f.More)}
	if t.Live(now) {
		tree.Ends = capital(endsText(f.Live)) + "."
	}
	return tree
}

func childrenOf(parent string, kin []pat.Kin, now time.Time) []web.TreeItem {
	var items []web.TreeItem
	for _, k := range kin {
		if k.Parent == parent {
			item := treeItem(k, now)
			item.Children = childrenOf(k.Lineage, kin, now)
			items = append(items, item)
		}
	}
	return items
}

func treeItem(k pat.Kin, now time.Time) web.TreeItem {
	item := web.TreeItem{Name: kinName(k), Hint: k.Hint, What: "made " + day(k.CreatedAt), State: statePill(k.EndedAt, k.ExpiresAt, now)}
	if k.TokenID != "" {
		item.Href = tokenHref(k.TokenID)
		if k.ClientName != "" {
			item.What += ", on " + k.ClientName
		}
		return item
	}
	item.What = "an app, allowed " + day(k.CreatedAt)
	return item
}

// kinName is what a person calls one of a tree.
func kinName(k pat.Kin) string {
	switch {
	case k.Name != "":
		return k.Name
	case k.ClientName != "":
		return k.ClientName
	}
	return "An app that is gone"
}

func statePill(ended, expires, now time.Time) web.Pill {
	switch {
	case !ended.IsZero():
		return web.Pill{Text: "Ended", Title: day(ended), State: web.PillOver}
	case !expires.IsZero() && !now.Before(expires):
		return web.Pill{Text: "Expired", Title: day(expires), State: web.PillOver}
	}
	return web.Pill{Text: "Active", State: web.PillOK}
}

func moreText(n pat.Number) string {
	switch {
	case n.AtLeast && n.N == 0:
		return "There are more."
	case n.N == 0:
		return ""
	case n.AtLeast:
		return fmt.Sprintf("And more than %d more.", n.N)
	}
	return fmt.Sprintf("And %d more.", n.N)
}

// endsText is what ends with a token, as a sentence without its end.
func endsText(live pat.Number) string {
	switch {
	case live.N == 0 && !live.AtLeast:
		return "nothing else ends with it"
	case live.AtLeast:
		return fmt.Sprintf("at least %d live tokens end with it", live.N)
	case live.N == 1:
		return "1 live token ends with it"
	}
	return fmt.Sprintf("%d live tokens end with it", live.N)
}

// namedEnds is how many of what ends with a token are named before one
// confirms.
const namedEnds = 8

// manyClients is where counting clients stops to matter to somebody who decides.
const manyClients = 20

// suspendsText says how many clients are suspended with what created them, such as
// "it" for a token; "" for none.
func suspendsText(clients int, creator string) string {
	switch {
	case clients == 0:
		return ""
	case clients == 1:
		return "One API client that " + creator + " created is suspended, and everything on it ends."
	case clients > manyClients:
		return fmt.Sprintf("More than %d API clients that %s created are suspended, and everything on them ends.", manyClients, creator)
	}
	return fmt.Sprintf("%d API clients that %s created are suspended, and everything on them ends.", clients, creator)
}

// addBreaks says, before a token is revoked, what will break: how often it was
// used, and what ends with it. Names are for its holder.
func (s *Server) addBreaks(ctx context.Context, t pat.Token, view *web.TokenRevoke) error {
	usage, err := s.Tokens.Usage(ctx, t, insightDays)
	if err != nil {
		return err
	}
	family, err := s.Tokens.Family(ctx, t)
	if err != nil {
		return err
	}
	view.Uses = capital(usesText(usage))
	made, err := s.Clients.CreatedBy(ctx, t.Lineage, manyClients+1)
	if err != nil {
		return err
	}
	view.Clients = suspendsText(len(made), "it")
	if family.Live.N == 0 && !family.Live.AtLeast {
		return nil
	}
	view.Breaks = "Whatever uses this token stops working at once, and " + endsText(family.Live) + "."
	if view.Holder != "" {
		return nil
	}
	now := s.opts.Now()
	for _, k := range family.Descendants {
		if k.Live(now) && len(view.Ends) < namedEnds {
			view.Ends = append(view.Ends, kinName(k))
		}
	}
	view.MoreEnd = moreText(pat.Number{N: family.Live.N - len(view.Ends), AtLeast: family.Live.AtLeast})
	return nil
}
