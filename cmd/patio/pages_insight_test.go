package main

import (
	"net/url"
	"strings"
	"testing"

	"github.com/patio-auth/patio/bearer"
	"github.com/patio-auth/patio/pat"
)

// TestPagesOfInsight: a token's page says how it was used and what was never
// asked for, and takes that away in one press.
func TestPagesOfInsight(t *testing.T) {
	h := newPagesHouse(t)
	theo := h.visitor(t, h.theo)
	path := "/account/tokens/" + h.theos.ID
	theo.get("/account/tokens").is(200, "Last 20 days", `aria-label="Used 0 times in 20 days"`)
	theo.get(path).is(200, "Not used in the last 30 days.").isSilent("Take away", "Day by day", "What hangs together")

	p := &bearer.Principal{ID: h.theos.ID, Scopes: h.theos.Scopes}
	for range 3 {
		h.tokens.Used(p, pat.Sighting{Asked: "email"})
	}
	pagesMust(t, h.tokens.Flush(t.Context()))
	theo.get("/account/tokens").is(200, `aria-label="Used 3 times in 20 days"`)
	theo.get(path).is(200, "Used 3 times in the last 30 days, on 1 day.", "<svg", "Day by day", "email 3", "3 times, last on", "Never asked for", "Take away what was not used").
		isSilent("did not say", "so does what hangs from it", "style=")
	h.tokens.Used(p, pat.Sighting{Unsaid: true})
	pagesMust(t, h.tokens.Flush(t.Context()))
	theo.get(path).is(200, "For 1 use the API did not say which scope it asked for. So what was never asked for may yet be needed.")
	theo.get(path+"/revoke").is(200, "Used 4 times in the last 30 days").isSilent("end with it", "ends with it")

	theo.post(path, path, url.Values{"scope": {"email"}}).is(200, "Saved.").isSilent("Take away")
	narrowed, err := h.tokens.Get(t.Context(), h.theo.ID, h.theos.ID)
	pagesMust(t, err)
	if strings.Join(narrowed.Scopes, " ") != "email" || narrowed.Name != h.theos.Name || !narrowed.ExpiresAt.IsZero() {
		t.Errorf("narrowed to %+v", narrowed)
	}
	theo.post(path, path, url.Values{"scope": {"email", "profile"}}).is(422, "only narrow")
	pagesMust(t, h.tokens.Revoke(t.Context(), h.theo.ID, h.theos.ID))
	theo.get(path).is(200, "Used 4 times").isSilent("Take away")
}

// TestPagesOfATree: what hangs together stands on the page, and what ends with
// a token is said before one confirms: its names to its holder alone.
func TestPagesOfATree(t *testing.T) {
	h := newPagesHouse(t)
	ctx, theo := t.Context(), h.visitor(t, h.theo)
	parent, raw, err := h.tokens.Mint(ctx, pat.Order{UserID: h.theo.ID, ClientID: h.reports.ID, Name: "gardener"})
	pagesMust(t, err)
	principal, state, err := h.tokens.Verify(ctx, raw)
	pagesMust(t, err)
	var children []pat.Token
	for range 10 {
		child, _, err := h.tokens.Mint(ctx, pat.Order{
			UserID: h.theo.ID, ClientID: h.reports.ID, Name: "seedling", Parent: &pat.Asker{Principal: principal, Presented: state.Presented},
		})
		pagesMust(t, err)
		children = append(children, child)
	}
	pagesMust(t, h.tokens.Revoke(ctx, h.theo.ID, children[0].ID))
	path := "/account/tokens/" + parent.ID
	theo.get(path).is(200, "What hangs together", "9 live tokens end with it.", "this token", children[3].Hint, "/account/tokens/"+children[9].ID, "Ended")
	theo.get("/account/tokens/"+children[1].ID).is(200, "What hangs together", "gardener", "Nothing else ends with it.", `href="`+path+`"`)
	theo.get(path+"/revoke").is(200, "and 9 live tokens end with it.", "seedling", "And 1 more.")

	mira := h.visitor(t, h.mira)
	client := "/developer/clients/" + h.reports.ID
	mira.get(client+"/tokens/"+parent.ID+"/revoke").is(200, "and 9 live tokens end with it.", "Not used in the last 30 days").isSilent("seedling", "gardener")
	theo.post(path, path+"/revoke", url.Values{}).is(200, "The token is revoked")
	theo.get(path).is(200, "What hangs together").isSilent("end with it", "ends with it")
	theo.get("/account/tokens/"+children[1].ID).is(200, "It ended on")
}
