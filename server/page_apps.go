package server

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/patio-auth/patio/clients"
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
		Name: a.client.Name, Host: hostOf(a.client), Scopes: a.grant.Scopes, Allowed: "allowed " + day(a.grant.CreatedAt),
		WithdrawHref: allowedPath + "/" + a.grant.ClientID + "/withdraw",
	}
}

// hostOf is where an app lives, as far as its registration tells: the host of
// its first redirect URI, or the scheme of its own.
func hostOf(client clients.Client) string {
	if len(client.RedirectURIs) == 0 {
		return ""
	}
	first := client.RedirectURIs[0]
	if clients.RedirectIsPrivateUse(first) {
		return clients.RedirectDestination(first) + ":"
	}
	return clients.RedirectDestination(first)
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
	return s.show(c, http.StatusOK, web.AppWithdraw{
		Frame: s.frame(c, v, "Withdraw "+client.Name, "apps"), Action: c.Request.URL.Path, App: client.Name, Host: hostOf(client),
		Scopes: grant.Scopes, Allowed: day(grant.CreatedAt), CancelHref: allowedPath,
	})
}

// postWithdrawApp takes back what an app was allowed and ends its tokens.
func (s *Server) postWithdrawApp(c *gin.Context) error {
	if err := s.withdraw(c.Request.Context(), visitorOf(c).user.ID, c.Param("client_id")); err != nil {
		return err
	}
	seeOther(c, allowedPath+"?done=withdrawn")
	return nil
}
