package server

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/patio-auth/patio/consent"
	"github.com/patio-auth/patio/server/web"
)

// appsPerPage is how many apps a page shows.
const appsPerPage = 50

// getApps lists the apps that a person has allowed.
func (s *Server) getApps(c *gin.Context) error {
	v := visitorOf(c)
	cursor, err := cursorOf(c)
	if err != nil {
		return err
	}
	apps, err := s.allowedApps(c.Request.Context(), v.user.ID, cursor, appsPerPage+1)
	if err != nil {
		return err
	}
	view := web.Apps{Frame: s.frame(c, v, "Apps", "apps")}
	if c.Query("done") == "withdrawn" {
		view.Flash = &web.Flash{Kind: web.FlashOK, Message: "Withdrawn. The app can no longer use your account."}
	}
	if len(apps) > appsPerPage {
		apps = apps[:appsPerPage]
		view.MoreHref = allowedPath + "?cursor=" + apps[appsPerPage-1].grant.ClientID
	}
	for _, a := range apps {
		view.Rows = append(view.Rows, appRow(a))
	}
	return s.show(c, http.StatusOK, view)
}

func appRow(a allowedApp) web.AppRow {
	return web.AppRow{
		Name: a.client.Name, Grants: appGrants(a.grant), Scopes: a.grant.Scopes, Allowed: "allowed " + day(a.grant.CreatedAt),
		WithdrawHref: allowedPath + "/" + a.grant.ClientID + "/withdraw",
	}
}

// appGrants are where an app may take what it was allowed, and for which API.
// The scopes of one are told where the others have different ones.
func appGrants(g consent.Grant) []web.AppGrant {
	all := make([]web.AppGrant, len(g.Combinations))
	for i, c := range g.Combinations {
		all[i] = web.AppGrant{Origin: strings.TrimPrefix(c.Origin, "https://"), Resource: c.Resource}
		if len(c.Scopes) != len(g.Scopes) {
			all[i].Fewer, all[i].Scopes = true, c.Scopes
		}
	}
	return all
}

// getWithdrawApp asks before an app loses what it was allowed.
func (s *Server) getWithdrawApp(c *gin.Context) error {
	v, ctx, id := visitorOf(c), c.Request.Context(), c.Param("client_id")
	if uuid.Validate(id) != nil {
		return consent.ErrUnknown
	}
	grant, err := s.Consents.Get(ctx, v.user.ID, id)
	if err != nil {
		return err
	}
	client, err := s.Clients.Get(ctx, id)
	if err != nil {
		return err
	}
	view := web.AppWithdraw{
		Frame: s.frame(c, v, "Withdraw "+client.Name, "apps"), Action: c.Request.URL.Path, App: client.Name, Grants: appGrants(grant),
		Scopes: grant.Scopes, Allowed: day(grant.CreatedAt), CancelHref: allowedPath,
	}
	live, err := s.Tokens.Withdrawn(ctx, v.user.ID, id)
	if err != nil {
		return err
	}
	if live.N > 0 || live.AtLeast {
		view.Tokens = capital(endsText(live)) + "."
	}
	made, err := s.Clients.CountCreatedUnder(ctx, id, v.user.ID, manyClients+1)
	if err != nil {
		return err
	}
	view.Clients = suspendsText(made, "it")
	return s.show(c, http.StatusOK, view)
}

// postWithdrawApp takes back what an app was allowed and ends its tokens.
func (s *Server) postWithdrawApp(c *gin.Context) error {
	if err := s.withdraw(c.Request.Context(), visitorOf(c).user.ID, c.Param("client_id")); err != nil {
		return err
	}
	acted(c, allowedPath+"?done=withdrawn")
	return nil
}
